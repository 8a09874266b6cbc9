#include "network/network.h"

#include <string.h>

/* The network while filters are at work: what is left of it, by index. */
typedef struct sieve {
    arena *arena;
    const network *network;
    const view *view;
    const node **nodes; /* NULL: left out */
    const edge **edges;
} sieve;

/* ---- time ---- */

static bool is_word(const word *w, const char *text)
{
    return w->text && strcmp(w->text, text) == 0;
}

/* Whether a claim is drawn, and with which status: what ends after the day, for certain, is in force on it. */
static bool is_there(const claim *c, const view *v, status *as)
{
    date day = v->as_of;
    bool ended_before = day.year && c->until.year && date_last(c->until) < date_first(day);
    *as = c->status;
    if (day.year && c->since.year && date_first(c->since) > date_last(day))
        return false;
    if (ended_before)
        *as = STATUS_ENDED;
    else if (day.year && c->until.year && date_first(c->until) > date_last(day) && c->status == STATUS_ENDED)
        *as = STATUS_ACTIVE;
    return ended_before ? is_word(&v->ended, "show") : *as != STATUS_ENDED || !is_word(&v->ended, "hide");
}

static const node *with_status(arena *a, const node *n, status as)
{
    if (n->claim.status == as)
        return n;
    node *copy = arena_new_of(a, node);
    *copy = *n;
    copy->claim.status = as;
    return copy;
}

static void filter_day(sieve *s)
{
    for (size_t i = 0; i < s->network->nodes.count; i++) {
        status as;
        bool there = is_there(&s->nodes[i]->claim, s->view, &as);
        s->nodes[i] = there ? with_status(s->arena, s->nodes[i], as) : NULL;
    }
}

/* ---- kinds, statuses, relations ---- */

/* Words to look up; NULL where there are none. */
static const map *set_of(arena *a, const words *list)
{
    map *set = list->count ? map_new(a) : NULL;
    for (size_t i = 0; i < list->count; i++)
        map_put(set, list->items[i].text, &list->items[i]);
    return set;
}

/* What is left by two lists, of what is drawn and of what is not: NULL for one that says nothing. */
typedef struct choice {
    const map *drawn, *hidden;
} choice;

static choice choice_of(arena *a, const words *drawn, const words *hidden)
{
    return (choice){set_of(a, drawn), set_of(a, hidden)};
}

/* Whether it leaves what is called by either word; the second may be NULL. */
static bool leaves(const choice *c, const char *word, const char *other)
{
    bool drawn = !c->drawn || map_get(c->drawn, word) || (other && map_get(c->drawn, other));
    bool hidden = c->hidden && (map_get(c->hidden, word) || (other && map_get(c->hidden, other)));
    return drawn && !hidden;
}

static void filter_kind(sieve *s)
{
    choice c = choice_of(s->arena, &s->view->only, &s->view->hide);
    for (size_t i = 0; i < s->network->nodes.count; i++)
        if (s->nodes[i] && !leaves(&c, s->nodes[i]->kind->id, NULL))
            s->nodes[i] = NULL;
}

/* Nodes that state no status are what claims are about: they stay. */
static bool states_status(const node *n)
{
    return n->claim.status_at.file || n->claim.status == STATUS_ENDED;
}

static void filter_status(sieve *s)
{
    choice c = choice_of(s->arena, &s->view->status, &s->view->hide_status);
    for (size_t i = 0; i < s->network->nodes.count; i++)
        if (s->nodes[i] && states_status(s->nodes[i]) && !leaves(&c, status_words[s->nodes[i]->claim.status], NULL))
            s->nodes[i] = NULL;
}

/* ---- edges ---- */

/* The edge as it is on the day, between what its ends are then; NULL where one of the three is left out. */
static const edge *on_day(sieve *s, const edge *e)
{
    const node *from = s->nodes[e->from->index], *to = s->nodes[e->to->index];
    status as;
    if (!is_there(&e->claim, s->view, &as) || !from || !to)
        return NULL;
    if (as == e->claim.status && from == e->from && to == e->to)
        return e;
    edge *copy = arena_new_of(s->arena, edge);
    *copy = *e;
    copy->from = from;
    copy->to = to;
    copy->claim.status = as;
    return copy;
}

static void filter_edges(sieve *s)
{
    const view *v = s->view;
    choice statuses = choice_of(s->arena, &v->status, &v->hide_status);
    choice relations = choice_of(s->arena, &v->relations, &v->hide_relations);
    for (size_t i = 0; i < s->network->edges.count; i++) {
        const edge *e = on_day(s, s->edges[i]);
        bool stays =
            e && leaves(&statuses, status_words[e->claim.status], NULL) &&
            leaves(&relations, e->relation ? e->relation->id : e->label, e->relation ? e->relation->label : NULL);
        s->edges[i] = stays ? e : NULL;
    }
}

