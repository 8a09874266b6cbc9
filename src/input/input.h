/* The input room: bytes -> tree -> network. The only room that reads files of the user, and the only one that knows
   <yaml.h> (tree.c). */
#ifndef ENTENTE_INPUT_H
#define ENTENTE_INPUT_H

#include "network/network.h"

/* Bounds for input that nobody vouches for. Reaching one is an error of rule RULE_LIMIT. */
typedef struct limits {
    size_t file_bytes, depth, values, aliases, text_bytes, includes, icons, icon_bytes, nodes, edges, views;
} limits;

/* Table of the bounds: name for --limit, default, place in the struct. */
typedef struct limit_row {
    const char *name; /* "file-bytes" */
    size_t standard;
    size_t offset; /* of the size_t in struct limits */
    const char *summary;
} limit_row;

extern const limit_row limit_rows[];
extern const size_t limit_row_count;
limits limits_standard(void);

/* What the command line says of the picture: a key of a view, and its value. */
typedef struct asked_word {
    const char *key, *value;
} asked_word;

typedef struct input_options {
    limits limits;
    const char *root; /* includes and icons stay inside this folder; NULL: the folder of the main file (or the working
                         directory for standard input) */
    ARRAY(asked_word) asked; /* read like the values of a view; mistakes in them are told as of a file “command line” */
} input_options;

/* Whether views have a key of that name. */
bool input_has_view_key(const char *key);

/* Reads a file ("-" is standard input, told as <stdin>), its includes, and checks everything that can be wrong in it.
   Never NULL; whether the network can be drawn is what `d` says: no errors. All of it lives in the arena.
   Errors of reading (RULE_IO) have no place for the main file, and the place of the include entry for others. */
const network *input_read(arena *a, const char *file_name, const input_options *options, diagnostics *d);

/* The same on bytes that are in memory already; `name` is used in messages and to resolve includes. */
const network *input_read_bytes(arena *a, const char *name, const char *bytes, size_t length,
                                const input_options *options, diagnostics *d);

/* The JSON Schema (2020-12) of the file format, made from the tables that files are read with. */
void input_schema(buffer *out);
/* A file in house style. */
typedef struct styled {
    const char *text;
    size_t length;
    bool changed;  /* is not what the file holds */
    unsigned line; /* where they begin to differ, from 1; 0 where they do not */
} styled;

/* Writes a file ("-" is standard input) in house style, without its includes. False where it cannot be, which is told:
   it is not YAML, or no map, or JSON by its name. What the network in it means is not asked. Lives in the arena. */
bool input_style(arena *a, const char *file_name, const input_options *options, diagnostics *d, styled *out);
/* The same on bytes that are in memory already, followed by a NUL. */
bool input_style_bytes(arena *a, const char *name, const buffer *bytes, const input_options *options, diagnostics *d,
                       styled *out);

#endif
