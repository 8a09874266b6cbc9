#include "command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- where a file name leads ---- */

/* The descriptor that a name stands for, -1 where it is a name like others. */
static int stream_of(const char *file)
{
    static const struct stream {
        const char *name;
        int descriptor;
    } streams[] = {
        {"-", STDOUT_FILENO},           {"/dev/stdout", STDOUT_FILENO}, {"/dev/fd/1", STDOUT_FILENO},
        {"/dev/stderr", STDERR_FILENO}, {"/dev/fd/2", STDERR_FILENO},
    };
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
        if (strcmp(streams[i].name, file) == 0)
            return streams[i].descriptor;
    return -1;
}

bool output_is_stream(const char *file)
{
    return stream_of(file) >= 0;
}

/* The folder of a file, with its slash; "" is the working folder. */
static const char *folder_of(arena *a, const char *file)
{
    const char *slash = strrchr(file, '/');
    return arena_copy(a, file, slash ? (size_t)(slash - file) + 1 : 0);
}

/* The file that symbolic links end at, whether it is there or not. */
static const char *follow_links(arena *a, const char *file)
{
    enum { MOST_LINKS = 40 };
    for (int i = 0; i < MOST_LINKS; i++) {
        char to[4096];
        ssize_t length = readlink(file, to, sizeof to);
        if (length <= 0 || length == sizeof to)
            return file;
        const char *folder = to[0] == '/' ? "" : folder_of(a, file);
        file = arena_format(a, "%s%.*s", folder, (int)length, to);
    }
    return file;
}

const char *output_identity(arena *a, const char *file)
{
    struct stat there;
    int stream = stream_of(file);
    if (stream >= 0 ? fstat(stream, &there) == 0 : stat(file, &there) == 0)
        return S_ISREG(there.st_mode) ? arena_format(a, "%ju:%ju", (uintmax_t)there.st_dev, (uintmax_t)there.st_ino)
               : stream >= 0          ? arena_format(a, "stream %d", stream)
                                      : NULL;
    file = follow_links(a, file);
    const char *folder = folder_of(a, file);
    if (stat(*folder ? folder : ".", &there) != 0)
        return file;
    return arena_format(a, "%ju:%ju/%s", (uintmax_t)there.st_dev, (uintmax_t)there.st_ino, file + strlen(folder));
}

/* ---- files that are half-written, for whoever ends the process ---- */

static char **volatile half_written; /* names; NULL where the file has taken its place */
static volatile sig_atomic_t half_written_count;

void output_abandon(void)
{
    for (int i = 0; i < half_written_count; i++)
        if (half_written[i])
            unlink(half_written[i]);
    half_written_count = 0;
}

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals };

