/* Who may ask for what. Private to the serve room. */
#ifndef ENTENTE_GUARD_H
#define ENTENTE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* A request; NULL where it has no such header. */
typedef struct request {
    const char *method, *path;
    const char *host, *origin;
    const char *site, *mode, *dest; /* Sec-Fetch-… */
    size_t hosts;                   /* how many times Host is said */
} request;

/* Whether two words are the same but for capital letters, as names of hosts and headers are. */
bool is_same_word(const char *a, const char *b);
/* 200 where it may be answered; else the status that says why not: 405, 400, 421 (it means another host: a name that
   somebody has pointed at this machine, DNS rebinding) or 403 (it comes from another page). `own_name` is a name that
   the server was told to have; NULL: none. */
unsigned guard_status(const request *r, const char *own_name);

#endif
