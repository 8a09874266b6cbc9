#include "drawing/drawing.h"
#include "drawing/theme.h"

#include <string.h>

/* The DOT is written here and not by cgraph, whose agwrite() cannot give what is asked of it: it groups edges by their
   tails and sorts attributes by name, so that the order of the file is lost; its cost grows with nodes times groups;
   its form differs between releases; and where memory runs out it crashes (as agopen() does), since its dictionaries do
   not look at what malloc() returns. */

/* Where the text of names and labels breaks, in points at the sizes below. */
#define WIDTH_NAME  92.0
#define WIDTH_LABEL 80.0
#define WIDTH_TITLE 420.0
#define SIZE_NODE   10.0
#define SIZE_EDGE   8.0
#define SIZE_TOP    12.0

/* What is wider than this is written with one attribute a line. */
enum { LINE_LENGTH = 120, NOTE_LINES = 3, DEEPEST_INDENT = 8 };

/* A value is what stands between the quotes, but for quotes in it: see plain() and shown(). */
typedef struct attribute {
    const char *name, *value;
} attribute;

typedef ARRAY(attribute) attributes;

typedef enum statement_type { DEFAULTS, NODE, EDGE, OPENING, CLOSING } statement_type;

typedef struct statement {
    statement_type type;
    const char *subject; /* "node" of defaults; a node's id, that of an edge's tail, the name of a subgraph */
    const char *head;    /* of an edge */
    attributes attributes;
    int depth;
    bool apart; /* a blank line stands before it */
} statement;

struct graph {
    arena *arena;
    const selection *selection;
    const char *name;
    ARRAY(statement) statements;
    int depth;
};

/* ---- values ---- */

/* Text that nobody interprets. DOT has no form for a backslash before a quote or at the end, but for a double one:
   so each is doubled, everywhere. */
static const char *plain(arena *a, const char *text)
{
    size_t count = 0;
    for (const char *at = text; (at = strchr(at, '\\')); at++)
        count++;
    if (!count)
        return text;
    char *out = arena_get(a, strlen(text) + count + 1), *to = out;
    for (; *text; text++) {
        if (*text == '\\')
            *to++ = '\\';
        *to++ = *text;
    }
    return out;
}

