/* What may be an icon: PNG of every form that decodes, SVG that only draws. */
#include "cases.h"
#include "input/icon.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(icon, .init = set_up, .fini = tear_down);

/* ---- PNG ---- */

static void add_be32(buffer *out, unsigned long value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_char(out, (char)(value >> shift & 0xff));
}

static void add_chunk(buffer *out, const char *name, const void *bytes, size_t length)
{
    add_be32(out, length);
    size_t start = out->length;
    buffer_add(out, name, 4);
    buffer_add(out, bytes, length);
    add_be32(out, crc32(0, (const Bytef *)out->data + start, (uInt)(out->length - start)));
}

typedef struct form {
    int width, height, bits, colour, interlaced, channels;
    size_t unpacked; /* bytes of all rows with their filters, by hand */
    bool good;
} form;

/* `filter` is what stands in front of the first row. */
static buffer png_of(const form *f, char filter)
{
    buffer out = {0};
    char rows[4096] = {filter}, palette[6] = {0};
    unsigned char packed[8192];
    uLongf length = sizeof packed;
    cr_assert(f->unpacked <= sizeof rows);
    cr_assert_eq(compress(packed, &length, (const Bytef *)rows, (uLong)f->unpacked), Z_OK);
    char head[13] = {
        0, 0, 0, (char)f->width, 0, 0, 0, (char)f->height, (char)f->bits, (char)f->colour, 0, 0, (char)f->interlaced};
    buffer_add(&out, "\x89PNG\r\n\x1a\n", 8);
    add_chunk(&out, "IHDR", head, sizeof head);
    add_chunk(&out, "tEXt", "a", 1);
    if (f->colour == 3)
        add_chunk(&out, "PLTE", palette, sizeof palette);
    add_chunk(&out, "IDAT", packed, length / 2);
    add_chunk(&out, "IDAT", packed, 0);
    add_chunk(&out, "IDAT", packed + length / 2, length - length / 2);
    add_chunk(&out, "IEND", NULL, 0);
    return out;
}

/* From a copy of just that size, so that a byte read past its end is seen. */
static flaw png_flaw(const char *bytes, size_t length, icon *out)
{
    char *exact = malloc(length ? length : 1);
    memcpy(exact, bytes, length);
    flaw f = length < 8 ? (flaw){"short", ""} : icon_png(a, exact, length, out);
    free(exact);
    return f;
}

static const form forms[] = {
    {9, 3, 1, 0, 0, 1, 3 * (1 + 2), true},
    {9, 3, 2, 0, 0, 1, 3 * (1 + 3), true},
    {9, 3, 4, 3, 0, 1, 3 * (1 + 5), true},
    {9, 3, 8, 3, 0, 1, 3 * (1 + 9), true},
    {9, 3, 16, 0, 0, 1, 3 * (1 + 18), true},
    {9, 3, 8, 2, 0, 3, 3 * (1 + 27), true},
    {9, 3, 16, 2, 0, 3, 3 * (1 + 54), true},
    {9, 3, 8, 4, 0, 2, 3 * (1 + 18), true},
    {9, 3, 8, 6, 0, 4, 3 * (1 + 36), true},
    {9, 3, 16, 6, 0, 4, 3 * (1 + 72), true},
    /* Interlaced, 9 x 3: passes of 2x1, 1x1, (none), 3x1 (row 0), 5x1, 4x2, 9x1 pixels; here of a byte each. */
    {9, 3, 8, 0, 1, 1, (1 + 2) + (1 + 1) + (1 + 2) + (1 + 5) + 2 * (1 + 4) + (1 + 9), true},
    {1, 1, 8, 0, 1, 1, 2, true},
    {9, 3, 3, 0, 0, 1, 30, false},
    {9, 3, 16, 3, 0, 1, 57, false},
    {9, 3, 4, 2, 0, 3, 30, false},
    {9, 3, 8, 1, 0, 1, 30, false},
    {9, 3, 8, 5, 0, 1, 30, false},
    {9, 3, 8, 7, 0, 1, 30, false},
    {9, 3, 0, 0, 0, 1, 30, false},
    {9, 3, 8, 0, 2, 1, 30, false},
    {0, 3, 8, 0, 0, 1, 3, false},
    {9, 0, 8, 0, 0, 1, 0, false},
};

Test(icon, a_png_of_every_form_and_of_no_other)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const form *f = &forms[i];
        icon it = {.path = "p"};
        buffer png = png_of(f, 4);
        flaw wrong = png_flaw(png.data, png.length, &it);
        cr_expect_eq(wrong.what == NULL, f->good, "form %zu: %s", i, wrong.what);
        if (f->good) {
            cr_expect_str_eq(it.type, "image/png");
            cr_expect(it.width == f->width && it.height == f->height && it.length == png.length, "form %zu", i);
        }
        buffer_free(&png);
    }
}

