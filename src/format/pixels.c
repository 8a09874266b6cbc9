#include "format/pixels.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

/* ---- chunks ---- */

static void add_be32(buffer *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_char(out, (char)(value >> shift & 0xff));
}

/* Length, name, bytes, checksum of name and bytes. */
static void add_chunk(buffer *out, const char *name, const buffer *bytes)
{
    uLong sum = crc32(0, (const Bytef *)name, 4);
    for (size_t done = 0, now; done < bytes->length; done += now) {
        now = bytes->length - done < 1 << 30 ? bytes->length - done : 1 << 30; /* what a uInt holds for certain */
        sum = crc32(sum, (const Bytef *)bytes->data + done, (uInt)now);
    }
    add_be32(out, (uint32_t)bytes->length);
    buffer_add(out, name, 4);
    buffer_add(out, bytes->data, bytes->length);
    add_be32(out, (uint32_t)sum);
}

/* ---- colours ---- */

enum { MOST_COLOURS = 256, SLOTS = 1024 };

/* Up to MOST_COLOURS colours in the order in which they come, found by hash. */
typedef struct palette {
    uint32_t colours[MOST_COLOURS];
    int count;            /* more than MOST_COLOURS: they do not fit */
    int16_t slots[SLOTS]; /* index + 1, 0: free */
} palette;

static uint32_t pixel(const pixels *p, uint32_t x, uint32_t y)
{
    uint32_t value;
    memcpy(&value, p->rows + y * p->stride + x * sizeof value, sizeof value);
    return value & 0xffffff;
}

static int index_of(palette *all, uint32_t colour)
{
    uint32_t at = colour * 2654435761u >> 22; /* 10 bits: SLOTS */
    while (all->slots[at] && all->colours[all->slots[at] - 1] != colour)
        at = (at + 1) % SLOTS;
    if (!all->slots[at] && all->count++ < MOST_COLOURS) {
        all->slots[at] = (int16_t)all->count;
        all->colours[all->count - 1] = colour;
    }
    return all->slots[at] - 1;
}

static bool fits(palette *all, const pixels *p)
{
    for (uint32_t y = 0; y < p->height && all->count <= MOST_COLOURS; y++)
        for (uint32_t x = 0; x < p->width && all->count <= MOST_COLOURS; x++)
            index_of(all, pixel(p, x, y));
    return all->count <= MOST_COLOURS;
}

static void add_colour(buffer *out, uint32_t colour)
{
    const char bytes[] = {(char)(colour >> 16 & 0xff), (char)(colour >> 8 & 0xff), (char)(colour & 0xff)};
    buffer_add(out, bytes, sizeof bytes);
}

/* ---- rows ---- */

/* One row with its filter in front: none, which suits plain areas and edges best. */
static void put_row(buffer *row, const pixels *p, palette *indexed, uint32_t y)
{
    row->length = 0;
    buffer_char(row, 0);
    for (uint32_t x = 0; x < p->width; x++)
        if (indexed)
            buffer_char(row, (char)index_of(indexed, pixel(p, x, y)));
        else
            add_colour(row, pixel(p, x, y));
}

static int squeeze(z_stream *z, int flush, buffer *out)
{
    Bytef some[1 << 14];
    int code;
    do {
        z->next_out = some;
        z->avail_out = sizeof some;
        code = deflate(z, flush);
        buffer_add(out, (const char *)some, sizeof some - z->avail_out);
    } while (z->avail_out == 0);
    return code;
}

static bool squeeze_rows(const pixels *p, palette *indexed, buffer *out)
{
    z_stream z = {0};
    buffer row = {0};
    int code = deflateInit(&z, Z_DEFAULT_COMPRESSION);
    for (uint32_t y = 0; y < p->height && code == Z_OK; y++) {
        put_row(&row, p, indexed, y);
        z.next_in = (Bytef *)row.data;
        z.avail_in = (uInt)row.length;
        code = squeeze(&z, y + 1 < p->height ? Z_NO_FLUSH : Z_FINISH, out);
    }
    deflateEnd(&z);
    buffer_free(&row);
    return code == Z_STREAM_END;
}

bool pixels_png(const pixels *p, buffer *out)
{
    static const char true_colour[] = {8, 2, 0, 0, 0}, by_index[] = {8, 3, 0, 0, 0}; /* bits, kind, no interlacing */
    static const char metre = 1;
    palette all = {0};
    bool indexed = fits(&all, p);
    buffer head = {0}, colours = {0}, density = {0}, rows = {0}, end = {0};

    add_be32(&head, p->width);
    add_be32(&head, p->height);
    buffer_add(&head, indexed ? by_index : true_colour, sizeof by_index);
    add_be32(&density, (uint32_t)lround(p->across));
    add_be32(&density, (uint32_t)lround(p->down));
    buffer_char(&density, metre);
    for (int i = 0; indexed && i < all.count; i++)
        add_colour(&colours, all.colours[i]);
    bool done = squeeze_rows(p, indexed ? &all : NULL, &rows);

    buffer_add(out, "\x89PNG\r\n\x1a\n", 8);
    add_chunk(out, "IHDR", &head);
    add_chunk(out, "pHYs", &density);
    if (indexed)
        add_chunk(out, "PLTE", &colours);
    add_chunk(out, "IDAT", &rows);
    add_chunk(out, "IEND", &end);
    out->failed |= rows.failed;
    buffer_free(&head);
    buffer_free(&colours);
    buffer_free(&density);
    buffer_free(&rows);
    return done;
}
