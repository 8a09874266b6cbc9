#include "command/options.h"

#include <string.h>

static const char *const on_words[] = {"auto", "none"};
static const char *const when_words[WHEN_COUNT] = {"auto", "always", "never"};
static const char *const form_words[FORM_COUNT] = {"text", "json"};

/* clang-format off */
const option option_table[] = {
    {.letter = 'T', .argument = "FORMAT", .section = SECTION_OUTPUT, .take = take_format,
     .help = "a format (below); several pairs of -T and -o cost one load and one layout"},
    {.letter = 'o', .argument = "FILE", .section = SECTION_OUTPUT, .take = take_output,
     .help = "output of the -T before it, else in the format of its suffix; - is standard output"},
    {.letter = 'O', .name = "output-dir", .argument = "DIR", .section = SECTION_OUTPUT, .take = take_text,
     .offset = offsetof(options, output_dir), .help = "name outputs after the inputs: DIR/aukus.svg"},

    {.name = "page", .argument = "WxH", .section = SECTION_FIGURE, .take = take_page, .least = 2, .most = 200,
     .help = "room it must fit, in cm (16x24, the default) or mm (160x240mm)"},
    {.name = "theme", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.theme),
     .words = theme_words, .word_count = THEME_COUNT,
     .help = "auto: one SVG that follows the reader's light or dark setting"},
    {.name = "legend", .section = SECTION_FIGURE, .take = take_switch, .offset = offsetof(options, figure.legend),
     .words = on_words, .word_count = 2, .help = "what shapes, lines and colours mean"},
    {.name = "notes", .section = SECTION_FIGURE, .take = take_switch, .offset = offsetof(options, figure.notes),
     .words = on_words, .word_count = 2, .help = "numbers at the claims, and the list of sources"},
    {.name = "direction", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.direction),
     .words = direction_words, .word_count = DIRECTION_COUNT, .help = "where the lines lead"},
    {.letter = 'K', .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.engine),
     .words = engine_words, .help = "the layout engine"},
    {.name = "effort", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.effort),
     .words = effort_words, .word_count = EFFORT_COUNT, .help = "how long the best layout is searched for; normal, unless said otherwise"},
    {.name = "like", .argument = "OLD.svg", .section = SECTION_FIGURE, .take = take_text,
     .offset = offsetof(options, like), .help = "keep things where an older picture has them"},
    {.name = "dpi", .argument = "N", .section = SECTION_FIGURE, .take = take_number,
     .offset = offsetof(options, figure.dpi), .least = 10, .most = 2400, .help = "pixels of a PNG to an inch (96)"},
    {.name = "scale", .argument = "X", .section = SECTION_FIGURE, .take = take_number,
     .offset = offsetof(options, figure.scale), .least = 0.05, .most = 50, .help = "X times the pixels on the same inch (1)"},
    {.name = "id-prefix", .argument = "TEXT", .section = SECTION_FIGURE, .take = take_prefix,
     .offset = offsetof(options, figure.id_prefix), .help = "what the ids of an SVG begin with"},

    {.name = "json", .section = SECTION_LIST, .take = take_flag, .offset = offsetof(options, json),
     .help = "as JSON, for scripts"},

    {.name = "timeout", .argument = "SECONDS", .section = SECTION_BOUNDS, .take = take_number,
     .offset = offsetof(options, timeout), .least = 0.01, .most = 1e6, .help = "end after so long"},
    {.name = "limit", .argument = "NAME=VALUE", .section = SECTION_BOUNDS, .take = take_limit, .help = "set a limit (below)"},
    {.name = "root", .argument = "DIR", .section = SECTION_BOUNDS, .take = take_text,
     .offset = offsetof(options, figure.root), .help = "includes and icons stay inside DIR (the folder of FILE)"},

    {.name = "strict", .section = SECTION_MESSAGES, .take = take_flag, .offset = offsetof(options, figure.strict),
     .help = "warnings are errors: nothing is drawn"},
    {.letter = 'q', .section = SECTION_MESSAGES, .take = take_flag, .offset = offsetof(options, quiet),
     .help = "errors only"},
    {.letter = 'v', .section = SECTION_MESSAGES, .take = take_flag, .offset = offsetof(options, verbose),
     .help = "tell how the layouts that were tried score"},
    {.name = "color", .section = SECTION_MESSAGES, .take = take_choice, .offset = offsetof(options, color),
     .words = when_words, .word_count = WHEN_COUNT, .help = "colours in messages; NO_COLOR and FORCE_COLOR are heard"},
    {.name = "diagnostics", .section = SECTION_MESSAGES, .take = take_choice, .offset = offsetof(options, diagnostics),
     .words = form_words, .word_count = FORM_COUNT, .help = "json: one array of all messages"},
    {.letter = 'V', .name = "version", .section = SECTION_MESSAGES, .take = take_version, .help = "print the version"},
    {.letter = 'h', .name = "help", .section = SECTION_MESSAGES, .take = take_help, .help = "print this help"},
};
/* clang-format on */
const size_t option_count = sizeof option_table / sizeof *option_table;

bool option_has_value(const option *row)
{
    return row->argument || row->words;
}

