/* The theme: colours for light, dark and print, and the sizes of everything. Private to drawing, and the palette of a
   scene is read by the formats through scene.h. */
#ifndef ENTENTE_THEME_H
#define ENTENTE_THEME_H

#include "drawing/drawing.h"

/* One colour with its form in each theme, as 0xRRGGBB. */
typedef struct paint {
    const char *name; /* a class name in the SVG */
    uint32_t light, dark, print;
} paint;

uint32_t paint_value(const paint *p, theme t);

/* The colours that are not of a kind. */
extern const paint paint_page, paint_ink, paint_soft, paint_rule, paint_group, paint_group_line, paint_plate,
    paint_plate_line;

/* How a kind is painted. */
typedef struct kind_paint {
    const paint *fill, *stroke, *text, *note;
} kind_paint;

/* Lives in the arena where the kind's colour is "#rrggbb"; otherwise static. */
kind_paint theme_kind(arena *a, const kind *k);

/* How a line of this tone and status is painted, and the words at it. */
const paint *theme_line(tone t, status s);
/* The softer form of a line's paint, for lines only; what has a colour keeps it and is drawn thinner. */
const paint *theme_muted(const paint *line);

/* Lengths of dashes and gaps in turn, in points. */
typedef struct dash {
    double lengths[4];
    int count; /* 0: solid */
} dash;

dash theme_dash(status s);

/* In the drawing of a comparison colour says how a thing has changed, and nothing else: the paint of its line and
   words, and of its box by the kind's mark. */
const paint *theme_change_line(change_type c);
kind_paint theme_change_box(change_type c, mark m);
/* Of what went, whatever its status was. */
dash theme_dash_gone(void);

/* Sizes in points. */
#define SIZE_TITLE    14.0
#define SIZE_SUBTITLE 9.0
#define SIZE_NAME     9.5
#define SIZE_NOTE     8.1
#define SIZE_LABEL    8.1
#define SIZE_LEGEND   8.1
#define SIZE_SOURCE   8.1
#define SIZE_GROUP    8.1
#define NUMBER_SCALE  0.8 /* a note number beside its text */
#define NUMBER_RAISE  0.32
#define LINE_SPACING  1.2
#define BASELINE      0.345 /* from the middle of a line of capitals and small letters down to its baseline, in sizes */

#define PAD_NODE_X   8.0
#define PAD_NODE_Y   5.5
#define PAD_LABEL    2.0
#define ICON_SIZE    18.0 /* the square that each icon fits into, with its plate */
#define ICON_PLATE   1.5  /* of the plate, around the picture */
#define ICON_GAP     5.0  /* between icon and text */
#define STROKE_NODE  1.1
#define STROKE_LINE  1.1
#define ARROW_LENGTH 7.0
#define ARROW_WIDTH  5.6
#define MARGIN       14.0

#endif
