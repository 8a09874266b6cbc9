/* `entente diff`: what it writes of whole cases, its exit codes, and what it says where something is wrong. */
#include "command/command.h"
#include "program.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(diff, .init = folder_enter, .fini = folder_leave);

/* good.yaml after an edit: one line came, one claim changed. */
static const char *const edited = "title: Two and a pact\n"
                                  "sources:\n"
                                  "  treaty: {title: The treaty, date: 1951}\n"
                                  "nodes:\n"
                                  "  countries:\n"
                                  "    here: Hereland\n"
                                  "    there: Thereland\n"
                                  "  agreements:\n"
                                  "    pact: {name: The Pact, since: 1951, source: treaty}\n"
                                  "edges:\n"
                                  "  - here -> pact: {relation: member, source: treaty}\n"
                                  "  - there -> pact: {relation: member, status: ended, source: treaty}\n"
                                  "  - here -- there: trade\n";

static const char *const told = "Two and a pact: 1 came, 1 changed\n"
                                "\n"
                                "~ Thereland is a member of The Pact – status active → ended\n"
                                "+ Hereland and Thereland: trade\n";

/* ---- whole cases ---- */

static const char *const formats_compared[] = {"txt", "json", "dot"};

static void expect_case(const char *folder)
{
    arena *a = arena_new();
    cr_assert(chdir(folder) == 0);
    char *arguments = file_read("arguments", NULL);
    if (arguments)
        arguments[strcspn(arguments, "\n")] = '\0';
    for (size_t i = 0; i < sizeof formats_compared / sizeof *formats_compared; i++) {
        const char *format = formats_compared[i], *file = arena_format(a, "expected.%s", format);
        result r = run(arena_format(a, "diff %s -T%s", arguments ? arguments : "old.yaml new.yaml", format));
        cr_expect_eq(r.code, 1, "%s: exit code %d: %s", folder, r.code, r.err);
        cr_expect_str_eq(r.err, "");
        cr_expect(strcmp(format, "json") || !json_fault(r.out), "%s: JSON stops at %.60s", folder, json_fault(r.out));
        if (getenv("UPDATE"))
            file_write(file, r.out);
        char *expected = file_read(file, NULL);
        cr_assert(expected, "%s/%s is not there: UPDATE=1 writes it", folder, file);
        cr_expect_str_eq(r.out, expected, "%s/%s differs", folder, file);
        free(expected);
        result_free(&r);
    }
    free(arguments);
    arena_free(a);
}

Test(diff, cases_are_told_as_they_were)
{
    glob_t found;
    cr_assert(glob(SOURCE_DIR "/tests/diff/*", 0, NULL, &found) == 0);
    cr_assert(found.gl_pathc >= 4);
    for (size_t i = 0; i < found.gl_pathc; i++)
        expect_case(found.gl_pathv[i]);
    globfree(&found);
}

/* ---- exit codes ---- */

static const struct ending {
    const char *line;
    int code;
    const char *out, *err; /* the whole of the one; a part of the other, "" for nothing */
} endings[] = {
    {"diff good.yaml good.yaml", 0, "Two and a pact: no difference\n", ""},
    {"diff good.yaml edited.yaml", 1, NULL, ""},
    {"diff good.yaml bad.yaml", 2, "", "bad.yaml:2:1: error: the file has no key ‘nodse’"},
    {"diff bad.yaml good.yaml", 2, "", "bad.yaml:2:1: error: the file has no key ‘nodse’"},
    {"diff good.yaml nowhere.yaml", 3, "", "nowhere.yaml"},
    {"diff good.yaml edited.yaml --limit nodes=1", 4, "", "good.yaml"},
    {"diff good.yaml edited.yaml -o nowhere/a.txt", 3, "", "nowhere"},
    {"diff good.yaml --between 1950 1952", 1, NULL, ""},
    {"diff good.yaml --between 1952 1953", 0, "Two and a pact, 1952 to 1953: no difference\n", ""},
    /* What is different is written, and told by the exit code all the same. */
    {"diff good.yaml edited.yaml -o a.svg -o a.dot", 1, "", ""},
    {"diff good.yaml good.yaml -o a.svg", 0, "", ""},
    /* A warning is no trouble, unless it is to be one. */
    {"diff doubtful.yaml doubtful.yaml --strict", 2, "", "doubtful.yaml:7:5: "},
    {"diff doubtful.yaml doubtful.yaml", 0, "The network: no difference\n", ""},
    {"diff doubtful.yaml doubtful.yaml -Wunsourced-claim", 0, "The network: no difference\n", "[unsourced-claim]"},
    {"diff doubtful.yaml doubtful.yaml -Werror=unsourced-claim", 2, "", "doubtful.yaml:7:5: error: "},
};

