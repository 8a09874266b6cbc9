/* The socket that the server listens on. Private to the serve room. */
#ifndef ENTENTE_LISTEN_H
#define ENTENTE_LISTEN_H

#include "serve/serve.h"

typedef struct listening {
    int socket;
    const char *url;
    bool has_port;    /* the one that was asked for */
    bool is_open;     /* to other machines */
    const char *name; /* where the address was given as a name; else NULL */
} listening;

/* Listens on the port, or on the next one that is free. */
serve_outcome listen_open(arena *a, const serve_options *o, listening *out);

#endif
