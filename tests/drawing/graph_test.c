/* The DOT of networks made by hand, read back by cgraph: what comes out must be what went in, whatever the texts are.
 */
#include "drawing/drawing.h"

#include <cgraph.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static arena *a;
static network *n;

static void set_up(void)
{
    a = arena_new();
    n = network_new(a);
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(graph, .init = set_up, .fini = tear_down);

/* ---- making networks ---- */

static node *add_node(const char *kind_id, const char *id, const char *name)
{
    node *it = arena_new_of(a, node);
    *it = (node){.id = id, .kind = map_get(n->kinds_by_id, kind_id), .name = name, .index = n->nodes.count};
    *array_add(a, &n->nodes) = it;
    return it;
}

static edge *add_edge(const char *id, const node *from, const node *to, const char *label)
{
    edge *it = arena_new_of(a, edge);
    *it = (edge){.id = id, .from = from, .to = to, .directed = true, .label = label, .index = n->edges.count};
    *array_add(a, &n->edges) = it;
    return it;
}

static group *add_group(const char *id, const char *name, const group *in)
{
    group *it = arena_new_of(a, group);
    *it = (group){.id = id, .name = name, .in = in, .index = n->groups.count};
    *array_add(a, &n->groups) = it;
    return it;
}

static source *add_source(const char *id, const char *title)
{
    source *it = arena_new_of(a, source);
    *it = (source){.id = id, .title = title, .index = n->sources.count};
    *array_add(a, &n->sources) = it;
    return it;
}

static datum *datum_of(const char *key, const char *text)
{
    datum *it = arena_new_of(a, datum);
    *it = (datum){.key = key, .text = text};
    return it;
}

static const char *written(void)
{
    buffer out = {0};
    graph_write(graph_build(a, network_whole(n)), &out);
    const char *text = arena_copy(a, out.data, out.length);
    buffer_free(&out);
    return text;
}

/* ---- reading back ---- */

static void close_graph(void *g)
{
    agclose(g);
}

static Agraph_t *read_back(const char *dot)
{
    agreseterrors();
    Agraph_t *g = agmemread(dot);
    cr_assert(g && agerrors() == 0, "cgraph does not read this:\n%s", dot);
    arena_after(a, close_graph, g);
    return g;
}

/* What a value means: double backslashes are one, in labels \n is a line break and entities are characters. */
static const char *meant(const char *value, bool label)
{
    char *out = arena_get(a, strlen(value) + 1), *to = out;
    for (; *value; value++)
        if (value[0] == '\\' && value[1] == '\\')
            *to++ = *value++;
        else if (label && value[0] == '\\' && value[1] == 'n')
            *to++ = *value++ ? '\n' : ' ';
        else if (label && strncmp(value, "&amp;", 5) == 0)
            *to++ = '&', value += 4;
        else
            *to++ = *value;
    return out;
}

static const char *value_of(void *object, const char *name)
{
    char *value = agget(object, arena_copy(a, name, strlen(name)));
    return value ? value : "";
}

static void expect_value(void *object, const char *name, const char *text)
{
    const char *got = meant(value_of(object, name), false);
    cr_expect_str_eq(got, text, "%s: got ‘%s’, expected ‘%s’", name, got, text);
}

static Agnode_t *node_named(Agraph_t *g, const char *id)
{
    Agnode_t *it = agnode(g, arena_copy(a, id, strlen(id)), 0);
    cr_assert(it != NULL, "no node ‘%s’", id);
    return it;
}

static Agedge_t *edge_named(Agraph_t *g, const char *from, const char *to, const char *key)
{
    Agedge_t *it = agedge(g, node_named(g, from), node_named(g, to), arena_copy(a, key, strlen(key)), 0);
    cr_assert(it != NULL, "no edge ‘%s’", key);
    return it;
}

/* ---- texts and ids that mean something in DOT ---- */

static const char *const hostile_texts[] = {
    "\"",
    "\\",
    "\\\\",
    "\\\"",
    "a\\\" URL=1]; evil -> e2; //",
    "quote \" in \"the\" middle",
    "ends in a backslash \\",
    "ends in two \\\\",
    "ends in a quote\"",
    "\\N \\G \\E \\T \\H \\L \\n \\l \\r",
    "AT&T &amp; &#34; &lt;b&gt; &eacute; &",
    "&amp;amp; &#x41; &nbsp",
    "<b>bold</b>",
    "<",
    "<<TABLE><TR><TD>x</TD></TR></TABLE>>",
    "{a|b|<p>c}",
    "a;b} {c [d=e] // f /* g */ # h",
    "# looks like a preprocessor line",
    "%local",
    "é ü ß Łódź Αθήνα Київ 東京 서울 القدس ירושלים दिल्ली กรุงเทพ 🇰🇷 "
    "👨‍👩‍👧 "
    "e\u0301",
    "soft\u00adhyphen no\u00a0break zero\u200bwidth",
    "a:b a::b a->b a--b a,b",
    "true false 1 -1 1.5 .5 1. -.5 1e3 0x10 2024-05-01",
    "node",
    "digraph",
    "'single' `back` $dollar ${x} $(y) @ ! ~ ^ *",
    "very-long-word-without-any-blank-that-has-more-than-a-hundred-and-twenty-eight-characters-so-that-a-writer-of-"
    "DOT-would-like-to-break-it-somewhere",
};

/* What is left of a text once blanks, breaks, hyphens and what is not shown are gone: labels are wrapped. */
static const char *bare(const char *text)
{
    char *out = arena_get(a, strlen(text) + 1), *to = out;
    for (const char *end = text + strlen(text); text < end;) {
        const char *start = text;
        uint32_t c = utf8_next(&text, end);
        if (c == ' ' || c == '\n' || c == '-' || c == 0xad || c == 0x200b)
            continue;
        memcpy(to, start, (size_t)(text - start));
        to += text - start;
    }
    return out;
}

static void expect_label(void *object, const char *text)
{
    const char *got = bare(meant(value_of(object, "label"), true)), *expected = bare(text);
    cr_expect_str_eq(got, expected, "label: got ‘%s’, expected ‘%s’", got, expected);
}

static const char *doubled(const char *text)
{
    char *out = arena_get(a, 2 * strlen(text) + 1), *to = out;
    for (; *text; text++) {
        if (*text == '\\')
            *to++ = '\\';
        *to++ = *text;
    }
    return out;
}

/* Says a text in each place of a claim that can hold one. */
static void say(claim *c, const char *text, const source *s)
{
    c->quote = c->url = text;
    c->data = datum_of(NULL, NULL);
    *array_add(a, &c->data->children) = datum_of("k", text);
    *array_add(a, &c->data->children) = datum_of(text, "v");
    *array_add(a, &c->sources) = s;
}

static void expect_said(void *object, const char *text)
{
    expect_value(object, "quote", text);
    expect_value(object, "source", "s");
    expect_value(object, "data_k", text);
    expect_value(object, doubled(arena_format(a, "data_%s", text)), "v");
    cr_expect_not(aghtmlstr(agget(object, "quote")));
    cr_expect_not(aghtmlstr(agget(object, "label")));
}

Test(graph, any_text_comes_back_as_it_was)
{
    for (size_t i = 0; i < sizeof hostile_texts / sizeof *hostile_texts; i++) {
        const char *text = hostile_texts[i];
        n = network_new(a);
        n->title = n->subtitle = text;
        source *s = add_source("s", text);
        s->publisher = s->url = text;
        node *x = add_node("countries", "x", text), *y = add_node("people", "y", "Y");
        y->note = text;
        x->in = add_group("g", text, NULL);
        edge *e = add_edge("e", x, y, text);
        say(&x->claim, text, s);
        say(&e->claim, text, s);

        Agraph_t *g = read_back(written());
        Agraph_t *cluster = agsubg(g, "cluster_g", 0);
        cr_assert(cluster && agnnodes(g) == 2 && agnedges(g) == 1 && agnsubg(g) == 1 && agnnodes(cluster) == 1,
                  "‘%s’ has become something else", text);
        Agnode_t *node = node_named(g, "x");
        Agedge_t *edge = edge_named(g, "x", "y", "e");
        expect_said(node, text);
        expect_said(edge, text);
        expect_value(node_named(g, "y"), "note", text);
        expect_label(node, text);
        expect_label(edge, text);
        expect_label(cluster, text);
        expect_label(g, arena_format(a, "%s%s", text, text));
        expect_value(g, "source_s", arena_format(a, "1. %s, %s, %s", text, text, text));
        const char *name = value_of(node, "name");
        cr_expect_str_eq(*name ? meant(name, false) : meant(value_of(node, "label"), true), text);
    }
}

/* Data keeps control characters; what is drawn has none, since no SVG or PDF can hold them. */
Test(graph, control_characters_are_data_and_not_drawn)
{
    const char *text = "a\x01"
                       "b\x1b[31m\x7f\tc\r\nd\uffff\ufffe";
    node *x = add_node("countries", "x", text);
    x->claim.quote = text;
    Agnode_t *node = node_named(read_back(written()), "x");
    expect_value(node, "quote", text);
    expect_value(node, "name", text);
    cr_expect_str_eq(value_of(node, "label"), "a\ufffdb\ufffd[31m\x7f c\\nd\ufffd\ufffd");
}

Test(graph, links_can_stand_in_xml)
{
    static const char *const links[][2] = {
        {"https://example.org/?a=1&b=2#x", "https://example.org/?a=1&amp;b=2#x"},
        {"https://example.org/?a=1&amp;b", "https://example.org/?a=1&amp;amp;b"},
        {"mailto:a@example.org", "mailto:a@example.org"},
        {"a b\"<c>'d'\\N\n", "a%20b%22%3Cc%3E'd'\\\\N%0A"},
        {"łódź/%20", "łódź/%20"},
    };
    node *x = add_node("countries", "x", "X");
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        x->claim.url = links[i][0];
        cr_expect_str_eq(value_of(node_named(read_back(written()), "x"), "URL"), links[i][1]);
    }
}

