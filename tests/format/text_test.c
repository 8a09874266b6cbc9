/* Plain text: lines that are filled, and words that stay what they are. */
#include "svg_parts.h"

#include "entente.h"
#include "format/format.h"

#include <criterion/criterion.h>
#include <string.h>

static size_t columns_of(const char *text, const char *end)
{
    size_t columns = 0;
    while (text < end)
        columns += (size_t)utf8_columns(utf8_next(&text, end));
    return columns;
}

/* The text without the blanks and ends of lines. */
static const char *letters_of(arena *a, const char *text)
{
    char *out = arena_get(a, strlen(text) + 1), *to = out;
    for (; *text; text++)
        if (*text != ' ' && *text != '\n')
            *to++ = *text;
    return out;
}

static const char *filled(arena *a, const paper *p, size_t columns)
{
    buffer out = {0};
    text_put(p, columns, &out);
    const char *text = arena_copy(a, out.data ? out.data : "", out.length);
    buffer_free(&out);
    return text;
}

static const char *item_filled(arena *a, const char *text, size_t columns)
{
    paper *p = paper_new(a);
    paper_item(p, 0, 0, text);
    return filled(a, p, columns);
}

/* Whether a line is one word (behind its indent, dash or number), which no line can hold. */
static bool is_one_word(const char *line, const char *end)
{
    line += strspn(line, " ");
    line += strspn(line, "-0123456789.");
    line += *line == ' ';
    return !memchr(line, ' ', (size_t)(end - line));
}

static void expect_filled(const char *name, const char *text, size_t columns)
{
    for (const char *line = text, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        cr_assert(end, "%s: the last line ends", name);
        cr_expect(end == line || end[-1] != ' ', "%s: a blank at the end of %.*s", name, (int)(end - line), line);
        cr_expect(columns_of(line, end) <= columns || is_one_word(line, end), "%s: wider than %zu: %.*s", name, columns,
                  (int)(end - line), line);
    }
}

Test(text, no_line_is_too_wide_and_no_letter_is_lost)
{
    static const size_t widths[] = {20, 33, 60, 80, 200};
    arena *a = arena_new();
    file_names names = networks_at_hand(a);
    for (size_t i = 0; i < names.count; i++) {
        const paper *p = network_outline(selected_file(a, names.items[i]));
        for (size_t k = 0; k < sizeof widths / sizeof *widths; k++)
            expect_filled(names.items[i], filled(a, p, widths[k]), widths[k]);
    }
    arena_free(a);
}

Test(text, lines_end_where_they_may)
{
    static const struct {
        const char *text, *filled;
    } cases[] = {
        {"", "- \n"},
        {"one two three four five", "- one two three four\n  five\n"},
        {"one  two\n three", "- one two three\n"},
        {"attended in source 1.", "- attended in\n  source 1.\n"},
        {"attended in source 12345", "- attended in source\n  12345\n"},
        {"https://example.org/a/long/address?that=stays whole",
         "- https://example.org/a/long/address?that=stays\n  whole\n"},
        {"日本語の文章は空白なしで書かれる。", "- 日本語の文章は空白\n  なしで書かれる。\n"},
        {"一「日本語」、「中国語」、「韓国語」。", "- 一「日本語」、「中\n  国語」、「韓国\n  語」。\n"},
        {"一日本語の「中国語」", "- 一日本語の「中国\n  語」\n"},
        {"「日本語」、「中国語」、「韓国語」。", "- 「日本語」、「中国\n  語」、「韓国語」。\n"},
        {"مرحبا بالعالم وشكرا لكم", "- مرحبا بالعالم\n  وشكرا لكم\n"},
        {"a\u202eb c\u2066d", "- ab cd\n"},
        {"a\xc2\x85"
         "b\u2028c",
         "- a b c\n"},
        {"a\u0301e\u0301i\u0301o\u0301u\u0301 a\u0301e\u0301i\u0301o\u0301u\u0301 abcdef",
         "- a\u0301e\u0301i\u0301o\u0301u\u0301 a\u0301e\u0301i\u0301o\u0301u\u0301 abcdef\n"},
    };
    arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_str_eq(item_filled(a, cases[i].text, 20), cases[i].filled);
    arena_free(a);
}

