/* What a layout is, and the steps that make it. Private to the drawing room.

   The way: layout_choose (layout.c) splits the selection into connected parts and packs them; layout_search.c has
   workers (layout_worker.c), in children (layout_child.c), try candidates for a part, and begins where an older picture
   has things (older.c), if there is one; each candidate is laid out by an engine (layout_engine.c), and the best of
   them are refined (refine.c); what is too large for that is drawn as a map (layout_map.c), once. Every layout is
   finished (layout_finish.c): its lines are spread (lines.c) and smoothed (smooth.c), its labels placed (labels.c), and
   what comes out is scored (score.c). */
#ifndef ENTENTE_LAYOUT_H
#define ENTENTE_LAYOUT_H

#include "drawing/geometry.h"
#include "drawing/measure.h"

/* A connected piece of the selection, or all of it. Nodes, edges and groups are numbered from 0 within the part. */
typedef struct part {
    const selection *selection;
    size_t node_count, edge_count, group_count;
    size_t *nodes, *edges, *groups; /* index in the selection */
    size_t *tail, *head;            /* of each edge: node of the part */
    size_t *node_group;             /* group of the part, SIZE_MAX for none */
    size_t *group_parent;           /* likewise */
} part;

extern const wrapping layout_wrappings[];
extern const size_t layout_wrapping_count;
/* The row of sizes behind those of layout_wrappings, in which labels are keys: see measure_keys(). */
#define KEY_ROW layout_wrapping_count
/* And the one behind that, in which no edge has a label: a map of many nodes names lines only where there is room. */
#define BARE_ROW (layout_wrapping_count + 1)
/* Beyond so many nodes a part is drawn as a map. */
#define MAP_NODES 60
/* A reader of a map looks at what is near first: a line that goes farther, in points, steps back. */
#define MAP_FAR 190.0

/* Where the things of a part are. Points, y down, top left at 0,0. */
typedef struct placing {
    double width, height;
    box *nodes;
    curve *edges;       /* from the outline of the tail to that of the head */
    box *labels;        /* of edges; of no size where there is nothing to say */
    size_t *label_rows; /* how each is wrapped: row of layout_wrappings, KEY_ROW or BARE_ROW */
    box *groups;        /* frames */
    box *names;         /* of frames, in a corner where no line runs */
} placing;

/* Half the thickness of a line. The box around one is widened by it: that of a straight line had no room in it
   otherwise, and would overlap nothing. */
#define LINE_HALF 0.55

/* The lines as straight pieces, with the box around each. */
typedef struct routes {
    polyline *lines;
    box *bounds;
} routes;

/* Trees and the like: the ranks of an engine suit them, however many they are, and hardly a line need cross another. */
bool part_is_sparse(const part *p);

/* Whether a group is another, or within it; SIZE_MAX, no group, is within none. */
bool part_group_is_in(const part *p, size_t inner, size_t outer);

/* Edges by the nodes that they join: those at node n are at[start[n]] to before at[start[n + 1]]. Loops are left out.
 */
typedef struct incidence {
    size_t *start, *at;
} incidence;
incidence part_incidence(arena *a, const part *p);

placing placing_new(arena *a, const part *p);
routes routes_of(arena *a, const part *p, const placing *at);
/* Moves everything so that it begins at 0,0, and sets width and height to what is there: lines and labels too. */
void placing_fit(const part *p, routes *r, placing *at);
/* False where it cannot be true: numbers that are none, lines that are missing, boxes of another size than measured. */
bool placing_is_sound(const part *p, const sizes *const *all, size_t wrapping, const placing *at);
void placing_move(const part *p, placing *at, double dx, double dy);
/* A placing as plain numbers, for memory shared with a child: how many there can be, writing them (false where there
   are too many points in a line), and reading them back (NULL where they cannot be true). */
size_t placing_room(const part *p);
bool placing_pack(const part *p, const placing *at, double *to);
placing *placing_unpack(arena *a, const part *p, const sizes *const *all, size_t wrapping, const double *from,
                        size_t room);

/* The scale at which a figure with a network of this size fits the page, title, legend and notes included; never more
 * than 1. */
double page_scale(const layout_options *o, double width, double height);
/* The least size of text, in points, that a network of so many nodes is to have on its page: 0 where there is none. */
double least_text(const part *p);
/* What small text costs: how much less than full size it is, more below a size that is easy to read, and much more
   below the least that a network of so many nodes is to have. */
double text_fault(const part *p, double text);

/* One try. */
typedef struct candidate {
    const char *engine;
    direction direction;       /* down or right */
    size_t wrapping;           /* row of layout_wrappings */
    double node_gap, rank_gap; /* points */
    bool groups;               /* frames are told to the engine */
    bool *flipped;             /* by edge: ranked head before tail */
    size_t *node_order, *edge_order;
} candidate;

/* ---- layout_engine.c: the only place that knows Graphviz as a layout library; runs in children only ---- */

