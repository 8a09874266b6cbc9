#include "command/plan.h"

#include <string.h>
#include <unistd.h>

/* ---- what is asked for ---- */

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
        const format *f = request_format(o, r);
        if (!f)
            return false;
        const char *file = r->file ? r->file : o->output_dir ? name_after(o, input, p, f) : "-";
        *array_add(o->arena, &p->requests) = (request){f, file};
    }
    return true;
}

bool plan_job(const options *o, job *j, const texts *views)
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

bool inputs_are_clear(options *o)
{
    bool names_file = false, reads_stream = false;
    if (!o->files.count && isatty(STDIN_FILENO)) {
        message_usage("name a FILE, or see ‘entente --help’", "nothing to draw");
        return false;
    }
    if (!o->files.count)
        *array_add(o->arena, &o->files) = "-";
    if (o->list_dependencies || o->only_read)
        return true; /* nothing is written */
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
    return !wrong && depend_is_clear(o);
}

/* ---- no output may be an input, or another output, or something a terminal cannot show ---- */

map *take_inputs(const options *o)
{
    map *taken = map_new(o->arena); /* identity -> what it is already */
    for (size_t i = 0; i < o->files.count; i++) {
        const char *input = o->files.items[i];
        const char *identity = strcmp(input, "-") ? output_identity(o->arena, input) : NULL;
        if (identity)
            map_put(taken, identity, "an input");
    }
    for (size_t i = 0; i < o->spared.count; i++) {
        const char *identity = output_identity(o->arena, o->spared.items[i]);
        if (identity)
            map_put(taken, identity, "taken");
    }
    return taken;
}

bool outputs_are_clear(const options *o, const job *j, map *taken)
{
    for (size_t i = 0; i < j->pictures.count; i++)
        for (size_t k = 0; k < j->pictures.items[i].requests.count; k++)
            if (!request_take(o, &j->pictures.items[i].requests.items[k], taken))
                return false;
    return true;
}
