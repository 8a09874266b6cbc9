/* Point-feature labelling of lines: candidates along each line on both sides, then local search over all labels at once
   (the scheme of Christensen, Marks and Shieber, 1995, with descent in place of annealing: with a good first choice for
   each label it finds the same placings here, and it is the same on every machine). */
#include "drawing/layout.h"

#include <math.h>
#include <string.h>

/* Gap between a line and its label's box: boxes of lines of text are some 2 pt taller than their ink, and no wider, so
   that beside the text there is more. */
#define OWN_GAP         1.4
#define OWN_ASIDE       2.0
#define LOOSE           1.6
#define ROW_SLACK       1.9
#define HEAD_NEAR       6.0 /* so near to a foreign line its head may touch */
#define FAR_AWAY        30.0
#define MORE_FOR_STRONG 0.7 /* their lines are thicker */
/* A foreign line nearer than this makes a reader look twice. */
#define CLEAR_GAP 10.0
/* Boxes, frames and their names keep this distance. */
#define BOX_GAP 2.0
#define AIRY    4.5
/* So much farther from its line stands a label that would touch the bar at its end. */
#define MARK_ASIDE 2.4
/* What is left of a line at each end of a label that stands on it: an arrow's head, and some of its line. */
#define SEEN_BESIDE 9.5

enum {
    STOPS = 11,
    SIDES = 2,
    MOST_WRAPS = 3,
    BESIDE = STOPS * SIDES * MOST_WRAPS + 1, /* places at first */
    STOPS_ON = 9,
    PASSES = 6,
    ENOUGH = 4
};

/* What it costs; a touch of anything foreign outweighs all that is only a matter of taste. */
#define COST_HIT        1000.0
#define COST_NEAR       90.0
#define COST_DOUBT      6.0   /* a foreign line at the edge of what is clear */
#define COST_AMBIGUOUS  300.0 /* one that is nearer than the label's own */
#define COST_LIKE       40.0  /* or not twice as far */
#define COST_OFF_MIDDLE 14.0
#define COST_SIDE       1.5
#define COST_OTHER_WRAP 8.0
#define COST_AIRY       24.0
#define COST_AT_FRAME   60.0
#define COST_MARK       400.0 /* the head of a line touched */
#define COST_ON_LINE    38.0  /* a line interrupted by its own label */
#define COST_COVERED    30.0  /* and all of it hidden */
#define COST_KEY        170.0 /* a key that must be looked up */
#define COST_GOOD       70.0  /* up to here a place is worth pushing others away */
#define COST_KEY_BESIDE 40.0  /* and that is not on its line */

/* What it costs a map to leave a label out, by how much it is meant to be seen; beyond so many edges only those meant
   to be seen are tried at all, and beyond a few hundred, those and what is near. */
static const double costs_bare[EMPHASIS_COUNT] = {
    [EMPHASIS_NORMAL] = 45, [EMPHASIS_STRONG] = 400, [EMPHASIS_MUTED] = 15};
enum { MOST_LABELLED = 2000, MOST_FAR = 300 };
#define COST_OWN_STRUCK 500.0

typedef struct choice {
    box at;
    size_t row;  /* of layout_wrappings, or KEY_ROW */
    double cost; /* of all that does not move */
} choice;

/* What is near enough to one label to matter to it, looked up once. */
typedef struct vicinity {
    ARRAY(size_t) nodes, lines, labels; /* the latter two are edges */
} vicinity;

typedef struct labelling {
    arena *arena;
    const part *part;
    const placing *at;
    const routes *routes;
    choice **choices; /* by edge */
    size_t *counts, *chosen;
    box (*marks)[2]; /* at the ends of each line; of no size where nothing is */
    box *reach;      /* of each label: all places it may take */
    vicinity *near;  /* by edge */
} labelling;

