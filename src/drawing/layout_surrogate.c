/* After Sugiyama, Tagawa and Toda (1981), with the barycentre rule; as in Gansner, Koutsofios, North and Vo (1993),
   long edges become chains through the ranks between. */
#include "drawing/layout_surrogate.h"

#include "drawing/theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SWEEPS = 4, ALIGNMENTS = 4, MOST_RANKS = 128 };

/* A node, a label, or a bend of a long edge, in its rank. */
typedef struct item {
    int rank, place;
    double middle;     /* barycentre of its neighbours */
    int order;         /* where it stood before sorting */
    double size, deep; /* across the ranks and along them, points */
    double at, wanted; /* middle, across */
    int frame;         /* outermost group, -1 for none */
} item;

typedef struct link {
    int upper, lower; /* items */
} link;

struct surrogate {
    const part *part;
    const sizes *const *all;
    const layout_options *options;
    int nodes, edges, items, links, ranks, most_items;
    int *tail, *head; /* of edges, after flipping and breaking cycles */
    int *rank, *state, *out_first, *out_next;
    int *waiting, *queue;
    item *item;
    link *link;
    int *by_rank, *rank_start;  /* items of each rank in order */
    int *up_start, *down_start; /* links by their lower and by their upper item */
    int *up_links, *down_links;
    int *best_place, *best_order, *scratch;
    int *frame; /* outermost group of each node, -1 for none */
    double *frame_middle;
    int *frame_count;
};

surrogate *surrogate_new(arena *a, const part *p, const sizes *const *all, const layout_options *o)
{
    surrogate *s = arena_new_of(a, surrogate);
    s->part = p;
    s->all = all;
    s->options = o;
    s->nodes = (int)p->node_count;
    s->edges = (int)p->edge_count;
    s->most_items = s->nodes + s->edges * 16 + 64;
    size_t n = p->node_count + 1, m = p->edge_count + 1, k = (size_t)s->most_items + 2, l = k + m;
    s->tail = arena_get(a, m * sizeof(int));
    s->head = arena_get(a, m * sizeof(int));
    s->rank = arena_get(a, n * sizeof(int));
    s->state = arena_get(a, n * sizeof(int));
    s->out_first = arena_get(a, n * sizeof(int));
    s->out_next = arena_get(a, m * sizeof(int));
    s->waiting = arena_get(a, n * sizeof(int));
    s->queue = arena_get(a, n * sizeof(int));
    s->item = arena_get(a, k * sizeof(item));
    s->link = arena_get(a, l * sizeof(link));
    s->by_rank = arena_get(a, k * sizeof(int));
    s->rank_start = arena_get(a, (MOST_RANKS + 2) * sizeof(int));
    s->up_start = arena_get(a, (k + 1) * sizeof(int));
    s->down_start = arena_get(a, (k + 1) * sizeof(int));
    s->up_links = arena_get(a, l * sizeof(int));
    s->down_links = arena_get(a, l * sizeof(int));
    s->best_place = arena_get(a, k * sizeof(int));
    s->best_order = arena_get(a, k * sizeof(int));
    s->scratch = arena_get(a, l * sizeof(int));
    s->frame = arena_get(a, n * sizeof(int));
    s->frame_middle = arena_get(a, (p->group_count + 1) * sizeof(double));
    s->frame_count = arena_get(a, (p->group_count + 1) * sizeof(int));
    for (size_t i = 0; i < p->node_count; i++) {
        s->frame[i] = -1;
        for (size_t g = p->group_count ? p->node_group[i] : SIZE_MAX; g != SIZE_MAX; g = p->group_parent[g])
            s->frame[i] = (int)g;
    }
    return s;
}

static void list_edges_by_tail(surrogate *s)
{
    for (int i = 0; i < s->nodes; i++)
        s->out_first[i] = -1;
    for (int e = s->edges - 1; e >= 0; e--) {
        s->out_next[e] = s->out_first[s->tail[e]];
        s->out_first[s->tail[e]] = e;
    }
}

