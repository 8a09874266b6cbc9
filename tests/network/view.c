/* What views and the command line leave of a network. */
#include "given.h"

#include <criterion/criterion.h>
#include <string.h>

/* Two blocs, a pact in each, and what people do between them. */
static const char *const world = "title: The world\n"
                                 "subtitle: As it is\n"
                                 "as_of: 2000\n"
                                 "nodes:\n"
                                 "  countries: {a: A, b: B, c: C, d: D, e: E}\n"
                                 "  agreements:\n"
                                 "    pact: {name: Pact}\n"
                                 "    old: {name: Old, until: 1990}\n"
                                 "    plan: {name: Plan, status: planned}\n"
                                 "  people: {p: P, lone: L}\n"
                                 "edges:\n"
                                 "  - a -> pact: member\n"
                                 "  - b -> pact: member\n"
                                 "  - pact -> c: {label: talks to, status: proposed}\n"
                                 "  - d -> c: opposes\n"
                                 "  - a -> old: member\n"
                                 "  - b -> plan: {relation: member, status: planned}\n"
                                 "  - p -> d: minister of\n"
                                 "  - c -- e: {label: ties, since: 1980, until: 1995}\n"
                                 "  - c -- e: {label: feud, since: 1980, until: 2010, status: ended}\n"
                                 "views:\n"
                                 "  it: ";

/* "a b pact | a-pact b-pact" */
static const char *drawn(arena *a, const selection *s)
{
    const char *all = "";
    for (size_t i = 0; i < s->nodes.count; i++)
        all = arena_format(a, "%s%s%s", all, i ? " " : "", s->nodes.items[i]->id);
    all = arena_format(a, "%s |", all);
    for (size_t i = 0; i < s->edges.count; i++)
        all = arena_format(a, "%s %s", all, s->edges.items[i]->id);
    return all;
}

static const selection *viewed(arena *a, const char *words)
{
    const network *n = given(a, arena_format(a, "%s%s\n", world, words));
    view v = network_view(n, n->views.items[0]);
    return network_select(n, &v);
}

static const struct look {
    const char *words, *drawn;
} looks[] = {
    /* kinds */
    {"{only: people}", "p lone |"},
    {"{only: [countries, agreements], hide: agreements}", "a b c d e | d-c c-e-2"},
    {"{hide: [countries, people]}", "pact plan |"},

    /* relations, by id, by label and by words of one's own */
    {"{relations: member, only: [countries, agreements]}", "a b c d e pact plan | a-pact b-pact b-plan"},
    {"{relations: [minister of, opposes], isolated: hide}", "c d p | d-c p-d"},
    {"{hide_relations: [member, minister-of], isolated: hide}", "c d e pact | pact-c d-c c-e-2"},

    /* statuses: of nodes only where they state one */
    {"{status: active, isolated: hide}", "a b c d e pact p | a-pact b-pact d-c p-d c-e-2"},
    {"{status: [planned, proposed], isolated: hide}", "b c pact plan | pact-c b-plan"},
    {"{hide_status: [active, proposed, planned], only: agreements}", "pact |"},

    /* focus: along what is drawn, either way, with all edges among what is near */
    {"{focus: pact}", "a b c pact | a-pact b-pact pact-c"},
    {"{focus: pact, depth: 0}", "pact |"},
    {"{focus: pact, depth: 2}", "a b c d e pact plan | a-pact b-pact pact-c d-c b-plan c-e-2"},
    {"{focus: [a, p]}", "a d pact p | a-pact p-d"},
    {"{focus: pact, depth: 9999}", "a b c d e pact plan p | a-pact b-pact pact-c d-c b-plan p-d c-e-2"},
    {"{focus: d, depth: 2, hide_relations: opposes}", "d p | p-d"},
    {"{focus: d, depth: 2, status: active}", "c d e p | d-c p-d c-e-2"},

    /* time: what ended by the day; what has ended since was in force */
    {"{focus: old, ended: show}", "a old | a-old"},
    {"{as_of: 1985, focus: c}", "c d e pact | pact-c d-c c-e c-e-2"},
    {"{as_of: 2011, focus: c, ended: show}", "c d e pact | pact-c d-c c-e c-e-2"},
    {"{as_of: 2011, focus: c}", "c d pact | pact-c d-c"},
    {"{only: agreements, ended: show, status: ended}", "pact old |"},

    {"{isolated: hide, focus: lone}", " |"},
};

