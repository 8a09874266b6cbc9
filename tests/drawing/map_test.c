/* Large networks: a map with its groups in frames, on the proportions of the page, the same each time. */
#include "drawing/layout_map.h"
#include "drawing/map_lines.h"
#include "drawing/map_untangle.h"
#include "drawn.h"

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

TestSuite(map, .init = set_up, .fini = tear_down);

/* ---- networks ---- */

static void add_edges(buffer *b, size_t nodes, size_t edges, size_t near)
{
    uint64_t state = 3;
    buffer_text(b, "edges:\n");
    for (size_t i = 0; i < edges; i++) {
        size_t from = next_index(&state, nodes), to = next_index(&state, nodes);
        if (i % 4) /* most stay near */
            to = (from + 1 + next_index(&state, near)) % nodes;
        buffer_format(b, "  - n%zu -> n%zu: %s\n", from, to, i % 2 ? "member" : "sells to");
    }
    buffer_text(b, "  - n3 -> n3: looks at itself\n  - n4 -> n5: a\n  - n5 -> n4: b\n  - n4 -> n5: c\n");
}

/* Groups in groups in groups; every seventh node in none, others in each level. */
static const selection *nested(size_t nodes)
{
    buffer b = {0};
    buffer_text(&b, "groups:\n  north: The North\n  south: The South of all that has ever been thought of\n");
    for (size_t g = 0; g < 4; g++)
        buffer_format(&b, "  basin%zu: {name: Basin %zu, in: %s}\n", g, g, g % 2 ? "north" : "south");
    for (size_t g = 0; g < 12; g++)
        buffer_format(&b, "  river%zu: {name: The river %zu, in: basin%zu}\n", g, g, g / 3);
    buffer_text(&b, "nodes:\n  countries:\n");
    for (size_t n = 0; n < nodes; n++) {
        const char *in = n % 7 == 0   ? ""
                         : n % 5 == 0 ? arena_format(a, ", in: basin%zu", n * 4 / nodes)
                                      : arena_format(a, ", in: river%zu", n * 12 / nodes);
        buffer_format(&b, "    n%zu: {name: Country number %zu%s}\n", n, n, in);
    }
    add_edges(&b, nodes, nodes + nodes / 2, 8);
    return selected_from(a, &b);
}

/* No group; nodes of many sizes. */
static const selection *plain(size_t nodes)
{
    buffer b = {0};
    buffer_text(&b, "nodes:\n  organizations:\n");
    for (size_t n = 0; n < nodes; n++)
        buffer_format(&b, "    n%zu: \"House %zu%s\"\n", n, n,
                      n % 9 ? "" : " for the Study of Rivers and of Lakes and of the Sea");
    add_edges(&b, nodes, nodes * 2, 12);
    return selected_from(a, &b);
}

/* Nothing links them but their group. */
static const selection *lone(size_t nodes)
{
    buffer b = {0};
    buffer_text(&b, "groups: {all: All}\nnodes:\n  people:\n");
    for (size_t n = 0; n < nodes; n++)
        buffer_format(&b, "    n%zu: {name: Person %zu, in: all}\n", n, n);
    buffer_text(&b, "edges: [{n0 -> n1: knows}, {n7 -> n9: knows}, {n9 -> n20: knows}]\n");
    return selected_from(a, &b);
}

static void expect_frames_apart(const char *name, const selection *s, const layout *l)
{
    for (size_t g = 0; g < s->groups.count; g++)
        for (size_t h = 0; h < g; h++) {
            const group *x = s->groups.items[g], *y = s->groups.items[h];
            if (x->in == y->in)
                cr_expect(box_overlap(l->groups[g], l->groups[h]) <= 0, "%s: %s lies on %s", name, x->id, y->id);
        }
}

static const layout *mapped(const selection *s, const layout_options *options)
{
    return layout_choose(a, s, options, diagnostics_new(a, false), NULL);
}

Test(map, is_sound_with_groups_in_groups_and_without)
{
    static const struct {
        const char *name;
        const selection *(*make)(size_t);
        size_t nodes;
    } maps[] = {{"nested", nested, 210}, {"plain", plain, 180}, {"lone", lone, 450}};
    layout_options o = layout_standard();
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        const selection *s = maps[i].make(maps[i].nodes);
        const layout *l = mapped(s, &o), *again = mapped(s, &o);
        expect_sound(maps[i].name, s, l, (promises){.frames = true});
        expect_frames_apart(maps[i].name, s, l);
        cr_expect(layout_hash(s, l) == layout_hash(s, again), "%s", maps[i].name);
        double proportion = l->width / l->height, page = o.page_width / o.page_height;
        cr_expect(proportion > page * 0.75 && proportion < page * 1.33, "%s: %g, page %g", maps[i].name, proportion,
                  page);
    }
}

