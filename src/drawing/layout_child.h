/* Work in child processes, with bounds; results come back through shared memory. Private to the drawing room. */
#ifndef ENTENTE_LAYOUT_CHILD_H
#define ENTENTE_LAYOUT_CHILD_H

#include "base/base.h"

#include <stdatomic.h>

/* What one child and its parent share. */
typedef struct child_state {
    atomic_int step;  /* the try under way, from 0; the work counts it up itself */
    atomic_bool done; /* the work came back; not to be set by it */
} child_state;

/* Called in the child for worker `index`; steps below `first` were tried by a child that died: skip them. Writes its
   results into `shared` so that they are whole at every moment. */
typedef void child_work(void *context, int index, int first, child_state *state, void *shared);

typedef struct child_bounds {
    double seconds; /* wall time from one child_alive() to the next */
    size_t bytes;   /* address space beyond what the process has */
} child_bounds;

/* Room that children see too, zeroed; NULL where there is none to be had. */
void *child_share(size_t bytes);
void child_unshare(void *shared, size_t bytes);

/* Runs the work in `count` children (at most 16) side by side and waits for all. A child that dies is replaced by
   one that begins after the step it died in, at most `deaths` times in all. Returns how many died. None outlives its
   parent, whatever signals the parent ignores or handles. */
int child_run(child_work *work, void *context, int count, int deaths, child_bounds bounds, void *const *shared);

/* Called by the work at each step: sets the wall clock anew. */
void child_alive(void);

#endif
