/* Kinds that the file leaves open get a look of their own. */
#include "given.h"

#include <criterion/criterion.h>
#include <string.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(kinds, .init = set_up, .fini = tear_down);

static const kind *kind_of(const network *n, const char *id)
{
    const kind *k = map_get(n->kinds_by_id, id);
    cr_assert_not_null(k, "%s", id);
    return k;
}

static void expect_apart(const network *n)
{
    for (size_t i = 0; i < n->kinds.count; i++)
        for (size_t k = 0; k < i; k++) {
            const kind *x = n->kinds.items[i], *y = n->kinds.items[k];
            cr_expect(x->shape != y->shape || x->mark != y->mark, "%s and %s are both %s with the mark %s", x->id,
                      y->id, shape_words[x->shape], mark_words[x->mark]);
        }
}

static const network *with_kinds(const char *each, int count)
{
    buffer b = {0};
    buffer_text(&b, "kinds:\n");
    for (int i = 0; i < count; i++)
        buffer_format(&b, "  k%d: {label: K%s}\n", i, each);
    const network *n = given(a, arena_copy(a, b.data, b.length));
    buffer_free(&b);
    return n;
}

Test(kinds, what_is_built_in_is_told_apart)
{
    expect_apart(given(a, "nodes: {countries: {x: X}}\n"));
}

Test(kinds, a_dozen_of_the_user_are_told_apart)
{
    const network *n = with_kinds("", 12);
    expect_apart(n);
    for (int i = 0; i < 6; i++)
        for (size_t b = 0; b < builtin_kind_count; b++)
            cr_expect_str_neq(kind_of(n, arena_format(a, "k%d", i))->color, builtin_kinds[b].color);
    for (int i = 0; i < 12; i++)
        for (int k = 0; k < i; k++)
            cr_expect_str_neq(kind_of(n, arena_format(a, "k%d", i))->color,
                              kind_of(n, arena_format(a, "k%d", k))->color);
}

Test(kinds, one_colour_for_all_does_no_harm)
{
    expect_apart(with_kinds(", color: teal", 12));
}

Test(kinds, more_than_there_are_looks_all_get_one)
{
    const network *n = with_kinds("", 200);
    for (size_t i = 0; i < n->kinds.count; i++) {
        const kind *k = n->kinds.items[i];
        cr_expect(k->shape < SHAPE_COUNT && k->mark < MARK_COUNT && k->color, "%s", k->id);
    }
}

Test(kinds, a_shape_that_is_asked_for_stays)
{
    const network *n = given(a, "kinds:\n"
                                "  free: Free\n"
                                "  boxes: {label: Box, shape: box}\n"
                                "  more: {label: More, shape: box}\n"
                                "  cuts: {label: Cut, shape: cut, color: olive}\n"
                                "  round: {label: Round, shape: rounded}\n");
    expect_apart(n);
    cr_expect_eq(kind_of(n, "boxes")->shape, SHAPE_BOX);
    cr_expect_eq(kind_of(n, "more")->shape, SHAPE_BOX);
    cr_expect_eq(kind_of(n, "cuts")->shape, SHAPE_CUT);
    cr_expect_str_eq(kind_of(n, "cuts")->color, "olive");
    cr_expect_eq(kind_of(n, "round")->shape, SHAPE_ROUNDED);
    cr_expect_neq(kind_of(n, "round")->mark, MARK_NONE, "on paper it is not told from a pillar");
    cr_expect_eq(kind_of(n, "pillars")->mark, MARK_NONE, "what is built in keeps its look");
}

Test(kinds, built_in_ones_that_are_adjusted_give_way)
{
    const network *n = given(a, "kinds:\n"
                                "  countries: {shape: hexagon}\n"
                                "  organizations: {shape: box}\n"
                                "  people: {color: red}\n");
    expect_apart(n);
    cr_expect_eq(kind_of(n, "countries")->shape, SHAPE_HEXAGON);
    cr_expect_neq(kind_of(n, "countries")->mark, MARK_LEFT, "a hexagon has no left side");
    cr_expect_eq(kind_of(n, "organizations")->shape, SHAPE_BOX);
    cr_expect(kind_of(n, "people")->shape == SHAPE_STADIUM && kind_of(n, "people")->mark == MARK_NONE);
    cr_expect_eq(kind_of(n, "events")->mark, MARK_TOP);
}

/* A kind more at the end changes none before it. */
Test(kinds, looks_stay_when_kinds_are_added)
{
    const network *few = with_kinds("", 5), *many = with_kinds("", 9);
    for (int i = 0; i < 5; i++) {
        const kind *x = kind_of(few, arena_format(a, "k%d", i)), *y = kind_of(many, arena_format(a, "k%d", i));
        cr_expect(x->shape == y->shape && x->mark == y->mark && strcmp(x->color, y->color) == 0, "%s", x->id);
    }
}

Test(kinds, colours_by_other_names_are_understood)
{
    cr_expect_str_eq(color_meant("tael"), "teal");
    cr_expect_str_eq(color_meant("Blue"), "blue");
    cr_expect_str_eq(color_meant("grey"), "gray");
    cr_expect_str_eq(color_meant("orange"), "amber");
    cr_expect_null(color_meant("transparent"));
}
