/* A paper as Markdown: CommonMark, with the tables of GitHub (GFM). Each block is one line; words are only words. */
#include "format/format.h"
#include "format/words.h"

#include <string.h>

/* ---- words ---- */

/* What is a sign of Markdown anywhere. Where not every reader takes a backslash before it, an entity stands for it. */
static const char *written(char c)
{
    static const struct {
        char c;
        const char *written;
    } signs[] = {
        {'\\', "\\\\"}, {'`', "\\`"},  {'*', "\\*"},  {'_', "\\_"},    {'[', "\\["},    {']', "\\]"},   {'{', "\\{"},
        {'}', "\\}"},   {'<', "&lt;"}, {'>', "&gt;"}, {'~', "&#126;"}, {'|', "&#124;"}, {'$', "&#36;"}, {'^', "&#94;"},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].c == c)
            return signs[i].written;
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "&copy;" and "&#169;" would be read as what they stand for. */
static bool is_entity(const char *at)
{
    size_t length = 1;
    while (at[length] == '#' || is_letter(at[length]) || is_digit(at[length]))
        length++;
    return length > 1 && at[length] == ';';
}

/* ---- what is a sign of Markdown in its place only: all of these see the whole text ---- */

typedef bool is_sign_here(const char *text, const char *at);

static bool at_start(const char *text, const char *at)
{
    return at == text;
}

static bool at_entity(const char *text, const char *at)
{
    (void)text;
    return is_entity(at);
}

/* What begins or closes a heading. */
static bool at_heading(const char *text, const char *at)
{
    return at == text || at[-1] == ' ' || at[-1] == '#';
}

/* "1." and "1)" at the start would begin a list, for some readers "a.", "iv." and "(1)" too. */
static bool behind_number(const char *text, const char *at)
{
    enum { LONGEST = 24 };
    const char *start = text + (*text == '(');
    size_t length = at > start ? (size_t)(at - start) : 0;
    bool letter = length == 1 && is_letter(*start);
    return length > 0 && length <= LONGEST &&
           (letter || strspn(start, "0123456789") == length || strspn(start, "ivxlcdmIVXLCDM") == length);
}

/* What begins with "www." or holds "://" would become a link. */
static bool behind_number_or_www(const char *text, const char *at)
{
    return behind_number(text, at) ||
           (at - text >= 3 && (strncmp(at - 3, "www", 3) == 0 || strncmp(at - 3, "WWW", 3) == 0));
}

/* ":smile:" would become a picture, "://" a link. */
static bool at_start_scheme_or_emoji(const char *text, const char *at)
{
    size_t length = 1;
    while (is_letter(at[length]) || is_digit(at[length]) || (at[length] && strchr("_+-", at[length])))
        length++;
    return at == text || strncmp(at, "://", 3) == 0 || (length > 1 && at[length] == ':');
}

/* In front of a word it would be a citation or a person's name; inside of one it is an address. */
static bool at_name(const char *text, const char *at)
{
    return at == text || at[-1] == ' ' || at[-1] == '(';
}

static const char *written_here(const char *text, const char *at)
{
    static const struct {
        char c;
        is_sign_here *is_sign;
        const char *written;
    } signs[] = {
        {'&', at_entity, "&amp;"},   {'#', at_heading, "\\#"},
        {'-', at_start, "\\-"},      {'+', at_start, "\\+"},
        {'=', at_start, "&#61;"},    {'.', behind_number_or_www, "\\."},
        {')', behind_number, "\\)"}, {':', at_start_scheme_or_emoji, "&#58;"},
        {'@', at_name, "&#64;"},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].c == *at)
            return signs[i].is_sign(text, at) ? signs[i].written : NULL;
    return NULL;
}

/* Text on one line, single blanks between words, without what is left out. */
static void put_plain(buffer *out, const char *text)
{
    bool blank = false;
    size_t start = out->length;
    for (const char *at = text, *end = text + strlen(text), *next; at < end; at = next) {
        next = at;
        uint32_t c = utf8_next(&next, end);
        if (word_blank(c)) {
            blank = true;
        } else if (!word_left_out(c)) {
            if (blank && out->length > start)
                buffer_char(out, ' ');
            buffer_add(out, at, (size_t)(next - at));
            blank = false;
        }
    }
}

