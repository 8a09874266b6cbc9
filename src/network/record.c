/* The network as a record: the keys are those of the file. */
#include "base/record.h"
#include "network/counts.h"
#include "network/telling.h"

#include <string.h>

enum { VERSION = 1 }; /* of the form: counted up where what is there changes its meaning */

/* One run of recording. */
typedef struct recording {
    arena *arena;
    const network *network;
    cursor *cursor;
} recording;

static recording recording_of(const network *n)
{
    return (recording){n->arena, n, arena_new_of(n->arena, cursor)};
}

/* The main file itself has no name here: what it is called and where it lies is no part of the network. */
static const char *file_name(const recording *r, const source_file *file)
{
    return file == r->network->files.items[0] ? NULL : told_file(r->network, file);
}

static void put_place(const recording *r, record *to, place at)
{
    if (!at.file)
        return;
    cursor_move(r->cursor, at);
    record *place = record_map(r->arena, to, "place");
    record_text(r->arena, place, "file", file_name(r, at.file));
    record_number(r->arena, place, "line", r->cursor->number);
    record_number(r->arena, place, "column", r->cursor->column);
}

static void put_date(const recording *r, record *to, const char *key, date d)
{
    record_text(r->arena, to, key, told_date(r->arena, d));
}

static void put_datum(arena *a, record *to, const char *key, const datum *d)
{
    if (d->text) {
        record_text(a, to, key, d->text);
        return;
    }
    record *all = d->is_list ? record_list(a, to, key) : record_map(a, to, key);
    for (size_t i = 0; i < d->children.count; i++)
        put_datum(a, all, d->children.items[i]->key, d->children.items[i]);
}

static void put_claim(const recording *r, record *to, const claim *c)
{
    arena *a = r->arena;
    record_text(a, to, "status", status_words[c->status]);
    put_date(r, to, "since", c->since);
    put_date(r, to, "until", c->until);
    record *sources = c->sources.count ? record_list(a, to, "source") : NULL;
    for (size_t i = 0; i < c->sources.count; i++)
        record_text(a, sources, NULL, c->sources.items[i]->id);
    record_text(a, to, "quote", c->quote);
    record_text(a, to, "url", c->url);
    record_text(a, to, "emphasis", emphasis_words[c->emphasis]);
    if (c->data)
        put_datum(a, to, "data", c->data);
    put_place(r, to, c->at);
}

static void put_head(const recording *r, record *to, const char *title, const char *subtitle, date day)
{
    record_number(r->arena, to, "version", VERSION);
    record_text(r->arena, to, "title", title);
    record_text(r->arena, to, "subtitle", subtitle);
    record_text(r->arena, to, "lang", r->network->lang);
    put_date(r, to, "as_of", day);
}

static record *put_kind(const recording *r, record *list, const kind *k)
{
    record *it = record_map(r->arena, list, NULL);
    record_text(r->arena, it, "id", k->id);
    record_text(r->arena, it, "label", k->label);
    record_text(r->arena, it, "shape", shape_words[k->shape]);
    record_text(r->arena, it, "color", k->color);
    record_text(r->arena, it, "mark", mark_words[k->mark]);
    return it;
}

static record *put_relation(const recording *r, record *list, const relation *it)
{
    record *to = record_map(r->arena, list, NULL);
    record_text(r->arena, to, "id", it->id);
    record_text(r->arena, to, "label", it->label);
    record_text(r->arena, to, "tone", tone_words[it->tone]);
    return to;
}

static void put_group(const recording *r, record *list, const group *g)
{
    record *it = record_map(r->arena, list, NULL);
    record_text(r->arena, it, "id", g->id);
    record_text(r->arena, it, "name", g->name);
    record_text(r->arena, it, "in", g->in ? g->in->id : NULL);
    put_place(r, it, g->at);
}

static void put_node(const recording *r, record *list, const node *n)
{
    record *it = record_map(r->arena, list, NULL);
    record_text(r->arena, it, "id", n->id);
    record_text(r->arena, it, "kind", n->kind->id);
    record_text(r->arena, it, "name", n->name);
    record_text(r->arena, it, "note", n->note);
    record_text(r->arena, it, "icon", n->icon ? n->icon->path : NULL);
    record_text(r->arena, it, "in", n->in ? n->in->id : NULL);
    put_claim(r, it, &n->claim);
}

static void put_edge(const recording *r, record *list, const edge *e)
{
    record *it = record_map(r->arena, list, NULL);
    record_text(r->arena, it, "id", e->id);
    record_text(r->arena, it, "from", e->from->id);
    record_text(r->arena, it, "to", e->to->id);
    record_flag(r->arena, it, "directed", e->directed);
    record_text(r->arena, it, "relation", e->relation ? e->relation->id : NULL);
    record_text(r->arena, it, "label", e->label);
    put_claim(r, it, &e->claim);
}

