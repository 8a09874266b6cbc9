#include "drawing/geometry.h"

#include <math.h>
#include <string.h>

/* The point of a segment that is nearest to p. */
static point nearest_on_segment(point p, point a, point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
    t = lesser(1, greater(0, t));
    return (point){a.x + t * dx, a.y + t * dy};
}

double distance_to_segment(point p, point a, point b)
{
    return distance(p, nearest_on_segment(p, a, b));
}

double segment_inside_box(point a, point b, box k)
{
    double dx = b.x - a.x, dy = b.y - a.y, from = 0, to = 1;
    const double p[] = {-dx, dx, -dy, dy}, q[] = {a.x - k.x0, k.x1 - a.x, a.y - k.y0, k.y1 - a.y};
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0) {
            if (q[i] < 0)
                return 0;
        } else if (p[i] < 0) {
            from = greater(from, q[i] / p[i]);
        } else {
            to = lesser(to, q[i] / p[i]);
        }
    }
    return to > from ? (to - from) * length_of(dx, dy) : 0;
}

double polyline_box_distance(polyline p, box k, double limit)
{
    box near = box_grown(k, limit);
    double d = limit;
    for (size_t i = 1; i < p.count; i++) {
        point a = p.points[i - 1], b = p.points[i];
        if (greater(a.x, b.x) < near.x0 || lesser(a.x, b.x) > near.x1 || greater(a.y, b.y) < near.y0 ||
            lesser(a.y, b.y) > near.y1)
            continue;
        d = lesser(d, segment_box_distance(a, b, k));
    }
    return d;
}

double segment_box_distance(point a, point b, box k)
{
    if (box_holds(k, a) || box_holds(k, b) || segment_inside_box(a, b, k) > 0)
        return 0;
    double d = lesser(box_distance(k, a), box_distance(k, b));
    const point corners[] = {{k.x0, k.y0}, {k.x1, k.y0}, {k.x0, k.y1}, {k.x1, k.y1}};
    for (int i = 0; i < 4; i++)
        d = lesser(d, distance_to_segment(corners[i], a, b));
    return d;
}

bool box_straddles(box frame, box b)
{
    bool inside = b.x0 >= frame.x0 && b.x1 <= frame.x1 && b.y0 >= frame.y0 && b.y1 <= frame.y1;
    return box_overlap(frame, b) > 0 && !inside;
}

bool segments_cross(point a, point b, point c, point d, point *at)
{
    if (greater(a.x, b.x) < lesser(c.x, d.x) || lesser(a.x, b.x) > greater(c.x, d.x) ||
        greater(a.y, b.y) < lesser(c.y, d.y) || lesser(a.y, b.y) > greater(c.y, d.y))
        return false; /* nearly all pairs end here */
    double rx = b.x - a.x, ry = b.y - a.y, sx = d.x - c.x, sy = d.y - c.y;
    double cross = rx * sy - ry * sx;
    if (fabs(cross) < 1e-12)
        return false;
    double t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / cross;
    double u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / cross;
    if (t < 0 || t >= 1 || u < 0 || u >= 1)
        return false;
    *at = (point){a.x + t * rx, a.y + t * ry};
    return true;
}

