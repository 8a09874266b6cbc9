/* `entente mdbook`: books as versions of mdBook hand them over, and the figures that are found in pages. */
#include "command/mdbook.h"
#include "program.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char here[PATH_MAX];

/* A book without pages: src/, and src/networks/good.yaml. */
static void book_enter(void)
{
    folder_enter();
    cr_assert(getcwd(here, sizeof here) != NULL);
    cr_assert(mkdir("src", 0755) == 0 && mkdir("src/networks", 0755) == 0 && mkdir("src/part", 0755) == 0);
    file_write("src/networks/good.yaml", good);
    file_write("src/networks/bad.yaml", bad);
}

TestSuite(mdbook, .init = book_enter, .fini = folder_leave);

/* Text with another in place of each `from`. */
static const char *with(arena *a, const char *text, const char *from, const char *to)
{
    const char *found = strstr(text, from);
    return found ? arena_format(a, "%.*s%s%s", (int)(found - text), text, to, with(a, found + strlen(from), from, to))
                 : text;
}

/* Text without what is inside of drawings, which other tests look at. */
static const char *without_drawings(arena *a, const char *text)
{
    const char *begin = strstr(text, "<svg"), *end = begin ? strstr(begin, "</svg>") : NULL;
    return end ? arena_format(a, "%.*s<svg>%s", (int)(begin - text), text, without_drawings(a, end)) : text;
}

/* ---- the protocol ---- */

/* What is handed over, in.json, gives what goes back, expected.json; and all that is no page stays byte for byte. */
static void expect_version(const char *folder)
{
    arena *a = arena_new();
    char *in = file_read(arena_format(a, "%s/in.json", folder), NULL);
    const char *file = arena_format(a, "%s/expected.json", folder);
    result r = run_in("mdbook", (setting){.input = with(a, in, "@ROOT@", here)});
    cr_expect(r.code == 0 && !*r.err, "%s: exit code %d\n%s", folder, r.code, r.err);
    cr_expect(!json_fault(r.out), "%s: JSON stops at %.60s", folder, json_fault(r.out));
    const char *out = without_drawings(a, r.out);
    if (getenv("UPDATE"))
        file_write(file, out);
    char *expected = file_read(file, NULL);
    cr_assert(expected, "%s is not there: UPDATE=1 writes it", file);
    cr_expect_str_eq(out, expected, "%s differs", file);
    free(expected);
    free(in);
    result_free(&r);
    arena_free(a);
}

Test(mdbook, books_of_all_versions_get_their_figures)
{
    glob_t found;
    cr_assert(glob(SOURCE_DIR "/tests/mdbook/*", 0, NULL, &found) == 0);
    cr_expect_geq(found.gl_pathc, 3);
    for (size_t i = 0; i < found.gl_pathc; i++)
        expect_version(found.gl_pathv[i]);
    globfree(&found);
}

Test(mdbook, renderers_are_supported_that_let_html_through)
{
    static const struct {
        const char *renderer;
        int code;
    } asked[] = {{"html", 0}, {"epub", 0}, {"markdown", 0}, {"pandoc", 1}, {"linkcheck", 1}, {"test", 1}, {"htm", 1}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char line[64];
        snprintf(line, sizeof line, "mdbook --theme print supports %s", asked[i].renderer);
        result r = run(line);
        cr_expect(r.code == asked[i].code && !*r.out && !*r.err, "%s: %d %s", line, r.code, r.err);
        result_free(&r);
    }
    result r = run("mdbook supports");
    cr_expect(r.code == 2 && strstr(r.err, "needs the name"));
    result_free(&r);
}

/* A book of one page. */
static const char *book_of(arena *a, const char *page)
{
    buffer b = {0};
    buffer_text(&b, "[{\"root\":");
    buffer_quoted(&b, here);
    buffer_text(&b, "},{\"items\":[{\"Chapter\":{\"content\":");
    buffer_quoted(&b, page);
    buffer_text(&b, ",\"path\":\"in/page.md\"}}]}]\n");
    const char *text = arena_copy(a, b.data, b.length);
    buffer_free(&b);
    return text;
}

static void expect_mistake(const char *page, int code, const char *told)
{
    arena *a = arena_new();
    result r = run_in("mdbook", (setting){.input = book_of(a, page)});
    cr_expect(r.code == code && !*r.out, "%s\nexit code %d, printed %s", page, r.code, r.out);
    cr_expect(strstr(r.err, told), "%s\nsays:\n%s", page, r.err);
    result_free(&r);
    arena_free(a);
}

