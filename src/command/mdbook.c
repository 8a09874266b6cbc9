/* A preprocessor of mdBook (its guide: For Developers, Preprocessors). mdBook asks `entente mdbook supports RENDERER`,
   then hands `[context, book]` as JSON to `entente mdbook`, and takes the book from its standard output. Pages without
   figures, and whatever else is in the book, go through byte for byte, so that versions which know more keys lose none.
 */
#include "command/mdbook.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct chapter {
    json_span content;  /* as the book has it */
    const char *text;   /* decoded */
    const char *source; /* the file of the page, as messages name it */
    page page;
} chapter;

typedef struct book {
    options *options;
    arena *arena;
    json json;
    const char *root, *src;    /* of the context: the folder of the book, that of its pages within */
    const char *key;           /* "items", older "sections"; NULL: it has neither */
    json_span body;            /* the book in the JSON */
    ARRAY(chapter *) chapters; /* with figures, in the order of the JSON */
} book;

/* ---- the JSON that mdBook hands over ---- */

/* "src" of [book] in book.toml */
static void read_config(book *b)
{
    json_span key, inner;
    if (!json_enter(&b->json, '{'))
        return;
    for (bool first = true; json_member(&b->json, &first, &key);)
        if (json_is(key, "book") && json_enter(&b->json, '{'))
            for (bool inner_first = true; json_member(&b->json, &inner_first, &inner);) {
                const char *text =
                    json_is(inner, "src") ? json_string(b->arena, &b->json) : (json_skip(&b->json), NULL);
                b->src = text ? text : b->src;
            }
        else if (!json_is(key, "book"))
            json_skip(&b->json);
}

static void read_context(book *b)
{
    json_span key;
    if (!json_enter(&b->json, '{'))
        return;
    for (bool first = true; json_member(&b->json, &first, &key);)
        if (json_is(key, "root"))
            b->root = json_string(b->arena, &b->json);
        else if (json_is(key, "config"))
            read_config(b);
        else
            json_skip(&b->json);
}

/* Decodes a page and keeps it where it has figures. Drafts have no file, and nothing in them. */
static void keep_chapter(book *b, json_span content, const char *path)
{
    json inside = json_of(content.begin, (size_t)(content.end - content.begin));
    const char *text = content.begin && path ? json_string(b->arena, &inside) : NULL;
    if (inside.wrong && !b->json.wrong)
        b->json = (json){b->json.begin, inside.at, b->json.end, inside.wrong, 0};
    page p = text ? page_read(b->arena, text) : (page){0};
    if (!p.figures.count && !p.wrong)
        return;
    chapter *c = arena_new_of(b->arena, chapter);
    *c = (chapter){content, text, path, p};
    *array_add(b->arena, &b->chapters) = c;
}

static void read_items(book *b);

static void read_chapter(book *b)
{
    json_span key, content = {0};
    const char *path = NULL, *source = NULL;
    if (!json_enter(&b->json, '{'))
        return;
    for (bool first = true; json_member(&b->json, &first, &key);)
        if (json_is(key, "content"))
            content = json_skip(&b->json);
        else if (json_is(key, "path"))
            path = json_string(b->arena, &b->json);
        else if (json_is(key, "source_path"))
            source = json_string(b->arena, &b->json);
        else if (json_is(key, "sub_items"))
            read_items(b);
        else
            json_skip(&b->json);
    if (!b->json.wrong)
        keep_chapter(b, content, source ? source : path);
}

/* A chapter is {"Chapter": {…}}; separators and titles of parts are something else. */
static void read_items(book *b)
{
    json_span key;
    if (!json_enter(&b->json, '['))
        return;
    for (bool first = true; json_item(&b->json, &first);) {
        if (!json_enter(&b->json, '{'))
            continue;
        for (bool in_first = true; json_member(&b->json, &in_first, &key);)
            if (json_is(key, "Chapter"))
                read_chapter(b);
            else
                json_skip(&b->json);
    }
}

