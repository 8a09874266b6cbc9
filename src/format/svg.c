#include "drawing/scene.h"
#include "format/format.h"
#include "format/raster.h"
#include "format/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FONTS "Helvetica, Arial, 'Liberation Sans', Arimo, 'Nimbus Sans', sans-serif"
/* The same, free ones first: what stands for Helvetica is another font on each machine. */
#define FONTS_FOR_RASTER "'Liberation Sans', Arimo, 'Nimbus Sans', Helvetica, Arial, sans-serif"

/* User units to a point. LibreOffice measures text at whole font sizes, in user units: of tenths of a point every size
   is a whole number, and so is every other length. librsvg draws the boxes of characters that no font has at a size of
   their own, whatever the unit: in PNG and PDF that is the point. */
enum { UNITS_OF_FILE = 10, UNITS_FOR_RASTER = 1 };

/* One run of writing. */
typedef struct writer {
    buffer *out;
    const scene *scene;
    bool classes;    /* paints carry class names, for the dark form */
    bool in_page;    /* whose width counts, and whose switch of light and dark */
    bool for_raster; /* see svg_write_for_raster() */
    int units;       /* to a point */
} writer;

/* To the tenth of a point, and a digit more where errors would add up. */
static void add_length(writer *w, double points, int more)
{
    buffer_number(w->out, points * w->units, (w->units == UNITS_OF_FILE ? 0 : 1) + more);
}

static void put_length(writer *w, const char *name, double points)
{
    buffer_format(w->out, " %s=\"", name);
    add_length(w, points, 0);
    buffer_char(w->out, '"');
}

static void put_text(writer *w, const char *name, const char *value)
{
    buffer_format(w->out, " %s=\"", name);
    words_escaped(w->out, value);
    buffer_char(w->out, '"');
}

static void put_id(writer *w, const char *name, const char *id)
{
    buffer_format(w->out, " %s=\"%s-", name, w->scene->prefix);
    words_escaped(w->out, id);
    buffer_char(w->out, '"');
}

static void put_paint(writer *w, const char *name, const paint *p)
{
    if (p)
        buffer_format(w->out, " %s=\"#%06x\"", name, (unsigned)paint_value(p, w->scene->theme));
    else
        buffer_format(w->out, " %s=\"none\"", name);
}

/* Class names by which the dark form finds what it repaints: f- for fills, s- for strokes. */
static void put_classes(writer *w, const item *i)
{
    if (!w->classes)
        return;
    if (i->fill && i->stroke)
        buffer_format(w->out, " class=\"f-%s s-%s\"", i->fill->name, i->stroke->name);
    else if (i->fill)
        buffer_format(w->out, " class=\"f-%s\"", i->fill->name);
    else if (i->stroke)
        buffer_format(w->out, " class=\"s-%s\"", i->stroke->name);
}

static void put_dash(writer *w, const dash *d)
{
    if (!d->count)
        return;
    buffer_text(w->out, " stroke-dasharray=\"");
    for (int k = 0; k < d->count; k++) {
        buffer_text(w->out, k ? " " : "");
        add_length(w, d->lengths[k], 1);
    }
    buffer_char(w->out, '"');
}

static void put_look(writer *w, const item *i)
{
    put_classes(w, i);
    put_paint(w, "fill", i->fill);
    if (!i->stroke)
        return;
    put_paint(w, "stroke", i->stroke);
    put_length(w, "stroke-width", i->stroke_width);
    put_dash(w, &i->dash);
}

static void put_points(writer *w, const point *p, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        if (k)
            buffer_char(w->out, ' ');
        add_length(w, p[k].x, 0);
        buffer_char(w->out, ',');
        add_length(w, p[k].y, 0);
    }
}

static void put_box(writer *w, box b)
{
    put_length(w, "x", b.x0);
    put_length(w, "y", b.y0);
    put_length(w, "width", box_width(b));
    put_length(w, "height", box_height(b));
}

static void put_rect(writer *w, const item *i)
{
    buffer_text(w->out, "<rect");
    put_box(w, i->box);
    if (i->radius > 0)
        put_length(w, "rx", i->radius);
    put_look(w, i);
    buffer_text(w->out, "/>");
}

