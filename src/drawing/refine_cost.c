/* What a drawing costs while it is refined: the costs of score.c in a form that changes gradually, so that a move knows
   where it gets better. What each pair of things costs is kept. */
#include "drawing/refine_state.h"

#include "drawing/theme.h"

#include <string.h>

/* Distances in points. */
#define NODE_GAP   11.0 /* between boxes */
#define NODE_CLOSE 5.0  /* nearer than this is a fault */
#define LINE_GAP   7.0  /* between a line and a foreign box or label */
#define LINE_NEAR  5.0  /* between the end of a line and another line */
#define LEAST_LINE 20.0 /* what must be seen of a line */
#define FRAME_GAP  7.0  /* between a frame and what it does not hold */

#define COST_THROUGH    70.0 /* a line through a strange box or label */
#define COST_DEPTH      2.0  /* for each point that things are in each other */
#define COST_NEAR       6.0
#define COST_CROSSING   15.0
#define COST_SHARP      9.0
#define COST_NARROW     5.0 /* lines that leave a node side by side */
#define COST_LENGTH     0.016
#define COST_SHORT      1.2
#define COST_BEND       2.5
#define COST_TURN       3.0 /* for each right angle */
#define COST_OFF_MIDDLE 1.5
#define COST_SLANT      2.0 /* for a line that is nearly upright or level */
#define COST_AGAINST    1.5
#define COST_MOVED      0.25 /* for each point that a node is away from its place in an older picture */
#define COST_SMALL_TEXT 12.0
#define COST_OUTSIDE    0.1 /* for each point beyond the room */

/* ---- pairs and single things ---- */

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

/* Squared distance of a segment from a box that it does not touch: an end from the box, or a corner from the segment.
 */
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
    return COST_NEAR * (near_segment(a, c, d, LINE_NEAR) + near_segment(b, c, d, LINE_NEAR) +
                        near_segment(c, a, b, LINE_NEAR) + near_segment(d, a, b, LINE_NEAR));
}

static double cost_of_lines(const refining *r, size_t e, size_t f)
{
    const part *p = r->part;
    const line *k = &r->spot[e].line, *l = &r->spot[f].line;
    bool same_tail = p->tail[e] == p->tail[f] || p->tail[e] == p->head[f];
    bool same_head = p->head[e] == p->tail[f] || p->head[e] == p->head[f];
    if (same_tail && same_head)
        return 0; /* twins run beside each other */
    double cost = same_tail ? cost_of_narrow(r, e, f, p->tail[e]) : same_head ? cost_of_narrow(r, e, f, p->head[e]) : 0;
    if (((same_tail || same_head) && k->count == 2 && l->count == 2) || apart(r->run[e], r->run[f], LINE_NEAR))
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

double refining_own_cost(const refining *r, size_t e)
{
    const spot *s = &r->spot[e];
    double length = refining_line_length(&s->line);
    if (r->part->tail[e] == r->part->head[e])
        return 0;
    double cost = COST_LENGTH * length + COST_SHORT * greater(0, LEAST_LINE - length);
    if (!s->bends)
        cost += is_slanted(s->line.at[0], s->line.at[1]) ? COST_SLANT : 0;
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
        for (size_t h = g + 1; h < r->groups; h++)
            if (!part_group_is_in(r->part, h, g) && !apart(b, r->frame[h], FRAME_GAP))
                cost += COST_HIT + COST_DEPTH * box_overlap(b, box_grown(r->frame[h], FRAME_GAP));
        for (size_t e = 0; e < r->edges; e++)
            cost += cost_of_frame_and_edge(r, g, name, e);
    }
    return cost;
}

static double outside(const refining *r, box b)
{
    return greater(0, -b.x0) + greater(0, b.x1 - r->room.x) + greater(0, -b.y0) + greater(0, b.y1 - r->room.y);
}

double refining_moved(const refining *r)
{
    double cost = 0;
    for (size_t n = 0; r->anchored && n < r->nodes; n++)
        cost += r->anchored[n] ? COST_MOVED * distance(r->middle[n], r->anchors[n]) : 0;
    return cost;
}

/* What is no matter of pairs: how it fits its room and the page, edges against the rest of their relation, frames. */
float refining_whole_cost(refining *r)
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
        refining_set_frames(r);
    for (size_t g = 0; g < r->groups; g++) {
        all = box_union(all, r->frame[g]);
        out += outside(r, r->frame[g]);
    }
    double width = box_width(all) + 2 * MARGIN, height = box_height(all) + MARGIN;
    double text = SIZE_LABEL * page_scale(r->options, width, height);
    double cost = COST_SMALL_TEXT * text_fault(r->part, text) + COST_OUTSIDE * out +
                  4 * width * height / (r->options->page_width * r->options->page_height);
    cost += refining_moved(r);
    for (int k = 0; k < r->relation_count; k++)
        cost += COST_AGAINST * (r->ups[k] < r->downs[k] ? r->ups[k] : r->downs[k]);
    return (float)(r->groups ? cost + cost_of_frames(r) : cost);
}

