#include "base/paper.h"

paper *paper_new(arena *a)
{
    paper *d = arena_new_of(a, paper);
    d->arena = a;
    return d;
}

void paper_passage(paper *d, block *to, const char *text, const char *url)
{
    *array_add(d->arena, &to->words) = (passage){text, url};
}

static block *add_block(paper *d, block_type type, int level, const char *text)
{
    block *b = arena_new_of(d->arena, block);
    b->type = type;
    b->level = level;
    if (text)
        paper_passage(d, b, text, NULL);
    *array_add(d->arena, &d->blocks) = b;
    return b;
}

void paper_heading(paper *d, int level, const char *text)
{
    add_block(d, BLOCK_HEADING, level, text);
}

void paper_paragraph(paper *d, const char *text)
{
    add_block(d, BLOCK_PARAGRAPH, 0, text);
}

block *paper_item(paper *d, int level, size_t number, const char *text)
{
    block *b = add_block(d, BLOCK_ITEM, level, text);
    b->number = number;
    return b;
}

table *paper_table(paper *d)
{
    return &add_block(d, BLOCK_TABLE, 0, NULL)->table;
}

void paper_column(paper *d, table *t, const char *title)
{
    *array_add(d->arena, &t->titles) = title;
}

passage *paper_row(paper *d, table *t)
{
    passage *row = arena_get(d->arena, t->titles.count * sizeof *row);
    *array_add(d->arena, &t->rows) = row;
    return row;
}

static bool says_nothing(const table *t, size_t column)
{
    for (size_t i = 0; i < t->rows.count; i++)
        if (t->rows.items[i][column].text && *t->rows.items[i][column].text)
            return false;
    return true;
}

void paper_trim(table *t)
{
    size_t kept = 0;
    for (size_t k = 0; k < t->titles.count; k++) {
        if (says_nothing(t, k))
            continue;
        t->titles.items[kept] = t->titles.items[k];
        for (size_t i = 0; i < t->rows.count; i++)
            t->rows.items[i][kept] = t->rows.items[i][k];
        kept++;
    }
    t->titles.count = kept;
}
