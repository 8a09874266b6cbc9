/* The model as text. */
#include "network/network.h"

static void dump_text(buffer *out, const char *what, const char *text)
{
    if (!text)
        return;
    buffer_format(out, " %s ", what);
    buffer_quoted(out, text);
}

static void dump_date(buffer *out, const char *what, date d)
{
    char text[12];
    date_text(d, text);
    if (d.year)
        buffer_format(out, " %s %s", what, text);
}

/* "@3:8", and with its name where it is not the main file. */
static void dump_place(buffer *out, const char *what, place at)
{
    if (!at.file)
        return;
    unsigned line, column;
    place_line_column(at, &line, &column);
    buffer_format(out, " %s@", what);
    if (at.file->order)
        buffer_format(out, "%s:", at.file->name);
    buffer_format(out, "%u:%u", line, column);
}

void datum_write(const datum *d, buffer *out)
{
    if (d->key) {
        buffer_json(out, d->key);
        buffer_text(out, ": ");
    }
    if (d->text) {
        buffer_quoted(out, d->text);
        return;
    }
    buffer_char(out, d->is_list ? '[' : '{');
    for (size_t i = 0; i < d->children.count; i++) {
        buffer_text(out, i ? ", " : "");
        datum_write(d->children.items[i], out);
    }
    buffer_char(out, d->is_list ? ']' : '}');
}

static void dump_claim(buffer *out, const claim *c)
{
    if (c->status != STATUS_ACTIVE)
        buffer_format(out, " status %s", status_words[c->status]);
    dump_date(out, "since", c->since);
    dump_date(out, "until", c->until);
    for (size_t i = 0; i < c->sources.count; i++)
        buffer_format(out, " source %s", c->sources.items[i]->id);
    dump_text(out, "quote", c->quote);
    dump_text(out, "url", c->url);
    if (c->emphasis != EMPHASIS_NORMAL)
        buffer_format(out, " emphasis %s", emphasis_words[c->emphasis]);
    if (c->data) {
        buffer_text(out, " data ");
        datum_write(c->data, out);
    }
    dump_place(out, "", c->at);
    dump_place(out, "since", c->since.at);
    dump_place(out, "until", c->until.at);
    dump_place(out, "status", c->status_at);
    dump_place(out, "quote", c->quote_at);
}

static void dump_word(buffer *out, const char *what, const word *w)
{
    dump_text(out, what, w->text);
}

static void dump_words(buffer *out, const char *what, const words *list)
{
    if (!list->count)
        return;
    buffer_format(out, " %s [", what);
    for (size_t i = 0; i < list->count; i++)
        buffer_format(out, "%s%s", i ? ", " : "", list->items[i].text);
    buffer_char(out, ']');
}

static void dump_kind(buffer *out, const kind *k)
{
    buffer_format(out, "kind %s", k->id);
    dump_text(out, "label", k->label);
    buffer_format(out, " shape %s color %s mark %s", shape_words[k->shape], k->color, mark_words[k->mark]);
    dump_place(out, "", k->at);
    buffer_char(out, '\n');
}

static void dump_relation(buffer *out, const relation *r)
{
    buffer_format(out, "relation %s", r->id);
    dump_text(out, "label", r->label);
    buffer_format(out, " tone %s", tone_words[r->tone]);
    dump_place(out, "", r->at);
    buffer_char(out, '\n');
}

static void dump_source(buffer *out, const source *s)
{
    buffer_format(out, "source %s", s->id);
    dump_text(out, "title", s->title);
    dump_text(out, "publisher", s->publisher);
    dump_date(out, "date", s->date);
    dump_text(out, "url", s->url);
    dump_text(out, "text", s->text);
    dump_place(out, "", s->at);
    buffer_char(out, '\n');
}

static void dump_group(buffer *out, const group *g)
{
    buffer_format(out, "group %s", g->id);
    dump_text(out, "name", g->name);
    if (g->in)
        buffer_format(out, " in %s", g->in->id);
    dump_place(out, "", g->at);
    buffer_char(out, '\n');
}

