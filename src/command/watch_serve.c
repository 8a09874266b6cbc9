#include "command/watch.h"
#include "serve/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

enum { USUAL_PORT = 3683 }; /* ENTE on the keys of a telephone */

/* The guest of a watch that shows figures. */
typedef struct serving {
    server *server;
    texts files;  /* as they were asked for */
    pid_t opener; /* 0: it has ended, or there was none */
} serving;

/* ---- start ---- */

extern char **environ;

/* The browser is that of the desktop: what it says is not ours to tell, and Ctrl-C is not meant for it. */
static void open_browser(serving *s, options *o)
{
    static char program[] = "xdg-open";
    char *url = arena_copy(o->arena, serve_url(s->server), strlen(serve_url(s->server)));
    char *words[] = {program, url, NULL};
    posix_spawn_file_actions_t quiet;
    posix_spawnattr_t apart;
    posix_spawn_file_actions_init(&quiet);
    posix_spawnattr_init(&apart);
    posix_spawnattr_setflags(&apart, POSIX_SPAWN_SETSID);
    for (int stream = 0; stream < 3; stream++)
        posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_RDWR, 0);
    if (posix_spawnp(&s->opener, program, &quiet, &apart, words, environ) != 0) {
        s->opener = 0;
        message_text(o, "there is no ‘xdg-open’ here to open the browser with: open the address yourself\n");
    }
    posix_spawnattr_destroy(&apart);
    posix_spawn_file_actions_destroy(&quiet);
}

static void tell_address(const serving *s, options *o, unsigned port)
{
    buffer line = {0};
    if (o->quiet && serve_has_port(s->server))
        return;
    buffer_format(&line, "shown at %s", serve_url(s->server));
    if (!serve_has_port(s->server))
        buffer_format(&line, " (port %u is taken)", port);
    buffer_text(&line, "\n");
    if (serve_is_open(s->server))
        buffer_text(&line, "whoever reaches this machine can see it there\n");
    message_text(o, line.data);
    buffer_free(&line);
}

static exit_code tell_fault(options *o, serve_outcome outcome, unsigned port)
{
    const char *why = strerror(errno);
    if (outcome == SERVE_NO_LIBRARY)
        return message_fault(o, "install it (on Debian: apt-get install libmicrohttpd12), or watch with -o",
                             "to show figures in a browser needs libmicrohttpd, which is not here");
    if (outcome == SERVE_NO_ADDRESS)
        return message_usage("leave it out for 127.0.0.1, or name 0.0.0.0 for all that this machine has",
                             "this machine has no address ‘%s’", o->address ? o->address : "127.0.0.1");
    if (outcome == SERVE_NO_PORT)
        return message_fault(o, "name another one: --port 8000", "cannot listen at port %u: %s", port, why);
    return message_fault(o, NULL, "cannot show figures in a browser: %s", why);
}

static exit_code start(void *subject, options *o)
{
    serving *s = subject;
    unsigned port = o->port ? (unsigned)o->port : USUAL_PORT;
    for (size_t i = 0; i < o->files.count; i++)
        *array_add(o->arena, &s->files) = o->files.items[i];
    serve_options how = {o->address, port, s->files.items, s->files.count, o->figure.theme};
    serve_outcome outcome = serve_start(o->arena, &how, &s->server);
    if (outcome != SERVE_READY)
        return tell_fault(o, outcome, port);
    tell_address(s, o, port);
    if (o->open)
        open_browser(s, o);
    return EXIT_DONE;
}

static void stop(void *subject)
{
    serve_stop(((serving *)subject)->server);
}

/* ---- in the loop ---- */

static int prepare(void *subject, arena *a, descriptors *add)
{
    struct pollfd list[SERVE_WAITED_FOR];
    int milliseconds;
    size_t count = serve_wait(((serving *)subject)->server, list, &milliseconds);
    for (size_t i = 0; i < count; i++)
        *array_add(a, add) = list[i];
    return milliseconds;
}

static void serve(void *subject)
{
    serving *s = subject;
    serve_run(s->server);
    if (s->opener && waitpid(s->opener, NULL, WNOHANG) != 0)
        s->opener = 0;
}

