#include "drawing/layout_map.h"

#include "drawing/layout_child.h"
#include "drawing/map_lines.h"
#include "drawing/map_untangle.h"
#include "drawing/pieces.h"
#include "drawing/spread.h"
#include "drawing/theme.h"

#include <math.h>
#include <string.h>

#define AIRY       2.6  /* area of the page for each part that a box takes: lines need room too */
#define FRAME_PAD  9.0  /* between a frame and its members */
#define FRAME_GAP  14.0 /* between frames */
#define NAME_ROOM  10.0 /* beside and above a frame's name */
#define WIDE_BOX   2.2  /* best width of a node's cell, in heights */
#define WIDE_FRAME 1.3

/* Items are what a holder holds: nodes, numbered as in the part, and behind them groups. Holders are the groups, and
   behind them the page. */
typedef struct holder {
    size_t first, count; /* its items, in `items` */
    size_t depth;        /* 0: the page */
    bool holds_groups;
    double need; /* area for its items */
    box field;   /* where they are */
    slot_links links;
} holder;

typedef struct map_state {
    arena *arena;
    const part *part;
    const sizes *sizes;
    const layout_options *options;
    const char *engine;
    size_t page;     /* the last holder */
    holder *holders; /* by group, then the page */
    size_t *items, *holder_of, *local;
    double *weight; /* by item: area of its cell */
    box *at;        /* by item: its box or its cell, where it is known */
    bool *placed;
} map_state;

static bool is_node(const map_state *m, size_t item)
{
    return item < m->part->node_count;
}

static size_t group_of(const map_state *m, size_t item)
{
    return item - m->part->node_count;
}

static double name_room(const map_state *m, size_t group)
{
    return m->sizes->groups[m->part->groups[group]].height + NAME_ROOM / 2;
}

/* ---- who holds what ---- */

static void list_items(map_state *m)
{
    const part *p = m->part;
    size_t count = p->node_count + p->group_count;
    for (size_t i = 0; i < count; i++) {
        size_t in = is_node(m, i) ? (p->node_group ? p->node_group[i] : SIZE_MAX) : p->group_parent[group_of(m, i)];
        m->holder_of[i] = in == SIZE_MAX ? m->page : in;
        m->holders[m->holder_of[i]].count++;
        m->holders[m->holder_of[i]].holds_groups |= !is_node(m, i);
    }
    size_t sum = 0;
    for (size_t h = 0; h <= m->page; h++) {
        m->holders[h].first = sum;
        sum += m->holders[h].count;
        m->holders[h].count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        holder *h = &m->holders[m->holder_of[i]];
        m->local[i] = h->count;
        m->items[h->first + h->count++] = i;
    }
    for (size_t g = 0; g < p->group_count; g++) /* parents come before children */
        m->holders[g].depth = m->holders[m->holder_of[p->node_count + g]].depth + 1;
}

/* A link of an item with another in the same holder, or with a node outside of it. */
static void add_link(map_state *m, size_t item, size_t other, size_t outside)
{
    slot_link link = {m->local[item], other == SIZE_MAX ? SIZE_MAX : m->local[other], outside};
    *array_add(m->arena, &m->holders[m->holder_of[item]].links) = link;
}

/* An edge links what holds its ends, in the holder that holds both; on the way there, each holder has it as one that
   leaves it. */
static void link_ends(map_state *m, size_t tail, size_t head)
{
    size_t a = tail, b = head;
    while (a != b && m->holder_of[a] != m->holder_of[b]) {
        size_t x = m->holder_of[a], y = m->holder_of[b];
        bool climb_a = m->holders[x].depth >= m->holders[y].depth, climb_b = m->holders[y].depth >= m->holders[x].depth;
        if (climb_a) {
            add_link(m, a, SIZE_MAX, head);
            a = m->part->node_count + x;
        }
        if (climb_b) {
            add_link(m, b, SIZE_MAX, tail);
            b = m->part->node_count + y;
        }
    }
    if (a != b)
        add_link(m, a, b, SIZE_MAX);
}

