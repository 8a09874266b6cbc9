#include "drawing/layout.h"

#include <string.h>

/* The same block behind which other numbers stand: those of this picture's notes. */
static text_block renumbered(arena *a, const text_block *b, bool has_words, const char *numbers)
{
    text_block out = *b;
    out.numbers = *b->numbers ? numbers : "";
    if (has_words || !b->lines.count)
        return out;
    text_line *line = arena_get(a, sizeof *line); /* the numbers are the text */
    *line = (text_line){.text = numbers, .width = b->lines.items[0].width};
    out.lines.items = line;
    return out;
}

static void share_nodes(arena *a, layout *l, sizes *z, const layout *whole, const selection *all, const selection *s)
{
    for (size_t i = 0; i < s->nodes.count; i++) {
        const node *n = s->nodes.items[i];
        size_t at = all->node_at[n->index];
        const char *numbers = note_numbers(a, s, &n->claim);
        l->nodes[i] = whole->nodes[at];
        z->nodes[i] = whole->sizes->nodes[at];
        z->nodes[i].name = renumbered(a, &z->nodes[i].name, true, numbers);
        z->nodes[i].note = renumbered(a, &z->nodes[i].note, true, numbers);
    }
}

static void share_edges(arena *a, layout *l, sizes *z, const layout *whole, const selection *all, const selection *s)
{
    size_t *edge_at = arena_get(a, s->network->edges.count * sizeof *edge_at);
    for (size_t i = 0; i < all->edges.count; i++)
        edge_at[all->edges.items[i]->index] = i;
    for (size_t i = 0; i < s->edges.count; i++) {
        const edge *e = s->edges.items[i];
        size_t at = edge_at[e->index];
        l->edges[i] = whole->edges[at];
        l->labels[i] = whole->labels[at];
        l->keyed[i] = whole->keyed[at];
        z->labels[i] =
            renumbered(a, &whole->sizes->labels[at], label_has_words(whole->sizes, e), note_numbers(a, s, &e->claim));
    }
}

static void share_groups(arena *a, layout *l, sizes *z, const layout *whole, const selection *all, const selection *s)
{
    size_t *group_at = arena_get(a, s->network->groups.count * sizeof *group_at);
    for (size_t i = 0; i < all->groups.count; i++)
        group_at[all->groups.items[i]->index] = i;
    for (size_t i = 0; i < s->groups.count; i++) {
        size_t at = group_at[s->groups.items[i]->index];
        l->groups[i] = whole->groups[at];
        l->names[i] = whole->names[at];
        z->groups[i] = whole->sizes->groups[at];
    }
}

/* Letters mean the same in all pictures; each lists those that it has. */
static void share_keys(arena *a, layout *l, const layout *whole, const selection *s)
{
    map *used = map_new(a);
    for (size_t i = 0; i < s->edges.count; i++)
        if (l->keyed[i])
            map_put(used, s->edges.items[i]->label, l);
    for (size_t i = 0; i < whole->keys.count; i++)
        if (map_get(used, whole->keys.items[i].words))
            *array_add(a, &l->keys) = whole->keys.items[i];
}

/* The relation that only the legend names, if a line of it is drawn. */
static const relation *quiet_in(const selection *s, const relation *quiet)
{
    for (size_t i = 0; i < s->edges.count; i++)
        if (quiet && s->edges.items[i]->relation == quiet)
            return quiet;
    return NULL;
}

const layout *layout_shared(arena *a, const layout *whole, const selection *all, const selection *s)
{
    sizes *z = arena_new_of(a, sizes);
    layout *l = arena_new_of(a, layout);
    *z = (sizes){.wrapping = whole->sizes->wrapping,
                 .quiet = quiet_in(s, whole->sizes->quiet),
                 .nodes = arena_get(a, s->nodes.count * sizeof *z->nodes),
                 .labels = arena_get(a, s->edges.count * sizeof *z->labels),
                 .groups = arena_get(a, s->groups.count * sizeof *z->groups)};
    *l = (layout){.sizes = z,
                  .width = whole->width,
                  .height = whole->height,
                  .nodes = arena_get(a, s->nodes.count * sizeof(box)),
                  .edges = arena_get(a, s->edges.count * sizeof(curve)),
                  .labels = arena_get(a, s->edges.count * sizeof(box)),
                  .groups = arena_get(a, s->groups.count * sizeof(box)),
                  .names = arena_get(a, s->groups.count * sizeof(box)),
                  .keyed = arena_get(a, s->edges.count)};
    share_nodes(a, l, z, whole, all, s);
    share_edges(a, l, z, whole, all, s);
    share_groups(a, l, z, whole, all, s);
    share_keys(a, l, whole, s);
    return l;
}