static void put_chain(writer *w, const item *i)
{
    buffer_text(w->out, i->type == ITEM_POLYGON ? "<polygon points=\"" : "<polyline points=\"");
    put_points(w, i->points, i->count);
    buffer_char(w->out, '"');
    put_look(w, i);
    buffer_text(w->out, "/>");
}

static void put_curve(writer *w, const item *i)
{
    buffer_text(w->out, "<path d=\"M");
    put_points(w, i->points, 1);
    buffer_char(w->out, 'C');
    put_points(w, i->points + 1, i->count - 1);
    buffer_char(w->out, '"');
    put_look(w, i);
    buffer_text(w->out, "/>");
}

static void put_circle(writer *w, const item *i)
{
    buffer_text(w->out, "<circle");
    put_length(w, "cx", i->points[0].x);
    put_length(w, "cy", i->points[0].y);
    put_length(w, "r", i->radius);
    put_look(w, i);
    buffer_text(w->out, "/>");
}

static bool has_leftward(const char *text)
{
    for (const char *end = text + strlen(text); text < end;)
        if (utf8_direction(utf8_next(&text, end)) < 0)
            return true;
    return false;
}

/* Behind text that is set to the left is at its left: there dx leads that way. Isolated, numbers take no part in the
   order of the text before them. */
static void put_numbers(writer *w, const item *i)
{
    if (!i->numbers || !*i->numbers)
        return;
    buffer_text(w->out, "<tspan");
    put_length(w, "dx", (i->leftward ? -0.12 : 0.12) * i->size);
    put_length(w, "dy", -NUMBER_RAISE * i->size);
    put_length(w, "font-size", NUMBER_SCALE * i->size);
    buffer_text(w->out, " font-weight=\"400\"");
    if (has_leftward(i->text))
        buffer_text(w->out, " unicode-bidi=\"isolate\"");
    buffer_char(w->out, '>');
    words_escaped(w->out, i->numbers);
    buffer_text(w->out, "</tspan>");
}

/* `name` is what it is called where its own words would not do; NULL: they do. */
static void put_link_start(writer *w, const char *url, const char *name)
{
    buffer_text(w->out, "<a");
    put_text(w, "href", url);
    put_text(w, "xlink:href", url);
    buffer_text(w->out, " target=\"_top\"");
    if (name)
        put_text(w, "aria-label", name);
    buffer_char(w->out, '>');
}

static void put_words(writer *w, const item *i)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    /* An anchor is a side here; in SVG it is an end of the text. */
    anchor anchor = i->leftward ? ANCHOR_END - i->anchor : i->anchor;
    if (i->url)
        put_link_start(w, i->url, NULL);
    buffer_text(w->out, "<text");
    put_length(w, "x", i->points[0].x);
    put_length(w, "y", i->points[0].y);
    if (anchor != ANCHOR_START)
        put_text(w, "text-anchor", anchors[anchor]);
    if (i->leftward)
        buffer_text(w->out, " direction=\"rtl\"");
    put_length(w, "font-size", i->size);
    if (i->bold)
        buffer_text(w->out, " font-weight=\"700\"");
    put_look(w, i);
    buffer_char(w->out, '>');
    words_escaped(w->out, i->text);
    put_numbers(w, i);
    buffer_text(w->out, "</text>");
    if (i->url)
        buffer_text(w->out, "</a>");
}

/* The picture itself where it comes first, and from then on that one, moved. */
static void put_icon(writer *w, const item *i)
{
    if (w->for_raster && icon_is_svg(i))
        return;
    char id[32];
    snprintf(id, sizeof id, "icon-%zu", i->icon_number);
    if (i->icon_before) {
        buffer_format(w->out, "<use xlink:href=\"#%s-%s\"", w->scene->prefix, id);
        put_length(w, "x", i->box.x0 - i->icon_before->x);
        put_length(w, "y", i->box.y0 - i->icon_before->y);
        buffer_text(w->out, "/>");
        return;
    }
    buffer_text(w->out, "<image");
    put_id(w, "id", id);
    put_box(w, i->box);
    buffer_format(w->out, " xlink:href=\"data:%s;base64,", i->icon->type);
    buffer_base64(w->out, i->icon->bytes, i->icon->length);
    buffer_text(w->out, "\"/>");
}

