#include "input/reader.h"

#include <string.h>

#define TABLE(what, rows, short_key)                                                                                   \
    {                                                                                                                  \
        (what), (rows), sizeof(rows) / sizeof *(rows), (short_key)                                                     \
    }

/* ---- the tables of the format ---- */

static const key_row file_rows[] = {
    {"title", &text_value, offsetof(head, title), false, "what the figure is called"},
    {"subtitle", &text_value, offsetof(head, subtitle), false, "a second line under the title"},
    {"as_of", &date_value, offsetof(head, as_of), false, "the day that the figure describes"},
    {"lang", &lang_value, offsetof(head, lang), false, "the language of the texts; en where not given"},
    {"checks", &checks_value, 0, false, "warnings, each switched on, off or to an error"},
    {"include", &files_value, 0, false, "files that add to this one, relative to it"},
    {"sources", &sources_section, 0, false, "what the claims rest on, by id"},
    {"kinds", &kinds_section, 0, false, "kinds of nodes, adjusted or added, by id"},
    {"relations", &relations_section, 0, false, "relations, adjusted or added, by id"},
    {"groups", &groups_section, 0, false, "boxes drawn around nodes, by id"},
    {"nodes", &nodes_section, 0, false, "who and what the network is of, by kind"},
    {"edges", &edges_section, 0, false, "the claims: who, to whom, what"},
    {"views", &views_section, 0, false, "several pictures from this file, by name"},
};
const key_table file_keys = TABLE("the file", file_rows, NULL);

static const key_row source_rows[] = {
    {"title", &name_value, offsetof(source, title), false, "what it is called"},
    {"publisher", &text_value, offsetof(source, publisher), false, "who published it"},
    {"date", &date_value, offsetof(source, date), false, "when it was published"},
    {"url", &url_value, offsetof(source, url), false, "where it is"},
    {"text", &text_value, offsetof(source, text), false, "anything more to say about it"},
};
const key_table source_keys = TABLE("a source", source_rows, "title");

#define KIND_ROWS(label_required)                                                                                      \
    {"label", &name_value, offsetof(kind, label), label_required, "its name in the legend, singular"},                 \
        {"color", &color_value, offsetof(kind, color), false, "a named colour, or #rrggbb"},                           \
    {                                                                                                                  \
        "shape", &shape_value, offsetof(kind, shape), false, "the outline of its nodes"                                \
    }

static const key_row kind_rows[] = {KIND_ROWS(false)};
const key_table kind_keys = TABLE("a kind", kind_rows, "label");

static const key_row new_kind_rows[] = {KIND_ROWS(true)};
const key_table new_kind_keys = TABLE("a new kind", new_kind_rows, "label");

static const key_row relation_rows[] = {
    {"label", &name_value, offsetof(relation, label), false, "what its edges say"},
    {"tone", &tone_value, offsetof(relation, tone), false, "with, against or neither"},
};
const key_table relation_keys = TABLE("a relation", relation_rows, "label");

static const key_row group_rows[] = {
    {"name", &name_value, offsetof(group, name), true, "its name in the figure"},
    {"in", &group_value, offsetof(group, in), false, "the group that it lies in"},
};
const key_table group_keys = TABLE("a group", group_rows, "name");

#define CLAIM_ROWS(type)                                                                                               \
    {"since", &date_value, offsetof(type, claim.since), false, "when it began"},                                       \
        {"until", &date_value, offsetof(type, claim.until), false, "when it ended or will end"},                       \
        {"status", &status_value, offsetof(type, claim), false, "whether it is in force; active where not given"},     \
        {"source", &sources_value, offsetof(type, claim.sources), false, "the id of a source, or a list of them"},     \
        {"quote", &text_value, offsetof(type, claim.quote), false, "the words of the source"},                         \
        {"url", &url_value, offsetof(type, claim.url), false, "where a click leads"},                                  \
        {"emphasis", &emphasis_value, offsetof(type, claim.emphasis), false, "how strongly it is drawn"},              \
    {                                                                                                                  \
        "data", &data_value, offsetof(type, claim.data), false, "entries of your own, carried and not drawn"           \
    }

static const key_row node_rows[] = {
    {"name", &name_value, offsetof(node, name), true, "its name in the figure"},
    {"note", &text_value, offsetof(node, note), false, "a second line under the name"},
    CLAIM_ROWS(node),
    {"icon", &icon_value, offsetof(node, icon), false, "a PNG or SVG file beside this one"},
    {"in", &group_value, offsetof(node, in), false, "the group that it lies in"},
};
const key_table node_keys = TABLE("a node", node_rows, "name");

#define EDGE_ROWS                                                                                                      \
    {"relation", &relation_value, offsetof(edge_form, relation), false, "what joins the two, by id"},                  \
        {"label", &label_value, offsetof(edge_form, label), false, "words of your own for it"}, CLAIM_ROWS(edge_form)

static const key_row edge_rows[] = {EDGE_ROWS};
const key_table edge_keys = TABLE("an edge", edge_rows, NULL);

