#include "input/reader.h"

#include <string.h>

bool wants_details(const reader *r)
{
    return diagnostics_errors(r->d) < DIAGNOSTICS_SHOWN;
}

/* ---- ids ---- */

static bool is_id_character(uint32_t c)
{
    return utf8_is_word(c) || c == '_' || c == '-' || c == '.';
}

/* Letters, digits, `_`, `-` and `.`, with a letter or digit among them. */
static bool is_id(const char *text, size_t longest)
{
    const char *end = text + strlen(text);
    bool has_word = false;
    for (size_t count = 0; text < end; count++) {
        uint32_t c = utf8_next(&text, end);
        if (!is_id_character(c) || count == longest)
            return false;
        has_word |= utf8_is_word(c);
    }
    return has_word;
}

/* The text as an id: what cannot be in one becomes a single hyphen. */
static const char *id_for(arena *a, const char *text)
{
    char *out = arena_get(a, strlen(text) * 3 + 1), *to = out;
    bool gap = false;
    for (const char *end = text + strlen(text); text < end;) {
        uint32_t c = utf8_next(&text, end);
        if (!is_id_character(c)) {
            gap = to > out;
            continue;
        }
        if (gap)
            *to++ = '-';
        gap = false;
        to += utf8_put(c, to);
    }
    *to = '\0';
    return out;
}

bool check_id(reader *r, const tree *id)
{
    if (is_id(id->text, LONGEST_ID))
        return true;
    const char *said = in_short(r->arena, id->text), *mended = id_for(r->arena, id->text);
    const char *help = "an id is one word of letters, digits, ‘_’, ‘-’ and ‘.’";
    if (is_id(mended, LONGEST_ID))
        help = arena_format(r->arena, "%s: write ‘%s’", help, mended);
    if (utf8_count(id->text) > LONGEST_ID)
        report(r->d, RULE_ID, id->at, "give it a short id and write the long text as its name",
               "the id ‘%s’ is longer than %d characters", said, LONGEST_ID);
    else if (*id->text)
        report(r->d, RULE_ID, id->at, help, "‘%s’ cannot be an id", said);
    else
        report(r->d, RULE_ID, id->at, help, "the id is empty");
    return false;
}

/* ---- sections ---- */

static void report_section(reader *r, const key_row *row, const tree *value)
{
    static const char *const found[] = {
        [TREE_TEXT] = "a text", [TREE_LIST] = "a list", [TREE_MAP] = "entries without ‘- ’"};
    report(r->d, RULE_TYPE, value->at, NULL, "‘%s’ takes %s, not %s", row->key, row->type->takes, found[value->type]);
    r->partial = true;
}

const tree *find_section(reader *r, const document *doc, const char *name, tree_type type)
{
    const tree *section = doc->root ? tree_get(doc->root, name) : NULL;
    if (!section || section->wrong || tree_is_nothing(section))
        return NULL;
    if (section->type == type)
        return section;
    report_section(r, find_row(&file_keys, name), section);
    return NULL;
}

void each_entry(reader *r, const char *section, void (*read)(reader *, const document *, const tree_entry *))
{
    for (size_t i = 0; i < r->documents.count; i++) {
        const document *doc = r->documents.items[i];
        const tree *entries = find_section(r, doc, section, TREE_MAP);
        for (size_t e = 0; entries && e < entries->entries.count; e++)
            read(r, doc, &entries->entries.items[e]);
    }
}

/* ---- mistakes ---- */

static void try_items(const reader *r, thing what, nearest *n)
{
    const network *w = r->network;
    for (size_t i = 0; what == THING_NODE && i < w->nodes.count; i++)
        nearest_try(n, w->nodes.items[i]->id);
    for (size_t i = 0; what == THING_KIND && i < w->kinds.count; i++)
        nearest_try(n, w->kinds.items[i]->id);
    for (size_t i = 0; what == THING_RELATION && i < w->relations.count; i++)
        nearest_try(n, w->relations.items[i]->id);
    for (size_t i = 0; what == THING_SOURCE && i < w->sources.count; i++)
        nearest_try(n, w->sources.items[i]->id);
    for (size_t i = 0; what == THING_GROUP && i < w->groups.count; i++)
        nearest_try(n, w->groups.items[i]->id);
}

/* The kind or relation whose label is meant, as "country" means `countries`; NULL where none is near. */
static const char *id_by_label(const reader *r, thing what, const char *text)
{
    const network *w = r->network;
    nearest n = nearest_to(text);
    const char *best = NULL;
    for (size_t i = 0; what == THING_KIND && i < w->kinds.count; i++) {
        nearest_try(&n, w->kinds.items[i]->label);
        best = n.best == w->kinds.items[i]->label ? w->kinds.items[i]->id : best;
    }
    for (size_t i = 0; what == THING_RELATION && i < w->relations.count; i++) {
        nearest_try(&n, w->relations.items[i]->label);
        best = n.best == w->relations.items[i]->label ? w->relations.items[i]->id : best;
    }
    return best;
}

