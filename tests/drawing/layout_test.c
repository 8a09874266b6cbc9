/* The layout of networks of every sort: what it promises, the same each time, and as it was asked for. */
#include "drawn.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(layout, .init = set_up, .fini = tear_down);

/* ---- networks ---- */

static void write_lone(buffer *b)
{
    buffer_text(b, "nodes:\n  countries:\n");
    for (int i = 0; i < 60; i++)
        buffer_format(b, "    n%d: Country %d\n", i, i);
}

static void write_chain(buffer *b)
{
    buffer_text(b, "nodes:\n  people:\n");
    for (int i = 0; i < 30; i++)
        buffer_format(b, "    n%d: Person %d\n", i, i);
    buffer_text(b, "edges:\n");
    for (int i = 1; i < 30; i++)
        buffer_format(b, "  - n%d -> n%d: follows\n", i - 1, i);
}

static void write_star(buffer *b)
{
    buffer_text(b, "nodes:\n  agreements: {hub: The Pact}\n  countries:\n");
    for (int i = 0; i < 40; i++)
        buffer_format(b, "    n%d: Country %d\n", i, i);
    buffer_text(b, "edges:\n");
    for (int i = 0; i < 40; i++)
        buffer_format(b, "  - n%d -> hub: member\n", i);
}

static void write_complete(buffer *b)
{
    buffer_text(b, "nodes:\n  organizations:\n");
    for (int i = 0; i < 8; i++)
        buffer_format(b, "    n%d: House %d\n", i, i);
    buffer_text(b, "edges:\n");
    for (int i = 0; i < 8; i++)
        for (int k = 0; k < i; k++)
            buffer_format(b, "  - n%d -- n%d: talks-with\n", i, k);
}

static void write_long_names(buffer *b)
{
    static const char part[] = "Conference of States on the Law of Rivers and Lakes of the North and of the South and ";
    buffer_text(b, "nodes:\n  agreements:\n");
    for (int i = 0; i < 6; i++)
        buffer_format(b, "    n%d: {name: \"%s%.*s\", note: \"%s%s\"}\n", i, part, 120 - (int)sizeof part, part, part,
                      part);
    buffer_text(b, "edges:\n");
    for (int i = 1; i < 6; i++)
        buffer_format(b, "  - n0 -> n%d: \"%.120s%.40s\"\n", i, part, part);
}

static void write_long_words(buffer *b)
{
    buffer_text(b, "nodes:\n  technologies:\n");
    for (int i = 0; i < 4; i++) {
        buffer_format(b, "    n%d: ", i);
        for (int k = 0; k < 80; k++)
            buffer_char(b, (char)('a' + (i + k) % 26));
        buffer_char(b, '\n');
    }
    buffer_text(b, "edges:\n  - n0 -> n1, n2, n3: ");
    for (int k = 0; k < 80; k++)
        buffer_char(b, 'W');
    buffer_char(b, '\n');
}

