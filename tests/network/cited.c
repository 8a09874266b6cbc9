/* The table of claims by source. */
#include "given.h"

#include <criterion/criterion.h>

static void expect_table(const char *yaml, int columns, const char *expected)
{
    arena *a = arena_new();
    buffer out = {0};
    buffer_add(&out, "", 0);
    network_cited(given(a, yaml), columns, &out);
    cr_expect_str_eq(out.data, expected, "got:\n%s\nexpected:\n%s", out.data, expected);
    buffer_free(&out);
    arena_free(a);
}

Test(cited, claims_stand_under_their_sources_in_the_order_of_the_file)
{
    expect_table(
        "sources:\n"
        "  paper: {title: A paper, publisher: A house, date: 2021-05, url: https://example.org}\n"
        "  none: https://example.org/nobody-cites-it\n"
        "nodes:\n"
        "  countries:\n"
        "    a: {name: Atlantis, source: paper, quote: There was a land}\n"
        "    lemuria: Lemuria\n"
        "    m: {name: Mu, since: 1900, quote: Nobody knows}\n"
        "edges:\n"
        "  - a, m -> lemuria: {relation: allied-with, status: ended, until: 2001, source: paper, quote: Both were}\n"
        "  - m -> a: {label: '', since: 1950, quote: ''}\n",
        100,
        "paper: A paper, A house, 2021-05, https://example.org (3 claims)\n"
        "   6  a             Atlantis: “There was a land”\n"
        "  10  a -> lemuria  allied with, until 2001, ended: “Both were”\n"
        "  10  m -> lemuria  allied with, until 2001, ended: the same quote\n"
        "\n"
        "none: https://example.org/nobody-cites-it (no claim)\n"
        "\n"
        "No source (2 claims)\n"
        "   8  m             Mu, since 1900: “Nobody knows”\n"
        "  11  m -> a        since 1950\n"
        "\n"
        "Quotes without words, or without source (2 quotes)\n"
        "   8  m             no source: “Nobody knows”\n"
        "  11  m -> a        no words\n");
}

Test(cited, lines_are_wrapped_and_wide_characters_are_two_columns)
{
    expect_table("sources: {s: 日本と韓国の関係に関する非常に長い題名を持つ報告書、その全文と付録}\n"
                 "nodes: {countries: {日本: 日本, 한국: {name: 한국, source: s, note: one two three four five six}}}\n"
                 "edges:\n"
                 "  - 日本 -> 한국: {label: \"talks\\nwith\", source: s}\n"
                 "  - 한국 -> 日本: {label: a-word-that-is-far-too-long-for-the-place-that-it-has, source: s}\n",
                 50,
                 "s:\n"
                 "  日本と韓国の関係に関する非常に長い題名を持つ報告\n"
                 "  書、その全文と付録 (3 claims)\n"
                 "  2  한국          한국, one two three four five\n"
                 "                   six\n"
                 "  4  日本 -> 한국  talks with\n"
                 "  5  한국 -> 日本  a-word-that-is-far-too-long-for\n"
                 "                   -the-place-that-it-has\n");
}

Test(cited, a_subject_wider_than_its_column_has_a_line_of_its_own)
{
    expect_table("sources: {s: S}\n"
                 "nodes: {people: {a-name-of-many-letters: A, another-name-of-many-letters: B}}\n"
                 "edges: [{a-name-of-many-letters -> another-name-of-many-letters: {label: met, source: s}}]\n",
                 50,
                 "s: S (1 claim)\n"
                 "  3  a-name-of-many-letters -> another-name-of-many-letters\n"
                 "                          met\n");
}

Test(cited, a_network_without_claims_has_no_table)
{
    expect_table("nodes: {countries: {a: A}}\n", 100, "");
}

/* A table must not cost a walk through the file for each claim. */
Test(cited, many_claims_cost_no_more_than_their_number, .timeout = 60)
{
    enum { EDGES = 40000 };
    arena *a = arena_new();
    buffer text = {0}, out = {0};
    buffer_text(&text, "sources: {s: S}\nnodes: {countries: {a: A, b: B}}\nedges:\n");
    for (int i = 0; i < EDGES; i++)
        buffer_text(&text, "  - a -> b: {relation: member, source: s, quote: Word for word}\n");
    network_cited(given(a, text.data), 100, &out);
    size_t lines = 0;
    for (const char *at = out.data; *at; at++)
        lines += *at == '\n';
    cr_expect_eq(lines, EDGES + 1);
    buffer_free(&text);
    buffer_free(&out);
    arena_free(a);
}

/* Nor do quotes that many claims have from two others, by aliases. */
Test(cited, repeated_quotes_cost_no_more_than_their_number, .timeout = 60)
{
    enum { NODES = 19990 };
    arena *a = arena_new();
    buffer text = {0}, out = {0};
    buffer_text(&text, "nodes:\n  countries:\n    a: &a {name: A, quote: ''}\n");
    for (int i = 0; i < NODES; i++)
        buffer_format(&text, "    n%d: *%c\n%s", i, i == 0 || i % 2 ? 'a' : 'b',
                      i == 0 ? "    b: &b {name: B, quote: ''}\n" : "");
    network_cited(given(a, text.data), 100, &out);
    size_t lines = 0;
    for (const char *at = out.data; *at; at++)
        lines += *at == '\n';
    cr_expect_eq(lines, NODES + 2 + 1);
    cr_expect(strstr(out.data, "  3  n19989  no words\n"), "%.300s", out.data);
    buffer_free(&text);
    buffer_free(&out);
    arena_free(a);
}
