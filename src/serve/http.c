#include "serve/http.h"
#include "serve/guard.h"
#include "serve/microhttpd.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTIONS = 64 + HTTP_STREAMS,
    IDLE = 20,              /* seconds after which a connection that says nothing is closed */
    REQUEST_MEMORY = 32768, /* bytes for the head of a request, and for the piece of an answer that is under way */
    HEARTBEAT = 15          /* seconds, so that what stands between does not take a page for dead */
};

/* ---- what is served beside the figures ---- */

extern const char serve_page_html[], serve_page_css[], serve_page_js[], serve_icon_svg[];

/* Our own files only, nothing inline; icons in figures are data. Frames are for editors that show the page. */
#define PAGE_POLICY                                                                                                    \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "              \
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self' vscode-webview: vscode-file:"
/* A figure that is opened by itself has its style in it. */
#define FIGURE_POLICY "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
#define PLAIN_POLICY  "default-src 'none'"

static const struct asset {
    const char *path, *type, *policy, *text;
} assets[] = {
    {"/", "text/html; charset=utf-8", PAGE_POLICY, serve_page_html},
    {"/page.css", "text/css; charset=utf-8", PLAIN_POLICY, serve_page_css},
    {"/page.js", "text/javascript; charset=utf-8", PLAIN_POLICY, serve_page_js},
    {"/icon.svg", "image/svg+xml", FIGURE_POLICY, serve_icon_svg},
};

enum { ASSETS = sizeof assets / sizeof *assets };

/* In every answer: nothing is kept, guessed, or shown to other pages. */
static const char *const headers[][2] = {
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

/* ---- the server ---- */

/* A page that is kept up to date. */
typedef struct stream {
    http *server;
    struct MHD_Connection *connection; /* NULL: the place is free */
    int socket;
    buffer text; /* what it is being told */
    size_t sent;
    bool asleep;             /* until there is something to tell */
    bool bade;               /* it is told, or was, that all ends */
    bool due, beats, breaks; /* to be told: the state; that we live; that the other end is gone */
} stream;

struct http {
    microhttpd library;
    struct MHD_Daemon *daemon;
    shown *shown;
    const char *own_name;
    int socket;
    char edition[17]; /* of the page: one that is older loads itself anew */
    bool ended;
    time_t beat; /* when the last heartbeat was */
    stream streams[HTTP_STREAMS];
};

static struct MHD_Response *response(http *h, const char *bytes, size_t length, const char *type, const char *policy)
{
    microhttpd *m = &h->library;
    struct MHD_Response *r = m->MHD_create_response_from_buffer(length, (void *)bytes, MHD_RESPMEM_MUST_COPY);
    for (size_t i = 0; r && i < sizeof headers / sizeof *headers; i++)
        m->MHD_add_response_header(r, headers[i][0], headers[i][1]);
    if (r) {
        m->MHD_add_response_header(r, "Content-Type", type);
        m->MHD_add_response_header(r, "Content-Security-Policy", policy);
    }
    return r;
}

static enum MHD_Result answer(http *h, struct MHD_Connection *c, unsigned status, struct MHD_Response *r)
{
    if (!r)
        return MHD_NO;
    enum MHD_Result queued = h->library.MHD_queue_response(c, status, r);
    h->library.MHD_destroy_response(r);
    return queued;
}

static enum MHD_Result refuse(http *h, struct MHD_Connection *c, unsigned status)
{
    static const struct refusal {
        unsigned status;
        const char *text;
    } refusals[] = {
        {400, "A request names one host.\n"},
        {403, "Other pages cannot ask for this.\n"},
        {404, "There is nothing here. The figures are shown at /\n"},
        {405, "Figures are only looked at: GET and HEAD.\n"},
        {421, "This server has no such name. Use the address that ‘entente watch’ printed.\n"},
        {503, "Too many pages are open.\n"},
    };
    const char *text = "";
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (refusals[i].status == status)
            text = refusals[i].text;
    struct MHD_Response *r = response(h, text, strlen(text), "text/plain; charset=utf-8", PLAIN_POLICY);
    if (r && status == 405)
        h->library.MHD_add_response_header(r, "Allow", "GET, HEAD");
    if (r)
        h->library.MHD_add_response_header(r, "Connection", "close"); /* a body may follow that nobody reads */
    return answer(h, c, status, r);
}

/* ---- pages that are kept up to date ---- */

static void wake(stream *s)
{
    if (s->connection && s->asleep) {
        s->asleep = false;
        s->server->library.MHD_resume_connection(s->connection);
    }
}

/* Puts together what is next to be told; false where there is nothing. */
static bool compose(stream *s)
{
    const http *h = s->server;
    buffer_free(&s->text);
    s->sent = 0;
    if (h->ended) {
        buffer_text(&s->text, "event: end\ndata:\n\n");
        s->bade = true;
    } else if (s->due) {
        buffer_text(&s->text, "data: ");
        shown_put(h->shown, h->edition, &s->text);
        buffer_text(&s->text, "\n\n");
    } else if (s->beats) {
        buffer_text(&s->text, ":\n\n");
    }
    s->due = s->beats = false;
    return s->text.length;
}

/* As libmicrohttpd asks for it: bytes, or an end, or 0 after the connection was laid to sleep. */
static ssize_t tell(void *subject, uint64_t position, char *out, size_t most)
{
    (void)position;
    stream *s = subject;
    if (s->breaks)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (s->sent == s->text.length && s->bade)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (s->sent == s->text.length && !compose(s)) {
        s->asleep = true;
        s->server->library.MHD_suspend_connection(s->connection);
        return 0;
    }
    size_t left = s->text.length - s->sent, length = left < most ? left : most;
    memcpy(out, s->text.data + s->sent, length);
    s->sent += length;
    return (ssize_t)length;
}

static void leave(void *subject)
{
    stream *s = subject;
    buffer_free(&s->text);
    memset(s, 0, sizeof *s);
}

static stream *free_stream(http *h)
{
    for (size_t i = 0; i < HTTP_STREAMS; i++)
        if (!h->streams[i].connection)
            return &h->streams[i];
    return NULL;
}

static enum MHD_Result answer_events(http *h, struct MHD_Connection *c, bool only_head)
{
    microhttpd *m = &h->library;
    const char *type = "text/event-stream; charset=utf-8";
    stream *s = only_head ? NULL : free_stream(h);
    if (only_head)
        return answer(h, c, 200, response(h, "", 0, type, PLAIN_POLICY));
    if (!s || h->ended)
        return refuse(h, c, 503);
    int descriptor = m->MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    *s = (stream){.server = h, .connection = c, .socket = descriptor, .due = true};
    struct MHD_Response *r = m->MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, REQUEST_MEMORY / 2, tell, s, leave);
    if (!r) {
        leave(s);
        return MHD_NO;
    }
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        m->MHD_add_response_header(r, headers[i][0], headers[i][1]);
    m->MHD_add_response_header(r, "Content-Type", type);
    return answer(h, c, 200, r);
}

