/* Inside the reading of a file for its style: the pieces of the tree say where values are (style_read.c), and between
   them the text itself is gone over for what no piece shows: comments, empty lines, columns (style_scan.c). */
#ifndef ENTENTE_STYLE_READ_H
#define ENTENTE_STYLE_READ_H

#include "input/style.h"

/* A comment that was read, and whose it is not known yet. */
typedef struct pending {
    comment comment;
    bool own_line;
    bool behind_dash; /* the dash of a list entry that is to come */
    int next;         /* column of what follows; UNKNOWN before that is read */
} pending;

enum { UNKNOWN = -2, NOWHERE = -1 };

/* A list or map that is open. */
typedef struct level {
    written *value;
    entry *owner;      /* whose value it is */
    entry *entry;      /* that is being read; in maps, from its key on */
    unsigned column;   /* of its keys or dashes */
    bool has_brackets; /* written ones */
} level;

/* A list or map without brackets that ended: comments below may be its tail. */
typedef struct ended {
    written *value;
    unsigned column;
} ended;

typedef struct reading_place {
    const char *at;
    uint32_t character;
    unsigned column;
    unsigned newlines; /* since something stood there */
    bool fresh;        /* nothing stands before it in its line */
} reading_place;

struct style_reading {
    arena *arena;
    written_file *out;
    account account;
    const char *end;
    reading_place now;
    bool dash, dash_blank; /* a dash was read, and whether an empty line was above it */
    int trail;             /* column of the comment before, if that stood behind something */
    ARRAY(pending) pending;
    ARRAY(level) levels;
    ARRAY(ended) ended;
    entry *last; /* whose the comments at the end of the line are */
    map *anchors;
};

/* ---- style_scan.c ---- */

/* One character further, or up to that character. */
void scan_step(style_reading *r);
void scan_to(style_reading *r, uint32_t character);
/* What was read has something in its line. */
void scan_settle(style_reading *r);
/* Adds to the account. */
void scan_keep(style_reading *r, span what, uint64_t kind);
/* The column of what follows the comments that were read last. */
void scan_know_next(style_reading *r, int column);
/* Brackets around a comment cannot stand in one line, and those whose first entry stands below need not: says so of all
   that are open. */
void scan_spread(style_reading *r);
/* Takes comments up to what is no comment, or to that character. */
void scan_comments(style_reading *r, uint32_t character);
/* Takes comments, and signs such as - and : between values. */
void scan_signs(style_reading *r, uint32_t character);
/* The anchor and the tag that a piece begins with. */
marks scan_marks(style_reading *r, const tree_piece *p);
/* Past the sign of a block scalar, and what stands behind it in its line; true where that is a comment, the last one.
 */
bool scan_header(style_reading *r, const char *end);

#endif