/* ---- what is kept ---- */

static float sum_of(const float *costs, size_t count)
{
    float total = 0;
    for (size_t i = 0; i < count; i++)
        total += costs[i];
    return total;
}

double refining_cost(const refining *r)
{
    double pairs = sum_of(r->node_sum, r->nodes) + sum_of(r->edge_sum, r->edges) + sum_of(r->node_edges, r->nodes);
    return r->whole + sum_of(r->own, r->edges) + pairs / 2;
}

static void keep_node_node(refining *r, size_t u, size_t v, float cost)
{
    float more = cost - r->node_node[u * r->nodes + v];
    if (more == 0)
        return;
    r->node_node[u * r->nodes + v] = r->node_node[v * r->nodes + u] = cost;
    r->node_sum[u] += more;
    r->node_sum[v] += more;
}

static void keep_edge_node(refining *r, size_t e, size_t v, float cost)
{
    float more = cost - r->edge_node[e * r->nodes + v];
    if (more == 0)
        return;
    r->edge_node[e * r->nodes + v] = cost;
    r->edge_sum[e] += more;
    r->node_edges[v] += more;
}

static void keep_edge_edge(refining *r, size_t e, size_t f, float cost)
{
    float more = cost - r->edge_edge[e * r->edges + f];
    if (more == 0)
        return;
    r->edge_edge[e * r->edges + f] = r->edge_edge[f * r->edges + e] = cost;
    r->edge_sum[e] += more;
    r->edge_sum[f] += more;
}

/* ---- what a move costs ---- */

/* Those from `first` to before `end` that come near to a box, in order; into r->near, how many. Sides are rounded: some
   may be a little farther than the gap, which costs nothing. */
static size_t list_near(refining *r, box b, const sides *s, size_t first, size_t end, double gap)
{
    const double rounded = 0.01;
    b = box_grown(b, gap + rounded);
    float x0 = (float)b.x0, y0 = (float)b.y0, x1 = (float)b.x1, y1 = (float)b.y1;
    uint32_t *restrict hits = r->hits, *restrict near = r->near;
    for (size_t i = first; i < end; i++)
        hits[i] = (x0 < s->x1[i]) & (s->x0[i] < x1) & (y0 < s->y1[i]) & (s->y0[i] < y1);
    size_t found = 0;
    for (size_t i = first; i < end; i++) {
        near[found] = (uint32_t)i; /* without a branch: which way it goes is not to be foreseen */
        found += hits[i];
    }
    return found;
}

/* An edge with all nodes, and with the edges that do not come before it in the move. */
static float price_edge(refining *r, size_t e, float most, float *row)
{
    size_t n = r->nodes, count = list_near(r, r->reach[e], &r->boxes, 0, n, LINE_GAP);
    float cost = (float)refining_own_cost(r, e);
    memset(row, 0, (n + r->edges) * sizeof(float));
    for (size_t i = 0; i < count && cost <= most; i++)
        cost += row[r->near[i]] = (float)cost_of_edge_and_node(r, e, r->near[i]);
    if (cost > most)
        return cost;
    count = list_near(r, r->reach[e], &r->reaches, 0, r->edges, LINE_GAP);
    for (size_t i = 0; i < count && cost <= most; i++)
        if (!r->turn[r->near[i]] || r->turn[r->near[i]] > r->turn[e])
            cost += row[n + r->near[i]] = (float)cost_of_edges(r, e, r->near[i]);
    return cost;
}

/* A node with all nodes but one, and with edges that do not change with it. */
static float price_node(refining *r, size_t v, size_t but, float *row)
{
    size_t n = r->nodes, count = list_near(r, r->box[v], &r->boxes, 0, n, NODE_GAP);
    float cost = 0;
    memset(row, 0, (n + r->edges) * sizeof(float));
    for (size_t i = 0; i < count; i++)
        if (r->near[i] != v && r->near[i] != but)
            cost += row[r->near[i]] = (float)cost_of_nodes(r, v, r->near[i]);
    count = list_near(r, r->box[v], &r->reaches, 0, r->edges, LINE_GAP);
    for (size_t i = 0; i < count; i++)
        if (!r->turn[r->near[i]])
            cost += row[n + r->near[i]] = (float)cost_of_edge_and_node(r, r->near[i], v);
    return cost;
}

