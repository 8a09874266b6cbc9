#include "input/style.h"

#include <string.h>

/* A comment that was read, and whose it is not known yet. */
typedef struct pending {
    comment comment;
    bool own_line;
    bool behind_dash; /* the dash of a list entry that is to come */
    int next;         /* column of what follows; UNKNOWN before that is read */
} pending;

enum { UNKNOWN = -2, NOWHERE = -1 };

/* A list or map that is open. */
typedef struct level {
    written *value;
    entry *owner;      /* whose value it is */
    entry *entry;      /* that is being read; in maps, from its key on */
    unsigned column;   /* of its keys or dashes */
    bool has_brackets; /* written ones */
} level;

/* A list or map without brackets that ended: comments below may be its tail. */
typedef struct ended {
    written *value;
    unsigned column;
} ended;

typedef struct cursor {
    const char *at;
    uint32_t character;
    unsigned column;
    unsigned newlines; /* since something stood there */
    bool fresh;        /* nothing stands before it in its line */
} cursor;

struct style_reading {
    arena *arena;
    written_file *out;
    account account;
    const char *end;
    cursor now;
    bool dash, dash_blank; /* a dash was read, and whether an empty line was above it */
    int trail;             /* column of the comment before, if that stood behind something */
    ARRAY(pending) pending;
    ARRAY(level) levels;
    ARRAY(ended) ended;
    entry *last; /* whose the comments at the end of the line are */
    map *anchors;
};

