/* The public API as a program of others calls it, in any order and with texts of its own. */
#include "entente.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char *const older = "title: Then\nnodes: {countries: {x: X, y: Y}}\nedges: [x -> y: ties]\n";
static const char *const history = "title: Now\n"
                                   "as_of: 1990\n"
                                   "nodes: {countries: {x: X, y: Y, z: {name: Z, since: 1980}}}\n"
                                   "edges: [x -> y: ties, {z -> y: {label: leans on, since: 1980}}]\n"
                                   "views: {some: {title: Some}}\n";

static entente *run_of(const char *yaml)
{
    entente *run = entente_new(NULL);
    cr_assert(entente_read_bytes(run, "case.yaml", yaml, strlen(yaml)));
    return run;
}

static void expect_drawn(entente *run, const char *format, const char *with)
{
    const char *bytes;
    size_t length;
    cr_assert(entente_draw(run, format, &bytes, &length), "%s", entente_messages(run, ENTENTE_TEXT, false));
    cr_expect(strstr(bytes, with), "%.*s", (int)length, bytes);
}

Test(api, a_difference_is_drawn_in_every_format)
{
    static const char *const formats[][2] = {{"json", "\"line\": 4"}, {"txt", "+\u00a0Z"}, {"md", "\\+\u00a0Z"},
                                             {"cmapx", "came: Z"},    {"dot", "Z"},        {"svg", "+\u00a0Z"}};
    entente *old = run_of(older), *now = run_of(history);
    cr_assert(entente_compare(now, old));
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        expect_drawn(now, formats[i][0], formats[i][1]);
    entente_free(now);
    entente_free(old);
}

/* The name of a view is asked for once: what it was written in may be gone then. */
Test(api, the_name_of_a_view_need_not_stay)
{
    char name[] = "some";
    entente *run = run_of(history);
    cr_assert(entente_choose(run, name, NULL));
    memset(name, 'x', sizeof name - 1);
    expect_drawn(run, "json", "\"view\": \"some\"");
    cr_expect(entente_between(run, "1970", "1990"));
    cr_expect(strstr(entente_difference(run, false, false), "Some, 1970 to 1990: "));
    entente_free(run);
}

/* Days share their places with those that were named; others are laid out alone. */
Test(api, a_day_that_is_not_of_the_sweep_can_be_chosen)
{
    static const char *const days[] = {"1970", "1975"};
    entente *run = run_of(history);
    entente_sweep(run, days, 2);
    cr_assert(entente_choose(run, NULL, "1970"));
    expect_drawn(run, "svg", ">X<");
    expect_drawn(run, "json", "\"page\"");
    cr_assert(entente_choose(run, NULL, "1985"));
    expect_drawn(run, "svg", ">Z<");
    entente_free(run);

    run = run_of(history);
    entente_sweep(run, days, 2);
    expect_drawn(run, "svg", ">Z<"); /* the whole, on the day that the file states */
    entente_free(run);
}

/* Another file has other views: what was chosen before is not looked for in it. */
Test(api, what_was_chosen_is_of_what_was_read)
{
    entente *run = run_of(history);
    cr_assert(entente_choose(run, "some", NULL));
    cr_assert(entente_read_bytes(run, "older.yaml", older, strlen(older)));
    expect_drawn(run, "txt", "X ties Y");
    cr_expect_not(entente_choose(run, "some", NULL));
    entente_free(run);
}