enum { UNSEEN, OPEN, DONE };

/* Depth first from one node; edges that lead back to an open one are turned round. Explicit stack: input may be deep.
 */
static void break_cycles_from(surrogate *s, int start)
{
    int *stack = s->queue, *next = s->waiting, depth = 0;
    stack[depth++] = start;
    s->state[start] = OPEN;
    next[start] = s->out_first[start];
    while (depth) {
        int n = stack[depth - 1], e = next[n];
        if (e < 0) {
            s->state[n] = DONE;
            depth--;
            continue;
        }
        next[n] = s->out_next[e];
        int to = s->head[e];
        if (s->state[to] == OPEN) {
            s->head[e] = s->tail[e];
            s->tail[e] = to;
        } else if (s->state[to] == UNSEEN) {
            s->state[to] = OPEN;
            next[to] = s->out_first[to];
            stack[depth++] = to;
        }
    }
}

static void orient(surrogate *s, const candidate *c)
{
    for (int e = 0; e < s->edges; e++) {
        s->tail[e] = (int)(c->flipped[e] ? s->part->head[e] : s->part->tail[e]);
        s->head[e] = (int)(c->flipped[e] ? s->part->tail[e] : s->part->head[e]);
    }
    list_edges_by_tail(s);
    memset(s->state, 0, (size_t)s->nodes * sizeof(int));
    for (int i = 0; i < s->nodes; i++)
        if (s->state[c->node_order[i]] == UNSEEN)
            break_cycles_from(s, (int)c->node_order[i]);
    list_edges_by_tail(s);
}

/* Ranks by longest path; then each node moves to where its edges are shortest. */
static bool rank_nodes(surrogate *s, const candidate *c)
{
    memset(s->waiting, 0, (size_t)s->nodes * sizeof(int));
    for (int e = 0; e < s->edges; e++)
        if (s->tail[e] != s->head[e])
            s->waiting[s->head[e]]++;
    int first = 0, last = 0;
    for (int i = 0; i < s->nodes; i++) {
        int n = (int)c->node_order[i];
        s->rank[n] = 0;
        if (!s->waiting[n])
            s->queue[last++] = n;
    }
    while (first < last) {
        int n = s->queue[first++];
        for (int e = s->out_first[n]; e >= 0; e = s->out_next[e]) {
            int to = s->head[e];
            if (to == n)
                continue;
            if (s->rank[to] < s->rank[n] + 1)
                s->rank[to] = s->rank[n] + 1;
            if (--s->waiting[to] == 0)
                s->queue[last++] = to;
        }
    }
    int *pull = s->waiting;
    for (int pass = 0; pass < 4; pass++) {
        for (int i = 0; i < s->nodes; i++) {
            pull[i] = 0;
        }
        for (int e = 0; e < s->edges; e++) {
            int t = s->tail[e], h = s->head[e];
            if (t == h)
                continue;
            pull[t]++;
            pull[h]--;
        }
        for (int k = s->nodes - 1; k >= 0; k--) { /* reverse topological order, so that successors have moved */
            int n = pass % 2 ? s->queue[s->nodes - 1 - k] : s->queue[k], bound = pass % 2 ? -1 : MOST_RANKS;
            if (pass % 2 ? pull[n] >= 0 : pull[n] <= 0)
                continue;
            if (pass % 2) {
                for (int e = 0; e < s->edges; e++)
                    if (s->head[e] == n && s->tail[e] != n && s->rank[s->tail[e]] > bound)
                        bound = s->rank[s->tail[e]];
                if (bound >= 0)
                    s->rank[n] = bound + 1;
            } else {
                for (int e = s->out_first[n]; e >= 0; e = s->out_next[e])
                    if (s->head[e] != n && s->rank[s->head[e]] < bound)
                        bound = s->rank[s->head[e]];
                if (bound < MOST_RANKS)
                    s->rank[n] = bound - 1;
            }
        }
    }
    int top = 0, bottom = 0;
    for (int i = 0; i < s->nodes; i++) {
        top = s->rank[i] < top ? s->rank[i] : top;
        bottom = s->rank[i] > bottom ? s->rank[i] : bottom;
    }
    /* As dot does it: every second rank is for labels. */
    for (int i = 0; i < s->nodes; i++)
        s->rank[i] = 2 * (s->rank[i] - top);
    s->ranks = 2 * (bottom - top) + 1;
    return s->ranks <= MOST_RANKS;
}

