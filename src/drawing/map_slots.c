#include "drawing/map_slots.h"

#include <math.h>
#include <string.h>

enum { SWAP_ROUNDS = 8, ALL_PAIRS = 64 };

/* The links of one, as one sees them from it. */
typedef struct end {
    size_t other; /* SIZE_MAX: outside */
    point at;     /* of what is outside */
} end;

typedef struct swapping {
    share *shares;
    size_t count;
    end *ends;
    size_t *first; /* by share, and one more */
    bool *active;  /* by share: something has changed since it was last looked at */
    box field;
    size_t columns, rows;
    size_t *cell_first; /* slots are numbered by cells; they do not move: who stands in them does */
    point *slots;
    size_t *slot_of, *who; /* by share; by slot */
} swapping;

static void list_ends(arena *a, swapping *s, const slot_links *links, const point *outside)
{
    s->first = arena_get(a, (s->count + 2) * sizeof *s->first);
    for (size_t i = 0; i < links->count; i++) {
        s->first[links->items[i].a + 2]++;
        if (links->items[i].b != SIZE_MAX)
            s->first[links->items[i].b + 2]++;
    }
    for (size_t i = 2; i < s->count + 2; i++)
        s->first[i] += s->first[i - 1];
    s->ends = arena_get(a, (2 * links->count + 1) * sizeof *s->ends);
    for (size_t i = 0; i < links->count; i++) {
        const slot_link *l = &links->items[i];
        s->ends[s->first[l->a + 1]++] = (end){l->b, outside[i]};
        if (l->b != SIZE_MAX)
            s->ends[s->first[l->b + 1]++] = (end){l->a, {0, 0}};
    }
}

static size_t cell_of(const swapping *s, point p, size_t *column, size_t *row)
{
    double x = (p.x - s->field.x0) / greater(box_width(s->field), 1e-9) * (double)s->columns,
           y = (p.y - s->field.y0) / greater(box_height(s->field), 1e-9) * (double)s->rows;
    *column = x <= 0 ? 0 : x >= (double)s->columns ? s->columns - 1 : (size_t)x;
    *row = y <= 0 ? 0 : y >= (double)s->rows ? s->rows - 1 : (size_t)y;
    return *row * s->columns + *column;
}

