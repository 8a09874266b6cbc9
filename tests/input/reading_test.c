#include "cases.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const small = "title: T\nnodes:\n  countries: {a: A}\n";

/* An empty folder to work in. */
static void enter_new_folder(void)
{
    char folder[] = "/tmp/entente-test-XXXXXX";
    cr_assert(mkdtemp(folder) && chdir(folder) == 0);
}

static void write_text(const char *name, const char *text)
{
    FILE *out = fopen(name, "w");
    cr_assert_not_null(out);
    fputs(text, out);
    fclose(out);
}

/* Reads a file; the messages must be these, and the exit code that. */
static void expect_messages(const char *name, const input_options *options, int code, const char *expected)
{
    arena *a = arena_new();
    diagnostics *d = diagnostics_new(a, false);
    buffer out = {0};
    buffer_add(&out, "", 0);
    cr_expect_not_null(input_read(a, name, options, d));
    diagnostics_text(d, false, &out);
    cr_expect_str_eq(out.data, expected, "%s gave:\n%s", name, out.data);
    cr_expect_eq(diagnostics_exit(d), code);
    buffer_free(&out);
    arena_free(a);
}

static input_options standard(void)
{
    return (input_options){.limits = limits_standard()};
}

/* ---- files ---- */

Test(reading, a_file_that_cannot_be_read_is_told_without_a_place)
{
    input_options o = standard();
    enter_new_folder();
    mkdir("folder", 0700);
    expect_messages("missing.yaml", &o, 3, "entente: error: cannot read ‘missing.yaml’: there is no such file\n");
    expect_messages("folder", &o, 3, "entente: error: cannot read ‘folder’: it is a folder, not a file\n");
    expect_messages("missing/file.yaml", &o, 3,
                    "entente: error: cannot read ‘missing/file.yaml’: there is no such file\n");
    write_text("file", small);
    expect_messages("file/file.yaml", &o, 3, "entente: error: cannot read ‘file/file.yaml’: there is no such folder\n");
    if (geteuid() != 0) {
        chmod("file", 0);
        expect_messages("file", &o, 3, "entente: error: cannot read ‘file’: reading it is not permitted\n");
    }
}

Test(reading, standard_input_is_a_dash_and_includes_are_beside_the_working_folder)
{
    input_options o = standard();
    enter_new_folder();
    write_text("main.yaml", "include: more.yaml\nnodes:\n  countries: {a: {nam: A}}\n");
    write_text("more.yaml", "nodes:\n  countries: {b: {nam: B}}\n");
    cr_assert_eq(dup2(open("main.yaml", O_RDONLY), STDIN_FILENO), STDIN_FILENO);
    expect_messages(
        "-", &o, 1,
        "<stdin>:3:19: error: a node has no key ‘nam’\n    countries: {a: {nam: A}}\n                    ^~~\n"
        "  help: did you mean ‘name’?\n"
        "more.yaml:2:19: error: a node has no key ‘nam’\n    countries: {b: {nam: B}}\n                    ^~~\n"
        "  help: did you mean ‘name’?\n");
}

Test(reading, a_pipe_is_read_to_its_end)
{
    input_options o = standard();
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    if (fork() == 0) {
        for (int i = 0; i < 3000; i++)
            if (write(ends[1], "# a comment that makes the text longer than a pipe holds\n", 57) != 57)
                _exit(1);
        _exit(write(ends[1], small, strlen(small)) < 0);
    }
    close(ends[1]);
    cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    expect_messages("-", &o, 0, "");
}

Test(reading, an_include_is_a_regular_file_and_nothing_waits_for_another)
{
    input_options o = standard();
    enter_new_folder();
    cr_assert_eq(mkfifo("fifo.yaml", 0600), 0);
    write_text("main.yaml", "include: fifo.yaml\n");
    expect_messages("main.yaml", &o, 3,
                    "main.yaml:1:10: error: cannot read ‘fifo.yaml’: it is not a regular file\n"
                    "  include: fifo.yaml\n           ^~~~~~~~~\n  help: name a file\n");
}

