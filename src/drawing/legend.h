/* What stands under the network: the legend of what is drawn and nothing else, and the numbered notes. Private to
 * drawing. */
#ifndef ENTENTE_LEGEND_H
#define ENTENTE_LEGEND_H

#include "drawing/measure.h"
#include "drawing/scene.h"

/* Both add their element from the top of `room` and return the y of its lower end; room.y1 is not used. `quiet` is the
   relation that only the legend names, or NULL. */
double legend_add(arena *a, scene *scene, const selection *s, const relation *quiet, box room);
double notes_add(arena *a, scene *scene, const selection *s, box room);

#endif
