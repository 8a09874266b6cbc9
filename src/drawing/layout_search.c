/* The search: thousands of candidates through a cheap guess, the best few through the engine and the true score, and
   the best of these refined as long as they have faults. All choices come from hashes of the try's number and the ids
   concerned, so that what an edit leaves alone chooses as before; budgets are counted in tries, so the same input gives
   the same picture on every machine. */
#include "drawing/candidate.h"
#include "drawing/layout_child.h"
#include "drawing/layout_surrogate.h"
#include "drawing/older.h"
#include "drawing/refine.h"
#include "drawing/refine_sketch.h"
#include "drawing/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WORKERS = 2, MOST_TRIES = 64, ELITE = 16, MOST_DEATHS = 12, SEARCH_LIMIT = 400 };

/* Parts with more nodes and edges are refined from sketches alone, with their words wrapped narrowly, as in this row of
   layout_wrappings. */
enum { CROWDED = 110, NARROW = 2 };

/* With so few nodes and edges most of the work is done by the first worker. */
enum { SMALL = 24 };

static bool is_crowded(const part *p)
{
    return p->node_count + p->edge_count > CROWDED;
}

/* What a worker may spend, by size of the part: guesses, layouts by the engine, and rounds that refine, with so many
   moves for each node and edge; a round that begins with a sketch takes the best of some, drawn in so many turns. What
   is refined is to fit the page with text of a size in points: where there is more to show, room spares crossings. */
typedef struct budget {
    int guesses, layouts, rounds, moves, sketches, turns;
    double text;
} budget;

static const struct {
    size_t size; /* nodes and edges, at most */
    budget budget;
} budgets[] = {
    {SMALL, {120, 2, 6, 450, 4, 300, 6.5}},     {48, {300, 2, 6, 450, 4, 300, 6.5}},
    {CROWDED, {1200, 2, 5, 400, 6, 400, 6}},    {160, {30, 1, 3, 250, 2, 300, 5}},
    {SEARCH_LIMIT, {30, 1, 3, 200, 1, 200, 5}}, {SIZE_MAX, {0, 1, 0, 0, 0, 0, 0}},
};

/* How a round refines: where it begins (a new sketch, the best layout of an engine, or what refining has found so far),
   its share of the moves, how small things are at its beginning (they grow as it goes on), and how warm it is. */
enum { FROM_SKETCH, FROM_ENGINE, FROM_REFINED };
typedef struct round_kind {
    int from;
    double moves, small, heat;
} round_kind;

static const round_kind rounds[] = {{FROM_ENGINE, 0.2, 0.6, 1.5}, {FROM_SKETCH, 0.6, 0.2, 3},
                                    {FROM_REFINED, 0.2, 1, 1},    {FROM_ENGINE, 0.6, 0.2, 6},
                                    {FROM_SKETCH, 0.6, 0.2, 3},   {FROM_REFINED, 0.3, 1, 1}};
static const round_kind mending = {FROM_REFINED, 0.2, 1, 1};

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
        b = (budget){.guesses = b.guesses / 16, .layouts = 1};
    if (o->effort == EFFORT_FAST)
        b = (budget){b.guesses / 4, b.layouts, b.rounds ? 2 : 0, b.moves, b.sketches ? 1 : 0, b.turns, b.text};
    if (o->effort == EFFORT_BEST)
        b = (budget){b.guesses * 4, b.layouts * 3, b.rounds * 4, b.moves * 3, b.sketches * 4, b.turns * 2, b.text};
    return b;
}

