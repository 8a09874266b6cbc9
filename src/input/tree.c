#include "input/tree.h"

#include <string.h>
#include <yaml.h>

/* Later passes walk trees by recursion: no limit that a user sets goes beyond DEEPEST. */
enum { DEEPEST = 1000, FEW_KEYS = 8 };

/* libyaml's objects, freed with the arena even if memory runs out in the middle. */
typedef struct yaml {
    yaml_parser_t parser;
    yaml_event_t event;
} yaml;

/* The entries of a map, and a way to find one that is quick for few and for many. */
typedef struct keys {
    tree_entries entries;
    map *by_key; /* NULL for few */
} keys;

/* A list or map that is being read. */
typedef struct level {
    tree *value;
    keys keys;
    const tree *key; /* of a map: the key whose value comes next, or NULL */
    bool merges;     /* has a `<<` */
} level;

typedef struct builder {
    arena *arena;
    const source_file *file;
    const limits *bounds;
    diagnostics *d;
    yaml *yaml;
    ARRAY(level) levels;
    map *anchors;
    tree *root;
    const watcher *watcher; /* NULL: nobody */
    const char *text;       /* of the text or alias that was read last */
    size_t values, aliased; /* values read; values reached through aliases */
    place last_quoted;      /* where the event before brought a text in quotes */
    bool partial;           /* lists or maps were left out */
    bool stopped;           /* nothing after this can be read */
} builder;

static place event_place(const builder *b)
{
    const yaml_event_t *e = &b->yaml->event;
    return (place){b->file, (uint32_t)e->start_mark.index, (uint32_t)e->end_mark.index};
}

static void stop_at_limit(builder *b, place at, const char *name, const char *what, size_t bound)
{
    report(b->d, RULE_LIMIT, at, arena_format(b->arena, "if this is meant, allow more with --limit %s=NUMBER", name),
           "%s %zu", what, bound);
    b->stopped = true;
}

/* ---- maps: no key twice, and merge keys ---- */

static const tree *find_key(const keys *k, const char *text)
{
    if (k->by_key)
        return map_get(k->by_key, text);
    for (size_t i = 0; i < k->entries.count; i++)
        if (strcmp(k->entries.items[i].key->text, text) == 0)
            return k->entries.items[i].key;
    return NULL;
}

static void add_key(builder *b, keys *k, tree_entry e)
{
    *array_add(b->arena, &k->entries) = e;
    if (k->by_key)
        map_put(k->by_key, e.key->text, (void *)e.key);
    if (k->by_key || k->entries.count <= FEW_KEYS)
        return;
    k->by_key = map_new(b->arena);
    for (size_t i = 0; i < k->entries.count; i++)
        map_put(k->by_key, k->entries.items[i].key->text, (void *)k->entries.items[i].key);
}

static bool is_merge_key(const tree *key)
{
    return key->plain && strcmp(key->text, "<<") == 0;
}

static void report_duplicate(builder *b, const tree *again, const tree *first)
{
    if (is_merge_key(again)) {
        report(b->d, RULE_DUPLICATE_KEY, again->at, "write one: ‘<<: [*first, *second]’", "‘<<’ stands here twice");
        return;
    }
    unsigned line = 0, column;
    if (diagnostics_errors(b->d) < DIAGNOSTICS_SHOWN) /* costs a walk through the file */
        place_line_column(first->at, &line, &column);
    const char *where = line ? arena_format(b->arena, ", first in line %u", line) : "";
    report(b->d, RULE_DUPLICATE_KEY, again->at, "keep one of the two, or put what they have together",
           "‘%s’ stands here twice%s", in_short(b->arena, again->text), where);
}

static bool merge_map(builder *b, const keys *own, keys *result, const tree *from)
{
    if (from->type != TREE_MAP)
        return from->wrong;
    for (size_t i = 0; i < from->entries.count; i++) {
        tree_entry e = from->entries.items[i];
        if (!find_key(own, e.key->text) && !find_key(result, e.key->text))
            add_key(b, result, e);
    }
    return true;
}

/* Adds what `<<: value` brings: the map's own keys win, and earlier maps of a list over later ones. */
static void merge(builder *b, const keys *own, keys *result, const tree *value)
{
    bool good = true;
    if (value->type == TREE_LIST)
        for (size_t i = 0; i < value->entries.count; i++)
            good &= merge_map(b, own, result, value->entries.items[i].value);
    else
        good = merge_map(b, own, result, value);
    if (!good)
        report(b->d, RULE_TYPE, value->at,
               "write ‘<<: *name’ or ‘<<: [*one, *two]’, with names of ‘key: value’ entries",
               "‘<<’ takes over the entries of something else, and here are none");
}

