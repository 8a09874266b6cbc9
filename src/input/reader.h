/* Inside the input room: tree -> network. What the keys of the format mean is in tables (keys.c), how values are read
   in values.c, and files are opened in include.c alone. */
#ifndef ENTENTE_READER_H
#define ENTENTE_READER_H

#include "input/tree.h"

/* A file that was read. */
typedef struct document {
    const source_file *file;
    const tree *root;          /* a map; NULL where there is none */
    const char *folder;        /* what names in it are relative to */
    const char *real;          /* its resolved path; NULL for standard input and memory */
    const place *entry;        /* of the include that names it; NULL for the main file */
    const struct document *by; /* the document with that include */
} document;

typedef struct reader {
    arena *arena;
    network *network;
    diagnostics *d;
    const limits *bounds;
    const char *root;            /* resolved path of the folder that includes and icons do not leave */
    ARRAY(document *) documents; /* the main file, then each include where it is named, followed by its own */
    map *documents_by_path;
    map *named_paths;   /* of the network's named files */
    map *icons_by_path; /* those that cannot be used too */
    size_t icons;
    map *relations_by_label, *nodes_by_name, *edges_by_id;
    bool edges_full, includes_full, views_full; /* the limit was reached */
    bool partial; /* something could not be read: what is named and not there may have been in it */
} reader;

/* ---- include.c ---- */

/* Reads the main file ("-": standard input) and all that it includes into trees. `root` may be NULL. */
void read_documents(reader *r, const char *file_name, const char *root);
void read_documents_from(reader *r, const char *name, const char *bytes, size_t length, const char *root);
/* The bytes of one file, whatever they are, and how it is shown; NULL where that was reported. They live in the arena.
 */
const buffer *read_alone(arena *a, const char *file_name, const limits *bounds, diagnostics *d, const char **name);
/* Path of the file that is named in a document, as realpath() has it; NULL where that was reported. */
const char *resolve_named(reader *r, const document *by, const char *name, place at, rule when_missing);
/* The bytes of an icon by its resolved path; NULL where that was reported. They live in the arena. */
const buffer *read_icon_file(reader *r, const word *named, const char *real);
/* A name in a document as the folder of the main file would have it: "parts/flag.png". */
const char *path_from_main(reader *r, const document *by, const char *name);

/* ---- values.c, value_lists.c: how values are read ---- */

/* `key: value` in a map of the file. */
typedef struct slot {
    const struct value_type *type;
    const document *document;
    const tree *key, *value;
} slot;

typedef struct value_type {
    const char *takes; /* "a date such as 2021-09-15" */
    /* Reads the value into the place that the key's row names. Not called where nothing is written. NULL: read
     * elsewhere. */
    void (*read)(reader *r, const slot *s, void *target);
    const char *const *words; /* where only these will do */
    int word_count;
    const struct key_table *entries; /* where it holds entries of its own, by id */
} value_type;

extern const value_type text_value, name_value, label_value, lang_value, color_value,
    url_value;                                                                      /* const char *, label: word */
extern const value_type date_value, depth_value;                                    /* date, long */
extern const value_type status_value;                                               /* claim */
extern const value_type emphasis_value, tone_value, shape_value;                    /* their enum */
extern const value_type icon_value;                                                 /* const icon * */
extern const value_type page_value;                                                 /* word */
extern const value_type ended_value, isolated_value, layout_value, direction_value; /* word */
extern const value_type theme_value, legend_value, notes_value;                     /* word */
extern const value_type sources_value, group_value, relation_value; /* source_list, const group *, const relation * */
extern const value_type ids_value;                                  /* words, whatever they name */
extern const value_type focus_value, kinds_value, relations_value, statuses_value; /* words, checked */
extern const value_type data_value;                                                /* datum * */
extern const value_type files_value, edges_section;                                /* read elsewhere */
extern const value_type checks_value, switch_value;                                /* a warning each, in the network */
extern const value_type sources_section, kinds_section, relations_section, groups_section, nodes_section, views_section;

/* Words and their number in a value_type. */
#define WORDS(list) (list), (int)(sizeof(list) / sizeof *(list))

static inline bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Reports that the slot does not take a list, or entries, or a text; `help` may be NULL. */
void refuse_type(reader *r, const slot *s, const tree *value, const char *help);
/* Reports that the slot does not take this word. */
void refuse_word(reader *r, const slot *s, place at, const char *text);
/* The text of a slot, without blanks around it; NULL where it is none, which was reported. */
const char *slot_text(reader *r, const slot *s);
/* Index of the slot's word among those of its type, or -1, which was reported. */
int slot_word(reader *r, const slot *s);
/* The words of a text with commas, or of a list of such texts, each with its place. */
words slot_words(reader *r, const slot *s);