size_t style_break(const char *at, const char *end)
{
    static const struct {
        const char *bytes;
        size_t length;
    } breaks[] = {{"\r\n", 2}, {"\r", 1}, {"\n", 1}, {"\xc2\x85", 2}, {"\xe2\x80\xa8", 3}, {"\xe2\x80\xa9", 3}};
    if (at == end || (*at != '\n' && *at != '\r' && (unsigned char)*at < 0xc2))
        return 0;
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if ((size_t)(end - at) >= breaks[i].length && memcmp(at, breaks[i].bytes, breaks[i].length) == 0)
            return breaks[i].length;
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- going forward ---- */

static void step(style_reading *r)
{
    size_t length = style_break(r->now.at, r->end);
    if (*r->now.at >= ' ' && *r->now.at < 0x7f) {
        r->now.at++;
        r->now.character++;
        r->now.column++;
    } else if (length) {
        r->now.character += 1 + (*r->now.at == '\r' && length == 2);
        r->now.at += length;
        r->now.column = 0;
        r->now.newlines++;
        r->now.fresh = true;
    } else {
        r->now.column += (unsigned)utf8_columns(utf8_next(&r->now.at, r->end));
        r->now.character++;
    }
}

/* Most characters are ASCII: they are gone over in runs. */
static void step_to(style_reading *r, uint32_t character)
{
    while (r->now.character < character && r->now.at < r->end) {
        size_t left = (size_t)(r->end - r->now.at), most = character - r->now.character, run = 0;
        most = most < left ? most : left;
        while (run < most && r->now.at[run] >= ' ' && r->now.at[run] < 0x7f)
            run++;
        r->now.at += run;
        r->now.character += (uint32_t)run;
        r->now.column += (unsigned)run;
        if (run < most)
            step(r);
    }
}

static void step_over_blank(style_reading *r)
{
    r->now.at++;
    r->now.character++;
    r->now.column++;
}

/* What was read has something in its line. */
static void settle(style_reading *r)
{
    r->now.newlines = 0;
    r->now.fresh = false;
    r->trail = NOWHERE;
}

static void know_next(style_reading *r, int column)
{
    for (size_t i = r->pending.count; i-- > 0 && r->pending.items[i].next == UNKNOWN;)
        r->pending.items[i].next = column;
}

/* Brackets around a comment cannot stand in one line, and those whose first entry stands below need not. */
static void mark_brackets(style_reading *r)
{
    for (size_t i = r->levels.count; i-- > 0;) {
        written *value = r->levels.items[i].value;
        if (!value->sign || value->is_spread)
            return;
        value->is_spread = true;
    }
}

static void keep(style_reading *r, span what, uint64_t kind)
{
    r->account.hash += hash_bytes(what.at, what.length, kind);
}

static void take_comment(style_reading *r)
{
    const char *start = r->now.at, *end = start;
    while (end < r->end && !style_break(end, r->end))
        end++;
    pending p = {.own_line = r->now.fresh, .behind_dash = r->dash, .next = UNKNOWN};
    p.comment.column = r->now.column;
    p.comment.blank_above = r->now.newlines > 1;
    p.comment.set_off = start - r->out->file->text > 1 && is_blank(start[-1]) && is_blank(start[-2]);
    if (r->now.fresh && r->now.newlines == 1 && r->trail == (int)r->now.column)
        p.own_line = false;
    r->trail = p.own_line ? NOWHERE : (int)r->now.column;
    while (r->now.at < end)
        step(r);
    while (is_blank(end[-1]))
        end--;
    p.comment.text = (span){start, (size_t)(end - start)};
    *array_add(r->arena, &r->pending) = p;
    mark_brackets(r);
    keep(r, p.comment.text, '#');
    r->account.comments++;
    r->now.newlines = 0;
}

/* Takes comments up to what is no comment, or to that character. */
static void skim(style_reading *r, uint32_t character)
{
    while (r->now.character < character && r->now.at < r->end) {
        if (*r->now.at == ' ')
            step_over_blank(r);
        else if (*r->now.at == '#')
            take_comment(r);
        else if (is_blank(*r->now.at) || style_break(r->now.at, r->end))
            step(r);
        else
            return;
    }
}

/* Takes comments, and signs such as - and : between values. */
static void skim_signs(style_reading *r, uint32_t character)
{
    for (skim(r, character); r->now.character < character && r->now.at < r->end; skim(r, character)) {
        know_next(r, (int)r->now.column);
        if ((*r->now.at == '-' || *r->now.at == '?') && !r->dash) {
            r->dash = true;
            r->dash_blank = r->now.newlines > 1;
        }
        settle(r);
        step(r);
    }
}

/* ---- whose comments are ---- */

static void add_comment(style_reading *r, comments **to, const comment *c)
{
    *to = *to ? *to : arena_new_of(r->arena, comments);
    *array_add(r->arena, *to) = *c;
}

static level *top(style_reading *r)
{
    return r->levels.count ? &r->levels.items[r->levels.count - 1] : NULL;
}

/* The tail that a comment in a line of its own belongs to: of the deepest of what ended that is not further in. `from`
   goes forward, since no comment goes back into what ended before. NULL where it belongs to what follows. */
static written *tail_of(const style_reading *r, const pending *p, size_t *from)
{
    if ((int)p->comment.column <= p->next)
        return NULL;
    while (*from < r->ended.count && r->ended.items[*from].column > p->comment.column)
        ++*from;
    return *from < r->ended.count ? r->ended.items[*from].value : NULL;
}

/* Gives the comments before a value or key to their owners. Those that stand above the first entry of a list or map
   wait for it. */
static void give_comments(style_reading *r, entry *owner, bool begins, bool waits)
{
    size_t kept = 0, from = 0;
    bool follows = false;
    for (size_t i = 0; i < r->pending.count; i++) {
        const pending *p = &r->pending.items[i];
        written *tail = begins && p->own_line && !p->behind_dash && !follows ? tail_of(r, p, &from) : NULL;
        follows |= p->own_line && !tail;
        if (!p->own_line)
            add_comment(r, p->behind_dash && begins ? &owner->behind : &r->last->behind, &p->comment);
        else if (tail)
            add_comment(r, &tail->tail, &p->comment);
        else if (waits && (!begins || p->behind_dash || !r->levels.count))
            r->pending.items[kept++] = *p;
        else
            add_comment(r, &owner->above, &p->comment);
    }
    r->pending.count = kept;
    if (begins)
        r->ended.count = 0;
}

/* Only those at the ends of lines, where something closes. */
static void give_behind(style_reading *r, entry *owner, comments **others)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->pending.count; i++) {
        const pending *p = &r->pending.items[i];
        if (!p->own_line)
            add_comment(r, &owner->behind, &p->comment);
        else if (others)
            add_comment(r, others, &p->comment);
        else
            r->pending.items[kept++] = *p;
    }
    r->pending.count = kept;
}

/* ---- values ---- */

/* Whether an anchor goes on with the character: as libyaml has it, not as YAML does. */
static bool is_anchor_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static bool is_tag_character(const style_reading *r, const char *start)
{
    bool is_verbatim = start[1] == '<', ends = *r->now.at == ',' && !is_verbatim;
    return !is_blank(*r->now.at) && !style_break(r->now.at, r->end) && !ends;
}

/* A word that begins with & or !. */
static span take_word(style_reading *r, uint32_t end)
{
    const char *start = r->now.at;
    for (step(r); r->now.character < end; step(r))
        if (*start == '&' ? !is_anchor_character(*r->now.at) : !is_tag_character(r, start))
            break;
    settle(r);
    return (span){start, (size_t)(r->now.at - start)};
}

