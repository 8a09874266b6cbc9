#include "network/network.h"

static void add_builtins(network *n)
{
    for (size_t i = 0; i < builtin_kind_count; i++) {
        kind *k = arena_new_of(n->arena, kind);
        *k = builtin_kinds[i];
        *array_add(n->arena, &n->kinds) = k;
        map_put(n->kinds_by_id, k->id, k);
    }
    for (size_t i = 0; i < builtin_relation_count; i++) {
        relation *r = arena_new_of(n->arena, relation);
        *r = builtin_relations[i];
        *array_add(n->arena, &n->relations) = r;
        map_put(n->relations_by_id, r->id, r);
    }
}

network *network_new(arena *a)
{
    network *n = arena_new_of(a, network);
    n->arena = a;
    n->lang = "en";
    n->asked.depth = DEPTH_OPEN;
    n->kinds_by_id = map_new(a);
    n->relations_by_id = map_new(a);
    n->sources_by_id = map_new(a);
    n->groups_by_id = map_new(a);
    n->nodes_by_id = map_new(a);
    n->views_by_name = map_new(a);
    add_builtins(n);
    return n;
}
