/* Folders are watched, not files: editors put a new file in the place of the old one, and a watch of the old one would
   go with it. What lies on the way to a file is watched too, so that a folder or a link that is made anew is noticed.
 */
#include "command/watch.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    COMES_AND_GOES = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF,
    IS_WRITTEN = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB,
    IS_WHOLE = IN_CLOSE_WRITE | IN_MOVED_TO,
    MOST_LINKS = 40,
};

/* An entry of a watched folder that the way to a file of the owner leads through. */
typedef struct spot {
    int watch;
    const char *name;
    size_t owner;
} spot;

/* What is followed, all of it made anew each time. */
typedef struct followed {
    arena *arena;
    map *watches; /* folder, by its name and what is to be known of it -> int */
    ARRAY(int) known;
    ARRAY(spot) spots;
} followed;

struct folders {
    arena *arena;
    int descriptor;
    followed now, before;
};

static followed followed_new(void)
{
    followed it = {.arena = arena_new()};
    it.watches = map_new(it.arena);
    return it;
}

folders *folders_new(void)
{
    int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0)
        return NULL;
    arena *a = arena_new();
    folders *f = arena_new_of(a, folders);
    *f = (folders){.arena = a, .descriptor = descriptor, .now = followed_new()};
    return f;
}

void folders_free(folders *f)
{
    if (!f)
        return;
    close(f->descriptor);
    arena_free(f->now.arena);
    arena_free(f->arena);
}

int folders_descriptor(const folders *f)
{
    return f->descriptor;
}

/* ---- what is followed ---- */

void folders_begin(folders *f)
{
    f->before = f->now;
    f->now = followed_new();
}

static bool knows(const followed *it, int watch)
{
    for (size_t i = 0; i < it->known.count; i++)
        if (it->known.items[i] == watch)
            return true;
    return false;
}

void folders_end(folders *f)
{
    for (size_t i = 0; i < f->before.known.count; i++)
        if (!knows(&f->now, f->before.known.items[i]))
            inotify_rm_watch(f->descriptor, f->before.known.items[i]); /* which has gone with its folder, or goes now */
    arena_free(f->before.arena);
}

/* The watch of a folder; below 0 where there is none, and errno says why. */
static int watch_folder(folders *f, const char *folder, bool has_file)
{
    followed *it = &f->now;
    const char *key = arena_format(it->arena, "%c%s", has_file ? 'f' : 'd', folder);
    int *found = map_get(it->watches, key);
    if (found)
        return *found;
    uint32_t what = COMES_AND_GOES | (has_file ? IS_WRITTEN : 0) | IN_ONLYDIR | IN_EXCL_UNLINK | IN_MASK_ADD;
    int watch = inotify_add_watch(f->descriptor, folder, what);
    if (watch < 0)
        return watch;
    found = arena_new_of(it->arena, int);
    *found = watch;
    map_put(it->watches, key, found);
    if (!knows(it, watch))
        *array_add(it->arena, &it->known) = watch;
    return watch;
}

/* A step on the way: an entry of a folder. */
typedef struct step {
    const char *folder, *name, *rest; /* `rest` is what comes behind the name; "": the name is that of the file */
} step;

/* Takes the step that begins at `at`; false at the end of the way. */
static bool next_step(arena *a, const char *path, const char *at, step *out)
{
    at += strspn(at, "/");
    size_t length = strcspn(at, "/");
    if (!length)
        return false;
    const char *rest = at + length + strspn(at + length, "/");
    *out = (step){at > path ? arena_copy(a, path, (size_t)(at - path)) : ".", arena_copy(a, at, length), rest};
    return true;
}

/* Where a link at the step leads, with the rest of the way; NULL where it is none. */
static const char *behind_link(arena *a, const step *s)
{
    char to[4096];
    const char *link = strcmp(s->folder, ".") == 0 ? s->name : arena_format(a, "%s%s", s->folder, s->name);
    ssize_t length = readlink(link, to, sizeof to);
    if (length <= 0 || length == sizeof to)
        return NULL;
    const char *folder = to[0] == '/' || strcmp(s->folder, ".") == 0 ? "" : s->folder;
    return arena_format(a, "%s%.*s%s%s", folder, (int)length, to, *s->rest ? "/" : "", s->rest);
}

bool folders_follow(folders *f, const char *file, size_t owner, const char **folder)
{
    arena *a = f->now.arena;
    int links = 0;
    step s;
    for (const char *at = file; next_step(a, file, at, &s); at = s.rest) {
        bool moves = strcmp(s.name, ".") != 0 && strcmp(s.name, "..") != 0;
        int watch = moves ? watch_folder(f, s.folder, !*s.rest) : 0;
        *folder = s.folder;
        if (watch < 0 && (errno == ENOENT || errno == ENOTDIR))
            return true; /* the one before it tells when it comes */
        if (watch < 0 && (errno != EACCES || !*s.rest))
            return false;
        if (moves && watch >= 0)
            *array_add(a, &f->now.spots) = (spot){watch, s.name, owner};
        const char *target = moves ? behind_link(a, &s) : NULL;
        if (target && links++ < MOST_LINKS)
            s.rest = file = target;
    }
    return true;
}

/* ---- what happens ---- */

/* Calls for each owner of what an event is about; false where nobody is. */
static bool take_event(const folders *f, const struct inotify_event *e, void (*touched)(void *subject, size_t owner),
                       void *subject)
{
    bool any = false, everything = e->mask & IN_Q_OVERFLOW;
    for (size_t i = 0; i < f->now.spots.count; i++) {
        const spot *it = &f->now.spots.items[i];
        if (!everything && (it->watch != e->wd || (e->len && strcmp(it->name, e->name) != 0)))
            continue;
        touched(subject, it->owner);
        any = true;
    }
    return any;
}

stir folders_take(folders *f, void (*touched)(void *subject, size_t owner), void *subject)
{
    _Alignas(struct inotify_event) char events[1 << 14];
    stir all = {0};
    for (ssize_t got; (got = read(f->descriptor, events, sizeof events)) > 0;)
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *e = (const void *)(events + at);
            at += (ssize_t)(sizeof *e + e->len);
            if (!take_event(f, e, touched, subject))
                continue;
            all.any = true;
            all.overflow |= e->mask & IN_Q_OVERFLOW;
            if (!(e->mask & IN_ATTRIB)) /* which tells nothing of what is open */
                all.open = !(e->mask & IS_WHOLE);
        }
    return all;
}
