/* Each warning, at its place; and what is no reason for one. */
#include "given.h"

#include <criterion/criterion.h>
#include <string.h>

/* "3:5 unsourced-claim no source for …; 4:5 …" */
static const char *warnings_of(arena *a, const char *yaml)
{
    diagnostics *d = diagnostics_new(a, false);
    network_check(given(a, yaml), d);
    size_t count;
    const diagnostic *all = diagnostics_sorted(d, &count);
    const char *told = "";
    for (size_t i = 0; i < count; i++) {
        unsigned line, column;
        place_line_column(all[i].at, &line, &column);
        told = arena_format(a, "%s%s%u:%u %s: %s", told, i ? "\n" : "", line, column, rule_of(all[i].rule)->name,
                            all[i].message);
        cr_expect(all[i].at.file != NULL, "%s has no place", all[i].message);
    }
    return told;
}

static const struct warning {
    const char *yaml, *told;
} cases[] = {
    /* nothing to say */
    {"sources: {s: {title: S}}\n"
     "nodes: {countries: {a: A, b: B}}\n"
     "edges:\n"
     "  - a -> b: {relation: supports, source: s}\n",
     ""},

    /* claims without source */
    {"sources: {s: {title: S}}\n"
     "nodes:\n"
     "  countries:\n"
     "    a: {name: A, source: s}\n"
     "    b: {name: B, since: 2021}\n"
     "    c: {name: C, status: proposed}\n"
     "    d: {name: D, note: Only a note}\n"
     "edges:\n"
     "  - a, b -> c: member\n"
     "  - a -> d: {relation: supports, source: s}\n"
     "  - {from: b, to: d, label: visits}\n",
     "5:5 unsourced-claim: no source for what ‘b’ says\n"
     "6:5 unsourced-claim: no source for what ‘c’ says\n"
     "9:5 unsourced-claim: no source for the claim ‘a -> c’\n"
     "11:6 unsourced-claim: no source for the claim ‘b -> d’"},
    {"nodes: {countries: {a: A, b: B}}\n"
     "edges:\n"
     "  - a -> b: supports\n"
     "  - b -> a: supports\n",
     "3:5 unsourced-claim: no claim of this network names a source"},

    /* quotes */
    {"sources: {s: {title: S}}\n"
     "nodes:\n"
     "  countries:\n"
     "    a: {name: A, source: s, quote: Said of A}\n"
     "    b: {name: B, quote: Said of B}\n"
     "    c: {name: C, quote: ''}\n"
     "    d: {name: D, since: 2021, quote: }\n"
     "edges:\n"
     "  - a, b -> c: {relation: member, quote: Said of them}\n"
     "  - c -> d: &base {relation: supports, quote: Said of all}\n"
     "  - d -> c: {<<: *base, relation: opposes}\n"
     "  - {from: b, to: d, label: visits, quote: '', source: s}\n",
     "5:5 quote-without-source: the quote at ‘b’ names no source\n"
     "6:25 empty-quote: the quote at ‘c’ is empty\n"
     "7:5 unsourced-claim: no source for what ‘d’ says\n"
     "7:38 empty-quote: the quote at ‘d’ is empty\n"
     "9:5 quote-without-source: the quote at ‘a -> c’ names no source\n"
     "10:5 quote-without-source: the quote at ‘c -> d’ names no source\n"
     "11:5 quote-without-source: the quote at ‘d -> c’ names no source\n"
     "12:44 empty-quote: the quote at ‘b -> d’ is empty"},

    /* sources that nobody cites */
    {"sources:\n"
     "  used: {title: Used}\n"
     "  node-only: {title: By a node}\n"
     "  unused: {title: Unused}\n"
     "nodes: {countries: {a: {name: A, source: node-only}, b: B}}\n"
     "edges:\n"
     "  - a -> b: {relation: supports, source: used}\n",
     "4:3 unused-source: nothing cites the source ‘unused’"},

    /* nodes without edges */
    {"sources: {s: {title: S}}\n"
     "nodes:\n"
     "  countries: {a: A, b: B}\n"
     "  people: {lone: Somebody}\n"
     "edges:\n"
     "  - a -> b: {relation: supports, source: s}\n",
     "4:12 lone-node: ‘lone’ has no edges"},

    /* labels that may mean a relation */
    {"sources: {s: {title: S}}\n"
     "relations: {hosts: {label: is host of}}\n"
     "nodes: {countries: {a: A, b: B}}\n"
     "edges:\n"
     "  - a -> b: {label: membr, source: s}\n"
     "  - a -> b: {label: Has pillar, source: s}\n"
     "  - a -> b: {label: is host off, source: s}\n"
     "  - a -> b: {label: defense ties, source: s}\n"
     "  - a -> b: {relation: member, label: membr, source: s}\n"
     "  - a -> b: {label: '', source: s}\n",
     "5:21 near-relation: ‘membr’ is no relation and is drawn as a label\n"
     "6:21 near-relation: ‘Has pillar’ is no relation and is drawn as a label\n"
     "7:21 near-relation: ‘is host off’ is no relation and is drawn as a label"},

    /* dates against those of the nodes */
    {"sources: {s: {title: S}}\n"
     "nodes:\n"
     "  countries: {a: A, b: B}\n"
     "  agreements: {pact: {name: Pact, since: 1951-09, until: 1985, source: s}}\n"
     "edges:\n"
     "  - a -> pact: {relation: member, since: 1950, source: s}\n"
     "  - b -> pact: {relation: member, since: 1951, until: 1986-02, source: s}\n"
     "  - a -> pact: {label: returns to, since: 1990, source: s}\n"
     "  - pact -> b: {label: bound, until: 1949-12-31, source: s}\n"
     "  - pact -> a: {label: bound, since: 1951-09-01, until: 1985-12-31, source: s}\n",
     "6:42 date-conflict: ‘a -> pact’ begins before ‘pact’ began (1951-09)\n"
     "7:55 date-conflict: ‘b -> pact’ ends after ‘pact’ ended (1985)\n"
     "8:43 date-conflict: ‘a -> pact’ begins after ‘pact’ ended (1985)\n"
     "9:38 date-conflict: ‘pact -> b’ ends before ‘pact’ began (1951-09)"},

    /* what the spans of dates allow is no conflict */
    {"sources: {s: {title: S}}\n"
     "as_of: 2021-06\n"
     "nodes:\n"
     "  countries: {a: A}\n"
     "  agreements: {pact: {name: Pact, since: 2021-09-15, until: 2023-03, source: s}}\n"
     "  events: {meeting: {name: Meeting, since: 2021-06, source: s}}\n"
     "edges:\n"
     "  - a -> pact: {relation: member, since: 2021, until: 2023, source: s}\n"
     "  - a -> pact: {relation: observer, since: 2021-09, until: 2023-03-31, source: s}\n"
     "  - a -> meeting: {relation: attended, since: 2021-06-30, source: s}\n",
     "5:42 since-after-as-of: ‘pact’ begins after the day of the picture, 2021-06, and is not drawn\n"
     "9:44 since-after-as-of: ‘a -> pact’ begins after the day of the picture, 2021-06, and is not drawn"},

    /* the same claim twice */
    {"sources: {s: {title: S}}\n"
     "nodes: {countries: {a: A, b: B}}\n"
     "edges:\n"
     "  - a -> b: {relation: supports, source: s}\n"
     "  - a -> b: {relation: opposes, source: s}\n"
     "  - a -> b: {relation: supports, since: 2020, source: s}\n"
     "  - b -> a: {relation: supports, source: s}\n"
     "  - a -- b: {label: ties, until: 1990, source: s}\n"
     "  - b -- a: {label: ties, since: 2000, source: s}\n"
     "  - b -- a: {label: ties, since: 2010, source: s}\n"
     "  - a -> b: {relation: supports, status: disputed, source: s}\n",
     "6:5 duplicate-claim: ‘a -> b’ claims again what line 4 claims\n"
     "10:5 duplicate-claim: ‘b -- a’ claims again what line 9 claims"},

    {"sources: {s: {title: S}}\n"
     "nodes: {countries: {a: A, b: B}}\n"
     "edges:\n"
     "  - a -> b: {label: is a guest of, since: 1995, until: 2003, source: s}\n"
     "  - a -> b: {label: is a guest of, since: 2003, until: 2005-06, source: s}\n"
     "  - a -> b: {label: is a guest of, since: 2005-06-30, source: s}\n"
     "  - b -> a: {label: votes for, since: 2005, until: 2005, source: s}\n"
     "  - b -> a: {label: votes for, since: 2005, until: 2005, source: s}\n"
     "  - b -> a: {label: pays, since: 2005, until: 2007, source: s}\n"
     "  - b -> a: {label: pays, since: 2006-03, source: s}\n",
     "8:5 duplicate-claim: ‘b -> a’ claims again what line 7 claims\n"
     "10:5 duplicate-claim: ‘b -> a’ claims again what line 9 claims"},

    /* what begins after the day of the picture */
    {"as_of: 2024-05\n"
     "sources: {s: {title: S}}\n"
     "nodes:\n"
     "  countries: {a: A, b: B, c: {name: C, since: 2025, source: s}}\n"
     "edges:\n"
     "  - a -> b: {relation: supports, since: 2024-06-01, source: s}\n"
     "  - b -> a: {relation: supports, since: 2024, source: s}\n"
     "  - b -> c: {relation: supports, source: s}\n",
     "4:47 since-after-as-of: ‘c’ begins after the day of the picture, 2024-05, and is not drawn\n"
     "6:41 since-after-as-of: ‘a -> b’ begins after the day of the picture, 2024-05, and is not drawn"},

    /* pictures that show nothing */
    {"title: Nothing\n", "1:8 empty-picture: nothing is drawn: the network has no nodes"},
    {"lang: en\n", "1:1 empty-picture: nothing is drawn: the network has no nodes"},
    {"as_of: 1900\n"
     "sources: {s: {title: S}}\n"
     "nodes:\n"
     "  countries: {a: {name: A, since: 1901, source: s}, b: {name: B, since: 1901, source: s}}\n"
     "edges:\n"
     "  - a -> b: {label: x, source: s}\n",
     "1:8 empty-picture: nothing is drawn as of 1900: no node is there\n"
     "4:35 since-after-as-of: ‘a’ begins after the day of the picture, 1900, and is not drawn\n"
     "4:73 since-after-as-of: ‘b’ begins after the day of the picture, 1900, and is not drawn"},
    {"sources: {s: {title: S}}\n"
     "nodes:\n"
     "  countries: {a: A}\n"
     "  people: {b: B}\n"
     "edges:\n"
     "  - a -> b: {relation: supports, source: s}\n"
     "views:\n"
     "  all: {title: All}\n"
     "  states: {only: [countries, events]}\n"
     "  nobody: {hide: [people, countries, people]}\n"
     "  events: {only: [events]}\n"
     "  neither: {only: [people], hide: [people]}\n"
     "  some: {hide: [people, people]}\n",
     "10:3 empty-view: the view ‘nobody’ draws nothing: no node is of the kinds it asks for\n"
     "11:3 empty-view: the view ‘events’ draws nothing: no node is of the kinds it asks for\n"
     "12:3 empty-view: the view ‘neither’ draws nothing: no node is of the kinds it asks for"},

    /* colours */
    {"kinds:\n"
     "  a: {label: A, color: \"#ffffaa\"}\n"
     "  b: {label: B, color: \"#0a0a0a\"}\n"
     "  c: {label: C, color: \"#808080\"}\n"
     "  d: {label: D, color: amber}\n"
     "  people: {color: \"#FFF0F0\"}\n"
     "nodes: {a: {x: X}, b: {y: Y}}\n"
     "edges: [{x -> y: {relation: leads, status: active}}]\n"
     "sources: {}\n",
     "2:24 pale-color: the colour ‘#ffffaa’ is too pale to be seen on a white page\n"
     "6:19 pale-color: the colour ‘#FFF0F0’ is too pale to be seen on a white page\n"
     "8:10 unsourced-claim: no claim of this network names a source"},
};

