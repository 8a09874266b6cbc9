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
