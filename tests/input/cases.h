/* Cases in folders: tests/GROUP/a-sentence/{case.yaml,FILE}. With UPDATE=1 in the environment FILE is written anew. */
#ifndef TEST_CASES_H
#define TEST_CASES_H

#include "input/input.h"

/* What the case gives, as text. It is called in the case's folder. */
typedef void case_run(arena *a, const char *name, buffer *out);

/* Runs all cases of tests/GROUP; the test fails where a result is not what the file holds, or where there are fewer
   cases than `least`. With NULL for FILE nothing is compared. */
void each_case(const char *group_name, const char *file, size_t least, case_run *run);

/* Reads case.yaml. */
const network *read_case(arena *a, diagnostics **d);

/* Reads bytes as a file of that name, without files beside it. */
const network *read_text(arena *a, const char *yaml, diagnostics **d);

/* All of a file; the owner calls buffer_free(). */
buffer file_bytes(const char *name);

#endif
