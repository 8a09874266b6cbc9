/* The network in tables: what is drawn, what is claimed of it, and by whom. */
#include "network/telling.h"

/* What a row is about: a node or an edge, and what is claimed of it. */
typedef struct subject {
    const node *node; /* NULL in rows of edges, as `edge` is in those of nodes */
    const edge *edge;
    const claim *claim;
} subject;

/* What fills a cell in its row. */
typedef passage cell(const selection *s, const subject *of);

static passage line_of(const selection *s, const char *text)
{
    return (passage){told_line(s->network->arena, text), NULL};
}

/* ---- what nodes and edges have in common ---- */

static passage since(const selection *s, const subject *of)
{
    return (passage){told_date(s->network->arena, of->claim->since), NULL};
}

static passage until(const selection *s, const subject *of)
{
    return (passage){told_date(s->network->arena, of->claim->until), NULL};
}

/* "1, 3" */
static passage sources(const selection *s, const subject *of)
{
    buffer out = {0};
    const source_list *list = &of->claim->sources;
    for (size_t i = 0; i < list->count; i++)
        buffer_format(&out, "%s%zu", i ? ", " : "", s->note_of[list->items[i]->index]);
    return (passage){told_text(s->network->arena, &out), NULL};
}

static passage quote(const selection *s, const subject *of)
{
    const char *text = told_line(s->network->arena, of->claim->quote);
    return (passage){text && *text ? arena_format(s->network->arena, "“%s”", text) : NULL, NULL};
}

/* ---- nodes ---- */

static passage node_name(const selection *s, const subject *of)
{
    return (passage){told_line(s->network->arena, of->node->name), of->claim->url};
}

static passage node_kind(const selection *s, const subject *of)
{
    return line_of(s, of->node->kind->label);
}

static passage node_group(const selection *s, const subject *of)
{
    return line_of(s, of->node->in ? of->node->in->name : NULL);
}

static passage node_note(const selection *s, const subject *of)
{
    return line_of(s, of->node->note);
}

/* That a country is active need not be told. */
static passage node_status(const selection *s, const subject *of)
{
    status it = of->claim->status;
    return line_of(s, it == STATUS_ACTIVE ? NULL : status_words[it]);
}

/* ---- edges ---- */

static passage edge_from(const selection *s, const subject *of)
{
    return line_of(s, of->edge->from->name);
}

/* What says nothing of a direction holds both ways. */
static passage edge_relation(const selection *s, const subject *of)
{
    arena *a = s->network->arena;
    const char *label = told_line(a, of->edge->label);
    if (!of->edge->directed)
        label = *label ? arena_format(a, "↔ %s", label) : "↔";
    return (passage){*label ? label : "→", of->claim->url};
}

static passage edge_to(const selection *s, const subject *of)
{
    return line_of(s, of->edge->to->name);
}

static passage edge_status(const selection *s, const subject *of)
{
    status it = of->claim->status;
    return line_of(s, it == STATUS_ACTIVE ? status_legends[it] : status_words[it]);
}

/* ---- whole ---- */

/* Titles end with NULL. */
typedef struct column {
    const char *title;
    cell *cell;
} column;

static const column node_columns[] = {
    {"Name", node_name}, {"Kind", node_kind}, {"Group", node_group}, {"Note", node_note}, {"Status", node_status},
    {"Since", since},    {"Until", until},    {"Sources", sources},  {"Quote", quote},    {NULL, NULL},
};
static const column edge_columns[] = {
    {"From", edge_from},  {"Relation", edge_relation},
    {"To", edge_to},      {"Status", edge_status},
    {"Since", since},     {"Until", until},
    {"Sources", sources}, {"Quote", quote},
    {NULL, NULL},
};

static table *add_table(paper *d, const char *heading, const column *columns)
{
    paper_heading(d, 2, heading);
    table *t = paper_table(d);
    for (const column *c = columns; c->title; c++)
        paper_column(d, t, c->title);
    return t;
}

static void add_row(paper *d, table *t, const selection *s, const column *columns, subject of)
{
    passage *row = paper_row(d, t);
    for (size_t k = 0; columns[k].title; k++)
        row[k] = columns[k].cell(s, &of);
}

static void add_nodes(paper *d, const selection *s)
{
    table *t = add_table(d, "Nodes", node_columns);
    for (size_t i = 0; i < s->nodes.count; i++)
        add_row(d, t, s, node_columns, (subject){s->nodes.items[i], NULL, &s->nodes.items[i]->claim});
    paper_trim(t);
}

static void add_edges(paper *d, const selection *s)
{
    table *t = add_table(d, "Claims", edge_columns);
    for (size_t i = 0; i < s->edges.count; i++)
        add_row(d, t, s, edge_columns, (subject){NULL, s->edges.items[i], &s->edges.items[i]->claim});
    paper_trim(t);
}

const paper *network_annex(const selection *s)
{
    paper *d = paper_new(s->network->arena);
    tell_head(d, s);
    if (s->nodes.count)
        add_nodes(d, s);
    if (s->edges.count)
        add_edges(d, s);
    tell_sources(d, s);
    return d;
}
