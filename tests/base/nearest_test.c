#include "base/base.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *best_of(const char *word, const char *const *candidates, size_t count)
{
    nearest n = nearest_to(word);
    for (size_t i = 0; i < count; i++)
        nearest_try(&n, candidates[i]);
    return n.best;
}

Test(nearest, a_word_finds_the_one_that_was_meant)
{
    static const char *const words[] = {"member",          "party",  "observer",   "has-pillar",
                                        "cooperates-with", "日本国", "южная-корея"};
    static const struct {
        const char *word, *meant;
    } rows[] = {
        {"membr", "member"},
        {"memebr", "member"},
        {"MEMBER", "member"},
        {"partys", "party"},
        {"has_pillar", "has-pillar"},
        {"hasPillar", "has-pillar"},
        {"coperate-with", "cooperates-with"},
        {"日本", "日本国"},
        {"ЮЖНАЯ-КОРЕЯ", "южная-корея"},
        {"likes", NULL},
        {"", NULL},
        {"mbr", NULL},
        {"xarty", "party"},
        {"xaxty", NULL},
        {"observer", "observer"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *best = best_of(rows[i].word, words, sizeof words / sizeof *words);
        cr_expect_str_eq(best ? best : "none", rows[i].meant ? rows[i].meant : "none", "%s", rows[i].word);
    }
}

Test(nearest, the_first_of_equals_wins_and_a_nearer_one_beats_it)
{
    static const char *const words[] = {"cart", "card", "care"};
    cr_expect_str_eq(best_of("carx", words, 3), "cart");
    cr_expect_str_eq(best_of("care", words, 3), "care");
}

Test(nearest, edits_are_counted_with_one_for_a_swap)
{
    nearest n = nearest_to("australia");
    nearest_try(&n, "austrlaia");
    cr_expect_eq(n.distance, 1);
    nearest m = nearest_to("australia");
    nearest_try(&m, "ausralya");
    cr_expect_eq(m.distance, 2);
}

Test(nearest, words_without_a_letter_in_common_are_not_near)
{
    nearest n = nearest_to("a");
    nearest_try(&n, "b");
    cr_expect_null(n.best);
}

Test(nearest, very_long_words_are_left_alone)
{
    char word[5000], near[5000];
    memset(word, 'a', sizeof word);
    word[sizeof word - 1] = '\0';
    memcpy(near, word, sizeof word);
    near[7] = 'b';
    nearest n = nearest_to(word);
    nearest_try(&n, near);
    cr_expect_null(n.best);
}
