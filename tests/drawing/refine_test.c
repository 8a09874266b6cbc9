/* Refining makes drawings better, leaves them whole, is the same each time, and stays near an older picture. */
#include "drawing/older.h"
#include "drawing/refine.h"
#include "drawing/refine_sketch.h"
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

TestSuite(refine, .init = set_up, .fini = tear_down);

static void nobody(void)
{
}

/* All nodes in a row, in the order of the file: as bad as a drawing can be. */
static placing in_a_row(const part *p, const sizes *z)
{
    placing at = placing_new(a, p);
    double x = 0;
    for (size_t n = 0; n < p->node_count; n++) {
        const node_size *size = &z->nodes[p->nodes[n]];
        at.nodes[n] = (box){x, 0, x + size->width, size->height};
        x += size->width + 20;
    }
    for (size_t e = 0; e < p->edge_count; e++) {
        point from = box_center(at.nodes[p->tail[e]]), to = box_center(at.nodes[p->head[e]]);
        at.edges[e] = (curve){arena_get(a, 4 * sizeof(point)), 4};
        for (int i = 0; i < 4; i++)
            at.edges[e].points[i] = (point){from.x + (to.x - from.x) * i / 3, from.y + (to.y - from.y) * i / 3};
    }
    at.width = x;
    at.height = 100;
    return at;
}

typedef struct refined {
    double before, after;
    placing at;
} refined;

static refined refine_row(const part *p, const sizes *z, int moves)
{
    layout_options o = layout_standard();
    placing row = in_a_row(p, z);
    refining *r = refining_new(a, p, z, &o, DIRECTION_DOWN, &row);
    refined f = {.before = refining_cost(r)};
    refining_run(r, nobody, moves, 6, 0.2, (point){400, 500}, 1);
    f.after = refining_cost(r);
    f.at = refining_placing(a, r);
    return f;
}

Test(refine, a_row_becomes_a_drawing_without_overlaps)
{
    const selection *s = random_network(a, 7, (random_shape){14, 18, 0, true});
    const part *p = part_of_all(a, s);
    const sizes *const *all = all_sizes(a, s);
    refined f = refine_row(p, all[0], 12000);
    cr_expect(f.after < f.before / 4, "%g, %g", f.before, f.after);
    for (size_t n = 0; n < p->node_count; n++)
        for (size_t m = n + 1; m < p->node_count; m++)
            cr_expect(box_overlap(f.at.nodes[n], f.at.nodes[m]) <= 0, "%zu and %zu", n, m);
}

Test(refine, costs_that_are_kept_are_those_that_would_be_found_anew)
{
    const selection *s = random_network(a, 3, (random_shape){12, 20, 3, true});
    const part *p = part_of_all(a, s);
    const sizes *const *all = all_sizes(a, s);
    layout_options o = layout_standard();
    placing row = in_a_row(p, all[1]);
    refining *r = refining_new(a, p, all[1], &o, DIRECTION_DOWN, &row);
    refining_run(r, nobody, 5000, 3, 0.5, (point){400, 500}, 2);
    double kept = refining_cost(r);
    refining_run(r, nobody, 0, 0, 1, (point){400, 500}, 2); /* no moves: only priced anew */
    refining_run(r, nobody, 1, 0, 1, (point){400, 500}, 2);
    cr_expect(refining_cost(r) <= kept + 0.05 * kept + 1, "%g, %g", kept, refining_cost(r));
}

Test(refine, the_same_seed_gives_the_same_drawing)
{
    const selection *s = random_network(a, 11, (random_shape){10, 14, 2, true});
    const part *p = part_of_all(a, s);
    const sizes *const *all = all_sizes(a, s);
    refined f = refine_row(p, all[0], 3000), g = refine_row(p, all[0], 3000);
    cr_expect(f.after == g.after);
    for (size_t n = 0; n < p->node_count; n++)
        cr_expect(f.at.nodes[n].x0 == g.at.nodes[n].x0 && f.at.nodes[n].y0 == g.at.nodes[n].y0);
}

