/* hist.h: a set of durations (or of any numbers from 0) that answers for its percentiles.
 *
 *     hist_add(&h, 250 * USEC);
 *     p99 = hist_percentile(&h, 99);
 *     hist_deinit(&h);
 *
 * It is a multiset: how often each value came. So its figures are exact, by nearest rank, and it takes room for each
 * different value, not for each value. Only a set of more than HIST_EXACT different values is rounded: then values from
 * HIST_FINE up are kept with a relative error below 1/1024 (each counts as the least of its bucket); count, sum, least and
 * most stay exact. */
#ifndef ANALYZE_HIST_H
#define ANALYZE_HIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wide.h"

enum { HIST_EXACT = 1 << 21, HIST_FINE = 2048 };

struct hist_slot {
    int64_t value;
    int64_t count; /* 0: free */
};

struct hist {
    struct hist_slot *slots; /* open addressing; `room` is a power of two */
    size_t room, used;
    bool rounded;
    bool
        sorted; /* slots[0..used) in order of value, as percentiles need them; the next hist_add undoes it */
    int64_t count, least, most;
    wide sum;
};

/* Starts zeroed. */
void hist_add(struct hist *h, int64_t value);

/* The value at rank ceil(count * percent / 100), from 1, in order of size; 0 of an empty set. percent: 1..100. */
int64_t hist_percentile(struct hist *h, int percent);

void hist_deinit(struct hist *h);

#endif
