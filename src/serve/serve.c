#include "serve/serve.h"
#include "serve/channel.h"
#include "serve/http.h"
#include "serve/listen.h"

#include <string.h>
#include <unistd.h>

enum { FAREWELL = 25, SHORT = 20 }; /* so many times so many milliseconds the end is told for */

_Static_assert((int)SERVE_WAITED_FOR > (int)HTTP_WAITED_FOR, "there is room for the channel too");

struct server {
    listening at;
    int sends, takes; /* ends of the channel */
    shown shown;
    http *http;
};

/* ---- start ---- */

static void show_nothing(arena *a, const serve_options *o, shown *s)
{
    s->theme = o->theme;
    s->count = o->file_count;
    s->networks = arena_get(a, s->count * sizeof *s->networks);
    for (size_t i = 0; i < s->count; i++)
        s->networks[i] = (shown_network){.file = o->files[i], .draws = true, .well = true};
}

serve_outcome serve_start(arena *a, const serve_options *o, server **out)
{
    int ends[2];
    server *s = arena_new_of(a, server);
    serve_outcome outcome = listen_open(a, o, &s->at);
    if (outcome != SERVE_READY)
        return outcome;
    if (!channel_open(ends)) {
        close(s->at.socket);
        return SERVE_FAILED;
    }
    s->sends = ends[0];
    s->takes = ends[1];
    show_nothing(a, o, &s->shown);
    s->http = http_start(a, s->at.socket, &s->shown, s->at.name);
    if (s->http) {
        *out = s;
        return SERVE_READY;
    }
    close(s->at.socket);
    close(s->sends);
    close(s->takes);
    return SERVE_NO_LIBRARY;
}

const char *serve_url(const server *s)
{
    return s->at.url;
}

bool serve_has_port(const server *s)
{
    return s->at.has_port;
}

bool serve_is_open(const server *s)
{
    return s->at.is_open;
}

/* ---- in the loop ---- */

size_t serve_wait(server *s, struct pollfd *list, int *milliseconds)
{
    list[0] = (struct pollfd){.fd = s->takes, .events = POLLIN};
    return 1 + http_wait(s->http, list + 1, milliseconds);
}

static void take_frame(shown *s, const frame *f)
{
    shown_network *n = f->file < s->count ? &s->networks[f->file] : NULL;
    bool is_lost = !f->length && f->kind != FRAME_BEGIN; /* there was no memory to hand it over in */
    if (!n || is_lost)
        return;
    if (f->kind == FRAME_BEGIN)
        shown_begin(n);
    else if (f->kind == FRAME_TABS)
        shown_tabs(n, f->bytes, f->length);
    else if (f->kind == FRAME_FIGURE)
        shown_figure(n, f->tab, f->form, f->bytes, f->length);
    else if (f->kind == FRAME_MESSAGES)
        shown_messages(n, f->bytes, f->length);
}

/* Takes all that has been handed over. */
static void take_frames(server *s)
{
    frame f;
    bool any = false;
    while (channel_take(s->takes, &f)) {
        take_frame(&s->shown, &f);
        channel_release(&f);
        any = true;
    }
    if (any)
        http_changed(s->http);
}

void serve_run(server *s)
{
    take_frames(s);
    http_run(s->http);
}

void serve_end(server *s, size_t file, const char *fault)
{
    take_frames(s);
    shown_end(&s->shown.networks[file], fault);
    http_changed(s->http);
    http_run(s->http); /* nothing else would wake the loop for it */
}

void serve_stop(server *s)
{
    struct pollfd list[HTTP_WAITED_FOR];
    int ignored;
    http_end(s->http);
    http_run(s->http);
    for (int i = 0; i < FAREWELL && http_listeners(s->http); i++) {
        poll(list, http_wait(s->http, list, &ignored), SHORT);
        http_run(s->http);
    }
    http_stop(s->http);
    shown_free(&s->shown);
    close(s->sends);
    close(s->takes);
}

/* ---- where figures are drawn ---- */

void serve_enter_child(server *s)
{
    http_enter_child(s->http);
    close(s->takes);
}

void serve_put_begin(server *s, size_t file)
{
    channel_send(s->sends, &(frame){.kind = FRAME_BEGIN, .file = (uint32_t)file});
}

void serve_put_tabs(server *s, size_t file, const serve_tab *tabs, size_t count)
{
    buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_add(&text, tabs[i].key, strlen(tabs[i].key) + 1);
        buffer_add(&text, tabs[i].label, strlen(tabs[i].label) + 1);
    }
    channel_send(s->sends, &(frame){FRAME_TABS, (uint32_t)file, 0, 0, text.data, text.length});
    buffer_free(&text);
}

size_t serve_looked_at(const server *s, size_t file, const char *key)
{
    const shown_network *n = &s->shown.networks[file];
    for (size_t i = 0; i < n->tabs.count; i++)
        if (strcmp(n->tabs.items[i].key, key) == 0)
            return n->tabs.items[i].looked_at;
    return 0;
}

void serve_put_figure(server *s, size_t file, size_t tab, serve_form form, const char *svg, size_t length)
{
    channel_send(s->sends, &(frame){FRAME_FIGURE, (uint32_t)file, (uint32_t)tab, form, svg, length});
}

void serve_put_messages(server *s, size_t file, const char *json)
{
    channel_send(s->sends, &(frame){FRAME_MESSAGES, (uint32_t)file, 0, 0, json, strlen(json)});
}
