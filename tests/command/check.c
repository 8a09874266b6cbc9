/* The command `check`: rules listed and switched, SARIF, claims by source; and warnings that are asked for in drawing.
 */
#include "base/base.h"
#include "program.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(check, .init = folder_enter, .fini = folder_leave);

/* ---- the list ---- */

Test(check, list_tells_every_rule_and_needs_no_file)
{
    result r = run("check --list");
    cr_expect(r.code == 0 && !*r.err, "%d %s", r.code, r.err);
    for (int i = 0; i < RULE_COUNT; i++) {
        char row[64];
        snprintf(row, sizeof row, "\n  %s ", rule_of((rule)i)->name);
        const char *at = strstr(r.out, row);
        cr_assert(at, "%s", row);
        const char *end = strchr(at + 1, '\n');
        cr_expect(strncmp(end - strlen(rule_of((rule)i)->summary), rule_of((rule)i)->summary,
                          strlen(rule_of((rule)i)->summary)) == 0,
                  "%s", row);
        cr_expect((at < strstr(r.out, "\nErrors")) == rule_of((rule)i)->warning, "%s", row);
    }
    result_free(&r);
}

/* ---- switches ---- */

/* What doubtful.yaml gives, and how it ends, under switches of the command line and of the file. */
static const struct switched {
    const char *line, *checks, *summary;
    int code;
} cases[] = {
    {"", "", "no errors, 2 warnings", 0},
    {"-Wno-lone-node", "", "no errors, 1 warning", 0},
    {"-W no-lone-node -Wno-unsourced-claim", "", "no errors, no warnings", 0},
    {"-Wlone-node", "", "no errors, 2 warnings", 0},
    {"-Werror=lone-node", "", "1 error, 1 warning", 1},
    {"-W error=lone-node", "", "1 error, 1 warning", 1},
    {"--strict", "", "2 errors, no warnings", 1},
    {"--strict -Wno-lone-node", "", "1 error, no warnings", 1},
    {"--strict -Wno-lone-node -Wno-unsourced-claim", "", "no errors, no warnings", 0},
    {"-Wno-lone-node -Wlone-node", "", "no errors, 2 warnings", 0},
    {"-Wlone-node -Wno-lone-node", "", "no errors, 1 warning", 0},
    {"-Werror=lone-node -Wno-lone-node", "", "no errors, 1 warning", 0},
    {"", "checks: {lone-node: off}\n", "no errors, 1 warning", 0},
    {"", "checks: {lone-node: error}\n", "1 error, 1 warning", 1},
    {"", "checks: {lone-node: on}\n", "no errors, 2 warnings", 0},
    {"-Wlone-node", "checks: {lone-node: off}\n", "no errors, 2 warnings", 0},
    {"-Wlone-node", "checks: {lone-node: error}\n", "no errors, 2 warnings", 0},
    {"-Wno-lone-node", "checks: {lone-node: error}\n", "no errors, 1 warning", 0},
    {"-Werror=lone-node", "checks: {lone-node: off}\n", "1 error, 1 warning", 1},
    {"--strict", "checks: {lone-node: off, unsourced-claim: on}\n", "1 error, no warnings", 1},
};

Test(check, the_last_switch_counts_and_the_command_line_comes_before_the_file)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct switched *c = &cases[i];
        char text[1000], line[200], expected[100];
        snprintf(text, sizeof text, "%s%s", c->checks, doubtful);
        file_write("case.yaml", text);
        snprintf(line, sizeof line, "check %s case.yaml", c->line);
        snprintf(expected, sizeof expected, "case.yaml: %s\n", c->summary);
        result r = run(line);
        cr_expect(r.code == c->code && strcmp(r.out, expected) == 0, "%sentente %s: %d %s%s", c->checks, line, r.code,
                  r.out, r.err);
        result_free(&r);
    }
}

Test(check, the_main_file_comes_before_its_includes)
{
    char text[1000];
    file_write("part.yaml", "checks: {lone-node: error, unsourced-claim: off}\n");
    snprintf(text, sizeof text, "include: part.yaml\nchecks: {lone-node: on}\n%s", doubtful);
    file_write("case.yaml", text);
    result r = run("check case.yaml");
    cr_expect_str_eq(r.out, "case.yaml: no errors, 1 warning\n");
    result_free(&r);
}

Test(check, each_file_has_its_own_switches)
{
    char text[1000];
    snprintf(text, sizeof text, "checks: {lone-node: off, unsourced-claim: off}\n%s", doubtful);
    file_write("case.yaml", text);
    result r = run("check case.yaml doubtful.yaml");
    cr_expect_str_eq(r.out, "case.yaml: no errors, no warnings\ndoubtful.yaml: no errors, 2 warnings\n");
    result_free(&r);
}

