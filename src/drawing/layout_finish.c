/* From what an engine leaves to a finished layout: lines, labels, score. */
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
                       bool smooth, const layout_options *o)
{
    finished f = {.at = copy_of(a, p, raw)};
    if (smooth)
        lines_finish(a, p, &f.at);
    else
        lines_part(a, p, &f.at);
    routes r = routes_of(a, p, &f.at);
    frame_names_place(p, all[c->wrapping], &r, &f.at);
    labels_place(a, p, all, c->wrapping, &r, &f.at);
    placing_fit(p, &r, &f.at);
    f.score = score_of(a, p, all, c, &r, &f.at, o);
    return f;
}
