#include "command/command.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

const char *const exit_summaries[EXIT_COUNT] = {
    [EXIT_DONE] = "done, and everything asked for is written",
    [EXIT_INPUT] = "the input has errors, or ‘fmt --check’ found what is not in house style",
    [EXIT_USAGE] = "wrong usage",
    [EXIT_IO] = "something cannot be read or written",
    [EXIT_LIMIT] = "a limit, the time-out or the end of memory was reached",
    [EXIT_INTERNAL] = "a fault of the program",
};

const command commands[] = {
    {NULL, "[FILE...]", "draw; FILE is YAML or JSON; none, or -, is standard input", FOR_RENDER, render, NULL},
    {"watch", "FILE...", "draw again whenever FILE, its includes or its icons are saved", FOR_WATCH, watch,
     "\nWhat has mistakes is told, and its last good output stays. The picture of --like is read anew each time, but "
     "a\n"
     "change in it draws nothing. Ctrl-C ends the watch.\n"
     "\nExit codes\n"
     "  0                         every output is of the last save\n"
     "  1 to 5                    that of the last drawing, or of what cannot be watched\n"
     "  130, 143                  it was ended by Ctrl-C, or SIGTERM, before the last save was drawn\n"},
    {"check", "FILE...", "tell every error and warning, draw nothing", FOR_CHECK, check, NULL},
    {"diff", "OLD NEW", "what came, went and changed, in words or drawn", FOR_DIFF, diff,
     "\nWhere no output is asked for, the difference is told in words. -Ttxt and -Tjson are formats too.\n"
     "\nExit codes\n"
     "  0                         nothing differs\n"
     "  1                         something differs, and everything asked for is written\n"
     "  2                         wrong usage, or one of the files has errors\n"
     "  3                         something cannot be read or written\n"
     "  4, 5                      a limit was reached; a fault of the program\n"},
    {"embed", "[FILE]", "a figure for a page of a documentation build, told as JSON", FOR_EMBED, embed,
     "\nThe answer is a JSON object: title, alt (the picture in words), lang, outputs (each with its format and file, "
     "or\n"
     "text where there is no -O), depends (the files it rests on; on a mistake it stands alone). Without -T the "
     "drawing\n"
     "is svg_inline. -O writes DIR/aukus-OPTIONS-CONTENT.svg, where it is not there yet, and removes what the same "
     "FILE\n"
     "and options gave before.\n"},
    {"list", "FILE", "tell what FILE holds: views, nodes, edges, sources", FOR_LIST, list, NULL},
    {"fmt", "FILE...", "write files anew in house style, nothing lost", FOR_FMT, fmt, NULL},
    {"schema", "", "print the JSON Schema of the format, for editors", FOR_SCHEMA, schema, NULL},
    {"init", "[FILE]", "write a commented starter, network.yaml where no FILE is named", FOR_INIT, init, NULL},
    {"mdbook", "[supports RENDERER]", "draw the networks in a book that mdBook hands over", FOR_MDBOOK, mdbook, NULL},
};
const size_t command_count = sizeof commands / sizeof *commands;

static void out_of_memory(void)
{
    static const char text[] = "entente: error: out of memory\n";
    output_abandon();
    clock_clear();
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        _exit(EXIT_LIMIT); /* nobody listens */
    _exit(EXIT_LIMIT);
}

/* A file must never be opened where a standard stream was closed: what is meant for the stream would go into it. What
   stands in cannot be used the way the stream would be, so that reading and writing fail as they should. */
static void fill_closed_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            _exit(EXIT_INTERNAL);
}

static void help(const options *o, buffer *out)
{
    options_help(o->command, out);
}

static exit_code print(options *o, void (*write_text)(const options *o, buffer *out))
{
    buffer text = {0};
    write_text(o, &text);
    exit_code code = output_print(o, &text);
    buffer_free(&text);
    return code;
}

static void version(const options *o, buffer *out)
{
    (void)o;
    buffer_text(out, "entente " ENTENTE_VERSION "\n");
}

static exit_code work(options *o)
{
    clock_start(o->timeout, !o->quiet && isatty(STDERR_FILENO));
    exit_code code = o->command->run(o);
    clock_stop();
    return code;
}

int command_main(int argc, char **argv)
{
    fill_closed_streams();
    signal(SIGPIPE, SIG_IGN);
    memory_on_failure(out_of_memory);

    options o = {.arena = arena_new()};
    exit_code code = EXIT_USAGE;
    if (options_read(&o, argc, argv)) {
        code = o.asked == ASKED_HELP ? print(&o, help) : o.asked == ASKED_VERSION ? print(&o, version) : work(&o);
    }
    if (code != EXIT_USAGE || o.told.length)
        code = message_end(&o, code);
    buffer_free(&o.told);
    arena_free(o.arena);
    return (int)code;
}
