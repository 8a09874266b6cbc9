/* Where results go: pairs, suffixes, streams, and files that are replaced as a whole or not at all. */
#include "program.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(output, .init = folder_enter, .fini = folder_leave);

static const struct head {
    const char *format, *bytes;
} heads[] = {
    {"svg", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "},
    {"svg_inline", "<svg "},
    {"png", "\x89PNG\r\n\x1a\n"},
    {"pdf", "%PDF-"},
    {"dot", "digraph "},
};

/* Whether bytes are of a format, as far as their first ones say. */
static bool is_of(const char *bytes, const char *format)
{
    for (size_t i = 0; bytes && i < sizeof heads / sizeof *heads; i++)
        if (strcmp(heads[i].format, format) == 0)
            return strncmp(bytes, heads[i].bytes, strlen(heads[i].bytes)) == 0;
    return false;
}

static void expect_file(const char *name, const char *format)
{
    char *bytes = file_read(name, NULL);
    cr_expect(is_of(bytes, format), "%s is no %s", name, format);
    free(bytes);
}

static int code_of(const char *line)
{
    result r = run(line);
    int code = r.code;
    result_free(&r);
    return code;
}

/* ---- what goes where ---- */

Test(output, svg_to_standard_output_where_nothing_is_asked_for)
{
    result r = run("good.yaml");
    cr_expect(r.code == 0 && is_of(r.out, "svg") && !*r.err, "%s", r.err);
    cr_expect(folder_count(".") == 3);
    result_free(&r);
}

Test(output, each_format_to_standard_output_in_both_spellings)
{
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char line[80];
        snprintf(line, sizeof line, "-T%s good.yaml", heads[i].format);
        result attached = run(line);
        snprintf(line, sizeof line, "good.yaml -T %s -o -", heads[i].format);
        result separate = run(line);
        cr_expect(is_of(attached.out, heads[i].format), "%s", line);
        cr_expect(attached.out_length == separate.out_length &&
                      memcmp(attached.out, separate.out, attached.out_length) == 0,
                  "%s", line);
        result_free(&attached);
        result_free(&separate);
    }
}

Test(output, the_suffix_says_the_format)
{
    cr_expect(code_of("good.yaml -o a.svg -oa.png -o A.PDF -o a.b.dot") == 0);
    expect_file("a.svg", "svg");
    expect_file("a.png", "png");
    expect_file("A.PDF", "pdf");
    expect_file("a.b.dot", "dot");
    cr_expect(folder_count(".") == 3 + 4);
}

Test(output, pairs_go_together)
{
    cr_expect(code_of("-Tdot -oone -T svg -o two -Tpng -o three good.yaml") == 0);
    expect_file("one", "dot");
    expect_file("two", "svg");
    expect_file("three", "png");
}

Test(output, a_file_takes_the_format_before_it_and_the_others_are_on_their_own)
{
    result r = run("-Tdot -Tsvg -o two good.yaml -o three.png");
    cr_expect(r.code == 0, "%s", r.err);
    expect_file("two", "svg");
    expect_file("three.png", "dot"); /* the -T that was left */
    result_free(&r);
    cr_expect(code_of("good.yaml -o one.svg -Tpng -o two.bin") == 0);
    expect_file("one.svg", "svg");
    expect_file("two.bin", "png");
}

Test(output, a_format_right_behind_its_file_is_heard_too)
{
    cr_expect(code_of("-oone -Tdot -Kdot good.yaml") == 0);
    expect_file("one", "dot");
}

Test(output, reads_standard_input)
{
    static const char *const lines[] = {"-Tdot", "-Tdot -", "- -Tdot", "-Tdot -o -", "-Tdot -o /dev/stdout"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        result r = run_in(lines[i], (setting){.input = good});
        cr_expect(r.code == 0 && strstr(r.out, "Hereland"), "entente %s: %d %s", lines[i], r.code, r.err);
        result_free(&r);
    }
}

Test(output, a_folder_takes_outputs_named_after_inputs)
{
    cr_assert(mkdir("out", 0755) == 0 && mkdir("in", 0755) == 0);
    file_write("in/second.v2.yml", good);
    cr_expect(code_of("-O out good.yaml in/second.v2.yml -Tsvg -Tdot") == 0);
    expect_file("out/good.svg", "svg");
    expect_file("out/good.dot", "dot");
    expect_file("out/second.v2.svg", "svg");
    expect_file("out/second.v2.dot", "dot");
    cr_expect(folder_count("out") == 4);
    cr_expect(code_of("--output-dir=out/ doubtful.yaml") == 0);
    expect_file("out/doubtful.svg", "svg");
}

Test(output, of_several_inputs_the_good_ones_are_drawn)
{
    cr_assert(mkdir("out", 0755) == 0);
    cr_expect(code_of("-O out bad.yaml good.yaml") == 1);
    cr_expect(folder_count("out") == 1);
    expect_file("out/good.svg", "svg");
    cr_expect(code_of("-O out bad.yaml nowhere.yaml good.yaml") == 3);
}

