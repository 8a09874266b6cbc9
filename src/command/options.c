#include "command/options.h"

#include <string.h>
#include <unistd.h>

static const char *const legend_choices[] = {"auto", "none"};
static const char *const notes_choices[] = {"auto", "none", "full"};
static const char *const ended_choices[] = {"hide", "show"};
static const char *const isolated_choices[] = {"show", "hide"};
static const char *const when_words[WHEN_COUNT] = {"auto", "always", "never"};
static const char *const form_words[FORM_COUNT] = {"text", "json", "sarif"};

/* clang-format off */
const option option_table[] = {
    {.letter = 'T', .argument = "FORMAT", .section = SECTION_OUTPUT, .take = take_format, .not_for = FOR_MDBOOK,
     .help = "a format (below); several pairs of -T and -o cost one load and one layout"},
    {.letter = 'o', .argument = "FILE", .section = SECTION_OUTPUT, .take = take_output, .not_for = FOR_EMBED | FOR_MDBOOK,
     .help = "output of the -T before it, else in the format of its suffix; - is standard output"},
    {.letter = 'O', .name = "output-dir", .argument = "DIR", .section = SECTION_OUTPUT, .take = take_text, .not_for = FOR_DIFF | FOR_MDBOOK,
     .offset = offsetof(options, output_dir), .help = "name outputs after inputs, views and days: DIR/aukus.svg, DIR/aukus.pillar-2.svg"},
    {.letter = 'j', .argument = "N", .section = SECTION_OUTPUT, .take = take_count, .not_for = FOR_DIFF | FOR_EMBED,
     .offset = offsetof(options, jobs), .most = 1000, .help = "so many pictures at the same time (1)"},

    {.name = "view", .argument = "NAMES", .section = SECTION_SHOWN, .take = take_views,
     .help = "one of the views in the file, or several with commas"},
    {.name = "all-views", .section = SECTION_SHOWN, .take = take_flag, .not_for = FOR_DIFF | FOR_EMBED | FOR_MDBOOK, .offset = offsetof(options, all_views),
     .help = "each view that the file has"},
    {.name = "as-of", .argument = "DATES", .section = SECTION_SHOWN, .take = take_days,
     .help = "on a day: 2021, 2021-09 or 2021-09-15; several with commas share one layout"},
    {.name = "focus", .argument = "IDS", .section = SECTION_SHOWN, .take = take_asked_list,
     .help = "only what is near these nodes"},
    {.name = "depth", .argument = "N", .section = SECTION_SHOWN, .take = take_asked,
     .help = "how many steps from the focus (1), either way along the lines"},
    {.name = "only", .argument = "KINDS", .section = SECTION_SHOWN, .take = take_asked_list,
     .help = "only nodes of these kinds: countries,agreements"},
    {.name = "hide", .argument = "KINDS", .section = SECTION_SHOWN, .take = take_asked_list, .help = "no nodes of these kinds"},
    {.name = "relations", .argument = "LIST", .section = SECTION_SHOWN, .take = take_asked_list,
     .help = "only edges of these relations, by id or label"},
    {.name = "hide-relations", .argument = "LIST", .section = SECTION_SHOWN, .take = take_asked_list,
     .help = "no edges of these relations"},
    {.name = "status", .argument = "LIST", .section = SECTION_SHOWN, .take = take_asked_list,
     .help = "only claims with these statuses: active,planned"},
    {.name = "hide-status", .argument = "LIST", .section = SECTION_SHOWN, .take = take_asked_list,
     .help = "no claims with these statuses"},
    {.name = "ended", .section = SECTION_SHOWN, .take = take_asked, .words = ended_choices, .word_count = 2,
     .help = "what has ended by the day"},
    {.name = "isolated", .section = SECTION_SHOWN, .take = take_asked, .words = isolated_choices, .word_count = 2,
     .help = "nodes that are left without edges"},
    {.name = "title", .argument = "TEXT", .section = SECTION_SHOWN, .take = take_asked, .help = "instead of the file's"},
    {.name = "subtitle", .argument = "TEXT", .section = SECTION_SHOWN, .take = take_asked, .help = "instead of the file's"},

    {.name = "serve", .section = SECTION_SERVE, .take = take_serve, .offset = offsetof(options, serve),
     .help = "show each view and day on a page, and mistakes over them; without -o nothing is written"},
    {.name = "open", .section = SECTION_SERVE, .take = take_serve, .offset = offsetof(options, open),
     .help = "the same, and open the page in the browser"},
    {.name = "port", .argument = "N", .section = SECTION_SERVE, .take = take_port, .most = 65535,
     .offset = offsetof(options, port), .help = "the port (3683); where it is taken, the next one that is free"},
    {.name = "address", .argument = "ADDRESS", .section = SECTION_SERVE, .take = take_serve_text,
     .offset = offsetof(options, address), .help = "another address than 127.0.0.1; 0.0.0.0 is for all who reach this machine"},

    {.letters = "MD", .section = SECTION_BUILD, .take = take_flag, .offset = offsetof(options, depends),
     .help = "write a rule of what the outputs rest on beside them: aukus.d for aukus.svg"},
    {.letters = "MF", .name = "depfile", .argument = "FILE", .section = SECTION_BUILD, .take = take_depfile,
     .help = "write it into FILE, for all inputs"},
    {.letters = "MT", .argument = "TARGET", .section = SECTION_BUILD, .take = take_target,
     .help = "the rule is for TARGET, not for the outputs"},
    {.letters = "MP", .section = SECTION_BUILD, .take = take_flag, .offset = offsetof(options, phony),
     .help = "an empty rule for each include and icon, so that make minds none that is gone"},
    {.name = "list-deps", .section = SECTION_BUILD, .take = take_flag, .not_for = FOR_WATCH, .offset = offsetof(options, list_dependencies),
     .help = "print the files that a figure rests on, missing ones too; draw nothing"},
    {.name = "check-output", .section = SECTION_BUILD, .take = take_flag, .not_for = FOR_WATCH, .offset = offsetof(options, check_output),
     .help = "write nothing, list the outputs that are not what would be written; exit 1 where there is one"},

    {.name = "page", .argument = "WxH", .section = SECTION_FIGURE, .take = take_page,
     .help = "room it must fit, in cm (16x24, the default) or mm (160x240mm)"},
    {.name = "theme", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.theme),
     .words = theme_words, .word_count = THEME_COUNT,
     .help = "auto: one SVG that follows the reader's light or dark setting"},
    {.name = "legend", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.legend),
     .words = legend_choices, .word_count = 2, .help = "what shapes, lines and colours mean"},
    {.name = "notes", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.notes),
     .words = notes_choices, .word_count = 3, .help = "the list of sources; full: with addresses, for paper"},
    {.name = "direction", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.direction),
     .words = direction_words, .word_count = DIRECTION_COUNT, .help = "where the lines lead"},
    {.letter = 'K', .name = "layout", .section = SECTION_FIGURE, .take = take_word, .offset = offsetof(options, figure.engine),
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
    {.name = "alt", .argument = "TEXT", .section = SECTION_FIGURE, .take = take_text,
     .offset = offsetof(options, figure.alt), .help = "told to those who do not see it, instead of the network in words"},

    {.name = "between", .argument = "DAY DAY", .section = SECTION_COMPARING, .take = take_between, .more_values = 1,
     .help = "compare two days of one file: --between 2021-12-31 2024-05"},
    {.name = "git", .section = SECTION_COMPARING, .take = take_flag, .offset = offsetof(options, git),
     .help = "take the words that git gives to an external diff driver"},

    {.name = "list", .section = SECTION_CHECK, .take = take_flag, .offset = offsetof(options, list),
     .help = "all warnings and errors by name; needs no FILE"},
    {.name = "sources", .section = SECTION_CHECK, .take = take_flag, .offset = offsetof(options, sources),
     .help = "the claims by their sources, those without one, and quotes without words or source"},
    {.name = "check", .section = SECTION_STYLE, .take = take_flag, .offset = offsetof(options, only_check),
     .help = "write nothing, list the files that are not in house style; exit 1 where there is one"},
    {.name = "at", .argument = "FILE:LINE", .section = SECTION_EMBED, .take = take_at,
     .help = "where standard input begins in a page: messages point there, includes are found from there"},
    {.name = "json", .section = SECTION_LIST, .take = take_flag, .offset = offsetof(options, json),
     .help = "as JSON, for scripts"},

    {.name = "timeout", .argument = "SECONDS", .section = SECTION_BOUNDS, .take = take_number,
     .offset = offsetof(options, timeout), .least = 0.01, .most = 1e6, .help = "end after so long"},
    {.name = "limit", .argument = "NAME=VALUE", .section = SECTION_BOUNDS, .take = take_limit, .help = "set a limit (below)"},
    {.name = "root", .argument = "DIR", .section = SECTION_BOUNDS, .take = take_text,
     .offset = offsetof(options, figure.root), .help = "includes and icons stay inside DIR (the folder of FILE; of embed, the working folder)"},

    {.letter = 'W', .argument = "NAME", .section = SECTION_MESSAGES, .take = take_warning,
     .help = "tell a warning in drawing too; -Wno-NAME never, -Werror=NAME as an error"},
    {.name = "strict", .section = SECTION_MESSAGES, .take = take_flag, .offset = offsetof(options, figure.strict),
     .help = "warnings are errors: nothing is drawn"},
    {.letter = 'q', .section = SECTION_MESSAGES, .take = take_flag, .offset = offsetof(options, quiet),
     .help = "errors only"},
    {.letter = 'v', .section = SECTION_MESSAGES, .take = take_flag, .offset = offsetof(options, verbose),
     .help = "tell how the layouts that were tried score"},
    {.name = "color", .section = SECTION_MESSAGES, .take = take_choice, .offset = offsetof(options, color),
     .words = when_words, .word_count = WHEN_COUNT, .help = "colours in messages; NO_COLOR and FORCE_COLOR are heard"},
    {.name = "diagnostics", .section = SECTION_MESSAGES, .take = take_choice, .offset = offsetof(options, diagnostics),
     .words = form_words, .word_count = FORM_COUNT, .help = "json: one array of all messages; sarif: a log for code hosts, which check prints"},
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

bool option_is_for(const option *row, const command *it)
{
    return section_rows[row->section].mask & ~row->not_for & it->mask;
}

const char *option_name(arena *a, const option *row)
{
    if (row->name)
        return arena_format(a, "--%s", row->name);
    return row->letters ? arena_format(a, "-%s", row->letters) : arena_format(a, "-%c", row->letter);
}

/* ---- parsing ---- */

/* Words of the command line that are not read yet. */
typedef struct words_left {
    char **next, **end;
} words_left;

/* Tells that the option is for another command. */
static bool refuse_for_command(const options *o, const option *row, const char *name)
{
    const char *help = NULL;
    for (size_t i = 0; i < command_count && !help; i++)
        if (option_is_for(row, &commands[i]))
            help = arena_format(o->arena, "it is for ‘entente%s%s’", commands[i].word ? " " : "",
                                commands[i].word ? commands[i].word : "");
    if (o->command->word)
        message_usage(help, "‘%s’ is not for ‘entente %s’", name, o->command->word);
    else
        message_usage(help, "‘%s’ is not for drawing", name);
    return false;
}

/* Whether the next word can be a value: not one that begins as options do, but `-` and numbers below 0 may stand. */
static bool next_is_value(const words_left *left)
{
    const char *word = left->next < left->end ? *left->next : NULL;
    return word && (word[0] != '-' || !word[1] || (word[1] >= '0' && word[1] <= '9'));
}

/* Adds a word to the number that stands for all that is said of the figure. */
static void note_said(options *o, const option *row, const char *word)
{
    if (word && (row->section == SECTION_SHOWN || row->section == SECTION_FIGURE))
        o->said = hash_text(word, o->said);
}

/* The value behind an option: `attached`, or else the next word. */
static bool take_value(options *o, const option *row, const char *attached, words_left *left)
{
    const char *name = option_name(o->arena, row);
    if (!option_is_for(row, o->command))
        return refuse_for_command(o, row, name);
    note_said(o, row, name);
    if (!option_has_value(row)) {
        if (attached)
            message_usage(NULL, "‘%s’ takes no value", name);
        return !attached && row->take(o, row, NULL);
    }
    if (!attached && next_is_value(left))
        attached = *left->next++;
    note_said(o, row, attached);
    bool well = attached && *attached;
    if (!well)
        message_usage(NULL, "‘%s’ needs %s", name, row->argument ? row->argument : "a word");
    well = well && row->take(o, row, attached);
    for (int i = 0; well && i < row->more_values; i++) {
        well = next_is_value(left);
        if (well)
            well = row->take(o, row, *left->next++);
        else
            message_usage(NULL, "‘%s’ needs %s", name, row->argument);
    }
    return well;
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

static const option *by_name(const char *name, size_t length)
{
    for (size_t i = 0; i < option_count; i++) {
        const option *row = &option_table[i];
        if (row->name && strlen(row->name) == length && strncmp(row->name, name, length) == 0)
            return row;
    }
    return NULL;
}

/* --name, --name=value, --name value */
static bool take_long(options *o, const char *given, words_left *left)
{
    size_t length = strcspn(given, "=");
    const option *row = by_name(given + 2, length - 2);
    return row ? take_value(o, row, given[length] ? given + length + 1 : NULL, left) : unknown(o, given, length);
}

bool options_take(options *o, const char *name, const char *value)
{
    words_left none = {0};
    const option *row = by_name(name, strlen(name));
    if (row && (row->section == SECTION_BOUNDS || row->take == take_help || row->take == take_version)) {
        message_usage(arena_format(o->arena, "say it on the command line: entente %s --%s", o->command->word, name),
                      "‘%s’ is not for a page to say", name);
        return false;
    }
    const char *given = value ? arena_format(o->arena, "--%s=%s", name, value) : arena_format(o->arena, "--%s", name);
    return take_long(o, given, &none);
}

static const option *by_letter(char letter)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].letter == letter)
            return &option_table[i];
    return NULL;
}

