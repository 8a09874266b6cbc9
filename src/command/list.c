#include "command/command.h"

#include <unistd.h>

exit_code list(options *o)
{
    outputs list = {0};
    if (!o->files.count && isatty(STDIN_FILENO))
        return message_usage("entente list FILE", "nothing to list");
    if (o->files.count > 1)
        return message_usage("a list is of one file and what it includes", "‘%s’ is a second file", o->files.items[1]);
    o->figure.columns = terminal_columns();
    entente *run = run_new(o);
    output *to = array_add(o->arena, &list);
    to->file = "-";
    bool well = entente_read(run, o->files.count ? o->files.items[0] : "-") &&
                entente_list(run, o->json, &to->bytes, &to->length);
    message_run(o, run);
    exit_code code = (exit_code)entente_exit(run);
    if (well && code == EXIT_DONE)
        code = output_write(o, &list);
    entente_free(run);
    return code;
}
