/* Simulated annealing of a whole drawing (Davidson and Harel, "Drawing graphs nicely using simulated annealing", 1996),
   with boxes of their true size, lines of one bend at most, and labels as things that need room of their own. The costs
   are those of score.c in a form that changes gradually, so that a move knows where it gets better. What each pair of
   things costs is kept, so that a move has only to look at the pairs that it changes. */
#include "drawing/refine.h"

#include "drawing/theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Distances in points. */
#define NODE_GAP    11.0 /* between boxes */
#define NODE_CLOSE  5.0  /* nearer than this is a fault */
#define LINE_GAP    7.0  /* between a line and a foreign box or label */
#define LABEL_GAP   2.2  /* between a line and its own label */
#define LEAST_LINE  20.0 /* what must be seen of a line */
#define TWIN_GAP    13.0 /* between lines that join the same two nodes */
#define CORNER      32.0 /* how much of a line the rounding of its bend takes at most */
#define FRAME_ROOM  9.0  /* between a frame and what it holds */
#define FRAME_GAP   7.0  /* between a frame and what it does not hold */

#define COST_HIT        40.0
#define COST_THROUGH    70.0 /* a line through a strange box or label */
#define COST_DEPTH      2.0 /* for each point that things are in each other */
#define COST_NEAR       6.0
#define COST_CROSSING   15.0
#define COST_SHARP      9.0
#define COST_NARROW     5.0 /* lines that leave a node side by side */
#define COST_LENGTH     0.016
#define COST_SHORT      1.2
#define COST_BEND       2.5
#define COST_TURN       3.0 /* for each right angle */
#define COST_OFF_MIDDLE 1.5
#define COST_AGAINST    1.5
#define COST_MOVED      0.25 /* for each point that a node is away from its place in an older picture */
#define COST_OUTSIDE    0.1 /* for each point beyond the room */

enum { SLOTS = 10 };
static const double slot_at[SLOTS] = {0.5, 0.5, 0.4, 0.4, 0.6, 0.6, 0.3, 0.3, 0.7, 0.7};

/* A line between two boxes, with a bend or without. */
typedef struct line {
    point at[3];
    int count; /* of points: 2 or 3 */
} line;

/* What a node, or an edge, is where it is now. */
typedef struct spot {
    line line;
    point via;  /* where the line bends, if it does */
    bool bends;
    uint8_t slot;
    box label; /* of no size where there is none */
} spot;

struct refining {
    arena *arena;
    const part *part;
    const sizes *sizes;
    const layout_options *options;
    direction direction;
    size_t nodes, edges, groups;
    point room;    /* width and height that all should fit into */
    point *middle; /* of nodes */
    point *half;   /* half their size */
    point *full, *label_full;
    double *loops; /* room at the right of a node that its loops take */
    box *box;      /* of nodes, with that room */
    spot *spot;    /* of edges */
    box *reach;    /* of line and label */
    double *aside; /* of twins, how far this one runs beside the line between the middles */
    point *label_half;
    size_t *edges_start, *edges_at; /* edges at each node, loops left out */
    int *relation;                  /* of edges, -1 where direction means nothing */
    int relation_count;
    int *ups, *downs; /* by relation */
    const point *anchors;
    const bool *anchored; /* NULL: none */
    box *frame;
    bool *in_group; /* node x group */
    float *node_node, *edge_node, *edge_edge, *own; /* costs: n x n, m x n, m x m, m */
    float *new_node, *new_edge_node, *new_edges;    /* of the move that is tried: n + m, degree x n, degree x m */
    uint32_t *near;
    point *old_middle;
    spot *old_spot;
    float *old_costs;
    float whole; /* page, frames, against */
};

/* ---- where things are ---- */

static double clip_part(point half, double dx, double dy)
{
    double x = fabs(dx) > 1e-9 ? half.x / fabs(dx) : 1e9, y = fabs(dy) > 1e-9 ? half.y / fabs(dy) : 1e9;
    return lesser(x, y);
}

/* Where the way from the middle of a box to a point leaves the box; no farther than `most` of the way. */
static point leaving(point middle, point half, point to, double most)
{
    double dx = to.x - middle.x, dy = to.y - middle.y, part = lesser(most, clip_part(half, dx, dy));
    return (point){middle.x + dx * part, middle.y + dy * part};
}

static double line_length(const line *l)
{
    double length = distance(l->at[0], l->at[1]);
    return l->count == 3 ? length + distance(l->at[1], l->at[2]) : length;
}

static box line_box(const line *l)
{
    box b = {lesser(l->at[0].x, l->at[1].x), lesser(l->at[0].y, l->at[1].y), greater(l->at[0].x, l->at[1].x),
             greater(l->at[0].y, l->at[1].y)};
    if (l->count == 3)
        b = (box){lesser(b.x0, l->at[2].x), lesser(b.y0, l->at[2].y), greater(b.x1, l->at[2].x),
                  greater(b.y1, l->at[2].y)};
    return b;
}

static void set_label(refining *r, size_t e)
{
    spot *s = &r->spot[e];
    point h = r->label_half[e];
    r->reach[e] = line_box(&s->line);
    if (h.x <= 0)
        return;
    double along = slot_at[s->slot] * line_length(&s->line), first = distance(s->line.at[0], s->line.at[1]);
    int piece = s->line.count == 3 && along > first;
    point p = s->line.at[piece], q = s->line.at[piece + 1];
    double length = distance(p, q), t = length > 1e-6 ? (along - (piece ? first : 0)) / length : 0;
    double side = s->slot & 1 ? -1 : 1;
    point n = length > 1e-6 ? (point){-(q.y - p.y) / length * side, (q.x - p.x) / length * side} : (point){side, 0};
    double off = fabs(n.x) * h.x + fabs(n.y) * h.y + LABEL_GAP;
    point at = {p.x + (q.x - p.x) * t + n.x * off, p.y + (q.y - p.y) * t + n.y * off};
    s->label = (box){at.x - h.x, at.y - h.y, at.x + h.x, at.y + h.y};
    r->reach[e] = box_union(r->reach[e], s->label);
}

