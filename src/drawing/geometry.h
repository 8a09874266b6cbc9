/* Points, boxes and curves. Private to the drawing room. */
#ifndef ENTENTE_GEOMETRY_H
#define ENTENTE_GEOMETRY_H

#include "drawing/drawing.h"

#include <math.h>

/* A chain of cubic Béziers: start, then (control, control, end) for each; count is 1 + 3k, or 0 for nothing. */
typedef struct curve {
    point *points;
    size_t count;
} curve;

/* A chain of straight pieces. */
typedef struct polyline {
    point *points;
    size_t count;
} polyline;

/* Plain comparisons: fmin() and fmax() are calls, and these run millions of times. */
static inline double lesser(double a, double b)
{
    return a < b ? a : b;
}

static inline double greater(double a, double b)
{
    return a > b ? a : b;
}

static inline double box_width(box b)
{
    return b.x1 - b.x0;
}

static inline double box_height(box b)
{
    return b.y1 - b.y0;
}

static inline point box_center(box b)
{
    return (point){(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2};
}

static inline box box_around(point center, double width, double height)
{
    return (box){center.x - width / 2, center.y - height / 2, center.x + width / 2, center.y + height / 2};
}

static inline box box_grown(box b, double by)
{
    return (box){b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by};
}

static inline box box_union(box a, box b)
{
    return (box){lesser(a.x0, b.x0), lesser(a.y0, b.y0), greater(a.x1, b.x1), greater(a.y1, b.y1)};
}

/* How far two boxes overlap: the smaller of the overlaps in x and in y; 0 or less where they are apart. */
static inline double box_overlap(box a, box b)
{
    return lesser(lesser(a.x1, b.x1) - greater(a.x0, b.x0), lesser(a.y1, b.y1) - greater(a.y0, b.y0));
}

static inline bool box_holds(box b, point p)
{
    return p.x >= b.x0 && p.x <= b.x1 && p.y >= b.y0 && p.y <= b.y1;
}

/* Square roots are exact on every machine; hypot() is slower and need not be. */
static inline double length_of(double x, double y)
{
    return sqrt(x * x + y * y);
}

static inline double distance(point a, point b)
{
    return length_of(a.x - b.x, a.y - b.y);
}

/* Distance of a point from a box; 0 inside. */
static inline double box_distance(box b, point p)
{
    return length_of(greater(0, greater(b.x0 - p.x, p.x - b.x1)), greater(0, greater(b.y0 - p.y, p.y - b.y1)));
}

double distance_to_segment(point p, point a, point b);

/* Whether a point is nearer to a segment than `limit`; most are told apart by the box around the segment. */
static inline bool near_segment(point p, point a, point b, double limit)
{
    return p.x > lesser(a.x, b.x) - limit && p.x < greater(a.x, b.x) + limit && p.y > lesser(a.y, b.y) - limit &&
           p.y < greater(a.y, b.y) + limit && distance_to_segment(p, a, b) < limit;
}

/* Nearly upright or level, but not quite: it looks like a mistake. */
static inline bool is_slanted(point a, point b)
{
    const double seen = 0.5, slant = 0.12; /* points; parts of the length */
    double x = fabs(a.x - b.x), y = fabs(a.y - b.y), less = lesser(x, y);
    return less > seen && less < slant * greater(x, y);
}

/* Whether the rim of a frame runs through a box: neither inside nor outside. */
bool box_straddles(box frame, box b);
/* Least distance of a segment from a box; 0 where it touches or crosses it. */
double segment_box_distance(point a, point b, box k);
/* Least distance of a line from a box; `limit` where it is farther than that. */
double polyline_box_distance(polyline p, box k, double limit);
/* Length of the part of a segment that lies inside a box (Liang and Barsky, 1984). */
double segment_inside_box(point a, point b, box k);
/* Where two segments properly cross. */
bool segments_cross(point a, point b, point c, point d, point *at);

/* A straight line as a curve of one Bézier. */
curve curve_straight(arena *a, point from, point to);
/* The curve as straight pieces, `steps` for each Bézier. */
polyline curve_flatten(arena *a, curve c, int steps);
/* The box around a curve itself; straight pieces may lie inside of its bends. */
box curve_box(curve c);
double polyline_length(polyline p);
/* The point at a length from the start, and the unit vector along the line there (NULL: not wanted). */
point polyline_at(polyline p, double length, point *heading);
box polyline_box(polyline p);

/* The outline of a node's shape as a closed polygon. */
polyline shape_outline(arena *a, shape s, box b);
/* Corner radius of a shape on a box, and the depth of its cut corners or its points. */
double shape_radius(shape s, box b);
/* Cuts the curve where it leaves the outline `from` for the last time and where it first meets `to`; an end that does
   not reach its outline is carried on straight to it, or to its nearest point where that way misses it. */
curve curve_clip(arena *a, curve c, polyline from, polyline to);
/* Shortens a curve by lengths at its start and end. */
curve curve_shorten(arena *a, curve c, double at_start, double at_end);

#endif
