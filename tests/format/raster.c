/* PNG by size, physical size and pixels; PDF by size, text, links and head. */
#include "format/raster.h"
#include "drawing/scene.h"
#include "format/fonts.h"

#include <cairo.h>
#include <criterion/criterion.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 300 x 200 pt: white, with a red square of 100 pt at the left top, and a link with a text. */
static const char svg[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<svg width=\"300pt\" height=\"200pt\" viewBox=\"0 0 300 200\" xmlns=\"http://www.w3.org/2000/svg\""
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n"
    "<style>@media screen and (prefers-color-scheme:dark){.red{fill:#00ff00}}</style>\n"
    "<rect class=\"red\" width=\"100\" height=\"100\" fill=\"#ff0000\"/>\n"
    "<a xlink:href=\"https://example.org/source\" target=\"_top\">"
    "<text x=\"20\" y=\"150\" font-family=\"Arial\" font-size=\"12\">South Korea considers joining</text></a>\n"
    "</svg>\n";

static const scene plain = {.title = "Two and a pact", .lang = "pt-BR"}; /* no icons */

static unsigned be32(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (unsigned)b[0] << 24 | (unsigned)b[1] << 16 | (unsigned)b[2] << 8 | b[3];
}

static buffer png_from(const char *text, double dpi, double scale)
{
    buffer out = {0};
    const char *wrong = raster_png(text, strlen(text), &plain, dpi, scale, &out);
    cr_assert(wrong == NULL, "%s", wrong);
    cr_assert(out.length > 60 && memcmp(out.data, "\x89PNG\r\n\x1a\n", 8) == 0);
    return out;
}

static buffer png_of(double dpi, double scale)
{
    return png_from(svg, dpi, scale);
}

Test(png, as_many_pixels_as_asked_for_on_the_same_inch)
{
    static const struct {
        double dpi, scale;
        unsigned width, height, per_metre;
    } cases[] = {
        {72, 1, 300, 200, 2835}, {96, 1, 400, 267, 3780},   {300, 1, 1250, 833, 11811},
        {96, 2, 800, 533, 7559}, {72, 0.5, 150, 100, 1417}, {10, 0.05, 2, 1, 19},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer png = png_of(cases[i].dpi, cases[i].scale);
        cr_expect(be32(png.data + 16) == cases[i].width && be32(png.data + 20) == cases[i].height, "case %zu: %u x %u",
                  i, be32(png.data + 16), be32(png.data + 20));
        cr_expect(be32(png.data + 33) == 9 && memcmp(png.data + 37, "pHYs", 4) == 0, "case %zu: pHYs", i);
        unsigned across = be32(png.data + 41), down = be32(png.data + 45);
        cr_expect(across >= cases[i].per_metre - 1 && across <= cases[i].per_metre + 1, "case %zu: %u a metre", i,
                  across);
        /* The figure is 300 x 200 points on paper, whatever its pixels, as far as whole pixels allow. */
        double width = cases[i].width / (double)across / 0.0254 * 72,
               height = cases[i].height / (double)down / 0.0254 * 72;
        cr_expect(width > 290 && width < 310 && height > 190 && height < 210, "case %zu: %g x %g pt", i, width, height);
        cr_expect(png.data[49] == 1, "unit: metre");
        buffer_free(&png);
    }
}

/* Reads a PNG with cairo, which is loaded as the program does it: nothing is linked for it. */
typedef struct reading {
    const buffer *png;
    size_t at;
} reading;

static cairo_status_t read_bytes(void *closure, unsigned char *to, unsigned length)
{
    reading *r = closure;
    if (length > r->png->length - r->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, r->png->data + r->at, length);
    r->at += length;
    return CAIRO_STATUS_SUCCESS;
}

#define CALL(name) ((__typeof__(&name))dlsym(cairo, #name))

static unsigned pixel(void *cairo, cairo_surface_t *image, int x, int y)
{
    const unsigned char *rows = CALL(cairo_image_surface_get_data)(image);
    unsigned value;
    memcpy(&value, rows + y * CALL(cairo_image_surface_get_stride)(image) + 4 * x, sizeof value);
    return value & 0xffffff;
}

static cairo_surface_t *image_of(void *cairo, const buffer *png)
{
    reading from = {png, 0};
    cairo_surface_t *image = CALL(cairo_image_surface_create_from_png_stream)(read_bytes, &from);
    cr_assert(CALL(cairo_surface_status)(image) == CAIRO_STATUS_SUCCESS, "it can be read, checksums and all");
    return image;
}

static void *cairo_load(void)
{
    void *cairo = dlopen("libcairo.so.2", RTLD_NOW | RTLD_NODELETE);
    cr_assert(cairo != NULL);
    return cairo;
}

Test(png, light_on_white_paper)
{
    void *cairo = cairo_load();
    buffer png = png_of(72, 1);
    cairo_surface_t *image = image_of(cairo, &png);
    cr_expect(pixel(cairo, image, 50, 50) == 0xff0000, "%06x", pixel(cairo, image, 50, 50));
    cr_expect(pixel(cairo, image, 99, 99) == 0xff0000, "%06x", pixel(cairo, image, 99, 99));
    cr_expect(pixel(cairo, image, 101, 50) == 0xffffff, "%06x", pixel(cairo, image, 101, 50));
    unsigned dark = 0;
    for (int x = 20; x < 180; x++)
        for (int y = 138; y < 156; y++)
            dark += pixel(cairo, image, x, y) < 0x404040;
    cr_expect(dark > 100, "the text is drawn: %u dark pixels", dark);
    CALL(cairo_surface_destroy)(image);
    buffer_free(&png);
}

/* `count` squares of a point side in a row, each of a colour of its own: red 255, green and blue counting up. */
static buffer squares(int count)
{
    buffer text = {0};
    buffer_format(&text, "<svg width=\"%dpt\" height=\"1pt\" xmlns=\"http://www.w3.org/2000/svg\">\n", count);
    for (int i = 0; i < count; i++)
        buffer_format(&text, "<rect x=\"%dpx\" width=\"1px\" height=\"1px\" fill=\"#ff%04x\"/>\n", i, (unsigned)i * 7);
    buffer_text(&text, "</svg>\n");
    return text;
}

Test(png, a_palette_where_all_colours_fit_and_nothing_is_lost)
{
    static const struct {
        int count;
        char kind;
    } cases[] = {{1, 3}, {2, 3}, {255, 3}, {256, 3}, {257, 2}, {1000, 2}};
    void *cairo = cairo_load();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer text = squares(cases[i].count), png = png_from(text.data, 72, 1);
        cr_expect(png.data[25] == cases[i].kind, "%d colours: kind %d", cases[i].count, png.data[25]);
        cairo_surface_t *image = image_of(cairo, &png);
        for (int x = 0; x < cases[i].count; x++)
            cr_assert(pixel(cairo, image, x, 0) == 0xff0000 + (unsigned)x * 7, "%d of %d: %06x", x, cases[i].count,
                      pixel(cairo, image, x, 0));
        CALL(cairo_surface_destroy)(image);
        buffer_free(&text);
        buffer_free(&png);
    }
}