/* Does "&" begin what Graphviz takes for a character entity? */
static bool is_entity(const char *text)
{
    size_t length = strspn(text + 1, "#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    return length && text[1 + length] == ';';
}

static char *put(char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

static char *put_text(char *to, const char *text)
{
    return put(to, text, strlen(text));
}

/* Text that Graphviz draws as it is: no escape such as \N, no entity, nothing that XML has no place for, in one line.
 */
static char *put_shown(char *to, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        const char *start = text;
        uint32_t c = utf8_next(&text, end);
        if (c == '\\')
            to = put_text(to, "\\\\");
        else if (c == '&' && is_entity(start))
            to = put_text(to, "&amp;");
        else if (c == '\t' || c == '\n' || c == '\r')
            *to++ = ' ';
        else if (c < 0x20 || c == 0xfffe || c == 0xffff)
            to += utf8_put(0xfffd, to);
        else
            to = put(to, start, (size_t)(text - start));
    }
    return to;
}

/* The most bytes that put_shown() writes. */
static size_t room_of(const char *text)
{
    return 5 * strlen(text);
}

static const char *shown(arena *a, const char *text)
{
    char *out = arena_get(a, room_of(text) + 1);
    put_shown(out, text);
    return out;
}

/* A link, which Graphviz 2.42 puts into XML as it is. */
static const char *link_of(arena *a, const char *url)
{
    static const char hex[] = "0123456789ABCDEF";
    char *out = arena_get(a, room_of(url) + 1), *to = out;
    for (; *url; url++) {
        unsigned char c = (unsigned char)*url;
        if (c == '&')
            to = put_text(to, "&amp;");
        else if (c == '\\')
            to = put_text(to, "\\\\");
        else if (c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>')
            to = put(to, (char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
        else
            *to++ = *url;
    }
    return out;
}

/* Lines as one label, centred. */
static const char *label_of(arena *a, const text_lines *blocks, size_t count)
{
    size_t room = 1;
    for (size_t b = 0; b < count; b++)
        for (size_t i = 0; i < blocks[b].count; i++)
            room += room_of(blocks[b].items[i].text) + 2;
    char *label = arena_get(a, room), *to = label;
    for (size_t b = 0; b < count; b++)
        for (size_t i = 0; i < blocks[b].count; i++) {
            to = put_text(to, to > label ? "\\n" : "");
            to = put_shown(to, blocks[b].items[i].text);
        }
    return label;
}

static const char *wrapped(arena *a, const char *text, double size, double width)
{
    text_lines lines = text_wrap(a, text, size, false, width, 0);
    return label_of(a, &lines, 1);
}

static const char *color_of(arena *a, const paint *p)
{
    return arena_format(a, "#%06x", (unsigned)paint_value(p, THEME_LIGHT));
}

/* ---- statements ---- */

static statement *add(graph *g, statement_type type, const char *subject)
{
    statement *s = array_add(g->arena, &g->statements);
    s->type = type;
    s->subject = subject;
    s->depth = g->depth;
    return s;
}

static void set(graph *g, statement *s, const char *name, const char *value)
{
    if (value && *value)
        *array_add(g->arena, &s->attributes) = (attribute){name, value};
}

static void set_plain(graph *g, statement *s, const char *name, const char *text)
{
    if (text)
        set(g, s, name, plain(g->arena, text));
}

static void set_date(graph *g, statement *s, const char *name, date d)
{
    char text[12];
    date_text(d, text);
    if (d.year)
        set(g, s, name, arena_copy(g->arena, text, strlen(text)));
}

static void set_data(graph *g, statement *s, const char *path, const datum *d)
{
    if (d->text)
        set_plain(g, s, plain(g->arena, path), d->text);
    for (size_t i = 0; i < d->children.count; i++) {
        const datum *child = d->children.items[i];
        const char *deeper = child->key ? arena_format(g->arena, "%s_%s", path, child->key)
                                        : arena_format(g->arena, "%s_%zu", path, i + 1);
        set_data(g, s, deeper, child);
    }
}

/* "report, joint-statement" */
static const char *source_ids(graph *g, const claim *c)
{
    size_t room = 1;
    for (size_t i = 0; i < c->sources.count; i++)
        room += strlen(c->sources.items[i]->id) + 2;
    char *ids = arena_get(g->arena, room), *to = ids;
    for (size_t i = 0; i < c->sources.count; i++) {
        to = put_text(to, i ? ", " : "");
        to = put_text(to, c->sources.items[i]->id);
    }
    return ids;
}

/* What nodes and edges have in common. */
static void set_claim(graph *g, statement *s, const claim *c)
{
    if (c->status != STATUS_ACTIVE)
        set(g, s, "status", status_words[c->status]);
    set_date(g, s, "since", c->since);
    set_date(g, s, "until", c->until);
    set(g, s, "source", source_ids(g, c));
    set_plain(g, s, "quote", c->quote);
    if (c->emphasis != EMPHASIS_NORMAL && !g->selection->changes) /* which say it for reasons of their own */
        set(g, s, "emphasis", emphasis_words[c->emphasis]);
    if (c->data)
        set_data(g, s, "data", c->data);
    if (c->url)
        set(g, s, "URL", link_of(g->arena, c->url));
}

static void set_tooltip(graph *g, statement *s, buffer *told)
{
    if (told->data)
        set(g, s, "tooltip", shown(g->arena, told->data));
    buffer_free(told);
}

/* ---- how things look ---- */

static const char *const shape_names[SHAPE_COUNT] = {[SHAPE_BOX] = "box",
                                                     [SHAPE_ROUNDED] = "box",
                                                     [SHAPE_STADIUM] = "ellipse",
                                                     [SHAPE_CUT] = "octagon",
                                                     [SHAPE_HEXAGON] = "hexagon"};

static const char *const dash_styles[STATUS_COUNT] = {[STATUS_ACTIVE] = "",
                                                      [STATUS_PLANNED] = "dashed",
                                                      [STATUS_PROPOSED] = "dashed",
                                                      [STATUS_DISPUTED] = "dotted",
                                                      [STATUS_ENDED] = "dotted"};

static const char *const pen_widths[EMPHASIS_COUNT] = {
    [EMPHASIS_NORMAL] = "", [EMPHASIS_STRONG] = "2", [EMPHASIS_MUTED] = "0.7"};

static const char *const arrowheads[TONE_COUNT] = {
    [TONE_NEUTRAL] = "", [TONE_COOPERATIVE] = "vee", [TONE_ADVERSARIAL] = "tee"};
static const char *const both_ends[TONE_COUNT] = {
    [TONE_NEUTRAL] = "", [TONE_COOPERATIVE] = "dot", [TONE_ADVERSARIAL] = "tee"};

/* Where something is compared, how a thing has changed takes the place of its colours. */
static void set_change(graph *g, statement *s, change_mark m, const kind *k)
{
    if (!m.change)
        return;
    set(g, s, "change", change_words[m.change]);
    set(g, s, "color", color_of(g->arena, theme_change_line(m.change)));
    if (!k) {
        set(g, s, "fontcolor", color_of(g->arena, theme_change_line(m.change)));
        return;
    }
    kind_paint p = theme_change_box(m.change, k->mark);
    set(g, s, "fillcolor", color_of(g->arena, p.fill));
    set(g, s, "fontcolor", color_of(g->arena, p.text));
}

static const char *style_of(const kind *k)
{
    return k->shape == SHAPE_ROUNDED ? "filled,rounded" : "filled";
}

/* How all nodes of a kind look that follow. */
static void add_kind(graph *g, const kind *k)
{
    statement *s = add(g, DEFAULTS, "node");
    kind_paint p = theme_kind(g->arena, k);
    s->apart = true;
    set_plain(g, s, "kind", k->id);
    set(g, s, "shape", shape_names[k->shape]);
    set(g, s, "style", style_of(k));
    set(g, s, "fillcolor", color_of(g->arena, p.fill));
    set(g, s, "color", color_of(g->arena, p.stroke));
    set(g, s, "fontcolor", color_of(g->arena, p.text));
}

/* Where a node looks otherwise than its kind. */
static void set_node_look(graph *g, statement *s, const node *n)
{
    static const kind faded = {.color = "gray"};
    change_mark m = change_of_node(g->selection, n);
    const char *dash = dash_styles[m.change == CHANGE_WENT ? STATUS_ENDED : n->claim.status];
    if (*dash)
        set(g, s, "style", arena_format(g->arena, "%s,%s", style_of(n->kind), dash));
    set(g, s, "penwidth", pen_widths[n->claim.emphasis]);
    set_change(g, s, m, n->kind);
    if (n->claim.status != STATUS_ENDED || m.change)
        return;
    set(g, s, "color", color_of(g->arena, theme_line(TONE_NEUTRAL, STATUS_ENDED)));
    if (n->kind->mark == MARK_SOLID) {
        kind_paint p = theme_kind(g->arena, &faded);
        set(g, s, "fillcolor", color_of(g->arena, p.fill));
        set(g, s, "fontcolor", color_of(g->arena, p.text));
    }
}

static void set_edge_look(graph *g, statement *s, const edge *e)
{
    tone t = e->relation ? e->relation->tone : TONE_NEUTRAL;
    change_mark m = change_of_edge(g->selection, e);
    const paint *p = theme_line(t, e->claim.status);
    set_change(g, s, m, NULL);
    if (!m.change && p != theme_line(TONE_NEUTRAL, STATUS_ACTIVE)) {
        set(g, s, "color", color_of(g->arena, p));
        set(g, s, "fontcolor", color_of(g->arena, p));
    }
    set(g, s, "style", dash_styles[m.change == CHANGE_WENT ? STATUS_ENDED : e->claim.status]);
    set(g, s, "penwidth", pen_widths[e->claim.emphasis]);
    if (e->directed) {
        set(g, s, "arrowhead", arrowheads[t]);
        return;
    }
    set(g, s, "dir", *both_ends[t] ? "both" : "none");
    set(g, s, "arrowhead", both_ends[t]);
    set(g, s, "arrowtail", both_ends[t]);
}

/* ---- the network ---- */

/* Title, and under it the subtitle and the day, as in the picture. */
static const char *heading(graph *g)
{
    const selection *s = g->selection;
    const char *subtitle = s->subtitle ? s->subtitle : "";
    char day[12];
    date_text(s->day, day);
    if (s->day.year)
        subtitle = arena_format(g->arena, "%s%sas of %s", subtitle, *subtitle ? " · " : "", day);
    text_lines blocks[] = {text_wrap(g->arena, s->title ? s->title : "", SIZE_TOP, false, WIDTH_TITLE, 0),
                           text_wrap(g->arena, subtitle, SIZE_TOP, false, WIDTH_TITLE, 0)};
    return label_of(g->arena, blocks, 2);
}

/* "2. Title, publisher, 2024-05-01, https://…", so that the numbers that tooltips tell are found. */
static const char *told_source(graph *g, const source *it, size_t number)
{
    char day[12];
    date_text(it->date, day);
    const char *parts[] = {it->title, it->text, it->publisher, it->date.year ? day : NULL, it->url};
    const char *text = arena_format(g->arena, "%zu.", number);
    const char *between = " ";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] && *parts[i]) {
            text = arena_format(g->arena, "%s%s%s", text, between, parts[i]);
            between = ", ";
        }
    return text;
}

static void add_defaults(graph *g)
{
    const selection *s = g->selection;
    const paint *line = theme_line(TONE_NEUTRAL, STATUS_ACTIVE);
    statement *top = add(g, DEFAULTS, "graph");
    set(g, top, "label", heading(g));
    set(g, top, "labelloc", "t");
    set(g, top, "fontname", "Arial");
    set(g, top, "fontsize", "12");
    set(g, top, "fontcolor", color_of(g->arena, &paint_ink));
    set(g, top, "nodesep", "0.3");
    set(g, top, "ranksep", "0.45");
    set(g, top, "overlap", "false"); /* for neato, fdp and sfdp: no box on another, no line through one */
    set(g, top, "splines", "true");
    set_date(g, top, "as_of", s->day);
    set_plain(g, top, "lang", s->network->lang);
    for (size_t i = 0; i < s->notes.count; i++) {
        const source *it = s->notes.items[i];
        set_plain(g, top, arena_format(g->arena, "source_%s", it->id), told_source(g, it, i + 1));
    }
    statement *nodes = add(g, DEFAULTS, "node");
    set(g, nodes, "fontname", "Arial");
    set(g, nodes, "fontsize", "10");
    set(g, nodes, "width", "0.4");
    set(g, nodes, "height", "0.3");
    set(g, nodes, "margin", "0.12,0.07");
    set(g, nodes, "status", status_words[STATUS_ACTIVE]);
    statement *edges = add(g, DEFAULTS, "edge");
    set(g, edges, "fontname", "Arial");
    set(g, edges, "fontsize", "8");
    set(g, edges, "color", color_of(g->arena, line));
    set(g, edges, "fontcolor", color_of(g->arena, line));
    set(g, edges, "arrowsize", "0.7");
    set(g, edges, "status", status_words[STATUS_ACTIVE]);
}

static void add_node(graph *g, const node *n)
{
    arena *a = g->arena;
    text_lines blocks[] = {text_wrap(a, n->name, SIZE_NODE, false, WIDTH_NAME, 0),
                           text_wrap(a, n->note ? n->note : "", SIZE_NODE, false, WIDTH_NAME, NOTE_LINES)};
    const char *label = label_of(a, blocks, 2), *name = plain(a, n->name);
    statement *s = add(g, NODE, n->id);
    *array_add(a, &s->attributes) = (attribute){"label", label}; /* an empty one too: the default is the id */
    if (strcmp(name, label) != 0)
        set(g, s, "name", name);
    size_t before = s->attributes.count;
    set_plain(g, s, "note", n->note);
    if (n->icon) /* not as `image`: dot would draw it at its own size, and not at all where it stands elsewhere */
        set_plain(g, s, "icon", n->icon->path);
    set_claim(g, s, &n->claim);
    const char *changed = change_of_node(g->selection, n).told;
    bool says_more = s->attributes.count > before;
    set_node_look(g, s, n);
    buffer told = {0};
    if (changed)
        buffer_text(&told, changed);
    else if (says_more)
        told_node(g->selection, n, &told);
    set_tooltip(g, s, &told);
}

static void add_edge(graph *g, const edge *e)
{
    statement *s = add(g, EDGE, e->from->id);
    s->head = e->to->id;
    set(g, s, "key", e->id);
    set(g, s, "label", wrapped(g->arena, e->label, SIZE_EDGE, WIDTH_LABEL));
    set_plain(g, s, "relation", e->relation ? e->relation->id : NULL);
    set(g, s, "directed", e->directed ? NULL : "false");
    set_claim(g, s, &e->claim);
    set_edge_look(g, s, e);
    const char *changed = change_of_edge(g->selection, e).told;
    buffer told = {0};
    if (changed)
        buffer_text(&told, changed);
    else
        told_edge(g->selection, e, &told);
    set_tooltip(g, s, &told);
}

/* ---- groups ---- */

/* A group that is drawn: its parts, in file order. */
typedef struct cluster {
    const group *group;
    struct cluster *in, *first, *last, *next; /* next: in the same group */
    ARRAY(const node *) nodes;
} cluster;

/* Nodes of one group, or of none. Their look is said anew where the kind changes. */
static void add_nodes(graph *g, const node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!i || nodes[i]->kind != nodes[i - 1]->kind)
            add_kind(g, nodes[i]->kind);
        add_node(g, nodes[i]);
    }
}

