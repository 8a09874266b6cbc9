#include "drawing/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT, SIDE_COUNT };

/* Distance that ends of lines keep from each other and from the corners of their box, where there is room, and how far
   they follow where their line goes. */
typedef struct end_spacing {
    double gap, corner, pull;
} end_spacing;
static const end_spacing airy = {11, 7, 0.6}, apart = {7.5, 3, 0};

/* How far along a line one looks to see where it goes. */
#define LOOK_AHEAD 36.0

/* Ends that are moved together. */
typedef struct pool {
    double mean, count;
} pool;

/* One end of one line at one side of a node. */
typedef struct line_end {
    size_t node, edge;
    bool at_head;
    int side;
    double towards; /* coordinate along the side of where the line goes: ends are sorted by it */
    double wanted, place;
    pool pool; /* the k-th, of those at its side */
} line_end;

static int by_node_side_course(const void *a, const void *b)
{
    const line_end *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    if (x->side != y->side)
        return x->side - y->side;
    if (x->towards != y->towards)
        return x->towards < y->towards ? -1 : 1;
    return x->edge != y->edge ? (x->edge < y->edge ? -1 : 1) : x->at_head - y->at_head;
}

static int side_of(box b, point p)
{
    const double gaps[SIDE_COUNT] = {fabs(p.y - b.y0), fabs(p.x - b.x1), fabs(p.y - b.y1), fabs(p.x - b.x0)};
    int best = 0;
    for (int i = 1; i < SIDE_COUNT; i++)
        if (gaps[i] < gaps[best])
            best = i;
    return best;
}

static bool along_x(int side)
{
    return side == SIDE_TOP || side == SIDE_BOTTOM;
}

static line_end end_of(arena *a, const placing *at, size_t node, size_t edge, bool at_head, double pull)
{
    curve c = at->edges[edge];
    polyline p = curve_flatten(a, c, 8);
    double length = polyline_length(p), look = lesser(LOOK_AHEAD, length / 2);
    point end = c.points[at_head ? c.count - 1 : 0], ahead = polyline_at(p, at_head ? length - look : look, NULL);
    line_end e = {.node = node, .edge = edge, .at_head = at_head, .side = side_of(at->nodes[node], end)};
    e.towards = along_x(e.side) ? ahead.x : ahead.y;
    e.wanted = along_x(e.side) ? end.x : end.y;
    e.wanted += pull * (e.towards - e.wanted);
    return e;
}

/* Places that keep their order and a gap, and are as near to the wanted ones, by squares, as that allows: neighbours
   that are too close are pooled (isotonic regression; Ayer, Brunk, Ewing, Reid and Silverman, 1955). */
static void spread(line_end *ends, size_t count, double most_gap, double low, double high)
{
    double gap = count > 1 ? lesser(most_gap, (high - low) / (double)(count - 1)) : 0;
    double last = high - gap * (double)(count - 1);
    size_t pools = 0;
    for (size_t i = 0; i < count; i++) {
        pool next = {greater(low, lesser(high, ends[i].wanted)) - gap * (double)i, 1};
        for (; pools && ends[pools - 1].pool.mean > next.mean; pools--) {
            pool before = ends[pools - 1].pool;
            double both = before.count + next.count;
            next = (pool){(before.mean * before.count + next.mean * next.count) / both, both};
        }
        ends[pools++].pool = next;
    }
    for (size_t i = 0, k = 0; k < pools; k++)
        for (double left = ends[k].pool.count; left > 0; left--, i++)
            ends[i].place = greater(low, lesser(last, ends[k].pool.mean)) + gap * (double)i;
}

void curve_move_end(curve c, bool at_head, point by)
{
    size_t last = c.count - 1;
    for (size_t i = 0; i < 3; i++) {
        double part = c.count == 4 ? 1 - (double)i / 3 : i == 0 ? 1 : i == 1 ? 2.0 / 3 : 0;
        point *p = &c.points[at_head ? last - i : i];
        p->x += by.x * part;
        p->y += by.y * part;
    }
}

static void spread_ends(arena *a, const part *p, placing *at, end_spacing spacing)
{
    line_end *ends = arena_get(a, 2 * p->edge_count * sizeof *ends);
    size_t count = 0;
    for (size_t e = 0; e < p->edge_count; e++) {
        if (p->tail[e] == p->head[e])
            continue;
        ends[count++] = end_of(a, at, p->tail[e], e, false, spacing.pull);
        ends[count++] = end_of(a, at, p->head[e], e, true, spacing.pull);
    }
    if (count)
        qsort(ends, count, sizeof *ends, by_node_side_course);
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && ends[next].node == ends[i].node && ends[next].side == ends[i].side;)
            next++;
        box b = at->nodes[ends[i].node];
        bool x = along_x(ends[i].side);
        double low = x ? b.x0 : b.y0, high = x ? b.x1 : b.y1, corner = lesser(spacing.corner, (high - low) / 4);
        spread(ends + i, next - i, spacing.gap, low + corner, high - corner);
        for (size_t k = i; k < next; k++) {
            curve c = at->edges[ends[k].edge];
            point end = c.points[ends[k].at_head ? c.count - 1 : 0];
            point by = x ? (point){ends[k].place - end.x, 0} : (point){0, ends[k].place - end.y};
            curve_move_end(c, ends[k].at_head, by);
        }
    }
}

