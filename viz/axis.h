/* axis.h: a stretch of time laid along pixels, from 10 ns to the 292 years of a vtime. */
#ifndef VIZ_AXIS_H
#define VIZ_AXIS_H

#include "vtime.h"

struct axis {
    vtime from, to; /* to > from */
    int32_t x, w;   /* pixels; w >= 1 */
};

/* The instant at the left edge of a pixel; beyond the ends too. Never falls as x grows. */
vtime axis_time(const struct axis *ax, int32_t x);

/* From the left edge of one pixel to that of the next, without a division. */
struct axis_walk {
    vtime t, whole;
    int64_t rest, error, w;
};
struct axis_walk axis_walk(const struct axis *ax, int32_t x); /* t: axis_time(ax, x) */

static inline vtime axis_next(struct axis_walk *walk)
{
    walk->t += walk->whole;
    walk->error += walk->rest;
    if (walk->error >= walk->w) {
        walk->error -= walk->w;
        walk->t++;
    }
    return walk->t;
}

/* The pixel that an instant lies in; beyond the ends clamped to just outside (x - 1, x + w). */
int32_t axis_x(const struct axis *ax, vtime t);

/* The distance of two marks in 1, 2, 5 times a power of ten, or of whole minutes, hours, days, so that marks are at least
 * `gap` pixels apart. */
vtime axis_step(const struct axis *ax, int32_t gap);

#endif
