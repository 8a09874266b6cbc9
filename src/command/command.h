/* The command room: words of the command line in, an exit code out. The only room that prints; output.c alone writes
 * files. */
#ifndef ENTENTE_COMMAND_H
#define ENTENTE_COMMAND_H

#include "base/base.h"
#include "entente.h"
#include "format/format.h"

/* ---- command.c ---- */

typedef enum exit_code { EXIT_DONE, EXIT_INPUT, EXIT_USAGE, EXIT_IO, EXIT_LIMIT, EXIT_INTERNAL, EXIT_COUNT } exit_code;

extern const char *const exit_summaries[EXIT_COUNT];

/* Everything from the command line to the exit code. */
int command_main(int argc, char **argv);

/* ---- options.c ---- */

/* One output that was asked for: a pair of -T and -o, or one of them. */
typedef struct request {
    const format *format; /* NULL: by the suffix of `file` */
    const char *file;     /* NULL: standard output, or named after the input; "-": standard output */
} request;

typedef struct bound {
    const char *name;
    size_t value;
} bound;

/* What every picture shows: a key of views and its value. */
typedef struct asked_pair {
    const char *key, *value;
} asked_pair;

typedef ARRAY(const char *) texts;

typedef enum asked { ASKED_WORK, ASKED_HELP, ASKED_VERSION } asked;
typedef enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER, WHEN_COUNT } when;
typedef enum form { FORM_TEXT = ENTENTE_TEXT, FORM_JSON = ENTENTE_JSON, FORM_SARIF = ENTENTE_SARIF, FORM_COUNT } form;

/* A warning, and how it is switched: "on", "off" or "error". */
typedef struct warning_switch {
    const char *warning, *word;
} warning_switch;

/* Where in a page a network begins; lines count from 1. */
typedef struct embed_at {
    const char *file;
    size_t line;
} embed_at;

struct witness;

typedef struct options {
    arena *arena;
    const struct command *command;
    asked asked;
    texts files; /* "-": standard input */
    ARRAY(request) requests;
    ARRAY(bound) bounds;
    ARRAY(warning_switch) switches; /* the last one for a warning counts */
    const char *output_dir;         /* NULL: none */
    const char *like;               /* an older picture; NULL: none */
    texts views, days;              /* none: the whole, on the day that the file states */
    bool all_views;
    ARRAY(asked_pair) asked_of_view;
    size_t jobs; /* at the same time */
    bool list_dependencies, check_output, depends, phony;
    const char *depfile; /* NULL: named after the first output */
    texts targets;       /* instead of the outputs */
    entente_options figure;
    double timeout; /* seconds; 0: none */
    bool quiet, verbose;
    bool list, sources;     /* of check: what it prints */
    const char *between[2]; /* days of a comparison; NULL: none */
    bool git;
    bool only_check; /* of fmt: writes nothing */
    bool json;       /* of list */
    embed_at at;     /* of embed; its file is NULL where it is not said */
    uint64_t said;   /* a number that all that is said of the figure makes, for embed and mdbook */
    int color;       /* of `when` */
    int diagnostics; /* of `form` */
    buffer told;     /* diagnostics as JSON or as results of SARIF, collected to be one array */
    /* Of watch: */
    struct witness *witness; /* of the drawing; NULL: none */
    texts spared;            /* files that belong to somebody else */
    bool only_read;          /* draws nothing */
    bool serve, open;
    const char *address; /* NULL: 127.0.0.1 */
    size_t port;         /* 0: the usual one */
} options;

/* Which commands an option is for. */
enum {
    FOR_RENDER = 1,
    FOR_CHECK = 2,
    FOR_DIFF = 4,
    FOR_FMT = 8,
    FOR_LIST = 16,
    FOR_WATCH = 32,
    FOR_SCHEMA = 64,
    FOR_INIT = 128,
    FOR_EMBED = 256,
    FOR_MDBOOK = 512
};

typedef struct command {
    const char *word;     /* NULL: the bare command */
    const char *operands; /* "[FILE...]" */
    const char *summary;  /* one line for --help */
    int mask;             /* FOR_RENDER … */
    exit_code (*run)(options *o);
    const char *more; /* what its own help says at the end; NULL: nothing */
} command;

