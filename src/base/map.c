#include "base/base.h"

#include <string.h>

typedef struct slot {
    const char *key; /* NULL: empty */
    uint64_t hash;
    void *value;
} slot;

struct map {
    arena *arena;
    slot *slots;
    size_t count, room; /* room is a power of two */
};

enum { FIRST_ROOM = 16 };

map *map_new(arena *a)
{
    map *m = arena_new_of(a, map);
    *m = (map){.arena = a, .slots = arena_get(a, FIRST_ROOM * sizeof(slot)), .room = FIRST_ROOM};
    return m;
}

/* The slot that holds the key, or the empty one where it belongs. */
static slot *find(const map *m, const char *key, uint64_t hash)
{
    for (size_t at = hash & (m->room - 1);; at = (at + 1) & (m->room - 1)) {
        slot *s = &m->slots[at];
        if (!s->key || (s->hash == hash && strcmp(s->key, key) == 0))
            return s;
    }
}

void *map_get(const map *m, const char *key)
{
    return find(m, key, hash_text(key, 0))->value;
}

static void double_room(map *m)
{
    slot *old = m->slots;
    size_t count = m->room;
    m->room *= 2;
    m->slots = arena_get(m->arena, m->room * sizeof(slot));
    for (size_t i = 0; i < count; i++)
        if (old[i].key)
            *find(m, old[i].key, old[i].hash) = old[i];
}

void *map_put(map *m, const char *key, void *value)
{
    if ((m->count + 1) * 4 > m->room * 3)
        double_room(m);
    uint64_t hash = hash_text(key, 0);
    slot *s = find(m, key, hash);
    void *before = s->value;
    if (!s->key)
        m->count++;
    *s = (slot){key, hash, value};
    return before;
}

uint64_t hash_bytes(const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t h = 0xcbf29ce484222325u ^ seed;
    for (size_t i = 0; i < length; i++)
        h = (h ^ at[i]) * 0x100000001b3u;
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    return h ^ h >> 33;
}

uint64_t hash_text(const char *text, uint64_t seed)
{
    return hash_bytes(text, strlen(text), seed);
}
