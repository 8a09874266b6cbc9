/* The drawing room: selection -> graph (for DOT), selection -> layout -> scene (for everything that is seen).
   Lengths are points (1/72 inch), y grows downwards, unless said otherwise. Everything lives in the arena given. */
#ifndef ENTENTE_DRAWING_H
#define ENTENTE_DRAWING_H

#include "network/network.h"

typedef struct point {
    double x, y;
} point;

typedef struct box {
    double x0, y0, x1, y1;
} box;

/* ---- text.c, text_wrap.c: how wide text is, and where it breaks ---- */

/* Width in points of UTF-8 text set in the Helvetica metrics (Arial, Liberation Sans, Arimo and Nimbus Sans share
   them), without kerning. Scripts that these fonts lack are measured on the safe side: as wide as in the widest of the
   fonts in use, or as the boxes that are drawn where no font has them. */
double text_width(const char *text, size_t length, double size, bool bold);

/* The same where a font has all its letters: often half as wide, for scripts with many marks. */
double text_width_of_letters(const char *text, size_t length, double size, bool bold);

/* Is it set from right to left? The first letter tells (UAX #9, P2 and P3). */
bool text_is_leftward(const char *text, size_t length);

/* Distance of the baselines of two lines, in sizes: more than usual for scripts that build high. */
double text_spacing(const char *text);

typedef struct text_line {
    const char *text; /* NUL-terminated; without blanks at its ends */
    double width;     /* points */
    bool leftward;    /* its paragraph is set from right to left */
} text_line;

typedef ARRAY(text_line) text_lines;

/* Breaks text into lines of at most `width` points: at blanks and newlines (which always break), behind hyphens and
   dashes, at soft hyphens and zero-width spaces, between wide characters; inside a word only where it alone is too
   wide, behind a sign such as "/" or "_" if it has one, else with a hyphen between letters. Lines of one paragraph are
   evened out: the least width that needs no further line. With `most` > 0 the last line allowed ends in "…" where text
   is left over. Embeddings, overrides and isolates are left out: a line must not reorder what is set behind it. Empty
   text gives no line. */
text_lines text_wrap(arena *a, const char *text, double size, bool bold, double width, size_t most);
/* For what has room around it: a word is broken only where even its letters are too wide, so that a word whose boxes
   are too wide, if no font has it, makes its line wider than `width`. */
text_lines text_wrap_loosely(arena *a, const char *text, double size, bool bold, double width, size_t most);

/* ---- graph.c: selection -> graph, and DOT ---- */

typedef struct graph graph;

/* The graph with real ids, kinds, relations, statuses, dates and sources as attributes, groups as clusters;
   un-laid-out. Its memory belongs to the arena too. */
graph *graph_build(arena *a, const selection *s);
/* As DOT text. */
void graph_write(graph *g, buffer *out);

/* ---- theme.c: what colours and sizes things have ---- */

typedef enum theme { THEME_AUTO, THEME_LIGHT, THEME_DARK, THEME_PRINT, THEME_COUNT } theme;
extern const char *const theme_words[THEME_COUNT];

/* ---- what stands under the network ---- */

/* Numbers at the claims and the list of sources; in full with what else is known of each, and its address. */
typedef enum notes_form { NOTES_NONE, NOTES_AUTO, NOTES_FULL, NOTES_COUNT } notes_form;
extern const char *const notes_words[NOTES_COUNT];
extern const char *const legend_words[2]; /* "none", "auto" */

/* ---- layout: where things are ---- */

typedef enum direction { DIRECTION_AUTO, DIRECTION_DOWN, DIRECTION_RIGHT, DIRECTION_COUNT } direction;
extern const char *const direction_words[DIRECTION_COUNT];
typedef enum effort { EFFORT_FAST, EFFORT_NORMAL, EFFORT_BEST, EFFORT_COUNT } effort;
extern const char *const effort_words[EFFORT_COUNT];
/* "auto", "dot", "neato", "fdp", "sfdp", "circo", "twopi"; ends with NULL. */
extern const char *const engine_words[];

/* Where things were in an older picture of the network: points of that picture. */
typedef struct older_line {
    const point *points; /* a chain of Béziers, not quite as far as its ends */
    size_t count;
} older_line;

typedef struct older {
    map *nodes; /* id -> box */
    map *edges; /* older_edge_key() -> older_line, of the first edge between two nodes */
    size_t count;
} older;

const char *older_edge_key(arena *a, const char *from, const char *to);

typedef struct surroundings surroundings; /* surroundings.h */

typedef struct layout_options {
    const char *engine; /* one of engine_words */
    direction direction;
    effort effort;
    double page_width, page_height; /* points */
    double seconds;                 /* wall time for one try of an engine */
    size_t bytes;                   /* memory for one try of an engine */
    bool legend;                    /* whether the picture gets one */
    notes_form notes;
    surroundings *surroundings; /* what legend and notes take, filled in by layout_choose() */
    const older *older;         /* what stays where it was as far as it can; NULL: nothing */
} layout_options;

layout_options layout_standard(void);

typedef struct layout layout;

/* Tries candidates, takes the best. Never NULL: the last resort is a plain grid, with a warning in `d`. With `log` not
   NULL the table of scores is written to it. */
const layout *layout_choose(arena *a, const selection *s, const layout_options *o, diagnostics *d, buffer *log);

/* ---- layout_shared.c ---- */

/* The layout of `all`, a union that `s` is one of (selection_union()), as that of `s` alone: everything stays at its
   place, whatever is drawn of it; the numbers of notes are those of `s`. */
const layout *layout_shared(arena *a, const layout *whole, const selection *all, const selection *s);

/* ---- scene.c: what is to be drawn, in the order of drawing ---- */

typedef struct scene scene;

typedef struct scene_options {
    theme theme;
    const char *id_prefix; /* NULL: made from the network and `salt` */
    uint64_t salt;         /* 0: none */
    bool legend;
    notes_form notes;
    const char *description; /* NULL: the network in words */
} scene_options;

scene *scene_build(arena *a, const selection *s, const layout *l, const scene_options *o);

/* ---- positions.c ---- */

/* Puts the size of the picture, and where each group, node and edge is in it, into what network_record() made of the
   same selection, and returns it. */
struct record *positions_put(arena *a, const scene *s, struct record *r);

#endif
