/* Lines are told apart by those who see fewer colours: the differences of their paints as such eyes have them. */
#include "drawing/theme.h"

#include <criterion/criterion.h>
#include <math.h>

typedef double triple[3];

static const double pi = 3.14159265358979323846;

/* Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
   severity 1, on linear light; the first sees all. */
static const triple visions[][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};
enum { VISIONS = sizeof visions / sizeof *visions };

static const char *const vision_names[VISIONS] = {"full sight", "protanopia", "deuteranopia", "tritanopia"};

static double in_lab(double x)
{
    return x > 216.0 / 24389 ? cbrt(x) : (24389.0 / 27 * x + 16) / 116;
}

/* CIELAB (D65) of an sRGB colour as a vision has it. */
static void lab_of(uint32_t rgb, int vision, triple lab)
{
    triple linear, seen;
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 0xff) / 255;
        linear[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++) {
        const double *row = visions[vision][i];
        seen[i] = fmax(0, fmin(1, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]));
    }
    double x = in_lab((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
    double y = in_lab(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    double z = in_lab((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

static double hue_of(double a, double b)
{
    double h = a == 0 && b == 0 ? 0 : atan2(b, a) * 180 / pi;
    return h < 0 ? h + 360 : h;
}

static double cosine(double degrees)
{
    return cos(degrees * pi / 180);
}

/* CIEDE2000 (Sharma, Wu and Dalal, 2005). */
static double difference(const triple p, const triple q)
{
    double mean = (sqrt(p[1] * p[1] + p[2] * p[2]) + sqrt(q[1] * q[1] + q[2] * q[2])) / 2;
    double g = 1.5 - 0.5 * sqrt(pow(mean, 7) / (pow(mean, 7) + pow(25, 7)));
    double c1 = sqrt(g * g * p[1] * p[1] + p[2] * p[2]), c2 = sqrt(g * g * q[1] * q[1] + q[2] * q[2]);
    double h1 = hue_of(g * p[1], p[2]), h2 = hue_of(g * q[1], q[2]), apart = h2 - h1;
    if (c1 * c2 == 0)
        apart = 0;
    else if (fabs(apart) > 180)
        apart += apart > 0 ? -360 : 360;
    double hue = c1 * c2 == 0 ? h1 + h2 : h1 + apart / 2;
    double l = (p[0] + q[0]) / 2, c = (c1 + c2) / 2;
    double t =
        1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6) - 0.20 * cosine(4 * hue - 63);
    double lightness = (q[0] - p[0]) / (1 + 0.015 * (l - 50) * (l - 50) / sqrt(20 + (l - 50) * (l - 50)));
    double chroma = (c2 - c1) / (1 + 0.045 * c);
    double shift = 2 * sqrt(c1 * c2) * sin(apart / 2 * pi / 180) / (1 + 0.015 * c * t);
    double turned = fmod(hue + 360, 360) - 275;
    double turn =
        -2 * sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7))) * sin(60 * exp(-(turned / 25) * (turned / 25)) * pi / 180);
    return sqrt(lightness * lightness + chroma * chroma + shift * shift + turn * chroma * shift);
}

/* The first, the 7th and the 17th pair of the paper's table of test data. */
Test(vision, differences_are_those_of_the_paper)
{
    static const struct {
        triple p, q;
        double difference;
    } pairs[] = {
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        cr_expect(fabs(difference(pairs[i].p, pairs[i].q) - pairs[i].difference) < 0.0001, "%zu: %g", i,
                  difference(pairs[i].p, pairs[i].q));
}

static const paint *line_of(size_t i)
{
    return theme_line((tone)(i / STATUS_COUNT), (status)(i % STATUS_COUNT));
}

static void expect_apart(const paint *x, const paint *y)
{
    const double least = 10;
    static const theme themes[] = {THEME_LIGHT, THEME_DARK};
    for (int t = 0; t < 2; t++)
        for (int v = 0; v < VISIONS && x != y; v++) {
            triple p, q;
            lab_of(paint_value(x, themes[t]), v, p);
            lab_of(paint_value(y, themes[t]), v, q);
            cr_expect(difference(p, q) >= least, "%s and %s, %s, %s: %.1f", x->name, y->name, theme_words[themes[t]],
                      vision_names[v], difference(p, q));
        }
}

Test(vision, no_two_lines_look_alike_to_anybody)
{
    enum { LINES = TONE_COUNT * STATUS_COUNT };
    for (size_t i = 0; i < LINES; i++)
        for (size_t k = 0; k < i; k++)
            expect_apart(line_of(i), line_of(k));
}

Test(vision, no_two_changes_look_alike_to_anybody)
{
    for (int i = CHANGE_SAME; i < CHANGE_COUNT; i++)
        for (int k = CHANGE_SAME; k < i; k++)
            expect_apart(theme_change_line((change_type)i), theme_change_line((change_type)k));
}
