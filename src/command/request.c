#include "command/command.h"

#include <string.h>
#include <unistd.h>

bool is_standard_output(const char *file)
{
    return strcmp(file, "-") == 0;
}

/* Those that only the command has; NULL: none. */
static const format *own_formats(const options *o)
{
    return o->command->mask & FOR_DIFF ? diff_formats : NULL;
}

const format *request_format_named(const options *o, const char *name)
{
    for (const format *own = own_formats(o); own && own->name; own++)
        if (strcmp(own->name, name) == 0)
            return own;
    return format_by_name(name);
}

static const format *format_by_file(const options *o, const char *file)
{
    for (const format *own = own_formats(o); own && own->name; own++)
        if (format_has_suffix(own, file))
            return own;
    return format_by_suffix(file);
}

const format *request_format(const options *o, const request *r)
{
    if (r->format)
        return r->format;
    if (!r->file || is_standard_output(r->file) || strncmp(r->file, "/dev/", 5) == 0)
        return own_formats(o) ? own_formats(o) : &formats[0];
    const format *f = format_by_file(o, r->file);
    if (!f && access(arena_format(o->arena, "%s/.", r->file), F_OK) == 0)
        message_usage(arena_format(o->arena, "-O %s names files in it after the inputs", r->file), "‘%s’ is a folder",
                      r->file);
    else if (!f)
        message_usage(arena_format(o->arena, "say which: -Tsvg -o %s", r->file), "the suffix of ‘%s’ tells no format",
                      r->file);
    return f;
}

bool request_take(const options *o, const request *r, map *taken)
{
    bool to_stream = is_standard_output(r->file);
    const char *identity = output_identity(o->arena, r->file);
    const char *before = identity ? map_put(taken, identity, "an output") : NULL;
    if (before)
        message_usage(NULL, "‘%s’ is %s already", to_stream ? "standard output" : r->file, before);
    else if (r->format->binary && to_stream && isatty(STDOUT_FILENO))
        message_usage("write it to a file: -o FILE", "%s is not for a terminal", r->format->name);
    else
        return true;
    return false;
}
