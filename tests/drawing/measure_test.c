/* How large boxes, labels and names of frames are: large enough for what stands in them. */
#include "drawn.h"

#include "drawing/theme.h"

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

TestSuite(measure, .init = set_up, .fini = tear_down);

static const wrapping usual = {100, 110, 70};

/* ---- blocks ---- */

static void expect_block(const text_block *b, double size, bool bold)
{
    cr_expect(!b->lines.count || b->line >= size * LINE_SPACING);
    cr_expect(fabs(b->height - (double)b->lines.count * b->line) < 1e-9);
    double widest = 0;
    for (size_t i = 0; i < b->lines.count; i++) {
        const char *text = b->lines.items[i].text;
        double width = text_width(text, strlen(text), size, bold);
        if (i + 1 == b->lines.count)
            width += numbers_width(b->numbers, size, false);
        widest = fmax(widest, width);
    }
    cr_expect(fabs(b->width - widest) < 1e-9, "%g, and its widest line is %g", b->width, widest);
}

Test(measure, a_block_is_as_wide_as_its_widest_line_and_as_high_as_all)
{
    static const char *const texts[] = {"",
                                        "a",
                                        "one line",
                                        "several lines of text, one of which is longer",
                                        "a\nb\n\nc",
                                        "Donaudampfschifffahrtsgesellschaft",
                                        "东南亚国家联盟的伙伴关系"};
    static const char *const numbers[] = {"", "1", "1, 2, 13"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            for (int bold = 0; bold < 2; bold++) {
                text_block b = measure_block(a, texts[i], numbers[k], 8, bold, 60, 0);
                expect_block(&b, 8, bold);
                cr_expect_eq(b.lines.count > 0, *texts[i] || *numbers[k]);
            }
}

Test(measure, nothing_to_say_has_no_size)
{
    text_block none = measure_block(a, NULL, "", 8, false, 60, 0), empty = measure_block(a, "", "", 8, false, 60, 0);
    cr_expect(!none.lines.count && none.width == 0 && none.height == 0);
    cr_expect(!empty.lines.count && empty.width == 0 && empty.height == 0);
}

Test(measure, numbers_are_raised_behind_a_word_and_stand_alone_without_one)
{
    text_block with = measure_block(a, "word", "2", 8, false, 60, 0),
               alone = measure_block(a, "", "2", 8, false, 60, 0);
    cr_expect_str_eq(with.lines.items[0].text, "word");
    cr_expect_str_eq(with.numbers, "2");
    cr_assert_eq(alone.lines.count, 1);
    cr_expect_str_eq(alone.lines.items[0].text, "2");
    cr_expect_str_eq(alone.numbers, "", "they do not stand there twice");
}

Test(measure, no_more_lines_than_are_allowed)
{
    text_block b = measure_block(a, "one two three four five six seven eight nine", "", 8, false, 30, 3);
    cr_expect_eq(b.lines.count, 3);
    const char *last = b.lines.items[2].text;
    cr_expect(strlen(last) > 3 && strcmp(last + strlen(last) - 3, "…") == 0, "%s", last);
}

/* ---- nodes ---- */

static const node_size *node_measured(const char *yaml, wrapping w)
{
    const selection *s = selected(a, yaml);
    return measure(a, s, w)->nodes;
}

Test(measure, boxes_have_whole_points_and_room_for_their_text)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        const selection *s = random_network(a, seed, (random_shape){30, 0, 0, true});
        for (size_t w = 0; w < layout_wrapping_count; w++) {
            const sizes *z = measure(a, s, layout_wrappings[w]);
            for (size_t i = 0; i < s->nodes.count; i++) {
                const node_size *n = &z->nodes[i];
                cr_expect(n->width == floor(n->width) && n->height == floor(n->height));
                cr_expect(n->width >= fmax(n->name.width, n->note.width) + PAD_NODE_X);
                cr_expect(n->height >= n->name.height + n->note.height + PAD_NODE_Y);
                cr_expect(n->note.lines.count <= 3);
                expect_block(&n->name, SIZE_NAME, true);
                expect_block(&n->note, SIZE_NOTE, false);
            }
        }
    }
}

Test(measure, a_small_box_is_still_one)
{
    const node_size *n = node_measured("nodes: {countries: {x: .}}\n", usual);
    cr_expect(n->width >= 30 && n->height >= 15, "%g x %g", n->width, n->height);
}

Test(measure, narrow_wrapping_makes_boxes_narrow)
{
    const char *yaml = "nodes: {countries: {x: {name: A country with quite a long name, note: and a note to it}}}\n";
    const node_size *wide = node_measured(yaml, (wrapping){200, 200, 70});
    const node_size *narrow = node_measured(yaml, (wrapping){60, 60, 70});
    cr_expect(narrow->width < wide->width && narrow->height > wide->height);
}

