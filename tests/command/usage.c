/* Wrong usage: exit code 2, a message with the mend, nothing printed, nothing written. */
#include "command/options.h"
#include "program.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(usage, .init = folder_enter, .fini = folder_leave);

static const struct mistake {
    const char *line, *message, *help;
} mistakes[] = {
    {"--tehme dark good.yaml", "unknown option ‘--tehme’", "did you mean ‘--theme’?"},
    {"--tehme=dark good.yaml", "unknown option ‘--tehme’", "did you mean ‘--theme’?"},
    {"-page 16x24 good.yaml", "unknown option ‘-page’", "did you mean ‘--page’?"},
    {"-x good.yaml", "unknown option ‘-x’", "‘entente --help’"},
    {"--watch good.yaml", "unknown option ‘--watch’", "‘entente --help’"},
    {"chekc good.yaml", "there is neither a command nor a file ‘chekc’", "did you mean ‘entente check’?"},
    {"dif good.yaml good.yaml", "there is neither a command nor a file ‘dif’", "did you mean ‘entente diff’?"},
    {"--theme", "‘--theme’ needs a word", NULL},
    {"good.yaml -o", "‘-o’ needs FILE", NULL},
    {"good.yaml -o -Tsvg", "‘-o’ needs FILE", NULL},
    {"--theme= good.yaml", "‘--theme’ needs a word", NULL},
    {"--strict=yes good.yaml", "‘--strict’ takes no value", NULL},
    {"--theme drak good.yaml", "‘--theme’ cannot be ‘drak’", "did you mean ‘dark’?"},
    {"--theme neon good.yaml", "‘--theme’ cannot be ‘neon’", "it is one of auto, light, dark, print"},
    {"--direction up good.yaml", "‘--direction’ cannot be ‘up’", "auto, down, right"},
    {"-Kdto good.yaml", "‘--layout’ cannot be ‘dto’", "did you mean ‘dot’?"},
    {"--effort most good.yaml", "‘--effort’ cannot be ‘most’", "fast, normal, best"},
    {"--legend full good.yaml", "‘--legend’ cannot be ‘full’", "auto, none"},
    {"--color maybe good.yaml", "‘--color’ cannot be ‘maybe’", "auto, always, never"},
    {"--diagnostics xml good.yaml", "‘--diagnostics’ cannot be ‘xml’", "text, json, sarif"},
    {"-Tjpg good.yaml", "‘-T’ cannot be ‘jpg’", "svg, svg_inline, png, pdf, cmapx, txt, md, json, dot"},
    {"-T svgg good.yaml", "‘-T’ cannot be ‘svgg’", "did you mean ‘svg’?"},
    {"-Tsvg:cairo good.yaml", "‘-T’ cannot be ‘svg:cairo’", "write -Tsvg"},
    {"-Grankdir=LR good.yaml", "‘-Grankdir=LR’: attributes of Graphviz are not taken", "--direction"},
    {"-Nshape=box good.yaml", "‘-Nshape=box’", "--direction"},
    {"--page 16 good.yaml", "‘--page’ cannot be ‘16’", "16x24, 160x240mm"},
    {"--page 16x good.yaml", "‘--page’ cannot be ‘16x’", "16x24"},
    {"--page 16x24in good.yaml", "‘--page’ cannot be ‘16x24in’", "16x24"},
    {"--page 1x24 good.yaml", "‘--page’ cannot be ‘1x24’", "from 2 to 200 cm"},
    {"--page 16x2400 good.yaml", "‘--page’ cannot be ‘16x2400’", "from 2 to 200 cm"},
    {"--dpi 0 good.yaml", "‘--dpi’ cannot be ‘0’", "from 10 to 2400"},
    {"--dpi 9e9 good.yaml", "‘--dpi’ cannot be ‘9e9’", "from 10 to 2400"},
    {"--scale x good.yaml", "‘--scale’ cannot be ‘x’", "from 0.05 to 50"},
    {"--timeout 0 good.yaml", "‘--timeout’ cannot be ‘0’", "a number from"},
    {"-j -1 good.yaml", "‘-j’ cannot be ‘-1’", "a whole number from 1"},
    {"-O . --as-of 2021,2021 good.yaml", "‘--as-of’ names ‘2021’ twice", "once"},
    {"-O . --view a --view b,a good.yaml", "‘--view’ names ‘a’ twice", "once"},
    {"--as-of 2021-9 good.yaml", "‘--as-of’ cannot be ‘2021-9’", "write 2021-09"},
    {"--as-of 15.9.2021 good.yaml", "‘--as-of’ cannot be ‘15.9.2021’", "write 2021-09-15"},
    {"--as-of autumn good.yaml", "‘--as-of’ cannot be ‘autumn’", "a date reads 2021, 2021-09 or 2021-09-15"},
    {"--limit nodse=5 good.yaml", "‘--limit’ cannot be ‘nodse=5’", "did you mean ‘nodes’?"},
    {"--limit nodes good.yaml", "‘--limit’ cannot be ‘nodes’", "nodes=1000"},
    {"--limit nodes=-1 good.yaml", "‘--limit’ cannot be ‘nodes=-1’", "a whole number"},
    {"--limit nodes=99999999999999999999 good.yaml", "‘--limit’ cannot be ‘nodes=9", "a whole number"},
    {"--id-prefix 1a good.yaml", "‘--id-prefix’ cannot be ‘1a’", "begins with a letter"},
    {"--id-prefix a\"b good.yaml", "‘--id-prefix’ cannot be ‘a\"b’", "letters, digits"},
    {"good.yaml -o figure.foo", "the suffix of ‘figure.foo’ tells no format", "-Tsvg -o figure.foo"},
    {"good.yaml -o figure", "the suffix of ‘figure’ tells no format", "-Tsvg -o figure"},
    {"good.yaml -o .", "‘.’ is a folder", "-O . names files"},
    {"good.yaml doubtful.yaml", "several inputs need --output-dir", "-O DIR"},
    {"good.yaml -O . -o a.svg", "-o and --output-dir do not go together", NULL},
    {"-O . -", "standard input has no name", NULL},
    {"good.yaml -o a.svg -o ./a.svg", "‘./a.svg’ is an output already", NULL},
    {"good.yaml -Tsvg -Tdot", "‘standard output’ is an output already", NULL},
    {"good.yaml -Tsvg -o good.yaml", "‘good.yaml’ is an input already", NULL},
    {"good.yaml -Tsvg -o ./good.yaml", "‘./good.yaml’ is an input already", NULL},
    {"-Wunsourced-clam good.yaml", "there is no warning ‘unsourced-clam’", "did you mean ‘unsourced-claim’?"},
    {"check -Wno-unused_source good.yaml", "there is no warning ‘unused_source’", "did you mean ‘unused-source’?"},
    {"check -Werror=lone good.yaml", "there is no warning ‘lone’", "‘entente check --list’"},
    {"check -W good.yaml", "there is no warning ‘good.yaml’", "‘entente check --list’"},
    {"check good.yaml -W", "‘-W’ needs NAME", NULL},
    {"check -Werror= good.yaml", "‘-Werror=’ needs the NAME of a warning", "‘entente check --list’"},
    {"check -Wno-unknown-key good.yaml", "‘unknown-key’ is an error, and errors cannot be switched", "--list"},
    {"check -Werror good.yaml", "there is no warning ‘error’", "--strict"},
    {"check -Wall good.yaml", "there is no warning ‘all’", "all warnings are on"},
    {"check --list good.yaml", "‘--list’ is about the program, not about a FILE", "leave the FILE out"},
    {"check --sources --diagnostics sarif good.yaml", "both print to standard output", "one of them"},
    {"check --list --diagnostics sarif", "both print to standard output", "one of them"},
    {"--list good.yaml", "‘--list’ is not for drawing", "it is for ‘entente check’"},
    {"check -Tsvg good.yaml", "‘-T’ is not for ‘entente check’", NULL},
    {"check --theme dark good.yaml", "‘--theme’ is not for ‘entente check’", NULL},
    {"schema good.yaml", "‘entente schema’ takes no file", "entente schema > network.schema.json"},
    {"schema -o schema.json", "‘-o’ is not for ‘entente schema’", NULL},
    {"init a.yaml b.yaml", "‘entente init’ makes one file, and here are 2", "entente init FILE"},
    {"init -Tsvg", "‘-T’ is not for ‘entente init’", NULL},
};