static bool add_chains(surrogate *s, const candidate *c)
{
    const sizes *z = s->all[c->wrapping];
    bool down = c->direction == DIRECTION_DOWN;
    s->items = s->nodes;
    s->links = 0;
    for (int i = 0; i < s->nodes; i++) {
        const node_size *n = &z->nodes[s->part->nodes[i]];
        s->item[i] = (item){.rank = s->rank[i],
                            .frame = s->frame[i],
                            .size = down ? n->width : n->height,
                            .deep = down ? n->height : n->width};
    }
    for (int i = 0; i < s->edges; i++) {
        int e = (int)c->edge_order[i], upper = s->tail[e], first = s->rank[upper], last = s->rank[s->head[e]];
        const text_block *label = &z->labels[s->part->edges[e]];
        int frame = s->frame[upper] == s->frame[s->head[e]] ? s->frame[upper] : -1;
        for (int r = first + 1; r < last; r++) {
            if (s->items >= s->most_items || s->links + 1 >= s->most_items)
                return false;
            bool labelled = r == (first + last) / 2 && label->width > SMALL_LABEL;
            s->item[s->items] = (item){.rank = r,
                                       .frame = frame,
                                       .size = labelled ? (down ? label->width : label->height) + 4 : 2,
                                       .deep = labelled ? (down ? label->height : label->width) : 0};
            s->link[s->links++] = (link){upper, s->items};
            upper = s->items++;
        }
        if (first != last)
            s->link[s->links++] = (link){upper, s->head[e]};
    }
    return true;
}

static void index_links(surrogate *s)
{
    memset(s->up_start, 0, ((size_t)s->items + 1) * sizeof(int));
    memset(s->down_start, 0, ((size_t)s->items + 1) * sizeof(int));
    for (int i = 0; i < s->links; i++) {
        s->up_start[s->link[i].lower + 1]++;
        s->down_start[s->link[i].upper + 1]++;
    }
    for (int i = 0; i < s->items; i++) {
        s->up_start[i + 1] += s->up_start[i];
        s->down_start[i + 1] += s->down_start[i];
    }
    for (int i = s->links - 1; i >= 0; i--) {
        s->up_links[--s->up_start[s->link[i].lower + 1]] = s->link[i].upper;
        s->down_links[--s->down_start[s->link[i].upper + 1]] = s->link[i].lower;
    }
    /* The loop above left each start one entry early: entry i + 1 now holds the start of i. */
    memmove(s->up_start, s->up_start + 1, (size_t)s->items * sizeof(int));
    memmove(s->down_start, s->down_start + 1, (size_t)s->items * sizeof(int));
    s->up_start[s->items] = s->down_start[s->items] = s->links;
}

