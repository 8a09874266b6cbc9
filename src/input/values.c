#include "input/reader.h"

#include <stdio.h>
#include <string.h>

/* ---- texts ---- */

static const char *const shape_of_tree[] = {
    [TREE_TEXT] = "a text", [TREE_LIST] = "a list", [TREE_MAP] = "entries of its own"};

static const char *trimmed(arena *a, const char *text)
{
    while (is_white(*text))
        text++;
    size_t length = strlen(text);
    if (!length || !is_white(text[length - 1]))
        return text;
    while (length && is_white(text[length - 1]))
        length--;
    return arena_copy(a, text, length);
}

void refuse_type(reader *r, const slot *s, const tree *value, const char *help)
{
    const tree *only = value->type == TREE_LIST && value->entries.count == 1 ? value->entries.items[0].value : NULL;
    if (!help && only && only->type == TREE_TEXT)
        help = arena_format(r->arena, "write ‘%s: %s’", s->key->text, in_short(r->arena, only->text));
    report(r->d, RULE_TYPE, value->at, help, "‘%s’ takes %s, not %s", s->key->text, s->type->takes,
           shape_of_tree[value->type]);
}

const char *slot_text(reader *r, const slot *s)
{
    if (s->value->type == TREE_TEXT)
        return trimmed(r->arena, s->value->text);
    refuse_type(r, s, s->value, NULL);
    return NULL;
}

/* Reports that the slot cannot have this value. */
static void refuse(reader *r, const slot *s, rule which, const char *text, const char *help)
{
    report(r->d, which, s->value->at, help, "‘%s’ cannot be ‘%s’", s->key->text, in_short(r->arena, text));
}

static void read_text(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (text && *text)
        *(const char **)target = text;
}

static void read_name(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (text && !*text)
        report(r->d, RULE_VALUE, s->value->at, "write what the figure shall show", "‘%s’ is empty", s->key->text);
    else if (text)
        *(const char **)target = text;
}

static void read_label(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (text)
        *(word *)target = (word){text, s->value->at};
}

/* A language tag as XML has it: "en", "pt-BR". */
static void read_lang(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (!text)
        return;
    size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    size_t all = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    if (letters < 2 || letters > 8 || text[all] || (text[letters] && text[letters] != '-') || text[all - 1] == '-')
        refuse(r, s, RULE_VALUE, text, "write the code of a language, such as en, de or pt-BR");
    else
        *(const char **)target = text;
}

const value_type text_value = {"a text", read_text, NULL, 0, NULL};
const value_type name_value = {"a text", read_name, NULL, 0, NULL};
const value_type label_value = {"a text", read_label, NULL, 0, NULL};
const value_type lang_value = {"the code of a language", read_lang, NULL, 0, NULL};

/* ---- dates ---- */

static void read_date(reader *r, const slot *s, void *target)
{
    date *d = target;
    const char *text = slot_text(r, s);
    if (!text)
        return;
    const char *wrong = date_parse(text, d);
    d->at = s->value->at;
    if (!wrong)
        return;
    char guess[32];
    const char *help = date_guess(text, guess) ? arena_format(r->arena, "write %s", guess) : NULL;
    report(r->d, RULE_DATE, s->value->at, help, "‘%s’ cannot be ‘%s’: %s", s->key->text, in_short(r->arena, text),
           wrong);
}

void check_span(reader *r, const claim *c)
{
    char since[12], until[12];
    if (!c->since.year || !c->until.year || date_last(c->until) >= date_first(c->since))
        return;
    date_text(c->since, since);
    date_text(c->until, until);
    report(r->d, RULE_DATE, c->until.at, "write the earlier date as ‘since’", "it ends in %s, before it begins in %s",
           until, since);
}

void place_quote(claim *c, const tree *entries)
{
    const tree *quote = entries->wrong || entries->type != TREE_MAP ? NULL : tree_get(entries, "quote");
    if (quote && !quote->wrong)
        c->quote_at = quote->at;
}

const value_type date_value = {"a date such as 2021, 2021-09 or 2021-09-15", read_date, NULL, 0, NULL};

/* ---- one word of a list ---- */

static const char *all_words(arena *a, const char *const *list, int count)
{
    buffer all = {0};
    for (int i = 0; i < count; i++)
        buffer_format(&all, "%s%s", i == 0 ? "" : i == count - 1 ? " or " : ", ", list[i]);
    const char *text = arena_copy(a, all.data, all.length);
    buffer_free(&all);
    return text;
}

static const char *nearest_word(const value_type *type, const char *text)
{
    nearest n = nearest_to(text);
    for (int i = 0; i < type->word_count; i++)
        nearest_try(&n, type->words[i]);
    return n.best;
}

void refuse_word(reader *r, const slot *s, place at, const char *text)
{
    const char *best = nearest_word(s->type, text), *all = all_words(r->arena, s->type->words, s->type->word_count);
    report(r->d, RULE_VALUE, at,
           best ? arena_format(r->arena, "did you mean ‘%s’? It can be %s", best, all)
                : arena_format(r->arena, "it can be %s", all),
           "‘%s’ cannot be ‘%s’", s->key->text, in_short(r->arena, text));
}

