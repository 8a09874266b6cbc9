#include "program.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

const char *const good = "title: Two and a pact\n"
                         "sources:\n"
                         "  treaty: {title: The treaty, date: 1951}\n"
                         "nodes:\n"
                         "  countries:\n"
                         "    here: Hereland\n"
                         "    there: Thereland\n"
                         "  agreements:\n"
                         "    pact: {name: The Pact, since: 1951, source: treaty}\n"
                         "edges:\n"
                         "  - here, there -> pact: {relation: member, source: treaty}\n";

const char *const bad = "title: A mistake\n"
                        "nodse: {}\n";

const char *const doubtful = "nodes:\n"
                             "  countries:\n"
                             "    here: Hereland\n"
                             "    there: Thereland\n"
                             "    lone: Islandia\n"
                             "edges:\n"
                             "  - here -> there: supports\n";

/* ---- folders and files ---- */

static char folder[] = "/tmp/entente-test-XXXXXX";

void folder_enter(void)
{
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    cr_assert(chdir(folder) == 0);
    file_write("good.yaml", good);
    file_write("bad.yaml", bad);
    file_write("doubtful.yaml", doubtful);
}

static int remove_entry(const char *path, const struct stat *there, int type, struct FTW *at)
{
    (void)there, (void)type, (void)at;
    return remove(path);
}

void folder_leave(void)
{
    cr_assert(chdir("/") == 0);
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

void file_write(const char *name, const char *text)
{
    FILE *f = fopen(name, "w");
    cr_assert(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

char *file_read(const char *name, size_t *length)
{
    size_t room = 1 << 16, count = 0;
    int descriptor = open(name, O_RDONLY);
    if (descriptor < 0)
        return NULL;
    char *text = malloc(room + 1);
    for (ssize_t now; (now = read(descriptor, text + count, room - count)) > 0;) {
        count += (size_t)now;
        if (count == room)
            text = realloc(text, (room *= 2) + 1);
    }
    close(descriptor);
    text[count] = '\0';
    if (length)
        *length = count;
    return text;
}

bool file_exists(const char *name)
{
    struct stat there;
    return lstat(name, &there) == 0;
}

int folder_count(const char *name)
{
    int count = 0;
    DIR *entries = opendir(name);
    cr_assert(entries != NULL);
    for (struct dirent *e; (e = readdir(entries));)
        count += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(entries);
    return count;
}

/* ---- running ---- */

enum { MOST_WORDS = 32 };

/* What the tests say of colours and terminals must not come from the machine they run on. */
static bool is_kept(const char *variable)
{
    static const char *const dropped[] = {"NO_COLOR=", "FORCE_COLOR=", "TERM="};
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (strncmp(variable, dropped[i], strlen(dropped[i])) == 0)
            return false;
    return true;
}

static char **environment_with(const char *const *added)
{
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **all = calloc(count + MOST_WORDS, sizeof *all);
    for (size_t i = 0; i < count; i++)
        if (is_kept(environ[i]))
            all[kept++] = environ[i];
    for (; added && *added; added++)
        all[kept++] = (char *)*added;
    return all;
}

static pid_t start(const char *line, posix_spawn_file_actions_t *actions, const char *const *variables)
{
    char *words[MOST_WORDS] = {PROGRAM}, *copy = strdup(line), *rest = copy;
    int count = 1;
    for (char *now; (now = strtok_r(rest, " ", &rest));)
        words[count++] = now;
    char **environment = environment_with(variables);
    pid_t pid = 0;
    cr_assert(posix_spawn(&pid, PROGRAM, actions, NULL, words, environment) == 0, "cannot start %s", PROGRAM);
    free(environment);
    free(copy);
    return pid;
}

result run_in(const char *line, setting s)
{
    static const char *const caught_out = "/tmp/entente-test-out", *const caught_err = "/tmp/entente-test-err";
    char in[64], out[64], err[64];
    snprintf(in, sizeof in, "/tmp/entente-test-in-%d", getpid());
    snprintf(out, sizeof out, "%s-%d", caught_out, getpid());
    snprintf(err, sizeof err, "%s-%d", caught_err, getpid());
    file_write(in, s.input ? s.input : "");

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, in, O_RDONLY, 0);
    if (s.out && !*s.out)
        posix_spawn_file_actions_addclose(&actions, 1);
    else
        posix_spawn_file_actions_addopen(&actions, 1, s.out ? s.out : out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid = start(line, &actions, s.variables);
    posix_spawn_file_actions_destroy(&actions);

    int status;
    cr_assert(waitpid(pid, &status, 0) == pid);
    result r = {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
    r.out = file_read(out, &r.out_length);
    r.err = file_read(err, NULL);
    if (!r.out)
        r.out = strdup("");
    unlink(in), unlink(out), unlink(err);
    cr_expect(!strstr(r.err, "Sanitizer") && !strstr(r.err, "runtime error"), "entente %s:\n%s", line, r.err);
    return r;
}

result run(const char *line)
{
    return run_in(line, (setting){0});
}

pid_t run_start(const char *line)
{
    return start(line, NULL, NULL);
}

void result_free(result *r)
{
    free(r->out);
    free(r->err);
}

/* ---- JSON ---- */

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

static const char *skip_string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at == '\\' && !strchr("\"\\/bfnrtu", *++at))
            return NULL;
    }
    return at + 1;
}

static const char *skip_number(const char *at)
{
    static const char digits[] = "0123456789";
    at += *at == '-';
    size_t whole = strspn(at, digits), part = at[whole] == '.' ? strspn(at + whole + 1, digits) : 0;
    if (!whole || (at[whole] == '.' && !part))
        return NULL;
    at += whole + (part ? part + 1 : 0);
    if (*at != 'e' && *at != 'E')
        return at;
    at += 1 + (at[1] == '+' || at[1] == '-');
    return *at >= '0' && *at <= '9' ? at + strspn(at, digits) : NULL;
}

static const char *skip_value(const char *at);

/* The inside of a list or a map, up to and with its end. */
static const char *skip_items(const char *at, bool is_map, char end)
{
    at = skip_blanks(at);
    if (*at == end)
        return at + 1;
    for (;; at++) {
        if (is_map) {
            at = skip_string(skip_blanks(at));
            at = at ? skip_blanks(at) : NULL;
            if (!at || *at++ != ':')
                return NULL;
        }
        at = skip_value(at);
        at = at ? skip_blanks(at) : NULL;
        if (!at || (*at != ',' && *at != end))
            return NULL;
        if (*at == end)
            return at + 1;
    }
}

static const char *skip_value(const char *at)
{
    static const char *const words[] = {"null", "true", "false"};
    at = skip_blanks(at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(at, words[i], strlen(words[i])) == 0)
            return at + strlen(words[i]);
    if (*at == '[')
        return skip_items(at + 1, false, ']');
    if (*at == '{')
        return skip_items(at + 1, true, '}');
    if (*at == '"')
        return skip_string(at);
    return skip_number(at);
}

const char *json_fault(const char *text)
{
    const char *end = skip_value(text);
    return !end ? "not JSON" : *skip_blanks(end) ? end : NULL;
}
