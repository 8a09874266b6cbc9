#include "input/reader.h"

#include <string.h>

static bool has_room(reader *r, const tree *key)
{
    if (r->network->views.count < r->bounds->views)
        return true;
    report(r->d, RULE_LIMIT, key->at, "if this is meant, allow more with --limit views=NUMBER", "more than %zu views",
           r->bounds->views);
    return false;
}

static void read_view(reader *r, const document *doc, const tree_entry *e)
{
    network *n = r->network;
    const view *known = map_get(n->views_by_name, e->key->text);
    check_id(r, e->key);
    if (known) {
        bool from_main = known->at.file == n->files.items[0];
        if (!from_main || doc->file == n->files.items[0])
            report_again(r, e->key, known->at);
        return;
    }
    if (r->views_full || (r->views_full = !has_room(r, e->key)))
        return;
    view *v = arena_new_of(r->arena, view);
    *v = (view){.name = e->key->text, .depth = DEPTH_OPEN, .at = e->key->at};
    *array_add(r->arena, &n->views) = v;
    map_put(n->views_by_name, v->name, v);
    if (e->value->wrong || tree_is_nothing(e->value))
        return;
    if (e->value->type == TREE_MAP)
        read_keys(r, &view_keys, doc, e->key, e->value, v);
    else
        report(r->d, RULE_TYPE, e->value->at, "write entries such as ‘focus: …’ below it",
               "a view takes entries of its own, not a %s", e->value->type == TREE_LIST ? "list" : "text");
}

void read_views(reader *r)
{
    each_entry(r, "views", read_view);
}

/* ---- what the command line asks for ---- */

bool input_has_view_key(const char *key)
{
    return find_row(&view_keys, key);
}

/* "--hide-relations" for `hide_relations` */
static const char *option_of(arena *a, const char *key)
{
    char *name = arena_format(a, "--%s", key);
    for (char *at = name; (at = strchr(at, '_'));)
        *at = '-';
    return name;
}

/* Adds a word to the text of the command line, and returns it as a text that stands there. */
static tree *put_word(reader *r, source_file *line, buffer *text, const char *said)
{
    tree *t = arena_new_of(r->arena, tree);
    buffer_text(text, text->length ? " " : "");
    uint32_t start = (uint32_t)utf8_count(text->data ? text->data : "");
    buffer_text(text, said);
    *t = (tree){.type = TREE_TEXT, .plain = true, .verbatim = true, .text = said};
    t->at = (place){line, start, start + (uint32_t)utf8_count(said)};
    return t;
}

void read_asked(reader *r, const asked_word *words, size_t count)
{
    source_file *line = arena_new_of(r->arena, source_file);
    buffer text = {0};
    slot *slots = arena_get(r->arena, count * sizeof *slots);
    for (size_t i = 0; i < count; i++) {
        const tree *key = put_word(r, line, &text, option_of(r->arena, words[i].key));
        slots[i] =
            (slot){find_row(&view_keys, words[i].key)->type, NULL, key, put_word(r, line, &text, words[i].value)};
    }
    *line = (source_file){.name = "command line",
                          .text = arena_copy(r->arena, text.data ? text.data : "", text.length),
                          .length = text.length,
                          .order = (int)r->network->files.count,
                          .is_usage = true};
    buffer_free(&text);
    for (size_t i = 0; i < count; i++)
        slots[i].type->read(r, &slots[i], (char *)&r->network->asked + find_row(&view_keys, words[i].key)->offset);
}