static void settle_map(builder *b, level *l)
{
    keys result = {0};
    if (!l->merges) {
        l->value->entries = l->keys.entries;
        return;
    }
    for (size_t i = 0; i < l->keys.entries.count; i++) {
        tree_entry e = l->keys.entries.items[i];
        if (is_merge_key(e.key))
            merge(b, &l->keys, &result, e.value);
        else
            add_key(b, &result, e);
    }
    l->value->entries = result.entries;
}

/* ---- values ---- */

static void measure(tree *t)
{
    t->weight = 1;
    for (size_t i = 0; i < t->entries.count; i++) {
        const tree *value = t->entries.items[i].value;
        t->height = value->height >= t->height ? value->height + 1 : t->height;
        t->weight += value->weight;
    }
}

static tree *new_value(builder *b, tree_type type)
{
    tree *t = arena_new_of(b->arena, tree);
    *t = (tree){.type = type, .at = event_place(b), .text = "", .weight = 1};
    if (++b->values > b->bounds->values)
        stop_at_limit(b, t->at, "values", "the file holds more values than", b->bounds->values);
    return t;
}

static const tree *checked_key(builder *b, const tree *key)
{
    tree *wrong = arena_new_of(b->arena, tree);
    *wrong = (tree){.text = "", .at = key->at, .wrong = true};
    if (key->wrong)
        return key;
    if (key->type != TREE_TEXT)
        report(b->d, RULE_TYPE, key->at, "write ‘key: value’ with one word or text before the colon",
               "a list or entries in brackets cannot be a key");
    else if (key->plain && !*key->text)
        report(b->d, RULE_TYPE, key->at, "write ‘key: value’", "there is no key before the colon");
    else
        return key;
    return wrong;
}

/* A key or value is complete: puts it where it belongs. */
static void put(builder *b, tree *value)
{
    if (b->levels.count == 0) {
        b->root = value;
        return;
    }
    level *l = &b->levels.items[b->levels.count - 1];
    if (l->value->type == TREE_LIST) {
        *array_add(b->arena, &l->value->entries) = (tree_entry){NULL, value};
        return;
    }
    if (!l->key) {
        l->key = checked_key(b, value);
        return;
    }
    const tree *key = l->key, *first = key->wrong ? NULL : find_key(&l->keys, key->text);
    l->key = NULL;
    if (first || key->wrong) {
        b->partial |= value->type != TREE_TEXT;
        if (first)
            report_duplicate(b, key, first);
        return;
    }
    add_key(b, &l->keys, (tree_entry){key, value});
    l->merges |= is_merge_key(key);
}

static void name_anchor(builder *b, const yaml_char_t *anchor, tree *value)
{
    const char *name = (const char *)anchor;
    if (name)
        map_put(b->anchors, arena_copy(b->arena, name, strlen(name)), value);
}

/* Everything is text: tags that say so, or that say what it would have been, change nothing. */
static void check_tag(builder *b, const yaml_char_t *yaml_tag, tree_type type)
{
    static const struct {
        tree_type type;
        const char *tag;
    } known[] = {
        {TREE_TEXT, YAML_STR_TAG},  {TREE_TEXT, YAML_INT_TAG},       {TREE_TEXT, YAML_FLOAT_TAG},
        {TREE_TEXT, YAML_BOOL_TAG}, {TREE_TEXT, YAML_TIMESTAMP_TAG}, {TREE_TEXT, YAML_NULL_TAG},
        {TREE_LIST, YAML_SEQ_TAG},  {TREE_MAP, YAML_MAP_TAG},
    };
    static const char *const standard_tags = "tag:yaml.org,2002:"; /* what !! stands for */
    const char *tag = (const char *)yaml_tag;
    if (!tag || strcmp(tag, "!") == 0)
        return;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].type == type && strcmp(known[i].tag, tag) == 0)
            return;
    bool standard = strncmp(tag, standard_tags, strlen(standard_tags)) == 0;
    report(b->d, RULE_TYPE, event_place(b), "take it away; a text that begins with ! needs quotes",
           "the tag ‘%s%s’ means nothing here", standard ? "!!" : "",
           in_short(b->arena, standard ? tag + strlen(standard_tags) : tag));
}

/* Escapes can write what a file cannot hold. */
static void check_escapes(builder *b, tree *t, size_t length)
{
    for (const char *at = t->text, *end = at + length; at < end;) {
        uint32_t c = utf8_next(&at, end);
        if (is_text_character(c))
            continue;
        report(b->d, RULE_VALUE, t->at, "take its escape out of the text", "the character U+%04X cannot be drawn", c);
        t->wrong = true;
        return;
    }
}

