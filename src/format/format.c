#include "format/format.h"

#include <string.h>

const format formats[] = {
    {"svg", ".svg", NULL, NEEDS_SCENE, false, "for the web and for documents", svg_write},
    {"svg_inline", ".svg", NULL, NEEDS_SCENE, false, "SVG to be put inside an HTML page", svg_inline_write},
    {"png", ".png", NULL, NEEDS_SCENE, true, "pixels; see --dpi and --scale", png_write},
    {"pdf", ".pdf", NULL, NEEDS_SCENE, true, "for print and LaTeX", pdf_write},
    {"cmapx", ".map", ".cmapx", NEEDS_SCENE, false, "image map for HTML: tooltips and links on the PNG", cmapx_write},
    {"txt", ".txt", NULL, NEEDS_OUTLINE, false, "the network in words; without layout", text_write},
    {"md", ".md", ".markdown", NEEDS_ANNEX, false, "tables for an annex, in Markdown; without layout", markdown_write},
    {"json", ".json", NULL, NEEDS_RECORD, false, "all that is drawn, and where it stands", json_write},
    {"dot", ".dot", NULL, NEEDS_GRAPH, false, "for Graphviz and other tools; without layout", dot_write},
};
const size_t format_count = sizeof formats / sizeof *formats;

const format *format_by_name(const char *name)
{
    for (size_t i = 0; i < format_count; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

/* Suffixes are letters of ASCII, in the table small ones. */
static bool ends_with(const char *name, const char *suffix)
{
    size_t length = strlen(name), wanted = strlen(suffix);
    if (length <= wanted)
        return false;
    for (const char *at = name + length - wanted; *at; at++, suffix++)
        if ((*at >= 'A' && *at <= 'Z' ? *at + ('a' - 'A') : *at) != *suffix)
            return false;
    return true;
}

bool format_has_suffix(const format *f, const char *file_name)
{
    return ends_with(file_name, f->suffix) || (f->other_suffix && ends_with(file_name, f->other_suffix));
}

const format *format_by_suffix(const char *file_name)
{
    for (size_t i = 0; i < format_count; i++)
        if (format_has_suffix(&formats[i], file_name))
            return &formats[i];
    return NULL;
}
