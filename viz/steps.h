/* steps.h: a count over time (threads, runnable goroutines, bytes of heap): a line of steps, and what a pixel column shows of it.
 *
 * A column knows the least, the greatest and the mean value within it, weighted by time, in a number of steps that grows with
 * the logarithm of the changes in it: above the values stands a tree with sixteen children to a node. A change takes 12 bytes,
 * the tree 2.1. */
#ifndef VIZ_STEPS_H
#define VIZ_STEPS_H

#include <stdbool.h>

#include "axis.h"
#include "vec.h"

/* Values of STEPS_FAN^level changes. */
struct steps_node {
    int32_t least, most;
};
enum { STEPS_FAN = 16, STEPS_LEVELS = 8 };

__extension__ typedef __int128 steps_sum; /* value times ns: a heap for a month */

struct steps {
    VEC(vtime) at;
    VEC(int32_t) values;
    VEC(steps_sum) sums;                         /* up to each sixteenth change */
    VEC(vtime) begins;                           /* of each sixteenth change */
    VEC(struct steps_node) levels[STEPS_LEVELS]; /* whole nodes only */
    int32_t most;                                /* ever */
};

struct steps_column {
    int32_t least, most;
    int32_t mean; /* if it was asked for */
    bool any;     /* false: the line has not begun */
};

/* The value is `v` from t on; t never falls. Of several at one instant the last counts. Starts zeroed. */
void steps_put(struct steps *st, vtime t, int64_t v);
void steps_deinit(struct steps *st);
size_t steps_bytes(const struct steps *st);

/* The value at an instant; false: not begun. */
bool steps_value(const struct steps *st, vtime t, int32_t *out);

/* All columns of an axis, of what there is between the first change and `to`. */
void steps_columns(const struct steps *st, const struct axis *ax, vtime to, bool means,
                   struct steps_column *out);

#endif
