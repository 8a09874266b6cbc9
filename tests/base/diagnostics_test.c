#include "base/base.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* One file, and what is said about it. */
static arena *memory;
static diagnostics *d;
static source_file file;

static void start(const char *text, bool strict)
{
    memory = arena_new();
    d = diagnostics_new(memory, strict);
    file = (source_file){.name = "case.yaml", .text = text, .length = strlen(text)};
}

static place at(uint32_t first, uint32_t last)
{
    return (place){&file, first, last};
}

/* What is printed, then all is freed. */
static void expect_text(const char *expected)
{
    buffer out = {0};
    buffer_add(&out, "", 0);
    diagnostics_text(d, false, &out);
    cr_expect_str_eq(out.data, expected, "got:\n%s\nexpected:\n%s", out.data, expected);
    buffer_free(&out);
    arena_free(memory);
}

/* ---- the place ---- */

Test(diagnostics, a_message_has_its_place_the_line_a_caret_and_a_help)
{
    start("title: AUKUS\nnodes: none\n", false);
    report(d, RULE_TYPE, at(20, 24), "write more", "this is %s", "‘none’");
    expect_text("case.yaml:2:8: error: this is ‘none’\n"
                "  nodes: none\n"
                "         ^~~~\n"
                "  help: write more\n");
}

Test(diagnostics, lines_end_at_lf_crlf_and_cr)
{
    static const struct {
        uint32_t character;
        unsigned line, column;
    } rows[] = {{0, 1, 1}, {1, 1, 2}, {2, 2, 1}, {3, 2, 2}, {5, 3, 1},
                {6, 3, 2}, {7, 4, 1}, {8, 5, 1}, {9, 5, 2}, {99, 5, 2}};
    start("a\nb\r\nc\r\rd", false);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned line, column;
        place_line_column(at(rows[i].character, rows[i].character), &line, &column);
        cr_expect(line == rows[i].line && column == rows[i].column, "character %u is at %u:%u, not %u:%u",
                  rows[i].character, rows[i].line, rows[i].column, line, column);
    }
    arena_free(memory);
}

Test(diagnostics, lines_of_every_sort_of_end_are_shown_alone)
{
    start("one\r\ntwo\rthree", false);
    report(d, RULE_TYPE, at(0, 3), NULL, "1");
    report(d, RULE_TYPE, at(5, 8), NULL, "2");
    report(d, RULE_TYPE, at(9, 14), NULL, "3");
    expect_text("case.yaml:1:1: error: 1\n  one\n  ^~~\n"
                "case.yaml:2:1: error: 2\n  two\n  ^~~\n"
                "case.yaml:3:1: error: 3\n  three\n  ^~~~~\n");
}

Test(diagnostics, the_caret_stands_under_the_word_behind_tabs_wide_and_combining_characters)
{
    start("a\tb: 日本 e\xcc\x81 x\n", false);
    report(d, RULE_TYPE, at(2, 3), NULL, "behind a tab");
    report(d, RULE_TYPE, at(5, 7), NULL, "wide");
    report(d, RULE_TYPE, at(8, 10), NULL, "with an accent");
    report(d, RULE_TYPE, at(9, 10), NULL, "the accent itself");
    report(d, RULE_TYPE, at(11, 12), NULL, "behind all");
    expect_text("case.yaml:1:3: error: behind a tab\n  a\tb: 日本 e\xcc\x81 x\n   \t^\n"
                "case.yaml:1:6: error: wide\n  a\tb: 日本 e\xcc\x81 x\n   \t   ^~~~\n"
                "case.yaml:1:9: error: with an accent\n  a\tb: 日本 e\xcc\x81 x\n   \t        ^\n"
                "case.yaml:1:10: error: the accent itself\n  a\tb: 日本 e\xcc\x81 x\n   \t        ^\n"
                "case.yaml:1:12: error: behind all\n  a\tb: 日本 e\xcc\x81 x\n   \t          ^\n");
}

Test(diagnostics, an_underline_ends_with_its_line_and_before_a_tab)
{
    start("one two\nthree\tfour\n", false);
    report(d, RULE_TYPE, at(4, 12), NULL, "two lines");
    report(d, RULE_TYPE, at(8, 18), NULL, "over a tab");
    report(d, RULE_TYPE, at(7, 8), NULL, "the end of a line");
    expect_text("case.yaml:1:5: error: two lines\n  one two\n      ^~~\n"
                "case.yaml:1:8: error: the end of a line\n  one two\n         ^\n"
                "case.yaml:2:1: error: over a tab\n  three\tfour\n  ^~~~~\n");
}

