/* alike A.png B.png: whether two pictures look alike. They have one size, and no patch of 8 x 8 pixels differs by more
   than a tenth in its mean colour: another version of a font passes, a missing word does not. Exit 0, 1, or 2 where one
   cannot be read. */
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>

enum { PATCH = 8, CHANNELS = 4, MOST = 255 / 10 };

typedef struct picture {
    const unsigned char *pixels;
    int width, height, stride;
} picture;

static picture picture_read(const char *name)
{
    cairo_surface_t *file = cairo_image_surface_create_from_png(name);
    if (cairo_surface_status(file) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "alike: cannot read %s\n", name);
        exit(2);
    }
    int width = cairo_image_surface_get_width(file), height = cairo_image_surface_get_height(file);
    /* Copied, so that all have the same format, on the white of a page. */
    cairo_surface_t *copy = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *pen = cairo_create(copy);
    cairo_set_source_rgb(pen, 1, 1, 1);
    cairo_paint(pen);
    cairo_set_source_surface(pen, file, 0, 0);
    cairo_paint(pen);
    cairo_destroy(pen);
    cairo_surface_destroy(file);
    cairo_surface_flush(copy);
    return (picture){cairo_image_surface_get_data(copy), width, height, cairo_image_surface_get_stride(copy)};
}

/* Mean of a channel over the patch at x, y. */
static int mean(const picture *p, int x, int y, int channel)
{
    int sum = 0, count = 0;
    for (int row = y; row < y + PATCH && row < p->height; row++) {
        for (int column = x; column < x + PATCH && column < p->width; column++) {
            sum += p->pixels[row * p->stride + column * CHANNELS + channel];
            count++;
        }
    }
    return sum / count;
}

int main(int count, char **words)
{
    if (count != 3) {
        fputs("usage: alike A.png B.png\n", stderr);
        return 2;
    }
    picture a = picture_read(words[1]), b = picture_read(words[2]);
    if (a.width != b.width || a.height != b.height) {
        printf("%d x %d pixels, and %d x %d\n", a.width, a.height, b.width, b.height);
        return 1;
    }
    for (int y = 0; y < a.height; y += PATCH) {
        for (int x = 0; x < a.width; x += PATCH) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                if (abs(mean(&a, x, y, channel) - mean(&b, x, y, channel)) > MOST) {
                    printf("they differ near pixel %d, %d\n", x, y);
                    return 1;
                }
            }
        }
    }
    return 0;
}
