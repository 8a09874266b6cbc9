#include "command/command.h"

#include <string.h>
#include <unistd.h>

/* One input and what is made from it; here every request has a format and a file. */
typedef struct job {
    const char *input;
    ARRAY(request) requests;
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
    if (!f)
        message_usage(arena_format(o->arena, "say which: -Tsvg -o %s", r->file), "the suffix of ‘%s’ tells no format",
                      r->file);
    return f;
}

/* DIR/aukus.svg for …/aukus.yaml */
static const char *name_after(const options *o, const char *input, const format *f)
{
    const char *slash = strrchr(input, '/'), *name = slash ? slash + 1 : input;
    const char *dot = strrchr(name, '.');
    int stem = dot && dot > name ? (int)(dot - name) : (int)strlen(name);
    const char *gap = o->output_dir[strlen(o->output_dir) - 1] == '/' ? "" : "/";
    return arena_format(o->arena, "%s%s%.*s%s", o->output_dir, gap, stem, name, f->suffix);
}

static bool plan_job(const options *o, const char *input, job *j)
{
    static const request only_svg;
    size_t count = o->requests.count;
    j->input = input;
    for (size_t i = 0; i < (count ? count : 1); i++) {
        const request *r = count ? &o->requests.items[i] : &only_svg;
        const format *f = format_of(o, r);
        if (!f)
            return false;
        const char *file = r->file ? r->file : o->output_dir ? name_after(o, input, f) : "-";
        *array_add(o->arena, &j->requests) = (request){f, file};
    }
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
    else if (o->files.count > 1 && !o->output_dir) {
        wrong = "several inputs need --output-dir";
        help = "-O DIR writes DIR/NAME.svg for each";
    }
    if (wrong)
        message_usage(help, "%s", wrong);
    return !wrong;
}

/* No output may be an input, or another output, or something a terminal cannot show. */
static bool outputs_are_clear(const options *o, const jobs *all)
{
    map *taken = map_new(o->arena); /* identity -> what it is already */
    for (size_t i = 0; i < all->count; i++) {
        const char *input = all->items[i].input;
        const char *identity = strcmp(input, "-") ? output_identity(o->arena, input) : NULL;
        if (identity)
            map_put(taken, identity, "an input");
    }
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->items[i].requests.count; k++) {
            const request *r = &all->items[i].requests.items[k];
            const char *identity = output_identity(o->arena, r->file);
            const char *before = identity ? map_put(taken, identity, "an output") : NULL;
            const char *file = is_standard_output(r->file) ? "standard output" : r->file;
            if (before) {
                message_usage(NULL, "‘%s’ is %s already", file, before);
                return false;
            }
            if (r->format->binary && is_standard_output(r->file) && isatty(STDOUT_FILENO)) {
                message_usage("write it to a file: -o FILE", "%s is not for a terminal", r->format->name);
                return false;
            }
        }
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
    return run;
}

/* Which files a network includes is known only now: none of them may be overwritten either. */
static bool spares_includes(const options *o, const entente *run, const job *j)
{
    map *taken = map_new(o->arena);
    for (size_t i = 0; i < j->requests.count; i++) {
        const char *identity = output_identity(o->arena, j->requests.items[i].file);
        if (identity)
            map_put(taken, identity, (void *)j->requests.items[i].file);
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
static size_t columns_for(const jobs *all)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->items[i].requests.count; k++) {
            const request *r = &all->items[i].requests.items[k];
            if (r->format->needs == NEEDS_OUTLINE && !is_standard_output(r->file))
                return 0;
        }
    return terminal_columns();
}

static exit_code do_job(options *o, const job *j)
{
    outputs list = {0};
    entente *run = run_new(o);
    exit_code like = take_like(o, run);
    bool well = entente_read(run, j->input) && like == EXIT_DONE;
    if (well && o->figure.strict)
        entente_check(run);
    for (size_t i = 0; well && i < j->requests.count; i++) {
        const request *r = &j->requests.items[i];
        output *to = array_add(o->arena, &list);
        to->file = r->file;
        well = entente_draw(run, r->format->name, &to->bytes, &to->length);
    }
    if (o->verbose)
        message_text(o, entente_scores(run));
    message_run(o, run);
    exit_code code = (exit_code)entente_exit(run);
    code = like > code ? like : code;
    if (code == EXIT_DONE)
        code = spares_includes(o, run, j) ? output_write(o, &list) : EXIT_USAGE;
    entente_free(run);
    return code;
}

exit_code render(options *o)
{
    jobs all = {0};
    if (!inputs_are_clear(o))
        return EXIT_USAGE;
    for (size_t i = 0; i < o->files.count; i++)
        if (!plan_job(o, o->files.items[i], array_add(o->arena, &all)))
            return EXIT_USAGE;
    if (!outputs_are_clear(o, &all))
        return EXIT_USAGE;

    o->figure.columns = columns_for(&all);
    exit_code worst = EXIT_DONE;
    for (size_t i = 0; i < all.count; i++) {
        exit_code code = do_job(o, &all.items[i]);
        worst = code > worst ? code : worst;
    }
    return worst;
}
