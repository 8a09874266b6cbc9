/* Any bytes as a file to be written in house style: nothing is lost, and what is written is in house style. */
#include "input/input.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool style(arena *a, const char *bytes, size_t length, styled *out)
{
    input_options options = {.limits = limits_standard()};
    diagnostics *d = diagnostics_new(a, false);
    buffer copy = {0};
    buffer_add(&copy, bytes, length);
    buffer_add(&copy, "", 0);
    bool done = input_style_bytes(a, "fuzz.yaml", &copy, &options, d, out);
    /* Refused, and nobody is told why; or it would have been changed in its meaning. */
    if (!done && (diagnostics_exit(d) == 0 || diagnostics_exit(d) == rule_of(RULE_INTERNAL)->exit))
        abort();
    buffer_free(&copy);
    return done;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    arena *a = arena_new();
    styled once, twice;
    if (style(a, (const char *)bytes, length, &once) &&
        (!style(a, once.text, once.length, &twice) || twice.changed || twice.line))
        abort();
    arena_free(a);
    return 0;
}
