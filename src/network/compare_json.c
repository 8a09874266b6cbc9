#include "network/compare.h"

#include <string.h>

static void put_string(buffer *out, const char *name, const char *text)
{
    buffer_format(out, "\"%s\": ", name);
    if (text)
        buffer_quoted(out, text);
    else
        buffer_text(out, "null");
}

/* A list: ["melbourne", "report"]; its names hold no commas. */
static void put_names(buffer *out, const char *name, const char *list)
{
    buffer_format(out, "\"%s\": [", name);
    for (const char *at = list; at && *at;) {
        size_t length = strcspn(at, ",");
        buffer_char(out, '"');
        buffer_add(out, at, length);
        buffer_char(out, '"');
        at += length;
        size_t gap = strspn(at, ", ");
        buffer_text(out, gap ? ", " : "");
        at += gap;
    }
    buffer_char(out, ']');
}

static void put_fact(buffer *out, const fact_change *f)
{
    void (*put)(buffer *, const char *, const char *) = f->form == FACT_FORM_LIST ? put_names : put_string;
    buffer_char(out, '{');
    put_string(out, "field", f->name);
    buffer_text(out, ", ");
    put(out, "old", f->old);
    buffer_text(out, ", ");
    put(out, "new", f->now);
    buffer_char(out, '}');
}

/* What names a thing on a side: its id, or the ids at the ends of an edge. */
static void put_ids(const comparison *c, topic t, const compared *it, buffer *out)
{
    bool went = it->change == CHANGE_WENT;
    const selection *s = went ? c->old : c->now;
    const network *n = s->network;
    size_t at = went ? it->old : it->now;
    if (t == TOPIC_EDGE) {
        const edge *e = s->edges.items[at];
        put_string(out, "id", e->id);
        buffer_text(out, ", ");
        put_string(out, "from", e->from->id);
        buffer_text(out, ", ");
        put_string(out, "to", e->to->id);
        buffer_format(out, ", \"directed\": %s, ", e->directed ? "true" : "false");
        return;
    }
    const char *id = NULL;
    if (t == TOPIC_NODE)
        id = s->nodes.items[at]->id;
    else if (t == TOPIC_SOURCE)
        id = n->sources.items[at]->id;
    else if (t == TOPIC_GROUP)
        id = n->groups.items[at]->id;
    else if (t == TOPIC_KIND)
        id = n->kinds.items[at]->id;
    else if (t == TOPIC_RELATION)
        id = n->relations.items[at]->id;
    if (id) {
        put_string(out, "id", id);
        buffer_text(out, ", ");
    }
}

static void put_compared(const comparison *c, topic t, const compared *it, buffer *out)
{
    buffer told = {0};
    told_compared(c, t, it, &told);
    buffer_char(out, '{');
    put_string(out, "change", change_words[it->change]);
    buffer_text(out, ", ");
    put_string(out, "what", topic_words[t]);
    buffer_text(out, ", ");
    put_ids(c, t, it, out);
    put_string(out, "told", told.data);
    if (it->facts.count)
        buffer_text(out, ", \"fields\": [");
    for (size_t i = 0; i < it->facts.count; i++) {
        buffer_text(out, i ? ",\n      " : "\n      ");
        put_fact(out, &it->facts.items[i]);
    }
    buffer_text(out, it->facts.count ? "]}" : "}");
    buffer_free(&told);
}

static void put_side(const selection *s, const char *name, buffer *out)
{
    char day[12];
    date_text(s->day, day);
    buffer_format(out, "  \"%s\": {", name);
    put_string(out, "title", s->title);
    buffer_text(out, ", ");
    put_string(out, "day", *day ? day : NULL);
    buffer_text(out, "},\n");
}

void comparison_json(const comparison *c, buffer *out)
{
    size_t done = 0;
    buffer_text(out, "{\n");
    put_side(c->old, "old", out);
    put_side(c->now, "new", out);
    buffer_format(out, "  \"differs\": %s,\n", comparison_differs(c) ? "true" : "false");
    buffer_format(out, "  \"counts\": {\"came\": %zu, \"went\": %zu, \"changed\": %zu},\n", c->counts[CHANGE_CAME],
                  c->counts[CHANGE_WENT], c->counts[CHANGE_CHANGED]);
    buffer_text(out, "  \"changes\": [");
    for (int t = 0; t < TOPIC_COUNT; t++)
        for (size_t i = 0; i < c->of[t].count; i++) {
            if (c->of[t].items[i].change == CHANGE_SAME)
                continue;
            buffer_text(out, done++ ? ",\n    " : "\n    ");
            put_compared(c, (topic)t, &c->of[t].items[i], out);
        }
    buffer_text(out, done ? "\n  ]\n}\n" : "]\n}\n");
}