/* ---- loops ---- */

/* A loop leaves and meets its box so far from the middle of a side, and reaches so far out. */
#define LOOP_HALF  5.0
#define LOOP_BULGE 9.0
#define LOOP_REACH 18.0

#define LOOP_ON_BOX  1000.0
#define LOOP_ON_LINE 300.0
#define LOOP_ON_EDGE 40.0 /* of a frame */

/* Out of a side of a box and back into it, `shift` away from its middle. */
static curve loop_at(arena *a, box b, int side, double shift)
{
    static const double steps[][2] = {{0, -LOOP_HALF}, {LOOP_REACH / 2, -LOOP_BULGE}, {LOOP_REACH, -LOOP_BULGE},
                                      {LOOP_REACH, 0}, {LOOP_REACH, LOOP_BULGE},      {LOOP_REACH / 2, LOOP_BULGE},
                                      {0, LOOP_HALF}};
    enum { POINTS = sizeof steps / sizeof *steps };
    curve c = {arena_get(a, POINTS * sizeof(point)), POINTS};
    point m = box_center(b);
    for (int i = 0; i < POINTS; i++) {
        double out = steps[i][0], along = steps[i][1] + shift;
        c.points[i] = side == SIDE_RIGHT  ? (point){b.x1 + out, m.y + along}
                      : side == SIDE_LEFT ? (point){b.x0 - out, m.y + along}
                      : side == SIDE_TOP  ? (point){m.x + along, b.y0 - out}
                                          : (point){m.x + along, b.y1 + out};
    }
    return c;
}

curve line_loop(arena *a, box b)
{
    return loop_at(a, b, SIDE_RIGHT, 0);
}

static double cost_of_loop(arena *a, const part *p, const placing *at, size_t e, const bool *placed, curve c)
{
    polyline line = curve_flatten(a, c, 8);
    box around = box_grown(polyline_box(line), 3);
    double cost = 0;
    for (size_t n = 0; n < p->node_count; n++)
        cost += n != p->tail[e] && box_overlap(around, at->nodes[n]) > 0 ? LOOP_ON_BOX : 0;
    for (size_t g = 0; g < p->group_count; g++)
        cost += box_straddles(at->groups[g], around) ? LOOP_ON_EDGE : 0;
    for (size_t f = 0; f < p->edge_count; f++)
        if (f != e && (p->tail[f] != p->head[f] || placed[f]) &&
            box_overlap(around, box_grown(curve_box(at->edges[f]), LINE_HALF)) > 0)
            cost += polyline_box_distance(curve_flatten(a, at->edges[f], 8), around, 1) < 0.5 ? LOOP_ON_LINE : 0;
    return cost;
}

/* Each loop stands at a side where nothing is, and not on another loop; those of an engine are of many forms. */
static void place_loops(arena *a, const part *p, placing *at)
{
    static const int sides[] = {SIDE_RIGHT, SIDE_LEFT, SIDE_TOP, SIDE_BOTTOM};
    static const double shifts[] = {0, -22, 22};
    bool *placed = arena_get(a, p->edge_count);
    for (size_t e = 0; e < p->edge_count; e++) {
        if (p->tail[e] != p->head[e])
            continue;
        box b = at->nodes[p->tail[e]];
        double least = INFINITY;
        for (int i = 0; i < 12 && least > i; i++) {
            int side = sides[i % 4];
            double shift = shifts[i / 4], room = (along_x(side) ? box_width(b) : box_height(b)) / 2;
            if (fabs(shift) + LOOP_HALF > room)
                continue;
            curve c = loop_at(a, b, side, shift);
            double cost = cost_of_loop(a, p, at, e, placed, c) + i;
            if (cost < least) {
                least = cost;
                at->edges[e] = c;
            }
        }
        placed[e] = true;
    }
}

void lines_clip(arena *a, const part *p, placing *at)
{
    for (size_t e = 0; e < p->edge_count; e++) {
        size_t from = p->tail[e], to = p->head[e];
        const selection *s = p->selection;
        polyline tail = shape_outline(a, s->nodes.items[p->nodes[from]]->kind->shape, at->nodes[from]);
        polyline head = shape_outline(a, s->nodes.items[p->nodes[to]]->kind->shape, at->nodes[to]);
        at->edges[e] = curve_clip(a, at->edges[e], tail, head);
    }
}

void lines_finish(arena *a, const part *p, placing *at)
{
    spread_ends(a, p, at, airy);
    lines_smooth(a, p, at);
    place_loops(a, p, at);
    lines_clip(a, p, at);
}

void lines_part(arena *a, const part *p, placing *at)
{
    spread_ends(a, p, at, apart);
    place_loops(a, p, at);
    lines_clip(a, p, at);
}
