#include "cases.h"

#include <criterion/criterion.h>

static void messages(arena *a, const char *name, buffer *out)
{
    diagnostics *d;
    read_case(a, &d);
    diagnostics_text(d, false, out);
    cr_expect(diagnostics_errors(d) > 0, "%s has no errors", name);
    cr_expect(diagnostics_exit(d) > 0, "%s exits with 0", name);
}

/* Each message stands where it should, says what is wrong, and how to mend it. */
Test(bad_cases, every_wrong_file_is_answered_at_the_right_place)
{
    each_case("bad", "expected.txt", 100, messages);
}
