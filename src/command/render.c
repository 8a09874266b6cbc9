#include "command/command.h"

#include <string.h>
#include <unistd.h>

/* One picture of an input; here every request has a format and a file. */
typedef struct picture {
    const char *view, *day; /* NULL: the whole; the day that is stated */
    ARRAY(request) requests;
} picture;

/* One input and what is made from it. */
typedef struct job {
    const char *input;
    bool planned; /* which views there are is known, or does not matter */
    ARRAY(picture) pictures;
} job;

typedef ARRAY(job) jobs;

/* ---- what is asked for ---- */

static bool is_standard_output(const char *file)
{
    return strcmp(file, "-") == 0;
}

/* By the suffix; what cannot have one (standard output, devices) gets SVG. NULL on wrong usage, which has been told. */
static const format *format_of(const options *o, const request *r)
{
    if (r->format)
        return r->format;
    if (!r->file || is_standard_output(r->file) || strncmp(r->file, "/dev/", 5) == 0)
        return &formats[0];
    const format *f = format_by_suffix(r->file);
    if (!f && access(arena_format(o->arena, "%s/.", r->file), F_OK) == 0)
        message_usage(arena_format(o->arena, "-O %s names files in it after the inputs", r->file), "‘%s’ is a folder",
                      r->file);
    else if (!f)
        message_usage(arena_format(o->arena, "say which: -Tsvg -o %s", r->file), "the suffix of ‘%s’ tells no format",
                      r->file);
    return f;
}

/* DIR/aukus.svg for …/aukus.yaml, DIR/aukus.pillar-2.2021.svg for a view on a day */
static const char *name_after(const options *o, const char *input, const picture *p, const format *f)
{
    const char *slash = strrchr(input, '/'), *name = slash ? slash + 1 : input;
    const char *dot = strrchr(name, '.');
    int stem = dot && dot > name ? (int)(dot - name) : (int)strlen(name);
    const char *gap = o->output_dir[strlen(o->output_dir) - 1] == '/' ? "" : "/";
    const char *view = p->view ? arena_format(o->arena, ".%s", p->view) : "";
    const char *day = p->day ? arena_format(o->arena, ".%s", p->day) : "";
    return arena_format(o->arena, "%s%s%.*s%s%s%s", o->output_dir, gap, stem, name, view, day, f->suffix);
}

static bool plan_picture(const options *o, const char *input, picture *p)
{
    static const request only_svg;
    size_t count = o->requests.count;
    for (size_t i = 0; i < (count ? count : 1); i++) {
        const request *r = count ? &o->requests.items[i] : &only_svg;
        const format *f = format_of(o, r);
        if (!f)
            return false;
        const char *file = r->file ? r->file : o->output_dir ? name_after(o, input, p, f) : "-";
        *array_add(o->arena, &p->requests) = (request){f, file};
    }
    return true;
}

/* One picture for each view and each day. */
static bool plan_job(const options *o, job *j, const texts *views)
{
    for (size_t v = 0; v < (views->count ? views->count : 1); v++)
        for (size_t d = 0; d < (o->days.count ? o->days.count : 1); d++) {
            picture *p = array_add(o->arena, &j->pictures);
            p->view = views->count ? views->items[v] : NULL;
            p->day = o->days.count ? o->days.items[d] : NULL;
            if (!plan_picture(o, j->input, p))
                return false;
        }
    j->planned = true;
    return true;
}

static bool inputs_are_clear(options *o)
{
    bool names_file = false, reads_stream = false;
    if (!o->files.count && isatty(STDIN_FILENO)) {
        message_usage("name a FILE, or see ‘entente --help’", "nothing to draw");
        return false;
    }
    if (!o->files.count)
        *array_add(o->arena, &o->files) = "-";
    for (size_t i = 0; i < o->requests.count; i++)
        names_file |= o->requests.items[i].file != NULL;
    for (size_t i = 0; i < o->files.count; i++)
        reads_stream |= strcmp(o->files.items[i], "-") == 0;

    const char *wrong = NULL, *help = NULL;
    if (o->output_dir && names_file)
        wrong = "-o and --output-dir do not go together";
    else if (o->output_dir && reads_stream)
        wrong = "--output-dir names outputs after inputs, and standard input has no name";
    else if (o->all_views && o->views.count)
        wrong = "--view and --all-views do not go together";
    else if (o->files.count > 1 && !o->output_dir) {
        wrong = "several inputs need --output-dir";
        help = "-O DIR writes DIR/NAME.svg for each";
    } else if ((o->all_views || o->views.count > 1) && !o->output_dir) {
        wrong = "several views need --output-dir";
        help = "-O DIR writes DIR/NAME.VIEW.svg for each";
    } else if (o->days.count > 1 && !o->output_dir) {
        wrong = "several days need --output-dir";
        help = "-O DIR writes DIR/NAME.DAY.svg for each";
    }
    if (wrong)
        message_usage(help, "%s", wrong);
    return !wrong;
}

