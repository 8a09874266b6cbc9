/* Boxes pushed apart. Private to the drawing room. */
#ifndef ENTENTE_SPREAD_H
#define ENTENTE_SPREAD_H

#include "drawing/layout.h"

/* Takes the nodes of a placing, wherever their middles are, to a drawing of the page's proportions in which no two
   overlap; what was near stays near. Time grows as the number of nodes, for each of a bounded number of rounds. */
void nodes_spread(arena *a, const part *p, const layout_options *o, placing *at);

#endif
