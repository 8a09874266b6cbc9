#include "command/mdbook.h"

#include <string.h>

enum { DEEPEST = 1000 };

json json_of(const char *bytes, size_t length)
{
    return (json){bytes, bytes, bytes + length, NULL, 0};
}

/* Ends the walk; false, for the caller to return. */
static bool stop(json *j, const char *why)
{
    if (!j->wrong)
        j->wrong = why;
    return false;
}

/* Skips blanks; the byte that is next, or 0 where there is none. */
static char next(json *j)
{
    while (j->at < j->end && strchr(" \t\r\n", *j->at) && *j->at)
        j->at++;
    return j->at < j->end && !j->wrong ? *j->at : '\0';
}

static bool take(json *j, char c)
{
    bool there = next(j) == c;
    j->at += there;
    return there;
}

/* ---- texts ---- */

int hex_digit(char c)
{
    const char *digits = "0123456789abcdef0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) % 16 : -1;
}

/* The code behind \u; -1 where it is none. */
static int code(const char *at, const char *end)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int d = at + i < end ? hex_digit(at[i]) : -1;
        if (d < 0)
            return -1;
        value = value * 16 + d;
    }
    return value;
}

/* Adds the character that an escape means, `at` being behind its backslash, and returns the place behind it; NULL where
   there is no such escape. */
static const char *unescape(const char *at, const char *end, buffer *out)
{
    static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *simple = at < end && *at ? strchr(escapes, *at) : NULL;
    if (simple) {
        buffer_char(out, meanings[simple - escapes]);
        return at + 1;
    }
    int first = at < end && *at == 'u' ? code(at + 1, end) : -1, second = -1;
    if (first < 0)
        return NULL;
    at += 5;
    if (first >= 0xd800 && first < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u')
        second = code(at + 2, end);
    uint32_t c = (uint32_t)first;
    if (second >= 0xdc00 && second < 0xe000) {
        c = 0x10000 + (((uint32_t)first & 0x3ff) << 10 | ((uint32_t)second & 0x3ff));
        at += 6;
    }
    char bytes[4];
    buffer_add(out, bytes, (size_t)utf8_put(c == 0 || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c, bytes));
    return at;
}

/* Goes behind a text; its bytes between the quotes. */
static json_span text_span(json *j)
{
    json_span span = {++j->at, j->at};
    for (; j->at < j->end && *j->at != '"'; j->at++)
        if (*j->at == '\\' && j->at + 1 < j->end)
            j->at++;
        else if ((unsigned char)*j->at < ' ')
            break;
    span.end = j->at;
    if (j->at == j->end || *j->at != '"')
        stop(j, "a text has no end");
    else
        j->at++;
    return span;
}

/* Takes what was decoded into the arena. */
static const char *decoded(arena *a, json *j, json_span span)
{
    buffer out = {0};
    const char *text = NULL;
    for (const char *at = span.begin; at && at < span.end;) {
        const char *plain = at;
        while (at < span.end && *at != '\\')
            at++;
        buffer_add(&out, plain, (size_t)(at - plain));
        if (at < span.end)
            at = unescape(at + 1, span.end, &out);
        if (!at)
            stop(j, "a text has a wrong escape");
    }
    if (!j->wrong && utf8_bad_at(out.data ? out.data : "", out.length) < out.length)
        stop(j, "a text is not UTF-8");
    if (!j->wrong)
        text = arena_copy(a, out.data ? out.data : "", out.length);
    buffer_free(&out);
    return text;
}

const char *json_string(arena *a, json *j)
{
    if (next(j) == '"')
        return decoded(a, j, text_span(j));
    json_skip(j);
    return NULL;
}

/* ---- values ---- */

bool json_enter(json *j, char bracket)
{
    if (next(j) != bracket) {
        json_skip(j);
        return false;
    }
    j->at++;
    return ++j->depth <= DEEPEST || stop(j, "it is nested too deep");
}

static bool leave(json *j)
{
    j->depth--;
    return false;
}

/* Goes to what follows in an array or object that `close` ends. */
static bool follow(json *j, bool *first, char close)
{
    if (j->wrong)
        return false;
    if (take(j, close))
        return leave(j);
    if (!*first && !take(j, ','))
        return stop(j, "a comma is missing");
    *first = false;
    return next(j) ? true : stop(j, "it ends too soon");
}

bool json_item(json *j, bool *first)
{
    return follow(j, first, ']');
}

bool json_member(json *j, bool *first, json_span *key)
{
    if (!follow(j, first, '}'))
        return false;
    if (next(j) != '"')
        return stop(j, "a key is missing");
    *key = text_span(j);
    return take(j, ':') || stop(j, "a colon is missing");
}

bool json_is(json_span key, const char *name)
{
    size_t length = (size_t)(key.end - key.begin);
    return strlen(name) == length && memcmp(key.begin, name, length) == 0;
}

/* Numbers and the three words: kept as they are, they only have to end where they should. */
static void skip_word(json *j)
{
    const char *begin = j->at;
    while (j->at < j->end && *j->at && (strchr("+-.", *j->at) || utf8_is_word((unsigned char)*j->at)))
        j->at++;
    if (j->at == begin)
        stop(j, "a value is missing");
}

json_span json_skip(json *j)
{
    char c = next(j);
    json_span span = {j->at, j->at}, key;
    bool first = true;
    if (c == '"')
        text_span(j);
    else if (c == '[' && json_enter(j, '['))
        while (json_item(j, &first))
            json_skip(j);
    else if (c == '{' && json_enter(j, '{'))
        while (json_member(j, &first, &key))
            json_skip(j);
    else if (c && c != '[' && c != '{')
        skip_word(j);
    else if (!c)
        stop(j, "it ends too soon");
    span.end = j->at;
    return span;
}

bool json_ends(json *j)
{
    next(j);
    return !j->wrong && j->at == j->end;
}