Test(diff, the_exit_code_says_one_thing)
{
    file_write("edited.yaml", edited);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        result r = run(endings[i].line);
        cr_expect_eq(r.code, endings[i].code, "entente %s: exit code %d, %s", endings[i].line, r.code, r.err);
        if (endings[i].out)
            cr_expect_str_eq(r.out, endings[i].out, "entente %s:\n%s", endings[i].line, r.out);
        cr_expect(*endings[i].err ? strstr(r.err, endings[i].err) != NULL : !*r.err, "entente %s:\n%s", endings[i].line,
                  r.err);
        result_free(&r);
    }
}

Test(diff, a_mistake_in_a_filter_is_told_once_for_both_files)
{
    result r = run("diff good.yaml doubtful.yaml --hide countris");
    cr_expect(r.code == 2 && r.out_length == 0, "%d %s", r.code, r.out);
    cr_expect_str_eq(r.err, "command line:1:8: error: there is no kind ‘countris’\n"
                            "  --hide countris\n"
                            "         ^~~~~~~~\n"
                            "  help: did you mean ‘countries’?\n");
    result_free(&r);
}

Test(diff, filters_may_name_what_only_one_of_both_has)
{
    file_write("fewer.yaml", "nodes: {countries: {a: Aland, b: Beland}}\nedges: [a -> b: supports]\n");
    file_write("more.yaml", "kinds: {isles: Isle}\n"
                            "nodes: {countries: {a: Aland, b: Beland}, isles: {c: Celand}}\n"
                            "edges: [a -> b: supports, a -> c: supports]\n");
    result came = run("diff fewer.yaml more.yaml --focus c"), went = run("diff more.yaml fewer.yaml --only isles");
    result neither = run("diff fewer.yaml more.yaml --focus x");
    cr_expect(came.code == 1 && strstr(came.out, "+ Celand, Isle\n"), "%d %s%s", came.code, came.out, came.err);
    cr_expect(went.code == 1 && strstr(went.out, "- Celand, Isle\n"), "%d %s%s", went.code, went.out, went.err);
    cr_expect(neither.code == 2 && strstr(neither.err, "there is no node ‘x’"), "%d %s", neither.code, neither.err);
    result_free(&came), result_free(&went), result_free(&neither);
}

Test(diff, warnings_that_are_asked_for_are_told_of_both_files)
{
    file_write("one.yaml", "nodes: {countries: {a: Aland}}\n");
    file_write("two.yaml", "nodes: {countries: {a: Aland, b: Beland}}\n");
    result silent = run("diff one.yaml two.yaml"), told = run("diff one.yaml two.yaml -W lone-node");
    result refused = run("diff one.yaml two.yaml -Werror=lone-node");
    cr_expect(silent.code == 1 && !*silent.err, "%d %s", silent.code, silent.err);
    cr_expect(told.code == 1 && strstr(told.err, "one.yaml:1:21: warning: ‘a’ has no edges [lone-node]") &&
                  strstr(told.err, "two.yaml:1:31: warning: ‘b’ has no edges [lone-node]"),
              "%d %s", told.code, told.err);
    cr_expect(refused.code == 2 && strstr(refused.err, "one.yaml:1:21: error") && refused.out_length == 0, "%d %s",
              refused.code, refused.err);
    result_free(&silent), result_free(&told), result_free(&refused);
}

