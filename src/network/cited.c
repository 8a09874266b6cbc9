#include "network/check.h"

#include <string.h>

/* A line of the table: where it stands, whom it is about, what it says. */
typedef struct row {
    const char *where;   /* "12", or "people.yaml:12" */
    const char *subject; /* "japan -> aukus", or the id of a node */
    const char *says;
    const char *quote; /* NULL: none */
} row;

typedef ARRAY(row) rows;

typedef struct table {
    const network *network;
    rows *cited;            /* by the index of the source */
    rows unsourced, quotes; /* claims without source, and quotes at fault */
    cursor at, at_quote;
    map *quote_lines; /* place -> where */
    int columns, where_width, subject_width;
    buffer *out;
    size_t start; /* what stood in it before */
} table;

/* ---- what there is to say ---- */

static int columns_of(const char *text)
{
    int columns = 0;
    for (const char *end = text + strlen(text); text < end;)
        columns += utf8_columns(utf8_next(&text, end));
    return columns;
}

/* In file order, so that all of them cost one walk through the file. */
static const char *where(const table *t, cursor *c, place at)
{
    arena *a = t->network->arena;
    cursor_move(c, at);
    bool is_main = at.file == t->network->files.items[0];
    return is_main ? arena_format(a, "%u", c->number) : arena_format(a, "%s:%u", at.file->name, c->number);
}

/* Aliases lead from anywhere to one quote: that is looked for once. */
static const char *where_quote(table *t, place at)
{
    const char *key = arena_format(t->network->arena, "%d %u", at.file->order, at.start);
    const char *known = map_get(t->quote_lines, key);
    if (!known)
        map_put(t->quote_lines, key, (void *)(known = where(t, &t->at_quote, at)));
    return known;
}

static void add_part(buffer *out, const char *before, const char *text)
{
    if (text && *text)
        buffer_format(out, "%s%s%s", out->length ? ", " : "", before, text);
}

static void add_date(buffer *out, const char *before, date d)
{
    char text[12];
    date_text(d, text);
    add_part(out, before, d.year ? text : NULL);
}

/* "member, since 2021-09, proposed" */
static const char *says(const network *n, const char *label, const char *note, const claim *c)
{
    buffer text = {0};
    buffer_add(&text, "", 0);
    add_part(&text, "", label);
    add_part(&text, "", note);
    add_date(&text, "since ", c->since);
    add_date(&text, "until ", c->until);
    add_part(&text, "", c->status_at.file ? status_words[c->status] : NULL);
    const char *kept = arena_copy(n->arena, text.data, text.length);
    buffer_free(&text);
    return kept;
}

static void add_row(table *t, rows *to, row r)
{
    *array_add(t->network->arena, to) = r;
    int where_width = columns_of(r.where), subject_width = columns_of(r.subject);
    t->where_width = where_width > t->where_width ? where_width : t->where_width;
    t->subject_width = subject_width > t->subject_width ? subject_width : t->subject_width;
}

/* Files a claim under each of its sources; without one, where it claims something. */
static void add_claim(table *t, const claim *c, row r, bool is_statement)
{
    r.where = where(t, &t->at, c->at);
    r.quote = c->quote;
    for (size_t i = 0; i < c->sources.count; i++)
        add_row(t, &t->cited[c->sources.items[i]->index], r);
    if (!c->sources.count && is_statement)
        add_row(t, &t->unsourced, r);
}

static void add_quote(table *t, const claim *c, const char *subject)
{
    if (!quote_is_at_fault(c))
        return;
    const char *at = c->quote ? where(t, &t->at, c->at) : where_quote(t, c->quote_at);
    add_row(t, &t->quotes, (row){at, subject, c->quote ? "no source" : "no words", c->quote});
}

static void collect(table *t)
{
    const network *n = t->network;
    t->cited = arena_get(n->arena, n->sources.count * sizeof *t->cited);
    for (size_t i = 0; i < n->nodes.count; i++) {
        const node *it = n->nodes.items[i];
        row r = {.subject = it->id, .says = says(n, it->name, it->note, &it->claim)};
        add_claim(t, &it->claim, r, node_is_statement(it));
        add_quote(t, &it->claim, it->id);
    }
    for (size_t i = 0; i < n->edges.count; i++) {
        const edge *it = n->edges.items[i];
        row r = {.subject = edge_in_short(n, it), .says = says(n, it->label, NULL, &it->claim)};
        add_claim(t, &it->claim, r, true);
        add_quote(t, &it->claim, r.subject);
    }
}

/* ---- how it is laid out ---- */

static void put_blanks(buffer *out, int count)
{
    for (; count > 0; count--)
        buffer_char(out, ' ');
}

/* A text being wrapped: the column that is reached, the one that later lines begin at. */
typedef struct wrapped {
    int at, from;
    bool has_words; /* in this line */
} wrapped;