static void add_name(style_reading *r, const char *text, written *v)
{
    bool is_alias = v->type == PIECE_ALIAS;
    written_file *f = r->out;
    size_t here = f->names.count, before = (size_t)(uintptr_t)map_get(r->anchors, text);
    *array_add(r->arena, &f->names) = (name){text, is_alias && before ? before - 1 : here, v, {0}};
    v->name = (uint32_t)here;
    if (is_alias)
        return;
    map_put(r->anchors, text, (void *)(uintptr_t)(here + 1));
    if (before) {
        map_put(f->given_again, text, f);
        f->any_again = true;
    }
}

static marks take_marks(style_reading *r, const tree_piece *p)
{
    marks m = {0};
    for (int left = p->anchor + p->tag; left > 0 && r->now.at < r->end && strchr("&!", *r->now.at); left--) {
        span word = take_word(r, p->at.end);
        *(*word.at == '&' ? &m.anchor : &m.tag) = word;
        keep(r, word, 'a');
        skim(r, p->at.end);
    }
    return m;
}

static void add_marks(style_reading *r, written *v, const tree_piece *p)
{
    marks m = take_marks(r, p);
    if (m.anchor.length)
        add_name(r, arena_copy(r->arena, m.anchor.at + 1, m.anchor.length - 1), v);
    if (!m.anchor.length && !m.tag.length)
        return;
    v->marks = arena_new_of(r->arena, marks);
    *v->marks = m;
}

static bool is_block(const tree_piece *p)
{
    return p->sign == '|' || p->sign == '>';
}

/* Past the sign of a block scalar, and what stands behind it in its line; true where that is a comment. */
static bool take_header(style_reading *r, const char *end)
{
    while (r->now.at < end && !style_break(r->now.at, r->end) && *r->now.at != '#')
        step(r);
    settle(r);
    bool is_comment = r->now.at < end && *r->now.at == '#';
    if (is_comment)
        take_comment(r);
    return is_comment;
}

/* Where a block scalar ends, its empty lines belong to what follows, unless they are part of it: they are gone over
   again. A comment may stand behind its sign. */
static void go_back_to_body(style_reading *r, const written *v, entry *owner)
{
    const char *end = v->block ? v->block->body.at + v->block->body.length : v->source.at + v->source.length;
    if (take_header(r, end))
        add_comment(r, &owner->behind, &r->pending.items[--r->pending.count].comment);
    while (r->now.at < end)
        step(r);
    bool in_line = r->now.column > 0;
    settle(r);
    r->now.newlines = !in_line;
    r->now.fresh = !in_line;
}

static void take_source(style_reading *r, written *v, const tree_piece *p, entry *owner)
{
    cursor before = r->now;
    const level *l = top(r);
    block lines;
    step_to(r, p->at.end);
    v->source = (span){before.at, (size_t)(r->now.at - before.at)};
    settle(r);
    if (!is_block(p))
        return;
    r->now = before;
    if (style_find_lines(v->source, l ? (int)l->column : NOWHERE, &lines)) {
        v->block = arena_new_of(r->arena, block);
        *v->block = lines;
    }
    go_back_to_body(r, v, owner);
}

/* A new entry of the list or map that is open, or the root's. */
static entry *begin_entry(style_reading *r, bool blank)
{
    level *l = top(r);
    entry *e = arena_new_of(r->arena, entry);
    e->blank_above = blank;
    e->first_name = (uint32_t)r->out->names.count;
    if (!l)
        return r->out->root;
    l->entry = e;
    *array_add(r->arena, &l->value->entries) = e;
    return e;
}

/* A key or value is complete. */
static void complete(style_reading *r, entry *e, written *v)
{
    level *l = top(r);
    if (!l || e->key != v) {
        e->end_name = (uint32_t)r->out->names.count;
        if (l && l->value->type == PIECE_MAP)
            l->entry = NULL;
    }
}