static const key_row long_edge_rows[] = {
    {"from", &ids_value, offsetof(edge_form, from), true, "the id of a node where it begins, or a list of them"},
    {"to", &ids_value, offsetof(edge_form, to), true, "the id of a node where it leads, or a list of them"},
    EDGE_ROWS,
};
const key_table long_edge_keys = TABLE("an edge", long_edge_rows, NULL);

static const key_row view_rows[] = {
    {"title", &text_value, offsetof(view, title), false, "instead of the file's"},
    {"subtitle", &text_value, offsetof(view, subtitle), false, "instead of the file's"},
    {"as_of", &date_value, offsetof(view, as_of), false, "the day that it describes"},
    {"focus", &focus_value, offsetof(view, focus), false, "ids of nodes: only what is near them"},
    {"depth", &depth_value, offsetof(view, depth), false, "how many steps from the focus; 1 where not given"},
    {"only", &kinds_value, offsetof(view, only), false, "kinds that are drawn"},
    {"hide", &kinds_value, offsetof(view, hide), false, "kinds that are not drawn"},
    {"relations", &relations_value, offsetof(view, relations), false, "relations that are drawn"},
    {"hide_relations", &relations_value, offsetof(view, hide_relations), false, "relations that are not drawn"},
    {"status", &statuses_value, offsetof(view, status), false, "statuses that are drawn"},
    {"hide_status", &statuses_value, offsetof(view, hide_status), false, "statuses that are not drawn"},
    {"ended", &ended_value, offsetof(view, ended), false, "whether what has ended is drawn"},
    {"isolated", &isolated_value, offsetof(view, isolated), false, "whether nodes without edges are drawn"},
    {"layout", &layout_value, offsetof(view, layout), false, "the layout engine"},
    {"direction", &direction_value, offsetof(view, direction), false, "where edges lead"},
    {"theme", &theme_value, offsetof(view, theme), false, "the colours"},
    {"page", &page_value, offsetof(view, page), false, "room that it must fit, such as 16x24cm"},
    {"legend", &legend_value, offsetof(view, legend), false, "whether there is a legend"},
    {"notes", &notes_value, offsetof(view, notes), false, "whether the sources are listed"},
};
const key_table view_keys = TABLE("a view", view_rows, NULL);

const value_type sources_section = {"ids of sources, each with its title or with entries such as ‘title: …’", NULL,
                                    NULL, 0, &source_keys};
const value_type kinds_section = {"ids of kinds, each with entries such as ‘label: …’", NULL, NULL, 0, &kind_keys};
const value_type relations_section = {"ids of relations, each with entries such as ‘label: …’", NULL, NULL, 0,
                                      &relation_keys};
const value_type groups_section = {"ids of groups, each with its name", NULL, NULL, 0, &group_keys};
const value_type nodes_section = {"kinds, and below each its nodes, such as ‘countries: {japan: Japan}’", NULL, NULL, 0,
                                  &node_keys};
const value_type views_section = {"names of views, each with entries such as ‘focus: …’", NULL, NULL, 0, &view_keys};
const value_type edges_section = {"a list, each entry such as ‘- japan -> aukus: talks-with’", NULL, NULL, 0,
                                  &long_edge_keys};

/* ---- reading by a table ---- */

const key_row *find_row(const key_table *table, const char *key)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->rows[i].key, key) == 0)
            return &table->rows[i];
    return NULL;
}

