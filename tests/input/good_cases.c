#include "cases.h"

#include <criterion/criterion.h>

static void model(arena *a, const char *name, buffer *out)
{
    diagnostics *d;
    const network *n = read_case(a, &d);
    buffer wrong = {0};
    diagnostics_text(d, false, &wrong);
    cr_expect_eq(diagnostics_errors(d), 0, "%s has errors:\n%s", name, wrong.data);
    buffer_free(&wrong);
    network_dump(n, out);
}

/* What the file says is in the model, each thing with its place. */
Test(good_cases, every_right_file_is_read_as_it_is_meant)
{
    each_case("good", "expected.dump", 30, model);
}
