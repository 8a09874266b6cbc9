/* What is drawn on a day. */
#include "given.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Ids of what is drawn, blank between them. */
static const char *drawn_nodes(arena *a, const selection *s)
{
    const char *all = "";
    for (size_t i = 0; i < s->nodes.count; i++)
        all = arena_format(a, "%s%s%s", all, i ? " " : "", s->nodes.items[i]->id);
    return all;
}

static const char *drawn_edges(arena *a, const selection *s)
{
    const char *all = "";
    for (size_t i = 0; i < s->edges.count; i++)
        all = arena_format(a, "%s%s%s", all, i ? " " : "", s->edges.items[i]->id);
    return all;
}

static const char *drawn_groups(arena *a, const selection *s)
{
    const char *all = "";
    for (size_t i = 0; i < s->groups.count; i++)
        all = arena_format(a, "%s%s%s", all, i ? " " : "", s->groups.items[i]->id);
    return all;
}

Test(select, without_a_day_all_is_drawn)
{
    arena *a = arena_new();
    const selection *s = network_whole(given(a, "title: All\n"
                                                "subtitle: Of it\n"
                                                "nodes:\n"
                                                "  countries:\n"
                                                "    old: {name: Old, until: 1900}\n"
                                                "    new: {name: New, since: 2999}\n"
                                                "edges:\n"
                                                "  - old -> new: {label: becomes, status: ended, until: 1900}\n"));
    cr_expect_str_eq(drawn_nodes(a, s), "old new");
    cr_expect_str_eq(drawn_edges(a, s), "old-new");
    cr_expect_str_eq(s->title, "All");
    cr_expect_str_eq(s->subtitle, "Of it");
    cr_expect(s->day.year == 0);
    cr_expect(s->node_at[0] == 0 && s->node_at[1] == 1);
    arena_free(a);
}

/* A claim with these dates, on this day: drawn or not. Dates of reduced precision mean their whole span, so only what
   is certain leaves it out. */
static const struct span {
    const char *since, *until, *day;
    bool drawn;
} spans[] = {
    {"2021", "", "2020-12-31", false},
    {"2021", "", "2021-01-01", true},
    {"2021", "", "2020", false},
    {"2021-09-15", "", "2021-09-14", false},
    {"2021-09-15", "", "2021-09-15", true},
    {"2021-09-15", "", "2021-09", true},
    {"2021-09-15", "", "2021-08", false},
    {"2021-09-15", "", "2021", true},
    {"2021-09", "", "2021-08-31", false},
    {"2021-09", "", "2021-09-01", true},
    {"2021-09", "", "2021", true},
    {"", "2021", "2021-12-31", true},
    {"", "2021", "2022-01-01", false},
    {"", "2021", "2022", false},
    {"", "2021-02", "2021-02-28", true},
    {"", "2021-02", "2021-03-01", false},
    {"", "2024-02", "2024-02-29", true},
    {"", "2021-09-15", "2021-09-15", true},
    {"", "2021-09-15", "2021-09-16", false},
    {"", "2021-09-15", "2021-09", true},
    {"2001", "2010", "2000", false},
    {"2001", "2010", "2005-06", true},
    {"2001", "2010", "2011", false},
};

Test(select, only_what_is_certain_leaves_a_claim_out)
{
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        const struct span *p = &spans[i];
        arena *a = arena_new();
        const char *dates =
            arena_format(a, "%s%s%s%s", *p->since ? ", since: " : "", p->since, *p->until ? ", until: " : "", p->until);
        const selection *s = network_whole(given(a, arena_format(a,
                                                                 "as_of: %s\n"
                                                                 "nodes:\n"
                                                                 "  countries: {a: A, b: B, c: {name: C%s}}\n"
                                                                 "edges:\n"
                                                                 "  - a -> b: {label: x%s}\n",
                                                                 p->day, dates, dates)));
        cr_expect(s->nodes.count == (p->drawn ? 3 : 2), "node%s on %s", dates, p->day);
        cr_expect(s->edges.count == (p->drawn ? 1 : 0), "edge%s on %s", dates, p->day);
        arena_free(a);
    }
}

Test(select, an_edge_needs_both_its_ends)
{
    arena *a = arena_new();
    const selection *s = network_whole(given(a, "as_of: 2000\n"
                                                "nodes:\n"
                                                "  countries: {a: A, late: {name: L, since: 2001}, b: B}\n"
                                                "edges:\n"
                                                "  - a -> late: x\n"
                                                "  - late -- b: x\n"
                                                "  - a -> b: x\n"));
    cr_expect_str_eq(drawn_nodes(a, s), "a b");
    cr_expect_str_eq(drawn_edges(a, s), "a-b");
    cr_expect(s->node_at[0] == 0 && s->node_at[1] == SIZE_MAX && s->node_at[2] == 1);
    arena_free(a);
}

Test(select, groups_that_hold_something_drawn_come_parents_first)
{
    arena *a = arena_new();
    const selection *s = network_whole(given(a, "as_of: 2000\n"
                                                "groups:\n"
                                                "  inner: {name: Inner, in: middle}\n"
                                                "  empty: {name: Empty}\n"
                                                "  middle: {name: Middle, in: outer}\n"
                                                "  outer: {name: Outer}\n"
                                                "  later: {name: Later}\n"
                                                "nodes:\n"
                                                "  countries:\n"
                                                "    a: {name: A, in: inner}\n"
                                                "    b: {name: B, in: outer}\n"
                                                "    c: {name: C, in: later, since: 2001}\n"));
    cr_expect_str_eq(drawn_groups(a, s), "outer middle inner");
    arena_free(a);
}

Test(select, notes_are_numbered_in_the_order_of_the_picture)
{
    arena *a = arena_new();
    const selection *s = network_whole(given(a, "as_of: 2000\n"
                                                "sources:\n"
                                                "  one: {title: One}\n"
                                                "  two: {title: Two}\n"
                                                "  three: {title: Three}\n"
                                                "  four: {title: Four}\n"
                                                "nodes:\n"
                                                "  countries:\n"
                                                "    a: {name: A, source: three}\n"
                                                "    b: {name: B, source: four, since: 2001}\n"
                                                "    c: {name: C}\n"
                                                "edges:\n"
                                                "  - a -> c: {label: x, source: [one, three]}\n"
                                                "  - a -> b: {label: x, source: two}\n"));
    cr_assert(s->notes.count == 2);
    cr_expect_str_eq(s->notes.items[0]->id, "three");
    cr_expect_str_eq(s->notes.items[1]->id, "one");
    cr_expect(s->note_of[0] == 2 && s->note_of[1] == 0 && s->note_of[2] == 1 && s->note_of[3] == 0);
    arena_free(a);
}

Test(select, nothing_gives_nothing)
{
    arena *a = arena_new();
    const selection *s = network_whole(given(a, "title: Nothing\n"));
    cr_expect(s->nodes.count == 0 && s->edges.count == 0 && s->groups.count == 0 && s->notes.count == 0);
    arena_free(a);
}
