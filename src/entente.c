#include "entente.h"

#include "format/format.h"
#include "input/input.h"

#include <math.h>
#include <string.h>

enum { STANDARD_DPI = 96 };

struct entente {
    arena *arena;
    diagnostics *diagnostics;
    input_options input;
    entente_options options; /* words that mean nothing are left out */
    const older *older;
    const char *const *days; /* of a sweep */
    size_t day_count;
    const network *network; /* NULL until something was read */
    /* What was chosen; common is what any day of the sweep draws, NULL without one: */
    const char *view_name;
    const selection *selection, *common;
    const layout *common_layout;
    const comparison *difference; /* in words; NULL: nothing is compared */
    const selection *pictures[2]; /* that are drawn as one then */
    /* Made when first needed, and kept: */
    graph *graph;
    const layout *layout;
    const scene *scene;
    buffer *results; /* one for each format */
    buffer scores, messages, table, told;
};

entente_options entente_standard(void)
{
    return (entente_options){.seconds = layout_standard().seconds, .dpi = STANDARD_DPI, .scale = 1};
}

static void free_buffer(void *subject)
{
    buffer_free(subject);
}

static int engine_count(void)
{
    int count = 0;
    while (engine_words[count])
        count++;
    return count;
}

static double positive(double value, double otherwise)
{
    return isfinite(value) && value > 0 ? value : otherwise;
}

/* The word, if it is one of those; else NULL, which is reported where it is not NULL to begin with. */
static const char *known(entente *run, const char *what, const char *chosen, const char *const among[], int count)
{
    if (!chosen || word_index(among, count, chosen) >= 0)
        return chosen;
    report(run->diagnostics, RULE_VALUE, (place){0}, NULL, "there is no %s ‘%s’", what, chosen);
    return NULL;
}

static void take_options(entente *run, const entente_options *o)
{
    entente_options standard = entente_standard(), *own = &run->options;
    *own = *o;
    own->engine = known(run, "layout engine", o->engine, engine_words, engine_count());
    own->direction = known(run, "direction", o->direction, direction_words, DIRECTION_COUNT);
    own->effort = known(run, "effort", o->effort, effort_words, EFFORT_COUNT);
    own->theme = known(run, "theme", o->theme, theme_words, THEME_COUNT);
    own->legend = known(run, "legend", o->legend, legend_words, 2);
    own->notes = known(run, "form of the notes", o->notes, notes_words, NOTES_COUNT);
    own->seconds = positive(o->seconds, standard.seconds);
    own->dpi = positive(o->dpi, standard.dpi);
    own->scale = positive(o->scale, standard.scale);
    run->input = (input_options){.limits = limits_standard(), .root = o->root};
}

entente *entente_new(const entente_options *options)
{
    entente_options standard = entente_standard();
    arena *a = arena_new();
    entente *run = arena_new_of(a, entente);
    run->arena = a;
    run->diagnostics = diagnostics_new(a, options && options->strict);
    run->results = arena_get(a, format_count * sizeof *run->results);
    for (size_t i = 0; i < format_count; i++)
        arena_after(a, free_buffer, &run->results[i]);
    arena_after(a, free_buffer, &run->scores);
    arena_after(a, free_buffer, &run->messages);
    arena_after(a, free_buffer, &run->told);
    arena_after(a, free_buffer, &run->table);
    take_options(run, options ? options : &standard);
    return run;
}

void entente_free(entente *run)
{
    if (run)
        arena_free(run->arena);
}

bool entente_limit(entente *run, const char *name, size_t value)
{
    for (size_t i = 0; name && i < limit_row_count; i++) {
        if (strcmp(limit_rows[i].name, name) != 0)
            continue;
        memcpy((char *)&run->input.limits + limit_rows[i].offset, &value, sizeof value);
        return true;
    }
    return false;
}