static const struct mistake {
    const char *line, *message, *help;
} mistakes[] = {
    {"diff", "nothing to compare", "entente diff OLD NEW"},
    {"diff good.yaml", "one file is not enough", "--between DAY DAY"},
    {"diff good.yaml bad.yaml doubtful.yaml", "more than two files cannot be compared", NULL},
    {"diff good.yaml bad.yaml --between 1950 1951", "two days are compared of one file", NULL},
    {"diff good.yaml --between 1950", "‘--between’ needs DAY DAY", NULL},
    {"diff good.yaml --between 1950 -Ttxt", "‘--between’ needs DAY DAY", NULL},
    {"diff good.yaml --between 1950 1951-13", "‘--between’ cannot be ‘1951-13’", "months go from 01 to 12"},
    {"diff good.yaml --between today 1951", "‘--between’ cannot be ‘today’", "2021-09-15"},
    {"diff good.yaml --between 1950 1951 --between 1952 1953", "‘--between’ is given twice", NULL},
    {"diff - -", "standard input can be only one of both", NULL},
    {"diff good.yaml doubtful.yaml -O .", "‘--output-dir’ is not for ‘entente diff’", "it is for ‘entente’"},
    {"diff good.yaml doubtful.yaml -j 2", "‘-j’ is not for ‘entente diff’", "it is for ‘entente’"},
    {"diff good.yaml doubtful.yaml -Tjsn", "‘-T’ cannot be ‘jsn’", "did you mean ‘json’?"},
    {"diff good.yaml doubtful.yaml -o a.foo", "the suffix of ‘a.foo’ tells no format", NULL},
    {"diff good.yaml doubtful.yaml -Ttxt -o good.yaml", "‘good.yaml’ is an input already", NULL},
    {"diff good.yaml doubtful.yaml -Ttxt -o doubtful.yaml", "‘doubtful.yaml’ is an input already", NULL},
    {"diff good.yaml doubtful.yaml -o a.svg -o ./a.svg", "‘./a.svg’ is an output already", NULL},
    {"diff good.yaml doubtful.yaml -Ttxt -Tjson", "‘standard output’ is an output already", NULL},
    {"diff good.yaml doubtful.yaml --view here", "‘good.yaml’ has no view ‘here’", "it has no views"},
    {"diff good.yaml doubtful.yaml --all-views", "‘--all-views’ is not for ‘entente diff’", "it is for ‘entente’"},
    {"diff good.yaml doubtful.yaml --view a,b", "one view is compared at a time", "--view NAME"},
    {"diff good.yaml doubtful.yaml --as-of 1950,1951", "two days of one file are compared otherwise", "--between"},
    {"diff good.yaml --as-of 1950 --between 1950 1951", "two days of one file are compared otherwise", "--between"},
    {"diff --git good.yaml doubtful.yaml", "‘--git’ is for git", "git config diff.entente.command"},
    {"diff --git -Tsvg good.yaml", "‘--git’ prints words of the whole", NULL},
    {"good.yaml --between 1950 1951", "‘--between’ is not for drawing", "it is for ‘entente diff’"},
    {"check good.yaml --between 1950 1951", "‘--between’ is not for ‘entente check’", NULL},
};

Test(diff, wrong_usage_is_answered_and_nothing_is_written)
{
    int before = folder_count(".");
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct mistake *m = &mistakes[i];
        result r = run(m->line);
        cr_expect_eq(r.code, 2, "entente %s: exit code %d", m->line, r.code);
        cr_expect(strncmp(r.err, "entente: ", 9) == 0 && strstr(r.err, m->message), "entente %s:\n%s", m->line, r.err);
        cr_expect(!m->help || (strstr(r.err, "\n  help: ") && strstr(r.err, m->help)), "entente %s:\n%s", m->line,
                  r.err);
        cr_expect_str_eq(r.out, "");
        result_free(&r);
    }
    cr_expect_eq(folder_count("."), before);
}

/* ---- what is written where ---- */

Test(diff, one_call_writes_words_and_drawings)
{
    file_write("edited.yaml", edited);
    result r = run("diff good.yaml edited.yaml -Ttxt -o - -o a.txt -o a.json -o a.svg -o a.png");
    char *text = file_read("a.txt", NULL), *json = file_read("a.json", NULL), *svg = file_read("a.svg", NULL);
    cr_expect_eq(r.code, 1, "%s", r.err);
    cr_expect_str_eq(r.out, told);
    cr_expect_str_eq(text, told);
    cr_expect(!json_fault(json));
    cr_expect(strstr(svg, "<title>changed: Thereland is a member of The Pact – status active → ended</title>"));
    cr_expect(strstr(svg, "class=\"edge labelled active came\""));
    cr_expect(file_exists("a.png"));
    free(text), free(json), free(svg);
    result_free(&r);
}

Test(diff, suffixes_may_be_of_large_letters)
{
    file_write("edited.yaml", edited);
    result r = run("diff good.yaml edited.yaml -o A.TXT -o A.JSON");
    char *text = file_read("A.TXT", NULL), *json = file_read("A.JSON", NULL);
    cr_expect_eq(r.code, 1, "%s", r.err);
    cr_expect_str_eq(text, told);
    cr_expect(json && strstr(json, "\"differs\": true"), "%s", json);
    free(text), free(json);
    result_free(&r);
}

Test(diff, words_are_coloured_where_colours_are_asked_for)
{
    static const char *const forced[] = {"FORCE_COLOR=1", NULL}, *const silenced[] = {"NO_COLOR=1", NULL};
    file_write("edited.yaml", edited);
    result plain = run("diff good.yaml edited.yaml"), always = run("diff --color always good.yaml edited.yaml");
    result force = run_in("diff good.yaml edited.yaml", (setting){.variables = forced});
    result no = run_in("diff good.yaml edited.yaml", (setting){.variables = silenced});
    cr_expect_str_eq(plain.out, told);
    cr_expect_str_eq(no.out, told);
    cr_expect_str_eq(force.out, always.out);
    cr_expect(strstr(always.out, "\033[32m+ Hereland and Thereland: trade\033[0m\n"));
    result_free(&plain), result_free(&always), result_free(&force), result_free(&no);
}

