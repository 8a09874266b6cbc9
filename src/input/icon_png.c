#include "input/icon.h"

#include <string.h>
#include <zlib.h>

/* PNG as its specification has it (W3C, second edition): chunks with checksums, and in them rows of pixels, each with
   the number of a filter in front, packed with zlib. What can be unpacked to its end here can be drawn everywhere. */

enum { SIGNATURE = 8, AROUND = 12 /* length, name and checksum of a chunk */, MOST_SIDE = 2048, MOST_FILTER = 4 };

typedef struct chunk {
    const unsigned char *name, *bytes;
    size_t length;
} chunk;

typedef struct picture {
    const unsigned char *at, *end; /* what is not read yet */
    uint32_t width, height;
    unsigned bits, colour; /* bits of a channel; kind of colour */
    bool interlaced;
    const unsigned char *pixels; /* the first chunk with pixels */
    z_stream z;
} picture;

static const flaw damaged = {"it is damaged", "save the picture again"};

/* ---- chunks ---- */

static uint32_t be32(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Moves behind the next chunk; false where it is cut off, or its checksum is another. */
static bool take_chunk(picture *p, chunk *c)
{
    size_t left = (size_t)(p->end - p->at);
    if (left < AROUND || be32(p->at) > left - AROUND)
        return false;
    *c = (chunk){p->at + 4, p->at + 8, be32(p->at)};
    p->at += AROUND + c->length;
    return crc32(0, c->name, (uInt)c->length + 4) == be32(c->bytes + c->length);
}

static bool is_named(const chunk *c, const char *name)
{
    return memcmp(c->name, name, 4) == 0;
}

/* By kind of colour: grey, (none), RGB, palette, grey and alpha, (none), RGB and alpha. */
static const unsigned channels[] = {1, 0, 3, 1, 2, 0, 4};
static const unsigned bits_allowed[] = {1 | 2 | 4 | 8 | 16, 0, 8 | 16, 1 | 2 | 4 | 8, 8 | 16, 0, 8 | 16};
enum { KINDS_OF_COLOUR = sizeof channels / sizeof *channels, PALETTE = 3 };

static bool take_head(picture *p)
{
    chunk head;
    if (!take_chunk(p, &head) || !is_named(&head, "IHDR") || head.length != 13)
        return false;
    const unsigned char *rest = head.bytes + 8;
    p->width = be32(head.bytes);
    p->height = be32(head.bytes + 4);
    p->bits = rest[0];
    p->colour = rest[1];
    p->interlaced = rest[4] == 1;
    bool one_bit = p->bits && !(p->bits & (p->bits - 1));
    return p->width && p->height && p->colour < KINDS_OF_COLOUR && one_bit && (bits_allowed[p->colour] & p->bits) &&
           !rest[2] && !rest[3] && rest[4] <= 1;
}

/* Looks at the chunks behind the head, up to the end of the picture. */
static flaw take_chunks(picture *p)
{
    bool coloured = p->colour != PALETTE, over = false; /* over: the pixels have ended */
    for (chunk c; take_chunk(p, &c);) {
        bool has_pixels = is_named(&c, "IDAT"), may_be_skipped = c.name[0] & 0x20;
        if (is_named(&c, "acTL"))
            return (flaw){"it moves", "save one of its pictures as PNG"};
        if (is_named(&c, "IEND"))
            return p->pixels ? (flaw){0} : damaged;
        if (has_pixels && (over || !coloured))
            return damaged;
        if (has_pixels && !p->pixels)
            p->pixels = c.name - 4;
        over |= p->pixels && !has_pixels;
        if (is_named(&c, "PLTE"))
            coloured |= !p->pixels && c.length && c.length % 3 == 0 && c.length <= 3 * 256;
        else if (!has_pixels && !may_be_skipped)
            return damaged;
    }
    return damaged;
}

/* ---- pixels ---- */

/* Unpacks so many bytes; false where they are not there. */
static bool unpack(picture *p, unsigned char *to, size_t count)
{
    p->z.next_out = to;
    p->z.avail_out = (uInt)count;
    for (int code = Z_OK; p->z.avail_out;) {
        chunk c;
        if (code == Z_STREAM_END || (!p->z.avail_in && (!take_chunk(p, &c) || !is_named(&c, "IDAT"))))
            return false;
        if (!p->z.avail_in) {
            p->z.next_in = (Bytef *)c.bytes;
            p->z.avail_in = (uInt)c.length;
        }
        code = inflate(&p->z, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return false;
    }
    return true;
}

/* Rows of every `across`th pixel from x on, every `down`th row from y on. */
static bool unpack_rows(picture *p, uint32_t x, uint32_t y, uint32_t across, uint32_t down)
{
    unsigned char row[1 + MOST_SIDE * 4 * 2];
    if (x >= p->width)
        return true;
    size_t pixels = (p->width - x + across - 1) / across, bytes = (pixels * p->bits * channels[p->colour] + 7) / 8;
    for (; y < p->height; y += down)
        if (!unpack(p, row, 1 + bytes) || row[0] > MOST_FILTER)
            return false;
    return true;
}

static bool unpack_all(picture *p)
{
    static const unsigned char passes[][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                              {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    if (!p->interlaced)
        return unpack_rows(p, 0, 0, 1, 1);
    bool done = true;
    for (size_t i = 0; done && i < sizeof passes / sizeof *passes; i++)
        done = unpack_rows(p, passes[i][0], passes[i][1], passes[i][2], passes[i][3]);
    return done;
}

static bool can_be_unpacked(picture *p)
{
    if (inflateInit(&p->z) != Z_OK)
        memory_failed();
    p->at = p->pixels;
    bool done = unpack_all(p);
    inflateEnd(&p->z);
    return done;
}

flaw icon_png(arena *a, const char *bytes, size_t length, icon *out)
{
    const unsigned char *start = (const unsigned char *)bytes;
    picture p = {.at = start + SIGNATURE, .end = start + length};
    if (!take_head(&p))
        return damaged;
    if (p.width > MOST_SIDE || p.height > MOST_SIDE)
        return (flaw){arena_format(a, "it has %u x %u pixels", (unsigned)p.width, (unsigned)p.height),
                      arena_format(a, "make it smaller: a side has at most %d pixels, and 128 are plenty", MOST_SIDE)};
    flaw f = take_chunks(&p);
    if (f.what)
        return f;
    *out = (icon){.path = out->path, .type = "image/png", .bytes = bytes, .width = p.width, .height = p.height};
    out->length = (size_t)(p.at - start); /* whatever stands behind its end is not part of it */
    return can_be_unpacked(&p) ? f : damaged;
}
