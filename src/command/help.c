#include "command/options.h"
#include "input/input.h"

#include <string.h>

enum { LEFT = 26, USAGE = 34 }; /* columns before the explanations */

const section_row section_rows[SECTION_COUNT] = {
    [SECTION_OUTPUT] = {"What is written", FOR_RENDER | FOR_WATCH | FOR_DIFF | FOR_EMBED | FOR_MDBOOK},
    [SECTION_SHOWN] = {"What is shown, whatever a view says",
                       FOR_RENDER | FOR_WATCH | FOR_DIFF | FOR_EMBED | FOR_MDBOOK},
    [SECTION_SERVE] = {"In a browser", FOR_WATCH},
    [SECTION_BUILD] = {"For make, ninja and continuous integration", FOR_RENDER | FOR_WATCH},
    [SECTION_FIGURE] = {"The figure", FOR_RENDER | FOR_WATCH | FOR_DIFF | FOR_EMBED | FOR_MDBOOK},
    [SECTION_COMPARING] = {"Comparing", FOR_DIFF},
    [SECTION_CHECK] = {"What is printed", FOR_CHECK},
    [SECTION_STYLE] = {"House style", FOR_FMT},
    [SECTION_EMBED] = {"Embedding", FOR_EMBED},
    [SECTION_LIST] = {"The list", FOR_LIST},
    [SECTION_BOUNDS] = {"Bounds for input that nobody vouches for",
                        FOR_RENDER | FOR_WATCH | FOR_CHECK | FOR_DIFF | FOR_EMBED | FOR_FMT | FOR_LIST | FOR_MDBOOK},
    [SECTION_MESSAGES] = {"Messages", FOR_RENDER | FOR_WATCH | FOR_CHECK | FOR_DIFF | FOR_EMBED | FOR_FMT | FOR_LIST |
                                          FOR_SCHEMA | FOR_INIT | FOR_MDBOOK},
};

static const char head[] = "entente " ENTENTE_VERSION ": from a network of claims in YAML to a figure for a report\n";
static const char foot[] =
    "\nWhere no output is asked for, SVG goes to standard output. Files are replaced only by whole ones.\n";

static const char *const examples[][2] = {
    {"entente aukus.yaml > aukus.svg", "one figure"},
    {"entente aukus.yaml -o aukus.svg -o aukus.png", "two files, one layout"},
    {"entente aukus.yaml -o aukus.png --dpi 300", "for print"},
    {"entente aukus.yaml -o aukus.pdf --page 12x8", "small, for LaTeX"},
    {"entente -O figures *.yaml", "one figures/NAME.svg each"},
    {"entente -O figures --all-views aukus.yaml", "one figures/aukus.VIEW.svg each"},
    {"entente -O figures --as-of 2019,2024 aukus.yaml", "two days, one layout"},
    {"entente -Ttxt aukus.yaml", "in words"},
    {"entente aukus.yaml -o annex.md", "in tables, for an annex"},
    {"entente -Tdot aukus.yaml | dot -Tsvg", "as Graphviz draws it"},
    {"entente watch aukus.yaml -o aukus.svg", "again at each save"},
    {"entente watch --open aukus.yaml", "and in a browser"},
    {"entente diff old.yaml new.yaml", "what came, went and changed, in words"},
    {"entente diff old.yaml new.yaml -o diff.svg", "and in one drawing"},
    {"entente check --strict aukus.yaml", "before it is published"},
    {"entente check --diagnostics sarif *.yaml > log.sarif", "for a code host"},
    {"entente fmt --check *.yaml", "whether all are in house style"},
};

/* A line of two columns; where the left one is too wide, the right one goes below it. */
static void put_row(buffer *out, const char *left, size_t width, const char *right)
{
    size_t length = strlen(left);
    buffer_text(out, "  ");
    buffer_text(out, left);
    if (length + 2 > width) {
        buffer_text(out, "\n  ");
        length = 0;
    }
    for (; length < width; length++)
        buffer_char(out, ' ');
    buffer_text(out, right);
    buffer_char(out, '\n');
}

