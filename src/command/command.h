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

typedef enum asked { ASKED_WORK, ASKED_HELP, ASKED_VERSION } asked;
typedef enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER, WHEN_COUNT } when;
typedef enum form { FORM_TEXT, FORM_JSON, FORM_COUNT } form;

typedef struct options {
    arena *arena;
    const struct command *command;
    asked asked;
    ARRAY(const char *) files; /* "-": standard input */
    ARRAY(request) requests;
    ARRAY(bound) bounds;
    const char *output_dir; /* NULL: none */
    const char *like;       /* an older picture; NULL: none */
    entente_options figure;
    double timeout; /* seconds; 0: none */
    bool quiet, verbose, json;
    int color;       /* of `when` */
    int diagnostics; /* of `form` */
    buffer told;     /* diagnostics as JSON, collected to be one array */
} options;

/* Which commands an option is for. */
enum { FOR_RENDER = 1, FOR_CHECK = 2, FOR_LIST = 4 };

typedef struct command {
    const char *word;     /* NULL: the bare command */
    const char *operands; /* "[FILE...]" */
    const char *summary;  /* one line for --help */
    int mask;             /* FOR_RENDER … */
    exit_code (*run)(options *o);
} command;

extern const command commands[];
extern const size_t command_count;

/* Reads the command line into `o`, which is zero but for its arena. False on wrong usage, which has been told. */
bool options_read(options *o, int argc, char **argv);
/* The help, made from the tables: of everything for the bare command, else of what is for the command alone. */
void options_help(const command *of, buffer *out);

/* ---- render.c, check.c, list.c: a command each ---- */

exit_code render(options *o);
exit_code check(options *o);
exit_code list(options *o);

/* A run with the options and bounds of the command line. */
entente *run_new(const options *o);

/* ---- like.c ---- */

/* Hands an older picture to a run, where one was named. What went wrong has been told, or is a message of the run. */
exit_code take_like(options *o, entente *run);

/* ---- message.c: what is said on standard error ---- */

/* Tells wrong usage; `help` may be NULL. */
exit_code message_usage(const char *help, const char *text, ...) __attribute__((format(printf, 2, 3)));
/* Tells that something could not be written. */
exit_code message_fault(options *o, const char *help, const char *text, ...) __attribute__((format(printf, 3, 4)));
/* Tells all messages of a run. */
void message_run(options *o, entente *run);
/* Text that was asked for beside the work: the table of scores. */
void message_text(const options *o, const char *text);
/* At the very end: what was collected for JSON. */
void message_end(const options *o);

/* ---- terminal.c ---- */

/* How wide the terminal on standard output is; 0 where there is none. */
size_t terminal_columns(void);

/* ---- output.c ---- */

typedef struct output {
    const char *file; /* "-": standard output */
    const char *bytes;
    size_t length;
} output;

typedef ARRAY(output) outputs;

/* Writes all or nothing: files are written beside their targets and renamed into place when all of them are whole. What
   went wrong has been told. */
exit_code output_write(options *o, const outputs *list);
/* Where a file name leads, as a word that is equal for the same regular file, there or not yet; NULL for what is no
   regular file (a terminal, a pipe, /dev/null) and may be named twice. "-" is standard output. */
const char *output_identity(arena *a, const char *file);
/* Removes what is half-written. May be called from a signal handler. */
void output_abandon(void);

/* ---- clock.c ---- */

/* From now on the work has so many seconds (0: as many as it wants), then the process ends with EXIT_LIMIT. With
   `progress` each second of it leaves a dot on standard error. */
void clock_start(double seconds, bool progress);
/* Takes the line of dots away, before something else is said. */
void clock_clear(void);
void clock_stop(void);

#endif
