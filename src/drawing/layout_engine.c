#include "drawing/layout_graphviz.h"

#include "drawing/layout.h"

#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Labels of the layout graph are their own size ("78.5x22.25", points): no text and no font enters Graphviz. */
static graphviz_bool measure_label(textspan_t *span, char **font_path)
{
    (void)font_path;
    long w = 0, h = 0;
    if (sscanf(span->str, "%ldx%ld", &w, &h) != 2)
        w = h = 0;
    span->size.x = (double)w;
    span->size.y = (double)h;
    span->yoffset_layout = (double)h;
    span->yoffset_centerline = 0;
    span->layout = NULL;
    span->free_layout = NULL;
    return 1;
}

/* A built-in library is found only if its name begins with g and holds "_LTX_library". */
static gvtextlayout_engine_t text_engine = {measure_label};
static gvplugin_installed_t text_types[] = {{0, "textlayout", 1, &text_engine, NULL}, {0, NULL, 0, NULL, NULL}};
static gvplugin_api_t text_apis[] = {{API_textlayout, text_types}, {(api_t)0, NULL}};
static gvplugin_library_t text_library = {"entente", text_apis};

extern gvplugin_library_t gvplugin_dot_layout_LTX_library;

static lt_symlist_t libraries[] = {
    {"gventente_LTX_library", &text_library},
    {"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
    {NULL, NULL}, /* room for the library of the other engines */
    {NULL, NULL},
};

/* The library of neato, fdp, sfdp, circo and twopi costs start-up time: loaded only here, where it is needed. */
static bool load_other_engines(void)
{
    if (libraries[2].name)
        return true;
    void *handle = dlopen(ENTENTE_GRAPHVIZ_PLUGINS "/libgvplugin_neato_layout.so.6", RTLD_NOW);
    void *symbol = handle ? dlsym(handle, "gvplugin_neato_layout_LTX_library") : NULL;
    if (!symbol)
        return false;
    libraries[2] = (lt_symlist_t){"gvplugin_neato_layout_LTX_library", symbol};
    return true;
}

/* Ids by a counter: the ids that cgraph makes itself are addresses, and with frames the order of ids decides the
 * layout. */
typedef struct id_table {
    arena *arena;
    map *ids;
    ARRAY(const char *) names; /* NULL for what has none */
} id_table;

static id_table *opening; /* handed to ids_open, whose signature has no room for it */

static void *ids_open(Agraph_t *g, Agdisc_t *disc)
{
    (void)g;
    (void)disc;
    return opening;
}

static long ids_map(void *state, int type, char *name, IDTYPE *id, int create)
{
    id_table *t = state;
    (void)type;
    const char **known = name ? map_get(t->ids, name) : NULL;
    if (!known && !create)
        return 0;
    if (!known) {
        /* names of nodes, edges and subgraphs of a layout graph are all different, so one table serves all */
        *array_add(t->arena, &t->names) = name ? arena_copy(t->arena, name, strlen(name)) : NULL;
        *id = t->names.count;
        if (name) {
            uintptr_t *kept = arena_get(t->arena, sizeof *kept);
            *kept = t->names.count;
            map_put(t->ids, t->names.items[t->names.count - 1], kept);
        }
        return 1;
    }
    *id = *(uintptr_t *)known;
    return 1;
}

static long ids_alloc(void *state, int type, IDTYPE id)
{
    (void)state;
    (void)type;
    (void)id;
    return 0;
}

static void ids_free(void *state, int type, IDTYPE id)
{
    (void)state;
    (void)type;
    (void)id;
}

static char *ids_print(void *state, int type, IDTYPE id)
{
    id_table *t = state;
    (void)type;
    return (char *)t->names.items[id - 1];
}

static void ids_close(void *state)
{
    (void)state;
}

static void ids_register(void *state, int type, void *object)
{
    (void)state;
    (void)type;
    (void)object;
}

static Agiddisc_t ids = {ids_open, ids_map, ids_alloc, ids_free, ids_print, ids_close, ids_register};
static Agdisc_t discipline = GRAPHVIZ_DISCIPLINE(&ids);

typedef struct building {
    arena *arena;
    const part *part;
    const sizes *sizes;
    const candidate *candidate;
    Agraph_t *graph;
    Agraph_t **groups;
    Agnode_t **nodes;
    Agedge_t **edges;
} building;

static char *inches(arena *a, double points)
{
    long thousandths = lround(points / 72 * 1000);
    return arena_format(a, "%ld.%03ld", thousandths / 1000, thousandths % 1000);
}

static char *size_label(arena *a, double width, double height)
{
    return arena_format(a, "%ldx%ld", lround(ceil(width)), lround(ceil(height)));
}

/* Only dot makes room for labels; the others would leave them where they collide. */
static bool layered(const candidate *c)
{
    return strcmp(c->engine, "dot") == 0;
}

/* The others lay strangers among the members of a group: a frame would say that they belong to it. */
static bool keeps_groups_apart(const candidate *c)
{
    return layered(c) || strcmp(c->engine, "fdp") == 0;
}

static void set_graph(building *b)
{
    enum { LARGE = 300 };
    const candidate *c = b->candidate;
    bool large = b->part->edge_count > LARGE;
    Agraph_t *g = b->graph;
    agattr(g, AGRAPH, "rankdir", c->direction == DIRECTION_RIGHT ? "LR" : "TB");
    agattr(g, AGRAPH, "nodesep", inches(b->arena, c->node_gap));
    agattr(g, AGRAPH, "ranksep", inches(b->arena, c->rank_gap));
    agattr(g, AGRAPH, "overlap", "false");
    agattr(g, AGRAPH, "splines", large && !layered(c) ? "line" : "true");
    if (large) { /* dot may stop improving sooner; it takes several times as long otherwise */
        agattr(g, AGRAPH, "nslimit", "1");
        agattr(g, AGRAPH, "nslimit1", "1");
        agattr(g, AGRAPH, "mclimit", "0.2");
    }
    agattr(g, AGRAPH, "start", "1");
    agattr(g, AGRAPH, "label", "");
    agattr(g, AGRAPH, "labeljust", "l");
    agattr(g, AGRAPH, "margin", "8");
    agattr(g, AGNODE, "label", "");
    agattr(g, AGNODE, "shape", "box");
    agattr(g, AGNODE, "fixedsize", "true");
    agattr(g, AGNODE, "width", "1");
    agattr(g, AGNODE, "height", "1");
    agattr(g, AGEDGE, "label", "");
    agattr(g, AGEDGE, "dir", "none");
    agattr(g, AGEDGE, "weight", "1");
}

/* The subgraph of a group, made with its parents when first asked for. */
static Agraph_t *group_graph(building *b, size_t group)
{
    if (group == SIZE_MAX)
        return b->graph;
    if (!b->groups[group]) {
        Agraph_t *parent = group_graph(b, b->part->group_parent[group]);
        Agraph_t *g = agsubg(parent, arena_format(b->arena, "cluster_%zu", group), 1);
        const text_block *name = &b->sizes->groups[b->part->groups[group]];
        agset(g, "label", size_label(b->arena, name->width + 8, name->height + 2));
        b->groups[group] = g;
    }
    return b->groups[group];
}

static void add_nodes(building *b)
{
    const part *p = b->part;
    for (size_t i = 0; i < p->node_count; i++) {
        size_t n = b->candidate->node_order[i];
        const node_size *size = &b->sizes->nodes[p->nodes[n]];
        Agraph_t *home = b->candidate->groups ? group_graph(b, p->node_group[n]) : b->graph;
        Agnode_t *node = agnode(home, arena_format(b->arena, "n%zu", n), 1);
        agset(node, "width", inches(b->arena, size->width));
        agset(node, "height", inches(b->arena, size->height));
        b->nodes[n] = node;
    }
}

static void add_edges(building *b)
{
    const part *p = b->part;
    for (size_t i = 0; i < p->edge_count; i++) {
        size_t e = b->candidate->edge_order[i];
        bool flip = b->candidate->flipped[e];
        Agnode_t *from = b->nodes[flip ? p->head[e] : p->tail[e]], *to = b->nodes[flip ? p->tail[e] : p->head[e]];
        Agedge_t *edge = agedge(b->graph, from, to, arena_format(b->arena, "e%zu", e), 1);
        const text_block *label = &b->sizes->labels[p->edges[e]];
        if (layered(b->candidate) && label->lines.count && label->width > SMALL_LABEL)
            agset(edge, "label", size_label(b->arena, label->width + 4, label->height));
        b->edges[e] = edge;
    }
}

/* All pieces of an edge's spline as one curve, from its tail to its head. */
static bool read_edge(arena *a, Agedge_t *edge, bool flip, double height, curve *out)
{
    const splines *s = ED_spl(edge);
    if (!s || s->size < 1)
        return false;
    size_t count = 0;
    for (int i = 0; i < (int)s->size; i++)
        count += (size_t)s->list[i].size + (i ? 2 : 0);
    *out = (curve){arena_get(a, count * sizeof(point)), 0};
    for (int i = 0; i < (int)s->size; i++)
        for (int k = 0; k < (int)s->list[i].size; k++) {
            point p = {s->list[i].list[k].x, height - s->list[i].list[k].y};
            if (i && !k) { /* a gap between pieces is closed by a straight one */
                out->points[out->count] = out->points[out->count - 1];
                out->points[out->count + 1] = p;
                out->count += 2;
            }
            out->points[out->count++] = p;
        }
    for (size_t i = 0, k = out->count; flip && i + 1 < k; i++) {
        point swap = out->points[i];
        out->points[i] = out->points[--k];
        out->points[k] = swap;
    }
    return out->count >= 4 && (out->count - 1) % 3 == 0;
}

static box flipped_box(boxf b, double height)
{
    return (box){b.LL.x, height - b.UR.y, b.UR.x, height - b.LL.y};
}

static void read_groups(building *b, Agraph_t *g, double height, placing *out)
{
    for (int i = 1; i <= GD_n_cluster(g); i++) {
        Agraph_t *child = GD_clust(g)[i];
        for (size_t k = 0; k < b->part->group_count; k++)
            if (b->groups[k] == child)
                out->groups[k] = flipped_box(GD_bb(child), height);
        read_groups(b, child, height, out);
    }
}

static bool read_back(building *b, placing *out)
{
    const part *p = b->part;
    double height = GD_bb(b->graph).UR.y;
    out->width = GD_bb(b->graph).UR.x;
    out->height = height;
    for (size_t i = 0; i < p->node_count; i++) {
        point at = {ND_coord(b->nodes[i]).x, height - ND_coord(b->nodes[i]).y};
        const node_size *size = &b->sizes->nodes[p->nodes[i]];
        out->nodes[i] = box_around(at, size->width, size->height);
    }
    for (size_t i = 0; i < p->edge_count; i++) {
        if (!ED_spl(b->edges[i]) && !layered(b->candidate))
            out->edges[i] =
                curve_straight(b->arena, box_center(out->nodes[p->tail[i]]), box_center(out->nodes[p->head[i]]));
        else if (!read_edge(b->arena, b->edges[i], b->candidate->flipped[i], height, &out->edges[i]))
            return false;
        const text_block *size = &b->sizes->labels[p->edges[i]];
        const textlabel_t *label = ED_label(b->edges[i]);
        point at = label && label->set ? (point){label->pos.x, height - label->pos.y} : out->edges[i].points[0];
        out->labels[i] = box_around(at, size->width, size->height);
    }
    if (b->candidate->groups && keeps_groups_apart(b->candidate))
        read_groups(b, b->graph, height, out);
    return true;
}

static int ignore_message(char *message)
{
    (void)message;
    return 0;
}

/* A context with the libraries that are wanted, and a new graph in `out`. */
static GVC_t *begin(arena *a, bool dot_only, Agraph_t **out)
{
    static GVC_t *contexts[2]; /* a context knows the libraries of its day */
    if (!dot_only && !load_other_engines())
        return NULL;
    GVC_t **context = &contexts[!dot_only];
    if (!*context) {
        *context = gvContextPlugins(libraries, 0);
        agseterrf(ignore_message);
    }
    opening = arena_new_of(a, id_table);
    opening->arena = a;
    opening->ids = map_new(a);
    *out = agopen("g", Agdirected, &discipline);
    agreseterrors();
    return *context;
}

bool engine_points(arena *a, const char *engine, size_t nodes, size_t edges, const size_t *tail, const size_t *head,
                   point *out)
{
    Agraph_t *g;
    GVC_t *context = begin(a, false, &g);
    if (!context)
        return false;
    agattr(g, AGRAPH, "overlap", "true");
    agattr(g, AGRAPH, "splines", "none");
    agattr(g, AGRAPH, "start", "1");
    agattr(g, AGNODE, "label", "");
    Agnode_t **made = arena_get(a, (nodes + 1) * sizeof *made);
    for (size_t n = 0; n < nodes; n++)
        made[n] = agnode(g, arena_format(a, "n%zu", n), 1);
    for (size_t e = 0; e < edges; e++)
        agedge(g, made[tail[e]], made[head[e]], arena_format(a, "e%zu", e), 1);
    if (gvLayout(context, g, engine) != 0 || agerrors() != 0)
        return false;
    for (size_t n = 0; n < nodes; n++)
        out[n] = (point){ND_coord(made[n]).x, -ND_coord(made[n]).y};
    return true;
}

bool engine_run(arena *a, const part *p, const sizes *z, const candidate *c, placing *out)
{
    building b = {.arena = a, .part = p, .sizes = z, .candidate = c};
    GVC_t *context = begin(a, layered(c), &b.graph);
    if (!context)
        return false;
    b.groups = arena_get(a, p->group_count * sizeof *b.groups);
    b.nodes = arena_get(a, p->node_count * sizeof *b.nodes);
    b.edges = arena_get(a, p->edge_count * sizeof *b.edges);
    set_graph(&b);
    add_nodes(&b);
    add_edges(&b);
    /* Never freed: 2.42 crashes in that on some graphs, and the process ends soon. */
    return gvLayout(context, b.graph, c->engine) == 0 && agerrors() == 0 && read_back(&b, out);
}