Test(png, is_painted_to_its_edges_where_pixels_are_rounded)
{
    static const char black[] = "<svg width=\"472pt\" height=\"678pt\" viewBox=\"0 0 472 678\" "
                                "xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"472\" height=\"678\"/></svg>\n";
    void *cairo = cairo_load();
    buffer png = png_from(black, 96, 1);
    cairo_surface_t *image = image_of(cairo, &png);
    int right = CALL(cairo_image_surface_get_width)(image) - 1,
        bottom = CALL(cairo_image_surface_get_height)(image) - 1;
    cr_expect(right == 628 && bottom == 903, "%d %d", right, bottom);
    for (int x = 0; x <= right; x++)
        cr_assert(pixel(cairo, image, x, 0) == 0 && pixel(cairo, image, x, bottom) == 0, "at %d", x);
    for (int y = 0; y <= bottom; y++)
        cr_assert(pixel(cairo, image, 0, y) == 0 && pixel(cairo, image, right, y) == 0, "at %d", y);
    CALL(cairo_surface_destroy)(image);
    buffer_free(&png);
}

Test(png, says_nothing_of_time_and_maker)
{
    buffer png = png_of(96, 1), again = png_of(96, 1);
    static const char *const chunks[] = {"tIME", "tEXt", "iTXt", "zTXt"};
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++)
        cr_expect(memmem(png.data, png.length, chunks[i], 4) == NULL, "%s", chunks[i]);
    cr_expect(png.length == again.length && memcmp(png.data, again.data, png.length) == 0);
    buffer_free(&png);
    buffer_free(&again);
}

