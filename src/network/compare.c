#include "network/compare.h"

#include <string.h>

const char *const change_words[CHANGE_COUNT] = {"", "same", "came", "went", "changed"};
const char *const change_signs[CHANGE_COUNT] = {"", "", "+", "−", "~"};

const char *const topic_words[TOPIC_COUNT] = {
    [TOPIC_NODE] = "node", [TOPIC_EDGE] = "edge",         [TOPIC_SOURCE] = "source",   [TOPIC_GROUP] = "group",
    [TOPIC_KIND] = "kind", [TOPIC_RELATION] = "relation", [TOPIC_NETWORK] = "network",
};

/* ---- what is matched by what ---- */

/* Writes what both must have alike; nothing where a thing cannot be matched so. */
typedef void match_key(const comparing *c, int side, size_t index, buffer *out);

static void key_none(const comparing *c, int side, size_t index, buffer *out)
{
    (void)c, (void)side, (void)index;
    buffer_char(out, '.');
}

static void key_node(const comparing *c, int side, size_t index, buffer *out)
{
    buffer_text(out, c->side[side]->nodes.items[index]->id);
}

static void key_node_name(const comparing *c, int side, size_t index, buffer *out)
{
    const node *n = c->side[side]->nodes.items[index];
    buffer_format(out, "%s ", n->kind->id);
    buffer_text(out, n->name);
}

static void key_source(const comparing *c, int side, size_t index, buffer *out)
{
    buffer_text(out, c->side[side]->network->sources.items[index]->id);
}

static void key_source_title(const comparing *c, int side, size_t index, buffer *out)
{
    const source *it = c->side[side]->network->sources.items[index];
    buffer_text(out, it->title ? it->title : it->text ? it->text : "");
}

static void key_group(const comparing *c, int side, size_t index, buffer *out)
{
    buffer_text(out, c->side[side]->network->groups.items[index]->id);
}

static void key_kind(const comparing *c, int side, size_t index, buffer *out)
{
    buffer_text(out, c->side[side]->network->kinds.items[index]->id);
}

static void key_relation(const comparing *c, int side, size_t index, buffer *out)
{
    buffer_text(out, c->side[side]->network->relations.items[index]->id);
}

/* The two nodes, whichever way the edge leads. */
static void key_pair(const comparing *c, int side, size_t index, buffer *out)
{
    const edge *e = c->side[side]->edges.items[index];
    size_t from = node_number(c, side, e->from), to = node_number(c, side, e->to);
    buffer_format(out, "%zu %zu", from < to ? from : to, from < to ? to : from);
}

static void key_ends(const comparing *c, int side, size_t index, buffer *out)
{
    const edge *e = c->side[side]->edges.items[index];
    key_pair(c, side, index, out);
    buffer_text(out, !e->directed                                                   ? " --"
                     : node_number(c, side, e->from) <= node_number(c, side, e->to) ? " ->"
                                                                                    : " <-");
}

/* And what the edge says. */
static void key_words(const comparing *c, int side, size_t index, buffer *out)
{
    const edge *e = c->side[side]->edges.items[index];
    key_ends(c, side, index, out);
    buffer_format(out, " %s ", e->relation ? e->relation->id : "");
    buffer_text(out, e->label);
}

static void key_since(const comparing *c, int side, size_t index, buffer *out)
{
    char day[12];
    date_text(c->side[side]->edges.items[index]->claim.since, day);
    key_words(c, side, index, out);
    buffer_format(out, " %s", day);
}

/* And all else, so that of several claims of the same words those that stayed find each other. */
static void key_whole(const comparing *c, int side, size_t index, buffer *out)
{
    facts f = facts_of(c, TOPIC_EDGE, side, index);
    uint64_t hash = 1;
    for (int i = 0; i < FACT_COUNT; i++)
        hash = hash_text(f.of[i] ? f.of[i] : "", hash + (f.of[i] != NULL));
    key_words(c, side, index, out);
    buffer_format(out, " %016llx", (unsigned long long)hash);
}

static const struct pass {
    topic topic;
    match_key *key;
    bool alone; /* only where there is one such on each side: several could be matched wrongly */
} passes[] = {
    {TOPIC_NETWORK, key_none, false}, {TOPIC_KIND, key_kind, false},     {TOPIC_RELATION, key_relation, false},
    {TOPIC_GROUP, key_group, false},  {TOPIC_SOURCE, key_source, false}, {TOPIC_SOURCE, key_source_title, true},
    {TOPIC_NODE, key_node, false},    {TOPIC_NODE, key_node_name, true}, {TOPIC_EDGE, key_whole, false},
    {TOPIC_EDGE, key_since, false},   {TOPIC_EDGE, key_words, false},    {TOPIC_EDGE, key_ends, true},
    {TOPIC_EDGE, key_pair, true},
};

