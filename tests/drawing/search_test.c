/* What comes back from children is looked at before it is believed; where no engine helps there is still a layout. */
#include "drawing/layout_child.h"
#include "drawn.h"

#include <criterion/criterion.h>
#include <stdlib.h>
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

TestSuite(search, .init = set_up, .fini = tear_down);

/* ---- lies ---- */

/* Two nodes in a frame, two lines with a label and one without, side by side. */
typedef struct given {
    const part *part;
    const sizes *const *all;
    placing at;
} given;

static given given_placing(void)
{
    const selection *s = selected(a, "groups: {g: Group}\n"
                                     "nodes: {countries: {x: {name: Xanadu, in: g}, y: {name: Ypsilon, in: g}}}\n"
                                     "edges: [{x -> y: \"\"}, {x -> y: pays}, {y -> x: sells}]\n");
    const part *p = part_of_all(a, s);
    given g = {p, all_sizes(a, s), placing_new(a, p)};
    g.at.width = 300;
    g.at.height = 200;
    g.at.groups[0] = (box){0, 0, 300, 200};
    for (size_t n = 0; n < 2; n++) {
        const node_size *size = &g.all[0]->nodes[n];
        g.at.nodes[n] = box_around((point){150, n ? 170 : 30}, size->width, size->height);
    }
    for (size_t e = 0; e < 3; e++) {
        const text_block *label = &g.all[0]->labels[e];
        g.at.labels[e] = box_around((point){150, 100}, label->width, label->height);
        g.at.edges[e] = (curve){arena_get(a, 4 * sizeof(point)), 4};
        for (int i = 0; i < 4; i++)
            g.at.edges[e].points[i] = (point){140 + 10.0 * (double)e, 40 + 40.0 * i};
    }
    return g;
}

static bool is_believed(const given *g)
{
    return placing_is_sound(g->part, g->all, 0, &g->at);
}

Test(search, a_true_placing_is_believed)
{
    given g = given_placing();
    cr_expect(is_believed(&g));
}

static const double no_places[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e6, -1e6};
enum { NO_PLACES = sizeof no_places / sizeof *no_places };

/* Every number of it, set to what no place is. */
Test(search, numbers_that_are_no_places_are_not_believed)
{
    for (int i = 0; i < NO_PLACES; i++) {
        for (size_t n = 0; n < 2 * 4; n++) {
            given g = given_placing();
            (&g.at.nodes[n / 4].x0)[n % 4] = no_places[i];
            cr_expect(!is_believed(&g), "%g as number %zu of the boxes", no_places[i], n);
        }
        for (size_t n = 0; n < 4; n++) {
            given g = given_placing();
            (&g.at.groups[0].x0)[n] = no_places[i];
            cr_expect(!is_believed(&g), "%g as number %zu of a frame", no_places[i], n);
            given h = given_placing();
            (&h.at.names[0].x0)[n] = no_places[i];
            cr_expect(!is_believed(&h), "%g as number %zu of its name", no_places[i], n);
        }
        for (size_t n = 0; n < 3 * 4; n++) {
            given g = given_placing();
            (&g.at.labels[n / 4].x0)[n % 4] = no_places[i];
            cr_expect(!is_believed(&g), "%g as number %zu of the labels", no_places[i], n);
        }
        for (size_t n = 0; n < 3 * 8; n++) {
            given g = given_placing();
            (&g.at.edges[n / 8].points->x)[n % 8] = no_places[i];
            cr_expect(!is_believed(&g), "%g as number %zu of the lines", no_places[i], n);
        }
    }
}

Test(search, a_canvas_that_is_none_is_not_believed)
{
    static const double none[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, -1};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        given wide = given_placing(), high = given_placing();
        wide.at.width = none[i];
        high.at.height = none[i];
        cr_expect(!is_believed(&wide) && !is_believed(&high), "%g", none[i]);
    }
}

Test(search, boxes_and_labels_of_other_sizes_are_not_believed)
{
    for (int i = 0; i < 4; i++) {
        given g = given_placing(), h = given_placing();
        (&g.at.nodes[1].x0)[i] += 1;
        (&h.at.labels[1].x0)[i] += 1;
        cr_expect(!is_believed(&g) && !is_believed(&h));
    }
}

Test(search, lines_that_are_missing_or_half_are_not_believed)
{
    static const size_t counts[] = {0, 1, 2, 3, 5, 6};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        given g = given_placing();
        g.at.edges[2] = (curve){arena_get(a, 7 * sizeof(point)), counts[i]};
        for (size_t k = 0; k < counts[i]; k++)
            g.at.edges[2].points[k] = (point){150, 40 + 10.0 * (double)k};
        cr_expect(!is_believed(&g), "%zu points", counts[i]);
    }
}

Test(search, ways_of_wrapping_that_there_are_not_are_not_believed)
{
    static const size_t rows[] = {6, 7, 1000, SIZE_MAX};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        given g = given_placing();
        cr_assert(rows[i] > BARE_ROW);
        g.at.label_rows[0] = rows[i];
        cr_expect(!is_believed(&g), "%zu", rows[i]);
    }
}

