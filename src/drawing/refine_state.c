/* Where everything is while a drawing is refined: from nodes and bends follow lines, labels and frames. */
#include "drawing/refine_state.h"

#include "drawing/theme.h"

#include <string.h>

/* Distances in points. */
#define LABEL_GAP  2.2  /* between a line and its own label */
#define TWIN_GAP   13.0 /* between lines that join the same two nodes */
#define CORNER     32.0 /* how much of a line the rounding of its bend takes at most */
#define FRAME_ROOM 9.0  /* between a frame and what it holds */

const double slot_at[SLOTS] = {0.5, 0.5, 0.4, 0.4, 0.6, 0.6, 0.3, 0.3, 0.7, 0.7};

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

double refining_line_length(const line *l)
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

static void set_sides(sides *s, size_t i, box b)
{
    s->x0[i] = (float)b.x0;
    s->y0[i] = (float)b.y0;
    s->x1[i] = (float)b.x1;
    s->y1[i] = (float)b.y1;
}

static void set_label(refining *r, size_t e)
{
    spot *s = &r->spot[e];
    point h = r->label_half[e];
    double along = slot_at[s->slot] * refining_line_length(&s->line), first = distance(s->line.at[0], s->line.at[1]);
    int piece = s->line.count == 3 && along > first;
    point p = s->line.at[piece], q = s->line.at[piece + 1];
    double length = distance(p, q), t = length > 1e-6 ? (along - (piece ? first : 0)) / length : 0;
    double side = s->slot & 1 ? -1 : 1;
    point n = length > 1e-6 ? (point){-(q.y - p.y) / length * side, (q.x - p.x) / length * side} : (point){side, 0};
    double off = fabs(n.x) * h.x + fabs(n.y) * h.y + LABEL_GAP;
    point at = {p.x + (q.x - p.x) * t + n.x * off, p.y + (q.y - p.y) * t + n.y * off};
    s->label = (box){at.x - h.x, at.y - h.y, at.x + h.x, at.y + h.y};
}

static void set_reach(refining *r, size_t e)
{
    const spot *s = &r->spot[e];
    r->run[e] = line_box(&s->line);
    r->reach[e] = r->label_half[e].x > 0 ? box_union(r->run[e], s->label) : r->run[e];
    set_sides(&r->reaches, e, r->reach[e]);
}

void refining_put_line(refining *r, size_t e, spot at, box reach, box run)
{
    r->spot[e] = at;
    r->reach[e] = reach;
    r->run[e] = run;
    set_sides(&r->reaches, e, reach);
}

void refining_set_line(refining *r, size_t e)
{
    size_t u = r->part->tail[e], v = r->part->head[e];
    spot *s = &r->spot[e];
    point a = r->middle[u], b = r->middle[v];
    if (u == v) { /* its room is that of the node */
        s->line = (line){{a, a}, 2};
    } else if (s->bends) {
        s->line = (line){{leaving(a, r->half[u], s->via, 1), s->via, leaving(b, r->half[v], s->via, 1)}, 3};
    } else {
        double dx = b.x - a.x, dy = b.y - a.y, length = length_of(dx, dy), way = u < v ? r->aside[e] : -r->aside[e];
        double low = clip_part(r->half[u], dx, dy), high = 1 - clip_part(r->half[v], dx, dy);
        if (low > high)
            low = high = lesser(1, greater(0, (low + high) / 2));
        point by = length > 1e-6 ? (point){-dy / length * way, dx / length * way} : (point){0, 0};
        s->line = (line){
            {{a.x + dx * low + by.x, a.y + dy * low + by.y}, {a.x + dx * high + by.x, a.y + dy * high + by.y}}, 2};
    }
    if (r->label_half[e].x > 0)
        set_label(r, e);
    set_reach(r, e);
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
    set_sides(&r->boxes, n, r->box[n]);
}

void refining_put_node(refining *r, size_t n, point at)
{
    for (size_t i = r->edges_start[n]; i < r->edges_start[n + 1]; i++)
        count_way(r, r->edges_at[i], -1);
    r->middle[n] = at;
    set_box(r, n);
    for (size_t i = r->edges_start[n]; i < r->edges_start[n + 1]; i++)
        count_way(r, r->edges_at[i], 1);
}

