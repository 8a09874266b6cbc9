#include "base/base.h"

#include <string.h>

static const char *level_of(severity s)
{
    return s == SEVERITY_ERROR ? "error" : "warning";
}

/* ---- where ---- */

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

static void put_segment(buffer *out, const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (is_unreserved(at[i]))
            buffer_char(out, at[i]);
        else
            buffer_format(out, "%%%02X", (unsigned char)at[i]);
}

/* Takes the last segment away, behind `start`; false where there is none that ‘..’ takes back. */
static bool drop_segment(buffer *out, size_t start)
{
    size_t at = out->length;
    while (at > start && out->data[at - 1] != '/')
        at--;
    if (at == out->length || strcmp(out->data + at, "..") == 0)
        return false;
    out->length = at > start ? at - 1 : start;
    out->data[out->length] = '\0';
    return true;
}

/* A file name as a URI: the path from where the program was started, which is the root of the sources as far as anybody
   can know, or from the root of the disk. */
static void put_uri(buffer *out, const char *name)
{
    bool absolute = *name == '/';
    buffer_text(out, absolute ? "file://" : "");
    size_t start = out->length;
    for (size_t length; *name; name += length + (name[length] == '/')) {
        length = strcspn(name, "/");
        bool is_up = length == 2 && strncmp(name, "..", 2) == 0, is_here = length == 1 && *name == '.';
        if (!length || is_here || (is_up && (drop_segment(out, start) || absolute)))
            continue;
        if (absolute || out->length > start)
            buffer_char(out, '/');
        put_segment(out, name, length);
    }
}

static void put_location(buffer *out, place at, cursor *c)
{
    if (!at.file)
        return;
    cursor_move(c, at);
    cursor stop = *c;
    cursor_walk(&stop, at.end);
    buffer_text(out, "{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"");
    put_uri(out, at.file->name);
    buffer_text(out, *at.file->name == '/' ? "\"}" : "\", \"uriBaseId\": \"%SRCROOT%\"}");
    buffer_format(out, ", \"region\": {\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, \"endColumn\": %u}}}",
                  c->number, c->column, stop.number, stop.column);
}

/* ---- what ---- */

/* Text as a sentence. Braces are doubled, since single ones have a meaning in messages of SARIF (3.11.5). */
static void add_sentence(buffer *out, const char *text)
{
    if (*text >= 'a' && *text <= 'z')
        buffer_char(out, (char)(*text++ - 'a' + 'A'));
    for (; *text; text++) {
        if (*text == '{' || *text == '}')
            buffer_char(out, *text);
        buffer_char(out, *text);
    }
    if (out->length && !strchr(".?!", out->data[out->length - 1]))
        buffer_char(out, '.');
}

static void put_message(buffer *out, const diagnostic *what)
{
    buffer text = {0};
    add_sentence(&text, what->message);
    if (what->help) {
        buffer_char(&text, ' ');
        add_sentence(&text, what->help);
    }
    buffer_text(out, "{\"text\": ");
    buffer_quoted(out, text.data);
    buffer_char(out, '}');
    buffer_free(&text);
}

void diagnostics_sarif(diagnostics *d, buffer *out)
{
    size_t count;
    const diagnostic *all = diagnostics_sorted(d, &count);
    cursor c = {0};
    buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        rule r = all[i].rule;
        buffer_format(out,
                      "%s\n  {\"ruleId\": \"%s\", \"ruleIndex\": %d, \"level\": \"%s\", \"message\": ", i ? "," : "",
                      rule_of(r)->name, (int)r, level_of(diagnostics_severity(d, r)));
        put_message(out, &all[i]);
        buffer_text(out, ", \"locations\": [");
        put_location(out, all[i].at, &c);
        buffer_text(out, "]}");
    }
    buffer_text(out, count ? "\n]\n" : "]\n");
}

/* ---- the log ---- */

static void put_rules(buffer *out)
{
    for (int r = 0; r < RULE_COUNT; r++) {
        const rule_row *row = rule_of((rule)r);
        buffer summary = {0};
        add_sentence(&summary, row->summary);
        buffer_format(out, "%s\n    {\"id\": \"%s\", \"shortDescription\": {\"text\": ", r ? "," : "", row->name);
        buffer_quoted(out, summary.data);
        buffer_format(out, "}, \"defaultConfiguration\": {\"level\": \"%s\"}}",
                      level_of(row->warning ? SEVERITY_WARNING : SEVERITY_ERROR));
        buffer_free(&summary);
    }
}

void sarif_log(const char *results, buffer *out)
{
    buffer_text(out, "{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                     "sarif-schema-2.1.0.json\",\n"
                     "\"version\": \"2.1.0\",\n"
                     "\"runs\": [{\"tool\": {\"driver\": {\"name\": \"entente\", \"rules\": [");
    put_rules(out);
    buffer_text(out, "\n  ]}},\n"
                     "  \"columnKind\": \"unicodeCodePoints\",\n"
                     "  \"newlineSequences\": [\"\\r\\n\", \"\\n\", \"\\r\"],\n"
                     "  \"results\": [");
    if (*results) {
        buffer_text(out, "\n  ");
        buffer_text(out, results);
        buffer_text(out, "\n  ");
    }
    buffer_text(out, "]}]}\n");
}
