/* pair RUNS COMMAND-A COMMAND-B: two commands in turn, A B A B ..., each RUNS times, output thrown away. Prints one
   line: median milliseconds of A and of B, peak memory of A and of B in KiB, median milliseconds that processors worked
   for A and for B. A command is split at blanks. Memory is the largest of the process and of those that it started and
   waited for; work is that of all of them. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { WORDS = 32, WARM = 3 };

typedef struct command {
    const char *text;
    char *words[WORDS];
    double *milliseconds, *work;
    long kibibytes;
} command;

static void split(command *c, char *text)
{
    c->text = text;
    int count = 0;
    for (char *word = strtok(strdup(text), " "); word && count < WORDS - 1; word = strtok(NULL, " "))
        c->words[count++] = word;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Milliseconds that one run took, and of work. */
static double run(command *c, double *work)
{
    static posix_spawn_file_actions_t quiet;
    static int made;
    if (!made++) {
        posix_spawn_file_actions_init(&quiet);
        posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    }
    pid_t child;
    int status;
    struct rusage used;
    double start = now();
    if (posix_spawnp(&child, c->words[0], &quiet, NULL, c->words, environ) ||
        wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status)) {
        fprintf(stderr, "pair: this failed: %s\n", c->text);
        exit(1);
    }
    double end = now();
    if (used.ru_maxrss > c->kibibytes)
        c->kibibytes = used.ru_maxrss;
    *work = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    return end - start;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_size);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

int main(int count, char **words)
{
    int runs = count == 4 ? atoi(words[1]) : 0;
    if (runs < 1) {
        fputs("usage: pair RUNS COMMAND-A COMMAND-B\n", stderr);
        return 2;
    }
    command pair[2] = {{0}};
    for (int i = 0; i < 2; i++) {
        split(&pair[i], words[2 + i]);
        pair[i].milliseconds = calloc((size_t)runs, sizeof(double));
        pair[i].work = calloc((size_t)runs, sizeof(double));
        for (int j = 0; j < WARM && j < runs; j++)
            run(&pair[i], pair[i].work);
    }
    for (int j = 0; j < runs; j++) {
        for (int i = 0; i < 2; i++)
            pair[i].milliseconds[j] = run(&pair[i], &pair[i].work[j]);
    }
    printf("%.2f %.2f %ld %ld %.2f %.2f\n", median(pair[0].milliseconds, runs), median(pair[1].milliseconds, runs),
           pair[0].kibibytes, pair[1].kibibytes, median(pair[0].work, runs), median(pair[1].work, runs));
    return 0;
}