/* "-O, --output-dir DIR", "    --theme auto|light|dark|print" */
static void put_spelling(buffer *out, const option *row)
{
    if (row->letters)
        buffer_format(out, "-%s%s", row->letters, row->name ? ", " : "");
    else if (row->letter)
        buffer_format(out, "-%c%s", row->letter, row->name ? ", " : "");
    else
        buffer_text(out, "    ");
    if (row->name)
        buffer_format(out, "--%s", row->name);
    if (row->argument)
        buffer_format(out, " %s", row->argument);
    for (int i = 0; row->words && option_word(row, i); i++)
        buffer_format(out, "%c%s", i ? '|' : ' ', option_word(row, i));
}

/* "entente check [OPTIONS] FILE..." */
static void put_command(buffer *out, const command *it)
{
    buffer left = {0};
    buffer_format(&left, "entente %s%s[OPTIONS] %s", it->word ? it->word : "", it->word ? " " : "", it->operands);
    put_row(out, left.data, USAGE, it->summary);
    buffer_free(&left);
}

static bool is_for(section s, const command *it)
{
    return section_rows[s].mask & it->mask;
}

/* "The figure (for ‘entente diff’ too)", "Checking (for ‘entente check’)" */
static void put_title(buffer *out, section s)
{
    bool too = is_for(s, &commands[0]), any = false;
    buffer_format(out, "\n%s", section_rows[s].title);
    for (size_t i = 1; i < command_count; i++) {
        if (!is_for(s, &commands[i]))
            continue;
        buffer_format(out, "%s%s", any ? ", " : " (for ", commands[i].word);
        any = true;
    }
    buffer_format(out, "%s\n", !any ? "" : too ? " too)" : ")");
}

/* "so many pictures at the same time (1); not for diff" */
static void put_option(buffer *out, const option *row, bool whole)
{
    buffer left = {0}, right = {0};
    put_spelling(&left, row);
    buffer_text(&right, row->help);
    for (size_t i = 1; whole && i < command_count; i++)
        if (commands[i].mask & row->not_for)
            buffer_format(&right, "; not for %s", commands[i].word);
    put_row(out, left.data, LEFT, right.data);
    buffer_free(&right);
    buffer_free(&left);
}

static void put_options(buffer *out, section of, const command *it)
{
    bool whole = it == &commands[0];
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].section == of && (whole || option_is_for(&option_table[i], it)))
            put_option(out, &option_table[i], whole);
}

static void put_limits(buffer *out)
{
    buffer_text(out, "\nLimits\n");
    for (size_t i = 0; i < limit_row_count; i++) {
        buffer left = {0};
        buffer_format(&left, "%s=%zu", limit_rows[i].name, limit_rows[i].standard);
        put_row(out, left.data, LEFT, limit_rows[i].summary);
        buffer_free(&left);
    }
}

static void put_rest(buffer *out)
{
    buffer_text(out, "\nFormats\n");
    for (size_t i = 0; i < format_count; i++)
        put_row(out, formats[i].name, LEFT, formats[i].summary);
    put_limits(out);
    buffer_text(out, "\nExit codes\n");
    for (int code = 0; code < EXIT_COUNT; code++) {
        char digit[] = {(char)('0' + code), '\0'};
        put_row(out, digit, LEFT, exit_summaries[code]);
    }
    buffer_text(out, "\nExamples\n");
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        put_row(out, examples[i][0], 2 * LEFT, examples[i][1]);
}

void options_help(const command *of, buffer *out)
{
    bool whole = of == &commands[0];
    buffer_format(out, "%s\n", head);
    for (size_t i = 0; i < command_count; i++)
        if (whole || of == &commands[i])
            put_command(out, &commands[i]);
    if (whole)
        buffer_text(out, foot);
    for (section s = 0; s < SECTION_COUNT; s++) {
        if (!whole && !is_for(s, of))
            continue;
        if (whole)
            put_title(out, s);
        else
            buffer_format(out, "\n%s\n", section_rows[s].title);
        put_options(out, s, of);
    }
    if (!whole && of->more)
        buffer_text(out, of->more);
    if (whole)
        put_rest(out);
    else
        buffer_text(out, "\n‘entente --help’ tells the rest.\n");
}