Test(reading, the_root_can_be_wider_than_the_folder_of_the_file)
{
    input_options o = standard();
    enter_new_folder();
    mkdir("sub", 0700);
    mkdir("subs", 0700);
    write_text("sub/main.yaml", "include: ../subs/more.yaml\n");
    write_text("subs/more.yaml", small);
    expect_messages("sub/main.yaml", &o, 1,
                    "sub/main.yaml:1:10: error: ‘../subs/more.yaml’ lies outside the folder that files may come from\n"
                    "  include: ../subs/more.yaml\n           ^~~~~~~~~~~~~~~~~\n"
                    "  help: move it below the folder of the main file, or name a wider folder with --root\n");
    o.root = ".";
    expect_messages("sub/main.yaml", &o, 0, "");
    o.root = "/";
    expect_messages("sub/main.yaml", &o, 0, "");
    o.root = "elsewhere";
    expect_messages(
        "sub/main.yaml", &o, 1,
        "sub/main.yaml:1:10: error: ‘../subs/more.yaml’ is not read: the folder that files may come from is not there\n"
        "  include: ../subs/more.yaml\n           ^~~~~~~~~~~~~~~~~\n"
        "  help: name a folder that is there with --root\n");
}

Test(reading, names_of_includes_begin_where_the_name_of_the_main_file_does)
{
    input_options o = standard();
    enter_new_folder();
    mkdir("a", 0700);
    mkdir("a/b", 0700);
    write_text("a/main.yaml", "include: b/more.yaml\n");
    write_text("a/b/more.yaml", "include: last.yaml\n");
    write_text("a/b/last.yaml", "nope: x\n");
    expect_messages(
        "a/main.yaml", &o, 1,
        "a/b/last.yaml:1:1: error: the file has no key ‘nope’\n  nope: x\n  ^~~~\n  help: it can have "
        "title, subtitle, as_of, lang, checks, include, sources, kinds, relations, groups, nodes, edges, views\n");
}

Test(reading, a_name_that_is_not_utf_8_can_be_shown)
{
    input_options o = standard();
    enter_new_folder();
    write_text("caf\xe9.yaml", "");
    expect_messages(
        "caf\xe9.yaml", &o, 1,
        "caf�.yaml:1:1: error: the file is empty\n  help: write entries such as ‘title: …’, ‘nodes:’ and ‘edges:’\n");
}

/* ---- limits ---- */

/* With the limit at `fits` the text is read; with one less it is refused with exit code 4. */
static void expect_limit(const char *name, size_t fits, const char *yaml)
{
    input_options o = standard();
    for (size_t i = 0; i < limit_row_count; i++)
        if (strcmp(limit_rows[i].name, name) == 0) {
            size_t *bound = (size_t *)(void *)((char *)&o.limits + limit_rows[i].offset);
            cr_expect_eq(*bound, limit_rows[i].standard);
            *bound = fits;
            expect_messages(yaml, &o, 0, "");
            arena *a = arena_new();
            diagnostics *d = diagnostics_new(a, false);
            *bound = fits - 1;
            input_read(a, yaml, &o, d);
            size_t count;
            const diagnostic *all = diagnostics_sorted(d, &count);
            cr_expect_eq(count, 1, "%s: one mistake, not %zu", name, count);
            cr_expect(count && all[0].rule == RULE_LIMIT && all[0].help && strstr(all[0].help, name), "%s", name);
            cr_expect_eq(diagnostics_exit(d), 4);
            arena_free(a);
            return;
        }
    cr_assert_fail("no limit %s", name);
}

Test(limits, each_is_kept_to_the_very_number)
{
    enter_new_folder();
    write_text("main.yaml", "include: [one.yaml, two.yaml]\n"
                            "nodes:\n"
                            "  countries: {a: &a {name: A, note: a long note, data: {x: [y, [z]]}}, b: *a, c: *a}\n"
                            "edges:\n"
                            "  - a -> b, c: member\n"
                            "  - b -- c: party\n");
    write_text("one.yaml", "include: two.yaml\n");
    write_text("two.yaml", "nodes:\n  people: {p: P}\n");
    expect_limit("nodes", 4, "main.yaml");
    expect_limit("edges", 3, "main.yaml");
    expect_limit("includes", 2, "main.yaml");
    expect_limit("depth", 7, "main.yaml");
    expect_limit("aliases", 16, "main.yaml");
    expect_limit("text-bytes", 11, "main.yaml");
    expect_limit("values", 34, "main.yaml");
    expect_limit("file-bytes", 169, "main.yaml");
}

Test(limits, every_one_has_a_name_a_summary_and_a_place_of_its_own)
{
    limits all = limits_standard();
    cr_expect_eq(limit_row_count * sizeof(size_t), sizeof all);
    for (size_t i = 0; i < limit_row_count; i++) {
        cr_expect_gt(strlen(limit_rows[i].summary), 0);
        cr_expect_gt(limit_rows[i].standard, 0);
        for (size_t j = 0; j < i; j++)
            cr_expect(limit_rows[i].offset != limit_rows[j].offset &&
                      strcmp(limit_rows[i].name, limit_rows[j].name) != 0);
    }
}
