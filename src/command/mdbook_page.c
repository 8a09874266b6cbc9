#include "command/mdbook.h"

#include <string.h>

enum { DEEPEST_LIST = 32, CODE_INDENT = 4, LEAST_FENCE = 3, LONGEST_NUMBER = 9 };

/* A page while it is gone through line by line. */
typedef struct reading {
    arena *arena;
    page *page;
    const char *text, *end;
    const char *line, *line_end; /* the line, and where its break is */
    unsigned number;
    int lists[DEEPEST_LIST]; /* columns where the content of the items that are open begins */
    int list_count;
} reading;

/* What a line begins with: blanks, quotes, marks of lists. */
typedef struct lead {
    const char *at; /* behind it */
    int column;     /* of `at`; tabs go to every fourth */
    int quotes;
    bool is_code; /* indented so far that what follows is code */
} lead;

/* ---- words ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        at++;
    return at;
}

static bool begins(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* Where a word is; `end` where it is not. */
static const char *find(const char *at, const char *end, const char *word)
{
    while (at < end && !begins(at, end, word))
        at++;
    return at;
}

static const char *copy(const reading *r, const char *at, const char *end)
{
    return arena_copy(r->arena, at, (size_t)(end - at));
}

static size_t run_of(const char *at, const char *end)
{
    size_t length = 1;
    while (at + length < end && at[length] == *at)
        length++;
    return length;
}

/* False, for the caller to return. */
static bool wrong(reading *r, unsigned line, const char *help, const char *text)
{
    r->page->wrong_line = line;
    r->page->wrong = text;
    r->page->help = help;
    return false;
}

/* ---- lines, and what they stand in ---- */

static bool take_line(reading *r, const char *at)
{
    if (at >= r->end)
        return false;
    const char *newline = memchr(at, '\n', (size_t)(r->end - at));
    r->line = at;
    r->line_end = newline ? newline : r->end;
    r->number++;
    return true;
}

static const char *behind_line(const reading *r)
{
    return r->line_end < r->end ? r->line_end + 1 : r->end;
}

/* The end of what a line says. */
static const char *line_end(const reading *r)
{
    return r->line_end > r->line && r->line_end[-1] == '\r' ? r->line_end - 1 : r->line_end;
}

static void step(lead *l)
{
    l->column = *l->at == '\t' ? l->column / 4 * 4 + 4 : l->column + 1;
    l->at++;
}

/* The length of a mark of a list that begins here; 0 where none does. */
static int list_mark(const char *at, const char *end)
{
    int length = 0;
    while (length < LONGEST_NUMBER && at + length < end && is_digit(at[length]))
        length++;
    const char *marks = length ? ".)" : "-+*";
    length++;
    bool is_mark = at + length < end && at[length - 1] && strchr(marks, at[length - 1]) && is_blank(at[length]);
    return is_mark ? length : 0;
}

/* Closes the items that a line does not belong to that says something in this column. */
static void leave_lists(reading *r, int column)
{
    while (r->list_count && r->lists[r->list_count - 1] > column)
        r->list_count--;
}

/* The column of the innermost item that a line with something in this column may belong to; 0: none. */
static int item_column(const reading *r, int column)
{
    for (int i = r->list_count; i-- > 0;)
        if (r->lists[i] <= column)
            return r->lists[i];
    return 0;
}

static lead read_lead(reading *r)
{
    lead l = {.at = r->line};
    const char *end = line_end(r);
    for (int base = 0;;) {
        while (l.at < end && is_blank(*l.at))
            step(&l);
        int item = item_column(r, l.column), mark = list_mark(l.at, end);
        l.is_code = l.column - (item > base ? item : base) >= CODE_INDENT;
        if (l.at == end || l.is_code || (*l.at != '>' && !mark))
            break;
        l.quotes += *l.at == '>';
        leave_lists(r, l.column);
        for (int i = 0; i < (mark ? mark : 1); i++)
            step(&l);
        base = l.column + (l.at < end && is_blank(*l.at));
        if (mark && r->list_count < DEEPEST_LIST)
            r->lists[r->list_count++] = base;
    }
    if (l.at < end)
        leave_lists(r, l.column);
    return l;
}

/* What a further line begins with to be in the same quotes and lists. */
static const char *lead_again(const reading *r, const lead *l)
{
    char *text = arena_copy(r->arena, r->line, (size_t)(l->at - r->line));
    for (char *at = text; *at; at++)
        if (!is_blank(*at) && *at != '>')
            *at = ' ';
    return text;
}

static page_figure *add_figure(reading *r, const lead *l)
{
    page_figure *f = array_add(r->arena, &r->page->figures);
    f->begin = (size_t)(r->line - r->text);
    f->line = r->number;
    f->lead = copy(r, r->line, l->at);
    f->next = lead_again(r, l);
    return f;
}

