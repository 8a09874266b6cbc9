#include "command/command.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static char
    time_out[80]; /* what is said when time is over: made beforehand, since a signal handler can only write it */
static double left, armed; /* seconds: until the time-out, until the next tick */
static volatile sig_atomic_t shows_progress, line_is_open;

static void put(const char *text, size_t length)
{
    if (write(STDERR_FILENO, text, length) < 0)
        shows_progress = false; /* nobody looks */
}

static void arm(void)
{
    armed = shows_progress && left > 1 ? 1 : left;
    double whole = floor(armed);
    struct itimerval timer = {.it_value = {(time_t)whole, (suseconds_t)((armed - whole) * 1e6)}};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void on_tick(int signal_number)
{
    static const char first[] = "entente: at work .", next[] = ".";
    (void)signal_number;
    left -= armed;
    if (left <= 0) {
        output_abandon();
        clock_clear();
        put(time_out, strlen(time_out));
        _exit(EXIT_LIMIT);
    }
    if (line_is_open)
        put(next, sizeof next - 1);
    else
        put(first, sizeof first - 1);
    line_is_open = true;
    arm();
}

void clock_start(double seconds, bool progress)
{
    if (seconds <= 0 && !progress)
        return;
    if (seconds > 0) {
        buffer text = {.bound = sizeof time_out - 1};
        buffer_text(&text, "entente: error: not done within ");
        buffer_number(&text, seconds, 2);
        buffer_text(&text, " s, the time-out\n");
        memcpy(time_out, text.data, text.length);
        buffer_free(&text);
    }

    left = seconds > 0 ? seconds : 1e9;
    shows_progress = progress;
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_tick, .sa_flags = SA_RESTART}, NULL);
    arm();
}

double clock_left(void)
{
    struct itimerval timer;
    if (!*time_out || left <= 0 || getitimer(ITIMER_REAL, &timer) != 0)
        return 0;
    double to_tick = (double)timer.it_value.tv_sec + (double)timer.it_value.tv_usec / 1e6;
    return fmax(left - armed + to_tick, 1e-3);
}

void clock_resume(double seconds)
{
    line_is_open = shows_progress = false;
    left = seconds;
    if (seconds > 0)
        arm();
}

void clock_clear(void)
{
    static const char clear[] = "\r\033[K";
    if (line_is_open)
        put(clear, sizeof clear - 1);
    line_is_open = false;
}

void clock_stop(void)
{
    setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
    clock_clear();
}
