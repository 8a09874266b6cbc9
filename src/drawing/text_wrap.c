#include "drawing/drawing.h"

#include <math.h>
#include <string.h>

/* At this size every width is a whole number: sums are exact, and the same everywhere. */
#define UNIT_SIZE 2048.0

enum {
    SOFT_HYPHEN = 0xad,
    ZERO_WIDTH_SPACE = 0x200b,
    ZERO_WIDTH_NON_JOINER = 0x200c,
    ZERO_WIDTH_JOINER = 0x200d,
    ELLIPSIS = 0x2026,
};

typedef struct range {
    uint32_t first, last;
} range;

/* Ranges are sorted. */
static bool in_ranges(uint32_t c, const range *ranges, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && c >= ranges[low].first;
}

#define IN(c, ranges) in_ranges((c), (ranges), sizeof(ranges) / sizeof *(ranges))

/* ---- clusters: what a reader takes for one character ---- */

/* Vowel signs that take room of their own, and belong to the letter before (general category Mc, and what Thai and Lao
   have in their place). */
static const range spacing_marks[] = {
    {0x0903, 0x0903}, {0x093b, 0x093b},   {0x093e, 0x0940}, {0x0949, 0x094c}, {0x094e, 0x094f}, {0x0982, 0x0983},
    {0x09be, 0x09c0}, {0x09c7, 0x09cc},   {0x09d7, 0x09d7}, {0x0a03, 0x0a03}, {0x0a3e, 0x0a40}, {0x0a83, 0x0a83},
    {0x0abe, 0x0ac0}, {0x0ac9, 0x0acc},   {0x0b02, 0x0b03}, {0x0b3e, 0x0b3e}, {0x0b40, 0x0b40}, {0x0b47, 0x0b4c},
    {0x0b57, 0x0b57}, {0x0bbe, 0x0bcc},   {0x0bd7, 0x0bd7}, {0x0c01, 0x0c03}, {0x0c41, 0x0c44}, {0x0c82, 0x0c83},
    {0x0cbe, 0x0ccb}, {0x0cd5, 0x0cd6},   {0x0d02, 0x0d03}, {0x0d3e, 0x0d4c}, {0x0d57, 0x0d57}, {0x0d82, 0x0d83},
    {0x0dcf, 0x0ddf}, {0x0df2, 0x0df3},   {0x0e30, 0x0e30}, {0x0e32, 0x0e33}, {0x0e45, 0x0e45}, {0x0eb0, 0x0eb0},
    {0x0eb2, 0x0eb3}, {0x0f3e, 0x0f3f},   {0x0f7f, 0x0f7f}, {0x102b, 0x1038}, {0x103b, 0x103c}, {0x1056, 0x1057},
    {0x17b6, 0x17c8}, {0x1f3fb, 0x1f3ff},
};

/* Signs that join the letter behind them to the one before (virama, coeng). */
static const range joining_signs[] = {
    {0x094d, 0x094d}, {0x09cd, 0x09cd}, {0x0a4d, 0x0a4d}, {0x0acd, 0x0acd}, {0x0b4d, 0x0b4d}, {0x0c4d, 0x0c4d},
    {0x0ccd, 0x0ccd}, {0x0d4d, 0x0d4d}, {0x0dca, 0x0dca}, {0x1039, 0x1039}, {0x17d2, 0x17d2},
};

