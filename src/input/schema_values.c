#include "input/schema.h"

#include <string.h>

/* Regular expressions that ECMAScript and Python read alike, so without classes such as \p{L}: an id has no blank, and
   of ASCII only letters, digits, `_`, `-` and `.`; a letter or digit is among them. */
#define WORD     "[^\\s!-/:-@\\[-`{-~]"
#define ID       "[-._]*" WORD "[^\\s!-,/:-@\\[-^`{-~]*"
#define IDS      ID "(\\s*,\\s*" ID ")*"
#define MONTH    "(0[1-9]|1[0-2])"
#define DAY      "(0[1-9]|[12][0-9]|3[01])"
#define LENGTH   "[0-9]+(\\.[0-9]*)?(cm|mm)?"
#define WHOLE(x) "^\\s*" x "\\s*$"

void schema_put_reference(json *j, const char *key, const char *name)
{
    json_begin_line(j, key, '{');
    schema_refer(j, name);
    json_end(j, '}');
}

void schema_refer(json *j, const char *name)
{
    char pointer[64] = "#/$defs/";
    strncat(pointer, name, sizeof pointer - strlen(pointer) - 1);
    json_text(j, "$ref", pointer);
}

/* ---- pieces ---- */

/* A regular expression, and what editors say instead of showing it. */
static void put_pattern(json *j, const char *pattern, const char *takes)
{
    buffer message = {0};
    buffer_format(&message, "Write %s.", takes);
    json_text(j, "pattern", pattern);
    json_text(j, "patternErrorMessage", message.data);
    buffer_free(&message);
}

/* A text; where it has a pattern, `takes` says what it takes. */
static void put_string(json *j, const char *pattern, const char *takes)
{
    json_begin_line(j, NULL, '{');
    json_text(j, "type", "string");
    if (pattern)
        put_pattern(j, pattern, takes);
    json_end(j, '}');
}

/* None of these types: editors propose `true`, `false` and `null` where a schema names those. */
static void put_not(json *j, const char *key, const char *const *types, size_t count)
{
    json_begin_line(j, key, '{');
    json_begin(j, "not", '{');
    json_texts(j, "type", types, count);
    json_end(j, '}');
    json_end(j, '}');
}

static void put_enum(json *j, const char *const *list, size_t count, const char *const *meanings)
{
    json_begin(j, NULL, '{');
    json_texts(j, "enum", list, count);
    if (meanings)
        json_texts(j, "enumDescriptions", meanings, count);
    json_end(j, '}');
}

/* ---- one value ---- */

static void put_text(json *j, const value_type *type)
{
    (void)type;
    put_string(j, NULL, NULL);
    schema_put_reference(j, NULL, "scalar");
}

static void put_name(json *j, const value_type *type)
{
    put_string(j, "\\S", type->takes);
    schema_put_reference(j, NULL, "scalar");
}

/* YAML 1.1 reads `lang: no`, Norwegian, as false. */
static void put_lang(json *j, const value_type *type)
{
    static const char *const others[] = {"string", "number", "null", "array", "object"};
    put_string(j, "^[A-Za-z]{2,8}(-[-A-Za-z0-9]*[A-Za-z0-9])?$", type->takes);
    put_not(j, NULL, others, sizeof others / sizeof *others);
}

/* http, https, mailto, or no scheme at all. */
static void put_link(json *j, const value_type *type)
{
    put_string(j, "^(\\s*([Hh][Tt][Tt][Pp][Ss]?|[Mm][Aa][Ii][Ll][Tt][Oo]):|[^:/?#]*([/?#]|$))", type->takes);
}

/* A year alone is a number to YAML. */
static void put_date(json *j, const value_type *type)
{
    enum { LAST_YEAR = 9999 };
    put_string(j, WHOLE("[0-9]{4}(-" MONTH "(-" DAY ")?)?"), type->takes);
    json_begin_line(j, NULL, '{');
    json_text(j, "type", "integer");
    json_number(j, "minimum", 1);
    json_number(j, "maximum", LAST_YEAR);
    json_end(j, '}');
}

