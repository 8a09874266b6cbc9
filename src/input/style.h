/* Inside the input room: a file in house style. Text in, text out: text -> written (what stands where, with comments)
   -> order of keys -> text. Nothing here knows what a network is but the tables of keys. */
#ifndef ENTENTE_STYLE_H
#define ENTENTE_STYLE_H

#include "input/reader.h"

enum { STYLE_WIDTH = 120, STYLE_STEP = 2 }; /* columns of a line, and of a level */

/* Bytes of the file. */
typedef struct span {
    const char *at;
    size_t length;
} span;

typedef struct comment {
    span text;        /* from # on, without blanks at its end */
    unsigned column;  /* where it stood, from 0 */
    bool blank_above; /* an empty line is before it */
    bool set_off;     /* more than one blank stands before it: its author may have aligned it */
} comment;

typedef ARRAY(comment) comments;

/* A value as it is written. Pointers are NULL where there is nothing of the sort, as in most values. */
typedef struct written {
    piece_type type;  /* PIECE_TEXT, PIECE_ALIAS, PIECE_LIST, PIECE_MAP */
    char sign;        /* as in struct tree_piece */
    bool in_brackets; /* stands in a list or map with brackets */
    bool is_spread;   /* of lists and maps: the brackets go over lines that stay apart */
    bool keeps_order; /* of lists and maps: somebody asks for the order of keys in it */
    uint32_t name;    /* of an alias or what has an anchor: its place in the list of names */
    struct marks *marks;
    const char *text;              /* of a text, as it is meant; of an alias, the name */
    span source;                   /* of a text, as it stands there */
    struct block *block;           /* of a block scalar that can be copied */
    ARRAY(struct entry *) entries; /* of lists and maps */
    comments *tail;                /* behind the last entry, in lines of their own */
} written;

/* Anchor and tag, with & and !; empty where there is none. */
typedef struct marks {
    span anchor, tag;
} marks;

/* The lines of a block scalar, and how far they are indented. */
typedef struct block {
    span body;
    unsigned indent;
} block;

/* An entry of a list or map. Comments above it belong to it, and those behind it, which may go on in lines below. */
typedef struct entry {
    written *key; /* NULL in lists */
    written *value;
    comments *above, *behind;
    uint32_t first_name, end_name; /* the names in it, in the list of all */
    unsigned column;               /* where the value began, if that was in the line of the key; from 0 */
    bool set_off;                  /* more than one blank stood before it */
    bool blank_above;
} entry;

/* What is known of the keys of a map: those of `table` after `levels` levels of free words such as ids. */
typedef struct role {
    const key_table *table; /* NULL: nothing */
    int levels;
    bool is_list; /* of edges */
} role;

/* An anchor or an alias. */
typedef struct name {
    const char *text;
    size_t meant; /* of an alias: which anchor, by its place in the list; of an anchor, itself */
    written *value;
    role role; /* of the value of an anchor */
} name;

typedef struct written_file {
    arena *arena;
    const source_file *file;
    entry *root;      /* has no key */
    comments *before; /* above `---` */
    span start;       /* directives and `---`; empty where they are not written */
    comments *after;  /* behind a root that cannot have a tail */
    ARRAY(name) names;
    map *given_again; /* names that more than one anchor gives */
    bool any_again;
} written_file;

/* What formatting must not lose beside values: comments, anchors, aliases and tags, in whatever order. */
typedef struct account {
    size_t comments;
    uint64_t hash;
} account;

/* ---- style_read.c ---- */

/* How many there are; of NULL, none. */
static inline size_t comment_count(const comments *list)
{
    return list ? list->count : 0;
}

typedef struct style_reading style_reading;

/* A reading of the file, to be shown its pieces by tree_parse_watched(); what it reads is sound only if that told no
   mistake. */
style_reading *style_reading_new(arena *a, const source_file *file);
watcher style_watcher(style_reading *r);
/* A watcher that keeps the account alone: then there is no written file. */
watcher style_accountant(style_reading *r);
written_file *style_written(style_reading *r);
account style_account(const style_reading *r);

/* Bytes of the line break at `at`, as libyaml has them; 0 where there is none. */
size_t style_break(const char *at, const char *end);

/* ---- style_order.c ---- */

role role_of_root(void);
/* Of the value of a key in a map with that role; NULL for lists. */
role role_below(role of, const char *key);
/* Of an entry of the list of edges: in long form or not. */
role role_of_edge(bool is_long);
/* Whether the order of keys in the map says nothing. */
bool role_is_sorted(role of);

/* Puts keys in the order of the tables of keys, where that keeps the meaning of aliases. */
void style_order(written_file *f);

/* ---- style_text.c: how a text is written ---- */

/* Columns of a terminal. */
size_t style_columns(const char *text, size_t length);
/* In one line: plain where that can be, else in quotes. */
void style_put_line(buffer *out, const written *text, bool in_brackets);
/* Whether the text can be written below `>-`, its lines being broken as they must. */
bool style_can_fold(const written *text);

/* ---- style_block.c: texts of several lines ---- */

/* Finds the lines of a block scalar whose parent's keys stand at that column (-1: none). False where there are none
   that could be copied: then the text has to be written in another way. */
bool style_find_lines(span source, int parent_column, block *found);
/* The sign and what stands behind it, such as `|2-`. */
void style_put_header(buffer *out, const written *text);
/* The lines, each with its newline. */
void style_put_body(buffer *out, const written *text, unsigned indent);
/* The same for a text that is folded anew. */
void style_put_folded(buffer *out, const char *text, unsigned indent);

/* ---- style_write.c, style_align.c ---- */

/* Where blanks may be put in to align what follows. */
typedef struct stop {
    size_t offset;   /* in the output */
    size_t row;      /* line, those that only hold a comment left out */
    unsigned column; /* of what follows, with one blank before it */
    unsigned indent; /* of its entry */
    unsigned was;    /* column in the file as it was */
    bool set_off;
    bool is_comment, goes_on; /* the latter: a comment that goes on below the one before */
} stop;

typedef ARRAY(stop) stops;

void style_write(const written_file *f, buffer *out, stops *s);
/* The text with what the author had aligned in line. */
void style_align(arena *a, const buffer *text, const stops *s, buffer *out);

#endif
