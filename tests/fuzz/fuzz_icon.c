/* Any bytes as an icon, of either type. */
#include "input/icon.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    arena *a = arena_new();
    icon png = {0}, svg = {0};
    if (length >= 8 && !icon_png(a, (const char *)bytes, length, &png).what && (!png.length || png.length > length))
        abort();
    if (!icon_svg(a, (const char *)bytes, length, &svg).what && svg.length < length)
        abort();
    arena_free(a);
    return 0;
}