static void set_line(refining *r, size_t e)
{
    size_t u = r->part->tail[e], v = r->part->head[e];
    spot *s = &r->spot[e];
    point a = r->middle[u], b = r->middle[v];
    if (u == v) { /* its room is that of the node */
        s->line = (line){{a, a}, 2};
        r->reach[e] = (box){a.x, a.y, a.x, a.y};
        return;
    }
    if (s->bends) {
        s->line = (line){{leaving(a, r->half[u], s->via, 1), s->via, leaving(b, r->half[v], s->via, 1)}, 3};
    } else {
        double dx = b.x - a.x, dy = b.y - a.y, length = length_of(dx, dy), way = u < v ? r->aside[e] : -r->aside[e];
        double low = clip_part(r->half[u], dx, dy), high = 1 - clip_part(r->half[v], dx, dy);
        if (low > high)
            low = high = lesser(1, greater(0, (low + high) / 2));
        point by = length > 1e-6 ? (point){-dy / length * way, dx / length * way} : (point){0, 0};
        s->line = (line){{{a.x + dx * low + by.x, a.y + dy * low + by.y}, {a.x + dx * high + by.x, a.y + dy * high + by.y}},
                         2};
    }
    set_label(r, e);
}

static void count_way(refining *r, size_t e, int by)
{
    int k = r->relation[e];
    if (k < 0)
        return;
    point a = r->middle[r->part->tail[e]], b = r->middle[r->part->head[e]];
    bool down = r->direction == DIRECTION_RIGHT ? b.x > a.x : b.y > a.y;
    *(down ? &r->downs[k] : &r->ups[k]) += by;
}

static void set_box(refining *r, size_t n)
{
    point at = r->middle[n], h = r->half[n];
    r->box[n] = (box){at.x - h.x, at.y - h.y, at.x + h.x + r->loops[n], at.y + h.y};
}

static void set_node(refining *r, size_t n, point at)
{
    for (size_t i = r->edges_start[n]; i < r->edges_start[n + 1]; i++)
        count_way(r, r->edges_at[i], -1);
    r->middle[n] = at;
    set_box(r, n);
    for (size_t i = r->edges_start[n]; i < r->edges_start[n + 1]; i++) {
        count_way(r, r->edges_at[i], 1);
        set_line(r, r->edges_at[i]);
    }
}

/* Everything anew, from the middles of nodes and the bends of edges. */
static void set_all(refining *r)
{
    for (int k = 0; k < r->relation_count; k++)
        r->ups[k] = r->downs[k] = 0;
    for (size_t n = 0; n < r->nodes; n++)
        set_box(r, n);
    for (size_t e = 0; e < r->edges; e++) {
        count_way(r, e, 1);
        set_line(r, e);
    }
}

static void set_frames(refining *r)
{
    for (size_t g = r->groups; g-- > 0;) {
        box b = {1e9, 1e9, -1e9, -1e9};
        for (size_t n = 0; n < r->nodes; n++)
            if (r->part->node_group[n] == g)
                b = box_union(b, r->box[n]);
        for (size_t h = g + 1; h < r->groups; h++)
            if (r->part->group_parent[h] == g)
                b = box_union(b, r->frame[h]);
        const text_block *name = &r->sizes->groups[r->part->groups[g]];
        b = box_grown(b, FRAME_ROOM);
        b.y0 -= name->height;
        b.x1 = greater(b.x1, b.x0 + name->width + 18);
        r->frame[g] = b;
    }
}

/* ---- what it costs ---- */

static inline bool apart(box a, box b, double gap)
{
    return a.x0 - gap >= b.x1 || b.x0 - gap >= a.x1 || a.y0 - gap >= b.y1 || b.y0 - gap >= a.y1;
}

static double cost_of_nodes(const refining *r, size_t i, size_t j)
{
    if (apart(r->box[i], r->box[j], NODE_GAP))
        return 0;
    double over = box_overlap(r->box[i], box_grown(r->box[j], NODE_GAP)), deep = over - (NODE_GAP - NODE_CLOSE);
    return 0.4 * over + (deep > 0 ? COST_HIT + COST_DEPTH * deep : 0);
}

/* Squared distance of a segment from a box that it does not touch: an end from the box, or a corner from the segment. */
static double gap_square(point p, point q, box b)
{
    double dx = q.x - p.x, dy = q.y - p.y, square = dx * dx + dy * dy, per = square > 0 ? 1 / square : 0, least = 1e18;
    const point ends[] = {p, q}, corners[] = {{b.x0, b.y0}, {b.x1, b.y0}, {b.x0, b.y1}, {b.x1, b.y1}};
    for (int i = 0; i < 2; i++) {
        double x = greater(0, greater(b.x0 - ends[i].x, ends[i].x - b.x1));
        double y = greater(0, greater(b.y0 - ends[i].y, ends[i].y - b.y1));
        least = lesser(least, x * x + y * y);
    }
    for (int i = 0; i < 4; i++) {
        double x = corners[i].x - p.x, y = corners[i].y - p.y;
        double t = lesser(1, greater(0, (x * dx + y * dy) * per));
        x -= t * dx;
        y -= t * dy;
        least = lesser(least, x * x + y * y);
    }
    return least;
}

static double cost_of_piece_at(point p, point q, box b, double gap)
{
    box k = box_grown(b, gap);
    if (greater(p.x, q.x) < k.x0 || lesser(p.x, q.x) > k.x1 || greater(p.y, q.y) < k.y0 || lesser(p.y, q.y) > k.y1)
        return 0;
    double inside = segment_inside_box(p, q, b);
    if (inside > 0)
        return COST_THROUGH + lesser(40, inside);
    double square = gap_square(p, q, b);
    if (square >= gap * gap)
        return 0;
    double d = sqrt(square);
    return COST_NEAR * (1 - d / gap) + (d < 2.5 ? COST_NEAR : 0);
}

