#include "drawn.h"

#include "input/input.h"

#include <criterion/criterion.h>
#include <string.h>

const selection *selected(arena *a, const char *yaml)
{
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    const network *n = input_read_bytes(a, "given.yaml", yaml, strlen(yaml), &options, d);
    buffer said = {0};
    diagnostics_text(d, false, &said);
    cr_assert(diagnostics_errors(d) == 0, "%s", said.data);
    buffer_free(&said);
    return network_whole(n);
}

const selection *selected_from(arena *a, buffer *yaml)
{
    const char *text = arena_copy(a, yaml->data, yaml->length);
    buffer_free(yaml);
    return selected(a, text);
}

part *part_of_all(arena *a, const selection *s)
{
    part *p = arena_new_of(a, part);
    *p = (part){s,
                s->nodes.count,
                s->edges.count,
                s->groups.count,
                arena_get(a, s->nodes.count * sizeof(size_t)),
                arena_get(a, s->edges.count * sizeof(size_t)),
                arena_get(a, s->groups.count * sizeof(size_t)),
                arena_get(a, s->edges.count * sizeof(size_t)),
                arena_get(a, s->edges.count * sizeof(size_t)),
                arena_get(a, s->nodes.count * sizeof(size_t)),
                arena_get(a, s->groups.count * sizeof(size_t))};
    for (size_t i = 0; i < s->edges.count; i++) {
        p->edges[i] = i;
        p->tail[i] = s->node_at[s->edges.items[i]->from->index];
        p->head[i] = s->node_at[s->edges.items[i]->to->index];
    }
    for (size_t i = 0; i < s->nodes.count; i++) {
        p->nodes[i] = i;
        p->node_group[i] = SIZE_MAX;
    }
    for (size_t g = 0; g < s->groups.count; g++) {
        p->groups[g] = g;
        p->group_parent[g] = SIZE_MAX;
        for (size_t k = 0; k < g; k++)
            if (s->groups.items[g]->in == s->groups.items[k])
                p->group_parent[g] = k;
        for (size_t i = 0; i < s->nodes.count; i++)
            if (s->nodes.items[i]->in == s->groups.items[g])
                p->node_group[i] = g;
    }
    return p;
}

const sizes **all_sizes(arena *a, const selection *s)
{
    const sizes **all = arena_get(a, (BARE_ROW + 1) * sizeof *all);
    for (size_t i = 0; i < layout_wrapping_count; i++)
        all[i] = measure(a, s, layout_wrappings[i]);
    all[KEY_ROW] = measure_keys(a, s, all[0]);
    all[BARE_ROW] = measure_bare(a, s, all[0]);
    return all;
}

