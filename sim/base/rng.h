/* rng.h: the one generator of random numbers, seeded, the same on every machine.
 *
 * SplitMix64 makes the state from the seed, xoshiro256** the numbers (Blackman
 * and Vigna, public domain algorithms). */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stdint.h>

struct rng {
    uint64_t s[4];
};

void rng_seed(struct rng *r, uint64_t seed);
uint64_t rng_next(struct rng *r);

/* A number in 0..n-1, each as likely as the other; n >= 1. */
uint64_t rng_below(struct rng *r, uint64_t n);

#endif
