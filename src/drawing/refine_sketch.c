/* A network of boxes and straight lines, without labels or bends, annealed until few lines cross. What a place costs is
   counted over plain rows of numbers, which compilers turn into vector code: some twenty times as many places are tried
   as in the same time with all that refine.c knows. */
#include "drawing/refine_sketch.h"

#include "drawing/refine_state.h"

#include <string.h>

/* Distances in points. */
#define LINE_CLOSE 2.0f /* between a line and a foreign box */
#define LINE_NEAR  9.0f
#define BOX_CLOSE  12.0f /* between boxes */
#define BOX_NEAR   30.0f
#define FAR        -1e5f
#define FRAME_ROOM 16.0f /* between a frame and what it holds, and what it does not */

/* Crossings cost what they do in score.c. What lies on something else costs less than there: a bend leads a line round
   a box, and boxes are pushed apart, but no later step undoes a crossing. */
#define COST_CROSSING   14
#define COST_LINE_CLOSE 8
#define COST_LINE_NEAR  2
#define COST_BOX_CLOSE  20
#define COST_BOX_NEAR   4
#define COST_FRAME      30    /* a strange box or frame in a frame */
#define COST_SPAN       0.02f /* for each point of a frame's width and height */
#define COST_LENGTH     0.016f
#define COST_NARROW     8.0f /* lines that leave a node side by side */

typedef struct frame {
    float x0, y0, x1, y1;
} frame;

typedef struct sketch {
    const part *part;
    size_t nodes, edges;
    point room;
    float *x, *y, *width, *height, *full_width, *full_height; /* of nodes: middles, half their size, and at the end */
    float *tail_x, *tail_y, *head_x, *head_y;                 /* of edges */
    size_t *start, *at;                                       /* edges at each node, loops left out */
    size_t groups;
    size_t *member_start, *members; /* nodes in each group, and in those within it */
    frame *frames;
    float grown; /* how much of its size everything has */
} sketch;

static void set_node(sketch *s, size_t v, float x, float y)
{
    s->x[v] = x;
    s->y[v] = y;
    for (size_t i = s->start[v]; i < s->start[v + 1]; i++) {
        size_t e = s->at[i];
        bool tail = s->part->tail[e] == v;
        *(tail ? &s->tail_x[e] : &s->head_x[e]) = x;
        *(tail ? &s->tail_y[e] : &s->head_y[e]) = y;
    }
}

static void index_groups(sketch *s, arena *a)
{
    const part *p = s->part;
    s->groups = p->group_count;
    s->frames = arena_get(a, s->groups * sizeof(frame));
    s->member_start = arena_get(a, (s->groups + 1) * sizeof(size_t));
    s->members = arena_get(a, s->groups * s->nodes * sizeof(size_t));
    for (size_t g = 0, count = 0; g < s->groups; g++) {
        for (size_t n = 0; n < s->nodes; n++)
            if (part_group_is_in(p, p->node_group[n], g))
                s->members[count++] = n;
        s->member_start[g + 1] = count;
    }
}

static sketch sketch_new(arena *a, const part *p, const sizes *z, point room)
{
    size_t n = p->node_count, m = p->edge_count;
    sketch s = {.part = p, .nodes = n, .edges = m, .room = room};
    float **const rows[] = {&s.x,           &s.y,      &s.width,  &s.height, &s.full_width,
                            &s.full_height, &s.tail_x, &s.tail_y, &s.head_x, &s.head_y};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        *rows[i] = arena_get(a, (i < 6 ? n : m) * sizeof(float));
    for (size_t i = 0; i < n; i++) {
        s.full_width[i] = (float)z->nodes[p->nodes[i]].width / 2;
        s.full_height[i] = (float)z->nodes[p->nodes[i]].height / 2;
    }
    incidence edges = part_incidence(a, p);
    s.start = edges.start;
    s.at = edges.at;
    for (size_t e = 0; e < m; e++)
        if (p->tail[e] == p->head[e])
            s.tail_x[e] = s.head_x[e] = FAR; /* in nobody's way */
    index_groups(&s, a);
    return s;
}

/* ---- what a place costs ---- */

