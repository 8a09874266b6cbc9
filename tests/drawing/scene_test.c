/* The scene: what is drawn, in which order, and where. */
#include "drawing/scene.h"

#include "drawing/mark.h"
#include "drawing/theme.h"
#include "drawn.h"

#include <criterion/criterion.h>
#include <stdlib.h>
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

TestSuite(scene, .init = set_up, .fini = tear_down);

static const scene *scene_with(const char *yaml, bool legend, bool notes)
{
    const selection *s = selected(a, yaml);
    scene_options o = {THEME_AUTO, NULL, 0, legend, notes, NULL};
    return scene_build(a, s, laid_out(a, s, NULL, false), &o);
}

static const scene *scene_of(const char *yaml)
{
    return scene_with(yaml, true, true);
}

static const element *element_of(const scene *s, const char *class_name)
{
    for (size_t i = 0; i < s->elements.count; i++)
        if (strncmp(s->elements.items[i]->class_name, class_name, strlen(class_name)) == 0)
            return s->elements.items[i];
    return NULL;
}

static const element *element_with(const scene *s, const char *id)
{
    for (size_t i = 0; i < s->elements.count; i++)
        if (s->elements.items[i]->id && strcmp(s->elements.items[i]->id, id) == 0)
            return s->elements.items[i];
    return NULL;
}

/* Its texts, each on a line. */
static const char *texts_of(const element *e)
{
    const char *text = "";
    for (size_t i = 0; e && i < e->items.count; i++)
        if (e->items.items[i].type == ITEM_TEXT)
            text = arena_format(a, "%s%s\n", text, e->items.items[i].text);
    return text;
}

static size_t count_items(const element *e, item_type type)
{
    size_t count = 0;
    for (size_t i = 0; e && i < e->items.count; i++)
        count += e->items.items[i].type == type;
    return count;
}

static const char full[] = "title: A title\n"
                           "subtitle: A subtitle\n"
                           "as_of: 2024-05\n"
                           "sources: {s: {title: First, publisher: Somebody, date: 2023}, t: Second, unused: Third}\n"
                           "groups: {g: Group}\n"
                           "nodes:\n"
                           "  countries: {x: {name: X, in: g, source: t}, y: Y}\n"
                           "  agreements: {p: {name: P, note: A note, url: \"#p\"}}\n"
                           "edges:\n"
                           "  - {from: x, to: p, relation: member, source: [t, s], url: \"#e\"}\n"
                           "  - {from: y, to: p, relation: opposes, status: planned}\n"
                           "  - x -- y: allied-with\n";

Test(scene, stands_in_the_order_of_drawing)
{
    static const char *const order[] = {"page", "title", "cluster", "edge", "node", "legend", "notes"};
    const scene *s = scene_of(full);
    size_t at = 0;
    for (size_t i = 0; i < s->elements.count; i++) {
        const char *class_name = s->elements.items[i]->class_name;
        while (at < 7 && strncmp(class_name, order[at], strlen(order[at])) != 0)
            at++;
        cr_assert(at < 7, "%s comes too late", class_name);
    }
}

Test(scene, is_whole_points_large_and_on_a_page)
{
    const scene *s = scene_of(full);
    cr_expect(s->width == floor(s->width) && s->height == floor(s->height));
    const item *ground = element_of(s, "page")->items.items;
    cr_expect(ground->type == ITEM_RECT && ground->fill == &paint_page);
    cr_expect(ground->box.x0 == 0 && ground->box.y0 == 0 && ground->box.x1 == s->width && ground->box.y1 == s->height);
}

Test(scene, has_title_subtitle_and_day)
{
    cr_expect_str_eq(texts_of(element_of(scene_of(full), "title")), "A title\nA subtitle · as of 2024-05\n");
    cr_expect_str_eq(texts_of(element_of(scene_of("as_of: 2024\nnodes: {countries: {x: X}}\n"), "title")),
                     "as of 2024\n");
    const scene *bare = scene_of("nodes: {countries: {x: X}}\n");
    cr_expect_str_eq(texts_of(element_of(bare, "title")), "");
    cr_expect(*bare->title && *bare->description && strcmp(bare->lang, "en") == 0);
}

