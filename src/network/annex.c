/* The network in tables: what is drawn, what is claimed of it, and by whom. */
#include "network/telling.h"

#include <string.h>

/* What fills a cell in the row of a node or an edge. */
typedef passage node_cell(const selection *s, const node *n);
typedef passage edge_cell(const selection *s, const edge *e);

static passage line_of(const selection *s, const char *text)
{
    return (passage){told_line(s->network->arena, text), NULL};
}

/* ---- what nodes and edges have in common ---- */

static passage date_of(const selection *s, date d)
{
    return (passage){told_date(s->network->arena, d), NULL};
}

/* "1, 3" */
static passage sources_of(const selection *s, const claim *c)
{
    buffer out = {0};
    for (size_t i = 0; i < c->sources.count; i++)
        buffer_format(&out, "%s%zu", i ? ", " : "", s->note_of[c->sources.items[i]->index]);
    return (passage){told_text(s->network->arena, &out), NULL};
}

static passage quote_of(const selection *s, const claim *c)
{
    const char *quote = told_line(s->network->arena, c->quote);
    return (passage){quote && *quote ? arena_format(s->network->arena, "“%s”", quote) : NULL, NULL};
}

/* ---- nodes ---- */

static passage node_name(const selection *s, const node *n)
{
    return (passage){told_line(s->network->arena, n->name), n->claim.url};
}

static passage node_kind(const selection *s, const node *n)
{
    return line_of(s, n->kind->label);
}

static passage node_group(const selection *s, const node *n)
{
    return line_of(s, n->in ? n->in->name : NULL);
}

static passage node_note(const selection *s, const node *n)
{
    return line_of(s, n->note);
}

/* That a country is active need not be told. */
static passage node_status(const selection *s, const node *n)
{
    return line_of(s, n->claim.status == STATUS_ACTIVE ? NULL : status_words[n->claim.status]);
}

static passage node_since(const selection *s, const node *n)
{
    return date_of(s, n->claim.since);
}

static passage node_until(const selection *s, const node *n)
{
    return date_of(s, n->claim.until);
}

static passage node_sources(const selection *s, const node *n)
{
    return sources_of(s, &n->claim);
}

static passage node_quote(const selection *s, const node *n)
{
    return quote_of(s, &n->claim);
}

static const struct node_column {
    const char *title;
    node_cell *cell;
} node_columns[] = {
    {"Name", node_name},   {"Kind", node_kind},       {"Group", node_group},
    {"Note", node_note},   {"Status", node_status},   {"Since", node_since},
    {"Until", node_until}, {"Sources", node_sources}, {"Quote", node_quote},
};

/* ---- edges ---- */

static passage edge_from(const selection *s, const edge *e)
{
    return line_of(s, e->from->name);
}

/* What says nothing of a direction holds both ways. */
static passage edge_relation(const selection *s, const edge *e)
{
    arena *a = s->network->arena;
    const char *label = told_line(a, e->label);
    if (!e->directed)
        label = *label ? arena_format(a, "↔ %s", label) : "↔";
    return (passage){*label ? label : "→", e->claim.url};
}

static passage edge_to(const selection *s, const edge *e)
{
    return line_of(s, e->to->name);
}

static passage edge_status(const selection *s, const edge *e)
{
    status it = e->claim.status;
    return line_of(s, it == STATUS_ACTIVE ? status_legends[it] : status_words[it]);
}

static passage edge_since(const selection *s, const edge *e)
{
    return date_of(s, e->claim.since);
}

static passage edge_until(const selection *s, const edge *e)
{
    return date_of(s, e->claim.until);
}

static passage edge_sources(const selection *s, const edge *e)
{
    return sources_of(s, &e->claim);
}

static passage edge_quote(const selection *s, const edge *e)
{
    return quote_of(s, &e->claim);
}

static const struct edge_column {
    const char *title;
    edge_cell *cell;
} edge_columns[] = {
    {"From", edge_from},   {"Relation", edge_relation}, {"To", edge_to},           {"Status", edge_status},
    {"Since", edge_since}, {"Until", edge_until},       {"Sources", edge_sources}, {"Quote", edge_quote},
};

/* ---- whole ---- */

static void add_nodes(paper *d, const selection *s)
{
    enum { COUNT = sizeof node_columns / sizeof *node_columns };
    paper_heading(d, 2, "Nodes");
    table *t = paper_table(d);
    for (size_t k = 0; k < COUNT; k++)
        paper_column(d, t, node_columns[k].title);
    for (size_t i = 0; i < s->nodes.count; i++) {
        passage *row = paper_row(d, t);
        for (size_t k = 0; k < COUNT; k++)
            row[k] = node_columns[k].cell(s, s->nodes.items[i]);
    }
    paper_trim(t);
}

static void add_edges(paper *d, const selection *s)
{
    enum { COUNT = sizeof edge_columns / sizeof *edge_columns };
    paper_heading(d, 2, "Claims");
    table *t = paper_table(d);
    for (size_t k = 0; k < COUNT; k++)
        paper_column(d, t, edge_columns[k].title);
    for (size_t i = 0; i < s->edges.count; i++) {
        passage *row = paper_row(d, t);
        for (size_t k = 0; k < COUNT; k++)
            row[k] = edge_columns[k].cell(s, s->edges.items[i]);
    }
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
