/* The network room: the model. Nodes, edges and sources as the file states them, with the place of every word.
   No library header is included here. Everything lives in the arena of its network and is never changed after reading.
 */
#ifndef ENTENTE_NETWORK_H
#define ENTENTE_NETWORK_H

#include "base/base.h"

/* A word of the file and where it stands; text is NULL where the file says nothing. */
typedef struct word {
    const char *text;
    place at;
} word;

typedef ARRAY(word) words;

/* ---- date.c ---- */

/* A day, month or year (ISO 8601, reduced precision). A date of reduced precision means its whole span. */
typedef struct date {
    int16_t year; /* 0: no date */
    int8_t month; /* 0: only the year is known */
    int8_t day;   /* 0: only the month is known */
    place at;
} date;

/* Reads "2021", "2021-09" or "2021-09-15"; NULL if well-formed and real, else what is wrong, as a phrase. */
const char *date_parse(const char *text, date *out);
/* The date that is meant by "2021-9-5", "2021/09/15", "15.9.2021" or "2021-09-15T12:00"; false where it cannot be told.
 */
bool date_guess(const char *text, char out[32]);
/* "2021-09-15"; at most 11 bytes with the NUL. */
void date_text(date d, char out[12]);
/* Day numbers (proleptic Gregorian) of the first and the last day that d can mean. */
long date_first(date d);
long date_last(date d);

/* ---- status, emphasis, tone: words with a meaning (words.c) ---- */

typedef enum status {
    STATUS_ACTIVE,
    STATUS_PLANNED,
    STATUS_PROPOSED,
    STATUS_DISPUTED,
    STATUS_ENDED,
    STATUS_COUNT
} status;
typedef enum emphasis { EMPHASIS_NORMAL, EMPHASIS_STRONG, EMPHASIS_MUTED, EMPHASIS_COUNT } emphasis;
typedef enum tone { TONE_NEUTRAL, TONE_COOPERATIVE, TONE_ADVERSARIAL, TONE_COUNT } tone;

extern const char *const status_words[STATUS_COUNT];   /* "active", … as in the file */
extern const char *const status_legends[STATUS_COUNT]; /* "in force", "agreed, not in force yet", … */
extern const char *const emphasis_words[EMPHASIS_COUNT];
extern const char *const tone_words[TONE_COUNT];

/* Index of `text` among `count` words, or -1. */
int word_index(const char *const words[], int count, const char *text);

/* ---- kind.c, relation.c: tables of what is built in ---- */

typedef enum shape { SHAPE_BOX, SHAPE_ROUNDED, SHAPE_STADIUM, SHAPE_CUT, SHAPE_HEXAGON, SHAPE_COUNT } shape;
extern const char *const shape_words[SHAPE_COUNT]; /* "box", "rounded", "stadium", "cut" (corners cut off), "hexagon" */

/* What is drawn on the shape, so that kinds differ in grey print too. */
typedef enum mark { MARK_NONE, MARK_LEFT, MARK_TOP, MARK_SOLID, MARK_BOTTOM, MARK_DOUBLE, MARK_COUNT } mark;
extern const char *const mark_words[MARK_COUNT];

typedef struct kind {
    const char *id;    /* "countries" */
    const char *label; /* singular, for the legend: "Country" */
    shape shape;
    const char *color; /* a named colour (color_words), or "#rrggbb" */
    mark mark;         /* a bar at a side, a second line inside, or filled solid with reversed text */
    place at;          /* no file where built in and not adjusted */
    place color_at;    /* no file where the file gives no colour */
} kind;

typedef struct relation {
    const char *id;    /* "has-pillar" */
    const char *label; /* "has pillar" */
    tone tone;
    place at;
} relation;

extern const kind builtin_kinds[];
extern const size_t builtin_kind_count;
extern const relation builtin_relations[];
extern const size_t builtin_relation_count;

/* ---- color.c: colours by name and by value; 0xRRGGBB ---- */

/* Names of the colours that a kind may have, in every theme. */
extern const char *const color_words[];
extern const size_t color_word_count;
/* The named colour that a word probably means, misspelled or by another name; NULL where none is near. */
const char *color_meant(const char *word);
/* "#1a2b3c" */
bool color_is_hex(const char *text);
uint32_t color_rgb(const char *hex);
/* "Relative luminance" and "contrast ratio" as WCAG 2.1 defines them. */
double color_luminance(uint32_t rgb);
double color_contrast(uint32_t a, uint32_t b);
/* The colour itself, or its first darker shade that has this contrast to the ground; black where none has. */
uint32_t color_darkened(uint32_t rgb, uint32_t ground, double least);

