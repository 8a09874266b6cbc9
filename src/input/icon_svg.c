#include "input/icon.h"

#include <expat.h>
#include <string.h>

/* An SVG may be an icon where it only draws: whatever runs, moves, answers or fetches is refused, so that the figure
   with it can be shown anywhere. */

#define PARTED "|" /* between a namespace and a name; in no namespace that is known here */
#define SVG    "http://www.w3.org/2000/svg" PARTED
#define XHTML  "http://www.w3.org/1999/xhtml" PARTED
#define XLINK  "http://www.w3.org/1999/xlink" PARTED
#define BASE   "http://www.w3.org/XML/1998/namespace" PARTED "base"

enum { DEEPEST = 100 };

typedef struct reading {
    arena *arena;
    XML_Parser parser;
    flaw flaw;
    const char *bytes;
    size_t length;
    buffer style; /* of the <style> that is being read */
    bool in_style;
    int depth;
    double width, height; /* 0: not given */
    bool has_view;
    size_t name_end; /* of the root: where another attribute can be put in */
} reading;

static void free_reading(void *subject)
{
    reading *r = subject;
    XML_ParserFree(r->parser);
    buffer_free(&r->style);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Notes what is wrong; nothing behind it is read. */
static void refuse(reading *r, const char *what, const char *name, const char *help)
{
    if (r->flaw.what)
        return;
    unsigned line = (unsigned)XML_GetCurrentLineNumber(r->parser);
    const char *where = name ? arena_format(r->arena, "%s, line %u", in_short(r->arena, name), line)
                             : arena_format(r->arena, "line %u", line);
    r->flaw = (flaw){arena_format(r->arena, "%s (%s)", what, where), help};
    XML_StopParser(r->parser, XML_FALSE);
}

static const char *const draw_only = "take it out: an icon may only draw";
static const char *const hold_all = "put what it refers to into the icon itself, and refer to it with #";

/* ---- what is in it ---- */

/* Elements of SVG that do more than draw. */
static const struct {
    const char *name, *what;
} refused[] = {
    {"script", "it has a script"},
    {"handler", "it has a script"},
    {"listener", "it has a script"},
    {"foreignObject", "it has parts that are not SVG"},
    {"iframe", "it shows another document"},
    {"audio", "it has sound"},
    {"video", "it moves"},
    {"canvas", "it has a script"},
    {"animate", "it moves"},
    {"animateColor", "it moves"},
    {"animateMotion", "it moves"},
    {"animateTransform", "it moves"},
    {"set", "it moves"},
    {"discard", "it moves"},
};

static void look_at_name(reading *r, const char *name)
{
    if (begins(name, XHTML))
        refuse(r, "it has parts that are not SVG", name + strlen(XHTML), draw_only);
    for (size_t i = 0; begins(name, SVG) && i < sizeof refused / sizeof *refused; i++)
        if (strcmp(name + strlen(SVG), refused[i].name) == 0)
            refuse(r, refused[i].what, refused[i].name, draw_only);
}

/* The text with small letters for large ones of ASCII. */
static const char *lowered(arena *a, const char *text)
{
    char *copy = arena_copy(a, text, strlen(text));
    for (char *at = copy; *at; at++)
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at + ('a' - 'A') : *at);
    return copy;
}

/* Whether CSS may fetch something. Escapes are not read but refused: they could spell anything. */
static bool css_fetches(arena *a, const char *text)
{
    static const char *const words[] = {"@import", "image(", "image-set(", "src("};
    if (!strpbrk(text, "(@"))
        return false;
    const char *css = lowered(a, text);
    bool fetches = strchr(css, '\\');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        fetches |= strstr(css, words[i]) != NULL;
    for (const char *at = css; (at = strstr(at, "url("));) {
        at += strlen("url(");
        fetches |= at[strspn(at, " \t\r\n\f'\"")] != '#';
    }
    return fetches;
}

