#include "command/command.h"
#include "input/input.h"

exit_code schema(options *o)
{
    buffer text = {0};
    if (o->files.count)
        return message_usage("entente schema > network.schema.json", "‘entente schema’ takes no file");
    input_schema(&text);
    exit_code code = output_print(o, &text);
    buffer_free(&text);
    return code;
}
