/* The space that is searched: how a part may be handed to an engine, and small steps in it. Private to the drawing
 * room. */
#ifndef ENTENTE_CANDIDATE_H
#define ENTENTE_CANDIDATE_H

#include "drawing/layout.h"

typedef struct candidate_space {
    const part *part;
    const layout_options *options;
    uint64_t *edge_hash, *node_hash; /* of ids */
    uint64_t salt;
} candidate_space;

/* Whether a part is too large for a search: it is laid out once, as a map (layout_map.c). */
bool part_is_map(const part *p, const layout_options *o);

candidate_space candidate_space_of(arena *a, const part *p, const layout_options *o);

/* The order of the file, nothing turned round. */
candidate candidate_new(arena *a, const candidate_space *s);
/* Both were made by candidate_new() for the same space. */
void candidate_copy(const candidate_space *s, candidate *to, const candidate *from);
/* One small step: a relation, an edge or a node turned round, a node moved in the order, another wrapping or direction.
   Which one follows from the seed and the ids, so that what an edit leaves alone steps as before. */
void candidate_mutate(const candidate_space *s, candidate *c, uint64_t seed);
/* A number that follows from a seed and what it is for. */
uint64_t candidate_draw(const candidate_space *s, uint64_t seed, uint64_t what);

#endif
