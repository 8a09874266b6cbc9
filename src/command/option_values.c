#include "command/options.h"
#include "input/input.h"

#include <string.h>

static void *field(options *o, const option *row)
{
    return (char *)o + row->offset;
}

/* Tells that the value will not do; false, for the caller to return. */
static bool refuse(const options *o, const option *row, const char *value, const char *help)
{
    message_usage(help, "‘%s’ cannot be ‘%s’", option_name(o->arena, row), value);
    return false;
}

/* ---- flags, texts, words ---- */

bool take_flag(options *o, const option *row, const char *value)
{
    (void)value;
    *(bool *)field(o, row) = true;
    return true;
}

/* What is said of the page asks for it. */
bool take_serve(options *o, const option *row, const char *value)
{
    o->serve = true;
    return take_flag(o, row, value);
}

bool take_serve_text(options *o, const option *row, const char *value)
{
    o->serve = true;
    return take_text(o, row, value);
}

bool take_help(options *o, const option *row, const char *value)
{
    (void)row, (void)value;
    o->asked = ASKED_HELP;
    return true;
}

bool take_version(options *o, const option *row, const char *value)
{
    (void)row, (void)value;
    o->asked = ASKED_VERSION;
    return true;
}

bool take_text(options *o, const option *row, const char *value)
{
    *(const char **)field(o, row) = value;
    return true;
}

/* Index of the word, or -1, which has been told. */
static int word_of(const options *o, const option *row, const char *value)
{
    nearest near = nearest_to(value);
    const char *all = "";
    for (int i = 0; option_word(row, i); i++) {
        if (strcmp(option_word(row, i), value) == 0)
            return i;
        nearest_try(&near, option_word(row, i));
        all = arena_format(o->arena, "%s%s%s", all, i ? ", " : "", option_word(row, i));
    }
    refuse(o, row, value,
           near.best ? arena_format(o->arena, "did you mean ‘%s’?", near.best)
                     : arena_format(o->arena, "it is one of %s", all));
    return -1;
}

bool take_word(options *o, const option *row, const char *value)
{
    *(const char **)field(o, row) = value;
    return word_of(o, row, value) >= 0;
}

bool take_choice(options *o, const option *row, const char *value)
{
    int index = word_of(o, row, value);
    *(int *)field(o, row) = index;
    return index >= 0;
}

/* A prefix of XML ids. */
bool take_prefix(options *o, const option *row, const char *value)
{
    const char *end = value + strlen(value);
    bool well = *value && !strchr("0123456789-.", *value);
    for (const char *at = value; at < end;) {
        uint32_t c = utf8_next(&at, end);
        well = well && (utf8_is_word(c) || c == '_' || c == '-' || c == '.');
    }
    if (!well)
        return refuse(o, row, value,
                      "it is made of letters, digits, ‘_’, ‘-’ and ‘.’, and begins with a letter or ‘_’");
    return take_text(o, row, value);
}

/* ---- numbers ---- */

bool take_number(options *o, const option *row, const char *value)
{
    const char *at = value;
    double number;
    if (number_read(&at, &number) && !*at && number >= row->least && number <= row->most) {
        *(double *)field(o, row) = number;
        return true;
    }
    buffer help = {0};
    buffer_text(&help, "it is a number from ");
    buffer_number(&help, row->least, 2);
    buffer_text(&help, " to ");
    buffer_number(&help, row->most, 2);
    refuse(o, row, value, help.data);
    buffer_free(&help);
    return false;
}

/* A whole number; false where it is none, or more than a size can hold. */
static bool read_size(const char *text, size_t *out)
{
    *out = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (*out > (SIZE_MAX - 9) / 10)
            return false;
        *out = *out * 10 + (size_t)(*at - '0');
    }
    return at > text && !*at;
}

/* A whole number from 1. */
bool take_count(options *o, const option *row, const char *value)
{
    size_t *count = field(o, row);
    if (read_size(value, count) && *count && (double)*count <= row->most)
        return true;
    return refuse(o, row, value, arena_format(o->arena, "it is a whole number from 1 to %zu", (size_t)row->most));
}

bool take_port(options *o, const option *row, const char *value)
{
    o->serve = true;
    return take_count(o, row, value);
}

bool take_page(options *o, const option *row, const char *value)
{
    if (!page_parse(value, &o->figure.page_width, &o->figure.page_height))
        return refuse(o, row, value, "it is width x height, each from 2 to 200 cm: 16x24, 160x240mm");
    return true;
}

static bool is_limit(const char *name, nearest *near)
{
    for (size_t i = 0; i < limit_row_count; i++) {
        if (strcmp(limit_rows[i].name, name) == 0)
            return true;
        nearest_try(near, limit_rows[i].name);
    }
    return false;
}

/* NAME=VALUE */
bool take_limit(options *o, const option *row, const char *value)
{
    size_t length = strcspn(value, "=");
    const char *name = arena_copy(o->arena, value, length);
    nearest near = nearest_to(name);
    if (!is_limit(name, &near))
        return refuse(o, row, value,
                      near.best ? arena_format(o->arena, "did you mean ‘%s’?", near.best)
                                : "‘entente --help’ lists the limits");
    size_t most;
    if (!value[length] || !read_size(value + length + 1, &most))
        return refuse(o, row, value, arena_format(o->arena, "write a whole number behind the name: %s=1000", name));
    *array_add(o->arena, &o->bounds) = (bound){name, most};
    return true;
}

/* ---- days ---- */

