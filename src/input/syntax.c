#include "input/tree.h"

#include <string.h>

/* libyaml says what it expected; people want to know what they did. So most of its mistakes are looked at again in the
   text around them. */

typedef struct spot {
    arena *arena;
    const source_file *file;
    diagnostics *d;
    const trouble *trouble;
    const char *start, *end; /* of the file's text */
    const char *at, *context;
} spot;

/* ---- the text around ---- */

static const char *byte_of(const source_file *file, uint32_t character)
{
    const char *at = file->text, *end = at + file->length;
    for (; character > 0 && at < end; character--)
        utf8_next(&at, end);
    return at;
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* A piece of one line. */
typedef struct piece {
    const char *start, *end;
} piece;

static piece line_around(const spot *s, const char *at)
{
    piece line = {at, at};
    while (line.start > s->start && !ends_line(line.start[-1]))
        line.start--;
    while (line.end < s->end && !ends_line(*line.end))
        line.end++;
    return line;
}

/* Without blanks at its ends and without a comment behind it. */
static piece trimmed(piece p)
{
    while (p.start < p.end && is_blank(*p.start))
        p.start++;
    for (const char *at = p.start; at < p.end; at++)
        if (*at == '#' && (at == p.start || is_blank(at[-1]))) {
            p.end = at;
            break;
        }
    while (p.end > p.start && is_blank(p.end[-1]))
        p.end--;
    return p;
}

static bool is_empty(piece p)
{
    return p.start == p.end;
}

/* The last line with anything but a comment in it before the one around `at`; empty where there is none. */
static piece content_before(const spot *s, const char *at)
{
    piece content = {at, at};
    for (const char *start = line_around(s, at).start; start > s->start;) {
        piece line = line_around(s, start - 1);
        start = line.start;
        content = trimmed(line);
        if (!is_empty(content))
            return content;
    }
    content.end = content.start;
    return content;
}

static bool starts_with(piece p, const char *text)
{
    return (size_t)(p.end - p.start) >= strlen(text) && memcmp(p.start, text, strlen(text)) == 0;
}

/* The colon that ends a key: before a blank or the end of the line. NULL where there is none in the piece. */
static const char *key_colon(piece p)
{
    for (const char *at = p.start; at < p.end; at++)
        if (*at == ':' && (at + 1 == p.end || is_blank(at[1])))
            return at;
    return NULL;
}

static place place_of(const spot *s, piece p)
{
    uint32_t start = 0;
    for (const char *at = s->start; at < p.start; start++)
        utf8_next(&at, s->end);
    uint32_t end = start;
    for (const char *at = p.start; at < p.end; end++)
        utf8_next(&at, s->end);
    return (place){s->file, start, end};
}

static place place_at(const spot *s, const char *at)
{
    return place_of(s, (piece){at, at + (at < s->end && !ends_line(*at))});
}

static unsigned line_number(const spot *s, const char *at)
{
    unsigned line, column;
    place_line_column(place_at(s, at), &line, &column);
    return line;
}

static unsigned column_number(const spot *s, const char *at)
{
    unsigned line, column;
    place_line_column(place_at(s, at), &line, &column);
    return column;
}

static const char *said(const spot *s, piece p)
{
    return in_short(s->arena, arena_copy(s->arena, p.start, (size_t)(p.end - p.start)));
}

/* From `at` to the end of what stands there. */
static piece rest_of_line(const spot *s, const char *at)
{
    return trimmed((piece){at, line_around(s, at).end});
}

/* How to write a text with quotes. */
static const char *quoting_help(const spot *s, piece text)
{
    size_t length = (size_t)(text.end - text.start);
    char quote = !memchr(text.start, '"', length) && !memchr(text.start, '\\', length) ? '"'
                 : !memchr(text.start, '\'', length)                                   ? '\''
                                                                                       : 0;
    if (!quote || length > 100)
        return "put the text in quotes: \"…\"";
    return arena_format(s->arena, "put the text in quotes: %c%s%c", quote, said(s, text), quote);
}

/* ---- one function for each way to go wrong ---- */

static void tab(const spot *s)
{
    const char *at = s->at;
    while (at < s->end && !ends_line(*at) && *at != '\t')
        at++;
    report(s->d, RULE_SYNTAX, place_at(s, at < s->end && *at == '\t' ? at : s->at), "put blanks in its place",
           "this line is indented with a tab, and YAML takes only blanks there");
}

static void bad_start(const spot *s)
{
    if (s->at < s->end && *s->at == '\t') {
        tab(s);
        return;
    }
    piece text = rest_of_line(s, s->at);
    report(s->d, RULE_SYNTAX, place_at(s, s->at), quoting_help(s, text),
           "a text without quotes cannot begin with ‘%.*s’", (int)(s->at < s->end), s->at);
}

static void unclosed_quote(const spot *s)
{
    report(s->d, RULE_SYNTAX, place_at(s, s->context),
           arena_format(s->arena, "write %c where the text ends", *s->context),
           "the quote %c is opened here and never closed", *s->context);
}

/* Behind a closing quote more text was found. */
static void text_behind_quote(const spot *s)
{
    piece quoted = {byte_of(s->file, s->trouble->last.start), byte_of(s->file, s->trouble->last.end)};
    char quote = quoted.end[-1];
    unsigned first = line_number(s, quoted.start), last = line_number(s, quoted.end - 1);
    if (first != last) {
        report(s->d, RULE_SYNTAX, place_at(s, quoted.start),
               arena_format(s->arena, "write %c where the text ends", quote),
               "the quote %c is opened here and closed only in line %u", quote, last);
        return;
    }
    const char *help = quote == '\'' ? "write '' for an apostrophe inside single quotes"
                                     : "write \\\" for a quote inside double quotes";
    report(s->d, RULE_SYNTAX, place_of(s, rest_of_line(s, s->at)), help,
           "the quotes close before this, and nothing can stand behind them");
}

static void bracket_without_partner(const spot *s)
{
    report(s->d, RULE_SYNTAX, place_at(s, s->at),
           arena_format(s->arena, "take it away, or write ‘%c’ where it begins", *s->at == '}' ? '{' : '['),
           "‘%c’ closes something that was not opened", *s->at);
}

static bool at_closing_bracket(const spot *s)
{
    return s->at < s->end && (*s->at == ']' || *s->at == '}');
}

/* Columns where the line could begin instead. */
static const char *indentation_help(const spot *s)
{
    piece before = content_before(s, s->at);
    unsigned here = column_number(s, s->context), there = column_number(s, before.start);
    unsigned here_line = line_number(s, s->context), there_line = line_number(s, before.start);
    if (is_empty(before) || here == there || here_line == there_line)
        return arena_format(s->arena, "begin it in column %u like line %u", here, here_line);
    return arena_format(s->arena, "begin it in column %u like line %u, or in column %u like line %u", there, there_line,
                        here, here_line);
}

static void misplaced_line(const spot *s)
{
    piece rest = rest_of_line(s, s->at);
    piece before = trimmed((piece){line_around(s, s->at).start, s->at});
    if (s->trouble->last.file && (!is_empty(before) || starts_with(rest, "\"") || starts_with(rest, "'")))
        text_behind_quote(s);
    else if (at_closing_bracket(s))
        bracket_without_partner(s);
    else if (!is_empty(before) && !starts_with(before, "- "))
        report(s->d, RULE_SYNTAX, place_of(s, rest), "take it away, or begin a new line with it",
               "‘%s’ stands behind a value that has ended", said(s, rest));
    else if (starts_with(rest, ":"))
        report(s->d, RULE_SYNTAX, place_at(s, s->at), "write ‘key: value’", "there is no key before the colon");
    else if (starts_with(rest, "- ") && strstr(s->trouble->context, "mapping"))
        report(s->d, RULE_SYNTAX, place_of(s, rest),
               "take the ‘- ’ away, or indent the line further than the key that it belongs to",
               "a list entry stands among ‘key: value’ entries");
    else if (column_number(s, s->at) == column_number(s, s->context))
        report(s->d, RULE_SYNTAX, place_of(s, rest), arena_format(s->arena, "write ‘- %s’", said(s, rest)),
               "the entries before this one begin with ‘- ’");
    else
        report(s->d, RULE_SYNTAX, place_of(s, rest), indentation_help(s),
               "this line is indented unlike the lines before it");
}

/* A line that should be ‘key: value’ and has no colon. */
static void line_without_colon(const spot *s, piece line)
{
    const char *colon = memchr(line.start, ':', (size_t)(line.end - line.start));
    const char *help = "write ‘key: value’";
    if (colon && colon + 1 < line.end)
        help = arena_format(s->arena, "put a blank behind the colon: ‘%s: %s’", said(s, (piece){line.start, colon}),
                            said(s, (piece){colon + 1, line.end}));
    report(s->d, RULE_SYNTAX, place_of(s, line), help,
           colon ? "there is no blank behind the colon" : "there is no colon in this line");
}

static void missing_colon(const spot *s)
{
    line_without_colon(s, rest_of_line(s, s->context));
}

static int blanks_in(piece p)
{
    int count = 0;
    for (const char *at = p.start; at < p.end; at++)
        count += is_blank(*at);
    return count;
}

/* The line is indented under one that has its value already: a sentence that goes on, or more about the same thing. */
static const char *deeper_help(const spot *s, piece above)
{
    enum { SENTENCE = 3 }; /* blanks that make a value look like one */
    while (starts_with(above, "- "))
        above = trimmed((piece){above.start + 1, above.end});
    const char *colon = key_colon(above);
    piece key = {above.start, colon}, value = trimmed((piece){colon + 1, above.end});
    if (blanks_in(value) >= SENTENCE)
        return arena_format(s->arena,
                            "put the text of line %u in quotes if it goes on here, or begin this line in column %u",
                            line_number(s, key.start), column_number(s, key.start));
    const char *name = strstr(said(s, key), " -> ") || strstr(said(s, key), " -- ") ? "relation" : "name";
    return arena_format(s->arena,
                        "to say more about ‘%s’, write ‘%s: %s’ below it too; or begin this line in column %u",
                        said(s, key), name, said(s, value), column_number(s, key.start));
}

static void stray_colon(const spot *s)
{
    piece line = trimmed(line_around(s, s->at));
    /* U+2028 ends a comment, though not a line: then the place is behind what is left of the line. */
    const char *first = key_colon((piece){line.start, s->at < line.end ? s->at : line.end});
    piece above = content_before(s, s->at);
    if (first)
        report(s->d, RULE_SYNTAX, place_at(s, s->at), quoting_help(s, trimmed((piece){first + 1, line.end})),
               "a second colon with a blank behind it stands in a text without quotes");
    else if (!key_colon(above))
        line_without_colon(s, is_empty(above) ? line : above);
    else
        report(s->d, RULE_SYNTAX, place_of(s, (piece){line.start, s->at}), deeper_help(s, above),
               "this is indented under line %u, which has its value already", line_number(s, above.start));
}

/* The end of what is opened at `at`, or NULL. Quotes are respected, as far as a glance can. */
static const char *closing_bracket(const spot *s, const char *at)
{
    int open = 0;
    for (char quote = 0; at < s->end; at++) {
        if (quote)
            quote = *at == quote ? 0 : quote;
        else if ((*at == '"' || *at == '\'') && strchr(" ,[{:\n", at[-1]))
            quote = *at;
        else if (*at == '[' || *at == '{')
            open++;
        else if ((*at == ']' || *at == '}') && --open == 0)
            return at;
    }
    return NULL;
}

/* Something stands where a comma or the closing bracket is expected. */
static void missing_comma(const spot *s)
{
    piece line = trimmed(line_around(s, s->at));
    if (line.start == s->at)
        report(s->d, RULE_SYNTAX, place_of(s, line), "write a comma at the end of the line before",
               "a comma is missing before this");
    else if (*s->at != ':')
        report(s->d, RULE_SYNTAX, place_at(s, s->at), "write ‘, ’ before it", "a comma is missing before this");
    else if (key_colon((piece){line.start, s->at}))
        report(s->d, RULE_SYNTAX, place_at(s, s->at), "put the text around it in quotes",
               "a second colon with a blank behind it stands in a text without quotes");
    else
        report(s->d, RULE_SYNTAX, place_of(s, (piece){line.start, s->at}),
               "write a comma at the end of the line before", "a comma is missing before this");
}

/* Whether a comment holds the character, as in `{color: #1a2b3c}`. */
static bool is_in_comment(piece line, char c)
{
    for (const char *at = line.start; at + 1 < line.end; at++)
        if (at[0] == ' ' && at[1] == '#')
            return memchr(at, c, (size_t)(line.end - at)) != NULL;
    return false;
}

static void unclosed_bracket(const spot *s)
{
    char opening = *s->context, closing = opening == '[' ? ']' : '}';
    const char *end = closing_bracket(s, s->context);
    bool same_line = line_around(s, s->at).start == line_around(s, s->context).start;
    if (at_closing_bracket(s))
        report(s->d, RULE_SYNTAX, place_at(s, s->at), arena_format(s->arena, "write ‘%c’", closing),
               "‘%c’ is closed with ‘%c’", opening, *s->at);
    else if (s->trouble->last.file && same_line && !strchr("\"':", *s->at))
        text_behind_quote(s);
    else if (end && s->at < end)
        missing_comma(s);
    else
        report(s->d, RULE_SYNTAX, place_at(s, s->context),
               is_in_comment((piece){s->context, line_around(s, s->context).end}, closing)
                   ? "put in quotes what begins with #, such as \"#1a2b3c\": behind a blank it is a comment"
                   : arena_format(s->arena, "write ‘%c’ where it ends", closing),
               "‘%c’ is opened here and never closed", opening);
}

static void missing_value(const spot *s)
{
    piece rest = rest_of_line(s, s->at);
    if (at_closing_bracket(s))
        bracket_without_partner(s);
    else if (starts_with(rest, ","))
        report(s->d, RULE_SYNTAX, place_at(s, s->at),
               "take the comma away, or write what is missing; a text that begins with a comma needs quotes",
               "there is nothing before this comma");
    else if (starts_with(rest, "-"))
        report(s->d, RULE_SYNTAX, place_at(s, s->at), "separate the entries with commas, or leave the brackets away",
               "a list with ‘- ’ cannot stand inside brackets");
    else
        report(s->d, RULE_SYNTAX, place_at(s, s->at), "write a text, a list or entries", "a value is missing here");
}

static void behind_end(const spot *s)
{
    piece rest = rest_of_line(s, s->at);
    if (at_closing_bracket(s))
        bracket_without_partner(s);
    else if (*s->start == '%')
        report(s->d, RULE_SYNTAX, place_of(s, rest), "write a line ‘---’ before it, or take the line with ‘%’ away",
               "the line with ‘%%’ at the top is not followed by ‘---’");
    else
        report(s->d, RULE_SYNTAX, place_of(s, rest), "take it away, or put it inside of what ends before it",
               "‘%s’ stands behind the end of the network", said(s, rest));
}

static void alias(const spot *s)
{
    bool nameless = s->at == s->context + 1;
    report(s->d, RULE_SYNTAX, place_at(s, nameless ? s->context : s->at), quoting_help(s, rest_of_line(s, s->context)),
           nameless ? "‘*’ must be followed by the name of a value that it repeats"
                    : "the name of a value, which ‘*’ repeats, cannot have this character");
}

static void anchor(const spot *s)
{
    if (s->at == s->context + 1)
        report(s->d, RULE_SYNTAX, place_at(s, s->context), quoting_help(s, rest_of_line(s, s->context)),
               "‘&’ must be followed by a name for the value behind it");
    else
        report(s->d, RULE_SYNTAX, place_at(s, s->at),
               "use letters a to z, digits, - and _; a text that begins with & needs quotes",
               "the name of a value, which ‘&’ gives, cannot have this character");
}

static void tag(const spot *s)
{
    const char *at = s->context < s->end && *s->context == '!' ? s->context : s->at;
    report(s->d, RULE_SYNTAX, place_at(s, at), quoting_help(s, rest_of_line(s, at)),
           "a text without quotes cannot begin with ‘!’");
}

static void dash_behind_key(const spot *s)
{
    piece rest = rest_of_line(s, s->at);
    report(s->d, RULE_SYNTAX, place_of(s, rest),
           arena_format(s->arena, "write ‘%s’ in a line of its own below, or put the text in quotes", said(s, rest)),
           "a list cannot begin behind a key in the same line");
}

static void question_mark(const spot *s)
{
    report(s->d, RULE_SYNTAX, place_at(s, s->at), quoting_help(s, rest_of_line(s, s->at)),
           "a text without quotes cannot begin with ‘? ’");
}

static void block_header(const spot *s)
{
    report(
        s->d, RULE_SYNTAX, place_of(s, rest_of_line(s, s->at)),
        arena_format(s->arena, "begin the text in the next line; a text that begins with %c needs quotes", *s->context),
        "behind ‘%c’ the line must end", *s->context);
}

/* The four digits of "\ud83d" at `at`; 0 where there are none. */
static uint32_t unit_at(const spot *s, const char *at)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t unit = 0;
    if (s->end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return 0;
    for (int i = 2; i < 6; i++) {
        const char *digit = memchr(digits, at[i] >= 'A' && at[i] <= 'F' ? at[i] + ('a' - 'A') : at[i], 16);
        if (!digit)
            return 0;
        unit = unit * 16 + (uint32_t)(digit - digits);
    }
    return unit;
}

/* JSON writes a character beyond U+FFFF as two escapes, halves of UTF-16, and YAML knows no halves. Returns whether
   that is what stands there, which was told. */
static bool halves(const spot *s, const char *at)
{
    uint32_t high = unit_at(s, at), low = high ? unit_at(s, at + 6) : 0;
    if (high < 0xd800 || high > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return false;
    uint32_t c = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    char sign[5] = {0};
    utf8_put(c, sign);
    report(s->d, RULE_SYNTAX, place_of(s, (piece){at, at + 12}),
           arena_format(s->arena, "write ‘%s’ or ‘\\U%08x’; Python does with json.dumps(…, ensure_ascii=False)", sign,
                        (unsigned)c),
           "a character in two halves, as JSON may write it, cannot be read");
    return true;
}

static void escape(const spot *s)
{
    const char *at = s->at;
    while (at > s->context && *at != '\\')
        at--;
    if (halves(s, at))
        return;
    const char *after = at + 1;
    if (after < s->end)
        utf8_next(&after, s->end);
    piece what = {at, after};
    report(s->d, RULE_SYNTAX, place_of(s, what), "write \\\\ for a backslash, or put the text in single quotes",
           "‘%s’ in double quotes does not stand for a character", said(s, what));
}

static void percent(const spot *s)
{
    const char *at = line_around(s, s->context < s->end && *s->context == '%' ? s->context : s->at).start;
    report(s->d, RULE_SYNTAX, place_of(s, rest_of_line(s, at)), "put the text in quotes, or take the line away",
           "a line that begins with ‘%%’ is an instruction to YAML, and this is none that it knows");
}

static void anything_else(const spot *s)
{
    report(s->d, RULE_SYNTAX, place_at(s, s->at), NULL, "this is not YAML: %s", s->trouble->problem);
}

/* libyaml's words, or how they begin; NULL fits all. The first row that fits counts. */
static const struct {
    const char *problem, *context;
    void (*explain)(const spot *);
} rows[] = {
    {NULL, "while scanning a directive", percent},
    {NULL, "while scanning a %", percent},
    {"found incompatible YAML", NULL, percent},
    {"found duplicate %", NULL, percent},
    {NULL, "while scanning an anchor", anchor},
    {NULL, "while scanning an alias", alias},
    {NULL, "while scanning a tag", tag},
    {NULL, "while parsing a tag", tag},
    {"found undefined tag handle", NULL, tag},
    {"found a tab", NULL, tab},
    {"found character that cannot start any token", NULL, bad_start},
    {NULL, "while scanning a quoted scalar", unclosed_quote},
    {NULL, "while parsing a quoted scalar", escape},
    {NULL, "while scanning a block scalar", block_header},
    {"could not find expected ':'", NULL, missing_colon},
    {"mapping values are not allowed", NULL, stray_colon},
    {"block sequence entries are not allowed", NULL, dash_behind_key},
    {"mapping keys are not allowed", NULL, question_mark},
    {"did not find expected key", NULL, misplaced_line},
    {"did not find expected '-' indicator", NULL, misplaced_line},
    {"did not find expected ',' or", NULL, unclosed_bracket},
    {"did not find expected node content", NULL, missing_value},
    {"did not find expected <document start>", NULL, behind_end},
    {NULL, NULL, anything_else},
};

static bool fits(const char *pattern, const char *text)
{
    return !pattern || (text && strncmp(text, pattern, strlen(pattern)) == 0);
}

/* Marks that git leaves in a file lead to all sorts of mistakes. */
static bool report_conflict(const spot *s)
{
    for (const char *at = s->start; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        piece line = line_around(s, at);
        if (starts_with(line, "<<<<<<< ")) {
            report(s->d, RULE_SYNTAX, place_of(s, line),
                   "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>",
                   "an unsolved merge conflict begins here");
            return true;
        }
    }
    return false;
}

void report_trouble(arena *a, const source_file *file, const trouble *t, diagnostics *d)
{
    spot s = {.arena = a,
              .file = file,
              .d = d,
              .trouble = t,
              .start = file->text,
              .end = file->text + file->length,
              .at = byte_of(file, t->at),
              .context = byte_of(file, t->context_at)};
    if (report_conflict(&s))
        return;
    size_t row = 0;
    while (!fits(rows[row].problem, t->problem) || !fits(rows[row].context, t->context))
        row++;
    rows[row].explain(&s);
}