/* A line and a box that is not at its ends. */
static double cost_of_line_at(const line *l, box b, double gap)
{
    double cost = cost_of_piece_at(l->at[0], l->at[1], b, gap);
    return l->count == 3 ? greater(cost, cost_of_piece_at(l->at[1], l->at[2], b, gap)) : cost;
}

static double cost_of_label_on(box label, box other, double gap)
{
    double over = box_overlap(label, box_grown(other, gap));
    return over > 0 ? COST_HIT * 0.6 + COST_DEPTH * over : 0;
}

/* An edge and a node: its line at a strange one, its label at any. */
static double cost_of_edge_and_node(const refining *r, size_t e, size_t n)
{
    const spot *s = &r->spot[e];
    if (apart(r->reach[e], r->box[n], LINE_GAP))
        return 0;
    bool own = r->part->tail[e] == n || r->part->head[e] == n;
    double cost = 0;
    if (!own)
        cost = cost_of_line_at(&s->line, r->box[n], LINE_GAP);
    else if (s->bends && box_holds(box_grown(r->box[n], 12), s->via))
        cost = COST_HIT;
    if (r->label_half[e].x > 0)
        cost += cost_of_label_on(s->label, r->box[n], 2);
    return cost;
}

/* Where a line goes when it leaves a node that it joins. */
static point course(const refining *r, size_t e, size_t node)
{
    const spot *s = &r->spot[e];
    return s->bends ? s->via : r->middle[r->part->tail[e] == node ? r->part->head[e] : r->part->tail[e]];
}

static double cost_of_narrow(const refining *r, size_t e, size_t f, size_t shared)
{
    point o = r->middle[shared], p = course(r, e, shared), q = course(r, f, shared);
    double ux = p.x - o.x, uy = p.y - o.y, vx = q.x - o.x, vy = q.y - o.y;
    double dot = ux * vx + uy * vy, both = length_of(ux, uy) * length_of(vx, vy);
    if (dot < 0.9 * both)
        return 0;
    double c = both > 1e-9 ? dot / both : 1;
    return COST_NARROW * (c - 0.9) / 0.1 + (c > 0.99 ? COST_HIT * (c - 0.99) / 0.01 : 0);
}

static double cost_of_pieces(point a, point b, point c, point d)
{
    point at;
    if (segments_cross(a, b, c, d, &at)) {
        double ux = b.x - a.x, uy = b.y - a.y, vx = d.x - c.x, vy = d.y - c.y;
        double cosine = fabs(ux * vx + uy * vy) / (length_of(ux, uy) * length_of(vx, vy) + 1e-9);
        return COST_CROSSING + (cosine > 0.7 ? COST_SHARP * (cosine - 0.7) / 0.3 : 0);
    }
    const double near = 5;
    return COST_NEAR * (near_segment(a, c, d, near) + near_segment(b, c, d, near) + near_segment(c, a, b, near) +
                        near_segment(d, a, b, near));
}

static double cost_of_lines(const refining *r, size_t e, size_t f)
{
    const part *p = r->part;
    const line *k = &r->spot[e].line, *l = &r->spot[f].line;
    bool same_tail = p->tail[e] == p->tail[f] || p->tail[e] == p->head[f];
    bool same_head = p->head[e] == p->tail[f] || p->head[e] == p->head[f];
    if (same_tail && same_head)
        return 0; /* twins run beside each other */
    double cost = same_tail   ? cost_of_narrow(r, e, f, p->tail[e])
                  : same_head ? cost_of_narrow(r, e, f, p->head[e])
                              : 0;
    if ((same_tail || same_head) && k->count == 2 && l->count == 2)
        return cost;
    for (int i = 0; i + 1 < k->count; i++)
        for (int j = 0; j + 1 < l->count; j++) {
            if (same_tail || same_head) {
                point at;
                cost += segments_cross(k->at[i], k->at[i + 1], l->at[j], l->at[j + 1], &at) ? COST_CROSSING : 0;
            } else {
                cost += cost_of_pieces(k->at[i], k->at[i + 1], l->at[j], l->at[j + 1]);
            }
        }
    return cost;
}

static double cost_of_edges(const refining *r, size_t e, size_t f)
{
    const spot *s = &r->spot[e], *t = &r->spot[f];
    if (apart(r->reach[e], r->reach[f], LINE_GAP))
        return 0;
    double cost = cost_of_lines(r, e, f);
    bool le = r->label_half[e].x > 0, lf = r->label_half[f].x > 0;
    if (le)
        cost += cost_of_line_at(&t->line, s->label, LINE_GAP);
    if (lf)
        cost += cost_of_line_at(&s->line, t->label, LINE_GAP);
    if (le && lf)
        cost += cost_of_label_on(s->label, t->label, 3);
    return cost;
}

static double cost_of_own(const refining *r, size_t e)
{
    const spot *s = &r->spot[e];
    double length = line_length(&s->line);
    if (r->part->tail[e] == r->part->head[e])
        return 0;
    double cost = COST_LENGTH * length + COST_SHORT * greater(0, LEAST_LINE - length);
    if (r->label_half[e].x > 0)
        cost += COST_OFF_MIDDLE * fabs(slot_at[s->slot] - 0.5) / 0.2;
    if (s->bends) {
        point a = s->line.at[0], b = s->line.at[1], c = s->line.at[2];
        double ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
        double cosine = (ux * vx + uy * vy) / (length_of(ux, uy) * length_of(vx, vy) + 1e-9);
        cost += COST_BEND + COST_TURN * (1 - cosine) + (cosine < 0 ? 4 * COST_TURN * -cosine : 0);
        if (r->label_half[e].x > 0)
            cost += cost_of_line_at(&s->line, s->label, 0.5);
    }
    return cost;
}

