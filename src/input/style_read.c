#include "input/style_read.h"

#include <string.h>

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

static void add_marks(style_reading *r, written *v, const tree_piece *p)
{
    marks m = scan_marks(r, p);
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

/* Where a block scalar ends, its empty lines belong to what follows, unless they are part of it: they are gone over
   again. A comment may stand behind its sign. */
static void go_back_to_body(style_reading *r, const written *v, entry *owner)
{
    const char *end = v->block ? v->block->body.at + v->block->body.length : v->source.at + v->source.length;
    if (scan_header(r, end))
        add_comment(r, &owner->behind, &r->pending.items[--r->pending.count].comment);
    while (r->now.at < end)
        scan_step(r);
    bool in_line = r->now.column > 0;
    scan_settle(r);
    r->now.newlines = !in_line;
    r->now.fresh = !in_line;
}

static void take_source(style_reading *r, written *v, const tree_piece *p, entry *owner)
{
    reading_place before = r->now;
    const level *l = top(r);
    block lines;
    scan_to(r, p->at.end);
    v->source = (span){before.at, (size_t)(r->now.at - before.at)};
    scan_settle(r);
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
    scan_signs(r, p->at.start);
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
        scan_spread(r);
    if (begins && l && l->value->type == PIECE_MAP) {
        e->key = v;
    } else {
        e->value = v;
        e->column = same_line ? r->now.column : 0;
        e->set_off = same_line && r->now.at - r->out->file->text > 1 && r->now.at[-1] == ' ' && r->now.at[-2] == ' ';
    }
    add_marks(r, v, p);
    scan_know_next(r, (int)r->now.column);
    bool opens = p->type == PIECE_LIST || p->type == PIECE_MAP;
    give_comments(r, e, begins, opens && !p->sign);
    r->dash = false;
    r->last = e;
    if (opens) {
        bool brackets = p->sign && r->now.at < r->end && *r->now.at == p->sign;
        *array_add(r->arena, &r->levels) = (level){v, e, NULL, r->now.column, brackets};
        if (brackets) {
            scan_settle(r);
            scan_step(r);
        }
        return;
    }
    if (p->type == PIECE_ALIAS) {
        add_name(r, p->text, v);
        scan_keep(r, (span){p->text, strlen(p->text)}, '*');
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
    scan_signs(r, p->at.start);
    give_behind(r, r->last, l.has_brackets ? inside_of(&l) : NULL);
    r->levels.count--;
    if (l.has_brackets) {
        scan_settle(r);
        scan_step(r);
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
    scan_comments(r, p->at.start);
    give_behind(r, r->last, &r->out->before);
    const char *start = r->now.at;
    scan_to(r, p->at.end);
    r->out->start = (span){start, (size_t)(r->now.at - start)};
    scan_settle(r);
}

static void take_end(style_reading *r)
{
    scan_signs(r, UINT32_MAX);
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
    scan_signs(r, p->type == PIECE_END ? UINT32_MAX : p->at.start);
    scan_marks(r, p);
    if (p->type == PIECE_ALIAS)
        scan_keep(r, (span){p->text, strlen(p->text)}, '*');
    if (is_block(p))
        scan_header(r, r->end);
    if (p->type == PIECE_TEXT || p->type == PIECE_ALIAS || p->type == PIECE_START)
        scan_to(r, p->at.end);
    if (p->type == PIECE_TEXT || p->type == PIECE_ALIAS)
        scan_settle(r);
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
