#include "command/plan.h"

#include <string.h>

bool depend_is_clear(const options *o)
{
    bool to_stream = !o->output_dir && !o->requests.count;
    for (size_t i = 0; i < o->requests.count && !o->output_dir; i++)
        to_stream |= !o->requests.items[i].file || is_standard_output(o->requests.items[i].file);
    const char *wrong = NULL, *help = NULL;
    if (!o->depends && (o->targets.count || o->phony)) {
        wrong = "-MT and -MP say more of a rule that is not asked for";
        help = "add -MD, or -MF FILE";
    } else if (o->depends && to_stream && !o->depfile) {
        wrong = "-MD names its file after the output, and standard output has no name";
        help = "name it: -MF FILE";
    } else if (o->depends && to_stream && !o->targets.count) {
        wrong = "a rule needs a target, and standard output has no name";
        help = "name it: -MT TARGET";
    } else if (o->check_output && to_stream) {
        wrong = "--check-output compares files, and standard output is none";
        help = "name them with -o or -O";
    } else if (o->check_output && o->depends) {
        wrong = "--check-output writes nothing, so that -MD and -MF do not go with it";
    }
    if (wrong)
        message_usage(help, "%s", wrong);
    return !wrong;
}

/* ---- the list ---- */

static void put_line(buffer *out, const char *name)
{
    buffer_text(out, name);
    buffer_char(out, '\n');
}

exit_code depend_list(options *o)
{
    buffer text = {0};
    exit_code worst = EXIT_DONE;
    for (size_t i = 0; i < o->files.count; i++) {
        entente *run = run_new(o);
        const char *named;
        entente_read(run, o->files.items[i]);
        put_line(&text, o->files.items[i]);
        for (size_t k = 0; (named = entente_named(run, k)); k++)
            put_line(&text, named);
        message_run(o, run);
        exit_code code = (exit_code)entente_exit(run);
        worst = code > worst ? code : worst;
        entente_free(run);
    }
    exit_code code = output_print(o, &text);
    buffer_free(&text);
    return code > worst ? code : worst;
}

/* ---- rules ---- */

/* A name as make and ninja read it: blanks and ‘#’ behind a backslash, which doubles those before it; ‘$’ twice. */
static void put_name(buffer *out, const char *name)
{
    for (const char *at = name; *at; at++) {
        if (*at == ' ' || *at == '\t' || *at == '#') {
            for (const char *before = at; before > name && before[-1] == '\\'; before--)
                buffer_char(out, '\\');
            buffer_char(out, '\\');
        } else if (*at == '$') {
            buffer_char(out, '$');
        }
        buffer_char(out, *at);
    }
}

static void put_targets(buffer *out, const texts *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        buffer_text(out, i ? " " : "");
        put_name(out, targets->items[i]);
    }
}

void depend_add(const options *o, const char *input, const entente *run, const texts *files, buffer *out)
{
    const char *named;
    put_targets(out, o->targets.count ? &o->targets : files);
    buffer_char(out, ':');
    if (!is_standard_output(input)) {
        buffer_text(out, " \\\n  ");
        put_name(out, input);
    }
    for (size_t i = 0; (named = entente_named(run, i)); i++) {
        buffer_text(out, " \\\n  ");
        put_name(out, named);
    }
    buffer_char(out, '\n');
    for (size_t i = 0; o->phony && (named = entente_named(run, i)); i++) {
        buffer_char(out, '\n');
        put_name(out, named);
        buffer_text(out, ":\n");
    }
}

const char *depend_file(const options *o, const char *first_output)
{
    if (o->depfile)
        return o->depfile;
    const char *slash = strrchr(first_output, '/'), *dot = strrchr(slash ? slash : first_output, '.');
    size_t stem = dot ? (size_t)(dot - first_output) : strlen(first_output);
    return arena_format(o->arena, "%s.d", arena_copy(o->arena, first_output, stem));
}