/* ---- through shared memory ---- */

/* Where the first line begins in the numbers: its way of wrapping and its count of points come before it. */
static size_t first_line(const part *p)
{
    return 2 + 4 * (p->node_count + p->edge_count + 2 * p->group_count);
}

Test(search, a_placing_comes_back_as_it_was)
{
    given g = given_placing();
    double *numbers = arena_get(a, placing_room(g.part) * sizeof *numbers);
    g.at.label_rows[0] = 2; /* nothing to wrap: all are the same */
    cr_assert(placing_pack(g.part, &g.at, numbers));
    const placing *back = placing_unpack(a, g.part, g.all, 0, numbers, placing_room(g.part));
    cr_assert_not_null(back);
    cr_expect(back->width == g.at.width && back->height == g.at.height);
    cr_expect_eq(memcmp(back->nodes, g.at.nodes, 2 * sizeof(box)), 0);
    cr_expect_eq(memcmp(back->groups, g.at.groups, sizeof(box)), 0);
    cr_expect_eq(memcmp(back->labels, g.at.labels, 3 * sizeof(box)), 0);
    cr_expect_eq(memcmp(back->label_rows, g.at.label_rows, 3 * sizeof(size_t)), 0);
    for (size_t e = 0; e < 3; e++) {
        cr_assert_eq(back->edges[e].count, 4);
        cr_expect_eq(memcmp(back->edges[e].points, g.at.edges[e].points, 4 * sizeof(point)), 0);
    }
}

Test(search, counts_and_rows_out_of_range_are_not_followed)
{
    static const double none[] = {NAN, INFINITY, -INFINITY, -1, 4294967296.0, 1e300, 197, 1e6};
    given g = given_placing();
    size_t room = placing_room(g.part), at = first_line(g.part);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        for (size_t what = 0; what < 2; what++) {
            double *numbers = arena_get(a, room * sizeof *numbers);
            cr_assert(placing_pack(g.part, &g.at, numbers));
            numbers[at + what] = none[i];
            cr_expect_null(placing_unpack(a, g.part, g.all, 0, numbers, room), "%g as number %zu", none[i], what);
        }
}

/* Whatever a child that went mad may write: nothing is read beyond the room (the sanitizers look), and what is believed
   is sound. */
Test(search, noise_is_not_believed)
{
    given g = given_placing();
    size_t room = placing_room(g.part);
    uint64_t state = 11;
    for (int i = 0; i < 3000; i++) {
        double *numbers = memory_get(room * sizeof *numbers);
        memset(numbers, 0, room * sizeof *numbers);
        placing_pack(g.part, &g.at, numbers);
        size_t changes = 1 + next_index(&state, 4);
        for (size_t k = 0; k < changes; k++) {
            uint64_t noise = next_number(&state);
            size_t at = next_index(&state, first_line(g.part) + 30);
            if (noise % 3)
                memcpy(&numbers[at], &noise, sizeof noise);
            else
                numbers[at] = (double)(noise % 2000) - 1000;
        }
        const placing *back = placing_unpack(a, g.part, g.all, 0, numbers, room);
        cr_assert(!back || placing_is_sound(g.part, g.all, 0, back));
        free(numbers);
    }
}

Test(search, a_line_of_too_many_points_is_told)
{
    given g = given_placing();
    double *numbers = arena_get(a, placing_room(g.part) * sizeof *numbers);
    g.at.edges[1] = (curve){arena_get(a, 1000 * sizeof(point)), 1000};
    cr_expect(!placing_pack(g.part, &g.at, numbers));
}

/* ---- several layouts in one process ---- */

enum { SEVERAL = 5 };

typedef struct batch {
    const part *part;
    const sizes *const *all;
    candidate candidates[SEVERAL];
} batch;

typedef struct answer {
    int asked;
    bool laid_out, packed;
    double numbers[];
} answer;

/* The first worker lays out the last candidate alone, the second one all of them, one after the other. */
static void lay_out(void *context, int index, int first, child_state *state, void *shared)
{
    const batch *b = context;
    answer *to = shared;
    (void)first;
    (void)state;
    arena *own = arena_new();
    for (int i = index == 0 ? SEVERAL - 1 : 0; i < SEVERAL; i++) {
        placing at = placing_new(own, b->part);
        to->asked = i;
        to->laid_out = engine_run(own, b->part, b->all[b->candidates[i].wrapping], &b->candidates[i], &at);
        if (to->laid_out && i == SEVERAL - 1)
            to->packed = placing_pack(b->part, &at, to->numbers);
    }
}

static void shuffle(size_t *order, size_t count, uint64_t *state)
{
    for (size_t i = count; i-- > 1;) {
        size_t k = next_index(state, i + 1), swap = order[i];
        order[i] = order[k];
        order[k] = swap;
    }
}

