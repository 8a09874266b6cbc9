/* Boxes, segments and curves: known cases, and what holds for any (a fixed sequence of made-up ones). */
#include "drawn.h"

#include <criterion/criterion.h>

enum { MANY = 5000 };

static arena *a;
static uint64_t state;

static void set_up(void)
{
    a = arena_new();
    state = 7;
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(geometry, .init = set_up, .fini = tear_down);

static double number(double low, double high)
{
    return low + (high - low) * next_part(&state);
}

static point any_point(double within)
{
    return (point){number(-within, within), number(-within, within)};
}

static box any_box(double within)
{
    return box_around(any_point(within), number(20, 200), number(16, 90));
}

static curve any_curve(point from, point to, size_t pieces)
{
    curve c = {arena_get(a, (3 * pieces + 1) * sizeof(point)), 3 * pieces + 1};
    c.points[0] = from;
    for (size_t i = 1; i < c.count; i++)
        c.points[i] = any_point(300);
    c.points[c.count - 1] = to;
    return c;
}

static curve straight(point from, point to)
{
    curve c = {arena_get(a, 4 * sizeof(point)), 4};
    for (int i = 0; i < 4; i++)
        c.points[i] = (point){from.x + (to.x - from.x) * i / 3, from.y + (to.y - from.y) * i / 3};
    return c;
}

static double outline_distance(polyline outline, point p)
{
    double d = INFINITY;
    for (size_t i = 1; i < outline.count; i++)
        d = fmin(d, distance_to_segment(p, outline.points[i - 1], outline.points[i]));
    return d;
}

static bool near(double x, double y, double by)
{
    return fabs(x - y) <= by;
}

#define expect_near(x, y, by) cr_expect(near(x, y, by), #x " is %.9g, not %.9g", x, y)

/* ---- boxes ---- */

Test(geometry, boxes_overlap_by_the_smaller_way)
{
    box b = {0, 0, 10, 20};
    expect_near(box_overlap(b, (box){7, 5, 30, 9}), 3, 0);
    expect_near(box_overlap(b, (box){2, 18, 8, 40}), 2, 0);
    expect_near(box_overlap(b, (box){10, 0, 20, 20}), 0, 0);
    expect_near(box_overlap(b, (box){13, 0, 20, 20}), -3, 0);
    expect_near(box_overlap(b, (box){2, 3, 6, 9}), 4, 0);
    for (int i = 0; i < MANY; i++) {
        box x = any_box(120), y = any_box(120);
        double over = box_overlap(x, y);
        cr_assert(over == box_overlap(y, x));
        cr_assert((over > 0) == (x.x0 < y.x1 && y.x0 < x.x1 && x.y0 < y.y1 && y.y0 < x.y1));
    }
}

Test(geometry, a_box_holds_what_is_no_distance_from_it)
{
    box b = {0, 0, 10, 20};
    expect_near(box_distance(b, (point){13, 24}), 5, 1e-12);
    expect_near(box_distance(b, (point){-2, 10}), 2, 0);
    for (int i = 0; i < MANY; i++) {
        box x = any_box(120);
        point p = any_point(150);
        cr_assert(box_holds(x, p) == (box_distance(x, p) == 0));
        cr_assert(box_holds(box_union(x, (box){p.x, p.y, p.x, p.y}), p));
        cr_assert(box_distance(box_grown(x, box_distance(x, p) + 1e-9), p) == 0);
    }
}

Test(geometry, a_box_around_a_point_has_it_in_the_middle)
{
    box b = box_around((point){5, -7}, 12, 4);
    expect_near(box_width(b), 12, 0);
    expect_near(box_height(b), 4, 0);
    expect_near(box_center(b).x, 5, 0);
    expect_near(box_center(b).y, -7, 0);
}

/* ---- segments ---- */

Test(geometry, distance_to_a_segment)
{
    point o = {0, 0}, e = {10, 0};
    expect_near(distance_to_segment((point){5, 3}, o, e), 3, 0);
    expect_near(distance_to_segment((point){-3, 4}, o, e), 5, 0);
    expect_near(distance_to_segment((point){13, -4}, o, e), 5, 0);
    expect_near(distance_to_segment((point){3, 4}, o, o), 5, 0);
    for (int i = 0; i < MANY; i++) { /* no point of the segment is nearer */
        point p = any_point(200), x = any_point(200), y = any_point(200);
        double d = distance_to_segment(p, x, y), t = next_part(&state);
        cr_assert(d <= distance(p, (point){x.x + (y.x - x.x) * t, x.y + (y.y - x.y) * t}) + 1e-9);
        cr_assert(near(d, distance_to_segment(p, y, x), 1e-9));
    }
}

/* By going along it. */
static double walked_inside(point x, point y, box k)
{
    enum { STEPS = 2000 };
    int in = 0;
    for (int i = 0; i < STEPS; i++) {
        double t = (i + 0.5) / STEPS;
        in += box_holds(k, (point){x.x + (y.x - x.x) * t, x.y + (y.y - x.y) * t});
    }
    return distance(x, y) * in / STEPS;
}

Test(geometry, length_inside_a_box)
{
    box b = {0, 0, 10, 20};
    expect_near(segment_inside_box((point){-5, 5}, (point){25, 5}, b), 10, 1e-12);
    expect_near(segment_inside_box((point){5, 5}, (point){5, 9}, b), 4, 1e-12);
    expect_near(segment_inside_box((point){5, 15}, (point){5, 99}, b), 5, 1e-12);
    expect_near(segment_inside_box((point){-5, -5}, (point){25, -5}, b), 0, 0);
    expect_near(segment_inside_box((point){11, -5}, (point){11, 25}, b), 0, 0);
    expect_near(segment_inside_box((point){3, 3}, (point){3, 3}, b), 0, 0);
    for (int i = 0; i < MANY / 10; i++) {
        box k = any_box(120);
        point x = any_point(200), y = any_point(200);
        double d = distance(x, y);
        cr_assert(near(segment_inside_box(x, y, k), walked_inside(x, y, k), d / 500), "%g %g, %g %g", x.x, x.y, y.x,
                  y.y);
    }
}

Test(geometry, distance_of_a_segment_from_a_box)
{
    box b = {0, 0, 10, 20};
    expect_near(segment_box_distance((point){-5, 25}, (point){15, 25}, b), 5, 1e-12);
    expect_near(segment_box_distance((point){-5, 5}, (point){15, 5}, b), 0, 0);
    expect_near(segment_box_distance((point){3, 3}, (point){4, 4}, b), 0, 0);
    expect_near(segment_box_distance((point){13, 24}, (point){40, 60}, b), 5, 1e-12);
    expect_near(segment_box_distance((point){12, -10}, (point){12, 40}, b), 2, 1e-12);
    for (int i = 0; i < MANY / 5; i++) {
        box k = any_box(120);
        point x = any_point(200), y = any_point(200);
        double d = segment_box_distance(x, y, k), least = INFINITY;
        for (int n = 0; n <= 200; n++)
            least = fmin(least, box_distance(k, (point){x.x + (y.x - x.x) * n / 200, x.y + (y.y - x.y) * n / 200}));
        cr_assert(d <= least + 1e-9 && d >= least - distance(x, y) / 200, "%g, and %g by walking along it", d, least);
        cr_assert(d == 0 || segment_inside_box(x, y, k) == 0);
    }
}

Test(geometry, distance_of_a_line_from_a_box_is_the_least_of_its_pieces)
{
    enum { POINTS = 6 };
    for (int i = 0; i < MANY; i++) {
        box k = any_box(120);
        polyline p = {(point[POINTS]){{0, 0}}, POINTS};
        for (size_t n = 0; n < POINTS; n++)
            p.points[n] = any_point(250);
        double least = 20;
        for (size_t n = 1; n < POINTS; n++)
            least = fmin(least, segment_box_distance(p.points[n - 1], p.points[n], k));
        cr_assert(polyline_box_distance(p, k, 20) == least);
    }
}

Test(geometry, segments_cross_in_one_point_of_both)
{
    point at;
    cr_expect(segments_cross((point){0, 0}, (point){10, 10}, (point){0, 10}, (point){10, 0}, &at));
    expect_near(at.x, 5, 1e-12);
    expect_near(at.y, 5, 1e-12);
    cr_expect(!segments_cross((point){0, 0}, (point){10, 0}, (point){0, 1}, (point){10, 1}, &at), "side by side");
    cr_expect(!segments_cross((point){0, 0}, (point){10, 0}, (point){4, 0}, (point){6, 0}, &at), "on one another");
    cr_expect(!segments_cross((point){0, 0}, (point){4, 4}, (point){0, 10}, (point){10, 0}, &at), "too short");
    int crossings = 0;
    for (int i = 0; i < MANY; i++) {
        point p = any_point(100), q = any_point(100), r = any_point(100), s = any_point(100), other;
        bool cross = segments_cross(p, q, r, s, &at);
        crossings += cross;
        cr_assert(cross == segments_cross(r, s, p, q, &other));
        if (cross)
            cr_assert(distance_to_segment(at, p, q) < 1e-6 && distance_to_segment(at, r, s) < 1e-6 &&
                      distance(at, other) < 1e-6);
    }
    cr_expect(crossings > MANY / 10);
}

/* A line through a joint of two pieces crosses the chain once, not twice or never. */
Test(geometry, a_joint_is_crossed_once)
{
    point at, left = {0, 0}, joint = {10, 5}, right = {20, 0}, above = {10, -20}, below = {10, 20};
    int crossings = segments_cross(left, joint, above, below, &at) + segments_cross(joint, right, above, below, &at);
    cr_expect_eq(crossings, 1);
}

/* ---- curves ---- */

Test(geometry, a_straight_curve_becomes_a_straight_line)
{
    polyline p = curve_flatten(a, straight((point){0, 0}, (point){30, 40}), 10);
    cr_expect_eq(p.count, 11);
    expect_near(polyline_length(p), 50, 1e-9);
    for (size_t i = 0; i < p.count; i++)
        expect_near(distance_to_segment(p.points[i], (point){0, 0}, (point){30, 40}), 0, 1e-9);
    cr_expect_eq(curve_flatten(a, (curve){0}, 10).count, 0);
}

Test(geometry, flattening_keeps_ends_and_joints_and_stays_in_the_hull)
{
    for (int i = 0; i < MANY / 10; i++) {
        size_t pieces = 1 + next_index(&state, 4);
        curve c = any_curve(any_point(100), any_point(100), pieces);
        polyline p = curve_flatten(a, c, 8);
        cr_assert_eq(p.count, 8 * pieces + 1);
        for (size_t k = 0; k <= pieces; k++)
            cr_assert(distance(p.points[8 * k], c.points[3 * k]) < 1e-9);
        box hull = box_grown(polyline_box((polyline){c.points, c.count}), 1e-9), line = polyline_box(p);
        cr_assert(box_union(hull, line).x0 == hull.x0 && box_union(hull, line).x1 == hull.x1);
        cr_assert(box_union(hull, line).y0 == hull.y0 && box_union(hull, line).y1 == hull.y1);
        double fine = polyline_length(curve_flatten(a, c, 200));
        cr_assert(polyline_length(p) <= fine + 1e-9 && polyline_length(p) > 0.9 * fine);
    }
}

Test(geometry, the_box_of_a_curve_is_that_of_its_bends)
{
    box b = curve_box((curve){(point[]){{0, 0}, {0, 40}, {60, 40}, {60, 0}}, 4});
    expect_near(b.x0, 0, 0);
    expect_near(b.y0, 0, 0);
    expect_near(b.x1, 60, 0);
    expect_near(b.y1, 30, 1e-9);
    for (int i = 0; i < MANY / 10; i++) {
        curve c = any_curve(any_point(100), any_point(100), 1 + next_index(&state, 3));
        box around = curve_box(c), fine = polyline_box(curve_flatten(a, c, 500));
        cr_assert(near(around.x0, fine.x0, 0.01) && near(around.x1, fine.x1, 0.01) && near(around.y0, fine.y0, 0.01) &&
                  near(around.y1, fine.y1, 0.01));
    }
    curve line = straight((point){5, 6}, (point){-10, 90});
    cr_expect(near(curve_box(line).x0, -10, 1e-9) && near(curve_box(line).y1, 90, 1e-9));
}

Test(geometry, places_along_a_line)
{
    polyline p = {(point[]){{0, 0}, {10, 0}, {10, 0}, {10, 20}}, 4};
    point u, at = polyline_at(p, 4, &u);
    cr_expect(at.x == 4 && at.y == 0 && u.x == 1 && u.y == 0);
    at = polyline_at(p, 15, &u);
    cr_expect(at.x == 10 && at.y == 5 && u.x == 0 && u.y == 1);
    at = polyline_at(p, 99, NULL);
    cr_expect(at.x == 10 && at.y == 20, "the end where it is too short");
    at = polyline_at((polyline){(point[]){{3, 4}}, 1}, 5, &u);
    cr_expect(at.x == 3 && at.y == 4 && length_of(u.x, u.y) == 1);
    for (int i = 0; i < MANY / 10; i++) {
        polyline q = curve_flatten(a, any_curve(any_point(100), any_point(100), 2), 8);
        double length = polyline_length(q), part = next_part(&state) * length;
        at = polyline_at(q, part, &u);
        cr_assert(near(length_of(u.x, u.y), 1, 1e-9) && outline_distance(q, at) < 1e-9);
        cr_assert(distance(q.points[0], at) <= part + 1e-9);
    }
}

/* ---- shapes ---- */

Test(geometry, outlines_are_closed_and_as_large_as_their_box)
{
    for (int i = 0; i < MANY / 10; i++) {
        box b = any_box(100);
        for (int s = 0; s < SHAPE_COUNT; s++) {
            polyline p = shape_outline(a, (shape)s, b);
            cr_assert(distance(p.points[0], p.points[p.count - 1]) == 0);
            box around = polyline_box(p);
            cr_assert(near(around.x0, b.x0, 0.1) && near(around.x1, b.x1, 0.1) && near(around.y0, b.y0, 0.1) &&
                          near(around.y1, b.y1, 0.1),
                      "%s", shape_words[s]);
            double r = shape_radius((shape)s, b);
            cr_assert(r >= 0 && r <= fmin(box_width(b), box_height(b)) / 2);
        }
    }
}

/* Farthest that one outline lies from the other. */
static double apart(polyline p, polyline q)
{
    double d = 0;
    for (size_t i = 0; i < p.count; i++)
        d = fmax(d, outline_distance(q, p.points[i]));
    return d;
}

/* In the legend too one must tell them apart. */
Test(geometry, shapes_differ_in_small_boxes_and_in_large_ones)
{
    static const box boxes[] = {{0, 0, 23, 10}, {0, 0, 34, 23}, {0, 0, 120, 40}};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        for (int s = 0; s < SHAPE_COUNT; s++)
            for (int t = 0; t < s; t++) {
                polyline p = shape_outline(a, (shape)s, boxes[i]), q = shape_outline(a, (shape)t, boxes[i]);
                double d = fmax(apart(p, q), apart(q, p));
                cr_expect(d >= 0.4, "%s and %s, %g pt high, are %.2f pt apart", shape_words[s], shape_words[t],
                          box_height(boxes[i]), d);
            }
}

/* ---- clipping ---- */

static void expect_clipped(curve c, shape s, box from, shape t, box to)
{
    polyline tail = shape_outline(a, s, from), head = shape_outline(a, t, to);
    curve got = curve_clip(a, c, tail, head);
    cr_assert(got.count >= 4 && got.count % 3 == 1, "%zu points", got.count);
    double d0 = outline_distance(tail, got.points[0]), d1 = outline_distance(head, got.points[got.count - 1]);
    cr_expect(d0 <= 0.1 && d1 <= 0.1, "from %s to %s: %g and %g pt from the outlines", shape_words[s], shape_words[t],
              d0, d1);
    polyline line = curve_flatten(a, got, 16), all = curve_flatten(a, c, 16);
    cr_expect(polyline_length(line) <= polyline_length(all) + 60, "%s to %s: longer by %g pt", shape_words[s],
              shape_words[t], polyline_length(line) - polyline_length(all));
}

/* The point of a box's side, or of its rim, at a part of the way round. */
static point on_rim(box b, double part)
{
    double way = part * 2 * (box_width(b) + box_height(b));
    polyline rim = {(point[]){{b.x0, b.y0}, {b.x1, b.y0}, {b.x1, b.y1}, {b.x0, b.y1}, {b.x0, b.y0}}, 5};
    return polyline_at(rim, way, NULL);
}

Test(geometry, lines_between_middles_are_clipped_to_outlines)
{
    for (int i = 0; i < MANY; i++) {
        box from = any_box(300), to = any_box(300);
        if (box_overlap(from, to) > -20)
            continue;
        shape s = (shape)next_index(&state, SHAPE_COUNT), t = (shape)next_index(&state, SHAPE_COUNT);
        expect_clipped(straight(box_center(from), box_center(to)), s, from, t, to);
    }
}

/* Engines lead lines to boxes, and we to rounded and cut ones. */
Test(geometry, lines_between_rims_are_led_to_outlines)
{
    for (int i = 0; i < MANY; i++) {
        box from = any_box(300), to = any_box(300);
        if (box_overlap(from, to) > -20)
            continue;
        shape s = (shape)next_index(&state, SHAPE_COUNT), t = (shape)next_index(&state, SHAPE_COUNT);
        point p = on_rim(from, next_part(&state)), q = on_rim(to, next_part(&state));
        expect_clipped(straight(p, q), s, from, t, to);
        expect_clipped(any_curve(p, q, 1 + next_index(&state, 3)), s, from, t, to);
    }
}

/* What comes in along the side of its box misses the rounded corner. */
Test(geometry, a_line_along_a_side_is_led_to_the_outline)
{
    box from = {0, 0, 55, 23}, to = {0, 61, 55, 84};
    expect_clipped(straight((point){55.3, 17}, (point){55.1, 67}), SHAPE_ROUNDED, from, SHAPE_STADIUM, to);
    expect_clipped(straight((point){55, 20}, (point){55, 64}), SHAPE_HEXAGON, from, SHAPE_CUT, to);
    expect_clipped(straight((point){2, 23}, (point){2, 61}), SHAPE_STADIUM, from, SHAPE_BOX, to);
}

Test(geometry, what_lies_between_the_outlines_stays_as_it_is)
{
    box from = {0, 0, 40, 20}, to = {0, 100, 40, 120};
    curve c = straight((point){20, 20}, (point){20, 100});
    curve got = curve_clip(a, c, shape_outline(a, SHAPE_BOX, from), shape_outline(a, SHAPE_BOX, to));
    polyline p = curve_flatten(a, got, 8);
    expect_near(polyline_length(p), 80, 0.01);
    expect_near(p.points[0].y, 20, 0.01);
    cr_expect_eq(curve_clip(a, (curve){0}, (polyline){0}, (polyline){0}).count, 0);
}

/* The way out of a box is that of the last leave, the way in that of the first meeting. */
Test(geometry, a_line_that_comes_back_is_cut_where_it_leaves_at_last)
{
    box from = {0, 0, 40, 20}, to = {200, 0, 240, 20};
    point points[] = {{20, 10}, {20, 60}, {30, 60}, {30, 10}, {60, 10}, {150, 10}, {220, 10}};
    curve got = curve_clip(a, (curve){points, 7}, shape_outline(a, SHAPE_BOX, from), shape_outline(a, SHAPE_BOX, to));
    expect_near(got.points[0].x, 40, 0.01);
    expect_near(got.points[got.count - 1].x, 200, 0.01);
    expect_near(got.points[0].y, 10, 0.01);
}

/* ---- shortening ---- */

Test(geometry, a_line_is_shortened_by_its_length)
{
    curve c = curve_shorten(a, straight((point){0, 0}, (point){0, 100}), 10, 30);
    expect_near(c.points[0].y, 10, 0.01);
    expect_near(c.points[c.count - 1].y, 70, 0.01);
    c = curve_shorten(a, straight((point){0, 0}, (point){0, 10}), 8, 8);
    cr_expect(c.points[c.count - 1].y == 10, "too short to be shortened");
    cr_expect_eq(curve_shorten(a, (curve){0}, 1, 1).count, 0);
}

Test(geometry, curves_are_shortened_along_themselves)
{
    for (int i = 0; i < MANY / 5; i++) {
        curve c = any_curve(any_point(200), any_point(200), 1 + next_index(&state, 4));
        polyline before = curve_flatten(a, c, 400);
        double length = polyline_length(before), from = number(0, 12), to = number(0, 12);
        if (length < 100)
            continue;
        curve cut = curve_shorten(a, c, from, to);
        cr_assert(cut.count >= 4 && cut.count % 3 == 1);
        double rest = polyline_length(curve_flatten(a, cut, 400));
        cr_assert(near(rest, length - from - to, 0.02 * length), "%g of %g, less %g and %g", rest, length, from, to);
        cr_assert(outline_distance(before, cut.points[0]) < 0.1);
        cr_assert(outline_distance(before, cut.points[cut.count - 1]) < 0.1);
    }
}
