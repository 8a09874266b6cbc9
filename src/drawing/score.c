#include "drawing/layout.h"

#include "drawing/surroundings.h"
#include "drawing/theme.h"

#include <math.h>

/* What each amount costs. Crossings weigh most of what is not a plain collision (Purchase, 1997: the strongest effect
   on reading of all layout criteria), those under 30° more (Huang, Eades and Hong, 2014: small angles slow readers
   down), bends and length less (Purchase, 1997; Ware et al., 2002: continuity of a path); lines that are nearly upright
   or level, but not quite, about as much as a bend (Kieffer, Dwyer, Marriott and Wybrow, 2016: readers prefer what is
   aligned). Collisions are mistakes, not taste. Text sizes follow the targets of the picture: 7 pt on the page. */
static const struct {
    const char *name;
    double weight;
} weights[FAULT_COUNT] = {
    [FAULT_CROSSING] = {"crossings", 14},
    [FAULT_SHARP_CROSSING] = {"sharp", 8},
    [FAULT_LINE_IN_BOX] = {"in box", 200},
    [FAULT_LINE_NEAR_BOX] = {"near box", 5},
    [FAULT_LABEL_ON_BOX] = {"label/box", 200},
    [FAULT_LABEL_ON_LABEL] = {"label/label", 200},
    [FAULT_LINE_ON_LABEL] = {"line/label", 150},
    [FAULT_LABEL_AMBIGUOUS] = {"ambiguous", 20},
    [FAULT_LABEL_FAR] = {"far", 6},
    [FAULT_KEY] = {"keys", 8},
    [FAULT_SHARED_COURSE] = {"shared", 10},
    [FAULT_BEND] = {"bends", 1.2},
    [FAULT_SLANT] = {"slant", 2},
    [FAULT_LENGTH] = {"length", 1.5},
    [FAULT_AGAINST] = {"against", 1.5},
    [FAULT_AREA] = {"area", 4},
    [FAULT_SMALL_TEXT] = {"small text", 12},
    [FAULT_FRAME] = {"frame", 20},
    [FAULT_BOX_ON_BOX] = {"box/box", 60},
};

const char *fault_name(fault f)
{
    return weights[f].name;
}

/* Distances in points. */
#define NEAR_BOX         4.0
#define NEAR_NODE        6.0  /* meetings this near to a node that both lines share are no crossings */
#define KEYS_ROOM        11.0 /* that keys take below the legend, in one row */
#define STRAIGHT         0.05 /* radians that a line turns in all */
#define SHARED_NEAR      5.5
#define FRAME_NEAR       2.5
#define AMBIGUOUS_RATIO  2.0
#define AMBIGUOUS_WITHIN (1.2 * SIZE_LABEL)
#define FAR_AWAY         30.0

/* More for each where few lines could do without. */
#define NEEDLESS_CROSSING 26.0

typedef struct counting {
    const part *part;
    const sizes *const *all;
    const placing *at;
    const routes *routes;
    score *score;
} counting;

static bool share_node(const part *p, size_t a, size_t b, size_t *node)
{
    const size_t ends[] = {p->tail[b], p->head[b]};
    for (int i = 0; i < 2; i++)
        if (p->tail[a] == ends[i] || p->head[a] == ends[i]) {
            *node = ends[i];
            return true;
        }
    return false;
}

static double sharpness(point a, point b, point c, point d)
{
    double angle = fabs(atan2(b.y - a.y, b.x - a.x) - atan2(d.y - c.y, d.x - c.x)) * 180 / acos(-1);
    angle = fmod(angle, 180);
    return lesser(angle, 180 - angle);
}