Test(output, the_same_bytes_alone_and_with_others)
{
    cr_expect(code_of("good.yaml -o alone.svg") == 0);
    cr_expect(code_of("good.yaml -Tdot -o x.dot -Tpng -o x.png -Tsvg -o together.svg") == 0);
    char *alone = file_read("alone.svg", NULL), *together = file_read("together.svg", NULL);
    cr_expect(alone && together && strcmp(alone, together) == 0);
    free(alone);
    free(together);
}

/* ---- nothing is written where something is wrong ---- */

/* Runs it where old.svg stands, and expects that it stands there as before and that nothing came beside it. */
static void expect_untouched(const char *line, int code, const char *said)
{
    file_write("old.svg", "old");
    int before = folder_count(".");
    result r = run(line);
    char *kept = file_read("old.svg", NULL);
    cr_expect(r.code == code, "entente %s: exit code %d\n%s", line, r.code, r.err);
    cr_expect(strstr(r.err, said), "entente %s:\n%s", line, r.err);
    cr_expect(strcmp(kept, "old") == 0, "entente %s: the old file is gone", line);
    cr_expect(folder_count(".") == before, "entente %s leaves something", line);
    free(kept);
    result_free(&r);
}

Test(output, the_old_file_stays_on_every_error)
{
    cr_assert(mkdir("folder.svg", 0755) == 0);
    expect_untouched("bad.yaml -o old.svg", 1, "bad.yaml:2:1: error: ");
    expect_untouched("doubtful.yaml --strict -o old.svg", 1, "doubtful.yaml:");
    expect_untouched("nowhere.yaml -o old.svg", 3, "nowhere.yaml");
    expect_untouched("folder.svg -o old.svg", 3, "folder.svg");
    expect_untouched("good.yaml -o old.svg -Tdot -o nowhere/x.dot", 3, "mkdir -p nowhere");
    expect_untouched("good.yaml -o old.svg -Tdot -o good.yaml/x.dot", 3, "cannot write ‘good.yaml/x.dot’");
    expect_untouched("good.yaml -o old.svg -o folder.svg", 3, "cannot write ‘folder.svg’: Is a directory");
    expect_untouched("good.yaml -o old.svg -Tdot -o /dev/full", 3, "cannot write ‘/dev/full’");
    expect_untouched("good.yaml -o old.svg --limit nodes=2", 4, "good.yaml:");
    expect_untouched("good.yaml -o old.svg -o big.png --dpi 2400 --scale 50", 4, "lower --dpi or --scale");
}

Test(output, an_unreadable_file_is_told)
{
    if (geteuid() == 0)
        cr_skip("the super-user may read everything");
    cr_assert(chmod("good.yaml", 0) == 0);
    expect_untouched("good.yaml -o old.svg", 3, "good.yaml");
}

Test(output, a_write_protected_file_stays)
{
    if (geteuid() == 0)
        cr_skip("the super-user may write everything");
    file_write("old.svg", "old");
    cr_assert(chmod("old.svg", 0444) == 0);
    result r = run("good.yaml -o old.svg");
    char *kept = file_read("old.svg", NULL);
    cr_expect(r.code == 3 && strcmp(kept, "old") == 0, "%s", r.err);
    free(kept);
    result_free(&r);
}

Test(output, a_folder_that_takes_no_files_is_told)
{
    cr_assert(mkdir("shut", 0555) == 0);
    if (geteuid() == 0)
        cr_skip("the super-user may write everywhere");
    result r = run("good.yaml -o shut/a.svg");
    cr_expect(r.code == 3 && strstr(r.err, "cannot write ‘shut/a.svg’: Permission denied"), "%s", r.err);
    result_free(&r);
}

/* ---- standard output ---- */

Test(output, a_full_disk_behind_standard_output_is_told)
{
    static const char *const lines[] = {"good.yaml", "-Tpng good.yaml", "--help",
                                        "-V",        "check good.yaml", "good.yaml -o /dev/stdout"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        result r = run_in(lines[i], (setting){.out = "/dev/full"});
        cr_expect(r.code == 3 && strstr(r.err, "cannot write standard output: No space left"), "entente %s: %d %s",
                  lines[i], r.code, r.err);
        result_free(&r);
    }
}

Test(output, a_closed_standard_output_is_told)
{
    static const char *const lines[] = {"good.yaml", "--help", "check good.yaml"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        result r = run_in(lines[i], (setting){.out = ""});
        cr_expect(r.code == 3 && strstr(r.err, "cannot write standard output"), "entente %s: %d %s", lines[i], r.code,
                  r.err);
        result_free(&r);
    }
}

Test(output, a_closed_standard_output_is_no_place_for_a_file)
{
    result r = run_in("good.yaml -o a.svg", (setting){.out = ""});
    cr_expect(r.code == 0, "%s", r.err);
    expect_file("a.svg", "svg");
    result_free(&r);
}

