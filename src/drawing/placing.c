#include "drawing/layout.h"

#include <math.h>
#include <string.h>

bool part_is_sparse(const part *p)
{
    return 4 * p->edge_count < 5 * p->node_count;
}

bool part_group_is_in(const part *p, size_t inner, size_t outer)
{
    while (inner != SIZE_MAX && inner != outer)
        inner = p->group_parent[inner];
    return inner == outer;
}

incidence part_incidence(arena *a, const part *p)
{
    size_t n = p->node_count, *next = arena_get(a, (n + 1) * sizeof(size_t));
    incidence i = {arena_get(a, (n + 1) * sizeof(size_t)), arena_get(a, 2 * p->edge_count * sizeof(size_t))};
    for (size_t e = 0; e < p->edge_count; e++)
        if (p->tail[e] != p->head[e]) {
            i.start[p->tail[e] + 1]++;
            i.start[p->head[e] + 1]++;
        }
    for (size_t k = 0; k < n; k++)
        next[k + 1] = i.start[k + 1] += i.start[k];
    for (size_t e = 0; e < p->edge_count; e++)
        if (p->tail[e] != p->head[e]) {
            i.at[next[p->tail[e]]++] = e;
            i.at[next[p->head[e]]++] = e;
        }
    return i;
}

placing placing_new(arena *a, const part *p)
{
    return (placing){.nodes = arena_get(a, p->node_count * sizeof(box)),
                     .edges = arena_get(a, p->edge_count * sizeof(curve)),
                     .labels = arena_get(a, p->edge_count * sizeof(box)),
                     .label_rows = arena_get(a, p->edge_count * sizeof(size_t)),
                     .groups = arena_get(a, p->group_count * sizeof(box)),
                     .names = arena_get(a, p->group_count * sizeof(box))};
}

static void move_box(box *b, double dx, double dy)
{
    *b = (box){b->x0 + dx, b->y0 + dy, b->x1 + dx, b->y1 + dy};
}

static void move_points(point *points, size_t count, double dx, double dy)
{
    for (size_t i = 0; i < count; i++)
        points[i] = (point){points[i].x + dx, points[i].y + dy};
}

void placing_move(const part *p, placing *at, double dx, double dy)
{
    for (size_t n = 0; n < p->node_count; n++)
        move_box(&at->nodes[n], dx, dy);
    for (size_t g = 0; g < p->group_count; g++) {
        move_box(&at->groups[g], dx, dy);
        move_box(&at->names[g], dx, dy);
    }
    for (size_t e = 0; e < p->edge_count; e++) {
        move_box(&at->labels[e], dx, dy);
        move_points(at->edges[e].points, at->edges[e].count, dx, dy);
    }
}

void placing_fit(const part *p, routes *r, placing *at)
{
    box all = p->node_count ? at->nodes[0] : (box){0};
    for (size_t n = 1; n < p->node_count; n++)
        all = box_union(all, at->nodes[n]);
    for (size_t g = 0; g < p->group_count; g++)
        if (box_width(at->groups[g]) > 0)
            all = box_union(box_union(all, at->groups[g]), at->names[g]);
    for (size_t e = 0; e < p->edge_count; e++) {
        all = box_union(all, box_grown(r->bounds[e], 1 - LINE_HALF));
        if (box_width(at->labels[e]) > 0)
            all = box_union(all, at->labels[e]);
    }
    placing_move(p, at, -all.x0, -all.y0);
    for (size_t e = 0; e < p->edge_count; e++) {
        move_box(&r->bounds[e], -all.x0, -all.y0);
        move_points(r->lines[e].points, r->lines[e].count, -all.x0, -all.y0);
    }
    at->width = box_width(all);
    at->height = box_height(all);
}

/* ---- placings as numbers, and back ---- */

enum { MOST_POINTS = 3 * 64 + 1 };

size_t placing_room(const part *p)
{
    return 2 + 4 * (p->node_count + p->edge_count + 2 * p->group_count) + p->edge_count * (2 + 2 * MOST_POINTS);
}

static void put_boxes(double **to, const box *boxes, size_t count)
{
    memcpy(*to, boxes, count * sizeof *boxes);
    *to += count * 4;
}

