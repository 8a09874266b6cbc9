#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 5000 }; /* bytes of a message; longer ones, of absurd file names, are cut */

/* Straight to standard error; where that is closed, nobody is there to be told. */
static void say(const char *text)
{
    size_t left = strlen(text);
    if (left)
        clock_clear();
    while (left) {
        ssize_t done = write(STDERR_FILENO, text, left);
        if (done < 0 && errno != EINTR)
            return;
        if (done > 0) {
            text += done;
            left -= (size_t)done;
        }
    }
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

bool message_has_colour(const options *o, int stream)
{
    const char *terminal = getenv("TERM");
    if (o->color != WHEN_AUTO)
        return o->color == WHEN_ALWAYS;
    if (is_set("NO_COLOR"))
        return false;
    if (is_set("FORCE_COLOR"))
        return strcmp(getenv("FORCE_COLOR"), "0") != 0;
    return isatty(stream) && terminal && strcmp(terminal, "dumb") != 0;
}

const char *message_file(const char *input)
{
    return strcmp(input, "-") ? input : "<stdin>";
}

exit_code message_usage(const char *help, const char *text, ...)
{
    char message[LONGEST];
    buffer out = {0};
    va_list args;
    va_start(args, text);
    vsnprintf(message, sizeof message, text, args);
    va_end(args);
    buffer_format(&out, "entente: %s\n", message);
    if (help)
        buffer_format(&out, "  help: %s\n", help);
    say(out.data);
    buffer_free(&out);
    return EXIT_USAGE;
}

/* Adds the items of a JSON array to those collected. */
static void collect(options *o, const char *array)
{
    const char *first = strchr(array, '{'), *last = strrchr(array, '}');
    if (!first || !last)
        return;
    if (o->told.length)
        buffer_text(&o->told, ",\n  ");
    buffer_add(&o->told, first, (size_t)(last - first) + 1);
}

/* Tells of what is no fault of an input. */
static void tell(options *o, rule r, const char *help, const char *text, va_list args)
{
    diagnostics *d = diagnostics_new(o->arena, false);
    buffer out = {0};
    char message[LONGEST];
    vsnprintf(message, sizeof message, text, args);
    report(d, r, (place){0}, help, "%s", message);
    if (o->diagnostics == FORM_TEXT) {
        diagnostics_text(d, message_has_colour(o, STDERR_FILENO), &out);
        say(out.data);
    } else {
        (o->diagnostics == FORM_JSON ? diagnostics_json : diagnostics_sarif)(d, &out);
        collect(o, out.data);
    }
    buffer_free(&out);
}

exit_code message_fault(options *o, const char *help, const char *text, ...)
{
    va_list args;
    va_start(args, text);
    tell(o, RULE_IO, help, text, args);
    va_end(args);
    return EXIT_IO;
}

exit_code message_internal(options *o, const char *text, ...)
{
    va_list args;
    va_start(args, text);
    tell(o, RULE_INTERNAL, NULL, text, args);
    va_end(args);
    return EXIT_INTERNAL;
}

void message_run(options *o, entente *run)
{
    if (o->quiet && entente_exit(run) == EXIT_DONE)
        return;
    const char *messages = entente_messages(run, (entente_form)o->diagnostics, message_has_colour(o, STDERR_FILENO));
    if (o->diagnostics == FORM_TEXT)
        say(messages);
    else
        collect(o, messages);
    entente_told(run);
}

void message_redirect(options *o, int descriptor)
{
    o->color = message_has_colour(o, STDERR_FILENO) ? WHEN_ALWAYS : WHEN_NEVER;
    buffer_free(&o->told);
    dup2(descriptor, STDERR_FILENO);
}

void message_hand_over(const options *o)
{
    say(o->told.length ? o->told.data : "");
}

void message_of_child(options *o, const char *text)
{
    bool collected = o->diagnostics != FORM_TEXT && *text == '{';
    if (collected)
        collect(o, text);
    else
        say(text); /* such as that memory or time ran out, which is never JSON */
}

void message_text(const options *o, const char *text)
{
    if (o->diagnostics == FORM_TEXT)
        say(text);
}

static void end_json(const options *o)
{
    say("[");
    if (o->told.length) {
        say("\n  ");
        say(o->told.data);
        say("\n");
    }
    say("]\n");
}

/* The log is what check is asked for, and goes where results go; beside a figure it is a message. */
static exit_code end_sarif(options *o)
{
    buffer log = {0};
    exit_code code = EXIT_DONE;
    sarif_log(o->told.length ? o->told.data : "", &log);
    if (o->command->mask & FOR_CHECK) {
        o->diagnostics = FORM_TEXT; /* a log that cannot be written cannot say so */
        code = output_print(o, &log);
    } else {
        say(log.data);
    }
    buffer_free(&log);
    return code;
}

exit_code message_end(options *o, exit_code code)
{
    if (o->diagnostics == FORM_JSON)
        end_json(o);
    exit_code written = o->diagnostics == FORM_SARIF && o->asked == ASKED_WORK ? end_sarif(o) : EXIT_DONE;
    return written > code ? written : code;
}