/* The contrast to white that outlines need: 3:1 (WCAG 2.1, 1.4.11) on a frame as well, which is a little darker. */
#define COLOR_LEAST 3.3

/* ---- network.c ---- */

typedef struct source {
    const char *id;
    const char *title, *publisher, *url, *text; /* NULL where absent */
    date date;
    place at;
    size_t index;
} source;

typedef ARRAY(const source *) source_list;

typedef struct group {
    const char *id;
    const char *name;
    const struct group *in; /* NULL: top level */
    place at;
    size_t index;
} group;

/* A value of `data:`, carried and not understood: text, list or map. */
typedef struct datum {
    const char *key;  /* NULL in a list */
    const char *text; /* NULL for lists and maps */
    bool is_list;
    ARRAY(struct datum *) children;
    place at;
} datum;

/* On one line: `key: {a: "1", b: ["2"]}`. */
void datum_write(const datum *d, buffer *out);

/* What nodes and edges have in common: a claim in time, with its sources. */
typedef struct claim {
    status status;
    place status_at;
    date since, until;
    source_list sources;
    const char *quote, *url;
    place quote_at; /* of a quote without words too; no file where there is none */
    emphasis emphasis;
    datum *data; /* NULL where absent */
    place at;    /* the id of a node; the edge's key, or its `from` in the long form */
} claim;

/* A picture beside the file, read and checked: it can be decoded, and brings nothing that runs, moves or is fetched. */
typedef struct icon {
    const char *path; /* from the folder of the main file */
    const char *type; /* its media type: "image/png" or "image/svg+xml" */
    const char *bytes;
    size_t length;
    double width, height; /* only how they relate counts: all icons are drawn at one size */
} icon;

typedef struct node {
    const char *id;
    const kind *kind;
    const char *name, *note;
    const icon *icon; /* NULL: none */
    const group *in;  /* NULL where in none */
    claim claim;
    size_t index;  /* order in the file */
    size_t degree; /* edges at it */
} node;

typedef struct edge {
    const char *id; /* "from-to", made unique with "-2", "-3" …; stable under edits elsewhere */
    const node *from, *to;
    bool directed;
    const relation *relation; /* NULL: a free label */
    const char *label;        /* never NULL; the relation's where the file gives none; may be "" */
    claim claim;
    place from_at, to_at;
    place label_at; /* the relation or label as it is written; no file where there is none */
    size_t index;
} edge;

/* What a picture is to show. Names are kept as words and checked against the network; selecting is select.c's. */
typedef struct view {
    const char *name; /* NULL: the whole */
    const char *title, *subtitle;
    date as_of;
    words focus, only, hide, relations, hide_relations, status, hide_status;
    long depth; /* steps from the focus, or DEPTH_OPEN */
    word ended, isolated, layout, direction, theme, page, legend, notes;
    place at;
} view;

#define DEPTH_OPEN (-1) /* not given */

typedef struct network {
    arena *arena;
    const char *title, *subtitle, *lang; /* NULL where absent; lang defaults to "en" */
    uint64_t fingerprint;                /* of all bytes that were read, but for empty lines before the rest */
    place title_at;
    date as_of;
    ARRAY(const source_file *) files; /* all that was read, includes too, first the main file */
    ARRAY(const char *) named;        /* includes and icons as they are opened, those that are not there too */
    ARRAY(kind *) kinds;              /* built-in ones first, then the file's */
    ARRAY(relation *) relations;
    ARRAY(source *) sources;
    ARRAY(group *) groups;
    ARRAY(node *) nodes;
    ARRAY(edge *) edges;
    ARRAY(view *) views;
    view asked;                  /* what the command line says, whatever the view */
    severity checks[RULE_COUNT]; /* how the file switches warnings */
    map *kinds_by_id, *relations_by_id, *sources_by_id, *groups_by_id, *nodes_by_id, *views_by_name;
} network;

/* An empty network with the built-in kinds and relations. */
network *network_new(arena *a);
/* Gives kinds what the file leaves open, a shape (SHAPE_COUNT) or a colour (NULL), and marks to those whose shape
   another has already: no two kinds differ in colour only, as long as looks last. What is built in keeps its look. */