Test(scene, a_long_title_is_wrapped_on_a_small_figure)
{
    const scene *s = scene_of("title: A title that is much longer than the one box in the figure is wide, and longer\n"
                              "nodes: {countries: {x: X}}\n");
    cr_expect(count_items(element_of(s, "title"), ITEM_TEXT) > 1);
    cr_expect(s->width < 300);
}

Test(scene, nodes_edges_and_frames_say_who_they_are)
{
    const scene *s = scene_of(full);
    const element *x = element_with(s, "node-x"), *p = element_with(s, "node-p"), *g = element_with(s, "group-g");
    cr_assert(x && p && g);
    cr_expect_str_eq(x->class_name, "node countries");
    cr_expect_str_eq(x->data_id, "x");
    cr_expect(strstr(x->symbol, "X") && strstr(x->symbol, "Country"), "%s", x->symbol);
    cr_expect_str_eq(texts_of(p), "P\nA note\n");
    cr_expect_str_eq(p->url, "#p");
    cr_expect_str_eq(g->class_name, "cluster");
    cr_expect_str_eq(g->data_id, "g");
    cr_expect_str_eq(texts_of(g), "Group\n");
    const element *member = element_with(s, "edge-x-p"), *against = element_with(s, "edge-y-p");
    cr_assert(member && against);
    cr_expect_str_eq(member->class_name, "edge member active");
    cr_expect_str_eq(against->class_name, "edge opposes planned");
    cr_expect(strcmp(member->data_from, "x") == 0 && strcmp(member->data_to, "p") == 0);
    cr_expect_str_eq(member->url, "#e");
    cr_expect_str_eq(texts_of(against), "opposes\n");
}

Test(scene, numbers_stand_at_what_they_prove)
{
    const scene *s = scene_of(full);
    const element *member = element_with(s, "edge-x-p"), *x = element_with(s, "node-x");
    const char *at_edge = NULL, *at_node = NULL;
    for (size_t i = 0; i < member->items.count; i++)
        if (member->items.items[i].numbers)
            at_edge = member->items.items[i].numbers;
    for (size_t i = 0; i < x->items.count; i++)
        if (x->items.items[i].numbers && *x->items.items[i].numbers)
            at_node = x->items.items[i].numbers;
    cr_expect_str_eq(at_node, "1");
    cr_expect_str_eq(at_edge, "1, 2");
    cr_expect_str_eq(texts_of(element_of(s, "notes")), "1\nSecond\n2\nFirst. Somebody, 2023\n");
}

Test(scene, legend_and_notes_are_there_when_asked_for)
{
    for (int i = 0; i < 4; i++) {
        const scene *s = scene_with(full, i & 1, i & 2);
        cr_expect_eq(element_of(s, "legend") != NULL, (i & 1) != 0);
        cr_expect_eq(element_of(s, "notes") != NULL, (i & 2) != 0);
    }
    cr_expect(scene_with(full, false, false)->height < scene_with(full, true, true)->height);
}

/* ---- the legend lists what is drawn and nothing else ---- */