Test(check, each_warning_has_its_place)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena *a = arena_new();
        const char *told = warnings_of(a, cases[i].yaml);
        cr_expect(strcmp(told, cases[i].told) == 0, "of\n%s\nexpected\n%s\nbut told\n%s", cases[i].yaml, cases[i].told,
                  told);
        arena_free(a);
    }
}

Test(check, a_quote_without_source_is_told_once_but_never_not_at_all)
{
    arena *a = arena_new();
    const network *n = given(a, "sources: {s: {title: S}}\n"
                                "nodes: {countries: {a: {name: A, source: s}, b: B}}\n"
                                "edges:\n"
                                "  - a -> b: {label: visits, quote: Said of both}\n");
    for (int off = 0; off < 2; off++) {
        diagnostics *d = diagnostics_new(a, false);
        if (off)
            diagnostics_switch(d, RULE_QUOTE_WITHOUT_SOURCE, SEVERITY_OFF);
        network_check(n, d);
        size_t count;
        const diagnostic *all = diagnostics_sorted(d, &count);
        cr_assert_eq(count, 1);
        cr_expect_eq(all->rule, off ? RULE_UNSOURCED_CLAIM : RULE_QUOTE_WITHOUT_SOURCE);
    }
    arena_free(a);
}

/* Every edge claims again what the one before it does: the helps must not cost a walk through the file each. */
Test(check, many_warnings_cost_no_more_than_their_number, .timeout = 60)
{
    enum { EDGES = 40000 };
    arena *a = arena_new();
    buffer text = {0};
    buffer_text(&text, "nodes: {countries: {a: A, b: B}}\nedges:\n");
    for (int i = 0; i < EDGES; i++)
        buffer_text(&text, "  - a -> b: membr\n");
    diagnostics *d = diagnostics_new(a, false);
    network_check(given(a, text.data), d);
    cr_expect(diagnostics_warnings(d) == EDGES - 1 + EDGES + 1, "%zu", diagnostics_warnings(d));
    buffer_free(&text);
    arena_free(a);
}
