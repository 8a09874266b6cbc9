/* Where labels are placed: beside their own line, and clear of all else. */
#include "drawing/theme.h"
#include "drawn.h"

#include <criterion/criterion.h>
#include <string.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(labels, .init = set_up, .fini = tear_down);

/* A placing made by hand: nodes by their middles, lines straight from one to another. */
typedef struct hand {
    const part *part;
    const sizes *const *all;
    placing at;
} hand;

static hand made(const char *yaml, const point *middles)
{
    const selection *s = selected(a, yaml);
    const part *p = part_of_all(a, s);
    hand h = {p, all_sizes(a, s), placing_new(a, p)};
    for (size_t n = 0; n < p->node_count; n++)
        h.at.nodes[n] = box_around(middles[n], h.all[0]->nodes[n].width, h.all[0]->nodes[n].height);
    for (size_t e = 0; e < p->edge_count; e++) {
        point f = middles[p->tail[e]], t = middles[p->head[e]];
        h.at.edges[e] = (curve){arena_get(a, 4 * sizeof(point)), 4};
        for (int i = 0; i < 4; i++)
            h.at.edges[e].points[i] = (point){f.x + (t.x - f.x) * i / 3, f.y + (t.y - f.y) * i / 3};
    }
    lines_clip(a, p, &h.at);
    return h;
}

static routes placed(hand *h)
{
    routes r = routes_of(a, h->part, &h->at);
    frame_names_place(h->part, h->all[0], &r, &h->at);
    labels_place(a, h->part, h->all, 0, &r, &h->at);
    return r;
}

/* Near its own line and not on it, on no box, on no other line, on no other label. */
static void expect_clear(const hand *h, const routes *r)
{
    const part *p = h->part;
    for (size_t e = 0; e < p->edge_count; e++) {
        const text_block *block = &h->all[h->at.label_rows[e]]->labels[e];
        if (!block->lines.count)
            continue;
        box k = h->at.labels[e];
        cr_expect(fabs(box_width(k) - block->width) < 1e-9 && fabs(box_height(k) - block->height) < 1e-9);
        double own = polyline_box_distance(r->lines[e], k, 100);
        cr_expect(own > 0.5 && own < 6, "label %zu is %g pt from its line", e, own);
        for (size_t n = 0; n < p->node_count; n++)
            cr_expect(box_overlap(h->at.nodes[n], k) <= 0, "label %zu is on node %zu", e, n);
        for (size_t f = 0; f < p->edge_count; f++) {
            double other = polyline_box_distance(r->lines[f], k, 100);
            cr_expect(f == e || other > own, "label %zu is %g pt from line %zu, and %g from its own", e, other, f, own);
            cr_expect(f <= e || !h->all[0]->labels[f].lines.count || box_overlap(h->at.labels[f], k) <= 0,
                      "labels %zu and %zu", e, f);
        }
    }
}

Test(labels, stand_beside_their_line_whichever_way_it_goes)
{
    for (int angle = 0; angle < 360; angle += 5) {
        double turn = angle * acos(-1) / 180;
        const point middles[] = {{0, 0}, {150 * cos(turn), 150 * sin(turn)}};
        hand h = made("nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: supplies}]\n", middles);
        routes r = placed(&h);
        expect_clear(&h, &r);
    }
}

Test(labels, stand_near_the_middle_of_a_free_line)
{
    hand h = made("nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: supplies}]\n", (point[]){{0, 0}, {0, 200}});
    placed(&h);
    cr_expect(fabs(box_center(h.at.labels[0]).y - 100) < 15, "%g", box_center(h.at.labels[0]).y);
}