Test(diff, one_side_may_be_standard_input)
{
    file_write("edited.yaml", edited);
    result r = run_in("diff - edited.yaml", (setting){.input = good});
    cr_expect_eq(r.code, 1);
    cr_expect_str_eq(r.out, told);
    result_free(&r);
}

Test(diff, mistakes_of_both_sides_are_told)
{
    file_write("worse.yaml", "title: A mistake\nnodes: {countreis: {x: X}}\n");
    result r = run("diff bad.yaml worse.yaml");
    cr_expect(strstr(r.err, "bad.yaml:2:1: error") && strstr(r.err, "worse.yaml:2:9: error"), "%s", r.err);
    result_free(&r);
    result json = run("diff --diagnostics json bad.yaml worse.yaml");
    cr_expect(!json_fault(json.err), "%s", json.err);
    cr_expect(strstr(json.err, "\"bad.yaml\"") && strstr(json.err, "\"worse.yaml\""), "%s", json.err);
    result_free(&json);
}

/* Nothing of the past hides what was edited: the file has a day, and the claim ended before it. */
Test(diff, words_compare_what_the_day_leaves_out)
{
    file_write("old.yaml", "as_of: 2020\nnodes: {countries: {x: X, y: Y}}\n"
                           "edges: [{x -> y: {label: ties, until: 1990}}]\n");
    file_write("new.yaml", "as_of: 2020\nnodes: {countries: {x: X, y: Y}}\n"
                           "edges: [{x -> y: {label: ties, until: 1991}}]\n");
    result r = run("diff old.yaml new.yaml -Ttxt -Tdot -o a.dot");
    char *dot = file_read("a.dot", NULL);
    cr_expect_eq(r.code, 1);
    cr_expect_str_eq(r.out, "The network: 1 changed\n\n~ X ties Y – until 1990 → 1991\n");
    cr_expect(dot && !strstr(dot, "ties"), "%s", dot);
    free(dot);
    result_free(&r);
}

/* What is asked for is what is compared: in words too. */
Test(diff, a_part_of_both_is_compared)
{
    file_write("edited.yaml", edited);
    result here = run("diff good.yaml edited.yaml --hide-relations member");
    cr_expect_str_eq(here.out, "Two and a pact: 1 came\n\n+ Hereland and Thereland: trade\n");
    result day = run("diff good.yaml edited.yaml --as-of 1950");
    cr_expect_str_eq(day.out, "Two and a pact: 1 came\n\n+ Hereland and Thereland: trade\n");
    result wrong = run("diff good.yaml edited.yaml --focus nobody");
    cr_expect_eq(wrong.code, 2, "%s", wrong.err);
    result_free(&here), result_free(&day), result_free(&wrong);
}

/* ---- as git calls it ---- */

Test(diff, git_is_answered_with_exit_code_0)
{
    file_write("edited.yaml", edited);
    static const struct call {
        const char *line, *out;
    } calls[] = {
        {"diff --git networks/a.yaml good.yaml 1 100644 edited.yaml 2 100644", "~ Thereland is a member of The Pact"},
        {"diff --git networks/a.yaml good.yaml 1 100644 good.yaml 1 100755", "Two and a pact: no difference\n"},
        {"diff --git networks/a.yaml /dev/null . . edited.yaml 2 100644", "+ Hereland, Country\n"},
        {"diff --git networks/a.yaml good.yaml 1 100644 /dev/null . .", "- Hereland, Country\n"},
        {"diff --git a.yaml good.yaml 1 100644 edited.yaml 2 100644 b.yaml similarity",
         "diff --entente a.yaml b.yaml\n"},
        {"diff --git a.yaml good.yaml 1 100644 bad.yaml 2 100644",
         "The new version is no network:\na.yaml:2:1: error: the file has no key ‘nodse’\n"},
        {"diff --git a.yaml bad.yaml 1 100644 good.yaml 2 100644", "The old version is no network:\n"},
        {"diff --git a.yaml", "* Unmerged path a.yaml\n"},
    };
    static const char *const paged[] = {"GIT_PAGER_IN_USE=true", NULL};
    result colours = run_in(calls[0].line, (setting){.variables = paged});
    cr_expect(strstr(colours.out, "\033[33m~ Thereland"), "git colours what goes to its pager:\n%s", colours.out);
    result_free(&colours);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        result r = run(calls[i].line);
        cr_expect_eq(r.code, 0, "entente %s: exit code %d", calls[i].line, r.code);
        cr_expect(strstr(r.out, calls[i].out), "entente %s:\n%s", calls[i].line, r.out);
        result_free(&r);
    }
}
