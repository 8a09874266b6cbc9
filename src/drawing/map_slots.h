/* Who stands where, once the places are known. Private to the drawing room. */
#ifndef ENTENTE_MAP_SLOTS_H
#define ENTENTE_MAP_SLOTS_H

#include "drawing/spread.h"

/* Between two that have slots, or from one to something outside whose place is known. */
typedef struct slot_link {
    size_t a, b;    /* b: SIZE_MAX for what leads outside */
    size_t outside; /* node of the part */
} slot_link;

typedef ARRAY(slot_link) slot_links;

/* Weights that differ more would not fit into each other's place. */
static inline bool weights_are_alike(double x, double y)
{
    const double most = 2.5;
    return x <= most * y && y <= most * x;
}

/* Lets pairs swap their places, near the middle of what each is linked with, as long as that makes links shorter, in a
   bounded number of rounds; `outside` says where a link that leads outside ends. Pairs of very different weights stay.
 */
void slots_swap(arena *a, const slot_links *links, const point *outside, share *shares, size_t count);

#endif
