#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const rule_row rules[RULE_COUNT] = {
    [RULE_SYNTAX] = {"syntax", false, "the file is not YAML", 1},
    [RULE_ENCODING] = {"encoding", false, "the file is neither UTF-8 nor UTF-16", 1},
    [RULE_TYPE] = {"type", false, "entries where a text is expected, or the other way round", 1},
    [RULE_UNKNOWN_KEY] = {"unknown-key", false, "a key that the format does not have", 1},
    [RULE_DUPLICATE_KEY] = {"duplicate-key", false, "the same key twice in one place", 1},
    [RULE_MISSING_KEY] = {"missing-key", false, "a key that must be there is not", 1},
    [RULE_VALUE] = {"value", false, "a value that is not one of those allowed", 1},
    [RULE_DATE] = {"date", false, "a date that does not exist, or ends before it begins", 1},
    [RULE_ID] = {"id", false, "an id with characters that ids cannot have", 1},
    [RULE_DUPLICATE_ID] = {"duplicate-id", false, "the same id for two things", 1},
    [RULE_UNKNOWN_ID] = {"unknown-id", false, "a node, kind, relation, group or source that is not there", 1},
    [RULE_EDGE] = {"edge", false, "an edge that does not read ‘a -> b’", 1},
    [RULE_URL] = {"url", false, "a link of a kind that is not allowed", 1},
    [RULE_CYCLE] = {"cycle", false, "aliases, groups or includes that hold themselves", 1},
    [RULE_INCLUDE] = {"include", false, "an include or icon that cannot be used", 1},
    [RULE_LIMIT] = {"limit", false, "more than a bound allows", 4},
    [RULE_IO] = {"io", false, "a file that cannot be read or written", 3},
    [RULE_INTERNAL] = {"internal", false, "a fault of the program", 5},
    [RULE_UNSOURCED_CLAIM] = {"unsourced-claim", true, "a claim without a source", 1, TOLD_BY_CHECK},
    [RULE_QUOTE_WITHOUT_SOURCE] = {"quote-without-source", true, "a quote that names no source", 1, TOLD_BY_CHECK},
    [RULE_EMPTY_QUOTE] = {"empty-quote", true, "a quote without words", 1, TOLD_BY_CHECK},
    [RULE_UNUSED_SOURCE] = {"unused-source", true, "a source that nothing cites", 1, TOLD_BY_CHECK},
    [RULE_LONE_NODE] = {"lone-node", true, "a node without edges", 1, TOLD_BY_CHECK},
    [RULE_NEAR_RELATION] = {"near-relation", true, "a label spelled nearly like a relation", 1, TOLD_BY_CHECK},
    [RULE_DATE_CONFLICT] = {"date-conflict", true, "an edge outside the time of its nodes", 1, TOLD_BY_CHECK},
    [RULE_DUPLICATE_CLAIM] = {"duplicate-claim", true, "the same claim twice", 1, TOLD_BY_CHECK},
    [RULE_SINCE_AFTER_AS_OF] = {"since-after-as-of", true, "a claim that begins after the day of the picture", 1,
                                TOLD_BY_CHECK},
    [RULE_EMPTY_PICTURE] = {"empty-picture", true, "nothing to draw", 1},
    [RULE_EMPTY_VIEW] = {"empty-view", true, "a view that draws nothing", 1},
    [RULE_PALE_COLOR] = {"pale-color", true, "a colour of a kind that is too pale for a white page", 1},
    [RULE_LAYOUT] = {"layout", true, "a layout poorer than the one asked for", 1, TOLD_BY_DRAWING},
    [RULE_SMALL_TEXT] = {"small-text", true, "a large network whose text is too small on its page", 1, TOLD_BY_DRAWING},
};

typedef struct entry {
    diagnostic what;
    size_t number; /* order of reporting */
} entry;

/* What was reported of a rule. */
typedef struct tally {
    size_t count;
    int exit; /* the gravest code, where it counts as an error */
} tally;

struct diagnostics {
    arena *arena;
    bool strict;
    ARRAY(entry) entries;
    map *seen;   /* rule and place, as text */
    size_t told; /* entries that have been told */
    tally tallies[RULE_COUNT];
    severity switched[RULE_COUNT]; /* what was said of them, SEVERITY_UNSAID where nothing */
};

const char *const severity_words[SEVERITY_COUNT] = {"", "off", "on", "error"};

const rule_row *rule_of(rule r)
{
    return &rules[r];
}

diagnostics *diagnostics_new(arena *a, bool strict)
{
    diagnostics *d = arena_new_of(a, diagnostics);
    d->arena = a;
    d->strict = strict;
    d->seen = map_new(a);
    return d;
}

bool rule_by_name(const char *name, rule *out)
{
    for (int r = 0; r < RULE_COUNT; r++)
        if (strcmp(rules[r].name, name) == 0) {
            *out = (rule)r;
            return true;
        }
    return false;
}

const char *warning_near(const char *name)
{
    nearest near = nearest_to(name);
    for (int r = 0; r < RULE_COUNT; r++)
        if (rules[r].warning)
            nearest_try(&near, rules[r].name);
    return near.best;
}

void diagnostics_switch(diagnostics *d, rule r, severity to)
{
    if (rules[r].warning && d->switched[r] == SEVERITY_UNSAID)
        d->switched[r] = to;
}

severity diagnostics_severity(const diagnostics *d, rule r)
{
    severity said = d->switched[r];
    if (!rules[r].warning)
        return SEVERITY_ERROR;
    if (said == SEVERITY_OFF || said == SEVERITY_ERROR)
        return said;
    return d->strict ? SEVERITY_ERROR : SEVERITY_WARNING;
}

