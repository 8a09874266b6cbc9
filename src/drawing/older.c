#include "drawing/older.h"

#include <math.h>
#include <string.h>

const char *older_edge_key(arena *a, const char *from, const char *to)
{
    return arena_format(a, "%s\n%s", from, to);
}

static const box *older_box(const part *p, const older *o, size_t n)
{
    return map_get(o->nodes, p->selection->nodes.items[p->nodes[n]]->id);
}

static size_t likest_wrapping(const part *p, const sizes *const *all, const older *o)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t row = 0; row < layout_wrapping_count; row++) {
        double unlike = 0;
        for (size_t n = 0; n < p->node_count; n++) {
            const box *was = older_box(p, o, n);
            const node_size *size = &all[row]->nodes[p->nodes[n]];
            if (was)
                unlike += fabs(box_width(*was) - size->width) + fabs(box_height(*was) - size->height);
        }
        if (unlike < least) {
            least = unlike;
            best = row;
        }
    }
    return best;
}

/* Where a new node begins: about the middle of its neighbours that have a place, or below everything. */
static point beginning(const older_places *at, const part *p, size_t n, box all)
{
    point sum = {0, 0};
    double count = 0;
    for (size_t e = 0; e < p->edge_count; e++) {
        if (p->tail[e] != n && p->head[e] != n)
            continue;
        size_t other = p->tail[e] == n ? p->head[e] : p->tail[e];
        if (at->anchored[other]) {
            sum = (point){sum.x + at->anchors[other].x, sum.y + at->anchors[other].y};
            count++;
        }
    }
    return count > 0 ? (point){sum.x / count, sum.y / count} : (point){(all.x0 + all.x1) / 2, all.y1 + 30};
}

/* The nearest place about a point where a box of a size overlaps least of what has a place. */
static point free_place(const placing *at, const bool *placed, size_t count, point about, double width, double height)
{
    enum { RINGS = 8, SPOKES = 12 };
    /* Twelfths of a turn: written out, so that they are the same on every machine. */
    static const double turns[SPOKES][2] = {{1, 0},         {0.866, 0.5},  {0.5, 0.866},  {0, 1},
                                            {-0.5, 0.866},  {-0.866, 0.5}, {-1, 0},       {-0.866, -0.5},
                                            {-0.5, -0.866}, {0, -1},       {0.5, -0.866}, {0.866, -0.5}};
    point best = about;
    double least = INFINITY;
    for (int ring = 0; ring <= RINGS; ring++)
        for (int spoke = 0; spoke < (ring ? SPOKES : 1); spoke++) {
            point to = {about.x + turns[spoke][0] * ring * 28, about.y + turns[spoke][1] * ring * 22};
            box k = box_grown(box_around(to, width, height), 10);
            double cost = ring * 2;
            for (size_t n = 0; n < count; n++)
                cost += placed[n] ? 4 * greater(0, box_overlap(k, at->nodes[n])) : 0;
            if (cost < least) {
                least = cost;
                best = to;
            }
        }
    return best;
}

static curve older_curve(arena *a, const part *p, const older *o, size_t e, point origin)
{
    const edge *claim = p->selection->edges.items[p->edges[e]];
    const older_line *was = map_get(o->edges, older_edge_key(a, claim->from->id, claim->to->id));
    if (!was || was->count % 3 != 1)
        return (curve){0};
    curve c = {arena_get(a, was->count * sizeof(point)), was->count};
    for (size_t i = 0; i < was->count; i++)
        c.points[i] = (point){was->points[i].x - origin.x, was->points[i].y - origin.y};
    return c;
}

older_places older_places_of(arena *a, const part *p, const sizes *const *all, const older *o)
{
    older_places at = {.wrapping = likest_wrapping(p, all, o),
                       .placing = placing_new(a, p),
                       .anchors = arena_get(a, (p->node_count + 1) * sizeof(point)),
                       .anchored = arena_get(a, p->node_count + 1)};
    box all_old = {1e9, 1e9, -1e9, -1e9};
    for (size_t n = 0; n < p->node_count; n++) {
        const box *was = older_box(p, o, n);
        all_old = was ? box_union(all_old, *was) : all_old;
        at.known += was != NULL;
    }
    if (!at.known)
        return at;
    point origin = {all_old.x0, all_old.y0};
    for (size_t n = 0; n < p->node_count; n++) {
        const box *was = older_box(p, o, n);
        const node_size *size = &all[at.wrapping]->nodes[p->nodes[n]];
        if (!was)
            continue;
        at.anchored[n] = true;
        at.anchors[n] = (point){box_center(*was).x - origin.x, box_center(*was).y - origin.y};
        at.placing.nodes[n] = box_around(at.anchors[n], size->width, size->height);
    }
    bool *placed = arena_get(a, p->node_count + 1);
    memcpy(placed, at.anchored, p->node_count);
    box moved = {0, 0, box_width(all_old), box_height(all_old)};
    for (size_t n = 0; n < p->node_count; n++) {
        const node_size *size = &all[at.wrapping]->nodes[p->nodes[n]];
        if (placed[n])
            continue;
        point to =
            free_place(&at.placing, placed, p->node_count, beginning(&at, p, n, moved), size->width, size->height);
        at.placing.nodes[n] = box_around(to, size->width, size->height);
        placed[n] = true;
    }
    for (size_t e = 0; e < p->edge_count; e++) {
        at.placing.edges[e] = older_curve(a, p, o, e, origin);
        if (!at.placing.edges[e].count)
            at.placing.edges[e] =
                curve_straight(a, box_center(at.placing.nodes[p->tail[e]]), box_center(at.placing.nodes[p->head[e]]));
    }
    at.placing.width = box_width(moved);
    at.placing.height = box_height(moved);
    return at;
}
