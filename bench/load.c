/* load FILE: reads a network and ends: what other work on it is measured against. */
#include "entente.h"

int main(int count, char **words)
{
    entente *run = entente_new(NULL);
    entente_limit(run, "edges", 100000);
    bool read = count == 2 && entente_read(run, words[1]);
    entente_free(run);
    return read ? 0 : 1;
}
