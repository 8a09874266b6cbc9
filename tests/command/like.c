/* --like: what was not edited stays where an older picture has it. */
#include "program.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(like, .init = folder_enter, .fini = folder_leave);

#define PACT                                                                                                           \
    "nodes:\n  countries: {a: Aland, b: Beland, c: Celand, d: Deland}\n  agreements: {pact: The Pact, fund: The "      \
    "Fund}\n"                                                                                                          \
    "edges:\n  - a, b, c -> pact: member\n  - d -> fund: pays into\n  - pact -> fund: has\n  - a -> b: talks with\n"

static const char *const pact = PACT, *const pact_and_one = PACT "  - d -> pact: applied to join\n";

/* The left top of a node's box in an SVG. */
static bool place_of(const char *svg, const char *id, double *x, double *y)
{
    char tag[40];
    snprintf(tag, sizeof tag, "data-id=\"%s\"", id);
    const char *at = strstr(svg, tag), *rect = at ? strstr(at, "<rect x=\"") : NULL;
    return rect && sscanf(rect, "<rect x=\"%lf\" y=\"%lf\"", x, y) == 2;
}

/* How far nodes stand apart in one picture and in another: the most that this differs for any pair of nodes, but for d,
   which has the line that came. */
static double difference(const char *old, const char *new)
{
    static const char *const ids[] = {"a", "b", "c", "pact", "fund"};
    enum { COUNT = sizeof ids / sizeof *ids };
    double most = 0, x0, y0, x1, y1, first_x = 0, first_y = 0;
    for (int i = 0; i < COUNT; i++) {
        cr_assert(place_of(old, ids[i], &x0, &y0) && place_of(new, ids[i], &x1, &y1), "%s", ids[i]);
        if (!i) {
            first_x = x1 - x0;
            first_y = y1 - y0;
        }
        most = fmax(most, fmax(fabs(x1 - x0 - first_x), fabs(y1 - y0 - first_y)));
    }
    return most;
}

Test(like, after_an_edit_the_rest_stays_where_it_was)
{
    file_write("old.yaml", pact);
    file_write("new.yaml", pact_and_one);
    result drawn = run("old.yaml -o old.svg"), again = run("new.yaml --like old.svg -o new.svg");
    cr_assert(drawn.code == 0 && again.code == 0, "%s%s", drawn.err, again.err);
    char *old = file_read("old.svg", NULL), *new = file_read("new.svg", NULL);
    cr_expect(difference(old, new) < 300, "%g tenths of a point", difference(old, new));
    cr_expect(strstr(new, "edge-d-pact") && !strstr(old, "edge-d-pact"));
    free(old);
    free(new);
    result_free(&drawn);
    result_free(&again);
}

Test(like, the_older_picture_may_be_the_one_that_is_written)
{
    result drawn = run("good.yaml -o good.svg"), again = run("good.yaml --like good.svg -o good.svg");
    cr_expect(drawn.code == 0 && again.code == 0 && !*again.err, "%s", again.err);
    result_free(&drawn);
    result_free(&again);
}

/* Two nodes at their places, as figures have them whose user unit is a part of a point. */
static void write_places(const char *name, int parts)
{
    static const char head[] = "<svg width=\"300pt\" height=\"200pt\" viewBox=\"0 0 %d %d\">\n",
                      node[] = "<g class=\"node countries\" data-id=\"%s\">\n"
                               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n</g>\n",
                      edge[] = "<g class=\"edge r\" data-from=\"a\" data-to=\"b\">\n"
                               "<path d=\"M%d,%dC%d,%d %d,%d %d,%d\"/>\n</g>\n</svg>\n";
    char text[1024];
    int p = parts, n = snprintf(text, sizeof text, head, 300 * p, 200 * p);
    n += snprintf(text + n, sizeof text - (size_t)n, node, "a", 20 * p, 120 * p, 50 * p, 24 * p);
    n += snprintf(text + n, sizeof text - (size_t)n, node, "b", 220 * p, 30 * p, 50 * p, 24 * p);
    snprintf(text + n, sizeof text - (size_t)n, edge, 70 * p, 132 * p, 120 * p, 132 * p, 170 * p, 42 * p, 220 * p,
             42 * p);
    file_write(name, text);
}

Test(like, the_older_picture_may_count_in_points_as_it_once_did)
{
    file_write("new.yaml", "nodes: {countries: {a: A, b: B, c: C}}\nedges: [a -> b: member, a -> c: member]\n");
    write_places("points.svg", 1);
    write_places("tenths.svg", 10);
    result points = run("new.yaml --like points.svg -o -"), tenths = run("new.yaml --like tenths.svg -o -");
    cr_assert(points.code == 0 && tenths.code == 0, "%s%s", points.err, tenths.err);
    cr_expect_str_eq(points.out, tenths.out);
    double ax, ay, bx, by;
    cr_assert(place_of(tenths.out, "a", &ax, &ay) && place_of(tenths.out, "b", &bx, &by));
    cr_expect(fabs(bx - ax - 2000) < 300 && fabs(by - ay + 900) < 300, "%g, %g", bx - ax, by - ay);
    result_free(&points);
    result_free(&tenths);
}

Test(like, what_is_no_picture_of_ours_is_an_error_and_nothing_is_written)
{
    file_write("other.svg",
               "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect x=\"1\" y=\"1\" width=\"2\" height=\"2\"/></svg>");
    result r = run("good.yaml --like other.svg -o good.svg");
    cr_expect(r.code == 1 && strstr(r.err, "‘other.svg’ holds no places of nodes"), "%d: %s", r.code, r.err);
    cr_expect(!file_exists("good.svg"));
    result_free(&r);
}

Test(like, a_picture_that_is_not_there_is_told_and_nothing_is_written)
{
    result r = run("good.yaml --like none.svg -o good.svg");
    cr_expect(r.code == 3 && strstr(r.err, "cannot read ‘none.svg’: No such file or directory"), "%d: %s", r.code,
              r.err);
    cr_expect(!file_exists("good.svg"));
    result_free(&r);
}

/* Numbers that are none, tags that do not end, a picture cut off anywhere. */
Test(like, a_damaged_picture_does_no_harm)
{
    result drawn = run("good.yaml -o whole.svg");
    cr_assert(drawn.code == 0);
    size_t length = 0;
    char *whole = file_read("whole.svg", &length);
    for (size_t cut = length / 7; cut < length; cut += length / 7) {
        char *part = strndup(whole, cut);
        for (char *at = part; (at = strstr(at, "x=\"")); at++)
            at[3] = cut % 2 ? '-' : '9';
        file_write("part.svg", part);
        result r = run("good.yaml --like part.svg -o good.svg");
        cr_expect(r.code == 0 || r.code == 1, "%d: %s", r.code, r.err);
        result_free(&r);
        free(part);
    }
    free(whole);
    result_free(&drawn);
}
