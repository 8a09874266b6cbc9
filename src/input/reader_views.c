#include "input/reader.h"

static void read_view(reader *r, const document *doc, const tree_entry *e)
{
    network *n = r->network;
    const view *known = map_get(n->views_by_name, e->key->text);
    check_id(r, e->key);
    if (known) {
        bool from_main = known->at.file == n->files.items[0];
        if (!from_main || doc->file == n->files.items[0])
            report_again(r, e->key, known->at);
        return;
    }
    view *v = arena_new_of(r->arena, view);
    *v = (view){.name = e->key->text, .depth = 1, .at = e->key->at};
    *array_add(r->arena, &n->views) = v;
    map_put(n->views_by_name, v->name, v);
    if (e->value->wrong || tree_is_nothing(e->value))
        return;
    if (e->value->type == TREE_MAP)
        read_keys(r, &view_keys, doc, e->key, e->value, v);
    else
        report(r->d, RULE_TYPE, e->value->at, "write entries such as ‘focus: …’ below it",
               "a view takes entries of its own, not a %s", e->value->type == TREE_LIST ? "list" : "text");
}

void read_views(reader *r)
{
    each_entry(r, "views", read_view);
}
