/* What the files of a network hold, for people. */
#include "network/counts.h"
#include "network/telling.h"

#include <string.h>

typedef struct telling {
    paper *paper;
    const network *network;
    counts counts;
} telling;

/* A table under its heading; columns end with NULL. */
static table *add_table(telling *t, const char *heading, const char *const *columns)
{
    paper_heading(t->paper, 2, heading);
    table *it = paper_table(t->paper);
    for (; *columns; columns++)
        paper_column(t->paper, it, *columns);
    return it;
}

static const char *number(const telling *t, size_t value)
{
    return arena_format(t->network->arena, "%zu", value);
}

static void add_views(telling *t)
{
    static const char *const columns[] = {"View", "Title", NULL};
    const network *n = t->network;
    if (!n->views.count)
        return;
    table *it = add_table(t, "Views", columns);
    for (size_t i = 0; i < n->views.count; i++) {
        passage *row = paper_row(t->paper, it);
        row[0].text = n->views.items[i]->name;
        row[1].text = n->views.items[i]->title;
    }
    paper_trim(it);
}

static void add_kinds(telling *t)
{
    static const char *const columns[] = {"Kind", "Nodes", "Label", NULL};
    const network *n = t->network;
    if (!n->nodes.count)
        return;
    table *it = add_table(t, "Kinds", columns);
    for (size_t i = 0; i < n->kinds.count; i++) {
        const kind *k = n->kinds.items[i];
        size_t nodes = counted(t->counts.kinds, k->id);
        if (!nodes)
            continue;
        passage *row = paper_row(t->paper, it);
        row[0].text = k->id;
        row[1].text = number(t, nodes);
        row[2].text = k->label;
    }
}

static void add_relation(telling *t, table *to, const char *id, size_t edges, const char *label)
{
    passage *row = paper_row(t->paper, to);
    row[0].text = id;
    row[1].text = number(t, edges);
    row[2].text = label;
}

static void add_relations(telling *t)
{
    static const char *const columns[] = {"Relation", "Edges", "Label", NULL};
    const network *n = t->network;
    size_t others = n->edges.count;
    if (!n->edges.count)
        return;
    table *it = add_table(t, "Relations", columns);
    for (size_t i = 0; i < n->relations.count; i++) {
        const relation *r = n->relations.items[i];
        size_t edges = counted(t->counts.relations, r->id);
        if (edges)
            add_relation(t, it, r->id, edges, r->label);
        others -= edges;
    }
    if (others)
        add_relation(t, it, "(none)", others, "labels of their own");
}

static void add_groups(telling *t)
{
    static const char *const columns[] = {"Group", "Nodes", "In", "Name", NULL};
    const network *n = t->network;
    if (!n->groups.count)
        return;
    table *it = add_table(t, "Groups", columns);
    for (size_t i = 0; i < n->groups.count; i++) {
        const group *g = n->groups.items[i];
        passage *row = paper_row(t->paper, it);
        row[0].text = g->id;
        row[1].text = number(t, t->counts.groups[i]);
        row[2].text = g->in ? g->in->id : NULL;
        row[3].text = g->name;
    }
    paper_trim(it);
}

static void add_nodes(telling *t)
{
    static const char *const columns[] = {"Node", "Kind", "Edges", "Name", NULL};
    const network *n = t->network;
    if (!n->nodes.count)
        return;
    table *it = add_table(t, "Nodes", columns);
    for (size_t i = 0; i < n->nodes.count; i++) {
        const node *node = n->nodes.items[i];
        passage *row = paper_row(t->paper, it);
        row[0].text = node->id;
        row[1].text = node->kind->id;
        row[2].text = number(t, node->degree);
        row[3].text = node->name;
    }
}

static void add_edges(telling *t)
{
    static const char *const columns[] = {"From", "", "To", "Status", "Label", NULL};
    const network *n = t->network;
    if (!n->edges.count)
        return;
    table *it = add_table(t, "Edges", columns);
    for (size_t i = 0; i < n->edges.count; i++) {
        const edge *e = n->edges.items[i];
        passage *row = paper_row(t->paper, it);
        row[0].text = e->from->id;
        row[1].text = e->directed ? "->" : "--";
        row[2].text = e->to->id;
        row[3].text = status_words[e->claim.status];
        row[4].text = e->label;
    }
}

static void add_sources(telling *t)
{
    static const char *const columns[] = {"Source", "Cited", "Date", "Title", NULL};
    const network *n = t->network;
    if (!n->sources.count)
        return;
    table *it = add_table(t, "Sources", columns);
    for (size_t i = 0; i < n->sources.count; i++) {
        const source *s = n->sources.items[i];
        passage *row = paper_row(t->paper, it);
        row[0].text = s->id;
        row[1].text = number(t, t->counts.sources[i]);
        row[2].text = told_date(n->arena, s->date);
        row[3].text = s->title ? s->title : s->text;
    }
    paper_trim(it);
}

static void add_files(telling *t)
{
    const network *n = t->network;
    if (n->files.count < 2)
        return;
    paper_heading(t->paper, 2, "Includes");
    for (size_t i = 1; i < n->files.count; i++)
        paper_item(t->paper, 0, 0, told_file(n, n->files.items[i]));
}

/* "14 nodes, 23 edges, 2 sources, 3 views" */
static const char *summary(const network *n)
{
    const struct {
        const char *one;
        size_t count;
    } parts[] = {{"node", n->nodes.count},
                 {"edge", n->edges.count},
                 {"group", n->groups.count},
                 {"source", n->sources.count},
                 {"view", n->views.count}};
    buffer out = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].count || i < 2)
            buffer_format(&out, "%s%zu %s%s", out.length ? ", " : "", parts[i].count, parts[i].one,
                          parts[i].count == 1 ? "" : "s");
    return told_text(n->arena, &out);
}

const paper *network_contents(const network *n)
{
    telling t = {paper_new(n->arena), n, counts_of(n)};
    const char *day = told_date(n->arena, n->as_of);
    paper_heading(t.paper, 1, n->title ? n->title : "A network");
    if (n->subtitle)
        paper_paragraph(t.paper, n->subtitle);
    if (day)
        paper_paragraph(t.paper, arena_format(n->arena, "As of %s.", day));
    paper_paragraph(t.paper, summary(n));
    add_views(&t);
    add_kinds(&t);
    add_relations(&t);
    add_groups(&t);
    add_nodes(&t);
    add_edges(&t);
    add_sources(&t);
    add_files(&t);
    return t.paper;
}