static void end_figure(const reading *r, page_figure *f)
{
    f->end = (size_t)(behind_line(r) - r->text);
}

/* ---- options: view=pillar-2, only=countries,agreements caption="In 2024" #figure .wide ---- */

static void set_option(reading *r, page_figure *f, const char *name, const char *value)
{
    if (strcmp(name, "caption") == 0)
        f->caption = value;
    else
        *array_add(r->arena, &f->options) = (page_option){name, value};
}

/* A value, in quotes or up to a blank or comma; NULL where the quotes have no end. */
static const char *take_value(const reading *r, const char **at, const char *end)
{
    char quote = *at < end && (**at == '"' || **at == '\'') ? **at : '\0';
    const char *begin = *at += quote != '\0';
    while (*at < end && (quote ? **at != quote : !is_blank(**at) && **at != ','))
        ++*at;
    if (!quote)
        return copy(r, begin, *at);
    return *at < end ? copy(r, begin, (*at)++) : NULL;
}

/* A word without `=`: behind a comma it belongs to the list before it, else it is an option that has no value. */
static void take_word(reading *r, page_figure *f, const char *word, bool behind_comma)
{
    page_option *before = f->options.count ? &f->options.items[f->options.count - 1] : NULL;
    if (*word == '#')
        f->id = word + 1;
    else if (*word == '.')
        f->classes = f->classes ? arena_format(r->arena, "%s %s", f->classes, word + 1) : word + 1;
    else if (behind_comma && before && before->value)
        before->value = arena_format(r->arena, "%s,%s", before->value, word);
    else
        set_option(r, f, word, NULL);
}

static bool take_options(reading *r, page_figure *f, const char *at, const char *end)
{
    for (bool comma = false; at < end; comma = false) {
        for (; at < end && (is_blank(*at) || *at == ','); at++)
            comma = comma || *at == ',';
        const char *begin = at;
        while (at < end && !is_blank(*at) && *at != ',' && *at != '=')
            at++;
        const char *name = copy(r, begin, at);
        if (at == end || *at != '=') {
            if (*name)
                take_word(r, f, name, comma);
            continue;
        }
        at++;
        const char *value = take_value(r, &at, end);
        if (!value)
            return wrong(r, f->line, "end it with the same quote", "a value has no end");
        set_option(r, f, name, value);
    }
    return true;
}

/* Goes behind `{…}`, in which braces may stand in quotes; NULL where it has no end. */
static const char *behind_braces(const char *at, const char *end)
{
    for (char quote = '\0'; at < end; at++) {
        if (quote)
            quote = *at == quote ? '\0' : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '}')
            return at + 1;
    }
    return NULL;
}

/* ---- fences ---- */

typedef struct fence {
    lead lead;
    char mark;
    size_t length;
    const char *info, *info_end;
} fence;

static bool read_fence(const reading *r, const lead *l, fence *out)
{
    const char *end = line_end(r);
    if (l->at == end || l->is_code || (*l->at != '`' && *l->at != '~'))
        return false;
    *out = (fence){.lead = *l, .mark = *l->at, .length = run_of(l->at, end), .info_end = end};
    out->info = skip_blanks(l->at + out->length, end);
    while (out->info_end > out->info && is_blank(out->info_end[-1]))
        out->info_end--;
    bool is_text = out->mark == '`' && find(out->info, end, "`") < end;
    return out->length >= LEAST_FENCE && !is_text;
}

/* What stands in a fence on this line, without what the fence is indented by; NULL where a quote around it has ended.
 */
static const char *inside(const reading *r, const fence *f)
{
    lead l = {.at = r->line};
    const char *end = line_end(r);
    int quotes = f->lead.quotes;
    while (l.at < end && ((quotes && *l.at == '>') || (is_blank(*l.at) && l.column < f->lead.column))) {
        quotes -= *l.at == '>';
        step(&l);
    }
    return quotes ? NULL : l.at;
}

static bool ends_fence(const reading *r, const fence *f, const char *at)
{
    const char *end = line_end(r), *mark = skip_blanks(at, end);
    if (mark - at >= CODE_INDENT || mark == end || *mark != f->mark)
        return false;
    size_t length = run_of(mark, end);
    return length >= f->length && skip_blanks(mark + length, end) == end;
}

/* Goes to the last line of the fence; what it holds is added to `text`. */
static void read_inside(reading *r, const fence *f, buffer *text)
{
    while (behind_line(r) < r->end) {
        reading before = *r;
        take_line(r, behind_line(r));
        const char *at = inside(r, f);
        if (!at)
            *r = before;
        if (!at || ends_fence(r, f, at))
            return;
        buffer_add(text, at, (size_t)(line_end(r) - at));
        buffer_char(text, '\n');
    }
}

