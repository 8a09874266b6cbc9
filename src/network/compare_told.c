#include "network/compare.h"
#include "network/telling.h"

#include <string.h>

/* Lines beside a name or label; characters of a note that is in one of them. */
enum { TOLD_SHORT = 3, SHORT_NOTE = 24 };

/* Text of a file in one line, shortened. */
static void put_text(const comparison *c, buffer *out, const char *text)
{
    buffer_text(out, "‘");
    tell(out, in_short(c->arena, text));
    buffer_text(out, "’");
}

static void put_value(const comparison *c, buffer *out, const fact_change *f, const char *value)
{
    if (f->form == FACT_FORM_TEXT)
        put_text(c, out, value);
    else
        tell(out, in_short(c->arena, value));
}

/* ---- what has changed of a thing ---- */

/* What a list names. */
typedef ARRAY(const char *) names;

static names names_in(arena *a, const char *list, map *into)
{
    names all = {0};
    for (const char *at = list; at && *at;) {
        size_t length = strcspn(at, ",");
        const char *name = arena_copy(a, at, length);
        *array_add(a, &all) = name;
        map_put(into, name, (void *)name);
        at += length;
        at += strspn(at, ", ");
    }
    return all;
}

/* "source melbourne added", "sources a, b dropped": names of `of` that `known` has not. */
static size_t put_names(buffer *out, const names *of, const map *known, const char *verb, bool behind)
{
    size_t count = 0, done = 0;
    for (size_t i = 0; i < of->count; i++)
        count += !map_get(known, of->items[i]);
    if (count)
        buffer_format(out, "%s%s ", behind ? ", " : "", count == 1 ? "source" : "sources");
    for (size_t i = 0; i < of->count; i++)
        if (!map_get(known, of->items[i]))
            buffer_format(out, "%s%s", done++ ? ", " : "", of->items[i]);
    if (count)
        buffer_format(out, " %s", verb);
    return count;
}

static void put_list_change(buffer *out, const fact_change *f)
{
    arena *a = arena_new();
    map *was = map_new(a), *is = map_new(a);
    names old = names_in(a, f->old, was), now = names_in(a, f->now, is);
    size_t added = put_names(out, &now, was, "added", false);
    put_names(out, &old, is, "dropped", added > 0);
    arena_free(a);
}

/* "status proposed → active", "since 2024 added", "quote changed" */
static void put_change(const comparison *c, buffer *out, const fact_change *f)
{
    if (f->form == FACT_FORM_LIST) {
        put_list_change(out, f);
        return;
    }
    buffer_text(out, f->name);
    if (f->form != FACT_FORM_LONG) {
        buffer_char(out, ' ');
        put_value(c, out, f, f->old ? f->old : f->now);
    }
    if (!f->old || !f->now) {
        buffer_text(out, f->old ? " dropped" : " added");
    } else if (f->form == FACT_FORM_LONG) {
        buffer_text(out, " changed");
    } else {
        buffer_text(out, " → ");
        put_value(c, out, f, f->now);
    }
}

/* The label of a relation changes with it, and says it better. */
static bool goes_without_saying(const compared *it, const fact_change *f)
{
    if (strcmp(f->name, fact_rows[FACT_RELATION].name) != 0)
        return false;
    for (size_t i = 0; i < it->facts.count; i++)
        if (strcmp(it->facts.items[i].name, fact_rows[FACT_LABEL].name) == 0)
            return true;
    return false;
}

static void put_changes(const comparison *c, buffer *out, const compared *it)
{
    size_t done = 0;
    for (size_t i = 0; i < it->facts.count; i++) {
        if (goes_without_saying(it, &it->facts.items[i]))
            continue;
        buffer_text(out, done++ ? "; " : " – ");
        put_change(c, out, &it->facts.items[i]);
    }
}

/* The drawing shows what these are now; sources are numbers there. */
static void put_short_change(const comparison *c, buffer *out, const fact_change *f)
{
    bool both = f->old && f->now, direction = strcmp(f->name, fact_rows[FACT_DIRECTION].name) == 0;
    bool title = strcmp(f->name, fact_rows[FACT_LABEL].name) == 0 || strcmp(f->name, fact_rows[FACT_NAME].name) == 0,
         status = strcmp(f->name, fact_rows[FACT_STATUS].name) == 0;
    bool short_note = strcmp(f->name, fact_rows[FACT_NOTE].name) == 0 && f->old && utf8_count(f->old) <= SHORT_NOTE;
    if (both && short_note)
        buffer_text(out, "note ");
    if (both && (title || status || short_note)) {
        buffer_text(out, "was ");
        put_value(c, out, f, f->old);
    } else if (f->form == FACT_FORM_WORD && !direction) {
        put_change(c, out, f);
    } else {
        const char *name = f->form == FACT_FORM_LIST && !both ? "source" : f->name;
        buffer_format(out, "%s %s", name, both ? "changed" : f->old ? "dropped" : "added");
    }
}

void told_change_short(const comparison *c, const compared *it, buffer *out)
{
    size_t count = 0, done = 0;
    for (size_t i = 0; i < it->facts.count; i++)
        count += !goes_without_saying(it, &it->facts.items[i]);
    size_t most = count > TOLD_SHORT ? TOLD_SHORT - 1 : count;
    for (size_t i = 0; i < it->facts.count && done < most; i++) {
        if (goes_without_saying(it, &it->facts.items[i]))
            continue;
        buffer_text(out, done++ ? "\n" : "");
        put_short_change(c, out, &it->facts.items[i]);
    }
    if (done < count)
        buffer_format(out, "\nand %zu more", count - done);
}