static void put_text(builder *b)
{
    const yaml_event_t *e = &b->yaml->event;
    size_t length = e->data.scalar.length;
    yaml_scalar_style_t style = e->data.scalar.style;
    tree *t = new_value(b, TREE_TEXT);
    if (length > b->bounds->text_bytes) {
        stop_at_limit(b, t->at, "text-bytes", "this text has more bytes than", b->bounds->text_bytes);
        return;
    }
    t->text = arena_copy(b->arena, (const char *)e->data.scalar.value, length);
    b->text = t->text;
    t->plain = style == YAML_PLAIN_SCALAR_STYLE && !e->data.scalar.tag;
    t->verbatim = !e->data.scalar.tag && !e->data.scalar.anchor;
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        check_escapes(b, t, length);
    check_tag(b, e->data.scalar.tag, TREE_TEXT);
    name_anchor(b, e->data.scalar.anchor, t);
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE || style == YAML_SINGLE_QUOTED_SCALAR_STYLE)
        b->last_quoted = t->at;
    put(b, t);
}

static size_t depth_bound(const builder *b)
{
    return b->bounds->depth < DEEPEST ? b->bounds->depth : DEEPEST;
}

static void open_level(builder *b, tree_type type, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    tree *t = new_value(b, type);
    if (b->levels.count >= depth_bound(b)) {
        stop_at_limit(b, t->at, "depth", "lists and maps are deeper in one another than", depth_bound(b));
        return;
    }
    t->open = true;
    check_tag(b, tag, type);
    name_anchor(b, anchor, t);
    *array_add(b->arena, &b->levels) = (level){.value = t};
}

/* A list or map with brackets ends at the closing one; of others the first key or entry is enough to show. */
static uint32_t end_of(const builder *b, const level *l)
{
    const yaml_event_t *e = &b->yaml->event;
    const tree_entries *entries = l->value->type == TREE_MAP ? &l->keys.entries : &l->value->entries;
    if (e->end_mark.index > e->start_mark.index)
        return (uint32_t)e->end_mark.index;
    if (entries->count == 0)
        return l->value->at.end;
    const tree_entry *first = &entries->items[0];
    return first->key ? first->key->at.end : first->value->at.end;
}

static void close_level(builder *b)
{
    level *l = &b->levels.items[--b->levels.count];
    l->value->open = false;
    l->value->at.end = end_of(b, l);
    if (l->value->type == TREE_MAP)
        settle_map(b, l);
    measure(l->value);
    put(b, l->value);
}

static void put_alias(builder *b)
{
    const char *name = (const char *)b->yaml->event.data.alias.anchor;
    const tree *meant = map_get(b->anchors, name);
    tree *t = new_value(b, TREE_TEXT);
    place at = t->at;
    const char *said = in_short(b->arena, name);
    if (!meant) {
        report(b->d, RULE_SYNTAX, at,
               arena_format(b->arena, "name a value with ‘&%s’ before; a text that begins with * needs quotes", said),
               "‘*%s’ repeats a value, but none has that name", said);
        t->wrong = true;
    } else if (meant->open) {
        report(b->d, RULE_CYCLE, at, "write out what is meant", "‘*%s’ stands inside of what it repeats", said);
        t->wrong = true;
    } else {
        *t = *meant; /* the entries are shared */
        t->at = at;
        t->verbatim = false;
        b->aliased += meant->weight;
        if (b->aliased > b->bounds->aliases)
            stop_at_limit(b, at, "aliases", "aliases such as this one stand for more values than", b->bounds->aliases);
        if (b->levels.count + meant->height > depth_bound(b))
            stop_at_limit(b, at, "depth", "with what this stands for, lists and maps are deeper in one another than",
                          depth_bound(b));
    }
    put(b, t);
}

static void start_document(builder *b)
{
    if (!b->root)
        return;
    report(b->d, RULE_SYNTAX, event_place(b),
           "one file holds one network: take the line ‘---’ away, or put what follows into a file of its own",
           "a second document begins here");
    b->stopped = true;
}

static void take_event(builder *b)
{
    const yaml_event_t *e = &b->yaml->event;
    b->last_quoted.file = NULL;
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        start_document(b);
        break;
    case YAML_ALIAS_EVENT:
        put_alias(b);
        break;
    case YAML_SCALAR_EVENT:
        put_text(b);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_level(b, TREE_LIST, e->data.sequence_start.anchor, e->data.sequence_start.tag);
        break;
    case YAML_MAPPING_START_EVENT:
        open_level(b, TREE_MAP, e->data.mapping_start.anchor, e->data.mapping_start.tag);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_level(b);
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
}

/* ---- watching ---- */

static char text_sign(const yaml_event_t *e)
{
    switch (e->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return '\'';
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return '"';
    case YAML_LITERAL_SCALAR_STYLE:
        return '|';
    case YAML_FOLDED_SCALAR_STYLE:
        return '>';
    default:
        return '\0';
    }
}