static void take_value(style_reading *r, const tree_piece *p)
{
    skim_signs(r, p->at.start);
    const level *l = top(r);
    bool begins = !l || l->value->type == PIECE_LIST || !l->entry;
    bool blank = r->dash ? r->dash_blank : r->now.newlines > 1;
    bool same_line = r->now.newlines == 0;
    written *v = arena_new_of(r->arena, written);
    v->type = p->type;
    v->sign = p->sign;
    v->text = p->text;
    v->in_brackets = l && l->value->sign;
    entry *e = begins ? begin_entry(r, blank) : l->entry;
    if (begins && l && l->value->sign && l->value->entries.count == 1 && !same_line)
        mark_brackets(r);
    if (begins && l && l->value->type == PIECE_MAP) {
        e->key = v;
    } else {
        e->value = v;
        e->column = same_line ? r->now.column : 0;
        e->set_off =
            same_line && r->now.at - r->out->file->text > 1 && is_blank(r->now.at[-1]) && is_blank(r->now.at[-2]);
    }
    add_marks(r, v, p);
    know_next(r, (int)r->now.column);
    bool opens = p->type == PIECE_LIST || p->type == PIECE_MAP;
    give_comments(r, e, begins, opens && !p->sign);
    r->dash = false;
    r->last = e;
    if (opens) {
        bool brackets = p->sign && r->now.at < r->end && *r->now.at == p->sign;
        *array_add(r->arena, &r->levels) = (level){v, e, NULL, r->now.column, brackets};
        if (brackets) {
            settle(r);
            step(r);
        }
        return;
    }
    if (p->type == PIECE_ALIAS) {
        add_name(r, p->text, v);
        keep(r, (span){p->text, strlen(p->text)}, '*');
    }
    take_source(r, v, p, e);
    complete(r, e, v);
}

/* Where nothing can stand in a list or map without entries, its comments stand above it. */
static comments **inside_of(const level *l)
{
    return l->value->entries.count ? &l->value->tail : &l->owner->above;
}

static void take_close(style_reading *r, const tree_piece *p)
{
    level l = *top(r);
    skim_signs(r, p->at.start);
    give_behind(r, r->last, l.has_brackets ? inside_of(&l) : NULL);
    r->levels.count--;
    if (l.has_brackets) {
        settle(r);
        step(r);
        r->last = l.owner;
    } else if (!l.value->sign) {
        *array_add(r->arena, &r->ended) = (ended){l.value, l.column};
    }
    complete(r, l.owner, l.value);
}

static void take_start(style_reading *r, const tree_piece *p)
{
    if (!p->sign)
        return;
    skim(r, p->at.start);
    give_behind(r, r->last, &r->out->before);
    const char *start = r->now.at;
    step_to(r, p->at.end);
    r->out->start = (span){start, (size_t)(r->now.at - start)};
    settle(r);
}

static void take_end(style_reading *r)
{
    skim_signs(r, UINT32_MAX);
    size_t from = 0;
    for (size_t i = 0; i < r->pending.count; i++) {
        pending *p = &r->pending.items[i];
        p->next = NOWHERE;
        written *tail = p->own_line ? tail_of(r, p, &from) : NULL;
        add_comment(r, !p->own_line ? &r->last->behind : tail ? &tail->tail : &r->out->after, &p->comment);
    }
    r->pending.count = 0;
}

/* ---- the way through ---- */

static void see(void *subject, const tree_piece *p)
{
    style_reading *r = subject;
    switch (p->type) {
    case PIECE_START:
        take_start(r, p);
        break;
    case PIECE_TEXT:
    case PIECE_ALIAS:
    case PIECE_LIST:
    case PIECE_MAP:
        take_value(r, p);
        break;
    case PIECE_CLOSE:
        take_close(r, p);
        break;
    case PIECE_END:
        take_end(r);
        break;
    }
}

/* For the account. */
static void count(void *subject, const tree_piece *p)
{
    style_reading *r = subject;
    skim_signs(r, p->type == PIECE_END ? UINT32_MAX : p->at.start);
    take_marks(r, p);
    if (p->type == PIECE_ALIAS)
        keep(r, (span){p->text, strlen(p->text)}, '*');
    if (is_block(p))
        take_header(r, r->end);
    if (p->type == PIECE_TEXT || p->type == PIECE_ALIAS || p->type == PIECE_START)
        step_to(r, p->at.end);
    if (p->type == PIECE_TEXT || p->type == PIECE_ALIAS)
        settle(r);
    r->pending.count = 0;
}

style_reading *style_reading_new(arena *a, const source_file *file)
{
    style_reading *r = arena_new_of(a, style_reading);
    written_file *f = arena_new_of(a, written_file);
    *f = (written_file){.arena = a, .file = file, .root = arena_new_of(a, entry), .given_again = map_new(a)};
    *r = (style_reading){.arena = a,
                         .out = f,
                         .end = file->text + file->length,
                         .now = {.at = file->text, .newlines = 1, .fresh = true},
                         .trail = NOWHERE,
                         .last = f->root,
                         .anchors = map_new(a)};
    return r;
}

watcher style_watcher(style_reading *r)
{
    return (watcher){see, r};
}

watcher style_accountant(style_reading *r)
{
    return (watcher){count, r};
}

written_file *style_written(style_reading *r)
{
    return r->out;
}

account style_account(const style_reading *r)
{
    return r->account;
}
