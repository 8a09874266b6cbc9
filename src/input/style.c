#include "input/style.h"

#include <string.h>

typedef struct stylist {
    arena *arena;
    const limits *bounds;
} stylist;

/* ---- whether it says the same ---- */

static bool says_same(const stylist *s, const tree *a, const tree *b, role of);

/* What stands at a key of b, which is probably at the same place as in a. */
static const tree *partner(const tree *b, const map *by_key, role of, size_t place, const char *key)
{
    const tree_entry *e = &b->entries.items[place];
    if (strcmp(e->key->text, key) == 0)
        return e->value;
    if (!role_is_sorted(of))
        return NULL;
    return by_key ? map_get(by_key, key) : tree_get(b, key);
}

static bool map_says_same(const stylist *s, const tree *a, const tree *b, role of)
{
    enum { FEW_KEYS = 16 };
    map *by_key = role_is_sorted(of) && b->entries.count > FEW_KEYS ? map_new(s->arena) : NULL;
    for (size_t i = 0; by_key && i < b->entries.count; i++)
        map_put(by_key, b->entries.items[i].key->text, (void *)b->entries.items[i].value);
    for (size_t i = 0; i < a->entries.count; i++) {
        const char *key = a->entries.items[i].key->text;
        const tree *value = a->entries.items[i].value, *other = partner(b, by_key, of, i, key);
        if (!other || !says_same(s, value, other, value->entries.count ? role_below(of, key) : (role){0}))
            return false;
    }
    return true;
}

static bool list_says_same(const stylist *s, const tree *a, const tree *b, role of)
{
    for (size_t i = 0; i < a->entries.count; i++) {
        const tree *value = a->entries.items[i].value;
        bool is_long = tree_get(value, "from") || tree_get(value, "to");
        if (!says_same(s, value, b->entries.items[i].value, of.is_list ? role_of_edge(is_long) : (role){0}))
            return false;
    }
    return true;
}

static bool says_same(const stylist *s, const tree *a, const tree *b, role of)
{
    if (a->type != b->type || a->entries.count != b->entries.count)
        return false;
    if (a->type == TREE_TEXT)
        return strcmp(a->text, b->text) == 0 && tree_is_nothing(a) == tree_is_nothing(b);
    return a->type == TREE_MAP ? map_says_same(s, a, b, of) : list_says_same(s, a, b, of);
}

/* Reads what was written, and compares: values, comments, anchors, aliases and tags. */
static bool lost_nothing(const stylist *s, const tree *before, account counted, const source_file *file,
                         const buffer *after)
{
    source_file *anew = arena_new_of(s->arena, source_file);
    diagnostics *d = diagnostics_new(s->arena, false);
    *anew = (source_file){.name = file->name, .text = after->data, .length = after->length};
    style_reading *reading = style_reading_new(s->arena, anew);
    watcher accountant = style_accountant(reading);
    const tree *t = tree_parse_watched(s->arena, anew, s->bounds, d, &accountant);
    account now = style_account(reading);
    return t && !diagnostics_errors(d) && now.comments == counted.comments && now.hash == counted.hash &&
           says_same(s, before, t, role_of_root());
}

/* ---- the way through ---- */

static void free_buffer(void *subject)
{
    buffer_free(subject);
}

static buffer *new_buffer(arena *a)
{
    buffer *b = arena_new_of(a, buffer);
    arena_after(a, free_buffer, b);
    return b;
}

static bool is_json(const char *name)
{
    static const char suffix[] = ".json";
    size_t length = strlen(name), end = sizeof suffix - 1;
    return length >= end && strcmp(name + length - end, suffix) == 0;
}

/* The line, from 1, in which two texts begin to differ. */
static unsigned first_difference(const char *a, size_t a_length, const buffer *b)
{
    unsigned line = 1;
    for (size_t i = 0; i < a_length && i < b->length && a[i] == b->data[i]; i++)
        line += a[i] == '\n';
    return line;
}

static bool can_be_styled(const stylist *s, const source_file *file, const tree *t, diagnostics *d)
{
    if (!t || diagnostics_errors(d))
        return false;
    if (is_json(file->name))
        report(d, RULE_TYPE, (place){file, 0, 0},
               arena_format(s->arena, "‘entente fmt - < %s’ gives the same network in YAML", file->name),
               "this is JSON, and the house style is one for YAML");
    else if (t->type != TREE_MAP)
        report(d, RULE_TYPE, t->at, "write entries such as ‘title: …’, ‘nodes:’ and ‘edges:’",
               "a network is made of ‘key: value’ entries, and here is %s", t->type == TREE_LIST ? "a list" : "a text");
    return !diagnostics_errors(d);
}

static void write_anew(arena *a, written_file *f, buffer *out)
{
    buffer *raw = new_buffer(a);
    stops where = {0};
    style_order(f);
    style_write(f, raw, &where);
    style_align(a, raw, &where, out);
    out->failed |= raw->failed;
}

static bool style(const stylist *s, const source_file *file, const buffer *bytes, diagnostics *d, styled *out)
{
    style_reading *reading = style_reading_new(s->arena, file);
    watcher w = style_watcher(reading);
    const tree *t = tree_parse_watched(s->arena, file, s->bounds, d, &w);
    if (!can_be_styled(s, file, t, d))
        return false;
    buffer *anew = new_buffer(s->arena);
    write_anew(s->arena, style_written(reading), anew);
    if (anew->failed) {
        report(d, RULE_LIMIT, (place){file, 0, 0}, NULL, "in house style the file would be too large");
        return false;
    }
    bool same = bytes->length == anew->length && memcmp(bytes->data, anew->data, anew->length) == 0;
    if (!same && !lost_nothing(s, t, style_account(reading), file, anew)) {
        report(d, RULE_INTERNAL, (place){file, 0, 0}, "please report it as a fault of this program, with the file",
               "this file cannot be formatted: what it says would not stay the same");
        return false;
    }
    *out = (styled){anew->data, anew->length, !same, same ? 0 : first_difference(bytes->data, bytes->length, anew)};
    return true;
}

bool input_style_bytes(arena *a, const char *name, const buffer *bytes, const input_options *options, diagnostics *d,
                       styled *out)
{
    stylist s = {a, &options->limits};
    source_file *file = arena_new_of(a, source_file);
    *file = (source_file){.name = name};
    return decode(a, file, bytes->data, bytes->length, d) && style(&s, file, bytes, d, out);
}

bool input_style(arena *a, const char *file_name, const input_options *options, diagnostics *d, styled *out)
{
    const char *name;
    const buffer *bytes = read_alone(a, file_name, &options->limits, d, &name);
    return bytes && input_style_bytes(a, name, bytes, options, d, out);
}
