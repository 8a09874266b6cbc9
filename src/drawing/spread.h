/* Boxes in a field: dealt out over it, and pushed apart. Private to the drawing room. */
#ifndef ENTENTE_SPREAD_H
#define ENTENTE_SPREAD_H

#include "drawing/geometry.h"

/* Free between two boxes, points. */
#define SPREAD_GAP 9.0

/* What wants a part of a field. */
typedef struct share {
    point at;      /* about where */
    double weight; /* of the area */
    double wide;   /* its best width, in heights */
} share;

/* Deals a field out: each share gets a cell, as large as its part of all weights; what lies left of or above another
   stays so as far as it can. Time grows as n log² n. */
void field_deal(arena *a, const share *shares, size_t count, box field, box *cells);

/* Pushes boxes apart until no two are nearer than SPREAD_GAP, each as short a way as may be and none out of the field
   while there is room in it; returns the field, grown as far as it had to be. Time grows as the number of boxes, for
   each of a bounded number of rounds. */
box boxes_part(arena *a, box *boxes, size_t count, box field);

#endif