static double cost_of_frame(box frame, box name, box k)
{
    if (box_overlap(box_grown(name, BOX_GAP), k) > 0)
        return COST_HIT;
    if (box_straddles(frame, k))
        return COST_HIT / 2;
    if (box_straddles(frame, box_grown(k, BOX_GAP)))
        return COST_AT_FRAME;
    return box_straddles(frame, box_grown(k, AIRY)) || box_overlap(box_grown(name, AIRY), k) > 0 ? COST_AIRY : 0;
}

/* The heads, bars and dots at the ends of lines, as boxes. */
static void mark_ends(labelling *l, size_t e)
{
    const edge *claim = l->part->selection->edges.items[l->part->edges[e]];
    tone tone = claim->relation ? claim->relation->tone : TONE_NEUTRAL;
    double half = tone == TONE_ADVERSARIAL ? 5 : 3.2, back = tone == TONE_ADVERSARIAL ? 2.6 : 3.4;
    double length = polyline_length(l->routes->lines[e]);
    l->marks[e][0] = l->marks[e][1] = (box){0};
    if (claim->directed || tone != TONE_NEUTRAL)
        l->marks[e][1] = box_around(polyline_at(l->routes->lines[e], length - back, NULL), 2 * half, 2 * half);
    if (!claim->directed && tone != TONE_NEUTRAL)
        l->marks[e][0] = box_around(polyline_at(l->routes->lines[e], back, NULL), 2 * half, 2 * half);
}

static bool touches_mark(const labelling *l, size_t e, box k)
{
    for (int i = 0; i < 2; i++)
        if (box_width(l->marks[e][i]) > 0 && box_overlap(l->marks[e][i], k) > LOOSE)
            return true;
    return false;
}

double label_distance(polyline line, const text_block *label, box k, double limit)
{
    double least = limit, middle = (k.x0 + k.x1) / 2;
    size_t rows = label->lines.count;
    bool loose = block_is_loose(label);
    for (size_t i = 0; i < rows && least > 0; i++) {
        double half = (loose ? label->width : i + 1 == rows ? label->last : label->lines.items[i].width) / 2;
        double y = k.y0 + (double)i * label->line;
        least = polyline_box_distance(
            line, (box){middle - half, y + ROW_SLACK, middle + half, y + label->line - ROW_SLACK}, least);
    }
    return least;
}

/* What another line costs that comes so near to a label, by how near its own line is. */
static double cost_of_line(const labelling *l, size_t other, box k, double d, double own)
{
    if (d <= 0.5)
        return COST_HIT;
    double cost = d < CLEAR_GAP ? COST_DOUBT + COST_NEAR * (CLEAR_GAP - d) / CLEAR_GAP * (d < OWN_GAP + 2 ? 3 : 1) : 0;
    if (d < HEAD_NEAR && touches_mark(l, other, k))
        cost += COST_MARK;
    return cost + (d < own ? COST_AMBIGUOUS : d < CLEAR_GAP && d < 2 * own ? COST_LIKE : 0);
}

static double cost_of_surroundings(const labelling *l, size_t edge, box k, const text_block *label, double own)
{
    const vicinity *v = &l->near[edge];
    const double clear = greater(CLEAR_GAP, own);
    double cost = touches_mark(l, edge, k) ? COST_MARK : 0;
    for (size_t i = 0; i < v->nodes.count; i++) {
        double over = box_overlap(l->at->nodes[v->nodes.items[i]], box_grown(k, AIRY));
        if (over > AIRY - BOX_GAP)
            cost += COST_HIT + 10 * over;
        else if (over > 0)
            cost += COST_AIRY * over / (AIRY - BOX_GAP);
    }
    for (size_t g = 0; g < l->part->group_count; g++)
        cost += cost_of_frame(l->at->groups[g], l->at->names[g], k);
    for (size_t i = 0; i < v->lines.count; i++) {
        size_t e = v->lines.items[i];
        if (box_overlap(l->routes->bounds[e], box_grown(k, clear)) <= 0)
            continue;
        double d = label_distance(l->routes->lines[e], label, k, clear);
        if (d < clear)
            cost += cost_of_line(l, e, k, d, own);
    }
    return cost;
}