/* The area that each item needs, from the innermost out. */
static void weigh(map_state *m)
{
    const part *p = m->part;
    for (size_t n = 0; n < p->node_count; n++) {
        const node_size *size = &m->sizes->nodes[p->nodes[n]];
        m->weight[n] = AIRY * (size->width + SPREAD_GAP) * (size->height + SPREAD_GAP);
        m->holders[m->holder_of[n]].need += m->weight[n];
    }
    for (size_t g = p->group_count; g-- > 0;) {
        const text_block *name = &m->sizes->groups[p->groups[g]];
        double height = sqrt(m->holders[g].need / WIDE_FRAME),
               width = greater(height * WIDE_FRAME, name->width + 2 * NAME_ROOM);
        size_t item = p->node_count + g;
        m->weight[item] = (width + 2 * FRAME_PAD + FRAME_GAP) * (height + 2 * FRAME_PAD + name_room(m, g) + FRAME_GAP);
        m->holders[m->holder_of[item]].need += m->weight[item];
    }
}

/* ---- from the page to the innermost group: cells ---- */

/* Where a node is, as far as it is known: in the middle of the innermost group that has a place. */
static point spot_of(const map_state *m, size_t item)
{
    while (!m->placed[item])
        item = m->part->node_count + m->holder_of[item];
    return box_center(m->at[item]);
}

/* A holder's items as an engine sees them: those that links join, numbered anew. */
typedef struct question {
    size_t *number; /* by item: from 1; 0 for what no link joins */
    size_t nodes, edges, *tail, *head;
    size_t *root; /* by node: another of the same piece */
} question;

static question question_of(arena *a, const holder *h)
{
    question q = {.number = arena_get(a, h->count * sizeof(size_t)),
                  .tail = arena_get(a, (h->links.count + h->count) * sizeof(size_t)),
                  .head = arena_get(a, (h->links.count + h->count) * sizeof(size_t)),
                  .root = arena_get(a, (h->count + 1) * sizeof(size_t))};
    for (size_t i = 0; i < h->links.count; i++)
        if (h->links.items[i].b != SIZE_MAX)
            q.number[h->links.items[i].a] = q.number[h->links.items[i].b] = 1;
    for (size_t i = 0; i < h->count; i++)
        if (q.number[i]) {
            q.root[q.nodes] = q.nodes;
            q.number[i] = ++q.nodes;
        }
    for (size_t i = 0; i < h->links.count; i++) {
        const slot_link *l = &h->links.items[i];
        if (l->b == SIZE_MAX)
            continue;
        q.tail[q.edges] = q.number[l->a] - 1;
        q.head[q.edges] = q.number[l->b] - 1;
        pieces_join(q.root, q.tail[q.edges], q.head[q.edges]);
        q.edges++;
    }
    return q;
}

/* A hub that is not drawn joins pieces: engines take long to pack many. */
static void join_pieces(question *q)
{
    size_t pieces = 0, hub = q->nodes;
    for (size_t i = 0; i < hub; i++)
        pieces += q->root[i] == i;
    if (pieces < 2)
        return;
    q->nodes++;
    for (size_t i = 0; i < hub; i++)
        if (q->root[i] == i) {
            q->tail[q->edges] = i;
            q->head[q->edges++] = hub;
        }
}

/* What an engine makes of a holder's items, in a field of 1 x 1; what no link joins stands in rows below. */
static bool ask_engine(map_state *m, const holder *h, point *out)
{
    question q = question_of(m->arena, h);
    bool asked = strcmp(m->engine, NO_ENGINE) != 0;
    size_t linked = asked ? q.nodes : 0, next = 0;
    join_pieces(&q);
    point *found = arena_get(m->arena, (q.nodes + 1) * sizeof *found);
    if (linked && !engine_points(m->arena, m->engine, q.nodes, q.edges, q.tail, q.head, found))
        return false;
    box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < linked; i++)
        all = box_union(all, (box){found[i].x, found[i].y, found[i].x, found[i].y});
    double part = (double)linked / (double)h->count, width = greater(box_width(all), 1e-3),
           height = greater(box_height(all), 1e-3), lone = (double)(h->count - linked);
    double columns = ceil(sqrt(lone / greater(1 - part, 1e-9))), rows = ceil(lone / greater(columns, 1));
    for (size_t i = 0; i < h->count; i++) {
        if (asked && q.number[i]) {
            point at = found[q.number[i] - 1];
            out[i] = (point){(at.x - all.x0) / width, part * (at.y - all.y0) / height};
            continue;
        }
        size_t row = next / (size_t)columns, column = next % (size_t)columns;
        next++;
        out[i] = (point){((double)column + 0.5) / columns, part + (1 - part) * ((double)row + 0.5) / rows};
    }
    return true;
}

