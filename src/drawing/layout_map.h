/* Maps: networks too large to follow line by line, drawn so that one sees what is near what. Private to the drawing
   room. */
#ifndef ENTENTE_LAYOUT_MAP_H
#define ENTENTE_LAYOUT_MAP_H

#include "drawing/layout.h"

/* Lays a part out on a field of the page's proportions. Each group has a frame of its own with its members in it and
   nobody else; no two boxes overlap, nor two frames, but for those in one another. An engine says what is near what,
   on the page as in each group, so that time grows as that of the engine does; without one (NO_ENGINE) all begin in
   rows, and neighbours come together from there. False where the engine fails. Runs in children only. */
bool map_draw(arena *a, const part *p, const sizes *z, const char *engine, const layout_options *o, placing *out);

#endif
