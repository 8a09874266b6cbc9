#include "network/network.h"

#include <criterion/criterion.h>
#include <string.h>

Test(date, what_is_well_formed_and_real_is_read)
{
    static const struct {
        const char *text;
        int year, month, day;
        long first, last; /* days since 1970-01-01 */
    } rows[] = {
        {"1970", 1970, 0, 0, 0, 364},
        {"1970-01", 1970, 1, 0, 0, 30},
        {"1970-01-01", 1970, 1, 1, 0, 0},
        {"2000-02-29", 2000, 2, 29, 11016, 11016},
        {"2024-02", 2024, 2, 0, 19754, 19782},
        {"2023-02", 2023, 2, 0, 19389, 19416},
        {"1900-02", 1900, 2, 0, -25536, -25509},
        {"2021-09-15", 2021, 9, 15, 18885, 18885},
        {"9999-12-31", 9999, 12, 31, 2932896, 2932896},
        {"0001", 1, 0, 0, -719162, -718798},
    };
    date epoch = {0};
    cr_assert_null(date_parse("1970-01-01", &epoch));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        date d = {0};
        char text[12];
        cr_expect_null(date_parse(rows[i].text, &d), "%s", rows[i].text);
        cr_expect(d.year == rows[i].year && d.month == rows[i].month && d.day == rows[i].day, "%s", rows[i].text);
        cr_expect_eq(date_first(d) - date_first(epoch), rows[i].first, "%s begins on day %ld", rows[i].text,
                     date_first(d) - date_first(epoch));
        cr_expect_eq(date_last(d) - date_first(epoch), rows[i].last, "%s ends on day %ld", rows[i].text,
                     date_last(d) - date_first(epoch));
        date_text(d, text);
        cr_expect_str_eq(text, rows[i].text);
    }
}

Test(date, every_day_follows_the_one_before)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    date d = {.year = 1600, .month = 1, .day = 1};
    long expected = date_first(d);
    for (d.year = 1600; d.year < 2101; d.year++)
        for (d.month = 1; d.month <= 12; d.month++) {
            bool leap = d.month == 2 && ((d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0);
            for (d.day = 1; d.day <= lengths[d.month - 1] + leap; d.day++, expected++)
                cr_assert_eq(date_first(d), expected, "%d-%d-%d", d.year, d.month, d.day);
        }
}

Test(date, what_is_not_is_refused_and_changes_nothing)
{
    static const struct {
        const char *text, *why;
    } rows[] = {
        {"", "reads"},
        {"21", "reads"},
        {"2021-", "reads"},
        {"2021-9", "reads"},
        {"2021-09-", "reads"},
        {"2021-09-1", "reads"},
        {"2021-09-15 ", "reads"},
        {"20210915", "reads"},
        {"2021-09-15T00", "reads"},
        {"-2021", "reads"},
        {" 2021", "reads"},
        {"2O21", "reads"},
        {"0000", "year 0"},
        {"2021-00", "months"},
        {"2021-13", "months"},
        {"2021-09-00", "days"},
        {"2021-09-31", "30 days"},
        {"2021-02-29", "28 days"},
        {"2024-02-30", "29 days"},
        {"2021-01-32", "31 days"},
        {"2021-13-99", "months"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        date d = {.year = 7};
        const char *wrong = date_parse(rows[i].text, &d);
        cr_assert_not_null(wrong, "‘%s’ is read", rows[i].text);
        cr_expect_not_null(strstr(wrong, rows[i].why), "‘%s’: %s", rows[i].text, wrong);
        cr_expect(d.year == 7 && d.month == 0 && d.day == 0);
    }
}

Test(date, no_date_is_no_text)
{
    char text[12];
    date_text((date){0}, text);
    cr_expect_str_empty(text);
}
