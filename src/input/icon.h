/* What an icon may be. Private to the input room. */
#ifndef ENTENTE_ICON_H
#define ENTENTE_ICON_H

#include "network/network.h"

/* What is wrong with an icon: a phrase behind "‘flag.svg’ cannot be an icon: ", and the mend. */
typedef struct flaw {
    const char *what; /* NULL: nothing */
    const char *help;
} flaw;

/* Looks through the bytes of what begins as PNG or SVG, and fills type, bytes, length, width and height of the icon.
   They may be a part or a mended copy of what is given, in the arena. */
flaw icon_png(arena *a, const char *bytes, size_t length, icon *out);
flaw icon_svg(arena *a, const char *bytes, size_t length, icon *out);

#endif
