#include "input/style.h"

#include <string.h>

typedef struct writer {
    buffer *out;
    stops *stops;
    arena *arena;
    unsigned column;
    size_t row;
    bool no_blank; /* an empty line would be taken for a part of the text above */
} writer;

/* Where the writing was, to be gone back to. */
typedef struct place_in {
    size_t length, stops, row;
    unsigned column;
} place_in;

static place_in here(const writer *w)
{
    return (place_in){w->out->length, w->stops->count, w->row, w->column};
}

static void go_back(writer *w, place_in to)
{
    w->out->length = to.length;
    w->stops->count = to.stops;
    w->row = to.row;
    w->column = to.column;
}

/* ---- the smallest pieces ---- */

static void put(writer *w, const char *text, size_t length)
{
    buffer_add(w->out, text, length);
    w->column += (unsigned)style_columns(text, length);
}

static void put_text(writer *w, const char *text)
{
    put(w, text, strlen(text));
}

static void put_char(writer *w, char c)
{
    buffer_char(w->out, c);
    w->column++;
}

static void put_indent(writer *w, unsigned indent)
{
    static const char blanks[] = "                                ";
    while (w->column < indent) {
        size_t left = indent - w->column, most = sizeof blanks - 1;
        size_t count = left < most ? left : most;
        buffer_add(w->out, blanks, count);
        w->column += (unsigned)count;
    }
}

static void end_row(writer *w)
{
    buffer_char(w->out, '\n');
    w->column = 0;
    w->row++;
    w->no_blank = false;
}

static void put_blank(writer *w)
{
    if (!w->no_blank)
        end_row(w);
}

/* Does not count as a row: what stands above and below is aligned all the same. */
static void put_comment_line(writer *w, const comment *c, unsigned indent)
{
    size_t row = w->row;
    put_indent(w, indent);
    put(w, c->text.at, c->text.length);
    end_row(w);
    w->row = row;
}

static void put_anchor_and_tag(writer *w, const written *v, const char *before, const char *behind)
{
    for (int i = 0; v->marks && i < 2; i++) {
        span it = i == 0 ? v->marks->anchor : v->marks->tag;
        if (!it.length)
            continue;
        put_text(w, w->column ? before : "");
        put(w, it.at, it.length);
        put_text(w, behind);
    }
}

/* Of what was written from `start` on, past the writer. */
static void count_columns(writer *w, size_t start)
{
    if (w->out->length > start)
        w->column += (unsigned)style_columns(w->out->data + start, w->out->length - start);
}

static void put_line_of_text(writer *w, const written *v, bool in_brackets)
{
    size_t start = w->out->length;
    if (v->type == PIECE_ALIAS) {
        buffer_char(w->out, '*');
        buffer_text(w->out, v->text);
    } else {
        style_put_line(w->out, v, in_brackets);
    }
    count_columns(w, start);
}

/* Comments behind what the line holds, and the end of the line. */
static void end_line(writer *w, const entry *e)
{
    for (size_t i = 0; i < comment_count(e->behind); i++) {
        const comment *c = &e->behind->items[i];
        if (i > 0)
            buffer_char(w->out, '\n');
        *array_add(w->arena, w->stops) = (stop){.offset = w->out->length,
                                                .row = w->row,
                                                .column = w->column + 1,
                                                .was = c->column,
                                                .set_off = c->set_off,
                                                .is_comment = true,
                                                .goes_on = i > 0};
        if (i == 0)
            buffer_char(w->out, ' ');
        buffer_add(w->out, c->text.at, c->text.length);
    }
    end_row(w);
}

/* ---- keys ---- */

enum { LONGEST_KEY = 1000 }; /* bytes; libyaml takes a little more for a key without `? ` */

static void put_key(writer *w, const written *key, bool in_brackets)
{
    place_in start = here(w);
    put_anchor_and_tag(w, key, "", " ");
    put_line_of_text(w, key, in_brackets);
    if (w->out->length - start.length > LONGEST_KEY) {
        go_back(w, start);
        put_text(w, "? ");
        put_anchor_and_tag(w, key, "", " ");
        put_line_of_text(w, key, in_brackets);
        put_text(w, in_brackets ? " " : "\n");
        w->column = in_brackets ? w->column : start.column;
        for (unsigned i = 0; !in_brackets && i < start.column; i++)
            buffer_char(w->out, ' ');
    }
    if (key->type == PIECE_ALIAS)
        put_char(w, ' ');
    put_char(w, ':');
}

