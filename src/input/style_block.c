#include "input/style.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- reading ---- */

/* The next line of [*at, end), without its break; false where there is none. */
static bool next_line(const char **at, const char *end, span *line)
{
    const char *start = *at;
    if (start == end)
        return false;
    while (*at < end && !style_break(*at, end))
        ++*at;
    *line = (span){start, (size_t)(*at - start)};
    *at += style_break(*at, end);
    return true;
}

static size_t leading_blanks(span line)
{
    size_t count = 0;
    while (count < line.length && line.at[count] == ' ')
        count++;
    return count;
}

/* The indentation that the header gives, 0 where the first line gives it. */
static int given_indent(span header)
{
    for (size_t i = 1; i < header.length && !is_blank(header.at[i]); i++)
        if (header.at[i] >= '1' && header.at[i] <= '9')
            return header.at[i] - '0';
    return 0;
}

/* Those of YAML 1.1 that are none elsewhere. */
static bool has_odd_breaks(const char *at, const char *end)
{
    for (; at < end; at++)
        if ((unsigned char)*at >= 0xc2 && style_break(at, end))
            return true;
    return false;
}

bool style_find_lines(span source, int parent_column, block *found)
{
    const char *at = source.at, *end = at + source.length, *kept_end = NULL;
    span header, line;
    if (!next_line(&at, end, &header) || has_odd_breaks(source.at, end))
        return false;
    const char *start = at;
    int given = given_indent(header);
    size_t indent = given ? (size_t)((parent_column > 0 ? parent_column : 0) + given) : 0;
    bool keeps = memchr(header.at, '+', header.length < 3 ? header.length : 3);
    while (next_line(&at, end, &line)) {
        size_t blanks = leading_blanks(line);
        if (!indent && blanks < line.length)
            indent = blanks;
        if (indent && line.length > indent)
            kept_end = line.at + line.length;
    }
    if (!kept_end)
        return false;
    *found = (block){{start, (size_t)((keeps ? end : kept_end) - start)}, (unsigned)indent};
    return true;
}

/* ---- writing ---- */

/* A line of the body without its indentation. */
static span content(const written *text, span line)
{
    size_t cut = line.length < text->block->indent ? line.length : text->block->indent;
    return (span){line.at + cut, line.length - cut};
}

void style_put_header(buffer *out, const written *text)
{
    const char *at = text->block->body.at, *end = at + text->block->body.length;
    size_t length = strlen(text->text);
    span line = {0};
    while (next_line(&at, end, &line) && !content(text, line).length)
        ;
    buffer_char(out, text->sign);
    if (is_blank(*content(text, line).at))
        buffer_format(out, "%d", STYLE_STEP);
    if (length > 1 && text->text[length - 1] == '\n' && text->text[length - 2] == '\n')
        buffer_char(out, '+');
    else if (length && text->text[length - 1] != '\n')
        buffer_char(out, '-');
}

static void put_indented(buffer *out, span line, unsigned indent)
{
    for (unsigned i = 0; line.length && i < indent; i++)
        buffer_char(out, ' ');
    buffer_add(out, line.at, line.length);
    buffer_char(out, '\n');
}

/* The blank that a line of so many bytes can be broken at, as far as it fits; else the first one behind, or the end. */
static size_t break_at(const char *text, size_t length, unsigned indent)
{
    size_t columns = indent, best = 0;
    for (const char *at = text, *end = text + length; at < end;) {
        size_t here = (size_t)(at - text);
        const char *start = at;
        utf8_next(&at, end);
        bool breaks = *start == ' ' && here > 0 && !is_blank(start[-1]) && at < end && !is_blank(*at);
        if (breaks && columns <= STYLE_WIDTH)
            best = here;
        else if (breaks && !best)
            return here;
        if (columns > STYLE_WIDTH && best)
            return best;
        columns += style_columns(start, (size_t)(at - start));
    }
    return columns > STYLE_WIDTH && best ? best : length;
}

/* Text without newlines, in as many lines as it takes. */
static void put_filled(buffer *out, const char *text, size_t length, unsigned indent)
{
    while (length) {
        size_t cut = break_at(text, length, indent);
        put_indented(out, (span){text, cut}, indent);
        cut += cut < length;
        text += cut;
        length -= cut;
    }
}

void style_put_folded(buffer *out, const char *text, unsigned indent)
{
    while (*text) {
        size_t length = strcspn(text, "\n"), newlines = strspn(text + length, "\n");
        put_filled(out, text, length, indent);
        for (size_t i = 0; i < newlines; i++)
            buffer_char(out, '\n');
        text += length + newlines;
    }
}

/* Whether a line of a folded text stands for itself: empty, or further in than the others. */
static bool stands_alone(span line)
{
    return !line.length || is_blank(*line.at);
}

static bool is_too_long(span line, unsigned indent)
{
    if (indent + line.length <= STYLE_WIDTH) /* no character has more columns than bytes */
        return false;
    return break_at(line.at, line.length, indent) < line.length;
}

/* Lines that are joined where they are read, from `first` on: as they are, or filled anew where one is too long.
   Returns what stands behind them. */
static const char *put_joined(buffer *out, const written *text, span first, const char *at, unsigned indent)
{
    const char *end = text->block->body.at + text->block->body.length, *behind = at, *after;
    bool too_long = is_too_long(first, indent);
    buffer joined = {0};
    span line;
    buffer_add(&joined, first.at, first.length);
    for (after = at; next_line(&after, end, &line) && !stands_alone(content(text, line)); behind = after) {
        line = content(text, line);
        too_long |= is_too_long(line, indent);
        buffer_char(&joined, ' ');
        buffer_add(&joined, line.at, line.length);
    }
    if (too_long)
        put_filled(out, joined.data, joined.length, indent);
    else
        for (put_indented(out, first, indent); at < behind && next_line(&at, end, &line);)
            put_indented(out, content(text, line), indent);
    buffer_free(&joined);
    return behind;
}

void style_put_body(buffer *out, const written *text, unsigned indent)
{
    const char *at = text->block->body.at, *end = at + text->block->body.length;
    for (span line; next_line(&at, end, &line);) {
        line = content(text, line);
        if (text->sign == '>' && !stands_alone(line))
            at = put_joined(out, text, line, at, indent);
        else
            put_indented(out, line, indent);
    }
}
