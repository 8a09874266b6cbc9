#include "xml.h"

#include <stdlib.h>
#include <string.h>

typedef struct reader {
    arena *arena;
    const char *at, *end;
    const char *wrong;
} reader;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Of the names that occur here; the standard allows more. */
static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':' ||
           c == '_';
}

static bool fail(reader *r, const char *why)
{
    if (!r->wrong)
        r->wrong = arena_format(r->arena, "%s before: %.60s", why, r->at);
    return false;
}

static bool looking_at(const reader *r, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(r->end - r->at) >= length && memcmp(r->at, text, length) == 0;
}

static bool take(reader *r, const char *text)
{
    if (!looking_at(r, text))
        return false;
    r->at += strlen(text);
    return true;
}

static void skip_blanks(reader *r)
{
    while (r->at < r->end && is_blank(*r->at))
        r->at++;
}

static const char *take_name(reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && is_name(*r->at))
        r->at++;
    if (r->at == start || (*start >= '0' && *start <= '9') || *start == '-')
        fail(r, "no name");
    return arena_copy(r->arena, start, (size_t)(r->at - start));
}

/* The characters that XML 1.0 allows. */
static bool is_allowed(uint32_t c)
{
    return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
}

static void take_entity(reader *r, buffer *out)
{
    static const struct {
        const char *written;
        char meant;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (take(r, entities[i].written)) {
            buffer_char(out, entities[i].meant);
            return;
        }
    fail(r, "an unknown entity");
    r->at = r->end;
}

/* Characters up to one of `stops`. */
static const char *take_text(reader *r, const char *stops)
{
    buffer b = {0};
    buffer_add(&b, "", 0);
    while (r->at < r->end && !strchr(stops, *r->at)) {
        if (*r->at == '&') {
            take_entity(r, &b);
            continue;
        }
        if (*r->at == '<')
            fail(r, "< in a value");
        if (looking_at(r, "]]>"))
            fail(r, "]]> in text");
        const char *start = r->at;
        if (!is_allowed(utf8_next(&r->at, r->end)))
            fail(r, "a character that XML does not know");
        buffer_add(&b, start, (size_t)(r->at - start));
    }
    const char *text = arena_copy(r->arena, b.data, b.length);
    buffer_free(&b);
    return text;
}

static void take_attribute(reader *r, xml *x)
{
    xml_attribute attribute = {.name = take_name(r)};
    for (size_t i = 0; i < x->attributes.count; i++)
        if (strcmp(x->attributes.items[i].name, attribute.name) == 0)
            fail(r, "an attribute twice");
    if (!take(r, "=\""))
        fail(r, "no value in quotes");
    attribute.value = take_text(r, "\"");
    if (!take(r, "\""))
        fail(r, "a value without an end");
    *array_add(r->arena, &x->attributes) = attribute;
}

static xml *take_element(reader *r);

static void take_children(reader *r, xml *x)
{
    while (!r->wrong && !looking_at(r, "</")) {
        xml *child;
        if (r->at >= r->end) {
            fail(r, arena_format(r->arena, "%s has no end", x->name));
        } else if (*r->at == '<') {
            child = take_element(r);
            *array_add(r->arena, &x->children) = child;
        } else {
            child = arena_new_of(r->arena, xml);
            child->text = take_text(r, "<");
            *array_add(r->arena, &x->children) = child;
        }
    }
    if (r->wrong)
        return;
    take(r, "</");
    if (strcmp(take_name(r), x->name) != 0)
        fail(r, arena_format(r->arena, "another end than that of %s", x->name));
    skip_blanks(r);
    if (!take(r, ">"))
        fail(r, "no >");
}

static xml *take_element(reader *r)
{
    xml *x = arena_new_of(r->arena, xml);
    take(r, "<");
    x->name = take_name(r);
    while (!r->wrong) {
        bool apart = r->at < r->end && is_blank(*r->at);
        skip_blanks(r);
        if (take(r, "/>"))
            return x;
        if (take(r, ">")) {
            take_children(r, x);
            return x;
        }
        if (!apart)
            fail(r, "no blank");
        else
            take_attribute(r, x);
    }
    return x;
}

const xml *xml_read(arena *a, const char *bytes, size_t length, const char **wrong)
{
    reader r = {.arena = a, .at = bytes, .end = bytes + length};
    if (utf8_bad_at(bytes, length) != length)
        fail(&r, "bad UTF-8");
    take(&r, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    const xml *root = NULL;
    if (looking_at(&r, "<"))
        root = take_element(&r);
    else
        fail(&r, "no element");
    skip_blanks(&r);
    if (r.at != r.end)
        fail(&r, "more behind the end");
    *wrong = r.wrong;
    return r.wrong ? NULL : root;
}

const char *xml_value(const xml *x, const char *name)
{
    for (size_t i = 0; i < x->attributes.count; i++)
        if (strcmp(x->attributes.items[i].name, name) == 0)
            return x->attributes.items[i].value;
    return "";
}

bool xml_is(const xml *x, const char *name)
{
    return x->name && strcmp(x->name, name) == 0;
}

bool xml_has_class(const xml *x, const char *word)
{
    const char *value = xml_value(x, "class");
    size_t length = strlen(word);
    return strncmp(value, word, length) == 0 && (!value[length] || value[length] == ' ');
}

static void collect(arena *a, const xml *x, xml_list *list)
{
    if (!x->name)
        return;
    *array_add(a, list) = x;
    for (size_t i = 0; i < x->children.count; i++)
        collect(a, x->children.items[i], list);
}

xml_list xml_elements(arena *a, const xml *x)
{
    xml_list list = {0};
    collect(a, x, &list);
    return list;
}

static void add_words(const xml *x, buffer *out)
{
    if (x->text)
        buffer_text(out, x->text);
    for (size_t i = 0; i < x->children.count; i++)
        add_words(x->children.items[i], out);
}

const char *xml_words(arena *a, const xml *x)
{
    buffer b = {0};
    buffer_add(&b, "", 0);
    add_words(x, &b);
    const char *text = arena_copy(a, b.data, b.length);
    buffer_free(&b);
    return text;
}
