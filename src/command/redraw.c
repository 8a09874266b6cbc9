/* A drawing has a process of its own: it can be ended at any moment, and what it leaves behind is two files in memory,
   one with what it said, one with records of what it read and wrote. */
#include "command/watch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a record is about. Each is written at once, by the child or by a child of it: kind, input, length, bytes. */
typedef enum record_kind { RECORD_READ, RECORD_NAMED, RECORD_WROTE, RECORD_CODE, RECORD_HANDED } record_kind;

typedef struct record_head {
    record_kind kind;
    size_t input, length;
} record_head;

struct redraw {
    arena *arena;
    options *options;
    const guest *guest;
    watched *inputs;
    size_t count;
    pid_t pid;
    int said, records;
    int status;
    bool has_ended;
    struct timespec begun;
};

/* ---- in the child ---- */

/* The witness of render(): it writes records. */
typedef struct reporter {
    witness base;
    const redraw *of;
} reporter;

static size_t index_of(const reporter *r, const char *input)
{
    size_t i = 0;
    while (i < r->of->count && r->of->inputs[i].file != input)
        i++;
    return i;
}

static void put_record(const reporter *r, record_kind kind, const char *input, const void *bytes, size_t length)
{
    record_head head = {.kind = kind, .input = index_of(r, input), .length = length};
    buffer out = {0};
    buffer_add(&out, (const char *)&head, sizeof head);
    buffer_add(&out, bytes, length);
    if (write(r->of->records, out.data, out.length) < 0)
        _exit(EXIT_LIMIT); /* memory is out */
    buffer_free(&out);
}

static void on_read(witness *w, options *o, entente *run, const char *input)
{
    reporter *r = (reporter *)w;
    const guest *g = r->of->guest;
    const char *named;
    put_record(r, RECORD_READ, input, "", 0);
    for (size_t i = 0; (named = entente_named(run, i)); i++)
        put_record(r, RECORD_NAMED, input, named, strlen(named) + 1);
    if (!g || !g->draw)
        return;
    buffer out = {0};
    g->draw(g->subject, o, run, input, &out);
    put_record(r, RECORD_HANDED, input, out.data ? out.data : "", out.length);
    buffer_free(&out);
}

static void on_end(witness *w, const char *input, exit_code code, const outputs *list)
{
    reporter *r = (reporter *)w;
    for (size_t i = 0; list && i < list->count; i++)
        put_record(r, RECORD_WROTE, input, list->items[i].file, strlen(list->items[i].file) + 1);
    put_record(r, RECORD_CODE, input, &code, sizeof code);
}

/* What is not drawn now must not be drawn over either. */
static void choose_inputs(options *o, const redraw *r)
{
    o->files = (texts){0};
    for (size_t i = 0; i < r->count; i++) {
        const watched *it = &r->inputs[i];
        *array_add(o->arena, it->in_round ? &o->files : &o->spared) = it->file;
        for (size_t k = 0; k < it->written.count && !it->in_round; k++)
            *array_add(o->arena, &o->spared) = it->written.items[k];
    }
}