static void add_choice(labelling *l, size_t edge, box k, size_t row, const text_block *label, double own, double taste)
{
    l->choices[edge][l->counts[edge]++] = (choice){k, row, taste + cost_of_surroundings(l, edge, k, label, own)};
}

/* A label beside its line, off a point of it in a direction, with a gap between line and ink. The block is set as if
   the line went on straight, and then shifted: where it bends away, and where short rows are nearest, it would be far.
 */
static box beside(polyline line, const text_block *label, point p, point n, double gap)
{
    enum { SHIFTS = 4 };
    double reach = fabs(n.x) * label->width / 2 + fabs(n.y) * label->height / 2 + gap;
    double wanted = gap + ROW_SLACK * fabs(n.y);
    box k = box_around((point){p.x + n.x * reach, p.y + n.y * reach}, label->width, label->height);
    for (int i = 0; i < SHIFTS; i++) {
        double by = wanted - label_distance(line, label, k, 2 * reach);
        if (fabs(by) < 0.2)
            break;
        k = (box){k.x0 + n.x * by, k.y0 + n.y * by, k.x1 + n.x * by, k.y1 + n.y * by};
    }
    return k;
}

/* All places along one line, on both sides, for one way of wrapping. */
static void list_places(labelling *l, size_t edge, const text_block *label, size_t row, double extra)
{
    polyline line = l->routes->lines[edge];
    double length = polyline_length(line);
    bool strong = l->part->selection->edges.items[l->part->edges[edge]]->claim.emphasis == EMPHASIS_STRONG;
    for (int i = 0; i < STOPS; i++) {
        double t = 0.14 + 0.72 * i / (STOPS - 1);
        point u, p = polyline_at(line, t * length, &u);
        for (int side = -1; side <= 1; side += 2) {
            point n = {-u.y * side, u.x * side};
            double gap = OWN_GAP + (strong ? MORE_FOR_STRONG : 0) + OWN_ASIDE * n.x * n.x;
            box k = beside(line, label, p, n, gap);
            if (touches_mark(l, edge, k))
                k = beside(line, label, p, n, gap + MARK_ASIDE);
            double own = label_distance(line, label, k, FAR_AWAY);
            bool against_habit = n.x < -0.1 || (fabs(n.x) <= 0.1 && n.y > 0); /* right of a line, or above it */
            double cost = extra + COST_OFF_MIDDLE * fabs(t - 0.5) / 0.36 + (against_habit ? COST_SIDE : 0);
            add_choice(l, edge, k, row, label, own, cost + (own < 0.6 ? COST_OWN_STRUCK : 0));
        }
    }
}

/* Places on the line itself, which is interrupted there, as far as enough of it is left to be seen. */
static void list_places_on(labelling *l, size_t edge, const text_block *label, size_t row, double extra)
{
    polyline line = l->routes->lines[edge];
    double length = polyline_length(line);
    if (l->part->tail[edge] == l->part->head[edge]) /* nothing would be left of a loop */
        return;
    for (int i = 0; i < STOPS_ON; i++) {
        double t = 0.14 + 0.72 * i / (STOPS_ON - 1);
        point u, p = polyline_at(line, t * length, &u);
        box k = box_around(p, label->width, label->height);
        double across = lesser(fabs(u.x) > 0.01 ? label->width / fabs(u.x) : 1e9,
                               fabs(u.y) > 0.01 ? label->height / fabs(u.y) : 1e9);
        if (lesser(t, 1 - t) * length < across / 2 + SEEN_BESIDE || !label_is_on_line(line, k))
            continue;
        add_choice(l, edge, k, row, label, 0,
                   extra + COST_ON_LINE + COST_OFF_MIDDLE * fabs(t - 0.5) / 0.36 + COST_COVERED * across / length);
    }
}

