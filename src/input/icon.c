#include "input/icon.h"
#include "input/reader.h"

#include <string.h>

/* What a file is shows in how it begins; its name counts nothing. */
typedef struct beginning {
    const char *bytes;
    size_t length;
    flaw (*read)(arena *a, const char *bytes, size_t length, icon *out);
    flaw otherwise; /* where such a file cannot be an icon */
} beginning;

#define BEGINS(bytes) bytes, sizeof(bytes) - 1

static const char *const as_png = "save it as PNG";

static const beginning *beginning_of(const char *bytes, size_t length)
{
    static const beginning all[] = {
        {BEGINS("\x89PNG\r\n\x1a\n"), icon_png, {0}},
        {BEGINS("<"), icon_svg, {0}},
        {BEGINS("\xef\xbb\xbf<"), icon_svg, {0}},
        {BEGINS("\xff\xfe"), NULL, {"it is not in UTF-8", "save it as SVG in UTF-8"}},
        {BEGINS("\xfe\xff"), NULL, {"it is not in UTF-8", "save it as SVG in UTF-8"}},
        {BEGINS("\x1f\x8b"), NULL, {"it is packed with gzip", "unpack it first: gunzip makes SVG of SVGZ"}},
        {BEGINS("\xff\xd8\xff"), NULL, {"it is a JPEG", NULL}},
        {BEGINS("GIF8"), NULL, {"it is a GIF", NULL}},
        {BEGINS("RIFF"), NULL, {"it is a WebP", NULL}},
        {BEGINS("BM"), NULL, {"it is a BMP", NULL}},
        {BEGINS("%PDF"), NULL, {"it is a PDF", "save it as SVG"}},
        {BEGINS(""), NULL, {"it is neither PNG nor SVG", "name a PNG or SVG file beside this one"}},
    };
    const beginning *b = all;
    while (length < b->length || memcmp(bytes, b->bytes, b->length) != 0)
        b++;
    return b;
}

/* Blanks before the first sign of an SVG, which only an XML declaration forbids, do no harm. */
static flaw look_into(arena *a, const char *bytes, size_t length, icon *out)
{
    if (!length)
        return (flaw){"it is empty", "save the picture again"};
    while (length && is_white(*bytes))
        bytes++, length--;
    const beginning *b = beginning_of(bytes, length);
    flaw f = b->read ? b->read(a, bytes, length, out) : b->otherwise;
    if (f.what && !f.help)
        f.help = as_png;
    return f;
}

static bool too_many(reader *r, const word *named)
{
    if (r->icons < r->bounds->icons)
        return false;
    report(r->d, RULE_LIMIT, named->at, "if this is meant, allow more with --limit icons=NUMBER",
           "there are more files with icons than %zu", r->bounds->icons);
    return true;
}

/* Reads a file that was not named before. It has no bytes where it cannot be used, which was reported. */
static const icon *new_icon(reader *r, const document *by, const word *named, const char *real)
{
    icon *it = arena_new_of(r->arena, icon);
    map_put(r->icons_by_path, real, it);
    it->path = path_from_main(r, by, named->text);
    if (too_many(r, named))
        return it;
    r->icons++;
    const buffer *file = read_icon_file(r, named, real);
    if (!file)
        return it;
    flaw f = look_into(r->arena, file->data, file->length, it);
    if (f.what) {
        report(r->d, RULE_INCLUDE, named->at, f.help, "‘%s’ cannot be an icon: %s", in_short(r->arena, named->text),
               f.what);
        it->bytes = NULL;
    }
    return it;
}

static void read_icon(reader *r, const slot *s, void *target)
{
    const char *text = slot_text(r, s);
    word named = {text, s->value->at};
    const char *real = text ? resolve_named(r, s->document, text, named.at, RULE_INCLUDE) : NULL;
    if (!real)
        return;
    const icon *it = map_get(r->icons_by_path, real);
    if (!it)
        it = new_icon(r, s->document, &named, real);
    if (it->bytes)
        *(const icon **)target = it;
}

const value_type icon_value = {"the name of a PNG or SVG file", read_icon, NULL, 0, NULL};