static void put_depth(json *j, const value_type *type)
{
    enum { MOST = 9999 };
    json_begin_line(j, NULL, '{');
    json_text(j, "type", "integer");
    json_number(j, "minimum", 0);
    json_number(j, "maximum", MOST);
    json_end(j, '}');
    put_string(j, WHOLE("[0-9]{1,4}"), type->takes);
}

static void put_page(json *j, const value_type *type)
{
    put_string(j, WHOLE(LENGTH "x" LENGTH), type->takes);
}

static void put_color(json *j, const value_type *type)
{
    put_enum(j, color_words, color_word_count, NULL);
    put_string(j, WHOLE("#[0-9a-fA-F]{6}"), type->takes);
}

static void put_words(json *j, const value_type *type)
{
    put_enum(j, type->words, (size_t)type->word_count, type == &status_value ? status_legends : NULL);
}

/* ---- ids ---- */

static void put_id(json *j, const value_type *type)
{
    put_string(j, WHOLE(ID), type->takes);
    schema_put_reference(j, NULL, "scalar");
}

/* Proposed, while others are taken too. */
static void propose_kinds(json *j)
{
    json_begin(j, NULL, '{');
    json_begin_line(j, "enum", '[');
    for (size_t i = 0; i < builtin_kind_count; i++)
        json_text(j, NULL, builtin_kinds[i].id);
    json_end(j, ']');
    json_end(j, '}');
}

static void propose_relations(json *j)
{
    json_begin(j, NULL, '{');
    json_begin_line(j, "enum", '[');
    for (size_t i = 0; i < builtin_relation_count; i++)
        json_text(j, NULL, builtin_relations[i].id);
    json_end(j, ']');
    json_begin_line(j, "enumDescriptions", '[');
    for (size_t i = 0; i < builtin_relation_count; i++)
        json_text(j, NULL, tone_words[builtin_relations[i].tone]);
    json_end(j, ']');
    json_end(j, '}');
}

static void put_relation(json *j, const value_type *type)
{
    propose_relations(j);
    put_text(j, type);
}

/* Several, in one text with commas or in a list. */
static void put_several(json *j, const value_type *type, void (*propose)(json *), const char *pattern)
{
    json_begin(j, NULL, '{');
    json_text(j, "type", "array");
    if (type == &ids_value)
        json_number(j, "minItems", 1);
    json_begin(j, "items", '{');
    json_begin(j, "anyOf", '[');
    if (propose)
        propose(j);
    put_string(j, pattern, type->takes);
    schema_put_reference(j, NULL, "scalar");
    schema_put_reference(j, NULL, "nothing");
    json_end(j, ']');
    json_end(j, '}');
    json_end(j, '}');
}

static void put_list(json *j, const value_type *type, void (*propose)(json *), const char *pattern)
{
    if (propose)
        propose(j);
    put_string(j, pattern, type->takes);
    schema_put_reference(j, NULL, "scalar");
    put_several(j, type, propose, pattern);
}

static void put_ids(json *j, const value_type *type)
{
    put_list(j, type, NULL, WHOLE(IDS));
}

static void put_kinds(json *j, const value_type *type)
{
    put_list(j, type, propose_kinds, WHOLE(IDS));
}

/* They can be named by their labels too, which may be any text. */
static void put_relations(json *j, const value_type *type)
{
    put_list(j, type, propose_relations, "\\S");
}

static void propose_statuses(json *j)
{
    put_words(j, &status_value);
}

static void put_statuses(json *j, const value_type *type)
{
    put_list(j, type, propose_statuses, ","); /* several in one text are not looked at */
}

static void put_files(json *j, const value_type *type)
{
    put_string(j, NULL, NULL);
    put_several(j, type, NULL, "\\S");
}

