#include "input/style.h"

#include <string.h>

role role_of_root(void)
{
    return (role){.table = &file_keys};
}

role role_below(role of, const char *key)
{
    if (!of.table || of.is_list)
        return (role){0};
    if (strcmp(key, "<<") == 0)
        return of;
    if (of.levels > 0)
        return (role){of.table, of.levels - 1, false};
    const key_row *row = find_row(of.table, key);
    if (!row || !row->type->entries)
        return (role){0};
    if (row->type == &edges_section)
        return (role){.table = row->type->entries, .is_list = true};
    return (role){row->type->entries, row->type == &nodes_section ? 2 : 1, false};
}

role role_of_edge(bool is_long)
{
    return is_long ? (role){.table = &long_edge_keys} : (role){.table = &edge_keys, .levels = 1};
}

bool role_is_sorted(role of)
{
    return of.table && of.levels == 0 && !of.is_list;
}

/* ---- whether aliases allow it ---- */

/* Whether the names in the entries mean the same in the order given: each alias comes behind its anchor, and no name is
   given by two anchors. */
static bool keeps_names(const written_file *f, entry *const *sorted, size_t count)
{
    size_t first = SIZE_MAX, end = 0;
    for (size_t i = 0; i < count; i++) {
        first = sorted[i]->first_name < first ? sorted[i]->first_name : first;
        end = sorted[i]->end_name > end ? sorted[i]->end_name : end;
    }
    if (first >= end)
        return true;
    size_t *places = arena_get(f->arena, (end - first) * sizeof *places); /* of the entry that a name is in */
    for (size_t i = 0; i < count; i++)
        for (size_t n = sorted[i]->first_name; n < sorted[i]->end_name; n++)
            places[n - first] = i;
    for (size_t n = first; n < end; n++) {
        const name *it = &f->names.items[n];
        if (f->any_again && map_get(f->given_again, it->text))
            return false;
        if (it->meant >= first && it->meant < n && places[it->meant - first] > places[n - first])
            return false;
    }
    return true;
}

/* ---- sorting ---- */

/* Merge keys come first, keys of the table in its order, others last, as they were. */
static size_t rank(const key_table *table, const entry *e)
{
    if (e->key->type != PIECE_TEXT)
        return table->count + 1;
    if (!e->key->sign && strcmp(e->key->text, "<<") == 0)
        return 0;
    const key_row *row = find_row(table, e->key->text);
    return row ? (size_t)(row - table->rows) + 1 : table->count + 1;
}

/* Lines that tell programs what to do with the file, or whose it is, belong to its top. */
static bool is_for_file(const comment *c)
{
    static const char *const words[] = {"#!", "-*-", "vim:", "yaml-language-server:", "SPDX-", "Copyright", "yamllint"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        for (size_t at = 0; at + length <= c->text.length; at++)
            if (memcmp(c->text.at + at, words[i], length) == 0)
                return true;
    }
    return false;
}

/* How many of the comments above the first key of the file are its head: all down to the last empty line, and lines
   that are for programs. */
static size_t head_of(const entry *first)
{
    size_t count = comment_count(first->above), head = first->blank_above ? count : 0;
    for (size_t i = head; i < count; i++)
        if (i > 0 && first->above->items[i].blank_above)
            head = i;
    for (size_t i = head; i < count; i++)
        if (is_for_file(&first->above->items[i]))
            head = i + 1;
    return head;
}

/* The comments at the top of the file stay there, whatever key comes first. */
static void keep_head(written_file *f, entry *was, entry *is)
{
    size_t head = head_of(was), count = comment_count(was->above);
    comments *above = arena_new_of(f->arena, comments), *rest = arena_new_of(f->arena, comments);
    if (!head)
        return;
    for (size_t i = 0; i < count; i++)
        *array_add(f->arena, i < head ? above : rest) = was->above->items[i];
    for (size_t i = 0; i < comment_count(is->above); i++) {
        comment *c = array_add(f->arena, above);
        *c = is->above->items[i];
        c->blank_above |= i == 0;
    }
    if (!comment_count(is->above))
        is->blank_above = was->blank_above || head < count;
    was->above = rest;
    is->above = above;
}

/* Whether an empty line is before an entry and its comments. */
static bool *blank_before(entry *e)
{
    return comment_count(e->above) ? &e->above->items[0].blank_above : &e->blank_above;
}