static void open_cluster(graph *g, const cluster *c)
{
    arena *a = g->arena;
    add(g, OPENING, arena_format(a, "cluster_%s", c->group->id))->apart = true;
    g->depth++;
    statement *s = add(g, DEFAULTS, "graph");
    set(g, s, "label", wrapped(a, c->group->name, SIZE_NODE, 2 * WIDTH_NAME));
    set(g, s, "labeljust", "l");
    set(g, s, "fontsize", "9");
    set(g, s, "fontcolor", color_of(a, &paint_soft));
    set(g, s, "style", "filled,rounded");
    set(g, s, "fillcolor", color_of(a, &paint_group));
    set(g, s, "color", color_of(a, &paint_group_line));
}

static void close_cluster(graph *g, const cluster *c)
{
    add_nodes(g, c->nodes.items, c->nodes.count);
    g->depth--;
    add(g, CLOSING, NULL);
}

/* A walk without recursion: groups may be nested as deep as there are groups. */
static void add_cluster(graph *g, const cluster *top)
{
    const cluster *c = top;
    open_cluster(g, c);
    while (c) {
        if (c->first) {
            c = c->first;
            open_cluster(g, c);
            continue;
        }
        close_cluster(g, c);
        while (c != top && !c->next) {
            c = c->in;
            close_cluster(g, c);
        }
        c = c == top ? NULL : c->next;
        if (c)
            open_cluster(g, c);
    }
}

