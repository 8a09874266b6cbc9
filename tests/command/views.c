/* Views, filters and days on the command line. */
#include "base/base.h"
#include "program.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const history =
    "title: A pact in time\n"
    "nodes:\n"
    "  countries: {a: Aland, b: {name: Beland, since: 1950}, c: {name: Celand, until: 1970}}\n"
    "  agreements: {pact: The Pact}\n"
    "  people: {p: Somebody}\n"
    "edges:\n"
    "  - a, b, c -> pact: member\n"
    "  - p -> a: leads\n"
    "views:\n"
    "  states: {title: Only states, only: countries, theme: dark, legend: none}\n"
    "  people: {title: The people, focus: p}\n"
    "  nobody: {only: events}\n";

static void enter(void)
{
    folder_enter();
    file_write("history.yaml", history);
    cr_assert(mkdir("out", 0777) == 0);
}

TestSuite(views, .init = enter, .fini = folder_leave);

/* The names among these that the text has, with a blank behind each. */
static void expect_names(const char *line, const char *names)
{
    static const char *const all[] = {"Aland", "Beland", "Celand", "The Pact", "Somebody"};
    result r = run(line);
    char has[100] = "";
    cr_expect(r.code == 0, "entente %s: %s", line, r.err);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strstr(r.out, all[i]))
            strcat(strcat(has, all[i]), " ");
    cr_expect(strcmp(has, names) == 0, "entente %s draws %s, not %s", line, has, names);
    result_free(&r);
}

Test(views, each_option_does_what_the_key_of_its_name_does)
{
    expect_names("history.yaml -Tdot", "Aland Beland Celand The Pact Somebody ");
    expect_names("history.yaml -Tdot --as-of 1940", "Aland Celand The Pact Somebody ");
    expect_names("history.yaml -Tdot --as-of=1960-05", "Aland Beland Celand The Pact Somebody ");
    expect_names("history.yaml -Tdot --as-of 1980 --ended show", "Aland Beland Celand The Pact Somebody ");
    expect_names("history.yaml -Tdot --only countries", "Aland Beland Celand ");
    expect_names("history.yaml -Tdot --only countries --only people", "Aland Beland Celand Somebody ");
    expect_names("history.yaml -Tdot --hide countries,people", "The Pact ");
    expect_names("history.yaml -Tdot --focus p", "Aland Somebody ");
    expect_names("history.yaml -Tdot --focus p --depth 2", "Aland The Pact Somebody ");
    expect_names("history.yaml -Tdot --relations leads --isolated hide", "Aland Somebody ");
    expect_names("history.yaml -Tdot --hide-relations leads --isolated hide", "Aland Beland Celand The Pact ");
    expect_names("history.yaml -Tdot --view people", "Aland Somebody ");
    expect_names("history.yaml -Tdot --view people --depth 0", "Somebody ");
    expect_names("history.yaml -Tdot --view states --only people", "Somebody ");
}

Test(views, the_command_line_has_the_last_word_on_looks)
{
    result dark = run("history.yaml --view states"), light = run("history.yaml --view states --theme light");
    result titled = run_in("history.yaml --view states --legend auto --title Mine", (setting){0});
    cr_expect(strcmp(dark.out, light.out) != 0, "the view has a theme of its own");
    cr_expect(!strstr(dark.out, "id=\"legend") && strstr(dark.out, ">Only states<"));
    cr_expect(strstr(titled.out, "legend") && strstr(titled.out, ">Mine<"));
    result_free(&dark), result_free(&light), result_free(&titled);
}

