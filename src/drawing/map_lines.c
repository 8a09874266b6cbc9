#include "drawing/map_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CLEAR    2.0   /* around a box, points */
#define MOST_BOW 44.0  /* how far a line may leave its straight course, points */
#define LOOP     24.0  /* width of a line that comes back to its node */
#define COST_BOW 0.012 /* of a point, in boxes hit */

/* How far out bows go, in parts of the line's length. */
static const double bows[] = {0, 0.07, -0.07, 0.14, -0.14, 0.21, -0.21};
enum { BOWS = sizeof bows / sizeof *bows, PIECES = 8, MOST_CELLS = 1 << 16 };

/* Boxes by the cells of a grid that they reach into. */
typedef struct crowd {
    const part *part;
    const placing *at;
    box field;
    double cell;
    size_t columns, rows, *first, *boxes;
    size_t *seen, look; /* by node: the last look that met it */
} crowd;

typedef struct span {
    size_t left, right, top, bottom;
} span;

static size_t clamped(double x, size_t count)
{
    return x <= 0 ? 0 : x >= (double)count ? count - 1 : (size_t)x;
}

static span span_of(const crowd *c, box b)
{
    return (span){clamped((b.x0 - c->field.x0) / c->cell, c->columns),
                  clamped((b.x1 - c->field.x0) / c->cell, c->columns), clamped((b.y0 - c->field.y0) / c->cell, c->rows),
                  clamped((b.y1 - c->field.y0) / c->cell, c->rows)};
}

static crowd crowd_of(arena *a, const part *p, const placing *at)
{
    crowd c = {.part = p, .at = at, .field = at->nodes[0]};
    double width = 0;
    for (size_t n = 0; n < p->node_count; n++) {
        c.field = box_union(c.field, at->nodes[n]);
        width += box_width(at->nodes[n]) / (double)p->node_count;
    }
    double area = box_width(c.field) * box_height(c.field);
    c.cell = greater(greater(width, 1), sqrt(area / MOST_CELLS));
    c.columns = (size_t)(box_width(c.field) / c.cell) + 1;
    c.rows = (size_t)(box_height(c.field) / c.cell) + 1;
    c.first = arena_get(a, (c.columns * c.rows + 2) * sizeof *c.first);
    c.seen = arena_get(a, p->node_count * sizeof *c.seen);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t n = 0; n < p->node_count; n++) {
            span s = span_of(&c, box_grown(at->nodes[n], CLEAR));
            for (size_t y = s.top; y <= s.bottom; y++)
                for (size_t x = s.left; x <= s.right; x++)
                    if (pass)
                        c.boxes[c.first[y * c.columns + x + 1]++] = n;
                    else
                        c.first[y * c.columns + x + 2]++;
        }
        for (size_t i = 2; !pass && i < c.columns * c.rows + 2; i++)
            c.first[i] += c.first[i - 1];
        if (!pass)
            c.boxes = arena_get(a, (c.first[c.columns * c.rows + 1] + 1) * sizeof *c.boxes);
    }
    return c;
}

/* Boxes that a piece runs through, but for those that this look has met before. */
static size_t hits(crowd *c, size_t edge, point from, point to)
{
    size_t count = 0;
    span s =
        span_of(c, (box){lesser(from.x, to.x), lesser(from.y, to.y), greater(from.x, to.x), greater(from.y, to.y)});
    for (size_t y = s.top; y <= s.bottom; y++)
        for (size_t x = s.left; x <= s.right; x++)
            for (size_t i = c->first[y * c->columns + x]; i < c->first[y * c->columns + x + 1]; i++) {
                size_t n = c->boxes[i];
                if (c->seen[n] == c->look || n == c->part->tail[edge] || n == c->part->head[edge] ||
                    segment_inside_box(from, to, box_grown(c->at->nodes[n], CLEAR)) <= 0)
                    continue;
                c->seen[n] = c->look;
                count++;
            }
    return count;
}

static point on_bow(point from, point to, double bow, double t)
{
    double out = 4 * bow * t * (1 - t);
    return (point){from.x + t * (to.x - from.x) - out * (to.y - from.y),
                   from.y + t * (to.y - from.y) + out * (to.x - from.x)};
}

