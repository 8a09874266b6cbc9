/* Any bytes as a network: read, checked, and where they can be drawn, written in all that needs no layout. */
#include "entente.h"
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    entente_options options = entente_standard();
    options.root = "/nonexistent"; /* no file is read on behalf of such bytes */
    entente *run = entente_new(&options);
    static const char *const formats[] = {"dot", "txt", "md"};
    const char *drawn;
    size_t drawn_length;
    if (entente_read_bytes(run, "fuzz.yaml", (const char *)bytes, length)) {
        entente_check(run); /* the file may make errors of warnings */
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
            if (!entente_draw(run, formats[i], &drawn, &drawn_length) && entente_exit(run) == 0)
                abort();
        for (int json = 0; json < 2; json++)
            if (!entente_list(run, json, &drawn, &drawn_length) && entente_exit(run) == 0)
                abort();
        entente_sources(run, 60);
    } else if (entente_exit(run) == 0) {
        abort(); /* refused, but nobody is told */
    }
    entente_messages(run, ENTENTE_TEXT, true);
    entente_messages(run, ENTENTE_JSON, false);
    entente_messages(run, ENTENTE_SARIF, false);
    entente_free(run);
    return 0;
}
