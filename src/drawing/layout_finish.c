/* From what an engine leaves to a finished layout: lines, labels, score; and the room that can be taken out of it. */
#include "drawing/layout.h"

#include <string.h>

static placing copy_of(arena *a, const part *p, const placing *from)
{
    placing at = placing_new(a, p);
    at.width = from->width;
    at.height = from->height;
    memcpy(at.nodes, from->nodes, p->node_count * sizeof(box));
    memcpy(at.groups, from->groups, p->group_count * sizeof(box));
    for (size_t e = 0; e < p->edge_count; e++) {
        curve c = from->edges[e];
        at.edges[e] = (curve){arena_get(a, c.count * sizeof(point)), c.count};
        memcpy(at.edges[e].points, c.points, c.count * sizeof(point));
    }
    return at;
}

finished layout_finish(arena *a, const part *p, const sizes *const *all, const candidate *c, const placing *raw,
                       const layout_options *o)
{
    finished f = {.at = copy_of(a, p, raw)};
    lines_finish(a, p, &f.at);
    routes r = routes_of(a, p, &f.at);
    labels_place(a, p, all, c->wrapping, &r, &f.at);
    placing_fit(p, &r, &f.at);
    f.score = score_of(a, p, c, &r, &f.at, o);
    return f;
}

/* ---- squeezing ---- */

static point scaled(point p, double x, double y)
{
    return (point){p.x * x, p.y * y};
}

/* Moves a node's middle, not its size. */
static box scaled_box(box b, double x, double y)
{
    return box_around(scaled(box_center(b), x, y), box_width(b), box_height(b));
}

/* What an end of a line lacks to keep its place on the outline of its node, which has kept its size. */
static point lack(point end, box node, double x, double y)
{
    point middle = box_center(node);
    return (point){(end.x - middle.x) * (1 - x), (end.y - middle.y) * (1 - y)};
}

static void scale_edge(const part *p, const placing *from, placing *to, size_t e, double x, double y)
{
    curve old = from->edges[e], c = to->edges[e];
    for (size_t i = 0; i < c.count; i++)
        c.points[i] = scaled(old.points[i], x, y);
    curve_move_end(c, false, lack(old.points[0], from->nodes[p->tail[e]], x, y));
    curve_move_end(c, true, lack(old.points[old.count - 1], from->nodes[p->head[e]], x, y));
}

/* Frames keep their distance from what they hold. */
static void scale_groups(arena *a, const part *p, const placing *from, placing *to)
{
    box *before = arena_get(a, p->group_count * sizeof(box)), *after = arena_get(a, p->group_count * sizeof(box));
    bool *filled = arena_get(a, p->group_count);
    for (size_t n = 0; n < p->node_count; n++)
        for (size_t g = p->node_group[n]; g != SIZE_MAX; g = p->group_parent[g]) {
            before[g] = filled[g] ? box_union(before[g], from->nodes[n]) : from->nodes[n];
            after[g] = filled[g] ? box_union(after[g], to->nodes[n]) : to->nodes[n];
            filled[g] = true;
        }
    for (size_t g = 0; g < p->group_count; g++) {
        box frame = from->groups[g];
        if (filled[g] && box_width(frame) > 0)
            to->groups[g] = (box){after[g].x0 - (before[g].x0 - frame.x0), after[g].y0 - (before[g].y0 - frame.y0),
                                  after[g].x1 + (frame.x1 - before[g].x1), after[g].y1 + (frame.y1 - before[g].y1)};
    }
}

static placing scaled_placing(arena *a, const part *p, const placing *from, double x, double y)
{
    placing to = copy_of(a, p, from);
    for (size_t n = 0; n < p->node_count; n++)
        to.nodes[n] = scaled_box(from->nodes[n], x, y);
    for (size_t e = 0; e < p->edge_count; e++)
        scale_edge(p, from, &to, e, x, y);
    if (p->group_count)
        scale_groups(a, p, from, &to);
    return to;
}

finished layout_squeeze(arena *a, const part *p, const sizes *const *all, const candidate *c, const placing *raw,
                        const layout_options *o, finished best)
{
    enum { TRIES = 8 };
    const double step = 0.94;
    double scales[2] = {1, 1};
    int failed = 0;
    for (int i = 0; i < TRIES && failed < 2; i++) {
        int axis = i % 2;
        double x = scales[0] * (axis ? 1 : step), y = scales[1] * (axis ? step : 1);
        placing at = scaled_placing(a, p, raw, x, y);
        finished f = layout_finish(a, p, all, c, &at, o);
        if (f.score.total < best.score.total) {
            best = f;
            scales[0] = x;
            scales[1] = y;
            failed = 0;
        } else {
            failed++;
        }
    }
    return best;
}
