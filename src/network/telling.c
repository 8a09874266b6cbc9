#include "network/telling.h"

#include <string.h>

const char *told_text(arena *a, buffer *told)
{
    const char *text = arena_copy(a, told->data ? told->data : "", told->length);
    buffer_free(told);
    return text;
}

const char *told_line(arena *a, const char *text)
{
    buffer line = {0};
    if (!text)
        return NULL;
    tell(&line, text);
    return told_text(a, &line);
}

const char *told_file(const network *n, const source_file *file)
{
    const char *main = n->files.items[0]->name, *slash = strrchr(main, '/');
    size_t folder = slash ? (size_t)(slash + 1 - main) : 0;
    return strncmp(file->name, main, folder) == 0 ? file->name + folder : file->name;
}

const char *told_date(arena *a, date d)
{
    char text[12];
    if (!d.year)
        return NULL;
    date_text(d, text);
    return arena_copy(a, text, strlen(text));
}

void tell_head(paper *d, const selection *s)
{
    arena *a = d->arena;
    const char *title = told_line(a, s->title), *subtitle = told_line(a, s->subtitle), *day = told_date(a, s->day);
    paper_heading(d, 1, title && *title ? title : "A network");
    if (subtitle && *subtitle)
        paper_paragraph(d, subtitle);
    if (day)
        paper_paragraph(d, arena_format(a, "As of %s.", day));
}

static void add_part(buffer *out, const char *gap, const char *part)
{
    if (!part || !*part)
        return;
    buffer_text(out, out->length ? gap : "");
    tell(out, part);
}

/* "Title. Publisher, date – what more is to be said" as far as each is known. */
static const char *told_source(arena *a, const source *s)
{
    buffer out = {0};
    add_part(&out, "", s->title ? s->title : s->text ? s->text : s->id);
    bool stopped = out.length && strchr(".?!", out.data[out.length - 1]);
    add_part(&out, stopped ? " " : ". ", s->publisher);
    add_part(&out, s->publisher ? ", " : stopped ? " " : ". ", told_date(a, s->date));
    add_part(&out, " – ", s->title ? s->text : NULL);
    return told_text(a, &out);
}

void tell_sources(paper *d, const selection *s)
{
    if (s->notes.count)
        paper_heading(d, 2, "Sources");
    for (size_t i = 0; i < s->notes.count; i++) {
        const source *it = s->notes.items[i];
        block *item = paper_item(d, 0, i + 1, told_source(d->arena, it));
        if (it->url)
            paper_passage(d, item, it->url, it->url);
    }
}
