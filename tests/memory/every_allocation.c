/* every_allocation FILE: reads a network, checks it, builds its graph, and writes messages, sources, DOT and YAML in
   house style, once for each allocation that this takes, with that one failing: first alone, then with all after it.
   Each time the process must end with the right result, or in the handler for running out of memory; never by a signal,
   never with another result. Allocations of libyaml and cgraph count too: malloc and its kin are replaced here for the
   whole program. */
#include "drawing/drawing.h"
#include "input/input.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_MEMORY = 42, EXIT_REFUSED = 43 };

/* ---- the allocator that fails ---- */

static long failing;       /* which allocation fails, from 1; 0: none */
static bool failing_after; /* all later ones fail too */
static long allocations;

static bool fails(void)
{
    allocations++;
    return failing && (failing_after ? allocations >= failing : allocations == failing);
}

/* What glibc's own are called besides. */
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t bytes);

#define VISIBLE __attribute__((visibility("default")))

VISIBLE void *malloc(size_t bytes)
{
    return fails() ? NULL : __libc_malloc(bytes);
}

VISIBLE void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

VISIBLE void *realloc(void *old, size_t bytes)
{
    return fails() ? NULL : __libc_realloc(old, bytes);
}

/* ---- what is tried ---- */

typedef struct outcome {
    uint64_t hash;
    size_t length;
    long allocations;
} outcome;

static void out_of_memory(void)
{
    _exit(EXIT_MEMORY);
}

/* The network as it is now and as it was, compared, told and built. */
static void compare_days(arena *a, const network *n, buffer *out)
{
    view then = network_view(n, NULL);
    then.as_of = (date){.year = 1990};
    const comparison *c = network_compare(a, network_select(n, &then), network_whole(n));
    comparison_json(c, out);
    graph_write(graph_build(a, comparison_both(c)), out);
}

/* The same file in house style. */
static bool add_styled(arena *a, const char *name, const char *bytes, size_t length, buffer *out)
{
    input_options options = {.limits = limits_standard()};
    buffer copy = {0};
    styled s;
    buffer_add(&copy, bytes, length);
    bool done = input_style_bytes(a, name, &copy, &options, diagnostics_new(a, false), &s);
    if (done)
        buffer_add(out, s.text, s.length);
    buffer_free(&copy);
    return done;
}

/* The exit code of a child; what came out goes to *to. */
static int load_and_build(const char *name, const char *bytes, size_t length, outcome *to)
{
    memory_on_failure(out_of_memory);
    allocations = 0;
    arena *a = arena_new();
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    const network *n = input_read_bytes(a, name, bytes, length, &options, d);
    network_check(n, d);
    buffer out = {0};
    diagnostics_text(d, false, &out);
    diagnostics_sarif(d, &out);
    sarif_log("", &out);
    network_cited(n, 60, &out);
    if (diagnostics_errors(d)) {
        fwrite(out.data, 1, out.length, stderr);
        return EXIT_REFUSED;
    }
    compare_days(a, n, &out);
    graph_write(graph_build(a, network_whole(n)), &out);
    if (!add_styled(a, name, bytes, length, &out))
        return EXIT_REFUSED;
    if (out.failed)
        return EXIT_MEMORY;
    *to = (outcome){hash_bytes(out.data, out.length, 0), out.length, allocations};
    buffer_free(&out);
    arena_free(a);
    return 0;
}

/* How a child ended in which the allocations fail as said above. */
static int try(const char *name, const char *bytes, size_t length, outcome *to)
{
    *to = (outcome){0};
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        /* Libraries complain about what they did not get. */
        if (failing && !freopen("/dev/null", "w", stderr))
            _exit(1);
        _exit(load_and_build(name, bytes, length, to));
    }
    int ended = 0;
    waitpid(child, &ended, 0);
    return ended;
}

/* Whether a child ended as it should; `met` tells whether it ended in the handler. */
static bool is_well(int ended, const outcome *now, const outcome *right, bool *met)
{
    *met = WIFEXITED(ended) && WEXITSTATUS(ended) == EXIT_MEMORY;
    if (*met)
        return true;
    const char *after = failing_after ? " and all after" : "";
    if (WIFSIGNALED(ended))
        printf("allocation %ld%s: ended by signal %d\n", failing, after, WTERMSIG(ended));
    else if (WEXITSTATUS(ended) != 0)
        printf("allocation %ld%s: ended with exit code %d\n", failing, after, WEXITSTATUS(ended));
    else if (now->hash != right->hash || now->length != right->length)
        printf("allocation %ld%s: another result\n", failing, after);
    else
        return true;
    return false;
}

int main(int count, char **arguments)
{
    static char bytes[1 << 16];
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fputs("usage: every_allocation FILE\n", stderr);
        return 2;
    }
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);

    outcome *now = mmap(NULL, sizeof *now, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (now == MAP_FAILED || try(arguments[1], bytes, length, now) != 0) {
        puts("it cannot be read and built even with all memory");
        return 1;
    }
    const outcome right = *now;
    bool good = right.allocations > 0;
    for (int after = 0; after < 2; after++) {
        failing_after = after;
        long handled = 0;
        for (failing = 1; failing <= right.allocations; failing++) {
            bool met;
            int ended = try(arguments[1], bytes, length, now);
            good = is_well(ended, now, &right, &met) && good;
            handled += met;
        }
        printf("%ld allocations failed in turn%s: %ld ended in the handler\n", right.allocations,
               after ? ", each with all after it" : "", handled);
        good = good && handled > 0;
    }
    return good ? 0 : 1;
}