void kinds_tell_apart(network *n);
/* The model as text, one fact a line, for tests. */
void network_dump(const network *n, buffer *out);

/* ---- page.c ---- */

/* Centimetres that a side of a page can have. */
#define PAGE_LEAST 2
#define PAGE_MOST  200

/* Reads "16x24", "16x24cm" or "160mmx240mm" as points (the unit at the end serves for both, cm where there is none);
   false where it reads otherwise, or is no size of a page. */
bool page_parse(const char *text, double *width, double *height);

/* ---- view.c ---- */

/* What is said of a picture in all: by the head of the file, over it by a view (NULL: the whole), over that by the
   command line. Its depth is never open. */
view network_view(const network *n, const view *chosen);

/* ---- select.c: a view on a day ---- */

/* What leaves nodes out, in the order in which it does. */
typedef enum filter { FILTER_DAY, FILTER_KIND, FILTER_STATUS, FILTER_FOCUS, FILTER_ISOLATED, FILTER_COUNT } filter;

typedef struct selection {
    const network *network;
    view view; /* what it shows */
    const char *title, *subtitle;
    date day;                      /* year 0: no day */
    filter emptied_by;             /* FILTER_COUNT where a node is left */
    ARRAY(const node *) nodes;     /* file order */
    ARRAY(const edge *) edges;     /* file order; both ends are in nodes */
    ARRAY(const group *) groups;   /* those that hold a drawn node, parents before children */
    source_list notes;             /* cited sources in the order of the picture: note number = index + 1 */
    size_t *node_at;               /* network node index -> index in nodes, SIZE_MAX where not drawn */
    size_t *note_of;               /* network source index -> note number from 1, 0 where not cited */
    const struct changes *changes; /* of a comparison; NULL: none */
} selection;

/* What is drawn, by network_view(). On a day, what certainly begins after it or certainly ended before it is left out,
   unless the view shows the ended; what has another status then is there as a copy with that status: what ended before
   the day, and what has ended since but not by then. What lies within some steps of the focus is found along the edges
   that the other filters leave, in either direction. Time and memory grow as the network does. */
const selection *network_select(const network *n, const view *v);
/* Which of its filters leaves no node, FILTER_COUNT where some are left; what that takes is given back at once. */
filter network_emptied_by(const network *n, const view *v);
/* What is drawn of the picture that has no view of its own. */
const selection *network_whole(const network *n);
/* What any of the selections draws of their network, which is the same: for a layout that serves all of them. */
const selection *selection_union(const selection *const *all, size_t count);
/* How many edges each node has that is drawn, by its index in the selection; a loop counts twice. */
size_t *selection_degrees(arena *a, const selection *s);

/* ---- told.c: claims in words, for names and descriptions ---- */

/* "South Korea considers joining Pillar 2, proposed, source 1" */
void told_edge(const selection *s, const edge *e, buffer *out);
/* "Shin Won-sik, Person: Defense Minister, South Korea, source 1" */
void told_node(const selection *s, const node *n, buffer *out);
/* The whole network in sentences. */
void told_network(const selection *s, buffer *out);
/* What a picture of it shows: the network in sentences, or what a comparison tells. */
const char *told_picture(arena *a, const selection *s);

/* Without dates, status and sources: "South Korea considers joining Pillar 2". */
void told_edge_plain(const edge *e, buffer *out);
/* "Shin Won-sik, Person: Defense Minister, South Korea" */
void told_node_plain(const node *n, buffer *out);

/* ---- compare.c, compare_facts.c, compare_both.c: what differs between two selections ---- */

typedef enum change_type {
    CHANGE_NONE,
    CHANGE_SAME,
    CHANGE_CAME,
    CHANGE_WENT,
    CHANGE_CHANGED,
    CHANGE_COUNT
} change_type;

extern const char *const change_words[CHANGE_COUNT]; /* "came"; "" where nothing is compared */
extern const char *const change_signs[CHANGE_COUNT]; /* "+", "−", "~"; "" for what is the same */

/* What is compared, in the order in which it is told. */
typedef enum topic {
    TOPIC_NODE,
    TOPIC_EDGE,
    TOPIC_SOURCE,
    TOPIC_GROUP,
    TOPIC_KIND,
    TOPIC_RELATION,
    TOPIC_NETWORK, /* title, day and the like: there is one */
    TOPIC_COUNT
} topic;