/* One of the eight ways to turn and mirror a square. */
static point turned(point p, int way)
{
    if (way & 1)
        p.x = 1 - p.x;
    if (way & 2)
        p.y = 1 - p.y;
    return way & 4 ? (point){p.y, p.x} : p;
}

static point in_field(box field, point p)
{
    return (point){field.x0 + p.x * box_width(field), field.y0 + p.y * box_height(field)};
}

/* The way that makes lines to what is outside shortest. */
static int best_way(const holder *h, const point *unit, const point *outside)
{
    double least = INFINITY;
    int best = 0;
    for (int way = 0; way < 8; way++) {
        double sum = 0;
        for (size_t i = 0; i < h->links.count; i++)
            if (h->links.items[i].b == SIZE_MAX)
                sum += distance(in_field(h->field, turned(unit[h->links.items[i].a], way)), outside[i]);
        if (sum < least - 1e-6) {
            least = sum;
            best = way;
        }
    }
    return best;
}

static point mean_size(const map_state *m, const holder *h)
{
    point sum = {0, 0};
    for (size_t i = 0; i < h->count; i++) {
        const node_size *size = &m->sizes->nodes[m->part->nodes[m->items[h->first + i]]];
        sum = (point){sum.x + size->width / (double)h->count, sum.y + size->height / (double)h->count};
    }
    return sum;
}

/* An item takes its cell: a box its middle, a frame all of it but a gap. */
static void take_cell(map_state *m, size_t item, box cell, point middle)
{
    m->placed[item] = true;
    m->at[item] = cell;
    if (is_node(m, item)) {
        const node_size *size = &m->sizes->nodes[m->part->nodes[item]];
        m->at[item] = box_around(middle, size->width, size->height);
        return;
    }
    size_t g = group_of(m, item);
    box frame = box_grown(cell, -FRAME_GAP / 2);
    m->holders[g].field =
        (box){frame.x0 + FRAME_PAD, frame.y0 + FRAME_PAD + name_room(m, g), frame.x1 - FRAME_PAD, frame.y1 - FRAME_PAD};
}

/* Deals the holder's field out to its items. */
static bool deal_out(map_state *m, size_t index)
{
    holder *h = &m->holders[index];
    arena *a = m->arena;
    point *unit = arena_get(a, h->count * sizeof *unit), *outside = arena_get(a, h->links.count * sizeof *outside);
    share *shares = arena_get(a, h->count * sizeof *shares);
    box *cells = arena_get(a, h->count * sizeof *cells);
    child_alive();
    if (!ask_engine(m, h, unit))
        return false;
    for (size_t i = 0; i < h->links.count; i++)
        if (h->links.items[i].b == SIZE_MAX)
            outside[i] = spot_of(m, h->links.items[i].outside);
    int way = best_way(h, unit, outside);
    for (size_t i = 0; i < h->count; i++) {
        size_t item = m->items[h->first + i];
        shares[i] = (share){in_field(h->field, turned(unit[i], way)), m->weight[item],
                            is_node(m, item) ? WIDE_BOX : WIDE_FRAME};
    }
    field_deal(a, shares, h->count, h->field, cells);
    for (size_t i = 0; i < h->count; i++)
        shares[i].at = box_center(cells[i]);
    slots_swap(a, &h->links, outside, shares, h->count);
    field_deal(a, shares, h->count, h->field, cells); /* whoever stands there now needs another room */
    for (size_t i = 0; i < h->count; i++)
        shares[i].at = box_center(cells[i]);
    if (!h->holds_groups)
        slots_untangle(a, &h->links, outside, mean_size(m, h), shares, h->count);
    for (size_t i = 0; i < h->count; i++)
        take_cell(m, m->items[h->first + i], cells[i], shares[i].at);
    return true;
}

