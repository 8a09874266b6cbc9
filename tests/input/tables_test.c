#include "cases.h"
#include "drawing/drawing.h"
#include "input/schema.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect_same(const value_type *type, const char *const *list, int count)
{
    cr_expect_eq(type->word_count, count, "%s", type->takes);
    for (int i = 0; i < count && i < type->word_count; i++)
        cr_expect_str_eq(type->words[i], list[i]);
}

/* The input room cannot see the drawing room, and says the same. */
Test(tables, words_of_a_view_are_those_that_drawing_knows)
{
    int engines = 0;
    while (engine_words[engines])
        engines++;
    expect_same(&layout_value, engine_words, engines);
    expect_same(&direction_value, direction_words, DIRECTION_COUNT);
    expect_same(&theme_value, theme_words, THEME_COUNT);
}

/* Each key is there once, and a schema can be made of it. */
Test(tables, every_key_has_a_type_and_a_summary)
{
    static const key_table *const tables[] = {&file_keys,  &source_keys, &kind_keys, &new_kind_keys,  &relation_keys,
                                              &group_keys, &node_keys,   &edge_keys, &long_edge_keys, &view_keys};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        const key_table *table = tables[t];
        cr_expect_leq(table->count, 32, "as many as read_keys() can mark");
        cr_expect(!table->short_key || find_row(table, table->short_key), "%s", table->what);
        for (size_t i = 0; i < table->count; i++) {
            const key_row *row = &table->rows[i];
            cr_expect_eq(find_row(table, row->key), row, "%s has ‘%s’ twice", table->what, row->key);
            cr_expect_gt(strlen(row->summary), 0);
            cr_expect_gt(strlen(row->type->takes), 0);
            cr_expect(row->type->read || row->type->entries || row->type == &files_value, "‘%s’ is never read",
                      row->key);
        }
    }
}

/* No value is left without a description of what it looks like, and the same is in the repository for editors. */
Test(tables, the_schema_is_that_of_the_tables)
{
    static const key_table *const tables[] = {&file_keys, &source_keys, &kind_keys,      &relation_keys, &group_keys,
                                              &node_keys, &edge_keys,   &long_edge_keys, &view_keys};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (size_t i = 0; i < tables[t]->count; i++) {
            const value_type *type = tables[t]->rows[i].type;
            cr_assert(schema_value_name(type) || type->entries || type == &data_value,
                      "schema_values.c does not say what ‘%s’ looks like", tables[t]->rows[i].key);
        }
    buffer made = {0}, kept = file_bytes(SOURCE_DIR "/schema/network.schema.json");
    input_schema(&made);
    cr_expect_str_eq(made.data, kept.data, "run: entente schema > schema/network.schema.json");
    buffer_free(&made);
    buffer_free(&kept);
}

Test(tables, what_is_built_in_is_what_the_format_says)
{
    static const char *const kinds[] = {"countries", "agreements",    "pillars", "technologies",
                                        "people",    "organizations", "events"};
    static const char *const relations[] = {"member",      "party",   "observer",    "has-pillar", "covers",
                                            "part-of",     "leads",   "minister-of", "represents", "attended",
                                            "supplies",    "invites", "talks-with",  "supports",   "cooperates-with",
                                            "allied-with", "opposes", "counters"};
    cr_assert_eq(builtin_kind_count, sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < builtin_kind_count; i++) {
        cr_expect_str_eq(builtin_kinds[i].id, kinds[i]);
        cr_expect_geq(word_index(color_words, (int)color_word_count, builtin_kinds[i].color), 0);
    }
    cr_assert_eq(builtin_relation_count, sizeof relations / sizeof *relations);
    for (size_t i = 0; i < builtin_relation_count; i++)
        cr_expect_str_eq(builtin_relations[i].id, relations[i]);
}