/* Where the options of a fence of ours begin: behind `entente`, or behind `{.entente`; NULL: it is another's. */
static const char *options_of(const fence *f)
{
    static const char *const names[] = {"entente", "{.entente", "{ .entente"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *behind = f->info + strlen(names[i]);
        if (begins(f->info, f->info_end, names[i]) && (behind == f->info_end || strchr(" \t,{}", *behind)))
            return behind;
    }
    return NULL;
}

static bool read_fence_options(reading *r, page_figure *f, const fence *fence, const char *at)
{
    const char *end = fence->info_end, *braces = *fence->info == '{' ? at : skip_blanks(at, end);
    bool has_braces = *fence->info == '{' || (braces < end && *braces == '{');
    if (!has_braces)
        return take_options(r, f, at, end);
    braces += *fence->info != '{';
    const char *behind = behind_braces(braces, end);
    if (behind != end)
        return wrong(r, f->line, "the options stand in one pair of braces, behind which nothing follows",
                     "the braces of the options have no end, or something follows them");
    return take_options(r, f, braces, behind - 1);
}

/* The text as far to the right as it stands in the page, so that messages have its columns too. The marks of documents
   have no place but the first, and where there are some, everything stays there. */
static const char *indented(const reading *r, const buffer *text, int column)
{
    static const char *const marks[] = {"---", "...", "%"};
    buffer out = {0};
    const char *begin = text->data ? text->data : "", *end = begin + text->length;
    for (const char *at = begin, *next; at < end; at = next) {
        next = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            column = begins(at, end, marks[i]) ? 0 : column;
    }
    for (const char *at = begin, *next; at < end; at = next) {
        next = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1;
        for (int i = 0; i < column && *at != '\n'; i++)
            buffer_char(&out, ' ');
        buffer_add(&out, at, (size_t)(next - at));
    }
    const char *result = arena_copy(r->arena, out.data ? out.data : "", out.length);
    buffer_free(&out);
    return result;
}

static bool take_fence(reading *r, const fence *it)
{
    buffer text = {0};
    const char *options = options_of(it);
    page_figure *f = options ? add_figure(r, &it->lead) : NULL;
    bool well = !f || read_fence_options(r, f, it, options);
    read_inside(r, it, &text);
    if (f) {
        f->text = indented(r, &text, it->lead.column);
        end_figure(r, f);
    }
    buffer_free(&text);
    return well;
}

/* ---- images ---- */

typedef struct image {
    const char *words, *words_end; /* between the brackets */
    const char *address, *address_end;
    const char *tip, *tip_end; /* NULL: none */
    const char *behind;
} image;

/* Goes to what closes what was opened before `at`, pairs within and what a backslash stands before left out; NULL where
   nothing does. */
static const char *closing(const char *at, const char *end, char open, char close)
{
    for (int depth = 0; at < end; at++) {
        if (*at == close && depth-- == 0)
            return at;
        depth += *at == open && open != close;
        if (*at == '\\' && at + 1 < end)
            at++;
    }
    return NULL;
}

/* <net work.yaml> or net(1).yaml */
static bool read_address(image *i, const char **at, const char *end)
{
    int depth = 0;
    if (*at < end && **at == '<') {
        i->address = *at + 1;
        i->address_end = closing(i->address, end, '>', '>');
        *at = i->address_end ? i->address_end + 1 : end;
        return i->address_end;
    }
    i->address = *at;
    for (; *at < end && !is_blank(**at) && (**at != ')' || depth > 0); ++*at)
        depth += **at == '(' ? 1 : **at == ')' ? -1 : 0;
    i->address_end = *at;
    return true;
}

/* "in quotes", 'in others' */
static bool read_tip(image *i, const char **at, const char *end)
{
    *at = skip_blanks(*at, end);
    if (*at == end || (**at != '"' && **at != '\''))
        return true;
    i->tip = *at + 1;
    i->tip_end = closing(i->tip, end, **at, **at);
    *at = i->tip_end ? skip_blanks(i->tip_end + 1, end) : end;
    return i->tip_end;
}

/* Whether an image begins here. */
static bool read_image(const char *at, const char *end, image *out)
{
    if (!begins(at, end, "!["))
        return false;
    *out = (image){.words = at + 2};
    out->words_end = closing(out->words, end, '[', ']');
    at = out->words_end ? out->words_end + 1 : end;
    if (at == end || *at != '(')
        return false;
    at = skip_blanks(at + 1, end);
    if (!read_address(out, &at, end) || !read_tip(out, &at, end) || at == end || *at != ')')
        return false;
    out->behind = at + 1;
    return true;
}

