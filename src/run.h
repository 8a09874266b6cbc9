/* Inside the public API: what a run holds, and the steps that entente.c and choice.c share. */
#ifndef ENTENTE_RUN_H
#define ENTENTE_RUN_H

#include "entente.h"
#include "format/format.h"
#include "input/input.h"

struct entente {
    arena *arena;
    diagnostics *diagnostics;
    input_options input;
    entente_options options; /* words that mean nothing are left out */
    const older *older;
    uint64_t older_fingerprint; /* of its bytes */
    const char *const *days;    /* of a sweep */
    size_t day_count;
    const network *network; /* NULL until something was read */
    /* What was chosen: */
    const view *view; /* NULL: the whole */
    const selection *selection;
    bool shares_layout;      /* with the other days of the sweep */
    const selection *common; /* what any of them draws; NULL until one is chosen */
    const layout *common_layout;
    const comparison *difference; /* in words; NULL: nothing is compared */
    const selection *pictures[2]; /* that are drawn as one then */
    /* Made when first needed, and kept: */
    graph *graph;
    const layout *layout;
    const scene *scene;
    buffer *results; /* one for each format */
    buffer scores, messages, table, contents, told;
};

/* ---- choice.c ---- */

/* Drops what was made from another selection. */
void forget_picture(entente *run);
/* Takes what is drawn where nothing was chosen: what differs of both pictures that are compared, or the whole. */
void choose_picture(entente *run);
/* What options, view and defaults say of it, in this order. */
layout_options layout_of_picture(const entente *run);
scene_options scene_of_picture(const entente *run);

#endif
