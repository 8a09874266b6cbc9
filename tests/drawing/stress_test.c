/* Nodes are about as far from each other as they are in the network, and stay there when something else is edited. */
#include "drawing/stress.h"
#include "drawn.h"

#include <criterion/criterion.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(stress, .init = set_up, .fini = tear_down);

Test(stress, what_is_some_steps_away_is_about_as_far)
{
    const part *p = part_of_all(a, selected(a, "nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                                               "edges: [{a -- b: \"\"}, {b -- c: \"\"}, {c -- d: \"\"}]\n"));
    const point *at = stress_places(a, p);
    point sum = {0, 0};
    for (size_t n = 0; n < 4; n++) {
        sum = (point){sum.x + at[n].x, sum.y + at[n].y};
        for (size_t m = 0; m < n; m++)
            cr_expect(fabs(distance(at[n], at[m]) - (double)(n - m)) < 0.2, "%zu and %zu: %g", n, m,
                      distance(at[n], at[m]));
    }
    cr_expect(fabs(sum.x) < 1e-9 && fabs(sum.y) < 1e-9);
}

/* Left and right, top and bottom are those of before: a network has no other side. */
Test(stress, a_node_more_leaves_the_rest_where_it_was)
{
    const part *p = part_of_all(a, selected(a, "nodes: {countries: {a: A, b: B, c: C, d: D, e: E}}\n"
                                               "edges: [{a -- b: \"\"}, {b -- c: \"\"}, {c -- d: \"\"}, "
                                               "{d -- a: \"\"}, {e -- a: \"\"}]\n"));
    const part *q = part_of_all(a, selected(a, "nodes: {countries: {x: New, a: A, b: B, c: C, d: D, e: E}}\n"
                                               "edges: [{x -- c: \"\"}, {a -- b: \"\"}, {b -- c: \"\"}, "
                                               "{c -- d: \"\"}, {d -- a: \"\"}, {e -- a: \"\"}]\n"));
    const point *before = stress_places(a, p), *after = stress_places(a, q);
    for (size_t n = 0; n < 5; n++)
        cr_expect(distance(before[n], after[n + 1]) < 0.8, "%zu: %g", n, distance(before[n], after[n + 1]));
}
