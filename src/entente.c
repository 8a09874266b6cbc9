#include "entente.h"

#include "format/format.h"
#include "input/input.h"

#include <math.h>
#include <string.h>

enum { STANDARD_DPI = 96, STANDARD_COLUMNS = 80 };

struct entente {
    arena *arena;
    diagnostics *diagnostics;
    input_options input;
    layout_options for_layout;
    scene_options for_scene;
    double dpi, scale;
    size_t columns;
    const network *network; /* NULL until something was read */
    /* Made when first needed, and kept: */
    const selection *selection;
    graph *graph;
    const layout *layout;
    const scene *scene;
    buffer *results; /* one for each format */
    buffer scores, messages, contents;
};

entente_options entente_standard(void)
{
    layout_options l = layout_standard();
    return (entente_options){
        .page_width = l.page_width,
        .page_height = l.page_height,
        .seconds = l.seconds,
        .dpi = STANDARD_DPI,
        .scale = 1,
        .columns = STANDARD_COLUMNS,
        .legend = true,
        .notes = true,
    };
}

static void free_buffer(void *subject)
{
    buffer_free(subject);
}

/* The index of what was chosen; `otherwise` where that is NULL, and where it is unknown, which is reported. */
static int choose(entente *run, const char *what, const char *chosen, const char *const among[], int count,
                  int otherwise)
{
    int index = chosen ? word_index(among, count, chosen) : otherwise;
    if (index >= 0)
        return index;
    report(run->diagnostics, RULE_VALUE, (place){0}, NULL, "there is no %s ‘%s’", what, chosen);
    return otherwise;
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

static void take_options(entente *run, const entente_options *o)
{
    layout_options l = layout_standard();
    l.engine = engine_words[choose(run, "layout engine", o->engine, engine_words, engine_count(), 0)];
    l.direction = (direction)choose(run, "direction", o->direction, direction_words, DIRECTION_COUNT, l.direction);
    l.effort = (effort)choose(run, "effort", o->effort, effort_words, EFFORT_COUNT, l.effort);
    l.page_width = positive(o->page_width, l.page_width);
    l.page_height = positive(o->page_height, l.page_height);
    l.seconds = positive(o->seconds, l.seconds);
    l.legend = o->legend;
    l.notes = o->notes;
    run->for_layout = l;
    theme t = (theme)choose(run, "theme", o->theme, theme_words, THEME_COUNT, THEME_AUTO);
    run->for_scene = (scene_options){t, o->id_prefix, o->legend, o->notes};
    run->input = (input_options){.limits = limits_standard(), .root = o->root};
    run->dpi = positive(o->dpi, STANDARD_DPI);
    run->scale = positive(o->scale, 1);
    run->columns = o->columns ? o->columns : STANDARD_COLUMNS;
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

bool entente_like(entente *run, const char *name, const char *svg, size_t length)
{
    run->for_layout.older = svg_older(run->arena, svg, length);
    if (!run->for_layout.older)
        report(run->diagnostics, RULE_VALUE, (place){0}, "name an SVG that this program drew",
               "‘%s’ holds no places of nodes", name);
    return run->for_layout.older;
}

/* ---- the way through ---- */

/* Takes what was read; what was made from an earlier network is dropped. */
static bool keep(entente *run, const network *n)
{
    run->network = n;
    run->selection = NULL;
    run->graph = NULL;
    run->layout = NULL;
    run->scene = NULL;
    for (size_t i = 0; i < format_count; i++)
        buffer_free(&run->results[i]);
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

const char *entente_file(const entente *run, size_t index)
{
    return run->network && index < run->network->files.count ? run->network->files.items[index]->name : NULL;
}

void entente_check(entente *run)
{
    if (run->network && !diagnostics_errors(run->diagnostics))
        network_check(run->network, run->diagnostics);
}

/* The way through, from the network on. Each step is taken once and serves all formats. */
static const char *make(entente *run, const format *f, buffer *out)
{
    arena *a = run->arena;
    diagnostics *d = run->diagnostics;
    bool needs_graph = f->needs == NEEDS_GRAPH, needs_record = f->needs == NEEDS_RECORD;
    bool needs_scene = f->needs == NEEDS_SCENE || needs_record;

    if (!run->selection)
        run->selection = network_select(run->network);
    selection_check(run->selection, d);
    if (needs_graph && !run->graph)
        run->graph = graph_build(a, run->selection);
    if (needs_scene && !run->layout)
        run->layout = layout_choose(a, run->selection, &run->for_layout, d, &run->scores);
    if (needs_scene && !run->scene)
        run->scene = scene_build(a, run->selection, run->layout, &run->for_scene);

    format_input in = {run->graph, run->scene, run->dpi, run->scale, .columns = run->columns};
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
    else if (!diagnostics_errors(d) && !result->length)
        draw(run, f, result);

    bool done = !diagnostics_errors(d);
    *bytes = done ? result->data : NULL;
    *length = done ? result->length : 0;
    return done;
}

bool entente_list(entente *run, bool json, const char **bytes, size_t *length)
{
    buffer *out = &run->contents;
    buffer_free(out);
    bool can = run->network && !diagnostics_errors(run->diagnostics);
    if (can && json)
        json_put(network_contents_record(run->network), out);
    else if (can)
        text_put(network_contents(run->network), run->columns, out);
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

const char *entente_messages(entente *run, bool json, bool colour)
{
    buffer *out = &run->messages;
    buffer_free(out);
    if (json)
        diagnostics_json(run->diagnostics, out);
    else
        diagnostics_text(run->diagnostics, colour, out);
    return out->data ? out->data : "";
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
