#include "drawing/legend.h"

#include "drawing/element.h"
#include "drawing/mark.h"

#include <math.h>
#include <string.h>

#define SAMPLE_WIDTH  22.0
#define SAMPLE_HEIGHT 11.0
#define SAMPLE_GAP    5.0
#define ENTRY_GAP     11.0
#define ROW_HEIGHT    15.0

/* Many notes stand in columns of at least this width. */
#define FEW_NOTES   6
#define NOTE_COLUMN 205.0
#define COLUMN_GAP  14.0

/* Where the next entry goes. */
typedef struct cursor {
    arena *arena;
    element *element;
    box room;
    double x, y;
} cursor;

/* Makes room for a sample and its text, in the next row where this one is full; returns the box of the sample. */
static box next_entry(cursor *c, const char *text)
{
    double width = SAMPLE_WIDTH + SAMPLE_GAP + text_width(text, strlen(text), SIZE_LEGEND, false);
    if (c->x > c->room.x0 && c->x + width > c->room.x1) {
        c->x = c->room.x0;
        c->y += ROW_HEIGHT;
    }
    box sample = {c->x, c->y, c->x + SAMPLE_WIDTH, c->y + SAMPLE_HEIGHT};
    point at = {sample.x1 + SAMPLE_GAP, c->y + SAMPLE_HEIGHT / 2 + SIZE_LEGEND * BASELINE};
    scene_text(c->arena, c->element, at, ANCHOR_START, text, SIZE_LEGEND, false, &paint_soft);
    c->x += width + ENTRY_GAP;
    return sample;
}

static void end_row(cursor *c)
{
    if (c->x > c->room.x0)
        c->y += ROW_HEIGHT;
    c->x = c->room.x0;
}

static void add_line_entry(cursor *c, const char *text, tone t, status s, bool directed)
{
    box sample = next_entry(c, text);
    double y = (sample.y0 + sample.y1) / 2, third = SAMPLE_WIDTH / 3;
    point *p = arena_get(c->arena, 4 * sizeof *p);
    for (int i = 0; i < 4; i++)
        p[i] = (point){sample.x0 + third * i, y};
    mark_line(c->arena, c->element, (curve){p, 4}, t, s, EMPHASIS_NORMAL, directed);
}

/* What is drawn, counted once. */
typedef struct seen {
    bool status[STATUS_COUNT], plain[STATUS_COUNT];
    bool tone[TONE_COUNT][2]; /* undirected, directed */
    status tone_status[TONE_COUNT][2];
} seen;

static seen look(const selection *s)
{
    seen x = {0};
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        tone t = e->relation ? e->relation->tone : TONE_NEUTRAL;
        x.status[e->claim.status] = true;
        if (!x.tone[t][e->directed])
            x.tone_status[t][e->directed] = e->claim.status;
        else if (x.tone_status[t][e->directed] != e->claim.status)
            x.tone_status[t][e->directed] = STATUS_ACTIVE;
        x.tone[t][e->directed] = true;
    }
    for (size_t i = 0; i < s->nodes.count; i++)
        if (s->nodes.items[i]->claim.status != STATUS_ACTIVE)
            x.status[s->nodes.items[i]->claim.status] = true;
    return x;
}

static void add_kinds(cursor *c, const selection *s)
{
    map *listed = map_new(c->arena);
    for (size_t i = 0; i < s->nodes.count; i++) {
        const kind *k = s->nodes.items[i]->kind;
        if (map_put(listed, k->id, (void *)k))
            continue;
        box sample = next_entry(c, k->label);
        mark_box(c->arena, c->element, box_grown(sample, -0.5), k, STATUS_ACTIVE, EMPHASIS_NORMAL);
    }
    end_row(c);
}

static const char *const tone_legends[TONE_COUNT] = {
    [TONE_NEUTRAL] = "", [TONE_COOPERATIVE] = "allied, cooperating", [TONE_ADVERSARIAL] = "against"};