Test(output, a_pipe_that_nobody_reads_is_told)
{
    int ends[2], kept_out = dup(1), kept_err = dup(2), status;
    int said = open("said", O_WRONLY | O_CREAT, 0600);
    cr_assert(pipe(ends) == 0);
    dup2(ends[1], 1);
    dup2(said, 2);
    close(ends[0]);
    close(ends[1]);
    pid_t pid = run_start("good.yaml");
    dup2(kept_out, 1);
    dup2(kept_err, 2);
    close(kept_out);
    close(kept_err);
    close(said);
    waitpid(pid, &status, 0);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 3, "status %x", status);
    char *text = file_read("said", NULL);
    cr_expect_str_eq(text, "entente: error: cannot write standard output: Broken pipe\n");
    free(text);
}

Test(output, a_pipe_into_which_little_goes_at_once_gets_everything)
{
    cr_assert(mkfifo("pipe", 0600) == 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    pid_t pid = run_start("good.yaml -Tpng --scale 10 -o pipe");
    size_t length = 0;
    char some[1000];
    for (int status; waitpid(pid, &status, WNOHANG) == 0;)
        for (ssize_t now; (now = read(reader, some, sizeof some)) > 0;)
            length += (size_t)now;
    for (ssize_t now; (now = read(reader, some, sizeof some)) > 0;)
        length += (size_t)now;
    close(reader);
    cr_expect(code_of("good.yaml -o whole.png --scale 10") == 0);
    struct stat there;
    cr_assert(stat("whole.png", &there) == 0);
    cr_expect(length == (size_t)there.st_size, "%zu of %zu bytes", length, (size_t)there.st_size);
    cr_assert(stat("pipe", &there) == 0);
    cr_expect(S_ISFIFO(there.st_mode), "the pipe is still one");
}

/* ---- how files are replaced ---- */

Test(output, a_new_file_has_the_mode_that_the_mask_leaves)
{
    struct stat there;
    umask(027);
    cr_expect(code_of("good.yaml -o new.svg") == 0);
    cr_assert(stat("new.svg", &there) == 0);
    cr_expect((there.st_mode & 0777) == 0640, "%o", there.st_mode & 0777);
}

Test(output, a_file_that_is_replaced_keeps_its_mode)
{
    struct stat there;
    file_write("old.svg", "old");
    cr_assert(chmod("old.svg", 0604) == 0);
    cr_expect(code_of("good.yaml -o old.svg") == 0);
    cr_assert(stat("old.svg", &there) == 0);
    cr_expect((there.st_mode & 0777) == 0604, "%o", there.st_mode & 0777);
    expect_file("old.svg", "svg");
}

Test(output, behind_a_link_the_file_is_replaced_and_the_link_stays)
{
    cr_assert(mkdir("real", 0755) == 0);
    file_write("real/figure.svg", "old");
    cr_assert(symlink("real/figure.svg", "link.svg") == 0 && symlink("link.svg", "again.svg") == 0);
    cr_assert(symlink("real/new.svg", "to-nothing.svg") == 0);
    cr_expect(code_of("good.yaml -o again.svg -o to-nothing.svg") == 0);
    struct stat there;
    cr_expect(lstat("link.svg", &there) == 0 && S_ISLNK(there.st_mode));
    cr_expect(lstat("again.svg", &there) == 0 && S_ISLNK(there.st_mode));
    expect_file("real/figure.svg", "svg");
    expect_file("real/new.svg", "svg");
    cr_expect(folder_count("real") == 2);
}

Test(output, a_reader_of_the_old_file_keeps_it)
{
    file_write("old.svg", "old");
    int reader = open("old.svg", O_RDONLY);
    char bytes[4] = "";
    cr_expect(code_of("good.yaml -o old.svg") == 0);
    cr_expect(read(reader, bytes, 3) == 3 && strcmp(bytes, "old") == 0);
    close(reader);
}

/* It has written a.svg beside its place, and waits for a reader of the pipe, when the signal comes. */
static void end_while_writing(int signal_number)
{
    int status, before = folder_count(".");
    cr_assert(mkfifo("pipe", 0600) == 0);
    pid_t pid = run_start("good.yaml -o a.svg -Tdot -o pipe");
    for (int i = 0; i < 2000 && folder_count(".") == before + 1; i++)
        usleep(10000);
    cr_expect(folder_count(".") == before + 2, "a file is being written");
    usleep(100000);
    kill(pid, signal_number);
    waitpid(pid, &status, 0);
    cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == signal_number, "status %x", status);
    cr_expect(folder_count(".") == before + 1, "half a file is left");
    unlink("pipe");
}

Test(output, whoever_ends_it_finds_no_half_file)
{
    end_while_writing(SIGINT);
    end_while_writing(SIGTERM);
    end_while_writing(SIGHUP);
}

Test(output, the_time_out_leaves_no_half_file)
{
    cr_assert(mkfifo("pipe", 0600) == 0);
    int before = folder_count(".");
    result r = run("--timeout 3 good.yaml -o a.svg -Tdot -o pipe");
    cr_expect(r.code == 4 && strstr(r.err, "not done within 3 s"), "%d %s", r.code, r.err);
    cr_expect(folder_count(".") == before);
    result_free(&r);
}
