/* Lines of a map. Private to the drawing room. */
#ifndef ENTENTE_MAP_LINES_H
#define ENTENTE_MAP_LINES_H

#include "drawing/layout.h"

/* Lines for the nodes of a placing: straight, or in a gentle bow where that runs through fewer boxes, or where another
   line joins the same two. Time grows as the length of the lines, in boxes. */
void map_lines(arena *a, const part *p, placing *at);

#endif
