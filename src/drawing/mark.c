#include "drawing/mark.h"

#include "drawing/element.h"

#include <math.h>
#include <string.h>

static const double widths[EMPHASIS_COUNT] = {[EMPHASIS_NORMAL] = 1, [EMPHASIS_STRONG] = 1.8, [EMPHASIS_MUTED] = 0.65};

/* ---- boxes ---- */

static item *add_shape(arena *a, element *e, shape s, box at)
{
    if (s == SHAPE_CUT || s == SHAPE_HEXAGON) {
        item *i = scene_item(a, e, ITEM_POLYGON);
        polyline outline = shape_outline(a, s, at);
        i->points = outline.points;
        i->count = outline.count - 1; /* the last is the first again */
        return i;
    }
    item *i = scene_item(a, e, ITEM_RECT);
    i->box = at;
    i->radius = shape_radius(s, at);
    return i;
}

static void add_bar(arena *a, element *e, box at, const paint *fill)
{
    item *i = scene_item(a, e, ITEM_RECT);
    i->box = at;
    i->fill = fill;
}

kind_paint mark_box(arena *a, element *e, box at, const kind *k, status s, emphasis m)
{
    static const kind faded = {.color = "gray"}; /* what is over is not drawn in full colour */
    bool ended = s == STATUS_ENDED;
    kind_paint paints = theme_kind(a, ended && k->mark == MARK_SOLID ? &faded : k);
    const paint *stroke = ended ? theme_line(TONE_NEUTRAL, s) : paints.stroke;
    item *i = add_shape(a, e, k->shape, at);
    i->fill = paints.fill;
    i->stroke = stroke;
    i->stroke_width = STROKE_NODE * widths[m];
    i->dash = theme_dash(s);
    double inset = fmin(4.5, box_height(at) / 5);
    if (k->mark == MARK_LEFT)
        add_bar(a, e, (box){at.x0, at.y0 + inset, at.x0 + 3.2, at.y1 - inset}, stroke);
    if (k->mark == MARK_TOP)
        add_bar(a, e, (box){at.x0, at.y0, at.x1, at.y0 + 3.2}, stroke);
    return paints;
}

/* ---- icons ---- */

item *mark_icon(arena *a, element *e, box square, const icon *of)
{
    double room = box_width(square) - 2 * ICON_PLATE, scale = room / fmax(of->width, of->height);
    double half_width = fmax(of->width * scale, 1) / 2, half_height = fmax(of->height * scale, 1) / 2;
    double x = (square.x0 + square.x1) / 2, y = (square.y0 + square.y1) / 2;
    box picture = {x - half_width, y - half_height, x + half_width, y + half_height};
    item *plate = scene_item(a, e, ITEM_RECT);
    plate->box =
        (box){picture.x0 - ICON_PLATE, picture.y0 - ICON_PLATE, picture.x1 + ICON_PLATE, picture.y1 + ICON_PLATE};
    plate->radius = ICON_PLATE;
    plate->fill = &paint_plate;
    plate->stroke = &paint_plate_line;
    plate->stroke_width = 0.5;
    item *i = scene_item(a, e, ITEM_ICON);
    i->box = picture;
    i->icon = of;
    return i;
}

/* ---- lines ---- */

/* How a line ends: what its tone shows where it is directed, and where it is not. */
typedef enum line_end_mark { END_NONE, END_ARROW, END_VEE, END_BAR, END_DOT } line_end_mark;

static const line_end_mark head_marks[TONE_COUNT] = {
    [TONE_NEUTRAL] = END_ARROW, [TONE_COOPERATIVE] = END_VEE, [TONE_ADVERSARIAL] = END_BAR};
static const line_end_mark both_marks[TONE_COUNT] = {
    [TONE_NEUTRAL] = END_NONE, [TONE_COOPERATIVE] = END_DOT, [TONE_ADVERSARIAL] = END_BAR};

/* How much of the line a mark takes away, in points. */
static double taken(line_end_mark m)
{
    return m == END_ARROW ? ARROW_LENGTH - 0.5 : m == END_BAR ? 2.6 : m == END_VEE ? 0.8 : 0;
}

static point beside(point p, point along, double forward, double sideways)
{
    return (point){p.x + along.x * forward - along.y * sideways, p.y + along.y * forward + along.x * sideways};
}

static void add_end(arena *a, element *e, point tip, point along, line_end_mark m, const paint *ink, double width)
{
    double half = ARROW_WIDTH / 2 + (width - STROKE_LINE) / 2;
    if (m == END_DOT) {
        item *i = scene_item(a, e, ITEM_CIRCLE);
        i->points = arena_get(a, sizeof(point));
        i->points[0] = beside(tip, along, -2.2, 0);
        i->count = 1;
        i->radius = 2.2;
        i->fill = ink;
    } else if (m == END_ARROW) {
        item *i = scene_item(a, e, ITEM_POLYGON);
        i->points = arena_get(a, 3 * sizeof(point));
        i->points[0] = tip;
        i->points[1] = beside(tip, along, -ARROW_LENGTH, half);
        i->points[2] = beside(tip, along, -ARROW_LENGTH, -half);
        i->count = 3;
        i->fill = ink;
    } else if (m == END_VEE || m == END_BAR) {
        item *i = scene_item(a, e, ITEM_POLYLINE);
        i->points = arena_get(a, 3 * sizeof(point));
        bool bar = m == END_BAR;
        i->points[i->count++] = beside(tip, along, bar ? -2.6 : -ARROW_LENGTH + 1, bar ? 4.4 : half + 0.6);
        if (!bar)
            i->points[i->count++] = beside(tip, along, -0.6, 0);
        i->points[i->count++] = beside(tip, along, bar ? -2.6 : -ARROW_LENGTH + 1, bar ? -4.4 : -half - 0.6);
        i->stroke = ink;
        i->stroke_width = bar ? 2 : width + 0.2;
    }
}

/* Where a curve goes at its end, looked at from a mark's length away, so that heads of bent lines sit straight on them.
 */
static point direction_at_end(arena *a, curve c)
{
    polyline p = curve_flatten(a, c, 16);
    double length = polyline_length(p);
    point tip = c.points[c.count - 1], from = polyline_at(p, fmax(0, length - ARROW_LENGTH), NULL);
    double d = distance(tip, from);
    return d > 0 ? (point){(tip.x - from.x) / d, (tip.y - from.y) / d} : (point){0, 1};
}

void mark_line(arena *a, element *e, curve c, tone t, status s, emphasis m, bool directed)
{
    if (c.count < 4)
        return;
    const paint *ink = theme_line(t, s);
    double width = STROKE_LINE * widths[m];
    line_end_mark head = directed ? head_marks[t] : both_marks[t], tail = directed ? END_NONE : both_marks[t];
    item *i = scene_item(a, e, ITEM_CURVE);
    curve line = curve_shorten(a, c, taken(tail), taken(head));
    i->points = line.points;
    i->count = line.count;
    i->stroke = ink;
    i->stroke_width = width;
    i->dash = theme_dash(s);
    add_end(a, e, c.points[c.count - 1], direction_at_end(a, c), head, ink, width);
    if (tail != END_NONE) {
        curve back = {arena_get(a, c.count * sizeof(point)), c.count};
        for (size_t k = 0; k < c.count; k++)
            back.points[k] = c.points[c.count - 1 - k];
        add_end(a, e, c.points[0], direction_at_end(a, back), tail, ink, width);
    }
}
