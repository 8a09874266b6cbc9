#include "command/command.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static char told[80];
static size_t told_length;

static void on_alarm(int signal_number)
{
    (void)signal_number;
    output_abandon();
    if (write(STDERR_FILENO, told, told_length) < 0)
        _exit(EXIT_LIMIT); /* nobody listens */
    _exit(EXIT_LIMIT);
}

void timeout_start(double seconds)
{
    if (seconds <= 0)
        return;
    buffer text = {.bound = sizeof told - 1};
    buffer_text(&text, "entente: error: not done within ");
    buffer_number(&text, seconds, 2);
    buffer_text(&text, " s, the time-out\n");
    told_length = text.length;
    memcpy(told, text.data, told_length);
    buffer_free(&text);

    double whole = floor(seconds);
    struct itimerval timer = {.it_value = {(time_t)whole, (suseconds_t)((seconds - whole) * 1e6)}};
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_alarm}, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}
