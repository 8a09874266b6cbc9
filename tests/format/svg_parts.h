/* What every SVG must hold, whatever the layout. */
#ifndef TEST_SVG_PARTS_H
#define TEST_SVG_PARTS_H

#include "drawing/drawing.h"
#include "xml.h"

typedef struct svg_options {
    layout_options layout;
    scene_options scene;
    bool inside; /* svg_inline */
} svg_options;

svg_options svg_standard(void);

/* A file that must be right, selected. All of it lives in the arena. */
const selection *selected_file(arena *a, const char *file_name);
const selection *selected_text(arena *a, const char *yaml);

/* As the format writes it; lives in the arena. */
const char *drawn(arena *a, const selection *s, const svg_options *o);

/* Reads it and looks for all that must be so: well-formed, first line, ids, roles and names, every node, edge and group
   once with its words, nothing outside of the canvas, no text out of its box, no outside reference, no style but the
   one. `name` stands in messages. */
const xml *expect_svg(arena *a, const char *name, const selection *s, const svg_options *o, const char *svg);

/* The file names of input and tests/good/case.yaml, each with its folder. */
typedef ARRAY(const char *) file_names;
file_names networks_at_hand(arena *a);

#endif
