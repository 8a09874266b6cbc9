/* docs/format.md tells of all that the tables hold. */
#include "cases.h"
#include "input/reader.h"

#include <criterion/criterion.h>
#include <string.h>

/* The section of a heading, up to the next of its sort; it begins with the heading. */
static char *section(arena *a, const char *text, const char *heading)
{
    const char *start = strstr(text, arena_format(a, "\n%s\n", heading));
    cr_assert(start, "there is no ‘%s’ in docs/format.md", heading);
    const char *end = strstr(start + 1, "\n## ");
    return arena_copy(a, start, end ? (size_t)(end - start) : strlen(start));
}

/* Whether a network in the section has the key. */
static bool has_example(arena *a, const char *text, const char *key)
{
    const char *const spellings[] = {arena_format(a, " %s: ", key), arena_format(a, "{%s: ", key),
                                     arena_format(a, "\n%s: ", key), arena_format(a, " %s:\n", key),
                                     arena_format(a, "\n%s:\n", key)};
    for (const char *at = text; (at = strstr(at, "```yaml\n"));) {
        const char *end = strstr(at + 1, "\n```");
        char *block = arena_copy(a, at, (size_t)(end - at + 1));
        for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
            if (strstr(block, spellings[i]))
                return true;
        at = end;
    }
    return false;
}

static void expect_told(arena *a, const char *text, const char *heading, const char *word)
{
    cr_expect(strstr(text, arena_format(a, "`%s`", word)), "‘%s’ does not tell of `%s`", heading, word);
}

Test(documentation, every_key_has_a_row_and_an_example)
{
    static const struct {
        const char *heading;
        const key_table *table;
    } sections[] = {
        {"## The file itself", &file_keys}, {"## Sources", &source_keys}, {"## Kinds", &kind_keys},
        {"## Kinds", &new_kind_keys},       {"## Groups", &group_keys},   {"## Relations", &relation_keys},
        {"## Nodes", &node_keys},           {"## Edges", &edge_keys},     {"## Edges", &long_edge_keys},
        {"## Views", &view_keys},
    };
    arena *a = arena_new();
    buffer all = file_bytes(SOURCE_DIR "/docs/format.md");
    for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
        const char *heading = sections[s].heading, *text = section(a, all.data, heading);
        for (size_t i = 0; i < sections[s].table->count; i++) {
            const key_row *row = &sections[s].table->rows[i];
            cr_expect(strstr(text, arena_format(a, "\n| `%s` | ", row->key)), "‘%s’ has no row for ‘%s’", heading,
                      row->key);
            cr_expect(has_example(a, text, row->key), "‘%s’ has no example with ‘%s’", heading, row->key);
            for (int w = 0; w < row->type->word_count; w++)
                expect_told(a, text, heading, row->type->words[w]);
        }
    }
    buffer_free(&all);
    arena_free(a);
}

Test(documentation, what_is_built_in_is_told)
{
    arena *a = arena_new();
    buffer all = file_bytes(SOURCE_DIR "/docs/format.md");
    const char *kinds = section(a, all.data, "## Kinds"), *relations = section(a, all.data, "## Relations");
    const char *limits = section(a, all.data, "## Limits"), *messages = section(a, all.data, "## Errors and warnings");
    for (size_t i = 0; i < builtin_kind_count; i++)
        cr_expect(strstr(kinds, arena_format(a, "\n| `%s` | %s | ", builtin_kinds[i].id, builtin_kinds[i].label)));
    for (size_t i = 0; i < color_word_count; i++)
        expect_told(a, kinds, "## Kinds", color_words[i]);
    for (size_t i = 0; i < builtin_relation_count; i++)
        expect_told(a, relations, "## Relations", builtin_relations[i].id);
    for (size_t i = 0; i < limit_row_count; i++)
        cr_expect(strstr(limits, arena_format(a, "\n| `%s` | %zu | %s |", limit_rows[i].name, limit_rows[i].standard,
                                              limit_rows[i].summary)),
                  "## Limits: %s", limit_rows[i].name);
    for (rule r = 0; r < RULE_COUNT; r++)
        cr_expect(!rule_of(r)->warning || strstr(messages, arena_format(a, "\n| `%s` | ", rule_of(r)->name)),
                  "## Errors and warnings: %s", rule_of(r)->name);
    buffer_free(&all);
    arena_free(a);
}
