#include "drawing/layout.h"

#include "drawing/pieces.h"
#include "drawing/surroundings.h"
#include "drawing/theme.h"

#include <math.h>
#include <string.h>

const char *const direction_words[DIRECTION_COUNT] = {"auto", "down", "right"};
const char *const effort_words[EFFORT_COUNT] = {"fast", "normal", "best"};
const char *const engine_words[] = {"auto", "dot", "neato", "fdp", "sfdp", "circo", "twopi", NULL};

#define CM       (72 / 2.54)
#define PART_GAP 22.0

layout_options layout_standard(void)
{
    return (layout_options){.engine = "auto",
                            .effort = EFFORT_NORMAL,
                            .page_width = 16 * CM,
                            .page_height = 24 * CM,
                            .seconds = 20,
                            .bytes = (size_t)2 << 30,
                            .legend = true,
                            .notes = NOTES_AUTO};
}

/* ---- parts ---- */

static const group *outermost(const group *g)
{
    while (g->in)
        g = g->in;
    return g;
}

/* For each node of the selection the first node that is connected with it, by edges or by a frame that holds both. */
static size_t *connected(arena *a, const selection *s)
{
    size_t *parent = arena_get(a, (s->nodes.count + 1) * sizeof *parent);
    size_t *first_in = arena_get(a, (s->network->groups.count + 1) * sizeof *first_in);
    for (size_t i = 0; i < s->nodes.count; i++)
        parent[i] = i;
    for (size_t i = 0; i < s->edges.count; i++)
        pieces_join(parent, s->node_at[s->edges.items[i]->from->index], s->node_at[s->edges.items[i]->to->index]);
    for (size_t i = 0; i < s->nodes.count; i++) {
        if (!s->nodes.items[i]->in)
            continue;
        size_t *first = &first_in[outermost(s->nodes.items[i]->in)->index];
        if (!*first)
            *first = i + 1;
        pieces_join(parent, i, *first - 1);
    }
    for (size_t i = 0; i < s->nodes.count; i++)
        parent[i] = piece_of(parent, i);
    return parent;
}

typedef ARRAY(part *) part_list;

static void add_groups(arena *a, part *p, const selection *s, size_t *local_group)
{
    for (size_t g = 0; g < s->network->groups.count; g++)
        local_group[g] = SIZE_MAX;
    for (size_t i = 0; i < p->node_count; i++)
        for (const group *g = s->nodes.items[p->nodes[i]]->in; g; g = g->in)
            local_group[g->index] = 0;
    p->groups = arena_get(a, s->groups.count * sizeof *p->groups);
    p->group_parent = arena_get(a, s->groups.count * sizeof *p->group_parent);
    for (size_t g = 0; g < s->groups.count; g++) /* parents come before children */
        if (local_group[s->groups.items[g]->index] != SIZE_MAX) {
            const group *in = s->groups.items[g]->in;
            local_group[s->groups.items[g]->index] = p->group_count;
            p->group_parent[p->group_count] = in ? local_group[in->index] : SIZE_MAX;
            p->groups[p->group_count++] = g;
        }
    p->node_group = arena_get(a, p->node_count * sizeof *p->node_group);
    for (size_t i = 0; i < p->node_count; i++) {
        const group *in = s->nodes.items[p->nodes[i]]->in;
        p->node_group[i] = in ? local_group[in->index] : SIZE_MAX;
    }
}

