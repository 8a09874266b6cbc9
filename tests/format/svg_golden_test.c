/* SVG byte for byte, for the version of Graphviz that it was made with: tests/good/NAME/expected.svg. Other versions
   lay out otherwise; there the parts are looked at (svg_test.c). With UPDATE=1 in the environment all are written anew,
   and those listed here are made. */
#include "svg_parts.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GOOD         SOURCE_DIR "/tests/good/"
#define VERSION_FILE GOOD "graphviz-version"

/* Cases that tell most by their picture. */
static const char *const telling[] = {
    "boxes-of-every-kind-shape-and-emphasis",
    "dates-of-every-precision",
    "emoji-flags-and-their-sequences",
    "groups-that-nest",
    "letters-that-join-and-stack",
    "icons-of-both-types",
    "lines-beside-each-other-and-back",
    "lines-of-every-status-and-tone",
    "links-that-may-be-followed",
    "sections-with-nothing-in-them",
    "sources-of-every-form",
    "text-from-right-to-left",
    "text-that-would-reorder-what-follows",
    "text-without-blanks-between-words",
    "texts-in-every-script",
    "the-example-of-the-format",
    "very-long-names-words-and-addresses",
};

static bool updating(void)
{
    return getenv("UPDATE") != NULL;
}

static void write_text(const char *name, const char *text)
{
    FILE *out = fopen(name, "wb");
    cr_assert(out, "cannot write %s", name);
    fputs(text, out);
    cr_assert_eq(fclose(out), 0);
}

static const char *read_text(arena *a, const char *name)
{
    buffer bytes = {0};
    FILE *in = fopen(name, "rb");
    cr_assert(in, "cannot read %s", name);
    buffer_add(&bytes, "", 0);
    for (int c; (c = getc(in)) != EOF;)
        buffer_char(&bytes, (char)c);
    fclose(in);
    const char *text = arena_copy(a, bytes.data, bytes.length);
    buffer_free(&bytes);
    return text;
}

/* Says where they part, since the whole is long. */
static void expect_same(const char *name, const char *got, const char *expected)
{
    size_t at = 0, line = 1, start = 0;
    while (got[at] && got[at] == expected[at]) {
        if (got[at++] == '\n') {
            line++;
            start = at;
        }
    }
    cr_expect(got[at] == expected[at], "%s, line %zu:\n%.300s\nexpected was:\n%.300s\nUPDATE=1 makes it anew", name,
              line, got + start, expected + start);
}

static void compare(const char *name)
{
    arena *a = arena_new();
    svg_options o = svg_standard();
    const selection *s = selected_file(a, arena_format(a, GOOD "%s/case.yaml", name));
    const char *got = drawn(a, s, &o), *file = arena_format(a, GOOD "%s/expected.svg", name);
    expect_svg(a, name, s, &o, got);
    if (updating())
        write_text(file, got);
    expect_same(name, got, read_text(a, file));
    arena_free(a);
}

static bool version_is_the_same(arena *a)
{
    const char *mine = arena_format(a, "%d\n", ENTENTE_GRAPHVIZ_VERSION);
    if (updating())
        write_text(VERSION_FILE, mine);
    return access(VERSION_FILE, R_OK) == 0 && strcmp(read_text(a, VERSION_FILE), mine) == 0;
}

Test(svg_golden, every_figure_is_drawn_as_it_was)
{
    arena *a = arena_new();
    glob_t found;
    bool same = version_is_the_same(a);
    if (same && updating())
        for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
            compare(telling[i]);
    if (same && glob(GOOD "*/expected.svg", 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            char *name = arena_copy(a, found.gl_pathv[i] + strlen(GOOD), strlen(found.gl_pathv[i]) - strlen(GOOD));
            *strchr(name, '/') = '\0';
            compare(name);
        }
        globfree(&found);
    }
    arena_free(a);
}
