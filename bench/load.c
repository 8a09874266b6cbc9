/* load FILE: reads a network and does nothing with it: what commands that read cost at least. */
#include "entente.h"

#include <stdio.h>

int main(int count, char **arguments)
{
    entente *run = entente_new(NULL);
    bool well = count == 2 && entente_read(run, arguments[1]);
    if (!well)
        fprintf(stderr, "load: %s\n", count == 2 ? entente_messages(run, ENTENTE_TEXT, false) : "one FILE");
    entente_free(run);
    return !well;
}
