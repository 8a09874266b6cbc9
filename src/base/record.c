#include "base/record.h"

#include <string.h>

static record *put(arena *a, record *to, const char *key, record_type type)
{
    record *r = arena_new_of(a, record);
    r->key = key;
    r->type = type;
    if (to)
        *array_add(a, &to->items) = r;
    return r;
}

record *record_new(arena *a)
{
    return put(a, NULL, NULL, RECORD_MAP);
}

void record_text(arena *a, record *to, const char *key, const char *text)
{
    if (text)
        put(a, to, key, RECORD_TEXT)->text = text;
}

void record_number(arena *a, record *to, const char *key, double number)
{
    put(a, to, key, RECORD_NUMBER)->number = number;
}

void record_flag(arena *a, record *to, const char *key, bool flag)
{
    put(a, to, key, RECORD_FLAG)->flag = flag;
}

record *record_list(arena *a, record *to, const char *key)
{
    return put(a, to, key, RECORD_LIST);
}

record *record_map(arena *a, record *to, const char *key)
{
    return put(a, to, key, RECORD_MAP);
}

record *record_find(const record *in, const char *key)
{
    for (size_t i = 0; i < in->items.count; i++)
        if (in->items.items[i]->key && strcmp(in->items.items[i]->key, key) == 0)
            return in->items.items[i];
    return NULL;
}
