/* Figures for pages of documentation builds: the answer, names by content, what is removed. */
#include "program.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void enter(void)
{
    folder_enter();
    cr_assert(mkdir("out", 0777) == 0 && mkdir("part", 0777) == 0);
    file_write("whole.yaml", "title: A whole\ninclude: part/people.yaml\nviews: {one: {title: Only one}}\n");
    file_write("part/people.yaml", "nodes: {people: {p: P}}\n");
}

TestSuite(embed, .init = enter, .fini = folder_leave);

static result expect_code(const char *line, const char *input, int code)
{
    result r = run_in(line, (setting){.input = input});
    cr_expect(r.code == code, "entente %s: exit code %d: %s", line, r.code, r.err);
    cr_expect(!*r.out || !json_fault(r.out), "entente %s: %s", line, r.out);
    return r;
}

/* The one file in out/; the caller frees it. */
static char *only_output(void)
{
    char *found = NULL;
    DIR *folder = opendir("out");
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.') {
            cr_expect(!found, "%s and %s", found, entry->d_name);
            free(found);
            found = strdup(entry->d_name);
        }
    closedir(folder);
    cr_assert(found);
    return found;
}

/* Draws into out/ and gives the name. */
static char *name_by(const char *line)
{
    result r = expect_code(line, NULL, 0);
    char *name = only_output();
    cr_expect(strstr(r.out, name), "%s: %s", line, r.out);
    result_free(&r);
    return name;
}

Test(embed, the_answer_holds_the_drawing_its_words_and_what_it_rests_on)
{
    result r = expect_code("embed whole.yaml", NULL, 0);
    cr_expect(strstr(r.out, "\"title\": \"A whole\""));
    cr_expect(strstr(r.out, "\"alt\": \"A whole. Person: P.\""), "%s", r.out);
    cr_expect(strstr(r.out, "\"lang\": \"en\""));
    cr_expect(strstr(r.out, "\"format\": \"svg_inline\"") && strstr(r.out, "\"text\": \"<svg width="));
    cr_expect(strstr(r.out, "\"depends\": [\"whole.yaml\", \"part/people.yaml\"]"));
    result_free(&r);
    r = expect_code("embed whole.yaml --view one -Tmd", NULL, 0);
    cr_expect(strstr(r.out, "\"title\": \"Only one\"") && strstr(r.out, "\"format\": \"md\""), "%s", r.out);
    result_free(&r);
}

Test(embed, a_file_is_named_after_all_that_it_shows_and_earlier_ones_go)
{
    char *first = name_by("embed whole.yaml -Tsvg -O out"), *same = name_by("embed ./whole.yaml -Tsvg -O out/");
    cr_expect_str_eq(first, same);
    cr_expect(strncmp(first, "whole-", 6) == 0 && strlen(first) == strlen("whole-01234567-0123456789ab.svg"), "%s",
              first);
    file_write("part/people.yaml", "nodes: {people: {p: Q}}\n");
    char *included = name_by("embed whole.yaml -Tsvg -O out");
    cr_expect(strncmp(included, first, 15) == 0 && strcmp(included, first) != 0, "%s, then %s", first, included);
    result r = expect_code("embed whole.yaml -Tsvg -O out --theme dark", NULL, 0);
    cr_expect_eq(folder_count("out"), 2, "other options are another figure");
    result_free(&r);
    free(first);
    free(same);
    free(included);
}

Test(embed, what_is_there_is_not_drawn_again)
{
    char *name = name_by("embed whole.yaml -Tsvg -O out"), path[256];
    snprintf(path, sizeof path, "out/%s", name);
    file_write(path, "kept");
    free(name_by("embed whole.yaml -Tsvg -O out"));
    char *text = file_read(path, NULL);
    cr_expect_str_eq(text, "kept");
    free(text);
    free(name);
}

Test(embed, a_mistake_leaves_no_figure_and_still_tells_what_it_rests_on)
{
    free(name_by("embed whole.yaml -Tsvg -O out"));
    file_write("out/whole-x.svg", "not ours");
    remove("part/people.yaml");
    result r = expect_code("embed whole.yaml -Tsvg -O out", NULL, 3);
    cr_expect_str_eq(r.out, "{\n  \"depends\": [\"whole.yaml\", \"part/people.yaml\"]\n}\n");
    cr_expect(strstr(r.err, "whole.yaml:2:10: error: "), "%s", r.err);
    result_free(&r);
    char *left = only_output();
    cr_expect_str_eq(left, "whole-x.svg");
    free(left);
    file_write("part/people.yaml", "nodes: {people: {p: P}}\n");
    r = expect_code("embed whole.yaml --view none -O out", NULL, 2);
    cr_expect(strstr(r.out, "\"depends\"") && !strstr(r.out, "title"), "%s", r.out);
    result_free(&r);
}