static const struct mistake {
    const char *line;
    int code;
    const char *told;
} mistakes[] = {
    {"history.yaml --view peple", 2, "entente: ‘history.yaml’ has no view ‘peple’\n  help: did you mean ‘people’?\n"},
    {"history.yaml --view zzz", 2,
     "entente: ‘history.yaml’ has no view ‘zzz’\n  help: its views are states, people, nobody\n"},
    {"good.yaml --view zzz", 2, "entente: ‘good.yaml’ has no view ‘zzz’\n  help: it has no views\n"},
    {"history.yaml --only countires", 2,
     "command line:1:8: error: there is no kind ‘countires’\n"
     "  --only countires\n"
     "         ^~~~~~~~~\n"
     "  help: did you mean ‘countries’?\n"},
    {"history.yaml --hide people --focus a,pakt", 2,
     "command line:1:25: error: there is no node ‘pakt’\n"
     "  --hide people --focus a,pakt\n"
     "                          ^~~~\n"
     "  help: did you mean ‘pact’?\n"},
    {"history.yaml --depth two", 2, "command line:1:9: error: ‘--depth’ cannot be ‘two’\n"},
    {"history.yaml --hide-status endd", 2, "did you mean ‘ended’?"},
    {"history.yaml --ended no", 2, "entente: ‘--ended’ cannot be ‘no’\n"},
    {"history.yaml --as-of 2021-13", 2, "entente: ‘--as-of’ cannot be ‘2021-13’\n"},
    {"history.yaml --as-of 2021,,2022", 2, "a comma has a word on either side of it"},
    {"history.yaml --all-views", 2,
     "several views need --output-dir\n  help: -O DIR writes DIR/NAME.VIEW.svg for each"},
    {"history.yaml --view states,people -o a.svg", 2, "several views need --output-dir"},
    {"history.yaml --as-of 1940,1960", 2,
     "several days need --output-dir\n  help: -O DIR writes DIR/NAME.DAY.svg for each"},
    {"history.yaml --all-views --view states -O out", 2, "--view and --all-views do not go together"},
    {"history.yaml -j 0", 2, "‘-j’ cannot be ‘0’"},
    {"history.yaml -O out --as-of 1940,1940", 2, "‘--as-of’ names ‘1940’ twice"},
    {"history.yaml --view nobody --strict", 1,
     "error: the view ‘nobody’ draws nothing: no node is of the kinds it asks for"},
};

Test(views, each_mistake_is_answered_at_its_place_and_nothing_is_written)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        result r = run(mistakes[i].line);
        cr_expect(r.code == mistakes[i].code, "entente %s: exit code %d", mistakes[i].line, r.code);
        cr_expect(strstr(r.err, mistakes[i].told), "entente %s:\n%s", mistakes[i].line, r.err);
        cr_expect(r.out_length == 0 && folder_count("out") == 0, "entente %s writes something", mistakes[i].line);
        result_free(&r);
    }
}

Test(views, one_that_draws_nothing_is_drawn_with_a_warning)
{
    result r = run("history.yaml --view nobody -o out/nobody.svg");
    cr_expect(r.code == 0 && file_exists("out/nobody.svg"));
    cr_expect(
        strstr(r.err,
               "history.yaml:12:3: warning: the view ‘nobody’ draws nothing: no node is of the kinds it asks for"),
        "%s", r.err);
    result_free(&r);
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (; (text = strstr(text, what)); text++)
        count++;
    return count;
}

Test(views, what_is_empty_on_several_days_is_told_once_of_each)
{
    file_write("young.yaml",
               "as_of: 2020\nnodes: {countries: {a: {name: Aland, since: 2001}}}\nviews: {v: {title: V}}\n");
    result alone = run("--as-of 1999 -Tdot young.yaml");
    result days = run("-O out --as-of 1999,2000,2001 young.yaml"),
           view = run("-O out --as-of 1999,2000 --view v young.yaml");
    cr_expect_str_eq(alone.err, "entente: warning: nothing is drawn as of 1999: no node is there [empty-picture]\n");
    cr_expect_str_eq(days.err, "entente: warning: nothing is drawn as of 1999: no node is there [empty-picture]\n"
                               "entente: warning: nothing is drawn as of 2000: no node is there [empty-picture]\n");
    cr_expect(count_of(view.err, "the view ‘v’ draws nothing as of 1999") == 1, "%s", view.err);
    cr_expect(count_of(view.err, "the view ‘v’ draws nothing as of 2000") == 1, "%s", view.err);
    result_free(&alone), result_free(&days), result_free(&view);
}