/* Whether it is a day; else tells so, and which day is meant where that can be seen. */
static bool is_day(const options *o, const option *row, const char *value)
{
    date ignored;
    char guess[32];
    const char *wrong = date_parse(value, &ignored);
    if (wrong)
        refuse(o, row, value, date_guess(value, guess) ? arena_format(o->arena, "%s: write %s", wrong, guess) : wrong);
    return !wrong;
}

/* The first of two days, and then the other. */
bool take_between(options *o, const option *row, const char *value)
{
    const char **day = !o->between[0] ? &o->between[0] : &o->between[1];
    if (!is_day(o, row, value))
        return false;
    if (*day) {
        message_usage(NULL, "‘%s’ is given twice", option_name(o->arena, row));
        return false;
    }
    *day = value;
    return true;
}

/* ---- what is shown ---- */

static bool is_among(const texts *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

/* Splits a value at its commas; false on an empty piece and on one that is there already, which has been told. */
static bool split(const options *o, const option *row, const char *value, texts *out)
{
    for (const char *at = value;; at++) {
        size_t length = strcspn(at, ",");
        const char *piece = arena_copy(o->arena, at, length);
        if (!length)
            return refuse(o, row, value, "a comma has a word on either side of it");
        if (is_among(out, piece)) {
            message_usage("name it once", "‘%s’ names ‘%s’ twice", option_name(o->arena, row), piece);
            return false;
        }
        *array_add(o->arena, out) = piece;
        at += length;
        if (!*at)
            return true;
    }
}

bool take_views(options *o, const option *row, const char *value)
{
    return split(o, row, value, &o->views);
}

bool take_days(options *o, const option *row, const char *value)
{
    size_t first = o->days.count;
    if (!split(o, row, value, &o->days))
        return false;
    for (size_t i = first; i < o->days.count; i++)
        if (!is_day(o, row, o->days.items[i]))
            return false;
    return true;
}

/* Whether the text can stand in a file; else tells so. */
static bool is_plain(const options *o, const option *row, const char *value)
{
    const char *end = value + strlen(value);
    if (utf8_bad_at(value, strlen(value)) < strlen(value))
        return refuse(o, row, value, "it is not UTF-8");
    for (const char *at = value; at < end; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return refuse(o, row, value, "it has control characters");
    return true;
}

/* What was asked for by the same option before; NULL where nothing was. */
static asked_pair *asked_before(options *o, const char *key)
{
    for (size_t i = 0; i < o->asked_of_view.count; i++)
        if (strcmp(o->asked_of_view.items[i].key, key) == 0)
            return &o->asked_of_view.items[i];
    return NULL;
}

/* "hide_relations" for --hide-relations */
static const char *key_of(arena *a, const option *row)
{
    char *key = arena_copy(a, row->name, strlen(row->name));
    for (char *at = key; (at = strchr(at, '-'));)
        *at = '_';
    return key;
}

static bool ask(options *o, const option *row, const char *value, bool adds)
{
    const char *key = key_of(o->arena, row);
    asked_pair *before = asked_before(o, key);
    if (!is_plain(o, row, value) || (row->words && word_of(o, row, value) < 0))
        return false;
    if (!before)
        *array_add(o->arena, &o->asked_of_view) = (asked_pair){key, value};
    else
        before->value = adds ? arena_format(o->arena, "%s,%s", before->value, value) : value;
    return true;
}

/* What views say by the key of the same name; the network knows whether it can be. */
bool take_asked(options *o, const option *row, const char *value)
{
    return ask(o, row, value, false);
}

/* The same for lists: given twice, both count. */
bool take_asked_list(options *o, const option *row, const char *value)
{
    return ask(o, row, value, true);
}

/* ---- outputs ---- */

bool take_format(options *o, const option *row, const char *value)
{
    const format *f = request_format_named(o, value);
    size_t length = strcspn(value, ":");
    nearest near = nearest_to(value);
    const char *all = "";
    if (f) {
        *array_add(o->arena, &o->requests) = (request){.format = f};
        return true;
    }
    if (value[length] && format_by_name(arena_copy(o->arena, value, length)))
        return refuse(o, row, value,
                      arena_format(o->arena, "a renderer cannot be chosen here: write -T%.*s", (int)length, value));
    for (const format *own = diff_formats; o->command->mask & FOR_DIFF && own->name; own++) {
        nearest_try(&near, own->name);
        all = arena_format(o->arena, "%s%s, ", all, own->name);
    }
    for (size_t i = 0; i < format_count; i++) {
        nearest_try(&near, formats[i].name);
        all = arena_format(o->arena, "%s%s%s", all, i ? ", " : "", formats[i].name);
    }
    return refuse(o, row, value,
                  near.best ? arena_format(o->arena, "did you mean ‘%s’?", near.best)
                            : arena_format(o->arena, "it is one of %s", all));
}

bool take_depfile(options *o, const option *row, const char *value)
{
    (void)row;
    o->depends = true;
    o->depfile = value;
    return true;
}

bool take_target(options *o, const option *row, const char *value)
{
    (void)row;
    *array_add(o->arena, &o->targets) = value;
    return true;
}

bool take_at(options *o, const option *row, const char *value)
{
    return embed_at_parse(o->arena, value, &o->at) ||
           refuse(o, row, value, "write the page and the line that the network begins on: page.md:40");
}

/* The file of the latest -T that has none yet; without one, a request of its own. */
bool take_output(options *o, const option *row, const char *value)
{
    (void)row;
    for (size_t i = o->requests.count; i-- > 0;)
        if (o->requests.items[i].format && !o->requests.items[i].file) {
            o->requests.items[i].file = value;
            return true;
        }
    *array_add(o->arena, &o->requests) = (request){.file = value};
    return true;
}