uint64_t next_number(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

double next_part(uint64_t *state)
{
    return (double)(next_number(state) >> 11) / 9007199254740992.0;
}

size_t next_index(uint64_t *state, size_t count)
{
    return (size_t)(next_number(state) % count);
}

static const char *const some_words[] = {"pact", "of",    "mutual",  "Defence",     "talks",  "the",
                                         "on",   "ships", "Council", "cooperation", "border", "trade"};

static void add_words(buffer *b, uint64_t *state, size_t most)
{
    size_t count = 1 + next_index(state, most);
    for (size_t i = 0; i < count; i++)
        buffer_format(b, "%s%s", i ? " " : "", some_words[next_index(state, sizeof some_words / sizeof *some_words)]);
}

const selection *random_network(arena *a, uint64_t seed, random_shape shape)
{
    static const char *const relations[] = {"member", "allied-with", "opposes", "supplies", "leads"};
    buffer b = {0};
    uint64_t state = seed;
    buffer_text(&b, "title: Made up\nkinds: {stars: {label: Star, shape: hexagon, color: rose}}\n");
    if (shape.groups)
        buffer_text(&b, "groups:\n");
    for (size_t g = 0; g < shape.groups; g++) {
        buffer_format(&b, "  g%zu: {name: Group %zu", g, g);
        if (g && next_index(&state, 3) == 0)
            buffer_format(&b, ", in: g%zu", next_index(&state, g));
        buffer_text(&b, "}\n");
    }
    buffer_text(&b, "nodes:\n");
    size_t kinds = builtin_kind_count + 1;
    for (size_t k = 0; k < kinds; k++) {
        buffer_format(&b, "  %s:\n", k + 1 == kinds ? "stars" : builtin_kinds[k].id);
        for (size_t n = k; n < shape.nodes; n += kinds) {
            buffer_format(&b, "    n%zu: {name: \"", n);
            add_words(&b, &state, shape.words ? 6 : 1);
            buffer_char(&b, '"');
            if (next_index(&state, 4) == 0) {
                buffer_text(&b, ", note: \"");
                add_words(&b, &state, shape.words ? 20 : 2);
                buffer_char(&b, '"');
            }
            if (shape.groups && next_index(&state, 2))
                buffer_format(&b, ", in: g%zu", next_index(&state, shape.groups));
            buffer_text(&b, "}\n");
        }
    }
    if (shape.edges)
        buffer_text(&b, "edges:\n");
    for (size_t e = 0; e < shape.edges; e++) {
        size_t to = 1 + e % shape.nodes;
        size_t from = next_index(&state, to);
        if (to == shape.nodes || e >= shape.nodes)
            to = next_index(&state, shape.nodes);
        bool back = next_index(&state, 4) == 0;
        buffer_format(&b, "  - {from: n%zu, to: n%zu, ", back ? to : from, back ? from : to);
        if (next_index(&state, 3)) {
            buffer_format(&b, "relation: %s", relations[next_index(&state, sizeof relations / sizeof *relations)]);
        } else {
            buffer_text(&b, "label: \"");
            add_words(&b, &state, shape.words ? 5 : 1);
            buffer_char(&b, '"');
        }
        buffer_text(&b, "}\n");
    }
    return selected_from(a, &b);
}

candidate plain_candidate(arena *a, const part *p, const char *engine, direction d, size_t wrapping)
{
    candidate c = {.engine = engine,
                   .direction = d,
                   .wrapping = wrapping,
                   .node_gap = 12,
                   .rank_gap = 28,
                   .groups = p->group_count > 0,
                   .flipped = arena_get(a, p->edge_count * sizeof(bool)),
                   .node_order = arena_get(a, p->node_count * sizeof(size_t)),
                   .edge_order = arena_get(a, p->edge_count * sizeof(size_t))};
    for (size_t i = 0; i < p->node_count; i++)
        c.node_order[i] = i;
    for (size_t i = 0; i < p->edge_count; i++)
        c.edge_order[i] = i;
    return c;
}

const layout *laid_out(arena *a, const selection *s, const layout_options *o, bool warned)
{
    layout_options standard = layout_standard();
    diagnostics *d = diagnostics_new(a, false);
    const layout *l = layout_choose(a, s, o ? o : &standard, d, NULL);
    buffer said = {0};
    diagnostics_text(d, false, &said);
    cr_expect(diagnostics_errors(d) == 0 && (diagnostics_warnings(d) > 0) == warned, "%s",
              said.data ? said.data : "no warning was given");
    buffer_free(&said);
    return l;
}

/* ---- what every layout promises ---- */

/* Rounding of coordinates by the engine. */
#define SLACK       0.01
#define ON_OUTLINE  0.1
#define LABEL_REACH 22.0

static bool holds(box outer, box inner)
{
    return inner.x0 >= outer.x0 - SLACK && inner.y0 >= outer.y0 - SLACK && inner.x1 <= outer.x1 + SLACK &&
           inner.y1 <= outer.y1 + SLACK;
}

static bool is_finite(box b)
{
    return isfinite(b.x0) && isfinite(b.y0) && isfinite(b.x1) && isfinite(b.y1);
}

/* One box on the canvas, of this size. */
static void expect_box(const char *name, const char *what, const char *id, const layout *l, box b, double width,
                       double height)
{
    cr_expect(is_finite(b) && holds((box){0, 0, l->width, l->height}, b),
              "%s: %s %s is at %g %g %g %g, on a canvas of %g x %g", name, what, id, b.x0, b.y0, b.x1, b.y1, l->width,
              l->height);
    cr_expect(fabs(box_width(b) - width) < SLACK && fabs(box_height(b) - height) < SLACK,
              "%s: %s %s is %g x %g, not %g x %g", name, what, id, box_width(b), box_height(b), width, height);
}

static double outline_distance(arena *a, const kind *k, box b, point p)
{
    polyline outline = shape_outline(a, k->shape, b);
    double d = INFINITY;
    for (size_t i = 1; i < outline.count; i++)
        d = lesser(d, distance_to_segment(p, outline.points[i - 1], outline.points[i]));
    return d;
}

static void expect_line(arena *a, const char *name, const selection *s, const layout *l, size_t e)
{
    const edge *claim = s->edges.items[e];
    curve c = l->edges[e];
    cr_assert(c.count >= 4 && c.count % 3 == 1, "%s: the line of %s has %zu points", name, claim->id, c.count);
    for (size_t i = 0; i < c.count; i++)
        cr_assert(isfinite(c.points[i].x) && isfinite(c.points[i].y), "%s: the line of %s", name, claim->id);
    polyline p = curve_flatten(a, c, 16);
    box around = polyline_box(p), canvas = {0, 0, l->width, l->height};
    cr_expect(holds(canvas, around), "%s: the line of %s leaves the canvas of %g x %g: %g %g %g %g", name, claim->id,
              l->width, l->height, around.x0, around.y0, around.x1, around.y1);
    const node *ends[] = {claim->from, claim->to};
    for (int i = 0; i < 2; i++) {
        point tip = c.points[i ? c.count - 1 : 0];
        double d = outline_distance(a, ends[i]->kind, l->nodes[s->node_at[ends[i]->index]], tip);
        cr_expect(d <= ON_OUTLINE, "%s: the line of %s ends %g pt from the outline of %s", name, claim->id, d,
                  ends[i]->id);
    }
    const text_block *label = &l->sizes->labels[e];
    if (!label->lines.count)
        return;
    expect_box(name, "the label of", claim->id, l, l->labels[e], label->width, label->height);
    double d = polyline_box_distance(p, l->labels[e], 1000);
    cr_expect(d <= LABEL_REACH, "%s: the label of %s is %g pt from its line", name, claim->id, d);
}

static bool is_in(const group *g, const group *in)
{
    while (g && g != in)
        g = g->in;
    return g == in;
}

static void expect_frame(const char *name, const selection *s, const layout *l, size_t g, bool promised)
{
    const group *group = s->groups.items[g];
    box frame = l->groups[g];
    cr_expect(is_finite(frame), "%s: the frame of %s", name, group->id);
    if (!(box_width(frame) > 0)) {
        cr_expect(!promised, "%s: the frame of %s is not drawn", name, group->id);
        return;
    }
    cr_expect(holds((box){0, 0, l->width, l->height}, frame), "%s: the frame of %s leaves the canvas", name, group->id);
    for (size_t i = 0; i < s->nodes.count; i++)
        if (is_in(s->nodes.items[i]->in, group))
            cr_expect(holds(frame, l->nodes[i]), "%s: %s is not in the frame of %s", name, s->nodes.items[i]->id,
                      group->id);
        else
            cr_expect(box_overlap(frame, l->nodes[i]) <= SLACK, "%s: %s is in the frame of %s", name,
                      s->nodes.items[i]->id, group->id);
    const text_block *title = &l->sizes->groups[g];
    expect_box(name, "the name of", group->id, l, l->names[g], title->width, title->height);
    /* Or just above it, where no place is free. */
    box about = {frame.x0, frame.y0 - 2 - box_height(l->names[g]), frame.x1, frame.y1};
    cr_expect(holds(about, l->names[g]), "%s: the name of %s leaves its frame", name, group->id);
    for (size_t i = 0; i < s->groups.count; i++)
        if (i != g && is_in(s->groups.items[i], group))
            cr_expect(holds(frame, l->groups[i]), "%s: %s is not in the frame of %s", name, s->groups.items[i]->id,
                      group->id);
}

void expect_sound(const char *name, const selection *s, const layout *l, promises promised)
{
    arena *a = arena_new();
    cr_expect(isfinite(l->width) && isfinite(l->height) && l->width >= 0 && l->height >= 0, "%s: %g x %g", name,
              l->width, l->height);
    for (size_t i = 0; i < s->nodes.count; i++) {
        const node_size *size = &l->sizes->nodes[i];
        expect_box(name, "the box of", s->nodes.items[i]->id, l, l->nodes[i], size->width, size->height);
        for (size_t k = 0; k < i; k++)
            cr_expect(box_overlap(l->nodes[i], l->nodes[k]) <= SLACK, "%s: %s lies on %s", name, s->nodes.items[i]->id,
                      s->nodes.items[k]->id);
    }
    for (size_t e = 0; e < s->edges.count; e++)
        expect_line(a, name, s, l, e);
    for (size_t g = 0; g < s->groups.count; g++)
        expect_frame(name, s, l, g, promised.frames);
    arena_free(a);
}

uint64_t layout_hash(const selection *s, const layout *l)
{
    uint64_t h = hash_bytes(&l->width, sizeof l->width, 1);
    h = hash_bytes(&l->height, sizeof l->height, h);
    h = hash_bytes(l->nodes, s->nodes.count * sizeof *l->nodes, h);
    h = hash_bytes(l->groups, s->groups.count * sizeof *l->groups, h);
    h = hash_bytes(l->labels, s->edges.count * sizeof *l->labels, h);
    for (size_t e = 0; e < s->edges.count; e++)
        h = hash_bytes(l->edges[e].points, l->edges[e].count * sizeof(point), h);
    return h;
}
