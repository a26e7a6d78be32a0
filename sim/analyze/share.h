/* share.h: shares and means of samples, weighted by the time each stands for, with how far they may be off.
 *
 * Integers only: thousandths. The uncertainty is that of 95 in 100, for samples that are not in step with what they sample;
 * samples that resemble the one before count for less. */
#ifndef ANALYZE_SHARE_H
#define ANALYZE_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct share {
    int64_t part;      /* thousandths of the time */
    int64_t low, high; /* Wilson's interval */
    size_t n;          /* samples */
};

struct mean {
    int64_t milli, error;
};

/* The share of the weight of those samples that are `yes`; 0 to 1000 if there are none. */
struct share share_of(const bool *yes, const int64_t *weights, size_t n);

/* n >= 1, weights > 0. */
struct mean mean_of(const int64_t *values, const int64_t *weights, size_t n);

#endif
