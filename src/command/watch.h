/* Watching: figures follow the files that they rest on. Private to the command room.

   The way of a round: folders.c tells that a file was touched; watch.c waits until the writing is over; redraw.c draws
   in a child, which can be abandoned and leaves nothing behind; watch.c tells what came of it. */
#ifndef ENTENTE_WATCH_H
#define ENTENTE_WATCH_H

#include "command/command.h"

#include <poll.h>
#include <signal.h>
#include <time.h>

/* ---- watch.c ---- */

/* An input, and what the last drawing of it that came to an end said of it. */
typedef struct watched {
    const char *file;
    arena *arena;   /* of what is below */
    texts named;    /* includes and icons, those too that are not there */
    texts written;  /* outputs of the last drawing that wrote some */
    exit_code code; /* of the last drawing; EXIT_DONE: all that is asked for is of the last save */
    exit_code told; /* of the last drawing that was told of */
    bool was_read;  /* by the last drawing: `named` is of it, well or not */
    bool drew;      /* the last drawing: `written` is of it */
    bool touched;   /* since the last drawing began */
    bool in_round;  /* it is drawn now, or was in the round that is told */
    buffer handed;  /* what the guest put together in the child, last */
} watched;

/* What came of a drawing. */
typedef struct round {
    const watched *inputs; /* all of them: see `in_round` */
    size_t count;
    exit_code code;   /* the gravest of the round */
    double seconds;   /* from the first change on */
    const char *said; /* all messages of the round, as they are told */
} round;

typedef ARRAY(struct pollfd) descriptors;

/* Who else lives in the loop: a server. Whatever it does not need may be NULL. It must start no threads. */
typedef struct guest {
    void *subject;
    /* When all that is asked for is clear; another code than EXIT_DONE, which has been told, ends the watch. */
    exit_code (*start)(void *subject, options *o);
    /* In the child, first of all: lets go of descriptors that only the parent serves. */
    void (*enter_child)(void *subject);
    /* In the child, after an input was read and checked, well or not, before its messages are told and its outputs are
       drawn: what it puts into `out` is `handed` in the parent. It may choose, draw and ask for messages. */
    void (*draw)(void *subject, options *o, entente *run, const char *input, buffer *out);
    /* After each round that came to an end. */
    void (*take)(void *subject, const round *r);
    /* Before the loop waits: adds what it wants to be called for. Milliseconds after which it wants to be called in any
       case; -1: never. */
    int (*prepare)(void *subject, arena *a, descriptors *add);
    /* After each waiting. */
    void (*serve)(void *subject);
    /* At the end, where it was started. */
    void (*stop)(void *subject);
} guest;

/* Draws at once and at each change, until a signal ends it. With a guest, outputs need not be asked for. */
exit_code watch_with(options *o, const guest *g);

/* ---- watch_serve.c ---- */

/* Watches, and shows what is drawn in a browser. */
exit_code watch_and_serve(options *o);

/* ---- folders.c: what happens to files, learned from their folders ---- */

typedef struct folders folders;

/* NULL where the system gives none; errno says why. */
folders *folders_new(void);
void folders_free(folders *f);
/* Readable when there is something to take. */
int folders_descriptor(const folders *f);
/* Begins anew: forgets which files were followed, but misses nothing that happens to those that are followed again. */
void folders_begin(folders *f);
/* Follows a file, there or not, for its owner: each folder and link on the way to it is watched. False where a folder
   cannot be watched; errno says why, and *folder which. */
bool folders_follow(folders *f, const char *file, size_t owner, const char **folder);
/* Ends what folders_begin() began: what is not followed any more is not watched any more. */
void folders_end(folders *f);

/* What was taken at once. */
typedef struct stir {
    bool any;
    bool open;     /* a file is being written, or is away for a moment: more is to come */
    bool overflow; /* more happened than the system could tell: everything may be touched */
} stir;

/* Takes what happened, without waiting: calls for the owner of each file that was touched. */
stir folders_take(folders *f, void (*touched)(void *subject, size_t owner), void *subject);

/* ---- redraw.c: one drawing, in a child ---- */

typedef struct redraw redraw;

/* Draws the inputs that are `in_round`, with these signals blocked. NULL where there is no child to be had, which was
 * told. */
redraw *redraw_start(options *o, const guest *g, watched *inputs, size_t count, const sigset_t *mask);
/* Whether it has ended. */
bool redraw_has_ended(redraw *r);
/* Takes what it left for the inputs, and frees it: the gravest code, and what it said, for the caller to free. */
exit_code redraw_end(redraw *r, buffer *said);
/* Ends it, with all that it started; outputs that are not whole are gone then. */
void redraw_abandon(redraw *r);
/* When it began, by the clock of file systems. */
struct timespec redraw_begun(const redraw *r);

#endif
