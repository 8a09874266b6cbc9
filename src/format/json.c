/* A record as JSON (RFC 8259): what fits into a line stands in one. */
#include "format/format.h"

enum { DECIMALS = 1, INDENT = 2, LINE = 100 };

static void put_scalar(buffer *out, const record *r)
{
    if (r->type == RECORD_TEXT)
        buffer_quoted(out, r->text);
    else if (r->type == RECORD_NUMBER)
        buffer_number(out, r->number, DECIMALS);
    else
        buffer_text(out, r->flag ? "true" : "false");
}

static void put_key(buffer *out, const record *r)
{
    if (!r->key)
        return;
    buffer_quoted(out, r->key);
    buffer_text(out, ": ");
}

static void put_in_line(buffer *out, const record *r)
{
    put_key(out, r);
    if (r->type != RECORD_LIST && r->type != RECORD_MAP) {
        put_scalar(out, r);
        return;
    }
    buffer_char(out, r->type == RECORD_LIST ? '[' : '{');
    for (size_t i = 0; i < r->items.count && !out->failed; i++) {
        buffer_text(out, i ? ", " : "");
        put_in_line(out, r->items.items[i]);
    }
    buffer_char(out, r->type == RECORD_LIST ? ']' : '}');
}

static void put_line_start(buffer *out, size_t depth)
{
    buffer_char(out, '\n');
    for (size_t i = 0; i < depth * INDENT; i++)
        buffer_char(out, ' ');
}

static void put_record(buffer *out, const record *r, size_t depth)
{
    buffer line = {.bound = LINE};
    put_in_line(&line, r);
    bool fits = depth && !line.failed;
    if (fits)
        buffer_add(out, line.data, line.length);
    buffer_free(&line);
    if (fits)
        return;
    put_key(out, r);
    if (r->type != RECORD_LIST && r->type != RECORD_MAP) {
        put_scalar(out, r);
        return;
    }
    buffer_char(out, r->type == RECORD_LIST ? '[' : '{');
    for (size_t i = 0; i < r->items.count; i++) {
        buffer_text(out, i ? "," : "");
        put_line_start(out, depth + 1);
        put_record(out, r->items.items[i], depth + 1);
    }
    put_line_start(out, depth);
    buffer_char(out, r->type == RECORD_LIST ? ']' : '}');
}

void json_put(const record *r, buffer *out)
{
    put_record(out, r, 0);
    buffer_char(out, '\n');
}

const char *json_write(const format_input *in, buffer *out)
{
    json_put(in->record, out);
    return NULL;
}
