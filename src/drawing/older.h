/* From an older picture to where things begin in a new one. Private to the drawing room. */
#ifndef ENTENTE_OLDER_H
#define ENTENTE_OLDER_H

#include "drawing/layout.h"

typedef struct older_places {
    size_t known;    /* nodes of the part that the older picture has */
    size_t wrapping; /* row of layout_wrappings whose boxes are most like those of the older picture */
    placing placing; /* known nodes where they were, new ones beside their neighbours; no labels */
    point *anchors;  /* of nodes */
    bool *anchored;
} older_places;

older_places older_places_of(arena *a, const part *p, const sizes *const *all, const older *o);

#endif
