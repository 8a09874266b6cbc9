#include "svg_parts.h"

#include "format/format.h"
#include "input/input.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

svg_options svg_standard(void)
{
    return (svg_options){.layout = layout_standard(), .scene = {.theme = THEME_AUTO, .legend = true, .notes = true}};
}

static const selection *without_errors(const network *n, diagnostics *d, const char *name)
{
    buffer said = {0};
    if (diagnostics_errors(d))
        diagnostics_text(d, false, &said);
    cr_assert(diagnostics_errors(d) == 0, "%s: %s", name, said.data);
    buffer_free(&said);
    return network_whole(n);
}

const selection *selected_file(arena *a, const char *file_name)
{
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    return without_errors(input_read(a, file_name, &options, d), d, file_name);
}

const selection *selected_text(arena *a, const char *yaml)
{
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    return without_errors(input_read_bytes(a, "given.yaml", yaml, strlen(yaml), &options, d), d, yaml);
}

const char *drawn(arena *a, const selection *s, const svg_options *o)
{
    buffer out = {0};
    const layout *l = layout_choose(a, s, &o->layout, diagnostics_new(a, false), NULL);
    format_input in = {.scene = scene_build(a, s, l, &o->scene)};
    const char *wrong = o->inside ? svg_inline_write(&in, &out) : svg_write(&in, &out);
    cr_assert(!wrong, "%s", wrong);
    const char *svg = arena_copy(a, out.data, out.length);
    buffer_free(&out);
    return svg;
}

