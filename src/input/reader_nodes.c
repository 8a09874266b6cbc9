#include "input/reader.h"

#include <string.h>

/* ---- kinds ---- */

static kind *add_kind(reader *r, const char *id)
{
    kind *k = arena_new_of(r->arena, kind);
    *k = (kind){.id = id, .label = id, .shape = SHAPE_COUNT};
    *array_add(r->arena, &r->network->kinds) = k;
    map_put(r->network->kinds_by_id, id, k);
    return k;
}

/* Where the colour stands. `color: #1a2b3c` without quotes is a comment, and nothing stands there. */
static void place_color(reader *r, kind *k, const tree *value)
{
    const tree *color = value->wrong || value->type != TREE_MAP ? NULL : tree_get(value, "color");
    if (color)
        k->color_at = color->at;
    if (color && !color->wrong && tree_is_nothing(color))
        report(r->d, RULE_VALUE, color->at,
               "write a value in quotes, such as \"#1a2b3c\": what begins with # is a comment", "‘color’ is empty");
}

static void read_kind(reader *r, const document *doc, const tree_entry *e)
{
    kind *known = map_get(r->network->kinds_by_id, e->key->text);
    check_id(r, e->key);
    if (known && known->at.file) {
        report_defined(r, e->key, known->at);
        return;
    }
    kind *k = known ? known : add_kind(r, e->key->text);
    k->at = e->key->at;
    read_definition(r, known ? &kind_keys : &new_kind_keys, doc, e, k);
    place_color(r, k, e->value);
}

void read_kinds(reader *r)
{
    each_entry(r, "kinds", read_kind);
    kinds_tell_apart(r->network);
}

/* ---- relations ---- */

/* "signed-with" reads "signed with". */
static const char *spaced(arena *a, const char *id)
{
    char *text = arena_copy(a, id, strlen(id));
    for (char *at = text; (at = strchr(at, '-'));)
        *at = ' ';
    return text;
}

static relation *add_relation(reader *r, const char *id)
{
    relation *it = arena_new_of(r->arena, relation);
    *it = (relation){.id = id, .label = spaced(r->arena, id), .tone = TONE_NEUTRAL};
    *array_add(r->arena, &r->network->relations) = it;
    map_put(r->network->relations_by_id, id, it);
    return it;
}

static void read_relation(reader *r, const document *doc, const tree_entry *e)
{
    relation *known = map_get(r->network->relations_by_id, e->key->text);
    check_id(r, e->key);
    if (known && known->at.file) {
        report_defined(r, e->key, known->at);
        return;
    }
    relation *it = known ? known : add_relation(r, e->key->text);
    it->at = e->key->at;
    read_definition(r, &relation_keys, doc, e, it);
}

void read_relations(reader *r)
{
    each_entry(r, "relations", read_relation);
    for (size_t i = 0; i < r->network->relations.count; i++) {
        relation *it = r->network->relations.items[i];
        if (!map_get(r->relations_by_label, it->label))
            map_put(r->relations_by_label, it->label, it);
    }
}

const relation *find_relation(const reader *r, const char *text)
{
    const relation *by_id = map_get(r->network->relations_by_id, text);
    return by_id ? by_id : map_get(r->relations_by_label, text);
}

/* ---- sources ---- */

static bool is_web_address(const char *text)
{
    return strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
}

static void read_source(reader *r, const document *doc, const tree_entry *e)
{
    network *n = r->network;
    const source *known = map_get(n->sources_by_id, e->key->text);
    check_id(r, e->key);
    if (known) {
        report_again(r, e->key, known->at);
        return;
    }
    source *s = arena_new_of(r->arena, source);
    *s = (source){.id = e->key->text, .at = e->key->at, .index = n->sources.count};
    *array_add(r->arena, &n->sources) = s;
    map_put(n->sources_by_id, s->id, s);
    read_definition(r, &source_keys, doc, e, s);
    if (e->value->type == TREE_TEXT && s->title && is_web_address(s->title))
        s->url = s->title;
    bool may_have_title = e->value->wrong || tree_get(e->value, "title") || e->value->type == TREE_LIST;
    if (!s->title && !s->text && !s->url && !may_have_title)
        report(r->d, RULE_MISSING_KEY, e->key->at, "add ‘title: …’, what it is called", "a source needs a ‘title’");
}

void read_sources(reader *r)
{
    each_entry(r, "sources", read_source);
}

/* ---- groups ---- */

/* Boxes in boxes: followed by recursion when they are drawn. */
enum { DEEPEST_GROUP = 64 };

static void add_group(reader *r, const document *doc, const tree_entry *e)
{
    (void)doc;
    network *n = r->network;
    const group *known = map_get(n->groups_by_id, e->key->text);
    check_id(r, e->key);
    if (known) {
        report_again(r, e->key, known->at);
        return;
    }
    group *g = arena_new_of(r->arena, group);
    *g = (group){.id = e->key->text, .name = e->key->text, .at = e->key->at, .index = n->groups.count};
    *array_add(r->arena, &n->groups) = g;
    map_put(n->groups_by_id, g->id, g);
}

/* Once all are known, since a group may lie in a later one. */
static void fill_group(reader *r, const document *doc, const tree_entry *e)
{
    group *g = map_get(r->network->groups_by_id, e->key->text);
    if (g->at.file == e->key->at.file && g->at.start == e->key->at.start) /* not a second one of that id */
        read_definition(r, &group_keys, doc, e, g);
}

