/* The scene: what is drawn, in which order, and where. */
#include "drawing/scene.h"
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

TestSuite(scene, .init = set_up, .fini = tear_down);

static const scene *scene_with(const char *yaml, bool legend, bool notes)
{
    const selection *s = selected(a, yaml);
    scene_options o = {THEME_AUTO, NULL, legend, notes};
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
        {"kinds: {countries: {label: State}}\nnodes: {countries: {x: X}}\n", "State\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_str_eq(texts_of(element_of(scene_of(cases[i].yaml), "legend")), cases[i].texts, "%s", cases[i].yaml);
    cr_expect_null(element_of(scene_of("title: Nothing\n"), "legend"));
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
    cr_expect_str_eq(line->dash, theme_dash(STATUS_DISPUTED));
    cr_expect_str_eq(box->dash, theme_dash(STATUS_PROPOSED));
    cr_expect(line->stroke_width < STROKE_LINE && box->stroke_width > STROKE_NODE);
}

/* ---- ids ---- */

Test(scene, prefix_follows_the_title_unless_it_is_given)
{
    const selection *s = selected(a, full);
    const layout *l = laid_out(a, s, NULL, false);
    scene_options o = {THEME_AUTO, "mine", true, true};
    cr_expect_str_eq(scene_build(a, s, l, &o)->prefix, "mine");
    const char *one = scene_of("title: One\nnodes: {countries: {x: X}}\n")->prefix;
    const char *other = scene_of("title: Other\nnodes: {countries: {x: X}}\n")->prefix;
    const char *edited = scene_of("title: One\nnodes: {countries: {x: X, y: Y}}\n")->prefix;
    cr_expect_str_neq(one, other);
    cr_expect_str_eq(one, edited, "an edit elsewhere leaves the ids as they are");
}
