/* Building blocks of a scene. Private to the drawing room. */
#ifndef ENTENTE_ELEMENT_H
#define ENTENTE_ELEMENT_H

#include "drawing/measure.h"
#include "drawing/scene.h"

/* A new element at the end of the scene; a new item at the end of an element. A pointer to an item
   is good until the next. */
element *scene_element(arena *a, scene *s, const char *class_name);
item *scene_item(arena *a, element *e, item_type type);
item *scene_text(arena *a, element *e, point at, anchor anchor, const char *text, double size, bool bold,
                 const paint *fill);
/* Lines of text from the top at y; returns the y of their lower end. */
double scene_block(arena *a, element *e, const text_block *b, double x, double y, anchor anchor, double size, bool bold,
                   const paint *fill);

#endif
