/* Files, and those that they include.

   The order of reading is that of the documents: the main file, then each of its includes where it is named, followed
   by its own. A file is read once, by whatever names and ways it is reached; one that would include itself is an error,
   as is one that cannot be read or lies outside of the root, each at the entry that names it.

   What an include may say again follows one rule: how the whole is told is said by who comes first, and what it is made
   of is said once.
   - How it is told: `title`, `subtitle`, `as_of`, `lang` and each warning under `checks` are taken from the first file
     that says them, so that the main file has the last word over its includes. It has it over their `views` too, by
   name; two includes that have a view of the same name are an error, since one of the two would be lost.
   - What it is made of: whatever has an id (`sources`, `kinds`, `relations`, `groups`, `nodes`) is defined in one
   place; a second definition is an error there, in the same file or another. Edges have none and all count.
   - Any file may name what another one defines, in any order. */
#include "input/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file being read. It is closed and freed with the arena, even if memory runs out in the middle. */
typedef struct opened {
    int fd;
    buffer bytes;
} opened;

static void close_opened(void *subject)
{
    opened *o = subject;
    if (o->fd > STDIN_FILENO)
        close(o->fd);
    o->fd = -1;
}

static void free_opened(void *subject)
{
    close_opened(subject);
    buffer_free(&((opened *)subject)->bytes);
}

/* ---- names ---- */

/* A name as it can be shown: UTF-8. */
static const char *shown_name(arena *a, const char *name)
{
    const char *at = name, *end = name + strlen(name);
    char *out = arena_get(a, strlen(name) * 3 + 1), *to = out;
    while (at < end)
        to += utf8_put(utf8_next(&at, end), to);
    return out;
}

static const char *folder_of(arena *a, const char *name)
{
    const char *slash = strrchr(name, '/');
    if (!slash)
        return ".";
    return slash == name ? "/" : arena_copy(a, name, (size_t)(slash - name));
}

/* A name in a folder, as it is shown and opened. */
static const char *joined(arena *a, const char *folder, const char *name)
{
    if (strcmp(folder, ".") == 0)
        return name;
    return arena_format(a, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
}

static const char *real_path(arena *a, const char *path)
{
    char real[PATH_MAX];
    return realpath(path, real) ? arena_copy(a, real, strlen(real)) : NULL;
}

static bool is_inside(const char *real, const char *root)
{
    size_t length = strlen(root);
    if (length && root[length - 1] == '/')
        length--;
    return strncmp(real, root, length) == 0 && real[length] == '/';
}

/* Not strerror(): it follows the locale. */
static const char *reason(int error)
{
    static const struct {
        int error;
        const char *words;
    } reasons[] = {
        {ENOENT, "there is no such file"},       {ENOTDIR, "there is no such folder"},
        {EACCES, "reading it is not permitted"}, {EPERM, "reading it is not permitted"},
        {ELOOP, "its links lead in a circle"},   {ENAMETOOLONG, "its name is too long"},
        {EISDIR, "it is a folder, not a file"},  {EMFILE, "too many files are open"},
        {ENFILE, "too many files are open"},     {EIO, "the disk does not give it"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].error == error)
            return reasons[i].words;
    return "the system refuses";
}

/* Whether a path that leads nowhere would lie inside the root: nobody learns what is outside of it. */
static bool would_be_inside(reader *r, const char *path)
{
    const char *real = NULL;
    while (!real && strcmp(path, "/") != 0 && strcmp(path, ".") != 0) {
        path = folder_of(r->arena, path);
        real = real_path(r->arena, path);
    }
    return real && (strcmp(real, r->root) == 0 || is_inside(real, r->root));
}

/* A picture rests on it, whether it is there or not. */
static void keep_name(reader *r, const char *path)
{
    if (!map_put(r->named_paths, path, r))
        *array_add(r->arena, &r->network->named) = path;
}

const char *resolve_named(reader *r, const document *by, const char *name, place at, rule when_missing)
{
    const char *said = in_short(r->arena, name);
    if (strstr(name, "://") || *name == '/') {
        report(r->d, RULE_INCLUDE, at, "write the name of a file relative to the folder of this one",
               *name == '/' ? "‘%s’ is an absolute path" : "‘%s’ is not a file beside this one", said);
        return NULL;
    }
    const char *path = joined(r->arena, by->folder, name), *real = real_path(r->arena, path);
    int error = errno;
    struct stat found;
    bool inside = r->root && (real ? is_inside(real, r->root) : would_be_inside(r, path));
    if (inside)
        keep_name(r, path);
    if (!r->root)
        report(r->d, RULE_INCLUDE, at, "name a folder that is there with --root",
               "‘%s’ is not read: the folder that files may come from is not there", said);
    else if (!inside)
        report(r->d, RULE_INCLUDE, at, "move it below the folder of the main file, or name a wider folder with --root",
               "‘%s’ lies outside the folder that files may come from", said);
    else if (!real)
        report(r->d, when_missing, at,
               error == ENOENT ? "it is looked for in the folder of this file; mind large and small letters" : NULL,
               "cannot read ‘%s’: %s", said, reason(error));
    else if (stat(real, &found) != 0)
        report(r->d, when_missing, at, NULL, "cannot read ‘%s’: %s", said, reason(errno));
    else if (!S_ISREG(found.st_mode))
        report(r->d, when_missing, at, "name a file", "cannot read ‘%s’: it is %s", said,
               S_ISDIR(found.st_mode) ? "a folder, not a file" : "not a regular file");
    else
        return real;
    return NULL;
}

/* ---- bytes ---- */

/* What is to be read, and what mistakes in reading it are told with. */
typedef struct wanted {
    const char *name;
    place at;          /* of the word that names it; no file for the main file */
    size_t bound;      /* bytes */
    const char *limit; /* the limit's name */
} wanted;

static bool read_bytes(reader *r, const wanted *w, opened *o)
{
    char chunk[1 << 16];
    for (ssize_t got = 1; got != 0;) {
        got = read(o->fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            report(r->d, RULE_IO, w->at, NULL, "cannot read ‘%s’: %s", w->name, reason(errno));
            return false;
        }
        buffer_add(&o->bytes, chunk, (size_t)got);
        if (o->bytes.failed || o->bytes.length > w->bound) {
            report(r->d, RULE_LIMIT, w->at,
                   arena_format(r->arena, "if this is meant, allow more with --limit %s=NUMBER", w->limit),
                   "‘%s’ has more bytes than %zu", w->name, w->bound);
            return false;
        }
    }
    return true;
}

/* The bytes of a file, followed by a NUL; NULL where that was reported. */
static opened *open_file(reader *r, const wanted *w, const char *path)
{
    opened *o = arena_new_of(r->arena, opened);
    bool is_main = !w->at.file, is_stdin = is_main && strcmp(path, "-") == 0;
    o->fd = is_stdin ? STDIN_FILENO : -1;
    arena_after(r->arena, free_opened, o);
    if (!is_stdin) /* what is named in a file is no pipe, even if it became one since it was looked at */
        o->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (is_main ? 0 : O_NONBLOCK));
    if (o->fd < 0) {
        report(r->d, RULE_IO, w->at, NULL, "cannot read ‘%s’: %s", w->name, reason(errno));
        return NULL;
    }
    bool good = read_bytes(r, w, o);
    buffer_add(&o->bytes, "", 0);
    close_opened(o);
    return good ? o : NULL;
}

