/* Image maps: areas where things are drawn, called what they are called. */
#include "svg_parts.h"

#include "entente.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A picture in three formats, at 144 dpi: two pixels to a point. */
typedef struct picture {
    entente *run;
    const xml *map, *svg;
    const unsigned char *png;
} picture;

static picture picture_of(arena *a, const char *file, bool from_text)
{
    picture p;
    const char *bytes, *wrong;
    size_t length;
    entente_options o = entente_standard();
    o.effort = "fast";
    o.dpi = 144;
    p.run = entente_new(&o);
    cr_assert(from_text ? entente_read_bytes(p.run, "given.yaml", file, strlen(file)) : entente_read(p.run, file));
    cr_assert(entente_draw(p.run, "svg", &bytes, &length));
    p.svg = xml_read(a, bytes, length, &wrong);
    cr_assert(entente_draw(p.run, "png", &bytes, &length));
    p.png = (const unsigned char *)bytes;
    cr_assert(entente_draw(p.run, "cmapx", &bytes, &length));
    p.map = xml_read(a, bytes, length, &wrong);
    cr_assert(p.map, "%s: %s", file, wrong);
    return p;
}

static long number_at(const unsigned char *bytes)
{
    return (long)bytes[0] << 24 | (long)bytes[1] << 16 | (long)bytes[2] << 8 | (long)bytes[3];
}

enum { MOST_CORNERS = 500 };

typedef struct area {
    long at[MOST_CORNERS][2];
    size_t count;
} area;

static area area_of(const xml *x)
{
    area all = {0};
    const char *text = xml_value(x, "coords");
    for (size_t i = 0; *text && i < 2 * MOST_CORNERS; i++) {
        all.at[i / 2][i % 2] = strtol(text, (char **)&text, 10);
        all.count += i % 2;
        text += *text == ',';
    }
    return all;
}

static bool holds(const xml *x, double px, double py)
{
    area all = area_of(x);
    bool in = false;
    if (strcmp(xml_value(x, "shape"), "rect") == 0)
        return px >= all.at[0][0] && px <= all.at[1][0] && py >= all.at[0][1] && py <= all.at[1][1];
    for (size_t i = 0, k = all.count - 1; i < all.count; k = i++) {
        const long *p = all.at[i], *q = all.at[k];
        if ((p[1] > py) != (q[1] > py) && px < (double)(q[0] - p[0]) * (py - p[1]) / (double)(q[1] - p[1]) + p[0])
            in = !in;
    }
    return in;
}

/* The area that a browser takes: the first that holds the point. */
static const xml *hit(const picture *p, double x, double y)
{
    for (size_t i = 0; i < p->map->children.count; i++)
        if (xml_is(p->map->children.items[i], "area") && holds(p->map->children.items[i], x, y))
            return p->map->children.items[i];
    return NULL;
}

static const xml *child(const xml *x, const char *name)
{
    for (size_t i = 0; i < x->children.count; i++)
        if (xml_is(x->children.items[i], name))
            return x->children.items[i];
    return NULL;
}

enum { UNITS = 10 }; /* of the SVG, to a point */

static double length_of(const xml *x, const char *name)
{
    return strtod(xml_value(x, name), NULL) / UNITS;
}

/* The middle of a node's shape or of an edge's label, in points; false where there is none. */
static bool middle_of(const xml *g, double *x, double *y)
{
    const xml *inside = child(g, "a") ? child(g, "a") : g, *rect = child(inside, "rect"), *text = child(inside, "text");
    const char *d = child(inside, "path") ? xml_value(child(inside, "path"), "d") : NULL;
    if (xml_has_class(g, "node") && rect) {
        *x = length_of(rect, "x") + length_of(rect, "width") / 2;
        *y = length_of(rect, "y") + length_of(rect, "height") / 2;
        return true;
    }
    if (xml_has_class(g, "edge") && text && strcmp(xml_value(text, "text-anchor"), "middle") == 0) {
        *x = length_of(text, "x");
        *y = length_of(text, "y") - 2;
        return true;
    }
    if (xml_has_class(g, "edge") && d) { /* the end of its first Bézier */
        double all[8] = {0};
        for (size_t i = 0; i < 8 && *d; d++)
            if ((*d >= '0' && *d <= '9') || *d == '-')
                all[i++] = strtod(d, (char **)&d) / UNITS;
        *x = (all[0] + 3 * all[2] + 3 * all[4] + all[6]) / 8;
        *y = (all[1] + 3 * all[3] + 3 * all[5] + all[7]) / 8;
        return true;
    }
    return false;
}

