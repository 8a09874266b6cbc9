#include "drawing/mark.h"

#include "drawing/element.h"

#include <math.h>
#include <string.h>

static const double widths[EMPHASIS_COUNT] = {[EMPHASIS_NORMAL] = 1, [EMPHASIS_STRONG] = 1.9, [EMPHASIS_MUTED] = 0.7};

/* What has changed is to be seen too, and is no heavier than what came. */
static double weight_of(emphasis m, change_type c)
{
    return c == CHANGE_CHANGED ? 1.5 : widths[m];
}

/* ---- dashes ---- */

static dash dash_of(status s, change_type c)
{
    return c == CHANGE_WENT ? theme_dash_gone() : theme_dash(s);
}

/* Dashes on a line of this length, stretched so that it ends with a whole dash, or where it is closed meets its
   beginning: no head stands apart from its line, and no seam shows. */
static dash fitted_dash(dash d, double length, bool closed)
{
    if (!d.count || length <= 0)
        return (dash){0};
    double period = 0, rest = closed ? 0 : d.lengths[0];
    for (int i = 0; i < d.count; i++)
        period += d.lengths[i];
    double scale = length / (fmax(1, round((length - rest) / period)) * period + rest);
    for (int i = 0; i < d.count; i++)
        d.lengths[i] *= scale;
    return d;
}

/* ---- boxes ---- */

/* From the outline to a second line inside: what is solid has no outline to be kept apart from. */
#define INNER_SOLID  1.7
#define INNER_DOUBLE 2.3
#define INNER_STROKE 0.8

static item *add_shape(arena *a, element *e, shape s, box at, dash dashed)
{
    polyline outline = shape_outline(a, s, at);
    item *i = scene_item(a, e, s == SHAPE_CUT || s == SHAPE_HEXAGON ? ITEM_POLYGON : ITEM_RECT);
    if (i->type == ITEM_POLYGON) {
        i->points = outline.points;
        i->count = outline.count - 1; /* the last is the first again */
    } else {
        i->box = at;
        i->radius = shape_radius(s, at);
    }
    i->dash = fitted_dash(dashed, polyline_length(outline), true);
    return i;
}

/* A second line inside of the outline, as thin as can be seen: it takes room from the text. */
static void add_inner(arena *a, element *e, shape s, box at, double inset, dash dashed, const paint *ink, double width)
{
    item *i = add_shape(a, e, s, box_grown(at, -inset), dashed);
    i->stroke = ink;
    i->stroke_width = width;
}

static void add_bar(arena *a, element *e, box at, const paint *fill)
{
    item *i = scene_item(a, e, ITEM_RECT);
    i->box = at;
    i->fill = fill;
}

/* A bar along a side, where that is straight; it covers the outline there, so that no dashes look out. */
static void add_side(arena *a, element *e, const kind *k, box at, const paint *ink)
{
    const double over = STROKE_NODE / 2;
    double thick = fmin(3.2, box_height(at) / 4), inset = fmin(4.5, box_height(at) / 5);
    double round = k->shape == SHAPE_BOX ? 0 : shape_radius(k->shape, at);
    if (k->mark == MARK_LEFT)
        add_bar(a, e, (box){at.x0 - over, at.y0 + inset, at.x0 + 3.2, at.y1 - inset}, ink);
    if (k->mark == MARK_TOP)
        add_bar(a, e, (box){at.x0 + round, at.y0 - over, at.x1 - round, at.y0 + thick}, ink);
    if (k->mark == MARK_BOTTOM)
        add_bar(a, e, (box){at.x0 + round, at.y1 - thick, at.x1 - round, at.y1 + over}, ink);
}

point mark_shift(const kind *k)
{
    static const point shifts[MARK_COUNT] = {[MARK_LEFT] = {1.5, 0}, [MARK_TOP] = {0, 1.5}, [MARK_BOTTOM] = {0, -1.5}};
    return shifts[k->mark];
}

/* What is solid has no outline to be seen: its status and emphasis show in a line inside. */
static kind_paint mark_solid(arena *a, element *e, box at, const kind *k, box_look look)
{
    kind_paint paints = theme_kind(a, k);
    item *i = add_shape(a, e, k->shape, at, theme_dash(STATUS_ACTIVE));
    i->fill = paints.fill;
    i->stroke = paints.stroke;
    i->stroke_width = STROKE_NODE;
    if (look.status != STATUS_ACTIVE || look.emphasis == EMPHASIS_STRONG)
        add_inner(a, e, k->shape, at, INNER_SOLID, theme_dash(look.status), paints.text,
                  INNER_STROKE * widths[look.emphasis]);
    return paints;
}