Test(png, has_a_bound)
{
    static const double scales[] = {50, 40, 1000};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        buffer out = {0};
        const char *wrong = raster_png(svg, strlen(svg), &plain, 2400, scales[i], &out);
        cr_expect(wrong && strstr(wrong, "lower --dpi or --scale"), "%s", wrong);
        cr_expect(out.failed && out.length == 0);
        buffer_free(&out);
    }
}

/* An icon that is SVG: a green square in a picture of 10 x 10, drawn at 40, 20 as 30 x 30. */
static const icon green = {.type = "image/svg+xml",
                           .bytes = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">"
                                    "<path d=\"M0 0h10v10H0z\" fill=\"#00ff00\"/></svg>",
                           .length = 106};

static scene with_icon(item *i, element *e, element **elements)
{
    *i = (item){.type = ITEM_ICON, .box = {140, 20, 170, 50}, .icon = &green};
    e->items.items = i;
    e->items.count = 1;
    *elements = e;
    return (scene){.title = "One", .lang = "en", .elements = {elements, 1, 1}};
}

Test(raster, draws_icons_that_are_svg_itself)
{
    void *cairo = cairo_load();
    item i;
    element e = {0}, *elements;
    scene s = with_icon(&i, &e, &elements);
    buffer png = {0}, pdf = {0};
    cr_assert_eq(strlen(green.bytes), green.length);
    cr_assert(raster_png(svg, strlen(svg), &s, 144, 1, &png) == NULL);
    cairo_surface_t *image = image_of(cairo, &png);
    cr_expect(pixel(cairo, image, 281, 41) == 0x00ff00 && pixel(cairo, image, 338, 98) == 0x00ff00);
    cr_expect(pixel(cairo, image, 278, 41) == 0xffffff && pixel(cairo, image, 338, 101) == 0xffffff);
    CALL(cairo_surface_destroy)(image);
    cr_assert(raster_pdf(svg, strlen(svg), &s, &pdf) == NULL);
    cr_expect(!memmem(pdf.data, pdf.length, "/Image", 6), "as lines and areas, not as pixels");
    buffer_free(&png);
    buffer_free(&pdf);
}

Test(raster, what_is_no_svg_is_refused)
{
    static const char *const texts[] = {"", "no", "<svg", "<html/>",
                                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buffer png = {0}, pdf = {0};
        cr_expect(raster_png(texts[i], strlen(texts[i]), &plain, 96, 1, &png) != NULL, "%s", texts[i]);
        cr_expect(raster_pdf(texts[i], strlen(texts[i]), &plain, &pdf) != NULL, "%s", texts[i]);
        cr_expect(png.length == 0 && pdf.length == 0);
        buffer_free(&png);
        buffer_free(&pdf);
    }
}

/* ---- PDF ---- */

static buffer pdf_of(const char *title)
{
    buffer out = {0};
    const scene titled = {.title = title, .lang = "pt-BR"};
    const char *wrong = raster_pdf(svg, strlen(svg), &titled, &out);
    cr_assert(wrong == NULL, "%s", wrong);
    cr_assert(out.length > 500 && memcmp(out.data, "%PDF-", 5) == 0);
    return out;
}

static bool holds(const buffer *pdf, const char *text)
{
    return memmem(pdf->data, pdf->length, text, strlen(text)) != NULL;
}

Test(pdf, one_page_of_exact_size_with_title_and_links)
{
    buffer pdf = pdf_of("Two and a pact");
    cr_expect(holds(&pdf, "/MediaBox [ 0 0 300 200 ]"));
    cr_expect(holds(&pdf, "/Count 1"));
    cr_expect(holds(&pdf, "/Title (Two and a pact)"));
    cr_expect(holds(&pdf, "(https://example.org/source)"), "the link");
    buffer_free(&pdf);
}

