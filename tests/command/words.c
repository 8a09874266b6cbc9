/* Words, tables and lists: what goes to a terminal, to files, and to scripts. */
#include "program.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

TestSuite(words, .init = folder_enter, .fini = folder_leave);

static const char *const wordy = "title: A title that is longer than a narrow terminal is wide, and goes on for some "
                                 "words more than eighty columns\n"
                                 "nodes: {countries: {a: Aland}}\n";

static size_t longest_line(const char *text)
{
    size_t longest = 0;
    for (const char *end; *text; text = *end ? end + 1 : end) {
        end = text + strcspn(text, "\r\n");
        longest = (size_t)(end - text) > longest ? (size_t)(end - text) : longest;
    }
    return longest;
}

/* Runs it with standard output on a terminal so many columns wide; what it says there goes into `said`. */
static int run_on_columns(const char *line, unsigned short columns, char *said, size_t room)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    cr_assert(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    struct winsize size = {.ws_row = 24, .ws_col = columns};
    cr_assert(ioctl(terminal, TIOCSWINSZ, &size) == 0);
    char name[64];
    snprintf(name, sizeof name, "%s", ptsname(terminal));
    int kept = open(name, O_RDWR | O_NOCTTY); /* so that what was written stays */
    result r = run_in(line, (setting){.out = name});
    ssize_t length = r.code ? 0 : read(terminal, said, room - 1);
    said[length > 0 ? length : 0] = '\0';
    int code = r.code;
    result_free(&r);
    close(kept);
    close(terminal);
    return code;
}

Test(words, on_a_terminal_they_are_as_wide_as_it_is)
{
    static const unsigned short widths[] = {30, 60, 100};
    char said[8192];
    file_write("wordy.yaml", wordy);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        cr_expect(run_on_columns("-Ttxt wordy.yaml", widths[i], said, sizeof said) == 0);
        cr_expect(longest_line(said) <= widths[i] && longest_line(said) + 12 > widths[i], "%u: %s", widths[i], said);
        cr_expect(run_on_columns("list wordy.yaml", widths[i], said, sizeof said) == 0);
        cr_expect(longest_line(said) <= widths[i] && longest_line(said) + 12 > widths[i], "%u: %s", widths[i], said);
    }
    cr_expect(run_on_columns("-Ttxt wordy.yaml", 0, said, sizeof said) == 0);
    cr_expect(longest_line(said) <= 80 && longest_line(said) > 68, "a terminal that does not know: %s", said);
}

Test(words, in_a_file_they_are_eighty_columns_wide_wherever_it_is_written)
{
    char said[8192];
    file_write("wordy.yaml", wordy);
    cr_expect(run_on_columns("-Ttxt wordy.yaml -o a.txt", 30, said, sizeof said) == 0);
    cr_expect(run_on_columns("-Ttxt -o - -Tdot -o a.dot wordy.yaml", 30, said, sizeof said) == 0);
    cr_expect(longest_line(said) <= 30, "%s", said);
    result r = run("-Ttxt wordy.yaml");
    char *file = file_read("a.txt", NULL);
    cr_expect_str_eq(file, r.out);
    cr_expect(longest_line(r.out) <= 80 && longest_line(r.out) > 68, "%s", r.out);
    free(file);
    result_free(&r);
}

Test(words, each_format_has_its_suffixes)
{
    static const char *const files[][2] = {
        {"a.txt", "Two and a pact\n=="},    {"a.md", "# Two and a pact\n"}, {"a.markdown", "# Two and a pact\n"},
        {"a.json", "{\n  \"version\": 1,"}, {"a.map", "<map id=\""},        {"a.cmapx", "<map id=\""}};
    result r = run("good.yaml -o a.txt -o a.md -o a.markdown -o a.json -o a.map -o a.cmapx");
    cr_expect(r.code == 0 && !*r.err, "%s", r.err);
    result_free(&r);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = file_read(files[i][0], NULL);
        cr_expect(text && strncmp(text, files[i][1], strlen(files[i][1])) == 0, "%s: %s", files[i][0], text);
        cr_expect(i != 3 || !json_fault(text), "%s", json_fault(text));
        free(text);
    }
}

Test(words, what_needs_no_layout_does_not_wait_for_one)
{
    result r = run("-Ttxt -v good.yaml");
    cr_expect(r.code == 0 && !*r.err, "no scores: %s", r.err);
    result_free(&r);
}

/* JSON is what comes in as well. */
Test(words, an_input_is_not_overwritten_by_its_own_json)
{
    static const char *const lines[] = {"network.json -o network.json", "network.json -Tjson -o ./network.json",
                                        "network.json -Tjson -O .", "-Tjson -o network.json -- network.json"};
    static const char *const json = "{\"nodes\": {\"countries\": {\"a\": \"Aland\"}}}\n";
    file_write("network.json", json);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        result r = run(lines[i]);
        char *kept = file_read("network.json", NULL);
        cr_expect(r.code == 2 && strstr(r.err, "network.json’ is an input already"), "%s: %d %s", lines[i], r.code,
                  r.err);
        cr_expect_str_eq(kept, json);
        free(kept);
        result_free(&r);
    }
}

