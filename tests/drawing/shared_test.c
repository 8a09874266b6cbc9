/* One layout for several selections: nothing jumps from picture to picture. */
#include "drawing/layout.h"
#include "drawing/measure.h"
#include "drawing/scene.h"
#include "input/input.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *const history = "title: A pact in time\n"
                                   "sources: {one: {title: One}, two: {title: Two}, three: {title: Three}}\n"
                                   "groups: {inner: {name: Inner}, late: {name: Late}}\n"
                                   "nodes:\n"
                                   "  countries:\n"
                                   "    a: {name: A, in: inner}\n"
                                   "    b: {name: B, in: inner, since: 1950, source: one}\n"
                                   "    c: {name: C, until: 1970}\n"
                                   "    d: {name: D, since: 1990, in: late}\n"
                                   "  agreements: {pact: {name: Pact, source: two}}\n"
                                   "edges:\n"
                                   "  - a -> pact: {relation: member, source: two}\n"
                                   "  - b -> pact: {relation: member, since: 1950, source: [one, three]}\n"
                                   "  - c -> pact: {label: observes for a while, until: 1970, source: three}\n"
                                   "  - d -> pact: {label: knocks at the door of, since: 1990, source: one}\n";

static const network *read(arena *a)
{
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    const network *n = input_read_bytes(a, "history.yaml", history, strlen(history), &options, d);
    cr_assert_eq(diagnostics_errors(d), 0);
    return n;
}

static const selection *on(const network *n, int16_t year)
{
    view v = network_view(n, NULL);
    v.as_of = (date){.year = year};
    return network_select(n, &v);
}

static bool same_box(box x, box y)
{
    return memcmp(&x, &y, sizeof x) == 0;
}

/* Where the union has an edge. */
static size_t edge_in(const selection *all, const edge *e)
{
    size_t i = 0;
    while (i < all->edges.count && all->edges.items[i]->index != e->index)
        i++;
    cr_assert(i < all->edges.count, "%s is not in the union", e->id);
    return i;
}

Test(shared, everything_has_its_place_on_every_day)
{
    arena *a = arena_new();
    const network *n = read(a);
    const selection *days[] = {on(n, 1940), on(n, 1960), on(n, 2000)};
    const selection *all = selection_union(days, 3);
    layout_options o = layout_standard();
    const layout *whole = layout_choose(a, all, &o, diagnostics_new(a, false), NULL);
    for (size_t k = 0; k < 3; k++) {
        const selection *s = days[k];
        const layout *l = layout_shared(a, whole, all, s);
        cr_expect(l->width == whole->width && l->height == whole->height);
        for (size_t i = 0; i < s->nodes.count; i++)
            cr_expect(same_box(l->nodes[i], whole->nodes[all->node_at[s->nodes.items[i]->index]]));
        for (size_t i = 0; i < s->edges.count; i++) {
            size_t at = edge_in(all, s->edges.items[i]);
            const char *numbers = note_numbers(a, s, &s->edges.items[i]->claim);
            cr_expect(same_box(l->labels[i], whole->labels[at]));
            cr_expect_eq(l->edges[i].points, whole->edges[at].points);
            cr_expect_str_eq(l->sizes->labels[i].numbers, numbers);
        }
        cr_expect_eq(s->groups.count, k < 2 ? 1 : 2);
        scene *drawn = scene_build(a, s, l, &(scene_options){.legend = true, .notes = NOTES_AUTO});
        cr_expect_eq(drawn->width, scene_build(a, all, whole, &(scene_options){.legend = true})->width);
    }
    cr_expect_str_eq(note_numbers(a, days[0], &days[0]->edges.items[1]->claim), "2", "notes are numbered by picture");
    cr_expect_str_eq(note_numbers(a, all, &all->edges.items[2]->claim), "3");
    arena_free(a);
}
