#include "network/counts.h"

static void count(arena *a, map *in, const char *id)
{
    size_t *number = map_get(in, id);
    if (!number) {
        number = arena_new_of(a, size_t);
        map_put(in, id, number);
    }
    ++*number;
}

size_t counted(const map *in, const char *id)
{
    const size_t *number = map_get(in, id);
    return number ? *number : 0;
}

static void count_sources(counts *c, const claim *of)
{
    for (size_t i = 0; i < of->sources.count; i++)
        c->sources[of->sources.items[i]->index]++;
}

counts counts_of(const network *n)
{
    arena *a = n->arena;
    counts c = {map_new(a), map_new(a), arena_get(a, n->groups.count * sizeof *c.groups),
                arena_get(a, n->sources.count * sizeof *c.sources)};
    for (size_t i = 0; i < n->nodes.count; i++) {
        const node *it = n->nodes.items[i];
        count(a, c.kinds, it->kind->id);
        count_sources(&c, &it->claim);
        if (it->in)
            c.groups[it->in->index]++;
    }
    for (size_t i = 0; i < n->edges.count; i++) {
        const edge *it = n->edges.items[i];
        if (it->relation)
            count(a, c.relations, it->relation->id);
        count_sources(&c, &it->claim);
    }
    return c;
}