/* Three boxes, the middle one joined with both, where these points are; refined without any move. */
static placing settled(const point *middles)
{
    const selection *s =
        selected(a, "nodes: {countries: {a: A, b: B, c: C}}\nedges: [{a -- b: \"\"}, {b -- c: \"\"}]\n");
    const part *p = part_of_all(a, s);
    const sizes *z = all_sizes(a, s)[0];
    layout_options o = layout_standard();
    placing at = placing_new(a, p);
    for (size_t n = 0; n < 3; n++)
        at.nodes[n] = box_around(middles[n], z->nodes[p->nodes[n]].width, z->nodes[p->nodes[n]].height);
    for (size_t e = 0; e < 2; e++)
        at.edges[e] = curve_straight(a, middles[p->tail[e]], middles[p->head[e]]);
    at.width = at.height = 400;
    refining *r = refining_new(a, p, z, &o, DIRECTION_DOWN, &at);
    refining_run(r, nobody, 0, 0, 1, (point){400, 400}, 1);
    return refining_placing(a, r);
}

Test(refine, what_is_nearly_level_or_upright_becomes_so)
{
    placing at = settled((point[]){{100, 100}, {220, 108}, {227, 250}});
    point one = box_center(at.nodes[0]), two = box_center(at.nodes[1]), three = box_center(at.nodes[2]);
    cr_expect(fabs(one.y - two.y) < 1e-6, "%g, %g", one.y, two.y);
    cr_expect(fabs(two.x - three.x) < 1e-6, "%g, %g", two.x, three.x);
}

Test(refine, what_is_plainly_slanted_stays_so)
{
    placing at = settled((point[]){{100, 100}, {220, 170}, {300, 280}});
    for (size_t e = 0; e < 2; e++) {
        point from = box_center(at.nodes[e]), to = box_center(at.nodes[e + 1]);
        cr_expect(fabs(from.x - to.x) > 40 && fabs(from.y - to.y) > 40, "%zu", e);
    }
}

Test(refine, members_are_in_their_frames_and_no_one_else)
{
    const selection *s = random_network(a, 5, (random_shape){12, 12, 2, false});
    const part *p = part_of_all(a, s);
    const sizes *const *all = all_sizes(a, s);
    refined f = refine_row(p, all[0], 20000);
    for (size_t n = 0; n < p->node_count; n++)
        for (size_t g = 0; g < p->group_count; g++) {
            bool member = false;
            for (size_t k = p->node_group[n]; k != SIZE_MAX; k = p->group_parent[k])
                member |= k == g;
            double over = box_overlap(f.at.groups[g], f.at.nodes[n]);
            cr_expect(member ? over >= box_height(f.at.nodes[n]) - 0.01 : over <= 0, "node %zu, group %zu", n, g);
        }
}

/* ---- sketches ---- */

static size_t crossings_in(const part *p, const placing *at)
{
    size_t count = 0;
    for (size_t e = 0; e < p->edge_count; e++)
        for (size_t f = 0; f < e; f++) {
            bool meet = p->tail[e] == p->tail[f] || p->tail[e] == p->head[f] || p->head[e] == p->tail[f] ||
                        p->head[e] == p->head[f];
            point where;
            count +=
                !meet && segments_cross(box_center(at->nodes[p->tail[e]]), box_center(at->nodes[p->head[e]]),
                                        box_center(at->nodes[p->tail[f]]), box_center(at->nodes[p->head[f]]), &where);
        }
    return count;
}

Test(refine, a_sketch_of_a_planar_network_has_no_crossings_and_keeps_within_its_room)
{
    buffer yaml = {0};
    buffer_text(&yaml, "nodes:\n  countries:\n");
    for (int i = 0; i < 16; i++)
        buffer_format(&yaml, "    n%d: N%d\n", i, i);
    buffer_text(&yaml, "edges:\n");
    for (int i = 0; i < 16; i++) { /* a grid of four by four */
        if (i % 4 < 3)
            buffer_format(&yaml, "  - n%d -> n%d: pays\n", i, i + 1);
        if (i < 12)
            buffer_format(&yaml, "  - n%d -> n%d: pays\n", i, i + 4);
    }
    const selection *s = selected_from(a, &yaml);
    const part *p = part_of_all(a, s);
    double cost;
    placing at = sketch_draw(a, p, all_sizes(a, s)[0], (point){400, 500}, stress_places(a, p), 400, 1, &cost);
    cr_expect(crossings_in(p, &at) == 0, "%zu", crossings_in(p, &at));
    for (size_t n = 0; n < p->node_count; n++) {
        box b = at.nodes[n];
        cr_expect(b.x0 > -0.01 && b.y0 > -0.01 && b.x1 < 400.01 && b.y1 < 500.01, "%zu", n);
        for (size_t m = 0; m < n; m++)
            cr_expect(box_overlap(b, at.nodes[m]) <= 0, "%zu and %zu", n, m);
    }
}