static _Noreturn void be_child(redraw *r, pid_t parent, const sigset_t *mask)
{
    options *o = r->options;
    const guest *g = r->guest;
    reporter reports = {{on_read, on_end}, r};
    setpgid(0, 0);
    sigprocmask(SIG_SETMASK, mask, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(EXIT_INTERNAL);
    if (g && g->enter_child)
        g->enter_child(g->subject);
    clock_resume(o->timeout);
    message_redirect(o, r->said);
    choose_inputs(o, r);
    o->witness = &reports.base;
    exit_code code = render(o);
    message_hand_over(o);
    _exit(code);
}

/* ---- in the parent ---- */

redraw *redraw_start(options *o, const guest *g, watched *inputs, size_t count, const sigset_t *mask)
{
    arena *a = arena_new();
    redraw *r = arena_new_of(a, redraw);
    pid_t parent = getpid();
    *r = (redraw){.arena = a, .options = o, .guest = g, .inputs = inputs, .count = count};
    r->said = memfd_create("said", MFD_CLOEXEC);
    r->records = memfd_create("records", MFD_CLOEXEC);
    clock_gettime(CLOCK_REALTIME_COARSE, &r->begun);
    r->pid = r->said >= 0 && r->records >= 0 ? fork() : -1;
    if (r->pid == 0)
        be_child(r, parent, mask);
    if (r->pid > 0) {
        setpgid(r->pid, r->pid); /* here too, since nobody knows who comes first */
        return r;
    }
    message_fault(o, NULL, "cannot draw: %s", strerror(errno));
    if (r->said >= 0)
        close(r->said);
    if (r->records >= 0)
        close(r->records);
    arena_free(a);
    return NULL;
}

struct timespec redraw_begun(const redraw *r)
{
    return r->begun;
}

bool redraw_has_ended(redraw *r)
{
    pid_t ended = r->has_ended ? 0 : waitpid(r->pid, &r->status, WNOHANG);
    if (ended < 0 && errno != EINTR)
        r->status = SIGKILL; /* somebody else took its status */
    r->has_ended = r->has_ended || ended == r->pid || (ended < 0 && errno != EINTR);
    return r->has_ended;
}

static void redraw_free(redraw *r)
{
    close(r->said);
    close(r->records);
    arena_free(r->arena);
}

/* The loop is the one who inherits children of its children: see watch_with(). */
static void end_all(const redraw *r)
{
    kill(-r->pid, SIGTERM);
    while (waitpid(-r->pid, NULL, 0) > 0 || errno == EINTR)
        ;
}

void redraw_abandon(redraw *r)
{
    end_all(r);
    redraw_free(r);
}

static void take_all(int descriptor, buffer *out)
{
    char chunk[1 << 16];
    off_t at = 0;
    for (ssize_t got; (got = pread(descriptor, chunk, sizeof chunk, at)) > 0; at += got)
        buffer_add(out, chunk, (size_t)got);
}

static void take_text(arena *a, texts *list, const char *text)
{
    *array_add(a, list) = arena_copy(a, text, strlen(text));
}

static void take_texts(arena *a, texts *list, const texts *from)
{
    for (size_t i = 0; i < from->count; i++)
        take_text(a, list, from->items[i]);
}

static void take_record(watched *it, const record_head *head, const char *bytes)
{
    exit_code code;
    switch (head->kind) {
    case RECORD_READ:
        it->was_read = true;
        break;
    case RECORD_NAMED:
        take_text(it->arena, &it->named, bytes);
        break;
    case RECORD_WROTE:
        take_text(it->arena, &it->written, bytes);
        break;
    case RECORD_CODE:
        memcpy(&code, bytes, sizeof code);
        it->code = code > it->code ? code : it->code;
        break;
    case RECORD_HANDED:
        buffer_free(&it->handed);
        buffer_add(&it->handed, bytes, head->length);
        break;
    }
}

static void take_records(redraw *r)
{
    buffer records = {0};
    take_all(r->records, &records);
    for (size_t at = 0; at + sizeof(record_head) <= records.length;) {
        record_head head;
        memcpy(&head, records.data + at, sizeof head);
        at += sizeof head;
        if (head.length > records.length - at)
            break; /* it was cut off */
        if (head.input < r->count)
            take_record(&r->inputs[head.input], &head, records.data + at);
        at += head.length;
    }
    buffer_free(&records);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the drawing says nothing of stays as it was. All is in a new arena, so that nothing grows from round to round.
 */
static void keep_old(watched *it, watched *old)
{
    it->drew = it->written.count;
    if (it->drew) /* which of them is done first is chance */
        qsort(it->written.items, it->written.count, sizeof *it->written.items, by_name);
    if (!it->was_read)
        take_texts(it->arena, &it->named, &old->named);
    if (!it->drew)
        take_texts(it->arena, &it->written, &old->written);
    arena_free(old->arena);
}

/* A drawing that was cut off had no time to say which input it was about. */
static void take_code_of_all(redraw *r, exit_code code)
{
    exit_code known = EXIT_DONE;
    for (size_t i = 0; i < r->count; i++)
        if (r->inputs[i].in_round && r->inputs[i].code > known)
            known = r->inputs[i].code;
    for (size_t i = 0; i < r->count && code > known; i++)
        if (r->inputs[i].in_round)
            r->inputs[i].code = code;
}

exit_code redraw_end(redraw *r, buffer *said)
{
    bool well = WIFEXITED(r->status) && WEXITSTATUS(r->status) < EXIT_COUNT;
    exit_code code = well ? (exit_code)WEXITSTATUS(r->status) : EXIT_INTERNAL;
    watched *old = arena_get(r->arena, r->count * sizeof *old);
    if (code >= EXIT_LIMIT) /* children of it may be left */
        end_all(r);
    memcpy(old, r->inputs, r->count * sizeof *old);
    for (size_t i = 0; i < r->count; i++) {
        watched *it = &r->inputs[i];
        if (it->in_round)
            *it = (watched){it->file,         arena_new(),         .told = it->told, .touched = it->touched,
                            .in_round = true, .handed = it->handed};
    }
    take_records(r);
    for (size_t i = 0; i < r->count; i++)
        if (r->inputs[i].in_round)
            keep_old(&r->inputs[i], &old[i]);
    take_code_of_all(r, code);
    take_all(r->said, said);
    if (WIFSIGNALED(r->status))
        buffer_format(said, "entente: error: the drawing was ended by signal %d (%s)\n", WTERMSIG(r->status),
                      strsignal(WTERMSIG(r->status)));
    redraw_free(r);
    return code;
}