bool label_is_on_line(polyline line, box k)
{
    point m = box_center(k);
    for (size_t i = 1; i < line.count; i++)
        if (near_segment(m, line.points[i - 1], line.points[i], 0.5))
            return true;
    return false;
}

/* The box that holds all places of a label, and what of nodes and lines lies in it. */
static void look_around(labelling *l, size_t edge, const sizes *const *all)
{
    double width = 0, height = 0;
    for (size_t row = 0; row < layout_wrapping_count; row++) {
        width = greater(width, all[row]->labels[l->part->edges[edge]].width);
        height = greater(height, all[row]->labels[l->part->edges[edge]].height);
    }
    vicinity *v = &l->near[edge];
    box reach = box_grown(l->routes->bounds[edge], greater(width, height) + OWN_GAP + OWN_ASIDE + CLEAR_GAP);
    l->reach[edge] = reach;
    for (size_t n = 0; n < l->part->node_count; n++)
        if (box_overlap(reach, l->at->nodes[n]) > 0)
            *array_add(l->arena, &v->nodes) = n;
    for (size_t e = 0; e < l->part->edge_count; e++)
        if (e != edge && box_overlap(reach, l->routes->bounds[e]) > 0)
            *array_add(l->arena, &v->lines) = e;
}

static void list_rivals(labelling *l, size_t edge)
{
    for (size_t e = 0; e < l->part->edge_count; e++)
        if (e != edge && l->counts[e] && box_overlap(l->reach[edge], l->reach[e]) > 0)
            *array_add(l->arena, &l->near[edge].labels) = e;
}

static size_t free_places(const labelling *l, size_t edge)
{
    size_t count = 0;
    for (size_t i = 0; i < l->counts[edge]; i++)
        count += l->choices[edge][i].cost < COST_NEAR / 2;
    return count;
}

/* The wrappings that make blocks of different widths, that of the candidate first; how many. */
static size_t list_wraps(const labelling *l, size_t edge, const sizes *const *all, size_t wrapping, size_t *rows)
{
    size_t count = 0, index = l->part->edges[edge];
    for (size_t i = 0; i < layout_wrapping_count && count < MOST_WRAPS; i++) {
        size_t row = (wrapping + i) % layout_wrapping_count;
        bool known = false;
        for (size_t k = 0; k < count; k++)
            known |= all[rows[k]]->labels[index].width == all[row]->labels[index].width;
        if (!known)
            rows[count++] = row;
    }
    return count;
}

/* The wrapping of the candidate first; others only where that finds few free places. */
static void list_choices(labelling *l, size_t edge, const sizes *const *all, size_t wrapping)
{
    size_t rows[MOST_WRAPS], wraps = list_wraps(l, edge, all, wrapping, rows);
    for (size_t i = 0; i < wraps && (!i || free_places(l, edge) < ENOUGH); i++)
        list_places(l, edge, &all[rows[i]]->labels[l->part->edges[edge]], rows[i], i ? COST_OTHER_WRAP : 0);
}

/* What two labels cost each other; one of no size costs nothing. */
static double cost_of_pair(box a, box b)
{
    if (box_width(a) <= 0 || box_width(b) <= 0)
        return 0;
    double over = box_overlap(a, box_grown(b, 1.5));
    if (over > 0)
        return COST_HIT + 10 * over;
    double near = box_overlap(a, box_grown(b, 6));
    return near > 0 ? 6 * near : 0;
}

static double cost_of_choice(const labelling *l, size_t edge, size_t index)
{
    const choice *c = &l->choices[edge][index];
    double cost = c->cost;
    const vicinity *v = &l->near[edge];
    for (size_t i = 0; i < v->labels.count; i++) {
        size_t e = v->labels.items[i];
        cost += cost_of_pair(c->at, l->choices[e][l->chosen[e]].at);
    }
    return cost;
}