static void add_all_nodes(graph *g)
{
    const selection *s = g->selection;
    arena *a = g->arena;
    cluster *by_index = arena_get(a, s->network->groups.count * sizeof *by_index), none = {0};
    for (size_t i = 0; i < s->groups.count; i++) {
        const group *it = s->groups.items[i];
        cluster *c = &by_index[it->index];
        c->group = it;
        c->in = it->in ? &by_index[it->in->index] : &none;
        if (c->in->last)
            c->in->last->next = c;
        else
            c->in->first = c;
        c->in->last = c;
    }
    for (size_t i = 0; i < s->nodes.count; i++) {
        const node *n = s->nodes.items[i];
        cluster *c = n->in ? &by_index[n->in->index] : &none;
        *array_add(a, &c->nodes) = n;
    }
    for (const cluster *c = none.first; c; c = c->next)
        add_cluster(g, c);
    add_nodes(g, none.nodes.items, none.nodes.count);
}

graph *graph_build(arena *a, const selection *s)
{
    graph *g = arena_new_of(a, graph);
    g->arena = a;
    g->selection = s;
    g->name = s->title ? shown(a, s->title) : "";
    g->depth = 1;
    add_defaults(g);
    add_all_nodes(g);
    for (size_t i = 0; i < s->edges.count; i++) {
        add_edge(g, s->edges.items[i]);
        if (i == 0)
            g->statements.items[g->statements.count - 1].apart = true;
    }
    return g;
}