/* ---- no output may be an input, or another output, or something a terminal cannot show ---- */

static map *take_inputs(const options *o)
{
    map *taken = map_new(o->arena); /* identity -> what it is already */
    for (size_t i = 0; i < o->files.count; i++) {
        const char *input = o->files.items[i];
        const char *identity = strcmp(input, "-") ? output_identity(o->arena, input) : NULL;
        if (identity)
            map_put(taken, identity, "an input");
    }
    return taken;
}

static bool take_output_of(const options *o, const request *r, map *taken)
{
    const char *identity = output_identity(o->arena, r->file);
    const char *before = identity ? map_put(taken, identity, "an output") : NULL;
    const char *file = is_standard_output(r->file) ? "standard output" : r->file;
    if (before)
        message_usage(NULL, "‘%s’ is %s already", file, before);
    else if (r->format->binary && is_standard_output(r->file) && isatty(STDOUT_FILENO))
        message_usage("write it to a file: -o FILE", "%s is not for a terminal", r->format->name);
    else
        return true;
    return false;
}

static bool outputs_are_clear(const options *o, const job *j, map *taken)
{
    for (size_t i = 0; i < j->pictures.count; i++)
        for (size_t k = 0; k < j->pictures.items[i].requests.count; k++)
            if (!take_output_of(o, &j->pictures.items[i].requests.items[k], taken))
                return false;
    return true;
}

/* ---- the work ---- */

entente *run_new(const options *o)
{
    entente_options figure = o->figure;
    if (o->timeout > 0 && o->timeout < figure.seconds)
        figure.seconds = o->timeout;
    entente *run = entente_new(&figure);
    for (size_t i = 0; i < o->bounds.count; i++)
        entente_limit(run, o->bounds.items[i].name, o->bounds.items[i].value);
    for (size_t i = 0; i < o->asked_of_view.count; i++)
        entente_ask(run, o->asked_of_view.items[i].key, o->asked_of_view.items[i].value);
    entente_sweep(run, o->days.items, o->days.count > 1 ? o->days.count : 0);
    for (size_t i = o->switches.count; i-- > 0;) /* what is said first stays */
        entente_switch(run, o->switches.items[i].warning, o->switches.items[i].word);
    return run;
}

/* Which files a network includes is known only now: none of them may be overwritten either. */
static bool spares_includes(const options *o, const entente *run, const outputs *list)
{
    map *taken = map_new(o->arena);
    for (size_t i = 0; i < list->count; i++) {
        const char *identity = output_identity(o->arena, list->items[i].file);
        if (identity)
            map_put(taken, identity, (void *)list->items[i].file);
    }
    const char *included;
    for (size_t i = 1; (included = entente_file(run, i)); i++) {
        const char *identity = output_identity(o->arena, included);
        const char *output = identity ? map_get(taken, identity) : NULL;
        if (output) {
            message_usage(NULL, "‘%s’ is an input already", output);
            return false;
        }
    }
    return true;
}

/* Words for a terminal are as wide as it is; as soon as they go anywhere else too, they are what they always are. */
static size_t columns_for(const options *o)
{
    for (size_t i = 0; i < o->requests.count; i++) {
        const request *r = &o->requests.items[i];
        const format *f = r->format ? r->format : r->file ? format_by_suffix(r->file) : NULL;
        bool elsewhere = o->output_dir || (r->file && !is_standard_output(r->file));
        if (f && f->needs == NEEDS_OUTLINE && elsewhere)
            return 0;
    }
    return terminal_columns();
}

/* Pictures that are made together: those of a view on all days, since they share a layout. */
typedef struct task {
    entente *run;
    const picture *pictures;
    size_t count;
} task;

