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
#include <stdint.h>

#define ENTENTE_VERSION "0.1.0"

typedef struct entente entente;

typedef struct entente_options {
    /* Words such as "neato", "down", "dark", "none"; NULL: what the view says, else the default. */
    const char *engine, *direction, *theme, *legend, *notes;
    const char *effort;             /* NULL: normal */
    double page_width, page_height; /* points; 0: what the view says, else 16 x 24 cm */
    double seconds;                 /* for one try of a layout engine */
    double dpi, scale;
    size_t columns; /* of plain text; 0: 80 */
    bool strict;
    const char *id_prefix; /* NULL: made from the network and `salt` */
    uint64_t salt;         /* tells the ids of pictures of one network apart that stand on one page; 0: no need */
    const char *alt;       /* alternative text; NULL: the network in words */
    const char *root;      /* includes and icons stay inside; NULL: the folder of the file */
} entente_options;

entente_options entente_standard(void);

/* Options are copied as a struct; the texts in it must outlive the run. */
entente *entente_new(const entente_options *options);
void entente_free(entente *run);

/* Sets a bound ("nodes", 5000); false where there is none of that name. */
bool entente_limit(entente *run, const char *name, size_t value);

/* Says what every picture shows, over what its view says: a key of `views:` ("only", "title" …) and its value, for what
   is read from now on. False where views have no such key; a wrong value is an error at its place in the command line.
   Both texts must outlive the run. */
bool entente_ask(entente *run, const char *key, const char *value);

/* Keeps the places of an older picture, an SVG that was drawn by this program, in what is drawn from now on. False,
   with a message, where it holds no places. `name` is how messages call it. */
bool entente_like(entente *run, const char *name, const char *svg, size_t length);

/* Switches a warning ("unused-source") "on", "off" or to an "error", before the reading: what was said first stays,
   also against what the file says. False where there is no such warning, or no such word. */
bool entente_switch(entente *run, const char *warning, const char *word);

/* Reads a network from a file ("-": standard input) or from memory. True where it can be drawn. */
bool entente_read(entente *run, const char *file_name);
bool entente_read_bytes(entente *run, const char *name, const char *bytes, size_t length);
/* The files that were read, the main one first, by the names that messages give them; NULL where there are no more. */
const char *entente_file(const entente *run, size_t index);
/* Gives a file ("-": standard input) in house style, whatever the network in it means, and the line, from 1, in which
   it begins to differ from what it was (0: nowhere). False where messages say why not. */
bool entente_style(entente *run, const char *file_name, const char **bytes, size_t *length, unsigned *differs);
/* Includes and icons that what was read names, by the names that they are opened with, those too that are not there;
   NULL where there are no more. A picture rests on these and on the main file. */
const char *entente_named(const entente *run, size_t index);
/* Adds the warnings that `check` gives. */
void entente_check(entente *run);
/* Adds only those of them that were asked for by name, here or in the file: for who draws. */
void entente_check_asked(entente *run);

/* The names of the views that were read, in the order of the file; NULL where there are no more. */
const char *entente_view(const entente *run, size_t index);
/* Takes what is drawn from now on: a view by its name (NULL: the whole), on a day such as "2021-09" (NULL: the one that
   the network states, if any). Adds the warnings about it. False where there is no such view or day, which messages
   say. */
bool entente_choose(entente *run, const char *view, const char *day);
/* Pictures of one view on these days (each can be chosen then) are laid out as one: what is drawn on several of them
   has one place. Other days, and with 0 days each picture, are laid out alone. The texts must outlive the run. */
void entente_sweep(entente *run, const char *const *days, size_t count);

/* From now on the difference between what `older` has read and what this run has read is told and drawn. Words tell all
   that differs, on whatever day; drawings what differs of what the pictures of both show. Where both runs have chosen a
   view or a day, words are of that too. `older` must outlive the run. False where one of both has errors. */
bool entente_compare(entente *run, const entente *older);
/* The same between two days ("2021-12-31", "2024-05", "2024") of what was read, in the view that was chosen. */
bool entente_between(entente *run, const char *day, const char *later);
/* Whether anything is told. */
bool entente_differs(const entente *run);
/* The difference as text for a terminal or a commit message, or as JSON. */
const char *entente_difference(entente *run, bool json, bool colour);

/* Draws what was chosen, or the whole, as `format` ("svg", "dot" …). The graph, the layout and the scene are made when
   first needed and kept, so several formats cost one layout. False where messages say why not. */
bool entente_draw(entente *run, const char *format, const char **bytes, size_t *length);

/* Paints what is drawn from now on in another theme ("print"; NULL: what the view says), in the layout that it has.
   False where there is no such theme. */
bool entente_paint(entente *run, const char *theme);

/* What the files that were read hold, as text for people or as JSON, whatever a picture would show. False where
   messages say why not. */
bool entente_list(entente *run, bool json, const char **bytes, size_t *length);

/* What was chosen, in words, for who shows the picture; NULL where nothing was. */
typedef struct entente_words {
    const char *title, *sentences; /* "AUKUS"; what the picture shows, as its alternative text */
    const char *lang;              /* "en" */
} entente_words;

entente_words entente_in_words(entente *run);

/* A number that all bytes make that were read: of the file, its includes, its icons and the older picture. Empty lines
   at the beginning of the file count nothing. */
uint64_t entente_fingerprint(const entente *run);

/* The table of layout scores as text, after a drawing. */
const char *entente_scores(const entente *run);

/* The claims of what was read without errors by their sources, as a table for a terminal of so many columns. */
const char *entente_sources(entente *run, int columns);

typedef enum entente_form { ENTENTE_TEXT, ENTENTE_JSON, ENTENTE_SARIF } entente_form;

/* All messages since entente_told(), in file order: as text (colour: with terminal colours), as a JSON array, or as an
   array of the results of a SARIF log (sarif_log() in base/base.h makes the whole). Never NULL. */
const char *entente_messages(entente *run, entente_form form, bool colour);
/* Takes back that what was asked for names something that this network does not have, for who asks the same of another
   one that has it. */
void entente_pardon(entente *run);
/* The messages so far have been told, and are not told again. */
void entente_told(entente *run);
size_t entente_errors(const entente *run);
size_t entente_warnings(const entente *run);
/* 0, or the exit code for the gravest message: 1 input, 2 what was asked for, 3 reading, 4 limit, 5 internal. */
int entente_exit(const entente *run);

#endif
