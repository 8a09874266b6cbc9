#include "serve/microhttpd.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct symbol {
    const char *name;
    size_t offset;
} symbols[] = {
#define SYMBOL(name) {#name, offsetof(microhttpd, name)},
    MICROHTTPD_CALLS(SYMBOL)};

bool microhttpd_load(microhttpd *m)
{
    void *library = dlopen("libmicrohttpd.so.12", RTLD_LAZY | RTLD_NODELETE);
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *address = library ? dlsym(library, symbols[i].name) : NULL;
        if (!address)
            return false;
        memcpy((char *)m + symbols[i].offset, &address, sizeof address);
    }
    return true;
}