/* First order: as a walk through the graph meets the items, so that neighbours stand together. */
static void first_order(surrogate *s, const candidate *c)
{
    int *seen = s->best_place, *stack = s->scratch;
    memset(seen, 0, (size_t)s->items * sizeof(int));
    int counts[MOST_RANKS + 1] = {0};
    for (int i = 0; i < s->items; i++)
        counts[s->item[i].rank]++;
    s->rank_start[0] = 0;
    for (int r = 0; r < s->ranks; r++)
        s->rank_start[r + 1] = s->rank_start[r] + counts[r];
    int filled[MOST_RANKS + 1] = {0};
    for (int i = 0; i < s->nodes; i++) {
        int depth = 0, from = (int)c->node_order[i];
        if (seen[from])
            continue;
        seen[from] = 1;
        stack[depth++] = from;
        while (depth) {
            int at = stack[--depth], r = s->item[at].rank;
            s->item[at].place = filled[r];
            s->by_rank[s->rank_start[r] + filled[r]++] = at;
            for (int side = 0; side < 2; side++) {
                const int *start = side ? s->up_start : s->down_start, *list = side ? s->up_links : s->down_links;
                for (int k = start[at + 1] - 1; k >= start[at]; k--)
                    if (!seen[list[k]]) {
                        seen[list[k]] = 1;
                        stack[depth++] = list[k];
                    }
            }
        }
    }
}

static int by_middle(const item *a, const item *b)
{
    return a->middle < b->middle || (a->middle == b->middle && a->order < b->order);
}

/* What one frame holds in a rank is sorted by the middle of them all, and only then by their own. */
static void keep_frames_together(surrogate *s, const int *row, int count)
{
    memset(s->frame_middle, 0, s->part->group_count * sizeof(double));
    memset(s->frame_count, 0, s->part->group_count * sizeof(int));
    for (int i = 0; i < count; i++) {
        const item *x = &s->item[row[i]];
        if (x->frame >= 0) {
            s->frame_middle[x->frame] += x->middle;
            s->frame_count[x->frame]++;
        }
    }
    for (int i = 0; i < count; i++) {
        item *x = &s->item[row[i]];
        if (x->frame >=
            0) /* own middles are places, under a thousand: they cannot outweigh a thousandth of another frame's */
            x->middle = s->frame_middle[x->frame] / s->frame_count[x->frame] + 1e-5 * x->middle + 1e-7 * x->frame;
    }
}

/* Sorts one rank by the barycentres of its neighbours above (or below); items without neighbours keep their place. */
static void sort_rank(surrogate *s, int r, bool by_upper)
{
    const int *start = by_upper ? s->up_start : s->down_start, *list = by_upper ? s->up_links : s->down_links;
    int *row = s->by_rank + s->rank_start[r], count = s->rank_start[r + 1] - s->rank_start[r];
    for (int i = 0; i < count; i++) {
        item *x = &s->item[row[i]];
        int n = start[row[i] + 1] - start[row[i]];
        double sum = 0;
        for (int k = start[row[i]]; k < start[row[i] + 1]; k++)
            sum += s->item[list[k]].place;
        x->middle = n ? sum / n : x->place;
        x->order = i;
    }
    if (s->part->group_count)
        keep_frames_together(s, row, count);
    for (int i = 1; i < count; i++) { /* rows are nearly sorted: insertion */
        int x = row[i], k = i;
        for (; k > 0 && by_middle(&s->item[x], &s->item[row[k - 1]]); k--)
            row[k] = row[k - 1];
        row[k] = x;
    }
    for (int i = 0; i < count; i++)
        s->item[row[i]].place = i;
}

/* Crossings between two neighbours in a rank, in their order, over links of one side. */
static int pair_crossings(const surrogate *s, int left, int right, const int *start, const int *list)
{
    int count = 0;
    for (int i = start[left]; i < start[left + 1]; i++)
        for (int k = start[right]; k < start[right + 1]; k++)
            count += s->item[list[i]].place > s->item[list[k]].place;
    return count;
}

