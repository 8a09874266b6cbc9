#include "given.h"

#include "input/input.h"

#include <criterion/criterion.h>
#include <string.h>

const network *given(arena *a, const char *yaml)
{
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    const network *n = input_read_bytes(a, "given.yaml", yaml, strlen(yaml), &options, d);
    buffer said = {0};
    diagnostics_text(d, false, &said);
    cr_assert(diagnostics_errors(d) == 0, "%s", said.data);
    buffer_free(&said);
    return n;
}
