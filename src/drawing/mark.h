/* How boxes and lines look: shapes and marks by kind, dashes by status, ends by tone. Private to drawing; the legend
   draws its samples with the same functions. */
#ifndef ENTENTE_MARK_H
#define ENTENTE_MARK_H

#include "drawing/scene.h"

typedef struct box_look {
    status status;
    emphasis emphasis;
    change_type change; /* CHANGE_NONE: nothing is compared */
} box_look;

box_look look_of_node(const selection *s, const node *n);
/* How far the text in a box moves away from the mark at its side. */
point mark_shift(const kind *k);
/* Adds the shape of a kind; returns the paints of the text in it. */
kind_paint mark_box(arena *a, element *e, box at, const kind *k, box_look look);
/* Adds an icon, as large as fits into the square: the picture on a plate. */
item *mark_icon(arena *a, element *e, box square, const icon *of);

typedef struct line_look {
    tone tone;
    status status;
    emphasis emphasis;
    bool directed;
    bool bare; /* without heads */
    change_type change;
} line_look;

line_look look_of_edge(const selection *s, const edge *e);
/* The paint of a line and of the words at it. */
const paint *look_paint(line_look look);
/* Adds a line with its ends. The curve runs from outline to outline: `tail` and `head` are those of the shapes that it
   joins, where marks keep off them; without points where there are none. */
void mark_line(arena *a, element *e, curve c, polyline tail, polyline head, line_look look);

#endif
