/* The scene: what is to be drawn, in the order of drawing. One list that every renderer reads; points, y down. */
#ifndef ENTENTE_SCENE_H
#define ENTENTE_SCENE_H

#include "drawing/geometry.h"
#include "drawing/theme.h"

typedef enum item_type {
    ITEM_RECT,
    ITEM_POLYGON,
    ITEM_POLYLINE,
    ITEM_CURVE,
    ITEM_CIRCLE,
    ITEM_TEXT,
    ITEM_ICON
} item_type;
typedef enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } anchor;

typedef struct item {
    item_type type;
    const paint *fill, *stroke; /* NULL: none */
    double stroke_width;
    dash dash;     /* along a line of its length */
    box box;       /* rect, icon */
    double radius; /* of a rect's corners, or of a circle */
    point *points; /* polygon, polyline, curve (1 + 3k), circle and text (one: centre, end of the baseline by anchor) */
    size_t count;
    const char *text, *numbers, *url; /* numbers are raised behind the text; "" or NULL for none */
    double size;
    bool bold;
    bool leftward; /* text: set from right to left; the anchor says which end of what is seen */
    anchor anchor;
    const icon *icon;
    size_t icon_number;       /* counts the different icons from 1 */
    const point *icon_before; /* where the same icon stands already (its left top); NULL: nowhere */
} item;

/* Items that belong together: a node, an edge with its label, a frame, the title, the legend, the notes. */
typedef struct element {
    const char *class_name; /* "node countries" */
    const char *id;         /* behind the prefix; NULL: none */
    const char *symbol;     /* accessible name and tooltip; NULL: only decoration, or text that speaks for itself */
    const char *part;       /* accessible name of a part of the figure: "Legend"; NULL: none */
    const char *url;
    const char *data_id, *data_from, *data_to;
    box box;          /* of a node's shape, of a frame, of an edge's label; without width: none */
    polyline outline; /* of a node's shape, closed; for nodes alone */
    curve line;       /* of an edge, from outline to outline; what is drawn of it leaves room for its ends */
    ARRAY(item) items;
} element;

struct scene {
    double width, height;
    theme theme;
    const char *prefix, *lang, *title, *description;
    ARRAY(element *) elements;
};

#endif