static bool is_network(const image *i)
{
    static const char *const suffixes[] = {".yaml", ".yml"};
    for (size_t k = 0; k < sizeof suffixes / sizeof *suffixes; k++) {
        size_t length = strlen(suffixes[k]);
        if ((size_t)(i->address_end - i->address) > length && memcmp(i->address_end - length, suffixes[k], length) == 0)
            return true;
    }
    return false;
}

/* Goes behind a piece of code or a comment that begins here; NULL where none does. */
static const char *behind_code(const char *at, const char *end)
{
    if (begins(at, end, "<!--")) {
        const char *close = find(at, end, "-->");
        return close < end ? close + 3 : end;
    }
    if (*at != '`')
        return NULL;
    size_t length = run_of(at, end);
    for (const char *close = at + length; close < end; close += run_of(close, end))
        if (*close == '`' && run_of(close, end) == length)
            return close + length;
    return at + length;
}

/* The first image of a network in a line. */
static bool find_image(const char *at, const char *end, image *out)
{
    while (at < end) {
        const char *behind = behind_code(at, end);
        if (!behind && read_image(at, end, out) && is_network(out))
            return true;
        at = behind ? behind : at + 1 + (*at == '\\' && at + 1 < end);
    }
    return false;
}

/* The name of a file as an address writes it: my%20net.yaml, net\(1\).yaml */
static const char *file_of(const reading *r, const image *i)
{
    char *name = arena_copy(r->arena, i->address, (size_t)(i->address_end - i->address)), *to = name;
    for (const char *at = name; *at; at++) {
        if (at[0] == '%' && hex_digit(at[1]) >= 0 && hex_digit(at[2]) >= 0 && (hex_digit(at[1]) || hex_digit(at[2]))) {
            *to++ = (char)(hex_digit(at[1]) * 16 + hex_digit(at[2]));
            at += 2;
        } else {
            at += at[0] == '\\' && at[1] && !utf8_is_word((unsigned char)at[1]);
            *to++ = *at;
        }
    }
    *to = '\0';
    return name;
}

/* A line that is an image of a network, with its options behind it, is a figure. */
static bool take_image(reading *r, const lead *l)
{
    static const char help[] = "give it a line of its own; options stand right behind it, in braces";
    const char *end = line_end(r);
    image i;
    if (l->is_code || !find_image(l->at, end, &i))
        return true;
    const char *behind = i.behind, *options = NULL;
    if (behind < end && *behind == '{') {
        options = behind + 1;
        behind = behind_braces(options, end);
    }
    if (!behind || i.words - 2 != l->at || skip_blanks(behind, end) != end)
        return wrong(r, r->number, help, "a figure cannot stand within a line");
    page_figure *f = add_figure(r, l);
    f->file = file_of(r, &i);
    f->caption = i.words < i.words_end ? copy(r, i.words, i.words_end) : NULL;
    f->tip = i.tip ? copy(r, i.tip, i.tip_end) : NULL;
    end_figure(r, f);
    return !options || take_options(r, f, options, behind - 1);
}

/* ---- pages ---- */

/* Where a comment, or HTML in which nothing is Markdown, ends that a line begins with; NULL where it begins with none.
 */
static const char *behind_html(const reading *r, const lead *l)
{
    static const char *const pairs[][2] = {{"<!--", "-->"},
                                           {"<pre", "</pre>"},
                                           {"<script", "</script>"},
                                           {"<style", "</style>"},
                                           {"<textarea", "</textarea>"}};
    for (size_t i = 0; !l->is_code && i < sizeof pairs / sizeof *pairs; i++)
        if (begins(l->at, r->end, pairs[i][0]))
            return find(l->at, r->end, pairs[i][1]);
    return NULL;
}

/* Takes what begins with this line, and goes to its last one; false where it is wrong. */
static bool take_block(reading *r)
{
    fence f;
    lead l = read_lead(r);
    if (read_fence(r, &l, &f))
        return take_fence(r, &f);
    const char *end = behind_html(r, &l);
    if (!end)
        return take_image(r, &l);
    while (behind_line(r) < r->end && behind_line(r) <= end)
        take_line(r, behind_line(r));
    return true;
}

page page_read(arena *a, const char *text)
{
    page it = {0};
    reading r = {.arena = a, .page = &it, .text = text, .end = text + strlen(text)};
    for (const char *at = text; take_line(&r, at) && take_block(&r); at = behind_line(&r))
        ;
    for (size_t i = 0; i < it.figures.count; i++) {
        page_figure *f = &it.figures.items[i];
        f->caption_is_markdown = f->caption && strpbrk(f->caption, "*_`[]<>&\\~$^!");
    }
    return it;
}
