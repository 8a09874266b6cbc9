/* Work in child processes that goes wrong in every way: the parent comes back, what was finished is kept, nothing is
   left over. */
#include "drawing/layout_child.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEPS = 4, WORKERS = 3 };

/* What each step of each worker leaves behind. */
typedef struct left {
    int finished[STEPS]; /* so many times */
    int started;
    pid_t pids[16];
} left;

typedef void mishap(void);

/* What happens to whom. */
typedef struct plan {
    mishap *happens;
    int step, index; /* -1: each */
    bool always;     /* else only to the first child of a worker */
} plan;

static void work(void *context, int index, int first, child_state *state, void *shared)
{
    const plan *p = context;
    left *l = shared;
    bool hit = p->happens && (p->index < 0 || p->index == index) && (p->always || l->started == 0);
    l->pids[l->started++ % 16] = getpid();
    for (int step = first; step < STEPS; step++) {
        atomic_store(&state->step, step);
        child_alive();
        if (hit && (p->step < 0 || p->step == step))
            p->happens();
        l->finished[step]++;
    }
}

static left *lefts[WORKERS];

/* Runs it with bounds that no healthy work reaches, and looks for what must be so in any case. */
static int run(plan p, int deaths, child_bounds bounds)
{
    for (int i = 0; i < WORKERS; i++) {
        child_unshare(lefts[i], sizeof(left));
        lefts[i] = child_share(sizeof(left));
        cr_assert_not_null(lefts[i]);
    }
    int died = child_run(work, &p, WORKERS, deaths, bounds, (void *const *)lefts);
    cr_expect(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD, "a child was not waited for");
    for (int i = 0; i < WORKERS; i++)
        for (int k = 0; k < lefts[i]->started && k < 16; k++)
            cr_expect(kill(lefts[i]->pids[k], 0) < 0 && errno == ESRCH, "a child is still there");
    return died;
}

static void tear_down(void)
{
    for (int i = 0; i < WORKERS; i++)
        child_unshare(lefts[i], sizeof(left));
}

TestSuite(child, .fini = tear_down);

static const child_bounds wide = {60, (size_t)1 << 30};

static void expect_finished(int index, const int expected[STEPS])
{
    for (int i = 0; i < STEPS; i++)
        cr_expect_eq(lefts[index]->finished[i], expected[i], "step %d of worker %d: %d times", i, index,
                     lefts[index]->finished[i]);
}

/* ---- mishaps ---- */

/* As if it were so: a sanitizer would report the real thing. */
static void crash(void)
{
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
}

static void give_up(void)
{
    signal(SIGABRT, SIG_DFL);
    abort();
}

static void leave(void)
{
    _exit(1);
}

static void leave_as_if_all_were_well(void)
{
    _exit(0);
}

static void get_killed(void)
{
    raise(SIGKILL);
}

static void hang(void)
{
    for (volatile bool forever = true; forever;) {
    }
}

static void sleep_long(void)
{
    while (true)
        pause();
}

static void run_out_of_memory(void)
{
    memory_failed();
}

static const struct {
    const char *name;
    mishap *happens;
    double seconds;
} mishaps[] = {
    {"a crash", crash, 60},
    {"an abort", give_up, 60},
    {"an exit with 1", leave, 60},
    {"an exit with 0 before the end", leave_as_if_all_were_well, 60},
    {"a kill", get_killed, 60},
    {"no end", hang, 0.2},
    {"a long sleep", sleep_long, 0.2},
    {"memory that is out", run_out_of_memory, 60},
};
enum { MISHAPS = sizeof mishaps / sizeof *mishaps };

/* ---- tests ---- */

Test(child, does_all_its_work)
{
    static const int all[] = {1, 1, 1, 1};
    cr_expect_eq(run((plan){0}, 5, wide), 0);
    for (int i = 0; i < WORKERS; i++) {
        expect_finished(i, all);
        cr_expect_eq(lefts[i]->started, 1);
    }
}

