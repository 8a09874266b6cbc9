#include "drawing/theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const theme_words[THEME_COUNT] = {"auto", "light", "dark", "print"};

uint32_t paint_value(const paint *p, theme t)
{
    return t == THEME_DARK ? p->dark : t == THEME_PRINT ? p->print : p->light;
}

/*                           name         light     dark      print */
const paint paint_page = {"page", 0xffffff, 0x0d1117, 0xffffff};
const paint paint_ink = {"ink", 0x16202e, 0xe8edf4, 0x000000};
const paint paint_soft = {"soft", 0x4f5b6b, 0xa9b4c2, 0x404040};
const paint paint_rule = {"rule", 0xc9d0d9, 0x3a4452, 0xb0b0b0};
const paint paint_group = {"group", 0xf4f6f9, 0x151b24, 0xf6f6f6};
const paint paint_group_line = {"group-line", 0x7c899a, 0x6b788a, 0x808080};
/* Icons bring colours of their own, made for paper: so they stand on paper in the dark too. */
const paint paint_plate = {"plate", 0xffffff, 0xffffff, 0xffffff};
const paint paint_plate_line = {"plate-line", 0xc9d0d9, 0x8b97a6, 0xb0b0b0};

static const paint white = {"reversed", 0xffffff, 0xffffff, 0xffffff};
static const paint white_soft = {"reversed-soft", 0xdbe5f1, 0xdbe5f1, 0xf0f0f0};

/* A named colour: a pale fill, a line of at least 3:1 on fill and page, and a strong fill for reversed text (4.5:1). */
typedef struct color {
    const char *name;
    paint fill, stroke, strong, rim; /* the rim is the outline of what is filled strong */
} color;

#define COLOR(name, fill, line, strong, dark_fill, dark_line, dark_strong, print_fill, print_line)                     \
    {                                                                                                                  \
        name, {name "-fill", fill, dark_fill, print_fill}, {name "-line", line, dark_line, print_line},                \
            {name "-strong", strong, dark_strong, 0x333333},                                                           \
        {                                                                                                              \
            name "-rim", strong, dark_line, 0x333333                                                                   \
        }                                                                                                              \
    }

static const color colors[] = {
    COLOR("blue", 0xe7f0fb, 0x2f6fb7, 0x1d5495, 0x12253d, 0x6ea8ea, 0x2a5f9e, 0xffffff, 0x333333),
    COLOR("navy", 0xdde5f0, 0x1f3a5f, 0x1f3a5f, 0x1a2a42, 0x8aa9d6, 0x35588a, 0xe4e4e4, 0x222222),
    COLOR("slate", 0xe6eaf0, 0x56657a, 0x45546a, 0x1e2733, 0x93a2b7, 0x55647a, 0xeeeeee, 0x444444),
    COLOR("green", 0xe4f4e9, 0x2a7a4b, 0x226740, 0x10291b, 0x5fc28a, 0x27704a, 0xf4f4f4, 0x3c3c3c),
    COLOR("amber", 0xfdf0dd, 0xa45f0c, 0x8a4e07, 0x30210c, 0xe0a14e, 0x8a5714, 0xfafafa, 0x383838),
    COLOR("teal", 0xdff3f3, 0x14767c, 0x0f636a, 0x0d292b, 0x4fbfc6, 0x176d74, 0xffffff, 0x404040),
    COLOR("purple", 0xf1e9fa, 0x7343a8, 0x60358f, 0x251936, 0xb790e6, 0x6c43a0, 0xf0f0f0, 0x303030),
    COLOR("red", 0xfce8e6, 0xb3261e, 0x9b1f18, 0x351513, 0xf0817a, 0xa5322b, 0xf2f2f2, 0x2c2c2c),
    COLOR("rose", 0xfce7f0, 0xb02a6b, 0x96205a, 0x331322, 0xee83b2, 0x9c2d63, 0xf6f6f6, 0x343434),
    COLOR("brown", 0xf3ebe4, 0x7d5233, 0x6b4428, 0x2a1e15, 0xc79a76, 0x7a5336, 0xececec, 0x363636),
    COLOR("olive", 0xf0f2dc, 0x66701a, 0x565f12, 0x23260c, 0xb3bd56, 0x626b1c, 0xf8f8f8, 0x3a3a3a),
    COLOR("cyan", 0xe0f2fb, 0x11719c, 0x0c5f85, 0x0b2735, 0x57b9e6, 0x166a92, 0xfcfcfc, 0x3e3e3e),
    COLOR("gray", 0xeeeeee, 0x666666, 0x505050, 0x222428, 0x9a9da3, 0x5a5d63, 0xf4f4f4, 0x4c4c4c),
};

