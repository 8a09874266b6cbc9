#include "drawing/spread.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- dealing a field out ---- */

typedef struct dealt {
    point at;
    double weight, wide;
    size_t index;
} dealt;

static int by_x(const void *a, const void *b)
{
    const dealt *p = a, *q = b;
    if (p->at.x != q->at.x)
        return p->at.x < q->at.x ? -1 : 1;
    return p->index < q->index ? -1 : p->index > q->index;
}

static int by_y(const void *a, const void *b)
{
    const dealt *p = a, *q = b;
    if (p->at.y != q->at.y)
        return p->at.y < q->at.y ? -1 : 1;
    return p->index < q->index ? -1 : p->index > q->index;
}

/* How many of a sorted row go to the first half: about half of the weight; nearby, where the gap is widest, since there
   is where clusters part. */
static size_t split_at(const dealt *row, size_t count, double all, bool along_x)
{
    const double slack = 0.08; /* of the weight, to either side */
    double sum = 0, best = -INFINITY;
    size_t at = 1;
    for (size_t i = 1; i < count; i++) {
        sum += row[i - 1].weight;
        double off = fabs(sum / all - 0.5),
               gap = along_x ? row[i].at.x - row[i - 1].at.x : row[i].at.y - row[i - 1].at.y,
               worth = off <= slack ? 1 + gap : 1 - off;
        if (worth > best) {
            best = worth;
            at = i;
        }
    }
    return at;
}

static void deal(dealt *row, size_t count, box field, box *cells)
{
    while (count > 1) {
        double all = 0, wide = 0, part = 0;
        for (size_t i = 0; i < count; i++) {
            all += row[i].weight;
            wide += row[i].weight * row[i].wide;
        }
        bool x = box_width(field) > wide / all * box_height(field);
        qsort(row, count, sizeof *row, x ? by_x : by_y);
        size_t first = split_at(row, count, all, x);
        for (size_t i = 0; i < first; i++)
            part += row[i].weight;
        box rest = field;
        if (x)
            field.x1 = rest.x0 = field.x0 + box_width(field) * part / all;
        else
            field.y1 = rest.y0 = field.y0 + box_height(field) * part / all;
        deal(row, first, field, cells);
        row += first;
        count -= first;
        field = rest;
    }
    if (count)
        cells[row->index] = field;
}

void field_deal(arena *a, const share *shares, size_t count, box field, box *cells)
{
    dealt *row = arena_get(a, (count + 1) * sizeof *row);
    for (size_t i = 0; i < count; i++)
        row[i] = (dealt){shares[i].at, shares[i].weight, shares[i].wide, i};
    deal(row, count, field, cells);
}

/* ---- pushing apart ---- */

#define LARGER 1.03
#define NUDGE  0.05

enum { ROUNDS = 50, GROWTHS = 60 };

/* Boxes by the cells of a grid that they reach into. */
typedef struct grid {
    arena *arena;
    double x, y, width, height; /* corner, and size of a cell */
    long columns, rows;
    size_t *first; /* by cell, and one more: where its boxes begin in `inside` */
    size_t *inside, room;
} grid;

typedef struct reach {
    long left, right, top, bottom;
} reach;

static long limited(double at, long count)
{
    return at < 0 ? 0 : at >= (double)count ? count - 1 : (long)at;
}

static reach reach_of(const grid *g, box b)
{
    const double half = SPREAD_GAP / 2;
    return (reach){
        limited((b.x0 - half - g->x) / g->width, g->columns), limited((b.x1 + half - g->x) / g->width, g->columns),
        limited((b.y0 - half - g->y) / g->height, g->rows), limited((b.y1 + half - g->y) / g->height, g->rows)};
}

/* Cells of about the size of a box, and no more of them than a few for each box. */
static grid grid_new(arena *a, const box *boxes, size_t count, box field)
{
    double width = 0, height = 0, most = 4 * (double)count + 16;
    for (size_t i = 0; i < count; i++) {
        width += (box_width(boxes[i]) + SPREAD_GAP) / (double)count;
        height += (box_height(boxes[i]) + SPREAD_GAP) / (double)count;
    }
    double cells = (box_width(field) / width + 1) * (box_height(field) / height + 1);
    if (cells > most) {
        width *= cells / most;
        height *= cells / most;
    }
    grid g = {.arena = a, .x = field.x0, .y = field.y0, .width = width, .height = height};
    g.columns = (long)(box_width(field) / width) + 1;
    g.rows = (long)(box_height(field) / height) + 1;
    g.first = arena_get(a, (size_t)(g.columns * g.rows + 1) * sizeof *g.first);
    return g;
}