/* Edges that have lost an end. */
static void drop_loose_edges(sieve *s)
{
    for (size_t i = 0; i < s->network->edges.count; i++) {
        const edge *e = s->edges[i];
        if (e && (!s->nodes[e->from->index] || !s->nodes[e->to->index]))
            s->edges[i] = NULL;
    }
}

/* ---- focus ---- */

/* The neighbours of node `i` are items[first[i]] up to items[first[i + 1]]. */
typedef struct neighbours {
    size_t *first, *items;
} neighbours;

static neighbours neighbours_of(const sieve *s)
{
    size_t nodes = s->network->nodes.count, edges = s->network->edges.count;
    neighbours x = {arena_get(s->arena, (nodes + 2) * sizeof(size_t)), arena_get(s->arena, 2 * edges * sizeof(size_t))};
    size_t *next = x.first + 1; /* counts, then where the next neighbour goes, at last where each list ends */
    for (size_t i = 0; i < edges; i++)
        if (s->edges[i]) {
            next[s->edges[i]->from->index + 1]++;
            next[s->edges[i]->to->index + 1]++;
        }
    for (size_t i = 1; i <= nodes; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < edges; i++)
        if (s->edges[i]) {
            size_t from = s->edges[i]->from->index, to = s->edges[i]->to->index;
            x.items[next[from]++] = to;
            x.items[next[to]++] = from;
        }
    return x;
}

/* Breadth first, one ring of nodes after the other. */
static void filter_focus(sieve *s)
{
    size_t count = s->network->nodes.count, end = 0;
    if (!s->view->focus.count)
        return;
    neighbours near = s->view->depth > 0 ? neighbours_of(s) : (neighbours){NULL, NULL};
    bool *reached = arena_get(s->arena, count * sizeof *reached);
    size_t *queue = arena_get(s->arena, count * sizeof *queue);
    for (size_t i = 0; i < s->view->focus.count; i++) {
        const node *n = map_get(s->network->nodes_by_id, s->view->focus.items[i].text);
        if (!n || !s->nodes[n->index] || reached[n->index])
            continue;
        reached[n->index] = true;
        queue[end++] = n->index;
    }
    size_t at = 0;
    for (long step = 0; step < s->view->depth && at < end; step++)
        for (size_t ring = end; at < ring; at++)
            for (size_t k = near.first[queue[at]]; k < near.first[queue[at] + 1]; k++)
                if (!reached[near.items[k]]) {
                    reached[near.items[k]] = true;
                    queue[end++] = near.items[k];
                }
    for (size_t i = 0; i < count; i++)
        if (!reached[i])
            s->nodes[i] = NULL;
    drop_loose_edges(s);
}

static void filter_isolated(sieve *s)
{
    if (!is_word(&s->view->isolated, "hide"))
        return;
    bool *joined = arena_get(s->arena, s->network->nodes.count * sizeof *joined);
    for (size_t i = 0; i < s->network->edges.count; i++)
        if (s->edges[i])
            joined[s->edges[i]->from->index] = joined[s->edges[i]->to->index] = true;
    for (size_t i = 0; i < s->network->nodes.count; i++)
        if (!joined[i])
            s->nodes[i] = NULL;
}

/* ---- what is left, as a selection ---- */

static void take_nodes(arena *a, selection *s, const node *const *left)
{
    const network *n = s->network;
    s->node_at = arena_get(a, n->nodes.count * sizeof *s->node_at);
    for (size_t i = 0; i < n->nodes.count; i++) {
        s->node_at[i] = left[i] ? s->nodes.count : SIZE_MAX;
        if (left[i])
            *array_add(a, &s->nodes) = left[i];
    }
}

static void take_edges(arena *a, selection *s, const edge *const *left)
{
    for (size_t i = 0; i < s->network->edges.count; i++)
        if (left[i])
            *array_add(a, &s->edges) = left[i];
}

/* Takes a group and those around it, outermost first. Each group is looked at once: the way up ends at one that is in.
 */
static void take_group(arena *a, selection *s, const group *g, bool *taken)
{
    ARRAY(const group *) way = {0};
    for (; g && !taken[g->index]; g = g->in) {
        taken[g->index] = true;
        *array_add(a, &way) = g;
    }
    while (way.count)
        *array_add(a, &s->groups) = way.items[--way.count];
}

static void take_groups(arena *a, selection *s)
{
    const network *n = s->network;
    bool *holds = arena_get(a, n->groups.count * sizeof *holds);
    for (size_t i = 0; i < s->nodes.count; i++)
        for (const group *g = s->nodes.items[i]->in; g && !holds[g->index]; g = g->in)
            holds[g->index] = true;
    bool *taken = arena_get(a, n->groups.count * sizeof *taken);
    for (size_t i = 0; i < n->groups.count; i++)
        if (holds[i])
            take_group(a, s, n->groups.items[i], taken);
}

