/* Single moves of a drawing that is refined: each is kept where it costs no more than it is allowed to. */
#include "drawing/refine_state.h"

#include "drawing/theme.h"

#include <string.h>

/* ---- numbers that look random ---- */

/* Numbers that follow from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
uint64_t dice_draw(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* From 0 to under 1. */
double dice_uniform(uint64_t *state)
{
    return (double)(dice_draw(state) >> 11) / 9007199254740992.0;
}

/* From -1 to 1, about the middle more often. */
double dice_about(uint64_t *state)
{
    return dice_uniform(state) + dice_uniform(state) - 1;
}

/* ---- moves ---- */

/* Whether what was changed already may stay; its costs are kept then. */
static bool accept(refining *r, const change *c, double allowed)
{
    const float slack = 12; /* by as much, at most, one move is expected to better the whole, which is looked at last */
    float most = refining_known_cost(r, c) + (float)allowed, pairs = refining_price_change(r, c, most + slack);
    if (pairs > most + slack)
        return false;
    float whole = refining_whole_cost(r);
    if (pairs + whole > most + r->whole)
        return false;
    refining_keep_change(r, c, whole);
    return true;
}

/* What a move of nodes changes of edges, to be put back. */
static void remember_edges(refining *r, const change *c)
{
    for (size_t i = 0; i < c->count; i++) {
        r->old_spot[i] = r->spot[c->edges[i]];
        r->old_reach[i] = r->reach[c->edges[i]];
        r->old_run[i] = r->run[c->edges[i]];
    }
}

static void put_edges_back(refining *r, const change *c)
{
    for (size_t i = 0; i < c->count; i++)
        refining_put_line(r, c->edges[i], r->old_spot[i], r->old_reach[i], r->old_run[i]);
}

void refining_try_place(refining *r, size_t v, point at, double allowed)
{
    point old = r->middle[v];
    change c = {{v}, 1, r->edges_at + r->edges_start[v], r->edges_start[v + 1] - r->edges_start[v]};
    remember_edges(r, &c);
    refining_set_node(r, v, at);
    if (accept(r, &c, allowed))
        return;
    refining_put_node(r, v, old);
    put_edges_back(r, &c);
}

void refining_try_swap(refining *r, size_t u, size_t v, double allowed)
{
    if (u == v)
        return;
    point at = r->middle[u], to = r->middle[v];
    change c = {{u, v}, 2, r->both, 0};
    for (size_t i = r->edges_start[u]; i < r->edges_start[u + 1]; i++)
        r->both[c.count++] = r->edges_at[i];
    for (size_t i = r->edges_start[v]; i < r->edges_start[v + 1]; i++)
        if (r->part->tail[r->edges_at[i]] != u && r->part->head[r->edges_at[i]] != u)
            r->both[c.count++] = r->edges_at[i];
    remember_edges(r, &c);
    refining_put_node(r, u, to);
    refining_set_node(r, v, at);
    for (size_t i = 0; i < c.count; i++)
        refining_set_line(r, c.edges[i]);
    if (accept(r, &c, allowed))
        return;
    refining_put_node(r, u, at);
    refining_put_node(r, v, to);
    put_edges_back(r, &c);
}

void refining_try_spot(refining *r, size_t e, spot to, double allowed)
{
    change c = {{0}, 0, &e, 1};
    remember_edges(r, &c);
    r->spot[e] = to;
    refining_set_line(r, e);
    if (!accept(r, &c, allowed))
        put_edges_back(r, &c);
}

/* Moves of many things at once: all is priced anew. What was there before stays in `old`. */
static void remember(refining *r)
{
    memcpy(r->old_middle, r->middle, r->nodes * sizeof(point));
    memcpy(r->old_spot, r->spot, r->edges * sizeof(spot));
    memcpy(r->old_costs, r->node_node, refining_cost_count(r) * sizeof(float));
}

static void try_all(refining *r, double allowed)
{
    double before = refining_cost(r);
    float whole = r->whole;
    refining_set_all(r);
    if (refining_price_all(r, before + allowed))
        return;
    memcpy(r->spot, r->old_spot, r->edges * sizeof(spot));
    memcpy(r->middle, r->old_middle, r->nodes * sizeof(point));
    refining_set_all(r);
    memcpy(r->node_node, r->old_costs, refining_cost_count(r) * sizeof(float));
    r->whole = whole;
}

/* Draws together, or apart, what lies on both sides of a line across the picture. */
void refining_try_cut(refining *r, uint64_t *state, double allowed)
{
    remember(r);
    bool x = dice_draw(state) & 1;
    point at = r->middle[dice_draw(state) % r->nodes];
    double by = (dice_uniform(state) * 2 - 1.4) * 14;
    for (size_t n = 0; n < r->nodes; n++)
        if (x ? r->old_middle[n].x > at.x : r->old_middle[n].y > at.y)
            *(x ? &r->middle[n].x : &r->middle[n].y) += by;
    for (size_t e = 0; e < r->edges; e++)
        if (x ? r->spot[e].via.x > at.x : r->spot[e].via.y > at.y)
            *(x ? &r->spot[e].via.x : &r->spot[e].via.y) += by;
    try_all(r, allowed);
}

/* Moves all that a frame holds. */
void refining_try_group(refining *r, size_t g, point by, double allowed)
{
    remember(r);
    for (size_t n = 0; n < r->nodes; n++)
        if (r->in_group[n * r->groups + g])
            r->middle[n] = (point){r->middle[n].x + by.x, r->middle[n].y + by.y};
    for (size_t e = 0; e < r->edges; e++)
        if (r->in_group[r->part->tail[e] * r->groups + g] && r->in_group[r->part->head[e] * r->groups + g])
            r->spot[e].via = (point){r->spot[e].via.x + by.x, r->spot[e].via.y + by.y};
    try_all(r, allowed);
}

void refining_try_bend(refining *r, size_t e, uint64_t *state, double reach, double allowed)
{
    spot to = r->spot[e];
    if (r->part->tail[e] == r->part->head[e] || r->aside[e] != 0)
        return;
    point a = r->middle[r->part->tail[e]], b = r->middle[r->part->head[e]];
    double d = distance(a, b);
    if (to.bends && dice_draw(state) % 3 == 0) {
        to.bends = false;
    } else if (to.bends) {
        to.via = (point){to.via.x + dice_about(state) * reach, to.via.y + dice_about(state) * reach};
    } else {
        double t = 0.15 + 0.7 * dice_uniform(state), off = dice_about(state) * (0.5 * d + reach);
        to.bends = true;
        to.via = (point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        if (d > 0)
            to.via = (point){to.via.x - (b.y - a.y) / d * off, to.via.y + (b.x - a.x) / d * off};
    }
    refining_try_spot(r, e, to, allowed);
}
