/* The base room: memory, buffers, maps, UTF-8, and diagnostics. Knows nothing of networks or pictures. */
#ifndef ENTENTE_BASE_H
#define ENTENTE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- memory.c: the one place where running out of memory is handled ---- */

/* Called when memory is out. It must not return: it ends the process or jumps back to where the arenas can be freed. */
typedef void memory_handler(void);

/* Sets the handler, returns the one before. Until one is set, running out of memory aborts. */
memory_handler *memory_on_failure(memory_handler *handler);

/* Hands control to the handler. Also called for libraries that report that they ran out. */
_Noreturn void memory_failed(void);

/* malloc and realloc that never return NULL; bytes of 0 count as 1. The caller owns the result and frees it with
 * free(). */
void *memory_get(size_t bytes);
void *memory_grow(void *old, size_t bytes);

/* ---- arena.c: everything of one run is freed at once ---- */

typedef struct arena arena;

arena *arena_new(void);
/* Frees all that was got from it, after calling what arena_after() left, latest first. NULL is allowed. */
void arena_free(arena *a);
/* Zeroed bytes, aligned for any type, living as long as the arena. */
void *arena_get(arena *a, size_t bytes);
/* A NUL-terminated copy. */
char *arena_copy(arena *a, const char *text, size_t length);
char *arena_format(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Calls done(subject) when the arena is freed: for objects of libraries that have memory of their own. */
void arena_after(arena *a, void (*done)(void *), void *subject);

#define arena_new_of(a, type) ((type *)arena_get((a), sizeof(type)))

/* A growing list in an arena. Items move when it grows: keep indexes or lists of pointers, not pointers to items. */
#define ARRAY(type)                                                                                                    \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, room;                                                                                            \
    }
/* A pointer to one more, zeroed item at the end of *array. */
#define array_add(a, array)                                                                                            \
    ((array)->items = array_grow((a), (array)->items, (array)->count, &(array)->room, sizeof *(array)->items),         \
     &(array)->items[(array)->count++])
void *array_grow(arena *a, void *items, size_t count, size_t *room, size_t size);

/* ---- buffer.c: bytes that grow; write many times, test once ---- */

/* Past `bound` bytes (0: BUFFER_BOUND) it is `failed`: later writes do nothing, so a writer tests once, at its end.
   Zero-initialise; `data` is NUL-terminated as soon as something was written. Owner calls buffer_free(). */
typedef struct buffer {
    char *data;
    size_t length, room, bound;
    bool failed;
} buffer;

#define BUFFER_BOUND ((size_t)1 << 30)

