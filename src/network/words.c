#include "network/network.h"

#include <string.h>

const char *const status_words[STATUS_COUNT] = {
    [STATUS_ACTIVE] = "active",     [STATUS_PLANNED] = "planned", [STATUS_PROPOSED] = "proposed",
    [STATUS_DISPUTED] = "disputed", [STATUS_ENDED] = "ended",
};

const char *const status_legends[STATUS_COUNT] = {
    [STATUS_ACTIVE] = "in force",
    [STATUS_PLANNED] = "agreed, not in force yet",
    [STATUS_PROPOSED] = "proposed, under discussion",
    [STATUS_DISPUTED] = "disputed",
    [STATUS_ENDED] = "ended",
};

const char *const emphasis_words[EMPHASIS_COUNT] = {
    [EMPHASIS_NORMAL] = "normal",
    [EMPHASIS_STRONG] = "strong",
    [EMPHASIS_MUTED] = "muted",
};

const char *const tone_words[TONE_COUNT] = {
    [TONE_NEUTRAL] = "neutral",
    [TONE_COOPERATIVE] = "cooperative",
    [TONE_ADVERSARIAL] = "adversarial",
};

int word_index(const char *const list[], int count, const char *text)
{
    for (int i = 0; i < count; i++)
        if (strcmp(list[i], text) == 0)
            return i;
    return -1;
}
