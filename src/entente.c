#include "run.h"

#include <math.h>
#include <string.h>

enum { STANDARD_DPI = 96, STANDARD_COLUMNS = 80 };

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
    own->page_width = positive(o->page_width, 0);
    own->page_height = positive(o->page_height, 0);
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
    arena_after(a, free_buffer, &run->contents);
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
    run->older_fingerprint = hash_bytes(svg, length, 0);
    if (!run->older)
        report(run->diagnostics, RULE_VALUE, (place){0}, "name an SVG that this program drew",
               "‘%s’ holds no places of nodes", name);
    return run->older;
}

/* ---- reading ---- */

static bool keep(entente *run, const network *n)
{
    run->network = n;
    run->view = NULL;
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

const char *entente_named(const entente *run, size_t index)
{
    return run->network && index < run->network->named.count ? run->network->named.items[index] : NULL;
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

/* ---- the way through ---- */

static const layout *lay_out(entente *run, const layout_options *o)
{
    arena *a = run->arena;
    if (!run->shares_layout)
        return layout_choose(a, run->selection, o, run->diagnostics, &run->scores);
    if (!run->common_layout)
        run->common_layout = layout_choose(a, run->common, o, run->diagnostics, &run->scores);
    return layout_shared(a, run->common_layout, run->common, run->selection);
}

static size_t columns_of(const entente *run)
{
    return run->options.columns ? run->options.columns : STANDARD_COLUMNS;
}

/* The way through, from the selection on. Each step is taken once and serves all formats. */
static const char *make(entente *run, const format *f, buffer *out)
{
    arena *a = run->arena;
    bool needs_graph = f->needs == NEEDS_GRAPH, needs_record = f->needs == NEEDS_RECORD;
    bool needs_scene = f->needs == NEEDS_SCENE || needs_record;
    layout_options l = layout_of_picture(run);
    scene_options s = scene_of_picture(run);

    if (needs_graph && !run->graph)
        run->graph = graph_build(a, run->selection);
    if (needs_scene && !run->layout)
        run->layout = lay_out(run, &l);
    if (needs_scene && !run->scene)
        run->scene = scene_build(a, run->selection, run->layout, &s);

    format_input in = {run->graph, run->scene, run->options.dpi, run->options.scale, .columns = columns_of(run)};
    if (f->needs == NEEDS_OUTLINE)
        in.paper = network_outline(run->selection);
    if (f->needs == NEEDS_ANNEX)
        in.paper = network_annex(run->selection);
    if (needs_record)
        in.record = positions_put(a, run->scene, network_record(run->selection));
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
        choose_picture(run);
    if (!diagnostics_errors(d) && !result->length)
        draw(run, f, result);

    bool done = !diagnostics_errors(d);
    *bytes = done ? result->data : NULL;
    *length = done ? result->length : 0;
    return done;
}

bool entente_paint(entente *run, const char *theme)
{
    if (theme && word_index(theme_words, THEME_COUNT, theme) < 0)
        return false;
    run->options.theme = theme;
    run->scene = NULL;
    for (size_t i = 0; i < format_count; i++)
        if (formats[i].needs == NEEDS_SCENE || formats[i].needs == NEEDS_RECORD)
            buffer_free(&run->results[i]);
    return true;
}

entente_words entente_in_words(entente *run)
{
    const selection *s = run->selection;
    if (!s)
        return (entente_words){0};
    const char *lang = s->network->lang;
    const char *alt = run->options.alt;
    return (entente_words){s->title, alt ? alt : told_picture(run->arena, s), lang ? lang : "en"};
}

uint64_t entente_fingerprint(const entente *run)
{
    return run->network ? run->network->fingerprint ^ run->older_fingerprint : 0;
}

bool entente_list(entente *run, bool json, const char **bytes, size_t *length)
{
    buffer *out = &run->contents;
    buffer_free(out);
    bool can = run->network && !diagnostics_errors(run->diagnostics);
    if (can && json)
        json_put(network_contents_record(run->network), out);
    else if (can)
        text_put(network_contents(run->network), columns_of(run), out);
    if (out->failed)
        report(run->diagnostics, RULE_LIMIT, (place){0}, NULL, "the list is too large");
    bool done = can && !out->failed;
    *bytes = done ? out->data : NULL;
    *length = done ? out->length : 0;
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

void entente_pardon(entente *run)
{
    diagnostics_pardon(run->diagnostics);
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