static void break_line(table *t, wrapped *w)
{
    buffer_char(t->out, '\n');
    put_blanks(t->out, w->from);
    w->at = w->from;
    w->has_words = false;
}

/* Puts a word that is wider than a line, broken anywhere. */
static void put_broken(table *t, wrapped *w, const char *word)
{
    for (const char *end = word + strlen(word); word < end;) {
        char character[5] = "";
        uint32_t c = utf8_next(&word, end);
        if (w->at > w->from && w->at + utf8_columns(c) > t->columns)
            break_line(t, w);
        utf8_put(c, character);
        buffer_visible(t->out, character);
        w->at += utf8_columns(c);
    }
}

/* Puts a word behind those of the line, or in a new one. */
static void put_word(table *t, wrapped *w, const char *word)
{
    int width = columns_of(word);
    if (w->has_words && w->at + 1 + width > t->columns) {
        break_line(t, w);
    } else if (w->has_words) {
        buffer_char(t->out, ' ');
        w->at++;
    }
    if (w->at + width > t->columns) {
        put_broken(t, w, word);
    } else {
        buffer_visible(t->out, word);
        w->at += width;
    }
    w->has_words = true;
}

/* Puts a text from column `at` on; where a line is full it goes on below, from column `from`. */
static void put_wrapped(table *t, int at, int from, const char *text)
{
    static const char *const blanks = " \n\r\t";
    wrapped w = {at, from, false};
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t length = strcspn(text, blanks);
        put_word(t, &w, arena_copy(t->network->arena, text, length));
        text += length;
    }
    buffer_char(t->out, '\n');
}

enum { MARGIN = 2, GAP = 2, LEAST = 24 }; /* columns: at the left, between two columns, of what is said at least */

/* What is said, with its quote; one that several claims share is printed at the first. */
static const char *with_quote(const table *t, const row *r, const row *before)
{
    arena *a = t->network->arena;
    if (!r->quote)
        return r->says;
    if (before && before->quote == r->quote)
        return arena_format(a, "%s: the same quote", r->says);
    return arena_format(a, "%s%s“%s”", r->says, *r->says ? ": " : "", r->quote);
}

static void put_row(table *t, const row *r, const char *said)
{
    int widest = t->columns * 2 / 5, subject_width = t->subject_width < widest ? t->subject_width : widest;
    int from = MARGIN + t->where_width + GAP + subject_width + GAP;
    from = from > t->columns - LEAST ? t->columns - LEAST : from;
    put_blanks(t->out, MARGIN + t->where_width - columns_of(r->where));
    buffer_visible(t->out, r->where);
    put_blanks(t->out, GAP);
    buffer_visible(t->out, r->subject);
    int at = MARGIN + t->where_width + GAP + columns_of(r->subject);
    if (*said && at + GAP > from) {
        buffer_char(t->out, '\n');
        at = 0;
    }
    put_blanks(t->out, *said ? from - at : 0);
    put_wrapped(t, from, from, said);
}

static void put_block(table *t, const char *head, const char *what, const rows *list)
{
    const char *count =
        list->count ? arena_format(t->network->arena, "%zu %s%s", list->count, what, list->count == 1 ? "" : "s")
                    : arena_format(t->network->arena, "no %s", what);
    if (t->out->length > t->start)
        buffer_char(t->out, '\n');
    put_wrapped(t, 0, MARGIN, arena_format(t->network->arena, "%s (%s)", head, count));
    for (size_t i = 0; i < list->count; i++)
        put_row(t, &list->items[i], with_quote(t, &list->items[i], i ? &list->items[i - 1] : NULL));
}

/* "members: NATO member countries, NATO, 2024-03, https://…" */
static const char *head_of(const network *n, const source *s)
{
    buffer text = {0};
    add_part(&text, "", s->title);
    add_part(&text, "", s->publisher);
    add_date(&text, "", s->date);
    add_part(&text, "", s->url != s->title ? s->url : NULL);
    add_part(&text, "", s->text);
    const char *head = arena_format(n->arena, "%s: %s", s->id, text.data ? text.data : "");
    buffer_free(&text);
    return head;
}

void network_cited(const network *n, int columns, buffer *out)
{
    table t = {.network = n, .columns = columns, .out = out, .start = out->length, .quote_lines = map_new(n->arena)};
    collect(&t);
    for (size_t i = 0; i < n->sources.count; i++)
        put_block(&t, head_of(n, n->sources.items[i]), "claim", &t.cited[i]);
    if (t.unsourced.count)
        put_block(&t, "No source", "claim", &t.unsourced);
    if (t.quotes.count)
        put_block(&t, "Quotes without words, or without source", "quote", &t.quotes);
}
