/* Calmer lines: an engine bends a line round the room of its label and along the boxes of its ranks; where a plainer
   course is free, it is taken. */
#include "drawing/layout.h"

#include <string.h>

enum { FORMS = 9, PASSES = 2, STEPS = 8 };

#define COST_THROUGH_BOX 1000.0
#define COST_NEAR_BOX    25.0
#define NEAR_BOX         7.0
#define COST_CROSSING    70.0
#define COST_CLOSE       30.0 /* for each 20 pt that two lines run side by side as one */
#define CLOSE            3.5
#define COST_TURN        10.0 /* for each right angle */
#define SHARP            0.3  /* of one step to the next, radians */
#define COST_LENGTH      0.1  /* for each point longer than the straight line */

typedef struct smoothing {
    arena *arena;
    const part *part;
    placing *at;
    routes routes;
    bool *settled; /* by edge: nothing better is to be had */
} smoothing;

static point unit(point from, point to)
{
    double d = distance(from, to);
    return d > 0 ? (point){(to.x - from.x) / d, (to.y - from.y) / d} : (point){0, 0};
}

static curve cubic(arena *a, point p0, point u0, double r0, point p3, point u3, double r3)
{
    curve c = {arena_get(a, 4 * sizeof(point)), 4};
    c.points[0] = p0;
    c.points[1] = (point){p0.x + u0.x * r0, p0.y + u0.y * r0};
    c.points[2] = (point){p3.x + u3.x * r3, p3.y + u3.y * r3};
    c.points[3] = p3;
    return c;
}

/* Straight out of the side of a box that a point lies on. */
static point outward(box b, point p)
{
    double top = p.y - b.y0, bottom = b.y1 - p.y, left = p.x - b.x0, right = b.x1 - p.x;
    double nearest = lesser(lesser(top, bottom), lesser(left, right));
    return nearest == top      ? (point){0, -1}
           : nearest == bottom ? (point){0, 1}
           : nearest == left   ? (point){-1, 0}
                               : (point){1, 0};
}

/* The single cubic with given ends and end directions that lies nearest to a line, by least squares over parameters
   proportional to length (Schneider, "An algorithm for automatically fitting digitized curves", 1990). */
static curve fitted(arena *a, polyline line, point u0, point u3)
{
    point p0 = line.points[0], p3 = line.points[line.count - 1];
    double length = polyline_length(line), run = 0, c00 = 0, c01 = 0, c11 = 0, x0 = 0, x1 = 0;
    for (size_t i = 0; i < line.count; i++) {
        if (i)
            run += distance(line.points[i - 1], line.points[i]);
        double t = length > 0 ? run / length : 0, s = 1 - t;
        double b0 = s * s * s, b1 = 3 * s * s * t, b2 = 3 * s * t * t, b3 = t * t * t;
        point a0 = {u0.x * b1, u0.y * b1}, a1 = {u3.x * b2, u3.y * b2};
        point rest = {line.points[i].x - p0.x * (b0 + b1) - p3.x * (b2 + b3),
                      line.points[i].y - p0.y * (b0 + b1) - p3.y * (b2 + b3)};
        c00 += a0.x * a0.x + a0.y * a0.y;
        c01 += a0.x * a1.x + a0.y * a1.y;
        c11 += a1.x * a1.x + a1.y * a1.y;
        x0 += rest.x * a0.x + rest.y * a0.y;
        x1 += rest.x * a1.x + rest.y * a1.y;
    }
    double det = c00 * c11 - c01 * c01, third = length / 3;
    double r0 = det > 1e-9 ? (x0 * c11 - x1 * c01) / det : third, r3 = det > 1e-9 ? (c00 * x1 - c01 * x0) / det : third;
    bool wild = r0 < third / 8 || r3 < third / 8 || r0 > 2 * length || r3 > 2 * length;
    return cubic(a, p0, u0, wild ? third : r0, p3, u3, wild ? third : r3);
}

/* Whether a straight piece keeps a distance from all boxes but those of the line's own ends. */
static bool clear(const smoothing *s, size_t e, point a, point b, double room)
{
    for (size_t n = 0; n < s->part->node_count; n++)
        if (n != s->part->tail[e] && n != s->part->head[e] &&
            segment_inside_box(a, b, box_grown(s->at->nodes[n], room)) > 0)
            return false;
    return true;
}