static void read_book(book *b)
{
    json_span key;
    if (!json_enter(&b->json, '{'))
        return;
    for (bool first = true; json_member(&b->json, &first, &key);) {
        const char *name = json_is(key, "items") ? "items" : json_is(key, "sections") ? "sections" : NULL;
        if (name)
            read_items(b);
        else
            json_skip(&b->json);
        b->key = name ? name : b->key;
    }
}

/* [context, book] */
static void read_both(book *b)
{
    bool first = true;
    if (!json_enter(&b->json, '[') || !json_item(&b->json, &first))
        return;
    read_context(b);
    if (!json_item(&b->json, &first))
        return;
    b->body.begin = b->json.at;
    read_book(b);
    b->body.end = b->json.at;
    if (!json_item(&b->json, &first) && !json_ends(&b->json) && !b->json.wrong)
        b->json.wrong = "something follows the book";
}

static exit_code read_input(book *b, const buffer *input)
{
    b->json = json_of(input->data, input->length);
    read_both(b);
    if (b->json.wrong)
        return message_usage("mdBook runs this command by itself: command = \"entente mdbook\" in book.toml",
                             "what is on standard input is no book of mdBook: %s (byte %zu)", b->json.wrong,
                             (size_t)(b->json.at - b->json.begin) + 1);
    if (!b->key || !b->root)
        return message_usage("‘entente mdbook’ knows the protocol of mdBook 0.3.0 to 0.5",
                             "what is on standard input is no book of mdBook: it has no %s",
                             b->root ? "‘items’ and no ‘sections’" : "‘root’");
    return EXIT_DONE;
}

/* ---- names of files ---- */

static const char *joined(arena *a, const char *folder, const char *name)
{
    bool is_here = !*folder || strcmp(folder, ".") == 0;
    return is_here || *name == '/' ? name : arena_format(a, "%s/%s", folder, name);
}

/* A file as a page names it: from the folder that the page is in. */
static const char *beside(arena *a, const char *page, const char *name)
{
    const char *slash = strrchr(page, '/');
    while (slash && strncmp(name, "../", 3) == 0) {
        page = arena_copy(a, page, (size_t)(slash - page));
        slash = strrchr(page, '/');
        name += 3;
    }
    return slash ? joined(a, arena_copy(a, page, (size_t)(slash - page)), name) : name;
}

/* The folder of the book as seen from here: mdBook names it from the root of the disk. */
static const char *seen_from_here(arena *a, const char *root)
{
    char here[PATH_MAX];
    size_t length = getcwd(here, sizeof here) ? strlen(here) : 0;
    if (!length || strncmp(root, here, length) != 0 || (root[length] && root[length] != '/'))
        return root;
    return arena_copy(a, root + length + (root[length] == '/'), strlen(root + length + (root[length] == '/')));
}

/* ---- one figure ---- */

typedef struct figure {
    const chapter *chapter;
    const page_figure *asked;
    const char *html;
} figure;

/* Text as it stands in HTML, in attributes too, in one line. */
static void put_html(buffer *out, const char *text)
{
    static const char *const entities[] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\n'] = " "};
    for (; *text; text++) {
        size_t c = (unsigned char)*text;
        if (c < sizeof entities / sizeof *entities && entities[c])
            buffer_text(out, entities[c]);
        else
            buffer_char(out, *text);
    }
}

static void put_attribute(buffer *out, const char *name, const char *value)
{
    if (!value)
        return;
    buffer_format(out, " %s=\"", name);
    put_html(out, value);
    buffer_char(out, '"');
}

/* The SVG in one line, so that what its page quotes or lists is no matter. */
static void put_svg(buffer *out, const char *svg)
{
    for (const char *at = svg; *at; at++)
        buffer_char(out, *at == '\n' ? ' ' : *at);
}

/* Blank lines around a caption let mdBook read it as Markdown. */
static void put_caption(buffer *out, const page_figure *f)
{
    if (!f->caption || !*f->caption)
        return;
    buffer_text(out, "<figcaption>");
    if (f->caption_is_markdown)
        buffer_format(out, "\n%s\n%s%s\n%s\n%s", f->next, f->next, f->caption, f->next, f->next);
    else
        put_html(out, f->caption);
    buffer_text(out, "</figcaption>");
}

