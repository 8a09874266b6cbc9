/* SVG into pixels and pages: what png_write and pdf_write do once the SVG is there. */
#ifndef ENTENTE_RASTER_H
#define ENTENTE_RASTER_H

#include "base/base.h"

/* Sizes come from the width and height of the SVG's root, in points. PNG has points * dpi / 72 * scale pixels and says
   in its header how large it is on paper. NULL when done, else what went wrong (see format.h). */
const char *raster_png(const char *svg, size_t length, double dpi, double scale, buffer *out);
/* One page of exactly that size. `title` may be NULL. */
const char *raster_pdf(const char *svg, size_t length, const char *title, buffer *out);

#endif