void buffer_add(buffer *b, const char *bytes, size_t length);
void buffer_text(buffer *b, const char *text);
void buffer_char(buffer *b, char c);
/* No %f, %e, %g: they follow the locale. Use buffer_number(). */
void buffer_format(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A number with at most `decimals` (0 to 6) decimals and a point in every locale; no trailing zeros, no "-0". */
void buffer_number(buffer *b, double value, int decimals);
/* Text as the inside of a JSON string, quotes not included; and with them. */
void buffer_json(buffer *b, const char *text);
void buffer_quoted(buffer *b, const char *text);
/* Bytes in base64 (RFC 4648), in one line. */
void buffer_base64(buffer *b, const char *bytes, size_t length);
void buffer_free(buffer *b);

/* ---- number.c ---- */

/* Reads "12" or "12.5" at *at, in any locale, and moves behind it; false where there is none. */
bool number_read(const char **at, double *out);

/* ---- map.c: text -> pointer ---- */

typedef struct map map;

map *map_new(arena *a);
/* NULL where the key is not in it. */
void *map_get(const map *m, const char *key);
/* Keeps `key` (not a copy) and sets its value; returns the value it had before, or NULL. */
void *map_put(map *m, const char *key, void *value);

/* FNV-1a with a final mix: stable over runs and machines. */
uint64_t hash_bytes(const void *bytes, size_t length, uint64_t seed);
uint64_t hash_text(const char *text, uint64_t seed);

/* ---- utf8.c ---- */

/* Decodes one character of [*at, end), moves *at behind it. Bad bytes give U+FFFD and move by one. */
uint32_t utf8_next(const char **at, const char *end);
/* Writes 1 to 4 bytes, returns how many. */
int utf8_put(uint32_t c, char out[4]);
/* Byte offset of the first byte that is not well-formed UTF-8, or `length`. */
size_t utf8_bad_at(const char *text, size_t length);
size_t utf8_count(const char *text);
/* Terminal columns of a character: 0 (combining, format, control), 1, or 2 (East Asian wide, emoji). */
int utf8_columns(uint32_t c);
/* A letter or digit of any script, as ids allow. */
bool utf8_is_word(uint32_t c);
/* Drawn as a picture unless told otherwise, or the sign that tells so of the character before it (U+FE0F). */
bool utf8_is_emoji(uint32_t c);
/* A format character or variation selector: shows nothing of itself, whether a font has it or not. */
bool utf8_is_hidden(uint32_t c);
/* An embedding, override or isolate (U+202A to U+202E, U+2066 to U+2069): sets what follows in another order. */
bool utf8_is_reordering(uint32_t c);
/* Which way it is written: 1 for left to right, -1 for right to left (letters, and the marks U+200E, U+200F, U+061C),
   0 where it says nothing (digits, punctuation, combining marks). */
int utf8_direction(uint32_t c);

/* ---- nearest.c: "did you mean" ---- */

/* The candidate nearest to a word by edits (Damerau-Levenshtein, one swap of neighbours counts one). */
typedef struct nearest {
    const char *word;
    const char *best; /* NULL while nothing is near enough */
    int distance;
} nearest;

/* Near enough is: at most a third of the word's characters, at least 1 and at most 3 edits; case counts nothing. */
nearest nearest_to(const char *word);
void nearest_try(nearest *n, const char *candidate);

/* ---- diagnostics.c: mistakes with their place ---- */

/* A file as it was read: UTF-8 text without BOM. */
typedef struct source_file {
    const char *name; /* as the user named it; "<stdin>" */
    const char *text;
    size_t length; /* bytes */
    int order;     /* 0 for the first file read; sorts diagnostics */
    bool is_usage; /* it is the command line: a mistake in it is wrong usage */
} source_file;

/* Characters [start, end) of a file, counted in code points from 0; `file` is NULL where there is no place to show. */
typedef struct place {
    const source_file *file;
    uint32_t start, end;
} place;

/* What can be said. One row each in the table of rules (diagnostics.c): stable name, severity, one-line summary. */
typedef enum rule {
    RULE_SYNTAX,   /* not YAML */
    RULE_ENCODING, /* not UTF-8 or UTF-16 */
    RULE_TYPE,     /* a map where text is expected … */
    RULE_UNKNOWN_KEY,
    RULE_DUPLICATE_KEY,
    RULE_MISSING_KEY,
    RULE_VALUE, /* a word that is not one of those allowed */
    RULE_DATE,
    RULE_ID, /* an id with characters that ids cannot have */
    RULE_DUPLICATE_ID,
    RULE_UNKNOWN_ID, /* a node, kind, relation, group, source that is not there */
    RULE_EDGE,       /* an edge's key that does not read `a -> b` */
    RULE_URL,
    RULE_CYCLE, /* aliases, groups or includes that hold themselves */
    RULE_INCLUDE,
    RULE_LIMIT,    /* exit 4 */
    RULE_IO,       /* exit 3 */
    RULE_INTERNAL, /* exit 5 */
    /* warnings */
    RULE_UNSOURCED_CLAIM,
    RULE_QUOTE_WITHOUT_SOURCE,
    RULE_EMPTY_QUOTE,
    RULE_UNUSED_SOURCE,
    RULE_LONE_NODE,
    RULE_NEAR_RELATION,
    RULE_DATE_CONFLICT,
    RULE_DUPLICATE_CLAIM,
    RULE_SINCE_AFTER_AS_OF,
    RULE_EMPTY_PICTURE,
    RULE_EMPTY_VIEW,
    RULE_PALE_COLOR, /* a colour that cannot be seen on white */
    RULE_LAYOUT,     /* the layout fell back to something poorer */
    RULE_SMALL_TEXT, /* a map whose text is too small on its page */
    RULE_COUNT
} rule;

/* Who tells of a rule where nobody says more. */
typedef enum told_by { TOLD_BY_ALL, TOLD_BY_CHECK, TOLD_BY_DRAWING } told_by;

typedef struct rule_row {
    const char *name; /* "unknown-key" */
    bool warning;
    const char *summary; /* one line for `check --list` */
    int exit;            /* exit code (cli.md) where it counts as an error */
    told_by told_by;
} rule_row;

const rule_row *rule_of(rule r);
/* False where there is no rule of that name. */
bool rule_by_name(const char *name, rule *out);
/* The name of the warning that a word probably means; NULL where none is near. */
const char *warning_near(const char *name);

/* How what a rule finds counts. */
typedef enum severity { SEVERITY_UNSAID, SEVERITY_OFF, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT } severity;

/* "off", "on", "error": as a warning is switched in the file and on the command line. SEVERITY_UNSAID has no word. */
extern const char *const severity_words[SEVERITY_COUNT];

typedef struct diagnostic {
    rule rule;
    place at;
    const char *message; /* one sentence without a full stop, words of the file in ‘quotes’ */
    const char *help;    /* the mend, or NULL */
} diagnostic;

typedef struct diagnostics diagnostics;

#define DIAGNOSTICS_SHOWN 100

/* Lives in the arena. With `strict`, warnings count as errors. */
diagnostics *diagnostics_new(arena *a, bool strict);
/* Switches a warning, for what was reported before too. What was said first stays: whoever has the last word comes
   first. Errors cannot be switched. */
void diagnostics_switch(diagnostics *d, rule r, severity to);
/* How a rule counts now: never SEVERITY_UNSAID. */
severity diagnostics_severity(const diagnostics *d, rule r);
/* Files a mistake. `help` may be NULL; it must live as long as the arena. The same rule at the same place is kept once;
   that a picture is empty, once for each message. */
void report(diagnostics *d, rule r, place at, const char *help, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The text, or its beginning and "…" where it is too long for a message. */
const char *in_short(arena *a, const char *text);
/* Takes back that the command line names what is not there, of what has not been told. */
void diagnostics_pardon(diagnostics *d);
/* What was reported so far is not part of later lists: it has been told. It still counts. */
void diagnostics_told(diagnostics *d);
/* All that was reported since and is not switched off, in file order (order of files, then place, then order of
   reporting). */
const diagnostic *diagnostics_sorted(diagnostics *d, size_t *count);
size_t diagnostics_errors(const diagnostics *d);
size_t diagnostics_warnings(const diagnostics *d);
/* 0, or the exit code (cli.md) of the gravest error: internal 5, limit 4, reading 3, usage 2, other 1. */
int diagnostics_exit(const diagnostics *d);
/* A walk through the text of a file; zeroed, it is nowhere yet. */
typedef struct cursor {
    const source_file *file;
    const char *at, *line; /* the next character, the first of its line */
    uint32_t character;
    unsigned number, column; /* from 1 */
} cursor;

/* Goes to where a place starts, on from where the walk is if it is not beyond: in file order all places together cost
   one walk a file. */
void cursor_move(cursor *c, place to);
/* Goes on in the same file up to a character. */
void cursor_walk(cursor *c, uint32_t target);
/* Line and column, both from 1; a column is a character; lines end at LF, CR LF or CR. */
void place_line_column(place at, unsigned *line, unsigned *column);
/* FILE:LINE:COLUMN: error: … (with its [name] behind it where it can be switched), the source line, the caret, help; at
   most DIAGNOSTICS_SHOWN, then how many more. */
void diagnostics_text(diagnostics *d, bool colour, buffer *out);
/* Adds text in one line, with a picture in place of each character that a terminal would obey. */
void buffer_visible(buffer *out, const char *text);
/* A JSON array: file, line, column, endLine, endColumn, severity, rule, message, help; where there is a place,
   the line as snippet, from the character snippetColumn on. */
void diagnostics_json(diagnostics *d, buffer *out);
/* A JSON array of SARIF results, for sarif_log(). */
void diagnostics_sarif(diagnostics *d, buffer *out);
/* A whole log of SARIF 2.1.0 around results, that is, around the items of such arrays; with all rules, and nothing of
   the machine, the day or the version. */
void sarif_log(const char *results, buffer *out);

#endif
