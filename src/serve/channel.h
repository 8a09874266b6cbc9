/* How the server is handed figures: each frame comes whole, from whichever process sends it. Private to the serve room.
 */
#ifndef ENTENTE_CHANNEL_H
#define ENTENTE_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum frame_kind { FRAME_BEGIN, FRAME_TABS, FRAME_FIGURE, FRAME_MESSAGES } frame_kind;

typedef struct frame {
    uint32_t kind, file, tab, form; /* tab and form: of FIGURE */
    const char *bytes;              /* NULL: none */
    size_t length;
} frame;

/* The end that frames are sent from and the one where they are taken; false where there are none to be had. */
bool channel_open(int ends[2]);
/* Bytes go in memory that is handed over, so that a figure of any size is one frame. Where nobody takes it within some
   seconds it is lost. */
void channel_send(int end, const frame *f);
/* Takes a frame; its bytes stay until channel_release(). False where there is none now. */
bool channel_take(int end, frame *f);
void channel_release(frame *f);

#endif
