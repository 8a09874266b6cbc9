#include "network/compare.h"
#include "network/telling.h"

/* What both networks become: things of either side, and how each has changed. */
typedef struct joining {
    const comparison *from;
    arena *arena;
    network *both;
    void **made[TOPIC_COUNT][SIDES]; /* by index on a side: what stands for the thing in both */
    map *edge_ids;
    changes *changes;
} joining;

static const selection *side_of(const joining *j, int side)
{
    return side == OLD ? j->from->old : j->from->now;
}

/* The side that a thing is drawn as. */
static int side_drawn(const compared *it)
{
    return it->change == CHANGE_WENT ? OLD : NOW;
}

static size_t index_on(const compared *it, int side)
{
    return side == OLD ? it->old : it->now;
}

/* "+ South Korea", with a blank at which no line breaks; what is the same has no sign. */
static const char *signed_text(const joining *j, change_type c, const char *text)
{
    const char *sign = change_signs[c];
    if (!*sign)
        return text;
    return arena_format(j->arena, "%s%s%s", sign, *text ? "\u00a0" : "", text);
}

/* What has changed, in short; "" where nothing has, or it came or went. */
static const char *was(const joining *j, const compared *it)
{
    buffer b = {0};
    if (it->change == CHANGE_CHANGED)
        told_change_short(j->from, it, &b);
    return told_text(j->arena, &b);
}

static const char *said(const char *text)
{
    return *text ? text : NULL;
}

/* Two lines, or the one that has words. */
static const char *below(const joining *j, const char *upper, const char *lower)
{
    return !*lower ? upper : !*upper ? lower : arena_format(j->arena, "%s\n%s", upper, lower);
}

static change_mark mark_of(const joining *j, topic t, const compared *it)
{
    buffer told = {0};
    if (it->change != CHANGE_SAME)
        buffer_format(&told, "%s: ", change_words[it->change]);
    told_compared(j->from, t, it, &told);
    return (change_mark){it->change, told_text(j->arena, &told)};
}

static void begin(joining *j, topic t)
{
    for (int side = 0; side < SIDES; side++)
        j->made[t][side] = arena_get(j->arena, topic_count(side_of(j, side), t) * sizeof(void *));
}

static void stands_for(joining *j, topic t, const compared *it, void *made)
{
    if (it->old != NOWHERE)
        j->made[t][OLD][it->old] = made;
    if (it->now != NOWHERE)
        j->made[t][NOW][it->now] = made;
}

/* Marks of the things in the order of `both`. */
static change_mark *marks_of(const joining *j, topic t)
{
    const compared_list *list = &j->from->of[t];
    change_mark *marks = arena_get(j->arena, list->count * sizeof *marks);
    for (size_t i = 0; i < list->count; i++)
        marks[i] = mark_of(j, t, &list->items[i]);
    return marks;
}

/* ---- what others refer to ---- */

static void join_kinds(joining *j)
{
    const compared_list *list = &j->from->of[TOPIC_KIND];
    begin(j, TOPIC_KIND);
    for (size_t i = 0; i < list->count; i++) {
        const compared *it = &list->items[i];
        int side = side_drawn(it);
        kind *k = side_of(j, side)->network->kinds.items[index_on(it, side)];
        *array_add(j->arena, &j->both->kinds) = k;
        stands_for(j, TOPIC_KIND, it, k);
    }
}

static void join_sources(joining *j)
{
    const compared_list *list = &j->from->of[TOPIC_SOURCE];
    begin(j, TOPIC_SOURCE);
    for (size_t i = 0; i < list->count; i++) {
        const compared *it = &list->items[i];
        int side = side_drawn(it);
        source *s = arena_new_of(j->arena, source);
        *s = *side_of(j, side)->network->sources.items[index_on(it, side)];
        s->index = i;
        if (it->change != CHANGE_SAME)
            s->title = signed_text(j, it->change, s->title ? s->title : s->text ? s->text : s->id);
        *array_add(j->arena, &j->both->sources) = s;
        stands_for(j, TOPIC_SOURCE, it, s);
    }
}

