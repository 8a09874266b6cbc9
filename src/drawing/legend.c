#include "drawing/legend.h"

#include "drawing/element.h"
#include "drawing/mark.h"

#include <math.h>
#include <string.h>

#define SAMPLE_WIDTH  24.0
#define SAMPLE_HEIGHT 12.0
#define SAMPLE_GAP    5.0
#define ENTRY_GAP     14.0
#define ROW_GAP       4.0
#define SECTION_GAP   3.0

/* Many notes stand in columns of at least this width. */
#define FEW_NOTES   6
#define NOTE_COLUMN 205.0
#define COLUMN_GAP  16.0
#define NOTE_GAP    2.0

/* ---- what is in the legend ---- */

/* A sample and its words: of a kind, or of a status of one (as a box), or of a line. */
typedef struct entry {
    const kind *kind; /* NULL: a line */
    line_look look;
    const char *words;
    text_block text;
} entry;

typedef ARRAY(entry) entries;

static void add_box_entry(arena *a, entries *to, const char *words, const kind *k, line_look look)
{
    *array_add(a, to) = (entry){.kind = k, .look = look, .words = words};
}

static bool same_look(line_look x, line_look y)
{
    bool heads =
        !(x.bare || (x.tone == TONE_NEUTRAL && !x.directed)) || !(y.bare || (y.tone == TONE_NEUTRAL && !y.directed));
    return look_paint(x) == look_paint(y) && x.status == y.status && x.emphasis == y.emphasis && x.change == y.change &&
           (!heads || (x.tone == y.tone && x.directed == y.directed && x.bare == y.bare));
}

/* Two samples that look the same would make a reader search for the difference: their words share one. */
static void add_line_entry(arena *a, entries *to, const char *words, line_look look)
{
    for (size_t i = 0; i < to->count; i++)
        if (!to->items[i].kind && same_look(to->items[i].look, look)) {
            to->items[i].words = arena_format(a, "%s; %s", to->items[i].words, words);
            return;
        }
    *array_add(a, to) = (entry){.look = look, .words = words};
}

/* What samples look like that say nothing of changes: as what is the same, where something is compared. */
static change_type plain_change(const selection *s)
{
    return s->changes ? CHANGE_SAME : CHANGE_NONE;
}

static entries kinds_drawn(arena *a, const selection *s)
{
    entries list = {0};
    map *listed = map_new(a);
    for (size_t i = 0; i < s->nodes.count; i++) {
        const kind *k = s->nodes.items[i]->kind;
        if (!map_put(listed, k->id, (void *)k))
            add_box_entry(a, &list, k->label, k, (line_look){.change = plain_change(s)});
    }
    return list;
}

/* What is drawn, each with the plainest form that it has. */
typedef struct seen {
    bool boxes[STATUS_COUNT], lines[STATUS_COUNT];
    tone tones[STATUS_COUNT];
    bool ends[TONE_COUNT][2]; /* undirected, directed */
    status statuses[TONE_COUNT][2];
} seen;

static seen look_around(const selection *s)
{
    seen x = {0};
    for (size_t i = 0; i < s->edges.count; i++) {
        line_look l = look_of_edge(s, s->edges.items[i]);
        if (l.change == CHANGE_WENT) /* its line says only that */
            continue;
        if (!x.lines[l.status] || l.tone < x.tones[l.status])
            x.tones[l.status] = l.tone;
        if (!x.ends[l.tone][l.directed] || l.status < x.statuses[l.tone][l.directed])
            x.statuses[l.tone][l.directed] = l.status;
        x.lines[l.status] = true;
        x.ends[l.tone][l.directed] = true;
    }
    for (size_t i = 0; i < s->nodes.count; i++)
        if (change_of_node(s, s->nodes.items[i]).change != CHANGE_WENT)
            x.boxes[s->nodes.items[i]->claim.status] = true;
    return x;
}

/* Neutral lines say nothing by their ends but where they lead. */
static const char *const tone_legends[TONE_COUNT][2] = {
    [TONE_COOPERATIVE] = {"allied, cooperating", "in support of"},
    [TONE_ADVERSARIAL] = {"against each other", "against"},
};

