#include "format/raster.h"
#include "format/fonts.h"
#include "format/format.h"
#include "format/libraries.h"
#include "format/pixels.h"

#include <math.h>
#include <string.h>

static const char *const not_there = "PNG and PDF need librsvg and cairo: apt install librsvg2-2 libcairo2";
static const char *const not_svg = "librsvg cannot read the SVG of this picture";
static const char *const not_drawn = "librsvg and cairo cannot draw this picture";

/* ---- drawing ---- */

typedef struct drawing {
    libraries lib;
    RsvgHandle *handle;
    double width, height; /* points */
    bool outlined;        /* every letter has an outline */
    const scene *scene;
} drawing;

/* Fills `d`; NULL when done. A handle is there even then only if no message came back. */
static const char *drawing_open(drawing *d, const char *svg, size_t length, const scene *of)
{
    *d = (drawing){.scene = of};
    if (!libraries_load(&d->lib))
        return not_there;
    d->handle = d->lib.rsvg_handle_new_from_data((const guint8 *)svg, length, NULL);
    if (!d->handle)
        return not_svg;
    d->outlined = fonts_have_outlines(&d->lib, svg, length);
    d->lib.rsvg_handle_set_dpi(d->handle, 72); /* a pixel of librsvg is a point */
    if (d->lib.rsvg_handle_get_intrinsic_size_in_pixels(d->handle, &d->width, &d->height) && d->width > 0 &&
        d->height > 0)
        return NULL;
    d->lib.g_object_unref(d->handle);
    return not_svg;
}

bool icon_is_svg(const item *i)
{
    return i->type == ITEM_ICON && strcmp(i->icon->type, "image/svg+xml") == 0;
}

static bool draw_icon(const libraries *lib, cairo_t *pen, const item *i)
{
    const RsvgRectangle place = {i->box.x0, i->box.y0, box_width(i->box), box_height(i->box)};
    RsvgHandle *handle = lib->rsvg_handle_new_from_data((const guint8 *)i->icon->bytes, (gsize)i->icon->length, NULL);
    if (!handle)
        return false;
    bool done = lib->rsvg_handle_render_document(handle, pen, &place, NULL);
    lib->g_object_unref(handle);
    return done;
}

/* Nothing lies over an icon, so they may come last. */
static bool draw_icons(const drawing *d, cairo_t *pen)
{
    bool done = true;
    for (size_t k = 0; k < d->scene->elements.count; k++) {
        const element *e = d->scene->elements.items[k];
        for (size_t i = 0; done && i < e->items.count; i++)
            if (icon_is_svg(&e->items.items[i]))
                done = draw_icon(&d->lib, pen, &e->items.items[i]);
    }
    return done;
}

/* Draws into all of `surface`, which is `width` x `height` of its own units, to its very edges; paper is painted first
   where asked for. */
static bool drawing_render(const drawing *d, cairo_surface_t *surface, double width, double height, bool paper)
{
    const RsvgRectangle all = {0, 0, d->width, d->height};
    cairo_t *pen = d->lib.cairo_create(surface);
    if (paper) {
        d->lib.cairo_set_source_rgb(pen, 1, 1, 1);
        d->lib.cairo_paint(pen);
    }
    d->lib.cairo_scale(pen, width / d->width, height / d->height);
    bool done = d->lib.rsvg_handle_render_document(d->handle, pen, &all, NULL) && draw_icons(d, pen) &&
                d->lib.cairo_status(pen) == CAIRO_STATUS_SUCCESS;
    d->lib.cairo_destroy(pen);
    return done;
}

/* ---- PNG ---- */

enum { LARGEST_SIDE = 32767, LARGEST_PIXELS = 100 * 1000 * 1000 }; /* cairo's bound, and 400 MB of memory */

static const double points_per_metre = 72 / 0.0254;

static bool encode(const drawing *d, cairo_surface_t *surface, double width, double height, buffer *out)
{
    d->lib.cairo_surface_flush(surface);
    const pixels all = {
        .rows = d->lib.cairo_image_surface_get_data(surface),
        .stride = (size_t)d->lib.cairo_image_surface_get_stride(surface),
        .width = (uint32_t)width,
        .height = (uint32_t)height,
        .across = width / d->width * points_per_metre,
        .down = height / d->height * points_per_metre,
    };
    return pixels_png(&all, out);
}

/* On a surface of pixels librsvg fills the outlines of letters. Emoji have none, and come out as blots; the boxes for
   characters that no font has come out larger than they were measured. On a page it sets the letters themselves, and
   cairo can paint with a page. */
static bool render_as_page(const drawing *d, cairo_surface_t *surface, double width, double height)
{
    cairo_surface_t *page = d->lib.cairo_pdf_surface_create_for_stream(NULL, NULL, width, height);
    bool done = drawing_render(d, page, width, height, true);
    cairo_t *pen = d->lib.cairo_create(surface);
    d->lib.cairo_set_source_surface(pen, page, 0, 0);
    d->lib.cairo_paint(pen);
    done = done && d->lib.cairo_status(pen) == CAIRO_STATUS_SUCCESS;
    d->lib.cairo_destroy(pen);
    d->lib.cairo_surface_destroy(page);
    return done;
}