static opened *open_document(reader *r, const document *doc, const char *path)
{
    wanted w = {doc->file->name, doc->entry ? *doc->entry : (place){0}, r->bounds->file_bytes, "file-bytes"};
    return open_file(r, &w, path);
}

/* Where a block stands in a page says nothing of what it holds. */
static void add_fingerprint(reader *r, const char *bytes, size_t length)
{
    size_t empty = 0;
    while (empty < length && bytes[empty] == '\n')
        empty++;
    r->network->fingerprint = hash_bytes(bytes + empty, length - empty, r->network->fingerprint);
}

const buffer *read_icon_file(reader *r, const word *named, const char *real)
{
    wanted w = {in_short(r->arena, named->text), named->at, r->bounds->icon_bytes, "icon-bytes"};
    opened *o = open_file(r, &w, real);
    if (o)
        add_fingerprint(r, o->bytes.data, o->bytes.length);
    return o ? &o->bytes : NULL;
}

const char *path_from_main(reader *r, const document *by, const char *name)
{
    const char *path = joined(r->arena, by->folder, name), *main_folder = r->documents.items[0]->folder;
    size_t length = strlen(main_folder);
    if (length && main_folder[length - 1] == '/')
        length--;
    bool below = strncmp(path, main_folder, length) == 0 && path[length] == '/';
    return below ? path + length + 1 : path;
}

/* ---- documents ---- */

static document *new_document(reader *r, const char *name, const document *by, const place *entry)
{
    source_file *file = arena_new_of(r->arena, source_file);
    *file = (source_file){.name = shown_name(r->arena, name), .text = "", .order = (int)r->documents.count};
    document *doc = arena_new_of(r->arena, document);
    *doc = (document){.file = file, .by = by, .entry = entry, .folder = folder_of(r->arena, name)};
    *array_add(r->arena, &r->documents) = doc;
    *array_add(r->arena, &r->network->files) = file;
    return doc;
}

static void read_includes(reader *r, const document *doc);

