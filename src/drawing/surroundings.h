/* What stands above and below the network in the figure. Private to the drawing room. */
#ifndef ENTENTE_SURROUNDINGS_H
#define ENTENTE_SURROUNDINGS_H

#include "drawing/drawing.h"

/* Heights by width, each looked up when first asked for. */
struct surroundings {
    const selection *selection;
    const relation *quiet; /* see sizes */
    bool legend;
    notes_form notes;
    double heights[64]; /* for widths in steps; 0: not known yet */
};

/* Points that title, legend and notes take where the network is so wide; NULL: only the title. */
double surroundings_height(surroundings *b, double width);

#endif
