/* The serve room: shows figures, and mistakes over them, on a page in a browser, while they are drawn anew.

   The way of a figure: a process that draws hands it over with serve_put_…(), serve_run() takes it and tells the pages,
   which fetch it. What is served is what was handed over and the page itself: no request reaches a file. One process
   serves, and starts no threads; it is woken by poll(). */
#ifndef ENTENTE_SERVE_H
#define ENTENTE_SERVE_H

#include "base/base.h"

#include <poll.h>

typedef struct server server;

typedef struct serve_options {
    const char *address;      /* a number or a name; NULL: 127.0.0.1 */
    unsigned port;            /* the first that is tried; where it is taken, the next one that is free; 0: any */
    const char *const *files; /* the networks, as pages call them */
    size_t file_count;
    const char *theme; /* "light", "dark", "print": how pages begin; NULL: as the reader has it */
} serve_options;

typedef enum serve_outcome {
    SERVE_READY,
    SERVE_NO_LIBRARY, /* libmicrohttpd is not there */
    SERVE_NO_ADDRESS, /* no such address, or none of this machine */
    SERVE_NO_PORT,    /* it may not be used, or nothing near it is free */
    SERVE_FAILED      /* errno says why */
} serve_outcome;

/* A figure as it follows the reader's light or dark setting, and as it is on paper. */
typedef enum serve_form { SERVE_SCREEN, SERVE_PRINT, SERVE_FORM_COUNT } serve_form;

typedef struct serve_tab {
    const char *key;   /* stays the same from one drawing to the next */
    const char *label; /* what the reader sees */
} serve_tab;

/* Listens; the server lives in the arena, until serve_stop(). Texts of the options must outlive it. */
serve_outcome serve_start(arena *a, const serve_options *o, server **out);
/* "http://127.0.0.1:3683/" */
const char *serve_url(const server *s);
/* Whether it has the port that was asked for. */
bool serve_has_port(const server *s);
/* Whether other machines can reach it. */
bool serve_is_open(const server *s);

/* ---- in the loop ---- */

enum { SERVE_WAITED_FOR = 50 };

/* What to wait for with poll(), at most SERVE_WAITED_FOR, and how many milliseconds at most; returns how many. */
size_t serve_wait(server *s, struct pollfd *list, int *milliseconds);
/* Does what has come up, without waiting. */
void serve_run(server *s);
/* The drawing of a network has come to an end. Where it failed and nothing was said of it, `fault` is said; NULL: it
   went well. */
void serve_end(server *s, size_t file, const char *fault);
/* Tells the pages that it ends, and waits a moment for that. */
void serve_stop(server *s);

/* ---- where figures are drawn: in this process, or in one that was forked from it ---- */

/* In a child: lets go of what only the server needs. */
void serve_enter_child(server *s);
/* The drawing of a network begins. */
void serve_put_begin(server *s, size_t file);
/* Which figures it has; those of before show what they have until they are drawn. Not called where the network has
   mistakes and this cannot be known. */
void serve_put_tabs(server *s, size_t file, const serve_tab *tabs, size_t count);
/* When somebody last looked at it: the higher, the later; 0: nobody has. It is drawn first. */
size_t serve_looked_at(const server *s, size_t file, const char *key);
void serve_put_figure(server *s, size_t file, size_t tab, serve_form form, const char *svg, size_t length);
/* Messages, as an array of JSON: see diagnostics_json() in base/base.h. */
void serve_put_messages(server *s, size_t file, const char *json);

#endif
