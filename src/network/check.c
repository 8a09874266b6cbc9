#include "network/check.h"

#include <string.h>

/* Labels are compared with so many relations, so that a file of nothing but relations and labels costs no more. */
enum { RELATIONS_COMPARED = 200 };

const char *edge_in_short(const network *n, const edge *e)
{
    return arena_format(n->arena, "%s %s %s", e->from->id, e->directed ? "->" : "--", e->to->id);
}

/* `a` is over for certain when `b` begins. Not where one of them is unknown. */
static bool is_before(date a, date b)
{
    return a.year && b.year && date_last(a) < date_first(b);
}

/* ---- sources ---- */

bool node_is_statement(const node *n)
{
    return n->claim.since.year || n->claim.until.year || n->claim.status_at.file;
}

static const char *const cite_help = "add `source:` with the id of a source";

/* Of a quote without source that is told in its own words; to be told twice what one source would mend helps nobody. */
static bool is_told_as_quote(const claim *c, const diagnostics *d)
{
    return c->quote && diagnostics_severity(d, RULE_QUOTE_WITHOUT_SOURCE) != SEVERITY_OFF;
}

static void check_unsourced(const network *n, diagnostics *d)
{
    for (size_t i = 0; i < n->nodes.count; i++) {
        const node *it = n->nodes.items[i];
        if (node_is_statement(it) && !it->claim.sources.count && !is_told_as_quote(&it->claim, d))
            report(d, RULE_UNSOURCED_CLAIM, it->claim.at, cite_help, "no source for what ‘%s’ says", it->id);
    }
    for (size_t i = 0; i < n->edges.count; i++) {
        const edge *it = n->edges.items[i];
        if (!it->claim.sources.count && !is_told_as_quote(&it->claim, d))
            report(d, RULE_UNSOURCED_CLAIM, it->claim.at, cite_help, "no source for the claim ‘%s’",
                   edge_in_short(n, it));
    }
}

/* Of a file without any source, all that is to be said is said once. */
static void check_sources(const network *n, diagnostics *d)
{
    if (n->sources.count)
        check_unsourced(n, d);
    else if (n->edges.count)
        report(d, RULE_UNSOURCED_CLAIM, n->edges.items[0]->claim.at,
               "list under `sources:` what the claims rest on, and cite it with `source:`",
               "no claim of this network names a source");
}

bool quote_is_at_fault(const claim *c)
{
    return c->quote_at.file && (!c->quote || !c->sources.count);
}

static void report_quote(diagnostics *d, const claim *c, const char *name)
{
    if (!c->quote)
        report(d, RULE_EMPTY_QUOTE, c->quote_at, "write the words of the source, or take `quote:` out",
               "the quote at ‘%s’ is empty", name);
    else
        report(d, RULE_QUOTE_WITHOUT_SOURCE, c->at, cite_help, "the quote at ‘%s’ names no source", name);
}

static void check_quotes(const network *n, diagnostics *d)
{
    for (size_t i = 0; i < n->nodes.count; i++)
        if (quote_is_at_fault(&n->nodes.items[i]->claim))
            report_quote(d, &n->nodes.items[i]->claim, n->nodes.items[i]->id);
    for (size_t i = 0; i < n->edges.count; i++)
        if (quote_is_at_fault(&n->edges.items[i]->claim))
            report_quote(d, &n->edges.items[i]->claim, edge_in_short(n, n->edges.items[i]));
}

static void mark_cited(const claim *c, bool *cited)
{
    for (size_t i = 0; i < c->sources.count; i++)
        cited[c->sources.items[i]->index] = true;
}

static void check_uncited(const network *n, diagnostics *d)
{
    bool *cited = arena_get(n->arena, n->sources.count * sizeof *cited);
    for (size_t i = 0; i < n->nodes.count; i++)
        mark_cited(&n->nodes.items[i]->claim, cited);
    for (size_t i = 0; i < n->edges.count; i++)
        mark_cited(&n->edges.items[i]->claim, cited);
    for (size_t i = 0; i < n->sources.count; i++)
        if (!cited[i])
            report(d, RULE_UNUSED_SOURCE, n->sources.items[i]->at, "cite it at a claim, or take it out",
                   "nothing cites the source ‘%s’", n->sources.items[i]->id);
}

/* ---- edges ---- */

static void check_lone_nodes(const network *n, diagnostics *d)
{
    for (size_t i = 0; i < n->nodes.count; i++) {
        const node *it = n->nodes.items[i];
        if (!it->degree)
            report(d, RULE_LONE_NODE, it->claim.at, "write an edge for it, or take it out", "‘%s’ has no edges",
                   it->id);
    }
}

/* The relation that a free label may have meant, by its id or its label; NULL where none is near. */
static const relation *near_relation(const network *n, const char *label)
{
    size_t count = n->relations.count < RELATIONS_COMPARED ? n->relations.count : RELATIONS_COMPARED;
    nearest near = nearest_to(label);
    const relation *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const relation *it = n->relations.items[i];
        const char *before = near.best;
        nearest_try(&near, it->id);
        nearest_try(&near, it->label);
        if (near.best != before)
            best = it;
    }
    return best;
}