/* Labels this narrow (a number or two) find room beside their line without the engine's help. */
#define SMALL_LABEL 20.0

/* The name of none at all, for maps. */
#define NO_ENGINE "none"

bool engine_run(arena *a, const part *p, const sizes *z, const candidate *c, placing *out);
/* Where an engine other than dot puts the middles of nodes of no size, y down. False where it fails. */
bool engine_points(arena *a, const char *engine, size_t nodes, size_t edges, const size_t *tail, const size_t *head,
                   point *out);

/* ---- lines.c ---- */

/* Moves one end of a curve; what is straight stays straight, joints stay smooth. */
void curve_move_end(curve c, bool at_head, point by);

/* Out of the right side of a box and back into it. */
curve line_loop(arena *a, box b);
/* Spreads the ends of lines along the sides of their boxes, gives them plainer courses and makes them meet the true
   outlines. */
void lines_finish(arena *a, const part *p, placing *at);
/* The same for lines whose courses are good: ends are only moved where heads would lie on one another. */
void lines_part(arena *a, const part *p, placing *at);
/* Makes them meet the outlines, and no more. */
void lines_clip(arena *a, const part *p, placing *at);

/* ---- smooth.c ---- */

/* Gives lines plainer courses where they are free. */
void lines_smooth(arena *a, const part *p, placing *at);

/* ---- frame_names.c ---- */

/* Places the names of frames; whether in more lines than one, the size of the place tells: see name_at(). */
void frame_names_place(const part *p, const sizes *z, const routes *r, placing *at);

/* ---- labels.c ---- */

/* Places all labels anew, along their lines, off the names of frames; `all` holds the sizes for each row of
   layout_wrappings, since a label may be wrapped in another way than the rest where that fits better. */
void labels_place(arena *a, const part *p, const sizes *const *all, size_t wrapping, const routes *r, placing *at);

/* Least distance of a line from the ink of a label at a place, row by row: those of a block are centred, so that beside
   a slanting line the nearest need not be the widest. `limit` where it is farther than that. */
double label_distance(polyline line, const text_block *label, box at, double limit);

/* Whether a label stands on its line, which is interrupted there, and not beside it. */
bool label_is_on_line(polyline line, box k);

/* ---- score.c ---- */

/* What is counted against a layout; weights stand in score.c. */
typedef enum fault {
    FAULT_CROSSING,
    FAULT_SHARP_CROSSING,
    FAULT_LINE_IN_BOX,
    FAULT_LINE_NEAR_BOX,
    FAULT_LABEL_ON_BOX,
    FAULT_LABEL_ON_LABEL,
    FAULT_LINE_ON_LABEL,
    FAULT_LABEL_AMBIGUOUS,
    FAULT_LABEL_FAR,
    FAULT_KEY,
    FAULT_SHARED_COURSE,
    FAULT_BEND,
    FAULT_SLANT,
    FAULT_LENGTH,
    FAULT_AGAINST,
    FAULT_AREA,
    FAULT_SMALL_TEXT,
    FAULT_FRAME,
    FAULT_BOX_ON_BOX,
    FAULT_COUNT
} fault;

typedef struct score {
    double faults[FAULT_COUNT]; /* amounts, unweighted */
    double text;                /* size in points of the smallest text once fitted to the page */
    double total;               /* weighted; less is better */
} score;

const char *fault_name(fault f);
/* `all` holds the sizes by rows of wrappings, as labels_place() has them. */
score score_of(arena *a, const part *p, const sizes *const *all, const candidate *c, const routes *r, const placing *at,
               const layout_options *o);

/* ---- layout_finish.c ---- */

typedef struct finished {
    placing at;
    score score;
} finished;

/* Lines, labels and score for what an engine, or the refining, left; `raw` stays as it is. With `smooth` lines
   get plainer courses (see lines_finish()), without they keep their own (lines_part()). */
finished layout_finish(arena *a, const part *p, const sizes *const *all, const candidate *c, const placing *raw,
                       bool smooth, const layout_options *o);

/* ---- layout_search.c ---- */

/* The best layout found for a part, and the row of layout_wrappings it was measured with; `all` holds the sizes for
   each row. NULL where every try failed. Each try adds a line to `log`, unless NULL. */
const placing *layout_search(arena *a, const part *p, const sizes *const *all, const layout_options *o,
                             size_t *wrapping, buffer *log);

/* What a letter at a line stands for. */
typedef struct key {
    const char *letters, *words;
} key;

typedef ARRAY(key) key_list;

/* The result for the whole picture. */
struct layout {
    const sizes *sizes;
    double width, height;
    box *nodes; /* by index in the selection */
    curve *edges;
    box *labels;
    box *groups;
    box *names;
    bool *keyed;   /* edges whose label is a key */
    key_list keys; /* in the order of the edges that use them first */
};

#endif
