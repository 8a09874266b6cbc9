/* SVG by its parts: everything there, once, inside, and nothing else. */
#include "svg_parts.h"

#include <criterion/criterion.h>
#include <stdio.h>
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

TestSuite(svg, .init = set_up, .fini = tear_down);

/* ---- networks at hand ---- */

Test(svg, of_every_network_at_hand_holds_all_of_it)
{
    file_names files = networks_at_hand(a);
    svg_options plain = svg_standard();
    cr_expect(files.count > 30);
    for (size_t i = 0; i < files.count; i++) {
        const selection *s = selected_file(a, files.items[i]);
        expect_svg(a, files.items[i], s, &plain, drawn(a, s, &plain));
    }
}

/* The judgement of somebody else. */
Test(svg, is_well_formed_for_another_reader_too)
{
    char folder[] = "/tmp/entente-svg-XXXXXX";
    cr_assert(mkdtemp(folder));
    file_names files = networks_at_hand(a);
    svg_options o = svg_standard();
    o.layout.effort = EFFORT_FAST;
    for (size_t i = 0; i < files.count; i++) {
        FILE *out = fopen(arena_format(a, "%s/%zu.svg", folder, i), "wb");
        cr_assert_not_null(out);
        fputs(drawn(a, selected_file(a, files.items[i]), &o), out);
        fclose(out);
    }
    cr_expect_eq(system(arena_format(a, "xmllint --noout --nonet %s/*.svg", folder)), 0);
    cr_expect_eq(system(arena_format(a, "rm -r %s", folder)), 0);
}

/* ---- options ---- */

static const char some[] =
    "title: Some\n"
    "as_of: 2024-05\n"
    "sources: {s: {title: A source, url: \"https://example.org/s?a=1&b=2\"}, t: Another}\n"
    "groups: {g: A group}\n"
    "nodes:\n"
    "  countries: {x: {name: Xanadu, in: g, source: s}, y: {name: Ypsilon, in: g, note: far away}}\n"
    "  agreements: {p: {name: The Pact, url: \"#pact\"}}\n"
    "  people: {q: Q}\n"
    "edges:\n"
    "  - x, y -> p: {relation: member, source: [s, t]}\n"
    "  - x -- y: {relation: allied-with, url: \"https://example.org/\"}\n"
    "  - q -> p: {relation: opposes, status: disputed, emphasis: strong}\n"
    "  - q -- q: {relation: counters, status: proposed}\n"
    "  - y -> x: {label: \"\", status: planned, emphasis: muted}\n";

Test(svg, in_every_theme_with_and_without_what_stands_below)
{
    const selection *s = selected_text(a, some);
    svg_options o = svg_standard();
    for (int t = 0; t < THEME_COUNT; t++)
        for (int i = 0; i < 8; i++) {
            o.scene.theme = (theme)t;
            o.scene.legend = i & 1;
            o.scene.notes = i & 2;
            o.inside = i & 4;
            expect_svg(a, arena_format(a, "%s %d", theme_words[t], i), s, &o, drawn(a, s, &o));
        }
}

Test(svg, inside_a_page_is_the_same_but_for_the_prolog_and_what_says_when_it_is_dark)
{
    const selection *s = selected_text(a, some);
    svg_options o = svg_standard();
    const char *alone = drawn(a, s, &o);
    o.inside = true;
    const char *inside = drawn(a, s, &o);
    expect_svg(a, "inside", s, &o, inside);
    cr_expect_str_eq(strstr(inside, "</style>"), strstr(alone, "</style>"));
    o.scene.theme = THEME_LIGHT;
    inside = drawn(a, s, &o);
    cr_expect(strstr(inside, " a{text-decoration:none}") && !strstr(inside, "@media"), "%s", inside);
}

Test(svg, every_id_takes_the_prefix_that_was_asked_for)
{
    static const char *const prefixes[] = {"figure-1", "_", "a.b", "łódź", "n"};
    const selection *s = selected_text(a, some);
    svg_options o = svg_standard();
    const xml *plain = expect_svg(a, "plain", s, &o, drawn(a, s, &o));
    size_t ids = 0, length = strlen(xml_value(plain, "id"));
    xml_list before = xml_elements(a, plain);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        o.scene.id_prefix = prefixes[i];
        const char *svg = drawn(a, s, &o);
        cr_expect(!strstr(svg, xml_value(plain, "id")), "%s", prefixes[i]);
        xml_list after = xml_elements(a, expect_svg(a, prefixes[i], s, &o, svg));
        cr_assert_eq(before.count, after.count);
        for (size_t k = 0; k < after.count; k++) {
            const char *was = xml_value(before.items[k], "id"), *is = xml_value(after.items[k], "id");
            cr_expect(!*was == !*is && strcmp(is, *was ? arena_format(a, "%s%s", prefixes[i], was + length) : "") == 0,
                      "%s, was %s", is, was);
            ids += *is != '\0';
        }
    }
    cr_expect(ids > 50);
}

