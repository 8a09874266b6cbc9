/* What is counted against a layout: each fault alone, and nothing where there is none. */
#include "drawn.h"

#include "drawing/theme.h"

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

TestSuite(score, .init = set_up, .fini = tear_down);

/* Nodes of 40 x 20 by their middles, straight lines between them or those given, no labels unless given. */
typedef struct hand {
    part *part;
    placing at;
} hand;

static hand made(const char *yaml, const point *middles)
{
    const selection *s = selected(a, yaml);
    part *p = part_of_all(a, s);
    hand h = {p, placing_new(a, p)};
    box all = {0, 0, 0, 0};
    for (size_t n = 0; n < p->node_count; n++) {
        h.at.nodes[n] = box_around(middles[n], 40, 20);
        all = box_union(all, h.at.nodes[n]);
    }
    h.at.width = box_width(all);
    h.at.height = box_height(all);
    for (size_t e = 0; e < p->edge_count; e++) {
        point f = middles[p->tail[e]], t = middles[p->head[e]];
        h.at.edges[e] = (curve){arena_get(a, 4 * sizeof(point)), 4};
        for (int i = 0; i < 4; i++)
            h.at.edges[e].points[i] = (point){f.x + (t.x - f.x) * i / 3, f.y + (t.y - f.y) * i / 3};
    }
    lines_clip(a, p, &h.at);
    return h;
}

static score scored_for(hand *h, direction d, layout_options o)
{
    routes r = routes_of(a, h->part, &h->at);
    candidate c = plain_candidate(a, h->part, "dot", d, 0);
    return score_of(a, h->part, all_sizes(a, h->part->selection), &c, &r, &h->at, &o);
}

static score scored(hand *h)
{
    return scored_for(h, DIRECTION_DOWN, layout_standard());
}

static void expect_fault(const score *s, fault f, double amount)
{
    cr_expect(fabs(s->faults[f] - amount) < 1e-6, "%s: %g, not %g", fault_name(f), s->faults[f], amount);
}

/* All but length and area, which there always are. */
static void expect_only(const score *s, fault only, double amount)
{
    for (int f = 0; f < FAULT_COUNT; f++)
        if (f != FAULT_LENGTH && f != FAULT_AREA)
            expect_fault(s, (fault)f, f == (int)only ? amount : 0);
}