static bool is_flag_half(uint32_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

typedef struct cluster {
    const char *end;
    uint32_t first, last; /* characters */
    bool joins;           /* a joining sign waits for its letter; marks and joiners between change nothing */
} cluster;

static bool belongs_to(const cluster *k, uint32_t c)
{
    if (k->last == ZERO_WIDTH_JOINER && c >= 0x2190)
        return true;
    if (c < 0x300 || c == ZERO_WIDTH_SPACE)
        return false;
    return utf8_columns(c) == 0 || IN(c, spacing_marks) || (k->joins && utf8_is_word(c));
}

static bool is_ascii(char c)
{
    return !((unsigned char)c & 0x80);
}

static cluster cluster_at(const char *at, const char *end)
{
    if (is_ascii(at[0]) && (at + 1 == end || is_ascii(at[1]))) /* quickly, since most text is that */
        return (cluster){at + 1, (uint32_t)at[0], (uint32_t)at[0], false};
    cluster k = {.end = at};
    k.first = k.last = utf8_next(&k.end, end);
    bool half = is_flag_half(k.first);
    for (const char *next = k.end; next < end; k.end = next) {
        uint32_t c = utf8_next(&next, end);
        if (half && is_flag_half(c))
            half = false;
        else if (!belongs_to(&k, c))
            break;
        k.joins = IN(c, joining_signs) || (k.joins && utf8_columns(c) == 0 && c != ZERO_WIDTH_NON_JOINER);
        k.last = c;
    }
    return k;
}

/* ---- where lines may break ---- */

static const range blanks[] = {
    {'\t', '\t'}, {' ', ' '}, {0x1680, 0x1680}, {0x2000, 0x2006}, {0x2008, 0x200a}, {0x205f, 0x205f}, {0x3000, 0x3000},
};

static const range newlines[] = {{'\n', '\n'}, {'\r', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}};

/* No-break space, figure space, non-breaking hyphen, narrow no-break space, word joiner, zero-width no-break space. */
static const range glues[] = {
    {0xa0, 0xa0}, {0x2007, 0x2007}, {0x2011, 0x2011}, {0x202f, 0x202f}, {0x2060, 0x2060}, {0xfeff, 0xfeff},
};

/* Hyphens, dashes, the slash, the maqaf. */
static const range dashes[] = {
    {'-', '-'}, {'/', '/'}, {0x05be, 0x05be}, {0x2010, 0x2010}, {0x2012, 0x2015},
};

/* Marks between syllables or words of scripts that write no blanks: the tsheg, the Ethiopic word mark. */
static const range dividers[] = {{0x0f0b, 0x0f0b}, {0x1361, 0x1361}};

/* Where an address, a path or another long name may break, for want of better. */
static const range joints[] = {{'#', '#'}, {'%', '&'},   {'+', '/'}, {':', ';'}, {'=', '='},
                               {'?', '@'}, {'\\', '\\'}, {'_', '_'}, {'|', '|'}, {'~', '~'}};

/* What does not begin a line: closing punctuation, and of Japanese the small kana, the long mark and iteration marks.
 */
static const range not_first[] = {
    {'!', '!'},       {'%', '%'},       {')', ')'},       {',', ','},       {'.', '.'},       {':', ';'},
    {'?', '?'},       {']', ']'},       {'}', '}'},       {0xb0, 0xb0},     {0xbb, 0xbb},     {0x0589, 0x0589},
    {0x060c, 0x060c}, {0x061b, 0x061b}, {0x061f, 0x061f}, {0x06d4, 0x06d4}, {0x0964, 0x0965}, {0x0e2f, 0x0e2f},
    {0x0e46, 0x0e46}, {0x0ec6, 0x0ec6}, {0x0f0b, 0x0f0d}, {0x0f14, 0x0f14}, {0x104a, 0x104b}, {0x1361, 0x1368},
    {0x17d4, 0x17d6}, {0x2019, 0x2019}, {0x201d, 0x201d}, {0x2025, 0x2026}, {0x2030, 0x2030}, {0x2032, 0x2034},
    {0x203a, 0x203a}, {0x203c, 0x203d}, {0x2047, 0x2049}, {0x2103, 0x2103}, {0x3001, 0x3002}, {0x3005, 0x3005},
    {0x3009, 0x3009}, {0x300b, 0x300b}, {0x300d, 0x300d}, {0x300f, 0x300f}, {0x3011, 0x3011}, {0x3015, 0x3015},
    {0x3017, 0x3017}, {0x3019, 0x3019}, {0x301b, 0x301c}, {0x301e, 0x301f}, {0x303b, 0x303b}, {0x3041, 0x3041},
    {0x3043, 0x3043}, {0x3045, 0x3045}, {0x3047, 0x3047}, {0x3049, 0x3049}, {0x3063, 0x3063}, {0x3083, 0x3083},
    {0x3085, 0x3085}, {0x3087, 0x3087}, {0x308e, 0x308e}, {0x3095, 0x3096}, {0x3099, 0x309e}, {0x30a0, 0x30a1},
    {0x30a3, 0x30a3}, {0x30a5, 0x30a5}, {0x30a7, 0x30a7}, {0x30a9, 0x30a9}, {0x30c3, 0x30c3}, {0x30e3, 0x30e3},
    {0x30e5, 0x30e5}, {0x30e7, 0x30e7}, {0x30ee, 0x30ee}, {0x30f5, 0x30f6}, {0x30fb, 0x30fe}, {0x31f0, 0x31ff},
    {0xfe50, 0xfe57}, {0xff01, 0xff01}, {0xff05, 0xff05}, {0xff09, 0xff09}, {0xff0c, 0xff0c}, {0xff0e, 0xff0e},
    {0xff1a, 0xff1b}, {0xff1f, 0xff1f}, {0xff3d, 0xff3d}, {0xff5d, 0xff5d}, {0xff60, 0xff61}, {0xff63, 0xff65}};

/* What does not end a line: opening punctuation, signs before an amount, and the vowels that Thai and Lao write before
 * their consonant. */
static const range not_last[] = {
    {'$', '$'},       {'(', '('},       {'[', '['},       {'{', '{'},       {0xa1, 0xa1},     {0xa3, 0xa3},
    {0xa5, 0xa5},     {0xab, 0xab},     {0xbf, 0xbf},     {0x0e40, 0x0e44}, {0x0ec0, 0x0ec4}, {0x2018, 0x2018},
    {0x201a, 0x201a}, {0x201c, 0x201c}, {0x201e, 0x201e}, {0x2039, 0x2039}, {0x20ac, 0x20ac}, {0x2116, 0x2116},
    {0x3008, 0x3008}, {0x300a, 0x300a}, {0x300c, 0x300c}, {0x300e, 0x300e}, {0x3010, 0x3010}, {0x3014, 0x3014},
    {0x3016, 0x3016}, {0x3018, 0x3018}, {0x301a, 0x301a}, {0x301d, 0x301d}, {0xff04, 0xff04}, {0xff08, 0xff08},
    {0xff3b, 0xff3b}, {0xff5b, 0xff5b}, {0xff5f, 0xff5f}, {0xff62, 0xff62}, {0xffe1, 0xffe1}, {0xffe5, 0xffe5}};

/* Hangul, which is wide but written with blanks between words, and breaks at them. */
static const range hangul[] = {{0x1100, 0x11ff}, {0x3131, 0x318e}, {0xa960, 0xa97c}, {0xac00, 0xd7ff}};

static bool breaks_anywhere(uint32_t c)
{
    return utf8_columns(c) == 2 && !IN(c, hangul);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    return utf8_is_word(c) && !is_digit(c);
}

static bool two_letters_at(const char *at, const char *end)
{
    for (int i = 0; i < 2; i++) {
        if (at == end)
            return false;
        cluster k = cluster_at(at, end);
        if (!is_letter(k.first))
            return false;
        at = k.end;
    }
    return true;
}

/* Nothing but punctuation up to the next blank: it stays with what is before. */
static bool is_lone_mark(const char *at, const char *end)
{
    const char *start = at;
    while (at < end) {
        cluster k = cluster_at(at, end);
        if (!IN(k.first, not_first) && !IN(k.first, dashes))
            return at > start && IN(k.first, blanks);
        at = k.end;
    }
    return at > start;
}

static bool is_ascii_word(uint32_t c)
{
    return c < 0x80 && utf8_is_word(c);
}

/* May a line break between two clusters with nothing between them? `letters` are those in a row before the first. */
static bool may_break(cluster before, size_t letters, const char *end)
{
    cluster after = cluster_at(before.end, end);
    if (is_ascii_word(before.first) && is_ascii_word(after.first))
        return false;
    if (is_digit(before.first) && breaks_anywhere(after.first)) /* a number stays with what it counts: 2024年 */
        return false;
    if (IN(after.first, not_first) || IN(before.first, not_last) || IN(before.last, glues) || IN(after.first, glues))
        return false;
    if (IN(before.first, dashes))
        return letters >= 2 && two_letters_at(before.end, end);
    if (IN(before.first, dividers))
        return true;
    return breaks_anywhere(before.first) || breaks_anywhere(after.first);
}

/* ---- pieces: what stays together ---- */

typedef struct piece {
    const char *text;
    size_t length;
    double width;
    uint32_t gap; /* the blank behind it, 0 for none; not shown where the line breaks */
    double gap_width;
    bool soft; /* ends at a soft hyphen, shown where the line breaks */
} piece;

typedef struct wrapper {
    arena *arena;
    bool bold, loose;
    double limit, hyphen, ellipsis; /* widths at UNIT_SIZE: of a line, of "-", of "…" */
    ARRAY(piece) pieces;            /* of the paragraph at hand */
    bool leftward;                  /* the paragraph at hand */
    text_lines lines;
} wrapper;

static double width_of(const wrapper *w, const char *text, size_t length)
{
    return text_width(text, length, UNIT_SIZE, w->bold);
}

static piece *last_piece(wrapper *w)
{
    return w->pieces.count ? &w->pieces.items[w->pieces.count - 1] : NULL;
}

static void set_gap(wrapper *w, uint32_t blank)
{
    piece *p = last_piece(w);
    if (!p)
        return;
    char bytes[4];
    p->gap = blank == '\t' ? ' ' : blank;
    p->gap_width = width_of(w, bytes, (size_t)utf8_put(p->gap, bytes));
    p->soft = false;
}

static void push(wrapper *w, const char *text, size_t length, double width)
{
    *array_add(w->arena, &w->pieces) = (piece){.text = text, .length = length, .width = width};
}

/* Letters of the scripts that hyphens are used with. */
static bool is_alphabetic(uint32_t c)
{
    return is_letter(c) && (c < 0x590 || (c >= 0x10a0 && c < 0x1100) || (c >= 0x1e00 && c < 0x2000));
}

/* A number of letters and digits, such as a check sum, would be another with a hyphen in it. */
static bool is_word_of_letters(const char *at, const char *end)
{
    while (at < end)
        if (is_digit(utf8_next(&at, end)))
            return false;
    return true;
}

/* Consonants of Thai and Lao. */
static const range bare_consonants[] = {{0x0e01, 0x0e2e}, {0x0e81, 0x0eae}};

/* A consonant that rather ends a syllable than begins one: bare in Thai and Lao, with a sign for that in Myanmar. */
static bool ends_syllable(const char *at, cluster k)
{
    enum { ASAT = 0x103a };
    utf8_next(&at, k.end);
    uint32_t second = at < k.end ? utf8_next(&at, k.end) : 0;
    return second == ASAT || (second == 0 && IN(k.first, bare_consonants));
}

/* ---- syllables of Latin script ---- */

static bool is_latin(uint32_t c)
{
    return is_letter(c) && c < 0x250;
}

static uint32_t lower(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) ? c + 0x20 : c;
}