/* False where the event is none to be shown. */
static bool make_piece(builder *b, tree_piece *p)
{
    const yaml_event_t *e = &b->yaml->event;
    *p = (tree_piece){.at = event_place(b), .text = ""};
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        p->type = PIECE_START;
        p->sign = e->data.document_start.implicit ? '\0' : '-';
        return true;
    case YAML_SCALAR_EVENT:
        *p = (tree_piece){
            PIECE_TEXT, p->at, text_sign(e), b->text, e->data.scalar.anchor != NULL, e->data.scalar.tag != NULL};
        return true;
    case YAML_ALIAS_EVENT:
        p->type = PIECE_ALIAS;
        p->text = arena_copy(b->arena, (const char *)e->data.alias.anchor, strlen((char *)e->data.alias.anchor));
        return true;
    case YAML_SEQUENCE_START_EVENT:
        p->type = PIECE_LIST;
        p->sign = e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? '[' : '\0';
        p->anchor = e->data.sequence_start.anchor;
        p->tag = e->data.sequence_start.tag;
        return true;
    case YAML_MAPPING_START_EVENT:
        p->type = PIECE_MAP;
        p->sign = e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? '{' : '\0';
        p->anchor = e->data.mapping_start.anchor;
        p->tag = e->data.mapping_start.tag;
        return true;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        p->type = PIECE_CLOSE;
        return true;
    case YAML_STREAM_END_EVENT:
        p->type = PIECE_END;
        return true;
    default:
        return false;
    }
}

static void show_piece(builder *b)
{
    tree_piece p;
    if (b->watcher && !b->stopped && make_piece(b, &p))
        b->watcher->see(b->watcher->subject, &p);
}

static void see_event(builder *b)
{
    take_event(b);
    show_piece(b);
}

/* ---- libyaml ---- */

static void free_yaml(void *subject)
{
    yaml *y = subject;
    yaml_event_delete(&y->event);
    yaml_parser_delete(&y->parser);
}

static void start_yaml(builder *b)
{
    b->yaml = arena_new_of(b->arena, yaml);
    arena_after(b->arena, free_yaml, b->yaml); /* deleting twice is harmless: libyaml zeroes what it deletes */
    if (!yaml_parser_initialize(&b->yaml->parser))
        memory_failed();
    yaml_parser_set_encoding(&b->yaml->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b->yaml->parser, (const unsigned char *)b->file->text, b->file->length);
}

static void take_trouble(builder *b)
{
    const yaml_parser_t *p = &b->yaml->parser;
    if (p->error == YAML_MEMORY_ERROR)
        memory_failed();
    trouble t = {.problem = p->problem,
                 .context = p->context,
                 .at = (uint32_t)p->problem_mark.index,
                 .context_at = (uint32_t)p->context_mark.index,
                 .last = b->last_quoted};
    report_trouble(b->arena, b->file, &t, b->d);
    b->stopped = true;
}

const tree *tree_parse(arena *a, const source_file *file, const limits *bounds, diagnostics *d)
{
    return tree_parse_watched(a, file, bounds, d, NULL);
}

const tree *tree_parse_watched(arena *a, const source_file *file, const limits *bounds, diagnostics *d,
                               const watcher *w)
{
    builder b = {.arena = a, .file = file, .bounds = bounds, .d = d, .watcher = w, .anchors = map_new(a)};
    start_yaml(&b);
    for (bool more = true; more && !b.stopped;) {
        yaml_event_delete(&b.yaml->event);
        if (yaml_parser_parse(&b.yaml->parser, &b.yaml->event))
            see_event(&b);
        else
            take_trouble(&b);
        more = b.yaml->event.type != YAML_STREAM_END_EVENT;
    }
    free_yaml(b.yaml);
    if (!b.stopped && (!b.root || tree_is_nothing(b.root))) {
        report(d, RULE_TYPE, (place){file, 0, 0}, "write entries such as ‘title: …’, ‘nodes:’ and ‘edges:’",
               "the file is empty");
        return NULL;
    }
    if (b.stopped)
        return NULL;
    b.root->partial = b.partial;
    return b.root;
}

bool tree_is_nothing(const tree *t)
{
    return t->type == TREE_TEXT && t->plain && (!*t->text || strcmp(t->text, "~") == 0 || strcmp(t->text, "null") == 0);
}

const tree *tree_get(const tree *from, const char *key)
{
    for (size_t i = 0; from->type == TREE_MAP && i < from->entries.count; i++)
        if (strcmp(from->entries.items[i].key->text, key) == 0)
            return from->entries.items[i].value;
    return NULL;
}
