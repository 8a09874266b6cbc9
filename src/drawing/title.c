#include "drawing/title.h"

#include "drawing/element.h"
#include "drawing/measure.h"
#include "drawing/theme.h"

#define TITLE_GAP 12.0 /* below */

/* Some lines, at the side where they are begun to be read; returns where they end. */
static double add_block(arena *a, element *e, const text_block *block, double width, double y, double size, bool bold,
                        const paint *fill)
{
    bool leftward = block->lines.count && block->lines.items[0].leftward;
    double x = leftward ? MARGIN + width : MARGIN;
    return scene_block(a, e, block, x, y, leftward ? ANCHOR_END : ANCHOR_START, size, bold, fill);
}

static const char *subtitle_of(arena *a, const selection *s)
{
    const char *subtitle = s->subtitle ? s->subtitle : "";
    if (!s->day.year)
        return subtitle;
    char day[12];
    date_text(s->day, day);
    return arena_format(a, "%s%sas of %s", subtitle, *subtitle ? " · " : "", day);
}

double title_add(arena *a, scene *to, const selection *s, double width)
{
    element *e = scene_element(a, to, "title");
    double y = MARGIN - 2, size = SIZE_TITLE * map_scale(s), smaller = SIZE_SUBTITLE * map_scale(s);
    const char *subtitle = subtitle_of(a, s);
    if (s->title) {
        text_block title = measure_block(a, s->title, "", size, true, width, 0);
        y = add_block(a, e, &title, width, y, size, true, &paint_ink);
    }
    if (*subtitle) {
        text_block block = measure_block(a, subtitle, "", smaller, false, width, 0);
        y = add_block(a, e, &block, width, y + 1, smaller, false, &paint_soft);
    }
    return e->items.count ? y + TITLE_GAP : y;
}
