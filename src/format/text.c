/* A paper as plain text, in lines of so many columns of a terminal. Words that are wider stay whole. */
#include "format/format.h"
#include "format/words.h"

#include <string.h>

enum { LEAST_COLUMNS = 20, INDENT = 2, GAP = 2 };

/* One run of writing. */
typedef struct writer {
    buffer *out;
    size_t columns;
    size_t at, hang; /* columns that are written of the line; where further lines of the block begin */
    bool blank;      /* a blank is due before the next piece */
    bool fresh;      /* nothing but the indent is in the line */
    size_t digits;   /* of the largest number in the list */
} writer;

static void put_blanks(writer *w, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_char(w->out, ' ');
    w->at += count;
}

static void end_line(writer *w)
{
    buffer_char(w->out, '\n');
    w->at = 0;
    w->blank = false;
    w->fresh = true;
}

/* ---- filling lines ---- */

/* What cannot be parted: letters up to a blank, or a character of a script that is written without blanks. */
typedef struct piece {
    const char *start, *end;
    size_t columns;
} piece;

/* Signs that no line begins with, in scripts that are written without blanks. */
static bool is_closing(uint32_t c)
{
    static const uint32_t signs[] = {0x3001, 0x3002, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0x3015, 0x3017, 0x3019,
                                     0x301b, 0xff01, 0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f, 0xff3d, 0xff5d};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == c)
            return true;
    return false;
}

static bool is_opening(uint32_t c)
{
    return (c >= 0x3008 && c <= 0x301a && !is_closing(c) && c != 0x3012 && c != 0x3013) || c == 0xff08 || c == 0xff3b ||
           c == 0xff5b;
}

/* Whether a line may end between two characters that no blank parts. Emoji sequences hang together. */
static bool may_part(uint32_t before, uint32_t after)
{
    bool wide = utf8_columns(before) == 2 || utf8_columns(after) == 2;
    bool emoji = utf8_is_emoji(before) || utf8_is_emoji(after);
    return wide && !emoji && utf8_columns(after) > 0 && before != 0x200d && !is_closing(after) && !is_opening(before);
}

static piece next_piece(const char *at, const char *end)
{
    piece p = {at, at, 0};
    uint32_t before = 0;
    while (p.end < end) {
        const char *next = p.end;
        uint32_t c = utf8_next(&next, end);
        if (word_blank(c) || (before && may_part(before, c)))
            break;
        p.columns += word_left_out(c) ? 0 : (size_t)utf8_columns(c);
        p.end = next;
        before = c;
    }
    return p;
}

/* A piece and the short number behind it, which is not to begin a line: "source 12". */
static piece next_with_number(const writer *w, const char *at, const char *end)
{
    enum { SHORT = 4 };
    piece p = next_piece(at, end);
    if (p.end + 1 >= end || p.end[0] != ' ' || p.end[1] < '0' || p.end[1] > '9')
        return p;
    piece number = next_piece(p.end + 1, end);
    size_t columns = p.columns + 1 + number.columns;
    return number.columns > SHORT || w->hang + columns > w->columns ? p : (piece){at, number.end, columns};
}

static void put_letters(writer *w, const piece *p)
{
    for (const char *at = p->start, *next; at < p->end; at = next) {
        next = at;
        if (!word_left_out(utf8_next(&next, p->end)))
            buffer_add(w->out, at, (size_t)(next - at));
    }
}

static void put_piece(writer *w, const piece *p)
{
    if (!w->fresh && w->at + w->blank + p->columns > w->columns) {
        end_line(w);
        put_blanks(w, w->hang);
    }
    if (w->blank && !w->fresh)
        put_blanks(w, 1);
    put_letters(w, p);
    w->at += p->columns;
    w->blank = w->fresh = false;
}

static void put_text(writer *w, const char *text)
{
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        const char *next = at;
        if (word_blank(utf8_next(&next, end))) {
            w->blank = true;
            at = next;
            continue;
        }
        piece p = next_with_number(w, at, end);
        put_piece(w, &p);
        at = p.end;
    }
}

static void put_passages(writer *w, const passages *words)
{
    for (size_t i = 0; i < words->count; i++) {
        w->blank = true;
        put_text(w, words->items[i].text);
    }
    end_line(w);
}

