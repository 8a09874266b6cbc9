#include "drawing/surroundings.h"

#include "drawing/legend.h"
#include "drawing/measure.h"
#include "drawing/theme.h"

#define TITLE 40.0 /* with its subtitle, in one line each, and the margins */
#define STEP  24.0

static double measured(const surroundings *b, double width)
{
    arena *a = arena_new();
    scene s = {0};
    double y = 0;
    if (b->legend)
        y = legend_add(a, &s, b->selection, b->quiet, (box){0, y, width, 0}) + LEGEND_GAP;
    if (b->notes && b->selection->notes.count)
        y = notes_add(a, &s, b->selection, b->notes, (box){0, y, width, 0}) + LEGEND_GAP / 2;
    arena_free(a);
    return TITLE * map_scale(b->selection) + y;
}

double surroundings_height(surroundings *b, double width)
{
    enum { MOST = sizeof b->heights / sizeof *b->heights };
    if (!b)
        return TITLE;
    size_t step = (size_t)(greater(width, LEAST_WIDTH) / STEP);
    step = step < MOST ? step : MOST - 1;
    if (b->heights[step] <= 0)
        b->heights[step] = measured(b, (double)step * STEP);
    return b->heights[step];
}
