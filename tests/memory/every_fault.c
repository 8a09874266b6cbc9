/* every_fault FILE: draws a network into two files and standard output, once for each call to the system that this
   takes, with that one failing; then with each write interrupted, or doing a byte at a time. Each time the process must
   end as it should, each file must be wholly the old or wholly the new one, and nothing may be left beside them. The
   linker puts the functions __wrap_ here before those of the C library (see CMakeLists.txt). */
#include "command/command.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- calls that fail ---- */

static struct {
    const char *call;
    long turn; /* which of its calls fails, from 1; 0: all of them */
    int error; /* 0: nothing fails, but it does no more than a byte */
} fault;

static struct {
    long calls; /* of fault.call so far */
    bool met;
} * seen; /* shared with the child */

/* Whether this is the call that fails; sets errno. Messages on standard error are not meddled with. */
static bool fails(const char *call, int descriptor)
{
    if (!fault.call || strcmp(call, fault.call) != 0 || descriptor == STDERR_FILENO)
        return false;
    seen->calls++;
    if (fault.turn && seen->calls != fault.turn)
        return false;
    seen->met = true;
    errno = fault.error;
    return fault.error != 0;
}

static size_t at_most(const char *call, size_t bytes)
{
    return fault.call && strcmp(call, fault.call) == 0 && !fault.error && bytes ? 1 : bytes;
}

int __real_open(const char *name, int flags, ...);
ssize_t __real_read(int descriptor, void *to, size_t bytes);
ssize_t __real_write(int descriptor, const void *from, size_t bytes);
int __real_close(int descriptor);
int __real_dup(int descriptor);
int __real_mkostemp(char *name, int flags);
int __real_rename(const char *from, const char *to);

int __wrap_open(const char *name, int flags, ...);
ssize_t __wrap_read(int descriptor, void *to, size_t bytes);
ssize_t __wrap_write(int descriptor, const void *from, size_t bytes);
int __wrap_close(int descriptor);
int __wrap_dup(int descriptor);
int __wrap_mkostemp(char *name, int flags);
int __wrap_rename(const char *from, const char *to);

/* Of what is tried here nothing creates a file by open(), which alone would want a mode. */
int __wrap_open(const char *name, int flags, ...)
{
    return fails("open", -1) ? -1 : __real_open(name, flags);
}

ssize_t __wrap_read(int descriptor, void *to, size_t bytes)
{
    return fails("read", descriptor) ? -1 : __real_read(descriptor, to, at_most("read", bytes));
}

ssize_t __wrap_write(int descriptor, const void *from, size_t bytes)
{
    return fails("write", descriptor) ? -1 : __real_write(descriptor, from, at_most("write", bytes));
}