static bool is_sorted(const written *map_value, const key_table *table)
{
    size_t before = 0;
    for (size_t i = 0; i < map_value->entries.count; i++) {
        size_t now = rank(table, map_value->entries.items[i]);
        if (now < before)
            return false;
        before = now;
    }
    return true;
}

static entry **sorted_entries(arena *a, const written *map_value, const key_table *table)
{
    size_t count = map_value->entries.count, done = 0;
    size_t *ranks = arena_get(a, count * sizeof *ranks);
    entry **sorted = arena_get(a, count * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        ranks[i] = rank(table, map_value->entries.items[i]);
    for (size_t r = 0; r <= table->count + 1; r++)
        for (size_t i = 0; i < count; i++)
            if (ranks[i] == r)
                sorted[done++] = map_value->entries.items[i];
    return sorted;
}

/* Whether the author sets off sections with empty lines. */
static bool sets_off_sections(const written *root)
{
    for (size_t i = 1; i < root->entries.count; i++)
        if (*blank_before(root->entries.items[i]) && root->entries.items[i]->value->entries.count)
            return true;
    return false;
}

/* What was the first entry has no empty line before it: it gets that of the entry that takes its place. */
static void change_first(written_file *f, const written *map_value, entry *is, bool is_root)
{
    entry *was = map_value->entries.items[0];
    if (was == is)
        return;
    bool blank = *blank_before(is) || (is_root && sets_off_sections(map_value));
    if (is_root)
        keep_head(f, was, is);
    *blank_before(was) = blank;
}

static void sort_entries(written_file *f, written *map_value, const key_table *table, bool is_root)
{
    if (is_sorted(map_value, table))
        return;
    entry **sorted = sorted_entries(f->arena, map_value, table);
    if (!keeps_names(f, sorted, map_value->entries.count))
        return;
    change_first(f, map_value, sorted[0], is_root);
    map_value->entries.items = sorted;
    map_value->entries.room = map_value->entries.count;
}

static bool is_long_edge(const written *map_value)
{
    for (size_t i = 0; i < map_value->entries.count; i++) {
        const written *key = map_value->entries.items[i]->key;
        if (key->type == PIECE_TEXT && (strcmp(key->text, "from") == 0 || strcmp(key->text, "to") == 0))
            return true;
    }
    return false;
}

/* Of an entry of a list or map with that role. */
static role role_of_entry(role of, const written *list_or_map, const entry *e, bool merges)
{
    if (list_or_map->type == PIECE_MAP)
        return role_below(of, e->key->text);
    if (of.is_list && e->value->type == PIECE_MAP)
        return role_of_edge(is_long_edge(e->value));
    return merges ? of : (role){0};
}

/* ---- what has another meaning where it is repeated ---- */

static bool is_same_role(role a, role b)
{
    return a.table == b.table && a.levels == b.levels && a.is_list == b.is_list;
}

/* Keys of a map may be sorted where it stands, and say something by their order where an alias repeats it. */
static void keep_order_of_repeated(written_file *f, written *v, role of, bool merges)
{
    if (v->marks && v->marks->anchor.length)
        f->names.items[v->name].role = of;
    if (v->type == PIECE_ALIAS) {
        name *meant = &f->names.items[f->names.items[v->name].meant];
        meant->value->keeps_order |= !is_same_role(meant->role, of);
    }
    for (size_t i = 0; i < v->entries.count; i++) {
        entry *e = v->entries.items[i];
        bool is_merge = merges || (e->key && strcmp(e->key->text, "<<") == 0);
        keep_order_of_repeated(f, e->value, role_of_entry(of, v, e, merges), is_merge);
    }
}

static void order_value(written_file *f, written *v, role of, bool is_root)
{
    if (v->keeps_order)
        return;
    for (size_t i = 0; i < v->entries.count; i++) {
        entry *e = v->entries.items[i];
        if (e->value->entries.count)
            order_value(f, e->value, role_of_entry(of, v, e, false), false);
    }
    if (v->type == PIECE_MAP && v->entries.count && role_is_sorted(of))
        sort_entries(f, v, of.table, is_root);
}

void style_order(written_file *f)
{
    if (f->names.count)
        keep_order_of_repeated(f, f->root->value, role_of_root(), false);
    order_value(f, f->root->value, role_of_root(), true);
}
