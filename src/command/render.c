#include "command/plan.h"

#include <string.h>
#include <unistd.h>

entente *run_new(const options *o)
{
    entente_options figure = o->figure;
    if (o->timeout > 0 && o->timeout < figure.seconds)
        figure.seconds = o->timeout;
    if (o->command->mask & (FOR_EMBED | FOR_MDBOOK)) /* whose pages show one network in several ways */
        figure.salt = o->said;
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

void run_check(entente *run, const options *o)
{
    (o->figure.strict ? entente_check : entente_check_asked)(run);
}

bool run_choose(entente *run, const options *o)
{
    return entente_choose(run, o->views.count ? o->views.items[0] : NULL, o->days.count ? o->days.items[0] : NULL);
}

/* Which files a network names is known only now: none of them may be overwritten either. */
static bool spares_named(const options *o, const entente *run, const outputs *list)
{
    map *taken = map_new(o->arena);
    for (size_t i = 0; i < list->count; i++) {
        const char *identity = output_identity(o->arena, list->items[i].file);
        if (identity)
            map_put(taken, identity, (void *)list->items[i].file);
    }
    const char *named;
    for (size_t i = 0; (named = entente_named(run, i)); i++) {
        const char *identity = output_identity(o->arena, named);
        const char *output = identity ? map_get(taken, identity) : NULL;
        if (output) {
            message_usage(NULL, "‘%s’ is an input already", output);
            return false;
        }
    }
    return true;
}

/* Prints which outputs are not there, or not what would be written. */
static exit_code tell_stale(options *o, const outputs *list)
{
    buffer text = {0};
    exit_code code = EXIT_DONE;
    for (size_t i = 0; i < list->count; i++) {
        const output *it = &list->items[i];
        if (output_is_there(it))
            continue;
        code = EXIT_INPUT;
        buffer_format(&text, "%s: %s\n", it->file, access(it->file, F_OK) == 0 ? "stale" : "missing");
    }
    outputs lines = {0};
    *array_add(o->arena, &lines) = (output){"-", text.data, text.length};
    exit_code printed = text.length && !o->quiet ? output_write(o, &lines) : EXIT_DONE;
    buffer_free(&text);
    return printed > code ? printed : code;
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
    const char *input;
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

static exit_code draw_task(options *o, const task *t, outputs *list)
{
    for (size_t i = 0; i < t->count && draw_picture(o, t->run, &t->pictures[i], list); i++)
        ;
    if (o->verbose)
        message_text(o, entente_scores(t->run));
    message_run(o, t->run);
    exit_code code = (exit_code)entente_exit(t->run);
    if (code != EXIT_DONE)
        return code;
    if (o->check_output)
        return tell_stale(o, list);
    return spares_named(o, t->run, list) ? output_write(o, list) : EXIT_USAGE;
}

static exit_code do_task(options *o, void *subject)
{
    const task *t = subject;
    outputs list = {0};
    exit_code code = draw_task(o, t, &list);
    if (o->witness)
        o->witness->end(o->witness, t->input, code, code == EXIT_DONE ? &list : NULL);
    return code;
}

/* Tells what is wrong with an input that cannot be drawn. */
static exit_code tell_task(options *o, void *subject)
{
    const task *t = subject;
    exit_code code = (exit_code)entente_exit(t->run);
    message_run(o, t->run);
    if (o->witness)
        o->witness->end(o->witness, t->input, code, NULL);
    return code;
}

static texts views_of(const options *o, const entente *run)
{
    texts views = {0};
    const char *name;
    for (size_t i = 0; (name = entente_view(run, i)); i++)
        *array_add(o->arena, &views) = name;
    return views;
}

static const char *help_for_view(const options *o, const texts *all, const char *name)
{
    nearest near = nearest_to(name);
    buffer list = {0};
    for (size_t i = 0; i < all->count; i++) {
        nearest_try(&near, all->items[i]);
        buffer_format(&list, "%s%s", i ? ", " : "", all->items[i]);
    }
    const char *help = near.best     ? arena_format(o->arena, "did you mean ‘%s’?", near.best)
                       : list.length ? arena_format(o->arena, "its views are %s", list.data)
                                     : "it has no views";
    buffer_free(&list);
    return help;
}

bool has_views(const options *o, const entente *run, const char *input)
{
    map *known = map_new(o->arena);
    texts all = views_of(o, run);
    for (size_t i = 0; i < all.count; i++)
        map_put(known, all.items[i], known);
    for (size_t i = 0; i < o->views.count; i++)
        if (!map_get(known, o->views.items[i])) {
            message_usage(help_for_view(o, &all, o->views.items[i]), "‘%s’ has no view ‘%s’", message_file(input),
                          o->views.items[i]);
            return false;
        }
    return true;
}

/* All that is asked for, while it is done. */
typedef struct rendering {
    options *options;
    map *taken; /* files: see take_inputs() */
    pool *pool;
    outputs rules; /* files with what outputs rest on, each text in a buffer */
    ARRAY(buffer *) texts;
} rendering;

static void free_buffer(void *subject)
{
    buffer_free(subject);
}

/* The text of a file of rules; NULL where it may not be written, which was told. */
static buffer *rules_in(rendering *r, const char *file)
{
    arena *a = r->options->arena;
    for (size_t i = 0; i < r->rules.count; i++)
        if (strcmp(r->rules.items[i].file, file) == 0)
            return r->texts.items[i];
    const char *identity = output_identity(a, file);
    const char *before = identity ? map_put(r->taken, identity, "a file of rules") : NULL;
    if (before) {
        message_usage("name another one: -MF FILE", "‘%s’ is %s already", file, before);
        return NULL;
    }
    buffer *text = arena_new_of(a, buffer);
    arena_after(a, free_buffer, text);
    *array_add(a, &r->texts) = text;
    *array_add(a, &r->rules) = (output){.file = file};
    return text;
}

static bool add_rule(rendering *r, const entente *run, const job *j)
{
    options *o = r->options;
    texts files = {0};
    for (size_t i = 0; i < j->pictures.count; i++)
        for (size_t k = 0; k < j->pictures.items[i].requests.count; k++)
            *array_add(o->arena, &files) = j->pictures.items[i].requests.items[k].file;
    buffer *text = rules_in(r, depend_file(o, files.items[0]));
    if (text)
        depend_add(o, j->input, run, &files, text);
    return text;
}

/* Gives the pictures of an input that was read to the pool. What is said of the file is told with the first of them. */
static exit_code draw_job(rendering *r, entente *run, job *j)
{
    options *o = r->options;
    texts views = views_of(o, run);
    if (!has_views(o, run, j->input))
        return EXIT_USAGE;
    if (!j->planned && !(plan_job(o, j, &views) && outputs_are_clear(o, j, r->taken)))
        return EXIT_USAGE;
    if (o->depends && !add_rule(r, run, j))
        return EXIT_USAGE;
    size_t step = o->days.count ? o->days.count : 1;
    for (size_t i = 0; i < j->pictures.count; i += step) {
        task t = {run, j->input, &j->pictures.items[i], step};
        entente_choose(run, t.pictures->view, t.pictures->day);
        pool_do(r->pool, do_task, &t);
        entente_told(run);
    }
    return EXIT_DONE;
}

static exit_code do_job(rendering *r, job *j)
{
    options *o = r->options;
    entente *run = run_new(o);
    exit_code code = take_like(o, run);
    bool well = entente_read(run, j->input) && code == EXIT_DONE;
    if (well)
        run_check(run, o);
    if (o->witness)
        o->witness->read(o->witness, o, run, j->input);
    if (well && !entente_errors(run) && !o->only_read)
        code = draw_job(r, run, j);
    else
        pool_do(r->pool, tell_task, &(task){.run = run, .input = j->input});
    if (code != EXIT_DONE && o->witness)
        o->witness->end(o->witness, j->input, code, NULL);
    entente_free(run);
    return code;
}

/* Rules are written when all that they are about is: an older rule tells make more than a missing one. */
static exit_code write_rules(rendering *r)
{
    for (size_t i = 0; i < r->rules.count; i++) {
        r->rules.items[i].bytes = r->texts.items[i]->data;
        r->rules.items[i].length = r->texts.items[i]->length;
    }
    return r->rules.count ? output_write(r->options, &r->rules) : EXIT_DONE;
}

/* Of several, each has a child of its own, so that what goes wrong with one, or takes memory, is nothing to the next.
 */
static bool has_one_task(const options *o)
{
    return o->files.count == 1 && !o->all_views && o->views.count < 2;
}

exit_code render(options *o)
{
    jobs all = {0};
    rendering r = {.options = o};
    if (!inputs_are_clear(o))
        return EXIT_USAGE;
    if (o->list_dependencies)
        return depend_list(o);
    r.taken = take_inputs(o);
    for (size_t i = 0; i < o->files.count; i++) {
        job *j = array_add(o->arena, &all);
        j->input = o->files.items[i];
        if (!o->all_views && !o->only_read && !(plan_job(o, j, &o->views) && outputs_are_clear(o, j, r.taken)))
            return EXIT_USAGE;
    }
    o->figure.columns = columns_for(o);
    r.pool = pool_new(o, o->jobs == 1 && has_one_task(o) ? 0 : o->jobs);
    exit_code worst = EXIT_DONE;
    for (size_t i = 0; i < all.count; i++) {
        exit_code code = do_job(&r, &all.items[i]);
        worst = code > worst ? code : worst;
    }
    exit_code code = pool_end(r.pool);
    worst = code > worst ? code : worst;
    return worst == EXIT_DONE ? write_rules(&r) : worst;
}
