#include "drawing/element.h"

#include <string.h>

item *scene_item(arena *a, element *e, item_type type)
{
    item *i = array_add(a, &e->items);
    i->type = type;
    return i;
}

item *scene_text(arena *a, element *e, point at, anchor anchor, const char *text, double size, bool bold,
                 const paint *fill)
{
    item *i = scene_item(a, e, ITEM_TEXT);
    i->points = arena_get(a, sizeof(point));
    i->points[0] = at;
    i->count = 1;
    i->anchor = anchor;
    i->text = text;
    i->leftward = text_is_leftward(text, strlen(text));
    i->size = size;
    i->bold = bold;
    i->fill = fill;
    return i;
}

double scene_block(arena *a, element *e, const text_block *b, double x, double y, anchor anchor, double size, bool bold,
                   const paint *fill)
{
    for (size_t k = 0; k < b->lines.count; k++) {
        text_line line = b->lines.items[k];
        bool numbered = k + 1 == b->lines.count && *b->numbers;
        /* LibreOffice puts what follows a text in its line where it belongs only if the text begins at its place. */
        bool from_start = numbered && anchor == ANCHOR_MIDDLE && !line.leftward;
        point at = {x, y + b->line / 2 + size * BASELINE};
        if (from_start)
            at.x -= (line.width + numbers_width(b->numbers, size, false)) / 2;
        item *i = scene_text(a, e, at, from_start ? ANCHOR_START : anchor, line.text, size, bold, fill);
        i->leftward = line.leftward;
        i->numbers = numbered ? b->numbers : "";
        y += b->line;
    }
    return y;
}

element *scene_element(arena *a, scene *s, const char *class_name)
{
    element *e = arena_new_of(a, element);
    e->class_name = class_name;
    *array_add(a, &s->elements) = e;
    return e;
}
