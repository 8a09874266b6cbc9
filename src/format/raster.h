/* SVG into pixels and pages: what png_write and pdf_write do once the SVG is there. */
#ifndef ENTENTE_RASTER_H
#define ENTENTE_RASTER_H

#include "drawing/scene.h"
#include "format/format.h"

/* The SVG that is made into pixels and pages: its user unit is a point, and it has no dark form and no icons that are
   SVG. librsvg draws those in pictures only as pixels, and only where gdk-pixbuf has a loader for them; so they are
   drawn apart. */
const char *svg_write_for_raster(const format_input *in, buffer *out);
bool icon_is_svg(const item *i);

/* Sizes come from the width and height of the SVG's root, in points. PNG has points * dpi / 72 * scale pixels and says
   in its header how large it is on paper. The scene is the one of which the SVG was made. NULL when done, else what
   went wrong (see format.h). */
const char *raster_png(const char *svg, size_t length, const scene *of, double dpi, double scale, buffer *out);
/* One page of exactly that size, with the title and the language of the scene in its head. */
const char *raster_pdf(const char *svg, size_t length, const scene *of, buffer *out);

#endif