static part_list split(arena *a, const selection *s)
{
    part_list parts = {0};
    size_t *parent = connected(a, s), *local = arena_get(a, (s->nodes.count + 1) * sizeof *local);
    part **part_of = arena_get(a, (s->nodes.count + 1) * sizeof *part_of);
    size_t *local_group = arena_get(a, (s->network->groups.count + 1) * sizeof *local_group);
    for (size_t i = 0; i < s->nodes.count; i++) {
        if (parent[i] == i) {
            part_of[i] = *array_add(a, &parts) = arena_new_of(a, part);
            part_of[i]->selection = s;
        }
        part_of[parent[i]]->node_count++;
    }
    for (size_t i = 0; i < s->edges.count; i++)
        part_of[parent[s->node_at[s->edges.items[i]->from->index]]]->edge_count++;
    for (size_t i = 0; i < parts.count; i++) {
        part *p = parts.items[i];
        p->nodes = arena_get(a, p->node_count * sizeof(size_t));
        p->edges = arena_get(a, p->edge_count * sizeof(size_t));
        p->tail = arena_get(a, p->edge_count * sizeof(size_t));
        p->head = arena_get(a, p->edge_count * sizeof(size_t));
        p->node_count = p->edge_count = 0;
    }
    for (size_t i = 0; i < s->nodes.count; i++) {
        part *p = part_of[parent[i]];
        local[i] = p->node_count;
        p->nodes[p->node_count++] = i;
    }
    for (size_t i = 0; i < s->edges.count; i++) {
        size_t from = s->node_at[s->edges.items[i]->from->index], to = s->node_at[s->edges.items[i]->to->index];
        part *p = part_of[parent[from]];
        p->tail[p->edge_count] = local[from];
        p->head[p->edge_count] = local[to];
        p->edges[p->edge_count++] = i;
    }
    for (size_t i = 0; s->groups.count && i < parts.count; i++)
        add_groups(a, parts.items[i], s, local_group);
    return parts;
}

/* ---- the last resort ---- */

/* Nodes in rows in the order of the file, straight lines between them. */
static placing grid(arena *a, const part *p, const sizes *const *all, double page_width)
{
    const sizes *z = all[0];
    placing at = placing_new(a, p);
    double x = 0, y = 0, row = 0;
    const double gap = 48;
    for (size_t n = 0; n < p->node_count; n++) {
        const node_size *size = &z->nodes[p->nodes[n]];
        if (x > 0 && x + size->width > page_width) {
            x = 0;
            y += row + gap;
            row = 0;
        }
        at.nodes[n] = (box){x, y, x + size->width, y + size->height};
        x += size->width + gap;
        row = fmax(row, size->height);
    }
    for (size_t e = 0; e < p->edge_count; e++) {
        box from = at.nodes[p->tail[e]], to = at.nodes[p->head[e]];
        at.edges[e] =
            p->tail[e] == p->head[e] ? line_loop(a, from) : curve_straight(a, box_center(from), box_center(to));
    }
    lines_clip(a, p, &at);
    routes r = routes_of(a, p, &at);
    labels_place(a, p, all, 0, &r, &at);
    placing_fit(p, &r, &at);
    return at;
}

/* A node on its own needs no engine. */
static placing alone(arena *a, const part *p, const sizes *z)
{
    placing at = placing_new(a, p);
    const node_size *size = &z->nodes[p->nodes[0]];
    at.nodes[0] = (box){0, 0, size->width, size->height};
    at.width = size->width;
    at.height = size->height;
    return at;
}

/* ---- packing ---- */

/* Parts in rows, the largest first, no wider than the page or the widest of them. */
static void pack_parts(arena *a, const part_list *parts, placing *placings, double page_width, layout *l)
{
    size_t *order = arena_get(a, parts->count * sizeof *order);
    double widest = page_width;
    for (size_t i = 0; i < parts->count; i++) {
        size_t at = i;
        for (; at > 0 && placings[order[at - 1]].height < placings[i].height; at--)
            order[at] = order[at - 1];
        order[at] = i;
        widest = fmax(widest, placings[i].width);
    }
    double x = 0, y = 0, row = 0;
    for (size_t i = 0; i < parts->count; i++) {
        placing *at = &placings[order[i]];
        if (x > 0 && x + at->width > widest) {
            x = 0;
            y += row + PART_GAP;
            row = 0;
        }
        placing_move(parts->items[order[i]], at, x, y);
        row = fmax(row, at->height);
        l->width = fmax(l->width, x + at->width);
        l->height = y + row;
        x += at->width + PART_GAP;
    }
}