static const char two_lines[] = "nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                                "edges: [{a -- b: \"\"}, {c -- d: \"\"}]\n";

Test(score, every_fault_has_a_name)
{
    for (int f = 0; f < FAULT_COUNT; f++) {
        cr_expect(fault_name((fault)f) && *fault_name((fault)f), "%d", f);
        for (int k = 0; k < f; k++)
            cr_expect_str_neq(fault_name((fault)f), fault_name((fault)k));
    }
}

Test(score, of_a_plain_layout_is_its_length_and_area)
{
    hand h = made(two_lines, (point[]){{0, 0}, {0, 120}, {100, 0}, {100, 120}});
    score s = scored(&h);
    expect_only(&s, FAULT_COUNT, 0);
    expect_fault(&s, FAULT_LENGTH, 2.0);
    cr_expect(s.faults[FAULT_AREA] > 0 && s.total > 0);
    cr_expect(fabs(s.text - SIZE_LABEL) < 1e-9, "it fits the page");
}

Test(score, crossings_are_counted_and_sharp_ones_more)
{
    hand square = made(two_lines, (point[]){{0, 0}, {200, 200}, {200, 0}, {0, 200}});
    score s = scored(&square);
    expect_only(&s, FAULT_CROSSING, 1);
    hand sharp = made(two_lines, (point[]){{0, 0}, {400, 40}, {0, 80}, {400, -40}});
    s = scored(&sharp);
    expect_fault(&s, FAULT_CROSSING, 1);
    expect_fault(&s, FAULT_SHARP_CROSSING, 1);
    hand apart = made(two_lines, (point[]){{0, 0}, {200, 0}, {0, 100}, {200, 100}});
    s = scored(&apart);
    expect_only(&s, FAULT_COUNT, 0);
}

Test(score, a_better_layout_costs_less)
{
    hand crossed = made(two_lines, (point[]){{0, 0}, {200, 200}, {200, 0}, {0, 200}});
    hand plain = made(two_lines, (point[]){{0, 0}, {0, 200}, {200, 0}, {200, 200}});
    cr_expect(scored(&crossed).total > scored(&plain).total + 10);
}

static const char three[] = "nodes: {countries: {a: A, b: B, c: C}}\nedges: [{a -- b: \"\"}]\n";

/* Straight down, straight across, and askew. */
Test(score, lines_through_boxes_are_counted)
{
    static const point ends[] = {{0, 200}, {200, 0}, {150, 150}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        hand h = made(three, (point[]){{0, 0}, ends[i], {ends[i].x / 2, ends[i].y / 2}});
        score s = scored(&h);
        expect_only(&s, FAULT_LINE_IN_BOX, 1);
        hand beside = made(three, (point[]){{0, 0}, ends[i], {ends[i].x / 2 + 60, ends[i].y / 2 - 60}});
        s = scored(&beside);
        expect_only(&s, FAULT_COUNT, 0);
    }
}

Test(score, lines_close_to_boxes_are_counted_in_part)
{
    hand h = made(three, (point[]){{0, 0}, {0, 200}, {22, 100}}); /* 2 pt from its box */
    score s = scored(&h);
    expect_only(&s, FAULT_LINE_NEAR_BOX, 0.5);
}

Test(score, boxes_on_boxes_are_counted)
{
    hand h = made(three, (point[]){{0, 0}, {0, 200}, {30, 210}});
    score s = scored(&h);
    expect_fault(&s, FAULT_BOX_ON_BOX, 1);
}

/* Two lines that cross in the middle, whatever else there is. */
static score crossed(const char *yaml)
{
    hand h = made(yaml, (point[]){{0, 0}, {200, 200}, {200, 0}, {0, 200}});
    return scored(&h);
}

/* ---- labels ---- */

static const char labelled[] = "nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                               "edges: [{a -- b: supplies}, {c -- d: \"\"}]\n";

static score with_label(point other, box label)
{
    hand h = made(labelled, (point[]){{0, 0}, {0, 200}, other, {other.x, other.y + 200}});
    h.at.labels[0] = label;
    return scored(&h);
}

Test(score, a_label_beside_its_line_is_no_fault)
{
    score s = with_label((point){200, 0}, (box){3, 95, 43, 105});
    expect_only(&s, FAULT_COUNT, 0);
}

Test(score, a_label_on_its_own_line_is_one)
{
    score s = with_label((point){200, 0}, (box){-10, 95, 30, 105});
    expect_only(&s, FAULT_LINE_ON_LABEL, 1);
}

Test(score, a_label_that_stands_on_its_own_line_is_none)
{
    score s = with_label((point){200, 0}, (box){-20, 95, 20, 105});
    expect_only(&s, FAULT_LINE_ON_LABEL, 0);
}

/* Also where that line goes straight down. */
Test(score, a_label_on_another_line_is_one)
{
    score s = with_label((point){30, 0}, (box){3, 95, 43, 105});
    expect_fault(&s, FAULT_LINE_ON_LABEL, 1);
}

/* Not those whose box it only lies in. */
Test(score, each_line_on_a_label_is_counted_and_no_other)
{
    hand h = made("nodes: {countries: {a: A, b: B, c: C, d: D, e: E, f: F}}\n"
                  "edges: [{a -- b: supplies}, {c -- d: \"\"}, {e -- f: \"\"}]\n",
                  (point[]){{0, 0}, {0, 200}, {30, 0}, {30, 200}, {10, 300}, {300, 0}});
    h.at.labels[0] = (box){3, 95, 43, 105};
    score s = scored(&h);
    expect_fault(&s, FAULT_LINE_ON_LABEL, 1);
}

Test(score, a_label_nearer_to_another_line_is_ambiguous)
{
    score nearer = with_label((point){38, 0}, (box){0, 95, 40, 105}),
          near = with_label((point){43, 0}, (box){0, 95, 40, 105});
    cr_expect(nearer.faults[FAULT_LABEL_AMBIGUOUS] > near.faults[FAULT_LABEL_AMBIGUOUS] &&
                  near.faults[FAULT_LABEL_AMBIGUOUS] > 0,
              "%g and %g", nearer.faults[FAULT_LABEL_AMBIGUOUS], near.faults[FAULT_LABEL_AMBIGUOUS]);
}

/* However far both are. */
Test(score, a_label_away_from_its_line_is_ambiguous_where_another_is_nearer)
{
    score s = with_label((point){64, 0}, (box){14, 95, 54, 105});
    expect_fault(&s, FAULT_LABEL_AMBIGUOUS, 2);
}

/* The words of a row are nearer to a line than the box of all rows says, or farther. */
Test(score, a_label_is_as_near_as_its_words)
{
    score s = with_label((point){62, 0}, (box){-1, 95, 61, 105});
    expect_fault(&s, FAULT_LINE_ON_LABEL, 0);
}

/* Trees and the like can do without. */
Test(score, a_crossing_costs_more_where_lines_are_few)
{
    score few = crossed("nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                        "edges: [{a -- b: \"\"}, {c -- d: \"\"}]\n"),
          many = crossed("nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                         "edges: [{a -- b: \"\"}, {c -- d: \"\"}, {a -- a: \"\"}, {b -- b: \"\"}, {c -- c: \"\"}]\n");
    expect_fault(&few, FAULT_CROSSING, 1);
    expect_fault(&many, FAULT_CROSSING, 1);
    cr_expect(few.total > many.total + 10, "%g and %g", few.total, many.total);
}

Test(score, a_label_far_from_its_line_is_one)
{
    score s = with_label((point){200, 0}, (box){30, 95, 70, 105});
    expect_only(&s, FAULT_LABEL_FAR, 1);
}

Test(score, a_label_on_a_box_is_one)
{
    score s = with_label((point){200, 0}, (box){3, 5, 43, 15});
    expect_fault(&s, FAULT_LABEL_ON_BOX, 1);
}

Test(score, labels_on_one_another_are_counted_once)
{
    hand h = made("nodes: {countries: {a: A, b: B, c: C, d: D}}\nedges: [{a -- b: x}, {c -- d: y}]\n",
                  (point[]){{0, 0}, {0, 200}, {60, 0}, {60, 200}});
    h.at.labels[0] = (box){3, 95, 33, 105};
    h.at.labels[1] = (box){28, 95, 58, 105};
    score s = scored(&h);
    expect_fault(&s, FAULT_LABEL_ON_LABEL, 1);
}

/* ---- courses ---- */

Test(score, lines_on_one_another_are_counted_by_their_length)
{
    hand h = made(two_lines, (point[]){{0, 0}, {0, 200}, {100, 0}, {100, 200}});
    for (int i = 0; i < 4; i++)
        h.at.edges[1].points[i] = (point){1, 30 + 40 * i};
    score s = scored(&h);
    cr_expect(fabs(s.faults[FAULT_SHARED_COURSE] - 120.0 / 40) < 0.3, "%g", s.faults[FAULT_SHARED_COURSE]);
}

/* One that only goes into it is none. */
Test(score, lines_along_the_side_of_a_frame_are_counted_by_their_length)
{
    static const char yaml[] = "groups: {g: A group}\nnodes: {countries: {a: A, b: B, c: {name: C, in: g}}}\n"
                               "edges: [{a -- b: \"\"}, {a -- c: \"\"}]\n";
    hand h = made(yaml, (point[]){{0, 0}, {0, 300}, {60, 150}});
    h.at.groups[0] = (box){2, 60, 120, 200};
    score s = scored(&h);
    expect_fault(&s, FAULT_SHARED_COURSE, (140 + 2 * 2.5) / 40);
    h.at.groups[0].x0 = 20;
    s = scored(&h);
    expect_fault(&s, FAULT_SHARED_COURSE, 0);
}

Test(score, a_gentle_sweep_is_free_and_turns_cost)
{
    hand h = made(three, (point[]){{0, 0}, {0, 200}, {200, 100}});
    h.at.edges[0].points[1].x = h.at.edges[0].points[2].x = 15;
    score gentle = scored(&h);
    expect_fault(&gentle, FAULT_BEND, 0);
    h.at.edges[0].points[1].x = 200;
    h.at.edges[0].points[2].x = -200;
    score wild = scored(&h);
    cr_expect(wild.faults[FAULT_BEND] > 1, "%g", wild.faults[FAULT_BEND]);
}

Test(score, lines_that_are_nearly_upright_are_counted)
{
    hand h = made(three, (point[]){{0, 0}, {8, 200}, {200, 0}});
    score nearly = scored(&h);
    expect_fault(&nearly, FAULT_SLANT, 1);
    h = made(three, (point[]){{0, 0}, {0, 200}, {200, 0}});
    score upright = scored(&h);
    expect_fault(&upright, FAULT_SLANT, 0);
    h = made(three, (point[]){{0, 0}, {80, 200}, {200, 0}});
    score slanted = scored(&h);
    expect_fault(&slanted, FAULT_SLANT, 0);
}

Test(score, edges_against_most_of_their_relation_are_counted)
{
    static const char yaml[] = "nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                               "edges: [{a -> b: leads}, {a -> c: leads}, {d -> a: leads}, {d -- b: leads}]\n";
    hand one = made(yaml, (point[]){{0, 0}, {-60, 100}, {60, 100}, {60, 210}});
    score s = scored(&one);
    expect_fault(&s, FAULT_AGAINST, 1);
    hand none = made(yaml, (point[]){{0, 0}, {-60, 100}, {60, 100}, {60, -100}});
    s = scored(&none);
    expect_fault(&s, FAULT_AGAINST, 0);
    s = scored_for(&none, DIRECTION_RIGHT, layout_standard());
    cr_expect(s.faults[FAULT_AGAINST] > 0, "looked at from the side they differ");
}

/* ---- page and frames ---- */

Test(score, what_is_too_large_for_the_page_has_small_text)
{
    hand h = made(three, (point[]){{0, 0}, {0, 200}, {0, 1500}});
    layout_options o = layout_standard();
    score s = scored_for(&h, DIRECTION_DOWN, o);
    cr_expect(s.text < 7 && s.faults[FAULT_SMALL_TEXT] > 0, "%g", s.text);
    o.page_height *= 4;
    score on_larger = scored_for(&h, DIRECTION_DOWN, o);
    cr_expect(on_larger.text > s.text && on_larger.total < s.total);
}

Test(score, strangers_in_frames_are_counted)
{
    static const char yaml[] = "groups: {g: G, h: {name: H, in: g}}\n"
                               "nodes: {countries: {a: {name: A, in: h}, b: {name: B, in: g}, c: C}}\n";
    hand h = made(yaml, (point[]){{0, 0}, {0, 100}, {200, 0}});
    h.at.groups[0] = (box){-40, -40, 40, 140};
    h.at.groups[1] = (box){-30, -30, 30, 30};
    score s = scored(&h);
    expect_only(&s, FAULT_COUNT, 0);
    h.at.groups[0].x1 = 230;
    s = scored(&h);
    cr_expect(s.faults[FAULT_FRAME] > 0);
}

Test(score, frames_on_one_another_are_counted_unless_one_holds_the_other)
{
    static const char yaml[] = "groups: {g: G, h: H, i: {name: I, in: g}}\n"
                               "nodes: {countries: {a: {name: A, in: g}, b: {name: B, in: h}, c: {name: C, in: i}}}\n";
    hand h = made(yaml, (point[]){{0, 0}, {200, 0}, {0, 100}});
    h.at.groups[0] = (box){-40, -40, 60, 140};
    h.at.groups[1] = (box){100, -40, 300, 140};
    h.at.groups[2] = (box){-30, 80, 30, 120};
    score apart = scored(&h);
    expect_fault(&apart, FAULT_FRAME, 0);
    h.at.groups[1].x0 = 50;
    score on = scored(&h);
    cr_expect(on.faults[FAULT_FRAME] > 0);
}

Test(score, text_below_what_so_many_nodes_are_to_have_costs_most)
{
    hand h = made(three, (point[]){{0, 0}, {0, 200}, {200, 100}});
    double least = least_text(h.part), above = text_fault(h.part, least + 0.2), at = text_fault(h.part, least),
           below = text_fault(h.part, least - 0.2);
    cr_expect(least >= 7, "%g", least);
    cr_expect(below - at > 4 * (at - above), "%g, %g, %g", above, at, below);
}
