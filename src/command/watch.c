#include "command/watch.h"
#include "command/plan.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

/* Seconds. A save is over when nothing more happens for a moment; where a file is open or away, the moment is longer.
   Who writes all the time is not waited for longer than MOST_QUIET. */
static const double QUIET = 0.010, QUIET_WHILE_OPEN = 0.200, MOST_QUIET = 0.300, BEFORE_RETRY = 1;

/* A drawing is abandoned for a newer one, but not so many times in a row: in the end something is to be seen. */
enum { MOST_ABANDONED = 10 };

/* All of a watch. Times are those of now(); 0: none. */
typedef struct watching {
    options *options;
    const guest *guest;
    watched *inputs;
    size_t count;
    folders *folders;
    int signals;
    sigset_t mask; /* of signals, as it was */
    redraw *drawing;
    double waiting, due; /* the first change that no drawing has begun for, when one is to begin */
    double unanswered;   /* the first change that was drawn for, and not told of */
    int abandoned;       /* drawings in a row */
    int ended_by;        /* signal; 0: it goes on */
    bool had_fault;      /* a folder that cannot be watched was told of */
    descriptors polled;
} watching;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- what is asked for ---- */

static bool is_for_files(const options *o)
{
    bool all = o->output_dir || o->requests.count;
    for (size_t i = 0; i < o->requests.count && !o->output_dir; i++)
        all &= o->requests.items[i].file && !output_is_stream(o->requests.items[i].file);
    return all;
}

/* Whether all that can be known before a file is read goes together; else tells why not. */
static bool is_clear(options *o, const guest *g)
{
    o->only_read = g && !o->output_dir && !o->requests.count;
    if (!o->files.count) {
        message_usage("entente watch FILE... -o OUTPUT", "nothing to watch");
        return false;
    }
    for (size_t i = 0; i < o->files.count; i++)
        if (is_standard_output(o->files.items[i])) {
            message_usage("name a file", "standard input is read once, and cannot be watched");
            return false;
        }
    if (!o->only_read && !is_for_files(o)) {
        message_usage("name a file with -o, a folder with -O, or look at it in a browser with --serve",
                      "watch draws into files, not to standard output");
        return false;
    }
    if (o->only_read)
        return true;
    if (!inputs_are_clear(o))
        return false;
    map *taken = take_inputs(o);
    for (size_t i = 0; i < o->files.count && !o->all_views; i++) {
        job j = {.input = o->files.items[i]};
        if (!plan_job(o, &j, &o->views) || !outputs_are_clear(o, &j, taken))
            return false;
    }
    return true;
}

/* ---- what is told ---- */

static void put_duration(buffer *out, double seconds)
{
    bool is_long = seconds >= 1;
    buffer_number(out, is_long ? seconds : seconds * 1000, is_long ? 1 : 0);
    buffer_text(out, is_long ? " s" : " ms");
}

/* "aukus.svg, aukus.png", "12 figures"; of what is in the round and was drawn, or not */
static size_t put_figures(const watching *w, bool drew, buffer *out)
{
    enum { MOST = 3 };
    size_t count = 0;
    buffer names = {0};
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; w->inputs[i].in_round && w->inputs[i].drew == drew && k < w->inputs[i].written.count; k++)
            if (count++ < MOST)
                buffer_format(&names, "%s%s", names.length ? ", " : "", w->inputs[i].written.items[k]);
    if (count > MOST)
        buffer_format(out, "%zu figures", count);
    else if (count)
        buffer_text(out, names.data);
    buffer_free(&names);
    return count;
}

