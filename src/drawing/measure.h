/* How large boxes and labels are, for one way of wrapping their text. Private to the drawing room. */
#ifndef ENTENTE_MEASURE_H
#define ENTENTE_MEASURE_H

#include "drawing/drawing.h"

/* Widths in points at which text breaks. */
typedef struct wrapping {
    double name, note, label;
} wrapping;

/* A block of lines set in one size, perhaps with note numbers raised behind the last line. */
typedef struct text_block {
    text_lines lines;
    const char *numbers; /* "1" or "1, 3"; "" for none */
    double size;         /* of the letters */
    double line;         /* height of one line */
    double last;         /* width of the last line with its numbers */
    double width, height;
} text_block;

/* Whether a block is measured on the safe side, as scripts with joined and stacked letters are: it is narrower than
   that, and may stand at a side of its box. */
bool block_is_loose(const text_block *b);

typedef struct node_size {
    text_block name, note; /* the numbers stand behind the note, or the name where there is no note */
    double width, height;  /* of the box, whole points */
} node_size;

enum { NARROW_NAMES = 2 };

typedef struct sizes {
    wrapping wrapping;
    const relation *quiet; /* its lines carry only their numbers, and the legend says its name; NULL: none */
    node_size *nodes;      /* by index in the selection */
    text_block *labels;    /* of edges; no lines and no size where there is nothing to say */
    text_block *groups;    /* names of groups */
    text_block (*narrow_groups)[NARROW_NAMES]; /* and in more lines, for frames with lines through them */
} sizes;

const sizes *measure(arena *a, const selection *s, wrapping w);
/* The same with a key of one or two letters in place of each label that has words: for lines with no room for them. The
   letters stand for their width; which they are is known when all is placed. */
const sizes *measure_keys(arena *a, const selection *s, const sizes *z);

/* The block of a group's name that has the size of its place. */
const text_block *name_at(const sizes *z, size_t group, box at);

/* Whether an edge's line carries words, not only the numbers of its notes. */
bool label_has_words(const sizes *z, const edge *e);

/* The same without labels of edges. */
const sizes *measure_bare(arena *a, const selection *s, const sizes *z);

/* How much larger than usual the title and the names of groups are: a large map is seen as a whole first, and then as
   small as its page makes it. */
double map_scale(const selection *s);

/* A block of text of its own. `most` 0: as many lines as it takes. Numbers without text make a line too. */
text_block measure_block(arena *a, const char *text, const char *numbers, double size, bool bold, double width,
                         size_t most);
/* The numbers of the notes that a claim cites, as drawn: "1, 3". */
const char *note_numbers(arena *a, const selection *s, const claim *c);
/* Width of note numbers set beside text of a size, with the gap before them. */
double numbers_width(const char *numbers, double size, bool bold);

#endif
