/* Networks for tests, read from YAML. */
#ifndef TEST_GIVEN_H
#define TEST_GIVEN_H

#include "network/network.h"

/* Reads it; the test fails where it has errors. All of it lives in the arena. */
const network *given(arena *a, const char *yaml);

#endif