Test(diagnostics, of_a_long_line_a_window_is_shown)
{
    char text[1001], expected[1000], around[101];
    memset(text, '.', 1000);
    text[1000] = '\0';
    memcpy(text + 500, "here", 4);
    start(text, false);
    report(d, RULE_TYPE, at(500, 504), NULL, "far in");
    report(d, RULE_TYPE, at(996, 1000), NULL, "at the end");
    memcpy(around, text + 460, 100);
    around[100] = '\0';
    snprintf(expected, sizeof expected,
             "case.yaml:1:501: error: far in\n  …%s…\n   %40s^~~~\n"
             "case.yaml:1:997: error: at the end\n  …%.44s\n   %40s^~~~\n",
             around, "", text + 600, "");
    expect_text(expected);
}

Test(diagnostics, nothing_of_the_file_commands_the_terminal)
{
    start("a\x1b[31m\x7f\xc2\x9b"
          "b\xe2\x80\xae"
          "c\xff"
          "d\n",
          false);
    file.name = "\x1b[2Jcase.yaml";
    report(d, RULE_TYPE, at(7, 8), "\x07 and \r\n", "‘%s’", "\x1b]0;x\x07");
    expect_text("␛[2Jcase.yaml:1:8: error: ‘␛]0;x␇’\n"
                "  a␛[31m␡�b�c�d\n"
                "         ^\n"
                "  help: ␇ and ␍␊\n");
}

Test(diagnostics, without_a_file_the_program_speaks)
{
    start("", false);
    report(d, RULE_IO, (place){0}, NULL, "cannot read ‘x’");
    expect_text("entente: error: cannot read ‘x’\n");
}

Test(diagnostics, an_empty_line_is_not_shown)
{
    start("", false);
    report(d, RULE_TYPE, at(0, 0), "write something", "the file is empty");
    expect_text("case.yaml:1:1: error: the file is empty\n  help: write something\n");
}

/* ---- order and number ---- */

Test(diagnostics, they_come_in_the_order_of_files_and_places)
{
    static const source_file second = {.name = "more.yaml", .text = "x y\n", .length = 4, .order = 1};
    start("a b c\n", false);
    report(d, RULE_LAYOUT, (place){0}, NULL, "nowhere");
    report(d, RULE_TYPE, (place){&second, 0, 1}, NULL, "in the second file");
    report(d, RULE_TYPE, at(4, 5), NULL, "later");
    report(d, RULE_LONE_NODE, at(0, 1), NULL, "first");
    report(d, RULE_VALUE, at(0, 1), NULL, "then");
    expect_text("case.yaml:1:1: warning: first [lone-node]\n  a b c\n  ^\n"
                "case.yaml:1:1: error: then\n  a b c\n  ^\n"
                "case.yaml:1:5: error: later\n  a b c\n      ^\n"
                "more.yaml:1:1: error: in the second file\n  x y\n  ^\n"
                "entente: warning: nowhere [layout]\n");
}

Test(diagnostics, the_same_rule_at_the_same_place_is_kept_once)
{
    start("a b\n", false);
    report(d, RULE_TYPE, at(0, 1), NULL, "once");
    report(d, RULE_TYPE, at(0, 1), NULL, "again");
    report(d, RULE_VALUE, at(0, 1), NULL, "another rule");
    report(d, RULE_TYPE, at(2, 3), NULL, "another place");
    report(d, RULE_TYPE, (place){0}, NULL, "no place");
    report(d, RULE_TYPE, (place){0}, NULL, "no place either");
    cr_expect_eq(diagnostics_errors(d), 5);
    report(d, RULE_EMPTY_VIEW, at(2, 3), NULL, "empty on one day");
    report(d, RULE_EMPTY_VIEW, at(2, 3), NULL, "empty on another day");
    report(d, RULE_EMPTY_VIEW, at(2, 3), NULL, "empty on one day");
    report(d, RULE_EMPTY_PICTURE, (place){0}, NULL, "empty");
    report(d, RULE_EMPTY_PICTURE, (place){0}, NULL, "empty");
    cr_expect_eq(diagnostics_warnings(d), 3);
    arena_free(memory);
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)); text++)
        count++;
    return count;
}

Test(diagnostics, a_hundred_are_shown_and_errors_before_warnings)
{
    char text[400];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    start(text, false);
    for (uint32_t i = 0; i < 200; i++)
        report(d, RULE_LONE_NODE, at(i, i + 1), NULL, "warn");
    for (uint32_t i = 300; i < 330; i++)
        report(d, RULE_TYPE, at(i, i + 1), NULL, "wrong");
    buffer out = {0};
    diagnostics_text(d, false, &out);
    cr_expect_eq(count_of(out.data, "error: wrong"), 30);
    cr_expect_eq(count_of(out.data, "warning: warn"), 70);
    cr_expect_not_null(strstr(out.data, "\nand 130 more warnings\n"));
    buffer_free(&out);
    for (uint32_t i = 330; i < 399; i++)
        report(d, RULE_VALUE, at(i, i + 1), NULL, "wrong");
    report(d, RULE_DATE, at(0, 1), NULL, "wrong");
    report(d, RULE_DATE, at(1, 2), NULL, "wrong");
    diagnostics_text(d, false, &out);
    cr_expect_eq(count_of(out.data, "error: wrong"), 100);
    cr_expect_not_null(strstr(out.data, "\nand 1 more error and 200 more warnings\n"));
    buffer_free(&out);
    arena_free(memory);
}