/* Pictures of pixels may stand in the icon itself. */
static bool stays_inside(const char *link)
{
    return *link == '#' || !*link || begins(link, "data:image/png;base64,") || begins(link, "data:image/jpeg;base64,");
}

static void look_at_attribute(reading *r, const char *name, const char *value)
{
    const char *local = begins(name, XLINK) ? name + strlen(XLINK) : name;
    bool foreign = strstr(local, PARTED); /* in a namespace that draws nothing, such as an editor's */
    bool fetches = strcmp(local, "href") == 0 || strcmp(local, "src") == 0 ? !stays_inside(value)
                                                                           : !foreign && css_fetches(r->arena, value);
    if (begins(lowered(r->arena, local), "on"))
        refuse(r, "it has an event handler", local, draw_only);
    if (fetches || strcmp(name, BASE) == 0)
        refuse(r, "it refers to something outside of it", begins(local, "http") ? "xml:base" : local, hold_all);
}

/* ---- how large it is ---- */

/* Reads "12.5" and moves behind it; false where no number above 0 is there. */
static bool take_size(const char **at, double *out)
{
    double value = 0, place = 1;
    bool behind_point = false;
    for (; (**at >= '0' && **at <= '9') || (**at == '.' && !behind_point); ++*at) {
        if (**at == '.') {
            behind_point = true;
            continue;
        }
        value = value * 10 + (**at - '0');
        place *= behind_point ? 10 : 1;
    }
    *out = value / place;
    return *out > 0 && *out < 1e9;
}

/* "300" or "300px": what `viewBox` counts in. Other units say something of the size too, but not enough without it. */
static double length_of(const char *text)
{
    double value;
    return take_size(&text, &value) && (!*text || strcmp(text, "px") == 0) ? value : 0;
}

/* The third and the fourth number of four. */
static bool take_view(const char *text, double *width, double *height)
{
    static const char between[] = " ,\t\r\n";
    text += strspn(text, between);
    for (int i = 0; i < 2; i++) {
        text += strspn(text, "+-.0123456789eE");
        text += strspn(text, between);
    }
    if (!take_size(&text, width))
        return false;
    text += strspn(text, between);
    return take_size(&text, height);
}

/* The size that is given, or that of the view. */
static void measure_root(reading *r, const char **attributes)
{
    double view_width = 0, view_height = 0;
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], "viewBox") == 0)
            r->has_view = true;
        if (strcmp(attributes[0], "viewBox") == 0 && !take_view(attributes[1], &view_width, &view_height))
            refuse(r, "its viewBox gives no size", attributes[1], "write viewBox=\"0 0 WIDTH HEIGHT\"");
        else if (strcmp(attributes[0], "width") == 0)
            r->width = length_of(attributes[1]);
        else if (strcmp(attributes[0], "height") == 0)
            r->height = length_of(attributes[1]);
    }
    bool given = r->width > 0 && r->height > 0;
    if (!given && r->has_view) {
        r->width = view_width;
        r->height = view_height;
    } else if (!given) {
        refuse(r, "its size is not given", NULL, "add viewBox=\"0 0 WIDTH HEIGHT\" to its <svg>");
    }
}

/* ---- expat's calls ---- */

static void start_root(reading *r, const char *name, const char **attributes)
{
    if (strcmp(name, "svg") == 0)
        refuse(r, "its <svg> is in no namespace", NULL, "write <svg xmlns=\"http://www.w3.org/2000/svg\" …>");
    else if (strcmp(name, SVG "svg") != 0)
        refuse(r, "it is not SVG", NULL, "save it as SVG or PNG");
    else
        measure_root(r, attributes);
    r->name_end = (size_t)XML_GetCurrentByteIndex(r->parser);
    while (r->name_end < r->length && !strchr(" \t\r\n/>", r->bytes[r->name_end]))
        r->name_end++;
}