/* Parts where an older picture had them; false where one has no place there, or two would overlap. */
static bool pack_like(arena *a, const part_list *parts, placing *placings, const older *o, layout *l)
{
    point *by = arena_get(a, parts->count * sizeof *by);
    box *boxes = arena_get(a, parts->count * sizeof *boxes), all = {1e9, 1e9, -1e9, -1e9};
    for (size_t i = 0; i < parts->count; i++) {
        const part *p = parts->items[i];
        double known = 0;
        for (size_t n = 0; n < p->node_count; n++) {
            const box *was = map_get(o->nodes, p->selection->nodes.items[p->nodes[n]]->id);
            if (!was)
                continue;
            point to = box_center(*was), from = box_center(placings[i].nodes[n]);
            by[i] = (point){by[i].x + to.x - from.x, by[i].y + to.y - from.y};
            known++;
        }
        if (!known)
            return false;
        by[i] = (point){by[i].x / known, by[i].y / known};
        boxes[i] = (box){by[i].x, by[i].y, by[i].x + placings[i].width, by[i].y + placings[i].height};
        all = box_union(all, boxes[i]);
        for (size_t k = 0; k < i; k++)
            if (box_overlap(boxes[i], box_grown(boxes[k], PART_GAP / 2)) > 0)
                return false;
    }
    for (size_t i = 0; i < parts->count; i++)
        placing_move(parts->items[i], &placings[i], by[i].x - all.x0, by[i].y - all.y0);
    l->width = box_width(all);
    l->height = box_height(all);
    return true;
}

/* Copies what a part has into the whole. */
static void take_part(layout *l, sizes *merged, const part *p, const placing *at, const sizes *const *all,
                      size_t wrapping)
{
    const sizes *z = all[wrapping];
    for (size_t n = 0; n < p->node_count; n++) {
        l->nodes[p->nodes[n]] = at->nodes[n];
        merged->nodes[p->nodes[n]] = z->nodes[p->nodes[n]];
    }
    for (size_t e = 0; e < p->edge_count; e++) {
        l->edges[p->edges[e]] = at->edges[e];
        l->labels[p->edges[e]] = at->labels[e];
        merged->labels[p->edges[e]] = all[at->label_rows[e]]->labels[p->edges[e]];
        l->keyed[p->edges[e]] =
            at->label_rows[e] == KEY_ROW && label_has_words(z, p->selection->edges.items[p->edges[e]]);
    }
    for (size_t g = 0; g < p->group_count; g++) {
        l->groups[p->groups[g]] = at->groups[g];
        l->names[p->groups[g]] = at->names[g];
        merged->groups[p->groups[g]] = *name_at(z, p->groups[g], at->names[g]);
    }
}

/* Parts stand one below the other: each has as much of the page's height as it has of the network. Parts of a large one
   are seen small, and are not worth the time that they would be alone. */
static layout_options share_of(const layout_options *o, const part *p, const selection *s)
{
    enum { LARGE = 600 };
    layout_options own = *o;
    size_t whole = s->nodes.count + s->edges.count;
    double share = greater(0.3, (double)(p->node_count + p->edge_count) / (double)whole);
    if (own.effort == EFFORT_NORMAL && whole > LARGE)
        own.effort = EFFORT_FAST;
    double beside = surroundings_height(o->surroundings, o->page_width - 2 * MARGIN);
    own.page_height = beside + greater(o->page_height - beside, o->page_height / 4) * share;
    return own;
}

/* "a" to "z", then "aa" to "zz". */
static const char *letters_of(arena *a, size_t index)
{
    const char last = (char)('a' + index % 26);
    return index < 26 ? arena_format(a, "%c", last) : arena_format(a, "%c%c", (char)('a' + index / 26 - 1), last);
}

/* Gives letters to the keys, one to each wording. */
static void name_keys(arena *a, const selection *s, layout *l, sizes *merged)
{
    map *known = map_new(a);
    for (size_t e = 0; e < s->edges.count; e++) {
        if (!l->keyed[e])
            continue;
        const char *words = s->edges.items[e]->label;
        const char *letters = map_get(known, words);
        if (!letters) {
            letters = letters_of(a, l->keys.count);
            map_put(known, words, (void *)letters);
            *array_add(a, &l->keys) = (key){letters, words};
        }
        text_line *line = arena_get(a, sizeof *line);
        *line = (text_line){.text = letters, .width = text_width(letters, strlen(letters), SIZE_LABEL, true)};
        merged->labels[e].lines.items = line;
    }
}