/* With accents, as far as Latin-1 and the œ go. */
static bool is_vowel(uint32_t c)
{
    static const range accented[] = {{0xe0, 0xe6}, {0xe8, 0xef}, {0xf2, 0xf6}, {0xf8, 0xfd}, {0x153, 0x153}};
    c = lower(c);
    return c < 0x80 ? c && strchr("aeiouy", (int)c) : IN(c, accented);
}

/* Two consonants that stay together at the beginning of a syllable. */
static bool is_pair(uint32_t first, uint32_t second)
{
    static const char pairs[] = "ch ck ph th sh qu br cr dr fr gr pr tr vr bl cl fl gl pl";
    first = lower(first);
    second = lower(second);
    for (const char *p = pairs; first < 0x80 && second < 0x80; p += 3) {
        if ((uint32_t)p[0] == first && (uint32_t)p[1] == second)
            return true;
        if (!p[2])
            break;
    }
    return false;
}

/* Does a syllable begin here: with a consonant, a pair of them, or ‘sch’, and then a vowel? Languages part their words
   in ways of their own; this is what most of them have in common. */
static bool begins_syllable(uint32_t before, const char *at, const char *end)
{
    uint32_t letters[4] = {0};
    for (int i = 0; i < 4 && at < end; i++) {
        cluster k = cluster_at(at, end);
        letters[i] = k.first;
        at = k.end;
    }
    bool in_sch = lower(before) == 's' && lower(letters[0]) == 'c' && lower(letters[1]) == 'h';
    if (is_vowel(letters[0]) || is_pair(before, letters[0]) || in_sch)
        return false;
    int onset = lower(letters[0]) == 's' && lower(letters[1]) == 'c' && lower(letters[2]) == 'h' ? 3
                : is_pair(letters[0], letters[1])                                                ? 2
                                                                                                 : 1;
    return is_vowel(letters[onset]);
}