static void (*const item_writers[])(writer *, const item *) = {
    [ITEM_RECT] = put_rect,     [ITEM_POLYGON] = put_chain, [ITEM_POLYLINE] = put_chain, [ITEM_CURVE] = put_curve,
    [ITEM_CIRCLE] = put_circle, [ITEM_TEXT] = put_words,    [ITEM_ICON] = put_icon,
};

static void put_element(writer *w, const element *e)
{
    if (!e->items.count)
        return;
    buffer_text(w->out, "<g");
    if (e->id)
        put_id(w, "id", e->id);
    put_text(w, "class", e->class_name);
    if (e->symbol)
        buffer_text(w->out, " role=\"graphics-symbol\""); /* named by its title: named twice, it would be read twice */
    if (e->part) {
        buffer_text(w->out, " role=\"group\"");
        put_text(w, "aria-label", e->part);
    }
    if (e->data_id)
        put_text(w, "data-id", e->data_id);
    if (e->data_from)
        put_text(w, "data-from", e->data_from);
    if (e->data_to)
        put_text(w, "data-to", e->data_to);
    buffer_text(w->out, ">\n");
    if (e->symbol) {
        buffer_text(w->out, "<title>");
        words_escaped(w->out, e->symbol);
        buffer_text(w->out, "</title>\n");
    }
    if (e->url)
        put_link_start(w, e->url, e->symbol);
    for (size_t i = 0; i < e->items.count; i++) {
        item_writers[e->items.items[i].type](w, &e->items.items[i]);
        buffer_char(w->out, '\n');
    }
    buffer_text(w->out, e->url ? "</a>\n</g>\n" : "</g>\n");
}

/* ---- the dark form ---- */

typedef ARRAY(const paint *) paints;

static void add_paint(arena *a, map *known, paints *list, const paint *p)
{
    if (p && !map_put(known, p->name, (void *)p))
        *array_add(a, list) = p;
}

/* The picture as rules name it. A full stop in the prefix is no sign of a class. */
static void put_selector(writer *w)
{
    buffer_char(w->out, '#');
    for (const char *at = w->scene->prefix; *at; at++) {
        if (*at == '.')
            buffer_char(w->out, '\\');
        buffer_char(w->out, *at);
    }
}

static void put_rule(writer *w, const char *kind, const paint *p, const char *property)
{
    put_selector(w);
    buffer_format(w->out, " .%s-%s{%s:", kind, p->name, property);
    if (w->in_page)
        buffer_format(w->out, "light-dark(#%06x,#%06x)}", (unsigned)p->light, (unsigned)p->dark);
    else
        buffer_format(w->out, "#%06x}", (unsigned)p->dark);
}

/* What says on a page that it is light or dark, whatever the reader's setting: Furo, PyData, Docusaurus; Material for
   MkDocs; Bootstrap; Doxygen and many others with a class; the themes of mdBook. In :where() it weighs nothing, so that
   a page can say its own of `color-scheme`; one that says nothing at all is light. */
static void put_switches(writer *w)
{
    static const char *const switches[][2] = {
        {"[data-theme=auto] ", "light dark"},
        {":is([data-theme=light],[data-md-color-scheme=default],[data-bs-theme=light],.light,.light-mode,.rust) ",
         "light"},
        {":is([data-theme=dark],[data-md-color-scheme=slate],[data-bs-theme=dark],.dark,.dark-mode,.coal,.navy,.ayu) ",
         "dark"},
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        buffer_format(w->out, ":where(%s", switches[i][0]);
        put_selector(w);
        buffer_format(w->out, "){color-scheme:%s}", switches[i][1]);
    }
}

