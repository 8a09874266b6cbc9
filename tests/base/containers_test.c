#include "base/base.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- arena ---- */

Test(arena, what_it_gives_is_zeroed_aligned_and_kept)
{
    arena *a = arena_new();
    unsigned char *pieces[300];
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = arena_get(a, i * 37);
        cr_expect_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t b = 0; b < i * 37; b++)
            cr_expect_eq(pieces[i][b], 0);
        memset(pieces[i], (int)(i & 0xff), i * 37);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t b = 0; b < i * 37; b++)
            cr_expect_eq(pieces[i][b], i & 0xff);
    arena_free(a);
    arena_free(NULL);
}

Test(arena, texts_are_copied_and_formatted)
{
    arena *a = arena_new();
    char source[] = "Japan and China";
    char *copy = arena_copy(a, source, 5);
    source[0] = 'x';
    cr_expect_str_eq(copy, "Japan");
    cr_expect_str_eq(arena_format(a, "%s-%d", "a", 7), "a-7");
    cr_expect_str_eq(arena_format(a, "%s", ""), "");
    arena_free(a);
}

static char order[8];

static void note(void *subject)
{
    strcat(order, subject);
}

Test(arena, what_it_was_asked_to_do_at_the_end_is_done_latest_first)
{
    arena *a = arena_new();
    arena_after(a, note, "1");
    arena_after(a, note, "2");
    arena_after(a, note, "3");
    cr_expect_str_empty(order);
    arena_free(a);
    cr_expect_str_eq(order, "321");
}

Test(arena, arrays_grow_and_keep_what_is_in_them)
{
    arena *a = arena_new();
    ARRAY(int) numbers = {0};
    for (int i = 0; i < 1000; i++) {
        int *item = array_add(a, &numbers);
        cr_expect_eq(*item, 0);
        *item = i;
    }
    cr_assert_eq(numbers.count, 1000);
    for (int i = 0; i < 1000; i++)
        cr_expect_eq(numbers.items[i], i);
    arena_free(a);
}

/* ---- memory ---- */

static void leave(void)
{
    _exit(7); /* without a look for leaks: memory is out */
}

Test(memory, running_out_ends_in_the_handler, .exit_code = 7)
{
    cr_assert_neq(memory_on_failure(leave), leave);
    memory_get(SIZE_MAX / 2);
}

Test(memory, an_array_that_cannot_be_counted_ends_in_the_handler, .exit_code = 7)
{
    memory_on_failure(leave);
    size_t room = SIZE_MAX / 4;
    array_grow(arena_new(), NULL, room, &room, 16);
}

/* ---- buffer ---- */

Test(buffer, writes_add_up)
{
    buffer b = {0};
    buffer_text(&b, "a");
    buffer_char(&b, 'b');
    buffer_add(&b, "cdx", 2);
    buffer_format(&b, "%d%s", 5, "e");
    for (int i = 0; i < 1000; i++)
        buffer_text(&b, "0123456789");
    cr_expect_eq(b.length, 10006);
    cr_expect(strncmp(b.data, "abcd5e0123", 10) == 0);
    cr_expect_eq(b.data[b.length], '\0');
    cr_expect_not(b.failed);
    buffer_free(&b);
    cr_expect_null(b.data);
}

Test(buffer, past_its_bound_it_stays_failed_and_whole)
{
    buffer b = {.bound = 4};
    buffer_text(&b, "abcd");
    cr_expect_not(b.failed);
    buffer_text(&b, "e");
    cr_expect(b.failed);
    buffer_text(&b, "");
    buffer_format(&b, "%d", 1);
    cr_expect_str_eq(b.data, "abcd");
    buffer_free(&b);
}

Test(buffer, numbers_have_a_point_and_no_more_digits_than_they_need)
{
    static const struct {
        double value;
        int decimals;
        const char *text;
    } rows[] = {{0, 2, "0"},       {-0.001, 2, "0"},    {1.5, 2, "1.5"},
                {1.005, 1, "1"},   {-2.25, 2, "-2.25"}, {10, 0, "10"},
                {0.07, 2, "0.07"}, {99.999, 2, "100"},  {123456.789, 6, "123456.789"},
                {-0.5, 0, "-1"},   {1e300, 2, "0"},     {0.0 / 0.0, 2, "0"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buffer b = {0};
        buffer_number(&b, rows[i].value, rows[i].decimals);
        cr_expect_str_eq(b.data, rows[i].text);
        buffer_free(&b);
    }
}

Test(buffer, json_text_is_escaped)
{
    buffer b = {0};
    buffer_json(&b, "\"\\/\n\t\x01\x7f é");
    cr_expect_str_eq(b.data, "\\\"\\\\/\\n\\u0009\\u0001\\u007f é");
    buffer_free(&b);
}

/* ---- map ---- */

Test(map, what_was_put_is_found_and_nothing_else)
{
    enum { MANY = 5000 };
    arena *a = arena_new();
    map *m = map_new(a);
    static int values[MANY];
    cr_expect_null(map_get(m, "0"));
    for (int i = 0; i < MANY; i++)
        cr_expect_null(map_put(m, arena_format(a, "%d", i), &values[i]));
    for (int i = 0; i < MANY; i++)
        cr_expect_eq(map_get(m, arena_format(a, "%d", i)), &values[i]);
    cr_expect_null(map_get(m, "-1"));
    cr_expect_eq(map_put(m, "7", &values[8]), &values[7], "the value before is returned");
    cr_expect_eq(map_get(m, "7"), &values[8]);
    arena_free(a);
}

Test(map, hashes_are_the_same_on_every_machine)
{
    cr_expect_eq(hash_text("aukus", 0), UINT64_C(0xb04aaa63faba949));
    cr_expect_eq(hash_text("aukus", 0), hash_bytes("aukus", 5, 0));
    cr_expect_neq(hash_text("aukus", 0), hash_text("aukus", 1));
    cr_expect_neq(hash_text("", 0), hash_text("a", 0));
}
