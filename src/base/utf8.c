#include "base/base.h"
#include "base/utf8_ranges.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

/* Length of the well-formed character at `at`, 0 where it is none; sets its code point. */
static int decode(const char *at, const char *end, uint32_t *c)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)*at;
    int length = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 0;
    if (length == 0 || end - at < length)
        return 0;
    uint32_t code = length == 1 ? first : first & (0x7fu >> length);
    for (int i = 1; i < length; i++) {
        if (((unsigned char)at[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | ((unsigned char)at[i] & 0x3f);
    }
    if (code < least[length] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        return 0;
    *c = code;
    return length;
}

uint32_t utf8_next(const char **at, const char *end)
{
    uint32_t c = REPLACEMENT;
    int length = decode(*at, end, &c);
    *at += length ? length : 1;
    return c;
}

int utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    int length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)((0xf00 >> length & 0xff) | c);
    return length;
}

size_t utf8_bad_at(const char *text, size_t length)
{
    const char *at = text, *end = text + length;
    uint32_t c;
    for (int step; at < end; at += step) {
        step = decode(at, end, &c);
        if (step == 0)
            break;
    }
    return (size_t)(at - text);
}

size_t utf8_count(const char *text)
{
    const char *end = text + strlen(text);
    size_t count = 0;
    for (; text < end; count++)
        utf8_next(&text, end);
    return count;
}

static bool in_ranges(uint32_t c, const uint32_t (*ranges)[2], size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > ranges[middle][1])
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && c >= ranges[low][0];
}

#define IN(c, ranges) in_ranges((c), (ranges), sizeof(ranges) / sizeof *(ranges))

int utf8_columns(uint32_t c)
{
    if (c < 0x80)
        return c >= 0x20 && c != 0x7f;
    if (c < 0xa0 || IN(c, zero_ranges))
        return 0;
    return IN(c, wide_ranges) ? 2 : 1;
}

bool utf8_is_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return IN(c, word_ranges);
}

bool utf8_is_emoji(uint32_t c)
{
    return (c >= 0x1f000 && c < 0x20000) || c == 0xfe0f || (c >= 0x2300 && c < 0x2e80 && utf8_columns(c) == 2);
}

bool utf8_is_hidden(uint32_t c)
{
    static const uint32_t hidden[][2] = {
        {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},   {0x17b4, 0x17b5}, {0x180b, 0x180f},   {0x200b, 0x200f},
        {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xe0000, 0xe0fff},
    };
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || IN(c, hidden);
}

bool utf8_is_reordering(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

int utf8_direction(uint32_t c)
{
    static const uint32_t leftwards[][2] = {
        {0x590, 0x8ff}, {0xfb1d, 0xfdff}, {0xfe70, 0xfefe}, {0x10800, 0x10fff}, {0x1e800, 0x1efff},
    };
    static const uint32_t digits[][2] = {
        {'0', '9'},         {0x660, 0x669},     {0x6f0, 0x6f9},     {0xff10, 0xff19},
        {0x10d30, 0x10d39}, {0x1d7ce, 0x1d7ff}, {0x1fbf0, 0x1fbf9},
    };
    if (c == 0x200e)
        return 1;
    if (c == 0x200f || c == 0x61c)
        return -1;
    if (!utf8_is_word(c) || utf8_columns(c) == 0 || IN(c, digits))
        return 0;
    return IN(c, leftwards) ? -1 : 1;
}
