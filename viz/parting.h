/* parting.h: where two runs begin to differ: the first time that a P goes to another function's goroutine than in the other run.
 *
 * Goroutines of two models have other numbers (the runtime's own come first), so functions are compared, and times are not: a rule
 * that costs a little more is no other decision. */
#ifndef VIZ_PARTING_H
#define VIZ_PARTING_H

#include "run.h"

struct parting {
    bool parted;
    int64_t decisions; /* that were alike before it */
    int64_t
        pos[2]; /* after the event, in each history; history_len: that run has no more decisions */
    struct event ev[2]; /* EV_GO_START; t < 0: none */
};

void parting_find(const struct run *a, const struct run *b, struct parting *out);

#endif
