#include "command/options.h"
#include "input/input.h"

#include <string.h>

enum { LEFT = 26 }; /* columns before the explanations */

const section_row section_rows[SECTION_COUNT] = {
    [SECTION_OUTPUT] = {"What is written", FOR_RENDER},
    [SECTION_FIGURE] = {"The figure", FOR_RENDER},
    [SECTION_BOUNDS] = {"Bounds for input that nobody vouches for", FOR_RENDER | FOR_CHECK},
    [SECTION_MESSAGES] = {"Messages", FOR_RENDER | FOR_CHECK},
};

static const char head[] =
    "entente " ENTENTE_VERSION ": from a network of claims in YAML to a figure for a report\n"
    "\n"
    "  entente [OPTIONS] [FILE...]   draw; FILE is YAML or JSON; none, or -, is standard input\n"
    "  entente check FILE...         tell every error and warning, draw nothing\n"
    "\n"
    "Where no output is asked for, SVG goes to standard output. Files are replaced only by whole ones.\n";

static const char *const examples[][2] = {
    {"entente aukus.yaml > aukus.svg", "one figure"},
    {"entente aukus.yaml -o aukus.svg -o aukus.png", "two files, one layout"},
    {"entente aukus.yaml -o aukus.png --dpi 300", "for print"},
    {"entente aukus.yaml -o aukus.pdf --page 12x8", "small, for LaTeX"},
    {"entente -O figures *.yaml", "one figures/NAME.svg each"},
    {"entente -Tdot aukus.yaml | dot -Tsvg", "as Graphviz draws it"},
    {"entente check --strict aukus.yaml", "before it is published"},
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
    if (row->letter)
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

static void put_options(buffer *out, section of)
{
    bool also_check = section_rows[of].mask & FOR_CHECK;
    buffer_format(out, "\n%s%s\n", section_rows[of].title, also_check ? " (for ‘entente check’ too)" : "");
    for (size_t i = 0; i < option_count; i++) {
        if (option_table[i].section != of)
            continue;
        buffer left = {0};
        put_spelling(&left, &option_table[i]);
        put_row(out, left.data, LEFT, option_table[i].help);
        buffer_free(&left);
    }
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

void options_help(buffer *out)
{
    buffer_text(out, head);
    for (section s = 0; s < SECTION_COUNT; s++)
        put_options(out, s);
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
