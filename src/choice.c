#include "run.h"

#include <string.h>

void forget_picture(entente *run)
{
    run->graph = NULL;
    run->layout = NULL;
    run->scene = NULL;
    for (size_t i = 0; i < format_count; i++)
        buffer_free(&run->results[i]);
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
    view v = network_view(n, run->view);
    if (day) {
        v.as_of.at = (place){0};
        date_parse(day, &v.as_of);
    }
    return network_select(n, &v);
}

static const selection *select_common(entente *run)
{
    const selection **all = arena_get(run->arena, run->day_count * sizeof *all);
    for (size_t i = 0; i < run->day_count; i++)
        all[i] = select_on(run, run->days[i]);
    return selection_union(all, run->day_count);
}

static bool is_swept(const entente *run, const char *day)
{
    for (size_t i = 0; day && i < run->day_count; i++)
        if (strcmp(run->days[i], day) == 0)
            return true;
    return false;
}

bool entente_choose(entente *run, const char *view, const char *day)
{
    date parsed;
    const char *wrong = day ? date_parse(day, &parsed) : NULL;
    if (!run->network)
        return false;
    const struct view *chosen = view ? map_get(run->network->views_by_name, view) : NULL;
    if (wrong || (view && !chosen)) {
        report(run->diagnostics, RULE_VALUE, (place){0}, NULL, "there is no %s ‘%s’", wrong ? "day" : "view",
               wrong ? day : view);
        return false;
    }
    if (run->view != chosen)
        run->common = NULL;
    run->view = chosen;
    run->shares_layout = is_swept(run, day);
    if (run->shares_layout && !run->common) {
        run->common = select_common(run);
        run->common_layout = NULL;
    }
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

layout_options layout_of_picture(const entente *run)
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
    l.page_width = o->page_width > 0 ? o->page_width : l.page_width;
    l.page_height = o->page_height > 0 ? o->page_height : l.page_height;
    l.seconds = o->seconds;
    l.older = run->older;
    return l;
}

scene_options scene_of_picture(const entente *run)
{
    layout_options l = layout_of_picture(run);
    theme t = (theme)chosen(run->options.theme, &run->selection->view.theme, theme_words, THEME_COUNT, THEME_AUTO);
    return (scene_options){t, run->options.id_prefix, run->options.salt, l.legend, l.notes, run->options.alt};
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
    run->shares_layout = false;
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

void choose_picture(entente *run)
{
    if (run->difference)
        run->selection = comparison_both(network_compare(run->arena, run->pictures[0], run->pictures[1]));
    else
        entente_choose(run, NULL, NULL);
}
