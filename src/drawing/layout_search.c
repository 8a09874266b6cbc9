/* The search: thousands of candidates through a cheap guess, the best few through the engine and the true score. All
   choices come from hashes of the try's number and the ids concerned, so that what an edit leaves alone chooses as
   before; budgets are counted in tries, so the same input gives the same picture on every machine. */
#include "drawing/candidate.h"
#include "drawing/layout_child.h"
#include "drawing/layout_surrogate.h"
#include "drawing/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WORKERS = 2, MOST_TRIES = 64, ELITE = 16, MOST_DEATHS = 12, SEARCH_LIMIT = 400 };

/* How many guesses and layouts a worker may spend, by size of the part. */
typedef struct budget {
    int guesses, layouts;
} budget;

static const struct {
    size_t size; /* nodes and edges, at most */
    budget budget;
} budgets[] = {
    {48, {400, 2}},
    {160, {6000, 12}},
    {SEARCH_LIMIT, {300, 8}},
    {SIZE_MAX, {0, 2}},
};

static bool engine_is_named(const layout_options *o)
{
    return strcmp(o->engine, "auto") != 0;
}

static budget budget_for(const part *p, const layout_options *o)
{
    size_t row = 0;
    while (p->node_count + p->edge_count > budgets[row].size)
        row++;
    budget b = budgets[row].budget;
    if (engine_is_named(o)) /* who names the engine wants what it makes, soon */
        b = (budget){b.guesses / 16, 1};
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
    candidate_space space;
    size_t room; /* numbers in each half */
} search;

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
    candidate_copy(&s->space, &free_one.candidate, c);
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
    if (!placing_pack(s->part, &f->at, w->result->numbers + (size_t)half * s->room))
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
        candidate_copy(&s->space, &w->top, c);
        w->finished = f;
    }
    return f.score.total;
}

/* A step that makes it worse is taken while it is "warm": by up to `heat` of the cost, less and less (simulated
   annealing, Kirkpatrick, Gelatt and Vecchi, 1983; the square of a uniform number makes large steps rare). */
static double allowance(const search *s, double heat, double cost, int step, int steps, uint64_t seed)
{
    double chance = (double)(candidate_draw(&s->space, seed, 7) % 1000) / 1000;
    return heat * cost * (1 - (double)step / steps) * chance * chance;
}

/* From the order of the file, several times anew: one worker climbs straight, the other wanders a little. */
static void guess(arena *a, const search *s, surrogate *g, int index, int guesses, elite *best)
{
    enum { CLIMB = 1500 };
    static const double heats[WORKERS] = {0, 0.1};
    candidate start = candidate_new(a, &s->space), now = candidate_new(a, &s->space),
              next = candidate_new(a, &s->space);
    double first = surrogate_cost(g, &start, INFINITY), cost = first;
    elite_add(s, best, &start, first);
    for (int i = 0; i < guesses; i++) {
        uint64_t seed = (uint64_t)(i * WORKERS + index + 1);
        if (i % CLIMB == 0) {
            candidate_copy(&s->space, &now, &start);
            cost = first;
        }
        candidate_copy(&s->space, &next, &now);
        candidate_mutate(&s->space, &next, seed);
        if (candidate_draw(&s->space, seed, 4) & 1)
            candidate_mutate(&s->space, &next, candidate_draw(&s->space, seed, 5));
        double most = cost + allowance(s, heats[index], cost, i % CLIMB, CLIMB, seed);
        double worst = best->count < best->most ? INFINITY : best->items[best->count - 1].cost;
        double try = surrogate_cost(g, &next, fmax(most, worst));
        elite_add(s, best, &next, try);
        if (try <= most) {
            candidate_copy(&s->space, &now, &next);
            cost = try;
        }
    }
}

/* Equal guesses are nearly always the same picture. */
static bool was_tried(const worker *w, double guessed)
{
    for (int i = 0; i < MOST_TRIES; i++)
        if (w->result->rows[i].done && fabs(w->result->rows[i].guess - guessed) < 0.05)
            return true;
    return false;
}

