#include "network/telling.h"

#include <string.h>

enum { SENTENCES_TOLD = 100, NAMES_TOLD = 40 };

/* What the built-in labels are in a sentence, for one subject and for several. */
static const struct verb {
    const char *label, *one, *many;
} verbs[] = {
    {"member", "is a member of", "are members of"},
    {"party", "is a party to", "are parties to"},
    {"observer", "is an observer of", "are observers of"},
    {"has pillar", "has the pillar", "have the pillar"},
    {"covers", "covers", "cover"},
    {"part of", "is part of", "are part of"},
    {"leads", "leads", "lead"},
    {"minister of", "is minister of", "are ministers of"},
    {"represents", "represents", "represent"},
    {"attended", "attended", "attended"},
    {"supplies", "supplies", "supply"},
    {"invites", "invites", "invite"},
    {"talks with", "talks with", "talk with"},
    {"supports", "supports", "support"},
    {"cooperates with", "cooperates with", "cooperate with"},
    {"allied with", "is allied with", "are allied with"},
    {"opposes", "opposes", "oppose"},
    {"counters", "counters", "counter"},
};

/* NULL for free labels, and where the file gave the relation a label of its own. */
static const struct verb *verb_of(const edge *e)
{
    for (size_t i = 0; e->relation && i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].label, e->label) == 0)
            return &verbs[i];
    return NULL;
}

void tell(buffer *out, const char *text)
{
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    while (*text) {
        size_t length = strcspn(text, blanks);
        buffer_add(out, text, length);
        text += length;
        size_t gap = strspn(text, blanks);
        text += gap;
        if (gap && *text)
            buffer_char(out, ' ');
    }
}

/* Behind item `i` of `count` in "A, B and C". */
static void tell_between(buffer *out, size_t i, size_t count)
{
    if (i + 2 < count)
        buffer_text(out, ", ");
    else if (i + 1 < count)
        buffer_text(out, " and ");
}

/* One name of "Australia, Japan and South Korea", or of "Australia, Japan, and 12 more"; false where it is cut. */
static bool tell_item(buffer *out, const char *name, size_t i, size_t count)
{
    if (i == NAMES_TOLD && i + 1 < count) {
        buffer_format(out, "and %zu more", count - i);
        return false;
    }
    tell(out, name);
    tell_between(out, i, count);
    return true;
}

static void tell_date(buffer *out, const char *what, date d)
{
    char text[12];
    if (!d.year)
        return;
    date_text(d, text);
    buffer_format(out, ", %s %s", what, text);
}

void tell_claim(const selection *s, const claim *c, buffer *out)
{
    if (c->status != STATUS_ACTIVE)
        buffer_format(out, ", %s", status_words[c->status]);
    tell_date(out, "since", c->since);
    tell_date(out, "until", c->until);
    size_t count = c->sources.count;
    if (count)
        buffer_text(out, count == 1 ? ", source " : ", sources ");
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%zu", s->note_of[c->sources.items[i]->index]);
        tell_between(out, i, count);
    }
}

typedef const node *end_of(const edge *e);

static const node *from_of(const edge *e)
{
    return e->from;
}

static const node *to_of(const edge *e)
{
    return e->to;
}

static void tell_ends(const edge *const *edges, size_t count, end_of *end, buffer *out)
{
    for (size_t i = 0; i < count && tell_item(out, end(edges[i])->name, i, count); i++)
        ;
}

/* Edges that differ in one end only: `several` says which. */
static void tell_sentence_of(const edge *const *edges, size_t count, end_of *several, buffer *out)
{
    const edge *e = edges[0];
    size_t froms = several == from_of ? count : 1, tos = several == to_of ? count : 1;
    const struct verb *v = verb_of(e);
    tell_ends(edges, froms, from_of, out);
    if (!e->directed) {
        buffer_text(out, " and ");
        tell_ends(edges, tos, to_of, out);
        buffer_text(out, *e->label ? ": " : "");
        tell(out, e->label);
    } else {
        buffer_char(out, ' ');
        tell(out, v ? (froms > 1 ? v->many : v->one) : *e->label ? e->label : "to");
        buffer_char(out, ' ');
        tell_ends(edges, tos, to_of, out);
    }
}

static void tell_edges(const selection *s, const edge *const *edges, size_t count, end_of *several, buffer *out)
{
    tell_sentence_of(edges, count, several, out);
    tell_claim(s, &edges[0]->claim, out);
}

