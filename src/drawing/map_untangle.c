#include "drawing/map_untangle.h"

#include <math.h>
#include <string.h>

enum { MOST_SLOTS = 48, MOST_LINKS = 110, UNTANGLE_ROUNDS = 5 };

/* What it costs, in points of length. */
#define CROSSING 110.0
#define HIT      160.0

typedef struct tangle {
    const slot_links *links;
    const point *outside;
    share *shares;
    size_t count;
    point half;              /* of a box */
    size_t slot[MOST_SLOTS]; /* by share */
    point at[MOST_SLOTS];    /* by slot */
    unsigned char hits[MOST_SLOTS][MOST_SLOTS];
    size_t moving[2 * MOST_LINKS], moving_count; /* links of the two that swap */
    bool moves[MOST_LINKS];
} tangle;

/* Does a line from one slot to another run through a box that stands in a third? */
static bool in_the_way(const tangle *t, point from, point to, point m)
{
    double dx = to.x - from.x, dy = to.y - from.y, along = (m.x - from.x) * dx + (m.y - from.y) * dy;
    return along > 0 && along < dx * dx + dy * dy &&
           fabs((m.x - from.x) * dy - (m.y - from.y) * dx) < t->half.x * fabs(dy) + t->half.y * fabs(dx);
}

static void count_hits(tangle *t)
{
    for (size_t i = 0; i < t->count; i++)
        for (size_t k = 0; k < i; k++) {
            unsigned char hits = 0;
            for (size_t m = 0; m < t->count; m++)
                hits += m != i && m != k && in_the_way(t, t->at[i], t->at[k], t->at[m]);
            t->hits[i][k] = t->hits[k][i] = hits;
        }
}

static double side(point a, point b, point p)
{
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

static bool cross(point a, point b, point c, point d)
{
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

static bool links_cross(const tangle *t, const slot_link *x, const slot_link *y)
{
    return x->a != y->a && x->a != y->b && x->b != y->a && x->b != y->b &&
           cross(t->at[t->slot[x->a]], t->at[t->slot[x->b]], t->at[t->slot[y->a]], t->at[t->slot[y->b]]);
}

static double cost_alone(const tangle *t, size_t link)
{
    const slot_link *l = &t->links->items[link];
    size_t from = t->slot[l->a];
    if (l->b == SIZE_MAX)
        return distance(t->at[from], t->outside[link]);
    size_t to = t->slot[l->b];
    return distance(t->at[from], t->at[to]) + HIT * t->hits[from][to];
}

/* Of the links that move, each pair once. */
static double crossings_of_moving(const tangle *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->moving_count; i++) {
        const slot_link *l = &t->links->items[t->moving[i]];
        for (size_t k = 0; l->b != SIZE_MAX && k < t->links->count; k++) {
            const slot_link *other = &t->links->items[k];
            count += other->b != SIZE_MAX && (!t->moves[k] || k > t->moving[i]) && links_cross(t, l, other);
        }
    }
    return CROSSING * (double)count;
}

static double cost_of_moving(const tangle *t)
{
    double sum = 0;
    for (size_t i = 0; i < t->moving_count; i++)
        sum += cost_alone(t, t->moving[i]);
    return sum;
}

static void list_moving(tangle *t, size_t a, size_t b)
{
    t->moving_count = 0;
    for (size_t i = 0; i < t->links->count; i++) {
        const slot_link *l = &t->links->items[i];
        t->moves[i] = l->a == a || l->b == a || l->a == b || l->b == b;
        if (t->moves[i])
            t->moving[t->moving_count++] = i;
    }
}

static void exchange(tangle *t, size_t a, size_t b)
{
    size_t slot = t->slot[a];
    t->slot[a] = t->slot[b];
    t->slot[b] = slot;
}

/* Swaps two where that costs less; what is much longer is not looked at closely. */
static bool try_swap(tangle *t, size_t a, size_t b)
{
    if (!weights_are_alike(t->shares[a].weight, t->shares[b].weight))
        return false;
    list_moving(t, a, b);
    double before = cost_of_moving(t);
    exchange(t, a, b);
    double after = cost_of_moving(t);
    if (after < before + 4 * CROSSING) {
        after += crossings_of_moving(t);
        exchange(t, a, b);
        before += crossings_of_moving(t);
        exchange(t, a, b);
    }
    if (after < before - 1e-3)
        return true;
    exchange(t, a, b);
    return false;
}

void slots_untangle(arena *a, const slot_links *links, const point *outside, point size, share *shares, size_t count)
{
    if (count < 3 || count > MOST_SLOTS || links->count > MOST_LINKS)
        return;
    tangle *t = arena_new_of(a, tangle);
    t->links = links;
    t->outside = outside;
    t->shares = shares;
    t->count = count;
    t->half = (point){size.x / 2, size.y / 2};
    for (size_t i = 0; i < count; i++) {
        t->slot[i] = i;
        t->at[i] = shares[i].at;
    }
    count_hits(t);
    bool moved = true;
    for (int round = 0; round < UNTANGLE_ROUNDS && moved; round++) {
        moved = false;
        for (size_t i = 1; i < count; i++)
            for (size_t k = 0; k < i; k++)
                moved |= try_swap(t, i, k);
    }
    for (size_t i = 0; i < count; i++)
        shares[i].at = t->at[t->slot[i]];
}
