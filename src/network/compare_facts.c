#include "network/compare.h"
#include "network/telling.h"

#include <stdlib.h>
#include <string.h>

const fact_row fact_rows[FACT_COUNT] = {
    [FACT_ID] = {"id", FACT_FORM_WORD},
    [FACT_KIND] = {"kind", FACT_FORM_WORD},
    [FACT_NAME] = {"name", FACT_FORM_TEXT},
    [FACT_LABEL] = {"label", FACT_FORM_TEXT},
    [FACT_RELATION] = {"relation", FACT_FORM_WORD},
    [FACT_DIRECTION] = {"direction", FACT_FORM_WORD},
    [FACT_STATUS] = {"status", FACT_FORM_WORD},
    [FACT_SINCE] = {"since", FACT_FORM_WORD},
    [FACT_UNTIL] = {"until", FACT_FORM_WORD},
    [FACT_SOURCES] = {"sources", FACT_FORM_LIST},
    [FACT_QUOTE] = {"quote", FACT_FORM_LONG},
    [FACT_NOTE] = {"note", FACT_FORM_TEXT},
    [FACT_GROUP] = {"group", FACT_FORM_WORD},
    [FACT_ICON] = {"icon", FACT_FORM_WORD},
    [FACT_PICTURE] = {"picture of the icon", FACT_FORM_LONG},
    [FACT_URL] = {"url", FACT_FORM_WORD},
    [FACT_EMPHASIS] = {"emphasis", FACT_FORM_WORD},
    [FACT_DATA] = {"data", FACT_FORM_LONG},
    [FACT_TITLE] = {"title", FACT_FORM_TEXT},
    [FACT_SUBTITLE] = {"subtitle", FACT_FORM_TEXT},
    [FACT_PUBLISHER] = {"publisher", FACT_FORM_TEXT},
    [FACT_DATE] = {"date", FACT_FORM_WORD},
    [FACT_TEXT] = {"text", FACT_FORM_LONG},
    [FACT_SHAPE] = {"shape", FACT_FORM_WORD},
    [FACT_COLOR] = {"color", FACT_FORM_WORD},
    [FACT_MARK] = {"mark", FACT_FORM_WORD},
    [FACT_TONE] = {"tone", FACT_FORM_WORD},
    [FACT_LANG] = {"lang", FACT_FORM_WORD},
    [FACT_AS_OF] = {"as_of", FACT_FORM_WORD},
};

size_t topic_count(const selection *s, topic t)
{
    const network *n = s->network;
    const size_t counts[TOPIC_COUNT] = {
        [TOPIC_NODE] = s->nodes.count,
        [TOPIC_EDGE] = s->edges.count,
        [TOPIC_SOURCE] = n->sources.count,
        [TOPIC_GROUP] = n->groups.count,
        [TOPIC_KIND] = n->kinds.count,
        [TOPIC_RELATION] = n->relations.count,
        [TOPIC_NETWORK] = 1,
    };
    return counts[t];
}

/* ---- one fact ---- */

static const char *said(const char *text)
{
    return text && *text ? text : NULL;
}

static const char *kept(arena *a, buffer *b)
{
    const char *text = b->length ? arena_copy(a, b->data, b->length) : NULL;
    buffer_free(b);
    return text;
}

static const char *data_fact(arena *a, const datum *d)
{
    buffer b = {0};
    if (d)
        datum_write(d, &b);
    return kept(a, &b);
}

/* The bytes of an icon, as a number that stands for them. */
static const char *picture_fact(arena *a, const icon *i)
{
    return i ? arena_format(a, "%016llx", (unsigned long long)hash_bytes(i->bytes, i->length, 1)) : NULL;
}

/* The source as the new side knows it. */
static const source *source_now(const comparing *c, int side, const source *it)
{
    size_t partner = side == OLD ? c->partner[TOPIC_SOURCE][OLD][it->index] : NOWHERE;
    return partner != NOWHERE ? c->side[NOW]->network->sources.items[partner] : it;
}

static int by_id(const void *x, const void *y)
{
    return strcmp((*(const source *const *)x)->id, (*(const source *const *)y)->id);
}

/* "joint-statement, report": the order in which a claim names its sources says nothing. */
static const char *sources_fact(const comparing *c, int side, const source_list *list)
{
    if (!list->count)
        return NULL;
    const source **sorted = arena_get(c->arena, list->count * sizeof *sorted);
    for (size_t i = 0; i < list->count; i++)
        sorted[i] = source_now(c, side, list->items[i]);
    qsort(sorted, list->count, sizeof *sorted, by_id);
    buffer b = {0};
    for (size_t i = 0; i < list->count; i++)
        buffer_format(&b, "%s%s", i ? ", " : "", sorted[i]->id);
    return kept(c->arena, &b);
}

size_t node_number(const comparing *c, int side, const node *n)
{
    size_t at = c->side[side]->node_at[n->index];
    size_t partner = side == OLD ? c->partner[TOPIC_NODE][OLD][at] : at;
    return partner != NOWHERE ? partner : c->side[NOW]->nodes.count + at;
}