void told_edge(const selection *s, const edge *e, buffer *out)
{
    tell_edges(s, &e, 1, to_of, out);
}

void told_node(const selection *s, const node *n, buffer *out)
{
    told_node_plain(n, out);
    tell_claim(s, &n->claim, out);
}

void told_edge_plain(const edge *e, buffer *out)
{
    tell_sentence_of(&e, 1, to_of, out);
}

void told_node_plain(const node *n, buffer *out)
{
    tell(out, n->name);
    buffer_text(out, ", ");
    tell(out, n->kind->label);
    if (n->note) {
        buffer_text(out, ": ");
        tell(out, n->note);
    }
}

/* ---- the whole network ---- */

static bool same_date(date a, date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool same_sources(const source_list *a, const source_list *b)
{
    return a->count == b->count && (!a->count || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static bool same_but_ends(const edge *a, const edge *b)
{
    return a->directed && b->directed && a->relation == b->relation && strcmp(a->label, b->label) == 0 &&
           a->claim.status == b->claim.status && same_date(a->claim.since, b->claim.since) &&
           same_date(a->claim.until, b->claim.until) && same_sources(&a->claim.sources, &b->claim.sources);
}

/* How many edges from the first on differ from it in no more than the end that `same` does not give. */
static size_t run_length(const edge *const *edges, size_t count, end_of *same)
{
    size_t run = 1;
    while (run < count && same(edges[run]) == same(edges[0]) && same_but_ends(edges[run], edges[0]))
        run++;
    return run;
}

static void tell_all_edges(const selection *s, buffer *out)
{
    size_t sentences = 0;
    for (size_t i = 0; i < s->edges.count; sentences++) {
        const edge *const *edges = s->edges.items + i;
        size_t left = s->edges.count - i;
        buffer_char(out, '\n');
        if (sentences == SENTENCES_TOLD) {
            buffer_format(out, "And %zu more.", left);
            return;
        }
        size_t tos = run_length(edges, left, from_of);
        size_t froms = verb_of(edges[0]) ? run_length(edges, left, to_of) : 1;
        size_t run = froms > tos ? froms : tos;
        tell_edges(s, edges, run, froms > tos ? from_of : to_of, out);
        buffer_char(out, '.');
        i += run;
    }
}

/* "Country: Australia, Japan and South Korea." for each kind that is drawn, in the order of the kinds. */
static void tell_kinds(const selection *s, buffer *out)
{
    arena *a = s->network->arena;
    typedef ARRAY(const node *) members;
    map *by_kind = map_new(a);
    for (size_t i = 0; i < s->nodes.count; i++) {
        const node *n = s->nodes.items[i];
        members *list = map_get(by_kind, n->kind->id);
        if (!list) {
            list = arena_get(a, sizeof *list);
            map_put(by_kind, n->kind->id, list);
        }
        *array_add(a, list) = n;
    }
    for (size_t k = 0; k < s->network->kinds.count; k++) {
        const kind *it = s->network->kinds.items[k];
        const members *list = map_get(by_kind, it->id);
        if (!list)
            continue;
        buffer_char(out, '\n');
        tell(out, it->label);
        buffer_text(out, ": ");
        for (size_t i = 0; i < list->count && tell_item(out, list->items[i]->name, i, list->count); i++)
            ;
        buffer_char(out, '.');
    }
}

/* A title or subtitle as a sentence, with a full stop where it brings none. */
static void tell_sentence(buffer *out, const char *text)
{
    static const char ends[] = ".!?";
    tell(out, text);
    if (out->length && !strchr(ends, out->data[out->length - 1]))
        buffer_char(out, '.');
}

void told_network(const selection *s, buffer *out)
{
    char day[12];
    date_text(s->day, day);
    tell_sentence(out, s->title ? s->title : "A network");
    if (s->subtitle) {
        buffer_char(out, ' ');
        tell_sentence(out, s->subtitle);
    }
    if (s->day.year)
        buffer_format(out, " As of %s.", day);
    tell_kinds(s, out);
    tell_all_edges(s, out);
}

const char *told_picture(arena *a, const selection *s)
{
    if (s->changes)
        return s->changes->told;
    buffer b = {0};
    told_network(s, &b);
    const char *text = arena_copy(a, b.data ? b.data : "", b.length);
    buffer_free(&b);
    return text;
}
