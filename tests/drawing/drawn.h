/* Networks to be laid out in tests, and what must be true of every layout. */
#ifndef TEST_DRAWN_H
#define TEST_DRAWN_H

#include "drawing/layout.h"

/* Reads YAML; the test fails where it has errors. All of it lives in the arena. */
const selection *selected(arena *a, const char *yaml);

/* The same for YAML made by printf-like pieces; frees the buffer. */
const selection *selected_from(arena *a, buffer *yaml);

/* The selection as one part, connected or not. */
part *part_of_all(arena *a, const selection *s);

/* Sizes for each row of layout_wrappings. */
const sizes **all_sizes(arena *a, const selection *s);

/* A fixed sequence of numbers that look random (splitmix64). */
uint64_t next_number(uint64_t *state);
/* In [0, 1). */
double next_part(uint64_t *state);
/* In [0, count). */
size_t next_index(uint64_t *state, size_t count);

typedef struct random_shape {
    size_t nodes, edges, groups;
    bool words; /* names and labels of several words */
} random_shape;

/* A network of this shape: all kinds, labels, loops, edges side by side and against each other. */
const selection *random_network(arena *a, uint64_t seed, random_shape shape);

/* A candidate that goes by the order of the file. */
candidate plain_candidate(arena *a, const part *p, const char *engine, direction d, size_t wrapping);

/* The layout by standard options, or those given; the test fails where there is a warning that `warned` does not
   announce. */
const layout *laid_out(arena *a, const selection *s, const layout_options *o, bool warned);

typedef struct promises {
    bool frames; /* groups are drawn */
} promises;

/* Everything that every layout promises: all finite and on the canvas, no box on another, lines from outline to
   outline, labels near their lines, members in their frames. `name` stands in messages. */
void expect_sound(const char *name, const selection *s, const layout *l, promises promised);

/* A hash of every number of it. */
uint64_t layout_hash(const selection *s, const layout *l);

#endif
