#include "network/network.h"

#include <stdio.h>
#include <string.h>

static const char *const wrong_form = "a date reads 2021, 2021-09 or 2021-09-15";

/* Reads exactly `count` digits at *at and moves behind them; -1 where they are not there. */
static int digits(const char **at, int count)
{
    int value = 0;
    for (; count > 0; count--, ++*at) {
        if (**at < '0' || **at > '9')
            return -1;
        value = value * 10 + (**at - '0');
    }
    return value;
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Checks what the digits say; a part that is not given is 0. */
static const char *real_day(int year, int month, int day, bool has_month, bool has_day)
{
    static const char *const lengths[] = {"that month has 28 days", "that month has 29 days", "that month has 30 days",
                                          "that month has 31 days"};
    if (year == 0)
        return "there is no year 0";
    if (has_month && (month < 1 || month > 12))
        return "months go from 01 to 12";
    if (has_day && day < 1)
        return "days begin with 01";
    if (has_day && day > days_in(year, month))
        return lengths[days_in(year, month) - 28];
    return NULL;
}

const char *date_parse(const char *text, date *out)
{
    int month = 0, day = 0;
    bool has_month = false, has_day = false;
    int year = digits(&text, 4);
    if (year >= 0 && *text == '-') {
        has_month = true;
        text++;
        month = digits(&text, 2);
    }
    if (month > 0 && *text == '-') {
        has_day = true;
        text++;
        day = digits(&text, 2);
    }
    if (year < 0 || month < 0 || day < 0 || *text)
        return wrong_form;
    const char *wrong = real_day(year, month, day, has_month, has_day);
    if (!wrong) {
        out->year = (int16_t)year;
        out->month = (int8_t)month;
        out->day = (int8_t)day;
    }
    return wrong;
}

/* Reads digits and moves behind them and one character that parts them; how many there were. */
static int take_number(const char **at, int *number)
{
    int count = 0;
    for (*number = 0; **at >= '0' && **at <= '9' && count < 5; ++*at, count++)
        *number = *number * 10 + (**at - '0');
    if (**at && strchr("-./ ", **at))
        ++*at;
    return count;
}

bool date_guess(const char *text, char out[32])
{
    int a, b, c;
    date ignored;
    const char *at = text;
    int a_digits = take_number(&at, &a), b_digits = take_number(&at, &b), c_digits = take_number(&at, &c);
    if (a_digits == 4 && b_digits && c_digits)
        snprintf(out, 32, "%04d-%02d-%02d", a, b, c);
    else if (a_digits == 4 && b_digits)
        snprintf(out, 32, "%04d-%02d", a, b);
    else if (c_digits == 4 && a > 12)
        snprintf(out, 32, "%04d-%02d-%02d", c, b, a);
    else if (c_digits == 4 && b > 12)
        snprintf(out, 32, "%04d-%02d-%02d", c, a, b);
    else
        return false;
    return (!*at || *at == 'T' || at[-1] == ' ') && !date_parse(out, &ignored);
}

void date_text(date d, char out[12])
{
    if (!d.year)
        out[0] = '\0';
    else if (!d.month)
        snprintf(out, 12, "%04u", d.year & 0x3fffu);
    else if (!d.day)
        snprintf(out, 12, "%04u-%02u", d.year & 0x3fffu, d.month & 0xfu);
    else
        snprintf(out, 12, "%04u-%02u-%02u", d.year & 0x3fffu, d.month & 0xfu, d.day & 0x1fu);
}

/* Days since 1 January of year 1, which is day 0. */
static long day_number(int year, int month, int day)
{
    long before = year - 1;
    long number = before * 365 + before / 4 - before / 100 + before / 400;
    for (int m = 1; m < month; m++)
        number += days_in(year, m);
    return number + day - 1;
}

long date_first(date d)
{
    return day_number(d.year, d.month ? d.month : 1, d.day ? d.day : 1);
}

long date_last(date d)
{
    int month = d.month ? d.month : 12;
    return day_number(d.year, month, d.day ? d.day : days_in(d.year, month));
}