Test(icon, a_png_with_too_few_pixels_or_an_unknown_filter)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms && forms[i].good; i++) {
        form less = forms[i];
        icon it = {0};
        less.unpacked--;
        buffer few = png_of(&less, 0), odd = png_of(&forms[i], 5);
        cr_expect(png_flaw(few.data, few.length, &it).what, "form %zu with too few", i);
        cr_expect(png_flaw(odd.data, odd.length, &it).what, "form %zu with a filter of 5", i);
        buffer_free(&few);
        buffer_free(&odd);
    }
}

Test(icon, a_png_that_is_cut_off_or_changed_anywhere)
{
    icon it = {0};
    buffer png = png_of(&forms[5], 0);
    for (size_t i = 0; i < png.length; i++)
        cr_expect(png_flaw(png.data, i, &it).what, "cut off at %zu", i);
    for (size_t i = 8; i < png.length; i++)
        for (int bit = 0; bit < 8; bit++) {
            png.data[i] ^= (char)(1 << bit);
            cr_expect(png_flaw(png.data, png.length, &it).what, "bit %d of byte %zu", bit, i);
            png.data[i] ^= (char)(1 << bit);
        }
    buffer_text(&png, "and more");
    cr_expect(!png_flaw(png.data, png.length, &it).what && it.length == png.length - 8,
              "what is behind it is left out");
    buffer_free(&png);
}

/* ---- SVG ---- */

#define OPEN "<svg xmlns='http://www.w3.org/2000/svg' xmlns:l='http://www.w3.org/1999/xlink' viewBox='0 0 3 2'"

static flaw svg_flaw(const char *text, icon *out)
{
    return icon_svg(a, text, strlen(text), out);
}

Test(icon, an_svg_that_only_draws)
{
    static const char *const good[] = {
        OPEN "/>",
        "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!-- c -->" OPEN "></svg>\n<!-- c -->",
        OPEN "><a l:href='#x'/><use href='#x'/><use l:href='#x'/></svg>",
        OPEN "><image l:href='data:image/png;base64,AAAA'/><image href='data:image/jpeg;base64,AAAA'/></svg>",
        OPEN
        "><style>.a{fill:url(#g);stroke:url('#g')} /* @ */</style><path style='fill:url( \"#g\" )' class='a'/></svg>",
        OPEN "><metadata xmlns:e='urn:editor'><e:view e:href='x' e:onload='y'/></metadata></svg>",
        OPEN "><text style=\"-inkscape-font-specification:'Sans, \\'x'\">url of it: https://example.org, on "
             "line</text></svg>",
        OPEN "><?xpacket begin?></svg>",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        icon it = {0};
        flaw wrong = svg_flaw(good[i], &it);
        cr_expect(!wrong.what, "%s: %s", good[i], wrong.what);
        cr_expect(it.bytes == good[i] && it.length == strlen(good[i]) && it.width == 3 && it.height == 2, "%s",
                  good[i]);
    }
}