static const char *id_meant(reader *r, thing what, const char *text)
{
    nearest n = nearest_to(text);
    if (!wants_details(r))
        return NULL;
    try_items(r, what, &n);
    return n.best ? n.best : id_by_label(r, what, text);
}

void report_unknown(reader *r, thing what, const word *w)
{
    report_unknown_or(r, what, w, NULL);
}

void report_unknown_or(reader *r, thing what, const word *w, const char *mend)
{
    static const struct {
        const char *noun, *help;
    } things[] = {
        [THING_NODE] = {"node", "add it under ‘nodes:’, below its kind"},
        [THING_KIND] = {"kind", "add it under ‘kinds:’"},
        [THING_RELATION] = {"relation", "add it under ‘relations:’, or write words of your own as ‘label: …’"},
        [THING_SOURCE] = {"source", "add it under ‘sources:’"},
        [THING_GROUP] = {"group", "add it under ‘groups:’"},
    };
    if (r->partial)
        return;
    const char *meant = id_meant(r, what, w->text);
    const char *help = meant ? arena_format(r->arena, "did you mean ‘%s’?", meant) : mend ? mend : things[what].help;
    if (*w->text)
        report(r->d, RULE_UNKNOWN_ID, w->at, help, "there is no %s ‘%s’", things[what].noun,
               in_short(r->arena, w->text));
    else
        report(r->d, RULE_UNKNOWN_ID, w->at, "write its id, or take it away", "the id of a %s is missing here",
               things[what].noun);
}

/* ", in line 12", ", in line 3 of people.yaml" */
static const char *where(reader *r, place first, const source_file *seen_from)
{
    unsigned line, column;
    if (!wants_details(r))
        return "";
    place_line_column(first, &line, &column);
    const char *file = first.file == seen_from ? "" : arena_format(r->arena, " of %s", first.file->name);
    return arena_format(r->arena, ", in line %u%s", line, file);
}

void report_again(reader *r, const tree *id, place first)
{
    report(r->d, RULE_DUPLICATE_ID, id->at, "give one of the two another id",
           "‘%s’ stands for something else already%s", in_short(r->arena, id->text), where(r, first, id->at.file));
}

void report_defined(reader *r, const tree *id, place first)
{
    report(r->d, RULE_DUPLICATE_ID, id->at, "say all of it in one place", "‘%s’ is defined already%s",
           in_short(r->arena, id->text), where(r, first, id->at.file));
}

/* ---- the whole ---- */

/* The main file's own words come first, and what it does not say may come from an include (see include.c). */
static void read_head(reader *r, const document *doc, head *merged)
{
    head h = {0};
    network *n = r->network;
    read_keys(r, &file_keys, doc, doc->root, doc->root, &h);
    if (!n->title && h.title) {
        n->title = h.title;
        n->title_at = tree_get(doc->root, "title")->at;
    }
    n->subtitle = n->subtitle ? n->subtitle : h.subtitle;
    n->as_of = n->as_of.year ? n->as_of : h.as_of;
    for (size_t i = 0; i < doc->root->entries.count; i++) { /* a section that is misspelled */
        const tree_entry *e = &doc->root->entries.items[i];
        r->partial |= e->value->type != TREE_TEXT && !find_row(&file_keys, e->key->text);
    }
    merged->lang = merged->lang ? merged->lang : h.lang;
}

static void read_heads(reader *r)
{
    head merged = {0};
    for (size_t i = 0; i < r->documents.count; i++)
        if (r->documents.items[i]->root)
            read_head(r, r->documents.items[i], &merged);
    if (merged.lang)
        r->network->lang = merged.lang;
}

static const network *read_network(reader *r, const input_options *options)
{
    read_heads(r);
    apply_checks(r);
    read_kinds(r);
    read_relations(r);
    read_sources(r);
    read_groups(r);
    read_nodes(r);
    read_edges(r);
    read_views(r);
    read_asked(r, options->asked.items, options->asked.count);
    return r->network;
}

static reader reader_new(arena *a, const input_options *options, diagnostics *d)
{
    return (reader){.arena = a,
                    .network = network_new(a),
                    .d = d,
                    .bounds = &options->limits,
                    .documents_by_path = map_new(a),
                    .named_paths = map_new(a),
                    .icons_by_path = map_new(a),
                    .relations_by_label = map_new(a),
                    .nodes_by_name = map_new(a),
                    .edges_by_id = map_new(a)};
}

const network *input_read(arena *a, const char *file_name, const input_options *options, diagnostics *d)
{
    reader r = reader_new(a, options, d);
    read_documents(&r, file_name, options->root);
    return read_network(&r, options);
}

const network *input_read_bytes(arena *a, const char *name, const char *bytes, size_t length,
                                const input_options *options, diagnostics *d)
{
    reader r = reader_new(a, options, d);
    read_documents_from(&r, name, bytes, length, options->root);
    return read_network(&r, options);
}
