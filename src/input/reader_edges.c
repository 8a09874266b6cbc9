#include "input/reader.h"

#include <string.h>

/* ---- the arrow ---- */

/* A word of an edge's key, between blanks. */
typedef struct token {
    const char *start, *end;
} token;

/* The next word at or behind `at`; empty at the end. */
static token next_token(const char *at)
{
    while (is_white(*at))
        at++;
    token t = {at, at};
    while (*t.end && !is_white(*t.end))
        t.end++;
    return t;
}

static bool is_token(token t, const char *text)
{
    return (size_t)(t.end - t.start) == strlen(text) && memcmp(t.start, text, strlen(text)) == 0;
}

static bool is_arrow(token t)
{
    return is_token(t, "->") || is_token(t, "--");
}

/* What people write for an arrow, longer ones first; and the arrow that they mean, or NULL for one that points back. */
static const struct {
    const char *written, *meant;
} false_arrows[] = {
    {"<-->", "--"}, {"<--", NULL}, {"<->", "--"}, {"<=>", "--"}, {"--->", "->"}, {"-->", "->"},
    {"---", "--"},  {"==>", "->"}, {"<==", NULL}, {"=>", "->"},  {"<-", NULL},   {"<=", NULL},
    {"~>", "->"},   {"→", "->"},   {"⇒", "->"},   {"⟶", "->"},   {"←", NULL},    {"↔", "--"},
    {"—", "--"},    {"–", "--"},   {"->", "->"},  {"--", "--"},
};
enum { FALSE_ARROWS = sizeof false_arrows / sizeof *false_arrows };

/* The first of them in the text, outside or inside of words. */
static token find_false_arrow(const char *text, size_t *which)
{
    for (; *text; text++)
        for (size_t i = 0; i < FALSE_ARROWS; i++)
            if (strncmp(text, false_arrows[i].written, strlen(false_arrows[i].written)) == 0) {
                *which = i;
                return (token){text, text + strlen(false_arrows[i].written)};
            }
    return (token){text, text};
}

static const char *side(arena *a, const char *start, const char *end)
{
    while (start < end && is_white(*start))
        start++;
    while (end > start && is_white(end[-1]))
        end--;
    return in_short(a, arena_copy(a, start, (size_t)(end - start)));
}

/* There is no arrow with blanks around it: says what to write instead. */
static void report_no_arrow(reader *r, const tree *key)
{
    size_t which = 0;
    token t = find_false_arrow(key->text, &which);
    if (t.start == t.end) {
        report(r->d, RULE_EDGE, key->at, "write ‘a -> b: …’, or ‘a -- b: …’ where it has no direction",
               "‘%s’ is no edge: it has no arrow", in_short(r->arena, key->text));
        return;
    }
    const char *left = side(r->arena, key->text, t.start), *right = side(r->arena, t.end, t.end + strlen(t.end));
    const char *meant = false_arrows[which].meant;
    ruler u = ruler_on(key);
    place at = ruler_place(&u, t.start, t.end);
    const char *help = meant ? arena_format(r->arena, "write ‘%s %s %s’", left, meant, right)
                             : arena_format(r->arena, "turn it around: ‘%s -> %s’", right, left);
    if (meant && is_token(t, meant))
        report(r->d, RULE_EDGE, at, help, "an arrow needs blanks around it");
    else
        report(r->d, RULE_EDGE, at, help, "‘%s’ is not an arrow",
               arena_copy(r->arena, t.start, (size_t)(t.end - t.start)));
}

static bool has_arrow(const char *text)
{
    for (token t = next_token(text); t.start < t.end; t = next_token(t.end))
        if (is_arrow(t))
            return true;
    return false;
}

/* A side of an edge names no node, since it is none or several words. */
static bool check_side(reader *r, const words *side_words, const char *which)
{
    bool good = true;
    for (size_t i = 0; i < side_words->count; i++) {
        const word *w = &side_words->items[i];
        const node *named = map_get(r->nodes_by_name, w->text);
        if (!*w->text) {
            report(r->d, RULE_EDGE, w->at,
                   side_words->count > 1 ? "write the id of a node there, or take the comma away"
                                         : "write the id of a node there",
                   "an id is missing %s the arrow", which);
            good = false;
        } else if (strpbrk(w->text, " \t\n\r") && !map_get(r->network->nodes_by_id, w->text)) {
            report(r->d, RULE_EDGE, w->at,
                   named ? arena_format(r->arena, "write its id: %s", named->id)
                         : "an id is one word; separate several with commas",
                   "‘%s’ is not an id", in_short(r->arena, w->text));
            good = false;
        }
    }
    return good;
}

