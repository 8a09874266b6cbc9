#include "base/base.h"

static void put_json(buffer *out, const char *key, const char *text)
{
    buffer_format(out, "\"%s\": ", key);
    if (text)
        buffer_quoted(out, text);
    else
        buffer_text(out, "null");
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
        buffer_char(out, '}');
    }
    buffer_text(out, count ? "\n]\n" : "]\n");
}
