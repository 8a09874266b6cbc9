#include "input/tree.h"

#include <string.h>

enum { BYTE_ORDER_MARK = 0xfeff };

typedef enum encoding { UTF8, UTF16_LITTLE, UTF16_BIG, UTF32 } encoding;

/* How a file of an encoding begins: with a byte order mark, or, where that is left out, with a character below U+0100.
 */
static const struct {
    const char *bytes;
    size_t length;
    encoding encoding;
} marks[] = {
    {"\xff\xfe\0\0", 4, UTF32},    {"\0\0\xfe\xff", 4, UTF32}, {"\xef\xbb\xbf", 3, UTF8},
    {"\xff\xfe", 2, UTF16_LITTLE}, {"\xfe\xff", 2, UTF16_BIG},
};

static encoding encoding_of(const char *bytes, size_t length, size_t *mark_length)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (length >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0) {
            *mark_length = marks[i].length;
            return marks[i].encoding;
        }
    *mark_length = 0;
    if (length < 2 || !bytes[0] == !bytes[1])
        return UTF8;
    return bytes[0] ? UTF16_LITTLE : UTF16_BIG;
}

bool is_text_character(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return c == '\t' || c == '\n' || c == '\r' || c == 0x85;
    return (c < 0xd800 || c >= 0xe000) && c != 0xfffe && c != 0xffff && c <= 0x10ffff;
}

static uint32_t unit_at(const unsigned char *at, bool big)
{
    return big ? (uint32_t)(at[0] << 8 | at[1]) : (uint32_t)(at[1] << 8 | at[0]);
}

/* UTF-8 text of UTF-16 bytes; half a pair or half a unit becomes U+FFFD, the first of them is told at *bad. */
static void from_utf16(arena *a, source_file *file, const char *bytes, size_t length, bool big, uint32_t *bad)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    char *out = arena_get(a, length / 2 * 3 + 4);
    file->text = out;
    for (uint32_t count = 0; at < end; count++) {
        uint32_t c = end - at < 2 ? 0xd800 : unit_at(at, big);
        at += end - at < 2 ? 1 : 2;
        if (c >= 0xd800 && c < 0xdc00 && end - at >= 2) {
            uint32_t low = unit_at(at, big);
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                at += 2;
            }
        }
        if (c >= 0xd800 && c < 0xe000) {
            c = 0xfffd;
            *bad = *bad < count ? *bad : count;
        }
        out += utf8_put(c, out);
    }
    *out = '\0';
    file->length = (size_t)(out - file->text);
}

/* Characters before a byte. */
static uint32_t characters_before(const source_file *file, size_t byte)
{
    uint32_t count = 0;
    for (const char *at = file->text, *end = file->text + byte; at < end; count++)
        utf8_next(&at, end);
    return count;
}

static bool is_utf8(arena *a, const source_file *file, diagnostics *d)
{
    size_t bad = utf8_bad_at(file->text, file->length);
    if (bad == file->length)
        return true;
    unsigned char byte = (unsigned char)file->text[bad];
    uint32_t before = characters_before(file, bad);
    const char *help = "save the file as UTF-8";
    char latin[5] = {0};
    if (byte >= 0xa0) {
        utf8_put(byte, latin);
        help = arena_format(a, "save the file as UTF-8; if it is in Latin-1 or Windows-1252 now, this is ‘%s’", latin);
    }
    report(d, RULE_ENCODING, (place){file, before, before + 1}, help, "the byte %02X here is not UTF-8", byte);
    return false;
}

static bool has_only_text(const source_file *file, diagnostics *d)
{
    const char *at = file->text, *end = file->text + file->length;
    for (uint32_t count = 0; at < end; count++) {
        uint32_t c = utf8_next(&at, end);
        if (is_text_character(c) && c != BYTE_ORDER_MARK)
            continue;
        place here = {file, count, count + 1};
        if (c == 0)
            report(d, RULE_ENCODING, here, "give a text file in UTF-8", "this is not a text file: it holds a NUL byte");
        else if (c == BYTE_ORDER_MARK)
            report(d, RULE_ENCODING, here, "delete it; often two files were joined here",
                   "an invisible byte order mark (U+FEFF) stands inside the text");
        else
            report(d, RULE_ENCODING, here, "delete it", "the character U+%04X cannot be in a text", c);
        return false;
    }
    return true;
}

bool decode(arena *a, source_file *file, const char *bytes, size_t length, diagnostics *d)
{
    size_t mark_length;
    encoding e = encoding_of(bytes, length, &mark_length);
    uint32_t bad = UINT32_MAX;
    file->text = bytes + mark_length;
    file->length = length - mark_length;
    switch (e) {
    case UTF8:
        return is_utf8(a, file, d) && has_only_text(file, d);
    case UTF32:
        file->text = "";
        file->length = 0;
        report(d, RULE_ENCODING, (place){file, 0, 0}, "save the file as UTF-8", "the file is in UTF-32");
        return false;
    case UTF16_LITTLE:
    case UTF16_BIG:
        from_utf16(a, file, bytes + mark_length, length - mark_length, e == UTF16_BIG, &bad);
    }
    if (bad == UINT32_MAX)
        return has_only_text(file, d);
    report(d, RULE_ENCODING, (place){file, bad, bad + 1}, "save the file as UTF-8",
           "half a character: this is not sound UTF-16");
    return false;
}
