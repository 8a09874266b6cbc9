/* Runs the fuzz target without a fuzzer: over each file of the folders given, and over what comes of it when it is cut
   off or when one byte is another. The same every time. */
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANGES = 24 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static long files, runs;

static void run(const uint8_t *bytes, size_t length)
{
    /* A copy of just that size, so that a byte read past its end is seen. */
    uint8_t *exact = malloc(length ? length : 1);
    memcpy(exact, bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    free(exact);
    runs++;
}

static void run_changed(uint8_t *bytes, size_t length)
{
    static const char likely[] = "\n\t :-{}[]\"'&*!|>#%@\\\0\x80\xff"
                                 "0a";
    run(bytes, length);
    for (size_t i = 0; i < CHANGES && length > 0; i++) {
        size_t at = length * i / CHANGES;
        uint8_t was = bytes[at];
        run(bytes, at);
        bytes[at] = (uint8_t)likely[i % (sizeof likely - 1)];
        run(bytes, length);
        bytes[at] = was;
    }
}

static int visit(const char *name, const struct stat *about, int type, struct FTW *where)
{
    (void)where;
    if (type != FTW_F || about->st_size > 1 << 18)
        return 0;
    FILE *file = fopen(name, "rb");
    uint8_t *bytes = malloc((size_t)about->st_size + 1);
    if (file && bytes) {
        size_t length = fread(bytes, 1, (size_t)about->st_size, file);
        fprintf(stderr, "%s\n", name); /* the last one told is the one that failed */
        run_changed(bytes, length);
        files++;
    }
    free(bytes);
    if (file)
        fclose(file);
    return 0;
}

int main(int count, char **folders)
{
    for (int i = 1; i < count; i++)
        nftw(folders[i], visit, 16, FTW_PHYS);
    printf("%ld files, %ld runs\n", files, runs);
    return files ? 0 : 1;
}
