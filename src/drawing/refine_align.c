/* Boxes that stand nearly level, or nearly one above the other, are set exactly so where that costs little: readers
   take what is aligned for orderly, and place boxes so themselves (Kieffer, Dwyer, Marriott and Wybrow, "HOLA:
   Human-like Orthogonal Network Layout", 2016). */
#include "drawing/refine_state.h"

/* Distances in points. */
#define REACH 20.0  /* how far a box is moved at most */
#define FAR   240.0 /* what is farther away is not seen together */
#define SAME  0.25

#define COST_UNEVEN 2.0 /* for each thing that a box is not aligned with */

enum { PASSES = 3, MOST = 2 };

static bool is_joined(const refining *r, size_t u, size_t v)
{
    for (size_t i = r->edges_start[v]; i < r->edges_start[v + 1]; i++)
        if (r->part->tail[r->edges_at[i]] == u || r->part->head[r->edges_at[i]] == u)
            return true;
    return false;
}

/* With how much a node is aligned where it is: with those it is joined with, and with others near it; some are enough.
 */
static double aligned(const refining *r, size_t v)
{
    double level = 0, below = 0;
    point at = r->middle[v];
    for (size_t u = 0; u < r->nodes; u++) {
        double x = fabs(r->middle[u].x - at.x), y = fabs(r->middle[u].y - at.y);
        if (u == v || x > FAR || y > FAR)
            continue;
        if (lesser(x, y) <= SAME)
            *(y <= SAME ? &level : &below) += is_joined(r, u, v) ? 2 : 1;
    }
    return lesser(level, MOST) + lesser(below, MOST);
}

/* Sets one node level with another, or above or below it. */
static void try_align(refining *r, size_t v, size_t u)
{
    for (int axis = 0; axis < 2; axis++) {
        point at = r->middle[v], old = at, to = r->middle[u];
        double by = axis ? to.y - at.y : to.x - at.x, away = axis ? to.x - at.x : to.y - at.y;
        if (fabs(by) > REACH || fabs(by) <= SAME || fabs(away) > FAR)
            continue;
        *(axis ? &at.y : &at.x) += by;
        double before = aligned(r, v);
        r->middle[v] = at;
        double gain = aligned(r, v) - before;
        r->middle[v] = old;
        if (gain > 0)
            refining_try_place(r, v, at, COST_UNEVEN * gain);
    }
}

void refining_align(refining *r)
{
    for (int pass = 0; pass < PASSES; pass++)
        for (size_t v = 0; v < r->nodes; v++)
            for (size_t u = 0; u < r->nodes; u++)
                if (u != v)
                    try_align(r, v, u);
}
