/* How often what is defined is used. Private to the network room. */
#ifndef ENTENTE_COUNTS_H
#define ENTENTE_COUNTS_H

#include "network/network.h"

typedef struct counts {
    map *kinds, *relations;   /* nodes and edges of each, see counted() */
    size_t *groups, *sources; /* by index: nodes in it, claims and nodes that cite it */
} counts;

counts counts_of(const network *n);
/* How many there are under an id. */
size_t counted(const map *in, const char *id);

#endif
