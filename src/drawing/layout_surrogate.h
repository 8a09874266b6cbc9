/* A cheap guess of what a layered engine will make of a candidate: own ranks, a few sweeps of crossing reduction, room
   needed. Some hundred times cheaper than a layout. Private to the drawing room. */
#ifndef ENTENTE_LAYOUT_SURROGATE_H
#define ENTENTE_LAYOUT_SURROGATE_H

#include "drawing/layout.h"

typedef struct surrogate surrogate;

/* `all` holds the sizes for each row of layout_wrappings. */
surrogate *surrogate_new(arena *a, const part *p, const sizes *const *all, const layout_options *o);
/* What the score is expected to be, as far as order, crossings and room go. What costs more than `bound` by its
   crossings alone is not looked at further. */
double surrogate_cost(surrogate *s, const candidate *c, double bound);

#endif
