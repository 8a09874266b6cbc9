#include "command/command.h"

#include <string.h>
#include <unistd.h>

static void put_count(buffer *out, size_t count, const char *what)
{
    if (count)
        buffer_format(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
    else
        buffer_format(out, "no %ss", what);
}

/* "aukus.yaml: no errors, 2 warnings" */
static void summarize(const entente *run, const char *file, buffer *out)
{
    buffer_format(out, "%s: ", strcmp(file, "-") ? file : "<stdin>");
    put_count(out, entente_errors(run), "error");
    buffer_text(out, ", ");
    put_count(out, entente_warnings(run), "warning");
    buffer_char(out, '\n');
}

static exit_code check_file(options *o, const char *file, buffer *summary)
{
    entente *run = run_new(o);
    if (entente_read(run, file))
        entente_check(run);
    message_run(o, run);
    summarize(run, file, summary);
    exit_code code = (exit_code)entente_exit(run);
    entente_free(run);
    return code;
}

exit_code check(options *o)
{
    buffer summary = {0};
    outputs list = {0};
    exit_code worst = EXIT_DONE;
    if (!o->files.count && isatty(STDIN_FILENO))
        return message_usage("entente check FILE...", "nothing to check");
    if (!o->files.count)
        *array_add(o->arena, &o->files) = "-";
    for (size_t i = 0; i < o->files.count; i++) {
        exit_code code = check_file(o, o->files.items[i], &summary);
        worst = code > worst ? code : worst;
    }
    if (!o->quiet && o->diagnostics == FORM_TEXT) {
        *array_add(o->arena, &list) = (output){"-", summary.data, summary.length};
        exit_code code = output_write(o, &list);
        worst = code > worst ? code : worst;
    }
    buffer_free(&summary);
    return worst;
}
