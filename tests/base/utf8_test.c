#include "base/base.h"

#include <criterion/criterion.h>
#include <string.h>

Test(utf8, characters_are_decoded_and_encoded)
{
    static const struct {
        const char *bytes;
        uint32_t c;
    } rows[] = {
        {"a", 'a'},
        {"\x7f", 0x7f},
        {"\xc2\x80", 0x80},
        {"\xc3\xa9", 0xe9},
        {"\xdf\xbf", 0x7ff},
        {"\xe0\xa0\x80", 0x800},
        {"\xe6\x97\xa5", 0x65e5},
        {"\xed\x9f\xbf", 0xd7ff},
        {"\xee\x80\x80", 0xe000},
        {"\xef\xbf\xbf", 0xffff},
        {"\xf0\x90\x80\x80", 0x10000},
        {"\xf4\x8f\xbf\xbf", 0x10ffff},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = rows[i].bytes, *end = at + strlen(at);
        char back[4];
        cr_expect_eq(utf8_next(&at, end), rows[i].c, "U+%04X", rows[i].c);
        cr_expect_eq(at, end, "U+%04X is read whole", rows[i].c);
        int length = utf8_put(rows[i].c, back);
        cr_expect_eq((size_t)length, strlen(rows[i].bytes));
        cr_expect(memcmp(back, rows[i].bytes, (size_t)length) == 0, "U+%04X is written as it was", rows[i].c);
        cr_expect_eq(utf8_bad_at(rows[i].bytes, strlen(rows[i].bytes)), strlen(rows[i].bytes));
    }
}

/* Continuation without a lead, cut short, too long a form, half a pair, beyond Unicode, bytes that never occur. */
Test(utf8, bad_bytes_are_found_and_read_one_by_one)
{
    static const char *const bad[] = {"\x80",
                                      "\xbf",
                                      "\xc3",
                                      "\xe6\x97",
                                      "\xf0\x90\x80",
                                      "\xc0\xaf",
                                      "\xe0\x9f\xbf",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xed\xa0\x80",
                                      "\xf4\x90\x80\x80",
                                      "\xfe",
                                      "\xff",
                                      "\xc3"
                                      "a",
                                      "\xf8\x88\x80\x80\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *at = bad[i], *end = at + strlen(at);
        char text[16] = "ab";
        strcat(text, bad[i]);
        cr_expect_eq(utf8_bad_at(text, strlen(text)), 2, "row %zu", i);
        cr_expect_eq(utf8_next(&at, end), 0xfffd, "row %zu", i);
        cr_expect_eq(at, bad[i] + 1, "row %zu: one byte is passed", i);
    }
}

Test(utf8, characters_are_counted)
{
    cr_expect_eq(utf8_count(""), 0);
    cr_expect_eq(utf8_count("日本 é"), 4);
    cr_expect_eq(utf8_count("\xff\xff"), 2);
}

Test(utf8, columns_are_those_of_a_terminal)
{
    static const struct {
        uint32_t c;
        int columns;
    } rows[] = {
        {'a', 1},     {' ', 1},     {'\t', 0},   {'\n', 0},   {0x1b, 0},   {0x7f, 0},    {0x9b, 0},
        {0xa0, 1},    {0xad, 1},    {0xe9, 1},   {0x301, 0},  {0x5bf, 0},  {0x200b, 0},  {0x200d, 0},
        {0x3000, 2},  {0x65e5, 2},  {0xac00, 2}, {0x1100, 2}, {0x1161, 0}, {0xff21, 2},  {0xff71, 1},
        {0x1f600, 2}, {0x20000, 2}, {0xfe0f, 0}, {0x2013, 1}, {0x5d0, 1},  {0xe0001, 0}, {0x10ffff, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(utf8_columns(rows[i].c), rows[i].columns, "U+%04X has %d columns, not %d", rows[i].c,
                     rows[i].columns, utf8_columns(rows[i].c));
}

Test(utf8, words_are_of_letters_and_digits_of_every_script)
{
    static const uint32_t inside[] = {'a',   'Z',   '0',   0xe9,  0x130, 0x3a9,  0x44f,  0x5d0,  0x645,
                                      0x660, 0x92d, 0x93e, 0xe01, 0x301, 0x65e5, 0xac00, 0x20000};
    static const uint32_t outside[] = {' ', '_',  '-',  '.',  ',',    '@',    '[',    '`',    '{',     '/',
                                       ':', 0xa0, 0xd7, 0xf7, 0x2013, 0x2028, 0x200b, 0x3000, 0x1f600, 0xfffd};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        cr_expect(utf8_is_word(inside[i]), "U+%04X", inside[i]);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        cr_expect_not(utf8_is_word(outside[i]), "U+%04X", outside[i]);
}

Test(utf8, letters_are_written_to_one_side)
{
    static const uint32_t rightward[] = {'a', 'Z', 0xe9, 0x3a9, 0x44f, 0x915, 0xe01, 0x65e5, 0xac00, 0x200e, 0x20000};
    static const uint32_t leftward[] = {0x5d0,  0x627,  0x6cc,  0x710,   0x780,   0x7ca,  0x8a0,
                                        0xfb2a, 0xfdf2, 0xfe8d, 0x10900, 0x1e900, 0x200f, 0x61c};
    static const uint32_t neither[] = {'0',   '9',   ' ',   '(',    '-',    0x301,  0x5b0,   0x64b,
                                       0x660, 0x6f0, 0x60c, 0x2013, 0x3001, 0xff11, 0x1f600, 0x202e};
    for (size_t i = 0; i < sizeof rightward / sizeof *rightward; i++)
        cr_expect_eq(utf8_direction(rightward[i]), 1, "U+%04X", rightward[i]);
    for (size_t i = 0; i < sizeof leftward / sizeof *leftward; i++)
        cr_expect_eq(utf8_direction(leftward[i]), -1, "U+%04X", leftward[i]);
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
        cr_expect_eq(utf8_direction(neither[i]), 0, "U+%04X", neither[i]);
}

Test(utf8, knows_what_shows_nothing_what_reorders_and_what_is_a_picture)
{
    cr_expect(utf8_is_hidden(0xad) && utf8_is_hidden(0x200d) && utf8_is_hidden(0xfe0f) && utf8_is_hidden(0xe0067));
    cr_expect(utf8_is_hidden('\n') && utf8_is_hidden(0x85) && utf8_is_hidden(0x2066));
    cr_expect(!utf8_is_hidden(' ') && !utf8_is_hidden(0xa0) && !utf8_is_hidden(0x301) && !utf8_is_hidden(0x1f3fb));
    for (uint32_t c = 0x2000; c < 0x2100; c++)
        cr_expect_eq(utf8_is_reordering(c), (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069), "U+%04X", c);
    cr_expect(utf8_is_emoji(0x1f600) && utf8_is_emoji(0x1f1f0) && utf8_is_emoji(0x231a) && utf8_is_emoji(0xfe0f));
    cr_expect(!utf8_is_emoji(0xa9) && !utf8_is_emoji(0x2764) && !utf8_is_emoji(0x65e5) && !utf8_is_emoji('1'));
}