/* ---- in brackets ---- */

static bool is_list_or_map(const written *v)
{
    return v->type == PIECE_LIST || v->type == PIECE_MAP;
}

static bool may_have_brackets(const written *v)
{
    return is_list_or_map(v) && ((v->sign && !v->is_spread) || !v->entries.count);
}

enum { LONGEST_IN_LINE = 4 * STYLE_WIDTH }; /* bytes of a text that could fit, however it was written */

/* False where it does not fit into the line. */
static bool put_in_brackets(writer *w, const written *v)
{
    put_anchor_and_tag(w, v, "", " ");
    if (!is_list_or_map(v)) {
        bool fits = v->source.length < LONGEST_IN_LINE;
        if (fits)
            put_line_of_text(w, v, true);
        return fits && w->column <= STYLE_WIDTH;
    }
    put_char(w, v->type == PIECE_MAP ? '{' : '[');
    for (size_t i = 0; i < v->entries.count; i++) {
        const entry *e = v->entries.items[i];
        if (i > 0)
            put_text(w, ", ");
        if (e->key && e->key->source.length >= LONGEST_IN_LINE)
            return false;
        if (e->key) {
            put_key(w, e->key, true);
            put_char(w, ' ');
        }
        if (!put_in_brackets(w, e->value))
            return false;
    }
    put_char(w, v->type == PIECE_MAP ? '}' : ']');
    return w->column <= STYLE_WIDTH;
}

/* ---- values ---- */

static void put_entries(writer *w, const written *v, unsigned indent, bool goes_on);

/* What the value begins in the line of its key, to be aligned with its neighbours. */
static void add_stop(writer *w, const entry *e, place_in value, unsigned indent)
{
    if (e->key && w->out->length > value.length)
        *array_add(w->arena, w->stops) = (stop){.offset = value.length,
                                                .row = value.row,
                                                .column = value.column + 1,
                                                .indent = indent,
                                                .was = e->column,
                                                .set_off = e->set_off};
}

static void put_block_of_text(writer *w, const entry *e, unsigned indent, bool folds)
{
    const written *v = e->value;
    place_in start = here(w);
    put_char(w, ' ');
    if (folds)
        put_text(w, ">-");
    else
        style_put_header(w->out, v);
    w->column = start.column;
    count_columns(w, start.length);
    end_line(w, e);
    if (folds)
        style_put_folded(w->out, v->text, indent + STYLE_STEP);
    else
        style_put_body(w->out, v, indent + STYLE_STEP);
    w->row++;
    w->no_blank = strlen(v->text) > 1 && strcmp(strchr(v->text, '\0') - 2, "\n\n") == 0;
}

static void put_value_text(writer *w, const entry *e, unsigned indent)
{
    const written *v = e->value;
    place_in start = here(w);
    put_anchor_and_tag(w, v, " ", "");
    place_in text = here(w);
    if (v->block) {
        put_block_of_text(w, e, indent, false);
        return;
    }
    if (v->type == PIECE_ALIAS || *v->text || v->sign)
        put_char(w, ' ');
    put_line_of_text(w, v, false);
    bool is_long = v->type == PIECE_TEXT && (w->column > STYLE_WIDTH || strchr(v->text, '\n'));
    if (is_long && style_can_fold(v)) {
        go_back(w, text);
        put_block_of_text(w, e, indent, true);
        return;
    }
    add_stop(w, e, start, indent);
    end_line(w, e);
}