/* Given by text or by a function. */
static const struct {
    const char *name, *text;
    void (*write)(buffer *);
} networks[] = {
    {"no node", "title: Nothing\n", NULL},
    {"one node", "nodes: {countries: {x: Xanadu}}\n", NULL},
    {"one node in a group", "groups: {g: Group}\nnodes: {countries: {x: {name: Xanadu, in: g}}}\n", NULL},
    {"a loop", "nodes: {countries: {x: Xanadu}}\nedges: [{x -> x: looks at itself}]\n", NULL},
    {"loops",
     "nodes: {people: {x: X, y: Yvonne of York}}\nedges: [{x -> x: a}, {x -> x: b}, {x -> y: c}, {y -- y: d}]\n", NULL},
    {"several edges of a pair",
     "nodes: {countries: {x: Xanadu, y: Ypsilon}}\n"
     "edges: [{x -> y: allied-with}, {x -> y: supplies}, {x -> y: opposes}, {x -- y: talks-with}]\n",
     NULL},
    {"opposite edges",
     "nodes: {countries: {x: Xanadu, y: Ypsilon, z: Z}}\n"
     "edges: [{x -> y: supplies}, {y -> x: pays}, {y -> z: supplies}, {z -> x: supplies}, {x -> z: pays}]\n",
     NULL},
    {"parts that nothing connects",
     "nodes: {countries: {a: A, b: B, c: C, d: D, e: E}, people: {p: P, q: Q}}\n"
     "edges: [{a -> b: supplies}, {c -> d: supplies}, {p -> q: meets}, {q -> p: meets}]\n",
     NULL},
    {"groups in groups",
     "groups: {outer: Outer, inner: {name: Inner, in: outer}, core: {name: Core, in: inner}, other: Other}\n"
     "nodes:\n"
     "  countries: {a: {name: A, in: outer}, b: {name: B, in: inner}, c: {name: C, in: core}, d: {name: D, in: core}}\n"
     "  people: {e: {name: E, in: other}, f: {name: F, in: other}, g: G}\n"
     "edges: [{a -> b: x}, {b -> c: y}, {c -> e: z}, {e -> a: w}, {g -> a: v}, {d -> f: u}, {f -> g: t}]\n",
     NULL},
    {"no labels at all",
     "nodes: {countries: {a: A, b: B, c: C}}\nedges: [{a -> b: \"\"}, {b -> c: \"\"}, {c -- a: \"\"}]\n", NULL},
    {"from right to left",
     "nodes: {countries: {a: المملكة العربية السعودية, b: מדינת ישראל}}\n"
     "edges: [{a -> b: علاقات دبلوماسية محتملة بين البلدين}, {b -- a: שיחות על הסכם}]\n",
     NULL},
    {"wide characters",
     "nodes: {countries: {a: {name: 中华人民共和国与周边国家关系研究, note: 東アジアの安全保障}, b: 대한민국}}\n"
     "edges: [{a -> b: 戦略的パートナーシップに関する共同声明}]\n",
     NULL},
    {"combining marks and signs of joy",
     "nodes: {people: {a: \"Zoe\\u0308 👩‍👩‍👧‍👦\", b: "
     "กรุงเทพมหานคร}}\nedges: "
     "[{a "
     "-> "
     "b: "
     "❤️}]\n",
     NULL},
    {"sixty lone nodes", NULL, write_lone},
    {"a chain", NULL, write_chain},
    {"a star", NULL, write_star},
    {"all with all", NULL, write_complete},
    {"long names", NULL, write_long_names},
    {"long words", NULL, write_long_words},
};
enum { NETWORKS = sizeof networks / sizeof *networks };

static const selection *network_at(size_t i)
{
    if (networks[i].text)
        return selected(a, networks[i].text);
    buffer b = {0};
    networks[i].write(&b);
    return selected_from(a, &b);
}

Test(layout, of_every_sort_of_network_is_sound)
{
    for (size_t i = 0; i < NETWORKS; i++) {
        const selection *s = network_at(i);
        expect_sound(networks[i].name, s, laid_out(a, s, NULL, false), (promises){.frames = true});
    }
}

Test(layout, of_random_networks_is_sound)
{
    for (uint64_t seed = 1; seed <= 30; seed++) {
        random_shape shape = {3 + seed % 20, 2 + seed * 7 % 30, seed % 3 == 0 ? 1 + seed % 4 : 0, seed % 2};
        const selection *s = random_network(a, seed, shape);
        expect_sound(arena_format(a, "random %d", (int)seed), s, laid_out(a, s, NULL, false),
                     (promises){.frames = true});
    }
}

Test(layout, is_the_same_each_time)
{
    for (size_t i = 0; i < NETWORKS; i++) {
        const selection *s = network_at(i);
        uint64_t once = layout_hash(s, laid_out(a, s, NULL, false)),
                 again = layout_hash(s, laid_out(a, s, NULL, false));
        cr_expect(once == again, "%s", networks[i].name);
    }
}

/* Other work on all cores slows the workers down, and must not change what they find. */
Test(layout, is_the_same_on_a_busy_machine)
{
    enum { BUSY = 4, TIMES = 5 };
    pid_t busy[BUSY];
    const selection *s = random_network(a, 3, (random_shape){14, 22, 2, true});
    uint64_t once = layout_hash(s, laid_out(a, s, NULL, false));
    for (int i = 0; i < BUSY; i++) {
        busy[i] = fork();
        if (!busy[i])
            for (volatile bool forever = true; forever;) {
            }
    }
    for (int i = 0; i < TIMES; i++)
        cr_expect(layout_hash(s, laid_out(a, s, NULL, false)) == once);
    for (int i = 0; i < BUSY; i++) {
        kill(busy[i], SIGKILL);
        waitpid(busy[i], NULL, 0);
    }
}

/* ---- what was asked for ---- */

static layout_options options_with(const char *engine, direction d)
{
    layout_options o = layout_standard();
    o.engine = engine;
    o.direction = d;
    return o;
}

