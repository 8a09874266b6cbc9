/* The format room: a scene, a graph, a paper or a record in, bytes out. Never sees the network. */
#ifndef ENTENTE_FORMAT_H
#define ENTENTE_FORMAT_H

#include "base/paper.h"
#include "base/record.h"
#include "drawing/drawing.h"

/* What a format is made from: DOT and words need no layout. */
typedef enum format_needs {
    NEEDS_GRAPH,
    NEEDS_SCENE,
    NEEDS_OUTLINE, /* a paper to be read */
    NEEDS_ANNEX,   /* a paper of tables */
    NEEDS_RECORD   /* and a scene, which its positions are of */
} format_needs;

typedef struct format_input {
    graph *graph;       /* NULL unless NEEDS_GRAPH */
    const scene *scene; /* NULL unless NEEDS_SCENE */
    double dpi;         /* of PNG and its areas: pixels to an inch of the figure */
    double scale;       /* of PNG and its areas: so many times the pixels, on the same inch */
    const paper *paper;
    size_t columns; /* of plain text */
    const record *record;
} format_input;

typedef struct format {
    const char *name;         /* "svg_inline", for -T */
    const char *suffix;       /* ".svg"; of a file name it means the first format that has it */
    const char *other_suffix; /* that means it too; NULL: none */
    format_needs needs;
    bool binary; /* not for a terminal */
    const char *summary;
    /* Appends the bytes to `out`; NULL when done, else what went wrong, as a sentence in static memory. Where a bound
       was the cause, out->failed is set too. */
    const char *(*write)(const format_input *in, buffer *out);
} format;

extern const format formats[];
extern const size_t format_count;

/* NULL where there is none. */
const format *format_by_name(const char *name);
/* Whether a file name has a suffix of the format, in letters of any size. */
bool format_has_suffix(const format *f, const char *file_name);
/* By the suffix of a file name; NULL where none fits. */
const format *format_by_suffix(const char *file_name);

const char *dot_write(const format_input *in, buffer *out);
const char *svg_write(const format_input *in, buffer *out);        /* stands alone */
const char *svg_inline_write(const format_input *in, buffer *out); /* inside HTML: no prolog, comment or blank line */
const char *png_write(const format_input *in, buffer *out);
const char *pdf_write(const format_input *in, buffer *out);

const char *text_write(const format_input *in, buffer *out);
const char *markdown_write(const format_input *in, buffer *out);
const char *json_write(const format_input *in, buffer *out);
const char *cmapx_write(const format_input *in, buffer *out);

/* What text_write() and json_write() write, of any paper and record. */
void text_put(const paper *p, size_t columns, buffer *out);
void json_put(const record *r, buffer *out);

/* What a picture that svg.c wrote says of places; NULL where it holds none. It lives in the arena, and keeps no pointer
   into the bytes. */
const older *svg_older(arena *a, const char *bytes, size_t length);

#endif
