/* inside F.svg F.png SCALE: whether everything in a picture stays where it belongs. F.svg tells the boxes: of a figure
   without edges and legend, text stands in nodes, in frames beside their names, and in rows from margin to margin
   (title, notes). F.png is how somebody draws it, with SCALE pixels to a point. Whatever is no background outside of
   the boxes has left its own. Exit 0, 1 where something has, 2 where one cannot be read. */
#include <cairo.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000, LINE = 1 << 16, DIFFERENT = 24 };

#define UNIT   0.1 /* points to a unit of the SVG */
#define MARGIN 14.0
#define STROKE 2.0  /* half a line, its corners, and what smoothing adds */
#define ABOVE  1.15 /* of a row of text from its baseline, in sizes: the highest scripts */
#define BELOW  0.7

typedef struct box {
    double x0, y0, x1, y1;
} box;

static box boxes[MOST], frames[MOST]; /* what may be painted; and where the ground is that of a frame */
static size_t box_count, frame_count;
static unsigned frame_colour;

static void stop(const char *what, const char *name)
{
    fprintf(stderr, "inside: %s %s\n", what, name);
    exit(2);
}

static void add(box *list, size_t *count, box b)
{
    if (*count == MOST)
        stop("there are too many boxes in", "the picture");
    list[(*count)++] = b;
}

/* The value of ` name="…"`, NULL where the element has none. */
static const char *value(const char *element, const char *name)
{
    char key[32];
    snprintf(key, sizeof key, " %s=\"", name);
    const char *at = strstr(element, key);
    return at ? at + strlen(key) : NULL;
}

static double number(const char *element, const char *name)
{
    const char *at = value(element, name);
    return at ? strtod(at, NULL) * UNIT : 0;
}

/* Around all points of an outline, by turns x and y. */
static box around(const char *at)
{
    box b = {1e9, 1e9, -1e9, -1e9};
    for (int i = 0; *at && *at != '"';) {
        char *end;
        double n = strtod(at, &end) * UNIT;
        if (end == at) {
            at++;
            continue;
        }
        at = end;
        if (i++ % 2 == 0)
            b.x0 = n < b.x0 ? n : b.x0, b.x1 = n > b.x1 ? n : b.x1;
        else
            b.y0 = n < b.y0 ? n : b.y0, b.y1 = n > b.y1 ? n : b.y1;
    }
    return b;
}

static bool shape(const char *element, box *b)
{
    if (strncmp(element, "<rect", 5) == 0) {
        double x = number(element, "x"), y = number(element, "y");
        *b = (box){x, y, x + number(element, "width"), y + number(element, "height")};
        return true;
    }
    const char *points = value(element, "points");
    if (!points && strncmp(element, "<path", 5) == 0)
        points = value(element, "d");
    if (!points)
        return false;
    *b = around(points);
    return true;
}

static void add_frame(box b, const char *element)
{
    add(frames, &frame_count, b);
    frame_colour = (unsigned)strtoul(value(element, "fill") + 1, NULL, 16);
    add(boxes, &box_count, (box){b.x0, b.y0, b.x0, b.y1});
    add(boxes, &box_count, (box){b.x1, b.y0, b.x1, b.y1});
    add(boxes, &box_count, (box){b.x0, b.y0, b.x1, b.y0});
    add(boxes, &box_count, (box){b.x0, b.y1, b.x1, b.y1});
}

static void add_row(const char *element, double x0, double x1)
{
    double y = number(element, "y"), size = number(element, "font-size");
    add(boxes, &box_count, (box){x0, y - ABOVE * size, x1, y + BELOW * size});
}

/* One element a line; what stands in a group belongs to it until the next begins. */
static void read_boxes(const char *name)
{
    static char line[LINE];
    FILE *in = fopen(name, "r");
    if (!in)
        stop("cannot read", name);
    double width = 0;
    bool node = false, frame = false, begun = false;
    box b, own = {0};
    while (fgets(line, sizeof line, in)) {
        if (strncmp(line, "<svg", 4) == 0)
            width = strtod(value(line, "width"), NULL); /* in points */
        if (strncmp(line, "<g", 2) == 0) {
            const char *class_name = value(line, "class");
            node = class_name && strncmp(class_name, "node", 4) == 0;
            frame = class_name && strncmp(class_name, "cluster", 7) == 0;
            begun = class_name && strncmp(class_name, "page", 4) == 0;
        } else if ((node || frame) && !begun && shape(line, &b)) {
            begun = true;
            own = b;
            if (node)
                add(boxes, &box_count, b);
            else
                add_frame(b, line);
        } else if (frame && strstr(line, "<text")) {
            add_row(line, own.x0, own.x1);
        } else if (!node && strstr(line, "<text")) {
            add_row(line, MARGIN, width - MARGIN);
        } else if (!node && shape(line, &b) && strstr(line, "<polyline")) {
            add(boxes, &box_count, b); /* the rule above the notes */
        }
    }
    fclose(in);
    if (!box_count)
        stop("there is no box in", name);
}

static bool within(const box *list, size_t count, double x, double y, double slack)
{
    for (size_t i = 0; i < count; i++)
        if (x >= list[i].x0 - slack && x <= list[i].x1 + slack && y >= list[i].y0 - slack && y <= list[i].y1 + slack)
            return true;
    return false;
}

static bool is_near(const unsigned char *pixel, unsigned colour)
{
    for (int c = 0; c < 3; c++)
        if (abs(pixel[c] - (int)(colour >> 8 * c & 0xff)) > DIFFERENT)
            return false;
    return true;
}

/* How many pixels are painted where nothing belongs; tells of the first. */
static size_t count_strays(const char *name, double scale)
{
    cairo_surface_t *file = cairo_image_surface_create_from_png(name);
    if (cairo_surface_status(file) != CAIRO_STATUS_SUCCESS)
        stop("cannot read", name);
    int width = cairo_image_surface_get_width(file), height = cairo_image_surface_get_height(file);
    int stride = cairo_image_surface_get_stride(file);
    const unsigned char *pixels = cairo_image_surface_get_data(file);
    size_t strays = 0, inked = 0;
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++) {
            const unsigned char *pixel = pixels + row * stride + column * 4;
            double x = (column + 0.5) / scale, y = (row + 0.5) / scale;
            if (is_near(pixel, 0xffffff) || (within(frames, frame_count, x, y, STROKE) && is_near(pixel, frame_colour)))
                continue;
            inked++;
            if (!within(boxes, box_count, x, y, STROKE) && strays++ == 0)
                printf("%s: at %.1f, %.1f pt something has left its box\n", name, x, y);
        }
    cairo_surface_destroy(file);
    if (!inked)
        stop("nothing is drawn in", name);
    return strays;
}

int main(int count, char **words)
{
    if (count != 4) {
        fputs("usage: inside F.svg F.png SCALE\n", stderr);
        return 2;
    }
    read_boxes(words[1]);
    size_t strays = count_strays(words[2], strtod(words[3], NULL));
    if (strays)
        printf("%s: %zu pixels\n", words[2], strays);
    return strays > 0;
}
