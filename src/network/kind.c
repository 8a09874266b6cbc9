#include "network/network.h"

const char *const shape_words[SHAPE_COUNT] = {
    [SHAPE_BOX] = "box", [SHAPE_ROUNDED] = "rounded", [SHAPE_STADIUM] = "stadium",
    [SHAPE_CUT] = "cut", [SHAPE_HEXAGON] = "hexagon",
};

const char *const color_words[] = {
    "blue", "navy", "slate", "green", "amber", "teal", "purple", "red", "rose", "brown", "olive", "cyan", "gray",
};
const size_t color_word_count = sizeof color_words / sizeof *color_words;

const kind builtin_kinds[] = {
    {"countries", "Country", SHAPE_ROUNDED, "blue", MARK_LEFT, {0}},
    {"agreements", "Agreement", SHAPE_ROUNDED, "navy", MARK_SOLID, {0}},
    {"pillars", "Pillar", SHAPE_BOX, "slate", MARK_NONE, {0}},
    {"technologies", "Technology", SHAPE_CUT, "green", MARK_NONE, {0}},
    {"people", "Person", SHAPE_STADIUM, "amber", MARK_NONE, {0}},
    {"organizations", "Organization", SHAPE_HEXAGON, "teal", MARK_NONE, {0}},
    {"events", "Event", SHAPE_BOX, "purple", MARK_TOP, {0}},
};
const size_t builtin_kind_count = sizeof builtin_kinds / sizeof *builtin_kinds;
