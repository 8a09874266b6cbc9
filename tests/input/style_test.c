/* House style: what is written is what the cases say, means the same, and is not changed again. */
#include "cases.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The file in house style, or what is wrong with it. */
static bool style_text(arena *a, const char *text, size_t length, styled *out, buffer *messages)
{
    input_options options = {.limits = limits_standard()};
    diagnostics *d = diagnostics_new(a, false);
    buffer bytes = {0};
    buffer_add(&bytes, text, length);
    buffer_add(&bytes, "", 0);
    bool done = input_style_bytes(a, "case.yaml", &bytes, &options, d, out);
    diagnostics_text(d, false, messages);
    buffer_free(&bytes);
    return done;
}

static void styled_case(arena *a, const char *name, buffer *out)
{
    buffer given = file_bytes("case.yaml"), wrong = {0};
    styled s;
    (void)name;
    if (style_text(a, given.data, given.length, &s, &wrong))
        buffer_add(out, s.text, s.length);
    else
        buffer_text(out, wrong.data);
    buffer_free(&wrong);
    buffer_free(&given);
}

Test(style, every_case_is_written_as_its_folder_says)
{
    each_case("fmt", "expected.yaml", 25, styled_case);
}

/* ---- the same network, the same text ---- */

/* The model as text, without the places, which change. */
static buffer model_of(arena *a, const char *text, size_t length, size_t *errors)
{
    input_options options = {.limits = limits_standard()};
    diagnostics *d = diagnostics_new(a, false);
    buffer dump = {0}, model = {0};
    network_dump(input_read_bytes(a, "case.yaml", text, length, &options, d), &dump);
    *errors = diagnostics_errors(d);
    for (const char *at = dump.data; *at;) {
        size_t digits = *at == '@' ? strspn(at + 1, "0123456789:") : 0;
        at += digits ? digits + 1 : 0;
        if (!digits)
            buffer_char(&model, *at++);
    }
    buffer_free(&dump);
    return model;
}

/* In the folder of the file, so that what it includes is found. */
static void check_sameness(arena *a, const char *name, const buffer *given)
{
    styled once, twice;
    buffer wrong = {0};
    size_t errors_before, errors_after;
    cr_expect(style_text(a, given->data, given->length, &once, &wrong), "%s cannot be formatted:\n%s", name,
              wrong.data);
    buffer before = model_of(a, given->data, given->length, &errors_before);
    buffer after = model_of(a, once.text, once.length, &errors_after);
    cr_expect_str_eq(after.data, before.data, "%s has another meaning:\n%s", name, once.text);
    cr_expect_eq(errors_after, errors_before, "%s has %zu errors and had %zu", name, errors_after, errors_before);
    cr_expect(style_text(a, once.text, once.length, &twice, &wrong), "%s, formatted:\n%s", name, wrong.data);
    cr_expect_str_eq(twice.text, once.text, "%s is changed again", name);
    cr_expect_not(twice.changed);
    buffer_free(&before);
    buffer_free(&after);
    buffer_free(&wrong);
}

static void same_as_before(arena *a, const char *name, buffer *out)
{
    buffer given = file_bytes("case.yaml");
    (void)out;
    check_sameness(a, name, &given);
    buffer_free(&given);
}

Test(style, every_right_file_means_the_same_and_is_not_changed_again)
{
    each_case("good", NULL, 30, same_as_before);
}

Test(style, files_to_be_drawn_mean_the_same_and_are_not_changed_again)
{
    each_case("dot", NULL, 3, same_as_before);
}

/* ---- the networks of the project ---- */

typedef void on_input(arena *a, const char *name, const buffer *given);

static void each_input(on_input *run)
{
    cr_assert_eq(chdir(SOURCE_DIR "/input"), 0);
    DIR *folder = opendir(".");
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".yaml") != 0)
            continue;
        arena *a = arena_new();
        buffer given = file_bytes(entry->d_name);
        run(a, entry->d_name, &given);
        buffer_free(&given);
        arena_free(a);
        count++;
    }
    closedir(folder);
    cr_expect_geq(count, 7);
}

static void is_in_house_style(arena *a, const char *name, const buffer *given)
{
    styled s;
    buffer wrong = {0};
    cr_expect(style_text(a, given->data, given->length, &s, &wrong), "%s: %s", name, wrong.data);
    cr_expect_not(s.changed, "%s is not in house style from line %u on: entente fmt %s", name, s.line, name);
    buffer_free(&wrong);
}

Test(style, the_networks_of_the_project_are_in_house_style)
{
    each_input(is_in_house_style);
}

/* As an editor on another system may save it. */
static void comes_back(arena *a, const char *name, const buffer *given)
{
    buffer windows = {0};
    buffer_text(&windows, "\xef\xbb\xbf");
    for (size_t i = 0; i < given->length; i++) {
        if (given->data[i] == '\n')
            buffer_char(&windows, '\r');
        buffer_char(&windows, given->data[i]);
    }
    styled s;
    buffer wrong = {0};
    cr_expect(style_text(a, windows.data, windows.length, &s, &wrong), "%s: %s", name, wrong.data);
    cr_expect_str_eq(s.text, given->data, "%s did not come back", name);
    cr_expect(s.changed && s.line == 1);
    check_sameness(a, name, &windows);
    buffer_free(&wrong);
    buffer_free(&windows);
}

Test(style, a_byte_order_mark_and_other_ends_of_lines_go_away)
{
    each_input(comes_back);
}

/* ---- what is refused ---- */

static const struct refusal {
    const char *name, *text, *message;
    int exit;
} refusals[] = {
    {"a.yaml", "title: [a\n", "opened here and never closed", 1},
    {"a.yaml", "a: 1\na: 2\n", "‘a’ stands here twice", 1},
    {"a.yaml", "a: 1\n---\nb: 2\n", "a second document begins here", 1},
    {"a.yaml", "# nothing\n", "the file is empty", 1},
    {"a.yaml", "- a\n", "here is a list", 1},
    {"a.yaml", "text\n", "here is a text", 1},
    {"a.yaml", "a: *b\n", "none has that name", 1},
    {"a.json", "{\"title\": \"A\"}\n", "this is JSON", 1},
};

Test(style, what_is_no_map_in_yaml_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *it = &refusals[i];
        arena *a = arena_new();
        diagnostics *d = diagnostics_new(a, false);
        input_options options = {.limits = limits_standard()};
        buffer bytes = {0}, wrong = {0};
        styled s;
        buffer_text(&bytes, it->text);
        cr_expect_not(input_style_bytes(a, it->name, &bytes, &options, d, &s), "%s", it->text);
        diagnostics_text(d, false, &wrong);
        cr_expect(strstr(wrong.data, it->message), "%s gave:\n%s", it->text, wrong.data);
        cr_expect_eq(diagnostics_exit(d), it->exit);
        buffer_free(&bytes);
        buffer_free(&wrong);
        arena_free(a);
    }
}