Test(usage, each_mistake_is_answered_and_nothing_is_written)
{
    int before = folder_count(".");
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct mistake *m = &mistakes[i];
        result r = run(m->line);
        cr_expect(r.code == 2, "entente %s: exit code %d", m->line, r.code);
        cr_expect(strncmp(r.err, "entente: ", 9) == 0 && strstr(r.err, m->message), "entente %s:\n%s", m->line, r.err);
        cr_expect(!m->help || (strstr(r.err, "\n  help: ") && strstr(r.err, m->help)), "entente %s:\n%s", m->line,
                  r.err);
        cr_expect(r.out_length == 0, "entente %s prints:\n%s", m->line, r.out);
        cr_expect(folder_count(".") == before, "entente %s leaves something", m->line);
        result_free(&r);
    }
    char *kept = file_read("good.yaml", NULL);
    cr_expect(strcmp(kept, good) == 0);
    free(kept);
}

Test(usage, two_links_to_one_file_are_one_output)
{
    cr_assert(symlink("a.svg", "link.svg") == 0);
    result r = run("good.yaml -o a.svg -o link.svg");
    cr_expect(r.code == 2 && strstr(r.err, "‘link.svg’ is an output already"), "%s", r.err);
    cr_expect(!file_exists("a.svg"));
    result_free(&r);
}