extern const char *const topic_words[TOPIC_COUNT]; /* "node" */

/* How what a thing says is told: a word as it is, a text in quotes, a list by what was added and dropped, what is too
   long for one line only as changed. */
typedef enum fact_form { FACT_FORM_WORD, FACT_FORM_TEXT, FACT_FORM_LIST, FACT_FORM_LONG } fact_form;

/* One of what a thing says of itself, before and after; NULL where it says nothing. */
typedef struct fact_change {
    const char *name; /* "status" */
    fact_form form;
    const char *old, *now; /* a list: "melbourne, report" */
} fact_change;

/* A thing that is in one of both selections, or in both. */
typedef struct compared {
    change_type change;
    size_t old,
        now; /* index of the node or edge in its selection, of others in the network; SIZE_MAX where not there */
    ARRAY(fact_change) facts; /* of what changed */
} compared;

typedef ARRAY(compared) compared_list;

typedef struct comparison {
    arena *arena;
    const selection *old, *now;
    compared_list of[TOPIC_COUNT]; /* in the order of the new selection; what went stands where it stood */
    size_t counts[CHANGE_COUNT];
} comparison;

/* Matches things by their ids, those of another id by what they are called, edges by their ends and what they say:
   where one edge between two nodes differs in its label or direction only one way to match it is left, and it has
   changed. The order of things is not compared. Time grows as both selections do. Lives in the arena, as must both
   networks. */
const comparison *network_compare(arena *a, const selection *old, const selection *now);

/* Is anything different? */
bool comparison_differs(const comparison *c);

/* How a node or edge that is drawn has changed. */
typedef struct change_mark {
    change_type change;
    const char *told; /* "changed: …", all of it; NULL where nothing is compared */
} change_mark;

/* Of what a selection draws, by index in its network. */
typedef struct changes {
    const change_mark *nodes, *edges;
    size_t counts[CHANGE_COUNT]; /* of both */
    const char *told;            /* the whole in words */
} changes;

/* Both as one network to be drawn, what went included, with `changes`: signs stand before names and labels, what
   changed has a line that says what it was, and emphasis says what is new and what stayed. */
const selection *comparison_both(const comparison *c);

change_mark change_of_node(const selection *s, const node *n);
change_mark change_of_edge(const selection *s, const edge *e);

/* ---- compare_told.c, compare_json.c: a comparison in words ---- */

/* A summary, and a line for each thing that came, went or changed. */
void told_comparison(const comparison *c, bool colour, buffer *out);
/* One line without its sign: "South Korea considers joining Pillar 2 – status proposed → active". */
void told_compared(const comparison *c, topic t, const compared *it, buffer *out);
/* A few lines: what of an edge or node has changed, as far as its drawing does not show it. */
void told_change_short(const comparison *c, const compared *it, buffer *out);
/* The same as JSON; docs/diff.md tells its form. */
void comparison_json(const comparison *c, buffer *out);
/* ---- outline.c, annex.c, record.c, contents.c: the network as a paper or a record, for formats to write ---- */

struct paper;
struct record;

/* Head, the sentences of told_network(), each node with its claims, the numbered sources. */
const struct paper *network_outline(const selection *s);
/* Head, a table of nodes, a table of claims, the numbered sources. */
const struct paper *network_annex(const selection *s);
/* Everything that the file says of what is selected, by the keys of the file; without positions. */
struct record *network_record(const selection *s);
/* What the files hold, whatever a view would show: views, kinds, relations, groups, nodes, edges, sources, files. */
const struct paper *network_contents(const network *n);
struct record *network_contents_record(const network *n);

/* ---- check.c: warnings about what the file says ---- */

/* Every warning, on a network that was read without errors. Time grows as the network does. */
void network_check(const network *n, diagnostics *d);
/* Only those that bear on the picture itself: that nothing is drawn, or not in the colour that was asked for. Part of
   network_check() too. */
void selection_check(const selection *s, diagnostics *d);

/* ---- cited.c ---- */

/* The claims by the source they rest on, in file order, with their lines; then those without one, and quotes without
   words or source. As a table for a terminal of so many columns. */
void network_cited(const network *n, int columns, buffer *out);

#endif
