/* Reading costs in proportion to the file: what is counted is not time but comparisons of texts, with which everything
   is looked up. */
#include "cases.h"

#include <criterion/criterion.h>
#include <string.h>

static unsigned long comparisons;

/* Instead of the library's, in this whole program. */
int strcmp(const char *a, const char *b)
{
    comparisons++;
    while (*a && *a == *b)
        a++, b++;
    return (unsigned char)*a - (unsigned char)*b;
}

typedef struct outcome {
    size_t nodes, edges, errors;
    unsigned long comparisons;
} outcome;

static outcome read_counting(const buffer *text)
{
    arena *a = arena_new();
    diagnostics *d;
    comparisons = 0;
    const network *n = read_text(a, text->data, &d);
    outcome o = {n->nodes.count, n->edges.count, diagnostics_errors(d), comparisons};
    buffer shown = {0};
    diagnostics_text(d, false, &shown);
    diagnostics_json(d, &shown);
    buffer_free(&shown);
    arena_free(a);
    return o;
}

static buffer right_network(int nodes)
{
    buffer b = {0};
    buffer_text(&b, "sources: {report: Report, joint: Joint}\ngroups:\n");
    for (int i = 0; i < nodes / 10; i++)
        buffer_format(&b, "  g%d: {name: Group %d%s}\n", i, i, i % 10 ? ", in: g0" : "");
    buffer_text(&b, "nodes:\n  countries:\n");
    for (int i = 0; i < nodes; i++)
        buffer_format(&b, "    c%d: {name: Country %d, in: g%d, source: [report, joint]}\n", i, i, i / 10);
    buffer_text(&b, "edges:\n");
    for (int i = 0; i < nodes; i++)
        buffer_format(&b, "  - c%d -> c%d, c%d, c%d: {relation: allied with, since: 2021, source: report}\n", i, i / 2,
                      i / 3, 0);
    return b;
}

/* Nothing in it is right: each line has a mistake, and each word has many that are near. */
static buffer wrong_network(int nodes)
{
    buffer b = {0};
    buffer_text(&b, "nodes:\n  countries:\n");
    for (int i = 0; i < nodes; i++)
        buffer_format(&b, "    c%d: {nmae: Country %d, in: g%d, source: s%d}\n", i, i, i, i);
    buffer_text(&b, "  people:\n");
    for (int i = 0; i < nodes; i++)
        buffer_format(&b, "    c%d: Again\n", i);
    buffer_text(&b, "edges:\n");
    for (int i = 0; i < 3 * nodes; i++)
        buffer_format(&b, "  - x%d -> y%d: {relation: r%d, label: %d, label: b}\n", i, i, i, i);
    return b;
}

static outcome of(buffer (*network_of)(int), int nodes)
{
    buffer text = network_of(nodes);
    outcome o = read_counting(&text);
    buffer_free(&text);
    return o;
}

Test(scale, four_times_the_network_costs_four_times_the_comparisons)
{
    outcome small = of(right_network, 5000), large = of(right_network, 20000);
    cr_expect(large.nodes == 20000 && large.edges == 60000 && large.errors == 0);
    cr_expect(small.comparisons > 100000, "comparisons are counted");
    cr_expect(large.comparisons < 5 * small.comparisons, "%lu and %lu comparisons", small.comparisons,
              large.comparisons);
}

Test(scale, four_times_the_mistakes_cost_four_times_the_comparisons)
{
    outcome small = of(wrong_network, 1500), large = of(wrong_network, 6000);
    cr_expect(large.errors > 50000, "%zu errors", large.errors);
    cr_expect(large.comparisons < 5 * small.comparisons, "%lu and %lu comparisons", small.comparisons,
              large.comparisons);
}

/* The comparisons that writing it in house style costs. */
static unsigned long cost_of_style(int nodes)
{
    arena *a = arena_new();
    input_options options = {.limits = limits_standard()};
    buffer text = right_network(nodes);
    styled s;
    comparisons = 0;
    cr_expect(input_style_bytes(a, "case.yaml", &text, &options, diagnostics_new(a, false), &s) && s.changed);
    buffer_free(&text);
    arena_free(a);
    return comparisons;
}

Test(scale, four_times_the_network_costs_four_times_the_comparisons_to_format)
{
    unsigned long small = cost_of_style(5000), large = cost_of_style(20000);
    cr_expect(small > 100000, "comparisons are counted");
    cr_expect(large < 5 * small, "%lu and %lu comparisons", small, large);
}

Test(scale, one_text_with_many_words_is_read_once)
{
    buffer b = {0};
    buffer_text(&b, "nodes: {countries: {a: A}}\nviews:\n");
    for (int v = 0; v < 4; v++) {
        buffer_format(&b, "  v%d: {focus: \"a", v);
        for (int i = 0; i < 30000; i++)
            buffer_text(&b, ",b");
        buffer_text(&b, "\"}\n");
    }
    outcome o = read_counting(&b);
    cr_expect_eq(o.errors, 4 * 30000);
    buffer_free(&b);
}
