/* Any bytes as a network: read, checked, and where they can be drawn, written in all that needs no layout, and compared
   with half of themselves, and on two days. */
#include "entente.h"
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Tells and draws what differs. */
static void tell(entente *run)
{
    const char *drawn;
    size_t length;
    entente_difference(run, false, true);
    entente_difference(run, true, false);
    entente_draw(run, "dot", &drawn, &length);
}

static void compare_all(const entente_options *options, entente *run, const char *bytes, size_t length)
{
    entente *again = entente_new(options), *half = entente_new(options);
    if (entente_read_bytes(again, "fuzz.yaml", bytes, length) && entente_compare(run, again) && entente_differs(run))
        abort(); /* nothing differs from itself */
    if (entente_read_bytes(half, "half.yaml", bytes, length / 2) && entente_compare(run, half))
        tell(run);
    if (entente_between(run, "1990", "2024-05-01"))
        tell(run);
    entente_free(half);
    entente_free(again);
}

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
        compare_all(&options, run, (const char *)bytes, length);
    } else if (entente_exit(run) == 0) {
        abort(); /* refused, but nobody is told */
    }
    entente_messages(run, ENTENTE_TEXT, true);
    entente_messages(run, ENTENTE_JSON, false);
    entente_messages(run, ENTENTE_SARIF, false);
    entente_free(run);
    return 0;
}
