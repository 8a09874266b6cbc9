#include "input/reader.h"

#include <string.h>

/* ---- several words ---- */

ruler ruler_on(const tree *text)
{
    uint32_t count = (uint32_t)utf8_count(text->text);
    uint32_t quotes = text->at.end - text->at.start - count; /* what stands there beside the text */
    ruler u = {.text = text, .at = text->text, .exact = text->verbatim && (quotes == 0 || quotes == 2)};
    u.character = text->at.start + quotes / 2;
    return u;
}

static uint32_t ruler_walk(ruler *u, const char *to)
{
    while (u->at < to) {
        utf8_next(&u->at, to);
        u->character++;
    }
    return u->character;
}

place ruler_place(ruler *u, const char *start, const char *end)
{
    if (!u->exact)
        return u->text->at;
    uint32_t first = ruler_walk(u, start);
    return (place){u->text->at.file, first, ruler_walk(u, end)};
}

void split_words(reader *r, ruler *u, const char *start, const char *end, words *out)
{
    for (bool more = true; more;) {
        const char *comma = memchr(start, ',', (size_t)(end - start));
        const char *from = start, *to = comma ? comma : end;
        while (from < to && is_white(*from))
            from++;
        while (to > from && is_white(to[-1]))
            to--;
        word *w = array_add(r->arena, out);
        w->text = arena_copy(r->arena, from, (size_t)(to - from));
        w->at = ruler_place(u, from, to);
        more = comma != NULL;
        start = more ? comma + 1 : end;
    }
}

static void add_words(reader *r, const slot *s, const tree *value, words *out)
{
    if (value->wrong || tree_is_nothing(value))
        return;
    if (value->type != TREE_TEXT) {
        refuse_type(r, s, value, NULL);
        return;
    }
    ruler u = ruler_on(value);
    split_words(r, &u, value->text, value->text + strlen(value->text), out);
}

words slot_words(reader *r, const slot *s)
{
    words all = {0};
    if (s->value->type == TREE_LIST)
        for (size_t i = 0; i < s->value->entries.count; i++)
            add_words(r, s, s->value->entries.items[i].value, &all);
    else
        add_words(r, s, s->value, &all);
    return all;
}

static void read_ids(reader *r, const slot *s, void *target)
{
    if (s->value->type == TREE_LIST && !s->value->entries.count)
        report(r->d, RULE_VALUE, s->value->at, "write the id of a node, or a list of them", "‘%s’ is an empty list",
               s->key->text);
    *(words *)target = slot_words(r, s);
}

static void read_source_words(reader *r, const slot *s, void *target)
{
    words all = slot_words(r, s);
    source_list *list = target;
    map *cited = all.count > 1 ? map_new(r->arena) : NULL; /* naming a source twice says nothing more */
    for (size_t i = 0; i < all.count; i++) {
        source *found = map_get(r->network->sources_by_id, all.items[i].text);
        if (!found)
            report_unknown(r, THING_SOURCE, &all.items[i]);
        else if (!cited || !map_put(cited, found->id, found))
            *array_add(r->arena, list) = found;
    }
}

static void read_group(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (!text)
        return;
    word w = {text, s->value->at};
    const group *found = map_get(r->network->groups_by_id, text);
    if (found)
        *(const group **)target = found;
    else
        report_unknown(r, THING_GROUP, &w);
}

static void read_relation(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (!text)
        return;
    word w = {text, s->value->at};
    const relation *found = find_relation(r, text);
    if (found)
        *(const relation **)target = found;
    else
        report_unknown(r, THING_RELATION, &w);
}

static void read_focus(reader *r, const slot *s, void *target)
{
    words *list = target;
    *list = slot_words(r, s);
    for (size_t i = 0; i < list->count; i++)
        find_node(r, &list->items[i]);
}

/* Adds an id to the text "countries, people" where it is not in it yet. */
static const char *add_id(reader *r, map *in, const char *all, const char *id)
{
    if (map_put(in, id, (void *)id))
        return all;
    return *all ? arena_format(r->arena, "%s, %s", all, id) : id;
}