Test(icon, an_svg_that_does_more_is_refused)
{
    static const struct {
        const char *svg, *what;
    } bad[] = {
        {OPEN "><script/></svg>", "it has a script (script, line 1)"},
        {OPEN ">\n<g><h:script xmlns:h='http://www.w3.org/1999/xhtml'/></g></svg>",
         "parts that are not SVG (script, line 2)"},
        {OPEN "><h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x'/></svg>", "parts that are not SVG"},
        {OPEN " onclick='a()'/>", "event handler (onclick"},
        {OPEN "><g ONLOAD='a()'/></svg>", "event handler"},
        {OPEN "><set attributeName='x'/></svg>", "it moves (set"},
        {OPEN "><a href='javascript:a()'/></svg>", "outside of it (href"},
        {OPEN "><use l:href='other.svg#x'/></svg>", "outside of it (href"},
        {OPEN "><image href='data:image/svg+xml;base64,AAAA'/></svg>", "outside"},
        {OPEN "><image href='data:text/html,x'/></svg>", "outside"},
        {OPEN "><rect fill='url(//example.org/#g)'/></svg>", "outside of it (fill"},
        {OPEN "><rect filter='uRl(&#x22;x#g&#x22;)'/></svg>", "outside of it (filter"},
        {OPEN "><rect style='fill:u\\72l(x)'/></svg>", "outside of it (style"},
        {OPEN "><style>.a{background:image-set(\"x\" 1x)}</style></svg>", "outside of it (style"},
        {OPEN "><style>@im<!-- c -->port 'x'</style></svg>", "outside of it (style"},
        {OPEN "><style><![CDATA[@import 'x']]></style></svg>", "outside of it (style"},
        {OPEN "><style>@\\69mport 'x'</style></svg>", "outside of it (style"},
        {OPEN "><style><g/>@import 'x'</style></svg>", "an element in its style"},
        {OPEN " xml:base='x'/>", "outside of it (xml:base"},
        {"<?xml-stylesheet href='a'?>" OPEN "/>", "outside of it (xml-stylesheet"},
        {"<!DOCTYPE svg [<!ENTITY a 'b'>]>" OPEN ">&a;</svg>", "it has a DOCTYPE (line 1)"},
        {"<!DOCTYPE svg>" OPEN "/>", "it has a DOCTYPE (line 1)"},
        {OPEN ">&nbsp;</svg>", "no well-formed XML (line 1: undefined entity)"},
        {OPEN ">\n<g></svg>", "no well-formed XML (line 2: mismatched tag)"},
        {OPEN, "no well-formed XML"},
        {OPEN "/><g/>", "no well-formed XML"},
        {OPEN "><g>\xff</g></svg>", "no well-formed XML"},
        {"<svg/>", "no namespace"},
        {"<html/>", "it is not SVG"},
        {"<svg xmlns='http://www.w3.org/2000/svg'/>", "its size is not given"},
        {"<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2em'/>", "its size is not given"},
        {"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3'/>", "viewBox gives no size"},
        {"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 -2'/>", "viewBox gives no size"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        icon it = {0};
        flaw wrong = svg_flaw(bad[i].svg, &it);
        cr_expect(wrong.what && wrong.help && strstr(wrong.what, bad[i].what), "%s: %s", bad[i].svg, wrong.what);
    }
}

Test(icon, an_svg_of_nested_elements_has_a_bound)
{
    buffer deep = {0};
    icon it = {0};
    buffer_text(&deep, OPEN ">");
    for (int i = 0; i < 20000; i++)
        buffer_text(&deep, "<g>");
    flaw wrong = svg_flaw(deep.data, &it);
    cr_expect(wrong.what && strstr(wrong.what, "too deep"), "%s", wrong.what);
    buffer_free(&deep);
}

/* The size that is given counts before that of the view; a view is put in where there is none. */
Test(icon, the_size_of_an_svg)
{
    static const struct {
        const char *svg;
        double width, height;
        const char *becomes; /* NULL: stays */
    } cases[] = {
        {"<svg viewBox=' 1,2 30 , 20.5 ' xmlns='http://www.w3.org/2000/svg'/>", 30, 20.5, NULL},
        {"<svg viewBox='-1 -2e1 30 20' width='60px' height='60' xmlns='http://www.w3.org/2000/svg'/>", 60, 60, NULL},
        {"<svg viewBox='0 0 30 20' width='100%' height='5mm' xmlns='http://www.w3.org/2000/svg'/>", 30, 20, NULL},
        {"<!-- c --><svg\nwidth='7.5' height='3px' xmlns='http://www.w3.org/2000/svg'/>", 7.5, 3,
         "<!-- c --><svg viewBox=\"0 0 7.5 3\"\nwidth='7.5' height='3px' xmlns='http://www.w3.org/2000/svg'/>"},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg' height='3' width='4'></s:svg>", 4, 3,
         "<s:svg viewBox=\"0 0 4 3\" xmlns:s='http://www.w3.org/2000/svg' height='3' width='4'></s:svg>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        icon it = {0};
        const char *wanted = cases[i].becomes ? cases[i].becomes : cases[i].svg;
        flaw wrong = svg_flaw(cases[i].svg, &it);
        cr_assert(!wrong.what, "%s: %s", cases[i].svg, wrong.what);
        cr_expect(it.width == cases[i].width && it.height == cases[i].height, "%s: %g x %g", cases[i].svg, it.width,
                  it.height);
        cr_expect(it.length == strlen(wanted) && memcmp(it.bytes, wanted, it.length) == 0, "%s", it.bytes);
    }
}

/* ---- files ---- */

/* Reads the good case of icons within limits; the exit code. */
static int read_within(size_t icons, size_t icon_bytes, const network **n)
{
    input_options options = {.limits = limits_standard()};
    options.limits.icons = icons;
    options.limits.icon_bytes = icon_bytes;
    diagnostics *d = diagnostics_new(a, false);
    *n = input_read(a, SOURCE_DIR "/tests/good/icons-of-both-types/case.yaml", &options, d);
    return diagnostics_exit(d);
}

Test(icon, of_a_file_and_its_include_each_read_once)
{
    const network *n;
    cr_assert_eq(read_within(4, 1 << 16, &n), 0, "there are four");
    const icon *of[7];
    cr_assert_eq(n->nodes.count, 7);
    for (size_t i = 0; i < 7; i++) {
        cr_assert(n->nodes.items[i]->icon != NULL);
        of[i] = n->nodes.items[i]->icon;
    }
    cr_expect(of[1] == of[2] && of[3] == of[4] && of[4] == of[5], "by the file, not by its name");
    cr_expect_str_eq(of[0]->path, "flag.svg");
    cr_expect_str_eq(of[6]->path, "parts/flag", "from the main file");
    cr_expect_str_eq(of[6]->type, "image/png", "by what it is, not by its name");
}

Test(icon, has_limits)
{
    const network *n;
    cr_expect_eq(read_within(3, 1 << 16, &n), 4, "three files");
    cr_expect_eq(read_within(4, 200, &n), 4, "200 bytes");
}
