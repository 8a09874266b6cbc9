/* What the fonts of this machine can draw. Private to the format room. */
#ifndef ENTENTE_FONTS_H
#define ENTENTE_FONTS_H

#include "format/libraries.h"

#include <stddef.h>

/* Is there an outline for every letter? Not where there are emoji, or characters that no font has. */
bool fonts_have_outlines(const libraries *lib, const char *text, size_t length);

#endif