/* As most lines of a relation look: in force, and led or not as the first of them. */
static line_look look_of_relation(const selection *s, const relation *r)
{
    line_look look = {.tone = r->tone, .change = plain_change(s)};
    for (size_t i = s->edges.count; i-- > 0;)
        if (s->edges.items[i]->relation == r)
            look.directed = s->edges.items[i]->directed;
    return look;
}

/* Whether all lines with these ends are of the relation that the legend names: its words say more than those of its
   tone. */
static bool says_all(const selection *s, const relation *quiet, tone t, bool directed)
{
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        if (look_of_edge(s, e).tone == t && e->directed == directed && e->relation != quiet)
            return false;
    }
    return quiet != NULL;
}

static entries lines_drawn(arena *a, const selection *s, const relation *quiet)
{
    static const kind any = {.shape = SHAPE_ROUNDED, .color = "gray"};
    entries list = {0};
    seen x = look_around(s);
    if (quiet)
        add_line_entry(a, &list, quiet->label, look_of_relation(s, quiet));
    for (int i = 0; i < STATUS_COUNT; i++)
        if (x.lines[i])
            add_line_entry(a, &list, status_legends[i],
                           (line_look){x.tones[i], (status)i, EMPHASIS_NORMAL, false, true, plain_change(s)});
        else if (x.boxes[i] && i != STATUS_ACTIVE)
            add_box_entry(a, &list, status_legends[i], &any,
                          (line_look){.status = (status)i, .change = plain_change(s)});
    for (int t = TONE_COOPERATIVE; t < TONE_COUNT; t++)
        for (int directed = 1; directed >= 0; directed--)
            if (x.ends[t][directed] && !says_all(s, quiet, (tone)t, directed))
                add_line_entry(
                    a, &list, tone_legends[t][directed],
                    (line_look){(tone)t, x.statuses[t][directed], EMPHASIS_NORMAL, directed, false, plain_change(s)});
    return list;
}

/* "+ came: 3", each beside a line as it is drawn, or a box where no line is. */
static entries changes_drawn(arena *a, const selection *s)
{
    static const kind any = {.shape = SHAPE_ROUNDED};
    static const emphasis weights[CHANGE_COUNT] = {[CHANGE_SAME] = EMPHASIS_MUTED, [CHANGE_CAME] = EMPHASIS_STRONG};
    static const change_type order[] = {CHANGE_CAME, CHANGE_WENT, CHANGE_CHANGED, CHANGE_SAME};
    entries list = {0};
    for (size_t k = 0; s->changes && k < sizeof order / sizeof *order; k++) {
        change_type c = order[k];
        if (!s->changes->counts[c])
            continue;
        const char *words = c == CHANGE_SAME ? "as before" : arena_format(a, "%s %s", change_signs[c], change_words[c]);
        words = arena_format(a, "%s: %zu", words, s->changes->counts[c]);
        line_look look = {.emphasis = weights[c], .bare = true, .change = c};
        bool line = false;
        for (size_t i = 0; i < s->edges.count; i++)
            line |= change_of_edge(s, s->edges.items[i]).change == look.change;
        if (line)
            add_line_entry(a, &list, words, look);
        else
            add_box_entry(a, &list, words, &any, look);
    }
    return list;
}

/* ---- where it stands ---- */

/* Entries in rows and columns, each column as wide as what is in it. */
typedef struct grid {
    size_t rows, columns;
    double *widths;
} grid;

static double entry_width(const entry *e)
{
    return SAMPLE_WIDTH + SAMPLE_GAP + e->text.width;
}

static double grid_width(const grid *g)
{
    double width = 0;
    for (size_t i = 0; i < g->columns; i++)
        width += g->widths[i] + (i ? ENTRY_GAP : 0);
    return width;
}

static grid grid_of(arena *a, const entries *list, size_t columns)
{
    grid g = {(list->count + columns - 1) / columns, columns, arena_get(a, columns * sizeof(double))};
    for (size_t i = 0; i < list->count; i++)
        g.widths[i % columns] = fmax(g.widths[i % columns], entry_width(&list->items[i]));
    return g;
}

