#include "base/record.h"
#include "drawing/scene.h"

#include <string.h>

static void put_box(arena *a, record *to, const char *key, box b)
{
    record *r = record_map(a, to, key);
    record_number(a, r, "x", b.x0);
    record_number(a, r, "y", b.y0);
    record_number(a, r, "width", box_width(b));
    record_number(a, r, "height", box_height(b));
}

static void put_line(arena *a, record *to, const char *key, curve c)
{
    record *r = record_list(a, to, key);
    for (size_t i = 0; i < c.count; i++) {
        record *point = record_list(a, r, NULL);
        record_number(a, point, NULL, c.points[i].x);
        record_number(a, point, NULL, c.points[i].y);
    }
}

static void put_place(arena *a, record *to, const element *e)
{
    if (e->line.count)
        put_line(a, to, "line", e->line);
    if (box_width(e->box) > 0)
        put_box(a, to, e->line.count ? "label_position" : "position", e->box);
}

record *positions_put(arena *a, const scene *s, record *r)
{
    /* The lists of the record, and what ids in a picture begin with. */
    static const char *const lists[][2] = {{"groups", "group-"}, {"nodes", "node-"}, {"edges", "edge-"}};
    map *by_id = map_new(a);
    for (size_t i = 0; i < s->elements.count; i++)
        if (s->elements.items[i]->id)
            map_put(by_id, s->elements.items[i]->id, s->elements.items[i]);
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        const record *list = record_find(r, lists[k][0]);
        for (size_t i = 0; list && i < list->items.count; i++) {
            record *it = list->items.items[i];
            const element *e = map_get(by_id, arena_format(a, "%s%s", lists[k][1], record_find(it, "id")->text));
            if (e)
                put_place(a, it, e);
        }
    }
    record *page = record_map(a, r, "page");
    record_number(a, page, "width", s->width);
    record_number(a, page, "height", s->height);
    return r;
}