static double cost_of_frame_and_edge(const refining *r, size_t g, box name, size_t e)
{
    const spot *s = &r->spot[e];
    box b = r->frame[g], l = s->label;
    if (apart(b, r->reach[e], 0))
        return 0;
    double cost = 0;
    if (r->label_half[e].x > 0 && box_overlap(b, l) > 0 &&
        !(l.x0 >= b.x0 && l.x1 <= b.x1 && l.y0 >= b.y0 && l.y1 <= b.y1))
        cost += 10;
    cost += cost_of_line_at(&s->line, name, 3) / 3;
    if (r->label_half[e].x > 0)
        cost += box_overlap(name, l) > 0 ? COST_HIT / 2 : 0;
    if (!r->in_group[r->part->tail[e] * r->groups + g] && !r->in_group[r->part->head[e] * r->groups + g])
        for (int i = 0; i + 1 < s->line.count; i++) {
            double in = segment_inside_box(s->line.at[i], s->line.at[i + 1], b);
            cost += in > 0 ? 4 + 0.05 * in : 0;
        }
    return cost;
}

static double cost_of_frames(const refining *r)
{
    double cost = 0;
    for (size_t g = 0; g < r->groups; g++) {
        box b = r->frame[g];
        const text_block *text = &r->sizes->groups[r->part->groups[g]];
        box name = {b.x0, b.y0, b.x0 + text->width + 12, b.y0 + text->height + 5};
        cost += 0.02 * (box_width(b) + box_height(b));
        for (size_t n = 0; n < r->nodes; n++)
            if (!r->in_group[n * r->groups + g] && !apart(b, r->box[n], FRAME_GAP))
                cost += COST_HIT + COST_DEPTH * box_overlap(b, box_grown(r->box[n], FRAME_GAP));
        for (size_t h = g + 1; h < r->groups; h++) {
            size_t up = h;
            while (up != SIZE_MAX && up != g)
                up = r->part->group_parent[up];
            if (up != g && !apart(b, r->frame[h], FRAME_GAP))
                cost += COST_HIT + COST_DEPTH * box_overlap(b, box_grown(r->frame[h], FRAME_GAP));
        }
        for (size_t e = 0; e < r->edges; e++)
            cost += cost_of_frame_and_edge(r, g, name, e);
    }
    return cost;
}

static double outside(const refining *r, box b)
{
    return greater(0, -b.x0) + greater(0, b.x1 - r->room.x) + greater(0, -b.y0) + greater(0, b.y1 - r->room.y);
}

/* What is no matter of pairs: how it fits its room and the page, edges against the rest of their relation, frames. */
static float cost_of_whole(refining *r)
{
    box all = {1e9, 1e9, -1e9, -1e9};
    double out = 0;
    for (size_t n = 0; n < r->nodes; n++) {
        all = box_union(all, r->box[n]);
        out += outside(r, r->box[n]);
    }
    for (size_t e = 0; e < r->edges; e++) {
        all = box_union(all, r->reach[e]);
        out += 0.5 * outside(r, r->reach[e]);
    }
    if (r->groups)
        set_frames(r);
    for (size_t g = 0; g < r->groups; g++) {
        all = box_union(all, r->frame[g]);
        out += outside(r, r->frame[g]);
    }
    double width = box_width(all) + 2 * MARGIN, height = box_height(all) + MARGIN;
    double text = SIZE_LABEL * page_scale(r->options, width, height);
    double cost = 12 * greater(0, SIZE_LABEL - text) + 36 * greater(0, 7 - text) + COST_OUTSIDE * out +
                  4 * width * height / (r->options->page_width * r->options->page_height);
    for (size_t n = 0; r->anchored && n < r->nodes; n++)
        cost += r->anchored[n] ? COST_MOVED * distance(r->middle[n], r->anchors[n]) : 0;
    for (int k = 0; k < r->relation_count; k++)
        cost += COST_AGAINST * (r->ups[k] < r->downs[k] ? r->ups[k] : r->downs[k]);
    return (float)(r->groups ? cost + cost_of_frames(r) : cost);
}

static float sum(const float *costs, size_t count)
{
    float totals[4] = {0};
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (size_t k = 0; k < 4; k++)
            totals[k] += costs[i + k];
    for (; i < count; i++)
        totals[0] += costs[i];
    return totals[0] + totals[1] + (totals[2] + totals[3]);
}

double refining_cost(const refining *r)
{
    size_t n = r->nodes, m = r->edges;
    double cost = r->whole + sum(r->own, m) + sum(r->edge_node, n * m);
    return cost + (sum(r->node_node, n * n) + sum(r->edge_edge, m * m)) / 2;
}

/* ---- moves ---- */

/* The edges that a move changes, and the node, or SIZE_MAX. */
typedef struct change {
    size_t node;
    const size_t *edges;
    size_t count;
} change;

static bool holds(const change *c, size_t e)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->edges[i] == e)
            return true;
    return false;
}

/* The boxes of a list that come near to a box, in order. */
static size_t list_near(box b, const box *boxes, size_t count, double gap, uint32_t *near)
{
    b = box_grown(b, gap);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        near[found] = (uint32_t)i; /* without a branch: which way it goes is not to be foreseen */
        found += (size_t)((b.x0 < boxes[i].x1) & (boxes[i].x0 < b.x1) & (b.y0 < boxes[i].y1) & (boxes[i].y0 < b.y1));
    }
    return found;
}

/* What the pairs that a change touches have cost so far. */
static float known_cost(const refining *r, const change *c)
{
    size_t n = r->nodes, m = r->edges;
    float cost = r->whole;
    if (c->node != SIZE_MAX) {
        cost += sum(r->node_node + c->node * n, n);
        for (size_t e = 0; e < m; e++)
            cost += r->edge_node[e * n + c->node];
    }
    for (size_t i = 0; i < c->count; i++) {
        size_t e = c->edges[i];
        cost += r->own[e] + sum(r->edge_node + e * n, n) + sum(r->edge_edge + e * m, m);
        if (c->node != SIZE_MAX)
            cost -= r->edge_node[e * n + c->node];
        for (size_t k = 0; k < i; k++)
            cost -= r->edge_edge[e * m + c->edges[k]];
    }
    return cost;
}