/* Should a word rather not be parted here? `letters` are those in a row before. */
static bool clings(uint32_t before, size_t letters, const char *at, const char *end)
{
    cluster k = cluster_at(at, end);
    uint32_t after = k.first;
    if (is_alphabetic(before) && is_alphabetic(after))
        return letters < 2 || !two_letters_at(at, end) ||
               (is_latin(before) && is_latin(after) && !begins_syllable(before, at, end));
    if (letters < 2 && IN(before, bare_consonants)) /* the first of a word begins one */
        return true;
    return ends_syllable(at, k) || IN(after, not_first) || IN(before, not_last) || IN(after, glues) ||
           IN(before, glues);
}

/* The last resort: each cluster becomes a piece. What should not begin or end a line stays where there is room. */
static void push_clusters(wrapper *w, const char *at, const char *end)
{
    bool hyphens = is_word_of_letters(at, end);
    uint32_t before = 0; /* the cluster before, 0 where there is none or a blank */
    size_t letters = 0;  /* in a row, up to here */
    for (cluster k; at < end; at = k.end) {
        k = cluster_at(at, end);
        if (IN(k.first, blanks)) {
            set_gap(w, k.first);
            before = 0;
            letters = 0;
            continue;
        }
        size_t length = (size_t)(k.end - at);
        double width = width_of(w, at, length);
        piece *p = last_piece(w);
        if (before && clings(before, letters, at, end) && p->width + width <= w->limit) {
            p->length += length;
            p->width += width;
        } else {
            push(w, at, length, width);
            p = last_piece(w);
        }
        p->soft = hyphens && is_alphabetic(k.first) && k.end < end && is_alphabetic(cluster_at(k.end, end).first) &&
                  p->width + w->hyphen <= w->limit;
        before = k.first;
        letters = is_letter(k.first) ? letters + 1 : 0;
    }
}

