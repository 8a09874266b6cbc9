/* The DOT of whole cases: byte for byte what lies beside them (UPDATE=1 writes it anew), and drawn by the real dot
   without a word, with every name to be read in the picture. */
#include "drawing/drawing.h"
#include "input/input.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(dot, .init = set_up, .fini = tear_down);

static const network *network_of(const char *path)
{
    diagnostics *d = diagnostics_new(a, false);
    input_options options = {.limits = limits_standard()};
    const network *n = input_read(a, path, &options, d);
    buffer messages = {0};
    diagnostics_text(d, false, &messages);
    cr_assert_eq(diagnostics_errors(d), 0, "%s", messages.data);
    buffer_free(&messages);
    return n;
}

static const char *dot_of(const network *n)
{
    buffer out = {0};
    graph_write(graph_build(a, network_whole(n)), &out);
    const char *dot = arena_copy(a, out.data, out.length);
    buffer_free(&out);
    return dot;
}

/* NULL where there is no such file. */
static const char *contents(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    buffer all = {0};
    char bytes[4096];
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, f)) > 0;)
        buffer_add(&all, bytes, got);
    fclose(f);
    const char *text = arena_copy(a, all.data ? all.data : "", all.length);
    buffer_free(&all);
    return text;
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    cr_assert(f && fputs(text, f) >= 0 && fclose(f) == 0, "%s cannot be written", path);
}

/* Runs a command that is to succeed and to say nothing. */
static void run_silently(const char *command, const char *path)
{
    FILE *f = popen(command, "r");
    char said[512] = "";
    size_t length = fread(said, 1, sizeof said - 1, f);
    said[length] = '\0';
    int status = pclose(f);
    cr_expect(status == 0 && !*said, "%s: ‘%s’ ended with %d and said: %s", path, command, status, said);
}

/* ---- what is to be read in a picture ---- */

static const struct {
    const char *entity, *text;
} entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""},
                {"&#39;", "'"}, {"&#45;", ""}, {"&#160;", ""}};

/* Adds [text, end) without blanks, hyphens and what shows nothing, which wrapping moves; with entities read where it is
   XML. */
static void add_bare(buffer *out, const char *text, const char *end, bool xml)
{
    while (text < end) {
        size_t i = 0;
        while (i < sizeof entities / sizeof *entities &&
               strncmp(text, entities[i].entity, strlen(entities[i].entity)) != 0)
            i++;
        if (xml && i < sizeof entities / sizeof *entities) {
            buffer_text(out, entities[i].text);
            text += strlen(entities[i].entity);
            continue;
        }
        const char *start = text;
        uint32_t c = utf8_next(&text, end);
        if (c != ' ' && c != '\n' && c != '\t' && c != '-' && c != 0xa0 && !utf8_is_hidden(c))
            buffer_add(out, start, (size_t)(text - start));
    }
}

/* All that is in <text> elements. */
static void add_texts(buffer *out, const char *svg)
{
    for (const char *at = svg; (at = strstr(at, "<text "));) {
        at = strchr(at, '>') + 1;
        const char *end = strstr(at, "</text>");
        add_bare(out, at, end, true);
        at = end;
    }
}

static void expect_readable(const char *svg, const char *name, const char *path)
{
    buffer texts = {0}, bare = {0};
    add_texts(&texts, svg);
    add_bare(&bare, name, name + strlen(name), false);
    cr_expect(!bare.length || (texts.data && strstr(texts.data, bare.data)), "%s: ‘%s’ is not to be read", path, name);
    buffer_free(&texts);
    buffer_free(&bare);
}

static void expect_drawn(const char *path)
{
    const network *n = network_of(path);
    char in[] = "/tmp/entente-dot-XXXXXX", out[] = "/tmp/entente-svg-XXXXXX";
    close(mkstemp(in));
    close(mkstemp(out));
    write_file(in, dot_of(n));
    run_silently(arena_format(a, "nop -p %s 2>&1", in), path);
    run_silently(arena_format(a, "dot -Tsvg -o %s %s 2>&1", out, in), path);
    run_silently(arena_format(a, "xmllint --noout %s 2>&1", out), path);
    const char *svg = contents(out);
    const selection *s = network_whole(n);
    for (size_t i = 0; i < s->nodes.count; i++)
        expect_readable(svg, s->nodes.items[i]->name, path);
    for (size_t i = 0; i < s->edges.count; i++)
        expect_readable(svg, s->edges.items[i]->label, path);
    for (size_t i = 0; i < s->groups.count; i++)
        expect_readable(svg, s->groups.items[i]->name, path);
    unlink(in);
    unlink(out);
}

/* ---- the cases ---- */

static glob_t found(const char *pattern)
{
    glob_t g = {0};
    cr_assert_eq(glob(arena_format(a, "%s/%s", SOURCE_DIR, pattern), 0, NULL, &g), 0, "no file is named %s", pattern);
    return g;
}

static void expect_bytes(const char *case_path)
{
    int folder = (int)(strrchr(case_path, '/') - case_path);
    const char *expected_path = arena_format(a, "%.*s/expected.dot", folder, case_path);
    const char *got = dot_of(network_of(case_path)), *expected = contents(expected_path);
    if (getenv("UPDATE")) {
        write_file(expected_path, got);
        return;
    }
    cr_assert_not_null(expected, "%s is not there: UPDATE=1 writes it", expected_path);
    size_t same = 0, line = 1;
    while (got[same] && got[same] == expected[same])
        line += got[same++] == '\n';
    cr_expect_eq(got[same], expected[same], "%s differs from line %zu on", expected_path, line);
}

static void each(const char *pattern, void (*check)(const char *path))
{
    glob_t g = found(pattern);
    for (size_t i = 0; i < g.gl_pathc; i++)
        check(g.gl_pathv[i]);
    globfree(&g);
}

Test(dot, is_what_it_was)
{
    each("tests/dot/*/case.yaml", expect_bytes);
    each("tests/good/*/case.yaml", expect_bytes);
}

Test(dot, is_drawn_by_dot)
{
    each("tests/dot/*/case.yaml", expect_drawn);
    each("tests/good/*/case.yaml", expect_drawn);
    each("input/*.yaml", expect_drawn);
}

Test(dot, is_the_same_each_time)
{
    const network *n = network_of(SOURCE_DIR "/input/indo-pacific.yaml");
    const char *first = dot_of(n);
    cr_expect_str_eq(dot_of(n), first);
    cr_expect_str_eq(dot_of(network_of(SOURCE_DIR "/input/indo-pacific.yaml")), first);
}
