#include "input/reader.h"

#include <string.h>

static void report_no_warning(reader *r, const tree *key)
{
    const char *near = warning_near(key->text);
    report(r->d, RULE_UNKNOWN_KEY, key->at,
           near ? arena_format(r->arena, "did you mean ‘%s’?", near) : "‘entente check --list’ tells them all",
           "there is no warning ‘%s’", in_short(r->arena, key->text));
}

/* The words from "off" on. */
const value_type switch_value = {"‘on’, ‘off’ or ‘error’", NULL, severity_words + SEVERITY_OFF,
                                 SEVERITY_COUNT - SEVERITY_OFF, NULL};

/* Words that people write for one of them; NULL for others. */
static const char *word_meant(const char *text)
{
    static const char *const pairs[][2] = {
        {"false", "off"}, {"no", "off"}, {"none", "off"}, {"ignore", "off"}, {"never", "off"}, {"0", "off"},
        {"true", "on"},   {"yes", "on"}, {"warn", "on"},  {"warning", "on"}, {"always", "on"}, {"1", "on"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(pairs[i][0], text) == 0)
            return pairs[i][1];
    return NULL;
}

static severity read_switch(reader *r, const document *by, const tree_entry *e)
{
    const tree *value = e->value;
    const char *meant = value->type == TREE_TEXT ? word_meant(value->text) : NULL;
    if (value->wrong)
        return SEVERITY_UNSAID;
    if (tree_is_nothing(value) || meant) {
        if (meant)
            report(r->d, RULE_VALUE, value->at,
                   arena_format(r->arena, "did you mean ‘%s’? It can be off, on or error", meant),
                   "‘%s’ cannot be ‘%s’", e->key->text, value->text);
        else
            report(r->d, RULE_VALUE, value->at, "it can be off, on or error", "‘%s’ is empty", e->key->text);
        return SEVERITY_UNSAID;
    }
    return (severity)(SEVERITY_OFF + slot_word(r, &(slot){&switch_value, by, e->key, value}));
}

/* `unused-source: off`. Files are asked in their order, and the first that speaks of a warning is heard. */
static void read_check(reader *r, const document *by, const tree_entry *e)
{
    rule which;
    if (!rule_by_name(e->key->text, &which)) {
        report_no_warning(r, e->key);
    } else if (!rule_of(which)->warning) {
        report(r->d, RULE_UNKNOWN_KEY, e->key->at, "take it out; ‘entente check --list’ tells which ones are warnings",
               "‘%s’ is an error, and errors cannot be switched", e->key->text);
    } else {
        severity said = read_switch(r, by, e), *known = &r->network->checks[which];
        *known = *known ? *known : said;
    }
}

static void read_checks(reader *r, const slot *s, void *target)
{
    (void)target;
    if (s->value->type != TREE_MAP) {
        refuse_type(r, s, s->value, "write entries such as ‘checks: {unused-source: off}’");
        return;
    }
    for (size_t i = 0; i < s->value->entries.count; i++)
        read_check(r, s->document, &s->value->entries.items[i]);
}

const value_type checks_value = {"names of warnings, each with ‘on’, ‘off’ or ‘error’", read_checks, NULL, 0, NULL};

void apply_checks(const reader *r)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (r->network->checks[i])
            diagnostics_switch(r->d, (rule)i, r->network->checks[i]);
}