/* The end of the part that begins here: behind the signs between it and the next. */
static const char *part_end(const char *at, const char *end)
{
    for (bool joint = false; at < end;) {
        cluster k = cluster_at(at, end);
        if (joint && utf8_is_word(k.first))
            break;
        joint = IN(k.first, joints);
        at = k.end;
    }
    return at;
}

/* `tail` is the room that is needed behind the last part. */
static void push_parts(wrapper *w, const char *at, const char *end, double tail)
{
    for (const char *next; at < end; at = next) {
        next = part_end(at, end);
        double width = width_of(w, at, (size_t)(next - at));
        if (width + (next == end ? tail : 0) <= w->limit)
            push(w, at, (size_t)(next - at), width);
        else
            push_clusters(w, at, next);
    }
}

static void add_piece(wrapper *w, const char *start, const char *end, bool soft)
{
    if (start == end)
        return;
    size_t length = (size_t)(end - start);
    double width = width_of(w, start, length);
    double least = w->loose ? text_width_of_letters(start, length, UNIT_SIZE, w->bold) : width;
    double tail = soft ? w->hyphen : 0;
    if (least + tail <= w->limit)
        push(w, start, length, width);
    else
        push_parts(w, start, end, tail);
    last_piece(w)->soft = soft;
}

static const char *behind(const char *at, const char *end, bool (*skipped)(uint32_t))
{
    while (at < end) {
        const char *next = at;
        if (!skipped(utf8_next(&next, end)))
            break;
        at = next;
    }
    return at;
}