/* "mended: drawn aukus.svg (42 ms)", "aukus.svg stays as it was" */
static void tell_round(watching *w, const round *r, bool mended)
{
    options *o = w->options;
    buffer line = {0}, drawn = {0}, kept = {0};
    size_t drawn_count = put_figures(w, true, &drawn), kept_count = put_figures(w, false, &kept);
    if (mended && !o->only_read)
        buffer_text(&line, "mended: ");
    if (drawn_count) {
        buffer_format(&line, "drawn %s (", drawn.data);
        put_duration(&line, r->seconds);
        buffer_text(&line, ")\n");
    } else if (o->only_read && r->code == EXIT_DONE) {
        buffer_text(&line, mended ? "mended\n" : "");
    }
    if (r->code != EXIT_DONE && kept_count)
        buffer_format(&line, "%s %s as %s\n", kept.data, kept_count == 1 ? "stays" : "stay",
                      kept_count == 1 ? "it was" : "they were");
    else if (r->code != EXIT_DONE && !drawn_count && !o->only_read)
        buffer_text(&line, "nothing is drawn\n");
    if (line.length && !o->quiet)
        message_text(o, line.data);
    buffer_free(&line);
    buffer_free(&drawn);
    buffer_free(&kept);
}

/* A watch has no end to tell JSON or SARIF at: there is an array, or a log, a round. */
static void tell_said(options *o, const char *said)
{
    message_of_child(o, said);
    message_end(o, EXIT_DONE);
    buffer_free(&o->told);
}

static exit_code fault_of_folders(options *o, const char *folder)
{
    const char *why = strerror(errno), *help = NULL;
    if (errno == ENOSPC)
        help = "more are allowed by: sysctl fs.inotify.max_user_watches=524288";
    else if (errno == EMFILE)
        help = "end other watches, or allow more: sysctl fs.inotify.max_user_instances=1024";
    if (errno == ENOSPC)
        why = "the system watches as many folders as it may";
    else if (errno == EMFILE)
        why = "the system has as many watches as it may";
    if (folder)
        message_fault(o, help, "cannot watch ‘%s’: %s", folder, why);
    else
        message_fault(o, help, "cannot watch: %s", why);
    return EXIT_IO;
}

/* ---- what happens ---- */

static void touch(watching *w, size_t i, double when)
{
    w->inputs[i].touched = true;
    if (!w->waiting)
        w->waiting = when;
}

static void touch_all(watching *w, double when)
{
    for (size_t i = 0; i < w->count; i++)
        touch(w, i, when);
}

static void on_touched(void *subject, size_t owner)
{
    watching *w = subject;
    touch(w, owner, now());
}

static void take_changes(watching *w)
{
    stir s = folders_take(w->folders, on_touched, w);
    if (!s.any)
        return;
    if (s.overflow && !w->options->quiet)
        message_text(w->options, "more changed at once than the system tells: everything is drawn again\n");
    double quiet = s.open ? QUIET_WHILE_OPEN : QUIET, last = w->waiting + MOST_QUIET;
    w->due = now() + quiet < last ? now() + quiet : last;
}

/* Follows the inputs and what they name. False where the folder of a file cannot be watched, which was told. */
static bool follow(watching *w)
{
    bool well = true;
    folders_begin(w->folders);
    for (size_t i = 0; i < w->count; i++) {
        const watched *it = &w->inputs[i];
        const char *folder;
        for (size_t k = 0; k <= it->named.count; k++) {
            if (folders_follow(w->folders, k ? it->named.items[k - 1] : it->file, i, &folder))
                continue;
            if (!w->had_fault)
                fault_of_folders(w->options, folder);
            w->had_fault = true;
            well = false;
        }
    }
    folders_end(w->folders);
    return well;
}

static bool names(const texts *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], name) == 0)
            return true;
    return false;
}

static bool is_later(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec >= b.tv_nsec;
}

/* Whether a file may have changed since, which was there then or not: what was named only now was not watched when it
   was read. */
static bool has_changed(const char *file, bool was_there, struct timespec since)
{
    struct stat link, target;
    if (lstat(file, &link) != 0)
        return was_there;
    return is_later(link.st_ctim, since) || (stat(file, &target) == 0 ? is_later(target.st_ctim, since) : was_there);
}

/* ---- rounds ---- */