static void count_crossings(const counting *c, size_t e, size_t f)
{
    size_t node = 0;
    bool shared = share_node(c->part, e, f, &node);
    polyline p = c->routes->lines[e], q = c->routes->lines[f];
    box around = c->routes->bounds[f];
    for (size_t i = 1; i < p.count; i++) {
        point a = p.points[i - 1], b = p.points[i];
        if (greater(a.x, b.x) < around.x0 || lesser(a.x, b.x) > around.x1 || greater(a.y, b.y) < around.y0 ||
            lesser(a.y, b.y) > around.y1)
            continue;
        for (size_t k = 1; k < q.count; k++) {
            point at;
            if (!segments_cross(a, b, q.points[k - 1], q.points[k], &at) ||
                (shared && box_distance(c->at->nodes[node], at) < NEAR_NODE))
                continue;
            c->score->faults[FAULT_CROSSING]++;
            if (sharpness(a, b, q.points[k - 1], q.points[k]) < 30)
                c->score->faults[FAULT_SHARP_CROSSING]++;
        }
    }
}

/* Length on which two lines run so close together that they look like one, away from a node that both share. */
static void count_shared_course(const counting *c, size_t e, size_t f)
{
    size_t node = 0;
    bool shared = share_node(c->part, e, f, &node);
    polyline p = c->routes->lines[e], q = c->routes->lines[f];
    double length = 0;
    for (size_t i = 1; i < p.count; i++) {
        point a = p.points[i - 1], b = p.points[i], m = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        if (!box_holds(box_grown(c->routes->bounds[f], SHARED_NEAR), m) ||
            (shared && box_distance(c->at->nodes[node], m) < 20))
            continue;
        for (size_t k = 1; k < q.count; k++)
            if (near_segment(m, q.points[k - 1], q.points[k], SHARED_NEAR)) {
                length += distance(a, b);
                break;
            }
    }
    if (length > 12)
        c->score->faults[FAULT_SHARED_COURSE] += length / 40;
}

/* The same along the side of a frame. */
static void count_along_frames(const counting *c, size_t e)
{
    polyline p = c->routes->lines[e];
    for (size_t g = 0; g < c->part->group_count; g++) {
        box frame = c->at->groups[g], in = box_grown(frame, -FRAME_NEAR), out = box_grown(frame, FRAME_NEAR);
        double length = 0;
        for (size_t i = 1; i < p.count; i++)
            length += segment_inside_box(p.points[i - 1], p.points[i], out) -
                      segment_inside_box(p.points[i - 1], p.points[i], in);
        if (length > 6 * FRAME_NEAR) /* longer than in and out again */
            c->score->faults[FAULT_SHARED_COURSE] += length / 40;
    }
}

static void count_boxes_at(const counting *c, size_t e)
{
    polyline p = c->routes->lines[e];
    for (size_t n = 0; n < c->part->node_count; n++) {
        box b = c->at->nodes[n];
        if (n == c->part->tail[e] || n == c->part->head[e] ||
            box_overlap(c->routes->bounds[e], box_grown(b, NEAR_BOX)) <= 0)
            continue;
        double inside = 0, near = NEAR_BOX;
        for (size_t i = 1; i < p.count; i++) {
            inside += segment_inside_box(p.points[i - 1], p.points[i], b);
            near = lesser(near, segment_box_distance(p.points[i - 1], p.points[i], b));
        }
        if (inside > 1)
            c->score->faults[FAULT_LINE_IN_BOX]++;
        else if (near < NEAR_BOX)
            c->score->faults[FAULT_LINE_NEAR_BOX] += 1 - near / NEAR_BOX;
    }
}

static void count_course(const counting *c, size_t e)
{
    polyline p = c->routes->lines[e];
    double turning = 0, before = 0;
    for (size_t i = 1; i < p.count; i++) {
        point a = p.points[i - 1], b = p.points[i];
        if (distance(a, b) < 0.01)
            continue;
        double angle = atan2(b.y - a.y, b.x - a.x);
        if (i > 1) {
            double turn = fabs(angle - before);
            turning += lesser(turn, 2 * acos(-1) - turn);
        }
        before = angle;
    }
    /* A gentle sweep is free. */
    c->score->faults[FAULT_BEND] += greater(0, turning * 180 / acos(-1) - 30) / 90;
    if (turning < STRAIGHT)
        c->score->faults[FAULT_SLANT] += is_slanted(p.points[0], p.points[p.count - 1]);
    c->score->faults[FAULT_LENGTH] += polyline_length(p) / 100;
}