static bool is_blank(uint32_t c)
{
    return IN(c, blanks);
}

/* Takes a paragraph apart. */
static void collect_pieces(wrapper *w, const char *at, const char *end)
{
    w->pieces.count = 0;
    const char *start = at;                        /* of the piece at hand */
    bool word_begins = true, lone_opening = false; /* such as the « of « mot » */
    size_t letters = 0;                            /* in a row, up to here */
    for (const char *next; at < end; at = next) {
        cluster k = cluster_at(at, end);
        next = k.end;
        if (is_blank(k.first)) {
            next = behind(at, end, is_blank);
            if (start == at || !(lone_opening || is_lone_mark(next, end))) {
                add_piece(w, start, at, false);
                set_gap(w, k.first);
                start = next;
            }
        } else if (k.first == SOFT_HYPHEN || k.first == ZERO_WIDTH_SPACE) {
            add_piece(w, start, at, k.first == SOFT_HYPHEN);
            start = next;
        } else if (next < end && may_break(k, letters, end)) {
            add_piece(w, start, next, false);
            start = next;
        }
        lone_opening = word_begins && IN(k.first, not_last);
        word_begins = is_blank(k.first);
        letters = is_letter(k.first) ? letters + 1 : 0;
    }
    add_piece(w, start, end, false);
}

/* ---- lines ---- */

static double shown_width(const wrapper *w, size_t piece_index)
{
    const piece *p = &w->pieces.items[piece_index];
    return p->width + (p->soft && piece_index + 1 < w->pieces.count ? w->hyphen : 0);
}

/* The piece behind the last one that fits into a line that begins with `first`: one at least. */
static size_t line_end(const wrapper *w, size_t first, double limit)
{
    size_t end = first + 1;
    double width = 0;
    for (size_t i = first; i < w->pieces.count && width + w->pieces.items[i].width <= limit; i++) {
        if (width + shown_width(w, i) <= limit)
            end = i + 1;
        width += w->pieces.items[i].width + w->pieces.items[i].gap_width;
    }
    return end;
}

static size_t count_lines(const wrapper *w, double limit)
{
    size_t count = 0;
    for (size_t i = 0; i < w->pieces.count; count++)
        i = line_end(w, i, limit);
    return count;
}