/* ---- requests ---- */

/* /figures/NAME.svg; NULL where there is none of that name. */
static const figure *figure_at(shown *s, const char *path)
{
    char name[sizeof((figure *)0)->name];
    static const char folder[] = "/figures/", suffix[] = ".svg";
    size_t length = sizeof name - 1;
    if (strncmp(path, folder, sizeof folder - 1) != 0 ||
        strlen(path) != sizeof folder - 1 + length + sizeof suffix - 1 ||
        strcmp(path + sizeof folder - 1 + length, suffix) != 0)
        return NULL;
    memcpy(name, path + sizeof folder - 1, length);
    name[length] = '\0';
    return shown_look(s, name);
}

static const struct header {
    const char *name;
    size_t offset;
} known_headers[] = {
    {"Host", offsetof(request, host)},           {"Origin", offsetof(request, origin)},
    {"Sec-Fetch-Site", offsetof(request, site)}, {"Sec-Fetch-Mode", offsetof(request, mode)},
    {"Sec-Fetch-Dest", offsetof(request, dest)},
};

static enum MHD_Result take_header(void *subject, enum MHD_ValueKind kind, const char *key, const char *value)
{
    (void)kind;
    request *r = subject;
    for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++) {
        if (!is_same_word(key, known_headers[i].name))
            continue;
        *(const char **)(void *)((char *)r + known_headers[i].offset) = value ? value : "";
        r->hosts += i == 0;
    }
    return MHD_YES;
}

