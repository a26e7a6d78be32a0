/* fuzz.h: what a fuzz target is: one function of bytes. gcc builds it with mutate.c, clang with libFuzzer. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An assert that stays in release builds. */
#define FUZZ_CHECK(law)                                                                            \
    do {                                                                                           \
        if (!(law)) {                                                                              \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #law);                      \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