Test(check, in_drawing_a_warning_is_told_that_was_asked_for_by_name)
{
    static const struct {
        const char *line, *checks, *told, *silent;
        int code;
    } drawings[] = {
        {"", "", "", NULL, 0},
        {"-Wlone-node", "", "warning: ‘lone’ has no edges", "source", 0},
        {"-Werror=lone-node", "", "error: ‘lone’ has no edges", "source", 1},
        {"-Wno-lone-node", "", "", "lone", 0},
        {"", "checks: {lone-node: on}\n", "warning: ‘lone’ has no edges", "source", 0},
        {"", "checks: {lone-node: error}\n", "error: ‘lone’ has no edges", "source", 1},
        {"", "checks: {lone-node: off}\n", "", "lone", 0},
        {"--strict -Wno-unsourced-claim", "", "error: ‘lone’ has no edges", "source", 1},
    };
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        char text[1000], line[200];
        snprintf(text, sizeof text, "%s%s", drawings[i].checks, doubtful);
        file_write("case.yaml", text);
        snprintf(line, sizeof line, "case.yaml -Tdot %s", drawings[i].line);
        result r = run(line);
        cr_expect(r.code == drawings[i].code, "%sentente %s: %d", drawings[i].checks, line, r.code);
        cr_expect((r.code == 0) == (r.out_length > 0), "%sentente %s", drawings[i].checks, line);
        cr_expect(*drawings[i].told ? strstr(r.err, drawings[i].told) != NULL : !*r.err, "%sentente %s: %s",
                  drawings[i].checks, line, r.err);
        cr_expect(!drawings[i].silent || !strstr(r.err, drawings[i].silent), "%sentente %s: %s", drawings[i].checks,
                  line, r.err);
        result_free(&r);
    }
}

/* ---- SARIF ---- */

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (; (text = strstr(text, what)); text++)
        count++;
    return count;
}

Test(check, sarif_is_one_log_on_standard_output_whatever_happens)
{
    static const struct {
        const char *line;
        int results, code;
    } lines[] = {
        {"good.yaml", 0, 0},
        {"doubtful.yaml", 2, 0},
        {"doubtful.yaml -q", 0, 0},
        {"bad.yaml", 1, 1},
        {"bad.yaml doubtful.yaml nowhere.yaml", 4, 3},
        {"-Wno-lone-node doubtful.yaml", 1, 0},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[200];
        snprintf(line, sizeof line, "check --diagnostics sarif %s", lines[i].line);
        result r = run(line);
        cr_expect(r.code == lines[i].code && !*r.err, "entente %s: %d %s", line, r.code, r.err);
        cr_expect(*r.out == '{' && !json_fault(r.out), "entente %s:\n%s", line, r.out);
        cr_expect(count_of(r.out, "\"version\": \"2.1.0\"") == 1);
        cr_expect(count_of(r.out, "\"ruleId\"") == lines[i].results, "entente %s:\n%s", line, r.out);
        result_free(&r);
    }
}

Test(check, sarif_beside_a_figure_is_a_message)
{
    result r = run("bad.yaml --diagnostics sarif");
    cr_expect(r.code == 1 && r.out_length == 0 && *r.err == '{' && !json_fault(r.err), "%s", r.err);
    cr_expect(count_of(r.err, "\"ruleId\": \"unknown-key\"") == 1, "%s", r.err);
    result_free(&r);
    r = run("good.yaml -o nowhere/a.svg --diagnostics sarif");
    cr_expect(r.code == 3 && !json_fault(r.err) && count_of(r.err, "\"ruleId\": \"io\"") == 1, "%s", r.err);
    result_free(&r);
}

Test(check, a_log_that_cannot_be_written_is_told)
{
    result r = run_in("check --diagnostics sarif good.yaml", (setting){.out = "/dev/full"});
    cr_expect(r.code == 3 && strstr(r.err, "error: "), "%d %s", r.code, r.err);
    result_free(&r);
}

Test(check, help_is_no_log)
{
    result r = run("check --diagnostics sarif --help");
    cr_expect(r.code == 0 && *r.out != '{' && !*r.err, "%s", r.out);
    result_free(&r);
}

/* ---- sources ---- */

Test(check, sources_prints_the_claims_by_source)
{
    result r = run("check --sources good.yaml");
    cr_expect_str_eq(r.out, "treaty: The treaty, 1951 (3 claims)\n"
                            "   9  pact           The Pact, since 1951\n"
                            "  11  here -> pact   member\n"
                            "  11  there -> pact  member\n"
                            "\n"
                            "good.yaml: no errors, no warnings\n");
    result_free(&r);
}

Test(check, sources_of_several_files_stand_under_their_names)
{
    result r = run("check -q --sources good.yaml bad.yaml doubtful.yaml");
    cr_expect(r.code == 1);
    cr_expect_str_eq(r.out, "good.yaml\n"
                            "\n"
                            "treaty: The treaty, 1951 (3 claims)\n"
                            "   9  pact           The Pact, since 1951\n"
                            "  11  here -> pact   member\n"
                            "  11  there -> pact  member\n"
                            "\n"
                            "doubtful.yaml\n"
                            "\n"
                            "No source (1 claim)\n"
                            "  7  here -> there  supports\n");
    result_free(&r);
}

Test(check, sources_are_printed_of_a_strict_file_too)
{
    result r = run("check --strict --sources doubtful.yaml");
    cr_expect(r.code == 1 && strstr(r.out, "No source (1 claim)"), "%s", r.out);
    result_free(&r);
}

Test(check, where_a_claim_of_an_include_stands_is_said_with_its_file)
{
    file_write("part.yaml", "edges:\n  - here -> there: supports\n");
    file_write("case.yaml", "include: part.yaml\nnodes: {countries: {here: H, there: T}}\n");
    result r = run("check -q --sources case.yaml");
    cr_expect_str_eq(r.out, "No source (1 claim)\n"
                            "  part.yaml:2  here -> there  supports\n");
    result_free(&r);
    file_write("case.yaml", "include: part.yaml\nnodes: {countries: {here: H, there: T}}\n"
                            "edges:\n  - here -> there: supports\n");
    r = run("check case.yaml");
    cr_expect(strstr(r.err, "part.yaml:2:5: warning: ‘here -> there’ claims again what line 4 of case.yaml claims"),
              "%s", r.err);
    result_free(&r);
}