static kind_paint paints_of_box(arena *a, const kind *k, box_look look)
{
    static const kind faded = {.color = "gray"}; /* what is over is not drawn in full colour */
    if (look.change)
        return theme_change_box(look.change, k->mark);
    kind_paint paints = theme_kind(a, k->mark == MARK_SOLID ? &faded : k);
    if (look.status == STATUS_ENDED)
        paints.stroke = theme_line(TONE_NEUTRAL, STATUS_ENDED);
    if (look.emphasis == EMPHASIS_MUTED) {
        paints.fill = &paint_page;
        paints.text = paints.note;
    }
    return paints;
}

box_look look_of_node(const selection *s, const node *n)
{
    return (box_look){n->claim.status, n->claim.emphasis, change_of_node(s, n).change};
}

kind_paint mark_box(arena *a, element *e, box at, const kind *k, box_look look)
{
    if (k->mark == MARK_SOLID && look.status != STATUS_ENDED && !look.change)
        return mark_solid(a, e, at, k, look);
    kind_paint paints = paints_of_box(a, k, look);
    item *i = add_shape(a, e, k->shape, at, dash_of(look.status, look.change));
    i->fill = paints.fill;
    i->stroke = paints.stroke;
    i->stroke_width = STROKE_NODE * weight_of(look.emphasis, look.change);
    add_side(a, e, k, at, paints.stroke);
    if (k->mark == MARK_DOUBLE)
        add_inner(a, e, k->shape, at, INNER_DOUBLE, theme_dash(STATUS_ACTIVE), paints.stroke, INNER_STROKE);
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

#define DOT_RADIUS 2.2
#define BAR_HALF   4.4

/* One end of a line, as it is drawn. */
typedef struct end_mark {
    line_end_mark mark;
    point tip, along;
    double scale; /* heads grow with their line, but less */
    double back;  /* from the tip to the middle of a dot or bar; of a head, to where it ends */
} end_mark;

/* How much of the line a mark takes away, in points. */
static double taken(const end_mark *m)
{
    static const double heads[] = {[END_NONE] = 0, [END_ARROW] = ARROW_LENGTH - 0.5, [END_VEE] = 0.8};
    return m->mark == END_BAR || m->mark == END_DOT ? m->back : heads[m->mark] * m->scale + m->back;
}

static point beside(point p, point along, double forward, double sideways)
{
    return (point){p.x + along.x * forward - along.y * sideways, p.y + along.y * forward + along.x * sideways};
}

/* Whether the way from the middle of a mark to its side keeps off the outline. */
static bool is_clear(polyline outline, point middle, point side, double room)
{
    for (size_t i = 1; i < outline.count; i++) {
        point p = outline.points[i - 1], q = outline.points[i];
        point at;
        if (near_segment(side, p, q, room) || segments_cross(middle, side, p, q, &at))
            return false;
    }
    return true;
}

/* How far back a dot or a bar stands so that none of it lies under a box that its line meets at a slant. */
static double set_back(const end_mark *m, polyline outline)
{
    bool dot = m->mark == END_DOT;
    double back = (dot ? DOT_RADIUS : 2.6) * m->scale, most = back + 8;
    double half = dot ? 0 : BAR_HALF * m->scale, room = dot ? back - 0.1 : 1.6;
    for (; back < most; back += 0.25) {
        point middle = beside(m->tip, m->along, -back, 0);
        if (is_clear(outline, middle, beside(middle, m->along, 0, half), room) &&
            is_clear(outline, middle, beside(middle, m->along, 0, -half), room))
            break;
    }
    return back;
}

/* The same for the two wings of a head. */
static double head_back(const end_mark *m, polyline outline)
{
    const double most = 4, room = STROKE_NODE / 2 + 0.3;
    double long_way = ARROW_LENGTH * m->scale, half = (ARROW_WIDTH / 2 + (m->mark == END_VEE ? 0.6 : 0)) * m->scale;
    double back = 0;
    for (; back < most; back += 0.25) {
        point middle = beside(m->tip, m->along, -back - long_way, 0);
        if (is_clear(outline, middle, beside(middle, m->along, 0, half), room) &&
            is_clear(outline, middle, beside(middle, m->along, 0, -half), room))
            break;
    }
    return back;
}

static double back_of(const end_mark *m, polyline outline)
{
    if (m->mark == END_NONE)
        return 0;
    return m->mark == END_ARROW || m->mark == END_VEE ? head_back(m, outline) : set_back(m, outline);
}

/* A chain of points, each so far forward of the tip and sideways. */
static item *add_chain(arena *a, element *e, item_type type, const end_mark *m, const double (*steps)[2], size_t count)
{
    item *i = scene_item(a, e, type);
    i->points = arena_get(a, count * sizeof(point));
    for (; i->count < count; i->count++)
        i->points[i->count] = beside(m->tip, m->along, steps[i->count][0], steps[i->count][1]);
    return i;
}

static void add_dot(arena *a, element *e, const end_mark *m, const paint *ink, double width)
{
    (void)width;
    item *i = add_chain(a, e, ITEM_CIRCLE, m, (const double[][2]){{-m->back, 0}}, 1);
    i->radius = DOT_RADIUS * m->scale;
    i->fill = ink;
}

static void add_arrow(arena *a, element *e, const end_mark *m, const paint *ink, double width)
{
    (void)width;
    double back = -m->back - ARROW_LENGTH * m->scale, half = ARROW_WIDTH / 2 * m->scale;
    add_chain(a, e, ITEM_POLYGON, m, (const double[][2]){{-m->back, 0}, {back, half}, {back, -half}}, 3)->fill = ink;
}

static void add_vee(arena *a, element *e, const end_mark *m, const paint *ink, double width)
{
    double back = 1 - m->back - ARROW_LENGTH * m->scale, half = ARROW_WIDTH / 2 * m->scale + 0.6;
    item *i =
        add_chain(a, e, ITEM_POLYLINE, m, (const double[][2]){{back, half}, {-m->back - 0.6, 0}, {back, -half}}, 3);
    i->stroke = ink;
    i->stroke_width = width + 0.2;
}

static void add_bar_across(arena *a, element *e, const end_mark *m, const paint *ink, double width)
{
    (void)width;
    double half = BAR_HALF * m->scale;
    item *i = add_chain(a, e, ITEM_POLYLINE, m, (const double[][2]){{-m->back, half}, {-m->back, -half}}, 2);
    i->stroke = ink;
    i->stroke_width = 1.8 * m->scale;
}

static void add_end(arena *a, element *e, const end_mark *m, const paint *ink, double width)
{
    static void (*const adders[])(arena *, element *, const end_mark *, const paint *, double) = {
        [END_ARROW] = add_arrow, [END_VEE] = add_vee, [END_BAR] = add_bar_across, [END_DOT] = add_dot};
    if (m->mark != END_NONE)
        adders[m->mark](a, e, m, ink, width);
}

/* Where a line goes at one of its ends, looked at from a mark's length away, so that heads of bent lines sit straight
   on them. */
static end_mark end_of_line(polyline p, bool at_head, line_end_mark mark, double scale)
{
    double length = polyline_length(p), look = fmin(ARROW_LENGTH, length);
    point tip = polyline_at(p, at_head ? length : 0, NULL), from = polyline_at(p, at_head ? length - look : look, NULL);
    double d = distance(tip, from);
    point along = d > 0 ? (point){(tip.x - from.x) / d, (tip.y - from.y) / d} : (point){0, 1};
    return (end_mark){.mark = mark, .tip = tip, .along = along, .scale = scale};
}

line_look look_of_edge(const selection *s, const edge *e)
{
    return (line_look){.tone = e->relation ? e->relation->tone : TONE_NEUTRAL,
                       .status = e->claim.status,
                       .emphasis = e->claim.emphasis,
                       .directed = e->directed,
                       .change = change_of_edge(s, e).change};
}

const paint *look_paint(line_look look)
{
    return look.change ? theme_change_line(look.change) : theme_line(look.tone, look.status);
}

void mark_line(arena *a, element *e, curve c, polyline tail, polyline head, line_look look)
{
    enum { STEPS = 16 };
    if (c.count < 4)
        return;
    const paint *ink = look_paint(look);
    double weight = weight_of(look.emphasis, look.change), width = STROKE_LINE * weight, scale = 1 + (weight - 1) / 4;
    if (look.emphasis == EMPHASIS_MUTED)
        ink = theme_muted(ink);
    line_end_mark at_tail = look.bare || look.directed ? END_NONE : both_marks[look.tone];
    line_end_mark at_head = look.bare ? END_NONE : look.directed ? head_marks[look.tone] : both_marks[look.tone];
    polyline whole = curve_flatten(a, c, STEPS);
    end_mark ends[] = {end_of_line(whole, false, at_tail, scale), end_of_line(whole, true, at_head, scale)};
    ends[0].back = back_of(&ends[0], tail);
    ends[1].back = back_of(&ends[1], head);

    curve line = curve_shorten(a, c, taken(&ends[0]), taken(&ends[1]));
    item *i = scene_item(a, e, ITEM_CURVE);
    i->points = line.points;
    i->count = line.count;
    i->stroke = ink;
    i->stroke_width = width;
    i->dash = fitted_dash(dash_of(look.status, look.change), polyline_length(curve_flatten(a, line, STEPS)), false);
    add_end(a, e, &ends[1], ink, width);
    add_end(a, e, &ends[0], ink, width);
}
