/* A first sketch of a network, for layouts that no engine's ranks suit. Private to the drawing room. */
#ifndef ENTENTE_REFINE_SKETCH_H
#define ENTENTE_REFINE_SKETCH_H

#include "drawing/layout.h"

/* Boxes within a room of this size, with straight lines between them, few of which cross. Each node has `turns`
   to be moved, on the average; how follows from `seed`. `cost` is for comparing sketches of one and the same part. */
placing sketch_draw(arena *a, const part *p, const sizes *z, point room, int turns, uint64_t seed, double *cost);

#endif
