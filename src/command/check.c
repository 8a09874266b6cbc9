#include "command/command.h"

#include <unistd.h>

/* The width of a table: that of the terminal, elsewhere always the same. */
static int columns(void)
{
    enum { STANDARD = 100, LEAST = 50, MOST = 200 };
    size_t wide = terminal_columns();
    return !wide ? STANDARD : wide < LEAST ? LEAST : wide > MOST ? MOST : (int)wide;
}

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
    buffer_format(out, "%s: ", message_file(file));
    put_count(out, entente_errors(run), "error");
    buffer_text(out, ", ");
    put_count(out, entente_warnings(run), "warning");
    buffer_char(out, '\n');
}

static void put_sources(const options *o, entente *run, const char *file, buffer *out)
{
    if (o->files.count > 1)
        buffer_format(out, "%s%s\n\n", out->length ? "\n" : "", message_file(file));
    buffer_text(out, entente_sources(run, columns()));
    if (!o->quiet && o->diagnostics == FORM_TEXT)
        buffer_char(out, '\n');
}

static exit_code check_file(options *o, const char *file, buffer *out)
{
    entente *run = run_new(o);
    bool well = entente_read(run, file);
    if (well)
        entente_check(run);
    message_run(o, run);
    if (well && o->sources)
        put_sources(o, run, file, out);
    if (!o->quiet && o->diagnostics == FORM_TEXT)
        summarize(run, file, out);
    exit_code code = (exit_code)entente_exit(run);
    entente_free(run);
    return code;
}

static exit_code check_files(options *o)
{
    buffer text = {0};
    exit_code worst = EXIT_DONE;
    for (size_t i = 0; i < o->files.count; i++) {
        exit_code code = check_file(o, o->files.items[i], &text);
        worst = code > worst ? code : worst;
    }
    exit_code code = text.length ? output_print(o, &text) : EXIT_DONE;
    buffer_free(&text);
    return code > worst ? code : worst;
}

static exit_code list_rules(options *o)
{
    buffer text = {0};
    rules_list(&text);
    exit_code code = output_print(o, &text);
    buffer_free(&text);
    return code;
}

exit_code check(options *o)
{
    if (o->list && o->files.count)
        return message_usage("leave the FILE out", "‘--list’ is about the program, not about a FILE");
    if ((o->list || o->sources) && o->diagnostics == FORM_SARIF)
        return message_usage("ask for one of them", "‘%s’ and ‘--diagnostics sarif’ both print to standard output",
                             o->list ? "--list" : "--sources");
    if (o->list)
        return list_rules(o);
    if (!o->files.count && isatty(STDIN_FILENO))
        return message_usage("entente check FILE...", "nothing to check");
    if (!o->files.count)
        *array_add(o->arena, &o->files) = "-";
    return check_files(o);
}
