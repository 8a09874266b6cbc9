/* Claims in words. */
#include "given.h"

#include <criterion/criterion.h>
#include <string.h>

static const char head[] =
    "sources: {one: {title: One}, two: {title: Two}, three: {title: Three}}\n"
    "nodes:\n"
    "  countries:\n"
    "    korea: {name: South Korea}\n"
    "    japan: Japan\n"
    "    uk: United Kingdom\n"
    "  agreements: {aukus: {name: AUKUS, note: Security partnership, since: 2021-09-15, source: one}}\n"
    "  pillars: {p1: Pillar 1, p2: {name: 'Pillar 2'}}\n"
    "  people: {shin: {name: Shin Won-sik, note: \"Defense Minister,\\nSouth Korea\", source: [two, one]}}\n"
    "edges:\n";

static const struct sentence {
    const char *edge, *told;
} sentences[] = {
    {"korea -> p2: {label: considers joining, status: proposed, source: one}",
     "South Korea considers joining Pillar 2, proposed, source 1"},
    {"japan -- korea: {label: defense ties, since: 2024}", "Japan and South Korea: defense ties, since 2024"},
    {"japan -- korea: {label: defense ties, since: 2024, until: 2026-12, source: [one, two]}",
     "Japan and South Korea: defense ties, since 2024, until 2026-12, sources 1 and 2"},
    {"japan -> korea: {label: visits, source: [three, one, two]}", "Japan visits South Korea, sources 3, 1 and 2"},
    {"uk -> aukus: member", "United Kingdom is a member of AUKUS"},
    {"uk -> aukus: {relation: member, label: founding member}", "United Kingdom founding member AUKUS"},
    {"aukus -> p2: has-pillar", "AUKUS has the pillar Pillar 2"},
    {"aukus -> p1: part-of", "AUKUS is part of Pillar 1"},
    {"uk -> aukus: party", "United Kingdom is a party to AUKUS"},
    {"uk -- japan: allied-with", "United Kingdom and Japan: allied with"},
    {"uk -> japan: {relation: allied-with, status: ended, until: 1923}",
     "United Kingdom is allied with Japan, ended, until 1923"},
    {"uk -> japan: {label: \"  talks   about\\n trade \"}", "United Kingdom talks about trade Japan"},
    {"uk -> japan: {label: '', status: disputed}", "United Kingdom to Japan, disputed"},
    {"uk -- japan: {label: ''}", "United Kingdom and Japan"},
    {"uk -> uk: {label: governs, status: planned}", "United Kingdom governs United Kingdom, planned"},
};

Test(told, an_edge_is_a_sentence)
{
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        arena *a = arena_new();
        const selection *s = network_whole(given(a, arena_format(a, "%s  - %s\n", head, sentences[i].edge)));
        buffer out = {0};
        told_edge(s, s->edges.items[0], &out);
        cr_expect_str_eq(out.data, sentences[i].told);
        buffer_free(&out);
        arena_free(a);
    }
}

Test(told, a_relation_with_a_label_of_its_own_is_told_by_it)
{
    arena *a = arena_new();
    const selection *s = network_whole(given(a, "relations: {member: {label: sits in}}\n"
                                                "nodes: {countries: {x: X, y: Y}}\n"
                                                "edges: [x -> y: member]\n"));
    buffer out = {0};
    told_edge(s, s->edges.items[0], &out);
    cr_expect_str_eq(out.data, "X sits in Y");
    buffer_free(&out);
    arena_free(a);
}

Test(told, a_node_is_told_with_its_kind_note_and_sources)
{
    static const char *const told[] = {
        "South Korea, Country",
        "Japan, Country",
        "United Kingdom, Country",
        "AUKUS, Agreement: Security partnership, since 2021-09-15, source 1",
        "Pillar 1, Pillar",
        "Pillar 2, Pillar",
        "Shin Won-sik, Person: Defense Minister, South Korea, sources 2 and 1",
    };
    arena *a = arena_new();
    const selection *s = network_whole(given(a, arena_format(a, "%s  - uk -> aukus: member\n", head)));
    cr_assert(s->nodes.count == sizeof told / sizeof *told);
    for (size_t i = 0; i < s->nodes.count; i++) {
        buffer out = {0};
        told_node(s, s->nodes.items[i], &out);
        cr_expect_str_eq(out.data, told[i]);
        buffer_free(&out);
    }
    arena_free(a);
}

