/* Where things are in a picture that was drawn before. Reads back what svg.c writes, or wrote in an earlier version,
   line by line, and no other SVG. */
#include "format/format.h"

#include <stdlib.h>
#include <string.h>

/* The value of an attribute in a tag; NULL where it has none. */
static const char *attribute(arena *a, const char *tag, const char *end, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = tag; at + length + 2 < end; at++)
        if (at[0] == ' ' && strncmp(at + 1, name, length) == 0 && strncmp(at + 1 + length, "=\"", 2) == 0) {
            const char *value = at + length + 3, *quote = memchr(value, '"', (size_t)(end - value));
            return quote ? arena_copy(a, value, (size_t)(quote - value)) : NULL;
        }
    return NULL;
}

/* The next number at or behind *at; false where there is none before `end`. Written with a point by svg.c, so read
   without the locale. */
static bool next_number(const char **at, double *value)
{
    const char *p = *at + strcspn(*at, "-0123456789");
    if (!*p)
        return false;
    double sign = *p == '-' ? -1 : 1, whole = 0, part = 0, scale = 1;
    p += *p == '-';
    for (; *p >= '0' && *p <= '9'; p++)
        whole = whole * 10 + (*p - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; p++) {
            part = part * 10 + (*p - '0');
            scale *= 10;
        }
    *value = sign * (whole + part / scale);
    *at = p;
    return true;
}

static double number_of(const char *text)
{
    double value = 0;
    if (text)
        next_number(&text, &value);
    return value;
}

/* Points to a user unit: figures are as wide in points as they say, and in user units as their viewBox does. Earlier
   versions had another unit than svg.c has. */
static double unit_of(arena *a, const char *tag, const char *end)
{
    const char *view = attribute(a, tag, end, "viewBox");
    double width = number_of(attribute(a, tag, end, "width")), units = 0;
    for (int i = 0; view && i < 3; i++)
        if (!next_number(&view, &units))
            units = 0;
    return width > 0 && units > 0 ? width / units : 1;
}

typedef ARRAY(point) point_list;

static point_list points_of(arena *a, const char *text, double unit)
{
    point_list list = {0};
    point p;
    while (next_number(&text, &p.x) && next_number(&text, &p.y))
        *array_add(a, &list) = (point){p.x * unit, p.y * unit};
    return list;
}

/* The box of a node's shape: a rectangle or a polygon. */
static bool read_box(arena *a, const char *tag, const char *end, double unit, box *out)
{
    if (strncmp(tag, "<rect", 5) == 0) {
        double x = number_of(attribute(a, tag, end, "x")), y = number_of(attribute(a, tag, end, "y"));
        double width = number_of(attribute(a, tag, end, "width")), height = number_of(attribute(a, tag, end, "height"));
        *out = (box){x * unit, y * unit, (x + width) * unit, (y + height) * unit};
        return width > 0;
    }
    const char *points = strncmp(tag, "<polygon", 8) == 0 ? attribute(a, tag, end, "points") : NULL;
    point_list list = points ? points_of(a, points, unit) : (point_list){0};
    if (!list.count)
        return false;
    *out = (box){list.items[0].x, list.items[0].y, list.items[0].x, list.items[0].y};
    for (size_t i = 1; i < list.count; i++) {
        point p = list.items[i];
        *out = (box){p.x < out->x0 ? p.x : out->x0, p.y < out->y0 ? p.y : out->y0, p.x > out->x1 ? p.x : out->x1,
                     p.y > out->y1 ? p.y : out->y1};
    }
    return true;
}

static void take_node(arena *a, older *o, const char *id, box at)
{
    box *kept = arena_new_of(a, box);
    *kept = at;
    if (!map_get(o->nodes, id))
        map_put(o->nodes, id, kept);
}

static void take_edge(arena *a, older *o, const char *from, const char *to, point_list list)
{
    older_line *line = arena_new_of(a, older_line);
    *line = (older_line){list.items, list.count};
    const char *key = older_edge_key(a, from, to);
    if (list.count >= 4 && !map_get(o->edges, key))
        map_put(o->edges, key, line);
}

/* What the tags of one group say, read until its shape is found. */
typedef struct group_read {
    double unit;                  /* of the whole picture */
    const char *node, *from, *to; /* NULL: not in such a group */
} group_read;

static void read_tag(arena *a, older *o, group_read *g, const char *tag, const char *end)
{
    box at;
    if (strncmp(tag, "<svg", 4) == 0) {
        g->unit = unit_of(a, tag, end);
    } else if (strncmp(tag, "<g", 2) == 0) {
        const char *class = attribute(a, tag, end, "class");
        bool node = class && strncmp(class, "node ", 5) == 0, edge = class && strncmp(class, "edge ", 5) == 0;
        if (node || edge)
            *g = (group_read){g->unit, node ? attribute(a, tag, end, "data-id") : NULL,
                              edge ? attribute(a, tag, end, "data-from") : NULL,
                              edge ? attribute(a, tag, end, "data-to") : NULL};
    } else if (g->node && read_box(a, tag, end, g->unit, &at)) {
        take_node(a, o, g->node, at);
        g->node = NULL;
    } else if (g->from && g->to && strncmp(tag, "<path", 5) == 0) {
        const char *path = attribute(a, tag, end, "d");
        if (path)
            take_edge(a, o, g->from, g->to, points_of(a, path, g->unit));
        g->from = NULL;
    }
}

const older *svg_older(arena *a, const char *bytes, size_t length)
{
    older *o = arena_new_of(a, older);
    *o = (older){map_new(a), map_new(a), 0};
    group_read g = {.unit = 1};
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        const char *tag = memchr(at, '<', (size_t)(end - at));
        const char *close = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;
        if (!close)
            break;
        bool had = g.node != NULL;
        read_tag(a, o, &g, tag, close + 1);
        o->count += had && !g.node;
        at = close + 1;
    }
    return o->count ? o : NULL;
}