static void join_groups(joining *j)
{
    const compared_list *list = &j->from->of[TOPIC_GROUP];
    begin(j, TOPIC_GROUP);
    for (size_t i = 0; i < list->count; i++) {
        const compared *it = &list->items[i];
        int side = side_drawn(it);
        group *g = arena_new_of(j->arena, group);
        *g = *side_of(j, side)->network->groups.items[index_on(it, side)];
        g->index = i;
        g->name = signed_text(j, it->change, g->name);
        *array_add(j->arena, &j->both->groups) = g;
        stands_for(j, TOPIC_GROUP, it, g);
    }
    for (size_t i = 0; i < list->count; i++) {
        group *g = j->both->groups.items[i];
        if (g->in)
            g->in = j->made[TOPIC_GROUP][side_drawn(&list->items[i])][g->in->index];
    }
}

/* ---- nodes and edges ---- */

static void join_claim(joining *j, const compared *it, claim *c)
{
    static const emphasis emphases[CHANGE_COUNT] = {[CHANGE_SAME] = EMPHASIS_MUTED,
                                                    [CHANGE_CAME] = EMPHASIS_STRONG,
                                                    [CHANGE_WENT] = EMPHASIS_NORMAL,
                                                    [CHANGE_CHANGED] = EMPHASIS_NORMAL};
    int side = side_drawn(it);
    c->emphasis = emphases[it->change];
    source_list sources = c->sources;
    c->sources = (source_list){0};
    for (size_t i = 0; i < sources.count; i++)
        *array_add(j->arena, &c->sources) = j->made[TOPIC_SOURCE][side][sources.items[i]->index];
}

/* Kinds know no index of their own. */
static const kind *kind_in_both(const joining *j, int side, const kind *k, const map *indexes)
{
    const size_t *index = map_get(indexes, k->id);
    return index ? j->made[TOPIC_KIND][side][*index] : k;
}

static map *kind_indexes(const joining *j, int side)
{
    const network *n = side_of(j, side)->network;
    map *m = map_new(j->arena);
    size_t *indexes = arena_get(j->arena, n->kinds.count * sizeof *indexes);
    for (size_t i = 0; i < n->kinds.count; i++) {
        indexes[i] = i;
        map_put(m, n->kinds.items[i]->id, &indexes[i]);
    }
    return m;
}

static void join_nodes(joining *j)
{
    const compared_list *list = &j->from->of[TOPIC_NODE];
    const map *kinds[SIDES] = {kind_indexes(j, OLD), kind_indexes(j, NOW)};
    begin(j, TOPIC_NODE);
    for (size_t i = 0; i < list->count; i++) {
        const compared *it = &list->items[i];
        int side = side_drawn(it);
        node *n = arena_new_of(j->arena, node);
        *n = *side_of(j, side)->nodes.items[index_on(it, side)];
        n->kind = kind_in_both(j, side, n->kind, kinds[side]);
        n->in = n->in ? j->made[TOPIC_GROUP][side][n->in->index] : NULL;
        n->index = i;
        n->degree = 0;
        n->name = signed_text(j, it->change, n->name);
        n->note = said(below(j, was(j, it), n->note ? n->note : ""));
        join_claim(j, it, &n->claim);
        *array_add(j->arena, &j->both->nodes) = n;
        stands_for(j, TOPIC_NODE, it, n);
    }
    j->changes->nodes = marks_of(j, TOPIC_NODE);
}

/* What went gives way where what is there now has its id. */
static const char *free_id(joining *j, const char *id)
{
    while (map_get(j->edge_ids, id))
        id = arena_format(j->arena, "%s-was", id);
    map_put(j->edge_ids, id, j);
    return id;
}