/* Two figures in one page. */
Test(svg, figures_of_other_networks_have_other_ids)
{
    svg_options o = svg_standard();
    map *known = map_new(a);
    file_names files = networks_at_hand(a);
    o.layout.effort = EFFORT_FAST;
    for (size_t i = 0; i < files.count; i++) {
        const selection *s = selected_file(a, files.items[i]);
        if (!s->title)
            continue;
        const char *id = xml_value(expect_svg(a, files.items[i], s, &o, drawn(a, s, &o)), "id");
        const char *title = map_put(known, id, (void *)s->title);
        cr_expect(!title || strcmp(title, s->title) == 0, "‘%s’ and ‘%s’", title, s->title);
    }
}

Test(svg, a_dark_page_repaints_every_paint)
{
    const selection *s = selected_text(a, some);
    svg_options o = svg_standard();
    const char *svg = drawn(a, s, &o);
    const xml *root = expect_svg(a, "some", s, &o, svg);
    xml_list all = xml_elements(a, root);
    const char *css = NULL;
    for (size_t i = 0; i < all.count && !css; i++)
        if (xml_is(all.items[i], "style"))
            css = xml_words(a, all.items[i]);
    cr_assert_not_null(css);
    for (size_t i = 0; i < all.count; i++) {
        const xml *x = all.items[i];
        const char *fill = xml_value(x, "fill"), *stroke = xml_value(x, "stroke"), *class_name = xml_value(x, "class");
        bool filled = *fill && strcmp(fill, "none") != 0, stroked = *stroke && strcmp(stroke, "none") != 0;
        cr_expect(!filled || strncmp(class_name, "f-", 2) == 0, "<%s fill=\"%s\">", x->name, fill);
        cr_expect(!stroked || strstr(class_name, "s-"), "<%s stroke=\"%s\">", x->name, stroke);
        if (!filled && !stroked)
            continue;
        char *words = arena_copy(a, class_name, strlen(class_name));
        for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
            char *rule = arena_format(a, ".%s{%s:#", word, *word == 'f' ? "fill" : "stroke");
            const char *first = strstr(css, rule);
            cr_expect(first && !strstr(first + 1, rule), "%s stands there once", rule);
        }
    }
}

/* ---- texts that nobody vouches for ---- */

static const struct {
    const char *text, *drawn;
} hostile[] = {
    {"a \"quoted\" 'text'", "a \"quoted\" 'text'"},
    {"<b>bold</b>", "<b>bold</b>"},
    {"&amp; &lt; & &#65; &nope;", "&amp; &lt; & &#65; &nope;"},
    {"]]> <![CDATA[ x ]]>", "]]> <![CDATA[ x ]]>"},
    {"</text></svg><script>x</script>", "</text></svg><script>x</script>"},
    {"--> <!-- <?php ?>", "--> <!-- <?php ?>"},
    {"\" onload=\"alert(1)", "\" onload=\"alert(1)"},
    {"a\x01\x02\x1b\x7f"
     "b",
     "ab"},
    {"a\xef\xbf\xbe\xef\xbf\xbf"
     "b",
     "ab"},
    {"%s %n %d \\N \\n", "%s %n %d \\N \\n"},
    {"\xef\xbf\xbd \xef\xbb\xbf \xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf",
     "\xef\xbf\xbd \xef\xbb\xbf \xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf"},
    {"a\r\nb\rc\td", "a b c d"},
};

/* All places that hold text, set to the same one. The model is written to, which nobody else may do. */
static const selection *everything_named(const char *text)
{
    const selection *s = selected_text(a, some);
    network *n = (network *)s->network;
    n->title = n->subtitle = text;
    for (size_t i = 0; i < n->sources.count; i++)
        n->sources.items[i]->title = n->sources.items[i]->publisher = text;
    for (size_t i = 0; i < n->groups.count; i++)
        n->groups.items[i]->name = text;
    for (size_t i = 0; i < n->nodes.count; i++)
        n->nodes.items[i]->name = n->nodes.items[i]->note = text;
    for (size_t i = 0; i < n->edges.count; i++)
        n->edges.items[i]->label = text;
    for (size_t i = 0; i < n->kinds.count; i++)
        n->kinds.items[i]->label = text;
    return network_whole(n);
}

