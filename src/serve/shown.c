#include "serve/shown.h"

#include <stdio.h>
#include <string.h>

void shown_begin(shown_network *n)
{
    n->draws = true;
    buffer_free(&n->coming);
}

/* ---- tabs ---- */

static tab *tab_of(shown_network *n, const char *key)
{
    for (size_t i = 0; i < n->tabs.count; i++)
        if (strcmp(n->tabs.items[i].key, key) == 0)
            return &n->tabs.items[i];
    return NULL;
}

/* The text at *at, which moves behind its NUL; NULL where there is none. */
static const char *take_text(arena *a, const char **at, const char *end)
{
    const char *stop = *at < end ? memchr(*at, '\0', (size_t)(end - *at)) : NULL;
    const char *text = stop ? arena_copy(a, *at, (size_t)(stop - *at)) : NULL;
    *at = stop ? stop + 1 : end;
    return text;
}

static void free_tabs(shown_network *n)
{
    for (size_t i = 0; i < n->tabs.count; i++)
        for (int form = 0; form < SERVE_FORM_COUNT; form++)
            buffer_free(&n->tabs.items[i].figures[form].bytes);
    if (n->arena)
        arena_free(n->arena);
}

void shown_tabs(shown_network *n, const char *bytes, size_t length)
{
    shown_network next = {.arena = arena_new()};
    const char *at = bytes, *key, *label;
    while ((key = take_text(next.arena, &at, bytes + length)) && (label = take_text(next.arena, &at, bytes + length))) {
        tab *to = array_add(next.arena, &next.tabs), *from = tab_of(n, key);
        if (from) {
            *to = *from;
            memset(from->figures, 0, sizeof from->figures);
        }
        to->key = key;
        to->label = label;
    }
    free_tabs(n);
    n->arena = next.arena;
    memcpy(&n->tabs, &next.tabs, sizeof n->tabs);
}

/* ---- what is handed over ---- */

void shown_figure(shown_network *n, size_t tab, size_t form, const char *bytes, size_t length)
{
    if (tab >= n->tabs.count || form >= SERVE_FORM_COUNT)
        return;
    figure *f = &n->tabs.items[tab].figures[form];
    buffer_free(&f->bytes);
    buffer_add(&f->bytes, bytes, length);
    snprintf(f->name, sizeof f->name, "%016llx", (unsigned long long)hash_bytes(bytes, length, 0));
}

void shown_messages(shown_network *n, const char *bytes, size_t length)
{
    const char *first = memchr(bytes, '{', length), *last = memrchr(bytes, '}', length);
    if (!first || !last)
        return;
    if (n->coming.length)
        buffer_char(&n->coming, ',');
    for (const char *at = first; at <= last; at++) /* in text of JSON, line ends are always escaped */
        buffer_char(&n->coming, *at == '\n' ? ' ' : *at);
}

/* `key` begins with the sign that comes before it: "{file". */
static void put(buffer *out, const char *key, const char *text)
{
    buffer_format(out, "%c\"%s\":", *key, key + 1);
    if (text && *text)
        buffer_quoted(out, text);
    else
        buffer_text(out, "null");
}

static void add_fault(buffer *out, const char *fault)
{
    buffer_text(out, out->length ? "," : "");
    put(out, "{severity", "error");
    put(out, ",message", fault);
    buffer_char(out, '}');
}

void shown_end(shown_network *n, const char *fault)
{
    if (fault && !strstr(n->coming.data ? n->coming.data : "", "\"severity\": \"error\""))
        add_fault(&n->coming, fault);
    buffer_free(&n->said);
    n->said = n->coming;
    n->coming = (buffer){0};
    n->draws = false;
    n->well = !fault;
}

void shown_free(shown *s)
{
    for (size_t i = 0; i < s->count; i++) {
        free_tabs(&s->networks[i]);
        buffer_free(&s->networks[i].said);
        buffer_free(&s->networks[i].coming);
    }
}

/* ---- what is asked for ---- */

const figure *shown_look(shown *s, const char *name)
{
    for (size_t i = 0; *name && i < s->count; i++)
        for (size_t k = 0; k < s->networks[i].tabs.count; k++) {
            tab *t = &s->networks[i].tabs.items[k];
            for (int form = 0; form < SERVE_FORM_COUNT; form++)
                if (strcmp(t->figures[form].name, name) == 0) {
                    t->looked_at = ++s->looks;
                    return &t->figures[form];
                }
        }
    return NULL;
}

static void put_tab(buffer *out, const tab *t)
{
    buffer_text(out, "{\"key\":");
    buffer_quoted(out, t->key);
    put(out, ",label", t->label);
    put(out, ",screen", t->figures[SERVE_SCREEN].name);
    put(out, ",print", t->figures[SERVE_PRINT].name);
    buffer_char(out, '}');
}

static void put_network(buffer *out, const shown_network *n)
{
    put(out, "{file", n->file);
    buffer_format(out, ",\"draws\":%s,\"well\":%s,\"tabs\":[", n->draws ? "true" : "false", n->well ? "true" : "false");
    for (size_t i = 0; i < n->tabs.count; i++) {
        buffer_text(out, i ? "," : "");
        put_tab(out, &n->tabs.items[i]);
    }
    buffer_format(out, "],\"messages\":[%s]}", n->said.data ? n->said.data : "");
}

void shown_put(const shown *s, const char *edition, buffer *out)
{
    put(out, "{edition", edition);
    put(out, ",theme", s->theme);
    buffer_text(out, ",\"networks\":[");
    for (size_t i = 0; i < s->count; i++) {
        buffer_text(out, i ? "," : "");
        put_network(out, &s->networks[i]);
    }
    buffer_text(out, "]}");
}
