/* The search: thousands of candidates through a cheap guess, the best few through the engine and the true score. All
   choices come from hashes of the try's number and the ids concerned, so that what an edit leaves alone chooses as
   before; budgets are counted in tries, so the same input gives the same picture on every machine. */
#include "drawing/layout.h"

#include "drawing/layout_child.h"
#include "drawing/layout_surrogate.h"
#include "drawing/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const wrapping layout_wrappings[] = {{104, 112, 74}, {84, 92, 58}, {72, 80, 48}, {130, 140, 96}};
const size_t layout_wrapping_count = sizeof layout_wrappings / sizeof *layout_wrappings;

enum { LARGE = 24, WORKERS = 2, MOST_TRIES = 64, ELITE = 16, MOST_DEATHS = 12, SEARCH_LIMIT = 400 };

/* How many guesses and layouts a worker may spend, by size of the part. */
typedef struct budget {
    int guesses, layouts;
} budget;

static const struct {
    size_t size; /* nodes and edges, at most */
    budget budget;
} budgets[] = {
    {48, {480, 3}},
    {160, {2000, 12}},
    {SEARCH_LIMIT, {300, 8}},
    {SIZE_MAX, {0, 2}},
};

static budget budget_for(const part *p, const layout_options *o)
{
    size_t row = 0;
    while (p->node_count + p->edge_count > budgets[row].size)
        row++;
    budget b = budgets[row].budget;
    if (o->effort == EFFORT_FAST)
        b = (budget){b.guesses / 4, b.layouts > 2 ? 2 : b.layouts};
    if (o->effort == EFFORT_BEST)
        b = (budget){b.guesses * 12, b.layouts * 4 < MOST_TRIES ? b.layouts * 4 : MOST_TRIES};
    return b;
}

/* One row of the table of scores. */
typedef struct try_row {
    bool done;
    char engine[8];
    int direction, wrapping;
    bool groups;
    double guess;
    score score;
} try_row;

/* What a worker leaves behind: the best placing so far, in the half that `best` names. */
typedef struct result_half {
    double total;
    size_t wrapping;
} result_half;

typedef struct result {
    _Atomic int best; /* 0: none, 1 or 2: half */
    try_row rows[MOST_TRIES];
    result_half half[2];
    double numbers[]; /* both halves, `room` numbers each */
} result;

typedef struct search {
    const part *part;
    const layout_options *options;
    const sizes *const *all; /* by wrapping */
    uint64_t *edge_hash, *node_hash;
    size_t room; /* numbers in each half */
} search;

/* ---- placings as numbers, and back ---- */

enum { MOST_POINTS = 3 * 64 + 1 };

static size_t numbers_room(const part *p)
{
    return 2 + 4 * (p->node_count + p->edge_count + p->group_count) + p->edge_count * (2 + 2 * MOST_POINTS);
}

static void put_boxes(double **to, const box *boxes, size_t count)
{
    memcpy(*to, boxes, count * sizeof *boxes);
    *to += count * 4;
}