int slot_word(reader *r, const slot *s)
{
    const char *text = slot_text(r, s);
    int index = text ? word_index(s->type->words, s->type->word_count, text) : -1;
    if (text && index < 0)
        refuse_word(r, s, s->value->at, text);
    return index;
}

static void read_status(reader *r, const slot *s, void *target)
{
    claim *c = target;
    int index = slot_word(r, s);
    if (index >= 0)
        c->status = (status)index;
    c->status_at = s->value->at;
}

static void read_choice(reader *r, const slot *s, void *target)
{
    int index = slot_word(r, s);
    if (index >= 0)
        *(unsigned *)target = (unsigned)index;
}

static void read_word(reader *r, const slot *s, void *target)
{
    int index = slot_word(r, s);
    if (index >= 0)
        *(word *)target = (word){s->type->words[index], s->value->at};
}

/* The words of a view are those of the options with the same names. */
static const char *const ended_words[] = {"hide", "show"};
static const char *const isolated_words[] = {"show", "hide"};
static const char *const layout_words[] = {"auto", "dot", "neato", "fdp", "sfdp", "circo", "twopi"};
static const char *const direction_words[] = {"auto", "down", "right"};
static const char *const theme_words[] = {"auto", "light", "dark", "print"};
static const char *const legend_words[] = {"auto", "none"};
static const char *const notes_words[] = {"auto", "none", "full"};

const value_type status_value = {"a status", read_status, WORDS(status_words), NULL};
const value_type emphasis_value = {"a word", read_choice, WORDS(emphasis_words), NULL};
const value_type tone_value = {"a tone", read_choice, WORDS(tone_words), NULL};
const value_type shape_value = {"a shape", read_choice, WORDS(shape_words), NULL};
const value_type ended_value = {"‘hide’ or ‘show’", read_word, WORDS(ended_words), NULL};
const value_type isolated_value = {"‘show’ or ‘hide’", read_word, WORDS(isolated_words), NULL};
const value_type layout_value = {"the name of a layout engine", read_word, WORDS(layout_words), NULL};
const value_type direction_value = {"a direction", read_word, WORDS(direction_words), NULL};
const value_type theme_value = {"the name of a theme", read_word, WORDS(theme_words), NULL};
const value_type legend_value = {"‘auto’ or ‘none’", read_word, WORDS(legend_words), NULL};
const value_type notes_value = {"‘auto’, ‘none’ or ‘full’", read_word, WORDS(notes_words), NULL};

/* ---- texts of a certain form ---- */

/* A value that lacks its # or is written in short, as it should be; NULL where it is none. */
static const char *hex_meant(arena *a, const char *text)
{
    const char *digits = text + (*text == '#');
    size_t count = strspn(digits, "0123456789abcdefABCDEF");
    if (digits[count] || (count != 6 && count != 3))
        return NULL;
    if (count == 6)
        return arena_format(a, "#%s", digits);
    return arena_format(a, "#%c%c%c%c%c%c", digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]);
}

static void read_color(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (!text)
        return;
    if (color_is_hex(text) || word_index(color_words, (int)color_word_count, text) >= 0) {
        *(const char **)target = text;
        return;
    }
    const char *hex = hex_meant(r->arena, text), *meant = hex ? hex : color_meant(text);
    const char *all = all_words(r->arena, color_words, (int)color_word_count);
    refuse(r, s, RULE_VALUE, text,
           meant ? arena_format(r->arena, "did you mean ‘%s’? It can be %s, or a value such as \"#1a2b3c\"", meant, all)
                 : arena_format(r->arena, "it can be %s, or a value such as \"#1a2b3c\"", all));
}

static void read_depth(reader *r, const slot *s, void *target)
{
    enum { MOST_DIGITS = 4 };
    const char *text = slot_text(r, s);
    if (!text)
        return;
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > MOST_DIGITS || text[digits]) {
        refuse(r, s, RULE_VALUE, text, "write how many steps away from the focus, from 0 to 9999");
        return;
    }
    long depth = 0;
    for (const char *at = text; *at; at++)
        depth = depth * 10 + (*at - '0');
    *(long *)target = depth;
}

static void read_page(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    double width, height;
    if (!text)
        return;
    if (page_parse(text, &width, &height))
        *(word *)target = (word){text, s->value->at};
    else
        refuse(r, s, RULE_VALUE, text, "write width x height, each from 2 to 200 cm: 16x24cm or 160x240mm");
}

const value_type color_value = {"a colour", read_color, NULL, 0, NULL};
const value_type depth_value = {"a number", read_depth, NULL, 0, NULL};
const value_type page_value = {"a width and a height such as 16x24cm", read_page, NULL, 0, NULL};

/* ---- links ---- */

static void read_url(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    if (!text || !*text)
        return;
    if (is_safe_link(text))
        *(const char **)target = text;
    else
        refuse(r, s, RULE_URL, text, "a link begins with https:, http: or mailto:, or is relative to the figure");
}

const value_type url_value = {"a link", read_url, NULL, 0, NULL};

/* ---- files ---- */

const value_type files_value = {"the name of a file, or a list of them", NULL, NULL, 0, NULL};
