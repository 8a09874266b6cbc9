#include "format/libraries.h"

#include <dlfcn.h>
#include <string.h>

static const struct symbol {
    const char *library, *name;
    size_t offset;
} symbols[] = {
#define SYMBOL(library, name) {library, #name, offsetof(libraries, name)},
    LIBRARY_CALLS(SYMBOL)};

/* They are kept to the end of the process: GLib cannot be unloaded. */
bool libraries_load(libraries *l)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *library = dlopen(symbols[i].library, RTLD_LAZY | RTLD_NODELETE);
        void *address = library ? dlsym(library, symbols[i].name) : NULL;
        if (!address)
            return false;
        memcpy((char *)l + symbols[i].offset, &address, sizeof address);
    }
    return true;
}
