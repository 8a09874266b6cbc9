#include "drawing/drawing.h"
#include "drawing/text_widths.h"
#include "drawing/theme.h"

#include <math.h>
#include <string.h>

/* Widths are whole numbers of 1/EM of the size until the very end: sums are exact, and the same on every machine. */
enum {
    EM = 2048,
    EMOJI_WIDTH = 2662,    /* 1.3: the widest emoji font in use has 1.275 */
    FLAG_HALF = 2150,      /* a flag is two characters; without a picture for it they are two letters or two boxes */
    OTHER_WIDTH = 2253,    /* 1.1: nine of ten letters of any script that is not told of here are narrower */
    BOX_WIDTH = 1577,      /* 0.77: what a browser draws for a character that no font has is 0.753 of the size wide */
    LONG_BOX_WIDTH = 2150, /* 1.05: with five digits in it, as Pango draws it for the PNG */

    EMOJI_STYLE = 0xfe0f,
    SOFT_HYPHEN = 0xad,
    ZERO_WIDTH_NON_JOINER = 0x200c,
    THAI_AM = 0x0e33,
    LAO_AM = 0x0eb3,
};

/* Scripts of which nothing is told in the tables. */
static const width_range other_scripts = {0, 0x10ffff, OTHER_WIDTH, true, NULL, NULL};

/* The row of the tables that holds a character, NULL for none. */
static const width_range *row_of(uint32_t c)
{
    size_t low = 0, high = sizeof width_ranges / sizeof *width_ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c < width_ranges[middle].first)
            high = middle;
        else if (c > width_ranges[middle].last)
            low = middle + 1;
        else
            return &width_ranges[middle];
    }
    return NULL;
}

static bool is_flag_half(uint32_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* The script of a letter that a font may lack, NULL where it has its width whatever fonts there are. */
static const width_range *boxed_script(uint32_t c)
{
    const width_range *row = row_of(c);
    if (row)
        return row->boxed ? row : NULL;
    return utf8_columns(c) == 2 || utf8_is_emoji(c) || utf8_is_hidden(c) ? NULL : &other_scripts;
}

static int width_of(uint32_t c, bool bold)
{
    const width_range *row = row_of(c);
    int width = row && row->regular ? (bold ? row->bold : row->regular)[c - row->first] : 0;
    int columns = utf8_columns(c);
    if (width || columns == 0 || c == SOFT_HYPHEN)
        return width;
    if (is_flag_half(c))
        return FLAG_HALF;
    if (utf8_is_emoji(c))
        return EMOJI_WIDTH;
    if (row && row->all)
        return row->all;
    return columns == 1 ? OTHER_WIDTH : c > 0xffff ? LONG_BOX_WIDTH : EM;
}

static int width_as_box(uint32_t c)
{
    if (c == THAI_AM || c == LAO_AM) /* taken apart before a font is looked for */
        return 2 * BOX_WIDTH;
    return c > 0xffff ? LONG_BOX_WIDTH : BOX_WIDTH;
}

/* Can it join the letter before it? All Arabic letters can but the hamza. */
static bool is_arabic_letter(uint32_t c)
{
    return (c >= 0x0620 && c <= 0x064a && c != 0x0621) || (c >= 0x066e && c <= 0x06d3 && c != 0x0670);
}

/* Letters and marks of one script in a row: a font has them all, or each is drawn as a box. */
typedef struct run {
    const width_range *script; /* NULL: none */
    int64_t letters, boxes;
} run;

static int64_t end_run(run *r, bool boxes)
{
    int64_t width = boxes && r->boxes > r->letters ? r->boxes : r->letters;
    *r = (run){0};
    return width;
}

static double measured(const char *text, size_t length, double size, bool bold, bool boxes)
{
    const uint16_t *ascii = bold ? width_ranges->bold : width_ranges->regular;
    int64_t sum = 0;
    run run = {0};
    int before = 0;        /* width of the character before */
    uint32_t may_join = 0; /* the letter before, where it is Arabic */
    for (const char *end = text + length; text < end;) {
        if (*text >= ' ' && *text <= '~') { /* most text is nothing else */
            before = ascii[*text++ - ' '];
            sum += before + (run.script ? end_run(&run, boxes) : 0);
            may_join = 0;
            continue;
        }
        uint32_t c = utf8_next(&text, end);
        const width_range *script = boxed_script(c);
        if (script != run.script)
            sum += end_run(&run, boxes);
        int width = width_of(c, bold);
        if (c == EMOJI_STYLE && before && before < EMOJI_WIDTH)
            width = EMOJI_WIDTH - before;
        before = width;
        if (script) {
            run.script = script;
            run.letters += width;
            run.boxes += width_as_box(c);
        } else {
            sum += width;
        }
        if (may_join && is_arabic_letter(c))
            run.letters -= arabic_alone[may_join - 0x0600] - arabic_joined[may_join - 0x0600];
        if (is_arabic_letter(c))
            may_join = c;
        else if (width || c == ZERO_WIDTH_NON_JOINER)
            may_join = 0;
    }
    return (double)(sum + end_run(&run, boxes)) * size / EM;
}

double text_width(const char *text, size_t length, double size, bool bold)
{
    return measured(text, length, size, bold, true);
}

double text_width_of_letters(const char *text, size_t length, double size, bool bold)
{
    return measured(text, length, size, bold, false);
}

bool text_is_leftward(const char *text, size_t length)
{
    const char *end = text + length;
    int direction = 0;
    while (direction == 0 && text < end)
        direction = utf8_direction(utf8_next(&text, end));
    return direction < 0;
}

double text_spacing(const char *text)
{
    static const struct {
        uint32_t first, last;
        double spacing;
    } high[] = {
        {0x0600, 0x08ff, 1.5},   /* Arabic and its kin: vowels above, tails below */
        {0x0900, 0x0bff, 1.35},  /* Devanagari to Tamil */
        {0x0c00, 0x0cff, 1.5},   /* Telugu, Kannada: letters below letters */
        {0x0d00, 0x0dff, 1.35},  /* Malayalam, Sinhala */
        {0x0e00, 0x0eff, 1.5},   /* Thai, Lao: two marks above, one below */
        {0x0f00, 0x0fff, 1.9},   /* Tibetan: stacks of letters */
        {0x1000, 0x109f, 1.6},   /* Myanmar */
        {0x1700, 0x1cff, 1.6},   /* Khmer to Ol Chiki */
        {0xa800, 0xabff, 1.5},   /* Syloti Nagri to Meetei Mayek */
        {0x11000, 0x11fff, 1.5}, /* Brahmi and its kin */
    };
    double spacing = LINE_SPACING;
    for (const char *end = text + strlen(text); text < end;) {
        uint32_t c = utf8_next(&text, end);
        for (size_t i = 0; c >= high->first && i < sizeof high / sizeof *high; i++)
            if (c >= high[i].first && c <= high[i].last)
                spacing = fmax(spacing, high[i].spacing);
    }
    return spacing;
}
