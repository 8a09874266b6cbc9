#include "input/style_read.h"

#include <string.h>

size_t style_break(const char *at, const char *end)
{
    static const struct {
        const char *bytes;
        size_t length;
    } breaks[] = {{"\r\n", 2}, {"\r", 1}, {"\n", 1}, {"\xc2\x85", 2}, {"\xe2\x80\xa8", 3}, {"\xe2\x80\xa9", 3}};
    if (at == end || (*at != '\n' && *at != '\r' && (unsigned char)*at < 0xc2))
        return 0;
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if ((size_t)(end - at) >= breaks[i].length && memcmp(at, breaks[i].bytes, breaks[i].length) == 0)
            return breaks[i].length;
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- going forward ---- */

void scan_step(style_reading *r)
{
    size_t length = style_break(r->now.at, r->end);
    if (*r->now.at >= ' ' && *r->now.at < 0x7f) {
        r->now.at++;
        r->now.character++;
        r->now.column++;
    } else if (length) {
        r->now.character += 1 + (*r->now.at == '\r' && length == 2);
        r->now.at += length;
        r->now.column = 0;
        r->now.newlines++;
        r->now.fresh = true;
    } else {
        r->now.column += (unsigned)utf8_columns(utf8_next(&r->now.at, r->end));
        r->now.character++;
    }
}

/* Most characters are ASCII: they are gone over in runs. */
void scan_to(style_reading *r, uint32_t character)
{
    while (r->now.character < character && r->now.at < r->end) {
        size_t left = (size_t)(r->end - r->now.at), most = character - r->now.character, run = 0;
        most = most < left ? most : left;
        while (run < most && r->now.at[run] >= ' ' && r->now.at[run] < 0x7f)
            run++;
        r->now.at += run;
        r->now.character += (uint32_t)run;
        r->now.column += (unsigned)run;
        if (run < most)
            scan_step(r);
    }
}

static void step_over_blank(style_reading *r)
{
    r->now.at++;
    r->now.character++;
    r->now.column++;
}

void scan_settle(style_reading *r)
{
    r->now.newlines = 0;
    r->now.fresh = false;
    r->trail = NOWHERE;
}

void scan_know_next(style_reading *r, int column)
{
    for (size_t i = r->pending.count; i-- > 0 && r->pending.items[i].next == UNKNOWN;)
        r->pending.items[i].next = column;
}

void scan_spread(style_reading *r)
{
    for (size_t i = r->levels.count; i-- > 0;) {
        written *value = r->levels.items[i].value;
        if (!value->sign || value->is_spread)
            return;
        value->is_spread = true;
    }
}

void scan_keep(style_reading *r, span what, uint64_t kind)
{
    r->account.hash += hash_bytes(what.at, what.length, kind);
}

static void take_comment(style_reading *r)
{
    const char *start = r->now.at, *end = start;
    while (end < r->end && !style_break(end, r->end))
        end++;
    pending p = {.own_line = r->now.fresh, .behind_dash = r->dash, .next = UNKNOWN};
    p.comment.column = r->now.column;
    p.comment.blank_above = r->now.newlines > 1;
    p.comment.set_off = start - r->out->file->text > 1 && is_blank(start[-1]) && is_blank(start[-2]);
    if (r->now.fresh && r->now.newlines == 1 && r->trail == (int)r->now.column)
        p.own_line = false;
    r->trail = p.own_line ? NOWHERE : (int)r->now.column;
    while (r->now.at < end)
        scan_step(r);
    while (is_blank(end[-1]))
        end--;
    p.comment.text = (span){start, (size_t)(end - start)};
    *array_add(r->arena, &r->pending) = p;
    scan_spread(r);
    scan_keep(r, p.comment.text, '#');
    r->account.comments++;
    r->now.newlines = 0;
}

void scan_comments(style_reading *r, uint32_t character)
{
    while (r->now.character < character && r->now.at < r->end) {
        if (*r->now.at == ' ')
            step_over_blank(r);
        else if (*r->now.at == '#')
            take_comment(r);
        else if (is_blank(*r->now.at) || style_break(r->now.at, r->end))
            scan_step(r);
        else
            return;
    }
}

void scan_signs(style_reading *r, uint32_t character)
{
    for (scan_comments(r, character); r->now.character < character && r->now.at < r->end; scan_comments(r, character)) {
        scan_know_next(r, (int)r->now.column);
        if ((*r->now.at == '-' || *r->now.at == '?') && !r->dash) {
            r->dash = true;
            r->dash_blank = r->now.newlines > 1;
        }
        scan_settle(r);
        scan_step(r);
    }
}

/* ---- anchors, tags and the signs of block scalars ---- */

/* Whether an anchor goes on with the character: as libyaml has it, not as YAML does. */
static bool is_anchor_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static bool is_tag_character(const style_reading *r, const char *start)
{
    bool is_verbatim = start[1] == '<', ends = *r->now.at == ',' && !is_verbatim;
    return !is_blank(*r->now.at) && !style_break(r->now.at, r->end) && !ends;
}

/* A word that begins with & or !. */
static span take_word(style_reading *r, uint32_t end)
{
    const char *start = r->now.at;
    for (scan_step(r); r->now.character < end; scan_step(r))
        if (*start == '&' ? !is_anchor_character(*r->now.at) : !is_tag_character(r, start))
            break;
    scan_settle(r);
    return (span){start, (size_t)(r->now.at - start)};
}

marks scan_marks(style_reading *r, const tree_piece *p)
{
    marks m = {0};
    for (int left = p->anchor + p->tag; left > 0 && r->now.at < r->end && strchr("&!", *r->now.at); left--) {
        span word = take_word(r, p->at.end);
        *(*word.at == '&' ? &m.anchor : &m.tag) = word;
        scan_keep(r, word, 'a');
        scan_comments(r, p->at.end);
    }
    return m;
}

bool scan_header(style_reading *r, const char *end)
{
    while (r->now.at < end && !style_break(r->now.at, r->end) && *r->now.at != '#')
        scan_step(r);
    scan_settle(r);
    bool is_comment = r->now.at < end && *r->now.at == '#';
    if (is_comment)
        take_comment(r);
    return is_comment;
}