static void begin_round(watching *w)
{
    bool all = w->options->depfile; /* the rules of all inputs are in one file */
    for (size_t i = 0; i < w->count; i++) {
        w->inputs[i].in_round = w->inputs[i].touched || all;
        w->inputs[i].touched = false;
    }
    follow(w);
    w->unanswered = w->unanswered ? w->unanswered : w->waiting;
    w->waiting = w->due = 0;
    w->drawing = redraw_start(w->options, w->guest, w->inputs, w->count, &w->mask);
    if (!w->drawing) { /* it is tried again */
        for (size_t i = 0; i < w->count; i++)
            w->inputs[i].touched |= w->inputs[i].in_round;
        w->waiting = now();
        w->due = now() + BEFORE_RETRY;
    }
}

static void abandon_round(watching *w)
{
    redraw_abandon(w->drawing);
    w->drawing = NULL;
    w->abandoned++;
    for (size_t i = 0; i < w->count; i++)
        w->inputs[i].touched |= w->inputs[i].in_round;
}

/* Watches what is named only now, and draws again where it changed before it was watched. */
static void follow_new(watching *w, texts *before, struct timespec begun)
{
    follow(w);
    for (size_t i = 0; i < w->count; i++) {
        const watched *it = &w->inputs[i];
        for (size_t k = 0; it->in_round && k < it->named.count; k++)
            if (!names(&before[i], it->named.items[k]) &&
                has_changed(it->named.items[k], it->code == EXIT_DONE, begun)) {
                touch(w, i, now());
                w->due = now() + QUIET;
            }
    }
}

static void end_round(watching *w)
{
    buffer said = {0};
    exit_code worst = EXIT_DONE;
    arena *a = arena_new();
    texts *before = arena_get(a, w->count * sizeof *before);
    struct timespec begun = redraw_begun(w->drawing);
    for (size_t i = 0; i < w->count; i++) {
        const watched *it = &w->inputs[i];
        for (size_t k = 0; it->in_round && k < it->named.count; k++)
            *array_add(a, &before[i]) = arena_copy(a, it->named.items[k], strlen(it->named.items[k]));
        worst = it->in_round && it->told > worst ? it->told : worst;
    }
    exit_code code = redraw_end(w->drawing, &said);
    w->drawing = NULL;
    follow_new(w, before, begun);

    round r = {w->inputs, w->count, code, now() - w->unanswered, said.data ? said.data : ""};
    bool is_old = w->waiting && code != EXIT_DONE && w->abandoned < MOST_ABANDONED;
    w->abandoned = is_old ? w->abandoned + 1 : 0;
    if (!is_old) { /* else it was read while it was written, and what came of it is nobody's business */
        w->unanswered = 0;
        for (size_t i = 0; i < w->count; i++)
            w->inputs[i].told = w->inputs[i].in_round ? w->inputs[i].code : w->inputs[i].told;
        tell_said(w->options, r.said);
        tell_round(w, &r, worst != EXIT_DONE && code == EXIT_DONE);
        if (w->guest && w->guest->take)
            w->guest->take(w->guest->subject, &r);
    }
    buffer_free(&said);
    arena_free(a);
}

static void go_on(watching *w)
{
    bool is_due = w->waiting && now() >= w->due;
    if (w->drawing && redraw_has_ended(w->drawing))
        end_round(w);
    else if (w->drawing && is_due && w->abandoned < MOST_ABANDONED)
        abandon_round(w);
    if (!w->drawing && w->waiting && now() >= w->due)
        begin_round(w);
}

/* ---- the loop ---- */

static void take_signals(watching *w)
{
    struct signalfd_siginfo info;
    while (read(w->signals, &info, sizeof info) == sizeof info)
        if (info.ssi_signo != SIGCHLD)
            w->ended_by = (int)info.ssi_signo;
}

static int until_due(const watching *w)
{
    bool can_begin = !w->drawing || w->abandoned < MOST_ABANDONED;
    if (!w->waiting || !can_begin)
        return -1;
    double left = (w->due - now()) * 1000;
    return left <= 0 ? 0 : (int)left + 1;
}