Test(refine, the_same_seed_gives_the_same_sketch_and_more_turns_a_better_one)
{
    const selection *s = random_network(a, 9, (random_shape){24, 48, 2, true});
    const part *p = part_of_all(a, s);
    const sizes *z = all_sizes(a, s)[0];
    const point *like = stress_places(a, p);
    double first, again, longer;
    placing at = sketch_draw(a, p, z, (point){400, 500}, like, 20, 3, &first);
    placing same = sketch_draw(a, p, z, (point){400, 500}, like, 20, 3, &again);
    sketch_draw(a, p, z, (point){400, 500}, like, 400, 3, &longer);
    cr_expect(first == again && longer < first, "%g, %g, %g", first, again, longer);
    for (size_t n = 0; n < p->node_count; n++)
        cr_expect(at.nodes[n].x0 == same.nodes[n].x0 && at.nodes[n].y0 == same.nodes[n].y0);
}

Test(refine, of_a_sketch_and_its_mirror_images_that_is_taken_which_is_most_like_what_comes_to_mind_first)
{
    const selection *s = random_network(a, 9, (random_shape){24, 48, 2, true});
    const part *p = part_of_all(a, s);
    const point *like = stress_places(a, p);
    point *left_for_right = arena_get(a, p->node_count * sizeof *left_for_right);
    for (size_t n = 0; n < p->node_count; n++)
        left_for_right[n] = (point){-like[n].x, like[n].y};
    double cost, mirrored_cost;
    placing at = sketch_draw(a, p, all_sizes(a, s)[0], (point){400, 500}, like, 100, 3, &cost);
    placing mirrored = sketch_draw(a, p, all_sizes(a, s)[0], (point){400, 500}, left_for_right, 100, 3, &mirrored_cost);
    cr_expect(fabs(cost - mirrored_cost) < 1, "%g, %g", cost, mirrored_cost);
    double likeness = 0;
    for (size_t n = 0; n < p->node_count; n++) {
        point m = box_center(at.nodes[n]), q = box_center(mirrored.nodes[n]);
        cr_expect(fabs(m.x + q.x - 400) < 0.01 && fabs(m.y - q.y) < 0.01, "%zu: %g and %g", n, m.x, q.x);
        likeness += m.x * like[n].x;
    }
    cr_expect(likeness > 0);
}

/* ---- older pictures ---- */

static older *older_with(const char *const *ids, const box *boxes, size_t count)
{
    older *o = arena_new_of(a, older);
    *o = (older){map_new(a), map_new(a), count};
    for (size_t i = 0; i < count; i++)
        map_put(o->nodes, ids[i], (void *)&boxes[i]);
    return o;
}

Test(refine, what_an_older_picture_has_begins_there_and_what_it_has_not_beside_its_neighbours)
{
    const selection *s = selected(a, "nodes: {countries: {x: Xanadu, y: Ypsilon, new: Newland}}\n"
                                     "edges: [{x -> y: pays}, {new -> y: joins}]\n");
    const part *p = part_of_all(a, s);
    const sizes *const *all = all_sizes(a, s);
    static const char *const ids[] = {"x", "y"};
    static const box boxes[] = {{100, 200, 160, 224}, {300, 400, 360, 424}};
    older_places at = older_places_of(a, p, all, older_with(ids, boxes, 2));
    cr_expect(at.known == 2 && at.anchored[0] && at.anchored[1] && !at.anchored[2]);
    point x = box_center(at.placing.nodes[0]), y = box_center(at.placing.nodes[1]);
    cr_expect(fabs(y.x - x.x - 200) < 0.01 && fabs(y.y - x.y - 200) < 0.01);
    point new = box_center(at.placing.nodes[2]);
    cr_expect(distance(new, y) < 150, "%g", distance(new, y));
    cr_expect(box_overlap(at.placing.nodes[2], at.placing.nodes[1]) <= 0);
}

Test(refine, a_picture_of_others_tells_nothing)
{
    const selection *s = selected(a, "nodes: {countries: {x: Xanadu, y: Ypsilon}}\nedges: [{x -> y: pays}]\n");
    static const char *const ids[] = {"z"};
    static const box boxes[] = {{0, 0, 10, 10}};
    cr_expect(older_places_of(a, part_of_all(a, s), all_sizes(a, s), older_with(ids, boxes, 1)).known == 0);
}