/* What is said of one picture after the other, with other words at the same place. */
static bool is_of_picture(rule r)
{
    return r == RULE_EMPTY_PICTURE || r == RULE_EMPTY_VIEW;
}

static bool seen_before(diagnostics *d, rule r, place at, const char *message)
{
    int order = at.file ? at.file->order : -1;
    if (is_of_picture(r))
        return map_put(d->seen, arena_format(d->arena, "%d %d %u %s", r, order, at.start, message), d);
    return at.file && map_put(d->seen, arena_format(d->arena, "%d %d %u", r, order, at.start), d);
}

void report(diagnostics *d, rule r, place at, const char *help, const char *format, ...)
{
    if (diagnostics_severity(d, r) == SEVERITY_OFF)
        return;
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *message = arena_get(d->arena, (size_t)(length < 0 ? 0 : length) + 1);
    if (length > 0)
        vsnprintf(message, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    if (seen_before(d, r, at, message))
        return;

    size_t number = d->entries.count;
    *array_add(d->arena, &d->entries) = (entry){{r, at, message, help}, number};
    enum { WRONG_USAGE = 2 };
    int exit = rules[r].exit > WRONG_USAGE || !at.file || !at.file->is_usage ? rules[r].exit : WRONG_USAGE;
    tally *of_rule = &d->tallies[r];
    of_rule->count++;
    of_rule->exit = exit > of_rule->exit ? exit : of_rule->exit;
}

const char *in_short(arena *a, const char *text)
{
    enum { LONGEST = 60 };
    const char *at = text, *end = text + strnlen(text, LONGEST * 4 + 1);
    for (int count = 0; at < end && count < LONGEST; count++)
        utf8_next(&at, end);
    return *at ? arena_format(a, "%s…", arena_copy(a, text, (size_t)(at - text))) : text;
}

/* Places before none, by file and then by character, at last by the order of reporting. */
static int compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    const source_file *af = a->what.at.file, *bf = b->what.at.file;
    if (!af != !bf)
        return af ? -1 : 1;
    if (af && af->order != bf->order)
        return af->order < bf->order ? -1 : 1;
    if (a->what.at.start != b->what.at.start)
        return a->what.at.start < b->what.at.start ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

void diagnostics_pardon(diagnostics *d)
{
    size_t kept = d->told;
    for (size_t i = d->told; i < d->entries.count; i++) {
        entry e = d->entries.items[i];
        if (e.what.rule != RULE_UNKNOWN_ID || !e.what.at.file || !e.what.at.file->is_usage)
            d->entries.items[kept++] = e;
    }
    tally *left = &d->tallies[RULE_UNKNOWN_ID];
    left->count -= d->entries.count - kept;
    left->exit = left->count ? rules[RULE_UNKNOWN_ID].exit : 0;
    d->entries.count = kept;
}

void diagnostics_told(diagnostics *d)
{
    d->told = d->entries.count;
}

const diagnostic *diagnostics_sorted(diagnostics *d, size_t *count)
{
    size_t left = d->entries.count - d->told;
    entry *first = left ? &d->entries.items[d->told] : NULL;
    diagnostic *sorted = arena_get(d->arena, left * sizeof *sorted);
    if (left)
        qsort(first, left, sizeof *first, compare);
    *count = 0;
    for (size_t i = 0; i < left; i++)
        if (diagnostics_severity(d, first[i].what.rule) != SEVERITY_OFF)
            sorted[(*count)++] = first[i].what;
    return sorted;
}

/* Counted when asked, since a rule may be switched after it was reported. */
static size_t count_of(const diagnostics *d, severity s)
{
    size_t count = 0;
    for (int r = 0; r < RULE_COUNT; r++)
        if (d->tallies[r].count && diagnostics_severity(d, (rule)r) == s)
            count += d->tallies[r].count;
    return count;
}

size_t diagnostics_errors(const diagnostics *d)
{
    return count_of(d, SEVERITY_ERROR);
}

size_t diagnostics_warnings(const diagnostics *d)
{
    return count_of(d, SEVERITY_WARNING);
}

int diagnostics_exit(const diagnostics *d)
{
    int gravest = 0;
    for (int r = 0; r < RULE_COUNT; r++)
        if (d->tallies[r].exit > gravest && diagnostics_severity(d, (rule)r) == SEVERITY_ERROR)
            gravest = d->tallies[r].exit;
    return gravest;
}

/* ---- where a place is ---- */

static cursor cursor_at_start(const source_file *file)
{
    return (cursor){file, file->text, file->text, 0, 1, 1};
}

void cursor_walk(cursor *c, uint32_t target)
{
    const char *end = c->file->text + c->file->length;
    while (c->character < target && c->at < end) {
        bool is_cr = *c->at == '\r';
        uint32_t now = utf8_next(&c->at, end);
        c->character++;
        c->column++;
        if (now == '\n' || (is_cr && (c->at == end || *c->at != '\n'))) {
            c->number++;
            c->column = 1;
            c->line = c->at;
        }
    }
}

void cursor_move(cursor *c, place to)
{
    if (c->file != to.file || c->character > to.start)
        *c = cursor_at_start(to.file);
    cursor_walk(c, to.start);
}

void place_line_column(place at, unsigned *line, unsigned *column)
{
    *line = *column = 1;
    if (!at.file)
        return;
    cursor c = {0};
    cursor_move(&c, at);
    *line = c.number;
    *column = c.column;
}