Test(usage, an_included_file_is_an_input_too)
{
    static const char included[] = "nodes: {countries: {x: Xanadu}}\n";
    file_write("part.yaml", included);
    file_write("whole.yaml", "include: [part.yaml]\nnodes: {countries: {y: Ys}}\n");
    result r = run("whole.yaml -Tdot -o ./part.yaml");
    cr_expect(r.code == 2 && strstr(r.err, "‘./part.yaml’ is an input already"), "%d %s", r.code, r.err);
    char *kept = file_read("part.yaml", NULL);
    cr_expect_str_eq(kept, included);
    free(kept);
    result_free(&r);
}

Test(usage, two_inputs_of_one_name_cannot_share_a_folder)
{
    cr_assert(mkdir("sub", 0755) == 0 && mkdir("out", 0755) == 0);
    file_write("sub/good.yaml", good);
    result r = run("good.yaml sub/good.yaml -O out");
    cr_expect(r.code == 2 && strstr(r.err, "‘out/good.svg’ is an output already"), "%s", r.err);
    cr_expect(folder_count("out") == 0);
    result_free(&r);
}

Test(usage, words_after_two_dashes_are_files)
{
    file_write("-Tsvg", good);
    result r = run("-Tdot -- -Tsvg");
    cr_expect(r.code == 0 && strstr(r.out, "digraph"), "%d %s", r.code, r.err);
    result_free(&r);
}

Test(usage, check_is_a_command_only_as_the_first_word)
{
    file_write("check", good);
    result r = run("./check -Tdot");
    cr_expect(r.code == 0 && strstr(r.out, "digraph"), "%d %s", r.code, r.err);
    result_free(&r);
    r = run("-Tdot check");
    cr_expect(r.code == 0 && strstr(r.out, "digraph"), "%d %s", r.code, r.err);
    result_free(&r);
}

/* Runs it with a terminal as standard input, output and error; what it says there goes into `said`. */
static int run_on_terminal(const char *line, char *said, size_t room)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    cr_assert(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    int other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    int kept[3] = {dup(0), dup(1), dup(2)};
    for (int i = 0; i < 3; i++)
        dup2(other, i);
    pid_t pid = run_start(line);
    for (int i = 0; i < 3; i++) {
        dup2(kept[i], i);
        close(kept[i]);
    }
    close(other);
    size_t length = 0;
    for (ssize_t now; length + 1 < room && (now = read(terminal, said + length, room - length - 1)) > 0;)
        length += (size_t)now;
    said[length] = '\0';
    close(terminal);
    int status;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Test(usage, pixels_do_not_go_to_a_terminal)
{
    char said[4096];
    cr_expect(run_on_terminal("-Tpng good.yaml", said, sizeof said) == 2);
    cr_expect(strstr(said, "png is not for a terminal"), "%s", said);
    cr_expect(run_on_terminal("-Tpdf -o - good.yaml", said, sizeof said) == 2);
    cr_expect(run_on_terminal("-Tdot good.yaml", said, sizeof said) == 0);
    cr_expect(strstr(said, "digraph"), "%s", said);
}

Test(usage, a_terminal_is_not_waited_at_for_input)
{
    char said[4096];
    cr_expect(run_on_terminal("-Tdot", said, sizeof said) == 2);
    cr_expect(strstr(said, "nothing to draw"), "%s", said);
    cr_expect(run_on_terminal("check", said, sizeof said) == 2);
    cr_expect(strstr(said, "nothing to check"), "%s", said);
    cr_expect(run_on_terminal("fmt", said, sizeof said) == 2);
    cr_expect(strstr(said, "nothing to format"), "%s", said);
}

Test(usage, help_shows_every_row_of_the_tables)
{
    result r = run("--help");
    cr_expect(r.code == 0 && !*r.err);
    for (size_t i = 0; i < option_count; i++)
        cr_expect(strstr(r.out, option_table[i].help), "%s", option_table[i].help);
    for (int i = 0; i < EXIT_COUNT; i++)
        cr_expect(strstr(r.out, exit_summaries[i]), "%s", exit_summaries[i]);
    for (size_t i = 0; i < format_count; i++)
        cr_expect(strstr(r.out, formats[i].summary), "%s", formats[i].summary);
    result_free(&r);
}

Test(usage, the_help_of_a_command_has_what_is_for_it)
{
    result r = run("check -h");
    cr_expect(r.code == 0 && strstr(r.out, "entente check") && strstr(r.out, "--strict") && !strstr(r.out, "--theme"),
              "%s", r.out);
    result_free(&r);
}

Test(usage, version_is_one_line)
{
    static const char *const spellings[] = {"-V", "--version", "check --version"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        result r = run(spellings[i]);
        cr_expect(r.code == 0 && strcmp(r.out, "entente " ENTENTE_VERSION "\n") == 0, "%s", r.out);
        result_free(&r);
    }
}