Test(words, a_list_tells_what_a_file_holds)
{
    result r = run("list good.yaml");
    cr_expect(r.code == 0 && !*r.err, "%s", r.err);
    cr_expect_str_eq(r.out, "Two and a pact\n"
                            "==============\n"
                            "\n"
                            "3 nodes, 2 edges, 1 source\n"
                            "\n"
                            "Kinds\n"
                            "-----\n"
                            "\n"
                            "Kind        Nodes  Label\n"
                            "countries   2      Country\n"
                            "agreements  1      Agreement\n"
                            "\n"
                            "Relations\n"
                            "---------\n"
                            "\n"
                            "Relation  Edges  Label\n"
                            "member    2      member\n"
                            "\n"
                            "Nodes\n"
                            "-----\n"
                            "\n"
                            "Node   Kind        Edges  Name\n"
                            "here   countries   1      Hereland\n"
                            "there  countries   1      Thereland\n"
                            "pact   agreements  2      The Pact\n"
                            "\n"
                            "Edges\n"
                            "-----\n"
                            "\n"
                            "From       To    Status  Label\n"
                            "here   ->  pact  active  member\n"
                            "there  ->  pact  active  member\n"
                            "\n"
                            "Sources\n"
                            "-------\n"
                            "\n"
                            "Source  Cited  Date  Title\n"
                            "treaty  3      1951  The treaty\n");
    result_free(&r);
}

Test(words, a_list_for_scripts_is_json)
{
    result r = run("list --json good.yaml");
    cr_expect(r.code == 0 && !*r.err, "%s", r.err);
    cr_expect(!json_fault(r.out), "%s", json_fault(r.out));
    cr_expect(strstr(r.out, "\"nodes\": 2") && strstr(r.out, "\"cited\": 3") && strstr(r.out, "\"id\": \"here-pact\""),
              "%s", r.out);
    result_free(&r);
    r = run_in("list --json", (setting){.input = good});
    cr_expect(r.code == 0 && !json_fault(r.out), "standard input: %s", r.err);
    result_free(&r);
}

Test(words, a_list_of_what_is_wrong_is_none)
{
    result r = run("list bad.yaml");
    cr_expect(r.code == 1 && !*r.out && strstr(r.err, "bad.yaml:2:1"), "%d %s", r.code, r.err);
    result_free(&r);
    r = run("list --json nothing.yaml");
    cr_expect(r.code == 3 && !*r.out && strstr(r.err, "cannot read"), "%d %s", r.code, r.err);
    result_free(&r);
    r = run("list good.yaml doubtful.yaml");
    cr_expect(r.code == 2 && !*r.out && strstr(r.err, "‘doubtful.yaml’ is a second file"), "%d %s", r.code, r.err);
    result_free(&r);
    r = run("list -Tsvg good.yaml");
    cr_expect(r.code == 2 && strstr(r.err, "‘-T’ is not for ‘entente list’"), "%s", r.err);
    result_free(&r);
    r = run("--json good.yaml");
    cr_expect(r.code == 2 && strstr(r.err, "‘--json’ is not for drawing\n  help: it is for ‘entente list’"), "%s",
              r.err);
    result_free(&r);
    r = run_in("list good.yaml", (setting){.out = "/dev/full"});
    cr_expect(r.code == 3, "%d %s", r.code, r.err);
    result_free(&r);
}

/* All that is told follows what is drawn, the numbers of sources too. */
Test(words, they_tell_the_view_that_was_chosen)
{
    file_write("views.yaml",
               "title: All of it\n"
               "sources: {one: {title: First}, two: {title: Second}}\n"
               "nodes: {countries: {a: Aland, b: {name: Beland, source: one}, c: {name: Celand, since: 2020}}}\n"
               "edges:\n"
               "  - a -> b: {label: knows, source: one}\n"
               "  - a -> c: {label: helps, source: two}\n"
               "views: {part: {title: A part of it, focus: c, as_of: 2021}}\n");
    result r = run("--view part -Ttxt views.yaml");
    cr_expect(r.code == 0 && strncmp(r.out, "A part of it\n", 13) == 0, "%s", r.err);
    cr_expect(strstr(r.out, "As of 2021.") && strstr(r.out, "- Aland helps Celand, source 1.\n"), "%s", r.out);
    cr_expect(strstr(r.out, "1. Second\n") && !strstr(r.out, "Beland") && !strstr(r.out, "First"), "%s", r.out);
    result_free(&r);
    r = run("--view part -Tmd views.yaml");
    cr_expect(strstr(r.out, "| Aland | helps | Celand | in force | 1 |") && !strstr(r.out, "Beland"), "%s", r.out);
    result_free(&r);
    r = run("--view part -Tjson views.yaml");
    cr_expect(!json_fault(r.out) && strstr(r.out, "\"view\": \"part\"") && !strstr(r.out, "Beland"), "%s", r.out);
    result_free(&r);
    r = run("-Tjson views.yaml");
    cr_expect(!strstr(r.out, "\"view\"") && strstr(r.out, "Beland"), "%s", r.out);
    result_free(&r);
    r = run("list views.yaml");
    cr_expect(strstr(r.out, "part  A part of it\n") && strstr(r.out, "Beland"), "a list is of the whole: %s", r.out);
    result_free(&r);
}