Test(map, of_hundreds_of_lines_has_names_of_frames_in_their_corners)
{
    const selection *s = nested(210);
    layout_options o = layout_standard();
    const layout *l = mapped(s, &o);
    for (size_t g = 0; g < s->groups.count; g++)
        cr_expect(l->names[g].x0 - l->groups[g].x0 < 9 && l->names[g].y0 - l->groups[g].y0 < 9, "%s",
                  s->groups.items[g]->id);
}

Test(map, fills_the_page_evenly)
{
    const selection *s = plain(300);
    layout_options o = layout_standard();
    const layout *l = mapped(s, &o);
    size_t counts[3][3] = {{0}};
    for (size_t n = 0; n < s->nodes.count; n++) {
        point m = box_center(l->nodes[n]);
        counts[(int)(3 * m.y / l->height)][(int)(3 * m.x / l->width)]++;
    }
    for (int i = 0; i < 9; i++)
        cr_expect(counts[i / 3][i % 3] > 300 / 9 / 2, "part %d holds %zu", i, counts[i / 3][i % 3]);
}

Test(map, of_hundreds_of_lines_names_those_that_stay_near)
{
    const selection *s = plain(300);
    layout_options o = layout_standard();
    const layout *l = mapped(s, &o);
    size_t named = 0;
    for (size_t e = 0; e < s->edges.count; e++)
        if (box_width(l->labels[e]) > 0) {
            curve c = l->edges[e];
            cr_expect(distance(c.points[0], c.points[c.count - 1]) <= MAP_FAR, "%zu", e);
            named++;
        }
    cr_expect(named > 20, "%zu", named);
}

/* ---- without an engine ---- */

static const selection *chain(size_t nodes)
{
    buffer b = {0};
    buffer_text(&b, "nodes:\n  people:\n");
    for (size_t n = 0; n < nodes; n++)
        buffer_format(&b, "    n%zu: Person %zu\n", n, n * 37 % nodes);
    buffer_text(&b, "edges:\n");
    for (size_t n = 1; n < nodes; n++)
        buffer_format(&b, "  - n%zu -> n%zu: follows\n", n * 37 % nodes, (n - 1) * 37 % nodes);
    return selected_from(a, &b);
}

static double mean_length(const part *p, const placing *at)
{
    double sum = 0;
    for (size_t e = 0; e < p->edge_count; e++)
        sum += distance(box_center(at->nodes[p->tail[e]]), box_center(at->nodes[p->head[e]]));
    return sum / (double)p->edge_count;
}

Test(map, without_an_engine_keeps_groups_too)
{
    const selection *s = nested(210);
    part *p = part_of_all(a, s);
    layout_options o = layout_standard();
    placing at = placing_new(a, p);
    cr_assert(map_draw(a, p, all_sizes(a, s)[0], NO_ENGINE, &o, &at));
    for (size_t n = 0; n < p->node_count; n++)
        for (size_t g = 0; g < p->group_count; g++) {
            bool member = false;
            for (size_t in = p->node_group[n]; in != SIZE_MAX; in = p->group_parent[in])
                member |= in == g;
            double over = box_overlap(at.groups[g], at.nodes[n]);
            cr_expect(member ? over >= box_height(at.nodes[n]) - 1e-6 : over <= 0, "%zu and frame %zu", n, g);
        }
}

Test(map, without_an_engine_brings_neighbours_together_and_with_one_more_so)
{
    const selection *s = chain(250);
    part *p = part_of_all(a, s);
    layout_options o = layout_standard();
    placing with = placing_new(a, p), without = placing_new(a, p);
    cr_assert(map_draw(a, p, all_sizes(a, s)[0], "sfdp", &o, &with));
    cr_assert(map_draw(a, p, all_sizes(a, s)[0], NO_ENGINE, &o, &without));
    double apart = 0.3 * length_of(without.width, without.height); /* some half of what chance makes */
    cr_expect(mean_length(p, &without) < apart, "%g, not %g", mean_length(p, &without), apart);
    cr_expect(mean_length(p, &with) < 0.8 * mean_length(p, &without), "%g, without %g", mean_length(p, &with),
              mean_length(p, &without));
}

/* ---- its steps ---- */