int __wrap_close(int descriptor)
{
    /* What was read is read: only what was written may not have arrived. */
    bool failed = (fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_RDONLY && fails("close", descriptor);
    int error = errno;
    int done = __real_close(descriptor); /* it is closed all the same, as on a full disk */
    errno = failed ? error : errno;
    return failed ? -1 : done;
}

int __wrap_dup(int descriptor)
{
    return fails("dup", descriptor) ? -1 : __real_dup(descriptor);
}

int __wrap_mkostemp(char *name, int flags)
{
    return fails("mkostemp", -1) ? -1 : __real_mkostemp(name, flags);
}

int __wrap_rename(const char *from, const char *to)
{
    return fails("rename", -1) ? -1 : __real_rename(from, to);
}

/* ---- what is tried, in a folder of its own ---- */

static const char *const results[] = {"a.dot", "b.dot", "standard-output"};
enum { FILES = 2, RESULTS = 3, WHOLE = 1 << 20 };

static const char old[] = "what was there before\n";
static char right[WHOLE];
static size_t right_length;

static size_t file_read(const char *name, char *to)
{
    FILE *file = fopen(name, "rb");
    size_t length = file ? fread(to, 1, WHOLE, file) : 0;
    if (file)
        fclose(file);
    return length;
}

static void file_write(const char *name, const char *text)
{
    FILE *file = fopen(name, "wb");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

/* The exit code of the command under the fault; -1 where it ended by a signal. */
static int try(char *network)
{
    for (int i = 0; i < RESULTS; i++)
        file_write(results[i], old);
    memset(seen, 0, sizeof *seen);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        char *arguments[] = {"entente", network, "-Tdot", "-oa.dot", "-Tdot", "-ob.dot", "-Tdot", "-o-", NULL};
        if (!freopen("standard-output", "w", stdout) || !freopen("messages", "w", stderr))
            _exit(100);
        _exit(command_main(8, arguments));
    }
    int ended = 0;
    waitpid(child, &ended, 0);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

static int files_here;

static int count_file(const char *name, const struct stat *about, int type, struct FTW *where)
{
    (void)name, (void)about, (void)where;
    files_here += type == FTW_F;
    return 0;
}

static bool wrong(const char *what, const char *which)
{
    printf("%s, turn %ld, errno %d: %s %s\n", fault.call, fault.turn, fault.error, what, which);
    return false;
}

/* Whether all is as it should be after a run that ended with `code` and should have ended with `expected`. */
static bool is_well(int code, int expected)
{
    static char now[WHOLE];
    bool well = code == expected || wrong("ended otherwise than with the right exit code", "");
    for (int i = 0; i < FILES; i++) {
        size_t length = file_read(results[i], now);
        bool is_old = length == sizeof old - 1 && memcmp(now, old, length) == 0;
        bool is_new = length == right_length && memcmp(now, right, length) == 0;
        if (expected == EXIT_DONE ? !is_new : !is_new && !is_old)
            well = wrong("neither the old nor the new file is", results[i]);
    }
    files_here = 0;
    nftw(".", count_file, 4, FTW_PHYS);
    if (files_here != RESULTS + 1)
        well = wrong("something was left beside", results[0]);
    if (expected != EXIT_DONE && file_read("messages", now) == 0)
        well = wrong("nothing was said", "");
    return well;
}

static bool every_turn(char *network, const char *call, int error, int expected)
{
    bool well = true;
    fault.call = call;
    fault.error = error;
    for (fault.turn = 1;; fault.turn++) {
        int code = try(network);
        if (!seen->met)
            break;
        well = is_well(code, expected) && well;
    }
    printf("%-8s failed %ld times (%s)\n", call, fault.turn - 1, strerror(error));
    return well && fault.turn > 1;
}

static bool by_bytes(char *network, const char *call)
{
    fault.call = call;
    fault.error = 0;
    fault.turn = 0;
    return is_well(try(network), EXIT_DONE);
}

int main(int count, char **arguments)
{
    char *network = count == 2 ? realpath(arguments[1], NULL) : NULL;
    char folder[] = "/tmp/every-fault-XXXXXX";
    seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!network || seen == MAP_FAILED || !mkdtemp(folder) || chdir(folder) != 0) {
        fputs("usage: every_fault FILE\n", stderr);
        return 2;
    }
    bool well = try(network) == EXIT_DONE;
    right_length = file_read(results[0], right);
    well = well && right_length > 0 && is_well(EXIT_DONE, EXIT_DONE);

    well = every_turn(network, "open", EMFILE, EXIT_IO) && well;
    well = every_turn(network, "read", EIO, EXIT_IO) && well;
    well = every_turn(network, "read", EINTR, EXIT_DONE) && well;
    well = every_turn(network, "write", ENOSPC, EXIT_IO) && well;
    well = every_turn(network, "write", EINTR, EXIT_DONE) && well;
    well = every_turn(network, "close", EIO, EXIT_IO) && well;
    well = every_turn(network, "dup", EMFILE, EXIT_IO) && well;
    well = every_turn(network, "mkostemp", EROFS, EXIT_IO) && well;
    well = every_turn(network, "rename", EACCES, EXIT_IO) && well;
    well = by_bytes(network, "read") && well;
    well = by_bytes(network, "write") && well;

    for (int i = 0; i < RESULTS; i++)
        unlink(results[i]);
    unlink("messages");
    if (chdir("/") != 0 || rmdir(folder) != 0)
        well = false;
    free(network);
    return well ? 0 : 1;
}