static void join_edges(joining *j)
{
    const compared_list *list = &j->from->of[TOPIC_EDGE];
    for (size_t i = 0; i < j->from->now->edges.count; i++)
        map_put(j->edge_ids, j->from->now->edges.items[i]->id, j);
    for (size_t i = 0; i < list->count; i++) {
        const compared *it = &list->items[i];
        int side = side_drawn(it);
        edge *e = arena_new_of(j->arena, edge);
        *e = *side_of(j, side)->edges.items[index_on(it, side)];
        e->id = side == OLD ? free_id(j, e->id) : e->id;
        const node *from = j->made[TOPIC_NODE][side][side_of(j, side)->node_at[e->from->index]];
        const node *to = j->made[TOPIC_NODE][side][side_of(j, side)->node_at[e->to->index]];
        e->from = from;
        e->to = to;
        e->index = i;
        j->both->nodes.items[from->index]->degree++;
        if (to != from)
            j->both->nodes.items[to->index]->degree++;
        if (it->change != CHANGE_SAME)
            e->label = below(j, signed_text(j, it->change, e->label), was(j, it));
        join_claim(j, it, &e->claim);
        *array_add(j->arena, &j->both->edges) = e;
    }
    j->changes->edges = marks_of(j, TOPIC_EDGE);
}

/* ---- the whole ---- */

/* Of what is drawn as a box or a line. */
static void count_drawn(joining *j)
{
    for (int t = TOPIC_NODE; t <= TOPIC_EDGE; t++)
        for (size_t i = 0; i < j->from->of[t].count; i++)
            j->changes->counts[j->from->of[t].items[i].change]++;
}

/* The day, where there is one; two days where they differ. */
static void entitle(const joining *j, selection *s)
{
    const selection *old = j->from->old, *now = j->from->now;
    char from[12], to[12];
    date_text(old->day, from);
    date_text(now->day, to);
    s->title = now->title ? arena_format(j->arena, "What changed: %s", now->title) : "What changed";
    s->subtitle = now->subtitle;
    if (old->day.year && now->day.year && date_first(old->day) == date_first(now->day) &&
        date_last(old->day) == date_last(now->day))
        s->day = now->day;
    else if (old->day.year && now->day.year)
        s->subtitle = arena_format(j->arena, "between %s and %s", from, to);
}

const selection *comparison_both(const comparison *c)
{
    arena *a = c->arena;
    joining j = {.from = c,
                 .arena = a,
                 .both = arena_new_of(a, network),
                 .edge_ids = map_new(a),
                 .changes = arena_new_of(a, changes)};
    const network *now = c->now->network;
    *j.both = (network){.arena = a,
                        .files = now->files,
                        .title = now->title,
                        .lang = now->lang,
                        .title_at = now->title_at,
                        .kinds_by_id = now->kinds_by_id,
                        .relations_by_id = now->relations_by_id,
                        .sources_by_id = now->sources_by_id,
                        .groups_by_id = now->groups_by_id,
                        .nodes_by_id = now->nodes_by_id,
                        .views_by_name = now->views_by_name};
    join_kinds(&j);
    join_sources(&j);
    join_groups(&j);
    join_nodes(&j);
    join_edges(&j);
    count_drawn(&j);
    buffer told = {0};
    told_comparison(c, false, &told);
    j.changes->told = told_text(a, &told);
    selection *s = arena_new_of(a, selection);
    *s = *network_select(j.both, &(view){.depth = 1});
    s->view = c->now->view;
    s->changes = j.changes;
    entitle(&j, s);
    return s;
}

/* ---- how a thing has changed ---- */

change_mark change_of_node(const selection *s, const node *n)
{
    return s->changes ? s->changes->nodes[n->index] : (change_mark){0};
}

change_mark change_of_edge(const selection *s, const edge *e)
{
    return s->changes ? s->changes->edges[e->index] : (change_mark){0};
}
