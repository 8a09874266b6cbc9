/* Title and subtitle of a figure. Private to the drawing room. */
#ifndef ENTENTE_TITLE_H
#define ENTENTE_TITLE_H

#include "drawing/scene.h"

/* Adds the title of a selection, and its subtitle with the day, wrapped to a width, at the top of the figure; returns
   where what follows begins. All in points. */
double title_add(arena *a, scene *s, const selection *selection, double width);

#endif