/* YAML 1.1 reads `on` and `off` as true and false. */
static void put_checks(json *j, const value_type *type)
{
    static const char *const others[] = {"string", "number", "null", "array", "object"};
    (void)type;
    json_begin(j, NULL, '{');
    json_text(j, "type", "object");
    json_begin(j, "properties", '{');
    for (int r = 0; r < RULE_COUNT; r++) {
        if (!rule_of((rule)r)->warning)
            continue;
        json_begin_line(j, rule_of((rule)r)->name, '{');
        json_text(j, "description", rule_of((rule)r)->summary);
        json_begin(j, "anyOf", '[');
        put_words(j, &switch_value);
        put_not(j, NULL, others, sizeof others / sizeof *others);
        json_end(j, ']');
        json_end(j, '}');
    }
    json_end(j, '}');
    json_flag(j, "additionalProperties", false);
    json_end(j, '}');
}

/* ---- all of them ---- */

static const struct form {
    const value_type *type;
    const char *name; /* the same for what looks the same */
    void (*put)(json *j, const value_type *type);
} forms[] = {
    {&text_value, "text", put_text},
    {&label_value, "text", put_text},
    {&name_value, "name", put_name},
    {&lang_value, "language", put_lang},
    {&url_value, "link", put_link},
    {&date_value, "date", put_date},
    {&color_value, "color", put_color},
    {&depth_value, "depth", put_depth},
    {&page_value, "page", put_page},
    {&status_value, "status", put_words},
    {&emphasis_value, "emphasis", put_words},
    {&tone_value, "tone", put_words},
    {&shape_value, "shape", put_words},
    {&ended_value, "ended", put_words},
    {&isolated_value, "isolated", put_words},
    {&layout_value, "layout", put_words},
    {&direction_value, "direction", put_words},
    {&theme_value, "theme", put_words},
    {&legend_value, "legend", put_words},
    {&notes_value, "notes", put_words},
    {&group_value, "id", put_id},
    {&relation_value, "relation_of_an_edge", put_relation},
    {&ids_value, "ends", put_ids},
    {&sources_value, "ids", put_ids},
    {&focus_value, "ids", put_ids},
    {&kinds_value, "kinds", put_kinds},
    {&relations_value, "relations", put_relations},
    {&statuses_value, "statuses", put_statuses},
    {&files_value, "files", put_files},
    {&icon_value, "text", put_text},
    {&checks_value, "checks", put_checks},
};
enum { FORMS = sizeof forms / sizeof *forms };

const char *schema_value_name(const value_type *type)
{
    for (size_t i = 0; i < FORMS; i++)
        if (forms[i].type == type)
            return forms[i].name;
    return NULL;
}

static bool is_put_already(size_t i)
{
    for (size_t before = 0; before < i; before++)
        if (strcmp(forms[before].name, forms[i].name) == 0)
            return true;
    return false;
}

/* What the keys of a map look like, with `longest` characters (0: any number); editors propose the title. */
static void put_key(json *j, const char *name, const char *title, int longest, const char *pattern, const char *takes)
{
    json_begin(j, name, '{');
    json_text(j, "title", title);
    json_text(j, "type", "string");
    put_pattern(j, pattern, takes);
    if (longest)
        json_number(j, "maxLength", longest);
    json_end(j, '}');
}

void schema_put_values(json *j)
{
    static const char *const but_scalars[] = {"string", "null", "array", "object"};
    static const char *const but_nothing[] = {"string", "number", "boolean", "array", "object"};
    for (size_t i = 0; i < FORMS; i++) {
        if (is_put_already(i))
            continue;
        json_begin(j, forms[i].name, '{');
        json_begin(j, "anyOf", '[');
        forms[i].put(j, forms[i].type);
        json_end(j, ']');
        json_end(j, '}');
    }
    /* What YAML takes for a number, for true or for false; and what is as if the key were not there. */
    put_not(j, "scalar", but_scalars, sizeof but_scalars / sizeof *but_scalars);
    put_not(j, "nothing", but_nothing, sizeof but_nothing / sizeof *but_nothing);
    put_key(j, "key", "id", LONGEST_ID, "^" ID "$", "an id: one word of letters, digits, ‘_’, ‘-’ and ‘.’");
    put_key(j, "ends_of_an_arrow", "a -> b", 0, WHOLE(IDS "\\s+(->|--)\\s+" IDS),
            "ids on both sides of ‘->’, or of ‘--’ where it has no direction, with blanks around");
}