/* Takes the best choice for one label while the others stay; true if it moved. */
static bool improve(labelling *l, size_t edge)
{
    size_t best = l->chosen[edge];
    double least = cost_of_choice(l, edge, best) - 1e-9;
    for (size_t i = 0; i < l->counts[edge]; i++)
        if (l->choices[edge][i].cost < least) {
            double cost = cost_of_choice(l, edge, i);
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
    bool moved = best != l->chosen[edge];
    l->chosen[edge] = best;
    return moved;
}

static size_t cheapest(const labelling *l, size_t edge)
{
    size_t best = 0;
    for (size_t i = 1; i < l->counts[edge]; i++)
        if (l->choices[edge][i].cost < l->choices[edge][best].cost)
            best = i;
    return best;
}

/* Too many lines to name those that lead far away. */
static bool is_passed_over(const part *p, const routes *r, size_t e)
{
    polyline line = r->lines[e];
    return p->edge_count > MOST_LABELLED ||
           (p->edge_count > MOST_FAR && distance(line.points[0], line.points[line.count - 1]) > MAP_FAR);
}

/* A box of no size on the line. */
static box bare_place(const routes *r, size_t e)
{
    point p = r->lines[e].points[0];
    return (box){p.x, p.y, p.x, p.y};
}

/* Each label in turn takes its best place, until none moves. */
static void settle(labelling *l)
{
    bool moved = true;
    for (int pass = 0; pass < PASSES && moved; pass++) {
        moved = false;
        for (size_t e = 0; e < l->part->edge_count; e++)
            if (l->counts[e])
                moved |= improve(l, e);
    }
}

static void make_room(labelling *l, size_t edge, size_t more)
{
    choice *old = l->choices[edge];
    l->choices[edge] = arena_get(l->arena, (l->counts[edge] + more) * sizeof(choice));
    memcpy(l->choices[edge], old, l->counts[edge] * sizeof(choice));
}

/* Where words find no good place beside their line, they may stand on it. */
static bool offer_lines(labelling *l, const sizes *const *all, size_t wrapping)
{
    bool offered = false;
    for (size_t e = 0; e < l->part->edge_count; e++) {
        if (!l->counts[e] || cost_of_choice(l, e, l->chosen[e]) < COST_ON_LINE)
            continue;
        size_t rows[MOST_WRAPS], wraps = list_wraps(l, e, all, wrapping, rows);
        make_room(l, e, wraps * STOPS_ON);
        for (size_t i = 0; i < wraps; i++)
            list_places_on(l, e, &all[rows[i]]->labels[l->part->edges[e]], rows[i], i ? COST_OTHER_WRAP : 0);
        offered = true;
    }
    return offered;
}

/* And where that does not do either, a key may stand for them: on the line where it can, like a tag. */
static bool offer_keys(labelling *l, const sizes *const *all, size_t wrapping)
{
    bool offered = false;
    for (size_t e = 0; e < l->part->edge_count; e++) {
        size_t index = l->part->edges[e];
        const text_block *key = &all[KEY_ROW]->labels[index];
        if (!l->counts[e] || cost_of_choice(l, e, l->chosen[e]) < COST_KEY ||
            key->width > all[wrapping]->labels[index].width - 2)
            continue;
        make_room(l, e, STOPS_ON + STOPS * SIDES);
        list_places_on(l, e, key, KEY_ROW, COST_KEY - COST_ON_LINE);
        list_places(l, e, key, KEY_ROW, COST_KEY + COST_KEY_BESIDE);
        offered = true;
    }
    return offered;
}

/* Two labels may stand in each other's way so that neither can better itself alone. A label in a bad place takes a good
   one, those that stood there look for others, and all of it holds if it costs less together. */
static double cost_with_rivals(const labelling *l, size_t edge)
{
    double cost = cost_of_choice(l, edge, l->chosen[edge]);
    const vicinity *v = &l->near[edge];
    for (size_t i = 0; i < v->labels.count; i++)
        cost += cost_of_choice(l, v->labels.items[i], l->chosen[v->labels.items[i]]);
    return cost;
}

static void displace(labelling *l, size_t edge)
{
    const vicinity *v = &l->near[edge];
    for (size_t i = 0; i < v->labels.count; i++) {
        size_t e = v->labels.items[i];
        if (cost_of_pair(l->choices[edge][l->chosen[edge]].at, l->choices[e][l->chosen[e]].at) >= COST_HIT)
            improve(l, e);
    }
}

static void push_through(labelling *l, size_t edge)
{
    const vicinity *v = &l->near[edge];
    size_t *before = arena_get(l->arena, (v->labels.count + 1) * sizeof *before), own = l->chosen[edge];
    double least = cost_with_rivals(l, edge) - 1e-9;
    for (size_t i = 0; i < v->labels.count; i++)
        before[i] = l->chosen[v->labels.items[i]];
    for (size_t c = 0; c < l->counts[edge]; c++) {
        if (l->choices[edge][c].cost >= COST_GOOD)
            continue;
        l->chosen[edge] = c;
        displace(l, edge);
        if (cost_with_rivals(l, edge) < least)
            return;
        l->chosen[edge] = own;
        for (size_t i = 0; i < v->labels.count; i++)
            l->chosen[v->labels.items[i]] = before[i];
    }
}

static void repair(labelling *l)
{
    for (size_t e = 0; e < l->part->edge_count; e++)
        if (l->counts[e] && cost_of_choice(l, e, l->chosen[e]) >= COST_NEAR)
            push_through(l, e);
}

void labels_place(arena *a, const part *p, const sizes *const *all, size_t wrapping, const routes *r, placing *at)
{
    labelling l = {.arena = a, .part = p, .at = at, .routes = r};
    l.choices = arena_get(a, p->edge_count * sizeof *l.choices);
    l.marks = arena_get(a, p->edge_count * sizeof *l.marks);
    l.counts = arena_get(a, p->edge_count * sizeof(size_t));
    l.chosen = arena_get(a, p->edge_count * sizeof(size_t));
    l.reach = arena_get(a, p->edge_count * sizeof(box));
    l.near = arena_get(a, p->edge_count * sizeof(vicinity));
    bool map = p->node_count > MAP_NODES;
    for (size_t e = 0; e < p->edge_count; e++)
        mark_ends(&l, e);
    for (size_t e = 0; e < p->edge_count; e++) {
        emphasis m = p->selection->edges.items[p->edges[e]]->claim.emphasis;
        at->label_rows[e] = map ? BARE_ROW : wrapping;
        at->labels[e] = (box){0};
        if (!all[wrapping]->labels[p->edges[e]].lines.count || (map && m != EMPHASIS_STRONG && is_passed_over(p, r, e)))
            continue;
        look_around(&l, e, all);
        l.choices[e] = arena_get(a, BESIDE * sizeof(choice));
        if (map) {
            list_places(&l, e, &all[wrapping]->labels[p->edges[e]], wrapping, 0);
            l.choices[e][l.counts[e]++] = (choice){bare_place(r, e), BARE_ROW, costs_bare[m]};
        } else {
            list_choices(&l, e, all, wrapping);
        }
        l.chosen[e] = cheapest(&l, e);
    }
    for (size_t e = 0; e < p->edge_count; e++)
        if (l.counts[e])
            list_rivals(&l, e);
    settle(&l);
    if (!map && offer_lines(&l, all, wrapping)) {
        settle(&l);
        repair(&l);
    }
    if (!map && offer_keys(&l, all, wrapping))
        settle(&l);
    for (size_t e = 0; e < p->edge_count; e++)
        if (l.counts[e]) {
            at->labels[e] = l.choices[e][l.chosen[e]].at;
            at->label_rows[e] = l.choices[e][l.chosen[e]].row;
        }
}
