/* From where an engine put the nodes to a picture that fits its page: nodes and labels moved by simulated annealing.
   Private to the drawing room. */
#ifndef ENTENTE_REFINE_H
#define ENTENTE_REFINE_H

#include "drawing/layout.h"

typedef struct refining refining;

/* What is moved, where `from` has it; `from` is only read. */
refining *refining_new(arena *a, const part *p, const sizes *z, const layout_options *o, direction d,
                       const placing *from);
/* Where nodes were in an older picture, in the coordinates of `from`: far from there costs more. */
void refining_anchor(refining *r, const point *anchors, const bool *anchored);
/* What it costs that nodes are not there. */
double refining_moved(const refining *r);
/* Tries `moves` moves at temperatures that fall from `heat` (in the points of score.c) to nothing; which moves follows
   from `seed`. Things begin at `small` of their size and grow to all of it; all is to fit into `room` at the end.
   `alive` is called now and then. What is found stays for a next call. */
void refining_run(refining *r, void (*alive)(void), int moves, double heat, double small, point room, uint64_t seed);
/* The nodes where they are now, with straight lines between them and frames around them. */
placing refining_placing(arena *a, const refining *r);
/* What score.c would say of it, about: for comparing states of one and the same part. */
double refining_cost(const refining *r);

#endif
