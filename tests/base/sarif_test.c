/* Results and logs of SARIF 2.1.0. */
#include "base/base.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static arena *memory;
static diagnostics *d;
static source_file file;

static void start(const char *name, const char *text)
{
    memory = arena_new();
    d = diagnostics_new(memory, false);
    file = (source_file){.name = name, .text = text, .length = strlen(text)};
}

static void expect_results(const char *expected)
{
    buffer out = {0};
    diagnostics_sarif(d, &out);
    cr_expect_str_eq(out.data, expected, "got:\n%s\nexpected:\n%s", out.data, expected);
    buffer_free(&out);
    arena_free(memory);
}

Test(sarif, nothing_is_an_empty_array)
{
    start("case.yaml", "");
    expect_results("[]\n");
}

Test(sarif, a_result_has_its_rule_level_sentences_and_region)
{
    start("case.yaml", "日 b\nc d\n");
    report(d, RULE_TYPE, (place){&file, 2, 5}, "write {\"b\"}", "this is wrong");
    report(d, RULE_EMPTY_PICTURE, (place){0}, "is it empty?", "‘nothing’ is drawn");
    char expected[1000];
    snprintf(expected, sizeof expected,
             "[\n"
             "  {\"ruleId\": \"type\", \"ruleIndex\": %d, \"level\": \"error\", \"message\": "
             "{\"text\": \"This is wrong. Write {{\\\"b\\\"}}.\"}, \"locations\": [{\"physicalLocation\": "
             "{\"artifactLocation\": {\"uri\": \"case.yaml\", \"uriBaseId\": \"%%SRCROOT%%\"}, "
             "\"region\": {\"startLine\": 1, \"startColumn\": 3, \"endLine\": 2, \"endColumn\": 2}}}]},\n"
             "  {\"ruleId\": \"empty-picture\", \"ruleIndex\": %d, \"level\": \"warning\", \"message\": "
             "{\"text\": \"‘nothing’ is drawn. Is it empty?\"}, \"locations\": []}\n"
             "]\n",
             RULE_TYPE, RULE_EMPTY_PICTURE);
    expect_results(expected);
}

Test(sarif, what_is_switched_has_its_level_or_is_not_there)
{
    start("case.yaml", "a\n");
    report(d, RULE_LONE_NODE, (place){0}, NULL, "one");
    report(d, RULE_UNUSED_SOURCE, (place){0}, NULL, "two");
    diagnostics_switch(d, RULE_LONE_NODE, SEVERITY_OFF);
    diagnostics_switch(d, RULE_UNUSED_SOURCE, SEVERITY_ERROR);
    buffer out = {0};
    diagnostics_sarif(d, &out);
    cr_expect(!strstr(out.data, "lone-node"));
    cr_expect(strstr(out.data, "\"level\": \"error\", \"message\": {\"text\": \"Two.\"}"), "%s", out.data);
    buffer_free(&out);
    arena_free(memory);
}

Test(sarif, names_of_files_become_addresses)
{
    static const char *const names[][2] = {
        {"a.yaml", "\"a.yaml\", \"uriBaseId\""},
        {"./parts/../my file.yaml", "\"my%20file.yaml\", \"uriBaseId\""},
        {"a//b/./c.yaml", "\"a/b/c.yaml\", \"uriBaseId\""},
        {"../../up.yaml", "\"../../up.yaml\", \"uriBaseId\""},
        {"a/../../up.yaml", "\"../up.yaml\", \"uriBaseId\""},
        {"a:b%#?.yaml", "\"a%3Ab%25%23%3F.yaml\", \"uriBaseId\""},
        {"日.yaml", "\"%E6%97%A5.yaml\", \"uriBaseId\""},
        {"<stdin>", "\"%3Cstdin%3E\", \"uriBaseId\""},
        {"/tmp//x/../y.yaml", "\"file:///tmp/y.yaml\"}"},
        {"/../y.yaml", "\"file:///y.yaml\"}"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        start(names[i][0], "a\n");
        report(d, RULE_TYPE, (place){&file, 0, 1}, NULL, "x");
        buffer out = {0};
        diagnostics_sarif(d, &out);
        cr_expect(strstr(out.data, names[i][1]), "%s: %s", names[i][0], out.data);
        buffer_free(&out);
        arena_free(memory);
    }
}

Test(sarif, a_log_tells_all_rules_in_the_order_of_their_indexes)
{
    buffer out = {0};
    sarif_log("{\"ruleId\": \"x\"}", &out);
    const char *at = out.data;
    cr_expect(strstr(at, "\"version\": \"2.1.0\"") && strstr(at, "\"results\": [\n  {\"ruleId\": \"x\"}\n  ]"), "%s",
              at);
    for (int r = 0; at && r < RULE_COUNT; r++) {
        at = strstr(at, "{\"id\": \"");
        cr_assert_not_null(at);
        at += strlen("{\"id\": \"");
        size_t length = strlen(rule_of((rule)r)->name);
        cr_expect(strncmp(at, rule_of((rule)r)->name, length) == 0 && at[length] == '"', "rule %d", r);
    }
    buffer_free(&out);
    sarif_log("", &out);
    cr_expect_not_null(strstr(out.data, "\"results\": []"));
    buffer_free(&out);
}
