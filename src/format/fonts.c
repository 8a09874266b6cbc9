#include "format/fonts.h"

#include "base/base.h"

static bool has(const libraries *lib, const FcFontSet *fonts, int font, uint32_t c)
{
    FcCharSet *letters;
    return font < fonts->nfont &&
           lib->FcPatternGetCharSet(fonts->fonts[font], FC_CHARSET, 0, &letters) == FcResultMatch &&
           lib->FcCharSetHasChar(letters, c);
}

/* The first font that has a character; the one that had the last is tried first. */
static int font_of(const libraries *lib, const FcFontSet *fonts, int last, uint32_t c)
{
    if (has(lib, fonts, last, c))
        return last;
    int font = 0;
    while (font < fonts->nfont && !has(lib, fonts, font, c))
        font++;
    return font;
}

bool fonts_have_outlines(const libraries *lib, const char *text, size_t length)
{
    const FcFontSet *fonts = NULL;
    int font = 0;
    for (const char *end = text + length; text < end;) {
        uint32_t c = utf8_next(&text, end);
        if (utf8_is_emoji(c))
            return false;
        if (c < 0x100 || utf8_is_hidden(c)) /* what any font has, and what needs none */
            continue;
        if (!fonts)
            fonts = lib->FcConfigGetFonts(NULL, FcSetSystem);
        if (!fonts)
            return true;
        font = font_of(lib, fonts, font, c);
        if (font == fonts->nfont)
            return false;
    }
    return true;
}
