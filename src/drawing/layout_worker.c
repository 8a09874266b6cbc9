/* What a worker tries: thousands of candidates through a cheap guess, the best few through the engine and the true
   score, and the best of these refined as long as they have faults. All choices come from hashes of the try's number
   and the ids concerned, so that what an edit leaves alone chooses as before. */
#include "drawing/layout_worker.h"

#include "drawing/layout_map.h"
#include "drawing/layout_surrogate.h"
#include "drawing/older.h"
#include "drawing/refine.h"
#include "drawing/refine_sketch.h"
#include "drawing/stress.h"
#include "drawing/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How a round refines: where it begins (a new sketch, what the last phase found, or what this one has found so far),
   its share of the moves, how small things are at its beginning (they grow as it goes on), and how warm it is. */
enum { FROM_SKETCH, FROM_START, FROM_BEST };
typedef struct round_kind {
    int from;
    double moves, small, heat;
} round_kind;

static const round_kind rounds[] = {{FROM_START, 0.1, 0.6, 1.5}, {FROM_SKETCH, 0.6, 0.2, 3}, {FROM_BEST, 0.2, 1, 1},
                                    {FROM_START, 0.6, 0.2, 6},   {FROM_SKETCH, 0.6, 0.2, 3}, {FROM_BEST, 0.3, 1, 1}};
static const round_kind mending = {FROM_BEST, 0.2, 1, 0.3};

/* The row of layout_wrappings for what is short of room. */
enum { NARROW = 2 };

/* Where the rows of the table begin in which a worker improves what there is. */
enum { FIRST_IMPROVED = 24, ELITE = 16 };

/* Where the seeds of rounds begin: of ten tried, the one with the best pictures of the networks at hand. */
enum { FIRST_SEED = 64 };

static bool is_crowded(const part *p)
{
    return p->node_count + p->edge_count > CROWDED;
}

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
    int index;
    int first;           /* layouts before this one were tried already */
    int step;            /* the next layout */
    double moved;        /* what it costs how far what is judged has moved from an older picture */
    score score;         /* of the best */
    const point *places; /* of nodes, as they come to mind first: sketches are like that, not its mirror image */
    candidate plain;     /* by the order of the file, for what no engine has laid out */
    found best;          /* of what was refined, raw */
} worker;

/* Leaves a layout behind for the parent, whole at every moment. */
static void leave(worker *w, const candidate *c, const finished *f)
{
    const search *s = w->search;
    int half = atomic_load(&w->result->best) == 1 ? 1 : 0;
    if (!placing_pack(s->part, &f->at, w->result->numbers + (size_t)half * s->room))
        return;
    w->result->half[half] = (result_half){f->score, c->wrapping, c->direction};
    atomic_store(&w->result->best, half + 1);
}

