#include "drawing/drawing.h"
#include "drawing/text_widths.h"

/* Widths are whole numbers of 1/EM of the size until the very end: sums are exact, and the same on every machine. */
enum {
    EM = 2048,
    EMOJI_WIDTH = 2662, /* 1.3: the widest emoji font in use has 1.275 */
    FLAG_HALF = 1843,   /* 0.9: a flag is two characters; without a picture for it they are two letters */
    OTHER_WIDTH = 2253, /* 1.1: nine of ten letters of any script that is not told of here are narrower */

    EMOJI_STYLE = 0xfe0f,
    SOFT_HYPHEN = 0xad,
    ZERO_WIDTH_NON_JOINER = 0x200c,
};

static int width_in_tables(uint32_t c, bool bold)
{
    size_t low = 0, high = sizeof width_ranges / sizeof *width_ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c < width_ranges[middle].first)
            high = middle;
        else if (c > width_ranges[middle].last)
            low = middle + 1;
        else if (width_ranges[middle].all)
            return width_ranges[middle].all;
        else
            return (bold ? width_ranges[middle].bold : width_ranges[middle].regular)[c - width_ranges[middle].first];
    }
    return 0;
}

static int width_of(uint32_t c, bool bold)
{
    int width = width_in_tables(c, bold);
    if (width)
        return width;
    int columns = utf8_columns(c);
    if (columns == 0 || c == SOFT_HYPHEN)
        return 0;
    if (c >= 0x1f1e6 && c <= 0x1f1ff)
        return FLAG_HALF;
    if ((c >= 0x1f000 && c < 0x20000) || (columns == 2 && c >= 0x2300 && c < 0x2e80))
        return EMOJI_WIDTH;
    return columns == 2 ? EM : OTHER_WIDTH;
}

/* Can it join the letter before it? All Arabic letters can but the hamza. */
static bool is_arabic_letter(uint32_t c)
{
    return (c >= 0x0620 && c <= 0x064a && c != 0x0621) || (c >= 0x066e && c <= 0x06d3 && c != 0x0670);
}

double text_width(const char *text, size_t length, double size, bool bold)
{
    const uint16_t *ascii = bold ? width_ranges->bold : width_ranges->regular;
    int64_t sum = 0;
    int before = 0;        /* width of the character before */
    uint32_t may_join = 0; /* the letter before, where it is Arabic */
    for (const char *end = text + length; text < end;) {
        if (*text >= ' ' && *text <= '~') { /* most text is nothing else */
            before = ascii[*text++ - ' '];
            sum += before;
            may_join = 0;
            continue;
        }
        uint32_t c = utf8_next(&text, end);
        int width = width_of(c, bold);
        if (c == EMOJI_STYLE && before && before < EMOJI_WIDTH)
            width = EMOJI_WIDTH - before;
        sum += width;
        before = width;
        if (may_join && is_arabic_letter(c))
            sum -= arabic_alone[may_join - 0x0600] - arabic_joined[may_join - 0x0600];
        if (is_arabic_letter(c))
            may_join = c;
        else if (width || c == ZERO_WIDTH_NON_JOINER)
            may_join = 0;
    }
    return (double)sum * size / EM;
}
