#include "cases.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

buffer file_bytes(const char *name)
{
    buffer bytes = {0};
    FILE *in = fopen(name, "rb");
    buffer_add(&bytes, "", 0);
    for (int c; in && (c = getc(in)) != EOF;)
        buffer_char(&bytes, (char)c);
    if (in)
        fclose(in);
    return bytes;
}

static void write_file(const char *name, const buffer *bytes)
{
    FILE *out = fopen(name, "wb");
    cr_assert(out, "cannot write %s", name);
    fwrite(bytes->data, 1, bytes->length, out);
    cr_assert_eq(fclose(out), 0);
}

static void run_case(const char *name, const char *file, case_run *run)
{
    arena *a = arena_new();
    buffer got = {0};
    buffer_add(&got, "", 0);
    run(a, name, &got);
    if (file && getenv("UPDATE"))
        write_file(file, &got);
    if (file) {
        buffer expected = file_bytes(file);
        cr_expect_str_eq(got.data, expected.data, "%s gave:\n%s\nexpected was:\n%s", name, got.data, expected.data);
        buffer_free(&expected);
    }
    buffer_free(&got);
    arena_free(a);
}

void each_case(const char *group_name, const char *file, size_t least, case_run *run)
{
    char folder[4096];
    struct dirent **entries;
    size_t cases = 0;
    snprintf(folder, sizeof folder, "%s/tests/%s", SOURCE_DIR, group_name);
    int count = scandir(folder, &entries, not_hidden, alphasort);
    cr_assert(count >= 0, "no folder %s", folder);
    for (int i = 0; i < count; i++) {
        snprintf(folder, sizeof folder, "%s/tests/%s/%s", SOURCE_DIR, group_name, entries[i]->d_name);
        if (chdir(folder) == 0 && access("case.yaml", R_OK) == 0) {
            run_case(entries[i]->d_name, file, run);
            cases++;
        }
        free(entries[i]);
    }
    free(entries);
    cr_expect(cases >= least, "%zu cases of %s, and %zu are expected at least", cases, group_name, least);
}

const network *read_case(arena *a, diagnostics **d)
{
    input_options options = {.limits = limits_standard()};
    *d = diagnostics_new(a, false);
    return input_read(a, "case.yaml", &options, *d);
}

const network *read_text(arena *a, const char *yaml, diagnostics **d)
{
    input_options options = {.limits = limits_standard()};
    *d = diagnostics_new(a, false);
    return input_read_bytes(a, "case.yaml", yaml, strlen(yaml), &options, *d);
}