/* Those of one key that have no partner yet; the first of the old ones, and how many there are. */
typedef struct bucket {
    size_t first_old, olds, nows, now;
} bucket;

static bucket *bucket_of(arena *a, map *buckets, const comparing *c, const struct pass *p, int side, size_t index)
{
    buffer key = {0};
    p->key(c, side, index, &key);
    bucket *found = NULL;
    if (key.length && !(found = map_get(buckets, key.data)) && side == OLD) {
        found = arena_new_of(a, bucket);
        map_put(buckets, arena_copy(a, key.data, key.length), found);
    }
    buffer_free(&key);
    return found;
}

static void match(comparing *c, const struct pass *p)
{
    size_t *olds = c->partner[p->topic][OLD], *nows = c->partner[p->topic][NOW];
    size_t old_count = topic_count(c->side[OLD], p->topic), now_count = topic_count(c->side[NOW], p->topic);
    arena *a = arena_new();
    comparing passing = *c;
    passing.arena = a;
    map *buckets = map_new(a);
    size_t *next = arena_get(a, old_count * sizeof *next);
    for (size_t i = old_count; i-- > 0;) {
        bucket *b = olds[i] == NOWHERE ? bucket_of(a, buckets, &passing, p, OLD, i) : NULL;
        if (!b)
            continue;
        next[i] = b->first_old;
        b->first_old = i;
        b->olds++;
    }
    bucket **of_now = arena_get(a, now_count * sizeof(bucket *));
    for (size_t i = 0; i < now_count; i++) {
        of_now[i] = nows[i] == NOWHERE ? bucket_of(a, buckets, &passing, p, NOW, i) : NULL;
        if (of_now[i])
            of_now[i]->nows++;
    }
    for (size_t i = 0; i < now_count; i++) {
        bucket *b = of_now[i];
        if (!b || !b->olds || (p->alone && (b->olds > 1 || b->nows > 1)))
            continue;
        nows[i] = b->first_old;
        olds[b->first_old] = i;
        b->first_old = next[b->first_old];
        b->olds--;
    }
    arena_free(a);
}

/* ---- what comes of it ---- */

static bool same_text(const char *x, const char *y)
{
    return x == y || (x && y && strcmp(x, y) == 0);
}

static void compare_facts(const comparing *c, topic t, compared *it)
{
    facts old = facts_of(c, t, OLD, it->old), now = facts_of(c, t, NOW, it->now);
    for (int i = 0; i < FACT_COUNT; i++)
        if (!same_text(old.of[i], now.of[i]))
            *array_add(c->arena, &it->facts) =
                (fact_change){fact_rows[i].name, fact_rows[i].form, old.of[i], now.of[i]};
    it->change = it->facts.count ? CHANGE_CHANGED : CHANGE_SAME;
}

static void add_gone(const comparing *c, topic t, size_t *at, compared_list *to)
{
    const size_t *partner = c->partner[t][OLD];
    size_t count = topic_count(c->side[OLD], t);
    for (; *at < count && partner[*at] == NOWHERE; ++*at)
        *array_add(c->arena, to) = (compared){.change = CHANGE_WENT, .old = *at, .now = NOWHERE};
}

/* In the order of the new side; what went follows what it stood behind. */
static compared_list compare_topic(const comparing *c, topic t)
{
    compared_list list = {0};
    size_t old = 0;
    add_gone(c, t, &old, &list);
    for (size_t i = 0; i < topic_count(c->side[NOW], t); i++) {
        compared *it = array_add(c->arena, &list);
        *it = (compared){.change = CHANGE_CAME, .old = c->partner[t][NOW][i], .now = i};
        if (it->old == NOWHERE)
            continue;
        compare_facts(c, t, it);
        old = it->old + 1;
        add_gone(c, t, &old, &list);
    }
    return list;
}

static size_t *nowhere(arena *a, size_t count)
{
    size_t *list = arena_get(a, count * sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = NOWHERE;
    return list;
}

const comparison *network_compare(arena *a, const selection *old, const selection *now)
{
    comparing c = {.arena = a, .side = {old, now}};
    for (int t = 0; t < TOPIC_COUNT; t++)
        for (int side = 0; side < SIDES; side++)
            c.partner[t][side] = nowhere(a, topic_count(c.side[side], (topic)t));
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        match(&c, &passes[i]);
    comparison *all = arena_new_of(a, comparison);
    all->arena = a;
    all->old = old;
    all->now = now;
    for (int t = 0; t < TOPIC_COUNT; t++) {
        all->of[t] = compare_topic(&c, (topic)t);
        for (size_t i = 0; i < all->of[t].count; i++)
            all->counts[all->of[t].items[i].change]++;
    }
    return all;
}

bool comparison_differs(const comparison *c)
{
    return c->counts[CHANGE_CAME] || c->counts[CHANGE_WENT] || c->counts[CHANGE_CHANGED];
}
