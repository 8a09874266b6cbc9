/* Pixels as PNG. Private to the format room. */
#ifndef ENTENTE_PIXELS_H
#define ENTENTE_PIXELS_H

#include "base/base.h"

typedef struct pixels {
    const unsigned char *rows; /* of 32-bit words 0x..rrggbb, in the order of the machine */
    size_t stride;             /* bytes from one row to the next */
    uint32_t width, height;
    double across, down; /* pixels a metre */
} pixels;

/* Appends the file: with a palette where the colours fit into one, no time, no maker. False where zlib ran out of
 * memory. */
bool pixels_png(const pixels *p, buffer *out);

#endif
