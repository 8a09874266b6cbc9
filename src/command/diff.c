#include "command/command.h"

#include <string.h>
#include <unistd.h>

/* Both are made by entente_difference(), not from a graph or a scene. */
const format diff_formats[] = {
    {.name = "txt", .suffix = ".txt", .summary = "in words, a line for each change"},
    {.name = "json", .suffix = ".json", .summary = "for programs; docs/diff.md tells its form"},
    {0},
};

/* ---- what is asked for ---- */

/* Gives each request its format and its file. */
static bool complete_requests(options *o)
{
    if (!o->requests.count)
        *array_add(o->arena, &o->requests) = (request){0};
    for (size_t i = 0; i < o->requests.count; i++) {
        request *r = &o->requests.items[i];
        if (!r->file)
            r->file = "-";
        r->format = request_format(o, r);
        if (!r->format)
            return false;
    }
    return true;
}

static bool inputs_are_clear(const options *o)
{
    static const char two_files[] = "entente diff OLD NEW, or entente diff FILE --between DAY DAY";
    size_t wanted = o->between[0] ? 1 : 2, streams = 0;
    for (size_t i = 0; i < o->files.count; i++)
        streams += strcmp(o->files.items[i], "-") == 0;
    if (o->views.count > 1)
        message_usage("name the view: --view NAME", "one view is compared at a time");
    else if (o->days.count > 1 || (o->days.count && o->between[0]))
        message_usage("entente diff FILE --between DAY DAY", "two days of one file are compared otherwise");
    else if (o->files.count < wanted)
        message_usage(two_files, o->files.count ? "one file is not enough to compare" : "nothing to compare");
    else if (o->files.count > wanted)
        message_usage(two_files, wanted == 1 ? "two days are compared of one file, not of several"
                                             : "more than two files cannot be compared");
    else if (streams > 1)
        message_usage(NULL, "standard input can be only one of both");
    else
        return true;
    return false;
}

/* ---- what is shown ---- */

/* Did the command line ask for a part of the network? Then words are of that part too. */
static bool asks_for_part(const options *o)
{
    return o->views.count || o->days.count || o->asked_of_view.count;
}

/* False on wrong usage, which has been told. */
static bool choose_part(const options *o, entente *run, const char *file)
{
    if (!run || !asks_for_part(o))
        return true;
    if (!has_views(o, run, file))
        return false;
    return run_choose(run, o);
}

/* ---- the work ---- */

static void take_inputs_of(const options *o, const entente *run, map *taken)
{
    const char *file;
    for (size_t i = 0; run && (file = entente_file(run, i)); i++) {
        const char *identity = output_identity(o->arena, file);
        if (identity)
            map_put(taken, identity, "an input");
    }
}

/* No output may be an input, an include of one, or another output. */
static bool outputs_are_clear(const options *o, const entente *old, const entente *now)
{
    map *taken = map_new(o->arena); /* identity -> what it is already */
    take_inputs_of(o, old, taken);
    take_inputs_of(o, now, taken);
    for (size_t i = 0; i < o->requests.count; i++)
        if (!request_take(o, &o->requests.items[i], taken))
            return false;
    return true;
}

/* Reads one side; its exit code says whether it can be compared. */
static entente *read_side(options *o, const char *file)
{
    entente *run = run_new(o);
    if (entente_read(run, file))
        run_check(run, o);
    return run;
}

/* Tells what is wrong in both. What filters name may be only in one of them: it came, or it went. What neither has is
   told once. */
static void tell_sides(options *o, entente *old, entente *now)
{
    bool old_lacks = old && entente_exit(old) == EXIT_USAGE, now_lacks = entente_exit(now) == EXIT_USAGE;
    if (old && old_lacks != now_lacks)
        entente_pardon(old_lacks ? old : now);
    if (old)
        message_run(o, old);
    if (entente_exit(now) != EXIT_DONE && !(old_lacks && now_lacks))
        message_run(o, now);
}

/* The exit code of what went wrong: one that says something differs does not say that something is wrong. */
static exit_code trouble(const entente *old, const entente *now)
{
    exit_code x = old ? (exit_code)entente_exit(old) : EXIT_DONE, y = (exit_code)entente_exit(now);
    exit_code worst = x > y ? x : y;
    return worst == EXIT_INPUT ? EXIT_USAGE : worst;
}

static bool make(options *o, entente *now, const request *r, output *to)
{
    bool words = r->format == &diff_formats[0], json = r->format == &diff_formats[1];
    to->file = r->file;
    if (!words && !json)
        return entente_draw(now, r->format->name, &to->bytes, &to->length);
    bool colour = is_standard_output(r->file) && message_has_colour(o, STDOUT_FILENO);
    const char *text = entente_difference(now, json, words && colour);
    to->length = strlen(text);
    to->bytes = arena_copy(o->arena, text, to->length);
    return true;
}

static exit_code write_all(options *o, entente *now)
{
    outputs list = {0};
    bool well = true;
    for (size_t i = 0; well && i < o->requests.count; i++)
        well = make(o, now, &o->requests.items[i], array_add(o->arena, &list));
    if (o->verbose)
        message_text(o, entente_scores(now));
    message_run(o, now);
    exit_code code = trouble(NULL, now);
    if (code == EXIT_DONE)
        code = output_write(o, &list);
    return code == EXIT_DONE && entente_differs(now) ? EXIT_INPUT : code;
}

static exit_code compare(options *o, entente *old, entente *now)
{
    exit_code code = trouble(old, now);
    if (code != EXIT_DONE)
        return code;
    if (!outputs_are_clear(o, old, now) || !choose_part(o, old, o->files.items[0]) ||
        !choose_part(o, now, o->files.items[o->files.count - 1]))
        return EXIT_USAGE;
    code = take_like(o, now);
    if (code != EXIT_DONE) {
        message_run(o, now);
        return code == EXIT_INPUT ? EXIT_USAGE : code;
    }
    if (old)
        entente_compare(now, old);
    else
        entente_between(now, o->between[0], o->between[1]);
    return write_all(o, now);
}

exit_code diff(options *o)
{
    if (o->git)
        return diff_git(o);
    if (!inputs_are_clear(o) || !complete_requests(o))
        return EXIT_USAGE;
    entente *old = o->between[0] ? NULL : read_side(o, o->files.items[0]);
    entente *now = read_side(o, o->files.items[o->files.count - 1]);
    tell_sides(o, old, now);
    exit_code code = compare(o, old, now);
    entente_free(now);
    entente_free(old);
    return code;
}
