/* What pictures rest on: rules for make and ninja, the list, and what is stale. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void enter(void)
{
    folder_enter();
    cr_assert(mkdir("out", 0777) == 0 && mkdir("a part", 0777) == 0);
    file_write("whole.yaml", "title: A whole\n"
                             "include: a part/people.yaml\n"
                             "nodes: {countries: {a: {name: A, icon: $mark#1.svg}, b: B}}\n"
                             "edges:\n"
                             "  - a -> b: supports\n"
                             "views: {one: {only: countries}, other: {only: people}}\n");
    file_write("a part/people.yaml", "nodes: {people: {p: {name: P, icon: ../$mark#1.svg}}}\n");
    file_write("$mark#1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
}

TestSuite(depend, .init = enter, .fini = folder_leave);

/* Runs it, and compares a file, or what is printed where `file` is NULL. */
static void expect(const char *line, int code, const char *file, const char *text)
{
    result r = run(line);
    char *found = file ? file_read(file, NULL) : strdup(r.out);
    cr_expect(r.code == code, "entente %s: exit code %d: %s", line, r.code, r.err);
    cr_expect(found && strcmp(found, text) == 0, "entente %s:\n%s", line, found ? found : "no file");
    free(found);
    result_free(&r);
}

#define RESTS_ON " \\\n  whole.yaml \\\n  a\\ part/people.yaml \\\n  $$mark\\#1.svg \\\n  a\\ part/../$$mark\\#1.svg\n"

Test(depend, a_rule_stands_beside_the_outputs_or_where_it_is_told_to)
{
    expect("-MD whole.yaml -o out/w.svg -Tdot -o out/w.dot", 0, "out/w.d", "out/w.svg out/w.dot:" RESTS_ON);
    expect("--depfile out/named whole.yaml -o out/w.svg", 0, "out/named", "out/w.svg:" RESTS_ON);
    expect("-MFout/named -MT one -MT two whole.yaml -o out/w.svg", 0, "out/named", "one two:" RESTS_ON);
    expect("-MF out/all.d -O out --all-views whole.yaml good.yaml", 0, "out/all.d",
           "out/whole.one.svg out/whole.other.svg:" RESTS_ON "out/good.svg: \\\n  good.yaml\n");
    expect("-MD -MP whole.yaml -o out/w.svg", 0, "out/w.d",
           "out/w.svg:" RESTS_ON "\na\\ part/people.yaml:\n\n$$mark\\#1.svg:\n\na\\ part/../$$mark\\#1.svg:\n");
}

Test(depend, no_rule_is_written_where_not_all_is)
{
    result r = run("-MF out/all.d -O out good.yaml bad.yaml");
    cr_expect(r.code == 1 && !file_exists("out/all.d") && file_exists("out/good.svg"), "%s", r.err);
    result_free(&r);
}

Test(depend, the_list_has_what_is_missing_too)
{
    expect("--list-deps whole.yaml", 0, NULL, "whole.yaml\na part/people.yaml\n$mark#1.svg\na part/../$mark#1.svg\n");
    expect("--list-deps good.yaml doubtful.yaml", 0, NULL, "good.yaml\ndoubtful.yaml\n");
    remove("$mark#1.svg");
    expect("--list-deps whole.yaml", 1, NULL, "whole.yaml\na part/people.yaml\n$mark#1.svg\na part/../$mark#1.svg\n");
}

Test(depend, stale_and_missing_outputs_are_listed_and_nothing_is_written)
{
    expect("-O out --all-views --check-output whole.yaml", 1, NULL,
           "out/whole.one.svg: missing\nout/whole.other.svg: missing\n");
    cr_expect_eq(folder_count("out"), 0);
    expect("-O out --all-views whole.yaml", 0, NULL, "");
    expect("-O out --all-views --check-output whole.yaml", 0, NULL, "");
    file_write("out/whole.one.svg", "older");
    remove("out/whole.other.svg");
    static const char *const stale = "out/whole.one.svg: stale\nout/whole.other.svg: missing\n";
    expect("-O out --all-views --check-output whole.yaml", 1, NULL, stale);
    expect("-O out --all-views --check-output -j2 whole.yaml", 1, NULL, stale);
    expect("-O out --all-views --check-output -q whole.yaml", 1, NULL, "");
    expect("good.yaml --check-output -o good.yaml/x.svg", 1, NULL, "good.yaml/x.svg: missing\n");
    expect("bad.yaml --check-output -o out/whole.one.svg", 1, NULL, "");
    expect("good.yaml --check-output -o out/whole.one.svg", 1, "out/whole.one.svg", "older");
}

static const struct mistake {
    const char *line, *told;
} mistakes[] = {
    {"-MD whole.yaml",
     "-MD names its file after the output, and standard output has no name\n  help: name it: -MF FILE"},
    {"-MF out/x.d whole.yaml", "a rule needs a target, and standard output has no name\n  help: name it: -MT TARGET"},
    {"-MT x whole.yaml -o out/w.svg", "-MT and -MP say more of a rule that is not asked for"},
    {"-MP whole.yaml -o out/w.svg", "-MT and -MP say more of a rule that is not asked for"},
    {"-MF", "‘--depfile’ needs FILE"},
    {"-MF whole.yaml whole.yaml -o out/w.svg", "‘whole.yaml’ is an input already"},
    {"-MF out/w.svg whole.yaml -o out/w.svg", "‘out/w.svg’ is an output already"},
    {"--check-output whole.yaml", "--check-output compares files, and standard output is none"},
    {"--check-output -MD whole.yaml -o out/w.svg", "--check-output writes nothing"},
    {"whole.yaml -Tsvg -o $mark#1.svg", "‘$mark#1.svg’ is an input already"},
    {"check -MD whole.yaml", "‘-MD’ is not for ‘entente check’"},
};

Test(depend, what_does_not_go_together_is_told_and_nothing_is_written)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        result r = run(mistakes[i].line);
        cr_expect(r.code == 2 && strstr(r.err, mistakes[i].told), "entente %s: %d\n%s", mistakes[i].line, r.code,
                  r.err);
        cr_expect(r.out_length == 0 && folder_count("out") == 0, "entente %s writes something", mistakes[i].line);
        result_free(&r);
    }
}