static void dump_node(buffer *out, const node *n)
{
    buffer_format(out, "node %s kind %s", n->id, n->kind->id);
    dump_text(out, "name", n->name);
    dump_text(out, "note", n->note);
    if (n->icon)
        dump_text(out, "icon", n->icon->path);
    if (n->in)
        buffer_format(out, " in %s", n->in->id);
    buffer_format(out, " degree %zu", n->degree);
    dump_claim(out, &n->claim);
    buffer_char(out, '\n');
}

static void dump_edge(buffer *out, const edge *e)
{
    buffer_format(out, "edge %s: %s %s %s", e->id, e->from->id, e->directed ? "->" : "--", e->to->id);
    if (e->relation)
        buffer_format(out, " relation %s", e->relation->id);
    dump_text(out, "label", e->label);
    dump_claim(out, &e->claim);
    dump_place(out, "from", e->from_at);
    dump_place(out, "to", e->to_at);
    buffer_char(out, '\n');
}

static void dump_view(buffer *out, const view *v)
{
    buffer_format(out, "view %s", v->name);
    dump_text(out, "title", v->title);
    dump_text(out, "subtitle", v->subtitle);
    dump_date(out, "as_of", v->as_of);
    dump_words(out, "focus", &v->focus);
    buffer_format(out, " depth %ld", v->depth != DEPTH_OPEN ? v->depth : 1);
    dump_words(out, "only", &v->only);
    dump_words(out, "hide", &v->hide);
    dump_words(out, "relations", &v->relations);
    dump_words(out, "hide_relations", &v->hide_relations);
    dump_words(out, "status", &v->status);
    dump_words(out, "hide_status", &v->hide_status);
    dump_word(out, "ended", &v->ended);
    dump_word(out, "isolated", &v->isolated);
    dump_word(out, "layout", &v->layout);
    dump_word(out, "direction", &v->direction);
    dump_word(out, "theme", &v->theme);
    dump_word(out, "page", &v->page);
    dump_word(out, "legend", &v->legend);
    dump_word(out, "notes", &v->notes);
    dump_place(out, "", v->at);
    buffer_char(out, '\n');
}

static void dump_checks(buffer *out, const network *n)
{
    for (int r = 0; r < RULE_COUNT; r++)
        if (n->checks[r])
            buffer_format(out, "check %s %s\n", rule_of((rule)r)->name, severity_words[n->checks[r]]);
}

static void dump_head(buffer *out, const network *n)
{
    buffer_text(out, "network");
    dump_text(out, "title", n->title);
    dump_text(out, "subtitle", n->subtitle);
    dump_text(out, "lang", n->lang);
    dump_date(out, "as_of", n->as_of);
    dump_place(out, "title", n->title_at);
    dump_place(out, "as_of", n->as_of.at);
    buffer_char(out, '\n');
    for (size_t i = 0; i < n->files.count; i++)
        buffer_format(out, "file %s\n", n->files.items[i]->name);
    dump_checks(out, n);
}

void network_dump(const network *n, buffer *out)
{
    dump_head(out, n);
    for (size_t i = 0; i < n->kinds.count; i++)
        if (n->kinds.items[i]->at.file) /* what is built in is the same everywhere */
            dump_kind(out, n->kinds.items[i]);
    for (size_t i = 0; i < n->relations.count; i++)
        if (n->relations.items[i]->at.file)
            dump_relation(out, n->relations.items[i]);
    for (size_t i = 0; i < n->sources.count; i++)
        dump_source(out, n->sources.items[i]);
    for (size_t i = 0; i < n->groups.count; i++)
        dump_group(out, n->groups.items[i]);
    for (size_t i = 0; i < n->nodes.count; i++)
        dump_node(out, n->nodes.items[i]);
    for (size_t i = 0; i < n->edges.count; i++)
        dump_edge(out, n->edges.items[i]);
    for (size_t i = 0; i < n->views.count; i++)
        dump_view(out, n->views.items[i]);
}