/* How near a line comes to foreign boxes now, a little less: its thread can be pulled as tight as that. */
static double room_beside(const smoothing *s, size_t e)
{
    double room = NEAR_BOX;
    for (size_t n = 0; n < s->part->node_count; n++)
        if (n != s->part->tail[e] && n != s->part->head[e] &&
            box_overlap(s->routes.bounds[e], box_grown(s->at->nodes[n], room)) > 0)
            room = polyline_box_distance(s->routes.lines[e], s->at->nodes[n], room);
    return greater(0.5, room - 0.5);
}

/* The course of a line with only the corners that boxes force upon it: a thread pulled tight. */
static polyline pulled(const smoothing *s, size_t e)
{
    polyline line = s->routes.lines[e], out = {arena_get(s->arena, line.count * sizeof(point)), 0};
    double room = room_beside(s, e);
    out.points[out.count++] = line.points[0];
    for (size_t i = 0, next; i + 1 < line.count; i = next) {
        for (next = line.count - 1; next > i + 1 && !clear(s, e, line.points[i], line.points[next], room);)
            next--;
        out.points[out.count++] = line.points[next];
    }
    return out;
}

/* A smooth curve through points: at each, along the chord of its neighbours (Catmull and Rom, 1974), no farther than a
   third of the shorter piece, so that it does not swing out. */
static curve through(arena *a, polyline line)
{
    size_t last = line.count - 1;
    curve c = {arena_get(a, (3 * last + 1) * sizeof(point)), 0};
    c.points[c.count++] = line.points[0];
    for (size_t i = 0; i < last; i++) {
        point p = line.points[i], q = line.points[i + 1];
        point u = i ? unit(line.points[i - 1], q) : unit(p, q);
        point v = i + 1 < last ? unit(line.points[i + 2], p) : unit(q, p);
        double third = distance(p, q) / 3;
        c.points[c.count++] = (point){p.x + u.x * third, p.y + u.y * third};
        c.points[c.count++] = (point){q.x + v.x * third, q.y + v.y * third};
        c.points[c.count++] = q;
    }
    return c;
}

/* The forms a line may take, plainest first; the last is what it is now. */
static void list_forms(const smoothing *s, size_t e, curve forms[FORMS])
{
    arena *a = s->arena;
    curve now = s->at->edges[e];
    point p0 = now.points[0], p3 = now.points[now.count - 1];
    double d = distance(p0, p3);
    forms[0] = cubic(a, p0, unit(p0, p3), d / 3, p3, unit(p3, p0), d / 3);
    point out0 = outward(s->at->nodes[s->part->tail[e]], p0), out3 = outward(s->at->nodes[s->part->head[e]], p3);
    forms[1] = cubic(a, p0, out0, 0.36 * d, p3, out3, 0.36 * d);
    polyline line = s->routes.lines[e];
    double look = lesser(24, polyline_length(line) / 3);
    point ahead0 = polyline_at(line, look, NULL), ahead3 = polyline_at(line, polyline_length(line) - look, NULL);
    forms[2] = fitted(a, line, unit(p0, ahead0), unit(p3, ahead3));
    static const double bulges[] = {0.12, -0.12, 0.28, -0.28};
    for (int i = 0; i < 4; i++) {
        point by = {(p3.y - p0.y) * bulges[i], (p0.x - p3.x) * bulges[i]};
        curve *c = &forms[3 + i];
        *c = cubic(a, p0, unit(p0, p3), d / 3, p3, unit(p3, p0), d / 3);
        for (int k = 1; k < 3; k++)
            c->points[k] = (point){c->points[k].x + by.x, c->points[k].y + by.y};
    }
    forms[FORMS - 2] = through(a, pulled(s, e));
    forms[FORMS - 1] = now;
}

static bool share_node(const part *p, size_t a, size_t b)
{
    return p->tail[a] == p->tail[b] || p->tail[a] == p->head[b] || p->head[a] == p->tail[b] || p->head[a] == p->head[b];
}

static double cost_of_boxes(const smoothing *s, size_t e, polyline line, box bounds)
{
    double cost = 0;
    for (size_t n = 0; n < s->part->node_count; n++) {
        box b = s->at->nodes[n];
        if (n == s->part->tail[e] || n == s->part->head[e]) {
            double inside = 0;
            for (size_t i = 1; i < line.count; i++)
                inside += segment_inside_box(line.points[i - 1], line.points[i], box_grown(b, -1));
            cost += inside > 0.5 ? COST_THROUGH_BOX / 2 : 0;
        } else if (box_overlap(bounds, box_grown(b, NEAR_BOX)) > 0) {
            double d = polyline_box_distance(line, b, NEAR_BOX);
            cost += d <= 0 ? COST_THROUGH_BOX : COST_NEAR_BOX * (1 - d / NEAR_BOX);
        }
    }
    return cost;
}