/* Reads "a, b -> c, d"; false where it does not read so, which was reported. */
static bool read_arrow(reader *r, const tree *key, edge_form *form)
{
    token arrow = {0};
    ruler u = ruler_on(key);
    for (token t = next_token(key->text); t.start < t.end; t = next_token(t.end)) {
        if (!is_arrow(t))
            continue;
        if (arrow.start) {
            ruler_place(&u, arrow.start, arrow.end);
            report(r->d, RULE_EDGE, ruler_place(&u, t.start, t.end), "write a list entry of its own for each arrow",
                   "an edge has one arrow, and this is the second");
            return false;
        }
        arrow = t;
    }
    if (!arrow.start) {
        report_no_arrow(r, key);
        return false;
    }
    const char *end = key->text + strlen(key->text);
    split_words(r, &u, key->text, arrow.start, &form->from);
    split_words(r, &u, arrow.end, end, &form->to);
    form->directed = is_token(arrow, "->");
    form->claim.at = key->at;
    bool from_good = check_side(r, &form->from, "before"), to_good = check_side(r, &form->to, "behind");
    return from_good && to_good;
}

/* ---- one edge for each pair ---- */

/* "a-b", and where that is taken "a-b-2", "a-b-3" …: under edits elsewhere it stays. */
static const char *edge_id(reader *r, const node *from, const node *to)
{
    const char *base = arena_format(r->arena, "%s-%s", from->id, to->id), *id = base;
    size_t *next = map_get(r->edges_by_id, base);
    while (map_get(r->edges_by_id, id))
        id = arena_format(r->arena, "%s-%zu", base, (*next)++);
    size_t *own = arena_new_of(r->arena, size_t);
    *own = 2;
    map_put(r->edges_by_id, id, own);
    return id;
}

static void add_edge(reader *r, const edge_form *form, const word *from, const word *to, node *a, node *b)
{
    network *n = r->network;
    edge *e = arena_new_of(r->arena, edge);
    *e = (edge){.id = edge_id(r, a, b),
                .from = a,
                .to = b,
                .directed = form->directed,
                .relation = form->relation,
                .label = form->label.text ? form->label.text
                         : form->relation ? form->relation->label
                                          : "",
                .claim = form->claim,
                .from_at = from->at,
                .to_at = to->at,
                .label_at = form->label.at,
                .index = n->edges.count};
    *array_add(r->arena, &n->edges) = e;
    a->degree++;
    b->degree++;
}

/* The nodes that the words name, NULL for those that were reported. */
static node **find_nodes(reader *r, const words *list)
{
    node **found = arena_get(r->arena, list->count * sizeof *found);
    for (size_t i = 0; i < list->count; i++)
        found[i] = find_node(r, &list->items[i]);
    return found;
}

static void add_pairs(reader *r, const edge_form *form)
{
    node **from = find_nodes(r, &form->from), **to = find_nodes(r, &form->to);
    size_t left = r->bounds->edges - r->network->edges.count;
    if (form->to.count && form->from.count > left / form->to.count) {
        report(r->d, RULE_LIMIT, form->claim.at, "if this is meant, allow more with --limit edges=NUMBER",
               "there are more edges than %zu", r->bounds->edges);
        r->edges_full = true;
        return;
    }
    for (size_t i = 0; i < form->from.count; i++)
        for (size_t j = 0; j < form->to.count; j++)
            if (from[i] && to[j])
                add_edge(r, form, &form->from.items[i], &form->to.items[j], from[i], to[j]);
}

/* ---- the forms ---- */

static void check_says_something(reader *r, const tree *value, const tree *owner)
{
    const tree *relation_said = tree_get(value, "relation"), *label_said = tree_get(value, "label");
    bool says = (relation_said && !tree_is_nothing(relation_said)) || (label_said && !tree_is_nothing(label_said));
    if (!says)
        report(r->d, RULE_MISSING_KEY, owner->at,
               "add ‘relation: …’ with the id of a relation, or ‘label: …’ with words of your own",
               "this edge does not say what joins the two");
}

static void read_long_edge(reader *r, const document *doc, const tree *value)
{
    edge_form form = {.directed = true};
    const tree *owner = value->entries.items[0].key;
    for (size_t i = 0; i < value->entries.count; i++)
        if (strcmp(value->entries.items[i].key->text, "from") == 0)
            owner = value->entries.items[i].key;
    form.claim.at = owner->at;
    read_keys(r, &long_edge_keys, doc, owner, value, &form);
    check_span(r, &form.claim);
    place_quote(&form.claim, value);
    check_says_something(r, value, owner);
    add_pairs(r, &form);
}

/* The value of ‘a -> b: value’: a relation, words of one's own, or entries. */
static void read_edge_value(reader *r, const document *doc, const tree_entry *e, edge_form *form)
{
    if (e->value->wrong)
        return;
    if (tree_is_nothing(e->value))
        report(r->d, RULE_MISSING_KEY, e->key->at,
               "write a relation behind the colon, such as ‘member’, or words of your own",
               "this edge does not say what joins the two");
    else if (e->value->type == TREE_LIST)
        report(r->d, RULE_TYPE, e->value->at, "write a list entry of its own for each relation",
               "an edge cannot have a list as its value");
    else if (e->value->type == TREE_TEXT) {
        label_value.read(r, &(slot){&label_value, doc, e->key, e->value}, &form->label);
        form->relation = find_relation(r, form->label.text);
        form->label.text = form->relation ? NULL : form->label.text;
    } else {
        read_keys(r, &edge_keys, doc, e->key, e->value, form);
        check_span(r, &form->claim);
        place_quote(&form->claim, e->value);
        check_says_something(r, e->value, e->key);
    }
}