/* The least width that needs no further line. */
static double even_width(const wrapper *w, size_t lines)
{
    double low = 0, high = w->limit;
    if (lines == 1)
        return high;
    for (size_t i = 0; i < w->pieces.count; i++)
        low = fmin(fmax(low, shown_width(w, i)), high);
    while (low < high) {
        double middle = floor((low + high) / 2);
        if (count_lines(w, middle) <= lines)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Copies text without what sets other text in another order; returns how many bytes. */
static size_t copy_in_order(char *to, const char *from, size_t length)
{
    const char *start = to, *end = from + length;
    while (from < end) {
        const char *at = from;
        if (!utf8_is_reordering(utf8_next(&from, end)))
            while (at < from)
                *to++ = *at++;
    }
    return (size_t)(to - start);
}

/* A line of pieces [first, end) and what is shown behind them. */
static void add_line(wrapper *w, size_t first, size_t end, const char *tail)
{
    size_t room = strlen(tail) + 1, length = 0;
    for (size_t i = first; i < end; i++)
        room += w->pieces.items[i].length + 4;
    char *text = arena_get(w->arena, room);
    for (size_t i = first; i < end; i++) {
        const piece *p = &w->pieces.items[i];
        length += copy_in_order(text + length, p->text, p->length);
        if (p->gap && i + 1 < end)
            length += (size_t)utf8_put(p->gap, text + length);
    }
    memcpy(text + length, tail, strlen(tail));
    double width = width_of(w, text, length + strlen(tail));
    *array_add(w->arena, &w->lines) = (text_line){text, width, w->leftward};
}

/* At most so many lines of the paragraph; the first piece that is left over. */
static size_t add_lines(wrapper *w, size_t count, double limit)
{
    size_t i = 0;
    for (; count > 0 && i < w->pieces.count; count--) {
        size_t end = line_end(w, i, limit);
        add_line(w, i, end, end < w->pieces.count && w->pieces.items[end - 1].soft ? "-" : "");
        i = end;
    }
    return i;
}

/* The last line that is allowed: what fits of the pieces from `first` on, and an ellipsis. */
static void add_cut_line(wrapper *w, size_t first)
{
    double limit = w->limit - w->ellipsis;
    piece p = w->pieces.items[first];
    if (p.width > limit) { /* not even one whole word fits */
        w->pieces.count = first = 0;
        push_clusters(w, p.text, p.text + p.length);
    }
    for (size_t i = first; i < w->pieces.count; i++)
        w->pieces.items[i].soft = false; /* the ellipsis stands in the place of a hyphen */
    size_t end = w->pieces.items[first].width <= limit ? line_end(w, first, limit) : first;
    if (end > first) {
        piece *last = &w->pieces.items[end - 1];
        while (last->length > 1 && strchr(" ,;:.-/(", last->text[last->length - 1]))
            last->length--;
    }
    add_line(w, first, end, "…");
}

static void add_paragraph(wrapper *w, const char *at, const char *end, size_t most, bool more)
{
    w->leftward = text_is_leftward(at, (size_t)(end - at));
    collect_pieces(w, at, end);
    size_t count = count_lines(w, w->limit);
    if (count < most || (count == most && !more))
        add_lines(w, count, even_width(w, count));
    else
        add_cut_line(w, add_lines(w, most - 1, w->limit));
}

static bool is_newline(uint32_t c)
{
    return IN(c, newlines);
}

static bool is_in_paragraph(uint32_t c)
{
    return !is_newline(c);
}

/* What shows nothing and takes no line of its own. */
static bool is_empty(uint32_t c)
{
    return is_newline(c) || is_blank(c) || c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE;
}

static text_lines wrapped(arena *a, const char *text, double size, bool bold, double width, size_t most, bool loose)
{
    wrapper w = {.arena = a, .bold = bold, .loose = loose};
    /* A width that was itself measured must hold the same text again, whatever the division rounds. */
    w.limit = floor(width / size * UNIT_SIZE + 1e-6);
    w.hyphen = width_of(&w, "-", 1);
    w.ellipsis = width_of(&w, "…", strlen("…"));
    if (most == 0)
        most = SIZE_MAX;
    const char *end = text + strlen(text);
    for (const char *at = behind(text, end, is_empty); at < end && w.lines.count < most;) {
        const char *stop = behind(at, end, is_in_paragraph), *next = behind(stop, end, is_empty);
        add_paragraph(&w, at, stop, most - w.lines.count, next < end);
        at = next;
    }
    for (size_t i = 0; i < w.lines.count; i++)
        w.lines.items[i].width *= size / UNIT_SIZE;
    return w.lines;
}

text_lines text_wrap(arena *a, const char *text, double size, bool bold, double width, size_t most)
{
    return wrapped(a, text, size, bold, width, most, false);
}

text_lines text_wrap_loosely(arena *a, const char *text, double size, bool bold, double width, size_t most)
{
    return wrapped(a, text, size, bold, width, most, true);
}