/* As few rows as the width allows, and then as few columns as these rows need: the last row is not left short. */
static grid grid_in(arena *a, const entries *list, double width)
{
    enum { MOST_COLUMNS = 8 };
    size_t columns = list->count < MOST_COLUMNS ? list->count : MOST_COLUMNS;
    if (!columns)
        return (grid){0};
    grid best = grid_of(a, list, columns);
    while (grid_width(&best) > width && columns > 1)
        best = grid_of(a, list, --columns);
    grid even = grid_of(a, list, (list->count + best.rows - 1) / best.rows);
    return grid_width(&even) <= width ? even : best;
}

/* Makes the columns of two grids stand below each other, where they are as many and there is room for that. */
static void align(arena *a, grid *x, grid *y, double width)
{
    grid both = {0, x->columns, arena_get(a, x->columns * sizeof(double))};
    for (size_t i = 0; i < x->columns && x->columns == y->columns; i++)
        both.widths[i] = fmax(x->widths[i], y->widths[i]);
    if (x->columns == y->columns && grid_width(&both) <= width)
        x->widths = y->widths = both.widths;
}

static void add_sample(arena *a, element *e, const entry *it, box at)
{
    double y = (at.y0 + at.y1) / 2, third = SAMPLE_WIDTH / 3;
    if (it->kind) {
        mark_box(a, e, box_grown(at, -0.5), it->kind, (box_look){it->look.status, it->look.emphasis, it->look.change});
        return;
    }
    point *p = arena_get(a, 4 * sizeof *p);
    for (int i = 0; i < 4; i++)
        p[i] = (point){at.x0 + third * i, y};
    mark_line(a, e, (curve){p, 4}, (polyline){0}, (polyline){0}, it->look);
}

/* The sample stands beside the first line of its words; returns the y below both. */
static double add_entry(arena *a, element *e, const entry *it, double x, double y)
{
    double line = SIZE_LEGEND * LINE_SPACING;
    add_sample(a, e, it, (box){x, y, x + SAMPLE_WIDTH, y + SAMPLE_HEIGHT});
    double low = scene_block(a, e, &it->text, x + SAMPLE_WIDTH + SAMPLE_GAP, y + (SAMPLE_HEIGHT - line) / 2,
                             ANCHOR_START, SIZE_LEGEND, false, &paint_soft);
    return fmax(low, y + SAMPLE_HEIGHT);
}

/* Adds entries from a point on; returns the y of their lower end. */
static double add_entries(arena *a, element *e, const entries *list, const grid *g, point from)
{
    double x = from.x, top = from.y, low = top;
    for (size_t i = 0; i < list->count; i++) {
        if (i && i % g->columns == 0) {
            x = from.x;
            top = low + ROW_GAP;
        }
        low = fmax(low, add_entry(a, e, &list->items[i], x, top));
        x += g->widths[i % g->columns] + ENTRY_GAP;
    }
    return low;
}

static void measure_entries(arena *a, entries *list, double width)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].text =
            measure_block(a, list->items[i].words, "", SIZE_LEGEND, false, width - SAMPLE_WIDTH - SAMPLE_GAP, 0);
}

double legend_add(arena *a, scene *scene, const selection *s, const relation *quiet, box room)
{
    if (!s->nodes.count)
        return room.y0;
    element *e = scene_element(a, scene, "legend");
    e->id = "legend";
    e->part = "Legend";
    double width = box_width(room);
    entries changes = changes_drawn(a, s), kinds = kinds_drawn(a, s), lines = lines_drawn(a, s, quiet);
    measure_entries(a, &changes, width);
    measure_entries(a, &kinds, width);
    measure_entries(a, &lines, width);
    grid top = grid_in(a, &changes, width), upper = grid_in(a, &kinds, width), lower = grid_in(a, &lines, width);
    align(a, &upper, &lower, width);
    double y = room.y0;
    if (changes.count)
        y = add_entries(a, e, &changes, &top, (point){room.x0, y}) + ROW_GAP + SECTION_GAP;
    y = add_entries(a, e, &kinds, &upper, (point){room.x0, y});
    return lines.count ? add_entries(a, e, &lines, &lower, (point){room.x0, y + ROW_GAP + SECTION_GAP}) : y;
}