static candidate random_candidate(arena *b, const part *p, uint64_t *state)
{
    candidate c = plain_candidate(b, p, "dot", next_index(state, 2) ? DIRECTION_DOWN : DIRECTION_RIGHT,
                                  next_index(state, layout_wrapping_count));
    for (size_t e = 0; e < p->edge_count; e++)
        c.flipped[e] = next_index(state, 3) == 0;
    shuffle(c.node_order, p->node_count, state);
    return c;
}

/* The search tries many candidates in one child: what came before must not matter. */
Test(search, a_candidate_gives_the_same_first_in_a_process_and_later)
{
    enum { NETWORKS = 200 };
    int compared = 0;
    for (uint64_t seed = 1; seed <= NETWORKS; seed++) {
        arena *own = arena_new();
        uint64_t state = seed * 77;
        random_shape shape = {2 + seed % 30, 1 + next_index(&state, 50), seed % 2 ? 1 + seed % 5 : 0, true};
        const selection *s = random_network(own, seed, shape);
        const part *p = part_of_all(own, s);
        batch b = {.part = p, .all = all_sizes(own, s)};
        for (int i = 0; i < SEVERAL; i++)
            b.candidates[i] = random_candidate(own, p, &state);
        size_t bytes = sizeof(answer) + placing_room(p) * sizeof(double);
        answer *alone = child_share(bytes), *later = child_share(bytes);
        child_run(lay_out, &b, 2, 0, (child_bounds){60, (size_t)4 << 30}, (void *const[]){alone, later});
        if (later->asked == SEVERAL - 1) { /* else one of those before it was too much for the engine */
            cr_expect(alone->laid_out == later->laid_out && alone->packed == later->packed, "network %d", (int)seed);
            cr_expect_eq(memcmp(alone->numbers, later->numbers, bytes - sizeof(answer)), 0, "network %d", (int)seed);
            compared += alone->packed;
        }
        child_unshare(alone, bytes);
        child_unshare(later, bytes);
        arena_free(own);
    }
    cr_expect(compared > NETWORKS * 9 / 10, "%d were compared", compared);
}

/* ---- where no engine helps ---- */

static layout_options options_with(const char *engine)
{
    layout_options o = layout_standard();
    o.engine = engine;
    return o;
}

static const char loops_and_all[] =
    "groups: {g: Group}\n"
    "nodes:\n"
    "  countries: {a: A country, b: {name: Another country with a longer name, in: g}, c: C, d: D}\n"
    "  people: {e: {name: E, note: Somebody of whom there is a lot to be said}, f: F}\n"
    "edges: [{a -> b: supplies}, {b -> a: pays}, {c -> c: thinks of itself}, {d -> e: member}, {e -- f: knows},\n"
    "        {f -- f: \"\"}, {a -> f: opposes}]\n";

Test(search, where_there_is_no_such_engine_nodes_stand_in_rows)
{
    const selection *s = selected(a, loops_and_all);
    layout_options o = options_with("nonsense");
    diagnostics *d = diagnostics_new(a, false);
    const layout *l = layout_choose(a, s, &o, d, NULL);
    size_t count;
    const diagnostic *said = diagnostics_sorted(d, &count);
    cr_assert_eq(count, 1, "%zu messages", count);
    cr_expect_eq(said[0].rule, RULE_LAYOUT);
    expect_sound("nonsense", s, l, (promises){.frames = false});
}

Test(search, rows_are_no_wider_than_the_page)
{
    buffer b = {0};
    buffer_text(&b, "nodes:\n  countries:\n");
    for (int i = 0; i < 40; i++)
        buffer_format(&b, "    n%d: Country %d\n", i, i);
    buffer_text(&b, "edges:\n");
    for (int i = 0; i < 39; i++)
        buffer_format(&b, "  - n%d -> n%d: \"\"\n", i, i + 1);
    const selection *s = selected_from(a, &b);
    layout_options o = options_with("nonsense");
    const layout *l = laid_out(a, s, &o, true);
    expect_sound("rows", s, l, (promises){.frames = false});
    cr_expect(l->width <= o.page_width + 30, "%g", l->width);
}

Test(search, without_time_there_are_rows_too)
{
    const selection *s = selected(a, loops_and_all);
    layout_options o = layout_standard();
    o.seconds = 1e-6;
    expect_sound("no time", s, laid_out(a, s, &o, true), (promises){.frames = false});
}

Test(search, every_try_is_in_the_table)
{
    const selection *s = selected(a, "nodes: {countries: {a: A, b: B}}\nedges: [{a -> b: supplies}]\n");
    layout_options o = layout_standard();
    o.effort = EFFORT_BEST; /* a network so small is else searched once */
    diagnostics *d = diagnostics_new(a, false);
    buffer log = {0};
    layout_choose(a, s, &o, d, &log);
    cr_assert_not_null(log.data);
    cr_expect(strstr(log.data, "0.00 ") && strstr(log.data, "1.00 ") && strstr(log.data, "dot"), "%s", log.data);
    buffer_free(&log);
}
