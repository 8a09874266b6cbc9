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

/* Building blocks of elements (scene.c). */
element *scene_element(arena *a, scene *s, const char *class_name);
item *scene_item(arena *a, element *e, item_type type);
item *scene_text(arena *a, element *e, point at, anchor anchor, const char *text, double size, bool bold,
                 const paint *fill);
/* Lines of text from the top at y; returns the y of their lower end. */
double scene_block(arena *a, element *e, const text_block *b, double x, double y, anchor anchor, double size, bool bold,
                   const paint *fill);

#endif