Test(scene, legend_lists_what_is_drawn_and_nothing_else)
{
    static const struct {
        const char *yaml, *texts;
    } cases[] = {
        {"nodes: {countries: {x: X}}\n", "Country\n"},
        {"nodes: {people: {p: P}, countries: {x: X}}\n", "Person\nCountry\n"},
        {"nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: leads}]\n", "Country\nin force\n"},
        {"nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: opposes}]\n", "Country\nin force\nagainst\n"},
        {"nodes: {countries: {x: X, y: {name: Y, status: ended}}}\nedges: [{x -> y: {relation: leads, status: "
         "planned}}]\n",
         "Country\nagreed, not in force yet\nended\n"},
        {"nodes: {countries: {x: {name: X, status: proposed}}}\n", "Country\nproposed, under discussion\n"},
        {"nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: supports}]\n", "Country\nin force\nin support of\n"},
        {"nodes: {countries: {x: X, y: Y}}\nedges: [{x -- y: supports}, {x -> y: supports}]\n",
         "Country\nin force\nin support of\nallied, cooperating\n"},
        {"nodes: {countries: {x: X, y: Y}}\nedges: [{x -- y: opposes}]\n", "Country\nin force\nagainst each other\n"},
        {"kinds: {countries: {label: State}}\nnodes: {countries: {x: X}}\n", "State\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_str_eq(texts_of(element_of(scene_of(cases[i].yaml), "legend")), cases[i].texts, "%s", cases[i].yaml);
    cr_expect_null(element_of(scene_of("title: Nothing\n"), "legend"));
}

/* In a large network the legend says what most lines are: in one row with whatever else is drawn so. */
Test(scene, legend_has_one_row_for_what_looks_alike)
{
    static const struct {
        const char *more, *relation, *texts;
    } cases[] = {
        {"", "member", "Country\nAgreement\nmember\nin force\n"},
        {"", "supports", "Country\nAgreement\nsupports\nin force\n"},
        {"  - c0 -> c1: supplies\n", "supports", "Country\nAgreement\nsupports; in support of\nin force\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer b = {0};
        buffer_text(&b, "nodes:\n  countries:\n");
        for (int n = 0; n < 41; n++)
            buffer_text(&b, arena_format(a, "    c%d: C\n", n));
        buffer_text(&b, "  agreements: {p: P}\nedges:\n");
        for (int n = 0; n < 41; n++)
            buffer_text(&b, arena_format(a, "  - c%d -> p: %s\n", n, cases[i].relation));
        buffer_text(&b, cases[i].more);
        const selection *s = selected_from(a, &b);
        layout_options fast = layout_standard();
        fast.effort = EFFORT_FAST;
        scene_options o = {THEME_AUTO, NULL, 0, true, true, NULL};
        const scene *x = scene_build(a, s, laid_out(a, s, &fast, false), &o);
        cr_expect_str_eq(texts_of(element_of(x, "legend")), cases[i].texts, "%s", cases[i].relation);
    }
}

/* A sample has the paint that is drawn: where only those against somebody are planned, that is theirs. */
Test(scene, samples_look_like_what_is_drawn)
{
    const scene *s = scene_of("nodes: {countries: {x: X, y: Y}}\n"
                              "edges: [{x -> y: {relation: opposes, status: planned}}]\n");
    const element *legend = element_of(s, "legend");
    size_t lines = 0;
    for (size_t i = 0; i < legend->items.count; i++)
        if (legend->items.items[i].type == ITEM_CURVE) {
            cr_expect(legend->items.items[i].stroke == theme_line(TONE_ADVERSARIAL, STATUS_PLANNED));
            cr_expect(legend->items.items[i].dash.count);
            lines++;
        }
    cr_expect_eq(lines, 2);
}

/* ---- the figure is never wider for its words ---- */

static const char wordy[] =
    "title: A title that says at length what these two boxes have to do with each other, and why one should care\n"
    "subtitle: https://www.example.org/an/address/as/a/subtitle/that/has/no/blank/in/more/than/eighty/characters\n"
    "as_of: 2024-05-01\n"
    "sources:\n"
    "  a: https://www.example.org/a/very/long/address/that/has/more/than/eighty/characters/index.html?x=1\n"
    "  b: {title: A source of many words, publisher: Somebody or other, date: 2024-01}\n"
    "  c: {title: Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverordnungsentwurf}\n"
    "kinds:\n"
    "  things: {label: Things-of-a-kind whose name in the legend is longer by far than the figure is wide}\n"
    "  longs: Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverordnungsentwurf\n"
    "nodes:\n"
    "  things: {x: X}\n"
    "  longs: {y: {name: Y, source: [b, c]}}\n"
    "edges:\n"
    "  - x -> y: {relation: leads, status: proposed, source: a}\n";

static void expect_texts_inside(const scene *s)
{
    for (size_t e = 0; e < s->elements.count; e++)
        for (size_t i = 0; i < s->elements.items[e]->items.count; i++) {
            const item *it = &s->elements.items[e]->items.items[i];
            if (it->type != ITEM_TEXT)
                continue;
            double width = text_width(it->text, strlen(it->text), it->size, it->bold), x = it->points[0].x;
            double left = it->anchor == ANCHOR_START ? x : it->anchor == ANCHOR_END ? x - width : x - width / 2;
            cr_expect(left >= 0 && left + width <= s->width, "‘%s’ from %g to %g of %g", it->text, left, left + width,
                      s->width);
        }
}

Test(scene, is_never_wider_for_title_legend_and_notes)
{
    const scene *s = scene_of(wordy);
    const scene *bare = scene_of("nodes: {countries: {x: X}, people: {y: Y}}\nedges: [{x -> y: leads}]\n");
    cr_expect_eq(s->width, bare->width);
    cr_expect_eq(s->width, scene_with(wordy, false, false)->width);
    expect_texts_inside(s);
    expect_texts_inside(scene_of(full));
}

/* Samples of one column stand below each other, and the words beside them. */
Test(scene, legend_stands_in_columns)
{
    const scene *s = scene_of("nodes:\n"
                              "  countries: {a: A}\n  agreements: {b: B}\n  pillars: {c: C}\n  technologies: {d: D}\n"
                              "  people: {e: E}\n  organizations: {f: F}\n  events: {g: G}\n");
    const element *legend = element_of(s, "legend");
    double starts[16];
    size_t columns = 0, texts = 0;
    for (size_t i = 0; i < legend->items.count; i++) {
        const item *it = &legend->items.items[i];
        if (it->type != ITEM_TEXT)
            continue;
        texts++;
        size_t k = 0;
        while (k < columns && fabs(starts[k] - it->points[0].x) > 0.01)
            k++;
        if (k == columns)
            starts[columns++] = it->points[0].x;
    }
    cr_expect_eq(texts, 7);
    cr_expect(columns > 1 && columns < 7, "%zu columns", columns);
}

Test(scene, numbers_of_notes_hang_at_one_edge)
{
    const element *notes = element_of(scene_of(wordy), "notes");
    double edge = -1, words = -1;
    for (size_t i = 0; i < notes->items.count; i++) {
        const item *it = &notes->items.items[i];
        if (it->type != ITEM_TEXT)
            continue;
        double *common = it->anchor == ANCHOR_END ? &edge : &words;
        cr_expect(*common < 0 || *common == it->points[0].x);
        *common = it->points[0].x;
    }
    cr_expect(edge > 0 && words > edge);
}

/* ---- lines and their ends ---- */

/* What is drawn for a line: its curve, and marks by tone. */
static const element *line_of(const char *relation, const char *arrow)
{
    const scene *s =
        scene_of(arena_format(a, "nodes: {countries: {x: X, y: Y}}\nedges: [{x %s y: %s}]\n", arrow, relation));
    return element_with(s, "edge-x-y");
}

Test(scene, lines_end_as_their_tone_says)
{
    static const struct {
        const char *relation, *arrow;
        size_t polygons, polylines, circles;
    } cases[] = {
        {"leads", "->", 1, 0, 0},       {"leads", "--", 0, 0, 0},   {"allied-with", "->", 0, 1, 0},
        {"allied-with", "--", 0, 0, 2}, {"opposes", "->", 0, 1, 0}, {"opposes", "--", 0, 2, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const element *e = line_of(cases[i].relation, cases[i].arrow);
        cr_assert_not_null(e);
        cr_expect_eq(count_items(e, ITEM_CURVE), 1);
        cr_expect(count_items(e, ITEM_POLYGON) == cases[i].polygons &&
                      count_items(e, ITEM_POLYLINE) == cases[i].polylines &&
                      count_items(e, ITEM_CIRCLE) == cases[i].circles,
                  "x %s y: %s", cases[i].arrow, cases[i].relation);
    }
}

Test(scene, arrows_point_at_their_node)
{
    const scene *s = scene_of("nodes: {countries: {x: X, y: Y}}\nedges: [{x -> y: leads}]\n");
    const element *e = element_with(s, "edge-x-y"), *y = element_with(s, "node-y"), *x = element_with(s, "node-x");
    const item *arrow = NULL;
    for (size_t i = 0; i < e->items.count; i++)
        if (e->items.items[i].type == ITEM_POLYGON)
            arrow = &e->items.items[i];
    cr_assert_not_null(arrow);
    point tip = arrow->points[0];
    cr_expect(box_distance(y->items.items[0].box, tip) < 0.2, "%g %g", tip.x, tip.y);
    double from_tip = box_distance(x->items.items[0].box, tip);
    cr_expect(box_distance(x->items.items[0].box, arrow->points[1]) < from_tip, "its wings are farther back");
    const item *line = e->items.items;
    cr_assert_eq(line->type, ITEM_CURVE);
    point end = line->points[line->count - 1];
    cr_expect(distance(end, tip) > 4 && distance(end, tip) < ARROW_LENGTH, "the line does not show beyond the tip");
}

Test(scene, dashes_and_widths_follow_status_and_emphasis)
{
    const scene *s = scene_of("nodes: {countries: {x: X, y: {name: Y, status: proposed, emphasis: strong}}}\n"
                              "edges: [{x -> y: {relation: leads, status: disputed, emphasis: muted}}]\n");
    const item *line = element_with(s, "edge-x-y")->items.items, *box = element_with(s, "node-y")->items.items;
    cr_expect_eq(line->dash.count, 4);
    cr_expect_eq(box->dash.count, 2);
    cr_expect(line->stroke_width < STROKE_LINE && box->stroke_width > STROKE_NODE);
}

/* A line in gaps ends with a dash: its head does not stand apart from it. */
Test(scene, dashed_lines_end_with_a_whole_dash)
{
    for (int status = STATUS_PLANNED; status < STATUS_COUNT; status++) {
        const scene *s = scene_of(arena_format(a,
                                               "nodes: {countries: {x: X, y: Y, z: A long name}}\n"
                                               "edges: [{x -> y: {relation: leads, status: %s}},\n"
                                               " {x -> z: {label: a label of some words, status: %s}}]\n",
                                               status_words[status], status_words[status]));
        static const char *const ids[] = {"edge-x-y", "edge-x-z"};
        for (int i = 0; i < 2; i++) {
            const item *line = element_with(s, ids[i])->items.items;
            const double *lengths = line->dash.lengths;
            double period = 0;
            cr_assert(line->dash.count);
            for (int k = 0; k < line->dash.count; k++)
                period += lengths[k];
            double length = polyline_length(curve_flatten(a, (curve){line->points, line->count}, 16));
            double repeats = (length - lengths[0]) / period;
            cr_expect(fabs(repeats - round(repeats)) < 0.05 && repeats > 0.9, "%s: %g of %g in %g", ids[i], repeats,
                      period, length);
        }
    }
}

/* Solid boxes show by a line inside that they are not simply there, and which ones are strong. */
Test(scene, solid_boxes_show_their_status)
{
    const scene *s =
        scene_of("nodes: {agreements: {p: P, q: {name: Q, status: proposed}, r: {name: R, emphasis: strong}}}\n");
    const element *p = element_with(s, "node-p"), *q = element_with(s, "node-q"), *r = element_with(s, "node-r");
    cr_expect_eq(count_items(p, ITEM_RECT), 1);
    cr_assert(count_items(q, ITEM_RECT) == 2 && count_items(r, ITEM_RECT) == 2);
    cr_expect_eq(q->items.items[1].dash.count, 2);
    cr_expect_eq(r->items.items[1].dash.count, 0);
    for (int t = THEME_LIGHT; t < THEME_COUNT; t++)
        cr_expect_neq(paint_value(q->items.items[1].stroke, (theme)t), paint_value(q->items.items[0].fill, (theme)t));
}

/* Nor do the wings of arrows and vees. */
Test(scene, wings_do_not_vanish_under_boxes)
{
    const box at = {0, 100, 60, 130};
    polyline outline = shape_outline(a, SHAPE_BOX, at);
    for (int t = TONE_NEUTRAL; t <= TONE_COOPERATIVE; t++)
        for (double x = 30; x <= 110; x += 10) {
            point p[4] = {[0] = {x, 70}, [3] = {30, 115}};
            for (int k = 1; k < 3; k++)
                p[k] = (point){p[0].x + (p[3].x - p[0].x) * k / 3, p[0].y + (p[3].y - p[0].y) * k / 3};
            curve line = curve_clip(a, (curve){p, 4}, shape_outline(a, SHAPE_BOX, box_around(p[0], 4, 4)), outline);
            element e = {0};
            mark_line(a, &e, line, (polyline){0}, outline, (line_look){.tone = (tone)t, .directed = true});
            const item *head = &e.items.items[1];
            cr_assert_eq(head->count, 3);
            for (size_t k = 0; k < 3; k++)
                cr_expect(head->points[k].y < 100.1, "tone %d from %g: %g", t, x, head->points[k].y);
            cr_expect(box_distance(at, t == TONE_NEUTRAL ? head->points[0] : head->points[1]) < 4.7, "it stays at it");
        }
}

/* Dots and bars lie outside of the boxes that their lines meet at any slant. */
Test(scene, heads_do_not_vanish_under_boxes)
{
    static const struct {
        point from;
        shape shape;
        tone tone;
    } cases[] = {
        {{150, 0}, SHAPE_BOX, TONE_COOPERATIVE},     {{80, 0}, SHAPE_BOX, TONE_COOPERATIVE},
        {{60, 40}, SHAPE_HEXAGON, TONE_COOPERATIVE}, {{150, 0}, SHAPE_BOX, TONE_ADVERSARIAL},
        {{80, 0}, SHAPE_ROUNDED, TONE_ADVERSARIAL},  {{90, 60}, SHAPE_HEXAGON, TONE_ADVERSARIAL},
        {{0, 110}, SHAPE_STADIUM, TONE_ADVERSARIAL},
    };
    const box at = {0, 100, 60, 130};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        polyline outline = shape_outline(a, cases[i].shape, at);
        point p[4] = {[0] = cases[i].from, [3] = {30, 115}};
        for (int k = 1; k < 3; k++)
            p[k] = (point){p[0].x + (p[3].x - p[0].x) * k / 3, p[0].y + (p[3].y - p[0].y) * k / 3};
        curve line = curve_clip(a, (curve){p, 4}, shape_outline(a, SHAPE_BOX, box_around(p[0], 4, 4)), outline);
        element e = {0};
        mark_line(a, &e, line, (polyline){0}, outline, (line_look){.tone = cases[i].tone});
        cr_assert_eq(e.items.count, 3);
        const item *head = &e.items.items[1];
        for (size_t k = 0; k < head->count; k++) {
            double nearest = 1e9;
            for (size_t o = 1; o < outline.count; o++)
                nearest = fmin(nearest, distance_to_segment(head->points[k], outline.points[o - 1], outline.points[o]));
            cr_expect(nearest >= (head->type == ITEM_CIRCLE ? head->radius - 0.2 : 1), "case %zu: %g", i, nearest);
            cr_expect(nearest < 12, "case %zu: it stays at its box", i);
        }
    }
}

Test(scene, strong_labels_are_bold_and_muted_names_are_not)
{
    const scene *s = scene_of("nodes: {countries: {x: {name: X, emphasis: muted}, y: Y}}\n"
                              "edges: [{x -> y: {relation: leads, emphasis: strong}}]\n");
    const element *edge = element_with(s, "edge-x-y"), *x = element_with(s, "node-x");
    cr_expect(edge->items.items[edge->items.count - 1].bold);
    cr_expect(!x->items.items[x->items.count - 1].bold);
    cr_expect(x->items.items[0].fill == &paint_page);
}

/* ---- ids ---- */

Test(scene, prefix_follows_the_title_unless_it_is_given)
{
    const selection *s = selected(a, full);
    const layout *l = laid_out(a, s, NULL, false);
    scene_options o = {THEME_AUTO, "mine", 0, true, true, NULL};
    cr_expect_str_eq(scene_build(a, s, l, &o)->prefix, "mine");
    const char *one = scene_of("title: One\nnodes: {countries: {x: X}}\n")->prefix;
    const char *other = scene_of("title: Other\nnodes: {countries: {x: X}}\n")->prefix;
    const char *edited = scene_of("title: One\nnodes: {countries: {x: X, y: Y}}\n")->prefix;
    cr_expect_str_neq(one, other);
    cr_expect_str_eq(one, edited, "an edit elsewhere leaves the ids as they are");
}

/* ---- maps ---- */

/* A star of 210 and a chain of three beside it, in two groups. */
static const scene *map_scene(void)
{
    buffer b = {0};
    buffer_text(&b,
                "title: Map\ngroups: {g: The group, h: Another}\nnodes:\n  countries:\n    hub: {name: Hub, in: g}\n");
    for (int i = 0; i < 210; i++)
        buffer_format(&b, "    n%d: {name: Country %d, in: %s}\n", i, i, i < 150 ? "g" : "h");
    buffer_text(&b, "edges:\n");
    for (int i = 0; i < 210; i++)
        buffer_format(&b, "  - n%d -> hub: member\n", i);
    const selection *s = selected_from(a, &b);
    layout_options o = layout_standard();
    const layout *l = layout_choose(a, s, &o, diagnostics_new(a, false), NULL);
    scene_options options = {THEME_AUTO, NULL, 0, true, true, NULL};
    return scene_build(a, s, l, &options);
}

Test(scene, of_a_map_has_landmarks_and_lets_far_lines_step_back)
{
    const scene *s = map_scene();
    size_t back = 0, front = 0;
    for (size_t i = 0; i < s->elements.count; i++) {
        const element *e = s->elements.items[i];
        if (strncmp(e->class_name, "node", 4) == 0)
            cr_expect(e->items.items[e->items.count - 1].bold == (strcmp(e->data_id, "hub") == 0), "%s", e->data_id);
        if (strncmp(e->class_name, "edge", 4) != 0)
            continue;
        point from = e->line.points[0], to = e->line.points[e->line.count - 1];
        bool far = distance(from, to) > MAP_FAR;
        cr_expect((e->items.items[0].stroke_width < STROKE_LINE) == far, "%s to %s", e->data_from, e->data_to);
        back += far;
        front += !far;
    }
    cr_expect(back > 20 && front > 20, "%zu and %zu", back, front);
}

Test(scene, of_a_map_has_a_larger_title_and_names_of_frames)
{
    static const char small[] = "groups: {g: The group}\nnodes: {countries: {x: {name: X, in: g}}}\n";
    const scene *s = map_scene();
    const element *frame = element_of(s, "cluster"), *usual = element_of(scene_of(small), "cluster");
    double size = frame->items.items[frame->items.count - 1].size;
    cr_expect(usual->items.items[usual->items.count - 1].size == SIZE_GROUP);
    cr_expect(size > 1.4 * SIZE_GROUP && size < 1.5 * SIZE_GROUP, "%g", size);
    cr_expect(element_of(s, "title")->items.items[0].size > 1.4 * SIZE_TITLE);
}