/* Words that people write for a key of the table, though they are not near it. */
static const char *synonym(const key_table *table, const char *key)
{
    static const char *const pairs[][2] = {
        {"description", "note"}, {"comment", "note"},  {"label", "name"},       {"title", "name"},
        {"name", "label"},       {"name", "title"},    {"link", "url"},         {"href", "url"},
        {"start", "since"},      {"begin", "since"},   {"from", "since"},       {"date", "since"},
        {"end", "until"},        {"to", "until"},      {"group", "in"},         {"parent", "in"},
        {"type", "relation"},    {"kind", "relation"}, {"state", "status"},     {"text", "quote"},
        {"colour", "color"},     {"image", "icon"},    {"author", "publisher"}, {"target", "to"},
        {"data", "text"},        {"engine", "layout"}, {"exclude", "hide"},     {"filter", "only"},
        {"includes", "include"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(pairs[i][0], key) == 0 && find_row(table, pairs[i][1]))
            return pairs[i][1];
    return NULL;
}

static const char *all_keys(reader *r, const key_table *table)
{
    const char *all = table->rows[0].key;
    for (size_t i = 1; i < table->count; i++)
        all = arena_format(r->arena, "%s, %s", all, table->rows[i].key);
    return all;
}

/* Whether an entry in braces is a word alone: what follows it is a comma or the end. The walk goes on from where it
   is. */
static bool is_word_alone(cursor *walk, const tree_entry *e)
{
    if (!e->key->plain || !e->key->verbatim || !tree_is_nothing(e->value))
        return false;
    cursor_move(walk, e->key->at);
    cursor_walk(walk, e->key->at.end);
    const char *behind = walk->at + strspn(walk->at, " \t\r\n");
    return *behind == ',' || *behind == '}';
}

/* "relation: party" for "relation party", where the word begins with a key; else NULL. */
static const char *with_colon(reader *r, const key_table *table, const char *word)
{
    size_t length = strcspn(word, " ");
    if (!word[length] || !find_row(table, arena_copy(r->arena, word, length)))
        return NULL;
    return arena_format(r->arena, "%.*s: %s", (int)length, word, word + length + 1);
}

/* Of words alone behind a text: they belong to it. Moves to the last of them. */
static const char *with_quotes(reader *r, const key_table *table, const tree_entries *entries, size_t *i, cursor *walk)
{
    enum { MOST = 8 }; /* more are not shown */
    const tree_entry *before = &entries->items[*i - 1];
    const char *all = before->value->text;
    size_t first = *i, end = first;
    do {
        if (end < first + MOST)
            all = arena_format(r->arena, "%s, %s", all, entries->items[end].key->text);
        end++;
    } while (end < entries->count && !find_row(table, entries->items[end].key->text) &&
             is_word_alone(walk, &entries->items[end]));
    *i = end - 1;
    return arena_format(r->arena, "put a text with a comma in quotes: %s: \"%s\"", before->key->text,
                        in_short(r->arena, all));
}

static bool is_plain_text(const tree *value)
{
    return value->type == TREE_TEXT && value->plain && !tree_is_nothing(value);
}

/* Tells of a word alone that it is a key whose colon is missing, or what follows a comma inside a text, and moves
   behind the rest of that; false where it can be neither. */
static bool report_word_alone(reader *r, const key_table *table, const tree_entries *entries, size_t *i)
{
    cursor walk = {0};
    const tree_entry *e = &entries->items[*i];
    if (!wants_details(r) || !is_word_alone(&walk, e))
        return false;
    const char *meant = with_colon(r, table, e->key->text), *help = NULL;
    if (meant)
        help = arena_format(r->arena, "did you mean ‘%s’?", meant);
    else if (*i && is_plain_text(entries->items[*i - 1].value))
        help = with_quotes(r, table, entries, i, &walk);
    if (help)
        report(r->d, RULE_UNKNOWN_KEY, e->key->at, help, "%s has no key ‘%s’", table->what,
               in_short(r->arena, e->key->text));
    return help;
}

/* Returns the row that is probably meant, or NULL. */
static const key_row *report_unknown_key(reader *r, const key_table *table, const tree *key)
{
    nearest n = nearest_to(key->text);
    for (size_t i = 0; i < table->count; i++)
        nearest_try(&n, table->rows[i].key);
    const char *best = n.best ? n.best : synonym(table, key->text);
    if (table == &file_keys && map_get(r->network->kinds_by_id, key->text))
        report(r->d, RULE_UNKNOWN_KEY, key->at, "move it below ‘nodes:’", "‘%s’ stands outside of ‘nodes’", key->text);
    else
        report(r->d, RULE_UNKNOWN_KEY, key->at,
               best ? arena_format(r->arena, "did you mean ‘%s’?", best)
                    : arena_format(r->arena, "it can have %s", all_keys(r, table)),
               "%s has no key ‘%s’", table->what, in_short(r->arena, key->text));
    return best ? find_row(table, best) : NULL;
}

static void report_missing(reader *r, const key_table *table, const tree *owner, const bool *seen)
{
    for (size_t i = 0; i < table->count; i++) {
        const key_row *row = &table->rows[i];
        if (!row->required || seen[i])
            continue;
        report(r->d, RULE_MISSING_KEY, owner->at, arena_format(r->arena, "add ‘%s: …’, %s", row->key, row->summary),
               "%s needs a ‘%s’", table->what, row->key);
        return;
    }
}

void read_keys(reader *r, const key_table *table, const document *by, const tree *owner, const tree *value,
               void *target)
{
    enum { MOST_KEYS = 32 };
    bool seen[MOST_KEYS] = {false};
    for (size_t i = 0; i < value->entries.count; i++) {
        const tree_entry *e = &value->entries.items[i];
        const key_row *row = find_row(table, e->key->text);
        if (!row && report_word_alone(r, table, &value->entries, &i))
            continue;
        const key_row *meant = row ? row : report_unknown_key(r, table, e->key);
        if (meant)
            seen[meant - table->rows] = e->value->wrong || !tree_is_nothing(e->value);
        if (row && row->type->read && !e->value->wrong && !tree_is_nothing(e->value))
            row->type->read(r, &(slot){row->type, by, e->key, e->value}, (char *)target + row->offset);
    }
    report_missing(r, table, owner, seen);
}

void read_definition(reader *r, const key_table *table, const document *by, const tree_entry *e, void *target)
{
    const key_row *row = find_row(table, table->short_key);
    if (e->value->wrong)
        return;
    if (e->value->type == TREE_LIST)
        report(r->d, RULE_TYPE, e->value->at, arena_format(r->arena, "write ‘%s: …’ below it", row->key),
               "‘%s’ cannot be a list", in_short(r->arena, e->key->text));
    else if (e->value->type == TREE_MAP || tree_is_nothing(e->value))
        read_keys(r, table, by, e->key, e->value, target);
    else
        row->type->read(r, &(slot){row->type, by, e->key, e->value}, (char *)target + row->offset);
}
