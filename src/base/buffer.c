#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `more` bytes and a NUL; false where the bound is passed. */
static bool make_room(buffer *b, size_t more)
{
    size_t bound = b->bound ? b->bound : BUFFER_BOUND;
    if (b->failed || more > bound - b->length) {
        b->failed = true;
        return false;
    }
    size_t needed = b->length + more + 1;
    if (needed > b->room) {
        size_t room = b->room ? b->room : 256;
        while (room < needed)
            room *= 2;
        b->data = memory_grow(b->data, room);
        b->room = room;
    }
    return true;
}

void buffer_add(buffer *b, const char *bytes, size_t length)
{
    if (!make_room(b, length))
        return;
    if (length)
        memcpy(b->data + b->length, bytes, length);
    b->length += length;
    b->data[b->length] = '\0';
}

void buffer_text(buffer *b, const char *text)
{
    buffer_add(b, text, strlen(text));
}

void buffer_char(buffer *b, char c)
{
    buffer_add(b, &c, 1);
}

void buffer_format(buffer *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length >= 0 && make_room(b, (size_t)length)) {
        vsnprintf(b->data + b->length, (size_t)length + 1, format, again);
        b->length += (size_t)length;
    }
    va_end(again);
    va_end(args);
}

void buffer_number(buffer *b, double value, int decimals)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    if (!isfinite(value) || fabs(value) > 1e12)
        value = 0; /* no writer may put "nan" into a file */
    long long scaled = llround(value * powers[decimals]);
    if (scaled < 0) {
        buffer_char(b, '-');
        scaled = -scaled;
    }
    long long unit = (long long)powers[decimals];
    buffer_format(b, "%lld", scaled / unit);
    long long rest = scaled % unit;
    if (!rest)
        return;
    while (rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    buffer_format(b, ".%0*lld", decimals, rest);
}

void buffer_json(buffer *b, const char *text)
{
    for (const char *at = text; *at; at++) {
        unsigned char c = (unsigned char)*at;
        if (c == '"' || c == '\\') {
            buffer_char(b, '\\');
            buffer_char(b, *at);
        } else if (c == '\n') {
            buffer_text(b, "\\n");
        } else if (c < 0x20 || c == 0x7f) {
            buffer_format(b, "\\u%04x", c);
        } else {
            buffer_char(b, *at);
        }
    }
}

void buffer_quoted(buffer *b, const char *text)
{
    buffer_char(b, '"');
    buffer_json(b, text);
    buffer_char(b, '"');
}

void buffer_base64(buffer *b, const char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < length; at += 3) {
        size_t here = length - at < 3 ? length - at : 3;
        unsigned char in[3] = {0};
        memcpy(in, bytes + at, here);
        const char out[] = {digits[in[0] >> 2], digits[(in[0] & 3) << 4 | in[1] >> 4],
                            here > 1 ? digits[(in[1] & 15) << 2 | in[2] >> 6] : '=',
                            here > 2 ? digits[in[2] & 63] : '='};
        buffer_add(b, out, sizeof out);
    }
}

void buffer_free(buffer *b)
{
    free(b->data);
    *b = (buffer){0};
}
