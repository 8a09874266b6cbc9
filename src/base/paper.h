/* A paper: headings, paragraphs, items and tables. Who knows what is to be said makes it, a format writes it; all of
   it lives in its arena, texts are not copied. */
#ifndef ENTENTE_PAPER_H
#define ENTENTE_PAPER_H

#include "base/base.h"

/* Some words, and where they lead. */
typedef struct passage {
    const char *text; /* NULL in a cell that is empty */
    const char *url;  /* NULL: nowhere */
} passage;

typedef ARRAY(passage) passages;

typedef struct table {
    ARRAY(const char *) titles; /* of the columns */
    ARRAY(passage *) rows;      /* each with a cell for every column */
} table;

typedef enum block_type { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_TABLE } block_type;

typedef struct block {
    block_type type;
    int level;      /* of a heading: 1 for the title, and more; of an item: 0, and more for those below another */
    size_t number;  /* of an item; 0: none */
    passages words; /* of all but tables; one after the other */
    table table;
} block;

typedef struct paper {
    arena *arena;
    ARRAY(block *) blocks;
} paper;

paper *paper_new(arena *a);
void paper_heading(paper *d, int level, const char *text);
void paper_paragraph(paper *d, const char *text);
/* Further passages may be added to what is returned. */
block *paper_item(paper *d, int level, size_t number, const char *text);
void paper_passage(paper *d, block *to, const char *text, const char *url);
/* A table without columns and rows; first come the columns, then the rows. */
table *paper_table(paper *d);
void paper_column(paper *d, table *t, const char *title);
/* The empty cells of a new row. */
passage *paper_row(paper *d, table *t);
/* Takes columns away that say nothing in any row. */
void paper_trim(table *t);

#endif