static void grid_fill(grid *g, const box *boxes, size_t count)
{
    size_t cells = (size_t)(g->columns * g->rows), sum = 0;
    memset(g->first, 0, (cells + 1) * sizeof *g->first);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            reach r = reach_of(g, boxes[i]);
            for (long y = r.top; y <= r.bottom; y++)
                for (long x = r.left; x <= r.right; x++)
                    if (pass)
                        g->inside[g->first[y * g->columns + x]++] = i;
                    else
                        g->first[y * g->columns + x]++;
        }
        for (size_t c = 0; !pass && c <= cells; c++) {
            size_t own = g->first[c];
            g->first[c] = sum;
            sum += own;
        }
        if (!pass && sum > g->room)
            g->inside = arena_get(g->arena, (g->room = 2 * sum) * sizeof *g->inside);
    }
    for (size_t c = cells; c > 0; c--) /* filling has moved each to its end */
        g->first[c] = g->first[c - 1];
    g->first[0] = 0;
}

static box shifted(box b, double dx, double dy)
{
    return (box){b.x0 + dx, b.y0 + dy, b.x1 + dx, b.y1 + dy};
}

/* Pushes two boxes apart, each half the way, where that way is shorter. */
static void push(box *a, box *b, double x, double y)
{
    point p = box_center(*a), q = box_center(*b);
    double dx = x < y ? (x / 2 + NUDGE) * (p.x <= q.x ? -1 : 1) : 0,
           dy = x < y ? 0 : (y / 2 + NUDGE) * (p.y <= q.y ? -1 : 1);
    *a = shifted(*a, dx, dy);
    *b = shifted(*b, -dx, -dy);
}

static box held(box b, box field)
{
    double dx = greater(0, field.x0 - b.x0) - greater(0, b.x1 - field.x1),
           dy = greater(0, field.y0 - b.y0) - greater(0, b.y1 - field.y1);
    return shifted(b, dx, dy);
}

/* One round over all pairs that are near; how many were too near. A pair that shares several cells is seen in the one
   where its overlap begins. */
static size_t push_all(grid *g, box *boxes, size_t count)
{
    size_t pushed = 0;
    grid_fill(g, boxes, count);
    for (long row = 0; row < g->rows; row++)
        for (long column = 0; column < g->columns; column++) {
            size_t cell = (size_t)(row * g->columns + column);
            for (size_t i = g->first[cell]; i < g->first[cell + 1]; i++)
                for (size_t k = i + 1; k < g->first[cell + 1]; k++) {
                    box *a = &boxes[g->inside[i]], *b = &boxes[g->inside[k]];
                    double left = greater(a->x0, b->x0), x = lesser(a->x1, b->x1) - left + SPREAD_GAP,
                           top = greater(a->y0, b->y0), y = lesser(a->y1, b->y1) - top + SPREAD_GAP;
                    if (x <= NUDGE || y <= NUDGE ||
                        limited((left - SPREAD_GAP / 2 - g->x) / g->width, g->columns) != column ||
                        limited((top - SPREAD_GAP / 2 - g->y) / g->height, g->rows) != row)
                        continue;
                    push(a, b, x, y);
                    pushed++;
                }
        }
    return pushed;
}

/* The last way out: rows from the top, in the order of the middles. */
static box in_rows(arena *a, box *boxes, size_t count, box field)
{
    dealt *order = arena_get(a, count * sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = (dealt){box_center(boxes[i]), 0, 0, i};
    qsort(order, count, sizeof *order, by_y);
    double x = field.x0, y = field.y0, row = 0;
    for (size_t i = 0; i < count; i++) {
        box *b = &boxes[order[i].index];
        double width = box_width(*b), height = box_height(*b);
        if (x > field.x0 && x + width > field.x1) {
            x = field.x0;
            y += row + SPREAD_GAP;
            row = 0;
        }
        *b = (box){x, y, x + width, y + height};
        x += width + SPREAD_GAP;
        row = greater(row, height);
        field = box_union(field, *b);
    }
    return field;
}

/* Room for the largest box at least. */
static box field_for(const box *boxes, size_t count, box field)
{
    for (size_t i = 0; i < count; i++) {
        field.x1 = greater(field.x1, field.x0 + box_width(boxes[i]));
        field.y1 = greater(field.y1, field.y0 + box_height(boxes[i]));
    }
    return field;
}

/* Field and middles farther apart, the middle of the field staying. */
static box enlarge(box *boxes, size_t count, box field)
{
    point middle = box_center(field);
    for (size_t i = 0; i < count; i++) {
        point m = box_center(boxes[i]);
        double dx = (m.x - middle.x) * (LARGER - 1), dy = (m.y - middle.y) * (LARGER - 1);
        boxes[i] = shifted(boxes[i], dx, dy);
    }
    return box_around(middle, box_width(field) * LARGER, box_height(field) * LARGER);
}

box boxes_part(arena *a, box *boxes, size_t count, box field)
{
    field = field_for(boxes, count, field);
    for (int growth = 0; count && growth < GROWTHS; growth++) {
        grid g = grid_new(a, boxes, count, field);
        for (int round = 0; round < ROUNDS; round++) {
            for (size_t i = 0; i < count; i++)
                boxes[i] = held(boxes[i], field);
            if (!push_all(&g, boxes, count)) /* and none was moved after it was held */
                return field;
        }
        field = enlarge(boxes, count, field);
    }
    return count ? in_rows(a, boxes, count, field) : field;
}