static bool draw_picture(const options *o, entente *run, const picture *p, outputs *list)
{
    bool well = entente_choose(run, p->view, p->day);
    for (size_t i = 0; well && i < p->requests.count; i++) {
        output *to = array_add(o->arena, list);
        to->file = p->requests.items[i].file;
        well = entente_draw(run, p->requests.items[i].format->name, &to->bytes, &to->length);
        to->bytes = well ? arena_copy(o->arena, to->bytes, to->length) : NULL; /* the next choice frees it */
    }
    return well;
}

static exit_code do_task(options *o, void *subject)
{
    const task *t = subject;
    outputs list = {0};
    for (size_t i = 0; i < t->count && draw_picture(o, t->run, &t->pictures[i], &list); i++)
        ;
    if (o->verbose)
        message_text(o, entente_scores(t->run));
    message_run(o, t->run);
    exit_code code = (exit_code)entente_exit(t->run);
    if (code != EXIT_DONE)
        return code;
    return spares_includes(o, t->run, &list) ? output_write(o, &list) : EXIT_USAGE;
}

/* Tells what is wrong with an input that cannot be drawn. */
static exit_code tell_task(options *o, void *subject)
{
    const task *t = subject;
    message_run(o, t->run);
    return (exit_code)entente_exit(t->run);
}

static texts views_of(const options *o, const entente *run)
{
    texts views = {0};
    const char *name;
    for (size_t i = 0; (name = entente_view(run, i)); i++)
        *array_add(o->arena, &views) = name;
    return views;
}

bool has_views(const options *o, const entente *run, const char *input)
{
    for (size_t i = 0; i < o->views.count; i++) {
        nearest near = nearest_to(o->views.items[i]);
        const char *name, *all = NULL;
        bool has = false;
        for (size_t k = 0; (name = entente_view(run, k)) && !has; k++) {
            has = strcmp(name, o->views.items[i]) == 0;
            nearest_try(&near, name);
            all = all ? arena_format(o->arena, "%s, %s", all, name) : name;
        }
        if (has)
            continue;
        const char *help = near.best ? arena_format(o->arena, "did you mean ‘%s’?", near.best)
                           : all     ? arena_format(o->arena, "its views are %s", all)
                                     : "it has no views";
        message_usage(help, "‘%s’ has no view ‘%s’", strcmp(input, "-") ? input : "<stdin>", o->views.items[i]);
        return false;
    }
    return true;
}

/* Gives the pictures of an input that was read to the pool. What is said of the file is told with the first of them. */
static exit_code draw_job(options *o, entente *run, job *j, map *taken, pool *p)
{
    texts views = views_of(o, run);
    if (!has_views(o, run, j->input))
        return EXIT_USAGE;
    if (!j->planned && !(plan_job(o, j, &views) && outputs_are_clear(o, j, taken)))
        return EXIT_USAGE;
    size_t step = o->days.count ? o->days.count : 1;
    for (size_t i = 0; i < j->pictures.count; i += step) {
        task t = {run, &j->pictures.items[i], step};
        entente_choose(run, t.pictures->view, t.pictures->day);
        pool_do(p, do_task, &t);
        entente_told(run);
    }
    return EXIT_DONE;
}

static exit_code do_job(options *o, job *j, map *taken, pool *p)
{
    entente *run = run_new(o);
    exit_code code = take_like(o, run);
    bool well = entente_read(run, j->input) && code == EXIT_DONE;
    if (well)
        (o->figure.strict ? entente_check : entente_check_asked)(run);
    if (well && !entente_errors(run))
        code = draw_job(o, run, j, taken, p);
    else
        pool_do(p, tell_task, &(task){.run = run});
    entente_free(run);
    return code;
}

exit_code render(options *o)
{
    jobs all = {0};
    if (!inputs_are_clear(o))
        return EXIT_USAGE;
    map *taken = take_inputs(o);
    for (size_t i = 0; i < o->files.count; i++) {
        job *j = array_add(o->arena, &all);
        j->input = o->files.items[i];
        if (!o->all_views && !(plan_job(o, j, &o->views) && outputs_are_clear(o, j, taken)))
            return EXIT_USAGE;
    }
    o->figure.columns = columns_for(o);
    pool *p = pool_new(o, o->jobs);
    exit_code worst = EXIT_DONE;
    for (size_t i = 0; i < all.count; i++) {
        exit_code code = do_job(o, &all.items[i], taken, p);
        worst = code > worst ? code : worst;
    }
    exit_code code = pool_end(p);
    return code > worst ? code : worst;
}