Test(map, neighbours_come_together_by_swaps)
{
    enum { SIDE = 9, COUNT = SIDE * SIDE };
    share shares[COUNT];
    slot_links links = {0};
    point outside[3 * COUNT] = {{0, 0}};
    uint64_t state = 11;
    size_t order[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        order[i] = i;
    for (size_t i = COUNT - 1; i > 0; i--) {
        size_t k = next_index(&state, i + 1), was = order[i];
        order[i] = order[k];
        order[k] = was;
    }
    for (size_t i = 0; i < COUNT; i++) /* a chain, thrown about */
        shares[i] = (share){{10 * (double)(order[i] % SIDE), 10 * (double)(order[i] / SIDE)}, 1, 1};
    for (size_t i = 1; i < COUNT; i++)
        *array_add(a, &links) = (slot_link){i - 1, i, 0};
    *array_add(a, &links) = (slot_link){0, SIZE_MAX, 0};
    outside[links.count - 1] = (point){0, 0};
    double before = 0, after = 0, places = 0;
    for (size_t i = 1; i < COUNT; i++)
        before += distance(shares[i - 1].at, shares[i].at);
    slots_swap(a, &links, outside, shares, COUNT);
    for (size_t i = 1; i < COUNT; i++)
        after += distance(shares[i - 1].at, shares[i].at);
    for (size_t i = 0; i < COUNT; i++)
        places += shares[i].at.x + 1000 * shares[i].at.y;
    cr_expect(after < before / 2, "%g, before %g", after, before);
    cr_expect_float_eq(places, 1001 * 10 * SIDE * (SIDE * (SIDE - 1) / 2), 1e-6, "a place was lost");
}

Test(map, what_differs_in_size_keeps_its_place)
{
    share shares[] = {{{0, 0}, 1, 1}, {{10, 0}, 9, 1}, {{20, 0}, 1, 1}};
    slot_links links = {0};
    point outside[] = {{30, 0}, {-10, 0}};
    *array_add(a, &links) = (slot_link){0, SIZE_MAX, 0};
    *array_add(a, &links) = (slot_link){1, SIZE_MAX, 0};
    slots_swap(a, &links, outside, shares, 3);
    cr_expect(shares[0].at.x == 20 && shares[1].at.x == 10 && shares[2].at.x == 0);
}

static const point corners[] = {{0, 0}, {100, 0}, {0, 100}, {100, 100}};

/* Two links as long the one way as the other. */
Test(map, the_inside_of_a_small_group_is_untangled)
{
    share shares[4];
    slot_links links = {0};
    point outside[2] = {{0, 0}};
    for (size_t i = 0; i < 4; i++)
        shares[i] = (share){corners[i], 1, 1};
    *array_add(a, &links) = (slot_link){0, 3, 0};
    *array_add(a, &links) = (slot_link){1, 2, 0};
    slots_untangle(a, &links, outside, (point){10, 10}, shares, 4);
    point at;
    cr_expect(!segments_cross(shares[0].at, shares[3].at, shares[1].at, shares[2].at, &at));
}

Test(map, the_inside_of_a_small_group_has_no_line_through_a_box)
{
    share shares[] = {{{0, 0}, 1, 1}, {{60, 0}, 1, 1}, {{120, 0}, 1, 1}, {{60, 99}, 9, 1}};
    slot_links links = {0};
    point outside[3] = {{0, 0}, {60, 0}, {120, 0}};
    *array_add(a, &links) = (slot_link){0, 2, 0};
    *array_add(a, &links) = (slot_link){1, SIZE_MAX, 0};
    slots_untangle(a, &links, outside, (point){40, 10}, shares, 4);
    cr_expect(fabs(shares[0].at.x - shares[2].at.x) == 60, "%g and %g", shares[0].at.x, shares[2].at.x);
    cr_expect(shares[3].at.y == 99, "what is large stays");
}

static double inside(polyline p, box b)
{
    double length = 0;
    for (size_t i = 1; i < p.count; i++)
        length += segment_inside_box(p.points[i - 1], p.points[i], b);
    return length;
}

Test(map, a_line_bows_around_a_box_and_beside_another_line)
{
    size_t tail[] = {0, 0, 2, 0}, head[] = {1, 1, 0, 0};
    part p = {.node_count = 4, .edge_count = 4, .tail = tail, .head = head};
    placing at = placing_new(a, &p);
    at.nodes[0] = box_around((point){0, 0}, 40, 20);
    at.nodes[1] = box_around((point){300, 0}, 40, 20);
    at.nodes[2] = box_around((point){0, 200}, 40, 20);
    at.nodes[3] = box_around((point){150, 4}, 40, 20);
    map_lines(a, &p, &at);
    polyline first = curve_flatten(a, at.edges[0], 16), second = curve_flatten(a, at.edges[1], 16);
    cr_expect(inside(first, at.nodes[3]) == 0);
    point m = polyline_at(first, polyline_length(first) / 2, NULL);
    cr_expect(polyline_box_distance(second, box_around(m, 1, 1), 100) > 4, "two lines run as one");
    curve straight = at.edges[2], loop = at.edges[3];
    cr_expect(fabs(straight.points[1].x) < 1e-9 && fabs(straight.points[2].x) < 1e-9);
    cr_expect(loop.points[1].x > at.nodes[0].x1 && loop.points[2].x > at.nodes[0].x1);
}