void refining_set_node(refining *r, size_t n, point at)
{
    refining_put_node(r, n, at);
    for (size_t i = r->edges_start[n]; i < r->edges_start[n + 1]; i++)
        refining_set_line(r, r->edges_at[i]);
}

/* Everything anew, from the middles of nodes and the bends of edges. */
void refining_set_all(refining *r)
{
    for (int k = 0; k < r->relation_count; k++)
        r->ups[k] = r->downs[k] = 0;
    for (size_t n = 0; n < r->nodes; n++)
        set_box(r, n);
    for (size_t e = 0; e < r->edges; e++) {
        count_way(r, e, 1);
        refining_set_line(r, e);
    }
}

void refining_set_frames(refining *r)
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

void refining_grow(refining *r, double f)
{
    for (size_t n = 0; n < r->nodes; n++)
        r->half[n] = (point){r->full[n].x * f, r->full[n].y * f};
    for (size_t e = 0; e < r->edges; e++)
        r->label_half[e] = (point){r->label_full[e].x * f, r->label_full[e].y * f};
    refining_set_all(r);
}

/* ---- in and out ---- */

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

static sides sides_new(arena *a, size_t count)
{
    float *rows = arena_get(a, 4 * count * sizeof(float));
    return (sides){rows, rows + count, rows + 2 * count, rows + 3 * count};
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
                    .run = arena_get(a, m * sizeof(box)),
                    .aside = arena_get(a, m * sizeof(double)),
                    .label_half = arena_get(a, m * sizeof(point)),
                    .relation = arena_get(a, m * sizeof(int)),
                    .frame = arena_get(a, g * sizeof(box)),
                    .in_group = arena_get(a, n * g),
                    .old_middle = arena_get(a, n * sizeof(point)),
                    .old_spot = arena_get(a, m * sizeof(spot)),
                    .old_reach = arena_get(a, m * sizeof(box)),
                    .old_run = arena_get(a, m * sizeof(box)),
                    .turn = arena_get(a, m * sizeof(uint32_t)),
                    .both = arena_get(a, m * sizeof(size_t)),
                    .near = arena_get(a, (n + m + 1) * sizeof(uint32_t)),
                    .hits = arena_get(a, (n + m + 1) * sizeof(uint32_t)),
                    .boxes = sides_new(a, n),
                    .reaches = sides_new(a, m)};
    incidence edges = part_incidence(a, p);
    r->edges_start = edges.start;
    r->edges_at = edges.at;
    index_twins(r);
    index_relations(r);
    for (size_t i = 0; i < n; i++)
        degree =
            r->edges_start[i + 1] - r->edges_start[i] > degree ? r->edges_start[i + 1] - r->edges_start[i] : degree;
    size_t costs = refining_cost_count(r);
    r->node_node = arena_get(a, costs * sizeof(float));
    r->edge_node = r->node_node + n * n;
    r->edge_edge = r->edge_node + m * n;
    r->own = r->edge_edge + m * m;
    r->node_sum = r->own + m;
    r->node_edges = r->node_sum + n;
    r->edge_sum = r->node_edges + n;
    r->old_costs = arena_get(a, costs * sizeof(float));
    r->new_costs = arena_get(a, (2 * degree + 3) * (n + m) * sizeof(float));
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
    refining_set_all(r);
    refining_price_all(r, INFINITY);
    return r;
}

void refining_anchor(refining *r, const point *anchors, const bool *anchored)
{
    r->anchors = anchors;
    r->anchored = anchored;
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

placing refining_placing(arena *a, const refining *r)
{
    placing at = placing_new(a, r->part);
    for (size_t n = 0; n < r->nodes; n++)
        at.nodes[n] = box_around(r->middle[n], 2 * r->half[n].x, 2 * r->half[n].y);
    for (size_t e = 0; e < r->edges; e++) {
        const line *l = &r->spot[e].line;
        at.edges[e] = r->part->tail[e] == r->part->head[e] ? line_loop(a, at.nodes[r->part->tail[e]])
                      : l->count == 3                      ? bent(a, l)
                                                           : curve_straight(a, l->at[0], l->at[1]);
    }
    for (size_t g = 0; g < r->groups; g++)
        at.groups[g] = r->frame[g];
    return at;
}
