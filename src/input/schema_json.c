#include "input/schema_json.h"

static void new_line(json *j)
{
    enum { INDENT = 2 };
    buffer_format(j->out, "\n%*s", j->depth * INDENT, "");
}

/* Goes on to the next entry, and writes its key. */
static void next(json *j, const char *key)
{
    if (j->has_more)
        buffer_char(j->out, ',');
    if (j->depth && !j->one_line)
        new_line(j);
    else if (j->has_more)
        buffer_char(j->out, ' ');
    j->has_more = true;
    if (!key)
        return;
    buffer_quoted(j->out, key);
    buffer_text(j->out, ": ");
}

void json_begin(json *j, const char *key, char opens)
{
    next(j, key);
    buffer_char(j->out, opens);
    j->depth++;
    j->has_more = false;
}

void json_begin_line(json *j, const char *key, char opens)
{
    json_begin(j, key, opens);
    if (!j->one_line)
        j->one_line = j->depth;
}

void json_end(json *j, char closes)
{
    bool in_line = j->one_line;
    if (j->one_line == j->depth)
        j->one_line = 0;
    j->depth--;
    if (!in_line && j->has_more)
        new_line(j);
    buffer_char(j->out, closes);
    j->has_more = true;
}

void json_text(json *j, const char *key, const char *text)
{
    next(j, key);
    buffer_quoted(j->out, text);
}

void json_flag(json *j, const char *key, bool value)
{
    next(j, key);
    buffer_text(j->out, value ? "true" : "false");
}

void json_number(json *j, const char *key, int value)
{
    next(j, key);
    buffer_format(j->out, "%d", value);
}

void json_texts(json *j, const char *key, const char *const *texts, size_t count)
{
    json_begin_line(j, key, '[');
    for (size_t i = 0; i < count; i++)
        json_text(j, NULL, texts[i]);
    json_end(j, ']');
}
