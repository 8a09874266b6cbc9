/* What is told, in which form, and the exit codes. */
#include "program.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(message, .init = folder_enter, .fini = folder_leave);

static const struct outcome {
    const char *line;
    int code;
} outcomes[] = {
    {"good.yaml", 0},
    {"doubtful.yaml", 0},
    {"check good.yaml", 0},
    {"check doubtful.yaml", 0},
    {"bad.yaml", 1},
    {"check bad.yaml", 1},
    {"doubtful.yaml --strict", 1},
    {"check --strict doubtful.yaml", 1},
    {"good.yaml --strict", 0},
    {"--nonsense", 2},
    {"nowhere.yaml", 3},
    {"check nowhere.yaml", 3},
    {".", 3},
    {"good.yaml --limit nodes=2", 4},
    {"check good.yaml --limit file-bytes=10", 4},
    {"check good.yaml bad.yaml nowhere.yaml", 3},
    {"check --limit nodes=2 nowhere.yaml good.yaml bad.yaml", 4},
};

Test(message, exit_codes_tell_what_was_wrong)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        result r = run(outcomes[i].line);
        cr_expect(r.code == outcomes[i].code, "entente %s: exit code %d\n%s", outcomes[i].line, r.code, r.err);
        cr_expect((r.code != 0) <= (*r.err != '\0'), "entente %s ends with %d and says nothing", outcomes[i].line,
                  r.code);
        result_free(&r);
    }
}

Test(message, time_is_bounded_even_where_the_input_never_comes)
{
    cr_assert(mkfifo("pipe", 0600) == 0);
    result r = run("--timeout 0.3 pipe");
    cr_expect(r.code == 4 && strcmp(r.err, "entente: error: not done within 0.3 s, the time-out\n") == 0, "%d %s",
              r.code, r.err);
    result_free(&r);
}

Test(message, an_error_has_its_place)
{
    result r = run("bad.yaml");
    cr_expect(strncmp(r.err, "bad.yaml:2:1: error: ", 21) == 0, "%s", r.err);
    cr_expect(strstr(r.err, "\n  nodse: {}\n  ^~~~~\n  help: "), "%s", r.err);
    cr_expect(r.out_length == 0);
    result_free(&r);
    r = run_in("-", (setting){.input = bad});
    cr_expect(strncmp(r.err, "<stdin>:2:1: error: ", 20) == 0, "%s", r.err);
    result_free(&r);
}

Test(message, check_counts_for_each_file)
{
    result r = run("check good.yaml doubtful.yaml bad.yaml");
    cr_expect_str_eq(r.out, "good.yaml: no errors, no warnings\n"
                            "doubtful.yaml: no errors, 2 warnings\n"
                            "bad.yaml: 1 error, no warnings\n");
    cr_expect(strstr(r.err, "doubtful.yaml:5:5: warning: ‘lone’ has no edges"), "%s", r.err);
    cr_expect(strstr(r.err, "bad.yaml:2:1: error: "), "%s", r.err);
    result_free(&r);
    r = run_in("check", (setting){.input = good});
    cr_expect_str_eq(r.out, "<stdin>: no errors, no warnings\n");
    result_free(&r);
}

Test(message, drawing_warns_of_what_the_picture_lacks_and_check_of_the_rest)
{
    file_write("empty.yaml", "title: Nothing yet\n");
    result r = run("empty.yaml -Tdot");
    cr_expect(r.code == 0 && strstr(r.err, "empty.yaml:1:8: warning: nothing is drawn"), "%s", r.err);
    result_free(&r);
    r = run("doubtful.yaml -Tdot");
    cr_expect(r.code == 0 && !*r.err, "%s", r.err);
    result_free(&r);
}

Test(message, quiet_keeps_warnings_and_summaries_back_but_no_errors)
{
    result r = run("check -q doubtful.yaml");
    cr_expect(r.code == 0 && !*r.err && !*r.out, "%s%s", r.err, r.out);
    result_free(&r);
    r = run("check -q bad.yaml");
    cr_expect(r.code == 1 && strstr(r.err, "bad.yaml:2:1: error: ") && !*r.out, "%s", r.err);
    result_free(&r);
}

Test(message, strict_makes_errors_of_warnings)
{
    result r = run("doubtful.yaml --strict");
    cr_expect(strstr(r.err, "error: ‘lone’ has no edges") && !strstr(r.err, "warning:"), "%s", r.err);
    cr_expect(r.out_length == 0);
    result_free(&r);
}

Test(message, verbose_tells_the_scores_and_the_picture_is_the_same)
{
    result plain = run("good.yaml"), verbose = run("-v good.yaml"), graph = run("-v -Tdot good.yaml");
    cr_expect(plain.code == 0 && !*plain.err, "%s", plain.err);
    cr_expect(strstr(verbose.err, "dot"), "%s", verbose.err);
    cr_expect_str_eq(plain.out, verbose.out);
    cr_expect(!*graph.err, "no layout for a graph: %s", graph.err);
    result_free(&plain);
    result_free(&verbose);
    result_free(&graph);
}

Test(message, json_is_one_array_whatever_happens)
{
    static const struct {
        const char *line;
        int items;
    } cases[] = {
        {"good.yaml", 0},
        {"check good.yaml", 0},
        {"check doubtful.yaml", 2},
        {"check -q doubtful.yaml", 0},
        {"bad.yaml", 1},
        {"check bad.yaml doubtful.yaml nowhere.yaml", 4},
        {"good.yaml -o nowhere/a.svg", 1},
        {"good.yaml -v", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char line[200] = "";
        int items = 0;
        strcat(strcat(line, cases[i].line), " --diagnostics json");
        result r = run(line);
        cr_expect(*r.err == '[' && !json_fault(r.err), "entente %s:\n%s", line, r.err);
        for (const char *at = r.err; (at = strstr(at, "\"severity\"")); at++)
            items++;
        cr_expect(items == cases[i].items, "entente %s: %d items\n%s", line, items, r.err);
        cr_expect(strncmp(line, "check", 5) != 0 || !*r.out, "no summary beside JSON");
        result_free(&r);
    }
}

Test(message, json_tells_place_and_rule)
{
    result r = run("check bad.yaml --diagnostics=json");
    cr_expect(strstr(r.err, "\"file\": \"bad.yaml\", \"line\": 2, \"column\": 1, \"endLine\": 2, \"endColumn\": 6, "
                            "\"severity\": \"error\", \"rule\": \"unknown-key\""),
              "%s", r.err);
    result_free(&r);
}

Test(message, colour_is_for_those_who_want_it)
{
    static const struct {
        const char *line, *variables[3];
        bool coloured;
    } cases[] = {
        {"bad.yaml", {NULL}, false},
        {"bad.yaml --color always", {NULL}, true},
        {"bad.yaml --color=always", {"NO_COLOR=1", NULL}, true},
        {"bad.yaml", {"FORCE_COLOR=1", NULL}, true},
        {"bad.yaml", {"FORCE_COLOR=0", NULL}, false},
        {"bad.yaml", {"FORCE_COLOR=", NULL}, false},
        {"bad.yaml", {"FORCE_COLOR=1", "NO_COLOR=1", NULL}, false},
        {"bad.yaml --color never", {"FORCE_COLOR=1", NULL}, false},
        {"bad.yaml --color auto", {"FORCE_COLOR=1", NULL}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        result r = run_in(cases[i].line, (setting){.variables = cases[i].variables});
        cr_expect((strchr(r.err, '\033') != NULL) == cases[i].coloured, "case %zu: %s", i, r.err);
        result_free(&r);
    }
}