/* Costs of an edge with all nodes, and with all edges; their sum. */
static float price_edge(refining *r, size_t e, float *with_nodes, float *with_edges)
{
    size_t n = r->nodes, m = r->edges;
    float cost = 0;
    memset(with_nodes, 0, n * sizeof(float));
    memset(with_edges, 0, m * sizeof(float));
    size_t count = list_near(r->reach[e], r->box, n, LINE_GAP, r->near);
    for (size_t i = 0; i < count; i++)
        cost += with_nodes[r->near[i]] = (float)cost_of_edge_and_node(r, e, r->near[i]);
    count = list_near(r->reach[e], r->reach, m, LINE_GAP, r->near);
    for (size_t i = 0; i < count; i++)
        if (r->near[i] != e)
            cost += with_edges[r->near[i]] = (float)cost_of_edges(r, e, r->near[i]);
    return cost;
}

/* The same of a node, with nodes and with edges that do not change with it. */
static float price_node(refining *r, const change *c, float *with_nodes, float *with_edges)
{
    size_t n = r->nodes, m = r->edges, v = c->node;
    float cost = 0;
    memset(with_nodes, 0, n * sizeof(float));
    memset(with_edges, 0, m * sizeof(float));
    size_t count = list_near(r->box[v], r->box, n, NODE_GAP, r->near);
    for (size_t i = 0; i < count; i++)
        if (r->near[i] != v)
            cost += with_nodes[r->near[i]] = (float)cost_of_nodes(r, v, r->near[i]);
    count = list_near(r->box[v], r->reach, m, LINE_GAP, r->near);
    for (size_t i = 0; i < count; i++)
        if (!holds(c, r->near[i]))
            cost += with_edges[r->near[i]] = (float)cost_of_edge_and_node(r, r->near[i], v);
    return cost;
}

/* The same anew, with its parts in new_...; given up where it is more than `most`. */
static float new_cost(refining *r, const change *c, float most)
{
    size_t n = r->nodes, m = r->edges;
    float cost = 0;
    if (c->node != SIZE_MAX)
        cost += price_node(r, c, r->new_node, r->new_node + n);
    for (size_t i = 0; i < c->count && cost <= most; i++) {
        size_t e = c->edges[i];
        float *row = r->new_edges + i * m;
        cost += (float)cost_of_own(r, e) + price_edge(r, e, r->new_edge_node + i * n, row);
        for (size_t k = 0; k < i; k++)
            cost -= row[c->edges[k]];
    }
    return cost;
}

static void price_all(refining *r)
{
    size_t n = r->nodes, m = r->edges;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            r->node_node[i * n + j] = r->node_node[j * n + i] = (float)cost_of_nodes(r, i, j);
    for (size_t e = 0; e < m; e++) {
        r->own[e] = (float)cost_of_own(r, e);
        price_edge(r, e, r->edge_node + e * n, r->edge_edge + e * m);
    }
    r->whole = cost_of_whole(r);
}

static void keep(refining *r, const change *c, float whole)
{
    size_t n = r->nodes, m = r->edges;
    if (c->node != SIZE_MAX) {
        for (size_t i = 0; i < n; i++)
            r->node_node[c->node * n + i] = r->node_node[i * n + c->node] = r->new_node[i];
        for (size_t e = 0; e < m; e++)
            if (!holds(c, e))
                r->edge_node[e * n + c->node] = r->new_node[n + e];
    }
    for (size_t i = 0; i < c->count; i++) {
        size_t e = c->edges[i];
        r->own[e] = (float)cost_of_own(r, e);
        memcpy(r->edge_node + e * n, r->new_edge_node + i * n, n * sizeof(float));
        for (size_t f = 0; f < m; f++)
            r->edge_edge[e * m + f] = r->edge_edge[f * m + e] = r->new_edges[i * m + f];
    }
    r->whole = whole;
}

/* Whether what was changed already may stay; its costs are kept then. */
static bool accept(refining *r, const change *c, double allowed)
{
    const float slack = 12; /* by as much, at most, one move is expected to better the whole, which is looked at last */
    float most = known_cost(r, c) + (float)allowed, pairs = new_cost(r, c, most - r->whole + slack);
    if (pairs > most - r->whole + slack)
        return false;
    float whole = cost_of_whole(r);
    if (pairs + whole > most)
        return false;
    keep(r, c, whole);
    return true;
}

static void try_place(refining *r, size_t v, point at, double allowed)
{
    point old = r->middle[v];
    change c = {v, r->edges_at + r->edges_start[v], r->edges_start[v + 1] - r->edges_start[v]};
    set_node(r, v, at);
    if (!accept(r, &c, allowed))
        set_node(r, v, old);
}

static void try_spot(refining *r, size_t e, spot to, double allowed)
{
    spot old = r->spot[e];
    box reach = r->reach[e];
    change c = {SIZE_MAX, &e, 1};
    r->spot[e] = to;
    set_line(r, e);
    if (!accept(r, &c, allowed)) {
        r->spot[e] = old;
        r->reach[e] = reach;
    }
}

/* Moves of many things at once: all is priced anew. */
typedef struct snapshot {
    point *middle;
    spot *spot;
    float *costs;
} snapshot;

static size_t cost_count(const refining *r)
{
    return r->nodes * r->nodes + r->edges * r->nodes + r->edges * r->edges + r->edges;
}

/* Numbers that follow from a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* From 0 to under 1. */
static double uniform(uint64_t *state)
{
    return (double)(draw(state) >> 11) / 9007199254740992.0;
}

/* From -1 to 1, about the middle more often. */
static double about(uint64_t *state)
{
    return uniform(state) + uniform(state) - 1;
}

/* Moves of many things at once: all is priced anew. What was there before stays in `old`. */
static void remember(refining *r)
{
    memcpy(r->old_middle, r->middle, r->nodes * sizeof(point));
    memcpy(r->old_spot, r->spot, r->edges * sizeof(spot));
    memcpy(r->old_costs, r->node_node, cost_count(r) * sizeof(float));
}