Test(views, what_an_option_empties_is_told_at_the_option)
{
    result r = run("-Tdot --view states --isolated hide --hide agreements history.yaml");
    cr_expect_str_eq(r.err,
                     "command line:1:12: warning: the view ‘states’ draws nothing: no node that is left has an edge "
                     "[empty-view]\n"
                     "  --isolated hide --hide agreements\n"
                     "             ^~~~\n"
                     "  help: with --isolated show they are drawn all the same\n");
    result_free(&r);
}

/* Names of views are looked up, however many there are. */
Test(views, a_thousand_views_are_found_by_name)
{
    arena *a = arena_new();
    buffer yaml = {0}, names = {0};
    buffer_text(&yaml, "nodes: {countries: {a: A}}\nviews:\n");
    for (int i = 0; i < 1000; i++) {
        buffer_format(&yaml, "  view-%03d: {title: Some}\n", i);
        buffer_format(&names, "%sview-%03d", i ? "," : "", i);
    }
    file_write("many.yaml", yaml.data);
    result r = run(arena_format(a, "-O out --timeout 60 -Ttxt --view %s many.yaml", names.data));
    cr_expect(r.code == 0, "%s", r.err);
    cr_expect_eq(folder_count("out"), 1000);
    result_free(&r);
    buffer_free(&yaml), buffer_free(&names);
    arena_free(a);
}

static void expect_files(const char *line, const char *const *files, int count)
{
    result r = run(line);
    cr_expect(r.code == 0, "entente %s: %s", line, r.err);
    cr_expect(folder_count("out") == count, "entente %s makes %d files", line, folder_count("out"));
    for (int i = 0; i < count; i++) {
        cr_expect(file_exists(files[i]), "entente %s makes no %s", line, files[i]);
        remove(files[i]);
    }
    result_free(&r);
}

Test(views, outputs_are_named_after_inputs_views_and_days)
{
    expect_files(
        "-O out --all-views history.yaml good.yaml",
        (const char *[]){"out/history.states.svg", "out/history.people.svg", "out/history.nobody.svg", "out/good.svg"},
        4);
    expect_files("-O out -q --view states,people --as-of 1940,1960-05 -Tdot -Tpng history.yaml",
                 (const char *[]){"out/history.states.1940.dot", "out/history.states.1940.png",
                                  "out/history.states.1960-05.dot", "out/history.states.1960-05.png",
                                  "out/history.people.1940.dot", "out/history.people.1940.png",
                                  "out/history.people.1960-05.dot", "out/history.people.1960-05.png"},
                 8);
    expect_files("-O out --as-of 1940 history.yaml", (const char *[]){"out/history.1940.svg"}, 1);
}

Test(views, side_by_side_gives_the_same_files_and_words)
{
    cr_assert(mkdir("other", 0777) == 0);
    result one = run("-O out --all-views history.yaml bad.yaml doubtful.yaml");
    result two = run("-O other -j3 --all-views history.yaml bad.yaml doubtful.yaml");
    cr_expect(one.code == 1 && two.code == 1, "%d and %d", one.code, two.code);
    cr_expect_str_eq(one.err, two.err);
    cr_expect(strstr(one.err, "draws nothing") && strstr(one.err, "bad.yaml:2:1"));
    static const char *const names[] = {"history.states.svg", "history.people.svg", "history.nobody.svg",
                                        "doubtful.svg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char out[64] = "out/", other[64] = "other/";
        char *x = file_read(strcat(out, names[i]), NULL), *y = file_read(strcat(other, names[i]), NULL);
        cr_expect(x && y && strcmp(x, y) == 0, "%s", names[i]);
        free(x), free(y);
    }
    result_free(&one), result_free(&two);

    one = run("-O out --diagnostics json --all-views history.yaml bad.yaml");
    two = run("-O other -j2 --diagnostics json --all-views history.yaml bad.yaml");
    cr_expect_str_eq(one.err, two.err);
    cr_expect_null(json_fault(two.err), "%s", two.err);
    result_free(&one), result_free(&two);
}