extern const command commands[];
extern const size_t command_count;

/* Reads the command line into `o`, which is zero but for its arena. False on wrong usage, which has been told. */
bool options_read(options *o, int argc, char **argv);
/* Takes an option that a page says, as if it stood on the command line: "view" and its value, NULL where it has none.
   Bounds, and what ends the program with an answer, are not for pages. False where it is wrong, which has been told. */
bool options_take(options *o, const char *name, const char *value);
/* The help, made from the tables: of everything for the bare command, else of what is for the command alone. */
void options_help(const command *of, buffer *out);

/* ---- render.c, check.c, diff.c, embed.c, list.c, fmt.c, schema.c, init.c, watch.c, mdbook.c: a command each ---- */

exit_code render(options *o);
exit_code check(options *o);
/* Prints what a documentation build is to know of one figure, as JSON; the drawing stands in it, or in a file that is
   named after its content. */
exit_code embed(options *o);
/* Reads "page.md:40"; false where it reads otherwise. */
bool embed_at_parse(arena *a, const char *text, embed_at *out);
exit_code list(options *o);
exit_code fmt(options *o);
exit_code schema(options *o);
exit_code init(options *o);
exit_code watch(options *o);
exit_code mdbook(options *o);
/* Unlike the others it ends with EXIT_INPUT where two networks differ, and with EXIT_USAGE where one has errors. */
exit_code diff(options *o);

/* What only `diff` writes: words and JSON; ends with a row without a name. */
extern const format diff_formats[];

/* ---- request.c ---- */

/* Whether a name is that of standard output. */
bool is_standard_output(const char *file);
/* A format by its name, those of the command first; NULL where there is none. */
const format *request_format_named(const options *o, const char *name);
/* The format that is asked for, or that of the suffix; what cannot have one (standard output, devices) gets the first
   one of the command. NULL on wrong usage, which has been told. */
const format *request_format(const options *o, const request *r);
/* Takes the file of a request that has a format; false where it is taken already (identity -> what it is), or a
   terminal cannot show it, which has been told. */
bool request_take(const options *o, const request *r, map *taken);

/* ---- diff_git.c ---- */

/* As the external diff driver that git calls: the files are what git hands over. Tells the difference in words; the
   exit code is EXIT_DONE whatever differs and whatever mistakes the networks have, since git ends at any other. */
exit_code diff_git(options *o);

/* A run with the options and bounds of the command line. */
entente *run_new(const options *o);
/* Tells the warnings that are asked for, with --strict all. */
void run_check(entente *run, const options *o);
/* Chooses the first view and day that are asked for; false where messages say why not. */
bool run_choose(entente *run, const options *o);
/* Whether the file has all views that were named; else tells which it has not. */
bool has_views(const options *o, const entente *run, const char *input);

typedef struct output output;
typedef ARRAY(output) outputs;

/* Who wants to know what render() reads and writes. Both may be called in children of this process. */
typedef struct witness {
    /* An input was read and checked, well or not; its messages have not been told. */
    void (*read)(struct witness *w, options *o, entente *run, const char *input);
    /* Outputs of an input were written, or not: the code says why. */
    void (*end)(struct witness *w, const char *input, exit_code code, const outputs *list);
} witness;

/* ---- rules.c ---- */

/* The table of all that can be told, for `check --list`. */
void rules_list(buffer *out);

/* ---- like.c ---- */

/* The bytes of a file ("-": standard input); false, with a message, where it cannot be read. */
bool read_whole(options *o, const char *name, buffer *out);
/* Hands an older picture to a run, where one was named. What went wrong has been told, or is a message of the run. */
exit_code take_like(options *o, entente *run);

/* ---- depend.c: what pictures rest on, for make and ninja ---- */