static size_t columns_of(const char *text)
{
    size_t columns = 0;
    for (const char *end = text + strlen(text); text < end;) {
        uint32_t c = utf8_next(&text, end);
        columns += word_blank(c) ? 1 : word_left_out(c) ? 0 : (size_t)utf8_columns(c);
    }
    return columns;
}

/* ---- blocks ---- */

static void put_heading(writer *w, const block *b)
{
    static const char rules[] = {'=', '-'};
    size_t columns = columns_of(b->words.items[0].text);
    put_passages(w, &b->words);
    if (b->level > (int)sizeof rules)
        return;
    for (size_t i = 0; i < columns && i < w->columns; i++)
        buffer_char(w->out, rules[b->level - 1]);
    end_line(w);
}

static void put_paragraph(writer *w, const block *b)
{
    put_passages(w, &b->words);
}

static size_t digits_of(size_t number)
{
    size_t digits = 1;
    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

static void put_item(writer *w, const block *b)
{
    put_blanks(w, (size_t)b->level * INDENT);
    if (b->number) {
        put_blanks(w, w->digits > digits_of(b->number) ? w->digits - digits_of(b->number) : 0);
        buffer_format(w->out, "%zu. ", b->number);
        w->at += digits_of(b->number) + 2;
    } else {
        buffer_text(w->out, "- ");
        w->at += 2;
    }
    w->hang = w->at < w->columns / 2 ? w->at : 0;
    put_passages(w, &b->words);
    w->hang = 0;
}

static const char *cell_text(const table *t, size_t row, size_t column)
{
    const char *text = row ? t->rows.items[row - 1][column].text : t->titles.items[column];
    return text ? text : "";
}

/* Row 0 is that of the titles. The last column takes what room there is. */
static void put_row(writer *w, const table *t, size_t row, const size_t *starts)
{
    size_t last = t->titles.count;
    while (last && !*cell_text(t, row, last - 1))
        last--;
    for (size_t k = 0; k < last; k++) {
        put_blanks(w, starts[k] > w->at ? starts[k] - w->at : 0);
        w->fresh = true;
        w->hang = starts[k] < w->columns / 2 ? starts[k] : 0;
        size_t columns = w->columns;
        if (k + 1 < t->titles.count)
            w->columns = SIZE_MAX;
        put_text(w, cell_text(t, row, k));
        w->columns = columns;
    }
    w->hang = 0;
    end_line(w);
}

static void put_table(writer *w, const block *b)
{
    const table *t = &b->table;
    arena *a = arena_new();
    size_t *starts = arena_get(a, (t->titles.count + 1) * sizeof *starts);
    for (size_t k = 0; k < t->titles.count; k++)
        for (size_t row = 0; row <= t->rows.count; row++) {
            size_t end = starts[k] + columns_of(cell_text(t, row, k)) + GAP;
            starts[k + 1] = end > starts[k + 1] ? end : starts[k + 1];
        }
    for (size_t row = 0; row <= t->rows.count; row++)
        put_row(w, t, row, starts);
    arena_free(a);
}

static void (*const block_writers[])(writer *, const block *) = {
    [BLOCK_HEADING] = put_heading,
    [BLOCK_PARAGRAPH] = put_paragraph,
    [BLOCK_ITEM] = put_item,
    [BLOCK_TABLE] = put_table,
};

/* The largest number of the list that begins with a block. */
static size_t largest_number(const paper *d, size_t first)
{
    size_t largest = 0;
    for (size_t i = first; i < d->blocks.count && d->blocks.items[i]->type == BLOCK_ITEM; i++)
        if (d->blocks.items[i]->number > largest)
            largest = d->blocks.items[i]->number;
    return largest;
}

void text_put(const paper *d, size_t columns, buffer *out)
{
    writer w = {.out = out, .columns = columns > LEAST_COLUMNS ? columns : LEAST_COLUMNS, .fresh = true};
    for (size_t i = 0; i < d->blocks.count; i++) {
        const block *b = d->blocks.items[i];
        bool goes_on = i && b->type == BLOCK_ITEM && d->blocks.items[i - 1]->type == BLOCK_ITEM;
        if (i && !goes_on)
            end_line(&w);
        if (!goes_on)
            w.digits = digits_of(largest_number(d, i));
        block_writers[b->type](&w, b);
    }
}

const char *text_write(const format_input *in, buffer *out)
{
    text_put(in->paper, in->columns, out);
    return NULL;
}