static void try_all(refining *r, double allowed)
{
    double before = refining_cost(r);
    float whole = r->whole;
    set_all(r);
    price_all(r);
    if (refining_cost(r) <= before + allowed)
        return;
    memcpy(r->spot, r->old_spot, r->edges * sizeof(spot));
    memcpy(r->middle, r->old_middle, r->nodes * sizeof(point));
    set_all(r);
    memcpy(r->node_node, r->old_costs, cost_count(r) * sizeof(float));
    r->whole = whole;
}

/* Draws together, or apart, what lies on both sides of a line across the picture. */
static void try_cut(refining *r, uint64_t *state, double allowed)
{
    remember(r);
    bool x = draw(state) & 1;
    point at = r->middle[draw(state) % r->nodes];
    double by = (uniform(state) * 2 - 1.4) * 14;
    for (size_t n = 0; n < r->nodes; n++)
        if (x ? r->old_middle[n].x > at.x : r->old_middle[n].y > at.y)
            *(x ? &r->middle[n].x : &r->middle[n].y) += by;
    for (size_t e = 0; e < r->edges; e++)
        if (x ? r->spot[e].via.x > at.x : r->spot[e].via.y > at.y)
            *(x ? &r->spot[e].via.x : &r->spot[e].via.y) += by;
    try_all(r, allowed);
}

/* Moves all that a frame holds. */
static void try_group(refining *r, size_t g, point by, double allowed)
{
    remember(r);
    for (size_t n = 0; n < r->nodes; n++)
        if (r->in_group[n * r->groups + g])
            r->middle[n] = (point){r->middle[n].x + by.x, r->middle[n].y + by.y};
    for (size_t e = 0; e < r->edges; e++)
        if (r->in_group[r->part->tail[e] * r->groups + g] && r->in_group[r->part->head[e] * r->groups + g])
            r->spot[e].via = (point){r->spot[e].via.x + by.x, r->spot[e].via.y + by.y};
    try_all(r, allowed);
}

static void try_swap(refining *r, size_t u, size_t v, double allowed)
{
    remember(r);
    point at = r->middle[u];
    r->middle[u] = r->middle[v];
    r->middle[v] = at;
    try_all(r, allowed);
}

static point among_neighbours(const refining *r, size_t v)
{
    point total = {0, 0};
    double count = 0;
    for (size_t i = r->edges_start[v]; i < r->edges_start[v + 1]; i++) {
        size_t e = r->edges_at[i], u = r->part->tail[e] == v ? r->part->head[e] : r->part->tail[e];
        total.x += r->middle[u].x;
        total.y += r->middle[u].y;
        count++;
    }
    return count > 0 ? (point){total.x / count, total.y / count} : r->middle[v];
}

static double allowance(uint64_t *state, double heat)
{
    double chance = uniform(state);
    return 3 * heat * chance * chance; /* about the exponential of the usual rule, without log() */
}

