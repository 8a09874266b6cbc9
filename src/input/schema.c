#include "input/schema.h"

#include <string.h>

#define SCHEMA_ID "urn:entente:schema:network"

/* What the tables are called under `$defs`, and keys of which one must be there. */
static const struct definition {
    const char *name;
    const key_table *table;
    const char *one_of[4];
} definitions[] = {
    {"source", &source_keys, {"title", "text", "url"}},
    {"kind", &kind_keys, {NULL}},
    {"new_kind", &new_kind_keys, {NULL}},
    {"relation", &relation_keys, {NULL}},
    {"group", &group_keys, {NULL}},
    {"node", &node_keys, {NULL}},
    {"edge", &edge_keys, {"relation", "label"}},
    {"long_edge", &long_edge_keys, {"relation", "label"}},
    {"view", &view_keys, {NULL}},
};
enum { DEFINITIONS = sizeof definitions / sizeof *definitions };

static const struct definition *definition_of(const key_table *table)
{
    size_t i = 0;
    while (definitions[i].table != table)
        i++;
    return &definitions[i];
}

/* ---- words ---- */

/* Describes what is open by a sentence: with a capital at its beginning, and a full stop. Frees the text. */
static void sentence(json *j, buffer *text)
{
    if (text->data[0] >= 'a' && text->data[0] <= 'z')
        text->data[0] = (char)(text->data[0] - 'a' + 'A');
    buffer_char(text, '.');
    json_text(j, "description", text->data);
    buffer_free(text);
}

/* "When it began. It takes a date such as 2021, 2021-09 or 2021-09-15." Where only some words will do, editors list
   them. */
static void put_description(json *j, const key_row *row)
{
    buffer text = {0};
    buffer_text(&text, row->summary);
    if (!row->type->words)
        buffer_format(&text, ". It takes %s%s", row->type->takes, row->required ? ", and must be there" : "");
    sentence(j, &text);
}

/* "A node: its ‘name’, or entries of its own." For what is built in: "Country, a kind: its ‘label’, …" */
static void put_what(json *j, const key_table *table, const char *builtin)
{
    buffer text = {0};
    buffer_format(&text, "%s%s%s: ", builtin ? builtin : "", builtin ? ", " : "", table->what);
    if (table->short_key)
        buffer_format(&text, "its ‘%s’, or ", table->short_key);
    buffer_text(&text, "entries of its own");
    sentence(j, &text);
}

/* ---- sections: what stands under an id ---- */

static void put_types(json *j, const char *type)
{
    json_texts(j, "type", (const char *const[]){type, "null"}, 2);
}

static bool may_be_nothing(const struct definition *d)
{
    bool needs = d->one_of[0] != NULL;
    for (size_t i = 0; i < d->table->count; i++)
        needs |= d->table->rows[i].required;
    return !needs;
}

/* `id: value`, in short or in long form. */
static void put_definition(json *j, const char *key, const key_table *table, const char *builtin)
{
    const struct definition *d = definition_of(table);
    json_begin(j, key, '{');
    put_what(j, table, builtin);
    json_begin_line(j, "anyOf", '[');
    if (table->short_key)
        schema_put_reference(j, NULL, schema_value_name(find_row(table, table->short_key)->type));
    schema_put_reference(j, NULL, d->name);
    if (may_be_nothing(d))
        schema_put_reference(j, NULL, "nothing");
    json_end(j, ']');
    json_end(j, '}');
}

static void put_builtin_kinds(json *j)
{
    json_begin(j, "properties", '{');
    for (size_t i = 0; i < builtin_kind_count; i++)
        put_definition(j, builtin_kinds[i].id, &kind_keys, builtin_kinds[i].label);
    json_end(j, '}');
}

static void put_builtin_relations(json *j)
{
    json_begin(j, "properties", '{');
    for (size_t i = 0; i < builtin_relation_count; i++)
        put_definition(j, builtin_relations[i].id, &relation_keys, builtin_relations[i].label);
    json_end(j, '}');
}

/* What is built in is proposed; kinds of one's own need more than those do. */
static void put_ids_section(json *j, const key_table *table)
{
    put_types(j, "object");
    schema_put_reference(j, "propertyNames", "key");
    if (table == &kind_keys)
        put_builtin_kinds(j);
    if (table == &relation_keys)
        put_builtin_relations(j);
    put_definition(j, "additionalProperties", table == &kind_keys ? &new_kind_keys : table, NULL);
}

static void put_nodes_section(json *j)
{
    put_types(j, "object");
    schema_put_reference(j, "propertyNames", "key");
    json_begin(j, "properties", '{');
    for (size_t i = 0; i < builtin_kind_count; i++) {
        buffer text = {0};
        buffer_format(&text, "Nodes of the kind ‘%s’, each with its id.", builtin_kinds[i].label);
        json_begin(j, builtin_kinds[i].id, '{');
        json_text(j, "description", text.data);
        schema_refer(j, "nodes");
        json_end(j, '}');
        buffer_free(&text);
    }
    json_end(j, '}');
    schema_put_reference(j, "additionalProperties", "nodes");
}