Test(mdbook, mistakes_are_told_at_their_lines_and_stop_the_build)
{
    expect_mistake("a\n\n```entente\nnodes: {countries: {a: A}}\nedges: [a -> b: x]\n```\n", 1,
                   "src/in/page.md:5:14: error: there is no node ‘b’");
    expect_mistake("> - ```entente\n>   nodse: {}\n>   ```\n", 1,
                   "src/in/page.md:2:5: error: the file has no key ‘nodse’");
    expect_mistake("a\n\n![](../networks/bad.yaml)\n", 1, "src/networks/bad.yaml:2:1: error: the file has no key");
    expect_mistake("a\n\n![](../networks/bad.yaml)\n", 1, "src/in/page.md:3: error: the figure that begins here");
    expect_mistake("![](nowhere.yaml)\n", 3, "src/in/page.md:1: error: the figure that begins here");
    expect_mistake("a\n![](../networks/good.yaml){view=x}\n", 2, "has no view ‘x’");
    expect_mistake("a\n![](../networks/good.yaml){theem=dark}\n", 2, "did you mean ‘--theme’?");
    expect_mistake("a\n![](../networks/good.yaml){theem=dark}\n", 2, "src/in/page.md:2: error: the figure");
    expect_mistake("a\n![](../networks/good.yaml){root=/}\n", 2, "‘root’ is not for a page to say");
    expect_mistake("a\n![](../networks/good.yaml){limit=file-bytes=99999999}\n", 2, "entente mdbook --limit");
    expect_mistake("a\n![](../networks/good.yaml){timeout=9999}\n", 2, "‘timeout’ is not for a page to say");
    expect_mistake("a\n![](../networks/good.yaml){help}\n", 2, "‘help’ is not for a page to say");
    expect_mistake("![](../networks/good.yaml){as-of=2001,2002}\n", 2, "cannot show several views or days");
    expect_mistake("a ![](net.yaml) b\n", 1, "src/in/page.md:1: error: a figure cannot stand within a line");
    expect_mistake("\n```entente caption=\"x\nnodes: {}\n```\n", 1, "src/in/page.md:2: error: a value has no end");
    expect_mistake("\n```{.entente caption=x\n```\n", 1, "src/in/page.md:2: error: the braces of the options");
}

Test(mdbook, every_mistake_is_told_in_the_order_of_the_pages)
{
    arena *a = arena_new();
    result r = run_in("mdbook -j 4",
                      (setting){.input = book_of(a, "```entente\na: 1\n```\n```entente\nb: 1\n```\n![](no.yaml)\n")});
    const char *first = strstr(r.err, "page.md:2:"), *second = strstr(r.err, "page.md:5:");
    const char *third = strstr(r.err, "page.md:7:");
    cr_expect(first && second > first && third > second, "%s", r.err);
    cr_expect_eq(r.code, 3);
    result_free(&r);
    arena_free(a);
}

