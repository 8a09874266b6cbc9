#include "drawing/measure.h"

#include "drawing/theme.h"

#include <math.h>
#include <string.h>

enum { MOST_NOTE_LINES = 3 };

const char *note_numbers(arena *a, const selection *s, const claim *c)
{
    const char *text = "";
    for (size_t i = 0; i < c->sources.count; i++) {
        size_t number = s->note_of[c->sources.items[i]->index];
        if (number)
            text = arena_format(a, "%s%s%zu", text, *text ? ", " : "", number);
    }
    return text;
}

double numbers_width(const char *numbers, double size, bool bold)
{
    return *numbers ? 0.12 * size + text_width(numbers, strlen(numbers), size * NUMBER_SCALE, bold) : 0;
}

text_block measure_block(arena *a, const char *text, const char *numbers, double size, bool bold, double width,
                         size_t most)
{
    bool worded = text && *text;
    text_block b = {.numbers = worded ? numbers : ""};
    b.lines = text_wrap(a, worded ? text : numbers, size, bold, width, most);
    for (size_t i = 0; i < b.lines.count; i++) {
        double line = b.lines.items[i].width;
        if (i + 1 == b.lines.count)
            line += numbers_width(b.numbers, size, false);
        b.width = fmax(b.width, line);
    }
    b.height = (double)b.lines.count * size * LINE_SPACING;
    return b;
}

/* Room that the shape and its mark need beside the text. */
static void room_of_shape(const kind *k, double height, double *x, double *y)
{
    *x = k->shape == SHAPE_STADIUM ? fmin(16, height / 2) * 0.45 : k->shape == SHAPE_HEXAGON ? 6 : 0;
    *y = 0;
    if (k->mark == MARK_LEFT)
        *x += 2;
    if (k->mark == MARK_TOP)
        *y += 1.5;
}

static node_size measure_node(arena *a, const selection *s, const node *n, wrapping w)
{
    enum { MANY = 24 };
    double tight = s->nodes.count > MANY ? 0.65 : 1; /* large networks need the page for their text */
    const char *numbers = note_numbers(a, s, &n->claim);
    bool noted = n->note && *n->note;
    node_size z;
    z.name = measure_block(a, n->name, noted ? "" : numbers, SIZE_NAME, true, w.name, 0);
    z.note = measure_block(a, n->note, noted ? numbers : "", SIZE_NOTE, false, w.note, MOST_NOTE_LINES);
    double icon = n->icon ? ICON_SIZE + ICON_GAP : 0, more_x, more_y;
    double height = z.name.height + z.note.height + 2 * PAD_NODE_Y * tight;
    if (n->icon)
        height = fmax(height, ICON_SIZE + PAD_NODE_Y);
    room_of_shape(n->kind, height, &more_x, &more_y);
    z.width = ceil(fmax(icon + fmax(z.name.width, z.note.width) + 2 * (PAD_NODE_X * tight + more_x), 34));
    z.height = ceil(height + 2 * more_y);
    return z;
}

/* In a large network the word that stands on most lines says nothing new on each: it moves to the legend. */
static const relation *quiet_relation(arena *a, const selection *s)
{
    enum { LARGE = 40, MANY = 8 };
    const relation *quiet = NULL;
    size_t most = MANY - 1;
    if (s->edges.count <= LARGE)
        return NULL;
    map *counts = map_new(a);
    for (size_t i = 0; i < s->edges.count; i++) {
        const relation *r = s->edges.items[i]->relation;
        if (!r || r->tone != TONE_NEUTRAL || s->edges.items[i]->label != r->label)
            continue;
        size_t *count = map_get(counts, r->id);
        if (!count)
            map_put(counts, r->id, count = arena_new_of(a, size_t));
        if (++*count > most) {
            most = *count;
            quiet = r;
        }
    }
    return quiet;
}

const sizes *measure(arena *a, const selection *s, wrapping w)
{
    sizes *z = arena_new_of(a, sizes);
    z->wrapping = w;
    z->quiet = quiet_relation(a, s);
    z->nodes = arena_get(a, s->nodes.count * sizeof *z->nodes);
    z->labels = arena_get(a, s->edges.count * sizeof *z->labels);
    z->groups = arena_get(a, s->groups.count * sizeof *z->groups);
    for (size_t i = 0; i < s->nodes.count; i++)
        z->nodes[i] = measure_node(a, s, s->nodes.items[i], w);
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        bool quiet = z->quiet && e->relation == z->quiet && e->label == e->relation->label;
        z->labels[i] =
            measure_block(a, quiet ? "" : e->label, note_numbers(a, s, &e->claim), SIZE_LABEL, false, w.label, 0);
    }
    for (size_t i = 0; i < s->groups.count; i++)
        z->groups[i] = measure_block(a, s->groups.items[i]->name, "", SIZE_GROUP, true, 2 * w.name, 0);
    return z;
}
