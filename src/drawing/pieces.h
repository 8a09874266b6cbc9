/* What is joined with what, piece by piece: disjoint sets (Tarjan, 1975). Private to the drawing room. */
#ifndef ENTENTE_PIECES_H
#define ENTENTE_PIECES_H

#include <stddef.h>

/* The first of the piece that i belongs to; `parent` names for each an earlier one of its piece, or itself. */
static inline size_t piece_of(size_t *parent, size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static inline void pieces_join(size_t *parent, size_t i, size_t k)
{
    size_t x = piece_of(parent, i), y = piece_of(parent, k);
    parent[x > y ? x : y] = x > y ? y : x;
}

#endif