/* The node with the most edges, and how many nodes stand beside it. */
static const node *busiest(arena *a, const selection *s, size_t *beside)
{
    size_t *degrees = selection_degrees(a, s), best = 0;
    for (size_t n = 1; n < s->nodes.count; n++)
        best = degrees[n] > degrees[best] ? n : best;
    const node *hub = s->nodes.items[best];
    bool *seen = arena_get(a, s->nodes.count);
    *beside = 0;
    for (size_t e = 0; e < s->edges.count; e++) {
        const edge *x = s->edges.items[e];
        const node *other = x->from == hub ? x->to : x->to == hub ? x->from : hub;
        bool *known = &seen[s->node_at[other->index]];
        *beside += other != hub && !*known;
        *known = true;
    }
    return hub;
}

/* A map is no use where nobody can read it. */
static void check_text(arena *a, const selection *s, const layout *l, const layout_options *o, diagnostics *d)
{
    const double least = 4.5, wanted = 6; /* points */
    double text = SIZE_LABEL * page_scale(o, l->width + 2 * MARGIN, l->height + MARGIN);
    if (s->nodes.count <= MAP_NODES || text >= least)
        return;
    size_t beside;
    const node *hub = busiest(a, s, &beside);
    double larger = wanted / text / CM;
    long tenths = lround(text * 10), width = (long)ceil(o->page_width * larger),
         height = (long)ceil(o->page_height * larger);
    const char *help =
        arena_format(a, "draw a part: ‘%s’ and what it is linked with are %zu nodes; or a larger page: --page %ldx%ld",
                     hub->name, beside + 1, width, height);
    report(d, RULE_SMALL_TEXT, s->network->title_at, help,
           "%zu nodes are many for the page: text is %ld.%ld pt high on it", s->nodes.count, tenths / 10, tenths % 10);
}

const layout *layout_choose(arena *a, const selection *s, const layout_options *o, diagnostics *d, buffer *log)
{
    const sizes **all = arena_get(a, (BARE_ROW + 1) * sizeof *all);
    for (size_t i = 0; i < layout_wrapping_count; i++)
        all[i] = measure(a, s, layout_wrappings[i]);
    all[KEY_ROW] = measure_keys(a, s, all[0]);
    all[BARE_ROW] = measure_bare(a, s, all[0]);
    part_list parts = split(a, s);
    surroundings around = {.selection = s, .quiet = all[0]->quiet, .legend = o->legend, .notes = o->notes};
    layout_options page = *o;
    page.surroundings = &around;
    layout *l = arena_new_of(a, layout);
    *l = (layout){.nodes = arena_get(a, s->nodes.count * sizeof(box)),
                  .edges = arena_get(a, s->edges.count * sizeof(curve)),
                  .labels = arena_get(a, s->edges.count * sizeof(box)),
                  .groups = arena_get(a, s->groups.count * sizeof(box)),
                  .names = arena_get(a, s->groups.count * sizeof(box)),
                  .keyed = arena_get(a, s->edges.count)};
    sizes *merged = arena_new_of(a, sizes);
    *merged = (sizes){.quiet = all[0]->quiet,
                      .nodes = arena_get(a, s->nodes.count * sizeof *merged->nodes),
                      .labels = arena_get(a, s->edges.count * sizeof *merged->labels),
                      .groups = arena_get(a, s->groups.count * sizeof *merged->groups)};
    placing *placings = arena_get(a, parts.count * sizeof *placings);
    size_t *wrapping = arena_get(a, parts.count * sizeof *wrapping);
    bool in_rows = false;
    for (size_t i = 0; i < parts.count; i++) {
        const part *p = parts.items[i];
        if (p->node_count == 1 && !p->edge_count && !p->group_count) {
            placings[i] = alone(a, p, all[0]);
            continue;
        }
        layout_options own = share_of(&page, p, s);
        const placing *found = layout_search(a, p, all, &own, &wrapping[i], log);
        in_rows |= !found;
        placings[i] = found ? *found : grid(a, p, all, o->page_width);
    }
    if (in_rows)
        report(d, RULE_LAYOUT, (place){0}, "try another engine with -K, or a smaller network",
               "no engine could lay the network out; the nodes stand in plain rows");
    if (!o->older || !pack_like(a, &parts, placings, o->older, l))
        pack_parts(a, &parts, placings, o->page_width - 2 * MARGIN, l);
    for (size_t i = 0; i < parts.count; i++)
        take_part(l, merged, parts.items[i], &placings[i], all, wrapping[i]);
    check_text(a, s, l, &page, d);
    name_keys(a, s, l, merged);
    l->sizes = merged;
    return l;
}