static void put_figure(arena *a, buffer *out, const page_figure *f, const char *svg)
{
    buffer_format(out, "%s<figure", f->lead);
    put_attribute(out, "class", f->classes ? arena_format(a, "entente %s", f->classes) : "entente");
    put_attribute(out, "id", f->id);
    put_attribute(out, "title", f->tip);
    buffer_char(out, '>');
    put_svg(out, svg);
    put_caption(out, f);
    buffer_text(out, "</figure>\n");
}

static exit_code take_options(options *o, const page_figure *f)
{
    for (size_t i = 0; i < f->options.count; i++)
        if (!options_take(o, f->options.items[i].name, f->options.items[i].value))
            return EXIT_USAGE;
    if (o->views.count > 1 || o->days.count > 1)
        return message_usage("write a figure for each", "one figure cannot show several views or days");
    return EXIT_DONE;
}

/* A network in a page is read with the lines before it empty, so that messages point into the page. */
static bool read_network(const options *o, entente *run, const figure *f)
{
    const page_figure *asked = f->asked;
    buffer text = {0};
    if (asked->file)
        return entente_read(run, beside(o->arena, f->chapter->source, asked->file));
    for (unsigned i = 0; i < asked->line; i++)
        buffer_char(&text, '\n');
    buffer_text(&text, asked->text);
    bool well = entente_read_bytes(run, f->chapter->source, text.data, text.length);
    buffer_free(&text);
    return well;
}

static exit_code draw(options *o, entente *run, const figure *f, buffer *out)
{
    const char *svg;
    size_t length;
    if (!read_network(o, run, f))
        return (exit_code)entente_exit(run);
    run_check(run, o);
    if (entente_errors(run))
        return (exit_code)entente_exit(run);
    if (!has_views(o, run, f->asked->file ? f->asked->file : f->chapter->source))
        return EXIT_USAGE;
    if (run_choose(run, o) && entente_draw(run, "svg_inline", &svg, &length))
        put_figure(o->arena, out, f->asked, arena_copy(o->arena, svg, length));
    return (exit_code)entente_exit(run);
}

/* In a process of its own: what the page asks for is added to what the command line says. Prints the figure. */
static exit_code draw_figure(options *o, void *subject)
{
    const figure *f = subject;
    buffer out = {0};
    exit_code code = take_options(o, f->asked);
    if (code == EXIT_DONE) {
        entente *run = run_new(o);
        code = take_like(o, run);
        if (code == EXIT_DONE)
            code = draw(o, run, f, &out);
        message_run(o, run);
        entente_free(run);
    }
    if (code == EXIT_DONE)
        code = output_print(o, &out);
    else
        message_text(o, arena_format(o->arena, "%s:%u: error: the figure that begins here cannot be drawn\n",
                                     f->chapter->source, f->asked->line));
    buffer_free(&out);
    return code;
}

static void take_html(options *o, void *subject, const buffer *printed)
{
    figure *f = subject;
    f->html = arena_copy(o->arena, printed->data ? printed->data : "", printed->length);
}

/* ---- the book that goes back ---- */

static void put_chapter(buffer *out, const chapter *c, const figure *figures)
{
    buffer text = {0};
    size_t done = 0;
    for (size_t i = 0; i < c->page.figures.count; i++) {
        const page_figure *f = &c->page.figures.items[i];
        buffer_add(&text, c->text + done, f->begin - done);
        buffer_text(&text, figures[i].html);
        done = f->end;
        if (c->text[done] && c->text[done] != '\n' && c->text[done] != '\r') /* HTML goes on up to a blank line */
            buffer_format(&text, "%s\n", f->next);
    }
    buffer_text(&text, c->text + done);
    buffer_quoted(out, text.data);
    out->failed |= text.failed;
    buffer_free(&text);
}

