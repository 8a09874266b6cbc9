/* Loops: lines from a node to itself. */
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

TestSuite(lines, .init = set_up, .fini = tear_down);

/* As an engine leaves them: every loop at the right side of its node. */
static placing with_loops(const part *p, const sizes *z, const point *middles)
{
    placing at = placing_new(a, p);
    for (size_t n = 0; n < p->node_count; n++)
        at.nodes[n] = box_around(middles[n], z->nodes[n].width, z->nodes[n].height);
    for (size_t e = 0; e < p->edge_count; e++) {
        box b = at.nodes[p->tail[e]];
        point m = box_center(b);
        const point loop[] = {{b.x1, m.y - 5}, {b.x1 + 24, m.y - 12}, {b.x1 + 24, m.y + 12}, {b.x1, m.y + 5}};
        at.edges[e] = curve_straight(a, m, box_center(at.nodes[p->head[e]]));
        for (int i = 0; i < 4 && p->tail[e] == p->head[e]; i++)
            at.edges[e].points[i] = loop[i];
    }
    return at;
}

Test(lines, loops_of_one_node_do_not_lie_on_one_another)
{
    const part *p = part_of_all(a, selected(a, "nodes: {countries: {x: A name}}\n"
                                               "edges: [{x -> x: a}, {x -> x: b}, {x -> x: c}, {x -> x: d}]\n"));
    void (*const ways[])(arena *, const part *, placing *) = {lines_finish, lines_part};
    for (int way = 0; way < 2; way++) {
        placing at = with_loops(p, all_sizes(a, p->selection)[0], (point[]){{0, 0}});
        ways[way](a, p, &at);
        for (size_t e = 0; e < 4; e++)
            for (size_t f = 0; f < e; f++)
                cr_expect(box_overlap(curve_box(at.edges[e]), curve_box(at.edges[f])) <= 0, "%zu and %zu", e, f);
    }
}

Test(lines, loops_keep_off_other_lines_and_boxes)
{
    const part *p = part_of_all(a, selected(a, "nodes: {countries: {x: X, y: Y, z: Z}}\n"
                                               "edges: [{x -> x: a}, {x -> y: \"\"}]\n"));
    placing at = with_loops(p, all_sizes(a, p->selection)[0], (point[]){{0, 0}, {120, 0}, {-44, 0}});
    lines_finish(a, p, &at);
    box loop = curve_box(at.edges[0]);
    cr_expect(box_overlap(loop, at.nodes[2]) <= 0 && box_overlap(loop, at.nodes[1]) <= 0);
    cr_expect(polyline_box_distance(curve_flatten(a, at.edges[1], 8), loop, 10) > 0);
}

/* Four lines from above into one box, at the same place but the last, which has room. */
Test(lines, that_are_good_keep_their_courses_but_for_heads_on_one_another)
{
    const part *p =
        part_of_all(a, selected(a, "nodes: {countries: {x: A name of some length, b: B, c: C, d: D, e: E}}\n"
                                   "edges: [{b -> x: \"\"}, {c -> x: \"\"}, {d -> x: \"\"}, {e -> x: \"\"}]\n"));
    placing at = placing_new(a, p);
    const double from[] = {-60, -10, 60}, ends[] = {-2, 0, 2, 30};
    at.nodes[0] = (box){-50, 0, 50, 30};
    for (size_t n = 1; n < 5; n++)
        at.nodes[n] = box_around((point){n < 4 ? from[n - 1] : 30, -120}, 20, 20);
    for (size_t e = 0; e < 4; e++)
        at.edges[e] = curve_straight(a, box_center(at.nodes[e + 1]), (point){ends[e], 0});
    lines_part(a, p, &at);
    for (size_t e = 0; e < 4; e++) {
        point start = at.edges[e].points[0], end = at.edges[e].points[at.edges[e].count - 1];
        cr_expect(fabs(end.y) < 0.5, "%zu: %g", e, end.y);
        cr_expect(!e || end.x - at.edges[e - 1].points[at.edges[e - 1].count - 1].x > 7, "%zu", e);
        cr_expect(distance_to_segment(at.edges[e].points[1], start, end) < 0.01, "%zu is straight", e);
    }
    cr_expect(fabs(at.edges[3].points[at.edges[3].count - 1].x - 30) < 0.01, "what has room stays");
}