static void put_words(buffer *out, const char *text)
{
    buffer plain = {0};
    put_plain(&plain, text);
    const char *start = plain.data ? plain.data : "";
    for (const char *at = start; *at; at++) {
        const char *sign = written(*at);
        if (!sign)
            sign = written_here(start, at);
        if (sign)
            buffer_text(out, sign);
        else
            buffer_char(out, *at);
    }
    buffer_free(&plain);
}

/* ---- links ---- */

/* An address between angle brackets. */
static void put_address(buffer *out, const char *url)
{
    buffer_char(out, '<');
    for (const char *at = url; *at; at++) {
        unsigned char c = (unsigned char)*at;
        if (c <= ' ' || c == 0x7f || strchr("<>\\|\"`^{}", c))
            buffer_format(out, "%%%02X", c);
        else if (c == '&' && is_entity(at))
            buffer_text(out, "&amp;");
        else
            buffer_char(out, *at);
    }
    buffer_char(out, '>');
}

/* Between angle brackets alone, what has a scheme is a link that shows itself. */
static bool shows_itself(const passage *p)
{
    size_t scheme = strcspn(p->url, ":/?#&");
    return strcmp(p->text, p->url) == 0 && p->url[scheme] == ':' && scheme > 1 &&
           !strpbrk(p->url, "&<>\\|\"`^{} \t\r\n");
}

static void put_passage(buffer *out, const passage *p)
{
    if (p->url && shows_itself(p)) {
        put_address(out, p->url);
        return;
    }
    buffer_text(out, p->url ? "[" : "");
    put_words(out, p->text);
    if (p->url) {
        buffer_text(out, "](");
        put_address(out, p->url);
        buffer_char(out, ')');
    }
}

static void put_passages(buffer *out, const passages *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (i)
            buffer_char(out, ' ');
        put_passage(out, &words->items[i]);
    }
    buffer_char(out, '\n');
}

/* ---- blocks ---- */

static void put_heading(buffer *out, const block *b)
{
    for (int i = 0; i < b->level && i < 6; i++)
        buffer_char(out, '#');
    buffer_char(out, ' ');
    put_passages(out, &b->words);
}

static void put_paragraph(buffer *out, const block *b)
{
    put_passages(out, &b->words);
}

static void put_item(buffer *out, const block *b)
{
    for (int i = 0; i < b->level; i++)
        buffer_text(out, "    ");
    if (b->number)
        buffer_format(out, "%zu. ", b->number);
    else
        buffer_text(out, "- ");
    put_passages(out, &b->words);
}

static void put_table(buffer *out, const block *b)
{
    const table *t = &b->table;
    for (size_t k = 0; k < t->titles.count; k++) {
        buffer_text(out, k ? " | " : "| ");
        put_words(out, t->titles.items[k]);
    }
    buffer_text(out, " |\n");
    for (size_t k = 0; k < t->titles.count; k++)
        buffer_text(out, k ? " | ---" : "| ---");
    buffer_text(out, " |\n");
    for (size_t i = 0; i < t->rows.count; i++) {
        for (size_t k = 0; k < t->titles.count; k++) {
            const passage *cell = &t->rows.items[i][k];
            buffer_text(out, k ? " | " : "| ");
            if (cell->text && *cell->text)
                put_passage(out, cell);
        }
        buffer_text(out, " |\n");
    }
}

static void (*const block_writers[])(buffer *, const block *) = {
    [BLOCK_HEADING] = put_heading,
    [BLOCK_PARAGRAPH] = put_paragraph,
    [BLOCK_ITEM] = put_item,
    [BLOCK_TABLE] = put_table,
};

const char *markdown_write(const format_input *in, buffer *out)
{
    const paper *d = in->paper;
    for (size_t i = 0; i < d->blocks.count; i++) {
        const block *b = d->blocks.items[i];
        bool goes_on = i && b->type == BLOCK_ITEM && d->blocks.items[i - 1]->type == BLOCK_ITEM;
        if (i && !goes_on)
            buffer_char(out, '\n');
        block_writers[b->type](out, b);
    }
    return NULL;
}
