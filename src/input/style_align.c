#include "input/style.h"

static bool is_neighbour(const stop *before, const stop *it)
{
    return it->row <= before->row + 1 && (it->is_comment || it->indent == before->indent);
}

/* The column that most of the stops of a run had (Boyer and Moore's vote); whether it is more than half of them, and
   one of them was set off by its author, says `aligned`. */
static bool was_aligned(const stops *s, const size_t *indexes, size_t count)
{
    size_t votes = 0, same = 0;
    unsigned column = 0;
    bool set_off = false;
    for (size_t i = 0; i < count; i++) {
        column = votes ? column : s->items[indexes[i]].was;
        votes = s->items[indexes[i]].was == column ? votes + 1 : votes - 1;
    }
    for (size_t i = 0; i < count; i++) {
        same += s->items[indexes[i]].was == column;
        set_off |= s->items[indexes[i]].was == column && s->items[indexes[i]].set_off;
    }
    return count > 1 && set_off && 2 * same > count;
}

typedef struct aligning {
    const stops *stops;
    size_t *blanks; /* to be put in at each stop */
} aligning;

/* The column of what follows a stop, where what is before it in its line is aligned. */
static size_t column_of(const aligning *a, size_t index)
{
    const stop *all = a->stops->items;
    bool behind_value = index > 0 && !all[index - 1].is_comment && all[index - 1].row == all[index].row;
    return all[index].column + (behind_value ? a->blanks[index - 1] : 0);
}

static void align_run(aligning *a, const size_t *indexes, size_t count)
{
    size_t widest = 0;
    if (!was_aligned(a->stops, indexes, count))
        return;
    for (size_t i = 0; i < count; i++)
        widest = column_of(a, indexes[i]) > widest ? column_of(a, indexes[i]) : widest;
    for (size_t i = 0; i < count; i++)
        a->blanks[indexes[i]] = widest - column_of(a, indexes[i]);
}

/* All values, or all comments. `indexes` has room for all stops. */
static void align_all(aligning *a, bool comments, size_t *indexes)
{
    const stop *all = a->stops->items;
    size_t count = 0;
    for (size_t i = 0; i < a->stops->count; i++) {
        if (all[i].is_comment != comments || all[i].goes_on)
            continue;
        if (count && !is_neighbour(&all[indexes[count - 1]], &all[i])) {
            align_run(a, indexes, count);
            count = 0;
        }
        indexes[count++] = i;
    }
    align_run(a, indexes, count);
}

/* A comment that goes on stands below its beginning. */
static void align_what_goes_on(aligning *a)
{
    size_t column = 0;
    for (size_t i = 0; i < a->stops->count; i++) {
        const stop *it = &a->stops->items[i];
        if (it->goes_on)
            a->blanks[i] = column;
        else if (it->is_comment)
            column = column_of(a, i) + a->blanks[i];
    }
}

void style_align(arena *a, const buffer *text, const stops *s, buffer *out)
{
    aligning it = {s, arena_get(a, (s->count + 1) * sizeof *it.blanks)};
    size_t *indexes = arena_get(a, (s->count + 1) * sizeof *indexes), done = 0;
    align_all(&it, false, indexes);
    align_all(&it, true, indexes);
    align_what_goes_on(&it);
    for (size_t i = 0; i < s->count; i++) {
        buffer_add(out, text->data + done, s->items[i].offset - done);
        done = s->items[i].offset;
        for (size_t blanks = it.blanks[i]; blanks; blanks--)
            buffer_char(out, ' ');
    }
    buffer_add(out, text->data + done, text->length - done);
}
