#include "command/command.h"

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What git calls an external diff driver with: PATH, then for each side FILE HEX MODE, and where the file was renamed
   its new path and a message. A path alone is one that is not merged. */
enum { WORD_PATH, WORD_OLD_FILE, WORD_NEW_FILE = 4, WORDS = 7, WORD_NEW_PATH = 7, WORDS_RENAMED = 9 };

/* One side: the name that the file has in the repository, and where its bytes are. */
typedef struct side {
    const char *path, *file;
    buffer bytes;
    entente *run;
} side;

/* Where a file was added or deleted, the other side is a network of nothing. */
static bool read_side(options *o, side *s)
{
    static const char nothing[] = "nodes: {}\n";
    if (strcmp(s->file, "/dev/null") == 0)
        buffer_text(&s->bytes, nothing);
    else if (!read_whole(o, s->file, &s->bytes))
        return false;
    s->run = run_new(o);
    /* By its path in the repository, at whose top git starts us: there its includes and icons are looked for. */
    entente_read_bytes(s->run, s->path, s->bytes.data ? s->bytes.data : "", s->bytes.length);
    return true;
}

static bool has_colour(const options *o)
{
    const char *pager = getenv("GIT_PAGER_IN_USE");
    return message_has_colour(o, STDOUT_FILENO) ||
           (o->color == WHEN_AUTO && pager && strcmp(pager, "true") == 0 && !getenv("NO_COLOR"));
}

/* ---- where a side has mistakes ---- */

static void put_mistakes(const side *s, const char *which, bool colour, buffer *out)
{
    if (!entente_errors(s->run))
        return;
    buffer_format(out, "The %s version is no network:\n", which);
    buffer_text(out, entente_messages(s->run, ENTENTE_TEXT, colour));
}

/* The lines that differ, as diff(1) shows them; false where there is none. */
static bool print_lines(options *o, const side *old, const side *now)
{
    extern char **environ;
    const char *names[] = {arena_format(o->arena, "a/%s", old->path), arena_format(o->arena, "b/%s", now->path)};
    const char *words[] = {"diff", "-u", "--label", names[0], "--label", names[1], "--", old->file, now->file, NULL};
    pid_t child;
    int status;
    if (posix_spawnp(&child, words[0], NULL, NULL, (char *const *)words, environ) != 0)
        return false;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

static exit_code tell_mistakes(options *o, const side *old, const side *now, buffer *out)
{
    bool colour = has_colour(o);
    put_mistakes(old, "old", colour, out);
    put_mistakes(now, "new", colour, out);
    buffer_text(out, "So its lines are compared:\n\n");
    exit_code code = output_print(o, out);
    if (code == EXIT_DONE && !print_lines(o, old, now))
        message_fault(o, "git diff --no-ext-diff shows them", "there is no ‘diff’ to compare lines with");
    return code;
}

/* ---- the whole ---- */

static exit_code compare(options *o, side *old, side *now, buffer *out)
{
    const char *renamed = strcmp(old->path, now->path) ? now->path : NULL;
    buffer_format(out, "%sdiff --entente %s%s%s%s\n", has_colour(o) ? "\033[1m" : "", old->path, renamed ? " " : "",
                  renamed ? renamed : "", has_colour(o) ? "\033[0m" : "");
    if (entente_errors(old->run) || entente_errors(now->run))
        return tell_mistakes(o, old, now, out);
    entente_compare(now->run, old->run);
    buffer_text(out, entente_difference(now->run, false, has_colour(o)));
    buffer_char(out, '\n');
    return output_print(o, out);
}

static exit_code tell_unmerged(options *o, const char *path)
{
    buffer out = {0};
    buffer_format(&out, "* Unmerged path %s\n", path);
    exit_code code = output_print(o, &out);
    buffer_free(&out);
    return code;
}

exit_code diff_git(options *o)
{
    const char *const *words = o->files.items;
    size_t count = o->files.count;
    if (o->requests.count || o->between[0] || o->views.count || o->days.count || o->asked_of_view.count)
        return message_usage(NULL, "‘--git’ prints words of the whole, and takes neither outputs nor views nor days");
    if (count == 1)
        return tell_unmerged(o, words[WORD_PATH]);
    if (count != WORDS && count != WORDS_RENAMED)
        return message_usage("git config diff.entente.command \"entente diff --git\"",
                             "‘--git’ is for git, which names the files");
    side old = {.path = words[WORD_PATH], .file = words[WORD_OLD_FILE]};
    side now = {.path = words[count == WORDS_RENAMED ? WORD_NEW_PATH : WORD_PATH], .file = words[WORD_NEW_FILE]};
    buffer out = {0};
    exit_code code = read_side(o, &old) && read_side(o, &now) ? compare(o, &old, &now, &out) : EXIT_IO;
    entente_free(now.run);
    entente_free(old.run);
    buffer_free(&now.bytes);
    buffer_free(&old.bytes);
    buffer_free(&out);
    return code;
}
