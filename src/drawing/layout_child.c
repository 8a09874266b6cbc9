#include "drawing/layout_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

void *child_share(size_t bytes)
{
    void *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return shared == MAP_FAILED ? NULL : shared;
}

void child_unshare(void *shared, size_t bytes)
{
    if (shared)
        munmap(shared, bytes);
}

static double wall_seconds;

void child_alive(void)
{
    long micros = (long)(wall_seconds * 1e6);
    struct itimerval timer = {.it_value = {micros / 1000000, micros % 1000000}};
    setitimer(ITIMER_REAL, &timer, NULL);
}

/* The sanitizers reserve terabytes of address space: there the bound would end every child at once. */
#if defined(__SANITIZE_ADDRESS__)
static void bound_memory(size_t bytes)
{
    (void)bytes;
}
#else
static void bound_memory(size_t bytes)
{
    long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (!statm || fscanf(statm, "%ld", &pages) != 1)
        pages = 0;
    rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + bytes;
    setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
}
#endif

/* Layout libraries tell of their worries; the parent tells what matters. Sanitizers are to be heard. */
static void be_silent(void)
{
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere < 0)
        return;
    dup2(nowhere, STDOUT_FILENO);
#if !defined(__SANITIZE_ADDRESS__)
    dup2(nowhere, STDERR_FILENO);
#endif
}

static void leave(void)
{
    _exit(1);
}

/* A parent that is killed takes its children with it. */
static void stay_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
}

/* What ends a child must end it, whatever the parent does about that signal: handle, ignore or block it. */
static void hear_signals(void)
{
    static const int fatal[] = {SIGALRM, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        signal(fatal[i], SIG_DFL);
        sigaddset(&set, fatal[i]);
    }
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static pid_t start(child_work *work, void *context, int index, int first, child_bounds bounds, child_state *state,
                   void *shared)
{
    pid_t parent = getpid(), pid = fork();
    if (pid)
        return pid;
    stay_with(parent);
    hear_signals();
    be_silent();
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    bound_memory(bounds.bytes);
    memory_on_failure(leave);
    wall_seconds = bounds.seconds;
    child_alive();
    work(context, index, first, state, shared);
    atomic_store(&state->done, true);
    _exit(0);
}

/* True where the child ended as it should. Its exit code does not tell: where SIGCHLD is ignored, or handled by one who
   waits for all, waitpid() fails when the child has ended. */
static bool ended_well(pid_t pid, const child_state *state)
{
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
    return atomic_load(&state->done);
}

int child_run(child_work *work, void *context, int count, int deaths, child_bounds bounds, void *const *shared)
{
    enum { MOST = 16 };
    pid_t pids[MOST];
    int died = 0;
    child_state *states = count <= MOST ? child_share((size_t)count * sizeof *states) : NULL;
    if (!states)
        return count;
    for (int i = 0; i < count; i++)
        pids[i] = start(work, context, i, 0, bounds, &states[i], shared[i]);
    for (int i = 0; i < count; i++)
        while (pids[i] < 0 || !ended_well(pids[i], &states[i])) {
            if (died++ >= deaths)
                break;
            pids[i] = start(work, context, i, atomic_load(&states[i].step) + 1, bounds, &states[i], shared[i]);
        }
    child_unshare(states, (size_t)count * sizeof *states);
    return died;
}
