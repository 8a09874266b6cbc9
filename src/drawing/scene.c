#include "drawing/scene.h"
#include "drawing/element.h"

#include "drawing/keys.h"
#include "drawing/layout.h"
#include "drawing/legend.h"
#include "drawing/mark.h"
#include "drawing/title.h"

#include <math.h>
#include <string.h>

static const char *told(arena *a, const selection *s, const edge *e, const node *n)
{
    const char *changed = e ? change_of_edge(s, e).told : change_of_node(s, n).told;
    buffer b = {0};
    if (changed)
        return changed;
    if (e)
        told_edge(s, e, &b);
    else
        told_node(s, n, &b);
    const char *text = arena_copy(a, b.data ? b.data : "", b.length);
    buffer_free(&b);
    return text;
}

/* What a step of building needs. */
typedef struct building {
    arena *arena;
    const selection *selection;
    const layout *layout;
    const scene_options *options;
    scene *scene;
    point origin; /* of the network */
    double width; /* between the margins */
    map *icons;   /* where each stands first, by its path */
    size_t icon_count;
    size_t *degrees; /* of a map, by index in the selection; NULL: no map */
    bool *struck;    /* by group: lines cannot but run through its name */
} building;

/* Where an icon was drawn first. */
typedef struct first_icon {
    size_t number;
    point at;
} first_icon;

static box moved(const building *b, box k)
{
    return (box){k.x0 + b->origin.x, k.y0 + b->origin.y, k.x1 + b->origin.x, k.y1 + b->origin.y};
}

/* ---- maps ---- */

/* Nodes with so many times the edges that nodes have in the mean are landmarks: on a map only their names are bold. */
enum { LANDMARK = 3 };

static bool steps_back(const building *b, line_look look, curve c)
{
    return b->degrees && look.emphasis == EMPHASIS_NORMAL && !look.change && c.count &&
           distance(c.points[0], c.points[c.count - 1]) > MAP_FAR;
}

static bool is_bold(const building *b, size_t node)
{
    const selection *s = b->selection;
    emphasis m = s->nodes.items[node]->claim.emphasis;
    return m == EMPHASIS_STRONG || (m == EMPHASIS_NORMAL && (!b->degrees || b->degrees[node] * s->nodes.count >=
                                                                                2 * LANDMARK * s->edges.count));
}

/* ---- network ---- */

/* What lies under a place of the network. */
static const paint *ground_at(const building *b, point p)
{
    for (size_t g = 0; g < b->selection->groups.count; g++)
        if (box_holds(moved(b, b->layout->groups[g]), p))
            return &paint_group;
    return &paint_page;
}

static bool name_is_struck(const building *b, size_t g)
{
    if (box_width(b->layout->groups[g]) <= 0)
        return false;
    enum { STEPS = 8 };
    box name = b->layout->names[g];
    for (size_t i = 0; i < b->selection->edges.count; i++) {
        curve c = b->layout->edges[i];
        if (box_overlap(box_grown(curve_box(c), LINE_HALF), name) > 0 &&
            polyline_box_distance(curve_flatten(b->arena, c, STEPS), name, 1) < LINE_HALF)
            return true;
    }
    return false;
}

static void add_group_name(building *b, element *e, size_t g)
{
    const text_block *name = &b->layout->sizes->groups[g];
    box at = moved(b, b->layout->names[g]);
    scene_block(b->arena, e, name, at.x0, at.y0, ANCHOR_START, name->size, true, &paint_soft);
}

/* A name that lines cannot but run through stands over them. */
static void add_struck_name(building *b, size_t g)
{
    element *e = scene_element(b->arena, b->scene, "cluster-name");
    item *plate = scene_item(b->arena, e, ITEM_RECT);
    plate->box = box_grown(moved(b, b->layout->names[g]), 1.5);
    plate->fill = ground_at(b, box_center(plate->box));
    add_group_name(b, e, g);
}

static void add_group(building *b, size_t g)
{
    box frame = b->layout->groups[g];
    if (box_width(frame) <= 0)
        return;
    const group *group = b->selection->groups.items[g];
    element *e = scene_element(b->arena, b->scene, "cluster");
    e->id = arena_format(b->arena, "group-%s", group->id);
    e->symbol = arena_format(b->arena, "%s, group", group->name);
    e->data_id = group->id;
    e->box = moved(b, frame);
    item *r = scene_item(b->arena, e, ITEM_RECT);
    r->box = moved(b, frame);
    r->radius = 4;
    r->fill = &paint_group;
    r->stroke = &paint_group_line;
    r->stroke_width = 0.8;
    if (!b->struck[g])
        add_group_name(b, e, g);
}

