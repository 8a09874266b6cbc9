/* A first idea of where things are. Private to the drawing room. */
#ifndef ENTENTE_STRESS_H
#define ENTENTE_STRESS_H

#include "drawing/layout.h"

/* Middles of the nodes of a connected part, about as far from each other as they are in the network, in steps along
   edges; the mean is 0,0. It begins with what the ids of nodes make of themselves, so that an edit leaves what it does
   not touch about where it was. By stress majorization (Gansner, Koren and North, 2004). */
const point *stress_places(arena *a, const part *p);

#endif
