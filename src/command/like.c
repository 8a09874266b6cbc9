#include "command/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool read_whole(options *o, const char *name, buffer *out)
{
    char chunk[1 << 16];
    size_t got;
    bool is_stream =
        strcmp(name, "-") == 0; /* /dev/stdin cannot be opened where it is a socket, as Node hands it over */
    FILE *file = is_stream ? stdin : fopen(name, "rb");
    while (file && (got = fread(chunk, 1, sizeof chunk, file)) > 0)
        buffer_add(out, chunk, got);
    bool well = file && !ferror(file) && !out->failed;
    int error = errno;
    if (file && !is_stream)
        fclose(file);
    if (!well)
        message_fault(o, NULL, "cannot read ‘%s’: %s", message_file(name), strerror(error));
    return well;
}

exit_code take_like(options *o, entente *run)
{
    buffer bytes = {0};
    if (!o->like)
        return EXIT_DONE;
    exit_code code = EXIT_IO;
    if (read_whole(o, o->like, &bytes))
        code = entente_like(run, o->like, bytes.data ? bytes.data : "", bytes.length) ? EXIT_DONE : EXIT_INPUT;
    buffer_free(&bytes);
    return code;
}
