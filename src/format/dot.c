#include "format/format.h"

const char *dot_write(const format_input *in, buffer *out)
{
    graph_write(in->graph, out);
    return NULL;
}
