#include "command/command.h"
#include "input/input.h"

exit_code schema(options *o)
{
    buffer text = {0};
    outputs list = {0};
    if (o->files.count)
        return message_usage("entente schema > network.schema.json", "‘entente schema’ takes no file");
    input_schema(&text);
    *array_add(o->arena, &list) = (output){"-", text.data, text.length};
    exit_code code = output_write(o, &list);
    buffer_free(&text);
    return code;
}