/* Says where the pieces of a text stand in the file, going forward; where that cannot be said, they stand where it all
 * does. */
typedef struct ruler {
    const tree *text;
    const char *at;
    uint32_t character;
    bool exact;
} ruler;

ruler ruler_on(const tree *text);
place ruler_place(ruler *u, const char *start, const char *end);
/* Splits [start, end) of the ruler's text at its commas; an empty piece is a word with an empty text. */
void split_words(reader *r, ruler *u, const char *start, const char *end, words *out);

/* ---- checks.c ---- */

/* Switches the warnings of the run as the files say, once all of them were asked. */
void apply_checks(const reader *r);

/* ---- link.c ---- */

/* Whether a link is one that may be followed: http, https, mailto, or without a scheme. What counts is what a browser
   could make of it, so entities are decoded, and blanks and control characters dropped. */
bool is_safe_link(const char *text);

/* ---- keys.c: the tables of the format ---- */

typedef struct key_row {
    const char *key;
    const value_type *type;
    size_t offset; /* of what is read, in the struct that the table is for */
    bool required;
    const char *summary; /* one line */
} key_row;

typedef struct key_table {
    const char *what; /* "a node" */
    const key_row *rows;
    size_t count;
    const char *short_key; /* `id: text` is short for `id: {short_key: text}`; NULL where there is no short form */
} key_table;

/* What a file says of itself. */
typedef struct head {
    const char *title, *subtitle, *lang;
    date as_of;
} head;

/* An edge as written, before it becomes one for each pair. */
typedef struct edge_form {
    words from, to;
    bool directed;
    const relation *relation;
    word label;
    claim claim;
} edge_form;

extern const key_table file_keys;                                                    /* struct head */
extern const key_table source_keys, relation_keys, group_keys, node_keys, view_keys; /* structs of the network */
extern const key_table kind_keys, new_kind_keys;                                     /* adjusted and added ones */
extern const key_table edge_keys, long_edge_keys;                                    /* struct edge_form */

/* NULL where the table has no such key. */
const key_row *find_row(const key_table *table, const char *key);
/* Reads the entries of a map into *target. `owner` is the word that mistakes of the whole are told at. */
void read_keys(reader *r, const key_table *table, const document *by, const tree *owner, const tree *value,
               void *target);
/* The same for `id: value` in short or in long form, where nothing written is an empty map. */
void read_definition(reader *r, const key_table *table, const document *by, const tree_entry *e, void *target);

/* ---- reader.c, reader_nodes.c, reader_edges.c, reader_views.c ---- */

/* What words can name. */
typedef enum thing { THING_NODE, THING_KIND, THING_RELATION, THING_SOURCE, THING_GROUP } thing;

/* A section of a document; NULL where there is none, or where it has another form, which was reported. */
const tree *find_section(reader *r, const document *doc, const char *name, tree_type type);
/* Calls read() for each `id: value` of a section in all documents. */
void each_entry(reader *r, const char *section, void (*read)(reader *, const document *, const tree_entry *));
enum { LONGEST_ID = 100 }; /* characters */
/* Whether the text can be an id; reports where not. */
bool check_id(reader *r, const tree *id);
/* Reports that a word names nothing, with the nearest word that does; silent where something could not be read. */
void report_unknown(reader *r, thing what, const word *w);
/* The same with the mend where no word is near; NULL: to add what is named. */
void report_unknown_or(reader *r, thing what, const word *w, const char *mend);
/* Reports that an id is taken. */
void report_again(reader *r, const tree *id, place first);
/* Reports a second definition of the same kind or relation. */
void report_defined(reader *r, const tree *id, place first);
/* Details that cost a look through the whole network are for mistakes that will be shown. */
bool wants_details(const reader *r);
/* `until` is not before `since`. */
void check_span(reader *r, const claim *c);
/* Notes where the quote of a claim stands among its entries, be it empty. */
void place_quote(claim *c, const tree *entries);
/* A node by its id; NULL where that was reported. */
node *find_node(reader *r, const word *w);
/* A relation by its id or its label; NULL where there is none. */
const relation *find_relation(const reader *r, const char *text);

void read_kinds(reader *r);
void read_relations(reader *r);
void read_sources(reader *r);
void read_groups(reader *r);
void read_nodes(reader *r);
void read_edges(reader *r);
void read_views(reader *r);
/* What the command line says of every picture, into network->asked. */
void read_asked(reader *r, const asked_word *words, size_t count);

#endif
