#include "base/base.h"

#include <stdlib.h>

static memory_handler *handler = abort;

memory_handler *memory_on_failure(memory_handler *next)
{
    memory_handler *before = handler;
    handler = next ? next : abort;
    return before;
}

void memory_failed(void)
{
    handler();
    abort(); /* a handler that returns has broken its contract */
}

void *memory_get(size_t bytes)
{
    return memory_grow(NULL, bytes);
}

void *memory_grow(void *old, size_t bytes)
{
    void *got = realloc(old, bytes ? bytes : 1);
    if (!got)
        memory_failed();
    return got;
}