static point bezier_at(const point p[4], double t)
{
    double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    return (point){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                   a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

curve curve_straight(arena *a, point from, point to)
{
    curve c = {arena_get(a, 4 * sizeof(point)), 4};
    for (int i = 0; i < 4; i++)
        c.points[i] = (point){from.x + (to.x - from.x) * i / 3, from.y + (to.y - from.y) * i / 3};
    return c;
}

polyline curve_flatten(arena *a, curve c, int steps)
{
    if (c.count < 4)
        return (polyline){0};
    size_t pieces = (c.count - 1) / 3;
    polyline p = {arena_get(a, (pieces * (size_t)steps + 1) * sizeof(point)), 0};
    p.points[p.count++] = c.points[0];
    for (size_t i = 0; i < pieces; i++)
        for (int k = 1; k <= steps; k++)
            p.points[p.count++] = bezier_at(c.points + 3 * i, (double)k / steps);
    return p;
}

/* Widens b to where a Bézier turns back in x or in y: where a coordinate's derivative, 3 (u t² + v t + w), is 0. */
static box box_with_turns(box b, const point p[4])
{
    for (int axis = 0; axis < 2; axis++) {
        double c[4];
        for (int i = 0; i < 4; i++)
            c[i] = axis ? p[i].y : p[i].x;
        double u = c[3] - 3 * c[2] + 3 * c[1] - c[0], v = 2 * (c[2] - 2 * c[1] + c[0]), w = c[1] - c[0];
        double q = -0.5 * (v + (v < 0 ? -1 : 1) * sqrt(greater(0, v * v - 4 * u * w)));
        const double turns[] = {u != 0 ? q / u : -1, q != 0 ? w / q : -1};
        for (int i = 0; i < 2; i++)
            if (turns[i] > 0 && turns[i] < 1) {
                point at = bezier_at(p, turns[i]);
                b = box_union(b, (box){at.x, at.y, at.x, at.y});
            }
    }
    return b;
}

box curve_box(curve c)
{
    box b = {c.points[0].x, c.points[0].y, c.points[0].x, c.points[0].y};
    for (size_t i = 3; i < c.count; i += 3) {
        b = box_union(b, (box){c.points[i].x, c.points[i].y, c.points[i].x, c.points[i].y});
        b = box_with_turns(b, c.points + i - 3);
    }
    return b;
}

double polyline_length(polyline p)
{
    double sum = 0;
    for (size_t i = 1; i < p.count; i++)
        sum += distance(p.points[i - 1], p.points[i]);
    return sum;
}

point polyline_at(polyline p, double length, point *heading)
{
    point u = {0, 1};
    for (size_t i = 1; i < p.count; i++) {
        point a = p.points[i - 1], b = p.points[i];
        double d = distance(a, b);
        if (d > 0)
            u = (point){(b.x - a.x) / d, (b.y - a.y) / d};
        if (length <= d || i + 1 == p.count) {
            if (heading)
                *heading = u;
            double t = lesser(length, d);
            return (point){a.x + u.x * t, a.y + u.y * t};
        }
        length -= d;
    }
    if (heading)
        *heading = u;
    return p.count ? p.points[0] : (point){0, 0};
}

box polyline_box(polyline p)
{
    box b = {p.points[0].x, p.points[0].y, p.points[0].x, p.points[0].y};
    for (size_t i = 1; i < p.count; i++)
        b = box_union(b, (box){p.points[i].x, p.points[i].y, p.points[i].x, p.points[i].y});
    return b;
}

double shape_radius(shape s, box b)
{
    double half = lesser(box_width(b), box_height(b)) / 2;
    switch (s) {
    case SHAPE_ROUNDED: /* of a small box, as in a legend, half a side must stay straight: it is no stadium */
        return lesser(5, half / 2);
    case SHAPE_STADIUM:
        return lesser(16, half);
    case SHAPE_CUT: /* nor a hexagon */
        return lesser(6, half / 2);
    case SHAPE_HEXAGON:
        return lesser(9, half);
    default:
        return lesser(1.5, half);
    }
}

static void add_arc(polyline *p, double cx, double cy, double r, int quarter)
{
    enum { STEPS = 6 };
    for (int i = 0; i <= STEPS; i++) {
        double angle = (quarter + (double)i / STEPS) * acos(-1) / 2;
        p->points[p->count++] = (point){cx + r * cos(angle), cy + r * sin(angle)};
    }
}

polyline shape_outline(arena *a, shape s, box b)
{
    double r = shape_radius(s, b);
    polyline p = {arena_get(a, 32 * sizeof(point)), 0};
    if (s == SHAPE_CUT) {
        const point cut[] = {{b.x0 + r, b.y0}, {b.x1 - r, b.y0}, {b.x1, b.y0 + r}, {b.x1, b.y1 - r},
                             {b.x1 - r, b.y1}, {b.x0 + r, b.y1}, {b.x0, b.y1 - r}, {b.x0, b.y0 + r}};
        memcpy(p.points, cut, sizeof cut);
        p.count = 8;
    } else if (s == SHAPE_HEXAGON) {
        double middle = (b.y0 + b.y1) / 2;
        const point six[] = {{b.x0 + r, b.y0}, {b.x1 - r, b.y0}, {b.x1, middle},
                             {b.x1 - r, b.y1}, {b.x0 + r, b.y1}, {b.x0, middle}};
        memcpy(p.points, six, sizeof six);
        p.count = 6;
    } else {
        add_arc(&p, b.x1 - r, b.y1 - r, r, 0);
        add_arc(&p, b.x0 + r, b.y1 - r, r, 1);
        add_arc(&p, b.x0 + r, b.y0 + r, r, 2);
        add_arc(&p, b.x1 - r, b.y0 + r, r, 3);
    }
    p.points[p.count++] = p.points[0];
    return p;
}

/* Even-odd rule. */
static bool inside(polyline outline, point p)
{
    bool in = false;
    for (size_t i = 1; i < outline.count; i++) {
        point a = outline.points[i - 1], b = outline.points[i];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            in = !in;
    }
    return in;
}

/* The Bézier between parameters t0 and t1 (de Casteljau, as blossoms). */
static void bezier_part(const point p[4], double t0, double t1, point out[4])
{
    const double t[4][3] = {{t0, t0, t0}, {t0, t0, t1}, {t0, t1, t1}, {t1, t1, t1}};
    for (int i = 0; i < 4; i++) {
        point q[4];
        memcpy(q, p, sizeof q);
        for (int level = 0; level < 3; level++)
            for (int k = 0; k < 3 - level; k++) {
                double s = t[i][level];
                q[k] = (point){q[k].x + (q[k + 1].x - q[k].x) * s, q[k].y + (q[k + 1].y - q[k].y) * s};
            }
        out[i] = q[0];
    }
}

/* The part of a curve from parameter `from` to `to`, counted in Béziers. */
static curve curve_part(arena *a, curve c, double from, double to)
{
    size_t pieces = (c.count - 1) / 3, first = (size_t)from, last = (size_t)to;
    first = first < pieces ? first : pieces - 1;
    last = last < pieces ? last : pieces - 1;
    curve out = {arena_get(a, (3 * (last - first + 1) + 1) * sizeof(point)), 0};
    for (size_t i = first; i <= last; i++) {
        double t0 = i == first ? from - (double)first : 0, t1 = i == last ? to - (double)last : 1;
        if (i > first && i == last && t1 < 1e-6)
            break;
        point part[4];
        bezier_part(c.points + 3 * i, t0, t1, part);
        size_t skip = out.count ? 1 : 0;
        memcpy(out.points + out.count, part + skip, (4 - skip) * sizeof(point));
        out.count += 4 - skip;
    }
    return out;
}

static point curve_at(curve c, double t)
{
    size_t pieces = (c.count - 1) / 3, i = (size_t)t;
    i = i < pieces ? i : pieces - 1;
    return bezier_at(c.points + 3 * i, t - (double)i);
}

/* The parameter between an inner and an outer one where the outline is met. */
static double meet(curve c, polyline outline, double in, double out)
{
    for (int i = 0; i < 24; i++) {
        double middle = (in + out) / 2;
        *(inside(outline, curve_at(c, middle)) ? &in : &out) = middle;
    }
    return out;
}

static point nearest_on_outline(point p, polyline outline)
{
    point best = outline.points[0];
    for (size_t i = 1; i < outline.count; i++) {
        point at = nearest_on_segment(p, outline.points[i - 1], outline.points[i]);
        if (distance(p, at) < distance(p, best))
            best = at;
    }
    return best;
}

/* Where a ray from p meets the outline first; where it does not within `reach`, or p is on it, the nearest point. */
static point carry_on(point p, point before, polyline outline, double reach)
{
    const double on_it = 0.05;
    double d = distance(p, before), best = reach;
    point nearest = nearest_on_outline(p, outline);
    if (d <= 0 || distance(p, nearest) < on_it)
        return nearest;
    point u = {(p.x - before.x) / d, (p.y - before.y) / d}, far = {p.x + u.x * reach, p.y + u.y * reach}, hit = nearest;
    for (size_t i = 1; i < outline.count; i++) {
        point at;
        if (segments_cross(p, far, outline.points[i - 1], outline.points[i], &at) && distance(p, at) < best) {
            best = distance(p, at);
            hit = at;
        }
    }
    return hit;
}

static curve curve_reversed(arena *a, curve c)
{
    curve out = {arena_get(a, c.count * sizeof(point)), c.count};
    for (size_t i = 0; i < c.count; i++)
        out.points[i] = c.points[c.count - 1 - i];
    return out;
}

/* Cuts or carries on the end of a curve so that it meets the outline. */
static curve clip_end(arena *a, curve c, polyline outline)
{
    enum { STEPS = 12 };
    size_t pieces = (c.count - 1) / 3;
    bool was_outside = false;
    for (size_t i = 0; i <= pieces * STEPS; i++) {
        double t = (double)i / STEPS;
        bool in = inside(outline, curve_at(c, t));
        if (in && was_outside)
            return curve_part(a, c, 0, meet(c, outline, t, t - 1.0 / STEPS));
        was_outside |= !in;
    }
    if (!was_outside)
        return c; /* wholly inside: nothing sensible to cut */
    point last = c.points[c.count - 1], control = c.points[c.count - 2];
    if (distance(last, control) < 1e-3)
        control = curve_at(c, (double)pieces - 0.05);
    point hit = carry_on(last, control, outline, 24);
    point step = {hit.x - last.x, hit.y - last.y};
    curve out = {arena_get(a, c.count * sizeof(point)), c.count};
    memcpy(out.points, c.points, c.count * sizeof(point));
    out.points[c.count - 1] = hit;
    out.points[c.count - 2].x += step.x;
    out.points[c.count - 2].y += step.y;
    return out;
}

curve curve_clip(arena *a, curve c, polyline from, polyline to)
{
    if (c.count < 4)
        return c;
    c = clip_end(a, c, to);
    return curve_reversed(a, clip_end(a, curve_reversed(a, c), from));
}

/* The parameter at a length from the start. */
static double parameter_at(curve c, double length)
{
    enum { STEPS = 24 };
    size_t pieces = (c.count - 1) / 3;
    point before = c.points[0];
    for (size_t i = 1; i <= pieces * STEPS; i++) {
        point p = curve_at(c, (double)i / STEPS);
        double d = distance(before, p);
        if (d >= length)
            return ((double)(i - 1) + (d > 0 ? length / d : 0)) / STEPS;
        length -= d;
        before = p;
    }
    return (double)pieces;
}

curve curve_shorten(arena *a, curve c, double at_start, double at_end)
{
    if (c.count < 4)
        return c;
    double pieces = (double)((c.count - 1) / 3);
    double from = at_start > 0 ? parameter_at(c, at_start) : 0;
    double to = at_end > 0 ? pieces - parameter_at(curve_reversed(a, c), at_end) : pieces;
    return from < to ? curve_part(a, c, from, to) : c;
}
