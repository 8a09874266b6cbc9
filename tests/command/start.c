/* schema and init: what one begins with. */
#include "program.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

TestSuite(start, .init = folder_enter, .fini = folder_leave);

static void expect_output(const char *line, int code, const char *out, const char *err)
{
    result r = run(line);
    cr_expect(r.code == code, "entente %s: exit code %d\n%s", line, r.code, r.err);
    cr_expect(strstr(r.out, out), "entente %s prints:\n%s", line, r.out);
    cr_expect(strstr(r.err, err), "entente %s says:\n%s", line, r.err);
    result_free(&r);
}

Test(start, the_starter_draws_at_once_and_has_nothing_to_warn_of)
{
    expect_output("init", 0, "", "entente network.yaml -o network.svg\n");
    expect_output("check --strict network.yaml", 0, "network.yaml: no errors, no warnings\n", "");
    expect_output("network.yaml -o network.svg", 0, "", "");
    char *drawn = file_read("network.svg", NULL);
    cr_expect(strstr(drawn, "Nordic Council"));
    free(drawn);
}

Test(start, the_next_command_is_told_as_it_is_to_be_written)
{
    cr_assert(mkdir("plans", 0755) == 0);
    expect_output("init plans/pact.v2.yaml", 0, "", "entente plans/pact.v2.yaml -o plans/pact.v2.svg\n");
    cr_expect(file_exists("plans/pact.v2.yaml"));
    expect_output("init plans/.hidden", 0, "", "entente schema > plans/network.schema.json\n");
    result r = run("init -q quiet.yaml");
    cr_expect(r.code == 0 && !*r.err && !*r.out);
    result_free(&r);
}

Test(start, the_starter_goes_to_standard_output_too)
{
    result named = run("init starter.yaml"), r = run("init -");
    char *written = file_read("starter.yaml", NULL);
    cr_expect(r.code == 0 && !*r.err);
    cr_expect_str_eq(r.out, written);
    free(written);
    result_free(&named);
    result_free(&r);
    r = run_in("init -", (setting){.out = "/dev/full"});
    cr_expect(r.code == 3 && strstr(r.err, "cannot write standard output"), "%d %s", r.code, r.err);
    result_free(&r);
}

Test(start, what_is_there_stays_as_it_was)
{
    int before = folder_count(".");
    expect_output("init good.yaml", 3, "", "‘good.yaml’ is there already\n  help: ");
    char *kept = file_read("good.yaml", NULL);
    cr_expect_str_eq(kept, good);
    free(kept);
    expect_output("init .", 3, "", "‘.’ is there already");
    expect_output("init none/starter.yaml", 3, "", "help: make the folder first: mkdir -p none/");
    cr_expect_eq(folder_count("."), before);
}

Test(start, a_disk_that_fills_up_leaves_no_half_file)
{
    static const struct rlimit little = {1000, 1000}; /* bytes: fewer than the starter has, enough for a message */
    int before = folder_count(".");
    signal(SIGXFSZ, SIG_IGN);
    cr_assert(setrlimit(RLIMIT_FSIZE, &little) == 0);
    expect_output("init", 3, "", "cannot write ‘network.yaml’");
    cr_expect_eq(folder_count("."), before);
}

Test(start, the_schema_is_json_and_the_same_each_time)
{
    result r = run("schema"), again = run("schema");
    cr_expect(r.code == 0 && !*r.err);
    cr_expect_null(json_fault(r.out));
    cr_expect_str_eq(r.out, again.out);
    result_free(&again);
    result_free(&r);
    r = run_in("schema", (setting){.out = "/dev/full"});
    cr_expect(r.code == 3, "%d %s", r.code, r.err);
    result_free(&r);
}
