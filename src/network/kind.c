#include "network/network.h"

#include <string.h>

const char *const shape_words[SHAPE_COUNT] = {
    [SHAPE_BOX] = "box", [SHAPE_ROUNDED] = "rounded", [SHAPE_STADIUM] = "stadium",
    [SHAPE_CUT] = "cut", [SHAPE_HEXAGON] = "hexagon",
};

const char *const mark_words[MARK_COUNT] = {
    [MARK_NONE] = "none",   [MARK_LEFT] = "left",     [MARK_TOP] = "top",
    [MARK_SOLID] = "solid", [MARK_BOTTOM] = "bottom", [MARK_DOUBLE] = "double",
};

const kind builtin_kinds[] = {
    {"countries", "Country", SHAPE_ROUNDED, "blue", MARK_LEFT, {0}, {0}},
    {"agreements", "Agreement", SHAPE_ROUNDED, "navy", MARK_SOLID, {0}, {0}},
    {"pillars", "Pillar", SHAPE_BOX, "slate", MARK_NONE, {0}, {0}},
    {"technologies", "Technology", SHAPE_CUT, "green", MARK_NONE, {0}, {0}},
    {"people", "Person", SHAPE_STADIUM, "amber", MARK_NONE, {0}, {0}},
    {"organizations", "Organization", SHAPE_HEXAGON, "teal", MARK_NONE, {0}, {0}},
    {"events", "Event", SHAPE_BOX, "purple", MARK_TOP, {0}, {0}},
};
const size_t builtin_kind_count = sizeof builtin_kinds / sizeof *builtin_kinds;

/* ---- kinds that the file leaves open ---- */

typedef struct look {
    shape shape;
    mark mark;
} look;

/* What kinds may look like, those first that differ most from what is built in and from each other. Solid ones come
   late, since they weigh most in a figure, and a plain rounded box last: on paper nobody tells it from a plain one. */
static const look looks[] = {
    {SHAPE_BOX, MARK_BOTTOM},     {SHAPE_HEXAGON, MARK_DOUBLE}, {SHAPE_STADIUM, MARK_BOTTOM},
    {SHAPE_CUT, MARK_DOUBLE},     {SHAPE_BOX, MARK_DOUBLE},     {SHAPE_STADIUM, MARK_DOUBLE},
    {SHAPE_HEXAGON, MARK_BOTTOM}, {SHAPE_CUT, MARK_BOTTOM},     {SHAPE_HEXAGON, MARK_SOLID},
    {SHAPE_STADIUM, MARK_SOLID},  {SHAPE_CUT, MARK_SOLID},      {SHAPE_ROUNDED, MARK_DOUBLE},
    {SHAPE_STADIUM, MARK_TOP},    {SHAPE_HEXAGON, MARK_TOP},    {SHAPE_CUT, MARK_TOP},
    {SHAPE_ROUNDED, MARK_BOTTOM}, {SHAPE_ROUNDED, MARK_TOP},    {SHAPE_BOX, MARK_SOLID},
    {SHAPE_BOX, MARK_NONE},       {SHAPE_HEXAGON, MARK_NONE},   {SHAPE_STADIUM, MARK_NONE},
    {SHAPE_CUT, MARK_NONE},       {SHAPE_ROUNDED, MARK_NONE},
};
enum { LOOKS = sizeof looks / sizeof *looks };

/* The colours that no built-in kind has come first; red last of them, since lines that are against somebody have it. */
static const char *const colors[] = {"rose", "olive", "cyan",  "brown", "gray", "red", "purple",
                                     "teal", "amber", "green", "slate", "navy", "blue"};
enum { COLORS = sizeof colors / sizeof *colors };

/* How many kinds have each look, and how many of the file each colour. */
typedef struct uses {
    size_t looks[SHAPE_COUNT][MARK_COUNT], colors[COLORS];
} uses;

/* Not a bar at the left of what is pointed there, and not a rounded box without a mark. */
static bool is_free(const uses *u, shape s, mark m)
{
    bool fits = m == MARK_LEFT ? s == SHAPE_BOX || s == SHAPE_ROUNDED : m != MARK_NONE || s != SHAPE_ROUNDED;
    return fits && !u->looks[s][m];
}

/* The least used look of the shape, or of any; the first of them. */
static look next_look(const uses *u, shape s)
{
    const look *best = NULL;
    for (size_t i = 0; i < LOOKS; i++) {
        const look *l = &looks[i];
        bool fits = s == SHAPE_COUNT || l->shape == s;
        if (fits && (!best || u->looks[l->shape][l->mark] < u->looks[best->shape][best->mark]))
            best = l;
    }
    return *best;
}

static void take_look(uses *u, kind *k)
{
    if (k->shape == SHAPE_COUNT || !is_free(u, k->shape, k->mark)) {
        look l = next_look(u, k->shape);
        k->shape = l.shape;
        k->mark = l.mark;
    }
    u->looks[k->shape][k->mark]++;
}

static void count_color(uses *u, const char *color)
{
    for (size_t i = 0; color && i < COLORS; i++)
        u->colors[i] += strcmp(colors[i], color) == 0;
}

static const char *next_color(uses *u)
{
    size_t best = 0;
    for (size_t i = 1; i < COLORS; i++)
        if (u->colors[i] < u->colors[best])
            best = i;
    u->colors[best]++;
    return colors[best];
}

/* As it is built in: its look is its own. */
static bool is_unchanged(const network *n, size_t i)
{
    return i < builtin_kind_count && n->kinds.items[i]->shape == builtin_kinds[i].shape;
}

void kinds_tell_apart(network *n)
{
    uses u = {0};
    for (size_t i = 0; i < n->kinds.count; i++) {
        if (n->kinds.items[i]->at.file)
            count_color(&u, n->kinds.items[i]->color);
        if (is_unchanged(n, i))
            take_look(&u, n->kinds.items[i]);
    }
    for (size_t i = 0; i < n->kinds.count; i++)
        if (!is_unchanged(n, i) && n->kinds.items[i]->shape != SHAPE_COUNT)
            take_look(&u, n->kinds.items[i]);
    for (size_t i = 0; i < n->kinds.count; i++) {
        kind *k = n->kinds.items[i];
        if (k->shape == SHAPE_COUNT)
            take_look(&u, k);
        if (!k->color)
            k->color = next_color(&u);
    }
}
