/* The HTTP server: the only place that knows libmicrohttpd, which is loaded when a server starts, since linking it (and
   the TLS library behind it) would make every start of the program slower. Private to the serve room. */
#ifndef ENTENTE_HTTP_H
#define ENTENTE_HTTP_H

#include "serve/shown.h"

#include <poll.h>

enum { HTTP_STREAMS = 48, HTTP_WAITED_FOR = HTTP_STREAMS + 1 }; /* pages that are kept up to date at once */

typedef struct http http;

/* Serves what is shown, on a socket that listens. NULL where the library is not there, or does not start. `own_name`:
   see guard.h. */
http *http_start(arena *a, int socket, shown *s, const char *own_name);
/* What poll() is to wait for, at most HTTP_WAITED_FOR, and for how many milliseconds; returns how many. */
size_t http_wait(http *h, struct pollfd *list, int *milliseconds);
/* Does what has come up. */
void http_run(http *h);
/* What is shown has changed: the pages are told. */
void http_changed(http *h);
/* The pages are told that it ends, and nothing else from then on. */
void http_end(http *h);
/* Closes all connections and the socket, after http_end() and a http_run(). */
void http_stop(http *h);
/* In a child: closes what it inherited. */
void http_enter_child(http *h);
/* How many pages are told of changes. */
size_t http_listeners(const http *h);

#endif
