/* `entente fmt`: which files are written, how, and what is told. */
#include "program.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char messy[] = "nodes:   {countries: {a: 'A'}}   # all\ntitle: \"Atlantis\"\n";
static const char tidy[] = "title: Atlantis\nnodes: {countries: {a: A}} # all\n";
static const char wrong[] = "title: [A\nnodes: {}\n";

static void enter(void)
{
    folder_enter();
    file_write("messy.yaml", messy);
    file_write("tidy.yaml", tidy);
    file_write("wrong.yaml", wrong);
}

TestSuite(fmt, .init = enter, .fini = folder_leave);

static void expect_text(const char *name, const char *text)
{
    char *bytes = file_read(name, NULL);
    cr_expect_str_eq(bytes, text, "%s is now:\n%s", name, bytes);
    free(bytes);
}

/* Where a file is, and when it was changed; another one in its place has another number. */
typedef struct state {
    ino_t number;
    struct timespec changed;
    mode_t mode;
} state;

static state state_of(const char *name)
{
    struct stat s;
    cr_assert_eq(lstat(name, &s), 0);
    return (state){s.st_ino, s.st_mtim, s.st_mode};
}

static const struct ending {
    const char *line;
    int code;
    const char *out, *err; /* NULL: nothing */
} endings[] = {
    {"fmt messy.yaml", 0, NULL, NULL},
    {"fmt tidy.yaml", 0, NULL, NULL},
    {"fmt -q messy.yaml tidy.yaml", 0, NULL, NULL},
    {"fmt wrong.yaml", 1, NULL, "wrong.yaml:1:8: error: ‘[’ is opened here and never closed"},
    {"fmt nowhere.yaml", 3, NULL, "cannot read ‘nowhere.yaml’: there is no such file"},
    {"fmt wrong.yaml nowhere.yaml messy.yaml", 3, NULL, "never closed"},
    {"fmt messy.yaml --limit file-bytes=10", 4, NULL, "more bytes than 10"},
    {"fmt --diagnostics json wrong.yaml", 1, NULL, "\"rule\": \"syntax\""},
    {"fmt --check tidy.yaml", 0, NULL, NULL},
    {"fmt --check messy.yaml", 1, "messy.yaml:1: not in house style from this line on\n", NULL},
    {"fmt --check tidy.yaml messy.yaml", 1, "messy.yaml:1: ", NULL},
    {"fmt -q --check messy.yaml", 1, NULL, NULL},
    {"fmt --check wrong.yaml messy.yaml", 1, "messy.yaml:1: ", "never closed"},
    {"fmt --check nowhere.yaml messy.yaml", 3, "messy.yaml:1: ", "no such file"},
    {"fmt --chekc messy.yaml", 2, NULL, "did you mean ‘--check’?"},
    {"fmt -Tsvg messy.yaml", 2, NULL, "‘-T’ is not for ‘entente fmt’"},
    {"check --check messy.yaml", 2, NULL, "‘--check’ is not for ‘entente check’"},
    {"--check messy.yaml", 2, NULL, "‘--check’ is not for drawing"},
};

static void expect_said(const char *line, const char *said, const char *expected)
{
    cr_expect(expected ? strstr(said, expected) != NULL : !*said, "entente %s says:\n%s", line, said);
}

Test(fmt, each_ending_has_its_exit_code_and_its_words)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const struct ending *e = &endings[i];
        file_write("messy.yaml", messy);
        result r = run(e->line);
        cr_expect_eq(r.code, e->code, "entente %s: exit code %d", e->line, r.code);
        expect_said(e->line, r.out, e->out);
        expect_said(e->line, r.err, e->err);
        result_free(&r);
        expect_text("wrong.yaml", wrong);
        cr_expect_eq(folder_count("."), 6, "entente %s leaves something", e->line);
    }
}

Test(fmt, writes_what_is_not_in_house_style_whatever_is_wrong_with_others)
{
    result r = run("fmt wrong.yaml messy.yaml");
    cr_expect_eq(r.code, 1);
    expect_text("messy.yaml", tidy);
    result_free(&r);
}

Test(fmt, leaves_alone_what_is_in_house_style)
{
    state before = state_of("tidy.yaml");
    result r = run("fmt tidy.yaml");
    state after = state_of("tidy.yaml");
    cr_expect(r.code == 0 && after.number == before.number);
    cr_expect(after.changed.tv_sec == before.changed.tv_sec && after.changed.tv_nsec == before.changed.tv_nsec);
    result_free(&r);
}