/* What filters can name. Of a word that edges have as their label it is said why it is none. */
static const char *kinds_of_nodes(reader *r)
{
    const char *all = "";
    map *in = map_new(r->arena);
    for (size_t i = 0; wants_details(r) && i < r->network->nodes.count; i++)
        all = add_id(r, in, all, r->network->nodes.items[i]->kind->id);
    return *all ? arena_format(r->arena, "kinds of nodes here: %s", all) : NULL;
}

static const char *relations_of_edges(reader *r, const char *text)
{
    const char *all = "";
    map *in = map_new(r->arena);
    for (size_t i = 0; wants_details(r) && i < r->network->edges.count; i++) {
        const edge *e = r->network->edges.items[i];
        if (!e->relation && strcmp(e->label, text) == 0)
            return "it is a label of an edge’s own: add it under ‘relations:’, and write ‘relation: …’ at the edge";
        if (e->relation)
            all = add_id(r, in, all, e->relation->id);
    }
    return *all ? arena_format(r->arena, "relations of edges here: %s", all) : NULL;
}

static void read_kind_words(reader *r, const slot *s, void *target)
{
    words *list = target;
    *list = slot_words(r, s);
    for (size_t i = 0; i < list->count; i++)
        if (!map_get(r->network->kinds_by_id, list->items[i].text))
            report_unknown_or(r, THING_KIND, &list->items[i], kinds_of_nodes(r));
}

static void read_relation_words(reader *r, const slot *s, void *target)
{
    words *list = target;
    *list = slot_words(r, s);
    for (size_t i = 0; i < list->count; i++)
        if (!find_relation(r, list->items[i].text))
            report_unknown_or(r, THING_RELATION, &list->items[i], relations_of_edges(r, list->items[i].text));
}

static void read_status_words(reader *r, const slot *s, void *target)
{
    words *list = target;
    *list = slot_words(r, s);
    for (size_t i = 0; i < list->count; i++)
        if (word_index(s->type->words, s->type->word_count, list->items[i].text) < 0)
            refuse_word(r, s, list->items[i].at, list->items[i].text);
}

const value_type ids_value = {"ids: one, or a list such as [one, another]", read_ids, NULL, 0, NULL};
const value_type sources_value = {"the id of a source, or a list of them", read_source_words, NULL, 0, NULL};
const value_type group_value = {"the id of a group", read_group, NULL, 0, NULL};
const value_type relation_value = {"the id of a relation", read_relation, NULL, 0, NULL};
const value_type focus_value = {"the id of a node, or a list of them", read_focus, NULL, 0, NULL};
const value_type kinds_value = {"a kind, or a list of them", read_kind_words, NULL, 0, NULL};
const value_type relations_value = {"a relation, or a list of them", read_relation_words, NULL, 0, NULL};
const value_type statuses_value = {"a status, or a list of them", read_status_words, WORDS(status_words), NULL};

/* ---- data ---- */

/* Depth is bounded by the tree's. */
static datum *datum_of(reader *r, const char *key, const tree *value)
{
    datum *d = arena_new_of(r->arena, datum);
    d->key = key;
    d->at = value->at;
    d->is_list = value->type == TREE_LIST;
    if (value->type == TREE_TEXT)
        d->text = tree_is_nothing(value) ? "" : value->text;
    for (size_t i = 0; i < value->entries.count; i++) {
        const tree_entry *e = &value->entries.items[i];
        *array_add(r->arena, &d->children) = datum_of(r, e->key ? e->key->text : NULL, e->value);
    }
    return d;
}

static void read_data(reader *r, const slot *s, void *target)
{
    if (s->value->type == TREE_MAP)
        *(datum **)target = datum_of(r, NULL, s->value);
    else
        refuse_type(r, s, s->value, "write entries of your own: ‘data: {population: 26 million}’");
}

const value_type data_value = {"entries of your own", read_data, NULL, 0, NULL};
