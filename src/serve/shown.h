/* What pages show: of each network the tabs with their figures, and what was said of its latest drawing. Private to the
   serve room. */
#ifndef ENTENTE_SHOWN_H
#define ENTENTE_SHOWN_H

#include "serve/serve.h"

/* A figure; its name is a hash of its bytes, so that no address ever means two of them. */
typedef struct figure {
    buffer bytes;
    char name[17]; /* "": there is none yet */
} figure;

typedef struct tab {
    const char *key, *label;
    figure figures[SERVE_FORM_COUNT];
    size_t looked_at;
} tab;

typedef struct shown_network {
    const char *file;
    arena *arena; /* of the tabs */
    ARRAY(tab) tabs;
    buffer said, coming; /* items of JSON arrays: of the latest drawing, of the one that is under way */
    bool draws, well;
} shown_network;

typedef struct shown {
    shown_network *networks;
    size_t count;
    const char *theme;
    size_t looks;
} shown;

void shown_begin(shown_network *n);
/* Takes new tabs, each as a key and a label that end with NUL. Those with a key that was there keep what they show. */
void shown_tabs(shown_network *n, const char *bytes, size_t length);
void shown_figure(shown_network *n, size_t tab, size_t form, const char *bytes, size_t length);
void shown_messages(shown_network *n, const char *bytes, size_t length);
/* `fault`: see serve_end(). */
void shown_end(shown_network *n, const char *fault);
void shown_free(shown *s);

/* The figure of a name, at which somebody looks now; NULL where none is shown by it. */
const figure *shown_look(shown *s, const char *name);
/* All of it but the figures, as JSON in one line. `edition` is that of the page. */
void shown_put(const shown *s, const char *edition, buffer *out);

#endif