Test(text, the_same_letters_at_every_width)
{
    arena *a = arena_new();
    file_names names = networks_at_hand(a);
    for (size_t i = 0; i < names.count; i++) {
        const selection *s = selected_file(a, names.items[i]);
        paper *p = paper_new(a);
        for (size_t k = 0; k < s->nodes.count; k++)
            paper_item(p, 0, 0, s->nodes.items[k]->name);
        cr_expect_str_eq(letters_of(a, filled(a, p, 20)), letters_of(a, filled(a, p, 10000)), "%s", names.items[i]);
    }
    arena_free(a);
}

Test(text, numbers_are_aligned_and_tables_have_columns)
{
    arena *a = arena_new();
    paper *p = paper_new(a);
    paper_heading(p, 1, "A title");
    for (size_t i = 8; i <= 10; i++)
        paper_item(p, 0, i, "x");
    table *t = paper_table(p);
    paper_column(p, t, "Name");
    paper_column(p, t, "Nothing");
    paper_column(p, t, "Words");
    for (int i = 0; i < 2; i++) {
        passage *row = paper_row(p, t);
        row[0].text = i ? "日本" : "long name";
        row[2].text = i ? "two words" : "many words in all";
    }
    paper_trim(t);
    cr_expect_str_eq(filled(a, p, 24), "A title\n"
                                       "=======\n"
                                       "\n"
                                       " 8. x\n"
                                       " 9. x\n"
                                       "10. x\n"
                                       "\n"
                                       "Name       Words\n"
                                       "long name  many words in\n"
                                       "           all\n"
                                       "日本       two words\n");
    arena_free(a);
}

/* Words between the head of a text and its outline, as one line. */
static const char *sentences_of(arena *a, const char *text)
{
    buffer out = {0};
    const char *line = strstr(text, "\n- "), *end = strstr(text, "\n\n"), *next;
    while (line && end && end < line)
        end = strstr(end + 1, "\n\n");
    for (line += 1; line < end; line = next + 1) {
        next = strchr(line, '\n');
        buffer_text(&out, out.length ? " " : "");
        buffer_add(&out, line + 2, (size_t)(next - line - 2));
    }
    const char *copy = arena_copy(a, out.data ? out.data : "", out.length);
    buffer_free(&out);
    return copy;
}

/* What the SVG says of itself, without its first sentences, which are the head of the text. */
Test(text, it_says_the_same_as_the_description_of_the_figure)
{
    static const char *const files[] = {SOURCE_DIR "/input/aukus.yaml", SOURCE_DIR "/input/nordic.yaml",
                                        SOURCE_DIR "/tests/good/groups-that-nest/case.yaml",
                                        SOURCE_DIR "/tests/good/texts-in-every-script/case.yaml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        arena *a = arena_new();
        const char *svg, *text, *wrong;
        size_t svg_length, text_length;
        entente_options o = entente_standard();
        o.effort = "fast";
        o.columns = 77;
        entente *run = entente_new(&o);
        cr_assert(entente_read(run, files[i]) && entente_draw(run, "svg", &svg, &svg_length) &&
                  entente_draw(run, "txt", &text, &text_length));
        const xml *root = xml_read(a, svg, svg_length, &wrong);
        cr_assert(root, "%s", wrong);
        xml_list all = xml_elements(a, root);
        const char *told = NULL;
        for (size_t k = 0; k < all.count && !told; k++)
            if (xml_is(all.items[k], "desc"))
                told = xml_words(a, all.items[k]);
        const char *sentences = sentences_of(a, text);
        cr_assert(told && *sentences, "%s", files[i]);
        cr_assert(strlen(told) > strlen(sentences), "%s", files[i]);
        cr_expect_str_eq(told + strlen(told) - strlen(sentences), sentences, "%s", files[i]);
        size_t head = strlen(told) - strlen(sentences);
        buffer title = {0};
        buffer_add(&title, text, strcspn(text, "\n"));
        cr_expect(head > 0 && strncmp(told, title.data, title.length) == 0 && strcspn(told, ".") < head, "%s",
                  files[i]);
        buffer_free(&title);
        entente_free(run);
        arena_free(a);
    }
}
