/* The inside of a small group, where readers follow single lines. Private to the drawing room. */
#ifndef ENTENTE_MAP_UNTANGLE_H
#define ENTENTE_MAP_UNTANGLE_H

#include "drawing/map_slots.h"

/* As slots_swap(), for few: counts crossings, and boxes of this size that stand in a line's way, too. What is larger
   than it can take stays as it is. */
void slots_untangle(arena *a, const slot_links *links, const point *outside, point size, share *shares, size_t count);

#endif