Test(graph, any_id_stays_a_name)
{
    static const char *const ids[] = {
        "node", "Edge", "GRAPH", "digraph", "SubGraph", "strict", "1", "007", "1.", "-.5",  ".5",   "1.5",       "1a",
        "a-b",  "a.b",  "-",     ".",       "_",        "--",     "n", "s",   "c",  "łódź", "東京", "cluster_g", "x",
    };
    size_t count = sizeof ids / sizeof *ids;
    for (size_t i = 0; i < count; i++)
        add_node("countries", ids[i], "N")->in = i % 2 ? add_group(ids[i], "G", NULL) : NULL;
    for (size_t i = 0; i < count; i++)
        add_edge(arena_format(a, "%s-%s", ids[i], ids[(i + 1) % count]), n->nodes.items[i],
                 n->nodes.items[(i + 1) % count], "L");
    Agraph_t *g = read_back(written());
    cr_expect_eq(agnnodes(g), (int)count);
    cr_expect_eq(agnedges(g), (int)count);
    for (size_t i = 0; i < count; i++) {
        node_named(g, ids[i]);
        edge_named(g, ids[i], ids[(i + 1) % count], arena_format(a, "%s-%s", ids[i], ids[(i + 1) % count]));
        if (i % 2)
            cr_expect_not_null(agsubg(g, arena_format(a, "cluster_%s", ids[i]), 0), "%s", ids[i]);
    }
}

