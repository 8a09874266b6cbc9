#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const rule_row rules[RULE_COUNT] = {
    [RULE_SYNTAX] = {"syntax", false, "the file is not YAML", 1},
    [RULE_ENCODING] = {"encoding", false, "the file is neither UTF-8 nor UTF-16", 1},
    [RULE_TYPE] = {"type", false, "entries where a text is expected, or the other way round", 1},
    [RULE_UNKNOWN_KEY] = {"unknown-key", false, "a key that the format does not have", 1},
    [RULE_DUPLICATE_KEY] = {"duplicate-key", false, "the same key twice in one place", 1},
    [RULE_MISSING_KEY] = {"missing-key", false, "a key that must be there is not", 1},
    [RULE_VALUE] = {"value", false, "a value that is not one of those allowed", 1},
    [RULE_DATE] = {"date", false, "a date that does not exist, or ends before it begins", 1},
    [RULE_ID] = {"id", false, "an id with characters that ids cannot have", 1},
    [RULE_DUPLICATE_ID] = {"duplicate-id", false, "the same id for two things", 1},
    [RULE_UNKNOWN_ID] = {"unknown-id", false, "a node, kind, relation, group or source that is not there", 1},
    [RULE_EDGE] = {"edge", false, "an edge that does not read ‘a -> b’", 1},
    [RULE_URL] = {"url", false, "a link of a kind that is not allowed", 1},
    [RULE_CYCLE] = {"cycle", false, "aliases, groups or includes that hold themselves", 1},
    [RULE_INCLUDE] = {"include", false, "an include or icon that cannot be used", 1},
    [RULE_LIMIT] = {"limit", false, "more than a bound allows", 4},
    [RULE_IO] = {"io", false, "a file that cannot be read or written", 3},
    [RULE_INTERNAL] = {"internal", false, "a fault of the program", 5},
    [RULE_UNSOURCED_CLAIM] = {"unsourced-claim", true, "a claim without a source", 1},
    [RULE_UNUSED_SOURCE] = {"unused-source", true, "a source that nothing cites", 1},
    [RULE_LONE_NODE] = {"lone-node", true, "a node without edges", 1},
    [RULE_NEAR_RELATION] = {"near-relation", true, "a label spelled nearly like a relation", 1},
    [RULE_DATE_CONFLICT] = {"date-conflict", true, "an edge outside the time of its nodes", 1},
    [RULE_DUPLICATE_CLAIM] = {"duplicate-claim", true, "the same claim twice", 1},
    [RULE_SINCE_AFTER_AS_OF] = {"since-after-as-of", true, "a claim that begins after the day of the picture", 1},
    [RULE_EMPTY_PICTURE] = {"empty-picture", true, "nothing to draw", 1},
    [RULE_EMPTY_VIEW] = {"empty-view", true, "a view that draws nothing", 1},
    [RULE_PALE_COLOR] = {"pale-color", true, "a colour of a kind that is too pale for a white page", 1},
    [RULE_LAYOUT] = {"layout", true, "a layout poorer than the one asked for", 1},
    [RULE_SMALL_TEXT] = {"small-text", true, "a large network whose text is too small on its page", 1},
};

typedef struct entry {
    diagnostic what;
    size_t number; /* order of reporting */
} entry;

struct diagnostics {
    arena *arena;
    bool strict;
    ARRAY(entry) entries;
    map *seen; /* rule and place, as text */
    size_t errors, warnings;
    int exit;
};

const rule_row *rule_of(rule r)
{
    return &rules[r];
}

diagnostics *diagnostics_new(arena *a, bool strict)
{
    diagnostics *d = arena_new_of(a, diagnostics);
    d->arena = a;
    d->strict = strict;
    d->seen = map_new(a);
    return d;
}

static bool is_error(const diagnostics *d, rule r)
{
    return d->strict || !rules[r].warning;
}

static bool seen_before(diagnostics *d, rule r, place at)
{
    return at.file && map_put(d->seen, arena_format(d->arena, "%d %d %u", r, at.file->order, at.start), d);
}

void report(diagnostics *d, rule r, place at, const char *help, const char *format, ...)
{
    if (seen_before(d, r, at))
        return;
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *message = arena_get(d->arena, (size_t)(length < 0 ? 0 : length) + 1);
    if (length > 0)
        vsnprintf(message, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);

    size_t number = d->entries.count;
    *array_add(d->arena, &d->entries) = (entry){{r, at, message, help}, number};
    if (!is_error(d, r)) {
        d->warnings++;
        return;
    }
    d->errors++;
    if (rules[r].exit > d->exit)
        d->exit = rules[r].exit;
}

const char *in_short(arena *a, const char *text)
{
    enum { LONGEST = 60 };
    const char *at = text, *end = text + strnlen(text, LONGEST * 4 + 1);
    for (int count = 0; at < end && count < LONGEST; count++)
        utf8_next(&at, end);
    return *at ? arena_format(a, "%s…", arena_copy(a, text, (size_t)(at - text))) : text;
}

/* Places before none, by file and then by character, at last by the order of reporting. */
static int compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    const source_file *af = a->what.at.file, *bf = b->what.at.file;
    if (!af != !bf)
        return af ? -1 : 1;
    if (af && af->order != bf->order)
        return af->order < bf->order ? -1 : 1;
    if (a->what.at.start != b->what.at.start)
        return a->what.at.start < b->what.at.start ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

