/* entente: a network of claims in, a figure out.

   The way of the data: bytes -> tree -> network -> selection -> graph -> DOT, selection -> paper -> text, Markdown, and
   selection -> layout -> scene -> SVG, PNG, PDF, image maps; a record with the scene's positions -> JSON. `make` in
   entente.c, which entente_draw() calls, reads as that list.

   Ownership: one `entente` holds one run, everything in it is freed by entente_free(); bytes of a result belong to the
   run too. Nothing is printed and no file is written; files are read where the network names them. Messages are asked
   for with entente_messages(). Layout runs in child processes: a program with threads should draw from one that has
   not started any, since fork() copies only the calling thread. Two runs share nothing but the handler for running out
   of memory (memory_on_failure in base/base.h). */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stdbool.h>
#include <stddef.h>

#define ENTENTE_VERSION "0.1.0"

typedef struct entente entente;

typedef struct entente_options {
    const char *engine, *direction, *effort, *theme; /* words of cli.md; NULL: the default */
    double page_width, page_height;                  /* points */
    double seconds;                                  /* for one try of a layout engine */
    double dpi, scale;
    size_t columns; /* of plain text; 0: 80 */
    bool legend, notes, strict;
    const char *id_prefix; /* NULL: made from the network */
    const char *root;      /* includes and icons stay inside; NULL: the folder of the file */
} entente_options;

entente_options entente_standard(void);

/* Options are copied as a struct; the texts in it must outlive the run. */
entente *entente_new(const entente_options *options);
void entente_free(entente *run);

/* Sets a bound ("nodes", 5000); false where there is none of that name. */
bool entente_limit(entente *run, const char *name, size_t value);

/* Keeps the places of an older picture, an SVG that was drawn by this program, in what is drawn from now on. False,
   with a message, where it holds no places. `name` is how messages call it. */
bool entente_like(entente *run, const char *name, const char *svg, size_t length);

/* Reads a network from a file ("-": standard input) or from memory. True where it can be drawn. */
bool entente_read(entente *run, const char *file_name);
bool entente_read_bytes(entente *run, const char *name, const char *bytes, size_t length);
/* The files that were read, the main one first, by the names that messages give them; NULL where there are no more. */
const char *entente_file(const entente *run, size_t index);
/* Adds the warnings that `check` gives. */
void entente_check(entente *run);

/* Draws what was read as `format` ("svg", "dot" …). The graph, the layout and the scene are made when first needed and
   kept, so several formats cost one layout. False where messages say why not. */
bool entente_draw(entente *run, const char *format, const char **bytes, size_t *length);

/* What the files that were read hold, as text for people or as JSON, whatever a picture would show. False where
   messages say why not. */
bool entente_list(entente *run, bool json, const char **bytes, size_t *length);

/* The table of layout scores as text, after a drawing. */
const char *entente_scores(const entente *run);

/* All messages so far, in file order, as text (colour: with terminal colours) or as JSON. Never NULL. */
const char *entente_messages(entente *run, bool json, bool colour);
size_t entente_errors(const entente *run);
size_t entente_warnings(const entente *run);
/* 0, or the exit code for the gravest message: 1 input, 3 reading, 4 limit, 5 internal. */
int entente_exit(const entente *run);

#endif