bool entente_switch(entente *run, const char *warning, const char *word)
{
    rule which;
    int to = word ? word_index(severity_words, SEVERITY_COUNT, word) : -1;
    if (to <= SEVERITY_UNSAID || !warning || !rule_by_name(warning, &which) || !rule_of(which)->warning)
        return false;
    diagnostics_switch(run->diagnostics, which, (severity)to);
    return true;
}

bool entente_ask(entente *run, const char *key, const char *value)
{
    if (!input_has_view_key(key))
        return false;
    *array_add(run->arena, &run->input.asked) = (asked_word){key, value};
    return true;
}

bool entente_like(entente *run, const char *name, const char *svg, size_t length)
{
    run->older = svg_older(run->arena, svg, length);
    if (!run->older)
        report(run->diagnostics, RULE_VALUE, (place){0}, "name an SVG that this program drew",
               "‘%s’ holds no places of nodes", name);
    return run->older;
}

/* ---- reading ---- */

/* Drops what was made from another selection. */
static void forget_picture(entente *run)
{
    run->graph = NULL;
    run->layout = NULL;
    run->scene = NULL;
    for (size_t i = 0; i < format_count; i++)
        buffer_free(&run->results[i]);
}

static bool keep(entente *run, const network *n)
{
    run->network = n;
    run->selection = run->common = NULL;
    run->difference = NULL;
    forget_picture(run);
    return !diagnostics_errors(run->diagnostics);
}

bool entente_read(entente *run, const char *file_name)
{
    return keep(run, input_read(run->arena, file_name, &run->input, run->diagnostics));
}

bool entente_read_bytes(entente *run, const char *name, const char *bytes, size_t length)
{
    return keep(run, input_read_bytes(run->arena, name, bytes, length, &run->input, run->diagnostics));
}

bool entente_style(entente *run, const char *file_name, const char **bytes, size_t *length, unsigned *differs)
{
    styled s = {0};
    bool done = input_style(run->arena, file_name, &run->input, run->diagnostics, &s);
    *bytes = s.text;
    *length = s.length;
    *differs = s.line;
    return done;
}

const char *entente_file(const entente *run, size_t index)
{
    return run->network && index < run->network->files.count ? run->network->files.items[index]->name : NULL;
}

void entente_check(entente *run)
{
    if (run->network && !diagnostics_errors(run->diagnostics))
        network_check(run->network, run->diagnostics);
}

void entente_check_asked(entente *run)
{
    bool any = false;
    for (int i = 0; i < RULE_COUNT; i++) {
        if (rule_of((rule)i)->told_by != TOLD_BY_CHECK)
            continue;
        diagnostics_switch(run->diagnostics, (rule)i, SEVERITY_OFF); /* where nothing was said of it */
        any |= diagnostics_severity(run->diagnostics, (rule)i) != SEVERITY_OFF;
    }
    if (any)
        entente_check(run);
}

/* ---- what is chosen ---- */

const char *entente_view(const entente *run, size_t index)
{
    return run->network && index < run->network->views.count ? run->network->views.items[index]->name : NULL;
}

void entente_sweep(entente *run, const char *const *days, size_t count)
{
    run->days = days;
    run->day_count = count;
    run->common = NULL;
}

static const selection *select_on(const entente *run, const char *day)
{
    const network *n = run->network;
    view v = network_view(n, run->view_name ? map_get(n->views_by_name, run->view_name) : NULL);
    if (day)
        date_parse(day, &v.as_of);
    return network_select(n, &v);
}

static const selection *select_common(entente *run)
{
    const selection **all = arena_get(run->arena, run->day_count * sizeof *all);
    for (size_t i = 0; i < run->day_count; i++)
        all[i] = select_on(run, run->days[i]);
    return selection_union(all, run->day_count);
}

