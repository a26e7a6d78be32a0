#include "fit.h"

#include <stdlib.h>

enum { QUANTILES = 19, PARTS = 8, FEW = 4, THOUSAND = 1000 };

enum shape {
#define X(name, alpha, ...) name,
#include "shape.def"
#undef X
    SHAPES
};

static const struct {
    int alpha; /* in tenths; 0: no Pareto */
    int32_t at[QUANTILES];
} shapes[SHAPES] = {
#define X(name, alpha, ...) {alpha, {__VA_ARGS__}},
#include "shape.def"
#undef X
};

static int by_value(const void *a, const void *b)
{
    vtime x = *(const vtime *)a;
    vtime y = *(const vtime *)b;

    return (x > y) - (x < y);
}

/* Without a sum that could overflow: a trace lasts less than 2^62 ns, but it has many samples. */
vtime fit_mean(const vtime *samples, size_t n)
{
    vtime whole = 0;
    uint64_t rest = 0;

    for (size_t i = 0; i < n; i++) {
        whole += samples[i] / (vtime)n;
        rest += (uint64_t)samples[i] % n;
    }
    return n ? whole + (vtime)(rest / n) : 0;
}

static uint64_t root(uint64_t x)
{
    uint64_t r = 0;

    for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= x)
            r += bit;
    return r;
}

/* In units that keep the squares of the largest distance within 62 bits. */
vtime fit_deviation(const vtime *samples, size_t n)
{
    vtime mean = fit_mean(samples, n);
    vtime most = 0;
    vtime unit = 1;
    uint64_t squares = 0;

    for (size_t i = 0; i < n; i++) {
        vtime d = llabs(samples[i] - mean);

        most = d > most ? d : most;
    }
    while (most / unit >= (vtime)1 << 30)
        unit *= 2;
    for (size_t i = 0; i < n; i++) {
        uint64_t d = (uint64_t)(llabs(samples[i] - mean) / unit);

        squares += d * d / n;
    }
    return (vtime)root(squares) * unit;
}

/* The quantile of a shape with this mean and deviation; below 0 counts as 0, as in a draw. */
static vtime quantile(enum shape shape, int i, vtime mean, vtime deviation)
{
    bool around = shape == SHAPE_UNIFORM || shape == SHAPE_NORMAL;
    vtime by = around ? deviation : mean;
    vtime far =
        by / THOUSAND * shapes[shape].at[i] + by % THOUSAND * shapes[shape].at[i] / THOUSAND;
    vtime at = around ? mean + far : far;

    return at < 0 ? 0 : at;
}

/* How far the shape is from the sorted samples: the mean distance of the quantiles. */
static vtime distance(enum shape shape, const vtime *samples, size_t n, vtime mean, vtime deviation)
{
    vtime sum = 0;

    for (int i = 0; i < QUANTILES; i++) {
        size_t at = n * (size_t)(i + 1) / (QUANTILES + 1);

        sum += llabs(samples[at] - quantile(shape, i, mean, deviation)) / QUANTILES;
    }
    return sum;
}

void fit_write_duration(vtime t, struct sb *out)
{
    vtime unit = 1;
    char text[VTIME_TEXT];

    while (t / unit >= THOUSAND)
        unit *= 10;
    vtime_format(text, t / unit * unit + (t % unit >= (unit + 1) / 2 && unit > 1 ? unit : 0));
    sb_printf(out, "\"%s\"", text);
}

/* The means of `parts` equal parts, one from each end in turn: what follows a short one is not always a longer one. */
static void write_cycle(const vtime *samples, size_t n, size_t parts, struct sb *out)
{
    sb_puts(out, "{ \"cycle\": [");
    for (size_t i = 0; i < parts; i++) {
        size_t part = i % 2 ? parts - 1 - i / 2 : i / 2;
        size_t from = n * part / parts;

        sb_puts(out, i ? ", " : "");
        fit_write_duration(fit_mean(samples + from, n * (part + 1) / parts - from), out);
    }
    sb_puts(out, "] }");
}

static void write_shape(enum shape shape, vtime mean, vtime deviation, struct sb *out)
{
    int alpha = shapes[shape].alpha;
    vtime reach = deviation / THOUSAND * 1732 + deviation % THOUSAND * 1732 / THOUSAND;

    if (alpha) {
        sb_puts(out, "{ \"pareto\": [");
        fit_write_duration(mean / alpha * (alpha - 10), out);
        sb_printf(out, ", %d.%d] }", alpha / 10, alpha % 10);
        return;
    }
    if (shape == SHAPE_EXP) {
        sb_puts(out, "{ \"exp\": ");
        fit_write_duration(mean, out);
        sb_puts(out, " }");
        return;
    }
    sb_puts(out, shape == SHAPE_UNIFORM ? "{ \"uniform\": [" : "{ \"normal\": [");
    fit_write_duration(shape == SHAPE_UNIFORM ? mean - reach : mean, out);
    sb_puts(out, ", ");
    fit_write_duration(shape == SHAPE_UNIFORM ? mean + reach : deviation, out);
    sb_puts(out, "] }");
}

/* A form that would be cut at 0 has another mean. */
static bool fits_above_zero(enum shape shape, vtime mean, vtime deviation)
{
    if (shape == SHAPE_UNIFORM)
        return deviation <= mean / 7 * 4;
    return shape != SHAPE_NORMAL || deviation <= mean / 2;
}

void fit_write(vtime *samples, size_t n, struct sb *out)
{
    vtime mean, deviation, least = VTIME_MAX;
    enum shape best = SHAPE_EXP;

    qsort(samples, n, sizeof *samples, by_value);
    mean = fit_mean(samples, n);
    deviation = fit_deviation(samples, n);
    if (n < 2 || deviation <= mean / 20) {
        fit_write_duration(mean, out);
        return;
    }
    for (int i = 0; i < SHAPES; i++) {
        vtime d = distance((enum shape)i, samples, n, mean, deviation);

        if (d < least && fits_above_zero((enum shape)i, mean, deviation)) {
            least = d;
            best = (enum shape)i;
        }
    }
    if (n <= FEW)
        write_cycle(samples, n, n, out);
    else if (least > mean / 4)
        write_cycle(samples, n, n < PARTS ? n : PARTS, out);
    else
        write_shape(best, mean, deviation, out);
}
