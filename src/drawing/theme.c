#include "drawing/theme.h"

#include <math.h>
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

/* The first step on the way from one colour to another that stands out enough from the ground. */
static uint32_t standing_out(uint32_t from, uint32_t to, uint32_t ground, double least)
{
    enum { STEPS = 40 };
    for (int i = 0; i < STEPS; i++) {
        uint32_t shade = mixed(from, to, (double)i / STEPS);
        if (color_contrast(shade, ground) >= least)
            return shade;
    }
    return to;
}

/* A fill: the first tint of the page that is told from it, and none that its outline is not told from. */
static uint32_t tint(uint32_t page, uint32_t rgb, uint32_t line, double enough)
{
    enum { STEPS = 40 };
    uint32_t fill = page;
    for (int i = 0; i <= STEPS && color_contrast(fill, page) < enough; i++) {
        uint32_t shade = mixed(page, rgb, (double)i / STEPS);
        if (color_contrast(line, shade) < 3.05)
            break;
        fill = shade;
    }
    return fill;
}

static uint32_t grey_of(uint32_t rgb)
{
    uint32_t level = (uint32_t)(255 * pow(color_luminance(rgb), 1 / 2.2));
    return level << 16 | level << 8 | level;
}

/* A colour of the user's, with shades of it that can be read in each theme. */
static const color *color_made(arena *a, const char *hex)
{
    enum { WHITE = 0xffffff, DARK = 0x0d1117 };
    uint32_t rgb = color_rgb(hex);
    uint32_t line = color_darkened(rgb, WHITE, COLOR_LEAST), dark_line = standing_out(rgb, WHITE, DARK, 3.6);
    uint32_t print_line = color_darkened(grey_of(line), WHITE, 4);
    uint32_t strong = color_darkened(rgb, white_soft.light, 4.5);
    color *c = arena_new_of(a, color);
    c->name = hex;
    const char *id = hex + 1;
    c->fill = (paint){arena_format(a, "x%s-fill", id), tint(WHITE, rgb, line, 1.15),
                      tint(DARK, dark_line, dark_line, 1.25), tint(WHITE, grey_of(line), print_line, 1.08)};
    c->stroke = (paint){arena_format(a, "x%s-line", id), line, dark_line, print_line};
    c->rim = (paint){arena_format(a, "x%s-rim", id), strong, dark_line, print_line};
    c->strong = (paint){arena_format(a, "x%s-strong", id), strong, strong,
                        color_darkened(grey_of(strong), white_soft.print, 4.5)};
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

/* Told apart by the three colour-vision deficiencies too: no two are nearer than 10 (CIEDE2000; Machado, Oliveira and
   Fernandes 2009), so that some are darker than others. */
static const paint line_plain = {"line", 0x3a4556, 0xc4cdd8, 0x333333};
static const paint line_muted = {"line-muted", 0x7a8696, 0x77828f, 0x7a7a7a};
static const paint line_cooperative = {"line-with", 0x0b7a5f, 0x45c59d, 0x333333};
static const paint line_adversarial = {"line-against", 0x981515, 0xe8665f, 0x000000};
static const paint line_planned = {"line-planned", 0x2563cf, 0x4f8df0, 0x333333};
static const paint line_proposed = {"line-proposed", 0xa05a00, 0xe3b341, 0x333333};
static const paint line_disputed = {"line-disputed", 0x57207d, 0xcdaaf0, 0x333333};
static const paint line_ended = {"line-ended", 0x66707c, 0x828b96, 0x5c5c5c};

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

const paint *theme_muted(const paint *line)
{
    return line == &line_plain ? &line_muted : line;
}

dash theme_dash(status s)
{
    static const dash dashes[STATUS_COUNT] = {[STATUS_PLANNED] = {{9, 3}, 2},
                                              [STATUS_PROPOSED] = {{3.6, 2.6}, 2},
                                              [STATUS_DISPUTED] = {{7, 2.4, 1.6, 2.4}, 4},
                                              [STATUS_ENDED] = {{1.3, 2.5}, 2}};
    return dashes[s];
}

/* ---- comparisons ---- */

/* Told apart as those above are. */
static const paint change_lines[CHANGE_COUNT] = {
    [CHANGE_SAME] = {"same-line", 0x66707c, 0x828b96, 0x6a6a6a},
    [CHANGE_CAME] = {"came-line", 0x2563cf, 0x4f8df0, 0x000000},
    [CHANGE_WENT] = {"went-line", 0x981515, 0xe8665f, 0x333333},
    [CHANGE_CHANGED] = {"changed-line", 0xa05a00, 0xe3b341, 0x4a4a4a},
};

/* Plain, and of kinds that are filled solid. */
static const paint change_fills[CHANGE_COUNT][2] = {
    [CHANGE_SAME] = {{"same-fill", 0xffffff, 0x0d1117, 0xffffff}, {"same-solid", 0xe6e9ed, 0x262e38, 0xececec}},
    [CHANGE_CAME] = {{"came-fill", 0xe7f0fb, 0x12253d, 0xffffff}, {"came-solid", 0xcfe0f7, 0x1b385c, 0xe4e4e4}},
    [CHANGE_WENT] = {{"went-fill", 0xffffff, 0x0d1117, 0xffffff}, {"went-solid", 0xfbe9e7, 0x331615, 0xececec}},
    [CHANGE_CHANGED] = {{"changed-fill", 0xfdf3e2, 0x30210c, 0xffffff},
                        {"changed-solid", 0xf9e2bb, 0x4a3413, 0xe4e4e4}},
};

const paint *theme_change_line(change_type c)
{
    return &change_lines[c];
}

kind_paint theme_change_box(change_type c, mark m)
{
    bool stands_out = c == CHANGE_CAME || c == CHANGE_CHANGED;
    return (kind_paint){&change_fills[c][m == MARK_SOLID], &change_lines[c], stands_out ? &paint_ink : &paint_soft,
                        &paint_soft};
}

dash theme_dash_gone(void)
{
    return (dash){{2.2, 4.4}, 2};
}
