/* The drawing of a comparison: one network, in which signs, dashes and weights say what colours say. */
#include "drawing/layout.h"
#include "drawing/mark.h"
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

TestSuite(drawn_diff, .init = set_up, .fini = tear_down);

static const char old_yaml[] = "title: A pact\n"
                               "sources: {s: {title: A source}, t: {title: Another}}\n"
                               "nodes:\n"
                               "  countries: {x: X, y: Y, z: {name: Z, note: Far away}}\n"
                               "  agreements: {gone: {name: Gone, source: s}}\n"
                               "edges:\n"
                               "  - x -> y: {label: for, status: planned}\n"
                               "  - y -> gone: member\n"
                               "  - x -> z: trades with\n";
static const char new_yaml[] = "title: A pact\n"
                               "sources: {t: {title: Another}}\n"
                               "nodes:\n"
                               "  countries: {x: X, y: Y, z: {name: Z, note: Far away, status: proposed, source: t}}\n"
                               "  agreements: {here: Here}\n"
                               "edges:\n"
                               "  - x -> y: {label: promised to, status: planned}\n"
                               "  - x -> z: trades with\n"
                               "  - here -> x: ''\n";

static const selection *both(const char *old, const char *now)
{
    return comparison_both(network_compare(a, selected(a, old), selected(a, now)));
}

static const scene *scene_of_both(void)
{
    const selection *s = both(old_yaml, new_yaml);
    scene_options o = {THEME_AUTO, NULL, 0, true, true, NULL};
    return scene_build(a, s, laid_out(a, s, NULL, false), &o);
}

static const element *element_with(const scene *s, const char *id)
{
    for (size_t i = 0; i < s->elements.count; i++)
        if (s->elements.items[i]->id && strcmp(s->elements.items[i]->id, id) == 0)
            return s->elements.items[i];
    cr_assert_fail("there is no %s", id);
    return NULL;
}

static const char *texts_of(const element *e)
{
    const char *text = "";
    for (size_t i = 0; i < e->items.count; i++)
        if (e->items.items[i].type == ITEM_TEXT)
            text = arena_format(a, "%s%s|", text, e->items.items[i].text);
    return text;
}

static const struct part_drawn {
    const char *id, *class_name, *texts, *symbol;
} parts[] = {
    {"node-x", "node countries same", "X|", "X, Country"},
    {"node-z", "node countries changed", "~\u00a0Z|was active|source added|Far away|",
     "changed: Z – status active → proposed; source t added"},
    {"node-gone", "node agreements went", "−\u00a0Gone|", "went: Gone, Agreement, source s"},
    {"node-here", "node agreements came", "+\u00a0Here|", "came: Here, Agreement"},
    {"edge-x-y", "edge labelled planned changed", "~\u00a0promised to|was ‘for’|",
     "changed: X promised to Y – label ‘for’ → ‘promised to’"},
    {"edge-y-gone", "edge member active went", "−\u00a0member|", "went: Y is a member of Gone"},
    {"edge-x-z", "edge labelled active same", "trades with|", "X trades with Z"},
    {"edge-here-x", "edge labelled active came", "+|", "came: Here to X"},
};

Test(drawn_diff, signs_stand_before_names_and_labels_and_below_what_it_was)
{
    const scene *s = scene_of_both();
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const element *e = element_with(s, parts[i].id);
        cr_expect_str_eq(e->class_name, parts[i].class_name);
        cr_expect_str_eq(texts_of(e), parts[i].texts, "%s: %s", parts[i].id, texts_of(e));
        cr_expect_str_eq(e->symbol, parts[i].symbol);
    }
    cr_expect_str_eq(s->title, "What changed: A pact");
    cr_expect(strncmp(s->description, "A pact: 2 came, 3 went, 2 changed\n", 34) == 0, "%s", s->description);
}

Test(drawn_diff, the_legend_counts_what_there_is)
{
    cr_expect_str_eq(texts_of(element_with(scene_of_both(), "legend")),
                     "+ came: 2|− went: 2|~ changed: 2|as before: 3|Country|Agreement|in force|agreed, not in force "
                     "yet|proposed, under discussion|");
    const selection *same = both(old_yaml, old_yaml);
    scene_options o = {THEME_AUTO, NULL, 0, true, true, NULL};
    const scene *s = scene_build(a, same, laid_out(a, same, NULL, false), &o);
    cr_expect(strncmp(texts_of(element_with(s, "legend")), "as before: 7|", 13) == 0);
}

/* On paper, and to eyes that see fewer colours: each change differs from the others in more than its paint. */
Test(drawn_diff, changes_differ_without_their_colours)
{
    const scene *s = scene_of_both();
    const item *same = &element_with(s, "edge-x-z")->items.items[0],
               *came = &element_with(s, "edge-here-x")->items.items[0];
    const item *went = &element_with(s, "edge-y-gone")->items.items[0];
    const item *changed = &element_with(s, "edge-x-y")->items.items[0];
    cr_expect(same->stroke_width < went->stroke_width && went->stroke_width < changed->stroke_width &&
              changed->stroke_width < came->stroke_width);
    cr_expect(!same->dash.count && !came->dash.count, "both are in force");
    cr_expect(went->dash.count && changed->dash.count, "it was planned, and is");
    cr_expect(went->dash.lengths[0] / went->dash.lengths[1] < changed->dash.lengths[0] / changed->dash.lengths[1]);
    cr_expect(element_with(s, "node-gone")->items.items[0].dash.count);
    cr_expect(came->stroke == theme_change_line(CHANGE_CAME) && went->stroke == theme_change_line(CHANGE_WENT));
}

/* Sources of what went are listed too, with their sign. */
Test(drawn_diff, notes_say_what_sources_came_and_went)
{
    const char *notes = texts_of(element_with(scene_of_both(), "notes"));
    cr_expect(strstr(notes, "−\u00a0A source|") && strstr(notes, "|Another|"), "%s", notes);
}

Test(drawn_diff, many_same_labels_do_not_hide_one_that_came)
{
    buffer b = {0};
    buffer_text(&b, "nodes: {countries: {hub: Hub");
    for (int i = 0; i < 50; i++)
        buffer_format(&b, ", n%d: N%d", i, i);
    buffer_text(&b, "}}\nedges:\n");
    for (int i = 0; i < 49; i++)
        buffer_format(&b, "  - n%d -> hub: member\n", i);
    const char *old = arena_copy(a, b.data, b.length);
    buffer_text(&b, "  - n49 -> hub: member\n");
    const selection *s = both(old, arena_copy(a, b.data, b.length));
    buffer_free(&b);
    const sizes *z = measure(a, s, layout_wrappings[0]);
    cr_expect_eq(z->labels[0].lines.count, 0, "the legend says it");
    cr_expect_eq(z->labels[49].lines.count, 1, "this one came");
}