file_names networks_at_hand(arena *a)
{
    glob_t found;
    file_names names = {0};
    cr_assert_eq(glob(SOURCE_DIR "/input/*.yaml", 0, NULL, &found), 0);
    cr_assert_eq(glob(SOURCE_DIR "/tests/good/*/case.yaml", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        *array_add(a, &names) = arena_copy(a, found.gl_pathv[i], strlen(found.gl_pathv[i]));
    globfree(&found);
    return names;
}

/* ---- what must be so ---- */

typedef struct looking {
    arena *arena;
    const char *name;
    const selection *selection;
    const svg_options *options;
    xml_list elements;
    map *by_id;
    const char *prefix;
    double width, height;
} looking;

static bool among(const char *const words[], const char *word)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

static void expect_known(const looking *l, const xml *x)
{
    static const char *const elements[] = {"svg",      "title", "desc",   "style", "g",     "a",     "rect", "polygon",
                                           "polyline", "path",  "circle", "text",  "tspan", "image", "use",  NULL};
    static const char *const attributes[] = {"width",
                                             "height",
                                             "viewBox",
                                             "xmlns",
                                             "xmlns:xlink",
                                             "id",
                                             "role",
                                             "lang",
                                             "xml:lang",
                                             "font-family",
                                             "font-size",
                                             "font-weight",
                                             "class",
                                             "fill",
                                             "stroke",
                                             "x",
                                             "y",
                                             "rx",
                                             "cx",
                                             "cy",
                                             "r",
                                             "d",
                                             "points",
                                             "dx",
                                             "dy",
                                             "stroke-width",
                                             "stroke-dasharray",
                                             "href",
                                             "xlink:href",
                                             "target",
                                             "aria-label",
                                             "text-anchor",
                                             "direction",
                                             "unicode-bidi",
                                             "data-id",
                                             "data-from",
                                             "data-to",
                                             "aria-labelledby",
                                             "aria-describedby",
                                             NULL};
    cr_expect(among(elements, x->name), "%s: <%s>", l->name, x->name);
    for (size_t i = 0; i < x->attributes.count; i++) {
        const xml_attribute *it = &x->attributes.items[i];
        cr_expect(among(attributes, it->name), "%s: <%s %s=\"%s\">", l->name, x->name, it->name, it->value);
        bool free_text =
            strncmp(it->name, "aria-", 5) == 0 || strncmp(it->name, "data-", 5) == 0 || strstr(it->name, "href");
        cr_expect(free_text || !strstr(it->value, "url("), "%s: %s=\"%s\"", l->name, it->name, it->value);
    }
}

/* A picture holds its bytes itself, and one that is drawn again stands in this figure. */
static void expect_icon(const looking *l, const xml *x)
{
    static const char *const heads[] = {"data:image/png;base64,iVBORw0KGgo", "data:image/svg+xml;base64,P", NULL};
    const char *link = xml_value(x, "xlink:href");
    bool known = xml_is(x, "use") && *link == '#' && map_get(l->by_id, link + 1);
    for (size_t i = 0; xml_is(x, "image") && heads[i]; i++)
        known |= strncmp(link, heads[i], strlen(heads[i])) == 0;
    cr_expect(known && !*xml_value(x, "href"), "%s: <%s> of %.80s", l->name, x->name, link);
}

/* http, https, mailto, relative and # only. */
static void expect_link(const looking *l, const xml *x)
{
    static const char *const schemes[] = {"http", "https", "mailto", NULL};
    const char *url = xml_value(x, "href"), *colon = strpbrk(url, ":/?#");
    cr_expect_str_eq(url, xml_value(x, "xlink:href"), "%s", l->name);
    cr_expect_str_eq(xml_value(x, "target"), "_top", "%s", l->name);
    cr_expect(*url, "%s: an empty link", l->name);
    if (!colon || *colon != ':')
        return;
    char *scheme = arena_copy(l->arena, url, (size_t)(colon - url));
    for (char *at = scheme; *at; at++)
        *at |= 0x20;
    cr_expect(among(schemes, scheme), "%s: a link to %s", l->name, url);
}

static bool has_links(const looking *l)
{
    for (size_t i = 0; i < l->elements.count; i++)
        if (xml_is(l->elements.items[i], "a"))
            return true;
    return false;
}

static void expect_style(const looking *l, const xml *x)
{
    /* What brackets there are beside those of a rule for a paint: in a page two rules say how it stands there, and
       three when it is dark; one is for links. */
    static const char alone[] = "@media screen and (prefers-color-scheme:dark){", in_page[] = "@media screen{:where(";
    const char *css = xml_words(l->arena, x), *width = strstr(css, "{max-width:100%;height:auto}");
    bool dark = strstr(css, width ? in_page : alone), ring = strstr(css, " a:focus-visible{outline:20px solid #");
    size_t more = (dark ? width ? 4 : 1 : 0) + (width ? 2 : 0) + ring;
    cr_expect(dark == (l->options->scene.theme == THEME_AUTO) && !width == !l->options->inside, "%s: %s", l->name, css);
    cr_expect(ring == has_links(l), "%s: %s", l->name, css);
    cr_expect(!strstr(css, "@import") && !strstr(css, "url(") && !strchr(css, '<'), "%s: %s", l->name, css);
    size_t rules = 0, scoped = 0;
    char *mine = arena_format(l->arena, "#%s .", l->prefix);
    for (const char *at = css; (at = strchr(at, '{')); at++)
        rules++;
    for (const char *at = css; !strchr(l->prefix, '.') && (at = strstr(at, mine)); at++)
        scoped++;
    cr_expect(strchr(l->prefix, '.') || rules == scoped + more, "%s: %zu rules, %zu of this figure", l->name, rules,
              scoped);
}

static void expect_ids(looking *l)
{
    size_t length = strlen(l->prefix);
    for (size_t i = 0; i < l->elements.count; i++) {
        const xml *x = l->elements.items[i];
        const char *id = xml_value(x, "id");
        if (!*id)
            continue;
        cr_expect(!map_put(l->by_id, id, (void *)x), "%s: the id %s stands twice", l->name, id);
        cr_expect(strncmp(id, l->prefix, length) == 0 && (i == 0 ? !id[length] : id[length] == '-'), "%s: the id %s",
                  l->name, id);
    }
}

static const xml *with_id(const looking *l, const char *id)
{
    return map_get(l->by_id, arena_format(l->arena, "%s-%s", l->prefix, id));
}

static void expect_root(looking *l, const char *svg, const xml *root)
{
    long width = 0, height = 0;
    int read = 0;
    if (!l->options->inside) {
        const char *prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        cr_assert(strncmp(svg, prolog, strlen(prolog)) == 0, "%s has no prolog", l->name);
        svg += strlen(prolog);
    }
    cr_assert(sscanf(svg, "<svg width=\"%ldpt\" height=\"%ldpt\" viewBox=\"0 0 %*d %*d\"%n", &width, &height, &read) ==
                      2 &&
                  read > 0,
              "%s begins with %.60s", l->name, svg);
    cr_expect(!strstr(svg, "\n\n") && !strstr(svg, "<!--") && !strstr(svg, "<?"), "%s", l->name);
    cr_expect(svg[strlen(svg) - 1] == '\n', "%s has no end of line", l->name);
    cr_expect_str_eq(xml_value(root, "viewBox"), arena_format(l->arena, "0 0 %ld0 %ld0", width, height));
    cr_expect_str_eq(xml_value(root, "xmlns"), "http://www.w3.org/2000/svg");
    cr_expect_str_eq(xml_value(root, "xmlns:xlink"), "http://www.w3.org/1999/xlink");
    cr_expect_str_eq(xml_value(root, "role"), "graphics-document");
    const char *lang = l->selection->network->lang ? l->selection->network->lang : "en";
    cr_expect_str_eq(xml_value(root, "lang"), lang);
    cr_expect_str_eq(xml_value(root, "xml:lang"), lang);
    l->prefix = xml_value(root, "id");
    l->width = (double)width;
    l->height = (double)height;
    if (l->options->scene.id_prefix)
        cr_expect_str_eq(l->prefix, l->options->scene.id_prefix);
    cr_assert(*l->prefix, "%s has no id", l->name);
}

/* Text as it is drawn, however it is broken into lines: without blanks, hyphens and what shows nothing. */
static const char *squeezed(arena *a, const char *text)
{
    buffer b = {0};
    buffer_add(&b, "", 0);
    for (const char *at = text, *end = text + strlen(text), *next; at < end; at = next) {
        next = at;
        uint32_t c = utf8_next(&next, end);
        if (c != ' ' && c != 0xa0 && c != '-' && !utf8_is_hidden(c))
            buffer_add(&b, at, (size_t)(next - at));
    }
    const char *out = arena_copy(a, b.data, b.length);
    buffer_free(&b);
    return out;
}

/* All <text> in it, without the raised numbers. */
static const char *drawn_words(arena *a, const xml *x)
{
    buffer b = {0};
    buffer_add(&b, "", 0);
    xml_list all = xml_elements(a, x);
    for (size_t i = 0; i < all.count; i++)
        for (size_t k = 0; xml_is(all.items[i], "text") && k < all.items[i]->children.count; k++)
            if (all.items[i]->children.items[k]->text)
                buffer_text(&b, all.items[i]->children.items[k]->text);
    const char *text = squeezed(a, arena_copy(a, b.data, b.length));
    buffer_free(&b);
    return text;
}

static void expect_named(const looking *l, const xml *x, const char *class_name)
{
    cr_expect(xml_is(x, "g"), "%s: <%s>", l->name, x->name);
    cr_expect_str_eq(xml_value(x, "class"), class_name, "%s", l->name);
    cr_expect_str_eq(xml_value(x, "role"), "graphics-symbol", "%s", l->name);
    cr_expect(!*xml_value(x, "aria-label"), "%s: %s is named by its title", l->name, xml_value(x, "id"));
    const xml *title = NULL;
    for (size_t i = 0; i < x->children.count && !title; i++)
        title = x->children.items[i]->name ? x->children.items[i] : NULL;
    cr_assert(title && xml_is(title, "title") && *xml_words(l->arena, title), "%s: %s has no name", l->name,
              xml_value(x, "id"));
    for (size_t i = 0; i < x->children.count; i++)
        if (xml_is(x->children.items[i], "a"))
            cr_expect_str_eq(xml_value(x->children.items[i], "aria-label"), xml_words(l->arena, title), "%s", l->name);
}

static void expect_node(const looking *l, const node *n)
{
    arena *a = l->arena;
    const xml *x = with_id(l, arena_format(a, "node-%s", n->id));
    cr_assert(x, "%s: the node %s is missing", l->name, n->id);
    expect_named(l, x, arena_format(a, "node %s", n->kind->id));
    cr_expect_str_eq(xml_value(x, "data-id"), n->id, "%s", l->name);
    const char *words = drawn_words(a, x), *name = squeezed(a, n->name), *note = squeezed(a, n->note ? n->note : "");
    cr_expect(strncmp(words, name, strlen(name)) == 0, "%s: ‘%s’ is drawn, not ‘%s’", l->name, words, n->name);
    if (strncmp(words, name, strlen(name)) != 0)
        return;
    words += strlen(name);
    size_t length = strlen(words);
    if (length >= 3 && strcmp(words + length - 3, "…") == 0 && strcmp(words, note) != 0)
        cr_expect(strncmp(words, note, length - 3) == 0, "%s: ‘%s’ of ‘%s’", l->name, words, note);
    else
        cr_expect_str_eq(words, note, "%s", l->name);
}

static void expect_edge(const looking *l, const edge *e)
{
    arena *a = l->arena;
    const xml *x = with_id(l, arena_format(a, "edge-%s", e->id));
    cr_assert(x, "%s: the edge %s is missing", l->name, e->id);
    expect_named(
        l, x, arena_format(a, "edge %s %s", e->relation ? e->relation->id : "labelled", status_words[e->claim.status]));
    cr_expect_str_eq(xml_value(x, "data-from"), e->from->id, "%s", l->name);
    cr_expect_str_eq(xml_value(x, "data-to"), e->to->id, "%s", l->name);
    const char *words = drawn_words(a, x), *label = squeezed(a, e->label);
    if (strcmp(words, label) != 0 &&
        strspn(words, "0123456789,") == strlen(words)) /* numbers of notes alone stand at full size */
        words = "";
    if (!*words && *label && e->relation) { /* said in the legend */
        bool told = false;
        for (size_t i = 0; i < l->elements.count; i++)
            told |=
                xml_has_class(l->elements.items[i], "legend") && strstr(drawn_words(a, l->elements.items[i]), label);
        cr_expect(told, "%s: the label of %s is nowhere", l->name, e->id);
        return;
    }
    if (strcmp(words, label) != 0 && strlen(words) <= 2) { /* a key stands for it */
        bool told = false;
        for (size_t i = 0; i < l->elements.count; i++)
            told |= xml_has_class(l->elements.items[i], "keys") &&
                    strstr(drawn_words(a, l->elements.items[i]), arena_format(a, "%s%s", words, label));
        cr_expect(told, "%s: the key of %s is nowhere", l->name, e->id);
        return;
    }
    cr_expect_str_eq(words, label, "%s: %s", l->name, e->id);
}

static void expect_group(const looking *l, const group *g)
{
    const xml *x = with_id(l, arena_format(l->arena, "group-%s", g->id));
    cr_assert(x, "%s: the group %s is missing", l->name, g->id);
    expect_named(l, x, "cluster");
    cr_expect_str_eq(xml_value(x, "data-id"), g->id, "%s", l->name);
    const char *name = squeezed(l->arena, g->name);
    bool told = strcmp(drawn_words(l->arena, x), name) == 0;
    for (size_t i = 0; i < l->elements.count; i++) /* over lines that run through it */
        told |= xml_has_class(l->elements.items[i], "cluster-name") &&
                strcmp(drawn_words(l->arena, l->elements.items[i]), name) == 0;
    cr_expect(told, "%s: the name of group %s", l->name, g->id);
}

static size_t count_class(const looking *l, const char *word)
{
    size_t count = 0;
    for (size_t i = 0; i < l->elements.count; i++)
        count += xml_has_class(l->elements.items[i], word);
    return count;
}

static void expect_parts(const looking *l)
{
    const selection *s = l->selection;
    for (size_t i = 0; i < s->groups.count; i++)
        expect_group(l, s->groups.items[i]);
    for (size_t i = 0; i < s->nodes.count; i++)
        expect_node(l, s->nodes.items[i]);
    for (size_t i = 0; i < s->edges.count; i++)
        expect_edge(l, s->edges.items[i]);
    cr_expect_eq(count_class(l, "node"), s->nodes.count, "%s", l->name);
    cr_expect_eq(count_class(l, "edge"), s->edges.count, "%s", l->name);
    cr_expect_eq(count_class(l, "cluster"), s->groups.count, "%s", l->name);
    cr_expect_eq(count_class(l, "legend"), l->options->scene.legend && s->nodes.count, "%s", l->name);
    cr_expect_eq(count_class(l, "notes"), l->options->scene.notes && s->notes.count, "%s", l->name);
}

/* ---- places ---- */

typedef struct extent {
    double x0, y0, x1, y1;
} extent;

static const extent nothing = {INFINITY, INFINITY, -INFINITY, -INFINITY};

static extent with_point(extent e, double x, double y)
{
    return (extent){fmin(e.x0, x), fmin(e.y0, y), fmax(e.x1, x), fmax(e.y1, y)};
}

/* A length that the text begins with, in points: it is written in tenths. */
static double length_at(const char *text, char **end)
{
    return strtod(text, end) / 10;
}

static double length_of(const xml *x, const char *name)
{
    return length_at(xml_value(x, name), NULL);
}

/* All pairs of numbers in it. Béziers lie in the hull of theirs, which may be wider than they are. */
static extent of_pairs(const char *text)
{
    extent e = nothing;
    while (*text) {
        char *end;
        text += strcspn(text, "-.0123456789");
        if (!*text)
            break;
        double x = length_at(text, &end), y = length_at(end + 1, &end);
        e = with_point(e, x, y);
        text = end;
    }
    return e;
}

static double bezier(const double p[8], double t, int axis)
{
    double s = 1 - t;
    return s * s * s * p[axis] + 3 * s * s * t * p[2 + axis] + 3 * s * t * t * p[4 + axis] + t * t * t * p[6 + axis];
}

static extent of_path(const looking *l, const char *d)
{
    extent e = nothing;
    double p[8];
    size_t count = 0;
    cr_expect_eq(*d, 'M', "%s: %s", l->name, d);
    for (d++; *d;) {
        char *end;
        p[count++] = length_at(d, &end);
        cr_assert(end != d && (!*end || strchr(", C", *end)), "%s: a path of %s", l->name, d);
        d = end + (*end != '\0');
        if (count < 8)
            continue;
        for (int i = 0; i <= 32; i++)
            e = with_point(e, bezier(p, i / 32.0, 0), bezier(p, i / 32.0, 1));
        memcpy(p, p + 6, 2 * sizeof *p);
        count = 2;
    }
    cr_expect_eq(count, 2, "%s: a path that ends in the middle", l->name);
    return e;
}

/* Of its letters as they are measured: 1 em high is more than enough. */
static extent of_text(const xml *x)
{
    double size = length_of(x, "font-size"), width = 0, left = length_of(x, "x"), base = length_of(x, "y");
    bool bold = strcmp(xml_value(x, "font-weight"), "700") == 0;
    for (size_t i = 0; i < x->children.count; i++) {
        const xml *child = x->children.items[i];
        const char *text = child->text;
        if (text) {
            width += text_width(text, strlen(text), size, bold);
        } else if (child->children.count && child->children.items[0]->text) {
            text = child->children.items[0]->text;
            width +=
                fabs(length_of(child, "dx")) + text_width(text, strlen(text), length_of(child, "font-size"), false);
        }
    }
    const char *anchor = xml_value(x, "text-anchor");
    if (strcmp(xml_value(x, "direction"), "rtl") == 0 && strcmp(anchor, "middle") != 0)
        anchor = strcmp(anchor, "end") == 0 ? "start" : "end";
    left -= strcmp(anchor, "middle") == 0 ? width / 2 : strcmp(anchor, "end") == 0 ? width : 0;
    return (extent){left, base - 0.75 * size, left + width, base + 0.25 * size};
}

static extent of_element(const looking *l, const xml *x)
{
    if (xml_is(x, "rect") || xml_is(x, "image"))
        return (extent){length_of(x, "x"), length_of(x, "y"), length_of(x, "x") + length_of(x, "width"),
                        length_of(x, "y") + length_of(x, "height")};
    if (xml_is(x, "circle"))
        return (extent){length_of(x, "cx") - length_of(x, "r"), length_of(x, "cy") - length_of(x, "r"),
                        length_of(x, "cx") + length_of(x, "r"), length_of(x, "cy") + length_of(x, "r")};
    if (xml_is(x, "polygon") || xml_is(x, "polyline"))
        return of_pairs(xml_value(x, "points"));
    if (xml_is(x, "path"))
        return of_path(l, xml_value(x, "d"));
    return xml_is(x, "text") ? of_text(x) : nothing;
}

static bool holds(extent outer, extent inner, double slack)
{
    return inner.x0 >= outer.x0 - slack && inner.y0 >= outer.y0 - slack && inner.x1 <= outer.x1 + slack &&
           inner.y1 <= outer.y1 + slack;
}

static void expect_places(const looking *l)
{
    extent canvas = {0, 0, l->width, l->height};
    for (size_t i = 0; i < l->elements.count; i++) {
        const xml *x = l->elements.items[i];
        extent e = of_element(l, x);
        cr_expect(holds(canvas, e, 0.1), "%s: <%s> %s at %g %g %g %g leaves the canvas of %g x %g", l->name, x->name,
                  xml_words(l->arena, x), e.x0, e.y0, e.x1, e.y1, l->width, l->height);
        if (!xml_has_class(x, "node") && !xml_has_class(x, "cluster"))
            continue;
        xml_list parts = xml_elements(l->arena, x);
        extent shape = nothing;
        for (size_t k = 0; k < parts.count; k++) {
            extent part = of_element(l, parts.items[k]);
            bool above = xml_has_class(x, "cluster") && part.y1 <= shape.y0; /* a frame full of lines */
            if (xml_is(parts.items[k], "text"))
                cr_expect(above || holds(shape, part, 0.2), "%s: ‘%s’ leaves its box", l->name,
                          xml_words(l->arena, parts.items[k]));
            else if (shape.x0 > shape.x1)
                shape = part;
        }
    }
}

const xml *expect_svg(arena *a, const char *name, const selection *s, const svg_options *o, const char *svg)
{
    const char *wrong;
    const xml *root = xml_read(a, svg, strlen(svg), &wrong);
    cr_assert(root, "%s is not well-formed: %s", name, wrong);
    looking l = {.arena = a, .name = name, .selection = s, .options = o, .by_id = map_new(a)};
    l.elements = xml_elements(a, root);
    expect_root(&l, svg, root);
    expect_ids(&l);
    const xml *title = map_get(l.by_id, xml_value(root, "aria-labelledby"));
    const xml *desc = map_get(l.by_id, xml_value(root, "aria-describedby"));
    cr_assert(title && desc, "%s has no title or description", name);
    cr_expect_str_eq(squeezed(a, xml_words(a, title)), squeezed(a, s->title ? s->title : "Network"), "%s", name);
    cr_expect(*xml_words(a, desc), "%s", name);
    size_t styles = 0;
    for (size_t i = 0; i < l.elements.count; i++) {
        const xml *x = l.elements.items[i];
        expect_known(&l, x);
        if (xml_is(x, "a"))
            expect_link(&l, x);
        if (xml_is(x, "image") || xml_is(x, "use"))
            expect_icon(&l, x);
        if (xml_is(x, "style"))
            expect_style(&l, x);
        styles += xml_is(x, "style");
    }
    cr_expect_eq(styles, o->inside || o->scene.theme == THEME_AUTO || has_links(&l), "%s has %zu styles", name, styles);
    expect_parts(&l);
    expect_places(&l);
    return root;
}
