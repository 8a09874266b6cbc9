#include "base/base.h"

#include <string.h>

enum { LONGEST = 64 }; /* characters of a word that is compared at all */

/* Small letters for large ones in the scripts that have them in plain rows; other characters are themselves. */
static uint32_t small(uint32_t c)
{
    static const struct {
        uint32_t first, last, distance;
    } rows[] = {
        {'A', 'Z', 32},     {0xc0, 0xde, 32},   {0x391, 0x3a9, 32},
        {0x400, 0x40f, 80}, {0x410, 0x42f, 32}, {0x531, 0x556, 48},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (c >= rows[i].first && c <= rows[i].last)
            return c + rows[i].distance;
    return c;
}

/* The word's characters in small letters; -1 where it is too long. */
static int spell(const char *word, uint32_t out[LONGEST])
{
    const char *end = word + strnlen(word, LONGEST * 4 + 1);
    int count = 0;
    while (word < end) {
        if (count == LONGEST)
            return -1;
        out[count++] = small(utf8_next(&word, end));
    }
    return count;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* The number of edits where that is at most `most`, else some number beyond: only what is so near to the diagonal of
   the table is gone through. */
static int edits(const uint32_t *a, int a_count, const uint32_t *b, int b_count, int most)
{
    enum { FAR = 2 * LONGEST };
    int rows[3][LONGEST + 2]; /* the last three rows of the table, taken in turn */
    for (int j = 0; j <= b_count; j++)
        rows[0][j] = j;
    for (int i = 1; i <= a_count; i++) {
        int *row = rows[i % 3], *before = rows[(i + 2) % 3], *two_before = rows[(i + 1) % 3];
        int first = i > most ? i - most : 1, last = least(b_count, i + most), lowest = FAR;
        row[first - 1] = first > 1 ? FAR : i;
        row[last + 1] = FAR;
        for (int j = first; j <= last; j++) {
            row[j] = least(least(before[j], row[j - 1]) + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], two_before[j - 2] + 1);
            lowest = least(lowest, row[j]);
        }
        if (lowest > most)
            return FAR;
    }
    return rows[a_count % 3][b_count];
}

nearest nearest_to(const char *word)
{
    return (nearest){.word = word};
}

void nearest_try(nearest *n, const char *candidate)
{
    uint32_t a[LONGEST], b[LONGEST];
    int a_count = spell(n->word, a), b_count = spell(candidate, b);
    int allowed = a_count / 3 < 1 ? 1 : a_count / 3 > 3 ? 3 : a_count / 3;
    int apart = a_count > b_count ? a_count - b_count : b_count - a_count;
    if (a_count <= 0 || b_count <= 0 || apart > allowed)
        return;
    int distance = edits(a, a_count, b, b_count, allowed);
    bool nothing_left = distance >= a_count && distance >= b_count; /* no character in common */
    if (distance <= allowed && !nothing_left && (!n->best || distance < n->distance)) {
        n->best = candidate;
        n->distance = distance;
    }
}