Test(told, a_network_is_told_in_order_and_what_belongs_together_in_one_sentence)
{
    arena *a = arena_new();
    const selection *s =
        network_whole(given(a, arena_format(a,
                                            "title: AUKUS\n"
                                            "subtitle: Who may join?\n"
                                            "as_of: 2024-05\n"
                                            "%s"
                                            "  - uk, japan -> aukus: {relation: member, source: one}\n"
                                            "  - aukus -> p1, p2: has-pillar\n"
                                            "  - korea, japan -> p2: considers joining\n"
                                            "  - korea -- japan: defense ties\n"
                                            "  - korea -- uk: defense ties\n"
                                            "  - shin -> korea: {relation: minister-of, since: 2023}\n"
                                            "  - shin -> japan: {relation: minister-of, since: 2024}\n",
                                            head)));
    buffer out = {0};
    told_network(s, &out);
    cr_expect_str_eq(out.data, "AUKUS. Who may join? As of 2024-05.\n"
                               "Country: South Korea, Japan and United Kingdom.\n"
                               "Agreement: AUKUS.\n"
                               "Pillar: Pillar 1 and Pillar 2.\n"
                               "Person: Shin Won-sik.\n"
                               "United Kingdom and Japan are members of AUKUS, source 1.\n"
                               "AUKUS has the pillar Pillar 1 and Pillar 2.\n"
                               "South Korea considers joining Pillar 2.\n"
                               "Japan considers joining Pillar 2.\n"
                               "South Korea and Japan: defense ties.\n"
                               "South Korea and United Kingdom: defense ties.\n"
                               "Shin Won-sik is minister of South Korea, since 2023.\n"
                               "Shin Won-sik is minister of Japan, since 2024.");
    buffer_free(&out);
    arena_free(a);
}

/* A hub with so many spokes: to it, from it, or each with a label of its own. */
static const char *spokes(arena *a, int count, const char *edge)
{
    buffer text = {0};
    buffer_text(&text, "nodes:\n  countries:\n    hub: Hub\n");
    for (int i = 1; i <= count; i++)
        buffer_format(&text, "    n%d: Node %d\n", i, i);
    buffer_text(&text, "edges:\n");
    for (int i = 1; i <= count; i++) {
        buffer_text(&text, "  - ");
        buffer_format(&text, "n%d -> hub: %s", i, edge);
        buffer_format(&text, "%s\n", strcmp(edge, "member") == 0 ? "" : arena_format(a, " %d", i));
    }
    const char *copy = arena_copy(a, text.data, text.length);
    buffer_free(&text);
    return copy;
}

Test(told, a_large_network_is_told_in_short)
{
    arena *a = arena_new();
    buffer out = {0};
    told_network(network_whole(given(a, spokes(a, 60, "member"))), &out);
    cr_expect(strstr(out.data, "A network.\nCountry: Hub, Node 1, "), "%s", out.data);
    cr_expect(strstr(out.data, "Node 39, and 21 more.\n"), "%s", out.data);
    cr_expect(strstr(out.data, "Node 40, and 20 more are members of Hub."), "%s", out.data);
    buffer_free(&out);

    told_network(network_whole(given(a, spokes(a, 41, "member"))), &out);
    cr_expect(strstr(out.data, "Node 40 and Node 41 are members of Hub."), "%s", out.data);
    buffer_free(&out);

    told_network(network_whole(given(a, spokes(a, 150, "label"))), &out);
    cr_expect(strstr(out.data, "Node 100 label 100 Hub.\nAnd 50 more."), "%s", out.data);
    cr_expect(!strstr(out.data, "Node 101 label"));
    buffer_free(&out);
    arena_free(a);
}