/* ---- what is said, and what is not ---- */

Test(graph, says_kind_status_dates_and_data)
{
    node *x = add_node("countries", "x", "X");
    add_node("organizations", "y", "Y");
    source *s = add_source("s", "S"), *t = add_source("t", "T");
    t->date = (date){.year = 2024, .month = 5};
    x->claim.status = STATUS_PLANNED;
    x->claim.since = (date){.year = 2021, .month = 9, .day = 15};
    x->claim.until = (date){.year = 2030};
    x->claim.emphasis = EMPHASIS_STRONG;
    *array_add(a, &x->claim.sources) = t;
    *array_add(a, &x->claim.sources) = s;
    datum *list = datum_of("list", NULL), *map = datum_of(NULL, NULL);
    *array_add(a, &map->children) = datum_of("deep", "3");
    *array_add(a, &list->children) = datum_of(NULL, "1");
    *array_add(a, &list->children) = map;
    x->claim.data = datum_of(NULL, NULL);
    *array_add(a, &x->claim.data->children) = datum_of("iso code", "XX");
    *array_add(a, &x->claim.data->children) = list;
    n->as_of = (date){.year = 2024, .month = 5, .day = 1};

    Agraph_t *g = read_back(written());
    Agnode_t *node = node_named(g, "x");
    expect_value(node, "kind", "countries");
    expect_value(node, "status", "planned");
    expect_value(node, "since", "2021-09-15");
    expect_value(node, "until", "2030");
    expect_value(node, "source", "t, s");
    expect_value(node, "emphasis", "strong");
    expect_value(node, "data_iso code", "XX");
    expect_value(node, "data_list_1", "1");
    expect_value(node, "data_list_2_deep", "3");
    expect_value(node, "tooltip", "X, Country, planned, since 2021-09-15, until 2030, sources 1 and 2");
    expect_value(node_named(g, "y"), "kind", "organizations");
    expect_value(node_named(g, "y"), "status", "active");
    expect_value(node_named(g, "y"), "shape", "hexagon");
    expect_value(g, "as_of", "2024-05-01");
    expect_value(g, "lang", "en");
    expect_value(g, "source_t", "1. T, 2024-05");
    expect_value(g, "source_s", "2. S");
}