/* Finishes and scores a layout, enters it in the table and leaves it behind where it is the best so far. */
static double judge(worker *w, arena *a, const char *by, const candidate *c, double guessed, const placing *raw,
                    bool smooth)
{
    const search *s = w->search;
    finished f = layout_finish(a, s->part, s->all, c, raw, smooth, s->options);
    f.score.total += w->moved;
    try_row *row = &w->result->rows[w->step];
    if (!row->done || f.score.total < row->score.total) {
        *row = (try_row){true, "", (int)c->direction, (int)c->wrapping, c->groups, guessed, f.score};
        snprintf(row->engine, sizeof row->engine, "%s", by);
    }
    if (f.score.total < w->score.total) {
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

/* Lays out one candidate by its engine. */
static double try_layout(worker *w, const candidate *c, double guessed)
{
    const search *s = w->search;
    if (!take_step(w))
        return INFINITY;
    arena *a = arena_new(); /* not freed: the engine keeps pointers into it */
    placing at = placing_new(a, s->part);
    bool map = part_is_map(s->part, s->options);
    const sizes *z = s->all[c->wrapping];
    if (!(map ? map_draw(a, s->part, z, c->engine, s->options, &at) : engine_run(a, s->part, z, c, &at)))
        return INFINITY;
    child_alive();
    return judge(w, a, c->engine, c, guessed, &at, !map);
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

/* The room, between margins, in which text has a size on the page, or the least it is to have. Many boxes need more:
   some times what they cover. */
static point room_for(const search *s, double text)
{
    const double airy = 4, gap = 24;
    const part *p = s->part;
    double scale = text / SIZE_LABEL, area = 0;
    for (size_t n = 0; n < p->node_count; n++)
        area += (s->all[NARROW]->nodes[p->nodes[n]].width + gap) * (s->all[NARROW]->nodes[p->nodes[n]].height + gap);
    scale = lesser(scale, sqrt(s->options->page_width * s->options->page_height / (airy * area)));
    const layout_options *o = s->options;
    point room = {o->page_width / scale - 2 * MARGIN, o->page_height / scale - MARGIN};
    while (room.y > 0 && page_scale(o, room.x + 2 * MARGIN, room.y + MARGIN) < scale)
        room.y -= 5;
    return room;
}

/* Nothing left that a reader would trip over: what remains is a matter of taste. */
static bool is_clean(const score *s)
{
    static const bool taste[FAULT_COUNT] = {[FAULT_BEND] = true,    [FAULT_SLANT] = true, [FAULT_LENGTH] = true,
                                            [FAULT_AGAINST] = true, [FAULT_AREA] = true,  [FAULT_SMALL_TEXT] = true};
    const double enough = 7.5; /* points on the page: more is not worth the time */
    for (int f = 0; f < FAULT_COUNT; f++)
        if (!taste[f] && s->faults[f] > 0.1)
            return false;
    return s->text > enough;
}

/* Who asks for the best is not content with what is clean. */
static bool is_done(const worker *w)
{
    return w->search->options->effort != EFFORT_BEST && is_clean(&w->score);
}

/* Clean, and all lines but one, at most, run in the direction of the rest. */
static bool is_enough(const score *s)
{
    return is_clean(s) && s->faults[FAULT_AGAINST] <= 1;
}

/* A start of straight lines: the best of some sketches. */
static found sketch_for(const worker *w, arena *a, uint64_t seed)
{
    const search *s = w->search;
    const budget b = s->budget;
    found best = s->starts[w->index];
    if (!best.at)
        best.direction = w->plain.direction;
    if (is_crowded(s->part) || w->score.text < 7)
        best.wrapping = NARROW;
    best.score.total = INFINITY;
    for (int i = 0; i < b.sketches; i++) {
        child_alive();
        double cost;
        placing *at = arena_new_of(a, placing);
        *at = sketch_draw(a, s->part, s->all[best.wrapping], room_for(s, b.text), w->places, b.turns,
                          seed * 64 + (uint64_t)i, &cost);
        if (cost < best.score.total)
            best.at = at;
        best.score.total = lesser(best.score.total, cost);
    }
    return best;
}

/* Text that is too small, strangers in frames, or needless crossings: no small step takes them away. */
static bool is_misshapen(const score *s, const part *p)
{
    return s->text < least_text(p) || s->faults[FAULT_FRAME] > 1 ||
           (part_is_sparse(p) && s->faults[FAULT_CROSSING] > 0);
}

/* That, things on one another, or labels of which one cannot say whose they are. */
static bool is_faulty(const score *s, const part *p)
{
    static const fault hits[] = {FAULT_LINE_IN_BOX, FAULT_LABEL_ON_BOX, FAULT_LABEL_ON_LABEL, FAULT_LINE_ON_LABEL,
                                 FAULT_FRAME,       FAULT_BOX_ON_BOX,   FAULT_LABEL_AMBIGUOUS};
    double count = 0;
    for (size_t i = 0; i < sizeof hits / sizeof *hits; i++)
        count += s->faults[hits[i]];
    return count > 0 || is_misshapen(s, p);
}

static found start_for(const worker *w, arena *a, const round_kind *kind, uint64_t seed)
{
    found start = kind->from == FROM_BEST && w->best.at ? w->best : w->search->starts[w->index];
    return kind->from == FROM_SKETCH || !start.at ? sketch_for(w, a, seed) : start;
}

/* One round. */
static void refine_once(worker *w, const round_kind *kind, uint64_t seed)
{
    const search *s = w->search;
    const budget b = s->budget;
    arena *a = arena_new();
    found from = start_for(w, a, kind, seed);
    candidate c = w->plain;
    c.wrapping = from.wrapping;
    c.direction = from.direction;
    int moves = (int)(kind->moves * b.moves * (double)(s->part->node_count + s->part->edge_count));
    refining *r = refining_new(a, s->part, s->all[c.wrapping], s->options, c.direction, from.at);
    refining_run(r, child_alive, moves, kind->heat, kind->small, room_for(s, b.text), seed);
    placing *at = arena_new_of(a, placing);
    *at = refining_placing(a, r);
    double cost = refining_cost(r);
    double plain = judge(w, a, "refined", &c, cost, at, false), smooth = judge(w, a, "refined", &c, cost, at, true);
    if (!w->best.at || lesser(plain, smooth) < w->best.score.total)
        w->best = (found){at, {.total = lesser(plain, smooth)}, c.wrapping, c.direction};
}

/* A round that begins where an older picture has things, and leaves them there as far as it can. */
static bool refine_older(worker *w)
{
    const search *s = w->search;
    arena *a = arena_new();
    older_places at = older_places_of(a, s->part, s->all, s->options->older);
    if (!at.known)
        return false;
    candidate c = w->plain;
    c.wrapping = at.wrapping;
    for (int i = 0; i < 2 && take_step(w); i++) {
        refining *r = refining_new(a, s->part, s->all[c.wrapping], s->options, c.direction, &at.placing);
        refining_anchor(r, at.anchors, at.anchored);
        int moves = (int)(0.3 * s->budget.moves * (double)(s->part->node_count + s->part->edge_count));
        refining_run(r, child_alive, moves, 0.5 + i, 1, (point){at.placing.width, at.placing.height},
                     (uint64_t)(i * WORKERS + w->index));
        placing found = refining_placing(a, r);
        double cost = refining_cost(r);
        w->moved = refining_moved(r);
        judge(w, a, "older", &c, cost, &found, false);
        judge(w, a, "older", &c, cost, &found, true);
    }
    return isfinite(w->score.total);
}

static worker worker_new(arena *a, const search *s, int index, int first, child_state *state, result *mine)
{
    worker w = {.search = s, .result = mine, .state = state, .index = index, .first = first, .step = -1};
    int half = atomic_load(&mine->best);
    w.score.total = INFINITY;
    if (half)
        w.score = mine->half[half - 1].score;
    w.plain = candidate_new(a, &s->space);
    return w;
}

void worker_explore(void *context, int index, int first, child_state *state, void *shared)
{
    const search *s = context;
    const budget b = s->budget;
    index += s->first;
    arena *a = arena_new();
    worker w = worker_new(a, s, index, first, state, shared);
    if (s->options->older && b.rounds && refine_older(&w)) {
        w.result->settled = true;
        return;
    }
    if (!b.layouts)
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
    w.result->settled = is_done(&w);
    top.groups = false; /* the last hope for what the engine cannot lay out with frames, or at all */
    if (part_is_map(s->part, s->options))
        top.engine = NO_ENGINE;
    if (isinf(w.score.total))
        try_layout(&w, &top, 0);
}

/* How many more there may be than the budget says, where there are faults. */
static int more_rounds(const search *s)
{
    if (s->options->effort == EFFORT_FAST)
        return 0;
    return is_crowded(s->part) && !part_is_sparse(s->part) ? 1 : 4;
}

/* The i-th round: those of the table, then, where there are still faults, sketches anew or small steps. */
static const round_kind *round_for(const worker *w, int i)
{
    enum { KINDS = sizeof rounds / sizeof *rounds, FIRST_SKETCH = 1 };
    int more = i - w->search->budget.rounds;
    return more < 0                                   ? &rounds[i % KINDS]
           : is_misshapen(&w->score, w->search->part) ? &rounds[FIRST_SKETCH + more % 2]
                                                      : &mending;
}

/* Rounds in turn, as long as there is something left to mend; and some more where there are faults. */
void worker_improve(void *context, int index, int first, child_state *state, void *shared)
{
    const search *s = context;
    const int most = s->budget.rounds + more_rounds(s);
    index += s->first;
    arena *a = arena_new();
    worker w = worker_new(a, s, index, first, state, shared);
    w.places = stress_places(a, s->part);
    w.step = FIRST_IMPROVED - 1;
    for (int i = 0; i < most && !is_done(&w); i++) {
        if (i >= s->budget.rounds && !is_faulty(&w.score, s->part))
            break;
        const round_kind *kind = round_for(&w, i);
        if ((kind->from != FROM_START || s->starts[index].at) && take_step(&w))
            refine_once(&w, kind, FIRST_SEED + (uint64_t)(i * WORKERS + index));
    }
    w.result->settled = is_enough(&w.score);
}

found worker_found(arena *a, const search *s, int index)
{
    const result *r = s->results[index];
    int half = r ? atomic_load(&r->best) - 1 : -1;
    if (half < 0 || half > 1 || r->half[half].wrapping >= layout_wrapping_count)
        return (found){0};
    const result_half *h = &r->half[half];
    const double *numbers = r->numbers + (size_t)half * s->room;
    return (found){placing_unpack(a, s->part, s->all, h->wrapping, numbers, s->room), h->score, h->wrapping,
                   h->direction};
}