static void add_lines(cursor *c, const selection *s, const relation *quiet)
{
    seen x = look(s);
    if (quiet)
        add_line_entry(c, quiet->label, TONE_NEUTRAL, STATUS_ACTIVE, true);
    for (int i = 0; i < STATUS_COUNT; i++)
        if (x.status[i])
            add_line_entry(c, status_legends[i], TONE_NEUTRAL, (status)i, false);
    for (int t = TONE_COOPERATIVE; t < TONE_COUNT; t++)
        if (x.tone[t][0] || x.tone[t][1]) {
            bool directed = x.tone[t][1];
            add_line_entry(c, tone_legends[t], (tone)t, x.tone_status[t][directed], directed);
        }
    end_row(c);
}

double legend_add(arena *a, scene *scene, const selection *s, const relation *quiet, box room)
{
    if (!s->nodes.count)
        return room.y0;
    cursor c = {a, scene_element(a, scene, "legend"), room, room.x0, room.y0};
    c.element->id = "legend";
    c.element->part = "Legend";
    add_kinds(&c, s);
    if (s->edges.count)
        add_lines(&c, s, quiet);
    return c.y - (ROW_HEIGHT - SAMPLE_HEIGHT);
}

/* "Title. Publisher, date." as far as each is known. */
static const char *note_text(arena *a, const source *s)
{
    const char *title = s->title ? s->title : s->text ? s->text : s->id;
    char day[12] = "";
    if (s->date.year)
        date_text(s->date, day);
    const char *publisher = s->publisher ? s->publisher : "";
    size_t length = strlen(title);
    bool stopped = length && strchr(".?!", title[length - 1]);
    if (!*publisher && !*day)
        return title;
    return arena_format(a, "%s%s %s%s%s", title, stopped ? "" : ".", publisher, *publisher && *day ? ", " : "", day);
}

/* One note with its number, from the top at y; returns the y of its lower end. */
static double add_note(arena *a, element *e, const source *source, size_t number, double x, double y, double width)
{
    double indent = text_width("00", 2, SIZE_SOURCE, false) + 5;
    text_block block = measure_block(a, note_text(a, source), "", SIZE_SOURCE, false, width - indent, 0);
    point at = {x + indent - 4, y + SIZE_SOURCE * LINE_SPACING / 2 + SIZE_SOURCE * BASELINE};
    scene_text(a, e, at, ANCHOR_END, arena_format(a, "%zu", number), SIZE_SOURCE, false, &paint_soft);
    size_t first = e->items.count;
    y = scene_block(a, e, &block, x + indent, y, ANCHOR_START, SIZE_SOURCE, false, &paint_soft);
    for (size_t k = first; k < e->items.count; k++)
        e->items.items[k].url = source->url;
    return y + 1.5;
}

static void add_rule(arena *a, element *e, box room)
{
    item *rule = scene_item(a, e, ITEM_POLYLINE);
    rule->points = arena_get(a, 2 * sizeof(point));
    rule->points[0] = (point){room.x0, room.y0};
    rule->points[1] = (point){room.x1, room.y0};
    rule->count = 2;
    rule->stroke = &paint_rule;
    rule->stroke_width = 0.7;
}

double notes_add(arena *a, scene *scene, const selection *s, box room)
{
    if (!s->notes.count)
        return room.y0;
    element *e = scene_element(a, scene, "notes");
    e->id = "notes";
    e->part = "Sources";
    add_rule(a, e, room);
    double width = room.x1 - room.x0, top = room.y0 + 5, y = top, lowest = top;
    size_t columns = s->notes.count > FEW_NOTES ? (size_t)(width / NOTE_COLUMN) : 1;
    columns = columns < 1 ? 1 : columns > 3 ? 3 : columns;
    size_t each = (s->notes.count + columns - 1) / columns;
    double column = (width - COLUMN_GAP * (double)(columns - 1)) / (double)columns;
    for (size_t i = 0; i < s->notes.count; i++) {
        if (i % each == 0)
            y = top;
        double x = room.x0 + (column + COLUMN_GAP) * (double)(i / each);
        y = add_note(a, e, s->notes.items[i], i + 1, x, y, column);
        lowest = fmax(lowest, y);
    }
    return lowest;
}
