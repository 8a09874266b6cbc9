/* What differs between two networks, and how it is told. */
#include "given.h"

#include <criterion/criterion.h>
#include <string.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(compare, .init = set_up, .fini = tear_down);

static const char head[] = "sources: {one: {title: One}, two: {title: Two}}\n"
                           "nodes:\n"
                           "  countries: {x: X, y: Y, z: Z}\n"
                           "edges:\n";

static const network *with_edges(const char *edges)
{
    const char *from = edges;
    buffer yaml = {0};
    buffer_text(&yaml, head);
    while (*from) {
        size_t length = strcspn(from, "\n");
        buffer_format(&yaml, "  - %s\n", arena_copy(a, from, length));
        from += length + (from[length] == '\n');
    }
    const char *text = arena_copy(a, yaml.data, yaml.length);
    buffer_free(&yaml);
    return given(a, *edges ? text : arena_copy(a, text, strlen(text) - strlen("edges:\n")));
}

static const comparison *compared_to(const network *old, const network *now)
{
    return network_compare(a, network_whole(old), network_whole(now));
}

/* Without the summary and the blank line below it. */
static const char *lines_of(const comparison *c)
{
    buffer out = {0};
    told_comparison(c, false, &out);
    const char *lines = strstr(out.data, "\n\n");
    const char *text = lines ? arena_copy(a, lines + 2, strlen(lines + 2)) : "";
    buffer_free(&out);
    return text;
}

static const struct pair {
    const char *old, *now, *lines;
} pairs[] = {
    {"x -> y: member", "x -> y: member", ""},
    {"x -> y: member\ny -> z: leads", "y -> z: leads\nx -> y: member", ""},
    {"x -- y: ties", "y -- x: ties", ""},
    {"x -> y: {label: ties, source: [one, two]}", "x -> y: {label: ties, source: [two, one]}", ""},
    {"", "x -> y: member", "+ X is a member of Y\n"},
    {"x -> y: {relation: member, status: ended, since: 2001, until: 2004-05, source: [one, two]}", "",
     "- X is a member of Y, ended, since 2001, until 2004-05, sources one, two\n"},
    {"x -> y: for", "x -> y: promised to", "~ X promised to Y – label ‘for’ → ‘promised to’\n"},
    {"x -> y: for", "x -> y: ''", "~ X to Y – label ‘for’ dropped\n"},
    {"x -> y: member", "x -> y: party", "~ X is a party to Y – label ‘member’ → ‘party’\n"},
    {"x -> y: {label: has pillar}", "x -> y: has-pillar", "~ X has the pillar Y – relation has-pillar added\n"},
    {"x -> y: {label: ties, status: proposed}", "x -> y: ties", "~ X ties Y – status proposed → active\n"},
    {"x -> y: {label: ties, since: 2001}", "x -> y: {label: ties, since: 2001-02, until: 2003}",
     "~ X ties Y – since 2001 → 2001-02; until 2003 added\n"},
    {"x -> y: {label: ties, source: one}", "x -> y: {label: ties, source: two}",
     "~ X ties Y – source two added, source one dropped\n"},
    {"x -> y: ties", "x -> y: {label: ties, source: [one, two]}", "~ X ties Y – sources one, two added\n"},
    {"x -> y: {label: ties, quote: a}", "x -> y: {label: ties, quote: b, data: {k: [1]}}",
     "~ X ties Y – quote changed; data added\n"},
    {"x -> y: {label: ties, emphasis: strong, url: 'https://a.example'}", "x -> y: ties",
     "~ X ties Y – url https://a.example dropped; emphasis strong → normal\n"},
    {"x -> y: ties", "y -> x: ties", "~ Y ties X – direction from X to Y → from Y to X\n"},
    {"x -> y: ties", "x -- y: ties", "~ X and Y: ties – direction from X to Y → none\n"},
    /* Ends that are others are another edge. */
    {"x -> y: ties", "x -> z: ties", "- X ties Y\n+ X ties Z\n"},
    /* Several between the same ends: those that stayed find each other, whatever stands around them. */
    {"x -> y: {label: a, since: 2001}\nx -> y: {label: a, since: 2002}", "x -> y: {label: a, since: 2002}",
     "- X a Y, since 2001\n"},
    {"x -> y: a\nx -> y: b", "x -> y: b\nx -> y: c", "~ X c Y – label ‘a’ → ‘c’\n"},
    {"x -> y: a\nx -> y: b", "x -> y: c\nx -> y: d", "- X a Y\n- X b Y\n+ X c Y\n+ X d Y\n"},
    {"x -> y: {label: a, since: 2001, source: one}\nx -> y: {label: a, since: 2002}",
     "x -> y: {label: a, since: 2001}\nx -> y: {label: a, since: 2003}",
     "~ X a Y – source one dropped\n~ X a Y – since 2002 → 2003\n"},
    {"x -> y: a\ny -> x: a", "x -> y: a\ny -> x: b", "~ Y b X – label ‘a’ → ‘b’\n"},
    {"x -> x: a", "x -> x: b", "~ X b X – label ‘a’ → ‘b’\n"},
};

