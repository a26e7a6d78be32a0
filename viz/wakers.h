/* wakers.h: who can wake those who wait for an object: the operations of the program that do. */
#ifndef VIZ_WAKERS_H
#define VIZ_WAKERS_H

#include "program.h"

/* The operations (their numbers, in order) that can end a wait at `object`, `n` at most; how many there are in all. */
int32_t wakers_find(const struct program *p, int32_t object, int32_t *out, int32_t n);

#endif
