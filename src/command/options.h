/* The table of options: what is parsed, and what --help prints. Private to the command room. */
#ifndef ENTENTE_OPTIONS_H
#define ENTENTE_OPTIONS_H

#include "command/command.h"

typedef enum section {
    SECTION_OUTPUT,
    SECTION_SHOWN,
    SECTION_SERVE,
    SECTION_BUILD,
    SECTION_FIGURE,
    SECTION_COMPARING,
    SECTION_CHECK,
    SECTION_STYLE,
    SECTION_EMBED,
    SECTION_LIST,
    SECTION_BOUNDS,
    SECTION_MESSAGES,
    SECTION_COUNT
} section;

typedef struct section_row {
    const char *title;
    int mask; /* the commands that the options are for */
} section_row;

extern const section_row section_rows[SECTION_COUNT];

typedef struct option option;

/* Takes the value of an option (NULL where it has none); false on a wrong one, which has been told. */
typedef bool option_take(options *o, const option *row, const char *value);

struct option {
    char letter;          /* 0: none */
    const char *letters;  /* "MF": several behind one dash; NULL: none */
    const char *name;     /* without its dashes; NULL: none */
    const char *argument; /* "FORMAT"; NULL where `words` says it, or there is none */
    section section;
    option_take *take;
    size_t offset;            /* of what it sets, in `options` */
    const char *const *words; /* those that it can be, `word_count` of them; 0: up to NULL */
    int word_count;
    double least, most; /* of numbers */
    int not_for;        /* commands that it is not for, though its section is */
    int more_values;    /* how many words follow the value, each taken as one too */
    const char *help;
};

extern const option option_table[];
extern const size_t option_count;

/* Whether the command takes it. */
bool option_is_for(const option *row, const command *it);
bool option_has_value(const option *row);
/* Word `i` of those that it can be; NULL where there are no more. */
const char *option_word(const option *row, int i);
/* "--theme", or "-T" where there is no long name. */
const char *option_name(arena *a, const option *row);

/* option_values.c */
option_take take_flag, take_help, take_version, take_text, take_word, take_choice, take_number, take_count, take_page,
    take_prefix, take_limit, take_format, take_output, take_views, take_days, take_asked, take_asked_list, take_between,
    take_depfile, take_target, take_serve, take_serve_text, take_port, take_at;

/* rules.c */
option_take take_warning;

#endif