/* Whether what is asked for goes together; else tells why not. */
bool depend_is_clear(const options *o);
/* Prints the files that each input rests on, itself first, one a line. */
exit_code depend_list(options *o);
/* Adds the rule of an input that was read: its outputs, or the targets that were named, rest on these files. */
void depend_add(const options *o, const char *input, const entente *run, const texts *files, buffer *out);
/* The file that the rules go into: the one that was named, or aukus.d for the first output aukus.svg. */
const char *depend_file(const options *o, const char *first_output);

/* ---- pool.c ---- */

typedef struct pool pool;

/* Work in children, at most so many at once; 0: none, all is done in this process. */
pool *pool_new(options *o, size_t most);
/* Takes what a child that did the work on `subject` printed, in the order in which work was given. */
typedef void pool_take(options *o, void *subject, const buffer *printed);
/* From now on what children print is handed to `take`, and all work is done by children. */
void pool_hands(pool *p, pool_take *take);
/* Does the work, now or in a child that has a copy of everything as it is now. What it says is told in the order in
   which work was given; it writes files itself, and says by its code how it went. */
void pool_do(pool *p, exit_code (*work)(options *o, void *subject), void *subject);
/* Waits for all of it; the gravest code. */
exit_code pool_end(pool *p);

/* ---- message.c: what is said on standard error ---- */

/* Whether text on a stream is to be coloured. */
bool message_has_colour(const options *o, int stream);
/* How messages call an input: by its name, or "<stdin>". */
const char *message_file(const char *input);
/* Tells wrong usage; `help` may be NULL. */
exit_code message_usage(const char *help, const char *text, ...) __attribute__((format(printf, 2, 3)));
/* Tells that something could not be written. */
exit_code message_fault(options *o, const char *help, const char *text, ...) __attribute__((format(printf, 3, 4)));
/* Tells of a fault of the program, or of what was done to it. */
exit_code message_internal(options *o, const char *text, ...) __attribute__((format(printf, 2, 3)));
/* Tells all messages of a run that have not been told. */
void message_run(options *o, entente *run);
/* From now on standard error is this descriptor; what decides about colours is still what it was. */
void message_redirect(options *o, int descriptor);
/* What was collected, for the parent of a child to add to its own. */
void message_hand_over(const options *o);
/* Tells what a child said, where that went into a file. */
void message_of_child(options *o, const char *text);
/* Text that was asked for beside the work: the table of scores. */
void message_text(const options *o, const char *text);
/* At the very end: what was collected for JSON or SARIF. A log that cannot be written changes the exit code. */
exit_code message_end(options *o, exit_code code);

/* ---- terminal.c ---- */

/* How wide the terminal on standard output is; 0 where there is none. */
size_t terminal_columns(void);

/* ---- output.c ---- */

struct output {
    const char *file; /* "-": standard output */
    const char *bytes;
    size_t length;
};

/* Writes all or nothing: files are written beside their targets and renamed into place when all of them are whole. What
   went wrong has been told. */
exit_code output_write(options *o, const outputs *list);
/* Writes text to standard output. */
exit_code output_print(options *o, const buffer *text);
/* Writes a file that must not be there yet; where it is, that is told, and it stays as it was. Standard output is there
   always, and is written. */
exit_code output_create(options *o, const output *from);
/* Whether the file holds these bytes already. */
bool output_is_there(const output *from);
/* Whether a file name is that of standard output or standard error: "-", /dev/stdout … */
bool output_is_stream(const char *file);
/* Where a file name leads, as a word that is equal for the same regular file, there or not yet; NULL for what is no
   regular file (a terminal, a pipe, /dev/null) and may be named twice. "-" is standard output. */
const char *output_identity(arena *a, const char *file);
/* Removes what is half-written. May be called from a signal handler. */
void output_abandon(void);

/* ---- clock.c ---- */

/* From now on the work has so many seconds (0: as many as it wants), then the process ends with EXIT_LIMIT. With
   `progress` each second of it leaves a dot on standard error. */
void clock_start(double seconds, bool progress);
/* Seconds that are left; 0: as many as it wants. */
double clock_left(void);
/* The same, without progress, in a child that was made with so many seconds left. */
void clock_resume(double seconds);
/* Takes the line of dots away, before something else is said. */
void clock_clear(void);
void clock_stop(void);

#endif
