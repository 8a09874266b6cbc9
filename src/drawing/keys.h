/* What the letters at lines stand for, under the figure. Private to the drawing room. */
#ifndef ENTENTE_KEYS_H
#define ENTENTE_KEYS_H

#include "drawing/element.h"
#include "drawing/layout.h"

/* Lists keys with their words in rows from the top of `room` (its lower side means nothing), no wider than it. Returns
   the y of the lower end; that of the room's top where there are none. */
double keys_add(arena *a, scene *s, const key_list *keys, box room);

#endif