static void read_short_edge(reader *r, const document *doc, const tree_entry *e)
{
    edge_form form = {0};
    bool good = read_arrow(r, e->key, &form);
    read_edge_value(r, doc, e, &form);
    if (good)
        add_pairs(r, &form);
}

/* A list entry with several keys, one of which has an arrow at least. */
static void read_crowded_edge(reader *r, const document *doc, const tree *value)
{
    const tree_entry *entries = value->entries.items;
    for (size_t i = 0; i < value->entries.count; i++) {
        const tree *key = entries[i].key;
        if (has_arrow(key->text))
            continue;
        const char *said = in_short(r->arena, key->text);
        if (tree_is_nothing(entries[i].value) && i + 1 < value->entries.count && !find_row(&edge_keys, key->text))
            report(r->d, RULE_EDGE, key->at,
                   arena_format(r->arena, "put the edge in quotes: \"%s, %s\"", said,
                                in_short(r->arena, entries[i + 1].key->text)),
                   "inside of {…} the comma behind ‘%s’ ends an entry", said);
        else
            report(r->d, RULE_EDGE, key->at, "indent it further than the edge that it belongs to",
                   "‘%s’ stands beside an edge, not in it", said);
        return;
    }
    for (size_t i = 0; i < value->entries.count; i++) {
        if (i > 0)
            report(r->d, RULE_EDGE, entries[i].key->at, "begin it with ‘- ’ in a line of its own",
                   "two edges stand in one list entry");
        read_short_edge(r, doc, &entries[i]);
    }
}

static void report_bare_edge(reader *r, const tree *text)
{
    const char *help = "write ‘- a -> b: …’ with a relation, such as ‘member’, or words of your own";
    const char *colon = strchr(text->text, ':');
    if (has_arrow(text->text) && colon && colon[1])
        help = arena_format(r->arena, "put a blank behind the colon: ‘%s: %s’", side(r->arena, text->text, colon),
                            side(r->arena, colon + 1, colon + strlen(colon)));
    else if (has_arrow(text->text))
        help = arena_format(r->arena, "write ‘- %s: …’ with a relation, such as ‘member’, or words of your own",
                            in_short(r->arena, text->text));
    report(r->d, RULE_EDGE, text->at, help,
           has_arrow(text->text) ? "this edge does not say what joins the two" : "‘%s’ is not an edge",
           in_short(r->arena, text->text));
}

/* Has no arrow, and keys that edges have. */
static bool looks_long(const tree *value)
{
    bool known = false;
    for (size_t i = 0; i < value->entries.count; i++) {
        if (has_arrow(value->entries.items[i].key->text))
            return false;
        known |= find_row(&long_edge_keys, value->entries.items[i].key->text) != NULL;
    }
    return known;
}

static bool any_arrow(const tree *value)
{
    for (size_t i = 0; i < value->entries.count; i++)
        if (has_arrow(value->entries.items[i].key->text))
            return true;
    return false;
}

static void read_edge(reader *r, const document *doc, const tree *value)
{
    if (value->wrong)
        return;
    if (tree_is_nothing(value) || value->entries.count + (value->type == TREE_TEXT) == 0)
        report(r->d, RULE_EDGE, value->at, "write ‘- a -> b: …’, or take the ‘-’ away",
               "there is no edge behind this ‘-’");
    else if (value->type == TREE_TEXT)
        report_bare_edge(r, value);
    else if (value->type == TREE_LIST)
        report(r->d, RULE_TYPE, value->at, "write ‘- a -> b: …’", "an edge cannot be a list");
    else if (looks_long(value))
        read_long_edge(r, doc, value);
    else if (value->entries.count > 1 && any_arrow(value))
        read_crowded_edge(r, doc, value);
    else
        read_short_edge(r, doc, &value->entries.items[0]);
}

/* Edges without their dashes: told once, and read all the same. */
static void read_undashed(reader *r, const document *doc, const tree *section)
{
    report(r->d, RULE_EDGE, section->entries.items[0].key->at, "write ‘- ’ before each edge", "‘edges’ is a list");
    for (size_t i = 0; i < section->entries.count && !r->edges_full; i++)
        read_short_edge(r, doc, &section->entries.items[i]);
}

void read_edges(reader *r)
{
    for (size_t i = 0; i < r->documents.count; i++) {
        const document *doc = r->documents.items[i];
        const tree *section = doc->root ? tree_get(doc->root, "edges") : NULL;
        if (section && section->type == TREE_MAP && any_arrow(section)) {
            read_undashed(r, doc, section);
            continue;
        }
        section = find_section(r, doc, "edges", TREE_LIST);
        for (size_t e = 0; section && e < section->entries.count && !r->edges_full; e++)
            read_edge(r, doc, section->entries.items[e].value);
    }
}