static float *new_row(const refining *r, size_t index)
{
    return r->new_costs + index * (r->nodes + r->edges);
}

float refining_price_change(refining *r, const change *c, float most)
{
    float cost = 0;
    for (size_t i = 0; i < c->count; i++)
        r->turn[c->edges[i]] = (uint32_t)i + 1;
    for (size_t i = 0; i < c->node_count && cost <= most; i++)
        cost += price_node(r, c->nodes[i], i ? c->nodes[0] : SIZE_MAX, new_row(r, i));
    for (size_t i = 0; i < c->count && cost <= most; i++)
        cost += price_edge(r, c->edges[i], most - cost, new_row(r, c->node_count + i));
    for (size_t i = 0; i < c->count; i++)
        r->turn[c->edges[i]] = 0;
    return cost;
}

float refining_known_cost(const refining *r, const change *c)
{
    float cost = 0;
    for (size_t i = 0; i < c->node_count; i++)
        cost += r->node_sum[c->nodes[i]] + r->node_edges[c->nodes[i]];
    if (c->node_count == 2)
        cost -= r->node_node[c->nodes[0] * r->nodes + c->nodes[1]];
    for (size_t i = 0; i < c->count; i++) {
        size_t e = c->edges[i];
        cost += r->own[e] + r->edge_sum[e];
        for (size_t k = 0; k < c->node_count; k++)
            cost -= r->edge_node[e * r->nodes + c->nodes[k]];
        for (size_t k = 0; k < i; k++)
            cost -= r->edge_edge[e * r->edges + c->edges[k]];
    }
    return cost;
}

void refining_keep_change(refining *r, const change *c, float whole)
{
    for (size_t i = 0; i < c->count; i++)
        r->turn[c->edges[i]] = (uint32_t)i + 1;
    for (size_t i = 0; i < c->node_count; i++) {
        const float *row = new_row(r, i);
        for (size_t u = 0; u < r->nodes; u++)
            if (!i || u != c->nodes[0])
                keep_node_node(r, c->nodes[i], u, row[u]);
        for (size_t e = 0; e < r->edges; e++)
            if (!r->turn[e])
                keep_edge_node(r, e, c->nodes[i], row[r->nodes + e]);
    }
    for (size_t i = 0; i < c->count; i++) {
        const float *row = new_row(r, c->node_count + i);
        size_t e = c->edges[i];
        r->own[e] = (float)refining_own_cost(r, e);
        for (size_t u = 0; u < r->nodes; u++)
            keep_edge_node(r, e, u, row[u]);
        for (size_t f = 0; f < r->edges; f++)
            if (!r->turn[f] || r->turn[f] > i + 1)
                keep_edge_edge(r, e, f, row[r->nodes + f]);
    }
    for (size_t i = 0; i < c->count; i++)
        r->turn[c->edges[i]] = 0;
    r->whole = whole;
}

bool refining_price_all(refining *r, double most)
{
    size_t n = r->nodes, m = r->edges;
    memset(r->node_node, 0, refining_cost_count(r) * sizeof(float));
    r->whole = refining_whole_cost(r);
    double cost = r->whole;
    for (size_t v = 0; v < n; v++) {
        for (size_t u = v + 1; u < n; u++)
            keep_node_node(r, v, u, (float)cost_of_nodes(r, v, u));
        cost += r->node_sum[v] / 2;
    }
    for (size_t e = 0; e < m && cost <= most; e++) {
        float before = r->edge_sum[e];
        cost += r->own[e] = (float)refining_own_cost(r, e);
        size_t count = list_near(r, r->reach[e], &r->boxes, 0, n, LINE_GAP);
        for (size_t i = 0; i < count; i++)
            keep_edge_node(r, e, r->near[i], (float)cost_of_edge_and_node(r, e, r->near[i]));
        count = list_near(r, r->reach[e], &r->reaches, e + 1, m, LINE_GAP);
        for (size_t i = 0; i < count; i++)
            keep_edge_edge(r, e, r->near[i], (float)cost_of_edges(r, e, r->near[i]));
        cost += r->edge_sum[e] - before;
    }
    return cost <= most;
}

size_t refining_cost_count(const refining *r)
{
    return r->nodes * r->nodes + r->edges * r->nodes + r->edges * r->edges + 2 * r->edges + 2 * r->nodes;
}

float refining_edge_cost(const refining *r, size_t e)
{
    return r->edge_sum[e];
}

float refining_node_cost(const refining *r, size_t v)
{
    float cost = r->node_sum[v];
    for (size_t i = r->edges_start[v]; i < r->edges_start[v + 1]; i++)
        cost += r->edge_sum[r->edges_at[i]];
    return cost;
}