static const char *without_blanks(const char *text)
{
    char *out = arena_copy(a, text, strlen(text)), *to = out;
    for (; *text; text++)
        if (!strchr(" \t\r\n", *text))
            *to++ = *text;
    *to = '\0';
    return out;
}

Test(svg, any_text_is_only_text)
{
    svg_options o = svg_standard();
    o.layout.effort = EFFORT_FAST;
    const selection *tame = everything_named("tame");
    size_t elements = xml_elements(a, expect_svg(a, "tame", tame, &o, drawn(a, tame, &o))).count;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        const selection *s = everything_named(hostile[i].text), *seen = everything_named(hostile[i].drawn);
        const char *wrong, *svg = drawn(a, s, &o);
        const xml *root = xml_read(a, svg, strlen(svg), &wrong);
        cr_assert(root, "‘%s’: %s", hostile[i].drawn, wrong);
        expect_svg(a, hostile[i].drawn, seen, &o, svg);
        cr_expect(xml_elements(a, root).count >= elements, "lines more, elements not fewer");
        cr_expect(strstr(without_blanks(xml_words(a, root)), without_blanks(hostile[i].drawn)));
    }
}

Test(svg, links_are_escaped)
{
    static const char *const urls[] = {"https://example.org/?a=1&b=<2>\"'", "mailto:a@example.org?subject=a%20b&c",
                                       "#part", "../report.html?x=&amp;"};
    svg_options o = svg_standard();
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        const selection *s = selected_text(a, some);
        network *n = (network *)s->network;
        n->nodes.items[0]->claim.url = n->edges.items[0]->claim.url = n->sources.items[0]->url = urls[i];
        xml_list all = xml_elements(a, expect_svg(a, urls[i], s, &o, drawn(a, s, &o)));
        size_t links = 0;
        for (size_t k = 0; k < all.count; k++)
            links += strcmp(xml_value(all.items[k], "href"), urls[i]) == 0;
        cr_expect_eq(links, 3, "%s: %zu", urls[i], links);
    }
}

/* The pieces that are links: a node's box, an edge with its label, the title of a note. */
Test(svg, what_has_a_link_is_within_it)
{
    const selection *s = selected_text(a, some);
    svg_options o = svg_standard();
    xml_list all = xml_elements(a, expect_svg(a, "some", s, &o, drawn(a, s, &o)));
    for (size_t i = 0; i < all.count; i++) {
        if (!xml_is(all.items[i], "a"))
            continue;
        const char *url = xml_value(all.items[i], "href"), *words = xml_words(a, all.items[i]);
        if (strcmp(url, "#pact") == 0)
            cr_expect(strstr(words, "The Pact"), "%s", words);
        else if (strcmp(url, "https://example.org/") == 0)
            cr_expect(strstr(words, "allied with"), "%s", words);
        else
            cr_expect_str_eq(url, "https://example.org/s?a=1&b=2");
    }
}

/* ---- lines of text ---- */

Test(svg, is_one_element_a_line_and_its_lengths_are_whole)
{
    const selection *s = selected_text(a, some);
    svg_options o = svg_standard();
    const char *svg = drawn(a, s, &o);
    for (const char *at = svg; *at; at = strchr(at, '\n') + 1) {
        cr_expect(*at == '<', "a line begins with %.20s", at);
        const char *end = strchr(at, '\n');
        cr_assert_not_null(end);
    }
    const char *dashes = "stroke-dasharray=\""; /* these are stretched to end with their line, and add up */
    for (const char *at = svg; (at = strstr(at, dashes)); at++)
        memset((char *)at, ' ', strlen(dashes) + strcspn(at + strlen(dashes), "\""));
    for (const char *at = strstr(svg, "<svg"); (at = strchr(at, '.')); at++)
        cr_expect(!(at[1] >= '0' && at[1] <= '9' && at[-1] >= '0' && at[-1] <= '9'), "%.12s", at - 4);
}

Test(svg, of_an_empty_network_is_a_figure_too)
{
    svg_options o = svg_standard();
    const selection *s = selected_text(a, "title: Nothing yet\n"), *bare = selected_text(a, "nodes:\n");
    expect_svg(a, "nothing yet", s, &o, drawn(a, s, &o));
    expect_svg(a, "nothing at all", bare, &o, drawn(a, bare, &o));
}