Test(compare, edges_are_matched_and_told)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const comparison *c = compared_to(with_edges(pairs[i].old), with_edges(pairs[i].now));
        cr_expect_str_eq(lines_of(c), pairs[i].lines, "%s\n--\n%s\n== is told as\n%s", pairs[i].old, pairs[i].now,
                         lines_of(c));
        cr_expect_eq(comparison_differs(c), *pairs[i].lines != '\0');
    }
}

static const struct file_pair {
    const char *old, *now, *lines;
} files[] = {
    {"title: A\nnodes: {countries: {x: X}}\n", "title: B\nas_of: 2024\nnodes: {countries: {x: X}}\n",
     "~ network – title ‘A’ → ‘B’; as_of 2024 added\n"},
    {"nodes: {countries: {x: X}}\n", "nodes: {people: {x: X}}\n", "~ X – kind countries → people\n"},
    {"nodes: {countries: {x: {name: X, note: a}}}\n", "nodes: {countries: {x: Y}}\n",
     "~ Y – name ‘X’ → ‘Y’; note ‘a’ dropped\n"},
    {"nodes: {countries: {x: X}}\n", "nodes: {countries: {y: X}}\n", "~ X – id x → y\n"},
    {"nodes: {countries: {x: X, y: X}}\n", "nodes: {countries: {z: X}}\n",
     "- X, Country\n- X, Country\n+ X, Country\n"},
    {"groups: {g: G}\nnodes: {countries: {x: {name: X, in: g}}}\n",
     "groups: {h: H, g: G}\nnodes: {countries: {x: {name: X, in: h}}}\n", "~ X – group g → h\n+ group h: ‘H’\n"},
    {"kinds: {s: {label: S, color: red}}\nnodes: {s: {x: X}}\n",
     "kinds: {s: {label: T, color: blue}}\nnodes: {s: {x: X}}\n", "~ kind s – label ‘S’ → ‘T’; color red → blue\n"},
    {"relations: {r: {label: R}}\nnodes: {countries: {x: X}}\n",
     "relations: {r: {label: R, tone: adversarial}, q: {label: Q}}\nnodes: {countries: {x: X}}\n",
     "~ relation r – tone neutral → adversarial\n+ relation q: ‘Q’\n"},
    {"sources: {s: {title: T, date: 2001, text: a}}\nnodes: {countries: {x: {name: X, source: s}}}\n",
     "sources: {s: {title: T, date: 2001-02, text: b}}\nnodes: {countries: {x: {name: X, source: s}}}\n",
     "~ source s – date 2001 → 2001-02; text changed\n"},
    {"sources: {s: {title: T}}\nnodes: {countries: {x: {name: X, source: s}}}\n",
     "sources: {t: {title: T}}\nnodes: {countries: {x: {name: X, source: t}}}\n", "~ source t – id s → t\n"},
};

Test(compare, all_that_a_file_says_is_compared)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const comparison *c = compared_to(given(a, files[i].old), given(a, files[i].now));
        cr_expect_str_eq(lines_of(c), files[i].lines, "%s--\n%s== is told as\n%s", files[i].old, files[i].now,
                         lines_of(c));
    }
}