/* How many things are too near to another, and how many of them much too near. */
typedef struct tally {
    int near, close;
} tally;

static int crossings_of(const sketch *s, size_t e)
{
    float ax = s->tail_x[e], ay = s->tail_y[e], bx = s->head_x[e], by = s->head_y[e], dx = bx - ax, dy = by - ay;
    int count = 0;
    for (size_t f = 0; f < s->edges; f++) {
        float cx = s->tail_x[f], cy = s->tail_y[f], ex = s->head_x[f], ey = s->head_y[f], fx = ex - cx, fy = ey - cy;
        float c = dx * (cy - ay) - dy * (cx - ax), d = dx * (ey - ay) - dy * (ex - ax);
        float a = fx * (ay - cy) - fy * (ax - cx), b = fx * (by - cy) - fy * (bx - cx);
        count += (a * b < 0) & (c * d < 0);
    }
    return count;
}

/* The box of a node, its middle at x, y from that of a segment which reaches dx, dy to both sides: they are apart where
   they are along x, along y, or across the segment. */
static inline tally box_on_line(float x, float y, float width, float height, float dx, float dy)
{
    float rx = fabsf(dx), ry = fabsf(dy), ox = fabsf(x) - rx - width, oy = fabsf(y) - ry - height;
    float across = fabsf(dx * y - dy * x) - width * ry - height * rx, around = rx + ry;
    return (tally){(ox < LINE_NEAR) & (oy < LINE_NEAR) & (across < LINE_NEAR * around),
                   (ox < LINE_CLOSE) & (oy < LINE_CLOSE) & (across < LINE_CLOSE * around)};
}

static tally nodes_on_line(const sketch *s, size_t e)
{
    float x = (s->tail_x[e] + s->head_x[e]) / 2, y = (s->tail_y[e] + s->head_y[e]) / 2;
    float dx = s->head_x[e] - x, dy = s->head_y[e] - y;
    tally sum = {-2, -2}; /* its own */
    for (size_t n = 0; n < s->nodes; n++) {
        tally one = box_on_line(s->x[n] - x, s->y[n] - y, s->width[n], s->height[n], dx, dy);
        sum.near += one.near;
        sum.close += one.close;
    }
    return sum;
}

static tally lines_on_node(const sketch *s, size_t v)
{
    int own = (int)(s->start[v + 1] - s->start[v]);
    tally sum = {-own, -own};
    for (size_t e = 0; e < s->edges; e++) {
        float x = (s->tail_x[e] + s->head_x[e]) / 2, y = (s->tail_y[e] + s->head_y[e]) / 2;
        tally one =
            box_on_line(s->x[v] - x, s->y[v] - y, s->width[v], s->height[v], s->head_x[e] - x, s->head_y[e] - y);
        sum.near += one.near;
        sum.close += one.close;
    }
    return sum;
}

static tally nodes_on_node(const sketch *s, size_t v)
{
    tally sum = {-1, -1}; /* itself */
    for (size_t n = 0; n < s->nodes; n++) {
        float x = fabsf(s->x[n] - s->x[v]) - s->width[n] - s->width[v];
        float y = fabsf(s->y[n] - s->y[v]) - s->height[n] - s->height[v];
        sum.near += (x < BOX_NEAR) & (y < BOX_NEAR);
        sum.close += (x < BOX_CLOSE) & (y < BOX_CLOSE);
    }
    return sum;
}

static size_t other_end(const sketch *s, size_t e, size_t v)
{
    return s->part->tail[e] == v ? s->part->head[e] : s->part->tail[e];
}

/* An edge and the others at one of its ends. */
static float cost_of_narrow(const sketch *s, size_t e, size_t v)
{
    const float from = 0.85f; /* the square of a cosine: 23 degrees */
    size_t u = other_end(s, e, v);
    float ux = s->x[u] - s->x[v], uy = s->y[u] - s->y[v], cost = 0;
    for (size_t i = s->start[v]; i < s->start[v + 1]; i++) {
        size_t t = other_end(s, s->at[i], v);
        float tx = s->x[t] - s->x[v], ty = s->y[t] - s->y[v], dot = ux * tx + uy * ty;
        float both = (ux * ux + uy * uy) * (tx * tx + ty * ty);
        if (t != u && dot > 0 && dot * dot > from * both)
            cost += COST_NARROW * (dot * dot / (both + 1) - from) / (1 - from);
    }
    return cost;
}

