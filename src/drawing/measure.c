#include "drawing/measure.h"

#include "drawing/theme.h"

#include <math.h>
#include <string.h>

/* Of a note; where it has changed, what it was has some too. */
enum { MOST_NOTE_LINES = 3, MORE_NOTE_LINES = 3 };

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

bool block_is_loose(const text_block *b)
{
    return b->line > b->size * LINE_SPACING + 0.01 || (b->lines.count && b->lines.items[0].leftward);
}

typedef text_lines wrap(arena *a, const char *text, double size, bool bold, double width, size_t most);

static text_block block(arena *a, const char *text, const char *numbers, double size, bool bold, double width,
                        size_t most, wrap *wrap)
{
    bool worded = text && *text;
    text_block b = {.numbers = worded ? numbers : "", .size = size};
    b.lines = wrap(a, worded ? text : numbers, size, bold, width, most);
    for (size_t i = 0; i < b.lines.count; i++)
        b.width = fmax(b.width, b.last = b.lines.items[i].width);
    b.last += numbers_width(b.numbers, size, false);
    b.width = fmax(b.width, b.last);
    b.line = size * text_spacing(worded ? text : "");
    b.height = (double)b.lines.count * b.line;
    return b;
}

text_block measure_block(arena *a, const char *text, const char *numbers, double size, bool bold, double width,
                         size_t most)
{
    return block(a, text, numbers, size, bold, width, most, text_wrap);
}

/* Boxes and frames give way to a long word, a page does not. */
static text_block inside(arena *a, const char *text, const char *numbers, double size, bool bold, double width,
                         size_t most)
{
    return block(a, text, numbers, size, bold, width, most, text_wrap_loosely);
}

/* Room that the shape and its mark need beside the text. */
static void room_of_shape(const kind *k, double height, double *x, double *y)
{
    *x = k->shape == SHAPE_STADIUM ? fmin(16, height / 2) * 0.45 : k->shape == SHAPE_HEXAGON ? 6 : 0;
    *y = 0;
    if (k->mark == MARK_LEFT)
        *x += 2;
    if (k->mark == MARK_TOP || k->mark == MARK_BOTTOM)
        *y += 1.5;
    if (k->mark == MARK_DOUBLE)
        *x += 1, *y += 1;
}

static node_size measure_node(arena *a, const selection *s, const node *n, wrapping w)
{
    enum { MANY = 24 };
    double tight = s->nodes.count > MANY ? 0.65 : 1; /* large networks need the page for their text */
    const char *numbers = note_numbers(a, s, &n->claim);
    bool noted = n->note && *n->note;
    node_size z;
    z.name = inside(a, n->name, noted ? "" : numbers, SIZE_NAME, true, w.name, 0);
    size_t most = MOST_NOTE_LINES + (change_of_node(s, n).change == CHANGE_CHANGED ? MORE_NOTE_LINES : 0);
    z.note = inside(a, n->note, noted ? numbers : "", SIZE_NOTE, false, w.note, most);
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
        if (!r || s->edges.items[i]->label != r->label)
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

bool label_has_words(const sizes *z, const edge *e)
{
    return *e->label && !(z->quiet && e->relation == z->quiet && e->label == e->relation->label);
}

double map_scale(const selection *s)
{
    const double few = 100, most = 4;
    return fmin(most, fmax(1, sqrt((double)s->nodes.count / few)));
}

/* Of the words of a group's name: none is broken for the sake of a narrow place. */
static double widest_word(const char *name, double size)
{
    double widest = 0;
    for (size_t length; *name; name += length + (name[length] == ' ')) {
        length = strcspn(name, " ");
        widest = fmax(widest, text_width(name, length, size, true));
    }
    return ceil(widest);
}

/* A group in another has a smaller name than that. */
static void measure_group(arena *a, sizes *z, const selection *s, size_t index)
{
    const double inner = 0.7;
    const char *name = s->groups.items[index]->name;
    double scale = map_scale(s);
    for (const group *in = s->groups.items[index]->in; in; in = in->in)
        scale *= inner;
    scale = fmax(1, scale);
    double size = SIZE_GROUP * scale, width = z->wrapping.name * scale, word = widest_word(name, size);
    z->groups[index] = inside(a, name, "", size, true, 2 * width, 0);
    for (int k = 0; k < NARROW_NAMES; k++)
        z->narrow_groups[index][k] = inside(a, name, "", size, true, fmax(width / (k + 1), word), 0);
}

const sizes *measure(arena *a, const selection *s, wrapping w)
{
    sizes *z = arena_new_of(a, sizes);
    z->wrapping = w;
    z->quiet = quiet_relation(a, s);
    z->nodes = arena_get(a, s->nodes.count * sizeof *z->nodes);
    z->labels = arena_get(a, s->edges.count * sizeof *z->labels);
    z->groups = arena_get(a, s->groups.count * sizeof *z->groups);
    z->narrow_groups = arena_get(a, s->groups.count * sizeof *z->narrow_groups);
    for (size_t i = 0; i < s->nodes.count; i++)
        z->nodes[i] = measure_node(a, s, s->nodes.items[i], w);
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        const char *words = label_has_words(z, e) ? e->label : "";
        z->labels[i] = inside(a, words, note_numbers(a, s, &e->claim), SIZE_LABEL, e->claim.emphasis == EMPHASIS_STRONG,
                              w.label, 0);
    }
    for (size_t i = 0; i < s->groups.count; i++)
        measure_group(a, z, s, i);
    return z;
}

const text_block *name_at(const sizes *z, size_t group, box at)
{
    for (int i = 0; i < NARROW_NAMES; i++) {
        const text_block *narrow = &z->narrow_groups[group][i];
        if (fabs(narrow->width - (at.x1 - at.x0)) < 0.01 && fabs(narrow->height - (at.y1 - at.y0)) < 0.01)
            return narrow;
    }
    return &z->groups[group];
}

const sizes *measure_keys(arena *a, const selection *s, const sizes *z)
{
    enum { LETTERS = 26 };
    sizes *keys = arena_new_of(a, sizes);
    *keys = *z;
    keys->labels = arena_get(a, s->edges.count * sizeof *keys->labels);
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        keys->labels[i] = z->labels[i];
        if (label_has_words(z, e))
            keys->labels[i] = measure_block(a, s->edges.count > LETTERS ? "mm" : "m", note_numbers(a, s, &e->claim),
                                            SIZE_LABEL, true, 1000, 0);
    }
    return keys;
}

const sizes *measure_bare(arena *a, const selection *s, const sizes *z)
{
    sizes *bare = arena_new_of(a, sizes);
    *bare = *z;
    bare->labels = arena_get(a, s->edges.count * sizeof *bare->labels);
    for (size_t i = 0; i < s->edges.count; i++)
        bare->labels[i] = (text_block){.numbers = ""};
    return bare;
}