Test(embed, a_block_of_a_page_is_told_with_lines_of_the_page)
{
    static const char *const block = "include: people.yaml\nedges:\n  - p -> q: supports\n";
    result r = expect_code("embed --at part/page.md:40", block, 1);
    cr_expect(strstr(r.err, "part/page.md:42:10: error: "), "%s", r.err);
    cr_expect(strstr(r.out, "\"depends\": [\"part/page.md\", \"part/people.yaml\"]"), "%s", r.out);
    result_free(&r);
}

Test(embed, where_a_block_stands_says_nothing_of_its_name)
{
    static const char *const block = "nodes: {people: {p: P}}\n";
    result_free(&(result[]){expect_code("embed --at page.md:4 -O out", block, 0)}[0]);
    result_free(&(result[]){expect_code("embed --at page.md:400 -O out", block, 0)}[0]);
    char *name = only_output();
    cr_expect(strncmp(name, "page-", 5) == 0, "%s", name);
    result_free(&(result[]){expect_code("embed --at page.md:4 -O out", "nodes: {people: {p: Q}}\n", 0)}[0]);
    cr_expect_eq(folder_count("out"), 2, "the page may hold both");
    free(name);
}

Test(embed, wrong_usage_is_told)
{
    static const char *const wrong[][2] = {
        {"embed good.yaml bad.yaml", "a figure is of one file"},
        {"embed good.yaml --view a,b", "a figure shows one view on one day"},
        {"embed good.yaml --as-of 2020,2021", "a figure shows one view on one day"},
        {"embed good.yaml --at page.md:3", "--at says where standard input comes from"},
        {"embed -O out", "standard input has no name"},
        {"embed good.yaml -Tpng", "png is no text that an answer could hold"},
        {"embed --at page.md", "‘--at’ cannot be ‘page.md’"},
        {"embed --at page.md:0", "‘--at’ cannot be ‘page.md:0’"},
        {"embed --at :3", "‘--at’ cannot be ‘:3’"},
        {"embed good.yaml -o x.svg", "‘-o’ is not for ‘entente embed’"},
        {"embed good.yaml --all-views", "‘--all-views’ is not for ‘entente embed’"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        result r = expect_code(wrong[i][0], "", 2);
        cr_expect(strstr(r.err, wrong[i][1]), "entente %s: %s", wrong[i][0], r.err);
        result_free(&r);
    }
}

Test(embed, alternative_text_may_be_given)
{
    result r = run_in("embed --at page.md:1 --alt Two.", (setting){.input = "nodes: {people: {p: P}}\n"});
    cr_expect(strstr(r.out, "\"alt\": \"Two.\"") && strstr(r.out, "-desc\\\">Two.</desc>"), "%s", r.out);
    result_free(&r);
}

/* What the ids of the drawing begin with, from its answer; the caller frees it. */
static char *prefix_by(const char *line)
{
    result r = expect_code(line, NULL, 0);
    const char *id = strstr(r.out, " id=\\\"n");
    cr_assert(id, "%s", r.out);
    char *prefix = strndup(id, strcspn(id + 6, "\\") + 6);
    result_free(&r);
    return prefix;
}

Test(embed, two_pictures_of_one_network_have_ids_of_their_own)
{
    char *whole = prefix_by("embed whole.yaml"), *same = prefix_by("embed whole.yaml"),
         *other = prefix_by("embed whole.yaml --theme dark"), *part = prefix_by("embed whole.yaml --only people");
    cr_expect_str_eq(whole, same);
    cr_expect_str_neq(whole, other);
    cr_expect_str_neq(whole, part);
    cr_expect_str_neq(other, part);
    free(whole), free(same), free(other), free(part);
}

Test(embed, includes_may_come_from_anywhere_below_the_working_folder)
{
    file_write("shared.yaml", "nodes: {people: {p: P}}\n");
    file_write("part/page.yaml", "include: ../shared.yaml\n");
    result r = expect_code("embed part/page.yaml", NULL, 0);
    cr_expect(strstr(r.out, "\"depends\": [\"part/page.yaml\", \"part/../shared.yaml\"]"), "%s", r.out);
    result_free(&r);
    r = expect_code("embed --at part/page.md:3", "include: ../shared.yaml\n", 0);
    result_free(&r);
    r = expect_code("embed part/page.yaml --root part", NULL, 1);
    result_free(&r);
}
