#include "drawing/surroundings.h"

#include "drawing/legend.h"
#include "drawing/measure.h"
#include "drawing/theme.h"
#include "drawing/title.h"

#define TITLE 54.0 /* and its subtitle, in one line each */
#define STEP  24.0

static double measured(const surroundings *b, double width)
{
    arena *a = arena_new();
    scene s = {0};
    double y = title_add(a, &s, b->selection, width);
    if (b->legend)
        y = legend_add(a, &s, b->selection, b->quiet, (box){0, y + LEGEND_GAP, width, 0});
    y += LEGEND_GAP / 2; /* as much as keys are below the legend, where there are any */
    if (b->notes)
        y = notes_add(a, &s, b->selection, b->notes, (box){0, y + LEGEND_GAP / 2, width, 0});
    arena_free(a);
    return y;
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
