#include "axis.h"

#include <stdbool.h>

/* n / d, rounded down. */
static int64_t floor_div(int64_t n, int64_t d)
{
    return n / d - (n % d < 0);
}

vtime axis_time(const struct axis *ax, int32_t x)
{
    int64_t span = ax->to - ax->from, off = (int64_t)x - ax->x;
    int64_t whole = span / ax->w, rest = span % ax->w;

    /* rest < w and |off| is some pixels: no product overflows */
    return ax->from + whole * off + floor_div(rest * off, ax->w);
}

struct axis_walk axis_walk(const struct axis *ax, int32_t x)
{
    int64_t span = ax->to - ax->from, off = (int64_t)x - ax->x, rest = span % ax->w;

    return (struct axis_walk){.t = axis_time(ax, x),
                              .whole = span / ax->w,
                              .rest = rest,
                              .error = rest * off - floor_div(rest * off, ax->w) * ax->w,
                              .w = ax->w};
}

int32_t axis_x(const struct axis *ax, vtime t)
{
    int64_t span = ax->to - ax->from, off = t - ax->from;
    int32_t x;

    if (off < 0)
        return ax->x - 1;
    if (off >= span)
        return ax->x + ax->w;
    while (span >= (int64_t)1 << 46) { /* so that off * w fits 63 bits */
        span >>= 4;
        off >>= 4;
    }
    x = ax->x + (int32_t)(off * ax->w / span);
    /* what axis_time says is the law: the division above may be a pixel off */
    while (x > ax->x && axis_time(ax, x) > t)
        x--;
    while (x < ax->x + ax->w - 1 && axis_time(ax, x + 1) <= t)
        x++;
    return x;
}

/* Above a second people count in other steps than ten. */
static vtime long_step(vtime least)
{
    static const vtime steps[] = {1,     2,     5,      10,     15,     30,      60,      120,
                                  300,   600,   900,    1800,   3600,   7200,    10800,   21600,
                                  43200, 86400, 172800, 432000, 864000, 1728000, 4320000, 8640000};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i] * SEC >= least)
            return steps[i] * SEC;
    for (vtime step = 17280000 * SEC;; step *= 2)
        if (step >= least || step > VTIME_MAX / 4)
            return step;
}

vtime axis_step(const struct axis *ax, int32_t gap)
{
    vtime least = axis_time(ax, ax->x + gap) - ax->from;

    if (least > SEC / 2)
        return long_step(least);
    for (vtime ten = 1;; ten *= 10)
        for (vtime n = 1; n <= 5; n += n == 1 ? 1 : 3)
            if (n * ten >= least)
                return n * ten;
}