static void XMLCALL start_element(void *data, const char *name, const char **attributes)
{
    reading *r = data;
    if (r->flaw.what)
        return;
    if (r->in_style)
        refuse(r, "it has an element in its style", NULL, draw_only);
    if (r->depth == 0)
        start_root(r, name, attributes);
    if (r->depth++ == DEEPEST)
        refuse(r, "its elements lie too deep in one another", NULL, "save it in a simpler form");
    look_at_name(r, name);
    for (; *attributes; attributes += 2)
        look_at_attribute(r, attributes[0], attributes[1]);
    r->in_style = strcmp(name, SVG "style") == 0;
    r->style.length = 0;
}

static void XMLCALL end_element(void *data, const char *name)
{
    reading *r = data;
    (void)name;
    r->depth--;
    if (r->in_style && r->style.length && (css_fetches(r->arena, r->style.data) || strchr(r->style.data, '\\')))
        refuse(r, "it refers to something outside of it", "style", hold_all);
    r->in_style = false;
}

static void XMLCALL take_text(void *data, const char *text, int length)
{
    reading *r = data;
    if (r->in_style)
        buffer_add(&r->style, text, (size_t)length);
}

static void XMLCALL take_instruction(void *data, const char *target, const char *text)
{
    (void)text;
    if (strcmp(target, "xml-stylesheet") == 0)
        refuse(data, "it refers to something outside of it", target, hold_all);
}

static void XMLCALL take_doctype(void *data, const char *name, const char *system, const char *public, int subset)
{
    (void)name, (void)system, (void)public, (void)subset;
    refuse(data, "it has a DOCTYPE", NULL, "take out all from <!DOCTYPE to its >: SVG needs none");
}

static reading *new_reading(arena *a, const char *bytes, size_t length)
{
    reading *r = arena_new_of(a, reading);
    r->arena = a;
    r->bytes = bytes;
    r->length = length;
    r->parser = XML_ParserCreateNS(NULL, *PARTED);
    if (!r->parser)
        memory_failed();
    arena_after(a, free_reading, r);
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, start_element, end_element);
    XML_SetCharacterDataHandler(r->parser, take_text);
    XML_SetProcessingInstructionHandler(r->parser, take_instruction);
    XML_SetStartDoctypeDeclHandler(r->parser, take_doctype);
    return r;
}

static flaw not_well_formed(reading *r)
{
    enum XML_Error code = XML_GetErrorCode(r->parser);
    if (code == XML_ERROR_NO_MEMORY)
        memory_failed();
    return (flaw){arena_format(r->arena, "it is no well-formed XML (line %u: %s)",
                               (unsigned)XML_GetCurrentLineNumber(r->parser), XML_ErrorString(code)),
                  "save it as SVG again"};
}

/* Without a `viewBox` some programs would not make it larger or smaller, so it gets one. */
static void keep(reading *r, const char *bytes, size_t length, icon *out)
{
    buffer mended = {0};
    *out = (icon){out->path, "image/svg+xml", bytes, length, r->width, r->height};
    if (r->has_view)
        return;
    buffer_add(&mended, bytes, r->name_end);
    buffer_text(&mended, " viewBox=\"0 0 ");
    buffer_number(&mended, r->width, 6);
    buffer_char(&mended, ' ');
    buffer_number(&mended, r->height, 6);
    buffer_char(&mended, '"');
    buffer_add(&mended, bytes + r->name_end, length - r->name_end);
    out->bytes = arena_copy(r->arena, mended.data, mended.length);
    out->length = mended.length;
    buffer_free(&mended);
}

flaw icon_svg(arena *a, const char *bytes, size_t length, icon *out)
{
    reading *r = new_reading(a, bytes, length);
    enum XML_Status status = XML_Parse(r->parser, bytes, (int)length, true);
    if (r->flaw.what)
        return r->flaw;
    if (status != XML_STATUS_OK)
        return not_well_formed(r);
    keep(r, bytes, length, out);
    return r->flaw;
}