static bool pack(const part *p, const placing *at, double *to)
{
    *to++ = at->width;
    *to++ = at->height;
    put_boxes(&to, at->nodes, p->node_count);
    put_boxes(&to, at->labels, p->edge_count);
    put_boxes(&to, at->groups, p->group_count);
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

/* NULL where what the child left cannot be true: a number that is none, a line that is missing, a box of another size.
 */
static placing *unpack(arena *a, const part *p, const sizes *const *all, size_t wrapping, const double *from,
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
    for (size_t e = 0; e < p->edge_count; e++) {
        double row = *from++, count = *from++;
        if (!(row >= 0 && row < (double)layout_wrapping_count) || !(count >= 4 && count <= MOST_POINTS) ||
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

static bool has_size(box b, double width, double height)
{
    return fabs(box_width(b) - width) < 0.01 && fabs(box_height(b) - height) < 0.01;
}

bool placing_is_sound(const part *p, const sizes *const *all, size_t wrapping, const placing *at)
{
    const double most = 1e7; /* points: no figure is larger */
    double limit = fmax(at->width, at->height);
    if (!within(at->width, most) || !within(at->height, most) || limit < 0)
        return false;
    limit += 100;
    for (size_t n = 0; n < p->node_count; n++) {
        const node_size *size = &all[wrapping]->nodes[p->nodes[n]];
        box b = at->nodes[n];
        if (!within(b.x0, limit) || !within(b.y0, limit) || !has_size(b, size->width, size->height))
            return false;
    }
    for (size_t g = 0; g < p->group_count; g++)
        if (!within(at->groups[g].x0, limit) || !within(at->groups[g].y1, limit) || !within(at->groups[g].x1, limit))
            return false;
    for (size_t e = 0; e < p->edge_count; e++) {
        const text_block *label = &all[at->label_rows[e]]->labels[p->edges[e]];
        if (!within(at->labels[e].x0, limit) || !within(at->labels[e].y0, limit) ||
            !has_size(at->labels[e], label->width, label->height) || at->edges[e].count < 4)
            return false;
        for (size_t i = 0; i < at->edges[e].count; i++)
            if (!within(at->edges[e].points[i].x, limit) || !within(at->edges[e].points[i].y, limit))
                return false;
    }
    return true;
}

/* ---- candidates ---- */

/* Beyond these sizes dot takes minutes. */
static const char *engine_for(const search *s)
{
    enum { MOST_NODES = 1500, MOST_EDGES = 2000 };
    if (strcmp(s->options->engine, "auto") != 0)
        return s->options->engine;
    return s->part->node_count > MOST_NODES || s->part->edge_count > MOST_EDGES ? "sfdp" : "dot";
}

static candidate candidate_new(arena *a, const search *s)
{
    const part *p = s->part;
    bool large = p->node_count > LARGE;
    candidate c = {.engine = engine_for(s),
                   .direction = s->options->direction == DIRECTION_RIGHT ? DIRECTION_RIGHT : DIRECTION_DOWN,
                   .node_gap = large ? 10 : 12,
                   .rank_gap = large ? 20 : 28,
                   .groups = p->group_count > 0,
                   .flipped = arena_get(a, p->edge_count),
                   .node_order = arena_get(a, p->node_count * sizeof(size_t)),
                   .edge_order = arena_get(a, p->edge_count * sizeof(size_t))};
    for (size_t i = 0; i < p->node_count; i++)
        c.node_order[i] = i;
    for (size_t i = 0; i < p->edge_count; i++)
        c.edge_order[i] = i;
    return c;
}

static void candidate_copy(const search *s, candidate *to, const candidate *from)
{
    candidate old = *to;
    *to = *from;
    to->flipped = old.flipped;
    to->node_order = old.node_order;
    to->edge_order = old.edge_order;
    memcpy(to->flipped, from->flipped, s->part->edge_count);
    memcpy(to->node_order, from->node_order, s->part->node_count * sizeof(size_t));
    memcpy(to->edge_order, from->edge_order, s->part->edge_count * sizeof(size_t));
}

/* A number from a hash of the try and what it is for. */
static uint64_t draw(uint64_t seed, uint64_t what)
{
    return hash_bytes(&what, sizeof what, seed * 0x9e3779b97f4a7c15u + 1);
}

/* The edge or node that a try picks: the one whose own hash comes first. */
static size_t pick(const uint64_t *hashes, size_t count, uint64_t seed)
{
    size_t best = 0;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        uint64_t h = draw(seed, hashes[i]);
        if (h < least) {
            least = h;
            best = i;
        }
    }
    return best;
}

static const relation *relation_at(const search *s, size_t e)
{
    return s->part->selection->edges.items[s->part->edges[e]]->relation;
}

static void flip_relation(const search *s, candidate *c, size_t like)
{
    const relation *r = relation_at(s, like);
    for (size_t e = 0; e < s->part->edge_count; e++)
        if (e == like || (r && relation_at(s, e) == r))
            c->flipped[e] = !c->flipped[e];
}

static void move_in_order(size_t *order, size_t count, size_t what, size_t to)
{
    size_t from = 0;
    while (order[from] != what)
        from++;
    if (from < to)
        memmove(order + from, order + from + 1, (to - from) * sizeof *order);
    else
        memmove(order + to + 1, order + to, (from - to) * sizeof *order);
    order[to] = what;
    (void)count;
}

/* Sets a node above, or below, all its neighbours. */
static void turn_node(const search *s, candidate *c, size_t n, bool above)
{
    for (size_t e = 0; e < s->part->edge_count; e++)
        if (s->part->tail[e] == n || s->part->head[e] == n)
            c->flipped[e] = (s->part->tail[e] == n) != above;
}

static void mutate(const search *s, candidate *c, uint64_t seed)
{
    const part *p = s->part;
    uint64_t dice = draw(seed, 1) % 16;
    if (dice < 2 && p->edge_count) {
        flip_relation(s, c, pick(s->edge_hash, p->edge_count, seed));
    } else if (dice < 6 && p->edge_count) {
        size_t e = pick(s->edge_hash, p->edge_count, seed);
        c->flipped[e] = !c->flipped[e];
    } else if (dice < 10) {
        turn_node(s, c, pick(s->node_hash, p->node_count, seed), draw(seed, 6) & 1);
    } else if (dice < 13) {
        size_t n = pick(s->node_hash, p->node_count, seed);
        move_in_order(c->node_order, p->node_count, n, draw(seed, 2) % p->node_count);
    } else if (dice < 15) {
        c->wrapping = draw(seed, 3) % layout_wrapping_count;
    } else if (s->options->direction == DIRECTION_AUTO) {
        c->direction = c->direction == DIRECTION_DOWN ? DIRECTION_RIGHT : DIRECTION_DOWN;
    }
}

/* ---- a worker ---- */

typedef struct scored {
    candidate candidate;
    double cost;
} scored;

typedef struct elite {
    scored items[ELITE];
    size_t count, most;
} elite;

/* Keeps the best candidates of different costs: equal costs are nearly always the same picture. */
static void elite_add(const search *s, elite *e, const candidate *c, double cost)
{
    for (size_t i = 0; i < e->count; i++)
        if (fabs(e->items[i].cost - cost) < 0.05)
            return;
    if (e->count == e->most && cost >= e->items[e->count - 1].cost)
        return;
    size_t at = e->count < e->most ? e->count++ : e->count - 1;
    scored free_one = e->items[at];
    while (at > 0 && e->items[at - 1].cost > cost) {
        e->items[at] = e->items[at - 1];
        at--;
    }
    candidate_copy(s, &free_one.candidate, c);
    free_one.cost = cost;
    e->items[at] = free_one;
}

typedef struct worker {
    const search *search;
    result *result;
    child_state *state;
    int first; /* layouts before this one were tried already */
    double best;
    candidate top; /* of which the best is, as the engine left it and finished */
    placing raw;
    finished finished;
} worker;

/* Leaves a layout behind for the parent, whole at every moment. */
static void leave(worker *w, const candidate *c, const finished *f)
{
    const search *s = w->search;
    int half = atomic_load(&w->result->best) == 1 ? 1 : 0;
    if (!pack(s->part, &f->at, w->result->numbers + (size_t)half * s->room))
        return;
    w->result->half[half] = (result_half){f->score.total, c->wrapping};
    w->best = f->score.total;
    atomic_store(&w->result->best, half + 1);
}

/* Lays out one candidate, finishes and scores it, and leaves it behind where it is the best so far. */
static double try_layout(worker *w, const candidate *c, double guessed, int step)
{
    const search *s = w->search;
    if (step < w->first)
        return INFINITY;
    atomic_store(&w->state->step, step);
    child_alive();
    arena *a = arena_new(); /* not freed: the engine keeps pointers into it */
    const sizes *z = s->all[c->wrapping];
    placing at = placing_new(a, s->part);
    if (!engine_run(a, s->part, z, c, &at))
        return INFINITY;
    finished f = layout_finish(a, s->part, s->all, c, &at, s->options);
    try_row *row = &w->result->rows[step];
    *row = (try_row){true, "", (int)c->direction, (int)c->wrapping, c->groups, guessed, f.score};
    snprintf(row->engine, sizeof row->engine, "%s", c->engine);
    if (f.score.total < w->best) {
        leave(w, c, &f);
        w->raw = at;
        candidate_copy(s, &w->top, c);
        w->finished = f;
    }
    return f.score.total;
}

/* A step that makes it worse is taken while it is "warm": by up to `heat` of the cost, less and less (simulated
   annealing, Kirkpatrick, Gelatt and Vecchi, 1983; the square of a uniform number makes large steps rare). */
static double allowance(double heat, double cost, int step, int steps, uint64_t seed)
{
    double chance = (double)(draw(seed, 7) % 1000) / 1000;
    return heat * cost * (1 - (double)step / steps) * chance * chance;
}

/* From the order of the file: one worker climbs straight, the other wanders a little. */
static void guess(arena *a, const search *s, surrogate *g, int index, int guesses, elite *best)
{
    static const double heats[WORKERS] = {0, 0.1};
    candidate now = candidate_new(a, s), next = candidate_new(a, s);
    double cost = surrogate_cost(g, &now, INFINITY);
    elite_add(s, best, &now, cost);
    for (int i = 0; i < guesses; i++) {
        uint64_t seed = (uint64_t)(i * WORKERS + index + 1);
        candidate_copy(s, &next, &now);
        mutate(s, &next, seed);
        if (draw(seed, 4) & 1)
            mutate(s, &next, draw(seed, 5));
        double most = cost + allowance(heats[index], cost, i, guesses, seed);
        double worst = best->count < best->most ? INFINITY : best->items[best->count - 1].cost;
        double try = surrogate_cost(g, &next, fmax(most, worst));
        elite_add(s, best, &next, try);
        if (try <= most) {
            candidate_copy(s, &now, &next);
            cost = try;
        }
    }
}

/* Rounds around the best layout so far: of a few changed candidates the one that is guessed best is laid out. */
static void climb(arena *a, worker *w, surrogate *g, int index, candidate *best, double cost, int step, int last)
{
    const search *s = w->search;
    candidate next = candidate_new(a, s), chosen = candidate_new(a, s);
    for (; step < last; step++) {
        double least = INFINITY;
        for (int i = 0; i < 12; i++) {
            uint64_t seed = (uint64_t)((step * 12 + i) * WORKERS + index + 100000);
            candidate_copy(s, &next, best);
            mutate(s, &next, seed);
            double guessed = surrogate_cost(g, &next, least);
            if (guessed < least) {
                least = guessed;
                candidate_copy(s, &chosen, &next);
            }
        }
        double found = try_layout(w, &chosen, least, step);
        if (found < cost) {
            cost = found;
            candidate_copy(s, best, &chosen);
        }
    }
}

static void work(void *context, int index, int first, child_state *state, void *shared)
{
    const search *s = context;
    worker w = {.search = s, .result = shared, .state = state, .first = first, .best = INFINITY};
    int half = atomic_load(&w.result->best);
    if (half)
        w.best = w.result->half[half - 1].total;
    arena *a = arena_new();
    w.top = candidate_new(a, s);
    budget b = budget_for(s->part, s->options);
    elite best = {.most = (size_t)(b.layouts < 6 ? b.layouts : b.layouts / 2 + 1)};
    best.most = best.most > ELITE ? ELITE : best.most;
    for (size_t i = 0; i < best.most; i++)
        best.items[i].candidate = candidate_new(a, s);
    surrogate *g = surrogate_new(a, s->part, s->all, s->options);
    if (b.guesses)
        guess(a, s, g, index, b.guesses, &best);
    candidate top = candidate_new(a, s);
    double cost = INFINITY;
    int step = 0;
    for (; step < (int)best.count; step++) {
        double found = try_layout(&w, &best.items[step].candidate, best.items[step].cost, step);
        if (found < cost) {
            cost = found;
            candidate_copy(s, &top, &best.items[step].candidate);
        }
    }
    if (b.guesses)
        climb(a, &w, g, index, &top, cost, step, b.layouts);
    else
        try_layout(&w, &top, 0, step++);
    top.groups = false; /* the last hope for what the engine cannot lay out with frames */
    if (isinf(w.best))
        try_layout(&w, &top, 0, MOST_TRIES - 1);
    if (w.raw.nodes && w.finished.score.text < SIZE_LABEL - 0.05) {
        finished f = layout_squeeze(a, s->part, s->all, &w.top, &w.raw, s->options, w.finished);
        if (f.score.total < w.best)
            leave(&w, &w.top, &f);
    }
}

/* ---- the parent ---- */

static void log_rows(const result *r, int worker, buffer *log)
{
    for (int i = 0; i < MOST_TRIES; i++) {
        const try_row *row = &r->rows[i];
        if (!row->done)
            continue;
        buffer_format(log, "%d.%02d  %-5s %-5s %zu ", worker, i, row->engine, direction_words[row->direction],
                      (size_t)row->wrapping);
        buffer_number(log, row->guess, 1);
        buffer_text(log, " -> ");
        buffer_number(log, row->score.total, 1);
        buffer_text(log, "  text ");
        buffer_number(log, row->score.text, 1);
        for (int f = 0; f < FAULT_COUNT; f++)
            if (row->score.faults[f] > 0) {
                buffer_format(log, "  %s ", fault_name((fault)f));
                buffer_number(log, row->score.faults[f], 1);
            }
        buffer_char(log, '\n');
    }
}

static const placing *take_best(arena *a, const search *s, result *const *results, size_t *wrapping)
{
    const placing *best = NULL;
    double total = INFINITY;
    for (int i = 0; i < WORKERS; i++) {
        int half = atomic_load(&results[i]->best) - 1;
        if (half < 0 || half > 1 || !(results[i]->half[half].total < total) ||
            results[i]->half[half].wrapping >= layout_wrapping_count)
            continue;
        const placing *at = unpack(a, s->part, s->all, results[i]->half[half].wrapping,
                                   results[i]->numbers + (size_t)half * s->room, s->room);
        if (!at)
            continue;
        best = at;
        total = results[i]->half[half].total;
        *wrapping = results[i]->half[half].wrapping;
    }
    return best;
}

const placing *layout_search(arena *a, const part *p, const sizes *const *all, const layout_options *o,
                             size_t *wrapping, buffer *log)
{
    search s = {p,
                o,
                all,
                arena_get(a, (p->edge_count + 1) * sizeof(uint64_t)),
                arena_get(a, (p->node_count + 1) * sizeof(uint64_t)),
                numbers_room(p)};
    for (size_t e = 0; e < p->edge_count; e++)
        s.edge_hash[e] = hash_text(p->selection->edges.items[p->edges[e]]->id, 0);
    for (size_t n = 0; n < p->node_count; n++)
        s.node_hash[n] = hash_text(p->selection->nodes.items[p->nodes[n]]->id, 0);
    size_t bytes = sizeof(result) + 2 * s.room * sizeof(double);
    result *results[WORKERS];
    const placing *best = NULL;
    bool shared = true;
    for (int i = 0; i < WORKERS; i++)
        shared &= (results[i] = child_share(bytes)) != NULL;
    if (shared) {
        child_run(work, &s, WORKERS, MOST_DEATHS, (child_bounds){o->seconds, o->bytes}, (void *const *)results);
        best = take_best(a, &s, results, wrapping);
        for (int i = 0; log && i < WORKERS; i++)
            log_rows(results[i], i, log);
    }
    for (int i = 0; i < WORKERS; i++)
        child_unshare(results[i], bytes);
    return best;
}