static void on_ending(int signal_number)
{
    output_abandon();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* What was there before; signals that are ignored (nohup) stay so. */
static void catch_signals(struct sigaction before[ENDING_SIGNALS])
{
    for (int i = 0; i < ENDING_SIGNALS; i++) {
        sigaction(ending_signals[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN)
            sigaction(ending_signals[i], &(struct sigaction){.sa_handler = on_ending}, NULL);
    }
}

static void release_signals(const struct sigaction before[ENDING_SIGNALS])
{
    for (int i = 0; i < ENDING_SIGNALS; i++)
        sigaction(ending_signals[i], &before[i], NULL);
}

static void hold_signals(int how)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(how, &all, NULL);
}

bool output_is_there(const output *from)
{
    char chunk[1 << 16];
    size_t at = 0;
    int descriptor = open(from->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t got = descriptor >= 0 ? 1 : -1;
    while (got > 0) {
        got = read(descriptor, chunk, sizeof chunk);
        if (got > 0 && ((size_t)got > from->length - at || memcmp(chunk, from->bytes + at, (size_t)got) != 0))
            got = -1;
        at += got > 0 ? (size_t)got : 0;
    }
    if (descriptor >= 0)
        close(descriptor);
    return got == 0 && at == from->length;
}

/* ---- writing ---- */

typedef enum way { WAY_STREAM, WAY_SPECIAL, WAY_BESIDE } way;

typedef struct target {
    const char *file, *path; /* as it was named; where links end */
    const output *output;
    way way;
    char *temporary; /* of WAY_BESIDE */
} target;

static exit_code fault(options *o, const target *t, const char *help)
{
    const char *why = strerror(errno);
    if (stream_of(t->file) == STDOUT_FILENO)
        return message_fault(o, help, "cannot write standard output: %s", why);
    return message_fault(o, help, "cannot write ‘%s’: %s", t->file, why);
}

/* A file that could not be made. */
static exit_code fault_of_new(options *o, const target *t)
{
    if (errno == EEXIST)
        return message_fault(o, "name another file; this one stays as it is", "‘%s’ is there already", t->file);
    const char *folder = folder_of(o->arena, t->path);
    bool no_folder = errno == ENOENT && *folder;
    return fault(o, t, no_folder ? arena_format(o->arena, "make the folder first: mkdir -p %s", folder) : NULL);
}

/* Waits where the other end asked not to be waited for. */
static bool may_go_on(int descriptor)
{
    if (errno == EAGAIN)
        return poll(&(struct pollfd){.fd = descriptor, .events = POLLOUT}, 1, -1) >= 0 || errno == EINTR;
    return errno == EINTR;
}

/* Writes all of it and closes; where that fails, errno says why. */
static bool write_and_close(int descriptor, const output *from)
{
    size_t done = 0;
    bool well = true;
    while (well && done < from->length) {
        ssize_t now = write(descriptor, from->bytes + done, from->length - done);
        if (now >= 0)
            done += (size_t)now;
        else
            well = may_go_on(descriptor);
    }
    int why = errno;
    bool closed = close(descriptor) == 0;
    if (!well)
        errno = why;
    return well && closed;
}

/* Finds out how a file is to be written. */
static exit_code aim(options *o, target *t, const output *from)
{
    struct stat there;
    *t = (target){.file = from->file, .path = follow_links(o->arena, from->file), .output = from, .way = WAY_BESIDE};
    if (stream_of(t->file) >= 0) {
        t->way = WAY_STREAM;
    } else if (stat(t->file, &there) == 0 && S_ISDIR(there.st_mode)) {
        errno = EISDIR;
        return fault(o, t, NULL);
    } else if (stat(t->file, &there) == 0 && !S_ISREG(there.st_mode)) {
        t->way = WAY_SPECIAL;
    }
    return EXIT_DONE;
}

/* For streams, terminals, pipes and devices. */
static exit_code write_directly(options *o, const target *t)
{
    int descriptor = t->way == WAY_STREAM ? dup(stream_of(t->file)) : open(t->file, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    return descriptor >= 0 && write_and_close(descriptor, t->output) ? EXIT_DONE : fault(o, t, NULL);
}

/* The old file's mode, or what a new file gets. */
static mode_t mode_for(const char *path)
{
    struct stat there;
    if (stat(path, &there) == 0)
        return there.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Makes the temporary file, known to output_abandon() from its first moment on; -1 where it cannot. */
static int create_beside(arena *a, target *t)
{
    t->temporary = arena_format(a, "%s.entente-XXXXXX", folder_of(a, t->path));
    hold_signals(SIG_BLOCK);
    int descriptor = mkostemp(t->temporary, O_CLOEXEC);
    if (descriptor >= 0)
        half_written[half_written_count++] = t->temporary;
    hold_signals(SIG_UNBLOCK);
    return descriptor;
}

static exit_code write_beside(options *o, target *t)
{
    if (access(t->path, F_OK) == 0 && access(t->path, W_OK) != 0)
        return fault(o, t, NULL);
    int descriptor = create_beside(o->arena, t);
    if (descriptor < 0 && errno == ENOENT)
        return fault(o, t, arena_format(o->arena, "make the folder first: mkdir -p %s", folder_of(o->arena, t->path)));
    if (descriptor < 0)
        return fault(o, t, NULL);
    fchmod(descriptor, mode_for(t->path)); /* where modes are unknown (FAT) there is nothing to keep */
    return write_and_close(descriptor, t->output) ? EXIT_DONE : fault(o, t, NULL);
}

static exit_code write_all(options *o, target *targets, size_t count)
{
    exit_code code = EXIT_DONE;
    for (size_t i = 0; i < count && code == EXIT_DONE; i++)
        if (targets[i].way == WAY_BESIDE)
            code = write_beside(o, &targets[i]);
    for (size_t i = 0; i < count && code == EXIT_DONE; i++)
        if (targets[i].way != WAY_BESIDE)
            code = write_directly(o, &targets[i]);
    return code;
}

/* Every new file is whole: now they take the places of the old ones, and nothing comes between. */
static exit_code rename_all(options *o, const target *targets, size_t count)
{
    exit_code code = EXIT_DONE;
    hold_signals(SIG_BLOCK);
    for (size_t i = 0, next = 0; i < count && code == EXIT_DONE; i++) {
        if (targets[i].way != WAY_BESIDE)
            continue;
        if (rename(targets[i].temporary, targets[i].path) == 0)
            half_written[next++] = NULL;
        else
            code = fault(o, &targets[i], NULL);
    }
    output_abandon();
    hold_signals(SIG_UNBLOCK);
    return code;
}

exit_code output_write(options *o, const outputs *list)
{
    target *targets = arena_get(o->arena, list->count * sizeof *targets);
    exit_code code = EXIT_DONE;
    for (size_t i = 0; i < list->count && code == EXIT_DONE; i++)
        code = aim(o, &targets[i], &list->items[i]);
    if (code != EXIT_DONE)
        return code;

    struct sigaction before[ENDING_SIGNALS];
    half_written = arena_get(o->arena, list->count * sizeof *half_written);
    catch_signals(before);
    code = write_all(o, targets, list->count);
    if (code == EXIT_DONE)
        code = rename_all(o, targets, list->count);
    output_abandon();
    release_signals(before);
    return code;
}

exit_code output_print(options *o, const buffer *text)
{
    outputs list = {0};
    *array_add(o->arena, &list) = (output){"-", text->data, text->length};
    return output_write(o, &list);
}

/* Written in place: only so does nothing come between the look whether it is there and the making. */
exit_code output_create(options *o, const output *from)
{
    if (stream_of(from->file) >= 0) {
        outputs list = {0};
        *array_add(o->arena, &list) = *from;
        return output_write(o, &list);
    }
    struct sigaction before[ENDING_SIGNALS];
    target t = {.file = from->file, .path = from->file, .output = from};
    half_written = arena_get(o->arena, sizeof *half_written);
    catch_signals(before);
    hold_signals(SIG_BLOCK);
    int descriptor = open(t.path, O_WRONLY | O_CREAT | O_EXCL | O_NOCTTY | O_CLOEXEC, 0666);
    if (descriptor >= 0)
        half_written[half_written_count++] = (char *)t.path;
    hold_signals(SIG_UNBLOCK);

    exit_code code = EXIT_DONE;
    if (descriptor < 0)
        code = fault_of_new(o, &t);
    else if (!write_and_close(descriptor, from))
        code = fault(o, &t, NULL);
    if (code == EXIT_DONE)
        half_written_count = 0;
    output_abandon();
    release_signals(before);
    return code;
}
