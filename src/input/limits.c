#include "input/input.h"

const limit_row limit_rows[] = {
    {"file-bytes", 16 << 20, offsetof(limits, file_bytes), "bytes of one file"},
    {"depth", 64, offsetof(limits, depth), "levels of lists and maps in one another"},
    {"values", 2000000, offsetof(limits, values), "texts, lists and maps in one file"},
    {"aliases", 100000, offsetof(limits, aliases), "values reached through aliases, in one file"},
    {"text-bytes", 65536, offsetof(limits, text_bytes), "bytes of one text"},
    {"includes", 100, offsetof(limits, includes), "included files"},
    {"icons", 1000, offsetof(limits, icons), "files with icons"},
    {"icon-bytes", 256 << 10, offsetof(limits, icon_bytes), "bytes of one icon"},
    {"nodes", 20000, offsetof(limits, nodes), "nodes"},
    {"edges", 100000, offsetof(limits, edges), "edges"},
    {"views", 1000, offsetof(limits, views), "views"},
};
const size_t limit_row_count = sizeof limit_rows / sizeof *limit_rows;

limits limits_standard(void)
{
    limits standard;
    for (size_t i = 0; i < limit_row_count; i++)
        *(size_t *)(void *)((char *)&standard + limit_rows[i].offset) = limit_rows[i].standard;
    return standard;
}