static const color *color_named(const char *name)
{
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (strcmp(colors[i].name, name) == 0)
            return &colors[i];
    return NULL;
}

/* Relative luminance as WCAG 2.1 defines it. */
static double luminance(uint32_t rgb)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

/* `part` of b in a, channel by channel. */
static uint32_t mixed(uint32_t a, uint32_t b, double part)
{
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        double x = (double)(a >> shift & 255), y = (double)(b >> shift & 255);
        out |= (uint32_t)(x + (y - x) * part + 0.5) << shift;
    }
    return out;
}

/* The colour itself, or its first shade towards `end` that stands out enough from the ground. */
static uint32_t standing_out(uint32_t rgb, uint32_t ground, uint32_t end, double least)
{
    for (int i = 0; i < 20; i++) {
        uint32_t shade = mixed(rgb, end, i / 20.0);
        if (contrast(shade, ground) >= least)
            return shade;
    }
    return end;
}

static uint32_t grey_of(uint32_t rgb)
{
    uint32_t level = (uint32_t)(255 * pow(luminance(rgb), 1 / 2.2));
    return level << 16 | level << 8 | level;
}

/* A colour of the user's, with shades of it that can be read in each theme. */
static const color *color_made(arena *a, const char *hex)
{
    uint32_t rgb = (uint32_t)strtoul(hex + 1, NULL, 16);
    uint32_t line = standing_out(rgb, 0xffffff, 0x000000, 3.7), dark_line = standing_out(rgb, 0x0d1117, 0xffffff, 3.6);
    uint32_t strong = standing_out(rgb, white_soft.light, 0x000000, 4.5), strong_grey = grey_of(strong);
    color *c = arena_new_of(a, color);
    c->name = hex;
    const char *id = hex + 1;
    c->fill = (paint){arena_format(a, "x%s-fill", id), mixed(0xffffff, line, 0.12), mixed(0x0d1117, dark_line, 0.18),
                      mixed(0xffffff, grey_of(line), 0.08)};
    c->stroke = (paint){arena_format(a, "x%s-line", id), line, dark_line, standing_out(grey_of(line), 0xffffff, 0, 4)};
    c->rim = (paint){arena_format(a, "x%s-rim", id), strong, dark_line, c->stroke.print};
    c->strong =
        (paint){arena_format(a, "x%s-strong", id), strong, strong, standing_out(strong_grey, white_soft.print, 0, 4.5)};
    return c;
}

kind_paint theme_kind(arena *a, const kind *k)
{
    const color *c = k->color[0] == '#' ? color_made(a, k->color) : color_named(k->color);
    if (!c)
        c = color_named("gray");
    if (k->mark == MARK_SOLID)
        return (kind_paint){&c->strong, &c->rim, &white, &white_soft};
    return (kind_paint){&c->fill, &c->stroke, &paint_ink, &paint_soft};
}

static const paint line_plain = {"line", 0x4a5568, 0xaab6c5, 0x333333};
static const paint line_cooperative = {"line-with", 0x146b5e, 0x58c4b0, 0x333333};
static const paint line_adversarial = {"line-against", 0xb3261e, 0xf0817a, 0x000000};
static const paint line_planned = {"line-planned", 0x2a62a8, 0x79b0ee, 0x333333};
static const paint line_proposed = {"line-proposed", 0x96500c, 0xe3a557, 0x333333};
static const paint line_disputed = {"line-disputed", 0x7343a8, 0xbd9aea, 0x333333};
static const paint line_ended = {"line-ended", 0x616a75, 0x96a0ac, 0x5c5c5c};

/* What is against somebody shows first, then the status of what is not simply in force, then friendship. */
static const paint *const lines[TONE_COUNT][STATUS_COUNT] = {
    [TONE_NEUTRAL] = {&line_plain, &line_planned, &line_proposed, &line_disputed, &line_ended},
    [TONE_COOPERATIVE] = {&line_cooperative, &line_planned, &line_proposed, &line_disputed, &line_ended},
    [TONE_ADVERSARIAL] = {&line_adversarial, &line_adversarial, &line_adversarial, &line_adversarial, &line_ended},
};

const paint *theme_line(tone t, status s)
{
    return lines[t][s];
}

const char *theme_dash(status s)
{
    static const char *const dashes[STATUS_COUNT] = {[STATUS_ACTIVE] = "",
                                                     [STATUS_PLANNED] = "9 3",
                                                     [STATUS_PROPOSED] = "4.5 3",
                                                     [STATUS_DISPUTED] = "7 2.5 1.5 2.5",
                                                     [STATUS_ENDED] = "1.4 2.6"};
    return dashes[s];
}