/* ---- DOT ---- */

static bool is_keyword(const char *text)
{
    static const char *const keywords[] = {"node", "edge", "graph", "digraph", "subgraph", "strict"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        size_t k = 0;
        while (keywords[i][k] && (text[k] | 0x20) == keywords[i][k])
            k++;
        if (!keywords[i][k] && !text[k])
            return true;
    }
    return false;
}

/* A name or a plain number, which needs no quotes. */
static bool is_bare(const char *text)
{
    static const char digits[] = "0123456789",
                      names[] = "_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    size_t whole = strspn(text, digits);
    if (!whole)
        return *text && !text[strspn(text, names)] && !is_keyword(text);
    size_t part = text[whole] == '.' ? strspn(text + whole + 1, digits) : 0;
    return !text[whole] || (part && !text[whole + 1 + part]);
}

static void write_id(buffer *out, const char *text)
{
    if (is_bare(text)) {
        buffer_text(out, text);
        return;
    }
    buffer_char(out, '"');
    for (size_t length; *text; text += length) {
        if (*text == '"')
            buffer_char(out, '\\');
        length = 1 + strcspn(text + 1, "\"");
        buffer_add(out, text, length);
    }
    buffer_char(out, '"');
}

static void write_indent(buffer *out, int depth)
{
    for (int i = 0; i < depth && i < DEEPEST_INDENT; i++)
        buffer_char(out, '\t');
}

