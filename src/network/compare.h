/* What things say of themselves, as texts that can be compared. Private to the network room. */
#ifndef ENTENTE_COMPARE_H
#define ENTENTE_COMPARE_H

#include "network/network.h"

#define NOWHERE SIZE_MAX

enum { OLD, NOW, SIDES };

typedef enum fact {
    FACT_ID,
    FACT_KIND,
    FACT_NAME,
    FACT_LABEL,
    FACT_RELATION,
    FACT_DIRECTION,
    FACT_STATUS,
    FACT_SINCE,
    FACT_UNTIL,
    FACT_SOURCES,
    FACT_QUOTE,
    FACT_NOTE,
    FACT_GROUP,
    FACT_ICON,
    FACT_PICTURE,
    FACT_URL,
    FACT_EMPHASIS,
    FACT_DATA,
    FACT_TITLE,
    FACT_SUBTITLE,
    FACT_PUBLISHER,
    FACT_DATE,
    FACT_TEXT,
    FACT_SHAPE,
    FACT_COLOR,
    FACT_MARK,
    FACT_TONE,
    FACT_LANG,
    FACT_AS_OF,
    FACT_COUNT
} fact;

typedef struct fact_row {
    const char *name;
    fact_form form;
} fact_row;

extern const fact_row fact_rows[FACT_COUNT];

/* NULL where a thing says nothing. */
typedef struct facts {
    const char *of[FACT_COUNT];
} facts;

/* What the comparing knows while it runs. */
typedef struct comparing {
    arena *arena;
    const selection *side[SIDES];
    size_t *partner[TOPIC_COUNT][SIDES]; /* index on the other side, NOWHERE for none */
} comparing;

size_t topic_count(const selection *s, topic t);
/* Numbers that are the same for a thing and its partner. */
size_t node_number(const comparing *c, int side, const node *n);

/* Sources and nodes are called what the new side calls them, so that another id of theirs changes nothing else. */
facts facts_of(const comparing *c, topic t, int side, size_t index);

#endif
