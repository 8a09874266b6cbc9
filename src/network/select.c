#include "network/network.h"

static bool holds_on(const claim *c, date day)
{
    if (!day.year)
        return true;
    bool begins_after = c->since.year && date_first(c->since) > date_last(day);
    bool ended_before = c->until.year && date_last(c->until) < date_first(day);
    return !begins_after && !ended_before;
}

static void select_nodes(arena *a, selection *s)
{
    const network *n = s->network;
    s->node_at = arena_get(a, n->nodes.count * sizeof *s->node_at);
    for (size_t i = 0; i < n->nodes.count; i++) {
        const node *it = n->nodes.items[i];
        s->node_at[i] = SIZE_MAX;
        if (!holds_on(&it->claim, s->day))
            continue;
        s->node_at[i] = s->nodes.count;
        *array_add(a, &s->nodes) = it;
    }
}

static void select_edges(arena *a, selection *s)
{
    const network *n = s->network;
    for (size_t i = 0; i < n->edges.count; i++) {
        const edge *it = n->edges.items[i];
        bool has_ends = s->node_at[it->from->index] != SIZE_MAX && s->node_at[it->to->index] != SIZE_MAX;
        if (has_ends && holds_on(&it->claim, s->day))
            *array_add(a, &s->edges) = it;
    }
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

static void select_groups(arena *a, selection *s)
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

static void select_notes(arena *a, selection *s)
{
    s->note_of = arena_get(a, s->network->sources.count * sizeof *s->note_of);
    for (size_t i = 0; i < s->nodes.count; i++)
        number_notes(a, s, &s->nodes.items[i]->claim);
    for (size_t i = 0; i < s->edges.count; i++)
        number_notes(a, s, &s->edges.items[i]->claim);
}

const selection *network_select(const network *n)
{
    arena *a = n->arena;
    selection *s = arena_new_of(a, selection);
    s->network = n;
    s->title = n->title;
    s->subtitle = n->subtitle;
    s->day = n->as_of;
    select_nodes(a, s);
    select_edges(a, s);
    select_groups(a, s);
    select_notes(a, s);
    return s;
}
