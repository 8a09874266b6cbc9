#include "command/command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child, and the file that what it says goes into. */
typedef struct child {
    pid_t pid;
    FILE *said;
    bool ended;
    exit_code code;
} child;

struct pool {
    options *options;
    size_t most, running, told; /* children whose words have been told */
    ARRAY(child) children;      /* in the order of the work */
    exit_code worst;
};

pool *pool_new(options *o, size_t most)
{
    pool *p = arena_new_of(o->arena, pool);
    p->options = o;
    p->most = most;
    return p;
}

static void take_code(pool *p, exit_code code)
{
    p->worst = code > p->worst ? code : p->worst;
}

/* Tells what the children said whose turn it is: no earlier one is still at work. */
static void tell(pool *p)
{
    for (; p->told < p->children.count && p->children.items[p->told].ended; p->told++) {
        child *it = &p->children.items[p->told];
        buffer text = {0};
        char chunk[4096];
        size_t got;
        rewind(it->said);
        while ((got = fread(chunk, 1, sizeof chunk, it->said)) > 0)
            buffer_add(&text, chunk, got);
        fclose(it->said);
        if (text.length)
            message_of_child(p->options, text.data);
        buffer_free(&text);
        take_code(p, it->code);
    }
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
        p->running--;
    }
    tell(p);
}

/* A parent that is killed takes its children with it. */
static _Noreturn void be_child(pool *p, exit_code (*work)(options *o, void *subject), void *subject, FILE *said,
                               pid_t parent, double seconds)
{
    options *o = p->options;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(EXIT_INTERNAL);
    clock_resume(seconds);
    message_redirect(o, fileno(said));
    exit_code code = work(o, subject);
    message_hand_over(o);
    _exit(code);
}

void pool_do(pool *p, exit_code (*work)(options *o, void *subject), void *subject)
{
    while (p->running && p->running >= p->most)
        wait_for_one(p);
    FILE *said = p->most > 1 ? tmpfile() : NULL;
    pid_t parent = getpid();
    double seconds = clock_left();
    pid_t pid = said ? fork() : -1;
    if (pid == 0)
        be_child(p, work, subject, said, parent, seconds);
    if (pid > 0) {
        *array_add(p->options->arena, &p->children) = (child){.pid = pid, .said = said};
        p->running++;
        return;
    }
    if (said)
        fclose(said);
    while (p->running) /* there is no further child to be had: it is done here, in its turn */
        wait_for_one(p);
    take_code(p, work(p->options, subject));
}

exit_code pool_end(pool *p)
{
    while (p->running)
        wait_for_one(p);
    return p->worst;
}
