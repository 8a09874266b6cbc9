/* The name of each frame along its sides, or above it, where nothing is in its way. */
#include "drawing/layout.h"

#include <math.h>

/* Distances in points. */
#define BOX_GAP   2.0 /* from frames and their names */
#define AIRY      4.5 /* from lines and boxes */
#define NAME_SIDE 8.0 /* from the corner of its frame */
#define NAME_RIM  4.0

/* What a place costs. */
#define COST_HIT    1000.0
#define COST_AIRY   24.0
#define COST_ALONG  0.1 /* for each point that it stands away from where reading begins */
#define COST_BOTTOM 40.0
#define COST_MIDDLE 60.0 /* at a side, between top and bottom */
#define COST_ABOVE  90.0 /* its frame */
static const double narrow_costs[NARROW_NAMES] = {12, 75};

/* Among more lines no place is free of them. */
enum { MOST_EDGES = 300 };

/* What a name of a frame costs at a place: lines through it, boxes and other frames on it. */
static double cost_of_name(const part *p, const routes *r, const placing *at, size_t g, box k)
{
    double cost = 0;
    for (size_t e = 0; e < p->edge_count; e++)
        if (box_overlap(r->bounds[e], box_grown(k, AIRY)) > 0) {
            double d = polyline_box_distance(r->lines[e], k, AIRY);
            cost += d < 1.5 ? COST_HIT : d < AIRY ? COST_AIRY : 0;
        }
    for (size_t n = 0; n < p->node_count; n++) {
        double over = box_overlap(at->nodes[n], box_grown(k, AIRY));
        cost += over > AIRY - 1 ? COST_HIT : over > 0 ? COST_AIRY : 0;
    }
    for (size_t h = 0; h < p->group_count; h++) {
        bool around = part_group_is_in(p, g, h);
        cost += around ? h != g && box_straddles(at->groups[h], box_grown(k, BOX_GAP)) ? COST_HIT : 0
                : box_overlap(at->groups[h], box_grown(k, BOX_GAP)) > 0 ? COST_HIT
                                                                        : 0;
        cost += h < g && box_overlap(at->names[h], box_grown(k, BOX_GAP)) > 0 ? COST_HIT : 0;
    }
    return cost;
}

/* The search for the best place of one name. */
typedef struct name_search {
    const part *part;
    const routes *routes;
    placing *at;
    size_t group;
    double least;
} name_search;

static void try_name(name_search *s, const text_block *name, double x, double y, double taste)
{
    if (taste >= s->least)
        return;
    box k = {x, y, x + name->width, y + name->height};
    double cost = taste + cost_of_name(s->part, s->routes, s->at, s->group, k);
    if (cost < s->least) {
        s->least = cost;
        s->at->names[s->group] = k;
    }
}

/* A block of a name inside of its frame along the top, the bottom and the sides, and above it. */
static void try_names(name_search *s, const text_block *name, double taste)
{
    enum { MOST_STEPS = 50 };
    box frame = s->at->groups[s->group];
    double right = greater(frame.x0 + NAME_SIDE, frame.x1 - NAME_SIDE - name->width),
           low = frame.y1 - NAME_RIM - name->height;
    double step = greater(6, greater(right - frame.x0, low - frame.y0) / MOST_STEPS);
    for (double x = frame.x0 + NAME_SIDE; x <= right; x += step) {
        double along = taste + (x - frame.x0 - NAME_SIDE) * COST_ALONG;
        try_name(s, name, x, frame.y0 + NAME_RIM, along);
        try_name(s, name, x, low, along + COST_BOTTOM);
        try_name(s, name, x, frame.y0 - 2 - name->height, along + COST_ABOVE);
    }
    for (double y = frame.y0 + NAME_RIM + step; y < low; y += step) {
        double along = taste + COST_MIDDLE + (y - frame.y0) * COST_ALONG;
        try_name(s, name, frame.x0 + NAME_SIDE, y, along);
        try_name(s, name, right, y, along);
    }
}

enum { MOST_NAME_LINES = 4 }; /* where it is set in more than it takes */

static void place_name(const part *p, const routes *r, const sizes *z, placing *at, size_t g)
{
    const text_block *name = &z->groups[p->groups[g]], *narrow = z->narrow_groups[p->groups[g]];
    name_search s = {p, r, at, g, INFINITY};
    if (p->edge_count > MOST_EDGES) {
        point corner = {at->groups[g].x0 + NAME_SIDE, at->groups[g].y0 + NAME_RIM};
        at->names[g] = (box){corner.x, corner.y, corner.x + name->width, corner.y + name->height};
        return;
    }
    try_names(&s, name, 0);
    for (int i = 0; i < NARROW_NAMES; i++)
        if (narrow[i].width < name->width - 1 && narrow[i].lines.count <= MOST_NAME_LINES) {
            name = &narrow[i];
            try_names(&s, name, narrow_costs[i]);
        }
}

void frame_names_place(const part *p, const sizes *z, const routes *r, placing *at)
{
    for (size_t g = 0; g < p->group_count; g++)
        if (box_width(at->groups[g]) > 0)
            place_name(p, r, z, at, g);
}