static const char *name_now(const comparing *c, int side, const node *n)
{
    size_t at = c->side[side]->node_at[n->index];
    size_t partner = side == OLD ? c->partner[TOPIC_NODE][OLD][at] : at;
    return partner != NOWHERE ? c->side[NOW]->nodes.items[partner]->name : n->name;
}

static const char *direction_fact(const comparing *c, int side, const edge *e)
{
    if (!e->directed)
        return "none";
    return arena_format(c->arena, "from %s to %s", name_now(c, side, e->from), name_now(c, side, e->to));
}

/* ---- all facts of a thing ---- */

static void add_claim(const comparing *c, int side, const claim *it, facts *f)
{
    f->of[FACT_STATUS] = status_words[it->status];
    f->of[FACT_SINCE] = told_date(c->arena, it->since);
    f->of[FACT_UNTIL] = told_date(c->arena, it->until);
    f->of[FACT_SOURCES] = sources_fact(c, side, &it->sources);
    f->of[FACT_QUOTE] = said(it->quote);
    f->of[FACT_URL] = said(it->url);
    f->of[FACT_EMPHASIS] = emphasis_words[it->emphasis];
    f->of[FACT_DATA] = data_fact(c->arena, it->data);
}

static void add_node(const comparing *c, int side, size_t index, facts *f)
{
    const node *n = c->side[side]->nodes.items[index];
    f->of[FACT_ID] = n->id;
    f->of[FACT_KIND] = n->kind->id;
    f->of[FACT_NAME] = said(n->name);
    f->of[FACT_NOTE] = said(n->note);
    f->of[FACT_GROUP] = n->in ? n->in->id : NULL;
    f->of[FACT_ICON] = n->icon ? n->icon->path : NULL;
    f->of[FACT_PICTURE] = picture_fact(c->arena, n->icon);
    add_claim(c, side, &n->claim, f);
}

static void add_edge(const comparing *c, int side, size_t index, facts *f)
{
    const edge *e = c->side[side]->edges.items[index];
    f->of[FACT_RELATION] = e->relation ? e->relation->id : NULL;
    f->of[FACT_LABEL] = said(e->label);
    f->of[FACT_DIRECTION] = direction_fact(c, side, e);
    add_claim(c, side, &e->claim, f);
}

static void add_source(const comparing *c, int side, size_t index, facts *f)
{
    const source *it = c->side[side]->network->sources.items[index];
    f->of[FACT_ID] = it->id;
    f->of[FACT_TITLE] = said(it->title);
    f->of[FACT_PUBLISHER] = said(it->publisher);
    f->of[FACT_DATE] = told_date(c->arena, it->date);
    f->of[FACT_URL] = said(it->url);
    f->of[FACT_TEXT] = said(it->text);
}

static void add_group(const comparing *c, int side, size_t index, facts *f)
{
    const group *g = c->side[side]->network->groups.items[index];
    f->of[FACT_ID] = g->id;
    f->of[FACT_NAME] = said(g->name);
    f->of[FACT_GROUP] = g->in ? g->in->id : NULL;
}

static void add_kind(const comparing *c, int side, size_t index, facts *f)
{
    const kind *k = c->side[side]->network->kinds.items[index];
    f->of[FACT_ID] = k->id;
    f->of[FACT_LABEL] = said(k->label);
    f->of[FACT_SHAPE] = shape_words[k->shape];
    f->of[FACT_COLOR] = k->color;
    f->of[FACT_MARK] = mark_words[k->mark];
}

static void add_relation(const comparing *c, int side, size_t index, facts *f)
{
    const relation *r = c->side[side]->network->relations.items[index];
    f->of[FACT_ID] = r->id;
    f->of[FACT_LABEL] = said(r->label);
    f->of[FACT_TONE] = tone_words[r->tone];
}

static void add_network(const comparing *c, int side, size_t index, facts *f)
{
    (void)index;
    const selection *s = c->side[side];
    f->of[FACT_TITLE] = said(s->title);
    f->of[FACT_SUBTITLE] = said(s->subtitle);
    f->of[FACT_LANG] = s->network->lang;
    f->of[FACT_AS_OF] = told_date(c->arena, s->network->as_of);
}

facts facts_of(const comparing *c, topic t, int side, size_t index)
{
    static void (*const adders[TOPIC_COUNT])(const comparing *, int, size_t, facts *) = {
        [TOPIC_NODE] = add_node,       [TOPIC_EDGE] = add_edge, [TOPIC_SOURCE] = add_source,
        [TOPIC_GROUP] = add_group,     [TOPIC_KIND] = add_kind, [TOPIC_RELATION] = add_relation,
        [TOPIC_NETWORK] = add_network,
    };
    facts f = {{NULL}};
    adders[t](c, side, index, &f);
    return f;
}
