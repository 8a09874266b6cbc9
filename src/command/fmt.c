#include "command/command.h"

#include <unistd.h>

typedef struct formatted {
    const char *bytes;
    size_t length;
    unsigned differs; /* line; 0: it is in house style already */
} formatted;

/* "aukus.yaml:12: not in house style from this line on" */
static exit_code tell(const char *file, const formatted *f, buffer *list)
{
    if (!f->differs)
        return EXIT_DONE;
    buffer_format(list, "%s:%u: not in house style from this line on\n", message_file(file), f->differs);
    return EXIT_INPUT;
}

/* A file that needs no change is left alone, and with it its time. */
static exit_code replace(options *o, const char *file, const formatted *f)
{
    outputs list = {0};
    if (!f->differs && !is_standard_output(file))
        return EXIT_DONE;
    *array_add(o->arena, &list) = (output){file, f->bytes, f->length};
    return output_write(o, &list);
}

static exit_code format_file(options *o, const char *file, buffer *list)
{
    entente *run = run_new(o);
    formatted f;
    bool done = entente_style(run, file, &f.bytes, &f.length, &f.differs);
    exit_code code = (exit_code)entente_exit(run);
    message_run(o, run);
    if (done)
        code = o->only_check ? tell(file, &f, list) : replace(o, file, &f);
    entente_free(run);
    return code;
}

exit_code fmt(options *o)
{
    buffer list = {0};
    exit_code worst = EXIT_DONE;
    if (!o->files.count && isatty(STDIN_FILENO))
        return message_usage("entente fmt FILE...", "nothing to format");
    if (!o->files.count)
        *array_add(o->arena, &o->files) = "-";
    for (size_t i = 0; i < o->files.count; i++) {
        exit_code code = format_file(o, o->files.items[i], &list);
        worst = code > worst ? code : worst;
    }
    if (list.length && !o->quiet) {
        exit_code code = output_print(o, &list);
        worst = code > worst ? code : worst;
    }
    buffer_free(&list);
    return worst;
}
