/* Boxes that were laid on each other are pushed apart, into the proportions of the page. */
#include "drawing/spread.h"
#include "drawn.h"

#include <criterion/criterion.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(spread, .init = set_up, .fini = tear_down);

/* Boxes of random sizes, their middles in a field of this size. */
static placing boxes(part *p, size_t count, double width, double height)
{
    *p = (part){.node_count = count};
    placing at = {.nodes = arena_get(a, count * sizeof(box))};
    uint64_t state = 5;
    for (size_t n = 0; n < count; n++) {
        point m = {next_part(&state) * width, next_part(&state) * height};
        at.nodes[n] = box_around(m, 30 + 90 * next_part(&state), 18 + 30 * next_part(&state));
    }
    return at;
}

static const struct field {
    size_t count;
    double width, height;
} fields[] = {{40, 10, 10}, {200, 900, 300}, {600, 1, 2000}, {50, 0, 0}, {1, 5, 5}, {2, 0, 0}};

Test(spread, no_two_boxes_overlap_however_they_lay)
{
    layout_options o = layout_standard();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        part p;
        placing at = boxes(&p, fields[i].count, fields[i].width, fields[i].height);
        nodes_spread(a, &p, &o, &at);
        for (size_t n = 0; n < p.node_count; n++)
            for (size_t m = n + 1; m < p.node_count; m++)
                cr_assert(box_overlap(at.nodes[n], at.nodes[m]) <= 0, "field %zu: %zu and %zu", i, n, m);
    }
}

Test(spread, a_field_that_lies_is_turned_upright_for_an_upright_page)
{
    layout_options o = layout_standard();
    part p;
    placing at = boxes(&p, 300, 3000, 900);
    nodes_spread(a, &p, &o, &at);
    box all = at.nodes[0];
    for (size_t n = 1; n < p.node_count; n++)
        all = box_union(all, at.nodes[n]);
    double proportion = box_width(all) / box_height(all), page = o.page_width / o.page_height;
    cr_expect(proportion > page * 0.7 && proportion < page * 1.4, "%g, page %g", proportion, page);
}