/* Straight down and straight across too, where the box around a line has no width. */
Test(labels, keep_clear_of_other_lines)
{
    static const double ways[][2] = {{0, 1}, {1, 0}, {0.7, 0.7}, {0.2, 1}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        for (double gap = 16; gap <= 48; gap += 4) {
            double x = ways[i][0], y = ways[i][1];
            const point middles[] = {{0, 0},
                                     {220 * x, 220 * y},
                                     {gap * y, -gap * x},
                                     {gap * y + 220 * x, -gap * x + 220 * y},
                                     {-gap * y, gap * x},
                                     {-gap * y + 220 * x, gap * x + 220 * y}};
            hand h = made("nodes: {countries: {a: A, b: B, c: C, d: D, e: E, f: F}}\n"
                          "edges: [{a -> b: a rather long label}, {c -> d: \"\"}, {e -> f: \"\"}]\n",
                          middles);
            routes r = placed(&h);
            double d = fmin(polyline_box_distance(r.lines[1], h.at.labels[0], 100),
                            polyline_box_distance(r.lines[2], h.at.labels[0], 100));
            double room = box_width(h.at.labels[0]) * fabs(y) + box_height(h.at.labels[0]) * fabs(x) + 6;
            if (gap > room) /* else there is no place that is clear */
                cr_expect(d > 0.5, "going %g %g, %g pt apart: %g pt from the nearest line", x, y, gap, d);
        }
}

Test(labels, cross_to_the_free_side_of_their_line)
{
    static const char yaml[] = "nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                               "edges: [{a -> b: supplies}, {c -> d: \"\"}]\n";
    for (int side = -1; side <= 1; side += 2) {
        hand h = made(yaml, (point[]){{0, 0}, {0, 200}, {side * 20, 0}, {side * 20, 200}});
        h.at.nodes[2] = h.at.nodes[3] = (box){1000, 1000, 1000, 1000};
        routes r = placed(&h);
        cr_expect(polyline_box_distance(r.lines[1], h.at.labels[0], 100) > 8);
        cr_expect((box_center(h.at.labels[0]).x > 0) == (side < 0));
    }
}

Test(labels, go_along_their_line_to_where_no_box_is)
{
    for (double y = 60; y <= 140; y += 10) {
        hand h = made("nodes: {countries: {a: A, b: B, l: Left, r: Right}}\nedges: [{a -> b: supplies}]\n",
                      (point[]){{0, 0}, {0, 200}, {-24, y}, {24, y}});
        routes r = placed(&h);
        expect_clear(&h, &r);
    }
}

Test(labels, of_lines_side_by_side_do_not_lie_on_one_another)
{
    for (double gap = 30; gap <= 60; gap += 5) {
        const point middles[] = {{0, 0}, {0, 160}, {gap, 0}, {gap, 160}, {2 * gap, 0}, {2 * gap, 160}};
        hand h = made("nodes: {countries: {a: A, b: B, c: C, d: D, e: E, f: F}}\n"
                      "edges: [{a -> b: pays}, {c -> d: pays}, {e -> f: pays}]\n",
                      middles);
        for (size_t n = 0; n < 6; n++) /* as narrow as the lines need */
            h.at.nodes[n].x1 = h.at.nodes[n].x0 + 1;
        routes r = placed(&h);
        for (size_t e = 0; e < 3; e++)
            for (size_t f = 0; f < 3; f++) {
                cr_expect(e == f || box_overlap(h.at.labels[e], h.at.labels[f]) <= 0, "%g apart", gap);
                cr_expect(e == f || polyline_box_distance(r.lines[f], h.at.labels[e], 9) > 0, "%g apart", gap);
            }
    }
}

/* Lines straight down, so far apart, the middle one with a label. */
static hand between_lines(double gap, const char *label)
{
    const char *yaml = arena_format(a,
                                    "nodes: {countries: {a: A, b: B, c: C, d: D, e: E, f: F}}\n"
                                    "edges: [{a -> b: %s}, {c -> d: \"\"}, {e -> f: \"\"}]\n",
                                    label);
    hand h = made(yaml, (point[]){{0, 0}, {0, 200}, {-gap, -20}, {-gap, 220}, {gap, -20}, {gap, 220}});
    for (size_t n = 2; n < 6; n++)
        h.at.nodes[n] = (box){1000, 1000, 1034, 1010};
    return h;
}

Test(labels, with_no_room_beside_their_line_stand_on_it)
{
    hand wide = between_lines(80, "recognises"), h = between_lines(36, "recognises");
    routes r = placed(&wide);
    cr_expect_not(label_is_on_line(r.lines[0], wide.at.labels[0]), "there is room beside it");
    r = placed(&h);
    cr_expect(h.at.label_rows[0] < layout_wrapping_count, "no key is needed");
    cr_expect(label_is_on_line(r.lines[0], h.at.labels[0]));
    cr_expect(polyline_box_distance(r.lines[1], h.at.labels[0], 100) > 4);
    cr_expect(polyline_box_distance(r.lines[2], h.at.labels[0], 100) > 4);
    cr_expect(h.at.labels[0].y0 - h.at.nodes[0].y1 > 10 && h.at.nodes[1].y0 - h.at.labels[0].y1 > 10, "ends are seen");
}

Test(labels, as_keys_are_tags_on_their_line)
{
    hand h = between_lines(14, "recognises");
    routes r = placed(&h);
    cr_expect_eq(h.at.label_rows[0], KEY_ROW);
    cr_expect(label_is_on_line(r.lines[0], h.at.labels[0]));
}

/* The box of a text is higher than its ink, and as wide: to the eye the gap is the same above a line and beside it. */
Test(labels, keep_one_gap_above_their_line_and_beside_it)
{
    static const char yaml[] = "nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: supplies}]\n";
    hand across = made(yaml, (point[]){{0, 0}, {200, 0}}), down = made(yaml, (point[]){{0, 0}, {0, 200}});
    routes r = placed(&across), q = placed(&down);
    double above =
        polyline_box_distance(r.lines[0], across.at.labels[0], 100) + SIZE_LABEL * (LINE_SPACING / 2 - BASELINE);
    double beside = polyline_box_distance(q.lines[0], down.at.labels[0], 100);
    cr_expect(fabs(above - beside) < 0.6, "%g and %g", above, beside);
}

/* The rows of a block are of unlike width, and beside a slanting line a short one may be the nearest. */
Test(labels, of_several_rows_are_as_near_as_the_nearest_row_allows)
{
    for (int angle = 0; angle < 360; angle += 15) {
        double turn = angle * acos(-1) / 180;
        hand h = made("nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: cooperates closely with}]\n",
                      (point[]){{0, 0}, {220 * cos(turn), 220 * sin(turn)}});
        routes r = placed(&h);
        const text_block *block = &h.all[h.at.label_rows[0]]->labels[0];
        double own = label_distance(r.lines[0], block, h.at.labels[0], 100);
        cr_expect(block->lines.count > 1 && own > 1 && own < 4, "%d degrees: %g pt", angle, own);
    }
}

/* Above, below and aslant too, where what is beside them has no room. */
Test(labels, of_loops_stand_near_them)
{
    for (double gap = 26; gap <= 80; gap += 6) {
        hand h = made("nodes: {countries: {x: Xanadu, y: Y}}\nedges: [{x -> x: leads its own}]\n",
                      (point[]){{0, 0}, {0, 0}});
        h.at.edges[0] = line_loop(a, h.at.nodes[0]);
        h.at.nodes[1] = (box){h.at.nodes[0].x1 + gap, -12, h.at.nodes[0].x1 + gap + 60, 12};
        routes r = placed(&h);
        double own = label_distance(r.lines[0], &h.all[h.at.label_rows[0]]->labels[0], h.at.labels[0], 100);
        cr_expect(own > 0.5 && own < 4.5, "%g pt beside it: %g pt", gap, own);
    }
}

/* In Arabic they stand at a side of the box, and which is known when all is placed. */
Test(labels, measured_on_the_safe_side_are_as_wide_as_their_box)
{
    const selection *s = selected(a, "nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: يدرس الانضمام}]\n");
    const text_block *block = &all_sizes(a, s)[2]->labels[0];
    box k = {0, 0, block->width, block->height};
    polyline beside = {(point[]){{-3, -10}, {-3, 60}}, 2};
    cr_assert(block->lines.count == 2 && block_is_loose(block));
    for (int row = 0; row < 2; row++) {
        polyline here = {(point[]){{-3, row * block->line + 3}, {-3, (row + 1) * block->line - 3}}, 2};
        cr_expect(fabs(label_distance(here, block, k, 100) - 3) < 1e-9);
    }
    cr_expect(fabs(label_distance(beside, block, k, 100) - 3) < 1e-9);
}

Test(labels, keep_off_the_bars_at_the_ends_of_their_line)
{
    for (double length = 100; length <= 160; length += 10) {
        hand h =
            made("nodes: {countries: {x: X, y: Y}}\nedges: [{x -- y: opposes}]\n", (point[]){{0, 0}, {length, 20}});
        routes r = placed(&h);
        polyline p = r.lines[0];
        for (int i = 0; i < 2; i++) {
            point end = p.points[i ? p.count - 1 : 0];
            cr_expect(box_distance(h.at.labels[0], end) > 3, "%g pt long: %g", length,
                      box_distance(h.at.labels[0], end));
        }
    }
}

Test(labels, keep_off_frames_and_their_names)
{
    static const char yaml[] = "groups: {g: A group}\nnodes: {countries: {x: {name: X, in: g}, y: Y}}\n"
                               "edges: [{x -> y: supplies}]\n";
    for (double at = 60; at <= 180; at += 5) {
        hand h = made(yaml, (point[]){{0, 0}, {240, 0}});
        h.at.groups[0] = (box){-40, -40, at, 40};
        placed(&h);
        box k = h.at.labels[0];
        cr_expect(fmin(fabs(k.x0 - at), fabs(k.x1 - at)) >= 2 && (k.x0 > at || k.x1 < at),
                  "frame at %g, label %g to %g", at, k.x0, k.x1);
        cr_expect(box_overlap(k, box_grown(h.at.names[0], 2)) <= 0);
    }
}

Test(labels, without_words_are_not_placed)
{
    hand h = made("nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: \"\"}]\n", (point[]){{0, 0}, {0, 200}});
    placed(&h);
    cr_expect(box_width(h.at.labels[0]) == 0 && box_height(h.at.labels[0]) == 0);
}

Test(labels, are_placed_the_same_each_time)
{
    static const char yaml[] =
        "nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
        "edges: [{a -> b: supplies}, {a -> c: pays}, {d -> b: is at odds with}, {d -> c: leads}]\n";
    const point middles[] = {{0, 0}, {0, 120}, {150, 120}, {150, 0}};
    hand g = made(yaml, middles), h = made(yaml, middles);
    placed(&g);
    placed(&h);
    cr_expect_eq(memcmp(g.at.labels, h.at.labels, 4 * sizeof(box)), 0);
}

/* ---- names of frames ---- */

Test(labels, name_of_a_frame_stands_in_it_where_no_line_runs)
{
    static const char yaml[] = "groups: {g: Group}\n"
                               "nodes: {countries: {a: {name: A, in: g}, b: {name: B, in: g}, c: C}}\n"
                               "edges: [{c -> a: \"\"}]\n";
    for (double x = -60; x <= 60; x += 10) { /* from above, through any part of the upper rim */
        hand h = made(yaml, (point[]){{0, 60}, {0, 110}, {x, -60}});
        h.at.groups[0] = (box){-70, 20, 70, 130};
        routes r = placed(&h);
        box k = h.at.names[0];
        cr_expect(k.x0 >= -70 && k.x1 <= 70 && k.y0 >= 20 && k.y1 <= 130);
        cr_expect(polyline_box_distance(r.lines[0], k, 100) > 0.5, "from %g", x);
        cr_expect(box_overlap(k, h.at.nodes[0]) <= 0 && box_overlap(k, h.at.nodes[1]) <= 0);
    }
    hand free = made(yaml, (point[]){{0, 60}, {0, 110}, {300, 60}});
    free.at.groups[0] = (box){-70, 20, 70, 130};
    placed(&free);
    cr_expect(free.at.names[0].x0 < -50 && free.at.names[0].y0 < 40, "top left where nothing is in the way");
}

/* Lines through all of a long name's places but a narrow one. */
Test(labels, name_of_a_frame_is_set_in_more_lines_where_only_those_are_free)
{
    static const char yaml[] = "groups: {g: Northern members of the Union}\n"
                               "nodes: {countries: {a: {name: A, in: g}, b: {name: B, in: g}, c: C, d: D}}\n"
                               "edges: [{c -> a: \"\"}, {d -> b: \"\"}]\n";
    hand h = made(yaml, (point[]){{-55, 95}, {55, 95}, {-55, -100}, {55, -100}});
    h.at.groups[0] = (box){-80, 20, 80, 115};
    h.at.nodes[0] = (box){-72, 80, -38, 110};
    routes r = placed(&h);
    box k = h.at.names[0];
    const text_block *block = name_at(h.all[0], 0, k);
    cr_expect(block != &h.all[0]->groups[0] && block->lines.count > h.all[0]->groups[0].lines.count);
    cr_expect(k.x0 >= -80 && k.x1 <= 80 && k.y0 >= 20 && k.y1 <= 115);
    for (int e = 0; e < 2; e++)
        cr_expect(polyline_box_distance(r.lines[e], k, 100) > 1);
}

Test(labels, name_of_a_frame_is_not_in_another_frame)
{
    static const char yaml[] = "groups: {g: Outer, h: {name: Inner, in: g}}\n"
                               "nodes: {countries: {a: {name: A, in: h}}}\n";
    hand h = made(yaml, (point[]){{0, 0}});
    h.at.groups[0] = (box){-60, -60, 60, 60};
    h.at.groups[1] = (box){-56, -56, 56, 30}; /* leaves no room but below */
    placed(&h);
    cr_expect(box_overlap(h.at.names[0], h.at.groups[1]) <= 0);
    cr_expect(h.at.names[0].y0 > 30);
}
