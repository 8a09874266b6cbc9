/* A first sketch of a network, for layouts that no engine's ranks suit. Private to the drawing room. */
#ifndef ENTENTE_REFINE_SKETCH_H
#define ENTENTE_REFINE_SKETCH_H

#include "drawing/layout.h"

/* Boxes within a room of this size, with straight lines between them, few of which cross. Each node has `turns`
   to be moved, on the average; how follows from `seed`. Of the four images that mirrors make of it, it is the one most
   like the places in `like` (see stress.h). `cost` is for comparing sketches of one and the same part. */
placing sketch_draw(arena *a, const part *p, const sizes *z, point room, const point *like, int turns, uint64_t seed,
                    double *cost);

#endif
