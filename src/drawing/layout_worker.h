/* One worker of the search: a child process that tries candidates for a part and leaves the best it finds in memory
   that it shares with its parent. Private to the drawing room. */
#ifndef ENTENTE_LAYOUT_WORKER_H
#define ENTENTE_LAYOUT_WORKER_H

#include "drawing/candidate.h"
#include "drawing/layout_child.h"

enum { WORKERS = 2, MOST_TRIES = 64 };

/* Parts with more nodes and edges have their words wrapped narrowly; unless they are sparse, no layout of an engine is
   worth its time: they are refined from sketches alone. */
enum { CROWDED = 110 };

/* What a worker may spend, by size of the part: guesses, layouts by the engine, and rounds that refine, with so many
   moves for each node and edge; a round that begins with a sketch takes the best of some, drawn in so many turns. What
   is refined is to fit the page with text of a size in points: where there is more to show, room spares crossings. */
typedef struct budget {
    int guesses, layouts, rounds, moves, sketches, turns;
    double text;
} budget;

/* One row of the table of scores. */
typedef struct try_row {
    bool done;
    char engine[10];
    int direction, wrapping;
    bool groups;
    double guess;
    score score;
} try_row;

/* What a worker leaves behind: the best so far, in the half that `best` names. */
typedef struct result_half {
    score score;
    size_t wrapping;
    direction direction;
} result_half;

typedef struct result {
    _Atomic int best; /* 0: none, 1 or 2: half */
    bool settled;     /* what was found leaves nothing to mend, or is what was asked for */
    try_row rows[MOST_TRIES];
    result_half half[2];
    double numbers[]; /* of both halves, `room` each */
} result;

/* What a worker left, and what is known of it; without a placing: nothing. */
typedef struct found {
    const placing *at;
    score score;
    size_t wrapping;
    direction direction;
} found;

typedef struct search {
    const part *part;
    const layout_options *options;
    const sizes *const *all; /* by wrapping */
    candidate_space space;
    budget budget;
    size_t room; /* numbers in a placing */
    int first;   /* worker of those that run now */
    result *results[WORKERS];
    found starts[WORKERS]; /* what each begins with, after the first phase */
} search;

/* The work of two phases, for child_run(): the best guesses are laid out by an engine, or what an older picture has is
   refined; then what was found, and sketches, are refined as long as they have faults. `context` is the search,
   `shared` the result of this worker. */
void worker_explore(void *context, int index, int first, child_state *state, void *shared);
void worker_improve(void *context, int index, int first, child_state *state, void *shared);

/* The best that a worker left. Not to be called while it runs: what comes first is chance then. */
found worker_found(arena *a, const search *s, int index);

#endif