static void expect_areas(arena *a, const char *name, const picture *p)
{
    xml_list all = xml_elements(a, p->svg);
    size_t nodes = 0;
    for (size_t i = 0; i < all.count; i++) {
        const xml *g = all.items[i];
        double x, y;
        bool node = xml_has_class(g, "node");
        if (!xml_is(g, "g") || (!node && !xml_has_class(g, "edge")) || !middle_of(g, &x, &y))
            continue;
        nodes += node;
        const xml *it = hit(p, x * 2, y * 2);
        const char *title = xml_words(a, child(g, "title"));
        if (!node && it && *xml_value(it, "data-id"))
            continue; /* an edge that runs behind a node */
        cr_assert(it, "%s: nothing is at %s", name, title);
        if (node) {
            cr_expect_str_eq(xml_value(it, "title"), title, "%s", name);
            cr_expect_str_eq(xml_value(it, "data-id"), xml_value(g, "data-id"), "%s", name);
            cr_expect_str_eq(xml_value(it, "href"), child(g, "a") ? xml_value(child(g, "a"), "href") : "", "%s", name);
        }
    }
    cr_expect(nodes > 0, "%s", name);
}

Test(cmapx, every_node_is_hit_where_it_is_drawn)
{
    static const char *const names[] = {
        "input/aukus.yaml", "tests/good/boxes-of-every-kind-shape-and-emphasis/case.yaml",
        "tests/good/groups-that-nest/case.yaml", "tests/good/texts-that-are-signs-of-markdown/case.yaml",
        "tests/good/links-that-may-be-followed/case.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        arena *a = arena_new();
        picture p = picture_of(a, arena_format(a, SOURCE_DIR "/%s", names[i]), false);
        expect_areas(a, names[i], &p);
        entente_free(p.run);
        arena_free(a);
    }
}

static const char given[] = "title: A map\n"
                            "groups: {g: A \"group\"}\n"
                            "nodes:\n"
                            "  countries: {a: {name: A & B, in: g, url: 'https://example.org/?a=1&b=2'}, b: B}\n"
                            "  people: {p: P <i>}\n"
                            "edges:\n"
                            "  - a -> b: {label: knows, url: 'https://example.org/\"x\"'}\n"
                            "  - b -> p: leads\n";

Test(cmapx, areas_stand_in_the_pixels_of_the_png)
{
    arena *a = arena_new();
    picture p = picture_of(a, given, true);
    long width = number_at(p.png + 16), height = number_at(p.png + 20), count = 0;
    cr_expect_eq(width, 2 * strtol(xml_value(p.svg, "width"), NULL, 10));
    for (size_t i = 0; i < p.map->children.count; i++) {
        const xml *x = p.map->children.items[i];
        if (!xml_is(x, "area"))
            continue;
        area all = area_of(x);
        count++;
        cr_expect(all.count >= 2 && (strcmp(xml_value(x, "shape"), "rect") != 0 || all.count == 2));
        for (size_t k = 0; k < all.count; k++)
            cr_expect(all.at[k][0] >= 0 && all.at[k][0] <= width && all.at[k][1] >= 0 && all.at[k][1] <= height);
        cr_expect_str_eq(xml_value(x, "title"), xml_value(x, "alt"));
    }
    cr_expect(count >= 3 + 2 + 1, "%ld areas", count);
    entente_free(p.run);
    arena_free(a);
}

/* What tools read with regular expressions: the map in the first line, each area in one, quoted like this. */
Test(cmapx, each_line_is_an_area)
{
    const char *bytes;
    size_t length;
    entente_options o = entente_standard();
    o.id_prefix = "figure";
    entente *run = entente_new(&o);
    cr_assert(entente_read_bytes(run, "given.yaml", given, strlen(given)) &&
              entente_draw(run, "cmapx", &bytes, &length));
    cr_expect(strncmp(bytes, "<map id=\"figure-map\" name=\"figure-map\">\n", 40) == 0, "%s", bytes);
    cr_expect(strcmp(bytes + length - 8, "/>\n</map>\n" + 2) == 0, "%s", bytes);
    cr_expect(strstr(bytes, " href=\"https://example.org/?a=1&amp;b=2\" target=\"_top\" title=\"A &amp; B, Country\""),
              "%s", bytes);
    cr_expect(strstr(bytes, " title=\"P &lt;i&gt;, Person\""), "%s", bytes);
    cr_expect(strstr(bytes, " title=\"A knows B\"") || strstr(bytes, " title=\"A &amp; B knows B\""), "%s", bytes);
    cr_expect(strstr(bytes, "title=\"A &quot;group&quot;, group\""), "%s", bytes);
    for (const char *line = strchr(bytes, '\n') + 1, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        cr_expect(strncmp(line, "<area shape=\"", 13) == 0 || strncmp(line, "</map>", 6) == 0, "%s", line);
    }
    entente_free(run);
}