static void number_notes(arena *a, selection *s, const claim *c)
{
    for (size_t i = 0; i < c->sources.count; i++) {
        const source *it = c->sources.items[i];
        if (s->note_of[it->index])
            continue;
        *array_add(a, &s->notes) = it;
        s->note_of[it->index] = s->notes.count;
    }
}

static void take_notes(arena *a, selection *s)
{
    s->note_of = arena_get(a, s->network->sources.count * sizeof *s->note_of);
    for (size_t i = 0; i < s->nodes.count; i++)
        number_notes(a, s, &s->nodes.items[i]->claim);
    for (size_t i = 0; i < s->edges.count; i++)
        number_notes(a, s, &s->edges.items[i]->claim);
}

static selection *selection_of(const network *n, const view *v, const node *const *nodes, const edge *const *edges)
{
    selection *s = arena_new_of(n->arena, selection);
    s->network = n;
    s->view = *v;
    s->title = v->title;
    s->subtitle = v->subtitle;
    s->day = v->as_of;
    s->emptied_by = FILTER_COUNT;
    take_nodes(n->arena, s, nodes);
    take_edges(n->arena, s, edges);
    take_groups(n->arena, s);
    take_notes(n->arena, s);
    return s;
}

/* ---- the whole ---- */

static bool is_empty(const sieve *s)
{
    for (size_t i = 0; i < s->network->nodes.count; i++)
        if (s->nodes[i])
            return false;
    return true;
}

/* Edges are looked at once it is known which nodes they could join, and before what is near by them. */
static const struct stage {
    void (*apply)(sieve *s);
    filter filter; /* FILTER_COUNT: leaves no node out */
} stages[] = {
    {filter_day, FILTER_DAY},     {filter_kind, FILTER_KIND},   {filter_status, FILTER_STATUS},
    {filter_edges, FILTER_COUNT}, {filter_focus, FILTER_FOCUS}, {filter_isolated, FILTER_ISOLATED},
};

/* Sifts a network; without edges, only its nodes. Returns which filter left no node, FILTER_COUNT where some are left.
 */
static filter sift(sieve *s, bool with_edges)
{
    const network *n = s->network;
    filter emptied_by = FILTER_COUNT;
    s->nodes = arena_get(s->arena, n->nodes.count * sizeof *s->nodes);
    s->edges = arena_get(s->arena, n->edges.count * sizeof *s->edges);
    for (size_t i = 0; i < n->nodes.count; i++)
        s->nodes[i] = n->nodes.items[i];
    for (size_t i = 0; with_edges && i < n->edges.count; i++)
        s->edges[i] = n->edges.items[i];
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        if (!with_edges && stages[i].filter == FILTER_COUNT)
            continue;
        stages[i].apply(s);
        if (emptied_by == FILTER_COUNT && is_empty(s))
            emptied_by = stages[i].filter;
    }
    return emptied_by;
}

const selection *network_select(const network *n, const view *v)
{
    sieve left = {.arena = n->arena, .network = n, .view = v};
    filter emptied_by = sift(&left, true);
    selection *s = selection_of(n, v, left.nodes, left.edges);
    s->emptied_by = emptied_by;
    return s;
}

/* Edges tell which nodes are isolated. What they lead to from a focus does not matter: the focus itself is left. */
filter network_emptied_by(const network *n, const view *v)
{
    view asked = *v;
    bool with_edges = is_word(&v->isolated, "hide");
    if (!with_edges)
        asked.depth = 0;
    arena *a = arena_new();
    filter emptied_by = sift(&(sieve){.arena = a, .network = n, .view = &asked}, with_edges);
    arena_free(a);
    return emptied_by;
}

const selection *network_whole(const network *n)
{
    view whole = network_view(n, NULL);
    return network_select(n, &whole);
}

const selection *selection_union(const selection *const *all, size_t count)
{
    const network *n = all[0]->network;
    const node **nodes = arena_get(n->arena, n->nodes.count * sizeof *nodes);
    const edge **edges = arena_get(n->arena, n->edges.count * sizeof *edges);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < all[i]->nodes.count; k++)
            nodes[all[i]->nodes.items[k]->index] = n->nodes.items[all[i]->nodes.items[k]->index];
        for (size_t k = 0; k < all[i]->edges.count; k++)
            edges[all[i]->edges.items[k]->index] = n->edges.items[all[i]->edges.items[k]->index];
    }
    return selection_of(n, &all[0]->view, nodes, edges);
}

size_t *selection_degrees(arena *a, const selection *s)
{
    size_t *degrees = arena_get(a, s->nodes.count * sizeof *degrees);
    for (size_t e = 0; e < s->edges.count; e++) {
        degrees[s->node_at[s->edges.items[e]->from->index]]++;
        degrees[s->node_at[s->edges.items[e]->to->index]]++;
    }
    return degrees;
}
