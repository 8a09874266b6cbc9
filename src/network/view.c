#include "network/network.h"

/* Where the words of a view are: lists and single ones. */
static const size_t word_lists[] = {
    offsetof(view, focus),  offsetof(view, only),        offsetof(view, hide),           offsetof(view, relations),
    offsetof(view, status), offsetof(view, hide_status), offsetof(view, hide_relations), 0};
static const size_t single_words[] = {offsetof(view, ended),     offsetof(view, isolated), offsetof(view, layout),
                                      offsetof(view, direction), offsetof(view, theme),    offsetof(view, page),
                                      offsetof(view, legend),    offsetof(view, notes),    0};

/* What the upper one says stands for what the lower one says. */
static void lay_over(view *lower, const view *upper)
{
    lower->title = upper->title ? upper->title : lower->title;
    lower->subtitle = upper->subtitle ? upper->subtitle : lower->subtitle;
    lower->as_of = upper->as_of.year ? upper->as_of : lower->as_of;
    lower->depth = upper->depth != DEPTH_OPEN ? upper->depth : lower->depth;
    for (const size_t *at = word_lists; *at; at++) {
        const words *over = (const words *)(const void *)((const char *)upper + *at);
        if (over->count)
            *(words *)(void *)((char *)lower + *at) = *over;
    }
    for (const size_t *at = single_words; *at; at++) {
        const word *over = (const word *)(const void *)((const char *)upper + *at);
        if (over->text)
            *(word *)(void *)((char *)lower + *at) = *over;
    }
}

view network_view(const network *n, const view *chosen)
{
    view v = {.title = n->title, .subtitle = n->subtitle, .as_of = n->as_of, .depth = DEPTH_OPEN};
    if (chosen) {
        lay_over(&v, chosen);
        v.name = chosen->name;
        v.at = chosen->at;
    }
    lay_over(&v, &n->asked);
    v.depth = v.depth != DEPTH_OPEN ? v.depth : 1;
    return v;
}