/* In the line of its key, or in the next one, or not at all. */
static bool put_value_in_brackets(writer *w, const entry *e, unsigned indent)
{
    place_in start = here(w);
    if (!may_have_brackets(e->value))
        return false;
    put_char(w, ' ');
    bool fits = put_in_brackets(w, e->value) || !e->value->entries.count;
    if (fits) {
        add_stop(w, e, start, indent);
        end_line(w, e);
        return true;
    }
    go_back(w, start);
    if (!e->key)
        return false;
    end_row(w);
    put_indent(w, indent + STYLE_STEP);
    fits = put_in_brackets(w, e->value);
    if (fits)
        end_line(w, e);
    else
        go_back(w, start);
    return fits;
}

static void put_value(writer *w, const entry *e, unsigned indent)
{
    const written *v = e->value;
    if (!is_list_or_map(v)) {
        put_value_text(w, e, indent);
        return;
    }
    if (put_value_in_brackets(w, e, indent))
        return;
    put_anchor_and_tag(w, v, " ", "");
    bool goes_on = !e->key && !comment_count(e->behind) && !v->marks;
    if (goes_on)
        put_char(w, ' ');
    else
        end_line(w, e);
    put_entries(w, v, indent + STYLE_STEP, goes_on);
}

/* ---- entries ---- */

/* The comments in the list or map that begins in the line of its dash: there is no room for them below it. */
static const entry *entry_in_line(const entry *e)
{
    const written *v = e->value;
    bool in_line = !e->key && is_list_or_map(v) && v->entries.count && !may_have_brackets(v) &&
                   !comment_count(e->behind) && !v->marks;
    return in_line ? v->entries.items[0] : NULL;
}

static void put_above(writer *w, const entry *e, unsigned indent, bool is_first)
{
    bool any = !is_first;
    for (size_t i = 0; i < comment_count(e->above); i++, any = true) {
        if (e->above->items[i].blank_above && any)
            put_blank(w);
        put_comment_line(w, &e->above->items[i], indent);
    }
    if (e->blank_above && any)
        put_blank(w);
    for (const entry *in = entry_in_line(e); in; in = entry_in_line(in))
        for (size_t i = 0; i < comment_count(in->above); i++)
            put_comment_line(w, &in->above->items[i], indent);
}

static void put_entries(writer *w, const written *v, unsigned indent, bool goes_on)
{
    for (size_t i = 0; i < v->entries.count; i++) {
        const entry *e = v->entries.items[i];
        if (i > 0 || !goes_on)
            put_above(w, e, indent, i == 0);
        put_indent(w, indent);
        if (e->key)
            put_key(w, e->key, false);
        else
            put_char(w, '-');
        put_value(w, e, indent);
    }
    for (size_t i = 0; i < comment_count(v->tail); i++) {
        if (v->tail->items[i].blank_above)
            put_blank(w);
        put_comment_line(w, &v->tail->items[i], indent);
    }
}

/* ---- the file ---- */

static void put_comments(writer *w, const comments *list)
{
    for (size_t i = 0; i < comment_count(list); i++) {
        if (list->items[i].blank_above && w->out->length)
            put_blank(w);
        put_comment_line(w, &list->items[i], 0);
    }
}

/* Directives and `---`, as they are. */
static void put_start(writer *w, const written_file *f)
{
    if (!f->start.length) {
        put_comments(w, f->root->behind);
        return;
    }
    for (const char *at = f->start.at, *end = at + f->start.length; at < end;) {
        const char *start = at;
        while (at < end && !style_break(at, end))
            at++;
        const char *line_end = at;
        while (line_end > start && (line_end[-1] == ' ' || line_end[-1] == '\t'))
            line_end--;
        at += style_break(at, end);
        put(w, start, (size_t)(line_end - start));
        if (at < end)
            end_row(w);
    }
    end_line(w, f->root);
}

/* Always without brackets, but for nothing. */
static void put_root(writer *w, const written *v)
{
    put_anchor_and_tag(w, v, " ", "");
    if (!v->entries.count)
        put_text(w, w->column ? " {}" : "{}");
    if (w->column)
        end_row(w);
    put_entries(w, v, 0, false);
}

void style_write(const written_file *f, buffer *out, stops *s)
{
    writer w = {.out = out, .stops = s, .arena = f->arena};
    put_comments(&w, f->before);
    put_start(&w, f);
    put_comments(&w, f->root->above);
    put_root(&w, f->root->value);
    put_comments(&w, f->after);
}
