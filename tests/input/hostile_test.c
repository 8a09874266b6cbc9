/* Files that nobody means well with: whatever is in them, it is answered, and the sanitizers have nothing to say. */
#include "cases.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads the bytes, writes all messages, dumps what was understood. Wrong is what has no message, and what a terminal
 * obeys. */
static int expect_answer(const char *bytes, size_t length, const char *what)
{
    arena *a = arena_new();
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard(), .root = "/nonexistent"};
    const network *n = input_read_bytes(a, "case.yaml", bytes, length, &options, d);
    buffer out = {0};
    buffer_add(&out, "", 0);
    diagnostics_text(d, false, &out);
    cr_expect_eq(diagnostics_exit(d) > 0, out.length > 0, "%s: %s", what, out.data);
    cr_expect_eq(utf8_bad_at(out.data, out.length), out.length, "%s: messages are UTF-8", what);
    for (size_t i = 0; i < out.length; i++)
        cr_expect((unsigned char)out.data[i] >= ' ' || out.data[i] == '\n' || out.data[i] == '\t',
                  "%s: a control character", what);
    diagnostics_json(d, &out);
    if (length < 100000) /* the dump walks to each place from the start of the file */
        network_dump(n, &out);
    int code = diagnostics_exit(d);
    buffer_free(&out);
    arena_free(a);
    return code;
}

static buffer repeated(const char *before, const char *piece, size_t times, const char *after)
{
    buffer b = {0};
    buffer_text(&b, before);
    for (size_t i = 0; i < times; i++)
        buffer_text(&b, piece);
    buffer_text(&b, after);
    return b;
}

Test(hostile, deep_nesting_is_refused)
{
    static const char *const pieces[] = {"[", "{a: ", "- ", "? ", "[[]", "- - ", "{? ", "!!seq [", "&a ["};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        buffer b = repeated("", pieces[i], 50000, "");
        int code = expect_answer(b.data, b.length, pieces[i]);
        cr_expect(code == 4 || code == 1, "%s: exit %d", pieces[i], code);
        buffer_free(&b);
    }
}

Test(hostile, nesting_over_many_lines_is_refused)
{
    buffer b = {0};
    for (int i = 0; i < 2000; i++)
        buffer_format(&b, "%*sa:\n", i, "");
    cr_expect_eq(expect_answer(b.data, b.length, "lines"), 4);
    buffer_free(&b);
}

/* A limit that a user sets cannot take the stack. */
Test(hostile, a_depth_that_is_allowed_by_option_still_ends)
{
    buffer b = repeated("nodes: {countries: {a: {name: A, data: {x: ", "[", 5000, "");
    for (int i = 0; i < 5000; i++)
        buffer_char(&b, ']');
    buffer_text(&b, "}}}}\n");
    arena *a = arena_new();
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    options.limits.depth = SIZE_MAX;
    input_read_bytes(a, "case.yaml", b.data, b.length, &options, d);
    cr_expect_eq(diagnostics_exit(d), 4);
    arena_free(a);
    buffer_free(&b);
}

Test(hostile, aliases_that_multiply_are_refused)
{
    static const char *const lines[] = {"a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n",
                                        "a%d: &a%d {x: *a%d, y: *a%d, z: *a%d, u: *a%d}\n",
                                        "a%d: &a%d {<<: [*a%d, *a%d, *a%d], z: *a%d}\n"};
    for (size_t form = 0; form < 3; form++) {
        buffer b = {0};
        buffer_text(&b, form == 0 ? "a0: &a0 [x]\n" : "a0: &a0 {x: y}\n");
        for (int i = 1; i < 100; i++)
            buffer_format(&b, lines[form], i, i, i - 1, i - 1, i - 1, i - 1);
        cr_expect_eq(expect_answer(b.data, b.length, lines[form]), 4);
        buffer_free(&b);
    }
}

Test(hostile, aliases_that_deepen_are_refused)
{
    buffer b = {0};
    buffer_text(&b, "a0: &a0 [x]\n");
    for (int i = 1; i < 500; i++)
        buffer_format(&b, "a%d: &a%d [[[[*a%d]]]]\n", i, i, i - 1);
    cr_expect_eq(expect_answer(b.data, b.length, "deep aliases"), 4);
    buffer_free(&b);
}

Test(hostile, many_values_are_refused)
{
    buffer b = repeated("x: [", "a,", 2000000, "a]\n");
    cr_expect_eq(expect_answer(b.data, b.length, "values"), 4);
    buffer_free(&b);
}

