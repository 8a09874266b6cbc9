#include "input/style.h"

#include <string.h>

size_t style_columns(const char *text, size_t length)
{
    size_t columns = 0;
    for (const char *at = text, *end = text + length; at < end;) {
        if (*at >= ' ' && *at < 0x7f) {
            at++;
            columns++;
        } else {
            columns += (size_t)utf8_columns(utf8_next(&at, end));
        }
    }
    return columns;
}

/* ---- what other readers of YAML would take for something else than a text ---- */

static bool is_word_of_yaml(const char *text)
{
    static const char *const words[] = {"~", "null", "true", "false", "yes",   "no",   "on", "off",
                                        "y", "n",    ".inf", "-.inf", "+.inf", ".nan", "<<", "="};
    char small[8] = {0};
    size_t length = strlen(text);
    if (length >= sizeof small)
        return false;
    for (size_t i = 0; i < length; i++)
        small[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], small) == 0)
            return true;
    return false;
}

/* Numbers, dates and times, and what is near to them. */
static bool is_like_number(const char *text)
{
    static const char digits[] = "0123456789";
    const char *at = text + (*text == '+' || *text == '-');
    at += *at == '.';
    return *at && strchr(digits, *at) && !text[strspn(text, "0123456789abcdefABCDEFxoXO_.,:+-TZ ")];
}

/* ---- plain ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether the text can stand without quotes: not all that YAML allows, but what it certainly does. */
static bool can_be_plain(const char *text, bool in_brackets)
{
    static const char signs[] = "?:,[]{}#&*!|>'\"%@`";
    size_t length = strlen(text);
    if (!length || is_blank(*text) || is_blank(text[length - 1]) || text[length - 1] == ':' || strchr(signs, *text))
        return false;
    if (*text == '-' && (length == 1 || is_blank(text[1])))
        return false;
    if (strncmp(text, "---", 3) == 0 || strncmp(text, "...", 3) == 0 || strpbrk(text, "\t\n\r"))
        return false;
    if (strstr(text, ": ") || strstr(text, " #"))
        return false;
    return !in_brackets || !strpbrk(text, ",[]{}?");
}

/* ---- escapes ---- */

/* Cannot stand in a line of text as it is. */
static bool needs_escape(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

/* Cannot be seen. */
static bool is_unseen(uint32_t c)
{
    return utf8_is_hidden(c) || utf8_is_reordering(c) || c == 0xa0;
}

/* Whether the author wrote escapes for characters that cannot be seen, and none of them as it is. */
static bool escapes_unseen(const written *text)
{
    if (text->sign != '"' || !memchr(text->source.at, '\\', text->source.length))
        return false;
    for (const char *at = text->source.at, *end = at + text->source.length; at < end;)
        if (is_unseen(utf8_next(&at, end)))
            return false;
    return true;
}

static bool has_escapes(const written *text)
{
    bool unseen = escapes_unseen(text);
    for (const char *at = text->text, *end = at + strlen(at); at < end;) {
        if (*at >= ' ' && *at < 0x7f) {
            at++;
            continue;
        }
        uint32_t c = utf8_next(&at, end);
        if (needs_escape(c) || (unseen && is_unseen(c)))
            return true;
    }
    return false;
}

static void put_escape(buffer *out, uint32_t c)
{
    static const char *const named[][2] = {{"\n", "\\n"}, {"\t", "\\t"}, {"\"", "\\\""}, {"\\", "\\\\"}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (c == (unsigned char)*named[i][0]) {
            buffer_text(out, named[i][1]);
            return;
        }
    buffer_format(out, c < 0x100 ? "\\x%02X" : c < 0x10000 ? "\\u%04X" : "\\U%08X", c);
}

static void put_double_quoted(buffer *out, const written *text)
{
    bool unseen = escapes_unseen(text);
    buffer_char(out, '"');
    for (const char *at = text->text, *end = at + strlen(at); at < end;) {
        const char *start = at;
        uint32_t c = utf8_next(&at, end);
        if (c == '"' || c == '\\' || needs_escape(c) || (unseen && is_unseen(c)))
            put_escape(out, c);
        else
            buffer_add(out, start, (size_t)(at - start));
    }
    buffer_char(out, '"');
}

static void put_single_quoted(buffer *out, const char *text)
{
    buffer_char(out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            buffer_char(out, '\'');
        buffer_char(out, *text);
    }
    buffer_char(out, '\'');
}

/* ---- choosing ---- */

/* Those of YAML 1.1 too, U+2028 and its like. */
static bool has_breaks(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (style_break(text + i, text + length))
            return true;
    return false;
}

/* Nothing, or written without quotes in one line, where it may stay as it is. */
static bool is_plain_already(const written *text, bool in_brackets)
{
    size_t length = strlen(text->text);
    if (text->sign || has_breaks(text->text, length))
        return false;
    return !length || (text->in_brackets == in_brackets && text->source.length == length &&
                       memcmp(text->source.at, text->text, length) == 0);
}

/* Quotes stay that tell the text from a number or from nothing. */
static bool needs_quotes(const written *text, bool in_brackets)
{
    if (!can_be_plain(text->text, in_brackets))
        return true;
    bool is_quoted = text->sign || (text->marks && text->marks->tag.length);
    return is_quoted && (is_word_of_yaml(text->text) || is_like_number(text->text));
}

void style_put_line(buffer *out, const written *text, bool in_brackets)
{
    if (is_plain_already(text, in_brackets))
        buffer_text(out, text->text);
    else if (has_escapes(text))
        put_double_quoted(out, text);
    else if (!needs_quotes(text, in_brackets))
        buffer_text(out, text->text);
    else if (strpbrk(text->text, "\"\\") && !strchr(text->text, '\''))
        put_single_quoted(out, text->text);
    else
        put_double_quoted(out, text);
}

/* Whether the author wrote the newlines of a text as escapes. */
static bool escapes_newlines(const written *text)
{
    const char *at = text->source.at, *end = at + text->source.length;
    for (; text->sign == '"' && at + 1 < end; at += 1 + (*at == '\\'))
        if (at[0] == '\\' && at[1] == 'n')
            return true;
    return false;
}

/* Lines of a folded text neither begin nor end with a blank, and are not empty where it begins or ends. */
static bool has_sound_lines(const char *text)
{
    size_t length = strlen(text);
    return length && !strchr(" \n", *text) && !strchr(" \n", text[length - 1]) && !strstr(text, " \n") &&
           !strstr(text, "\n ") && !strpbrk(text, "\t\r");
}

bool style_can_fold(const written *text)
{
    if (text->block || !has_sound_lines(text->text) || escapes_newlines(text))
        return false;
    bool unseen = escapes_unseen(text);
    for (const char *at = text->text, *end = at + strlen(at); at < end;) {
        uint32_t c = utf8_next(&at, end);
        if (c != '\n' && (needs_escape(c) || (unseen && is_unseen(c))))
            return false;
    }
    return strpbrk(text->text, " \n");
}