Test(layout, by_any_engine_is_sound)
{
    static const struct {
        const char *name;
        bool frames;
    } engines[] = {{"dot", true}, {"neato", false}, {"fdp", true}, {"sfdp", false}, {"circo", false}, {"twopi", false}};
    for (size_t e = 0; e < sizeof engines / sizeof *engines; e++) {
        layout_options o = options_with(engines[e].name, DIRECTION_AUTO);
        for (size_t i = 0; i < NETWORKS; i++) {
            const selection *s = network_at(i);
            char *name = arena_format(a, "%s by %s", networks[i].name, engines[e].name);
            const layout *l = laid_out(a, s, &o, false), *again = laid_out(a, s, &o, false);
            expect_sound(name, s, l, (promises){.frames = engines[e].frames});
            cr_expect(layout_hash(s, l) == layout_hash(s, again), "%s is not the same again", name);
        }
    }
}

Test(layout, goes_down_or_right_as_it_is_told)
{
    const selection *s = selected(a, "nodes: {countries: {a: A, b: B, c: C, d: D}}\n"
                                     "edges: [{a -> b: supplies}, {b -> c: supplies}, {c -> d: supplies}]\n");
    for (int d = DIRECTION_DOWN; d < DIRECTION_COUNT; d++) {
        layout_options o = options_with("auto", (direction)d);
        const layout *l = laid_out(a, s, &o, false);
        for (size_t i = 1; i < s->nodes.count; i++) {
            box before = l->nodes[i - 1], after = l->nodes[i];
            double gap = d == DIRECTION_RIGHT ? after.x0 - before.x1 : after.y0 - before.y1;
            cr_expect(gap > 0 || gap < -box_width(before), "%s, node %zu", direction_words[d], i);
        }
        cr_expect((l->width > l->height) == (d == DIRECTION_RIGHT), "%s: %g x %g", direction_words[d], l->width,
                  l->height);
    }
}

Test(layout, by_each_effort_is_sound)
{
    const selection *s = random_network(a, 9, (random_shape){16, 24, 2, true});
    for (int i = 0; i < EFFORT_COUNT; i++) {
        layout_options o = layout_standard();
        o.effort = (effort)i;
        expect_sound(effort_words[i], s, laid_out(a, s, &o, false), (promises){.frames = true});
    }
}

Test(layout, of_any_page_is_sound)
{
    static const double pages[][2] = {{100, 100}, {50, 2000}, {2000, 50}, {1e6, 1e6}};
    const selection *s = random_network(a, 9, (random_shape){16, 24, 2, true});
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        layout_options o = layout_standard();
        o.page_width = pages[i][0];
        o.page_height = pages[i][1];
        expect_sound(arena_format(a, "page %zu", i), s, laid_out(a, s, &o, false), (promises){.frames = true});
    }
}

/* ---- maps ---- */

static const selection *star_of_stars(size_t count)
{
    buffer b = {0};
    buffer_text(&b, "nodes: {countries: {hub: The Hub");
    for (size_t i = 0; i < count; i++)
        buffer_format(&b, ", n%zu: Country number %zu", i, i);
    buffer_text(&b, "}}\nedges:\n");
    for (size_t i = 0; i < count; i++)
        buffer_format(&b, "  - n%zu -> %s: a rather long label\n", i, i < 24 ? "hub" : arena_format(a, "n%zu", i % 24));
    return selected_from(a, &b);
}

Test(layout, of_a_large_network_names_lines_where_there_is_room_and_says_what_could_be_read)
{
    const selection *s = star_of_stars(260);
    diagnostics *d = diagnostics_new(a, false);
    layout_options o = layout_standard();
    const layout *l = layout_choose(a, s, &o, d, NULL);
    size_t count, labelled = 0;
    const diagnostic *said = diagnostics_sorted(d, &count);
    cr_assert(count == 1 && said[0].rule == RULE_SMALL_TEXT);
    cr_expect(strstr(said[0].help, "‘The Hub’ and what it is linked with are 25 nodes"), "%s", said[0].help);
    for (size_t e = 0; e < s->edges.count; e++)
        if (box_width(l->labels[e]) > 0) {
            labelled++;
            for (size_t n = 0; n < s->nodes.count; n++)
                cr_expect(box_overlap(l->labels[e], l->nodes[n]) <= 0);
            for (size_t f = 0; f < e; f++)
                cr_expect(box_width(l->labels[f]) <= 0 || box_overlap(l->labels[e], l->labels[f]) <= 0);
        }
    cr_expect(labelled < s->edges.count, "%zu", labelled);
}