/* Rules for each paint that is used, scoped to this picture. */
static void put_paints(writer *w)
{
    arena *a = arena_new();
    paints fills = {0}, strokes = {0};
    map *known_fills = map_new(a), *known_strokes = map_new(a);
    for (size_t k = 0; k < w->scene->elements.count; k++)
        for (size_t i = 0; i < w->scene->elements.items[k]->items.count; i++) {
            const item *x = &w->scene->elements.items[k]->items.items[i];
            add_paint(a, known_fills, &fills, x->fill);
            add_paint(a, known_strokes, &strokes, x->stroke);
        }
    for (size_t i = 0; i < fills.count; i++)
        put_rule(w, "f", fills.items[i], "fill");
    for (size_t i = 0; i < strokes.count; i++)
        put_rule(w, "s", strokes.items[i], "stroke");
    arena_free(a);
}

static bool has_links(const scene *s)
{
    for (size_t k = 0; k < s->elements.count; k++) {
        const element *e = s->elements.items[k];
        if (e->items.count && e->url)
            return true;
        for (size_t i = 0; i < e->items.count; i++)
            if (e->items.items[i].url)
                return true;
    }
    return false;
}

/* The ring around the link that has the focus is as wide as it says in user units, so that of a browser or a page would
   hardly show. This one does on light and on dark. */
static void put_ring(writer *w)
{
    put_selector(w);
    buffer_format(w->out, " a:focus-visible{outline:%dpx solid #2f6fb7;outline-offset:%dpx}", 2 * w->units, w->units);
}

/* Browsers from before light-dark() (2024) leave what is inside of a page light. */
static void put_style(writer *w)
{
    bool links = has_links(w->scene) && !w->for_raster;
    if (!w->classes && !w->in_page && !links)
        return;
    buffer_text(w->out, "<style>");
    if (w->in_page) {
        put_selector(w);
        buffer_text(w->out, "{max-width:100%;height:auto}");
        put_selector(w); /* pages underline their links in the colour of their words */
        buffer_text(w->out, " a{text-decoration:none}");
    }
    if (links)
        put_ring(w);
    if (w->classes) {
        buffer_text(w->out, w->in_page ? "@media screen{" : "@media screen and (prefers-color-scheme:dark){");
        if (w->in_page)
            put_switches(w);
        put_paints(w);
        buffer_char(w->out, '}');
    }
    buffer_text(w->out, "</style>\n");
}

static void put_root(writer *w)
{
    const scene *s = w->scene;
    long width = lround(s->width), height = lround(s->height);
    buffer_format(w->out, "<svg width=\"%ldpt\" height=\"%ldpt\" viewBox=\"0 0 %ld %ld\"", width, height,
                  width * w->units, height * w->units);
    buffer_text(w->out, " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    buffer_format(w->out, " id=\"%s\" role=\"graphics-document\"", s->prefix);
    put_id(w, "aria-labelledby", "title");
    put_id(w, "aria-describedby", "desc");
    put_text(w, "lang", s->lang);
    put_text(w, "xml:lang", s->lang);
    put_text(w, "font-family", w->for_raster ? FONTS_FOR_RASTER : FONTS);
    buffer_text(w->out, ">\n<title");
    put_id(w, "id", "title");
    buffer_char(w->out, '>');
    words_escaped(w->out, s->title);
    buffer_text(w->out, "</title>\n<desc");
    put_id(w, "id", "desc");
    buffer_char(w->out, '>');
    words_escaped(w->out, s->description);
    buffer_text(w->out, "</desc>\n");
}

static const char *write_svg(writer w)
{
    put_root(&w);
    put_style(&w);
    for (size_t i = 0; i < w.scene->elements.count; i++)
        put_element(&w, w.scene->elements.items[i]);
    buffer_text(w.out, "</svg>\n");
    return w.out->failed ? "the SVG is too large" : NULL;
}

const char *svg_write(const format_input *in, buffer *out)
{
    buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    return write_svg(
        (writer){.out = out, .scene = in->scene, .classes = in->scene->theme == THEME_AUTO, .units = UNITS_OF_FILE});
}

const char *svg_inline_write(const format_input *in, buffer *out)
{
    bool both = in->scene->theme == THEME_AUTO;
    return write_svg(
        (writer){.out = out, .scene = in->scene, .classes = both, .in_page = true, .units = UNITS_OF_FILE});
}

const char *svg_write_for_raster(const format_input *in, buffer *out)
{
    return write_svg((writer){.out = out, .scene = in->scene, .for_raster = true, .units = UNITS_FOR_RASTER});
}