Test(view, each_word_leaves_what_it_says)
{
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        arena *a = arena_new();
        const char *now = drawn(a, viewed(a, looks[i].words));
        cr_expect(strcmp(now, looks[i].drawn) == 0, "%s draws\n  %s, not\n  %s", looks[i].words, now, looks[i].drawn);
        arena_free(a);
    }
}

/* Who only asks whether anything is left is answered as who draws it. */
Test(view, the_filter_that_leaves_nothing_is_named)
{
    static const struct {
        const char *words;
        filter emptied_by;
    } empties[] = {
        {"{as_of: 1800}", FILTER_COUNT},
        {"{only: events}", FILTER_KIND},
        {"{only: agreements, hide_status: [active, ended, planned, proposed], hide: agreements}", FILTER_KIND},
        {"{only: agreements, as_of: 2000, focus: a}", FILTER_FOCUS},
        {"{only: agreements, focus: pact}", FILTER_COUNT},
        {"{only: people, isolated: hide}", FILTER_ISOLATED},
        {"{focus: lone, depth: 9, isolated: hide}", FILTER_ISOLATED},
        {"{focus: c, depth: 1, isolated: hide}", FILTER_COUNT},
        {"{focus: c, depth: 1}", FILTER_COUNT},
    };
    for (size_t i = 0; i < sizeof empties / sizeof *empties; i++) {
        arena *a = arena_new();
        const selection *s = viewed(a, empties[i].words);
        filter asked = network_emptied_by(s->network, &s->view);
        cr_expect_eq(s->emptied_by, empties[i].emptied_by, "%s: %d", empties[i].words, s->emptied_by);
        cr_expect_eq(asked, empties[i].emptied_by, "%s: %d", empties[i].words, asked);
        arena_free(a);
    }
}

static const edge *edge_of(const selection *s, const char *id)
{
    for (size_t i = 0; i < s->edges.count; i++)
        if (strcmp(s->edges.items[i]->id, id) == 0)
            return s->edges.items[i];
    return NULL;
}

Test(view, a_claim_has_the_status_of_the_day)
{
    arena *a = arena_new();
    const selection *then = viewed(a, "{as_of: 1985}"), *later = viewed(a, "{as_of: 2011, ended: show}");
    cr_expect_eq(edge_of(then, "c-e-2")->claim.status, STATUS_ACTIVE);
    cr_expect_eq(edge_of(later, "c-e-2")->claim.status, STATUS_ENDED);
    cr_expect_eq(edge_of(later, "c-e")->claim.status, STATUS_ENDED);
    const edge *member = edge_of(later, "a-old");
    cr_expect_eq(member->to->claim.status, STATUS_ENDED, "the node that an edge leads to is the one that is drawn");
    cr_expect_eq(member->to, later->nodes.items[later->node_at[member->to->index]]);
    cr_expect_eq(later->network->edges.items[8]->claim.status, STATUS_ENDED, "the network itself stays as it is");
    cr_expect_eq(then->network->edges.items[7]->claim.status, STATUS_ACTIVE);
    arena_free(a);
}

