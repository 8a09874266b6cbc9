/* Books of mdBook: their JSON, and the figures in their pages. Private to the command room. */
#ifndef ENTENTE_MDBOOK_H
#define ENTENTE_MDBOOK_H

#include "command/command.h"

/* ---- mdbook_json.c: a walk through JSON (RFC 8259) that copies nothing but the texts it is asked for ---- */

/* `at` is the next byte; `wrong` says what is no JSON there, and from then on every call answers “nothing more”. */
typedef struct json {
    const char *begin, *at, *end;
    const char *wrong;
    int depth;
} json;

/* Bytes of a value, as they stand. */
typedef struct json_span {
    const char *begin, *end;
} json_span;

json json_of(const char *bytes, size_t length);
/* Enters an array or object; false where the value is something else, which is skipped. */
bool json_enter(json *j, char bracket);
/* Goes to the next item of the array that was entered; false, and behind it, after the last one. `first` is true before
   the first call, and is kept by it. */
bool json_item(json *j, bool *first);
/* The same for the members of an object; whether it is the member that is looked for, json_is() tells. */
bool json_member(json *j, bool *first, json_span *key);
bool json_is(json_span key, const char *name);
/* Skips a value. */
json_span json_skip(json *j);
/* The text of a value; NULL where it is none (null, a number …), which is skipped. Zeros in it become U+FFFD, and so do
   halves of surrogate pairs. */
const char *json_string(arena *a, json *j);
/* The value of a hexadecimal digit; -1 where it is none. */
int hex_digit(char c);
/* Whether nothing but blanks is left. */
bool json_ends(json *j);

/* ---- mdbook_page.c: Markdown -> the figures in it ---- */

typedef struct page_option {
    const char *name, *value; /* "view"; NULL: it has none */
} page_option;

/* A figure that a page asks for: a fence, or an image in a line of its own. */
typedef struct page_figure {
    size_t begin, end; /* bytes of the page, whole lines, that it stands in */
    unsigned line;     /* from 1 */
    const char *lead;  /* what its first line begins with: blanks, `>`, the marks of a list */
    const char *next;  /* what further lines begin with, to be in the same quotes and lists */
    const char
        *file; /* the network by its name in the page; NULL: it is `text`, which begins on the line after `line` */
    const char *text;
    const char *caption, *id, *classes, *tip; /* NULL: none */
    bool caption_is_markdown;
    ARRAY(page_option) options;
} page_figure;

typedef struct page {
    ARRAY(page_figure) figures;
    unsigned wrong_line; /* a figure that cannot be understood; 0: none */
    const char *wrong, *help;
} page;

/* Finds the figures of a page, up to one that is wrong. Fences of other languages, code, and comments are none. */
page page_read(arena *a, const char *text);

#endif