static void read_tree(reader *r, document *doc, const char *bytes, size_t length)
{
    const tree *root = NULL;
    add_fingerprint(r, bytes, length);
    if (decode(r->arena, (source_file *)doc->file, bytes, length, r->d))
        root = tree_parse(r->arena, doc->file, r->bounds, r->d);
    r->partial |= !root || root->partial;
    if (root && root->type != TREE_MAP) {
        report(r->d, RULE_TYPE, root->at, "write entries such as ‘title: …’, ‘nodes:’ and ‘edges:’",
               "a network is made of ‘key: value’ entries, and here is %s",
               root->type == TREE_LIST ? "a list" : "a text");
        r->partial = true;
    } else if (root) {
        doc->root = root;
        read_includes(r, doc);
    }
}

/* Whether the file is the document or one that led to it. */
static bool is_on_the_way(const document *doc, const char *real)
{
    for (; doc; doc = doc->by)
        if (doc->real && strcmp(doc->real, real) == 0)
            return true;
    return false;
}

static void read_include(reader *r, const document *by, const word *entry)
{
    const char *real = resolve_named(r, by, entry->text, entry->at, RULE_IO);
    r->partial |= !real;
    if (!real)
        return;
    if (is_on_the_way(by, real)) {
        report(r->d, RULE_CYCLE, entry->at, "take it away: a file has all that the file that includes it has",
               "‘%s’ is being read already, so it would include itself", in_short(r->arena, entry->text));
        return;
    }
    if (map_get(r->documents_by_path, real)) /* two files may include the same third one */
        return;
    if (r->documents.count > r->bounds->includes) {
        if (!r->includes_full)
            report(r->d, RULE_LIMIT, entry->at, "if this is meant, allow more with --limit includes=NUMBER",
                   "more files are included than %zu", r->bounds->includes);
        r->includes_full = r->partial = true;
        return;
    }
    document *doc = new_document(r, joined(r->arena, by->folder, entry->text), by, &entry->at);
    doc->real = real;
    map_put(r->documents_by_path, real, doc);
    opened *o = open_document(r, doc, real);
    r->partial |= !o;
    if (o)
        read_tree(r, doc, o->bytes.data, o->bytes.length);
}

/* A file name may have commas: unlike ids, a text is one name. */
static void read_include_entry(reader *r, const document *doc, const tree *value)
{
    if (value->wrong || tree_is_nothing(value))
        return;
    if (value->type != TREE_TEXT || !*value->text) {
        report(r->d, RULE_TYPE, value->at, "write ‘include: [people.yaml, treaties.yaml]’",
               "‘include’ takes the name of a file, or a list of them");
        r->partial = true;
        return;
    }
    word *entry = arena_new_of(r->arena, word);
    *entry = (word){value->text, value->at};
    read_include(r, doc, entry);
}

static void read_includes(reader *r, const document *doc)
{
    const tree *value = tree_get(doc->root, "include");
    if (value && value->type == TREE_LIST)
        for (size_t i = 0; i < value->entries.count; i++)
            read_include_entry(r, doc, value->entries.items[i].value);
    else if (value)
        read_include_entry(r, doc, value);
}

/* The main file, not yet read. */
static document *first_document(reader *r, const char *name)
{
    bool is_stdin = strcmp(name, "-") == 0;
    document *doc = new_document(r, is_stdin ? "<stdin>" : name, NULL, NULL);
    doc->folder = is_stdin ? "." : doc->folder;
    doc->real = is_stdin ? NULL : real_path(r->arena, name);
    if (doc->real)
        map_put(r->documents_by_path, doc->real, doc);
    return doc;
}

const buffer *read_alone(arena *a, const char *file_name, const limits *bounds, diagnostics *d, const char **name)
{
    reader r = {.arena = a, .d = d, .bounds = bounds};
    *name = strcmp(file_name, "-") == 0 ? "<stdin>" : shown_name(a, file_name);
    opened *o = open_file(&r, &(wanted){*name, {0}, bounds->file_bytes, "file-bytes"}, file_name);
    return o ? &o->bytes : NULL;
}

void read_documents(reader *r, const char *file_name, const char *root)
{
    document *doc = first_document(r, file_name);
    r->root = real_path(r->arena, root ? root : doc->folder);
    opened *o = open_document(r, doc, file_name);
    r->partial |= !o;
    if (o)
        read_tree(r, doc, o->bytes.data, o->bytes.length);
}

void read_documents_from(reader *r, const char *name, const char *bytes, size_t length, const char *root)
{
    document *doc = first_document(r, name);
    r->root = real_path(r->arena, root ? root : doc->folder);
    read_tree(r, doc, arena_copy(r->arena, bytes, length), length);
}