/* `number` is that of its note; 0: none. */
static record *put_source(const recording *r, record *list, const source *s, size_t number)
{
    record *it = record_map(r->arena, list, NULL);
    if (number)
        record_number(r->arena, it, "number", (double)number);
    record_text(r->arena, it, "id", s->id);
    record_text(r->arena, it, "title", s->title);
    record_text(r->arena, it, "publisher", s->publisher);
    put_date(r, it, "date", s->date);
    record_text(r->arena, it, "url", s->url);
    record_text(r->arena, it, "text", s->text);
    put_place(r, it, s->at);
    return it;
}

/* ---- what is selected ---- */

static void put_looks(const recording *r, record *to, const selection *s)
{
    const network *n = r->network;
    map *kinds = map_new(r->arena), *relations = map_new(r->arena);
    for (size_t i = 0; i < s->nodes.count; i++)
        map_put(kinds, s->nodes.items[i]->kind->id, (void *)s->nodes.items[i]);
    for (size_t i = 0; i < s->edges.count; i++)
        if (s->edges.items[i]->relation)
            map_put(relations, s->edges.items[i]->relation->id, (void *)s->edges.items[i]);
    record *list = record_list(r->arena, to, "kinds");
    for (size_t i = 0; i < n->kinds.count; i++)
        if (map_get(kinds, n->kinds.items[i]->id))
            put_kind(r, list, n->kinds.items[i]);
    list = record_list(r->arena, to, "relations");
    for (size_t i = 0; i < n->relations.count; i++)
        if (map_get(relations, n->relations.items[i]->id))
            put_relation(r, list, n->relations.items[i]);
}

record *network_record(const selection *s)
{
    recording r = recording_of(s->network);
    record *all = record_new(r.arena);
    put_head(&r, all, s->title, s->subtitle, s->day);
    record_text(r.arena, all, "view", s->view.name);
    put_looks(&r, all, s);
    record *list = record_list(r.arena, all, "groups");
    for (size_t i = 0; i < s->groups.count; i++)
        put_group(&r, list, s->groups.items[i]);
    list = record_list(r.arena, all, "nodes");
    for (size_t i = 0; i < s->nodes.count; i++)
        put_node(&r, list, s->nodes.items[i]);
    list = record_list(r.arena, all, "edges");
    for (size_t i = 0; i < s->edges.count; i++)
        put_edge(&r, list, s->edges.items[i]);
    list = record_list(r.arena, all, "sources");
    for (size_t i = 0; i < s->notes.count; i++)
        put_source(&r, list, s->notes.items[i], i + 1);
    return all;
}

/* ---- what the files hold ---- */

static void put_views(const recording *r, record *to)
{
    record *list = record_list(r->arena, to, "views");
    for (size_t i = 0; i < r->network->views.count; i++) {
        const view *v = r->network->views.items[i];
        record *it = record_map(r->arena, list, NULL);
        record_text(r->arena, it, "name", v->name);
        record_text(r->arena, it, "title", v->title);
        record_text(r->arena, it, "subtitle", v->subtitle);
        put_date(r, it, "as_of", v->as_of);
        put_place(r, it, v->at);
    }
}

static void put_used(const recording *r, record *to, const counts *c)
{
    const network *n = r->network;
    record *list = record_list(r->arena, to, "kinds");
    for (size_t i = 0; i < n->kinds.count; i++) {
        size_t nodes = counted(c->kinds, n->kinds.items[i]->id);
        if (nodes)
            record_number(r->arena, put_kind(r, list, n->kinds.items[i]), "nodes", (double)nodes);
    }
    list = record_list(r->arena, to, "relations");
    for (size_t i = 0; i < n->relations.count; i++) {
        size_t edges = counted(c->relations, n->relations.items[i]->id);
        if (edges)
            record_number(r->arena, put_relation(r, list, n->relations.items[i]), "edges", (double)edges);
    }
}

record *network_contents_record(const network *n)
{
    recording r = recording_of(n);
    counts c = counts_of(n);
    record *all = record_new(r.arena);
    put_head(&r, all, n->title, n->subtitle, n->as_of);
    put_views(&r, all);
    put_used(&r, all, &c);
    record *list = record_list(r.arena, all, "groups");
    for (size_t i = 0; i < n->groups.count; i++)
        put_group(&r, list, n->groups.items[i]);
    list = record_list(r.arena, all, "nodes");
    for (size_t i = 0; i < n->nodes.count; i++)
        put_node(&r, list, n->nodes.items[i]);
    list = record_list(r.arena, all, "edges");
    for (size_t i = 0; i < n->edges.count; i++)
        put_edge(&r, list, n->edges.items[i]);
    list = record_list(r.arena, all, "sources");
    for (size_t i = 0; i < n->sources.count; i++)
        record_number(r.arena, put_source(&r, list, n->sources.items[i], 0), "cited", (double)c.sources[i]);
    list = record_list(r.arena, all, "include");
    for (size_t i = 1; i < n->files.count; i++)
        record_text(r.arena, list, NULL, file_name(&r, n->files.items[i]));
    return all;
}