static bool same_name(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool entente_choose(entente *run, const char *view, const char *day)
{
    date parsed;
    const char *wrong = day ? date_parse(day, &parsed) : NULL;
    if (!run->network)
        return false;
    if (wrong || (view && !map_get(run->network->views_by_name, view))) {
        report(run->diagnostics, RULE_VALUE, (place){0}, NULL, "there is no %s ‘%s’", wrong ? "day" : "view",
               wrong ? day : view);
        return false;
    }
    if (run->day_count && (!run->common || !same_name(run->view_name, view))) {
        run->view_name = view;
        run->common = select_common(run);
        run->common_layout = NULL;
    }
    run->view_name = view;
    run->difference = NULL;
    run->selection = select_on(run, day);
    forget_picture(run);
    selection_check(run->selection, run->diagnostics);
    return true;
}

/* The words of the options, else of the view, else the default, as the index of one. */
static int chosen(const char *option, const word *in_view, const char *const among[], int count, int otherwise)
{
    const char *text = option ? option : in_view->text;
    return text ? word_index(among, count, text) : otherwise;
}

static layout_options for_layout(const entente *run)
{
    const entente_options *o = &run->options;
    const view *v = &run->selection->view;
    layout_options l = layout_standard();
    l.engine = o->engine ? o->engine : v->layout.text ? v->layout.text : l.engine;
    l.direction = (direction)chosen(o->direction, &v->direction, direction_words, DIRECTION_COUNT, l.direction);
    l.effort = (effort)chosen(o->effort, &(word){0}, effort_words, EFFORT_COUNT, l.effort);
    l.legend = chosen(o->legend, &v->legend, legend_words, 2, l.legend);
    l.notes = (notes_form)chosen(o->notes, &v->notes, notes_words, NOTES_COUNT, l.notes);
    if (v->page.text)
        page_parse(v->page.text, &l.page_width, &l.page_height);
    l.page_width = positive(o->page_width, l.page_width);
    l.page_height = positive(o->page_height, l.page_height);
    l.seconds = o->seconds;
    l.older = run->older;
    return l;
}

static scene_options for_scene(const entente *run, const layout_options *l)
{
    theme t = (theme)chosen(run->options.theme, &run->selection->view.theme, theme_words, THEME_COUNT, THEME_AUTO);
    return (scene_options){t, run->options.id_prefix, l->legend, l->notes};
}

/* ---- two networks, or two days ---- */

/* All that a file says, on whatever day. */
static const selection *select_all(const network *n)
{
    return network_select(n, &(view){.title = n->title, .subtitle = n->subtitle, .depth = 1});
}

static void take_difference(entente *run, const comparison *told, const selection *old, const selection *now)
{
    run->difference = told;
    run->pictures[0] = old;
    run->pictures[1] = now;
    run->selection = NULL;
    forget_picture(run);
}

bool entente_compare(entente *run, const entente *older)
{
    const network *old = older->network, *now = run->network;
    if (!old || !now || diagnostics_errors(older->diagnostics) || diagnostics_errors(run->diagnostics))
        return false;
    if (older->selection && run->selection) {
        const selection *shown = run->selection;
        take_difference(run, network_compare(run->arena, older->selection, shown), older->selection, shown);
    } else {
        const comparison *told = network_compare(run->arena, select_all(old), select_all(now));
        take_difference(run, told, network_whole(old), network_whole(now));
    }
    return true;
}

bool entente_between(entente *run, const char *day, const char *later)
{
    const char *words[] = {day, later};
    for (int i = 0; i < 2; i++) {
        date ignored;
        const char *wrong = date_parse(words[i], &ignored);
        if (wrong)
            report(run->diagnostics, RULE_VALUE, (place){0}, NULL, "there is no day ‘%s’: %s", words[i], wrong);
    }
    if (!run->network || diagnostics_errors(run->diagnostics))
        return false;
    const selection *old = select_on(run, day), *now = select_on(run, later);
    take_difference(run, network_compare(run->arena, old, now), old, now);
    return true;
}

bool entente_differs(const entente *run)
{
    return run->difference && comparison_differs(run->difference);
}

const char *entente_difference(entente *run, bool json, bool colour)
{
    buffer *out = &run->told;
    buffer_free(out);
    if (run->difference && json)
        comparison_json(run->difference, out);
    else if (run->difference)
        told_comparison(run->difference, colour, out);
    return out->data ? out->data : "";
}

/* ---- the way through ---- */

static const layout *lay_out(entente *run, const layout_options *o)
{
    arena *a = run->arena;
    if (!run->common)
        return layout_choose(a, run->selection, o, run->diagnostics, &run->scores);
    if (!run->common_layout)
        run->common_layout = layout_choose(a, run->common, o, run->diagnostics, &run->scores);
    return layout_shared(a, run->common_layout, run->common, run->selection);
}

/* The way through, from the selection on. Each step is taken once and serves all formats. */
static const char *make(entente *run, const format *f, buffer *out)
{
    arena *a = run->arena;
    bool needs_graph = f->needs == NEEDS_GRAPH, needs_scene = f->needs == NEEDS_SCENE;
    layout_options l = for_layout(run);
    scene_options s = for_scene(run, &l);

    if (needs_graph && !run->graph)
        run->graph = graph_build(a, run->selection);
    if (needs_scene && !run->layout)
        run->layout = lay_out(run, &l);
    if (needs_scene && !run->scene)
        run->scene = scene_build(a, run->selection, run->layout, &s);

    format_input in = {run->graph, run->scene, run->options.dpi, run->options.scale};
    return f->write(&in, out);
}

static void draw(entente *run, const format *f, buffer *out)
{
    const char *wrong = make(run, f, out);
    if (out->failed)
        report(run->diagnostics, RULE_LIMIT, (place){0}, NULL, "%s", wrong ? wrong : "the output is too large");
    else if (wrong)
        report(run->diagnostics, RULE_IO, (place){0}, NULL, "%s", wrong);
}

static void take_picture(entente *run)
{
    if (run->difference)
        run->selection = comparison_both(network_compare(run->arena, run->pictures[0], run->pictures[1]));
    else
        entente_choose(run, NULL, NULL);
}

bool entente_draw(entente *run, const char *format_name, const char **bytes, size_t *length)
{
    diagnostics *d = run->diagnostics;
    const format *f = format_name ? format_by_name(format_name) : NULL;
    buffer *result = f ? &run->results[f - formats] : NULL;
    if (!run->network)
        report(d, RULE_INTERNAL, (place){0}, NULL, "nothing was read that could be drawn");
    else if (!f)
        report(d, RULE_VALUE, (place){0}, NULL, "there is no format ‘%s’", format_name ? format_name : "");
    else if (!diagnostics_errors(d) && !run->selection)
        take_picture(run);
    if (!diagnostics_errors(d) && !result->length)
        draw(run, f, result);

    bool done = !diagnostics_errors(d);
    *bytes = done ? result->data : NULL;
    *length = done ? result->length : 0;
    return done;
}

/* ---- what is to be said ---- */

const char *entente_scores(const entente *run)
{
    return run->scores.data ? run->scores.data : "";
}

const char *entente_sources(entente *run, int columns)
{
    buffer *out = &run->table;
    buffer_free(out);
    if (run->network)
        network_cited(run->network, columns, out);
    return out->data ? out->data : "";
}

const char *entente_messages(entente *run, entente_form form, bool colour)
{
    buffer *out = &run->messages;
    buffer_free(out);
    if (form == ENTENTE_JSON)
        diagnostics_json(run->diagnostics, out);
    else if (form == ENTENTE_SARIF)
        diagnostics_sarif(run->diagnostics, out);
    else
        diagnostics_text(run->diagnostics, colour, out);
    return out->data ? out->data : "";
}

void entente_told(entente *run)
{
    diagnostics_told(run->diagnostics);
}

size_t entente_errors(const entente *run)
{
    return diagnostics_errors(run->diagnostics);
}

size_t entente_warnings(const entente *run)
{
    return diagnostics_warnings(run->diagnostics);
}

int entente_exit(const entente *run)
{
    return diagnostics_exit(run->diagnostics);
}