/* -MF FILE, -MFfile, as compilers have it; NULL for others. */
static const option *by_letters(const char *given)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].letters && strncmp(option_table[i].letters, given, strlen(option_table[i].letters)) == 0)
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
    const option *several = by_letters(given + 1);
    if (several) {
        const char *behind = given + 1 + strlen(several->letters);
        return take_value(o, several, *behind ? behind : NULL, left);
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

/* A first word that is near the name of a command, and no file: tells what is meant. */
static bool is_misspelled_command(const options *o, const char *given)
{
    nearest near = nearest_to(given ? given : "");
    for (size_t i = 0; i < command_count; i++)
        if (commands[i].word)
            nearest_try(&near, commands[i].word);
    if (!near.best || *given == '-' || access(given, F_OK) == 0)
        return false;
    message_usage(arena_format(o->arena, "did you mean ‘entente %s’?", near.best),
                  "there is neither a command nor a file ‘%s’", given);
    return true;
}

bool options_read(options *o, int argc, char **argv)
{
    words_left left = {argv + (argc > 0), argv + argc};
    o->figure = entente_standard();
    o->jobs = 1;
    o->command = command_of(argc > 1 ? argv[1] : NULL);
    if (o->command)
        left.next++;
    else
        o->command = &commands[0];
    if (!o->command->word && is_misspelled_command(o, argc > 1 ? argv[1] : NULL))
        return false;

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
