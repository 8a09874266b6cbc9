#include "command/command.h"

#include <string.h>

extern const char starter_text[]; /* starter.yaml */

/* "plans/" for "plans/aukus.yaml" */
static const char *folder(arena *a, const char *file)
{
    const char *slash = strrchr(file, '/');
    return arena_copy(a, file, slash ? (size_t)(slash + 1 - file) : 0);
}

/* "plans/aukus" for "plans/aukus.yaml" */
static const char *stem(arena *a, const char *file)
{
    const char *name = file + strlen(folder(a, file)), *dot = strrchr(name, '.');
    return arena_copy(a, file, dot && dot > name ? (size_t)(dot - file) : strlen(file));
}

static void tell_what_is_next(const options *o, const char *file)
{
    buffer text = {0};
    buffer_format(&text, "made %s\n", file);
    buffer_format(&text, "  draw it:                      entente %s -o %s.svg\n", file, stem(o->arena, file));
    buffer_format(&text, "  have your editor complete it: entente schema > %snetwork.schema.json\n",
                  folder(o->arena, file));
    message_text(o, text.data);
    buffer_free(&text);
}

exit_code init(options *o)
{
    if (o->files.count > 1)
        return message_usage("entente init FILE", "‘entente init’ makes one file, and here are %zu", o->files.count);
    const char *file = o->files.count ? o->files.items[0] : "network.yaml";
    exit_code code = output_create(o, &(output){file, starter_text, strlen(starter_text)});
    if (code == EXIT_DONE && !o->quiet && strcmp(file, "-") != 0)
        tell_what_is_next(o, file);
    return code;
}
