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
    float *new_node, *new_edge_node, *new_edges;    /* of the move that is tried: n + m, degree x n, degree x m */
    uint32_t *near;
    point *old_middle;
    spot *old_spot;
    float *old_costs;
    float whole; /* page, frames, against */
};

/* The edges that a move changes, and the node, or SIZE_MAX. */
typedef struct change {
    size_t node;
    const size_t *edges;
    size_t count;
} change;

bool change_holds(const change *c, size_t e);

/* ---- refine_state.c ---- */

double refining_line_length(const line *l);
/* Each sets all that follows from it, but the frames. */
void refining_set_line(refining *r, size_t e);
void refining_set_node(refining *r, size_t n, point at);
void refining_set_all(refining *r);
void refining_set_frames(refining *r);
/* Makes nodes and labels a part of their full size. */
void refining_grow(refining *r, double part);

/* ---- refine_cost.c ---- */

float refining_sum(const float *costs, size_t count);
/* What an edge costs by itself. */
double refining_own_cost(const refining *r, size_t e);
/* What is no matter of pairs: how it fits its room and the page, edges against the rest of their relation, frames. */
float refining_whole_cost(refining *r);
/* Costs of an edge with all nodes, and with all edges, written to the rows given; their sum. */
float refining_price_edge(refining *r, size_t e, float *with_nodes, float *with_edges);
/* The same of the node of a change, with nodes and with edges that do not change with it. */
float refining_price_node(refining *r, const change *c, float *with_nodes, float *with_edges);
/* All costs anew, and kept. */
void refining_price_all(refining *r);
/* How many costs of pairs, and of edges by themselves, are kept; they stand in one row from node_node on. */
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

#endif
