/* The areas of a picture as a client-side image map, in the pixels of its PNG: each line is an area, as tools that call
   `dot -Tcmapx` expect it. Where areas overlap, the first counts: nodes, then labels, then lines, then frames. */
#include "drawing/scene.h"
#include "format/format.h"
#include "format/words.h"

#include <math.h>

/* Half the width of the area along a line, in points: what can be hit. */
#define HALF_LINE 3.0

typedef struct writer {
    buffer *out;
    double scale; /* pixels to a point */
} writer;

static void put_text(writer *w, const char *name, const char *value)
{
    if (!value)
        return;
    buffer_format(w->out, " %s=\"", name);
    words_escaped(w->out, value);
    buffer_char(w->out, '"');
}

/* Without a link an area only shows its tooltip. */
static void put_area(writer *w, const element *e, const char *shape, const point *points, size_t count)
{
    buffer_format(w->out, "<area shape=\"%s\" coords=\"", shape);
    for (size_t i = 0; i < count; i++)
        buffer_format(w->out, "%s%ld,%ld", i ? "," : "", lround(points[i].x * w->scale),
                      lround(points[i].y * w->scale));
    buffer_char(w->out, '"');
    put_text(w, "href", e->url);
    if (e->url)
        buffer_text(w->out, " target=\"_top\"");
    put_text(w, "title", e->symbol);
    put_text(w, "alt", e->symbol);
    put_text(w, "data-id", e->data_id);
    put_text(w, "data-from", e->data_from);
    put_text(w, "data-to", e->data_to);
    buffer_text(w->out, "/>\n");
}

static void put_box(writer *w, const element *e)
{
    const point corners[] = {{e->box.x0, e->box.y0}, {e->box.x1, e->box.y1}};
    if (box_width(e->box) > 0)
        put_area(w, e, "rect", corners, 2);
}

static void put_line(writer *w, const element *e)
{
    enum { STEPS = 8 };
    arena *a = arena_new();
    polyline line = curve_flatten(a, e->line, STEPS);
    point *around = arena_get(a, 2 * line.count * sizeof *around);
    for (size_t i = 0; i < line.count; i++) {
        point before = line.points[i ? i - 1 : 0], after = line.points[i + 1 < line.count ? i + 1 : i];
        double length = distance(before, after), by = length > 0 ? HALF_LINE / length : 0;
        point aside = {(after.y - before.y) * by, (before.x - after.x) * by};
        around[i] = (point){line.points[i].x + aside.x, line.points[i].y + aside.y};
        around[2 * line.count - 1 - i] = (point){line.points[i].x - aside.x, line.points[i].y - aside.y};
    }
    put_area(w, e, "poly", around, 2 * line.count);
    arena_free(a);
}

/* Whether a shape fills its box but for corners that nobody sees to be missing. */
static bool is_box(const element *e)
{
    const double seen = 3;
    const point corner = {e->box.x0, e->box.y0};
    for (size_t i = 0; i < e->outline.count; i++)
        if (distance(corner, e->outline.points[i]) < seen)
            return true;
    return false;
}

static void put_node(writer *w, const element *e)
{
    if (is_box(e))
        put_box(w, e);
    else
        put_area(w, e, "poly", e->outline.points, e->outline.count - 1); /* the last is the first again */
}

static bool is_node(const element *e)
{
    return e->outline.count;
}

static bool is_edge(const element *e)
{
    return e->line.count;
}

static bool is_frame(const element *e)
{
    return !is_node(e) && !is_edge(e);
}

/* Frames stand in the scene from the outside in: those inside of others come first here. */
static void put_all(writer *w, const scene *s, bool (*which)(const element *e),
                    void (*put)(writer *w, const element *e))
{
    for (size_t i = s->elements.count; i-- > 0;)
        if (which(s->elements.items[i]))
            put(w, s->elements.items[i]);
}

const char *cmapx_write(const format_input *in, buffer *out)
{
    const scene *s = in->scene;
    writer w = {out, in->dpi / 72 * in->scale};
    buffer_format(out, "<map id=\"%s-map\" name=\"%s-map\">\n", s->prefix, s->prefix);
    put_all(&w, s, is_node, put_node);
    put_all(&w, s, is_edge, put_box);
    put_all(&w, s, is_edge, put_line);
    put_all(&w, s, is_frame, put_box);
    buffer_text(out, "</map>\n");
    return NULL;
}
