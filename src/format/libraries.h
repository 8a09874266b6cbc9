/* The libraries behind PNG and PDF, loaded when the first of these is asked for: linking them would make every start
   slower. Private to the format room. */
#ifndef ENTENTE_LIBRARIES_H
#define ENTENTE_LIBRARIES_H

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <stdbool.h>

#define LIBRSVG    "librsvg-2.so.2"
#define LIBGOBJECT "libgobject-2.0.so.0"
#define LIBCAIRO   "libcairo.so.2"
#define LIBFONTS   "libfontconfig.so.1"

/* call(LIBRARY, FUNCTION) for each function that is used. */
/* clang-format off */
#define LIBRARY_CALLS(call) \
    call(LIBRSVG, rsvg_handle_new_from_data) \
    call(LIBRSVG, rsvg_handle_set_dpi) \
    call(LIBRSVG, rsvg_handle_get_intrinsic_size_in_pixels) \
    call(LIBRSVG, rsvg_handle_render_document) \
    call(LIBGOBJECT, g_object_unref) \
    call(LIBCAIRO, cairo_create) \
    call(LIBCAIRO, cairo_destroy) \
    call(LIBCAIRO, cairo_scale) \
    call(LIBCAIRO, cairo_paint) \
    call(LIBCAIRO, cairo_set_source_rgb) \
    call(LIBCAIRO, cairo_set_source_surface) \
    call(LIBCAIRO, cairo_status) \
    call(LIBCAIRO, cairo_image_surface_create) \
    call(LIBCAIRO, cairo_image_surface_get_data) \
    call(LIBCAIRO, cairo_image_surface_get_stride) \
    call(LIBCAIRO, cairo_pdf_surface_create_for_stream) \
    call(LIBCAIRO, cairo_pdf_surface_restrict_to_version) \
    call(LIBCAIRO, cairo_pdf_surface_set_metadata) \
    call(LIBCAIRO, cairo_surface_destroy) \
    call(LIBCAIRO, cairo_surface_finish) \
    call(LIBCAIRO, cairo_surface_flush) \
    call(LIBCAIRO, cairo_surface_status) \
    call(LIBFONTS, FcConfigGetFonts) \
    call(LIBFONTS, FcPatternGetCharSet) \
    call(LIBFONTS, FcCharSetHasChar)
/* clang-format on */

typedef struct libraries {
#define LIBRARY_FIELD(library, name) __typeof__(&name) name;
    LIBRARY_CALLS(LIBRARY_FIELD)
} libraries;

/* False where one of them, or a function in it, is not there. */
bool libraries_load(libraries *l);

#endif