/* An edge that has a key of the long form is told of that form alone. */
static void put_edges_section(json *j)
{
    const char *arrow = "arrow", *long_form = definition_of(&long_edge_keys)->name;
    put_types(j, "array");
    json_begin(j, "items", '{');
    json_begin_line(j, "if", '{');
    json_text(j, "type", "object");
    json_texts(j, "required", &long_edge_keys.rows[0].key, 1);
    json_end(j, '}');
    schema_put_reference(j, "then", long_form);
    json_begin_line(j, "else", '{');
    json_begin(j, "anyOf", '[');
    schema_put_reference(j, NULL, arrow);
    schema_put_reference(j, NULL, long_form);
    json_end(j, ']');
    json_end(j, '}');
    json_end(j, '}');
}

/* `a -> b: value` */
static void put_arrow(json *j)
{
    json_begin(j, "arrow", '{');
    json_text(j, "description", "An edge with an arrow, ‘a -> b: member’, or ‘a -- b: …’ where it has no direction.");
    json_text(j, "type", "object");
    json_number(j, "minProperties", 1);
    json_number(j, "maxProperties", 1);
    schema_put_reference(j, "propertyNames", "ends_of_an_arrow");
    json_begin(j, "additionalProperties", '{'); /* not patternProperties, for which editors propose no values */
    json_text(j, "description", "What joins the two: a relation, words of your own, or entries of its own.");
    json_begin_line(j, "anyOf", '[');
    schema_put_reference(j, NULL, schema_value_name(&relation_value));
    schema_put_reference(j, NULL, definition_of(&edge_keys)->name);
    json_end(j, ']');
    json_end(j, '}');
    json_end(j, '}');
}

/* The nodes of a kind. */
static void put_nodes(json *j)
{
    json_begin(j, "nodes", '{');
    json_text(j, "description", "The nodes of a kind, each with its id.");
    put_types(j, "object");
    schema_put_reference(j, "propertyNames", "key");
    put_definition(j, "additionalProperties", &node_keys, NULL);
    json_end(j, '}');
}

/* ---- tables ---- */

static void put_value(json *j, const key_row *row)
{
    const value_type *type = row->type;
    if (type == &nodes_section)
        put_nodes_section(j);
    else if (type == &edges_section)
        put_edges_section(j);
    else if (type->entries)
        put_ids_section(j, type->entries);
    else if (type == &data_value)
        put_types(j, "object");
    else if (row->required)
        schema_refer(j, schema_value_name(type));
    else {
        json_begin_line(j, "anyOf", '[');
        schema_put_reference(j, NULL, schema_value_name(type));
        schema_put_reference(j, NULL, "nothing");
        json_end(j, ']');
    }
}

static void put_required(json *j, const key_table *table)
{
    bool any = false;
    for (size_t i = 0; i < table->count; i++) {
        if (!table->rows[i].required)
            continue;
        if (!any)
            json_begin_line(j, "required", '[');
        any = true;
        json_text(j, NULL, table->rows[i].key);
    }
    if (any)
        json_end(j, ']');
}

static void put_one_of(json *j, const char *const *keys)
{
    json_begin_line(j, "anyOf", '[');
    for (; *keys; keys++) {
        json_begin(j, NULL, '{');
        json_texts(j, "required", keys, 1);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void put_table(json *j, const key_table *table)
{
    json_text(j, "type", "object");
    json_begin(j, "properties", '{');
    for (size_t i = 0; i < table->count; i++) {
        json_begin(j, table->rows[i].key, '{');
        put_description(j, &table->rows[i]);
        put_value(j, &table->rows[i]);
        json_end(j, '}');
    }
    json_end(j, '}');
    put_required(j, table);
    json_flag(j, "additionalProperties", false);
}

static void put_definitions(json *j)
{
    for (size_t i = 0; i < DEFINITIONS; i++) {
        json_begin(j, definitions[i].name, '{');
        put_table(j, definitions[i].table);
        if (definitions[i].one_of[0])
            put_one_of(j, definitions[i].one_of);
        json_end(j, '}');
    }
}

void input_schema(buffer *out)
{
    json j = {.out = out};
    json_begin(&j, NULL, '{');
    json_text(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_text(&j, "$id", SCHEMA_ID);
    json_text(
        &j, "description",
        "Who is allied with whom, who may join, who is against: a file that ‘entente’ draws. Texts are taken as they "
        "are written; editors may read some of them as numbers, as true or as false.");
    put_table(&j, &file_keys);
    json_begin(&j, "$defs", '{');
    put_definitions(&j);
    put_nodes(&j);
    put_arrow(&j);
    schema_put_values(&j);
    json_end(&j, '}');
    json_end(&j, '}');
    buffer_char(out, '\n');
}
