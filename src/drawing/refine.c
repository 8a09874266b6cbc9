/* Simulated annealing of a whole drawing (Davidson and Harel, "Drawing graphs nicely using simulated annealing", 1996),
   with boxes of their true size, lines of one bend at most, and labels as things that need room of their own. The
   state, its costs and single moves are in refine_state.c, refine_cost.c and refine_moves.c. */
#include "drawing/refine_state.h"

static point among_neighbours(const refining *r, size_t v)
{
    point total = {0, 0};
    double count = 0;
    for (size_t i = r->edges_start[v]; i < r->edges_start[v + 1]; i++) {
        size_t e = r->edges_at[i], u = r->part->tail[e] == v ? r->part->head[e] : r->part->tail[e];
        total.x += r->middle[u].x;
        total.y += r->middle[u].y;
        count++;
    }
    return count > 0 ? (point){total.x / count, total.y / count} : r->middle[v];
}

static size_t a_neighbour(const refining *r, size_t v, uint64_t *state)
{
    size_t count = r->edges_start[v + 1] - r->edges_start[v];
    if (!count)
        return v;
    size_t e = r->edges_at[r->edges_start[v] + dice_draw(state) % count];
    return r->part->tail[e] == v ? r->part->head[e] : r->part->tail[e];
}

static double allowance(uint64_t *state, double heat)
{
    double chance = dice_uniform(state);
    return 3 * heat * chance * chance; /* about the exponential of the usual rule, without log() */
}

/* Where there is more to mend, more is tried: the worst of some. */
static size_t pick_edge(const refining *r, uint64_t *state)
{
    size_t e = dice_draw(state) % r->edges, f = dice_draw(state) % r->edges, g = dice_draw(state) % r->edges;
    e = refining_edge_cost(r, f) > refining_edge_cost(r, e) ? f : e;
    return refining_edge_cost(r, g) > refining_edge_cost(r, e) ? g : e;
}

static size_t pick_node(const refining *r, uint64_t *state)
{
    size_t u = dice_draw(state) % r->nodes, v = dice_draw(state) % r->nodes;
    return dice_draw(state) % 4 && refining_node_cost(r, v) < refining_node_cost(r, u) ? u : v;
}

static void try_something(refining *r, uint64_t *state, double left, double allowed)
{
    size_t v = pick_node(r, state), e = r->edges ? pick_edge(r, state) : 0;
    uint64_t dice = dice_draw(state) % 256;
    double reach = 6 + 120 * left * left;
    point at = r->middle[v];
    if (dice < 2) {
        refining_try_cut(r, state, allowed);
    } else if (dice < 4 && r->groups) {
        size_t g = dice_draw(state) % r->groups;
        refining_try_group(r, g, (point){dice_about(state) * reach, dice_about(state) * reach}, allowed);
    } else if (dice < 5) {
        refining_try_swap(r, v, dice_draw(state) % r->nodes, allowed);
    } else if (dice < 110) {
        refining_try_place(r, v, (point){at.x + dice_about(state) * reach, at.y + dice_about(state) * reach * 0.7},
                           allowed);
    } else if (dice < 130) {
        point n = among_neighbours(r, v);
        refining_try_place(
            r, v, (point){n.x + dice_about(state) * (40 + reach), n.y + dice_about(state) * (40 + reach)}, allowed);
    } else if (dice < 150) { /* level with another */
        point other = r->middle[dice_draw(state) & 1 ? dice_draw(state) % r->nodes : a_neighbour(r, v, state)];
        *(dice_draw(state) & 1 ? &at.x : &at.y) = dice_draw(state) & 1 ? other.x : other.y;
        if (fabs(at.x - r->middle[v].x) + fabs(at.y - r->middle[v].y) < 20 + reach)
            refining_try_place(r, v, at, allowed);
    } else if (r->edges && dice < 190 && r->label_half[e].x > 0) {
        spot to = r->spot[e];
        to.slot = (uint8_t)(dice_draw(state) % SLOTS);
        refining_try_spot(r, e, to, allowed);
    } else if (r->edges) {
        refining_try_bend(r, e, state, reach, allowed);
    }
}

static point beside(const refining *r, size_t v, uint64_t *state, double reach)
{
    return (point){r->middle[v].x + dice_about(state) * reach, r->middle[v].y + dice_about(state) * reach};
}

/* Whether a line or its label is on a thing that it has nothing to do with. Crossings cost less. */
static bool hits(const refining *r, size_t e)
{
    const float least = (float)(0.6 * COST_HIT) + 0.5f;
    for (size_t n = 0; n < r->nodes; n++)
        if (r->edge_node[e * r->nodes + n] >= least)
            return true;
    for (size_t f = 0; f < r->edges; f++)
        if (r->edge_edge[e * r->edges + f] >= least)
            return true;
    return false;
}

/* Whatever still hits something is tried again by itself, cold: an edge with its bend, its label and the nodes that it
   joins, a node that lies on another. */
static void mend(refining *r, uint64_t *state)
{
    enum { TRIES = 240 };
    for (size_t e = 0; e < r->edges; e++)
        for (int i = 0; i < TRIES && hits(r, e); i++) {
            size_t v = dice_draw(state) & 1 ? r->part->tail[e] : r->part->head[e];
            double reach = 10 + 90 * dice_uniform(state);
            spot to = r->spot[e];
            to.slot = (uint8_t)(dice_draw(state) % SLOTS);
            if (i % 4 == 0 && r->label_half[e].x > 0)
                refining_try_spot(r, e, to, 0);
            else if (i % 4 == 1)
                refining_try_place(r, v, beside(r, v, state, reach), 0);
            else
                refining_try_bend(r, e, state, reach, 0);
        }
    for (size_t v = 0; v < r->nodes; v++)
        for (int i = 0; i < TRIES && r->node_sum[v] >= COST_HIT; i++)
            refining_try_place(r, v, beside(r, v, state, 10 + 90 * dice_uniform(state)), 0);
}

void refining_run(refining *r, void (*alive)(void), int moves, double heat, double small, point room, uint64_t seed)
{
    uint64_t state = hash_bytes(&seed, sizeof seed, 0x5eed);
    const int tick = moves / 64 < 256 ? moves / 64 + 1 : 256;
    point first = r->room;
    refining_grow(r, small);
    refining_price_all(r, INFINITY);
    for (int i = 0; i < moves; i++) {
        double done = (double)i / moves, left = 1 - done;
        if (i % tick == 0) {
            alive();
            double gone = lesser(1, 1.4 * done);
            r->room = (point){first.x + (room.x - first.x) * gone, first.y + (room.y - first.y) * gone};
            if (small < 1)
                refining_grow(r, small + (1 - small) * gone);
            refining_price_all(r, INFINITY);
        }
        try_something(r, &state, left, allowance(&state, heat * left * left));
    }
    r->room = room;
    refining_grow(r, 1);
    refining_price_all(r, INFINITY);
    mend(r, &state);
    refining_align(r);
    r->whole =
        refining_whole_cost(r); /* frames too: they are where the last move had them, even if that was not to be */
}
