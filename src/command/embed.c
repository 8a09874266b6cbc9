/* A figure for a page of a documentation build: drawn, and told as JSON. integrations/README.md is its contract. */
#include "command/command.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPTION_DIGITS = 8, CONTENT_DIGITS = 12 };

/* ---- what is asked for ---- */

static bool is_clear(options *o)
{
    const char *wrong = NULL, *help = NULL;
    if (!o->files.count)
        *array_add(o->arena, &o->files) = "-";
    bool reads_stream = is_standard_output(o->files.items[0]);
    if (o->files.count > 1) {
        wrong = "a figure is of one file and what it includes";
        help = "call it once for each";
    } else if (o->views.count > 1 || o->days.count > 1) {
        wrong = "a figure shows one view on one day";
        help = "call it once for each";
    } else if (reads_stream && isatty(STDIN_FILENO)) {
        wrong = "nothing to draw";
        help = "entente embed FILE";
    } else if (o->at.file && !reads_stream) {
        wrong = "--at says where standard input comes from, and a FILE is read";
    } else if (!o->at.file && reads_stream && o->output_dir) {
        wrong = "-O names outputs after inputs, and standard input has no name";
        help = "say in which page it stands: --at FILE:LINE";
    }
    for (size_t i = 0; i < o->requests.count && !wrong && !o->output_dir; i++)
        if (o->requests.items[i].format->binary) {
            wrong =
                arena_format(o->arena, "%s is no text that an answer could hold", o->requests.items[i].format->name);
            help = "write it into a folder: -O DIR";
        }
    if (wrong)
        message_usage(help, "%s", wrong);
    return !wrong;
}

bool embed_at_parse(arena *a, const char *text, embed_at *out)
{
    const char *colon = strrchr(text, ':');
    char *end;
    unsigned long line = colon ? strtoul(colon + 1, &end, 10) : 0;
    if (!colon || colon == text || *end || line < 1 || line > 1000000)
        return false;
    *out = (embed_at){arena_copy(a, text, (size_t)(colon - text)), line};
    return true;
}

/* Empty lines before what stands further down in a page let every message point into the page. */
static bool read_block(options *o, entente *run)
{
    buffer bytes = {0};
    for (size_t line = 1; line < o->at.line; line++)
        buffer_char(&bytes, '\n');
    bool well =
        read_whole(o, "-", &bytes) && entente_read_bytes(run, o->at.file, bytes.data ? bytes.data : "", bytes.length);
    buffer_free(&bytes);
    return well;
}

/* ---- files by their content ---- */

/* A file as seen from the working folder where it lies below it: the same for all who have the same checkout. */
static const char *from_here(arena *a, const char *file)
{
    char real[PATH_MAX], here[PATH_MAX];
    if (!realpath(file, real) || !getcwd(here, sizeof here))
        return file;
    size_t length = strlen(here);
    bool below = strncmp(real, here, length) == 0 && real[length] == '/';
    return arena_copy(a, below ? real + length + 1 : real, strlen(below ? real + length + 1 : real));
}

/* The network, or the page that holds it. */
static const char *source_of(const options *o)
{
    return o->at.file ? o->at.file : o->files.items[0];
}

/* A build vouches for its folder: includes and icons may come from anywhere in it. */
static void widen_root(options *o)
{
    if (!o->figure.root && *from_here(o->arena, source_of(o)) != '/')
        o->figure.root = ".";
}

/* "DIR/aukus-4be1c09a-": what all figures of this source with these options begin with. */
static const char *name_begin(const options *o)
{
    const char *source = source_of(o);
    const char *slash = strrchr(source, '/'), *name = slash ? slash + 1 : source, *dot = strrchr(name, '.');
    int stem = dot && dot > name ? (int)(dot - name) : (int)strlen(name);
    uint64_t asked = hash_text(from_here(o->arena, source), o->said);
    const char *gap = o->output_dir[strlen(o->output_dir) - 1] == '/' ? "" : "/";
    return arena_format(o->arena, "%s%s%.*s-%0*llx-", o->output_dir, gap, stem, name, OPTION_DIGITS,
                        (unsigned long long)(asked >> (64 - 4 * OPTION_DIGITS)));
}

/* "DIR/aukus-4be1c09a-93f06d1c2b7a.svg" */
static const char *name_of(const options *o, const entente *run, const format *f)
{
    uint64_t content = hash_text(ENTENTE_VERSION, hash_text(f->name, entente_fingerprint(run)));
    return arena_format(o->arena, "%s%0*llx%s", name_begin(o), CONTENT_DIGITS,
                        (unsigned long long)(content >> (64 - 4 * CONTENT_DIGITS)), f->suffix);
}