static void try_bend(refining *r, size_t e, uint64_t *state, double reach, double allowed)
{
    spot to = r->spot[e];
    if (r->part->tail[e] == r->part->head[e] || r->aside[e] != 0)
        return;
    point a = r->middle[r->part->tail[e]], b = r->middle[r->part->head[e]];
    double d = distance(a, b);
    if (to.bends && draw(state) % 3 == 0) {
        to.bends = false;
    } else if (to.bends) {
        to.via = (point){to.via.x + about(state) * reach, to.via.y + about(state) * reach};
    } else {
        double t = 0.15 + 0.7 * uniform(state), off = about(state) * (0.5 * d + reach);
        to.bends = true;
        to.via = (point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        if (d > 0)
            to.via = (point){to.via.x - (b.y - a.y) / d * off, to.via.y + (b.x - a.x) / d * off};
    }
    try_spot(r, e, to, allowed);
}

static float cost_of_edge(const refining *r, size_t e)
{
    return sum(r->edge_node + e * r->nodes, r->nodes) + sum(r->edge_edge + e * r->edges, r->edges);
}

static float cost_of_node(const refining *r, size_t v)
{
    float cost = sum(r->node_node + v * r->nodes, r->nodes);
    for (size_t i = r->edges_start[v]; i < r->edges_start[v + 1]; i++)
        cost += cost_of_edge(r, r->edges_at[i]);
    return cost;
}

/* Where there is more to mend, more is tried: the worst of some. */
static size_t pick_edge(const refining *r, uint64_t *state)
{
    size_t e = draw(state) % r->edges, f = draw(state) % r->edges, g = draw(state) % r->edges;
    e = cost_of_edge(r, f) > cost_of_edge(r, e) ? f : e;
    return cost_of_edge(r, g) > cost_of_edge(r, e) ? g : e;
}

static size_t pick_node(const refining *r, uint64_t *state)
{
    size_t u = draw(state) % r->nodes, v = draw(state) % r->nodes;
    return draw(state) % 4 && cost_of_node(r, v) < cost_of_node(r, u) ? u : v;
}

static void try_something(refining *r, uint64_t *state, double left, double allowed)
{
    size_t v = pick_node(r, state), e = r->edges ? pick_edge(r, state) : 0;
    uint64_t dice = draw(state) % 256;
    double reach = 6 + 120 * left * left;
    point at = r->middle[v];
    if (dice < 2) {
        try_cut(r, state, allowed);
    } else if (dice < 4 && r->groups) {
        size_t g = draw(state) % r->groups;
        try_group(r, g, (point){about(state) * reach, about(state) * reach}, allowed);
    } else if (dice < 5) {
        try_swap(r, v, draw(state) % r->nodes, allowed);
    } else if (dice < 110) {
        try_place(r, v, (point){at.x + about(state) * reach, at.y + about(state) * reach * 0.7}, allowed);
    } else if (dice < 130) {
        point n = among_neighbours(r, v);
        try_place(r, v, (point){n.x + about(state) * (40 + reach), n.y + about(state) * (40 + reach)}, allowed);
    } else if (dice < 150) { /* level with another */
        point other = r->middle[draw(state) % r->nodes];
        *(draw(state) & 1 ? &at.x : &at.y) = draw(state) & 1 ? other.x : other.y;
        if (fabs(at.x - r->middle[v].x) + fabs(at.y - r->middle[v].y) < 20 + reach)
            try_place(r, v, at, allowed);
    } else if (r->edges && dice < 190 && r->label_half[e].x > 0) {
        spot to = r->spot[e];
        to.slot = (uint8_t)(draw(state) % SLOTS);
        try_spot(r, e, to, allowed);
    } else if (r->edges) {
        try_bend(r, e, state, reach, allowed);
    }
}

/* Whatever still hits something is tried again by itself, cold: its bend, its label, and the nodes that it joins. */
static void mend(refining *r, uint64_t *state)
{
    enum { TRIES = 240 };
    for (size_t e = 0; e < r->edges; e++)
        for (int i = 0; i < TRIES && cost_of_edge(r, e) >= COST_HIT / 2; i++) {
            size_t v = draw(state) & 1 ? r->part->tail[e] : r->part->head[e];
            double reach = 10 + 90 * uniform(state);
            spot to = r->spot[e];
            to.slot = (uint8_t)(draw(state) % SLOTS);
            if (i % 4 == 0 && r->label_half[e].x > 0)
                try_spot(r, e, to, 0);
            else if (i % 4 == 1)
                try_place(r, v, (point){r->middle[v].x + about(state) * reach, r->middle[v].y + about(state) * reach}, 0);
            else
                try_bend(r, e, state, reach, 0);
        }
}

static void grow(refining *r, double f)
{
    for (size_t n = 0; n < r->nodes; n++)
        r->half[n] = (point){r->full[n].x * f, r->full[n].y * f};
    for (size_t e = 0; e < r->edges; e++)
        r->label_half[e] = (point){r->label_full[e].x * f, r->label_full[e].y * f};
    set_all(r);
}

void refining_run(refining *r, void (*alive)(void), int moves, double heat, double small, point room, uint64_t seed)
{
    uint64_t state = hash_bytes(&seed, sizeof seed, 0x5eed);
    const int tick = moves / 64 < 256 ? moves / 64 + 1 : 256;
    point first = r->room;
    grow(r, small);
    price_all(r);
    for (int i = 0; i < moves; i++) {
        double done = (double)i / moves, left = 1 - done;
        if (i % tick == 0) {
            alive();
            double gone = lesser(1, 1.4 * done);
            r->room = (point){first.x + (room.x - first.x) * gone, first.y + (room.y - first.y) * gone};
            if (small < 1)
                grow(r, small + (1 - small) * gone);
            price_all(r);
        }
        try_something(r, &state, left, allowance(&state, heat * left * left));
    }
    r->room = room;
    grow(r, 1);
    price_all(r);
    mend(r, &state);
    r->whole = cost_of_whole(r); /* frames too: they are where the last move had them, even if that was not to be */
}

/* ---- in and out ---- */

static void index_edges(refining *r)
{
    const part *p = r->part;
    r->edges_start = arena_get(r->arena, (r->nodes + 2) * sizeof(size_t));
    r->edges_at = arena_get(r->arena, (2 * r->edges + 1) * sizeof(size_t));
    for (size_t e = 0; e < r->edges; e++)
        if (p->tail[e] != p->head[e]) {
            r->edges_start[p->tail[e] + 1]++;
            r->edges_start[p->head[e] + 1]++;
        }
    for (size_t n = 0; n < r->nodes; n++)
        r->edges_start[n + 1] += r->edges_start[n];
    size_t *next = arena_get(r->arena, (r->nodes + 1) * sizeof(size_t));
    memcpy(next, r->edges_start, (r->nodes + 1) * sizeof(size_t));
    for (size_t e = 0; e < r->edges; e++)
        if (p->tail[e] != p->head[e]) {
            r->edges_at[next[p->tail[e]]++] = e;
            r->edges_at[next[p->head[e]]++] = e;
        }
}

static bool are_twins(const part *p, size_t e, size_t f)
{
    return (p->tail[e] == p->tail[f] && p->head[e] == p->head[f]) ||
           (p->tail[e] == p->head[f] && p->head[e] == p->tail[f]);
}

static void index_twins(refining *r)
{
    for (size_t e = 0; e < r->edges; e++) {
        if (r->part->tail[e] == r->part->head[e])
            continue;
        size_t count = 0, place = 0;
        for (size_t i = r->edges_start[r->part->tail[e]]; i < r->edges_start[r->part->tail[e] + 1]; i++)
            if (are_twins(r->part, e, r->edges_at[i])) {
                place += r->edges_at[i] < e;
                count++;
            }
        r->aside[e] = ((double)place - (double)(count - 1) / 2) * TWIN_GAP;
    }
}

static void index_relations(refining *r)
{
    map *known = map_new(r->arena);
    for (size_t e = 0; e < r->edges; e++) {
        const edge *claim = r->part->selection->edges.items[r->part->edges[e]];
        r->relation[e] = -1;
        if (!claim->directed || !claim->relation)
            continue;
        int *index = map_get(known, claim->relation->id);
        if (!index) {
            map_put(known, claim->relation->id, index = arena_new_of(r->arena, int));
            *index = r->relation_count++;
        }
        r->relation[e] = *index;
    }
    r->ups = arena_get(r->arena, ((size_t)r->relation_count + 1) * sizeof(int));
    r->downs = arena_get(r->arena, ((size_t)r->relation_count + 1) * sizeof(int));
}

/* An engine's curve as a line with a bend where it is farthest from straight, if that is far. */
static void take_bend(refining *r, size_t e, curve c)
{
    const double plain = 12;
    point p = c.points[0], q = c.points[c.count - 1];
    double most = plain;
    polyline line = curve_flatten(r->arena, c, 6);
    for (size_t i = 1; i + 1 < line.count; i++) {
        double d = distance_to_segment(line.points[i], p, q);
        if (d > most) {
            most = d;
            r->spot[e].via = line.points[i];
            r->spot[e].bends = true;
        }
    }
}

refining *refining_new(arena *a, const part *p, const sizes *z, const layout_options *o, direction d,
                       const placing *from)
{
    refining *r = arena_new_of(a, refining);
    size_t n = p->node_count, m = p->edge_count, g = p->group_count, degree = 0;
    *r = (refining){.arena = a,
                    .part = p,
                    .sizes = z,
                    .options = o,
                    .direction = d,
                    .nodes = n,
                    .edges = m,
                    .groups = g,
                    .room = {from->width, from->height},
                    .middle = arena_get(a, n * sizeof(point)),
                    .half = arena_get(a, n * sizeof(point)),
                    .full = arena_get(a, n * sizeof(point)),
                    .label_full = arena_get(a, m * sizeof(point)),
                    .loops = arena_get(a, n * sizeof(double)),
                    .box = arena_get(a, n * sizeof(box)),
                    .spot = arena_get(a, m * sizeof(spot)),
                    .reach = arena_get(a, m * sizeof(box)),
                    .aside = arena_get(a, m * sizeof(double)),
                    .label_half = arena_get(a, m * sizeof(point)),
                    .relation = arena_get(a, m * sizeof(int)),
                    .frame = arena_get(a, g * sizeof(box)),
                    .in_group = arena_get(a, n * g),
                    .old_middle = arena_get(a, n * sizeof(point)),
                    .old_spot = arena_get(a, m * sizeof(spot))};
    index_edges(r);
    index_twins(r);
    index_relations(r);
    for (size_t i = 0; i < n; i++)
        degree = r->edges_start[i + 1] - r->edges_start[i] > degree ? r->edges_start[i + 1] - r->edges_start[i] : degree;
    size_t costs = cost_count(r);
    r->node_node = arena_get(a, costs * sizeof(float));
    r->edge_node = r->node_node + n * n;
    r->edge_edge = r->edge_node + m * n;
    r->own = r->edge_edge + m * m;
    r->old_costs = arena_get(a, costs * sizeof(float));
    r->near = arena_get(a, (n + m + 1) * sizeof(uint32_t));
    r->new_node = arena_get(a, (n + m) * sizeof(float));
    r->new_edge_node = arena_get(a, (degree + 1) * n * sizeof(float));
    r->new_edges = arena_get(a, (degree + 1) * m * sizeof(float));
    for (size_t i = 0; i < n; i++) {
        r->half[i] = (point){z->nodes[p->nodes[i]].width / 2, z->nodes[p->nodes[i]].height / 2};
        for (size_t k = g ? p->node_group[i] : SIZE_MAX; k != SIZE_MAX; k = p->group_parent[k])
            r->in_group[i * g + k] = true;
    }
    for (size_t e = 0; e < m; e++) {
        const text_block *label = &z->labels[p->edges[e]];
        if (p->tail[e] == p->head[e])
            r->loops[p->tail[e]] = greater(r->loops[p->tail[e]], 22 + label->width);
        else
            r->label_half[e] = (point){label->width / 2, label->height / 2};
        if (p->tail[e] != p->head[e] && r->aside[e] == 0)
            take_bend(r, e, from->edges[e]);
    }
    for (size_t i = 0; i < n; i++) {
        r->middle[i] = box_center(from->nodes[i]);
    }
    memcpy(r->full, r->half, n * sizeof(point));
    memcpy(r->label_full, r->label_half, m * sizeof(point));
    set_all(r);
    price_all(r);
    return r;
}

void refining_anchor(refining *r, const point *anchors, const bool *anchored)
{
    r->anchors = anchors;
    r->anchored = anchored;
}

static curve straight(arena *a, point p, point q)
{
    curve c = {arena_get(a, 4 * sizeof(point)), 4};
    for (int i = 0; i < 4; i++)
        c.points[i] = (point){p.x + (q.x - p.x) * i / 3, p.y + (q.y - p.y) * i / 3};
    return c;
}

static point between(point p, point q, double part)
{
    return (point){p.x + (q.x - p.x) * part, p.y + (q.y - p.y) * part};
}

static void add_piece(curve *c, point first, point second, point end)
{
    c->points[c->count++] = first;
    c->points[c->count++] = second;
    c->points[c->count++] = end;
}

/* Straight to the bend and on, with the corner rounded off. */
static curve bent(arena *a, const line *l)
{
    point p = l->at[0], v = l->at[1], q = l->at[2];
    double before = distance(p, v), after = distance(v, q), round = lesser(CORNER, lesser(before, after) * 0.6);
    point from = between(v, p, before > 0 ? round / before : 0), to = between(v, q, after > 0 ? round / after : 0);
    curve c = {arena_get(a, 10 * sizeof(point)), 0};
    c.points[c.count++] = p;
    add_piece(&c, between(p, from, 1.0 / 3), between(p, from, 2.0 / 3), from);
    add_piece(&c, between(from, v, 0.6), between(to, v, 0.6), to);
    add_piece(&c, between(to, q, 1.0 / 3), between(to, q, 2.0 / 3), q);
    return c;
}

/* Out of the right side of a box and back into it. */
static curve loop(arena *a, box b)
{
    double y = (b.y0 + b.y1) / 2, x = b.x1;
    curve c = {arena_get(a, 7 * sizeof(point)), 7};
    const point points[] = {{x, y - 5},      {x + 9, y - 9}, {x + 18, y - 9}, {x + 18, y},
                            {x + 18, y + 9}, {x + 9, y + 9}, {x, y + 5}};
    memcpy(c.points, points, sizeof points);
    return c;
}

placing refining_placing(arena *a, const refining *r)
{
    placing at = placing_new(a, r->part);
    for (size_t n = 0; n < r->nodes; n++)
        at.nodes[n] = box_around(r->middle[n], 2 * r->half[n].x, 2 * r->half[n].y);
    for (size_t e = 0; e < r->edges; e++) {
        const line *l = &r->spot[e].line;
        at.edges[e] = r->part->tail[e] == r->part->head[e] ? loop(a, at.nodes[r->part->tail[e]])
                      : l->count == 3                      ? bent(a, l)
                                                           : straight(a, l->at[0], l->at[1]);
    }
    for (size_t g = 0; g < r->groups; g++)
        at.groups[g] = r->frame[g];
    return at;
}
