/* Points, boxes and curves. Private to the drawing room. */
#ifndef ENTENTE_GEOMETRY_H
#define ENTENTE_GEOMETRY_H

#include "drawing/drawing.h"

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

double box_width(box b);
double box_height(box b);
point box_center(box b);
box box_around(point center, double width, double height);
box box_grown(box b, double by);
box box_union(box a, box b);
/* How far two boxes overlap: the smaller of the overlaps in x and in y; 0 or less where they are apart. */
double box_overlap(box a, box b);
bool box_holds(box b, point p);
/* Distance of a point from a box; 0 inside. */
double box_distance(box b, point p);

double distance(point a, point b);
double distance_to_segment(point p, point a, point b);
/* Least distance of a segment from a box; 0 where it touches or crosses it. */
double segment_box_distance(point a, point b, box k);
/* Length of the part of a segment that lies inside a box (Liang and Barsky, 1984). */
double segment_inside_box(point a, point b, box k);
/* Where two segments properly cross. */
bool segments_cross(point a, point b, point c, point d, point *at);

/* The curve as straight pieces, `steps` for each Bézier. */
polyline curve_flatten(arena *a, curve c, int steps);
double polyline_length(polyline p);
/* The point at a length from the start, and the unit vector along the line there (NULL: not wanted). */
point polyline_at(polyline p, double length, point *heading);
box polyline_box(polyline p);

/* The outline of a node's shape as a closed polygon. */
polyline shape_outline(arena *a, shape s, box b);
/* Corner radius of a shape on a box, and the depth of its cut corners or its points. */
double shape_radius(shape s, box b);
/* Cuts the curve where it leaves the outline `from` for the last time and where it first meets `to`; an end that does
   not reach its outline is carried on straight to it. */
curve curve_clip(arena *a, curve c, polyline from, polyline to);
/* Shortens a curve by lengths at its start and end. */
curve curve_shorten(arena *a, curve c, double at_start, double at_end);

#endif
