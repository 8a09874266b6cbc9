/* How boxes and lines look: shapes and marks by kind, dashes by status, ends by tone. Private to drawing; the legend
   draws its samples with the same functions. */
#ifndef ENTENTE_MARK_H
#define ENTENTE_MARK_H

#include "drawing/scene.h"

/* Adds the shape of a kind; returns the paints of the text in it. */
kind_paint mark_box(arena *a, element *e, box at, const kind *k, status s, emphasis m);
/* Adds an icon, as large as fits into the square: the picture on a plate. */
item *mark_icon(arena *a, element *e, box square, const icon *of);
/* Adds a line with its ends. The curve runs from outline to outline. */
void mark_line(arena *a, element *e, curve c, tone t, status s, emphasis m, bool directed);

#endif
