/* Colours: everything can be read in every theme (WCAG 2.1), whatever colour a kind is given. */
#include "drawing/theme.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const theme themes[] = {THEME_LIGHT, THEME_DARK, THEME_PRINT};
enum { THEMES = sizeof themes / sizeof *themes };

/* What a figure stands on: paper, and a common dark page. */
static const uint32_t grounds[THEMES] = {0xffffff, 0x0d1117, 0xffffff};

/* Of text, and of lines and shapes that mean something. */
#define TEXT  4.5
#define SHAPE 3.0

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(theme, .init = set_up, .fini = tear_down);

/* The formulas of WCAG 2.1, "relative luminance" and "contrast ratio", written a second time. */
static double luminance(uint32_t rgb)
{
    double parts[3];
    for (int i = 0; i < 3; i++) {
        double c = (double)((rgb >> (16 - 8 * i)) & 0xff) / 255.0;
        parts[i] = c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

static double contrast(uint32_t x, uint32_t y)
{
    double lighter = fmax(luminance(x), luminance(y)), darker = fmin(luminance(x), luminance(y));
    return (lighter + 0.05) / (darker + 0.05);
}

static void expect_contrast(const char *what, const paint *p, int t, uint32_t ground, double least)
{
    uint32_t value = paint_value(p, themes[t]);
    cr_expect(contrast(value, ground) >= least, "%s, %s: #%06x on #%06x has %.2f, not %.1f", what,
              theme_words[themes[t]], (unsigned)value, (unsigned)ground, contrast(value, ground), least);
}

static void expect_readable(const char *what, const kind *k)
{
    kind_paint p = theme_kind(a, k);
    for (int t = 0; t < THEMES; t++) {
        uint32_t fill = paint_value(p.fill, themes[t]);
        expect_contrast(arena_format(a, "text on %s", what), p.text, t, fill, TEXT);
        expect_contrast(arena_format(a, "note on %s", what), p.note, t, fill, TEXT);
        expect_contrast(arena_format(a, "outline of %s", what), p.stroke, t, grounds[t], SHAPE);
        expect_contrast(arena_format(a, "outline of %s on a frame", what), p.stroke, t,
                        paint_value(&paint_group, themes[t]), SHAPE);
        if (k->mark != MARK_SOLID)
            expect_contrast(arena_format(a, "outline of %s on its fill", what), p.stroke, t, fill, SHAPE);
    }
}

Test(theme, contrast_is_that_of_the_standard)
{
    cr_expect(fabs(contrast(0x000000, 0xffffff) - 21) < 1e-9);
    cr_expect(fabs(contrast(0x777777, 0xffffff) - 4.48) < 0.005);
    cr_expect(fabs(contrast(0xff0000, 0xffffff) - 4.00) < 0.005);
}

Test(theme, the_dark_page_is_the_common_one)
{
    for (int t = 0; t < THEMES; t++)
        cr_expect_eq(paint_value(&paint_page, themes[t]), grounds[t]);
    cr_expect_eq(paint_value(&paint_page, THEME_AUTO), grounds[0], "what is not repainted is light");
}

Test(theme, named_colours_can_be_read)
{
    for (size_t i = 0; i < color_word_count; i++)
        for (mark m = MARK_NONE; m < MARK_COUNT; m++)
            expect_readable(arena_format(a, "%s%s", color_words[i], m == MARK_SOLID ? ", solid" : ""),
                            &(kind){.color = color_words[i], .mark = m});
}

Test(theme, every_named_colour_is_in_the_theme_under_its_name)
{
    for (size_t i = 0; i < color_word_count; i++) {
        kind_paint p = theme_kind(a, &(kind){.color = color_words[i]});
        cr_expect_str_eq(p.fill->name, arena_format(a, "%s-fill", color_words[i]));
        cr_expect_str_eq(p.stroke->name, arena_format(a, "%s-line", color_words[i]));
    }
    for (size_t i = 0; i < builtin_kind_count; i++)
        cr_expect(word_index(color_words, (int)color_word_count, builtin_kinds[i].color) >= 0, "%s",
                  builtin_kinds[i].color);
}

Test(theme, no_two_named_colours_are_the_same)
{
    for (size_t i = 0; i < color_word_count; i++)
        for (size_t k = 0; k < i; k++) {
            kind_paint x = theme_kind(a, &(kind){.color = color_words[i]});
            kind_paint y = theme_kind(a, &(kind){.color = color_words[k]});
            cr_expect(x.fill != y.fill && x.fill->light != y.fill->light && x.stroke->light != y.stroke->light,
                      "%s and %s", color_words[i], color_words[k]);
        }
}

/* The whole cube of colours, and the corners of its channels. */
Test(theme, colours_of_the_user_are_made_readable)
{
    enum { STEPS = 8 };
    for (int r = 0; r <= STEPS; r++)
        for (int g = 0; g <= STEPS; g++)
            for (int b = 0; b <= STEPS; b++) {
                char hex[8];
                snprintf(hex, sizeof hex, "#%02x%02x%02x", r * 255 / STEPS, g * 255 / STEPS, b * 255 / STEPS);
                expect_readable(hex, &(kind){.color = hex});
                expect_readable(hex, &(kind){.color = hex, .mark = MARK_SOLID});
            }
}

Test(theme, a_colour_of_the_user_that_can_be_read_stays)
{
    cr_expect_eq(theme_kind(a, &(kind){.color = "#1d5495"}).stroke->light, 0x1d5495);
    cr_expect_eq(theme_kind(a, &(kind){.color = "#1D5495", .mark = MARK_SOLID}).fill->light, 0x1d5495);
}

/* Lines are coloured like the labels at them, and run over the page and over frames. */
Test(theme, lines_and_their_labels_can_be_read)
{
    for (int tone = 0; tone < TONE_COUNT; tone++)
        for (int s = 0; s < STATUS_COUNT; s++)
            for (int t = 0; t < THEMES; t++) {
                const char *what = arena_format(a, "%s, %s", tone_words[tone], status_words[s]);
                const paint *line = theme_line((enum tone)tone, (status)s);
                expect_contrast(what, line, t, grounds[t], TEXT);
                expect_contrast(what, line, t, paint_value(&paint_group, themes[t]), TEXT);
                expect_contrast(arena_format(a, "%s, muted", what), theme_muted(line), t, grounds[t], SHAPE);
                expect_contrast(arena_format(a, "%s, muted", what), theme_muted(line), t,
                                paint_value(&paint_group, themes[t]), SHAPE);
            }
}

Test(theme, comparisons_can_be_read)
{
    for (int c = CHANGE_SAME; c < CHANGE_COUNT; c++)
        for (int t = 0; t < THEMES; t++) {
            const paint *line = theme_change_line((change_type)c);
            expect_contrast(change_words[c], line, t, grounds[t], TEXT);
            expect_contrast(change_words[c], line, t, paint_value(&paint_group, themes[t]), TEXT);
            for (mark m = MARK_NONE; m < MARK_COUNT; m++) {
                kind_paint p = theme_change_box((change_type)c, m);
                uint32_t fill = paint_value(p.fill, themes[t]);
                expect_contrast(change_words[c], p.text, t, fill, TEXT);
                expect_contrast(change_words[c], p.note, t, fill, TEXT);
                expect_contrast(change_words[c], p.stroke, t, fill, SHAPE);
            }
        }
}

/* The sample of what went is a dash that no status has. */
Test(theme, what_went_is_dashed_as_no_status_is)
{
    dash gone = theme_dash_gone();
    cr_expect(gone.count > 0);
    for (int s = 0; s < STATUS_COUNT; s++) {
        dash d = theme_dash((status)s);
        cr_expect(!d.count || d.lengths[1] / d.lengths[0] != gone.lengths[1] / gone.lengths[0]);
    }
}

Test(theme, muted_lines_are_softer)
{
    const paint *line = theme_line(TONE_NEUTRAL, STATUS_ACTIVE);
    for (int t = 0; t < THEMES; t++)
        cr_expect(contrast(paint_value(theme_muted(line), themes[t]), grounds[t]) <
                  contrast(paint_value(line, themes[t]), grounds[t]) / 1.5);
}

/* Pale colours that the user gives stay in the fill, where they can be. */
Test(theme, a_pale_colour_of_the_user_fills_its_boxes)
{
    kind_paint p = theme_kind(a, &(kind){.color = "#ffffaa"});
    cr_expect_eq(p.fill->light, 0xffffaa);
    uint32_t line = p.stroke->light;
    cr_expect((line >> 16) == (line >> 8 & 0xff) && (line & 0xff) < (line >> 16), "still yellow: #%06x",
              (unsigned)line);
}

Test(theme, words_and_frames_can_be_read)
{
    for (int t = 0; t < THEMES; t++) {
        uint32_t frame = paint_value(&paint_group, themes[t]);
        expect_contrast("title", &paint_ink, t, grounds[t], TEXT);
        expect_contrast("subtitle, legend and notes", &paint_soft, t, grounds[t], TEXT);
        expect_contrast("name of a frame", &paint_soft, t, frame, TEXT);
        expect_contrast("line of a frame", &paint_group_line, t, grounds[t], SHAPE);
        expect_contrast("line of a frame inside", &paint_group_line, t, frame, SHAPE);
    }
}

static bool is_grey(uint32_t rgb)
{
    return (rgb & 0xff) == ((rgb >> 8) & 0xff) && (rgb & 0xff) == rgb >> 16;
}

Test(theme, print_is_grey)
{
    for (size_t i = 0; i < color_word_count; i++)
        for (mark m = MARK_NONE; m < MARK_COUNT; m++) {
            kind_paint p = theme_kind(a, &(kind){.color = color_words[i], .mark = m});
            cr_expect(is_grey(p.fill->print) && is_grey(p.stroke->print) && is_grey(p.text->print) &&
                          is_grey(p.note->print),
                      "%s", color_words[i]);
        }
    kind_paint p = theme_kind(a, &(kind){.color = "#d03a7c"});
    cr_expect(is_grey(p.fill->print) && is_grey(p.stroke->print));
    for (int tone = 0; tone < TONE_COUNT; tone++)
        for (int s = 0; s < STATUS_COUNT; s++)
            cr_expect(is_grey(theme_line((enum tone)tone, (status)s)->print));
}

Test(theme, every_status_has_its_dash)
{
    cr_expect_eq(theme_dash(STATUS_ACTIVE).count, 0, "what is in force is drawn solid");
    for (int s = 0; s < STATUS_COUNT; s++)
        for (int k = 0; k < s; k++) {
            dash x = theme_dash((status)s), y = theme_dash((status)k);
            double longer = fmax(x.lengths[0], y.lengths[0]), shorter = fmin(x.lengths[0], y.lengths[0]);
            cr_expect(x.count != y.count || longer > 2 * shorter, "%s and %s", status_words[s], status_words[k]);
        }
}

/* Names become names of classes: letters, digits and hyphens, and each stands for one paint. */
Test(theme, names_are_names_of_classes)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEF0123456789-";
    map *known = map_new(a);
    for (size_t i = 0; i <= color_word_count; i++)
        for (mark m = MARK_NONE; m < MARK_COUNT; m++) {
            kind_paint p =
                theme_kind(a, &(kind){.color = i < color_word_count ? color_words[i] : "#0a1B2c", .mark = m});
            const paint *all[] = {p.fill, p.stroke, p.text, p.note};
            for (int n = 0; n < 4; n++) {
                cr_expect(strspn(all[n]->name, allowed) == strlen(all[n]->name), "%s", all[n]->name);
                const paint *other = map_put(known, all[n]->name, (void *)all[n]);
                cr_expect(!other || (other->light == all[n]->light && other->dark == all[n]->dark), "%s", all[n]->name);
            }
        }
}