/* Rounds around the best layout so far: of a few changed candidates the one that is guessed best, and new, is laid out.
 */
static void climb(arena *a, worker *w, surrogate *g, int index, candidate *best, double cost, int step, int last)
{
    const search *s = w->search;
    candidate next = candidate_new(a, &s->space), chosen = candidate_new(a, &s->space);
    for (; step < last; step++) {
        double least = INFINITY;
        for (int i = 0; i < 12; i++) {
            uint64_t seed = (uint64_t)((step * 12 + i) * WORKERS + index + 100000);
            candidate_copy(&s->space, &next, best);
            candidate_mutate(&s->space, &next, seed);
            double guessed = surrogate_cost(g, &next, least);
            if (guessed < least && !was_tried(w, guessed)) {
                least = guessed;
                candidate_copy(&s->space, &chosen, &next);
            }
        }
        if (isinf(least))
            continue;
        double found = try_layout(w, &chosen, least, step);
        if (found < cost) {
            cost = found;
            candidate_copy(&s->space, best, &chosen);
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
    w.top = candidate_new(a, &s->space);
    budget b = budget_for(s->part, s->options);
    elite best = {.most = (size_t)(b.layouts < 6 ? b.layouts : b.layouts / 2 + 1)};
    best.most = best.most > ELITE ? ELITE : best.most;
    for (size_t i = 0; i < best.most; i++)
        best.items[i].candidate = candidate_new(a, &s->space);
    surrogate *g = surrogate_new(a, s->part, s->all, s->options);
    if (b.guesses)
        guess(a, s, g, index, b.guesses, &best);
    candidate top = candidate_new(a, &s->space);
    double cost = INFINITY;
    int step = 0;
    for (; step < (int)best.count; step++) {
        double found = try_layout(&w, &best.items[step].candidate, best.items[step].cost, step);
        if (found < cost) {
            cost = found;
            candidate_copy(&s->space, &top, &best.items[step].candidate);
        }
    }
    if (b.guesses)
        climb(a, &w, g, index, &top, cost, step, b.layouts);
    else
        try_layout(&w, &top, 0, step++);
    top.groups = false; /* the last hope for what the engine cannot lay out with frames */
    if (isinf(w.best))
        try_layout(&w, &top, 0, MOST_TRIES - 1);
    if (!engine_is_named(s->options) && w.raw.nodes && w.finished.score.text < SIZE_LABEL - 0.05) {
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

static const placing *take_best(arena *a, const search *s, result *const *results, int workers, size_t *wrapping)
{
    const placing *best = NULL;
    double total = INFINITY;
    for (int i = 0; i < workers; i++) {
        int half = atomic_load(&results[i]->best) - 1;
        if (half < 0 || half > 1 || !(results[i]->half[half].total < total) ||
            results[i]->half[half].wrapping >= layout_wrapping_count)
            continue;
        const placing *at = placing_unpack(a, s->part, s->all, results[i]->half[half].wrapping,
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
    search s = {p, o, all, candidate_space_of(a, p, o), placing_room(p)};
    size_t bytes = sizeof(result) + 2 * s.room * sizeof(double);
    int workers = engine_is_named(o) ? 1 : WORKERS;
    result *results[WORKERS];
    const placing *best = NULL;
    bool shared = true;
    for (int i = 0; i < workers; i++)
        shared &= (results[i] = child_share(bytes)) != NULL;
    if (shared) {
        child_run(work, &s, workers, MOST_DEATHS, (child_bounds){o->seconds, o->bytes}, (void *const *)results);
        best = take_best(a, &s, results, workers, wrapping);
        for (int i = 0; log && i < workers; i++)
            log_rows(results[i], i, log);
    }
    for (int i = 0; i < workers; i++)
        child_unshare(results[i], bytes);
    return best;
}