Test(hostile, edges_that_multiply_are_refused)
{
    buffer b = repeated("nodes: {countries: {a: A}}\nedges:\n  - from: [", "a, ", 5000, "a]\n    to: [");
    for (int i = 0; i < 5000; i++)
        buffer_text(&b, "a, ");
    buffer_text(&b, "a]\n    relation: member\n");
    cr_expect_eq(expect_answer(b.data, b.length, "edges"), 4);
    buffer_free(&b);
}

Test(hostile, huge_words_are_answered)
{
    static const char *const forms[][2] = {{"", ": x\n"},
                                           {"title: {", ": x}\n"},
                                           {"nodes:\n  countries:\n    ? ", "\n    : A\n"},
                                           {"nodes: {", ": A}\n"},
                                           {"nodes: {countries: {a: {name: A, status: ", "}}}\n"},
                                           {"nodes: {countries: {a: {name: A, url: ", ":x}}}\n"},
                                           {"include: ", "\n"},
                                           {"edges:\n  - ? a -> ", "\n    : x\n"},
                                           {"edges:\n  - ", "\n"},
                                           {"a: *", "\n"},
                                           {"a: &", " b\n"},
                                           {"a: !", " b\n"},
                                           {"a: \"", "\n"},
                                           {"# ", "\na: [\n"}};
    static const char *const pieces[] = {"x", "日本", "x,", "-> ", "e\xcc\x81", "\t", "&#58;"};
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
        for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
            buffer b = repeated(forms[f][0], pieces[p], 12000, forms[f][1]);
            expect_answer(b.data, b.length, forms[f][0]);
            buffer_free(&b);
        }
}

Test(hostile, groups_that_lie_deep_in_one_another_are_refused)
{
    buffer b = {0};
    buffer_text(&b, "groups:\n  g0: G\n");
    for (int i = 1; i < 20000; i++)
        buffer_format(&b, "  g%d: {name: G, in: g%d}\n", i, i - 1);
    cr_expect_eq(expect_answer(b.data, b.length, "groups"), 4);
    buffer_free(&b);
}

/* ---- mutations ---- */

/* The same numbers in every run. */
static uint32_t random_below(uint64_t *state, uint32_t bound)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % bound;
}

static void mutate(buffer *b, uint64_t *state)
{
    static const char *const pieces[] = {
        "\n",   "  ",   "\t",  ": ",           "- ", "[", "]", "{",   "}",    ",",      "\"",
        "'",    "#",    "&a ", "*a",           "!x", "|", ">", "->",  " -> ", " -- ",   "<<: ",
        "\xff", "\xc3", "\r",  "\xef\xbb\xbf", "%",  "?", ":", "---", "日",   "nodes:", "edges:"};
    size_t at = random_below(state, (uint32_t)b->length + 1), left = b->length - at;
    buffer changed = {0};
    buffer_add(&changed, b->data, at);
    size_t skipped = 0;
    switch (random_below(state, 4)) {
    case 0: /* put something in */
        buffer_text(&changed, pieces[random_below(state, sizeof pieces / sizeof *pieces)]);
        break;
    case 1: /* take something out */
        skipped = left ? 1 + random_below(state, left < 20 ? (uint32_t)left : 20) : 0;
        break;
    case 2: /* change a byte */
        buffer_char(&changed, (char)random_below(state, 256));
        skipped = left ? 1 : 0;
        break;
    default: /* say something twice */
        buffer_add(&changed, b->data + at, left < 40 ? left : 40);
    }
    buffer_add(&changed, b->data + at + skipped, left - skipped);
    buffer_free(b);
    *b = changed;
}

static void mutate_case(const char *path, uint64_t seed)
{
    buffer original = file_bytes(path);
    for (int round = 0; round < 40 && original.length < 20000; round++) {
        uint64_t state = seed * 1000 + (uint64_t)round;
        buffer b = {0};
        buffer_add(&b, original.data, original.length);
        for (uint32_t changes = 1 + random_below(&state, 4); changes > 0; changes--)
            mutate(&b, &state);
        expect_answer(b.data, b.length, path);
        buffer_free(&b);
    }
    buffer_free(&original);
}

static void mutate_cases(const char *group_name)
{
    char path[4096];
    struct dirent **entries;
    snprintf(path, sizeof path, "%s/tests/%s", SOURCE_DIR, group_name);
    int count = scandir(path, &entries, NULL, alphasort);
    cr_assert_gt(count, 20);
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/tests/%s/%s/case.yaml", SOURCE_DIR, group_name, entries[i]->d_name);
        mutate_case(path, (uint64_t)i);
        free(entries[i]);
    }
    free(entries);
}

Test(hostile, good_cases_that_were_spoiled_are_answered)
{
    mutate_cases("good");
}

Test(hostile, bad_cases_that_were_spoiled_further_are_answered)
{
    mutate_cases("bad");
}
