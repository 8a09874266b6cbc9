/* A field is dealt out to all that want a part of it, and boxes that were laid on each other are pushed apart in it. */
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

/* Boxes of random sizes, one in twenty as large as a frame, their middles in a field of this size. */
static box *boxes_in(size_t count, double width, double height)
{
    box *boxes = arena_get(a, count * sizeof *boxes);
    uint64_t state = 5;
    for (size_t n = 0; n < count; n++) {
        point m = {next_part(&state) * width, next_part(&state) * height};
        double scale = n % 20 == 7 ? 5 : 1;
        boxes[n] = box_around(m, scale * (30 + 90 * next_part(&state)), scale * (18 + 30 * next_part(&state)));
    }
    return boxes;
}

static const struct field {
    size_t count;
    double width, height;
} fields[] = {{40, 10, 10}, {200, 1800, 2000}, {600, 1, 2000}, {50, 0, 0}, {1, 5, 5}, {2, 0, 0}, {0, 5, 5}};

Test(spread, no_two_boxes_overlap_and_none_leaves_the_field_however_they_lay)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        size_t count = fields[i].count;
        box *boxes = boxes_in(count, fields[i].width, fields[i].height);
        box field = boxes_part(a, boxes, count, (box){0, 0, fields[i].width, fields[i].height});
        for (size_t n = 0; n < count; n++) {
            cr_assert(boxes[n].x0 > field.x0 - 1e-6 && boxes[n].x1 < field.x1 + 1e-6 && boxes[n].y0 > field.y0 - 1e-6 &&
                          boxes[n].y1 < field.y1 + 1e-6,
                      "field %zu: %zu is outside", i, n);
            for (size_t m = n + 1; m < count; m++)
                cr_assert(box_overlap(boxes[n], boxes[m]) <= 0.1 - SPREAD_GAP, "field %zu: %zu and %zu", i, n, m);
        }
    }
}

Test(spread, a_field_with_room_stays_as_it_is)
{
    box *boxes = boxes_in(6, 900, 900), field = boxes_part(a, boxes, 6, (box){-50, -50, 950, 950});
    cr_expect(field.x0 == -50 && field.y0 == -50 && field.x1 == 950 && field.y1 == 950);
}

Test(spread, a_field_is_dealt_out_without_rest_and_by_weight)
{
    enum { COUNT = 300 };
    share shares[COUNT];
    box cells[COUNT], field = {10, 20, 510, 720};
    uint64_t state = 9;
    double all = 0;
    for (size_t i = 0; i < COUNT; i++) { /* some at one place, some far out */
        point at = {i % 3 ? next_part(&state) : 0.5, i % 50 ? next_part(&state) : 1000};
        shares[i] = (share){at, 1 + 9 * next_part(&state), 1 + next_part(&state)};
        all += shares[i].weight;
    }
    field_deal(a, shares, COUNT, field, cells);
    double area = box_width(field) * box_height(field);
    for (size_t i = 0; i < COUNT; i++) {
        cr_expect_float_eq(box_width(cells[i]) * box_height(cells[i]), area * shares[i].weight / all, 1e-6 * area);
        cr_expect(cells[i].x0 > field.x0 - 1e-6 && cells[i].x1 < field.x1 + 1e-6);
        for (size_t k = i + 1; k < COUNT; k++)
            cr_assert(box_overlap(cells[i], cells[k]) < 1e-6, "%zu and %zu", i, k);
    }
}

Test(spread, what_lies_left_or_above_stays_there)
{
    share shares[] = {{{90, 0}, 1, 1}, {{0, 0}, 1, 1}, {{0, 50}, 1, 1}, {{90, 50}, 1, 1}};
    box cells[4];
    field_deal(a, shares, 4, (box){0, 0, 100, 100}, cells);
    cr_expect(cells[1].x0 < cells[0].x0 && cells[2].x0 < cells[3].x0);
    cr_expect(cells[1].y0 < cells[2].y0 && cells[0].y0 < cells[3].y0);
}
