#include "base/base.h"

#include <string.h>

enum {
    WINDOW = 100,
    BEFORE = 40
}; /* columns of a long source line that are shown, and how many of them before the place */

static const char *const plain = "\033[0m", *const bold = "\033[1m", *const red = "\033[1;31m",
                         *const magenta = "\033[1;35m", *const cyan = "\033[1;36m";

/* Characters that turn the direction of writing, or end lines where no terminal expects it. */
static bool is_treacherous(uint32_t c)
{
    return c == 0x61c || (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xfeff;
}

/* What is shown for a character: a picture of it where a terminal would obey it. */
static uint32_t visible(uint32_t c)
{
    if (c < 0x20)
        return 0x2400 + c;
    if (c == 0x7f)
        return 0x2421;
    return (c >= 0x80 && c < 0xa0) || is_treacherous(c) ? 0xfffd : c;
}

static void put_visible(buffer *out, uint32_t c)
{
    char bytes[4];
    buffer_add(out, bytes, (size_t)utf8_put(visible(c), bytes));
}

void buffer_visible(buffer *out, const char *text)
{
    for (const char *end = text + strlen(text); text < end;)
        put_visible(out, utf8_next(&text, end));
}

static void put_coloured(buffer *out, bool colour, const char *how, const char *text)
{
    buffer_text(out, colour ? how : "");
    buffer_visible(out, text);
    buffer_text(out, colour ? plain : "");
}

static const char *line_end(const cursor *c)
{
    const char *end = c->file->text + c->file->length, *at = c->line;
    while (at < end && *at != '\n' && *at != '\r')
        at++;
    return at;
}

static int columns_of(uint32_t c)
{
    return c == '\t' ? 8 : utf8_columns(visible(c));
}

/* The last character at or before `at` that takes a column: a caret cannot stand under a combining mark alone. */
static const char *base_of(const char *line, const char *at, const char *end)
{
    const char *base = at;
    while (base > line && base < end) {
        const char *next = base;
        if (columns_of(utf8_next(&next, end)) > 0)
            break;
        do
            base--;
        while (base > line && ((unsigned char)*base & 0xc0) == 0x80);
    }
    return base;
}

static int columns_between(const char *start, const char *end)
{
    int columns = 0;
    while (start < end)
        columns += columns_of(utf8_next(&start, end));
    return columns;
}

/* The part of a line that is shown: all of it, or WINDOW columns around the place. */
typedef struct window {
    const char *start, *end;
    bool cut_before, cut_after;
} window;

static window window_of(const char *line, const char *at, const char *end)
{
    int before = columns_between(line, at), all = columns_between(line, end);
    window w = {line, end, false, false};
    if (all <= WINDOW)
        return w;
    for (; before > BEFORE; w.cut_before = true)
        before -= columns_of(utf8_next(&w.start, end));
    int shown = 0;
    for (w.end = w.start; w.end < end && shown < WINDOW;)
        shown += columns_of(utf8_next(&w.end, end));
    w.cut_after = w.end < end;
    return w;
}

/* Blanks as wide as [start, end), with its tabs kept, so that what follows stands right under it. */
static void put_blanks(buffer *out, const char *start, const char *end)
{
    while (start < end) {
        uint32_t c = utf8_next(&start, end);
        if (c == '\t')
            buffer_char(out, '\t');
        else
            for (int i = columns_of(c); i > 0; i--)
                buffer_char(out, ' ');
    }
}

/* "^~~~" for [start, end), up to a tab, whose width nobody knows. */
static void put_underline(buffer *out, const char *start, const char *end)
{
    int columns = 0;
    while (start < end && *start != '\t')
        columns += columns_of(utf8_next(&start, end));
    buffer_char(out, '^');
    for (int i = 1; i < columns; i++)
        buffer_char(out, '~');
}

/* The source line and the caret under [c, stop). */
static void put_source(buffer *out, const cursor *c, const cursor *stop, bool colour, const char *how)
{
    const char *end = line_end(c), *start = c->at < end ? c->at : end;
    if (c->line == end)
        return; /* nothing to show */
    start = base_of(c->line, start, end);
    window w = window_of(c->line, start, end);
    buffer_text(out, w.cut_before ? "  …" : "  ");
    for (const char *at = w.start; at < w.end;) {
        uint32_t now = utf8_next(&at, w.end);
        if (now == '\t')
            buffer_char(out, '\t');
        else
            put_visible(out, now);
    }
    buffer_text(out, w.cut_after ? "…\n" : "\n");
    buffer_text(out, w.cut_before ? "   " : "  ");
    put_blanks(out, w.start, start);
    buffer_text(out, colour ? how : "");
    put_underline(out, start, stop->at < w.end ? stop->at : w.end);
    buffer_text(out, colour ? plain : "");
    buffer_char(out, '\n');
}

static void put_diagnostic(buffer *out, const diagnostics *d, const diagnostic *what, cursor *c, bool colour)
{
    bool error = diagnostics_severity(d, what->rule) == SEVERITY_ERROR;
    const char *severity_colour = error ? red : magenta;
    if (what->at.file) {
        cursor_move(c, what->at);
        buffer_text(out, colour ? bold : "");
        buffer_visible(out, what->at.file->name);
        buffer_format(out, ":%u:%u:%s ", c->number, c->column, colour ? plain : "");
    } else {
        put_coloured(out, colour, bold, "entente:");
        buffer_char(out, ' ');
    }
    put_coloured(out, colour, severity_colour, error ? "error:" : "warning:");
    buffer_char(out, ' ');
    buffer_visible(out, what->message);
    if (rule_of(what->rule)->warning) /* what can be switched has a name to do so */
        buffer_format(out, " [%s]", rule_of(what->rule)->name);
    buffer_char(out, '\n');
    if (what->at.file) {
        cursor stop = *c;
        cursor_walk(&stop, what->at.end);
        put_source(out, c, &stop, colour, severity_colour);
    }
    if (what->help) {
        buffer_text(out, "  ");
        put_coloured(out, colour, cyan, "help:");
        buffer_char(out, ' ');
        buffer_visible(out, what->help);
        buffer_char(out, '\n');
    }
}

static void put_more(buffer *out, size_t errors, size_t warnings)
{
    if (errors)
        buffer_format(out, "and %zu more error%s", errors, errors == 1 ? "" : "s");
    if (warnings)
        buffer_format(out, "%s %zu more warning%s", errors ? " and" : "and", warnings, warnings == 1 ? "" : "s");
    if (errors || warnings)
        buffer_char(out, '\n');
}

void diagnostics_text(diagnostics *d, bool colour, buffer *out)
{
    size_t count;
    const diagnostic *all = diagnostics_sorted(d, &count);
    /* Warnings never push errors out of the list. */
    size_t all_errors = 0;
    for (size_t i = 0; i < count; i++)
        all_errors += diagnostics_severity(d, all[i].rule) == SEVERITY_ERROR;
    size_t all_warnings = count - all_errors;
    size_t errors = all_errors < DIAGNOSTICS_SHOWN ? all_errors : DIAGNOSTICS_SHOWN;
    size_t warnings = all_warnings < DIAGNOSTICS_SHOWN - errors ? all_warnings : DIAGNOSTICS_SHOWN - errors;
    size_t more_errors = all_errors - errors, more_warnings = all_warnings - warnings;
    cursor c = {0};
    for (size_t i = 0; i < count && errors + warnings > 0; i++) {
        size_t *left = diagnostics_severity(d, all[i].rule) == SEVERITY_ERROR ? &errors : &warnings;
        if (*left == 0)
            continue;
        --*left;
        put_diagnostic(out, d, &all[i], &c, colour);
    }
    put_more(out, more_errors, more_warnings);
}