static void take(void *subject, const round *r)
{
    serving *s = subject;
    for (size_t i = 0; i < r->count; i++)
        if (r->inputs[i].in_round)
            serve_end(s->server, i, r->inputs[i].code == EXIT_DONE ? NULL : exit_summaries[r->inputs[i].code]);
}

/* ---- drawing ---- */

static void enter_child(void *subject)
{
    serve_enter_child(((serving *)subject)->server);
}

/* A view on all days, which share a layout: its first tab, and when somebody last looked at one of them. */
typedef struct wish {
    const char *view; /* NULL: the whole */
    size_t first_tab, looked_at;
    bool drawn;
} wish;

typedef struct wishes {
    ARRAY(wish) views;
    ARRAY(serve_tab) tabs;
} wishes;

static void add_view(const serving *s, options *o, size_t file, const char *view, wishes *w)
{
    const char *name = view ? view : "whole";
    wish *added = array_add(o->arena, &w->views);
    *added = (wish){.view = view, .first_tab = w->tabs.count};
    for (size_t i = 0; i < (o->days.count ? o->days.count : 1); i++) {
        const char *day = o->days.count ? o->days.items[i] : NULL;
        serve_tab *tab = array_add(o->arena, &w->tabs);
        tab->key = arena_format(o->arena, "%s%s%s", view ? view : "", day ? "@" : "", day ? day : "");
        tab->label = arena_format(o->arena, "%s%s%s", name, day ? ", " : "", day ? day : "");
        size_t looked_at = serve_looked_at(s->server, file, tab->key);
        added->looked_at = looked_at > added->looked_at ? looked_at : added->looked_at;
    }
}

/* Those that were asked for; else the whole and each view that there is. */
static wishes wishes_of(const serving *s, options *o, const entente *run, size_t file)
{
    wishes w = {0};
    const char *view;
    if (!o->views.count && !(o->all_views && entente_view(run, 0)))
        add_view(s, o, file, NULL, &w);
    for (size_t i = 0; i < o->views.count; i++)
        add_view(s, o, file, o->views.items[i], &w);
    for (size_t i = 0; !o->views.count && (view = entente_view(run, i)); i++)
        add_view(s, o, file, view, &w);
    return w;
}

static void draw_form(server *s, entente *run, size_t file, size_t tab, serve_form form, const char *theme)
{
    const char *bytes;
    size_t length;
    if (entente_paint(run, theme) && entente_draw(run, "svg", &bytes, &length))
        serve_put_figure(s, file, tab, form, bytes, length);
}

static void draw_view(const serving *s, options *o, entente *run, size_t file, const wish *v)
{
    for (size_t i = 0; i < (o->days.count ? o->days.count : 1); i++) {
        if (!entente_choose(run, v->view, o->days.count ? o->days.items[i] : NULL))
            return;
        draw_form(s->server, run, file, v->first_tab + i, SERVE_SCREEN, "auto");
        draw_form(s->server, run, file, v->first_tab + i, SERVE_PRINT, "print");
    }
}

/* The one that somebody looked at last, of those that are not drawn yet; the first where nobody has looked. */
static wish *next_view(wishes *w)
{
    wish *next = NULL;
    for (size_t i = 0; i < w->views.count; i++) {
        wish *it = &w->views.items[i];
        if (!it->drawn && (!next || it->looked_at > next->looked_at))
            next = it;
    }
    return next;
}

static void draw(void *subject, options *o, entente *run, const char *input, buffer *out)
{
    serving *s = subject;
    size_t file = 0;
    (void)out;
    while (file + 1 < s->files.count && s->files.items[file] != input)
        file++;
    serve_put_begin(s->server, file);
    if (!entente_errors(run)) {
        wishes w = wishes_of(s, o, run, file);
        serve_put_tabs(s->server, file, w.tabs.items, w.tabs.count);
        for (wish *v; (v = next_view(&w)); v->drawn = true)
            draw_view(s, o, run, file, v);
        entente_paint(run, o->figure.theme);
    }
    serve_put_messages(s->server, file, entente_messages(run, ENTENTE_JSON, false));
}

exit_code watch_and_serve(options *o)
{
    serving s = {0};
    guest g = {.subject = &s,
               .start = start,
               .enter_child = enter_child,
               .draw = draw,
               .take = take,
               .prepare = prepare,
               .serve = serve,
               .stop = stop};
    return watch_with(o, &g);
}