/* ---- notes ---- */

const char *const notes_words[NOTES_COUNT] = {"none", "auto", "full"};
const char *const legend_words[2] = {"none", "auto"};

/* "Title. Publisher, date." as far as each is known. */
static const char *short_note(arena *a, const source *s)
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
    /* Behind Arabic letters the parts of a day would change places: a mark of left-to-right stands before it. */
    const char *mark = *day && text_is_leftward(title, length) ? "\u200e" : "";
    return arena_format(a, "%s%s %s%s%s%s", title, stopped ? "" : ".", publisher, *publisher && *day ? ", " : "", mark,
                        day);
}

/* In full also what the file says beside, and the address, for a page that nobody can click on. */
static const char *note_text(arena *a, const source *s, notes_form form)
{
    const char *text = short_note(a, s);
    if (form != NOTES_FULL)
        return text;
    if (s->text && s->title)
        text = arena_format(a, "%s\n%s", text, s->text);
    return s->url ? arena_format(a, "%s\n%s", text, s->url) : text;
}

/* The notes as they stand in columns of one width, their numbers hanging before them. */
typedef struct note_page {
    text_block *blocks;
    double indent, height; /* of all, one below the other */
    size_t columns;
    double column; /* width */
} note_page;

static double note_height(const text_block *b)
{
    return b->height + NOTE_GAP;
}

static note_page note_page_of(arena *a, const selection *s, notes_form form, double width)
{
    enum { MOST_COLUMNS = 3 };
    note_page p = {.blocks = arena_get(a, s->notes.count * sizeof *p.blocks), .columns = 1};
    if (s->notes.count > FEW_NOTES)
        p.columns = (size_t)fmax(1, fmin(MOST_COLUMNS, width / NOTE_COLUMN));
    p.column = (width - COLUMN_GAP * (double)(p.columns - 1)) / (double)p.columns;
    const char *widest = arena_format(a, "%zu", s->notes.count);
    p.indent = text_width(widest, strlen(widest), SIZE_SOURCE, false) + 5;
    for (size_t i = 0; i < s->notes.count; i++) {
        p.blocks[i] =
            measure_block(a, note_text(a, s->notes.items[i], form), "", SIZE_SOURCE, false, p.column - p.indent, 0);
        p.height += note_height(&p.blocks[i]);
    }
    return p;
}

static void add_note(arena *a, element *e, const note_page *p, const source *source, size_t i, point at)
{
    point number = {at.x + p->indent - 5, at.y + p->blocks[i].line / 2 + SIZE_SOURCE * BASELINE};
    scene_text(a, e, number, ANCHOR_END, arena_format(a, "%zu", i + 1), SIZE_SOURCE, false, &paint_soft);
    size_t first = e->items.count;
    scene_block(a, e, &p->blocks[i], at.x + p->indent, at.y, ANCHOR_START, SIZE_SOURCE, false, &paint_soft);
    for (size_t k = first; k < e->items.count; k++)
        e->items.items[k].url = source->url;
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

double notes_add(arena *a, scene *scene, const selection *s, notes_form form, box room)
{
    if (!s->notes.count)
        return room.y0;
    element *e = scene_element(a, scene, "notes");
    e->id = "notes";
    e->part = "Sources";
    add_rule(a, e, room);
    note_page p = note_page_of(a, s, form, room.x1 - room.x0);
    double top = room.y0 + 6, lowest = top, above = 0; /* heights of the notes before this one, and of whole columns */
    point at = {room.x0, top};
    for (size_t i = 0, column = 0; i < s->notes.count; i++) {
        double height = note_height(&p.blocks[i]);
        double full = p.height * (double)(column + 1) / (double)p.columns;
        if (column + 1 < p.columns && above + height / 2 > full) {
            column++;
            at = (point){at.x + p.column + COLUMN_GAP, top};
        }
        add_note(a, e, &p, s->notes.items[i], i, at);
        at.y += height;
        above += height;
        lowest = fmax(lowest, at.y);
    }
    return lowest - NOTE_GAP;
}
