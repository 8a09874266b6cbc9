#include "base/base.h"

static void put_json(buffer *out, const char *key, const char *text)
{
    buffer_format(out, "\"%s\": ", key);
    if (text)
        buffer_quoted(out, text);
    else
        buffer_text(out, "null");
}

/* The line that a place begins in; of a long one the part around it. What is no UTF-8 becomes U+FFFD, and so does NUL.
 */
static void put_snippet(buffer *out, const cursor *c)
{
    enum { BEFORE = 160, MOST = 480 }; /* characters */
    const char *at = c->line, *end = c->file->text + c->file->length;
    unsigned first = c->column > BEFORE ? c->column - BEFORE : 1;
    for (unsigned skipped = 1; skipped < first; skipped++)
        utf8_next(&at, end);
    buffer text = {0};
    for (int taken = 0; taken < MOST && at < end && *at != '\n' && *at != '\r'; taken++) {
        char bytes[4];
        uint32_t letter = utf8_next(&at, end);
        buffer_add(&text, bytes, (size_t)utf8_put(letter ? letter : 0xfffd, bytes));
    }
    buffer_text(out, ", ");
    put_json(out, "snippet", text.data ? text.data : "");
    buffer_format(out, ", \"snippetColumn\": %u", first);
    buffer_free(&text);
}

static void put_json_place(buffer *out, place at, cursor *c)
{
    put_json(out, "file", at.file ? at.file->name : NULL);
    if (!at.file) {
        buffer_text(out, ", \"line\": null, \"column\": null, \"endLine\": null, \"endColumn\": null, ");
        return;
    }
    cursor_move(c, at);
    cursor stop = *c;
    cursor_walk(&stop, at.end);
    buffer_format(out, ", \"line\": %u, \"column\": %u, \"endLine\": %u, \"endColumn\": %u, ", c->number, c->column,
                  stop.number, stop.column);
}

void diagnostics_json(diagnostics *d, buffer *out)
{
    size_t count;
    const diagnostic *all = diagnostics_sorted(d, &count);
    cursor c = {0};
    buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        buffer_text(out, i ? ",\n  {" : "\n  {");
        put_json_place(out, all[i].at, &c);
        put_json(out, "severity", diagnostics_severity(d, all[i].rule) == SEVERITY_ERROR ? "error" : "warning");
        buffer_text(out, ", ");
        put_json(out, "rule", rule_of(all[i].rule)->name);
        buffer_text(out, ", ");
        put_json(out, "message", all[i].message);
        buffer_text(out, ", ");
        put_json(out, "help", all[i].help);
        if (all[i].at.file)
            put_snippet(out, &c);
        buffer_char(out, '}');
    }
    buffer_text(out, count ? "\n]\n" : "]\n");
}
