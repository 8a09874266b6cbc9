/* The search: children try thousands of candidates (layout_worker.c), in two phases, and the best of what they find is
   taken. Budgets are counted in tries, so the same input gives the same picture on every machine. */
#include "drawing/layout_worker.h"

#include <math.h>
#include <string.h>

enum { MOST_DEATHS = 12 };

/* With so few nodes and edges most of the work is done by the first worker. */
enum { SMALL = 24 };

static const struct {
    size_t size; /* nodes and edges, at most */
    budget budget;
} budgets[] = {
    {SMALL, {120, 2, 6, 1350, 2, 180, 6.5}},  {48, {300, 2, 6, 1350, 2, 180, 6.5}},
    {CROWDED, {1200, 2, 5, 1200, 3, 240, 6}}, {160, {30, 1, 3, 270, 1, 300, 5}},
    {240, {30, 1, 4, 240, 1, 250, 4}},        {SIZE_MAX, {30, 1, 4, 200, 1, 200, 4}},
};
static const budget one_layout = {.layouts = 1};

static bool engine_is_named(const layout_options *o)
{
    return strcmp(o->engine, "auto") != 0;
}

static budget budget_for(const part *p, const layout_options *o)
{
    if (part_is_map(p, o))
        return one_layout;
    size_t row = 0;
    while (p->node_count + p->edge_count > budgets[row].size)
        row++;
    budget b = budgets[row].budget;
    if (engine_is_named(o)) /* who names the engine wants what it makes, soon */
        b = (budget){.guesses = b.guesses / 16, .layouts = 1};
    else if (budgets[row].size > CROWDED && !part_is_sparse(p))
        b.guesses = b.layouts = 0;
    if (o->effort == EFFORT_FAST) {
        b.rounds = b.rounds ? 2 : 0;
        b.moves /= 4;
        b.turns /= 2;
        b.sketches = b.sketches ? 1 : 0;
    }
    if (o->effort == EFFORT_BEST) {
        b.guesses *= 4;
        b.layouts *= 3;
        b.rounds *= 4;
        b.moves *= 2;
        b.sketches *= 4;
        b.turns *= 2;
    }
    return b;
}

static void log_rows(const result *r, int worker, buffer *log)
{
    for (int i = 0; i < MOST_TRIES; i++) {
        const try_row *row = &r->rows[i];
        if (!row->done)
            continue;
        buffer_format(log, "%d.%02d  %-8s %-5s %zu ", worker, i, row->engine, direction_words[row->direction],
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

/* The best of all; where both found the same, that of the first. */
static found best_found(arena *a, const search *s)
{
    found best = {.score.total = INFINITY};
    for (int i = 0; i < WORKERS; i++) {
        found one = worker_found(a, s, i);
        if (one.at && one.score.total < best.score.total)
            best = one;
    }
    return best;
}

/* Runs one phase of some workers side by side, from `first` on; true where there is no need of another. */
static bool run(search *s, child_work *work, int first, int count)
{
    const layout_options *o = s->options;
    bool settled = false;
    s->first = first;
    child_run(work, s, count, MOST_DEATHS, (child_bounds){o->seconds, o->bytes}, (void *const *)(s->results + first));
    for (int i = first; i < first + count; i++)
        settled |= s->results[i]->settled;
    return settled;
}

/* Each goes on from what it has; or from the best of all, where what it has is far worse. False where there should be
   something, and is not. */
static bool set_starts(arena *a, search *s)
{
    const double far_worse = 1.25; /* times the score of the best */
    found best = best_found(a, s);
    for (int i = 0; i < WORKERS; i++) {
        found own = worker_found(a, s, i);
        s->starts[i] = own.at && own.score.total <= far_worse * best.score.total ? own : best;
    }
    return best.at || !s->budget.layouts;
}

/* Workers side by side; but with small parts, the next one only where the last left something to wish for. */
static void run_workers(arena *a, search *s, int workers)
{
    const layout_options *o = s->options;
    bool small = s->part->node_count + s->part->edge_count <= SMALL && o->effort != EFFORT_BEST && !o->older;
    int together = small ? 1 : workers;
    for (int first = 0; first < workers; first += together)
        if (run(s, worker_explore, first, together) || !s->budget.rounds || !set_starts(a, s) ||
            run(s, worker_improve, first, together))
            return;
}

const placing *layout_search(arena *a, const part *p, const sizes *const *all, const layout_options *o,
                             size_t *wrapping, buffer *log)
{
    search s = {.part = p,
                .options = o,
                .all = all,
                .space = candidate_space_of(a, p, o),
                .budget = budget_for(p, o),
                .room = placing_room(p)};
    size_t bytes = sizeof(result) + 2 * s.room * sizeof(double);
    int workers = s.budget.rounds ? WORKERS : 1; /* one layout needs one child */
    found best = {0};
    bool shared = true;
    for (int i = 0; i < workers; i++)
        shared &= (s.results[i] = child_share(bytes)) != NULL;
    if (shared) {
        run_workers(a, &s, workers);
        best = best_found(a, &s);
        if (!best.at && !s.budget.layouts) { /* no sketch could be refined */
            s.budget = one_layout;
            run(&s, worker_explore, 0, 1);
            best = best_found(a, &s);
        }
        for (int i = 0; log && i < workers; i++)
            log_rows(s.results[i], i, log);
    }
    for (int i = 0; i < workers; i++)
        child_unshare(s.results[i], bytes);
    *wrapping = best.wrapping;
    return best.at;
}
