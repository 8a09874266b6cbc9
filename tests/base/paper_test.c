/* Papers and records. */
#include "base/paper.h"
#include "base/record.h"

#include <criterion/criterion.h>
#include <string.h>

Test(paper, columns_that_say_nothing_are_taken_away)
{
    arena *a = arena_new();
    paper *p = paper_new(a);
    table *t = paper_table(p);
    static const char *const titles[] = {"nothing", "first", "empty", "second"};
    for (size_t i = 0; i < 4; i++)
        paper_column(p, t, titles[i]);
    for (size_t i = 0; i < 3; i++) {
        passage *row = paper_row(p, t);
        row[1].text = i == 1 ? "one" : NULL;
        row[2].text = "";
        row[3] = (passage){i == 2 ? "two" : NULL, "https://example.org"};
    }
    paper_trim(t);
    cr_assert_eq(t->titles.count, 2);
    cr_expect_str_eq(t->titles.items[0], "first");
    cr_expect_str_eq(t->titles.items[1], "second");
    cr_expect(!t->rows.items[0][0].text && strcmp(t->rows.items[1][0].text, "one") == 0);
    cr_expect_str_eq(t->rows.items[2][1].text, "two");
    cr_expect_str_eq(t->rows.items[2][1].url, "https://example.org");
    paper_trim(t);
    cr_expect_eq(t->titles.count, 2);
    arena_free(a);
}

Test(record, what_is_put_is_found_in_its_order)
{
    arena *a = arena_new();
    record *r = record_new(a);
    record_text(a, r, "absent", NULL);
    record_text(a, r, "text", "");
    record_number(a, record_list(a, r, "list"), NULL, 1.5);
    record_flag(a, record_map(a, r, "map"), "text", true);
    cr_assert_eq(r->items.count, 3);
    cr_expect(record_find(r, "text") == r->items.items[0] && record_find(r, "map") == r->items.items[2]);
    cr_expect(record_find(r, "absent") == NULL && record_find(record_find(r, "list"), "text") == NULL);
    cr_expect(record_find(record_find(r, "map"), "text")->flag);
    arena_free(a);
}
