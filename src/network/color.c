#include "network/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const color_words[] = {
    "blue", "navy", "slate", "green", "amber", "teal", "purple", "red", "rose", "brown", "olive", "cyan", "gray",
};
const size_t color_word_count = sizeof color_words / sizeof *color_words;

const char *color_meant(const char *word)
{
    static const char *const pairs[][2] = {
        {"black", "slate"},   {"grey", "gray"},  {"silver", "gray"},    {"orange", "amber"}, {"yellow", "amber"},
        {"gold", "amber"},    {"pink", "rose"},  {"magenta", "rose"},   {"crimson", "red"},  {"violet", "purple"},
        {"indigo", "purple"}, {"lime", "green"}, {"turquoise", "teal"}, {"beige", "brown"},  {"maroon", "brown"},
        {"sky", "cyan"},      {"aqua", "cyan"},
    };
    nearest n = nearest_to(word);
    for (size_t i = 0; i < color_word_count; i++)
        nearest_try(&n, color_words[i]);
    for (size_t i = 0; !n.best && i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(pairs[i][0], word) == 0)
            n.best = pairs[i][1];
    return n.best;
}

bool color_is_hex(const char *text)
{
    return text[0] == '#' && strlen(text) == 7 && strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

uint32_t color_rgb(const char *hex)
{
    return (uint32_t)strtoul(hex + 1, NULL, 16);
}

double color_luminance(uint32_t rgb)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double color_contrast(uint32_t a, uint32_t b)
{
    double x = color_luminance(a) + 0.05, y = color_luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

/* Takes out of all channels first what they share, the white in it: a pale colour gets stronger, and not muddy. */
static uint32_t darker(uint32_t rgb, double part)
{
    uint32_t out = 0, white = 255;
    for (int shift = 16; shift >= 0; shift -= 8)
        white = (rgb >> shift & 255) < white ? rgb >> shift & 255 : white;
    for (int shift = 16; shift >= 0; shift -= 8)
        out |= (uint32_t)(((double)(rgb >> shift & 255) - white * part) * (1 - part) + 0.5) << shift;
    return out;
}

uint32_t color_darkened(uint32_t rgb, uint32_t ground, double least)
{
    enum { STEPS = 40 };
    for (int i = 0; i < STEPS; i++) {
        uint32_t shade = darker(rgb, (double)i / STEPS);
        if (color_contrast(shade, ground) >= least)
            return shade;
    }
    return 0;
}