Test(graph, keeps_edges_of_one_pair_apart)
{
    node *x = add_node("countries", "x", "X"), *y = add_node("countries", "y", "Y");
    add_edge("x-y", x, y, "allied with")->relation = map_get(n->relations_by_id, "allied-with");
    add_edge("x-y-2", x, y, "opposes")->relation = map_get(n->relations_by_id, "opposes");
    add_edge("x-y-3", x, y, "");
    add_edge("y-x", y, x, "back")->directed = false;
    add_edge("x-x", x, x, "self")->claim.status = STATUS_ENDED;
    Agraph_t *g = read_back(written());
    cr_expect_eq(agnedges(g), 5);
    expect_value(edge_named(g, "x", "y", "x-y"), "relation", "allied-with");
    expect_value(edge_named(g, "x", "y", "x-y"), "arrowhead", "vee");
    expect_value(edge_named(g, "x", "y", "x-y-2"), "arrowhead", "tee");
    expect_value(edge_named(g, "x", "y", "x-y-3"), "label", "");
    expect_value(edge_named(g, "x", "y", "x-y-3"), "directed", "");
    expect_value(edge_named(g, "y", "x", "y-x"), "directed", "false");
    expect_value(edge_named(g, "y", "x", "y-x"), "dir", "none");
    expect_value(edge_named(g, "x", "x", "x-x"), "style", "dotted");
}

Test(graph, groups_are_clusters_in_one_another)
{
    group *outer = add_group("outer", "Outer", NULL), *inner = add_group("inner", "Inner", outer);
    group *last = add_group("last", "Last", NULL), *side = add_group("side", "Side", outer);
    add_group("empty", "Empty", NULL);
    add_node("countries", "free", "Free");
    add_node("countries", "a", "A")->in = inner;
    add_node("people", "b", "B")->in = outer;
    add_node("countries", "c", "C")->in = last;
    add_node("countries", "d", "D")->in = side;
    Agraph_t *g = read_back(written());
    cr_expect_eq(agnsubg(g), 2);
    Agraph_t *o = agsubg(g, "cluster_outer", 0), *l = agsubg(g, "cluster_last", 0);
    cr_assert(o && l);
    cr_expect_eq(agnnodes(o), 3);
    cr_expect_eq(agnnodes(l), 1);
    cr_expect_eq(agnsubg(o), 2);
    cr_expect_eq(agnnodes(agsubg(o, "cluster_inner", 0)), 1);
    cr_expect_eq(agnnodes(agsubg(o, "cluster_side", 0)), 1);
    expect_value(o, "label", "Outer");
    expect_value(node_named(g, "b"), "kind", "people");
    expect_value(node_named(g, "c"), "kind", "countries");
    expect_value(node_named(g, "free"), "kind", "countries");
}

Test(graph, is_plain_where_there_is_little_to_say)
{
    node *x = add_node("countries", "x", "X"), *y = add_node("countries", "y", "Y");
    add_edge("x-y", x, y, "to");
    const char *dot = written(), *body = strstr(dot, "\n\n");
    cr_expect_eq(strncmp(dot, "digraph {\n\tgraph [", 18), 0);
    cr_assert_not_null(body);
    cr_expect_str_eq(body, "\n\n\tnode [kind=countries, shape=box, style=\"filled,rounded\", fillcolor=\"#e7f0fb\", "
                           "color=\"#2f6fb7\", fontcolor=\"#16202e\"];\n"
                           "\tx [label=X];\n"
                           "\ty [label=Y];\n"
                           "\n\tx -> y [key=\"x-y\", label=to, tooltip=\"X to Y\"];\n"
                           "}\n");
}

Test(graph, of_nothing_is_still_a_graph)
{
    Agraph_t *g = read_back(written());
    cr_expect_eq(agnnodes(g), 0);
}

/* ---- size ---- */

static size_t count_of(char c, const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == c;
    return count;
}

Test(graph, large_networks_cost_no_more_than_their_size)
{
    enum { NODES = 20000, EDGES = 60000 };
    const group *in = NULL;
    for (size_t i = 0; i < NODES; i++) {
        node *it = add_node(i % 3 ? "countries" : "people", arena_format(a, "n%zu", i), "A name of some length");
        in = i % 2 ? in : add_group(arena_format(a, "g%zu", i), "A group", i % 200 ? in : NULL);
        it->in = in;
    }
    for (size_t i = 0; i < EDGES; i++)
        add_edge(arena_format(a, "e%zu", i), n->nodes.items[i * 7919 % NODES], n->nodes.items[i * 104729 % NODES],
                 "is somehow tied to");
    cr_expect_eq(count_of('>', written()), EDGES);
}

/* Groups may be nested as deep as there are groups. */
Test(graph, deep_nesting_does_no_harm)
{
    enum { DEPTH = 100000 };
    const group *in = NULL;
    for (size_t i = 0; i < DEPTH; i++)
        in = add_group(arena_format(a, "g%zu", i), "", in);
    add_node("countries", "x", "X")->in = in;
    const char *dot = written();
    cr_expect_eq(count_of('{', dot), DEPTH + 1);
    cr_expect_eq(count_of('}', dot), DEPTH + 1);
}