/* Numbers slots by the cells of a grid, two to a cell. */
static void list_slots(arena *a, swapping *s)
{
    s->field = (box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    s->slots = arena_get(a, s->count * sizeof *s->slots);
    s->slot_of = arena_get(a, s->count * sizeof *s->slot_of);
    s->who = arena_get(a, s->count * sizeof *s->who);
    for (size_t i = 0; i < s->count; i++) {
        point p = s->shares[i].at;
        s->field = box_union(s->field, (box){p.x, p.y, p.x, p.y});
    }
    double side = sqrt((double)s->count / 2);
    double stretch = sqrt(greater(box_width(s->field), 1) / (2 * greater(box_height(s->field), 1)));
    s->columns = (size_t)lesser(greater(1, side * stretch), (double)s->count);
    s->rows = (size_t)greater(1, (double)s->count / 2 / (double)s->columns);
    s->cell_first = arena_get(a, (s->columns * s->rows + 2) * sizeof *s->cell_first);
    size_t column, row;
    for (size_t i = 0; i < s->count; i++)
        s->cell_first[cell_of(s, s->shares[i].at, &column, &row) + 2]++;
    for (size_t c = 2; c < s->columns * s->rows + 2; c++)
        s->cell_first[c] += s->cell_first[c - 1];
    for (size_t i = 0; i < s->count; i++) {
        size_t slot = s->cell_first[cell_of(s, s->shares[i].at, &column, &row) + 1]++;
        s->slots[slot] = s->shares[i].at;
        s->slot_of[i] = slot;
        s->who[slot] = i;
    }
}

static point place_of(const swapping *s, size_t who)
{
    return s->slots[s->slot_of[who]];
}

/* Length of all links of one, were it at a place; that with `but` stays as long as it is when the two swap. */
static double length_at(const swapping *s, size_t who, point at, size_t but)
{
    double sum = 0;
    for (size_t i = s->first[who]; i < s->first[who + 1]; i++) {
        const end *e = &s->ends[i];
        if (e->other != but || but == SIZE_MAX)
            sum += distance(at, e->other == SIZE_MAX ? e->at : place_of(s, e->other));
    }
    return sum;
}

static double gain(const swapping *s, size_t a, size_t b)
{
    point p = place_of(s, a), q = place_of(s, b);
    return length_at(s, a, p, b) + length_at(s, b, q, a) - length_at(s, a, q, b) - length_at(s, b, p, a);
}

static void consider(const swapping *s, size_t who, size_t other, double *most, size_t *best)
{
    if (who == other || !weights_are_alike(s->shares[who].weight, s->shares[other].weight))
        return;
    double g = gain(s, who, other);
    if (g > *most) {
        *most = g;
        *best = other;
    }
}

static void consider_around(const swapping *s, size_t who, point at, double *most, size_t *best)
{
    size_t column, row;
    cell_of(s, at, &column, &row);
    for (size_t y = row ? row - 1 : 0; y <= row + 1 && y < s->rows; y++)
        for (size_t x = column ? column - 1 : 0; x <= column + 1 && x < s->columns; x++) {
            size_t c = y * s->columns + x;
            for (size_t i = s->cell_first[c]; i < s->cell_first[c + 1]; i++)
                consider(s, who, s->who[i], most, best);
        }
}

/* What is linked with one is to be looked at again. */
static void wake(swapping *s, size_t who)
{
    s->active[who] = true;
    for (size_t i = s->first[who]; i < s->first[who + 1]; i++)
        if (s->ends[i].other != SIZE_MAX)
            s->active[s->ends[i].other] = true;
}

static void swap(swapping *s, size_t a, size_t b)
{
    size_t slot = s->slot_of[a];
    s->slot_of[a] = s->slot_of[b];
    s->slot_of[b] = slot;
    s->who[s->slot_of[a]] = a;
    s->who[slot] = b;
    wake(s, a);
    wake(s, b);
}

/* The best swap of one, done where it gains. */
static bool improve(swapping *s, size_t who)
{
    size_t best = SIZE_MAX, links = s->first[who + 1] - s->first[who];
    double most = 1e-3;
    point middle = {0, 0}, own = place_of(s, who);
    for (size_t i = s->first[who]; i < s->first[who + 1]; i++) {
        point p = s->ends[i].other == SIZE_MAX ? s->ends[i].at : place_of(s, s->ends[i].other);
        middle = (point){middle.x + p.x / (double)links, middle.y + p.y / (double)links};
    }
    s->active[who] = false;
    if (s->count <= ALL_PAIRS) {
        for (size_t other = 0; other < s->count; other++)
            consider(s, who, other, &most, &best);
    } else {
        consider_around(s, who, own, &most, &best);
        if (links) {
            consider_around(s, who, middle, &most, &best);
            consider_around(s, who, (point){(own.x + middle.x) / 2, (own.y + middle.y) / 2}, &most, &best);
        }
    }
    if (best != SIZE_MAX)
        swap(s, who, best);
    return best != SIZE_MAX;
}

void slots_swap(arena *a, const slot_links *links, const point *outside, share *shares, size_t count)
{
    swapping s = {.shares = shares, .count = count};
    if (count < 2 || !links->count)
        return;
    list_ends(a, &s, links, outside);
    list_slots(a, &s);
    s.active = arena_get(a, count);
    memset(s.active, 1, count);
    bool moved = true;
    for (int round = 0; round < SWAP_ROUNDS && moved; round++) {
        moved = false;
        for (size_t i = 0; i < count; i++)
            if (s.active[i])
                moved |= improve(&s, i);
    }
    for (size_t i = 0; i < count; i++)
        shares[i].at = place_of(&s, i);
}