static bool is_named_after_content(const char *name, const char *begin)
{
    size_t length = strlen(begin);
    return strncmp(name, begin, length) == 0 && strspn(name + length, "0123456789abcdef") == (size_t)CONTENT_DIGITS &&
           name[length + CONTENT_DIGITS] == '.';
}

static bool is_kept(const char *name, const outputs *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        if (strcmp(strrchr(kept->items[i].file, '/') + 1, name) == 0)
            return true;
    return false;
}

/* Removes the figures that this source had with these options, but for those that stay. A page may hold several
   networks, so that those of a page are left alone. */
static void remove_earlier(const options *o, const outputs *kept)
{
    const char *begin = o->output_dir && !o->at.file ? strrchr(name_begin(o), '/') + 1 : NULL;
    DIR *folder = begin ? opendir(o->output_dir) : NULL;
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        if (is_named_after_content(entry->d_name, begin) && !is_kept(entry->d_name, kept))
            unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        closedir(folder);
}

/* ---- the answer ---- */

static exit_code answer(options *o, const record *said)
{
    buffer text = {0};
    json_put(said, &text);
    exit_code code = output_print(o, &text);
    buffer_free(&text);
    return code;
}

static void put_depends(const options *o, const entente *run, record *to)
{
    const char *named;
    record *list = record_list(o->arena, to, "depends");
    if (!is_standard_output(source_of(o)))
        record_text(o->arena, list, NULL, source_of(o));
    for (size_t i = 0; (named = entente_named(run, i)); i++)
        record_text(o->arena, list, NULL, named);
}

/* Sentences in one line, as attributes have them. */
static const char *in_line(arena *a, const char *text)
{
    char *line = text ? arena_copy(a, text, strlen(text)) : NULL;
    for (char *at = line; at && (at = strchr(at, '\n'));)
        *at = ' ';
    return line;
}

static const format *format_asked(const options *o, size_t i)
{
    return o->requests.count ? o->requests.items[i].format : format_by_name("svg_inline");
}

/* Draws what is not there yet, and tells where it is. */
static bool put_output(const options *o, entente *run, const format *f, record *to, outputs *list)
{
    arena *a = o->arena;
    record *said = record_map(a, to, NULL);
    output made = {.file = o->output_dir ? name_of(o, run, f) : NULL};
    bool is_there = made.file && access(made.file, R_OK) == 0;
    bool well = is_there || entente_draw(run, f->name, &made.bytes, &made.length);
    record_text(a, said, "format", f->name);
    if (made.file) {
        record_text(a, said, "file", made.file);
        *array_add(a, list) = is_there ? (output){.file = made.file} : made;
    } else if (well) {
        record_text(a, said, "text", arena_copy(a, made.bytes, made.length));
    }
    return well;
}

static exit_code write_new(options *o, const outputs *list)
{
    outputs made = {0};
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].bytes)
            *array_add(o->arena, &made) = list->items[i];
    return made.count ? output_write(o, &made) : EXIT_DONE;
}

/* The whole answer; where something is wrong it is left at what is known before. */
static exit_code figure(options *o, entente *run, record *said)
{
    arena *a = o->arena;
    outputs list = {0};
    if (!has_views(o, run, o->files.items[0]))
        return EXIT_USAGE;
    bool well = run_choose(run, o);
    entente_words words = entente_in_words(run);
    record_text(a, said, "title", words.title);
    record_text(a, said, "alt", in_line(a, words.sentences));
    record_text(a, said, "lang", words.lang);
    record *made = record_list(a, said, "outputs");
    for (size_t i = 0; well && i < (o->requests.count ? o->requests.count : 1); i++)
        well = put_output(o, run, format_asked(o, i), made, &list);
    exit_code code = well ? write_new(o, &list) : (exit_code)entente_exit(run);
    remove_earlier(o, code == EXIT_DONE ? &list : &(outputs){0});
    return code;
}

exit_code embed(options *o)
{
    if (!is_clear(o))
        return EXIT_USAGE;
    widen_root(o);
    entente *run = run_new(o);
    record *said = record_new(o->arena), *depends = record_new(o->arena);
    exit_code code = take_like(o, run);
    bool well = (o->at.file ? read_block(o, run) : entente_read(run, o->files.items[0])) && code == EXIT_DONE;
    if (well)
        run_check(run, o);
    well = well && !entente_errors(run);
    code = well ? figure(o, run, said) : code;
    if (!well && code == EXIT_DONE && !entente_errors(run))
        code = EXIT_IO; /* which was told when it was read */
    if (!well)
        remove_earlier(o, &(outputs){0});
    message_run(o, run);
    if (code == EXIT_DONE)
        code = (exit_code)entente_exit(run);
    well = code == EXIT_DONE;
    put_depends(o, run, well ? said : depends);
    exit_code printed = answer(o, well ? said : depends);
    entente_free(run);
    return printed > code ? printed : code;
}