static void wait_for_more(watching *w)
{
    const guest *g = w->guest;
    int until = until_due(w), wanted = -1;
    w->polled.count = 0;
    *array_add(w->options->arena, &w->polled) = (struct pollfd){.fd = w->signals, .events = POLLIN};
    *array_add(w->options->arena, &w->polled) = (struct pollfd){.fd = folders_descriptor(w->folders), .events = POLLIN};
    if (g && g->prepare)
        wanted = g->prepare(g->subject, w->options->arena, &w->polled);
    if (wanted >= 0 && (until < 0 || wanted < until))
        until = wanted;
    poll(w->polled.items, w->polled.count, until);
    take_signals(w);
    take_changes(w);
    if (g && g->serve)
        g->serve(g->subject);
}

/* Signals that are ignored (nohup) stay so. */
static bool take_over_signals(watching *w)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t taken;
    struct sigaction before;
    sigemptyset(&taken);
    sigaddset(&taken, SIGCHLD);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaddset(&taken, ending[i]);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_BLOCK, &taken, &w->mask);
    w->signals = signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC);
    return w->signals >= 0;
}

/* The gravest code of what was drawn last. */
static exit_code code_of(const watching *w)
{
    exit_code worst = EXIT_DONE;
    for (size_t i = 0; i < w->count; i++)
        worst = w->inputs[i].code > worst ? w->inputs[i].code : worst;
    return worst;
}

/* Ends as a drawing does that a signal ends: what was asked for is not there. */
static void end_by_signal(const watching *w)
{
    signal(w->ended_by, SIG_DFL);
    sigprocmask(SIG_SETMASK, &w->mask, NULL);
    raise(w->ended_by);
}

static void free_watching(watching *w)
{
    for (size_t i = 0; i < w->count; i++) {
        arena_free(w->inputs[i].arena);
        buffer_free(&w->inputs[i].handed);
    }
    folders_free(w->folders);
    if (w->signals >= 0)
        close(w->signals);
}

/* The guest hears of the end before a signal ends the process. */
static void see_guest_off(watching *w)
{
    if (w->guest && w->guest->stop)
        w->guest->stop(w->guest->subject);
    w->guest = NULL;
}

static exit_code run_loop(watching *w)
{
    if (!follow(w))
        return EXIT_IO;
    touch_all(w, now());
    while (!w->ended_by) {
        go_on(w);
        wait_for_more(w);
    }
    bool is_done = !w->drawing && !w->waiting;
    if (w->drawing)
        redraw_abandon(w->drawing);
    see_guest_off(w);
    if (!is_done)
        end_by_signal(w);
    return code_of(w);
}

exit_code watch_with(options *o, const guest *g)
{
    watching w = {.options = o, .guest = g, .signals = -1};
    clock_stop(); /* each drawing has its own time */
    if (!is_clear(o, g))
        return EXIT_USAGE;
    exit_code started = g && g->start ? g->start(g->subject, o) : EXIT_DONE;
    if (started != EXIT_DONE)
        return started;
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* children of an abandoned drawing are to be waited for too */
    w.count = o->files.count;
    w.inputs = arena_get(o->arena, w.count * sizeof *w.inputs);
    for (size_t i = 0; i < w.count; i++)
        w.inputs[i] = (watched){.file = o->files.items[i], .arena = arena_new()};
    w.folders = folders_new();
    exit_code code = w.folders && take_over_signals(&w) ? run_loop(&w) : fault_of_folders(o, NULL);
    see_guest_off(&w);
    free_watching(&w);
    return code;
}

exit_code watch(options *o)
{
    exit_code code = o->serve ? watch_and_serve(o) : watch_with(o, NULL);
    if (code != EXIT_USAGE && !o->told.length)
        o->diagnostics = FORM_TEXT; /* all has been told, round by round */
    return code;
}
