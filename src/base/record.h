/* A record: values by key, lists and maps of them, in the order in which they were put. Who knows the values makes it,
   a format writes it; all of it lives in the arena given, keys and texts are not copied. */
#ifndef ENTENTE_RECORD_H
#define ENTENTE_RECORD_H

#include "base/base.h"

typedef enum record_type { RECORD_TEXT, RECORD_NUMBER, RECORD_FLAG, RECORD_LIST, RECORD_MAP } record_type;

typedef struct record {
    const char *key; /* NULL in a list, and of the whole */
    record_type type;
    const char *text;
    double number;
    bool flag;
    ARRAY(struct record *) items;
} record;

record *record_new(arena *a);
/* Each adds a value to a map, or with a key of NULL to a list. A text that is NULL is not put. */
void record_text(arena *a, record *to, const char *key, const char *text);
void record_number(arena *a, record *to, const char *key, double number);
void record_flag(arena *a, record *to, const char *key, bool flag);
record *record_list(arena *a, record *to, const char *key);
record *record_map(arena *a, record *to, const char *key);
/* What has this key in a map; NULL where there is none. */
record *record_find(const record *in, const char *key);

#endif
