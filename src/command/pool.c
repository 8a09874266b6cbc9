#include "command/command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child, and the files that its standard output and standard error go into. */
typedef struct child {
    pid_t pid;
    void *subject;
    FILE *printed, *said;
    bool ended;
    exit_code code;
    int killed_by; /* signal; 0: it ended by itself */
} child;

struct pool {
    options *options;
    size_t most, running, told; /* children whose words have been told */
    size_t most_kept;           /* children whose files are open: what is read and drawn needs some too */
    ARRAY(child) children;      /* in the order of the work */
    exit_code worst;
    pool_take *take; /* NULL: what is printed goes to standard output */
};

pool *pool_new(options *o, size_t most)
{
    pool *p = arena_new_of(o->arena, pool);
    long files = sysconf(_SC_OPEN_MAX);
    p->options = o;
    p->most = most;
    p->most_kept = files > 0 ? (size_t)files / 4 : SIZE_MAX;
    return p;
}

void pool_hands(pool *p, pool_take *take)
{
    p->take = take;
}

static void take_code(pool *p, exit_code code)
{
    p->worst = code > p->worst ? code : p->worst;
}

static void take_all(FILE *file, buffer *out)
{
    char chunk[1 << 16];
    size_t got;
    rewind(file);
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        buffer_add(out, chunk, got);
    fclose(file);
}

static void tell_child(pool *p, const child *it)
{
    buffer printed = {0}, said = {0};
    take_all(it->printed, &printed);
    take_all(it->said, &said);
    if (said.length)
        message_of_child(p->options, said.data);
    if (it->killed_by)
        message_internal(p->options, "a picture was not finished: its process ended by signal %d (%s)", it->killed_by,
                         strsignal(it->killed_by));
    if (p->take)
        p->take(p->options, it->subject, &printed);
    else if (printed.length)
        take_code(p, output_print(p->options, &printed));
    take_code(p, it->code);
    buffer_free(&printed);
    buffer_free(&said);
}

/* Tells what the children printed and said whose turn it is: no earlier one is still at work. */
static void tell(pool *p)
{
    for (; p->told < p->children.count && p->children.items[p->told].ended; p->told++)
        tell_child(p, &p->children.items[p->told]);
}

static exit_code code_of(int status)
{
    return WIFEXITED(status) && WEXITSTATUS(status) < EXIT_COUNT ? (exit_code)WEXITSTATUS(status) : EXIT_INTERNAL;
}

/* Waits until one of the children has ended. */
static void wait_for_one(pool *p)
{
    int status;
    pid_t pid = wait(&status);
    if (pid < 0 && errno == EINTR)
        return;
    for (size_t i = p->told; i < p->children.count; i++) {
        child *it = &p->children.items[i];
        if (it->ended || (pid >= 0 && it->pid != pid))
            continue;
        it->ended = true;
        it->code = pid >= 0 ? code_of(status) : EXIT_INTERNAL;
        it->killed_by = pid >= 0 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        p->running--;
    }
    tell(p);
}

/* A parent that is killed takes its children with it. */
static _Noreturn void be_child(pool *p, const child *it, exit_code (*work)(options *o, void *subject), void *subject,
                               pid_t parent, double seconds)
{
    options *o = p->options;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(EXIT_INTERNAL);
    clock_resume(seconds);
    message_redirect(o, fileno(it->said));
    dup2(fileno(it->printed), STDOUT_FILENO);
    exit_code code = work(o, subject);
    message_hand_over(o);
    _exit(code);
}

/* A file that has no name, in memory: on a disk it costs a tenth of a small picture. */
static FILE *scratch(void)
{
    int descriptor = memfd_create("entente", MFD_CLOEXEC);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w+") : NULL;
    if (descriptor >= 0 && !file)
        close(descriptor);
    return file;
}

/* False where there is no further child to be had. */
static bool start_child(pool *p, exit_code (*work)(options *o, void *subject), void *subject)
{
    child it = {.subject = subject, .printed = scratch(), .said = scratch()};
    pid_t parent = getpid();
    double seconds = clock_left();
    it.pid = it.printed && it.said ? fork() : -1;
    if (it.pid == 0)
        be_child(p, &it, work, subject, parent, seconds);
    if (it.pid > 0) {
        *array_add(p->options->arena, &p->children) = it;
        p->running++;
        return true;
    }
    if (it.printed)
        fclose(it.printed);
    if (it.said)
        fclose(it.said);
    return false;
}

void pool_do(pool *p, exit_code (*work)(options *o, void *subject), void *subject)
{
    while (p->running && (p->running >= p->most || p->children.count - p->told >= p->most_kept))
        wait_for_one(p);
    if (p->most > 0 && start_child(p, work, subject))
        return;
    while (p->running) /* it is done here, in its turn */
        wait_for_one(p);
    take_code(p, p->take ? message_fault(p->options, NULL, "cannot draw: there is no process to be had")
                         : work(p->options, subject));
}

exit_code pool_end(pool *p)
{
    while (p->running)
        wait_for_one(p);
    return p->worst;
}