static enum MHD_Result answer_path(http *h, struct MHD_Connection *c, const char *path, bool only_head)
{
    for (size_t i = 0; i < ASSETS; i++)
        if (strcmp(path, assets[i].path) == 0)
            return answer(h, c, 200,
                          response(h, assets[i].text, strlen(assets[i].text), assets[i].type, assets[i].policy));
    if (strcmp(path, "/events") == 0)
        return answer_events(h, c, only_head);
    const figure *f = figure_at(h->shown, path);
    return f ? answer(h, c, 200, response(h, f->bytes.data, f->bytes.length, "image/svg+xml", FIGURE_POLICY))
             : refuse(h, c, 404);
}

/* Called when the head of a request is there, for each piece of a body, and at its end: what may not be asked for is
   answered at once, the rest at the end, so that the connection can go on. */
static enum MHD_Result take_request(void *subject, struct MHD_Connection *c, const char *path, const char *method,
                                    const char *version, const char *body, size_t *body_length, void **state)
{
    (void)version, (void)body;
    http *h = subject;
    bool begins = !*state;
    *state = h;
    if (begins) {
        request r = {.method = method, .path = path};
        h->library.MHD_get_connection_values(c, MHD_HEADER_KIND, take_header, &r);
        unsigned status = guard_status(&r, h->own_name);
        return status == 200 ? MHD_YES : refuse(h, c, status);
    }
    if (*body_length) {
        *body_length = 0;
        return MHD_YES;
    }
    return answer_path(h, c, path, strcmp(method, "HEAD") == 0);
}

/* ---- running ---- */

static void set_edition(http *h)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < ASSETS; i++)
        hash = hash_text(assets[i].text, hash);
    snprintf(h->edition, sizeof h->edition, "%016llx", (unsigned long long)hash);
}

http *http_start(arena *a, int socket, shown *s, const char *own_name)
{
    http *h = arena_new_of(a, http);
    h->shown = s;
    h->own_name = own_name;
    h->socket = socket;
    set_edition(h);
    if (!microhttpd_load(&h->library))
        return NULL;
    h->daemon = h->library.MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, take_request, h,
                                            MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT,
                                            (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE,
                                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_MEMORY, MHD_OPTION_END);
    return h->daemon ? h : NULL;
}

/* Seconds of a clock that only goes on. */
static time_t now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

/* libmicrohttpd does not look at connections that it laid to sleep: whether their other end is gone is seen here. */
size_t http_wait(http *h, struct pollfd *list, int *milliseconds)
{
    MHD_UNSIGNED_LONG_LONG wanted;
    size_t count = 0;
    list[count++] = (struct pollfd){.fd = h->library.MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
                                    .events = POLLIN};
    for (size_t i = 0; i < HTTP_STREAMS; i++)
        if (h->streams[i].connection && h->streams[i].asleep)
            list[count++] = (struct pollfd){.fd = h->streams[i].socket, .events = POLLRDHUP};
    bool any = h->library.MHD_get_timeout(h->daemon, &wanted) == MHD_YES;
    *milliseconds = any && wanted < HEARTBEAT * 1000 ? (int)wanted : HEARTBEAT * 1000;
    return count;
}

static bool is_broken(const stream *s)
{
    struct pollfd at = {.fd = s->socket, .events = POLLRDHUP};
    return poll(&at, 1, 0) > 0 && at.revents;
}

void http_run(http *h)
{
    bool beats = now() - h->beat >= HEARTBEAT;
    if (beats)
        h->beat = now();
    for (size_t i = 0; i < HTTP_STREAMS; i++) {
        stream *s = &h->streams[i];
        if (!s->connection || !s->asleep)
            continue;
        s->breaks = is_broken(s);
        s->beats = beats;
        if (s->breaks || s->beats)
            wake(s);
    }
    h->library.MHD_run(h->daemon);
}

void http_changed(http *h)
{
    for (size_t i = 0; i < HTTP_STREAMS; i++) {
        h->streams[i].due = true;
        wake(&h->streams[i]);
    }
}

void http_end(http *h)
{
    h->ended = true;
    http_changed(h);
}

size_t http_listeners(const http *h)
{
    size_t count = 0;
    for (size_t i = 0; i < HTTP_STREAMS; i++)
        count += h->streams[i].connection != NULL;
    return count;
}

/* After http_end() no connection is laid to sleep any more, which libmicrohttpd wants to be so. */
void http_stop(http *h)
{
    h->library.MHD_stop_daemon(h->daemon);
}

void http_enter_child(http *h)
{
    close(h->socket);
}