/* Swaps neighbours while that takes crossings away. */
static void transpose(surrogate *s)
{
    for (int r = 0; r < s->ranks; r++) {
        int *row = s->by_rank + s->rank_start[r], count = s->rank_start[r + 1] - s->rank_start[r];
        for (int i = 0; i + 1 < count; i++) {
            int a = row[i], b = row[i + 1];
            int now = pair_crossings(s, a, b, s->up_start, s->up_links) +
                      pair_crossings(s, a, b, s->down_start, s->down_links);
            if (!now)
                continue;
            int then = pair_crossings(s, b, a, s->up_start, s->up_links) +
                       pair_crossings(s, b, a, s->down_start, s->down_links);
            if (then < now) {
                row[i] = b;
                row[i + 1] = a;
                s->item[b].place = i;
                s->item[a].place = i + 1;
            }
        }
    }
}

/* Crossings between all neighbouring ranks, counted with a tree of sums over the places of the lower one (Barth, Jünger
   and Mutzel, 2002). */
static int crossings(const surrogate *s)
{
    int count = 0, *sums = s->scratch;
    for (int r = 0; r + 1 < s->ranks; r++) {
        int places = s->rank_start[r + 2] - s->rank_start[r + 1], seen = 0;
        memset(sums, 0, ((size_t)places + 1) * sizeof(int));
        for (int i = s->rank_start[r]; i < s->rank_start[r + 1]; i++) {
            int upper = s->by_rank[i], first = s->down_start[upper], last = s->down_start[upper + 1];
            for (int k = first; k < last; k++) {
                int left = 0;
                for (int at = s->item[s->down_links[k]].place + 1; at > 0; at -= at & -at)
                    left += sums[at];
                count += seen - left;
            }
            for (int k = first; k < last; k++)
                for (int at = s->item[s->down_links[k]].place + 1; at <= places; at += at & -at)
                    sums[at]++;
            seen += last - first;
        }
    }
    return count;
}

/* Sweeps up and down; leaves the best order found in place. */
static int least_crossings(surrogate *s)
{
    int least = crossings(s);
    memcpy(s->best_order, s->by_rank, (size_t)s->items * sizeof(int));
    for (int sweep = 0; sweep < SWEEPS && least; sweep++) {
        if (sweep % 2)
            for (int r = s->ranks - 2; r >= 0; r--)
                sort_rank(s, r, false);
        else
            for (int r = 1; r < s->ranks; r++)
                sort_rank(s, r, true);
        transpose(s);
        int count = crossings(s);
        if (count < least) {
            least = count;
            memcpy(s->best_order, s->by_rank, (size_t)s->items * sizeof(int));
        }
    }
    memcpy(s->by_rank, s->best_order, (size_t)s->items * sizeof(int));
    return least;
}

static double mean_of(const surrogate *s, const int *list, int from, int to, double otherwise)
{
    double sum = 0;
    for (int k = from; k < to; k++)
        sum += s->item[list[k]].at;
    return to > from ? sum / (to - from) : otherwise;
}

/* Moves the items of a rank towards their neighbours above or below, or both, as far as their order and gaps allow. */
static void align_rank(surrogate *s, int r, int side, double gap)
{
    int *row = s->by_rank + s->rank_start[r], count = s->rank_start[r + 1] - s->rank_start[r];
    double limit = -1e9, error = 0;
    for (int i = 0; i < count; i++) {
        item *x = &s->item[row[i]];
        double up = side < 0 ? 0 : mean_of(s, s->up_links, s->up_start[row[i]], s->up_start[row[i] + 1], x->at);
        double down = side > 0 ? 0 : mean_of(s, s->down_links, s->down_start[row[i]], s->down_start[row[i] + 1], x->at);
        x->wanted = side ? up + down : (up + down) / 2;
    }
    for (int i = 0; i < count; i++) {
        item *x = &s->item[row[i]];
        x->at = x->wanted > limit + x->size / 2 ? x->wanted : limit + x->size / 2;
        limit = x->at + x->size / 2 + gap;
    }
    for (int i = 0; i < count; i++)
        error += (s->item[row[i]].at - s->item[row[i]].wanted) / count;
    limit = 1e9;
    for (int i = count; i-- > 0;) { /* back by the mean of what pushing to one side added */
        item *x = &s->item[row[i]];
        double highest = limit - x->size / 2, back = x->at - error;
        x->at = back < highest ? back : highest;
        limit = x->at - x->size / 2 - gap;
    }
}

