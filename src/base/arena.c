#include "base/base.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = alignof(max_align_t), FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 1 << 20 };

typedef struct block {
    struct block *before;
    alignas(max_align_t) char bytes[];
} block;

typedef struct farewell {
    struct farewell *before;
    void (*done)(void *);
    void *subject;
} farewell;

struct arena {
    block *blocks;       /* latest first */
    char *free, *end;    /* room left in the latest block */
    size_t next_block;   /* bytes */
    farewell *farewells; /* latest first */
};

arena *arena_new(void)
{
    arena *a = memory_get(sizeof *a);
    *a = (arena){.next_block = FIRST_BLOCK};
    return a;
}

void arena_free(arena *a)
{
    if (!a)
        return;
    for (farewell *f = a->farewells; f; f = f->before)
        f->done(f->subject);
    for (block *b = a->blocks, *before; b; b = before) {
        before = b->before;
        free(b);
    }
    free(a);
}

static void add_block(arena *a, size_t bytes)
{
    size_t room = bytes > a->next_block ? bytes : a->next_block;
    if (room > SIZE_MAX - sizeof(block))
        memory_failed();
    block *b = memory_get(sizeof(block) + room);
    b->before = a->blocks;
    a->blocks = b;
    a->free = b->bytes;
    a->end = b->bytes + room;
    if (a->next_block < LARGEST_BLOCK)
        a->next_block *= 2;
}

void *arena_get(arena *a, size_t bytes)
{
    if (bytes > SIZE_MAX - ALIGNMENT)
        memory_failed();
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!a->blocks || bytes > (size_t)(a->end - a->free))
        add_block(a, bytes);
    void *got = a->free;
    a->free += bytes;
    return memset(got, 0, bytes);
}

char *arena_copy(arena *a, const char *text, size_t length)
{
    char *copy = arena_get(a, length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_format(arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = arena_get(a, (size_t)(length < 0 ? 0 : length) + 1);
    if (length > 0)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}

void arena_after(arena *a, void (*done)(void *), void *subject)
{
    farewell *f = arena_new_of(a, farewell);
    *f = (farewell){a->farewells, done, subject};
    a->farewells = f;
}

void *array_grow(arena *a, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t more = *room ? *room * 2 : 8;
    if (more > SIZE_MAX / size)
        memory_failed();
    void *grown = arena_get(a, more * size);
    if (count)
        memcpy(grown, items, count * size);
    *room = more;
    return grown;
}