Test(measure, numbers_stand_behind_the_note_or_else_the_name)
{
    const node_size *n =
        node_measured("sources: {s: S, t: T}\n"
                      "nodes: {countries: {x: {name: X, note: N, source: [t, s]}, y: {name: Y, source: s}}}\n",
                      usual);
    cr_expect_str_eq(n[0].name.numbers, "");
    cr_expect_str_eq(n[0].note.numbers, "1, 2");
    cr_expect_str_eq(n[1].name.numbers, "2");
}

/* The corners of the text of every shape lie within its outline. */
Test(measure, text_stays_inside_of_every_shape)
{
    static const char *const texts[] = {"X", "MMMM MMMM", "A name in two or even in three lines of text"};
    for (int s = 0; s < SHAPE_COUNT; s++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            for (int noted = 0; noted < 2; noted++) {
                const node_size *n = node_measured(
                    arena_format(a, "kinds: {k: {label: K, shape: %s}}\nnodes: {k: {x: {name: %s%s}}}\n",
                                 shape_words[s], texts[i], noted ? ", note: A NOTE MORE OR LESS LONG" : ""),
                    usual);
                box b = {0, 0, n->width, n->height};
                polyline outline = shape_outline(a, (shape)s, b);
                double top = (n->height - n->name.height - n->note.height) / 2;
                const text_block *blocks[] = {&n->name, &n->note};
                for (int k = 0; k < 2; k++)
                    for (size_t l = 0; l < blocks[k]->lines.count; l++) {
                        double size = k ? SIZE_NOTE : SIZE_NAME, half = blocks[k]->lines.items[l].width / 2;
                        double base = top + size * LINE_SPACING / 2 + size * BASELINE, middle = n->width / 2;
                        top += size * LINE_SPACING;
                        const point corners[] = {{middle - half, base - 0.72 * size},
                                                 {middle - half, base + 0.2 * size}};
                        for (int c = 0; c < 2; c++) { /* a way to the left must meet the outline once */
                            point out = {-10, corners[c].y}, at;
                            int met = 0;
                            for (size_t o = 1; o < outline.count; o++)
                                met += segments_cross(corners[c], out, outline.points[o - 1], outline.points[o], &at);
                            cr_expect_eq(met % 2, 1, "‘%s’ in a %s leaves it", blocks[k]->lines.items[l].text,
                                         shape_words[s]);
                        }
                    }
            }
}

/* ---- labels ---- */

Test(measure, labels_say_what_the_edge_says)
{
    const selection *s = selected(a, "sources: {s: S}\n"
                                     "nodes: {countries: {x: X, y: Y}}\n"
                                     "edges: [{x -> y: supplies}, {x -> y: \"\"}, {x -> y: {label: \"\", source: s}},\n"
                                     "        {x -> y: a label of several words that is broken}]\n");
    const sizes *z = measure(a, s, usual);
    cr_expect_str_eq(z->labels[0].lines.items[0].text, "supplies");
    cr_expect(z->labels[1].lines.count == 0 && z->labels[1].width == 0 && z->labels[1].height == 0);
    cr_expect_str_eq(z->labels[2].lines.items[0].text, "1");
    cr_expect(z->labels[3].lines.count > 1 && z->labels[3].width <= usual.label);
    for (size_t i = 0; i < 4; i++)
        expect_block(&z->labels[i], SIZE_LABEL, false);
}

/* A star of members and some other edges. */
static const sizes *star(size_t members, size_t others, const char *relation)
{
    buffer b = {0};
    buffer_text(&b, "nodes:\n  agreements: {hub: Hub}\n  countries:\n");
    for (size_t i = 0; i < members + others; i++)
        buffer_format(&b, "    n%zu: N\n", i);
    buffer_text(&b, "edges:\n");
    for (size_t i = 0; i < members + others; i++)
        buffer_format(&b, "  - n%zu -> hub: %s\n", i, i < members ? relation : "something else");
    return measure(a, selected_from(a, &b), usual);
}

Test(measure, only_in_a_large_network_the_commonest_word_is_left_to_the_legend)
{
    const sizes *z = star(30, 20, "member");
    cr_assert_not_null(z->quiet);
    cr_expect_str_eq(z->quiet->id, "member");
    cr_expect(z->labels[0].lines.count == 0 && z->labels[30].lines.count > 0);
    cr_expect_null(star(30, 0, "member")->quiet, "there is room in a small one");
    cr_expect_null(star(3, 60, "member")->quiet, "few of them take no room");
    cr_expect_str_eq(star(60, 0, "opposes")->quiet->id, "opposes", "the mark of its tone stands in the legend too");
}

/* ---- frames ---- */

Test(measure, frames_have_names)
{
    const selection *s = selected(a, "groups: {g: A group}\nnodes: {countries: {x: {name: X, in: g}}}\n");
    const sizes *z = measure(a, s, usual);
    cr_expect_str_eq(z->groups[0].lines.items[0].text, "A group");
    expect_block(&z->groups[0], SIZE_GROUP, true);
}