/* Room across and along the ranks, and how far lines run across. */
static void align(surrogate *s, const candidate *c, double *across, double *along, double *sideways)
{
    for (int r = 0; r < s->ranks; r++) {
        double at = 0;
        for (int i = s->rank_start[r]; i < s->rank_start[r + 1]; i++) {
            item *x = &s->item[s->by_rank[i]];
            x->at = at + x->size / 2;
            at += x->size + c->node_gap;
        }
        for (int i = s->rank_start[r]; i < s->rank_start[r + 1]; i++)
            s->item[s->by_rank[i]].at -= at / 2;
    }
    for (int pass = 0; pass < ALIGNMENTS; pass++)
        for (int i = 0; i < s->ranks; i++)
            align_rank(s, pass % 2 ? s->ranks - 1 - i : i, pass == ALIGNMENTS - 1 ? 0 : pass % 2 ? -1 : 1, c->node_gap);
    double low = 1e9, high = -1e9;
    *along = *sideways = 0;
    for (int r = 0; r < s->ranks; r++) {
        double deep = 0;
        for (int i = s->rank_start[r]; i < s->rank_start[r + 1]; i++) {
            const item *x = &s->item[s->by_rank[i]];
            low = x->at - x->size / 2 < low ? x->at - x->size / 2 : low;
            high = x->at + x->size / 2 > high ? x->at + x->size / 2 : high;
            deep = x->deep > deep ? x->deep : deep;
        }
        *along += deep + (r + 1 < s->ranks ? c->rank_gap / 2 : 0);
    }
    *across = high - low;
    for (int i = 0; i < s->links; i++)
        *sideways += fabs(s->item[s->link[i].upper].at - s->item[s->link[i].lower].at);
}

/* What stands among the members of a frame without being one: the engine would have to lead it round. */
static double strangers(const surrogate *s)
{
    double count = 0;
    for (int g = 0; g < (int)s->part->group_count; g++) {
        double low = 1e9, high = -1e9;
        int first = s->ranks, last = -1;
        for (int i = 0; i < s->nodes; i++) {
            const item *x = &s->item[i];
            if (x->frame != g)
                continue;
            low = fmin(low, x->at - x->size / 2);
            high = fmax(high, x->at + x->size / 2);
            first = x->rank < first ? x->rank : first;
            last = x->rank > last ? x->rank : last;
        }
        if (last < 0)
            continue;
        for (int i = s->rank_start[first]; i < s->rank_start[last + 1]; i++) {
            const item *x = &s->item[s->by_rank[i]];
            if (x->frame != g && x->at > low && x->at < high)
                count += s->by_rank[i] < s->nodes ? 1 : 0.4;
        }
    }
    return count;
}

double surrogate_cost(surrogate *s, const candidate *c, double bound)
{
    orient(s, c);
    if (!rank_nodes(s, c) || !add_chains(s, c))
        return 1e9;
    index_links(s);
    first_order(s, c);
    double across, along, sideways, cost = 14 * least_crossings(s);
    if (cost > bound)
        return cost;
    align(s, c, &across, &along, &sideways);
    cost += 12 * strangers(s);
    bool down = c->direction == DIRECTION_DOWN;
    double width = (down ? across : along) + 2 * MARGIN, height = (down ? along : across) + MARGIN;
    double text = SIZE_LABEL * page_scale(s->options, width, height);
    cost += 12 * (SIZE_LABEL - text) + (text < 7 ? 24 * (7 - text) : 0);
    cost += 4 * width * height / (s->options->page_width * s->options->page_height);
    double upright = along / s->ranks * s->links;
    return cost + 1.5 * (sideways + upright) / 100;
}