/* Boxes in the way of a bow; long lines are looked at in more pieces, so that each meets few cells. */
static size_t boxes_on(crowd *c, size_t edge, point from, point to, double bow)
{
    size_t pieces = (size_t)greater(bow == 0 ? 1 : PIECES, distance(from, to) / (2 * c->cell)), count = 0;
    c->look++;
    for (size_t i = 0; i < pieces; i++)
        count += hits(c, edge, on_bow(from, to, bow, (double)i / (double)pieces),
                      on_bow(from, to, bow, (double)(i + 1) / (double)pieces));
    return count;
}

/* A bow as one Bézier: a parabola. */
static curve bowed(arena *a, point from, point to, double bow)
{
    curve c = curve_straight(a, from, to);
    point out = {-(to.y - from.y) * bow * 4 / 3, (to.x - from.x) * bow * 4 / 3};
    for (int i = 1; i <= 2; i++)
        c.points[i] = (point){c.points[i].x + out.x, c.points[i].y + out.y};
    return c;
}

/* At the right side of a node. */
static curve loop_at(arena *a, box b)
{
    point m = box_center(b);
    curve c = {arena_get(a, 4 * sizeof(point)), 4};
    c.points[0] = (point){m.x, m.y - 5};
    c.points[1] = (point){b.x1 + LOOP, m.y - LOOP / 2};
    c.points[2] = (point){b.x1 + LOOP, m.y + LOOP / 2};
    c.points[3] = (point){m.x, m.y + 5};
    return c;
}

/* How many earlier edges join the same two. */
typedef struct pair {
    size_t low, high, edge;
} pair;

static int by_pair(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    if (x->high != y->high)
        return x->high < y->high ? -1 : 1;
    return x->edge < y->edge ? -1 : x->edge > y->edge;
}

static size_t *rank_parallels(arena *a, const part *p)
{
    pair *pairs = arena_get(a, (p->edge_count + 1) * sizeof *pairs);
    size_t *rank = arena_get(a, (p->edge_count + 1) * sizeof *rank);
    for (size_t e = 0; e < p->edge_count; e++) {
        size_t t = p->tail[e], h = p->head[e];
        pairs[e] = (pair){t < h ? t : h, t < h ? h : t, e};
    }
    qsort(pairs, p->edge_count, sizeof *pairs, by_pair);
    for (size_t i = 1; i < p->edge_count; i++)
        if (pairs[i].low == pairs[i - 1].low && pairs[i].high == pairs[i - 1].high)
            rank[pairs[i].edge] = rank[pairs[i - 1].edge] + 1;
    return rank;
}

/* Of the bows of its own, the one that meets the fewest boxes. Edges that join the same two take turns: each has its
   own bows. */
static double best_bow(crowd *c, size_t edge, size_t rank)
{
    point from = box_center(c->at->nodes[c->part->tail[edge]]), to = box_center(c->at->nodes[c->part->head[edge]]);
    double length = distance(from, to), least = INFINITY, best = 0;
    double way = c->part->tail[edge] < c->part->head[edge] ? 1 : -1; /* seen from the same end by both */
    if (rank)
        return way * (rank % 2 ? 1 : -1) * lesser(16, length / 5) * (double)((rank + 1) / 2) / greater(length, 1);
    for (int i = 0; i < BOWS; i++) {
        if (fabs(bows[i]) * length > MOST_BOW)
            break;
        double cost = (double)boxes_on(c, edge, from, to, bows[i]) + COST_BOW * fabs(bows[i]) * length;
        if (cost < least) {
            least = cost;
            best = bows[i];
        }
        if (i == 0 && cost < 1)
            break;
    }
    return best;
}

void map_lines(arena *a, const part *p, placing *at)
{
    if (!p->node_count)
        return;
    crowd c = crowd_of(a, p, at);
    size_t *rank = rank_parallels(a, p);
    for (size_t e = 0; e < p->edge_count; e++) {
        box from = at->nodes[p->tail[e]], to = at->nodes[p->head[e]];
        at->edges[e] = p->tail[e] == p->head[e] ? loop_at(a, from)
                                                : bowed(a, box_center(from), box_center(to), best_bow(&c, e, rank[e]));
    }
}