bool placing_pack(const part *p, const placing *at, double *to)
{
    *to++ = at->width;
    *to++ = at->height;
    put_boxes(&to, at->nodes, p->node_count);
    put_boxes(&to, at->labels, p->edge_count);
    put_boxes(&to, at->groups, p->group_count);
    put_boxes(&to, at->names, p->group_count);
    for (size_t e = 0; e < p->edge_count; e++) {
        if (at->edges[e].count > MOST_POINTS)
            return false;
        *to++ = (double)at->label_rows[e];
        *to++ = (double)at->edges[e].count;
        memcpy(to, at->edges[e].points, at->edges[e].count * sizeof(point));
        to += 2 * at->edges[e].count;
    }
    return true;
}

static void get_boxes(const double **from, box *boxes, size_t count)
{
    memcpy(boxes, *from, count * sizeof *boxes);
    *from += count * 4;
}

placing *placing_unpack(arena *a, const part *p, const sizes *const *all, size_t wrapping, const double *from,
                        size_t room)
{
    placing *at = arena_new_of(a, placing);
    *at = placing_new(a, p);
    const double *end = from + room;
    at->width = *from++;
    at->height = *from++;
    get_boxes(&from, at->nodes, p->node_count);
    get_boxes(&from, at->labels, p->edge_count);
    get_boxes(&from, at->groups, p->group_count);
    get_boxes(&from, at->names, p->group_count);
    for (size_t e = 0; e < p->edge_count; e++) {
        double row = *from++, count = *from++;
        if (!(row >= 0 && row <= (double)BARE_ROW) || !(count >= 4 && count <= MOST_POINTS) ||
            end - from < 2 * (ptrdiff_t)count)
            return NULL;
        at->label_rows[e] = (size_t)row;
        at->edges[e] = (curve){arena_get(a, (size_t)count * sizeof(point)), (size_t)count};
        memcpy(at->edges[e].points, from, (size_t)count * sizeof(point));
        from += 2 * (size_t)count;
    }
    return placing_is_sound(p, all, wrapping, at) ? at : NULL;
}

static bool within(double x, double limit)
{
    return isfinite(x) && x > -limit && x < 2 * limit;
}

static bool lies_within(box b, double limit)
{
    return within(b.x0, limit) && within(b.y0, limit) && within(b.x1, limit) && within(b.y1, limit);
}

static bool has_size(box b, double width, double height)
{
    return fabs(box_width(b) - width) < 0.01 && fabs(box_height(b) - height) < 0.01;
}

static bool line_is_sound(curve c, double limit)
{
    if (c.count < 4 || c.count % 3 != 1)
        return false;
    for (size_t i = 0; i < c.count; i++)
        if (!within(c.points[i].x, limit) || !within(c.points[i].y, limit))
            return false;
    return true;
}

bool placing_is_sound(const part *p, const sizes *const *all, size_t wrapping, const placing *at)
{
    const double most = 1e7; /* points: no figure is larger */
    if (!within(at->width, most) || !within(at->height, most) || at->width < 0 || at->height < 0)
        return false;
    double limit = fmax(at->width, at->height) + 100;
    for (size_t n = 0; n < p->node_count; n++) {
        const node_size *size = &all[wrapping]->nodes[p->nodes[n]];
        box b = at->nodes[n];
        if (!within(b.x0, limit) || !within(b.y0, limit) || !has_size(b, size->width, size->height))
            return false;
    }
    for (size_t g = 0; g < p->group_count; g++)
        if (!lies_within(at->groups[g], limit) || !lies_within(at->names[g], limit))
            return false;
    for (size_t e = 0; e < p->edge_count; e++) {
        if (at->label_rows[e] > BARE_ROW || !line_is_sound(at->edges[e], limit))
            return false;
        const text_block *label = &all[at->label_rows[e]]->labels[p->edges[e]];
        if (!within(at->labels[e].x0, limit) || !within(at->labels[e].y0, limit) ||
            !has_size(at->labels[e], label->width, label->height))
            return false;
    }
    return true;
}

routes routes_of(arena *a, const part *p, const placing *at)
{
    routes r = {arena_get(a, p->edge_count * sizeof *r.lines), arena_get(a, p->edge_count * sizeof *r.bounds)};
    for (size_t e = 0; e < p->edge_count; e++) {
        r.lines[e] = curve_flatten(a, at->edges[e], 8);
        r.bounds[e] = box_grown(curve_box(at->edges[e]), LINE_HALF);
    }
    return r;
}