/* ---- a thing ---- */

static void put_date(buffer *out, const char *what, date d)
{
    char text[12];
    date_text(d, text);
    if (d.year)
        buffer_format(out, ", %s %s", what, text);
}

/* What it rests on, by the ids of the file: there are no numbers here. */
static void put_claim(buffer *out, const claim *c)
{
    if (c->status != STATUS_ACTIVE)
        buffer_format(out, ", %s", status_words[c->status]);
    put_date(out, "since", c->since);
    put_date(out, "until", c->until);
    for (size_t i = 0; i < c->sources.count; i++)
        buffer_format(out, "%s%s",
                      i                      ? ", "
                      : c->sources.count > 1 ? ", sources "
                                             : ", source ",
                      c->sources.items[i]->id);
}

static void tell_node(const comparison *c, const compared *it, buffer *out)
{
    bool went = it->change == CHANGE_WENT;
    const node *n = went ? c->old->nodes.items[it->old] : c->now->nodes.items[it->now];
    if (it->change == CHANGE_CHANGED) {
        tell(out, n->name);
        return;
    }
    told_node_plain(n, out);
    put_claim(out, &n->claim);
}

static void tell_edge(const comparison *c, const compared *it, buffer *out)
{
    bool went = it->change == CHANGE_WENT;
    const edge *e = went ? c->old->edges.items[it->old] : c->now->edges.items[it->now];
    told_edge_plain(e, out);
    if (it->change != CHANGE_CHANGED)
        put_claim(out, &e->claim);
}

/* "source report", "kind ministries: ‘Ministry’" */
static void tell_named(const comparison *c, const compared *it, topic t, const char *id, const char *name, buffer *out)
{
    buffer_format(out, "%s %s", topic_words[t], id);
    if (it->change != CHANGE_CHANGED && name && *name) {
        buffer_text(out, ": ");
        put_text(c, out, name);
    }
}

void told_compared(const comparison *c, topic t, const compared *it, buffer *out)
{
    bool went = it->change == CHANGE_WENT;
    const network *n = went ? c->old->network : c->now->network;
    size_t at = went ? it->old : it->now;
    if (t == TOPIC_NODE)
        tell_node(c, it, out);
    else if (t == TOPIC_EDGE)
        tell_edge(c, it, out);
    else if (t == TOPIC_SOURCE)
        tell_named(c, it, t, n->sources.items[at]->id, n->sources.items[at]->title, out);
    else if (t == TOPIC_GROUP)
        tell_named(c, it, t, n->groups.items[at]->id, n->groups.items[at]->name, out);
    else if (t == TOPIC_KIND)
        tell_named(c, it, t, n->kinds.items[at]->id, n->kinds.items[at]->label, out);
    else if (t == TOPIC_RELATION)
        tell_named(c, it, t, n->relations.items[at]->id, n->relations.items[at]->label, out);
    else
        buffer_text(out, topic_words[t]);
    put_changes(c, out, it);
}

/* ---- the whole ---- */

/* Signs of a text that is written to be sent: "-" is on every keyboard. */
static const struct look {
    const char *sign, *colour;
} looks[CHANGE_COUNT] = {
    [CHANGE_CAME] = {"+", "\033[32m"},
    [CHANGE_WENT] = {"-", "\033[31m"},
    [CHANGE_CHANGED] = {"~", "\033[33m"},
};

static void put_days(const comparison *c, buffer *out)
{
    char from[12], to[12];
    date_text(c->old->day, from);
    date_text(c->now->day, to);
    if (c->old->day.year && c->now->day.year && strcmp(from, to) != 0)
        buffer_format(out, ", %s to %s", from, to);
}

/* "AUKUS and its prospective partners: 1 came, 2 changed" */
static void put_summary(const comparison *c, buffer *out)
{
    const char *title = c->now->title ? c->now->title : c->old->title;
    size_t done = 0;
    tell(out, title && *title ? title : "The network");
    put_days(c, out);
    buffer_text(out, ": ");
    for (int i = CHANGE_CAME; i < CHANGE_COUNT; i++)
        if (c->counts[i])
            buffer_format(out, "%s%zu %s", done++ ? ", " : "", c->counts[i], change_words[i]);
    buffer_text(out, done ? "" : "no difference");
}

void told_comparison(const comparison *c, bool colour, buffer *out)
{
    buffer_text(out, colour ? "\033[1m" : "");
    put_summary(c, out);
    buffer_text(out, colour ? "\033[0m\n" : "\n");
    if (comparison_differs(c))
        buffer_char(out, '\n');
    for (int t = 0; t < TOPIC_COUNT; t++)
        for (size_t i = 0; i < c->of[t].count; i++) {
            const compared *it = &c->of[t].items[i];
            if (it->change == CHANGE_SAME)
                continue;
            buffer_format(out, "%s%s ", colour ? looks[it->change].colour : "", looks[it->change].sign);
            told_compared(c, (topic)t, it, out);
            buffer_text(out, colour ? "\033[0m\n" : "\n");
        }
}
