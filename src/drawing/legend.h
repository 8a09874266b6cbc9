/* What stands under the network: the legend of what is drawn and nothing else, and the numbered notes. Private to
 * drawing. */
#ifndef ENTENTE_LEGEND_H
#define ENTENTE_LEGEND_H

#include "drawing/measure.h"
#include "drawing/scene.h"

/* Least width of what is between the margins: a picture of one box still has room for its title. */
#define LEAST_WIDTH 220.0
#define LEGEND_GAP  14.0 /* above the legend; half of it above what follows */

/* Both add their element from the top of `room` and return the y of its lower end; room.y1 is not used. `quiet` is the
   relation that only the legend names, or NULL; `form` is not NOTES_NONE. */
double legend_add(arena *a, scene *scene, const selection *s, const relation *quiet, box room);
double notes_add(arena *a, scene *scene, const selection *s, notes_form form, box room);

#endif