/* Parts groups that lie in themselves. `walk` notes for each group by which walk upwards it was met first. */
static void part_cycle(reader *r, size_t start, size_t *walk)
{
    group **groups = r->network->groups.items;
    const group *at = groups[start];
    for (; at && !walk[at->index]; at = at->in)
        walk[at->index] = start + 1;
    if (!at || walk[at->index] != start + 1)
        return;
    report(r->d, RULE_CYCLE, at->at, "take ‘in:’ away from one of the groups", "the group ‘%s’ lies inside itself",
           in_short(r->arena, at->id));
    groups[at->index]->in = NULL;
}

static void check_depth(reader *r, group *g)
{
    int depth = 1;
    for (const group *at = g->in; at && depth <= DEEPEST_GROUP; at = at->in)
        depth++;
    if (depth <= DEEPEST_GROUP)
        return;
    report(r->d, RULE_LIMIT, g->at, "lay fewer groups into one another", "groups lie deeper in one another than %d",
           DEEPEST_GROUP);
    g->in = NULL;
}

void read_groups(reader *r)
{
    each_entry(r, "groups", add_group);
    each_entry(r, "groups", fill_group);
    size_t count = r->network->groups.count, *walk = arena_get(r->arena, count * sizeof *walk);
    for (size_t i = 0; i < count; i++)
        part_cycle(r, i, walk);
    for (size_t i = 0; i < count; i++)
        check_depth(r, r->network->groups.items[i]);
}

/* ---- nodes ---- */

static void read_node(reader *r, const document *doc, const kind *k, const tree_entry *e)
{
    network *n = r->network;
    const node *known = map_get(n->nodes_by_id, e->key->text);
    const group *box = map_get(n->groups_by_id, e->key->text);
    check_id(r, e->key);
    if (known || box) {
        report_again(r, e->key, known ? known->claim.at : box->at);
        return;
    }
    node *it = arena_new_of(r->arena, node);
    *it = (node){.id = e->key->text, .kind = k, .name = e->key->text, .index = n->nodes.count, .claim.at = e->key->at};
    *array_add(r->arena, &n->nodes) = it;
    map_put(n->nodes_by_id, it->id, it);
    read_definition(r, &node_keys, doc, e, it);
    check_span(r, &it->claim);
    place_quote(&it->claim, e->value);
    if (!map_get(r->nodes_by_name, it->name))
        map_put(r->nodes_by_name, it->name, it);
}

/* Under `nodes:` stands a node, not a kind: a name, or what only nodes have. */
static bool looks_like_node(const tree *value)
{
    return (value->type == TREE_TEXT && !tree_is_nothing(value)) || tree_get(value, "name") || tree_get(value, "note");
}

static const kind *kind_of_nodes(reader *r, const tree_entry *e)
{
    const kind *k = map_get(r->network->kinds_by_id, e->key->text);
    if (k)
        return k;
    if (looks_like_node(e->value)) {
        report(r->d, RULE_UNKNOWN_ID, e->key->at,
               "write a line with its kind above it, such as ‘countries:’, and indent it below that",
               "‘%s’ stands directly under ‘nodes’, without a kind", in_short(r->arena, e->key->text));
        r->partial = true;
        return NULL;
    }
    report_unknown(r, THING_KIND, &(word){e->key->text, e->key->at});
    return r->network->kinds.items[0]; /* so that its nodes are known */
}

static bool too_many_nodes(reader *r, place at)
{
    if (r->network->nodes.count < r->bounds->nodes)
        return false;
    report(r->d, RULE_LIMIT, at, "if this is meant, allow more with --limit nodes=NUMBER",
           "there are more nodes than %zu", r->bounds->nodes);
    r->partial = true;
    return true;
}

static void read_nodes_of_kind(reader *r, const document *doc, const tree_entry *e)
{
    const kind *k = kind_of_nodes(r, e);
    const tree *nodes = e->value;
    if (!k || nodes->wrong || tree_is_nothing(nodes))
        return;
    if (nodes->type != TREE_MAP) {
        report(r->d, RULE_TYPE, nodes->at, "write each as ‘id: Name’, such as ‘japan: Japan’",
               "‘%s’ takes nodes, each with its id, not a %s", in_short(r->arena, e->key->text),
               nodes->type == TREE_LIST ? "list" : "text");
        r->partial = true;
        return;
    }
    for (size_t i = 0; i < nodes->entries.count && !too_many_nodes(r, nodes->entries.items[i].key->at); i++)
        read_node(r, doc, k, &nodes->entries.items[i]);
}

void read_nodes(reader *r)
{
    each_entry(r, "nodes", read_nodes_of_kind);
}

node *find_node(reader *r, const word *w)
{
    node *found = map_get(r->network->nodes_by_id, w->text);
    if (found)
        return found;
    const node *named = map_get(r->nodes_by_name, w->text);
    if (map_get(r->network->groups_by_id, w->text))
        report(r->d, RULE_UNKNOWN_ID, w->at, "name the nodes in it", "‘%s’ is a group, and here a node is expected",
               in_short(r->arena, w->text));
    else if (named)
        report(r->d, RULE_UNKNOWN_ID, w->at, arena_format(r->arena, "write its id: %s", named->id),
               "‘%s’ is a name, and here an id is expected", in_short(r->arena, w->text));
    else
        report_unknown(r, THING_NODE, w);
    return NULL;
}