Test(pdf, says_nothing_of_time_and_maker)
{
    buffer pdf = pdf_of("Any");
    sleep(1);
    buffer again = pdf_of("Any");
    cr_expect(!holds(&pdf, "/CreationDate") && !holds(&pdf, "/Producer") && !holds(&pdf, "/ModDate"));
    cr_expect(pdf.length == again.length && memcmp(pdf.data, again.data, pdf.length) == 0);
    buffer_free(&pdf);
    buffer_free(&again);
}

/* What a program says of the file; its name stands for %s. */
static const char *said_of(const buffer *pdf, const char *command, char said[4000])
{
    char name[] = "/tmp/entente-test-pdf-XXXXXX", line[200];
    int descriptor = mkstemp(name);
    cr_assert(write(descriptor, pdf->data, pdf->length) == (ssize_t)pdf->length);
    close(descriptor);
    snprintf(line, sizeof line, command, name);
    FILE *reader = popen(line, "r");
    cr_assert(reader != NULL);
    said[fread(said, 1, 3999, reader)] = '\0';
    cr_expect(pclose(reader) == 0, "%s", line);
    unlink(name);
    return said;
}

Test(pdf, its_text_links_and_fonts_can_be_read_back)
{
    char said[4000];
    buffer pdf = pdf_of("Any");
    cr_expect(strstr(said_of(&pdf, "pdftotext %s -", said), "South Korea considers joining"), "%s", said);
    cr_expect(strstr(said_of(&pdf, "pdfinfo -url %s", said), "https://example.org/source"), "%s", said);
    cr_expect(strstr(said_of(&pdf, "pdfinfo %s", said), "300 x 200 pts"), "%s", said);
    said_of(&pdf, "pdffonts %s", said);
    const char *fonts = strstr(said, "---\n"); /* embedded, a subset, with characters for its glyphs */
    cr_expect(fonts && strstr(fonts, "+") && strstr(fonts, "yes yes yes") && !strstr(fonts, " no "), "%s", said);
    buffer_free(&pdf);
}

/* The table of offsets leads to each object, the one behind it to the table: else readers would mend the file. */
Test(pdf, says_its_language_and_stays_whole)
{
    buffer pdf = pdf_of("A title \xe2\x80\x94 in Unicode");
    const char *catalog = memmem(pdf.data, pdf.length, "<< /Type /Catalog\n", 18);
    cr_assert(catalog != NULL);
    cr_expect(strstr(catalog, "/Lang (pt-BR)\n") && strstr(catalog, "/DisplayDocTitle true"), "%s", catalog);
    const char *end = strstr(catalog, "startxref\n");
    size_t table = strtoul(end + 10, NULL, 10), number, count;
    cr_assert(table < pdf.length && sscanf(pdf.data + table, "xref\n%zu %zu\n", &number, &count) == 2, "at %zu", table);
    const char *row = strstr(pdf.data + table + 5, "\n") + 1;
    for (size_t i = 1; i < count; i++) {
        char object[20];
        size_t at = strtoul(row + 20 * i, NULL, 10);
        snprintf(object, sizeof object, "%zu 0 obj", i);
        cr_expect(row[20 * i + 17] == 'f' || at < 20 || strncmp(pdf.data + at, object, strlen(object)) == 0,
                  "%s is not at %zu", object, at);
    }
    buffer_free(&pdf);
}

/* ---- letters without outlines ---- */

Test(png, tells_letters_that_no_font_has_an_outline_for)
{
    libraries lib;
    cr_assert(libraries_load(&lib));
    static const char *const drawn[] = {"", "South Korea", "Łódź, Київ, Αθήνα – “€”…",
                                        "no\u00adthing\u200bto\u2060see"};
    static const char *const not [] = {"😀", "Latin ❤\ufe0f", "🇰🇷", "private \U000f1234"};
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        cr_expect(fonts_have_outlines(&lib, drawn[i], strlen(drawn[i])), "%s", drawn[i]);
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
        cr_expect(!fonts_have_outlines(&lib, not [i], strlen(not [i])), "%s", not [i]);
}