/* ---- what they amount to ---- */

Test(diagnostics, the_gravest_error_decides_the_exit_code)
{
    static const struct {
        rule rule;
        int exit;
    } rows[] = {{RULE_LONE_NODE, 0}, {RULE_TYPE, 1},     {RULE_IO, 3}, {RULE_VALUE, 3},
                {RULE_LIMIT, 4},     {RULE_INTERNAL, 5}, {RULE_IO, 5}};
    start("abcdefgh\n", false);
    cr_expect_eq(diagnostics_exit(d), 0);
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        report(d, rows[i].rule, at(i, i + 1), NULL, "x");
        cr_expect_eq(diagnostics_exit(d), rows[i].exit, "after row %u", i);
    }
    cr_expect_eq(diagnostics_warnings(d), 1);
    cr_expect_eq(diagnostics_errors(d), 6);
    arena_free(memory);
}

Test(diagnostics, strict_makes_errors_of_warnings)
{
    start("a\n", true);
    report(d, RULE_LONE_NODE, at(0, 1), NULL, "alone");
    cr_expect_eq(diagnostics_errors(d), 1);
    cr_expect_eq(diagnostics_warnings(d), 0);
    cr_expect_eq(diagnostics_exit(d), 1);
    expect_text("case.yaml:1:1: error: alone [lone-node]\n  a\n  ^\n");
}

Test(diagnostics, every_rule_has_a_name_of_its_own_and_a_summary)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        cr_assert_not_null(rule_of((rule)i)->name);
        cr_expect_gt(strlen(rule_of((rule)i)->summary), 0);
        cr_expect(rule_of((rule)i)->exit > 0);
        for (int j = 0; j < i; j++)
            cr_expect_str_neq(rule_of((rule)i)->name, rule_of((rule)j)->name);
    }
}

/* ---- switches ---- */

Test(diagnostics, a_warning_is_switched_for_what_was_reported_before_too)
{
    start("a b c\n", false);
    report(d, RULE_LONE_NODE, at(0, 1), NULL, "first");
    report(d, RULE_UNUSED_SOURCE, at(2, 3), NULL, "second");
    report(d, RULE_TYPE, at(4, 5), NULL, "third");
    diagnostics_switch(d, RULE_LONE_NODE, SEVERITY_OFF);
    diagnostics_switch(d, RULE_UNUSED_SOURCE, SEVERITY_ERROR);
    report(d, RULE_LONE_NODE, at(4, 5), NULL, "again");
    cr_expect_eq(diagnostics_errors(d), 2);
    cr_expect_eq(diagnostics_warnings(d), 0);
    cr_expect_eq(diagnostics_exit(d), 1);
    expect_text("case.yaml:1:3: error: second [unused-source]\n  a b c\n    ^\n"
                "case.yaml:1:5: error: third\n  a b c\n      ^\n");
}

Test(diagnostics, what_was_said_first_of_a_warning_stays)
{
    start("", false);
    diagnostics_switch(d, RULE_LONE_NODE, SEVERITY_WARNING);
    diagnostics_switch(d, RULE_LONE_NODE, SEVERITY_OFF);
    cr_expect_eq(diagnostics_severity(d, RULE_LONE_NODE), SEVERITY_WARNING);
    cr_expect_eq(diagnostics_severity(d, RULE_UNUSED_SOURCE), SEVERITY_WARNING);
    arena_free(memory);
}

Test(diagnostics, errors_cannot_be_switched)
{
    start("", false);
    diagnostics_switch(d, RULE_TYPE, SEVERITY_OFF);
    cr_expect_eq(diagnostics_severity(d, RULE_TYPE), SEVERITY_ERROR);
    arena_free(memory);
}

Test(diagnostics, strict_counts_what_is_left_on)
{
    start("a b\n", true);
    diagnostics_switch(d, RULE_LONE_NODE, SEVERITY_OFF);
    diagnostics_switch(d, RULE_UNUSED_SOURCE, SEVERITY_WARNING);
    report(d, RULE_LONE_NODE, at(0, 1), NULL, "off");
    cr_expect_eq(diagnostics_exit(d), 0);
    report(d, RULE_UNUSED_SOURCE, at(2, 3), NULL, "on");
    cr_expect_eq(diagnostics_errors(d), 1);
    cr_expect_eq(diagnostics_exit(d), 1);
    arena_free(memory);
}