const char *option_word(const option *row, int i)
{
    return !row->word_count || i < row->word_count ? row->words[i] : NULL;
}

const char *option_name(arena *a, const option *row)
{
    return row->name ? arena_format(a, "--%s", row->name) : arena_format(a, "-%c", row->letter);
}

/* ---- parsing ---- */

/* Words of the command line that are not read yet. */
typedef struct words_left {
    char **next, **end;
} words_left;

/* Tells that an option is for other commands, and for which. */
static void not_here(options *o, const char *name, int mask)
{
    const char *others = "";
    for (size_t i = 1; i < command_count; i++)
        if (mask & commands[i].mask)
            others = arena_format(o->arena, "%s%s‘entente %s’", others, *others ? ", " : "", commands[i].word);
    if (o->command->word)
        message_usage(NULL, "‘%s’ is not for ‘entente %s’", name, o->command->word);
    else
        message_usage(arena_format(o->arena, "it is for %s", others), "‘%s’ is not for drawing", name);
}

/* The value behind an option: `attached`, or else the next word. */
static bool take_value(options *o, const option *row, const char *attached, words_left *left)
{
    const char *name = option_name(o->arena, row);
    if (!(o->command->mask & section_rows[row->section].mask)) {
        not_here(o, name, section_rows[row->section].mask);
        return false;
    }
    if (!option_has_value(row)) {
        if (attached)
            message_usage(NULL, "‘%s’ takes no value", name);
        return !attached && row->take(o, row, NULL);
    }
    if (!attached && left->next < left->end && (**left->next != '-' || !(*left->next)[1]))
        attached = *left->next++;
    if (!attached || !*attached)
        message_usage(NULL, "‘%s’ needs %s", name, row->argument ? row->argument : "a word");
    return attached && *attached && row->take(o, row, attached);
}

static bool unknown(options *o, const char *given, size_t length)
{
    const char *shown = arena_copy(o->arena, given, length);
    const char *name = shown + strspn(shown, "-");
    nearest near = nearest_to(name);
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].name)
            nearest_try(&near, option_table[i].name);
    message_usage(near.best && strlen(name) > 1 ? arena_format(o->arena, "did you mean ‘--%s’?", near.best)
                                                : "‘entente --help’ lists the options",
                  "unknown option ‘%s’", shown);
    return false;
}

/* --name, --name=value, --name value */
static bool take_long(options *o, const char *given, words_left *left)
{
    size_t length = strcspn(given, "=");
    for (size_t i = 0; i < option_count; i++) {
        const option *row = &option_table[i];
        if (row->name && strlen(row->name) == length - 2 && strncmp(row->name, given + 2, length - 2) == 0)
            return take_value(o, row, given[length] ? given + length + 1 : NULL, left);
    }
    return unknown(o, given, length);
}

static const option *by_letter(char letter)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].letter == letter)
            return &option_table[i];
    return NULL;
}

/* -T svg, -Tsvg, -qv */
static bool take_short(options *o, const char *given, words_left *left)
{
    if (strchr("GNE", given[1])) {
        message_usage(
            "--page, --direction and --theme say how the figure looks; -Tdot gives Graphviz a graph to play with",
            "‘%s’: attributes of Graphviz are not taken", given);
        return false;
    }
    for (const char *at = given + 1; *at; at++) {
        const option *row = by_letter(*at);
        if (!row)
            return unknown(o, given, strlen(given));
        if (option_has_value(row))
            return take_value(o, row, at[1] ? at + 1 : NULL, left);
        if (!take_value(o, row, NULL, left))
            return false;
    }
    return true;
}

/* `-o FILE -T FORMAT` is one request too: a -T that is left without a file takes the one right before it. */
static void join_requests(options *o)
{
    size_t kept = 0;
    for (size_t i = 0; i < o->requests.count; i++) {
        request now = o->requests.items[i], *before = kept ? &o->requests.items[kept - 1] : NULL;
        if (now.format && !now.file && before && before->file && !before->format)
            before->format = now.format;
        else
            o->requests.items[kept++] = now;
    }
    o->requests.count = kept;
}

static const command *command_of(const char *given)
{
    for (size_t i = 0; given && i < command_count; i++)
        if (commands[i].word && strcmp(commands[i].word, given) == 0)
            return &commands[i];
    return NULL;
}

bool options_read(options *o, int argc, char **argv)
{
    words_left left = {argv + (argc > 0), argv + argc};
    o->figure = entente_standard();
    o->command = command_of(argc > 1 ? argv[1] : NULL);
    if (o->command)
        left.next++;
    else
        o->command = &commands[0];

    for (bool only_files = false; left.next < left.end && o->asked == ASKED_WORK;) {
        const char *given = *left.next++;
        bool is_file = only_files || given[0] != '-' || !given[1];
        bool ends_options = !is_file && strcmp(given, "--") == 0;
        if (is_file)
            *array_add(o->arena, &o->files) = given;
        else if (ends_options)
            only_files = true;
        else if (!(given[1] == '-' ? take_long : take_short)(o, given, &left))
            return false;
    }
    join_requests(o);
    return true;
}