static float smaller(float a, float b)
{
    return a < b ? a : b;
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

static frame frame_of(const sketch *s, size_t g)
{
    frame f = {1e9f, 1e9f, -1e9f, -1e9f};
    for (size_t i = s->member_start[g]; i < s->member_start[g + 1]; i++) {
        size_t n = s->members[i];
        f.x0 = smaller(f.x0, s->x[n] - s->width[n]);
        f.y0 = smaller(f.y0, s->y[n] - s->height[n]);
        f.x1 = larger(f.x1, s->x[n] + s->width[n]);
        f.y1 = larger(f.y1, s->y[n] + s->height[n]);
    }
    return (frame){f.x0 - FRAME_ROOM, f.y0 - FRAME_ROOM, f.x1 + FRAME_ROOM, f.y1 + FRAME_ROOM};
}

static int strangers_in(const sketch *s, size_t g)
{
    frame f = s->frames[g];
    int count = -(int)(s->member_start[g + 1] - s->member_start[g]);
    for (size_t n = 0; n < s->nodes; n++)
        count += (s->x[n] + s->width[n] > f.x0) & (s->x[n] - s->width[n] < f.x1) & (s->y[n] + s->height[n] > f.y0) &
                 (s->y[n] - s->height[n] < f.y1);
    for (size_t h = 0; h < g; h++) { /* parents come before children */
        frame other = s->frames[h];
        count += !part_group_is_in(s->part, g, h) && f.x0 < other.x1 && other.x0 < f.x1 && f.y0 < other.y1 &&
                 other.y0 < f.y1;
    }
    return count;
}

/* Frames begin as small as boxes: at first they do not bar the way. */
static float cost_of_frames(const sketch *s)
{
    float cost = 0;
    for (size_t g = 0; g < s->groups; g++) {
        frame f = s->frames[g] = frame_of(s, g);
        cost += COST_SPAN * (f.x1 - f.x0 + f.y1 - f.y0) + COST_FRAME * s->grown * (float)strangers_in(s, g);
    }
    return cost;
}

/* An edge, but for what is beside it at its ends. */
static float cost_of_edge(const sketch *s, size_t e)
{
    float dx = s->tail_x[e] - s->head_x[e], dy = s->tail_y[e] - s->head_y[e];
    tally on = nodes_on_line(s, e);
    int counted = COST_CROSSING * crossings_of(s, e) + COST_LINE_NEAR * on.near + COST_LINE_CLOSE * on.close;
    return (float)counted + COST_LENGTH * sqrtf(dx * dx + dy * dy);
}

/* All that depends on where a node is; given up where it is more than `most`. */
static float cost_of_place(const sketch *s, size_t v, float most)
{
    tally boxes = nodes_on_node(s, v);
    float cost = (float)(COST_BOX_NEAR * boxes.near + COST_BOX_CLOSE * boxes.close);
    if (cost > most)
        return cost;
    tally lines = lines_on_node(s, v);
    cost += (float)(COST_LINE_NEAR * lines.near + COST_LINE_CLOSE * lines.close);
    for (size_t i = s->start[v]; i < s->start[v + 1] && cost <= most; i++)
        cost += cost_of_edge(s, s->at[i]);
    for (size_t i = s->start[v]; i < s->start[v + 1] && cost <= most; i++)
        cost += cost_of_narrow(s, s->at[i], other_end(s, s->at[i], v)) + cost_of_narrow(s, s->at[i], v) / 2;
    return cost <= most ? cost + cost_of_frames(s) : cost;
}

/* ---- the search ---- */

static void grow(sketch *s, double part)
{
    s->grown = (float)part;
    for (size_t n = 0; n < s->nodes; n++) {
        s->width[n] = s->full_width[n] * (float)part;
        s->height[n] = s->full_height[n] * (float)part;
    }
}

static float within(float at, float half, double most)
{
    float last = (float)most - half;
    return at > last ? last : at < half ? half : at;
}

static float about(uint64_t *state, float reach)
{
    return reach * (float)dice_about(state);
}

static void try_place(sketch *s, size_t v, float x, float y, float allowed, float *cost)
{
    float old_x = s->x[v], old_y = s->y[v];
    set_node(s, v, within(x, s->full_width[v], s->room.x), within(y, s->full_height[v], s->room.y));
    float now = cost_of_place(s, v, *cost + allowed);
    if (now <= *cost + allowed)
        *cost = now;
    else
        set_node(s, v, old_x, old_y);
}

/* Some places around a node's own, and one among its neighbours. */
static void try_places(sketch *s, uint64_t *state, size_t v, float left)
{
    enum { BESIDE = 3 };
    const float heat = 120 * left * left, reach = 8 + 300 * left * left;
    float cost = cost_of_place(s, v, INFINITY), x = 0, y = 0, count = (float)(s->start[v + 1] - s->start[v]);
    for (int i = 0; i < BESIDE; i++) {
        float chance = (float)dice_uniform(state), by = about(state, reach);
        try_place(s, v, s->x[v] + by, s->y[v] + about(state, reach), heat * chance * chance, &cost);
    }
    for (size_t i = s->start[v]; i < s->start[v + 1]; i++) {
        x += s->x[other_end(s, s->at[i], v)] / count;
        y += s->y[other_end(s, s->at[i], v)] / count;
    }
    float chance = (float)dice_uniform(state), by = about(state, reach + 60);
    if (count > 0)
        try_place(s, v, x + by, y + about(state, reach + 60), heat * chance * chance, &cost);
}

/* As far apart as the room allows, by chance. */
static void scatter(sketch *s, uint64_t *state)
{
    for (size_t n = 0; n < s->nodes; n++) {
        float x = (float)(dice_uniform(state) * s->room.x);
        set_node(s, n, x, (float)(dice_uniform(state) * s->room.y));
    }
}

/* Mirrored it is as good: of its four images that which is most like what came to mind first. */
static void mirror(sketch *s, const point *like)
{
    double x = 0, y = 0;
    for (size_t n = 0; n < s->nodes; n++) {
        x += like[n].x * (double)s->x[n];
        y += like[n].y * (double)s->y[n];
    }
    for (size_t n = 0; n < s->nodes; n++)
        set_node(s, n, x < 0 ? (float)s->room.x - s->x[n] : s->x[n], y < 0 ? (float)s->room.y - s->y[n] : s->y[n]);
}

static placing placing_of(arena *a, const sketch *s)
{
    placing at = placing_new(a, s->part);
    for (size_t n = 0; n < s->nodes; n++)
        at.nodes[n] = box_around((point){(double)s->x[n], (double)s->y[n]}, 2 * (double)s->full_width[n],
                                 2 * (double)s->full_height[n]);
    for (size_t e = 0; e < s->edges; e++)
        at.edges[e] = curve_straight(a, box_center(at.nodes[s->part->tail[e]]), box_center(at.nodes[s->part->head[e]]));
    at.width = s->room.x;
    at.height = s->room.y;
    return at;
}

placing sketch_draw(arena *a, const part *p, const sizes *z, point room, const point *like, int turns, uint64_t seed,
                    double *cost)
{
    enum { STEPS = 64 };
    sketch s = sketch_new(a, p, z, room);
    uint64_t state = hash_bytes(&seed, sizeof seed, 0x5ce7c4);
    scatter(&s, &state);
    const int tries = turns * (int)p->node_count;
    for (int i = 0; i < tries; i++) {
        float left = 1 - (float)i / (float)tries;
        if (i % STEPS == 0)
            grow(&s, lesser(1, 0.1 + 1.26 * (1 - (double)left)));
        try_places(&s, &state, dice_draw(&state) % p->node_count, left);
    }
    grow(&s, 1);
    mirror(&s, like);
    *cost = 0;
    for (size_t n = 0; n < p->node_count; n++)
        *cost += (double)cost_of_place(&s, n, INFINITY);
    return placing_of(a, &s);
}