Test(diagnostics, off_ones_leave_room_for_others_among_those_shown)
{
    char text[400];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    start(text, false);
    for (uint32_t i = 0; i < 300; i++)
        report(d, i % 2 ? RULE_LONE_NODE : RULE_UNUSED_SOURCE, at(i, i + 1), NULL, "warn");
    diagnostics_switch(d, RULE_LONE_NODE, SEVERITY_OFF);
    buffer out = {0};
    diagnostics_text(d, false, &out);
    cr_expect_eq(count_of(out.data, "warning: warn"), 100);
    cr_expect_not_null(strstr(out.data, "\nand 50 more warnings\n"));
    buffer_free(&out);
    arena_free(memory);
}

Test(diagnostics, rules_are_found_by_name)
{
    rule found = RULE_TYPE;
    cr_expect(rule_by_name("lone-node", &found) && found == RULE_LONE_NODE);
    cr_expect(!rule_by_name("lone", &found));
    cr_expect_str_eq(warning_near("lone-noed"), "lone-node");
    cr_expect_null(warning_near("unknown-kye"), "no warning");
}

/* ---- colours, JSON ---- */

Test(diagnostics, colours_are_given_where_asked_for)
{
    start("a b\n", false);
    report(d, RULE_TYPE, at(0, 1), "mend", "wrong");
    report(d, RULE_LONE_NODE, at(2, 3), NULL, "odd");
    buffer out = {0};
    diagnostics_text(d, true, &out);
    cr_expect_str_eq(out.data, "\033[1mcase.yaml:1:1:\033[0m \033[1;31merror:\033[0m wrong\n"
                               "  a b\n  \033[1;31m^\033[0m\n"
                               "  \033[1;36mhelp:\033[0m mend\n"
                               "\033[1mcase.yaml:1:3:\033[0m \033[1;35mwarning:\033[0m odd [lone-node]\n"
                               "  a b\n    \033[1;35m^\033[0m\n");
    buffer_free(&out);
    arena_free(memory);
}

Test(diagnostics, json_has_the_same_with_ends)
{
    start("日 b\nc d\n", false);
    buffer out = {0};
    diagnostics_json(d, &out);
    cr_expect_str_eq(out.data, "[]\n");
    buffer_free(&out);
    report(d, RULE_TYPE, at(2, 5), "write \"b\"", "‘b’ is\twrong");
    report(d, RULE_EMPTY_PICTURE, (place){0}, NULL, "empty");
    diagnostics_json(d, &out);
    cr_expect_str_eq(out.data,
                     "[\n"
                     "  {\"file\": \"case.yaml\", \"line\": 1, \"column\": 3, \"endLine\": 2, \"endColumn\": 2, "
                     "\"severity\": \"error\", "
                     "\"rule\": \"type\", \"message\": \"‘b’ is\\u0009wrong\", \"help\": \"write \\\"b\\\"\", "
                     "\"snippet\": \"日 b\", \"snippetColumn\": 1},\n"
                     "  {\"file\": null, \"line\": null, \"column\": null, \"endLine\": null, \"endColumn\": null, "
                     "\"severity\": \"warning\", "
                     "\"rule\": \"empty-picture\", \"message\": \"empty\", \"help\": null}\n"
                     "]\n");
    buffer_free(&out);
    arena_free(memory);
}

Test(diagnostics, of_a_long_line_json_has_a_part)
{
    char text[2001], wanted[600] = "\"snippet\": \"";
    memset(text, 'x', 1000);
    memset(text + 1000, 'y', 1000);
    text[2000] = '\0';
    start(text, false);
    buffer out = {0};
    report(d, RULE_TYPE, at(1000, 1001), NULL, "wrong");
    diagnostics_json(d, &out);
    size_t length = strlen(wanted);
    memset(wanted + length, 'x', 160);
    memset(wanted + length + 160, 'y', 320);
    memcpy(wanted + length + 480, "\"", 2);
    cr_expect(strstr(out.data, wanted), "%s", out.data);
    cr_expect(strstr(out.data, "\"snippetColumn\": 841}"), "%s", out.data);
    buffer_free(&out);
    arena_free(memory);
}

Test(diagnostics, long_words_are_said_in_short)
{
    char word[200];
    start("", false);
    memset(word, 'x', sizeof word);
    word[60] = '\0';
    cr_expect_eq(in_short(memory, word), word);
    word[60] = 'x';
    word[199] = '\0';
    const char *said = in_short(memory, word);
    cr_expect_eq(utf8_count(said), 61);
    cr_expect_str_eq(said + 60, "…");
    arena_free(memory);
}