static void write_attributes(buffer *out, const statement *s, bool one_line)
{
    if (s->type == OPENING)
        return;
    buffer_text(out, " [");
    for (size_t i = 0; i < s->attributes.count; i++) {
        const attribute *it = &s->attributes.items[i];
        if (!one_line) {
            buffer_char(out, '\n');
            write_indent(out, s->depth + 1);
        } else if (i) {
            buffer_char(out, ' ');
        }
        write_id(out, it->name);
        buffer_char(out, '=');
        write_id(out, it->value);
        if (i + 1 < s->attributes.count)
            buffer_char(out, ',');
    }
    if (!one_line) {
        buffer_char(out, '\n');
        write_indent(out, s->depth);
    }
    buffer_char(out, ']');
}

static void write_statement(buffer *out, const statement *s)
{
    if (s->apart)
        buffer_char(out, '\n');
    write_indent(out, s->depth);
    if (s->type == CLOSING) {
        buffer_text(out, "}\n");
        return;
    }
    size_t start = out->length;
    if (s->type == OPENING)
        buffer_text(out, "subgraph ");
    if (s->type == DEFAULTS)
        buffer_text(out, s->subject);
    else
        write_id(out, s->subject);
    if (s->type == EDGE) {
        buffer_text(out, " -> ");
        write_id(out, s->head);
    }
    size_t behind_subject = out->length;
    write_attributes(out, s, true);
    if (out->length - start > LINE_LENGTH) {
        out->length = behind_subject;
        write_attributes(out, s, false);
    }
    buffer_text(out, s->type == OPENING ? " {\n" : ";\n");
}

void graph_write(graph *g, buffer *out)
{
    buffer_text(out, "digraph ");
    if (*g->name) {
        write_id(out, g->name);
        buffer_char(out, ' ');
    }
    buffer_text(out, "{\n");
    for (size_t i = 0; i < g->statements.count; i++)
        write_statement(out, &g->statements.items[i]);
    buffer_text(out, "}\n");
}