Test(view, its_words_stand_over_those_of_the_file_and_what_was_asked_over_both)
{
    arena *a = arena_new();
    network n =
        *given(a, arena_format(a, "%s{title: A part, as_of: 1985, only: people, theme: dark, depth: 3}\n", world));
    view whole = network_view(&n, NULL), part = network_view(&n, n.views.items[0]);
    cr_expect(!whole.name && whole.as_of.year == 2000 && whole.depth == 1 && !whole.only.count && !whole.theme.text);
    cr_expect_str_eq(whole.title, "The world");
    cr_expect_str_eq(part.name, "it");
    cr_expect_str_eq(part.title, "A part");
    cr_expect_str_eq(part.subtitle, "As it is");
    cr_expect(part.as_of.year == 1985 && part.depth == 3);
    cr_expect_str_eq(part.only.items[0].text, "people");

    n.asked.title = "Asked";
    n.asked.depth = 0;
    n.asked.theme = (word){.text = "print"};
    part = network_view(&n, n.views.items[0]);
    cr_expect_str_eq(part.title, "Asked");
    cr_expect_str_eq(part.theme.text, "print");
    cr_expect(part.depth == 0 && part.as_of.year == 1985);
    arena_free(a);
}

static const struct empty {
    const char *words, *told;
} empties[] = {
    {"{as_of: 1900, only: events}", "as of 1900: no node is of the kinds it asks for"},
    {"{only: events}", "as of 2000: no node is of the kinds it asks for"},
    {"{only: agreements, status: disputed, hide: agreements}", "as of 2000: no node is of the kinds it asks for"},
    {"{focus: p, hide: people}", "as of 2000: no node of its focus is left by the other filters"},
    {"{only: people, isolated: hide}", "as of 2000: no node that is left has an edge"},
};

Test(view, one_that_draws_nothing_says_what_emptied_it)
{
    for (size_t i = 0; i < sizeof empties / sizeof *empties; i++) {
        arena *a = arena_new();
        diagnostics *d = diagnostics_new(a, false);
        size_t count;
        selection_check(viewed(a, empties[i].words), d);
        const diagnostic *all = diagnostics_sorted(d, &count);
        cr_assert(count == 1, "%s", empties[i].words);
        cr_expect_str_eq(all->message, arena_format(a, "the view ‘it’ draws nothing %s", empties[i].told));
        cr_expect(all->at.file != NULL);
        arena_free(a);
    }
}

Test(view, days_and_statuses_that_leave_nothing_say_so)
{
    static const struct empty alone[] = {
        {"as_of: 1900\n", "nothing is drawn as of 1900: no node is there"},
        {"ended: hide", "nothing is drawn: all of it has ended, and `ended: hide` leaves that out"},
        {"status: active", "nothing is drawn: no node has a status it asks for"},
    };
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        arena *a = arena_new();
        diagnostics *d = diagnostics_new(a, false);
        size_t count;
        network n = *given(a, arena_format(a, "%snodes: {events: {x: {name: X, since: 1950, status: ended}}}\n",
                                           i ? "" : alone[i].words));
        word active = {.text = "active"};
        if (i == 1)
            n.asked.ended = (word){.text = "hide"};
        if (i == 2)
            n.asked.status = (words){&active, 1, 1};
        selection_check(network_whole(&n), d);
        const diagnostic *all = diagnostics_sorted(d, &count);
        cr_assert(count == 1, "%s", alone[i].words);
        cr_expect_str_eq(all->message, alone[i].told);
        arena_free(a);
    }
}

Test(view, a_union_draws_what_any_of_them_draws)
{
    arena *a = arena_new();
    network n = *given(a, arena_format(a, "%s{only: countries}\n", world));
    view v = network_view(&n, NULL);
    v.ended = (word){.text = "show"};
    v.as_of = (date){.year = 1979};
    const selection *all[2];
    all[0] = network_select(&n, &v);
    v.as_of = (date){.year = 1985};
    all[1] = network_select(&n, &v);
    const selection *both = selection_union(all, 2);
    cr_expect_eq(both->nodes.count, 10);
    cr_expect_eq(both->edges.count, 9);
    cr_expect_lt(all[0]->edges.count, 9);
    cr_expect_eq(both->nodes.items[0], n.nodes.items[0], "it is made of the network's own");
    arena_free(a);
}