Test(child, that_dies_in_a_step_is_replaced_by_one_that_goes_on_behind_it)
{
    static const int all[] = {1, 1, 1, 1}, but_one[] = {1, 1, 0, 1};
    for (int i = 0; i < MISHAPS; i++) {
        child_bounds bounds = {mishaps[i].seconds, wide.bytes};
        int died = run((plan){mishaps[i].happens, 2, 1, false}, 5, bounds);
        cr_expect_eq(died, 1, "%s: %d died", mishaps[i].name, died);
        expect_finished(0, all);
        expect_finished(1, but_one);
        expect_finished(2, all);
    }
}

Test(child, that_dies_at_once_leaves_the_rest_to_the_next)
{
    static const int rest[] = {0, 1, 1, 1};
    for (int i = 0; i < MISHAPS; i++) {
        child_bounds bounds = {mishaps[i].seconds, wide.bytes};
        cr_expect_eq(run((plan){mishaps[i].happens, 0, -1, false}, 5, bounds), WORKERS, "%s", mishaps[i].name);
        for (int k = 0; k < WORKERS; k++)
            expect_finished(k, rest);
    }
}

Test(child, that_dies_in_every_step_ends_after_the_last)
{
    static const int none[] = {0, 0, 0, 0}, all[] = {1, 1, 1, 1};
    cr_expect_eq(run((plan){crash, -1, 0, true}, 100, wide), STEPS);
    expect_finished(0, none);
    expect_finished(1, all);
    cr_expect_eq(lefts[0]->started, STEPS + 1, "the last has nothing left to do");
}

Test(child, is_not_replaced_for_ever)
{
    static const int none[] = {0, 0, 0, 0};
    cr_expect_eq(run((plan){leave, -1, -1, true}, 3, wide), 3 + WORKERS);
    for (int i = 0; i < WORKERS; i++)
        expect_finished(i, none);
    cr_expect_eq(run((plan){leave, 3, 0, true}, 0, wide), 1, "not even once");
}

/* A step may take its time, and the next too: the clock is for each. */
static void take_a_while(void)
{
    struct timespec rest = {0, 150000000};
    while (nanosleep(&rest, &rest) < 0) {
    }
}

Test(child, may_take_its_time_for_each_step)
{
    static const int all[] = {1, 1, 1, 1};
    cr_expect_eq(run((plan){take_a_while, -1, 0, true}, 0, (child_bounds){0.5, wide.bytes}), 0);
    expect_finished(0, all);
}

static void on_signal(int number)
{
    (void)number;
}

/* A program that tells of its own crashes has no business in a child. */
static void exit_well(int number)
{
    (void)number;
    _exit(0);
}

static void trap(void)
{
    raise(SIGSEGV);
}