/* ---- from the innermost group to the page: frames ---- */

/* Pushes a holder's items apart: the frames of its groups are known. */
static void push_apart(map_state *m, size_t index)
{
    holder *h = &m->holders[index];
    box *boxes = arena_get(m->arena, h->count * sizeof *boxes);
    child_alive();
    for (size_t i = 0; i < h->count; i++)
        boxes[i] = m->at[m->items[h->first + i]];
    h->field = boxes_part(m->arena, boxes, h->count, h->field);
    for (size_t i = 0; i < h->count; i++)
        m->at[m->items[h->first + i]] = boxes[i];
    if (index == m->page)
        return;
    const text_block *name = &m->sizes->groups[m->part->groups[index]];
    double width = greater(box_width(h->field) + 2 * FRAME_PAD, name->width + 2 * NAME_ROOM);
    m->at[m->part->node_count + index] = (box){h->field.x0 - FRAME_PAD, h->field.y0 - FRAME_PAD - name_room(m, index),
                                               h->field.x0 - FRAME_PAD + width, h->field.y1 + FRAME_PAD};
}

/* Frames were pushed after their members had been placed: these follow, from the page inwards. */
static void follow_frames(map_state *m, placing *out)
{
    const part *p = m->part;
    point *by = arena_get(m->arena, (m->page + 1) * sizeof *by);
    for (size_t i = p->node_count; i < p->node_count + p->group_count; i++) {
        size_t g = group_of(m, i);
        point outer = by[m->holder_of[i]];
        box b = m->at[i], field = m->holders[g].field;
        by[g] = (point){b.x0 + FRAME_PAD - field.x0 + outer.x, b.y0 + FRAME_PAD + name_room(m, g) - field.y0 + outer.y};
        out->groups[g] = (box){b.x0 + outer.x, b.y0 + outer.y, b.x1 + outer.x, b.y1 + outer.y};
    }
    for (size_t n = 0; n < p->node_count; n++) {
        point d = by[m->holder_of[n]];
        box b = m->at[n];
        out->nodes[n] = (box){b.x0 + d.x, b.y0 + d.y, b.x1 + d.x, b.y1 + d.y};
    }
}

bool map_draw(arena *a, const part *p, const sizes *z, const char *engine, const layout_options *o, placing *out)
{
    size_t items = p->node_count + p->group_count;
    map_state m = {.arena = a,
                   .part = p,
                   .sizes = z,
                   .options = o,
                   .engine = engine,
                   .page = p->group_count,
                   .holders = arena_get(a, (p->group_count + 1) * sizeof(holder)),
                   .items = arena_get(a, items * sizeof(size_t)),
                   .holder_of = arena_get(a, items * sizeof(size_t)),
                   .local = arena_get(a, items * sizeof(size_t)),
                   .weight = arena_get(a, items * sizeof(double)),
                   .at = arena_get(a, items * sizeof(box)),
                   .placed = arena_get(a, items)};
    list_items(&m);
    for (size_t e = 0; e < p->edge_count; e++)
        link_ends(&m, p->tail[e], p->head[e]);
    weigh(&m);
    double height = sqrt(m.holders[m.page].need * o->page_height / o->page_width);
    m.holders[m.page].field = (box){0, 0, height * o->page_width / o->page_height, height};
    bool done = deal_out(&m, m.page);
    for (size_t g = 0; done && g < p->group_count; g++)
        done = deal_out(&m, g);
    if (!done)
        return false;
    for (size_t g = p->group_count; g-- > 0;)
        push_apart(&m, g);
    push_apart(&m, m.page);
    follow_frames(&m, out);
    box field = m.holders[m.page].field;
    out->width = box_width(field);
    out->height = box_height(field);
    map_lines(a, p, out);
    return true;
}