static polyline outline_of(const building *b, const node *n)
{
    return shape_outline(b->arena, n->kind->shape, moved(b, b->layout->nodes[b->selection->node_at[n->index]]));
}

/* With how it has changed, where something is compared. */
static const char *class_of(const building *b, const char *name, change_type c)
{
    return c ? arena_format(b->arena, "%s %s", name, change_words[c]) : name;
}

/* Under a label that stands on its line; a key is a tag with an outline. */
static void add_plate(building *b, element *e, size_t i, box at, line_look look)
{
    enum { STEPS = 16 };
    if (!label_is_on_line(curve_flatten(b->arena, e->line, STEPS), at))
        return;
    item *plate = scene_item(b->arena, e, ITEM_RECT);
    plate->box = (box){at.x0 - 1.5, at.y0, at.x1 + 1.5, at.y1};
    plate->fill = ground_at(b, box_center(at));
    if (!b->layout->keyed[i])
        return;
    plate->radius = 2.5;
    plate->fill = &paint_page;
    plate->stroke = look_paint(look);
    plate->stroke_width = 0.7;
}

/* Where in its box a label stands: in the middle, but what is measured on the safe side at the side of its line, lest
   it stand too far away. */
static anchor side_of_label(const building *b, const text_block *label, curve c, box at)
{
    enum { STEPS = 16 };
    if (!block_is_loose(label))
        return ANCHOR_MIDDLE;
    polyline line = curve_flatten(b->arena, c, STEPS);
    point middle = box_center(at), nearest = middle;
    double least = INFINITY;
    for (size_t i = 0; i < line.count; i++)
        if (distance(line.points[i], middle) < least) {
            least = distance(line.points[i], middle);
            nearest = line.points[i];
        }
    double aside = nearest.x - middle.x, room = box_width(at) / 4;
    return aside > room ? ANCHOR_END : aside < -room ? ANCHOR_START : ANCHOR_MIDDLE;
}

static void add_edge(building *b, size_t i)
{
    arena *a = b->arena;
    const edge *claim = b->selection->edges.items[i];
    element *e =
        scene_element(a, b->scene,
                      class_of(b,
                               arena_format(a, "edge %s %s", claim->relation ? claim->relation->id : "labelled",
                                            status_words[claim->claim.status]),
                               change_of_edge(b->selection, claim).change));
    e->id = arena_format(a, "edge-%s", claim->id);
    e->symbol = told(a, b->selection, claim, NULL);
    e->url = claim->claim.url;
    e->data_from = claim->from->id;
    e->data_to = claim->to->id;
    line_look look = look_of_edge(b->selection, claim);
    curve c = b->layout->edges[i];
    if (steps_back(b, look, c))
        look.emphasis = EMPHASIS_MUTED;
    curve line = {arena_get(a, c.count * sizeof(point)), c.count};
    for (size_t k = 0; k < c.count; k++)
        line.points[k] = (point){c.points[k].x + b->origin.x, c.points[k].y + b->origin.y};
    mark_line(a, e, line, outline_of(b, claim->from), outline_of(b, claim->to), look);
    const text_block *label = &b->layout->sizes->labels[i];
    box at = moved(b, b->layout->labels[i]);
    e->line = line;
    if (label->lines.count) {
        e->box = at;
        add_plate(b, e, i, at, look);
    }
    bool bold = look.emphasis == EMPHASIS_STRONG || b->layout->keyed[i];
    anchor side = side_of_label(b, label, line, at);
    double x = side == ANCHOR_START ? at.x0 : side == ANCHOR_END ? at.x1 : (at.x0 + at.x1) / 2;
    scene_block(a, e, label, x, at.y0, side, SIZE_LABEL, bold, look_paint(look));
}

/* Adds the icon of a node with the middle of its left side there. */
static void add_icon(building *b, element *e, const icon *of, double x, double y)
{
    box square = {x, y - ICON_SIZE / 2, x + ICON_SIZE, y + ICON_SIZE / 2};
    item *i = mark_icon(b->arena, e, square, of);
    first_icon *first = map_get(b->icons, of->path);
    if (first) {
        i->icon_before = &first->at;
    } else {
        first = arena_new_of(b->arena, first_icon);
        *first = (first_icon){++b->icon_count, {i->box.x0, i->box.y0}};
        map_put(b->icons, of->path, first);
    }
    i->icon_number = first->number;
}