Test(child, that_crashes_does_so_without_the_parents_help)
{
    static const int but_one[] = {1, 1, 0, 1};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGABRT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGSEGV, exit_well);
    cr_expect_eq(run((plan){trap, 2, 1, false}, 5, wide), 1);
    expect_finished(1, but_one);
    cr_expect_eq(run((plan){abort, 2, 1, false}, 5, wide), 1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* What layout libraries print is none of the output. */
static void chatter(void)
{
    if (write(STDOUT_FILENO, "chatter\n", 8) != 8)
        _exit(1);
}

Test(child, is_not_heard)
{
    FILE *heard = tmpfile();
    cr_assert_not_null(heard);
    int out = dup(STDOUT_FILENO);
    dup2(fileno(heard), STDOUT_FILENO);
    int died = run((plan){chatter, -1, -1, true}, 0, wide);
    dup2(out, STDOUT_FILENO);
    close(out);
    cr_expect_eq(died, 0);
    cr_expect_eq(lseek(fileno(heard), 0, SEEK_END), 0);
    fclose(heard);
}

/* A program may hold signals as it likes. */
Test(child, ends_by_its_clock_whatever_the_parent_does_about_alarms)
{
    child_bounds bounds = {0.2, wide.bytes};
    sigset_t alarm;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    sigprocmask(SIG_BLOCK, &alarm, NULL);
    cr_expect_eq(run((plan){hang, 1, 1, false}, 5, bounds), 1, "blocked");
    sigprocmask(SIG_UNBLOCK, &alarm, NULL);
    signal(SIGALRM, SIG_IGN);
    cr_expect_eq(run((plan){hang, 1, 1, false}, 5, bounds), 1, "ignored");
    signal(SIGALRM, on_signal);
    cr_expect_eq(run((plan){hang, 1, 1, false}, 5, bounds), 1, "handled");
}

Test(child, that_ends_well_counts_as_such_where_nobody_listens)
{
    static const int all[] = {1, 1, 1, 1}, but_one[] = {1, 1, 0, 1};
    signal(SIGCHLD, SIG_IGN);
    cr_expect_eq(run((plan){0}, 5, wide), 0);
    expect_finished(0, all);
    cr_expect_eq(run((plan){crash, 2, 1, false}, 5, wide), 1);
    expect_finished(1, but_one);
    signal(SIGCHLD, SIG_DFL);
}

/* Ticks of the parent's own clock interrupt its waiting. */
Test(child, is_waited_for_through_signals)
{
    static const int all[] = {1, 1, 1, 1};
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_signal}, NULL);
    setitimer(ITIMER_REAL, &(struct itimerval){{0, 20000}, {0, 20000}}, NULL);
    cr_expect_eq(run((plan){take_a_while, -1, 0, true}, 0, (child_bounds){5, wide.bytes}), 0);
    setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
    expect_finished(0, all);
}

/* One who draws is killed: what it started must not go on. */
Test(child, does_not_outlive_its_parent)
{
    left *l = child_share(sizeof *l);
    pid_t middle = fork();
    if (!middle) {
        plan p = {sleep_long, 0, -1, true};
        child_run(work, &p, 1, 0, wide, (void *const[]){l});
        _exit(0);
    }
    for (int i = 0; i < 500 && !*(volatile int *)&l->started; i++)
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    cr_assert_eq(l->started, 1);
    kill(middle, SIGKILL);
    waitpid(middle, NULL, 0);
    char state = 0, name[64];
    for (int i = 0; i < 500; i++) { /* gone, or dead and not yet waited for by the one who takes in orphans */
        snprintf(name, sizeof name, "/proc/%d/stat", (int)l->pids[0]);
        FILE *stat = fopen(name, "r");
        if (!stat || fscanf(stat, "%*d (%*[^)]) %c", &state) != 1)
            state = 0;
        if (stat)
            fclose(stat);
        if (!state || state == 'Z')
            break;
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    }
    cr_expect(!state || state == 'Z', "it is in state %c", state);
    child_unshare(l, sizeof *l);
}

Test(child, without_shared_memory_there_is_none)
{
    cr_expect_null(child_share((size_t)-1 / 2));
    child_unshare(NULL, 10);
    cr_expect_eq(child_run(work, NULL, 17, 0, wide, NULL), 17, "more than there may be");
}

/* The sanitizers need more address space than any bound leaves. */
#if !defined(__SANITIZE_ADDRESS__)

static void eat_memory(void)
{
    for (size_t i = 0; i < 100000; i++) {
        char *bytes = memory_get(1 << 20);
        for (size_t k = 0; k < 1 << 20; k += 4096)
            bytes[k] = 1;
    }
}

Test(child, cannot_have_all_memory)
{
    static const int but_one[] = {1, 0, 1, 1};
    cr_expect_eq(run((plan){eat_memory, 1, 1, false}, 5, (child_bounds){60, 64 << 20}), 1);
    expect_finished(1, but_one);
}

#endif