static double cost_of_line(polyline p, polyline q, box around, bool related)
{
    double cost = 0, close = 0;
    box near = box_grown(around, CLOSE);
    for (size_t i = 1; i < p.count; i++) {
        point a = p.points[i - 1], b = p.points[i], hit;
        if (greater(a.x, b.x) < near.x0 || lesser(a.x, b.x) > near.x1 || greater(a.y, b.y) < near.y0 ||
            lesser(a.y, b.y) > near.y1)
            continue;
        point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        bool beside = false;
        for (size_t k = 1; k < q.count; k++) {
            cost += segments_cross(a, b, q.points[k - 1], q.points[k], &hit) ? COST_CROSSING : 0;
            beside = beside || near_segment(middle, q.points[k - 1], q.points[k], CLOSE);
        }
        bool at_shared_end = related && (i <= 2 || i + 2 >= p.count);
        if (beside && !at_shared_end)
            close += distance(a, b);
    }
    return cost + COST_CLOSE * close / 20;
}

static double turning(polyline p)
{
    double sum = 0;
    for (size_t i = 2; i < p.count; i++) {
        point u = unit(p.points[i - 2], p.points[i - 1]), v = unit(p.points[i - 1], p.points[i]);
        double turn = length_of(v.x - u.x, v.y - u.y); /* the angle, for small ones */
        sum += turn + 3 * greater(0, turn - SHARP);    /* a corner hurts more than a bow of the same angle */
    }
    return sum / 1.57;
}

/* What costs more than `bound` is not looked at further, unless it is the first. */
static double cost_of_form(const smoothing *s, size_t e, curve c, polyline line, double bound, bool first)
{
    box bounds = box_grown(polyline_box(line), LINE_HALF);
    double straight = distance(c.points[0], c.points[c.count - 1]);
    double cost = COST_TURN * turning(line) + COST_LENGTH * (polyline_length(line) - straight);
    cost += cost_of_boxes(s, e, line, bounds);
    for (size_t f = 0; f < s->part->edge_count && (first || cost < bound); f++)
        if (f != e && box_overlap(bounds, box_grown(s->routes.bounds[f], CLOSE)) > 0)
            cost += cost_of_line(line, s->routes.lines[f], s->routes.bounds[f], share_node(s->part, e, f));
    return cost;
}

/* Takes the form that costs least, the plainest of equals; one that collides with nothing and hardly bends needs no
 * rival. */
static bool smooth(smoothing *s, size_t e)
{
    const double free_of_faults = 0.3;
    curve forms[FORMS];
    list_forms(s, e, forms);
    size_t best = FORMS;
    double cheapest = 0;
    polyline best_line = {0};
    for (size_t i = 0; i < FORMS && (best == FORMS || cheapest > free_of_faults); i++) {
        polyline line = curve_flatten(s->arena, forms[i], STEPS);
        double cost = cost_of_form(s, e, forms[i], line, cheapest, best == FORMS);
        if (best == FORMS || cost < cheapest - 1e-6) {
            cheapest = cost;
            best = i;
            best_line = line;
        }
    }
    s->settled[e] = cheapest <= free_of_faults;
    s->at->edges[e] = forms[best];
    s->routes.lines[e] = best_line;
    s->routes.bounds[e] = box_grown(polyline_box(best_line), LINE_HALF);
    return best != FORMS - 1;
}

/* Whether another line joins the same two nodes: such lines stay bowed apart as the engine drew them, with room for
 * labels. */
static bool has_twin(const part *p, size_t e)
{
    for (size_t f = 0; f < p->edge_count; f++)
        if (f != e && ((p->tail[f] == p->tail[e] && p->head[f] == p->head[e]) ||
                       (p->tail[f] == p->head[e] && p->head[f] == p->tail[e])))
            return true;
    return false;
}

void lines_smooth(arena *a, const part *p, placing *at)
{
    smoothing s = {a, p, at, routes_of(a, p, at), arena_get(a, p->edge_count)};
    for (size_t e = 0; e < p->edge_count; e++)
        s.settled[e] = has_twin(p, e);
    bool changed = true;
    for (int pass = 0; pass < PASSES && changed; pass++) {
        changed = false;
        for (size_t e = 0; e < p->edge_count; e++)
            if (p->tail[e] != p->head[e] && !s.settled[e])
                changed |= smooth(&s, e);
    }
}