/* One row of the table of scores. */
typedef struct try_row {
    bool done;
    char engine[10];
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
    bool enough;      /* what the worker found leaves little to wish for */
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
    int first;   /* worker of those that run now */
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

/* Where refining may begin. */
typedef struct start {
    candidate candidate;
    placing raw;
    double total;
} start;

typedef struct worker {
    const search *search;
    result *result;
    child_state *state;
    int first; /* layouts before this one were tried already */
    int step;  /* the next layout */
    double best;
    score score;           /* of the best */
    start engine, refined; /* the best that engines left, and that refining did; no nodes: nothing yet */
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

static void keep_start(worker *w, start *kept, const candidate *c, const placing *raw, double total)
{
    if (kept->raw.nodes && total >= kept->total)
        return;
    candidate_copy(&w->search->space, &kept->candidate, c);
    kept->raw = *raw;
    kept->total = total;
}

/* Finishes and scores a layout, enters it in the table and leaves it behind where it is the best so far. */
static double judge(worker *w, arena *a, const char *by, const candidate *c, double guessed, const placing *raw,
                    bool smooth)
{
    const search *s = w->search;
    finished f = layout_finish(a, s->part, s->all, c, raw, smooth, s->options);
    try_row *row = &w->result->rows[w->step];
    if (!row->done || f.score.total < row->score.total) {
        *row = (try_row){true, "", (int)c->direction, (int)c->wrapping, c->groups, guessed, f.score};
        snprintf(row->engine, sizeof row->engine, "%s", by);
    }
    if (f.score.total < w->best) {
        w->score = f.score;
        leave(w, c, &f);
    }
    return f.score.total;
}

/* The next step, told to the parent, so that one which kills this child is passed over in another. False where it was
   taken before, or there are no more. */
static bool take_step(worker *w)
{
    if (w->step + 1 >= MOST_TRIES || ++w->step < w->first)
        return false;
    atomic_store(&w->state->step, w->step);
    child_alive();
    return true;
}

/* Too large to be searched: one layout, a map. */
static bool is_map(const search *s)
{
    return s->part->node_count + s->part->edge_count > SEARCH_LIMIT && !engine_is_named(s->options);
}

/* Lays out one candidate by its engine. */
static double try_layout(worker *w, const candidate *c, double guessed)
{
    const search *s = w->search;
    if (!take_step(w))
        return INFINITY;
    arena *a = arena_new(); /* not freed: the engine keeps pointers into it */
    placing at = placing_new(a, s->part);
    if (!engine_run(a, s->part, s->all[c->wrapping], c, s->options, &at))
        return INFINITY;
    child_alive();
    double total = judge(w, a, c->engine, c, guessed, &at, !is_map(s));
    keep_start(w, &w->engine, c, &at, total);
    return total;
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
static void climb(arena *a, worker *w, surrogate *g, int index, candidate *best, double cost, int layouts)
{
    const search *s = w->search;
    candidate next = candidate_new(a, &s->space), chosen = candidate_new(a, &s->space);
    for (; layouts > 0; layouts--) {
        double least = INFINITY;
        for (int i = 0; i < 12; i++) {
            uint64_t seed = (uint64_t)((w->step * 12 + i) * WORKERS + index + 100000);
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
        double found = try_layout(w, &chosen, least);
        if (found < cost) {
            cost = found;
            candidate_copy(&s->space, best, &chosen);
        }
    }
}

/* The room, between margins, in which text has a size on the page. */
static point room_for(const search *s, double text)
{
    double scale = text / SIZE_LABEL;
    const layout_options *o = s->options;
    point room = {o->page_width / scale - 2 * MARGIN, o->page_height / scale - MARGIN};
    while (room.y > 0 && page_scale(o, room.x + 2 * MARGIN, room.y + MARGIN) < scale)
        room.y -= 5;
    return room;
}

/* Nothing left that a reader would trip over. */
static bool is_clean(const score *s)
{
    for (int f = 0; f < FAULT_COUNT; f++)
        if (f != FAULT_BEND && f != FAULT_LENGTH && f != FAULT_AGAINST && f != FAULT_AREA && f != FAULT_SMALL_TEXT &&
            s->faults[f] > 0.1)
            return false;
    const double enough = 7.5; /* points on the page: more is not worth the time */
    return s->text > enough;
}

/* Clean, and all lines but one, at most, run in the direction of the rest. */
static bool is_enough(const score *s)
{
    return is_clean(s) && s->faults[FAULT_AGAINST] <= 1;
}

/* A start of straight lines: the best of some sketches. */
static start sketch_for(const worker *w, arena *a, budget b, uint64_t seed)
{
    const search *s = w->search;
    start best = {.candidate = w->engine.candidate, .total = INFINITY};
    if (is_crowded(s->part))
        best.candidate.wrapping = NARROW;
    for (int i = 0; i < b.sketches; i++) {
        child_alive();
        double cost;
        placing at = sketch_draw(a, s->part, s->all[best.candidate.wrapping], room_for(s, b.text), b.turns,
                                 seed * 64 + (uint64_t)i, &cost);
        if (cost < best.total)
            best.raw = at;
        best.total = lesser(best.total, cost);
    }
    return best;
}

/* Things on one another. */
static bool collides(const score *s)
{
    static const fault hits[] = {FAULT_LINE_IN_BOX,   FAULT_LABEL_ON_BOX, FAULT_LABEL_ON_LABEL,
                                 FAULT_LINE_ON_LABEL, FAULT_FRAME,        FAULT_BOX_ON_BOX};
    double count = 0;
    for (size_t i = 0; i < sizeof hits / sizeof *hits; i++)
        count += s->faults[hits[i]];
    return count > 0;
}

/* One round. */
static void refine_once(worker *w, budget b, const round_kind *kind, uint64_t seed)
{
    const search *s = w->search;
    arena *a = arena_new();
    start from = kind->from == FROM_SKETCH                            ? sketch_for(w, a, b, seed)
                 : kind->from == FROM_REFINED && w->refined.raw.nodes ? w->refined
                                                                      : w->engine;
    const candidate *c = &from.candidate;
    int moves = (int)(kind->moves * b.moves * (double)(s->part->node_count + s->part->edge_count));
    refining *r = refining_new(a, s->part, s->all[c->wrapping], s->options, c->direction, &from.raw);
    refining_run(r, child_alive, moves, kind->heat, kind->small, room_for(s, b.text), seed);
    placing at = refining_placing(a, r);
    double cost = refining_cost(r);
    double plain = judge(w, a, "refined", c, cost, &at, false), smooth = judge(w, a, "refined", c, cost, &at, true);
    keep_start(w, &w->refined, c, &at, lesser(plain, smooth));
}

/* Rounds in turn, as long as there is something left to mend; and some more where things are on one another. */
static void refine(worker *w, budget b, int index)
{
    enum { KINDS = sizeof rounds / sizeof *rounds, MENDING = 4 };
    for (int i = 0; b.rounds && i < b.rounds + MENDING && w->engine.raw.nodes && !is_clean(&w->score); i++) {
        if (i >= b.rounds && !collides(&w->score))
            break;
        const round_kind *kind = i < b.rounds ? &rounds[i % KINDS] : &mending;
        if ((kind->from != FROM_ENGINE || !is_crowded(w->search->part)) && take_step(w))
            refine_once(w, b, kind, (uint64_t)(i * WORKERS + index));
    }
}

/* A round that begins where an older picture has things, and leaves them there as far as it can. */
static bool refine_older(worker *w, budget b, int index)
{
    const search *s = w->search;
    arena *a = arena_new();
    older_places at = older_places_of(a, s->part, s->all, s->options->older);
    if (!at.known)
        return false;
    candidate c = candidate_new(a, &s->space);
    c.wrapping = at.wrapping;
    for (int i = 0; i < 2 && take_step(w); i++) {
        refining *r = refining_new(a, s->part, s->all[c.wrapping], s->options, c.direction, &at.placing);
        refining_anchor(r, at.anchors, at.anchored);
        int moves = (int)(0.3 * b.moves * (double)(s->part->node_count + s->part->edge_count));
        refining_run(r, child_alive, moves, 0.5 + i, 1, (point){at.placing.width, at.placing.height},
                     (uint64_t)(i * WORKERS + index));
        placing found = refining_placing(a, r);
        double cost = refining_cost(r);
        judge(w, a, "older", &c, cost, &found, false);
        judge(w, a, "older", &c, cost, &found, true);
    }
    return isfinite(w->best);
}

static void work(void *context, int index, int first, child_state *state, void *shared)
{
    const search *s = context;
    index += s->first;
    worker w = {.search = s, .result = shared, .state = state, .first = first, .step = -1, .best = INFINITY};
    int half = atomic_load(&w.result->best);
    if (half)
        w.best = w.result->half[half - 1].total;
    arena *a = arena_new();
    w.engine.candidate = candidate_new(a, &s->space);
    w.refined.candidate = candidate_new(a, &s->space);
    budget b = budget_for(s->part, s->options);
    if (s->options->older && b.rounds && refine_older(&w, b, index))
        return;
    elite best = {.most = (size_t)(b.layouts < 6 ? b.layouts : b.layouts / 2 + 1)};
    best.most = best.most > ELITE ? ELITE : best.most;
    for (size_t i = 0; i < best.most; i++)
        best.items[i].candidate = candidate_new(a, &s->space);
    surrogate *g = surrogate_new(a, s->part, s->all, s->options);
    if (b.guesses)
        guess(a, s, g, index, b.guesses, &best);
    candidate top = candidate_new(a, &s->space);
    double cost = INFINITY;
    for (size_t i = 0; i < best.count; i++) {
        double found = try_layout(&w, &best.items[i].candidate, best.items[i].cost);
        if (found < cost) {
            cost = found;
            candidate_copy(&s->space, &top, &best.items[i].candidate);
        }
    }
    if (b.guesses)
        climb(a, &w, g, index, &top, cost, b.layouts - (int)best.count);
    else
        try_layout(&w, &top, 0);
    refine(&w, b, index);
    w.result->enough = is_enough(&w.score);
    top.groups = false; /* the last hope for what the engine cannot lay out with frames, or at all */
    if (is_map(s))
        top.engine = NO_ENGINE;
    if (isinf(w.best))
        try_layout(&w, &top, 0);
}

/* ---- the parent ---- */

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

/* Workers side by side; but with small parts, the next one only where the last left something to wish for. */
static void run_workers(search *s, int workers, result *const *results)
{
    const layout_options *o = s->options;
    bool small = s->part->node_count + s->part->edge_count <= SMALL && o->effort != EFFORT_BEST && !o->older;
    int together = small ? 1 : workers;
    for (s->first = 0; s->first < workers && !(s->first && results[s->first - 1]->enough); s->first += together)
        child_run(work, s, together, MOST_DEATHS, (child_bounds){o->seconds, o->bytes},
                  (void *const *)(results + s->first));
}

const placing *layout_search(arena *a, const part *p, const sizes *const *all, const layout_options *o,
                             size_t *wrapping, buffer *log)
{
    search s = {.part = p, .options = o, .all = all, .space = candidate_space_of(a, p, o), .room = placing_room(p)};
    size_t bytes = sizeof(result) + 2 * s.room * sizeof(double);
    int workers = budget_for(p, o).rounds ? WORKERS : 1; /* one layout needs one child */
    result *results[WORKERS];
    const placing *best = NULL;
    bool shared = true;
    for (int i = 0; i < workers; i++)
        shared &= (results[i] = child_share(bytes)) != NULL;
    if (shared) {
        run_workers(&s, workers, results);
        best = take_best(a, &s, results, workers, wrapping);
        for (int i = 0; log && i < workers; i++)
            log_rows(results[i], i, log);
    }
    for (int i = 0; i < workers; i++)
        child_unshare(results[i], bytes);
    return best;
}