static void count_label(const counting *c, size_t e)
{
    double *faults = c->score->faults;
    box k = c->at->labels[e], ink = box_grown(k, -0.8);
    for (size_t n = 0; n < c->part->node_count; n++)
        faults[FAULT_LABEL_ON_BOX] += box_overlap(c->at->nodes[n], ink) > 0;
    for (size_t f = e + 1; f < c->part->edge_count; f++)
        faults[FAULT_LABEL_ON_LABEL] += box_width(c->at->labels[f]) > 0 && box_overlap(c->at->labels[f], ink) > 0;
    for (size_t g = 0; g < c->part->group_count; g++) {
        double over = box_overlap(c->at->groups[g], k);
        faults[FAULT_FRAME] += over > 0 && over < lesser(box_width(k), box_height(k)) - 0.1;
    }
    const text_block *label = &c->all[c->at->label_rows[e]]->labels[c->part->edges[e]];
    double own = label_distance(c->routes->lines[e], label, k, FAR_AWAY), other = FAR_AWAY;
    faults[FAULT_LINE_ON_LABEL] += own <= 0 && !label_is_on_line(c->routes->lines[e], k);
    for (size_t f = 0; f < c->part->edge_count; f++)
        if (f != e && box_overlap(c->routes->bounds[f], box_grown(ink, FAR_AWAY)) > 0) {
            double d = label_distance(c->routes->lines[f], label, k, FAR_AWAY);
            faults[FAULT_LINE_ON_LABEL] += d <= 0;
            other = lesser(other, d);
        }
    double ratio = (other + 0.5) / (own + 0.5);
    if (other > 0 && other < FAR_AWAY && ratio < 1)
        faults[FAULT_LABEL_AMBIGUOUS] += 2;
    else if (other > 0 && other < AMBIGUOUS_WITHIN && ratio < AMBIGUOUS_RATIO)
        faults[FAULT_LABEL_AMBIGUOUS] += 0.6;
    faults[FAULT_KEY] += c->at->label_rows[e] == KEY_ROW;
    faults[FAULT_LABEL_FAR] += own > 2 * SIZE_LABEL;
}

/* A frame cut by a line that ends neither inside nor outside of it needs no counting; a strange node or frame inside
   does: it says what is not true. */
static void count_frames(const counting *c)
{
    enum { STRANGER = 10 };
    const part *p = c->part;
    double *faults = c->score->faults;
    for (size_t g = 0; g < p->group_count; g++) {
        box frame = c->at->groups[g], name = c->at->names[g];
        for (size_t e = 0; e < p->edge_count; e++)
            faults[FAULT_FRAME] += box_overlap(c->routes->bounds[e], name) > 0 &&
                                   polyline_box_distance(c->routes->lines[e], name, 1) < 0.5;
        for (size_t n = 0; n < p->node_count; n++)
            faults[FAULT_FRAME] +=
                !part_group_is_in(p, p->node_group[n], g) && box_overlap(frame, c->at->nodes[n]) > 0 ? STRANGER : 0;
        for (size_t h = g + 1; h < p->group_count; h++) /* parents come before children */
            faults[FAULT_FRAME] +=
                !part_group_is_in(p, h, g) && box_overlap(frame, c->at->groups[h]) > 0 ? STRANGER : 0;
    }
}

