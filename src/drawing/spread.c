#include "drawing/spread.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GAP    9.0 /* between boxes, points */
#define AIRY   3.0 /* so much of the area is to be free for each part that boxes take */
#define LARGER 1.12
#define NUDGE  0.05

enum { ROUNDS = 60, GROWTHS = 12 };

typedef struct cell_entry {
    uint64_t cell;
    size_t node;
} cell_entry;

/* Nodes by the cell of a grid that their middle lies in; no box is larger than a cell, so that only neighbours meet. */
typedef struct cells {
    cell_entry *entries;
    size_t count;
    double width, height;
} cells;

static uint64_t cell_at(long column, long row)
{
    return (uint64_t)(row + (1 << 24)) << 32 | (uint32_t)(column + (1 << 24));
}

static int by_cell(const void *a, const void *b)
{
    const cell_entry *x = a, *y = b;
    return x->cell != y->cell ? (x->cell < y->cell ? -1 : 1) : x->node < y->node ? -1 : x->node > y->node;
}

static void fill(cells *c, const box *nodes)
{
    for (size_t n = 0; n < c->count; n++) {
        point m = box_center(nodes[n]);
        c->entries[n] = (cell_entry){cell_at((long)floor(m.x / c->width), (long)floor(m.y / c->height)), n};
    }
    qsort(c->entries, c->count, sizeof *c->entries, by_cell);
}

static size_t first_in(const cells *c, uint64_t cell)
{
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->entries[middle].cell < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static box shifted(box b, double dx, double dy)
{
    return (box){b.x0 + dx, b.y0 + dy, b.x1 + dx, b.y1 + dy};
}

/* Pushes two boxes apart, each half the way, where that way is shorter; false where they do not overlap. */
static bool push(box *a, box *b)
{
    double x = lesser(a->x1, b->x1) - greater(a->x0, b->x0) + GAP,
           y = lesser(a->y1, b->y1) - greater(a->y0, b->y0) + GAP;
    if (x <= NUDGE || y <= NUDGE)
        return false;
    point p = box_center(*a), q = box_center(*b);
    double dx = x < y ? (x / 2 + NUDGE) * (p.x <= q.x ? -1 : 1) : 0,
           dy = x < y ? 0 : (y / 2 + NUDGE) * (p.y <= q.y ? -1 : 1);
    *a = shifted(*a, dx, dy);
    *b = shifted(*b, -dx, -dy);
    return true;
}

/* One round over all pairs that are near; how many overlapped. */
static size_t push_all(cells *c, box *nodes)
{
    size_t pushed = 0;
    fill(c, nodes);
    for (size_t i = 0; i < c->count; i++)
        for (int row = 0; row <= 1; row++)
            for (int column = row ? -1 : 0; column <= 1; column++) {
                uint64_t own = c->entries[i].cell, cell = own + ((uint64_t)row << 32) + (uint64_t)(int64_t)column;
                size_t k = cell == own ? i + 1 : first_in(c, cell);
                for (; k < c->count && c->entries[k].cell == cell; k++)
                    pushed += push(&nodes[c->entries[i].node], &nodes[c->entries[k].node]);
            }
    return pushed;
}

/* Moves middles so that they fill a field of the page's proportions with room for all; turned round where that fits. */
static void stretch(const part *p, const layout_options *o, placing *at)
{
    box all = {1e9, 1e9, -1e9, -1e9};
    double area = 0;
    for (size_t n = 0; n < p->node_count; n++) {
        point m = box_center(at->nodes[n]);
        all = box_union(all, (box){m.x, m.y, m.x, m.y});
        area += (box_width(at->nodes[n]) + GAP) * (box_height(at->nodes[n]) + GAP);
    }
    double proportion = o->page_width / o->page_height;
    double height = sqrt(AIRY * area / proportion), width = height * proportion;
    bool turn = (box_width(all) > box_height(all)) != (width > height);
    double x = width / greater(1, turn ? box_height(all) : box_width(all));
    double y = height / greater(1, turn ? box_width(all) : box_height(all));
    for (size_t n = 0; n < p->node_count; n++) {
        point m = box_center(at->nodes[n]);
        m = (point){m.x - all.x0, m.y - all.y0};
        m = turn ? (point){m.y * x, m.x * y} : (point){m.x * x, m.y * y};
        at->nodes[n] = box_around(m, box_width(at->nodes[n]), box_height(at->nodes[n]));
    }
}

static void enlarge(box *nodes, size_t count)
{
    for (size_t n = 0; n < count; n++) {
        point m = box_center(nodes[n]);
        nodes[n] = box_around((point){m.x * LARGER, m.y * LARGER}, box_width(nodes[n]), box_height(nodes[n]));
    }
}

void nodes_spread(arena *a, const part *p, const layout_options *o, placing *at)
{
    cells c = {arena_get(a, p->node_count * sizeof(cell_entry)), p->node_count, 1, 1};
    for (size_t n = 0; n < p->node_count; n++) {
        c.width = greater(c.width, box_width(at->nodes[n]) + GAP);
        c.height = greater(c.height, box_height(at->nodes[n]) + GAP);
    }
    stretch(p, o, at);
    for (int growth = 0; growth < GROWTHS; growth++) {
        for (int round = 0; round < ROUNDS; round++)
            if (!push_all(&c, at->nodes))
                return;
        enlarge(at->nodes, p->node_count);
    }
}
