#include "format/words.h"

#include <string.h>

bool word_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool word_left_out(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff || utf8_is_reordering(c);
}

void words_escaped(buffer *out, const char *text)
{
    for (const char *at = text, *end = text + strlen(text), *next; at < end; at = next) {
        next = at;
        uint32_t c = utf8_next(&next, end);
        if (c == '&')
            buffer_text(out, "&amp;");
        else if (c == '<')
            buffer_text(out, "&lt;");
        else if (c == '>')
            buffer_text(out, "&gt;");
        else if (c == '"')
            buffer_text(out, "&quot;");
        else if (word_blank(c))
            buffer_char(out, ' ');
        else if (!word_left_out(c))
            buffer_add(out, at, (size_t)(next - at));
    }
}
