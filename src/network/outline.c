/* The network as text: in sentences, then node by node. */
#include "network/telling.h"

#include <string.h>

typedef ARRAY(const node *) node_list;
typedef ARRAY(const edge *) edge_list;

typedef struct outline {
    paper *paper;
    const selection *selection;
    edge_list *at; /* the edges at each node of the selection */
} outline;

/* Each sentence is an item. The first line of what is told is the head, which stands above as a title. */
static void add_sentences(outline *o)
{
    arena *a = o->paper->arena;
    buffer told = {0};
    told_network(o->selection, &told);
    const char *text = told_text(a, &told);
    for (const char *line = strchr(text, '\n'), *end; line; line = end) {
        line++;
        end = strchr(line, '\n');
        paper_item(o->paper, 0, 0, arena_copy(a, line, end ? (size_t)(end - line) : strlen(line)));
    }
}

static void gather_edges(outline *o)
{
    arena *a = o->paper->arena;
    const selection *s = o->selection;
    o->at = arena_get(a, s->nodes.count * sizeof *o->at);
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        size_t from = s->node_at[e->from->index], to = s->node_at[e->to->index];
        *array_add(a, &o->at[from]) = e;
        if (to != from)
            *array_add(a, &o->at[to]) = e;
    }
}

/* "China: Growing military presence, source 1"; under a group, where kinds are mixed, with its kind. */
static const char *node_line(const outline *o, const node *n, bool with_kind)
{
    buffer line = {0};
    if (with_kind) {
        told_node(o->selection, n, &line);
    } else {
        tell(&line, n->name);
        if (n->note) {
            buffer_text(&line, ": ");
            tell(&line, n->note);
        }
        tell_claim(o->selection, &n->claim, &line);
    }
    return told_text(o->paper->arena, &line);
}

static void add_node(outline *o, const node *n, bool with_kind)
{
    const edge_list *at = &o->at[o->selection->node_at[n->index]];
    paper_item(o->paper, 0, 0, node_line(o, n, with_kind));
    for (size_t i = 0; i < at->count; i++) {
        buffer line = {0};
        told_edge(o->selection, at->items[i], &line);
        paper_item(o->paper, 1, 0, told_text(o->paper->arena, &line));
    }
}

static void add_list(outline *o, int level, const char *heading, const node_list *list, bool with_kind)
{
    paper_heading(o->paper, level, told_line(o->paper->arena, heading));
    for (size_t i = 0; i < list->count; i++)
        add_node(o, list->items[i], with_kind);
}

static int depth_of(const group *g)
{
    int depth = 0;
    for (g = g->in; g; g = g->in)
        depth++;
    return depth;
}

/* What stands in groups by group, then the rest by kind. */
static void add_nodes(outline *o)
{
    arena *a = o->paper->arena;
    const selection *s = o->selection;
    const network *n = s->network;
    node_list *by_group = arena_get(a, n->groups.count * sizeof *by_group);
    map *by_kind = map_new(a);
    for (size_t i = 0; i < s->nodes.count; i++) {
        const node *it = s->nodes.items[i];
        node_list *list = it->in ? &by_group[it->in->index] : map_get(by_kind, it->kind->id);
        if (!list) {
            list = arena_get(a, sizeof *list);
            map_put(by_kind, it->kind->id, list);
        }
        *array_add(a, list) = it;
    }
    for (size_t i = 0; i < s->groups.count; i++) {
        const group *g = s->groups.items[i];
        add_list(o, 2 + depth_of(g), g->name, &by_group[g->index], true);
    }
    for (size_t i = 0; i < n->kinds.count; i++) {
        const node_list *list = map_get(by_kind, n->kinds.items[i]->id);
        if (list)
            add_list(o, 2, n->kinds.items[i]->label, list, false);
    }
}

const paper *network_outline(const selection *s)
{
    outline o = {paper_new(s->network->arena), s, NULL};
    tell_head(o.paper, s);
    add_sentences(&o);
    gather_edges(&o);
    add_nodes(&o);
    tell_sources(o.paper, s);
    return o.paper;
}
