/* Runs the real program in a folder of its own, and tells what came of it. */
#ifndef TEST_PROGRAM_H
#define TEST_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A network that can be drawn, with nothing to warn of. */
extern const char *const good;
/* One with an error in line 2. */
extern const char *const bad;
/* One without errors, but with warnings. */
extern const char *const doubtful;

typedef struct result {
    int code;        /* exit code, or 128 + signal */
    char *out, *err; /* NUL-terminated */
    size_t out_length;
} result;

/* How the program is started; all of it may be left out. */
typedef struct setting {
    const char *input;            /* what stands on standard input; NULL: nothing */
    const char *out;              /* file that standard output is opened on, instead of being caught; "": closed */
    const char *const *variables; /* "NAME=VALUE", NULL at the end, added to the environment */
} setting;

/* Enters a new, empty folder, with good.yaml, bad.yaml and doubtful.yaml in it; leaving removes it. */
void folder_enter(void);
void folder_leave(void);

/* Runs `entente LINE`, LINE being split at blanks. The caller frees with result_free(). */
result run(const char *line);
result run_in(const char *line, setting s);
/* Starts it with the streams that the test has, and does not wait. */
pid_t run_start(const char *line);
void result_free(result *r);

void file_write(const char *name, const char *text);
/* What a file holds, NULL where there is none; the caller frees it. */
char *file_read(const char *name, size_t *length);
bool file_exists(const char *name);
/* How many entries the folder has. */
int folder_count(const char *name);

/* NULL where `text` is well-formed JSON, else where it stops being so. */
const char *json_fault(const char *text);

#endif