static exit_code put_book(const book *b, const figure *figures)
{
    buffer out = {0};
    const char *done = b->body.begin;
    for (size_t i = 0; i < b->chapters.count; i++) {
        const chapter *c = b->chapters.items[i];
        buffer_add(&out, done, (size_t)(c->content.begin - done));
        put_chapter(&out, c, figures);
        figures += c->page.figures.count;
        done = c->content.end;
    }
    buffer_add(&out, done, (size_t)(b->body.end - done));
    exit_code code =
        out.failed ? message_fault(b->options, NULL, "the book grows too large") : output_print(b->options, &out);
    buffer_free(&out);
    return code;
}

/* Tells the first figure of each page that cannot be understood. */
static exit_code tell_wrong(const book *b)
{
    exit_code code = EXIT_DONE;
    for (size_t i = 0; i < b->chapters.count; i++) {
        const chapter *c = b->chapters.items[i];
        if (!c->page.wrong)
            continue;
        message_text(b->options, arena_format(b->arena, "%s:%u: error: %s\n  help: %s\n", c->source, c->page.wrong_line,
                                              c->page.wrong, c->page.help));
        code = EXIT_INPUT;
    }
    return code;
}

static exit_code draw_book(const book *b)
{
    options *o = b->options;
    ARRAY(figure) figures = {0};
    for (size_t i = 0; i < b->chapters.count; i++)
        for (size_t k = 0; k < b->chapters.items[i]->page.figures.count; k++)
            *array_add(b->arena, &figures) =
                (figure){b->chapters.items[i], &b->chapters.items[i]->page.figures.items[k], NULL};
    pool *p = pool_new(o, o->jobs);
    pool_hands(p, take_html);
    for (size_t i = 0; i < figures.count; i++)
        pool_do(p, draw_figure, &figures.items[i]);
    exit_code code = pool_end(p), told = tell_wrong(b);
    code = told > code ? told : code;
    return code == EXIT_DONE ? put_book(b, figures.items) : code;
}

static int by_place(const void *a, const void *b)
{
    const chapter *const *first = a, *const *second = b;
    return ((*first)->content.begin > (*second)->content.begin) - ((*first)->content.begin < (*second)->content.begin);
}

/* Where the files of the pages are, as seen from here. They may include whatever is in the book's folder. */
static void place_chapters(const book *b)
{
    const char *pages = joined(b->arena, seen_from_here(b->arena, b->root), b->src);
    for (size_t i = 0; i < b->chapters.count; i++)
        b->chapters.items[i]->source = joined(b->arena, pages, b->chapters.items[i]->source);
    if (!b->options->figure.root)
        b->options->figure.root = b->root;
    if (b->chapters.count)
        qsort(b->chapters.items, b->chapters.count, sizeof *b->chapters.items, by_place);
}

static exit_code replace_figures(options *o)
{
    book b = {.options = o, .arena = o->arena, .src = "src"};
    buffer input = {0};
    exit_code code = read_whole(o, "-", &input) ? read_input(&b, &input) : EXIT_IO;
    if (code == EXIT_DONE) {
        place_chapters(&b);
        code = draw_book(&b);
    }
    buffer_free(&input);
    return code;
}

/* Renderers that let HTML in pages through. */
static exit_code supports(const options *o)
{
    static const char *const renderers[] = {"html", "epub", "markdown"};
    if (o->files.count != 2)
        return message_usage("entente mdbook supports html", "‘supports’ needs the name of a renderer");
    for (size_t i = 0; i < sizeof renderers / sizeof *renderers; i++)
        if (strcmp(renderers[i], o->files.items[1]) == 0)
            return EXIT_DONE;
    return EXIT_INPUT;
}

exit_code mdbook(options *o)
{
    if (o->files.count && strcmp(o->files.items[0], "supports") == 0)
        return supports(o);
    if (o->files.count)
        return message_usage("mdBook calls it, where book.toml says command = \"entente mdbook\"",
                             "‘entente mdbook’ reads a book from standard input, and no ‘%s’", o->files.items[0]);
    if (isatty(STDIN_FILENO))
        return message_usage("mdBook calls it, where book.toml says command = \"entente mdbook\"",
                             "there is no book on standard input");
    return replace_figures(o);
}
