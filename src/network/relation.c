#include "network/network.h"

const relation builtin_relations[] = {
    {"member", "member", TONE_NEUTRAL, {0}},
    {"party", "party", TONE_NEUTRAL, {0}},
    {"observer", "observer", TONE_NEUTRAL, {0}},
    {"has-pillar", "has pillar", TONE_NEUTRAL, {0}},
    {"covers", "covers", TONE_NEUTRAL, {0}},
    {"part-of", "part of", TONE_NEUTRAL, {0}},
    {"leads", "leads", TONE_NEUTRAL, {0}},
    {"minister-of", "minister of", TONE_NEUTRAL, {0}},
    {"represents", "represents", TONE_NEUTRAL, {0}},
    {"attended", "attended", TONE_NEUTRAL, {0}},
    {"supplies", "supplies", TONE_COOPERATIVE, {0}},
    {"invites", "invites", TONE_NEUTRAL, {0}},
    {"talks-with", "talks with", TONE_NEUTRAL, {0}},
    {"supports", "supports", TONE_COOPERATIVE, {0}},
    {"cooperates-with", "cooperates with", TONE_COOPERATIVE, {0}},
    {"allied-with", "allied with", TONE_COOPERATIVE, {0}},
    {"opposes", "opposes", TONE_ADVERSARIAL, {0}},
    {"counters", "counters", TONE_ADVERSARIAL, {0}},
};
const size_t builtin_relation_count = sizeof builtin_relations / sizeof *builtin_relations;