static void check_labels(const network *n, diagnostics *d)
{
    static const relation none;
    map *known = map_new(n->arena); /* label -> relation near to it, or `none` */
    for (size_t i = 0; i < n->edges.count; i++) {
        const edge *it = n->edges.items[i];
        if (it->relation || !*it->label)
            continue;
        const relation *near = map_get(known, it->label);
        if (!near) {
            near = near_relation(n, it->label);
            near = near ? near : &none;
            map_put(known, it->label, (void *)near);
        }
        if (near != &none)
            report(d, RULE_NEAR_RELATION, it->label_at.file ? it->label_at : it->claim.at,
                   arena_format(n->arena, "did you mean the relation ‘%s’?", near->id),
                   "‘%s’ is no relation and is drawn as a label", it->label);
    }
}

/* What two edges have in common that claim the same; an undirected edge reads the same from both ends. */
static const char *claim_key(const network *n, const edge *e)
{
    size_t a = e->from->index, b = e->to->index;
    bool swap = !e->directed && a > b;
    return arena_format(n->arena, "%zu %c %zu %s %s", swap ? b : a, e->directed ? '>' : '-', swap ? a : b,
                        e->relation ? e->relation->id : "", e->label);
}

static bool same_date(date a, date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* The day from which `a` holds for certain is not behind the one until which `b` does. */
static bool reaches(const claim *a, const claim *b)
{
    return !a->since.year || !b->until.year || date_last(a->since) <= date_first(b->until);
}

/* There is a day on which both hold for certain, or they have the very same dates. Of a claim that ends in 2003 and one
   that begins in 2003 nobody knows. */
static bool meet_in_time(const claim *a, const claim *b)
{
    if (same_date(a->since, b->since) && same_date(a->until, b->until))
        return true;
    return reaches(a, a) && reaches(b, b) && reaches(a, b) && reaches(b, a);
}

/* "line 12", "line 3 of people.yaml"; for the first ones only, since each costs a walk through the file. */
static const char *where(const network *n, const claim *c, const source_file *seen_from, size_t told)
{
    unsigned line, column;
    if (told >= DIAGNOSTICS_SHOWN)
        return "an earlier line";
    place_line_column(c->at, &line, &column);
    return c->at.file == seen_from ? arena_format(n->arena, "line %u", line)
                                   : arena_format(n->arena, "line %u of %s", line, c->at.file->name);
}

static void check_duplicates(const network *n, diagnostics *d)
{
    map *latest = map_new(n->arena); /* compared with the latest alike only: one look for each edge */
    size_t told = 0;
    for (size_t i = 0; i < n->edges.count; i++) {
        edge *it = n->edges.items[i];
        const edge *before = map_put(latest, claim_key(n, it), it);
        if (before && before->claim.status == it->claim.status && meet_in_time(&before->claim, &it->claim))
            report(d, RULE_DUPLICATE_CLAIM, it->claim.at, "keep one, or tell them apart by label, status or dates",
                   "‘%s’ claims again what %s claims", edge_in_short(n, it),
                   where(n, &before->claim, it->claim.at.file, told++));
    }
}

/* ---- time ---- */

static void report_conflict(const network *n, diagnostics *d, const edge *e, date at, const char *verb, const node *end,
                            const char *what, date against)
{
    char day[12];
    date_text(against, day);
    report(d, RULE_DATE_CONFLICT, at.at, NULL, "‘%s’ %s ‘%s’ %s (%s)", edge_in_short(n, e), verb, end->id, what, day);
}

static void check_dates_at(const network *n, diagnostics *d, const edge *e, const node *end)
{
    const claim *c = &e->claim, *other = &end->claim;
    if (is_before(c->since, other->since))
        report_conflict(n, d, e, c->since, "begins before", end, "began", other->since);
    if (is_before(other->until, c->since))
        report_conflict(n, d, e, c->since, "begins after", end, "ended", other->until);
    if (is_before(c->until, other->since))
        report_conflict(n, d, e, c->until, "ends before", end, "began", other->since);
    if (is_before(other->until, c->until))
        report_conflict(n, d, e, c->until, "ends after", end, "ended", other->until);
}

static void check_dates(const network *n, diagnostics *d)
{
    for (size_t i = 0; i < n->edges.count; i++) {
        const edge *it = n->edges.items[i];
        check_dates_at(n, d, it, it->from);
        if (it->to != it->from)
            check_dates_at(n, d, it, it->to);
    }
}

static void check_begin(const network *n, diagnostics *d, const claim *c, const char *name)
{
    char day[12];
    date_text(n->as_of, day);
    if (is_before(n->as_of, c->since))
        report(d, RULE_SINCE_AFTER_AS_OF, c->since.at, NULL,
               "‘%s’ begins after the day of the picture, %s, and is not drawn", name, day);
}

static void check_begins(const network *n, diagnostics *d)
{
    for (size_t i = 0; i < n->nodes.count; i++)
        check_begin(n, d, &n->nodes.items[i]->claim, n->nodes.items[i]->id);
    for (size_t i = 0; i < n->edges.count; i++)
        if (is_before(n->as_of, n->edges.items[i]->claim.since))
            check_begin(n, d, &n->edges.items[i]->claim, edge_in_short(n, n->edges.items[i]));
}

/* ---- the picture itself ---- */

static void check_colors(const network *n, diagnostics *d)
{
    enum { WHITE = 0xffffff };
    for (size_t i = 0; i < n->kinds.count; i++) {
        const kind *k = n->kinds.items[i];
        if (!k->color_at.file || !color_is_hex(k->color))
            continue;
        uint32_t rgb = color_rgb(k->color), drawn = color_darkened(rgb, WHITE, COLOR_LEAST);
        if (drawn != rgb)
            report(d, RULE_PALE_COLOR, k->color_at,
                   arena_format(n->arena, "outlines are drawn in \"#%06x\" instead; a darker colour is taken as it is",
                                (unsigned)drawn),
                   "the colour ‘%s’ is too pale to be seen on a white page", k->color);
    }
}

/* The words of a view that a filter goes by; without a file where it has none. */
static place place_of_filter(const view *v, filter by)
{
    const words *const lists[FILTER_COUNT][2] = {
        [FILTER_KIND] = {&v->only, &v->hide},
        [FILTER_STATUS] = {&v->status, &v->hide_status},
        [FILTER_FOCUS] = {&v->focus, NULL},
    };
    for (size_t i = 0; i < 2; i++)
        if (lists[by][i] && lists[by][i]->count)
            return lists[by][i]->items[0].at;
    if (by == FILTER_DAY)
        return v->as_of.year ? v->as_of.at : v->ended.at;
    return by == FILTER_ISOLATED ? v->isolated.at : v->at;
}

/* Why a view draws nothing, and what mends it: by its keys, and by the options that say the same. */
static const struct {
    const char *why, *help, *option_help;
} filters[FILTER_COUNT] = {
    [FILTER_DAY] = {"no node is there", NULL, NULL},
    [FILTER_KIND] = {"no node is of the kinds it asks for", "see the kinds under `only:` and `hide:`",
                     "see the kinds behind --only and --hide"},
    [FILTER_STATUS] = {"no node has a status it asks for", "see the words under `status:` and `hide_status:`",
                       "see the words behind --status and --hide-status"},
    [FILTER_FOCUS] = {"no node of its focus is left by the other filters", "see what `only:` and `hide:` leave out",
                      "see what the other filters leave out"},
    [FILTER_ISOLATED] = {"no node that is left has an edge", "with `isolated: show` they are drawn all the same",
                         "with --isolated show they are drawn all the same"},
};

/* At the view by its name, unless the command line said what emptied it. */
static void report_empty(const view *v, filter emptied_by, diagnostics *d)
{
    place by = place_of_filter(v, emptied_by);
    bool by_option = by.file && by.file->is_usage;
    const char *why = filters[emptied_by].why;
    const char *help = by_option ? filters[emptied_by].option_help : filters[emptied_by].help;
    char day[12] = "";
    date_text(v->as_of, day);
    if (emptied_by == FILTER_DAY && !v->as_of.year)
        why = "all of it has ended, and `ended: hide` leaves that out";
    const char *on = v->as_of.year ? " as of " : "";
    if (v->name)
        report(d, RULE_EMPTY_VIEW, by_option ? by : v->at, help, "the view ‘%s’ draws nothing%s%s: %s", v->name, on,
               day, why);
    else
        report(d, RULE_EMPTY_PICTURE, by, help, "nothing is drawn%s%s: %s", on, day, why);
}

static void check_emptiness(const network *n, const view *v, filter emptied_by, diagnostics *d)
{
    place start = {.file = n->files.count ? n->files.items[0] : NULL};
    if (emptied_by == FILTER_COUNT)
        return;
    if (n->nodes.count)
        report_empty(v, emptied_by, d);
    else
        report(d, RULE_EMPTY_PICTURE, n->title_at.file ? n->title_at : start, "write some under `nodes:`",
               "nothing is drawn: the network has no nodes");
}

void selection_check(const selection *s, diagnostics *d)
{
    check_colors(s->network, d);
    check_emptiness(s->network, &s->view, s->emptied_by, d);
}

static void check_views(const network *n, diagnostics *d)
{
    for (size_t i = 0; i < n->views.count; i++) {
        view v = network_view(n, n->views.items[i]);
        check_emptiness(n, &v, network_emptied_by(n, &v), d);
    }
}

void network_check(const network *n, diagnostics *d)
{
    check_sources(n, d);
    check_quotes(n, d);
    check_uncited(n, d);
    check_lone_nodes(n, d);
    check_labels(n, d);
    check_duplicates(n, d);
    check_dates(n, d);
    check_begins(n, d);
    check_views(n, d);
    selection_check(network_whole(n), d);
}
