#include "drawing/keys.h"

#include "drawing/theme.h"

#include <string.h>

#define LETTER_GAP 4.0
#define ENTRY_GAP  12.0
#define ROW_GAP    2.0

double keys_add(arena *a, scene *s, const key_list *keys, box room)
{
    if (!keys->count)
        return room.y0;
    element *e = scene_element(a, s, "keys");
    e->id = "keys";
    e->part = "Keys";
    double x = room.x0, y = room.y0, row = 0;
    for (size_t i = 0; i < keys->count; i++) {
        const key *k = &keys->items[i];
        double letters = text_width(k->letters, strlen(k->letters), SIZE_LEGEND, true) + LETTER_GAP;
        text_block words = measure_block(a, k->words, "", SIZE_LEGEND, false, room.x1 - room.x0 - letters, 0);
        if (x > room.x0 && x + letters + words.width > room.x1) {
            x = room.x0;
            y += row + ROW_GAP;
            row = 0;
        }
        point at = {x, y + SIZE_LEGEND * LINE_SPACING / 2 + SIZE_LEGEND * BASELINE};
        scene_text(a, e, at, ANCHOR_START, k->letters, SIZE_LEGEND, true, &paint_ink);
        scene_block(a, e, &words, x + letters, y, ANCHOR_START, SIZE_LEGEND, false, &paint_soft);
        x += letters + words.width + ENTRY_GAP;
        row = words.height > row ? words.height : row;
    }
    return y + row;
}