Test(compare, each_line_is_one_and_ends_without_blanks)
{
    const network *old = given(a, "title: \"A\\n B \"\nnodes: {countries: {x: X}}\n");
    const network *now = given(a, "title: C\nnodes: {countries: {x: {name: \" X\\n Y \", note: \"a\\n\\tb  \"}}}\n");
    cr_expect_str_eq(lines_of(compared_to(old, now)),
                     "~ X Y – name ‘X’ → ‘X Y’; note ‘a b’ added\n~ network – title ‘A B’ → ‘C’\n");
}

/* What went stands where it stood, with its own sources and groups, and every index is right. */
Test(compare, both_are_one_network)
{
    const network *old = given(a, "sources: {s: {title: S}, t: {title: T}}\n"
                                  "groups: {g: G, h: {name: H, in: g}}\n"
                                  "nodes: {countries: {a: A, b: {name: B, in: h, source: s}, c: C}}\n"
                                  "edges: [a -> b: one, {b -> c: {label: two, source: t}}, a -> c: three]\n");
    const network *now = given(a, "sources: {t: {title: T}}\n"
                                  "nodes: {countries: {c: C, a: A, d: D}}\n"
                                  "edges: [a -> c: other, a -> d: {label: four, source: t}, a -> c: more]\n");
    const selection *s = comparison_both(compared_to(old, now));
    static const char *const nodes[] = {"c", "a", "b", "d"};
    static const change_type node_changes[] = {CHANGE_SAME, CHANGE_SAME, CHANGE_WENT, CHANGE_CAME};
    cr_assert_eq(s->nodes.count, 4);
    for (size_t i = 0; i < 4; i++) {
        const node *n = s->nodes.items[i];
        cr_expect_str_eq(n->id, nodes[i]);
        cr_expect_eq(change_of_node(s, n).change, node_changes[i]);
        cr_expect(s->node_at[n->index] == i && n == s->network->nodes.items[n->index]);
    }
    cr_assert_eq(s->edges.count, 6);
    map *ids = map_new(a);
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        cr_expect(e->from == s->network->nodes.items[e->from->index] && e->to == s->network->nodes.items[e->to->index]);
        cr_expect_null(map_put(ids, e->id, ids), "two edges have the id %s", e->id);
        for (size_t k = 0; k < e->claim.sources.count; k++)
            cr_expect(e->claim.sources.items[k] == s->network->sources.items[e->claim.sources.items[k]->index]);
    }
    const node *b = s->nodes.items[2];
    cr_expect_str_eq(b->name, "−\u00a0B");
    cr_assert(b->in && b->in->in);
    cr_expect(b->in == s->network->groups.items[b->in->index]);
    cr_expect_eq(s->groups.count, 2);
    cr_expect_eq(s->notes.count, 2);
    cr_expect_eq(s->changes->counts[CHANGE_CAME] + s->changes->counts[CHANGE_WENT], 8);
}

/* Ten times as many claims take about ten times as long; a fault by the square takes a hundred times. */
Test(compare, many_claims_between_the_same_nodes_are_matched_at_once)
{
    enum { MANY = 20000 };
    buffer yaml = {0};
    buffer_text(&yaml, "nodes: {countries: {x: X, y: Y}}\nedges:\n");
    for (int i = 0; i < MANY; i++)
        buffer_format(&yaml, "  - x -> y: {label: ties, since: 2001, data: {n: %d}}\n", i);
    const char *old = arena_copy(a, yaml.data, yaml.length);
    buffer_text(&yaml, "  - x -> y: {label: ties, since: 2001, data: {n: more}}\n");
    const char *now = arena_copy(a, yaml.data, yaml.length);
    buffer_free(&yaml);
    const comparison *c = compared_to(given(a, old), given(a, now));
    cr_expect_eq(c->counts[CHANGE_CAME], 1);
    cr_expect_eq(c->counts[CHANGE_WENT] + c->counts[CHANGE_CHANGED], 0);
    cr_expect_str_eq(comparison_both(c)->edges.items[MANY]->label, "+\u00a0ties");
}