static const char *png_of(const drawing *d, double pixels_per_point, buffer *out)
{
    double width = fmax(1, round(d->width * pixels_per_point));
    double height = fmax(1, round(d->height * pixels_per_point));
    if (width > LARGEST_SIDE || height > LARGEST_SIDE || width * height > LARGEST_PIXELS) {
        out->failed = true;
        return "the PNG would have a side over 32767 or more than 100 million pixels: lower --dpi or --scale";
    }
    cairo_surface_t *surface = d->lib.cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    bool drawn =
        d->outlined ? drawing_render(d, surface, width, height, true) : render_as_page(d, surface, width, height);
    bool done = drawn && encode(d, surface, width, height, out);
    d->lib.cairo_surface_destroy(surface);
    return done ? NULL : not_drawn;
}

const char *raster_png(const char *svg, size_t length, const scene *of, double dpi, double scale, buffer *out)
{
    drawing d;
    const char *wrong = drawing_open(&d, svg, length, of);
    if (wrong)
        return wrong;
    wrong = png_of(&d, dpi / 72 * scale, out);
    d.lib.g_object_unref(d.handle);
    return wrong;
}

/* ---- PDF ---- */

static cairo_status_t add_bytes(void *out, const unsigned char *bytes, unsigned length)
{
    buffer_add(out, (const char *)bytes, length);
    return ((buffer *)out)->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* The last place of a text; NULL where it is not there. */
static char *last_of(const buffer *pdf, const char *text)
{
    size_t length = strlen(text);
    char *last = NULL, *end = pdf->data + pdf->length;
    for (char *at = pdf->data; (at = memmem(at, (size_t)(end - at), text, length)); at += length)
        last = at;
    return last;
}

/* Blanks over the last line that begins with `key`: every offset in the file stays right. */
static void blank_line(buffer *pdf, const char *key)
{
    for (char *line = last_of(pdf, key), *end = pdf->data + pdf->length; line && line < end && *line != '\n'; line++)
        *line = ' ';
}

/* Says the language of the text, and that windows show the title and not the name of the file: entries of the catalog,
   which cairo does not write. The catalog is the last object before the table of offsets, so of all offsets only that
   of the table changes. A language is letters, digits and hyphens. */
static void add_to_catalog(buffer *pdf, const char *lang)
{
    static const char start[] = "<< /Type /Catalog\n", table[] = "xref\n0 ";
    char *catalog = last_of(pdf, start), *offset = last_of(pdf, table);
    if (!catalog || !offset || catalog > offset)
        return;
    buffer all = {0};
    const char *rest = catalog + strlen(start), *number = last_of(pdf, "startxref\n") + strlen("startxref\n"),
               *last = number + strspn(number, "0123456789");
    buffer_add(&all, pdf->data, (size_t)(rest - pdf->data));
    buffer_format(&all, "   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n", lang);
    size_t now = (size_t)(offset - rest) + all.length;
    buffer_add(&all, rest, (size_t)(number - rest));
    buffer_format(&all, "%zu", now);
    buffer_text(&all, last);
    buffer_free(pdf);
    *pdf = all;
}

static const char *pdf_of(const drawing *d, buffer *out)
{
    cairo_surface_t *surface = d->lib.cairo_pdf_surface_create_for_stream(add_bytes, out, d->width, d->height);
    /* Its form is one that finishing it can rely on, with every version of cairo. */
    d->lib.cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    d->lib.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, d->scene->title);
    /* Blanked below, but of one length in every time zone: the offsets behind it stay the same. */
    d->lib.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
    bool done = drawing_render(d, surface, d->width, d->height, false);
    d->lib.cairo_surface_finish(surface);
    done = done && d->lib.cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    d->lib.cairo_surface_destroy(surface);
    if (!done)
        return not_drawn;
    blank_line(out, "/Producer ("); /* same network, same bytes: neither the version of cairo nor the day */
    blank_line(out, "/CreationDate (");
    add_to_catalog(out, d->scene->lang);
    return NULL;
}

const char *raster_pdf(const char *svg, size_t length, const scene *of, buffer *out)
{
    drawing d;
    const char *wrong = drawing_open(&d, svg, length, of);
    if (wrong)
        return wrong;
    wrong = pdf_of(&d, out);
    d.lib.g_object_unref(d.handle);
    return wrong;
}

/* ---- the two formats ---- */

const char *png_write(const format_input *in, buffer *out)
{
    buffer svg = {0};
    const char *wrong = svg_write_for_raster(in, &svg);
    if (!wrong)
        wrong = raster_png(svg.data, svg.length, in->scene, in->dpi, in->scale, out);
    buffer_free(&svg);
    return wrong;
}

const char *pdf_write(const format_input *in, buffer *out)
{
    buffer svg = {0};
    const char *wrong = svg_write_for_raster(in, &svg);
    if (!wrong)
        wrong = raster_pdf(svg.data, svg.length, in->scene, out);
    buffer_free(&svg);
    return wrong;
}