const diagnostic *diagnostics_sorted(diagnostics *d, size_t *count)
{
    *count = d->entries.count;
    diagnostic *sorted = arena_get(d->arena, *count * sizeof *sorted);
    if (*count)
        qsort(d->entries.items, *count, sizeof(entry), compare);
    for (size_t i = 0; i < *count; i++)
        sorted[i] = d->entries.items[i].what;
    return sorted;
}

size_t diagnostics_errors(const diagnostics *d)
{
    return d->errors;
}

size_t diagnostics_warnings(const diagnostics *d)
{
    return d->warnings;
}

int diagnostics_exit(const diagnostics *d)
{
    return d->exit;
}

/* ---- where a place is ---- */

/* A walk through the text of a file. */
struct cursor {
    const source_file *file;
    const char *at, *line; /* the next character, the first of its line */
    uint32_t character;
    unsigned number, column; /* from 1 */
};

static cursor cursor_at_start(const source_file *file)
{
    return (cursor){file, file->text, file->text, 0, 1, 1};
}

static void cursor_walk(cursor *c, uint32_t target)
{
    const char *end = c->file->text + c->file->length;
    while (c->character < target && c->at < end) {
        bool is_cr = *c->at == '\r';
        uint32_t now = utf8_next(&c->at, end);
        c->character++;
        c->column++;
        if (now == '\n' || (is_cr && (c->at == end || *c->at != '\n'))) {
            c->number++;
            c->column = 1;
            c->line = c->at;
        }
    }
}

/* Goes on from where the walk is, if it is not beyond: in file order all places together cost one walk a file. */
static void cursor_move(cursor *c, place to)
{
    if (c->file != to.file || c->character > to.start)
        *c = cursor_at_start(to.file);
    cursor_walk(c, to.start);
}

cursor *cursor_new(arena *a)
{
    return arena_new_of(a, cursor);
}

void cursor_line_column(cursor *c, place at, unsigned *line, unsigned *column)
{
    *line = *column = 1;
    if (!at.file)
        return;
    cursor_move(c, at);
    *line = c->number;
    *column = c->column;
}

void place_line_column(place at, unsigned *line, unsigned *column)
{
    cursor c = {0};
    cursor_line_column(&c, at, line, column);
}

/* ---- as text ---- */

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

/* Text that may hold anything, in one line. */
static void put_text(buffer *out, const char *text)
{
    for (const char *end = text + strlen(text); text < end;)
        put_visible(out, utf8_next(&text, end));
}

static void put_coloured(buffer *out, bool colour, const char *how, const char *text)
{
    buffer_text(out, colour ? how : "");
    put_text(out, text);
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
    bool error = is_error(d, what->rule);
    const char *severity_colour = error ? red : magenta;
    if (what->at.file) {
        cursor_move(c, what->at);
        buffer_text(out, colour ? bold : "");
        put_text(out, what->at.file->name);
        buffer_format(out, ":%u:%u:%s ", c->number, c->column, colour ? plain : "");
    } else {
        put_coloured(out, colour, bold, "entente:");
        buffer_char(out, ' ');
    }
    put_coloured(out, colour, severity_colour, error ? "error:" : "warning:");
    buffer_char(out, ' ');
    put_text(out, what->message);
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
        put_text(out, what->help);
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
    size_t errors = d->errors < DIAGNOSTICS_SHOWN ? d->errors : DIAGNOSTICS_SHOWN;
    size_t warnings = d->warnings < DIAGNOSTICS_SHOWN - errors ? d->warnings : DIAGNOSTICS_SHOWN - errors;
    size_t more_errors = d->errors - errors, more_warnings = d->warnings - warnings;
    cursor c = {0};
    for (size_t i = 0; i < count && errors + warnings > 0; i++) {
        size_t *left = is_error(d, all[i].rule) ? &errors : &warnings;
        if (*left == 0)
            continue;
        --*left;
        put_diagnostic(out, d, &all[i], &c, colour);
    }
    put_more(out, more_errors, more_warnings);
}

/* ---- as JSON ---- */

static void put_json(buffer *out, const char *key, const char *text)
{
    buffer_format(out, "\"%s\": ", key);
    if (text) {
        buffer_char(out, '"');
        buffer_json(out, text);
        buffer_char(out, '"');
    } else {
        buffer_text(out, "null");
    }
}

static void put_json_place(buffer *out, place at, cursor *c)
{
    put_json(out, "file", at.file ? at.file->name : NULL);
    if (!at.file) {
        buffer_text(out, ", \"line\": null, \"column\": null, \"endLine\": null, \"endColumn\": null, ");
        return;
    }
    cursor_move(c, at);
    cursor stop = *c;
    cursor_walk(&stop, at.end);
    buffer_format(out, ", \"line\": %u, \"column\": %u, \"endLine\": %u, \"endColumn\": %u, ", c->number, c->column,
                  stop.number, stop.column);
}

void diagnostics_json(diagnostics *d, buffer *out)
{
    size_t count;
    const diagnostic *all = diagnostics_sorted(d, &count);
    cursor c = {0};
    buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        buffer_text(out, i ? ",\n  {" : "\n  {");
        put_json_place(out, all[i].at, &c);
        put_json(out, "severity", is_error(d, all[i].rule) ? "error" : "warning");
        buffer_text(out, ", ");
        put_json(out, "rule", rules[all[i].rule].name);
        buffer_text(out, ", ");
        put_json(out, "message", all[i].message);
        buffer_text(out, ", ");
        put_json(out, "help", all[i].help);
        buffer_char(out, '}');
    }
    buffer_text(out, count ? "\n]\n" : "]\n");
}
