/* A drawing while it is refined. Private to refine.c and its helpers. */
#ifndef ENTENTE_REFINE_STATE_H
#define ENTENTE_REFINE_STATE_H

#include "drawing/refine.h"

/* Where a label may stand along its line, as parts of its length, on one side and on the other in turn. */
enum { SLOTS = 10 };
extern const double slot_at[SLOTS];

#define COST_HIT 40.0 /* one thing on another */

/* A line between two boxes, with a bend or without. */
typedef struct line {
    point at[3];
    int count; /* of points: 2 or 3 */
} line;

/* What a node, or an edge, is where it is now. */
typedef struct spot {
    line line;
    point via; /* where the line bends, if it does */
    bool bends;
    uint8_t slot;
    box label; /* of no size where there is none */
} spot;

/* The sides of boxes in rows, of which compilers compare several at a time; rounded to numbers of half the size. */
typedef struct sides {
    float *x0, *y0, *x1, *y1;
} sides;

struct refining {
    arena *arena;
    const part *part;
    const sizes *sizes;
    const layout_options *options;
    direction direction;
    size_t nodes, edges, groups;
    point room;    /* width and height that all should fit into */
    point *middle; /* of nodes */
    point *half;   /* half their size */
    point *full, *label_full;
    double *loops; /* room at the right of a node that its loops take */
    box *box;      /* of nodes, with that room */
    spot *spot;    /* of edges */
    box *reach;    /* of line and label */
    box *run;      /* of the line */
    sides boxes, reaches;
    double *aside; /* of twins, how far this one runs beside the line between the middles */
    point *label_half;
    size_t *edges_start, *edges_at; /* edges at each node, loops left out */
    int *relation;                  /* of edges, -1 where direction means nothing */
    int relation_count;
    int *ups, *downs; /* by relation */
    const point *anchors;
    const bool *anchored; /* NULL: none */
    box *frame;
    bool *in_group;                                 /* node x group */
    float *node_node, *edge_node, *edge_edge, *own; /* costs: n x n, m x n, m x m, m */
    float *node_sum, *node_edges, *edge_sum; /* of rows of node_node, columns of edge_node, rows of both others */
    float *new_costs;                        /* of the move that is tried: a row of n + m for each thing in it */
    uint32_t *turn;                          /* of edges: place in the move that is tried, from 1; 0: not in it */
    uint32_t *near, *hits;                   /* for list_near() */
    size_t *both;                            /* edges of two nodes */
    point *old_middle;
    spot *old_spot;
    box *old_reach, *old_run;
    float *old_costs;
    float whole; /* page, frames, against */
};

/* What a move changes: nodes, and edges, which are all those at the nodes, or a single one. */
typedef struct change {
    size_t nodes[2], node_count;
    const size_t *edges;
    size_t count;
} change;

/* ---- refine_state.c ---- */

double refining_line_length(const line *l);
/* Each sets all that follows from it, but the frames. */
void refining_set_line(refining *r, size_t e);
/* A line and its label back to where they were. */
void refining_put_line(refining *r, size_t e, spot at, box reach, box run);
/* A node without the lines at it. */
void refining_put_node(refining *r, size_t n, point at);
void refining_set_node(refining *r, size_t n, point at);
void refining_set_all(refining *r);
void refining_set_frames(refining *r);
/* Makes nodes and labels a part of their full size. */
void refining_grow(refining *r, double part);

/* ---- refine_cost.c ---- */

/* What an edge costs by itself. */
double refining_own_cost(const refining *r, size_t e);
/* What is no matter of pairs: how it fits its room and the page, edges against the rest of their relation, frames. */
float refining_whole_cost(refining *r);
/* What a move would cost anew, but for what is no matter of pairs, in new_costs; given up where it is more than `most`.
   Each pair in it is priced once. */
float refining_price_change(refining *r, const change *c, float most);
/* What the same has cost so far. */
float refining_known_cost(const refining *r, const change *c);
/* Keeps what was priced. */
void refining_keep_change(refining *r, const change *c, float whole);
/* All costs anew, and kept; false, and some of them not to be trusted, where they are more than `most`. */
bool refining_price_all(refining *r, double most);
/* How many costs of pairs and of edges by themselves, and sums of them, are kept; they stand in one row from node_node
   on. */
size_t refining_cost_count(const refining *r);
/* What is kept of one edge, and of a node with its edges. */
float refining_edge_cost(const refining *r, size_t e);
float refining_node_cost(const refining *r, size_t v);

/* ---- refine_moves.c ---- */

/* Numbers that follow from a state: whole; from 0 to under 1; from -1 to 1, about the middle more often. */
uint64_t dice_draw(uint64_t *state);
double dice_uniform(uint64_t *state);
double dice_about(uint64_t *state);

/* Each is kept where it costs no more than `allowed` above what there was. */
void refining_try_place(refining *r, size_t v, point at, double allowed);
void refining_try_spot(refining *r, size_t e, spot to, double allowed);
void refining_try_bend(refining *r, size_t e, uint64_t *state, double reach, double allowed);
void refining_try_cut(refining *r, uint64_t *state, double allowed);
void refining_try_group(refining *r, size_t g, point by, double allowed);
void refining_try_swap(refining *r, size_t u, size_t v, double allowed);

/* ---- refine_align.c ---- */

/* Moves boxes a little, so that they stand level or one above the other, where that costs no more than it is worth. */
void refining_align(refining *r);

#endif