Test(fmt, with_check_writes_nothing)
{
    state before = state_of("messy.yaml");
    result r = run("fmt --check messy.yaml");
    cr_expect(r.code == 1 && state_of("messy.yaml").number == before.number);
    expect_text("messy.yaml", messy);
    result_free(&r);
}

Test(fmt, formats_what_means_nothing_but_is_yaml)
{
    file_write("odd.yaml", "title: T\nsubtitel:   S\nedges: [a -> b: member]\n");
    result r = run("fmt odd.yaml");
    cr_expect(r.code == 0, "%s", r.err);
    expect_text("odd.yaml", "title: T\nedges: [{a -> b: member}]\nsubtitel: S\n");
    result_free(&r);
}

Test(fmt, what_is_included_is_not_its_business)
{
    file_write("whole.yaml", "include:   [nowhere.yaml]\n");
    result r = run("fmt whole.yaml");
    cr_expect(r.code == 0, "%s", r.err);
    expect_text("whole.yaml", "include: [nowhere.yaml]\n");
    result_free(&r);
}

Test(fmt, standard_input_goes_to_standard_output)
{
    static const char *const lines[] = {"fmt", "fmt -"};
    for (int i = 0; i < 2; i++) {
        result r = run_in(lines[i], (setting){.input = messy});
        cr_expect(r.code == 0 && !*r.err, "%s", r.err);
        cr_expect_str_eq(r.out, tidy);
        result_free(&r);
        r = run_in(lines[i], (setting){.input = tidy});
        cr_expect_str_eq(r.out, tidy);
        result_free(&r);
    }
    result r = run_in("fmt --check -", (setting){.input = messy});
    cr_expect(r.code == 1 && strstr(r.out, "<stdin>:1: "), "%s", r.out);
    result_free(&r);
    r = run_in("fmt -", (setting){.input = wrong});
    cr_expect(r.code == 1 && !*r.out, "nothing but what is whole is written");
    result_free(&r);
    r = run_in("fmt -", (setting){.input = messy, .out = "/dev/full"});
    cr_expect(r.code == 3 && strstr(r.err, "cannot write standard output"), "%s", r.err);
    result_free(&r);
}

Test(fmt, a_symbolic_link_stays_one_and_the_mode_stays)
{
    cr_assert(chmod("messy.yaml", 0640) == 0 && symlink("messy.yaml", "link.yaml") == 0);
    result r = run("fmt link.yaml");
    cr_expect(r.code == 0, "%s", r.err);
    cr_expect(S_ISLNK(state_of("link.yaml").mode));
    cr_expect_eq(state_of("messy.yaml").mode & 0777, 0640);
    expect_text("messy.yaml", tidy);
    result_free(&r);
}

Test(fmt, what_cannot_be_written_stays_as_it_is)
{
    if (geteuid() == 0)
        cr_skip_test("who may write everything cannot be refused");
    cr_assert_eq(chmod("messy.yaml", 0444), 0);
    result r = run("fmt messy.yaml");
    cr_expect(r.code == 3 && strstr(r.err, "cannot write ‘messy.yaml’"), "%d %s", r.code, r.err);
    expect_text("messy.yaml", messy);
    result_free(&r);
}

Test(fmt, json_is_refused_and_told_the_way)
{
    static const char json[] = "{\"title\": \"Atlantis\", \"nodes\": {\"countries\": {\"a\": \"A\"}}}\n";
    file_write("a.json", json);
    result r = run("fmt a.json");
    cr_expect(r.code == 1 && strstr(r.err, "‘entente fmt - < a.json’"), "%s", r.err);
    expect_text("a.json", json);
    result_free(&r);
    r = run_in("fmt -", (setting){.input = json});
    cr_expect_str_eq(r.out, "title: Atlantis\nnodes: {countries: {a: A}}\n");
    result_free(&r);
}

Test(fmt, one_file_named_twice_is_formatted_once)
{
    result r = run("fmt messy.yaml ./messy.yaml");
    cr_expect(r.code == 0, "%s", r.err);
    expect_text("messy.yaml", tidy);
    result_free(&r);
}

Test(fmt, its_help_tells_its_options)
{
    result r = run("fmt --help");
    cr_expect(r.code == 0 && strstr(r.out, "entente fmt [OPTIONS] FILE...") && strstr(r.out, "--check"), "%s", r.out);
    cr_expect(!strstr(r.out, "--theme"));
    result_free(&r);
}