static void add_node(building *b, size_t i)
{
    arena *a = b->arena;
    const node *n = b->selection->nodes.items[i];
    const node_size *size = &b->layout->sizes->nodes[i];
    element *e = scene_element(
        a, b->scene, class_of(b, arena_format(a, "node %s", n->kind->id), change_of_node(b->selection, n).change));
    e->id = arena_format(a, "node-%s", n->id);
    e->symbol = told(a, b->selection, NULL, n);
    e->url = n->claim.url;
    e->data_id = n->id;
    box at = moved(b, b->layout->nodes[i]);
    e->box = at;
    e->outline = outline_of(b, n);
    kind_paint paint = mark_box(a, e, at, n->kind, look_of_node(b->selection, n));
    double height = size->name.height + size->note.height, x = (at.x0 + at.x1) / 2 + mark_shift(n->kind).x;
    double y = (at.y0 + at.y1) / 2 + mark_shift(n->kind).y;
    if (n->icon) { /* icon and text side by side, together in the middle */
        double half_text = fmax(size->name.width, size->note.width) / 2;
        add_icon(b, e, n->icon, x - half_text - (ICON_SIZE + ICON_GAP) / 2, y);
        x += (ICON_SIZE + ICON_GAP) / 2;
    }
    y -= height / 2;
    y = scene_block(a, e, &size->name, x, y, ANCHOR_MIDDLE, SIZE_NAME, is_bold(b, i), paint.text);
    scene_block(a, e, &size->note, x, y, ANCHOR_MIDDLE, SIZE_NOTE, false, paint.note);
}

/* ---- whole ---- */

/* A short name that tells this picture's ids from those of others on the page: stable while title and first node stay,
   and another for each view and each day that is not the file's own. */
static const char *prefix_of(arena *a, const selection *s, uint64_t salt)
{
    char day[12];
    uint64_t h = hash_text(s->title ? s->title : "", 1);
    h = hash_text(s->subtitle ? s->subtitle : "", h);
    if (!s->title && s->nodes.count)
        h = hash_text(s->nodes.items[0]->id, h);
    if (s->view.name)
        h = hash_text(s->view.name, h);
    date_text(s->day, day);
    if (date_first(s->day) != date_first(s->network->as_of) || date_last(s->day) != date_last(s->network->as_of))
        h = hash_text(day, h);
    if (salt)
        h = hash_bytes(&salt, sizeof salt, h);
    return arena_format(a, "n%08x", (unsigned)(h & 0xffffffff));
}

scene *scene_build(arena *a, const selection *s, const layout *l, const scene_options *o)
{
    scene *scene = arena_get(a, sizeof *scene);
    scene->theme = o->theme;
    scene->prefix = o->id_prefix ? o->id_prefix : prefix_of(a, s, o->salt);
    scene->lang = s->network->lang ? s->network->lang : "en";
    scene->title = s->title ? s->title : "Network";
    scene->description = o->description ? o->description : told_picture(a, s);
    building b = {.arena = a,
                  .selection = s,
                  .layout = l,
                  .options = o,
                  .scene = scene,
                  .width = fmax(l->width, LEAST_WIDTH),
                  .icons = map_new(a),
                  .degrees = s->nodes.count > MAP_NODES ? selection_degrees(a, s) : NULL};
    scene->width = ceil(b.width + 2 * MARGIN);
    element *page = scene_element(a, scene, "page");
    double y = title_add(a, scene, s, b.width);
    b.origin = (point){MARGIN + (b.width - l->width) / 2, y};
    b.struck = arena_get(a, s->groups.count);
    for (size_t i = 0; i < s->groups.count; i++) {
        b.struck[i] = name_is_struck(&b, i);
        add_group(&b, i);
    }
    for (size_t i = 0; i < s->edges.count; i++)
        add_edge(&b, i);
    for (size_t i = 0; i < s->groups.count; i++)
        if (b.struck[i])
            add_struck_name(&b, i);
    for (size_t i = 0; i < s->nodes.count; i++)
        add_node(&b, i);
    y += l->height;
    if (o->legend)
        y = legend_add(a, scene, s, l->sizes->quiet, (box){MARGIN, y + LEGEND_GAP, MARGIN + b.width, 0});
    y = keys_add(a, scene, &l->keys, (box){MARGIN, y + LEGEND_GAP / 2, MARGIN + b.width, 0});
    if (o->notes)
        y = notes_add(a, scene, s, o->notes, (box){MARGIN, y + LEGEND_GAP / 2, MARGIN + b.width, 0});
    scene->height = ceil(y + MARGIN);
    item *ground = scene_item(a, page, ITEM_RECT);
    ground->box = (box){0, 0, scene->width, scene->height};
    ground->fill = &paint_page;
    return scene;
}