static void count_boxes(const counting *c)
{
    for (size_t n = 0; n < c->part->node_count; n++)
        for (size_t m = n + 1; m < c->part->node_count; m++)
            c->score->faults[FAULT_BOX_ON_BOX] +=
                box_overlap(c->at->nodes[n], box_grown(c->at->nodes[m], NEAR_BOX)) > 0;
}

/* Edges of a relation that run against most of their kind: readers learn "members below, technologies above". */
static double against(arena *a, const part *p, const placing *at, direction d)
{
    map *balance = map_new(a);
    double *ups = arena_get(a, p->edge_count * sizeof *ups);
    double sum = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t e = 0; e < p->edge_count; e++) {
            const edge *claim = p->selection->edges.items[p->edges[e]];
            if (!claim->directed || !claim->relation)
                continue;
            point from = box_center(at->nodes[p->tail[e]]), to = box_center(at->nodes[p->head[e]]);
            double way = d == DIRECTION_RIGHT ? to.x - from.x : to.y - from.y;
            double *row = map_get(balance, claim->relation->id);
            if (!row)
                map_put(balance, claim->relation->id, row = arena_get(a, sizeof *row));
            if (!pass)
                *row += way > 0 ? 1 : -1;
            else
                sum += (way > 0) != (*row >= 0);
        }
    return sum;
}

double page_scale(const layout_options *o, double width, double height)
{
    double all = height + surroundings_height(o->surroundings, width - 2 * MARGIN);
    return lesser(1, lesser(o->page_width / width, o->page_height / all));
}

double least_text(const part *p)
{
    static const struct {
        size_t nodes; /* at most */
        double text;
    } rows[] = {{20, 7.05}, {40, 5.55}, {SIZE_MAX, 0}};
    size_t row = 0;
    while (p->selection->nodes.count > rows[row].nodes)
        row++;
    return rows[row].text;
}

double text_fault(const part *p, double text)
{
    const double easy = 7, near = 0.5; /* what is farther from the least is not to be had at any price */
    return greater(0, SIZE_LABEL - text - 0.05) + 3 * greater(0, easy - text) +
           40 * lesser(near, greater(0, least_text(p) - text));
}

static void count_page(const counting *c, const layout_options *o)
{
    const double keys = c->score->faults[FAULT_KEY] > 0 ? KEYS_ROOM : 0;
    double width = c->at->width + 2 * MARGIN, height = c->at->height + keys + MARGIN;
    double scale = page_scale(o, width, height);
    c->score->text = SIZE_LABEL * scale;
    c->score->faults[FAULT_SMALL_TEXT] += text_fault(c->part, c->score->text);
    c->score->faults[FAULT_AREA] += width * height / (o->page_width * o->page_height);
}

score score_of(arena *a, const part *p, const sizes *const *all, const candidate *cand, const routes *r,
               const placing *at, const layout_options *o)
{
    score s = {0};
    counting c = {p, all, at, r, &s};
    enum { MOST = 2000 }; /* what is larger has no rival to be compared with */
    for (size_t e = 0; e < p->edge_count && p->edge_count <= MOST; e++) {
        for (size_t f = e + 1; f < p->edge_count; f++)
            if (box_overlap(r->bounds[e], box_grown(r->bounds[f], SHARED_NEAR)) > -1) {
                count_crossings(&c, e, f);
                count_shared_course(&c, e, f);
            }
        count_along_frames(&c, e);
        count_boxes_at(&c, e);
        count_course(&c, e);
        if (box_width(at->labels[e]) > 0)
            count_label(&c, e);
    }
    if (p->edge_count <= MOST) {
        count_boxes(&c);
        count_frames(&c);
    }
    count_page(&c, o);
    s.faults[FAULT_AGAINST] = against(a, p, at, cand->direction);
    for (int f = 0; f < FAULT_COUNT; f++)
        s.total += weights[f].weight * s.faults[f];
    if (part_is_sparse(p))
        s.total += NEEDLESS_CROSSING * s.faults[FAULT_CROSSING];
    return s;
}