/* Each figure has two files open until it is told, and what is read and drawn needs some too. */
Test(mdbook, more_figures_go_through_than_files_may_be_open)
{
    enum { FIGURES = 40, FILES = 64 };
    arena *a = arena_new();
    buffer page = {0};
    struct rlimit files;
    for (int i = 0; i < FIGURES; i++)
        buffer_text(&page, "![](../networks/good.yaml)\n\n");
    cr_assert(getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = FILES;
    cr_assert(setrlimit(RLIMIT_NOFILE, &files) == 0);
    result r = run_in("mdbook -j 100", (setting){.input = book_of(a, page.data)});
    cr_expect(r.code == 0 && !*r.err, "exit code %d\n%.300s", r.code, r.err);
    result_free(&r);
    buffer_free(&page);
    arena_free(a);
}

Test(mdbook, what_is_no_book_is_refused)
{
    static const char *const none[] = {
        "",
        "{}",
        "[]",
        "[{}]",
        "[{},{}]",
        "[{\"root\":\"/\"},{}]",
        "[{\"root\":\"/\"},{\"items\":[]}",
        "[1,2]",
        "[{\"root\":\"/\"},{\"items\":[]}] x",
        "[{\"root\":\"/\"},{\"items\":[{\"Chapter\":{\"content\":\"a}}]}]",
        "[{\"root\":\"/\"},{\"items\":[{\"Chapter\":{\"path\":\"a\",\"content\":\"\\x\"}}]}]",
        "[{\"root\":\"/\"},{\"items\":[{\"Chapter\":{\"path\":\"a\",\"content\":\"\\ud8\"}}]}]",
        "[{\"root\":\"/\"},{\"items\":[{\"Chapter\":{\"path\":\"a\",\"content\":\"\xff\"}}]}]",
        "[{\"root\":\"/\"},{\"items\":[\"Separator\" {}]}]",
        "[{\"root\":\"/\"},{\"items\":[,]}]",
        "[{\"root\" \"/\"},{\"items\":[]}]",
        "[{root:1},{\"items\":[]}]",
        "[{\"root\":\"/\"},{\"items\":[]},",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        result r = run_in("mdbook", (setting){.input = none[i]});
        cr_expect(r.code == 2 && !*r.out && strstr(r.err, "is no book of mdBook"), "%s: %d %s%s", none[i], r.code,
                  r.out, r.err);
        result_free(&r);
    }
    arena *a = arena_new();
    buffer deep = {0};
    buffer_text(&deep, "[{\"root\":\"/\",\"x\":");
    for (int i = 0; i < 100000; i++)
        buffer_char(&deep, '[');
    result r = run_in("mdbook", (setting){.input = arena_copy(a, deep.data, deep.length)});
    cr_expect(r.code == 2 && strstr(r.err, "nested too deep"), "%d %s", r.code, r.err);
    result_free(&r);
    r = run("mdbook page.md");
    cr_expect(r.code == 2 && strstr(r.err, "no ‘page.md’"));
    result_free(&r);
    buffer_free(&deep);
    arena_free(a);
}

/* Options of the command hold for all figures; those of a page have the last word. */
Test(mdbook, options_of_the_command_are_for_all_figures)
{
    arena *a = arena_new();
    const char *book = book_of(
        a, "![](../networks/good.yaml)\n\n![](../networks/good.yaml){id-prefix=two theme=dark alt='Told <so>'}\n");
    result r = run_in("mdbook --theme light --id-prefix one", (setting){.input = book});
    cr_expect_eq(r.code, 0, "%s", r.err);
    cr_expect(strstr(r.out, "id=\\\"one\\\"") && strstr(r.out, "id=\\\"two\\\""));
    cr_expect(!strstr(r.out, "light-dark") && strstr(r.out, "-desc\\\">Told &lt;so&gt;</desc>"), "%s", r.out);
    result_free(&r);
    arena_free(a);
}

Test(mdbook, a_large_book_goes_through)
{
    arena *a = arena_new();
    enum { BYTES = 20 << 20 };
    char *page = arena_get(a, BYTES + 100);
    for (size_t i = 0; i < BYTES; i++)
        page[i] = "`a *b* > - 1. [c](d)\n"[i % 21];
    strcpy(page + BYTES, "\n\n```entente\nnodes: {countries: {a: A}}\n```\n");
    result r = run_in("mdbook", (setting){.input = book_of(a, page)});
    cr_expect(r.code == 0 && r.out_length > BYTES, "%d %s", r.code, r.err);
    cr_expect(strstr(r.out, "</figure>"));
    result_free(&r);
    arena_free(a);
}

/* ---- pages ---- */

/* The figures of a page in a line: where each is, what it draws, and what it says. */
static const char *found_in(arena *a, const char *text)
{
    page p = page_read(a, text);
    const char *all = "";
    for (size_t i = 0; i < p.figures.count; i++) {
        const page_figure *f = &p.figures.items[i];
        all = arena_format(a, "%s%s%u:%s", all, i ? " " : "", f->line, f->file ? f->file : with(a, f->text, "\n", "$"));
        for (size_t k = 0; k < f->options.count; k++)
            all = arena_format(a, "%s;%s=%s", all, f->options.items[k].name,
                               f->options.items[k].value ? f->options.items[k].value : "-");
        all = arena_format(a, "%s%s%s%s%s%s%s", all, f->caption ? ";caption:" : "", f->caption ? f->caption : "",
                           f->id ? ";#" : "", f->id ? f->id : "", f->classes ? ";." : "", f->classes ? f->classes : "");
    }
    return p.wrong ? arena_format(a, "%u: %s", p.wrong_line, p.wrong) : all;
}

static const struct page_case {
    const char *page, *found;
} page_cases[] = {
    /* fences */
    {"```entente\na\n```\n", "1:a$"},
    {"```entente\na\n```", "1:a$"},
    {"```entente\n```\n", "1:"},
    {"```entente\na", "1:a$"},
    {"x\n~~~~ entente\na\n~~~\n~~~~~  \nb\n", "2:a$~~~$"},
    {"```entente\na\n ``` x\n   ```\nb", "1:a$ ``` x$"},
    {"```entente\r\na\r\n```\r\n![](b.yaml)\r\n", "1:a$ 4:b.yaml"},
    {"```entente,view=a,only=b,c,strict\n```\n", "1:;view=a;only=b,c,strict"},
    {"```entente strict view=a caption=\"b, c\"\n```\n", "1:;strict=-;view=a;caption:b, c"},
    {"```entente {view=a alt='b }' #c .d .e}\n```\n", "1:;view=a;alt=b };#c;.d e"},
    {"```{.entente .wide view=\"a\"}\n```\n", "1:;view=a;.wide"},
    {"```ententes\na\n```\n```yaml\nb\n```\n``` x`y\n![](c.yaml)\n", "8:c.yaml"},
    {"````md\n```entente\na\n```\n````\n![](b.yaml)\n", "6:b.yaml"},
    {"    ```entente\n    a\n    ```\n", ""},
    {"\t```entente\n\ta\n\t```\n", ""},
    {"``entente\na\n``\n", ""},
    /* in quotes and lists */
    {"> ```entente\n> a\n>  b\n> ```\n", "1:  a$   b$"},
    {"> ```entente\n> a\nb\n", "1:  a$"},
    {"- x\n\n  ```entente\n  a\n    b\n\n  ```\n", "3:  a$    b$$"},
    {"10. ```entente\n    a\n    ```\n", "1:    a$"},
    {"1. x\n   - y\n\n     ```entente\n     a\n     ```\n\n   ```entente\n   b\n   ```\n", "4:     a$ 8:   b$"},
    {"  ```entente\n  a\n  ---\n  b\n  ```\n", "1:a$---$b$"},
    {"- x\n\ny\n\n      ```entente\n      a\n      ```\n", ""},
    {"> - > ```entente\n>   > a\n>   > ```\n![](b.yaml)", "1:      a$ 4:b.yaml"},
    {"-\tx\n\n\t```entente\n\ta\n\t```\n", "3:    a$"},
    {"- - -\n\n```entente\na\n```\n", "3:a$"},
    {"-x\n1234567890. y\n\n  ```entente\n  a\n  ```\n", "4:  a$"},
    /* images */
    {"![](a.yaml)", "1:a.yaml"},
    {"a\n![b *c*](d/e.yml \"tip\")  \nf\n", "2:d/e.yml;caption:b *c*"},
    {"- ![](a.yaml){view=b, c caption=\"\"}\n", "1:a.yaml;view=b,c;caption:"},
    {"![b [c] \\] d](<e f.yaml>)\n", "1:e f.yaml;caption:b [c] \\] d"},
    {"![](a%20b%C3%A9%00%4.yaml)\n![](a(1)\\_.yaml 'x)')\n", "1:a bé%00%4.yaml 2:a(1)_.yaml"},
    {"![](a.svg) ![b](c.yaml.png) [d](e.yaml) ![f][g.yaml]\n", ""},
    {"`![](a.yaml)` and ``b ` ![](c.yaml)``\n", ""},
    {"\\![](a.yaml) \\\\\n", ""},
    {"    ![](a.yaml)\n", ""},
    {"<!-- ![](a.yaml) -->\n<!--\n\n```entente\n-->\n![](b.yaml)\n", "6:b.yaml"},
    {"<pre>\n![](a.yaml)\n\n```entente\n</pre>\n\n![](b.yaml)\n", "7:b.yaml"},
    {"a <!-- ![](b.yaml) -->\n<!-- never closed\n![](c.yaml)\n", ""},
    /* what cannot be understood */
    {"a\n\nb ![](c.yaml)\n", "3: a figure cannot stand within a line"},
    {"![](a.yaml) ![](b.yaml)\n", "1: a figure cannot stand within a line"},
    {"| ![](a.yaml) | b |\n", "1: a figure cannot stand within a line"},
    {"[![](a.yaml)](b)\n", "1: a figure cannot stand within a line"},
    {"![](a.yaml){view=b\n", "1: a figure cannot stand within a line"},
    {"![](a.yaml){view='b}\n", "1: a figure cannot stand within a line"},
    {"```entente view='b\n```\n", "1: a value has no end"},
    {"```entente {view=b} c\n```\n", "1: the braces of the options have no end, or something follows them"},
};

Test(mdbook, figures_are_found_where_markdown_has_them)
{
    for (size_t i = 0; i < sizeof page_cases / sizeof *page_cases; i++) {
        arena *a = arena_new();
        const struct page_case *c = &page_cases[i];
        cr_expect_str_eq(found_in(a, c->page), c->found, "%s\n%s\nis not\n%s", c->page, found_in(a, c->page), c->found);
        arena_free(a);
    }
}

/* What goes back into the page stays in the quotes and lists that it was in. */
Test(mdbook, figures_stay_in_their_quotes_and_lists)
{
    arena *a = arena_new();
    result r = run_in("mdbook",
                      (setting){.input = book_of(a, "> 1. ```entente caption=\"*b*\"\n>    nodes: {countries: {a: A}}\n"
                                                    ">    ```\n> c\n")});
    const char *out = without_drawings(a, r.out);
    cr_expect_str_eq(
        out, "{\"items\":[{\"Chapter\":{\"content\":\"> 1. <figure class=\\\"entente\\\"><svg></svg> <figcaption>\\n"
             ">    \\n>    *b*\\n>    \\n>    </figcaption></figure>\\n>    \\n> c\\n\",\"path\":\"in/page.md\"}}]}");
    result_free(&r);
    arena_free(a);
}