/* A network that no machine draws in a moment, with two views of the whole. */
static void write_many(void)
{
    enum { COUNT = 60 };
    char text[1 << 13] = "views: {one: {title: One}, two: {title: Two}}\nnodes:\n  countries:\n";
    size_t length = strlen(text);
    for (int i = 0; i < COUNT; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "    n%d: Country %d\n", i, i);
    length += (size_t)snprintf(text + length, sizeof text - length, "edges:\n");
    for (int i = 0; i < COUNT; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "  - n%d -> n%d, n%d: supports\n", i,
                                   (i + 1) % COUNT, i * 7 % COUNT);
    file_write("many.yaml", text);
}

Test(views, the_time_out_ends_the_children_too)
{
    write_many();
    result r = run("-O out -j2 --timeout 0.05 --effort best --all-views many.yaml");
    cr_expect(r.code == 4 && strstr(r.err, "not done within 0.05 s"), "%d %s", r.code, r.err);
    cr_expect(folder_count("out") == 0);
    result_free(&r);
}

/* The first child of a process; 0 while there is none. */
static pid_t child_of(pid_t parent)
{
    char name[64];
    int child = 0;
    snprintf(name, sizeof name, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    FILE *list = fopen(name, "r");
    if (!list || fscanf(list, "%d", &child) != 1)
        child = 0;
    if (list)
        fclose(list);
    return child;
}

/* Such as where memory runs out: it waits here for somebody to read its picture, and nobody does. */
static void expect_told_of_killed(const char *line, const char *told)
{
    int status, own = dup(STDERR_FILENO), file = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0666);
    dup2(file, STDERR_FILENO);
    pid_t parent = run_start(line), child = 0;
    for (int i = 0; i < 1000 && !child; i++, usleep(10000))
        child = child_of(parent);
    if (child)
        kill(child, SIGKILL);
    waitpid(parent, &status, 0);
    dup2(own, STDERR_FILENO);
    close(own), close(file);
    char *said = file_read("said", NULL);
    cr_expect(child && WIFEXITED(status) && WEXITSTATUS(status) == 5, "%d", status);
    cr_expect(strstr(said, told), "%s", said);
    free(said);
}

Test(views, a_child_that_is_killed_is_told_of)
{
    cr_assert(mkfifo("pipe.svg", 0666) == 0);
    expect_told_of_killed("-j2 history.yaml -o pipe.svg",
                          "entente: error: a picture was not finished: its process ended by signal 9");
    expect_told_of_killed("-j2 --diagnostics json history.yaml -o pipe.svg", "\"rule\": \"internal\"");
}

/* Where the text of a node stands: the attributes before it. */
static char *place_of(const char *file, const char *name)
{
    char *svg = file_read(file, NULL);
    cr_assert(svg != NULL);
    char *at = strstr(svg, name);
    cr_assert(at != NULL, "%s has no %s", file, name);
    *at = '\0';
    char *x = strrchr(svg, '<'), *copy = strdup(x);
    free(svg);
    return copy;
}

Test(views, days_of_one_call_share_their_places)
{
    result r = run("-O out --as-of 1940,1960,1980 history.yaml");
    cr_assert(r.code == 0, "%s", r.err);
    char *first = place_of("out/history.1940.svg", "Aland</text>"),
         *last = place_of("out/history.1980.svg", "Aland</text>");
    char *then = place_of("out/history.1960.svg", "Beland</text>"),
         *now = place_of("out/history.1980.svg", "Beland</text>");
    cr_expect_str_eq(first, last);
    cr_expect_str_eq(then, now);
    free(first), free(last), free(then), free(now);
    result_free(&r);
}
