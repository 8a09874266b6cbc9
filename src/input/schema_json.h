/* JSON as the schema is written in: indented, what is short in one line. Private to schema.c and its parts. */
#ifndef ENTENTE_SCHEMA_JSON_H
#define ENTENTE_SCHEMA_JSON_H

#include "base/base.h"

typedef struct json {
    buffer *out;
    int depth;     /* of lists and maps that are open */
    int one_line;  /* depth from which on all stands in one line; 0: none */
    bool has_more; /* something stands before in the list or map that is open */
} json;

/* `key` is NULL in lists, and for the whole. `opens` is '{' or '['. */
void json_begin(json *j, const char *key, char opens);
/* The same, in one line with all that is in it. */
void json_begin_line(json *j, const char *key, char opens);
void json_end(json *j, char closes);
void json_text(json *j, const char *key, const char *text);
void json_flag(json *j, const char *key, bool value);
void json_number(json *j, const char *key, int value);
/* A list of texts, in one line. */
void json_texts(json *j, const char *key, const char *const *texts, size_t count);

#endif
