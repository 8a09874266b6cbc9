#include "input/reader.h"

#include <string.h>

/* Length of an entity such as "&#58;" or "&colon;", and the character that it stands for; 0 where there is none. */
static size_t entity(const char *at, uint32_t *c)
{
    static const struct {
        const char *name;
        uint32_t c;
    } names[] = {{"&colon;", ':'}, {"&Tab;", '\t'}, {"&NewLine;", '\n'},
                 {"&amp;", '&'},   {"&sol;", '/'},  {"&num;", '#'}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(at, names[i].name, strlen(names[i].name)) == 0) {
            *c = names[i].c;
            return strlen(names[i].name);
        }
    if (strncmp(at, "&#", 2) != 0)
        return 0;
    bool hex = at[2] == 'x' || at[2] == 'X';
    const char *digits = at + (hex ? 3 : 2);
    size_t count = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");
    *c = 0;
    for (size_t i = 0; i < count && *c <= 0x10ffff; i++)
        *c = *c * (hex ? 16 : 10) + (uint32_t)(digits[i] <= '9' ? digits[i] - '0' : (digits[i] | 0x20) - 'a' + 10);
    return count ? (size_t)(digits - at) + count + (digits[count] == ';') : 0;
}

bool is_safe_link(const char *text)
{
    static const char *const schemes[] = {"http", "https", "mailto"};
    char scheme[8] = "";
    size_t count = 0;
    for (size_t step; *text; text += step) {
        uint32_t c = (unsigned char)*text;
        step = *text == '&' ? entity(text, &c) : 1;
        step = step ? step : 1;
        if (c <= ' ' || c == 0x7f)
            continue;
        if (c == '/' || c == '?' || c == '#')
            return true;
        if (c == ':')
            return count < sizeof scheme && word_index(schemes, 3, scheme) >= 0;
        if (count < sizeof scheme - 1)
            scheme[count] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c < 0x80 ? c : '?');
        count++;
    }
    return true;
}
