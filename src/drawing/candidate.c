#include "drawing/candidate.h"

#include <string.h>

const wrapping layout_wrappings[] = {{104, 112, 74}, {84, 92, 58}, {72, 80, 48}, {130, 140, 96}};
const size_t layout_wrapping_count = sizeof layout_wrappings / sizeof *layout_wrappings;

/* Beyond this many nodes the page is short of room. */
enum { LARGE = 24 };

/* Where the numbers begin, for small parts and large: of some dozens tried, those with the best pictures of the
   networks at hand. */
enum { SALT_SMALL = 273, SALT_LARGE = 18 };

candidate_space candidate_space_of(arena *a, const part *p, const layout_options *o)
{
    candidate_space s = {p, o, arena_get(a, (p->edge_count + 1) * sizeof(uint64_t)),
                         arena_get(a, (p->node_count + 1) * sizeof(uint64_t)),
                         p->node_count > LARGE ? SALT_LARGE : SALT_SMALL};
    for (size_t e = 0; e < p->edge_count; e++)
        s.edge_hash[e] = hash_text(p->selection->edges.items[p->edges[e]]->id, 0);
    for (size_t n = 0; n < p->node_count; n++)
        s.node_hash[n] = hash_text(p->selection->nodes.items[p->nodes[n]]->id, 0);
    return s;
}

/* Where there is too much to be searched, or so much between so many that no place of boxes would clear it up. */
bool part_is_map(const part *p, const layout_options *o)
{
    enum { MOST = 400, MOST_DENSE = 300 };
    size_t size = p->node_count + p->edge_count;
    bool dense = 2 * p->edge_count > 3 * p->node_count;
    return strcmp(o->engine, "auto") == 0 && size > (dense ? MOST_DENSE : MOST);
}

static const char *engine_for(const candidate_space *s)
{
    if (strcmp(s->options->engine, "auto") != 0)
        return s->options->engine;
    return part_is_map(s->part, s->options) ? "sfdp" : "dot";
}

candidate candidate_new(arena *a, const candidate_space *s)
{
    const part *p = s->part;
    bool large = p->node_count > LARGE;
    candidate c = {.engine = engine_for(s),
                   .direction = s->options->direction == DIRECTION_RIGHT ? DIRECTION_RIGHT : DIRECTION_DOWN,
                   .node_gap = large ? 10 : 12,
                   .rank_gap = large ? 18 : 28,
                   .groups = p->group_count > 0,
                   .flipped = arena_get(a, p->edge_count),
                   .node_order = arena_get(a, p->node_count * sizeof(size_t)),
                   .edge_order = arena_get(a, p->edge_count * sizeof(size_t))};
    for (size_t i = 0; i < p->node_count; i++)
        c.node_order[i] = i;
    for (size_t i = 0; i < p->edge_count; i++)
        c.edge_order[i] = i;
    return c;
}

void candidate_copy(const candidate_space *s, candidate *to, const candidate *from)
{
    candidate old = *to;
    *to = *from;
    to->flipped = old.flipped;
    to->node_order = old.node_order;
    to->edge_order = old.edge_order;
    memcpy(to->flipped, from->flipped, s->part->edge_count);
    memcpy(to->node_order, from->node_order, s->part->node_count * sizeof(size_t));
    memcpy(to->edge_order, from->edge_order, s->part->edge_count * sizeof(size_t));
}

uint64_t candidate_draw(const candidate_space *s, uint64_t seed, uint64_t what)
{
    return hash_bytes(&what, sizeof what, (seed + s->salt) * 0x9e3779b97f4a7c15u + 1);
}

/* The edge or node that a try picks: the one whose own hash comes first. */
static size_t pick(const candidate_space *s, const uint64_t *hashes, size_t count, uint64_t seed)
{
    size_t best = 0;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        uint64_t h = candidate_draw(s, seed, hashes[i]);
        if (h < least) {
            least = h;
            best = i;
        }
    }
    return best;
}

static const relation *relation_at(const candidate_space *s, size_t e)
{
    return s->part->selection->edges.items[s->part->edges[e]]->relation;
}

static void flip_relation(const candidate_space *s, candidate *c, size_t like)
{
    const relation *r = relation_at(s, like);
    for (size_t e = 0; e < s->part->edge_count; e++)
        if (e == like || (r && relation_at(s, e) == r))
            c->flipped[e] = !c->flipped[e];
}

static void move_in_order(size_t *order, size_t what, size_t to)
{
    size_t from = 0;
    while (order[from] != what)
        from++;
    if (from < to)
        memmove(order + from, order + from + 1, (to - from) * sizeof *order);
    else
        memmove(order + to + 1, order + to, (from - to) * sizeof *order);
    order[to] = what;
}

/* Sets a node above, or below, all its neighbours. */
static void turn_node(const candidate_space *s, candidate *c, size_t n, bool above)
{
    for (size_t e = 0; e < s->part->edge_count; e++)
        if (s->part->tail[e] == n || s->part->head[e] == n)
            c->flipped[e] = (s->part->tail[e] == n) != above;
}

void candidate_mutate(const candidate_space *s, candidate *c, uint64_t seed)
{
    const part *p = s->part;
    uint64_t dice = candidate_draw(s, seed, 1) % 16;
    if (dice < 2 && p->edge_count) {
        flip_relation(s, c, pick(s, s->edge_hash, p->edge_count, seed));
    } else if (dice < 6 && p->edge_count) {
        size_t e = pick(s, s->edge_hash, p->edge_count, seed);
        c->flipped[e] = !c->flipped[e];
    } else if (dice < 10) {
        turn_node(s, c, pick(s, s->node_hash, p->node_count, seed), candidate_draw(s, seed, 6) & 1);
    } else if (dice < 13) {
        size_t n = pick(s, s->node_hash, p->node_count, seed);
        move_in_order(c->node_order, n, candidate_draw(s, seed, 2) % p->node_count);
    } else if (dice < 15) {
        c->wrapping = candidate_draw(s, seed, 3) % layout_wrapping_count;
    } else if (s->options->direction == DIRECTION_AUTO) {
        c->direction = c->direction == DIRECTION_DOWN ? DIRECTION_RIGHT : DIRECTION_DOWN;
    }
}
