/* Inside the input room: bytes -> text -> tree. A tree is what YAML says, every value with its place, before anybody
   asks what it means. */
#ifndef ENTENTE_TREE_H
#define ENTENTE_TREE_H

#include "input/input.h"

/* ---- decode.c ---- */

/* Makes UTF-8 text of bytes in UTF-8 or UTF-16, with or without BOM. UTF-8 bytes are not copied: they must live as long
   as the arena and be followed by a NUL. Sets text and length of *file; false where a mistake was reported. */
bool decode(arena *a, source_file *file, const char *bytes, size_t length, diagnostics *d);

/* Whether YAML, XML and terminals can carry the character. */
bool is_text_character(uint32_t c);

/* ---- tree.c: the only <yaml.h> ---- */

typedef enum tree_type { TREE_TEXT, TREE_LIST, TREE_MAP } tree_type;

typedef struct tree_entry {
    const struct tree *key; /* NULL in a list */
    const struct tree *value;
} tree_entry;

typedef ARRAY(tree_entry) tree_entries;

typedef struct tree {
    tree_type type;
    bool plain;    /* a text without quotes, block and tag */
    bool verbatim; /* a text that stands at its place as it is, but for quotes and escapes */
    bool partial;  /* of the whole tree's root: lists or maps were left out, since a mistake was told at their key */
    bool wrong;    /* a mistake in it was told already: whoever asks what it means keeps silent */
    bool open;     /* still being read: an alias to it would be a cycle */
    place at;
    const char *text;     /* of a TREE_TEXT */
    tree_entries entries; /* of the others; keys of maps are texts, no two the same, merge keys are resolved */
    size_t height;        /* levels below it */
    size_t weight;        /* values in it, itself included, aliases followed */
} tree;

/* The one document in the file. NULL where it cannot be read as a whole; mistakes are reported either way. An alias is
   a value with the place of the alias that shares the entries of what it stands for. */
const tree *tree_parse(arena *a, const source_file *file, const limits *bounds, diagnostics *d);

/* The file piece by piece, for whoever asks how it is written and not only what it says. */
typedef enum piece_type {
    PIECE_START, /* of the document */
    PIECE_TEXT,
    PIECE_ALIAS,
    PIECE_LIST,
    PIECE_MAP,
    PIECE_CLOSE, /* of the list or map that was opened last */
    PIECE_END,   /* of the file */
} piece_type;

typedef struct tree_piece {
    piece_type type;
    place at;  /* anchor and tag included; of lists and maps their beginning */
    char sign; /* what it begins with: ' " | > [ {, and - of a document behind `---`; NUL where there is nothing */
    const char *text; /* of a text, as it is meant; of an alias, the name; it lives as long as the arena */
    bool anchor, tag; /* has one */
} tree_piece;

typedef struct watcher {
    void (*see)(void *subject, const tree_piece *p);
    void *subject;
} watcher;

/* tree_parse() that shows each piece to the watcher, in the order of the file, until something cannot be read. */
const tree *tree_parse_watched(arena *a, const source_file *file, const limits *bounds, diagnostics *d,
                               const watcher *w);

/* Nothing is written, or `~` or `null`, without quotes. */
bool tree_is_nothing(const tree *t);
/* The value of a key in a map; NULL where it is not there. */
const tree *tree_get(const tree *from, const char *key);

/* ---- syntax.c ---- */

/* What libyaml says is wrong. */
typedef struct trouble {
    const char *problem, *context; /* libyaml's words; context may be NULL */
    uint32_t at, context_at;       /* characters */
    place last;                    /* the text in quotes that was read just before, file NULL where there is none */
} trouble;

/* Reports it in words that a person understands, at the place that helps. */
void report_trouble(arena *a, const source_file *file, const trouble *t, diagnostics *d);

#endif
