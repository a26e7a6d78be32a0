/* share.c: see share.h. */
#include "share.h"

#include "wide.h"

enum { MILLION = 1000000, Z_SQUARED = 3841459 /* of 95 in 100, in millionths */ };

/* The largest root whose square is not above `n`. */
static int64_t root(wide n)
{
    wide low = 0, high = (wide)1 << 62;

    while (low < high) {
        wide middle = (low + high + 1) / 2;

        if (middle * middle <= n)
            low = middle;
        else
            high = middle - 1;
    }
    return (int64_t)low;
}

struct share share_of(const bool *yes, const int64_t *weights, size_t n)
{
    struct share s = {.high = 1000, .n = n};
    wide all = 0, part = 0, p, z, middle, half, scale;

    for (size_t i = 0; i < n; i++) {
        all += weights[i];
        part += yes[i] ? weights[i] : 0;
    }
    if (all == 0)
        return s;
    p = part * MILLION / all;
    z = Z_SQUARED / (wide)n;
    scale = MILLION + z;
    middle = (p + z / 2) * MILLION / scale;
    half = root(z * (p * (MILLION - p) / MILLION + z / 4));
    half = half * MILLION / scale;
    s.part = (int64_t)((p + 500) / 1000);
    s.low = (int64_t)((middle - half) / 1000);
    s.high = (int64_t)((middle + half + 999) / 1000);
    if (s.low < 0)
        s.low = 0;
    if (s.high > 1000)
        s.high = 1000;
    return s;
}

/* How many independent samples these are worth: fewer if each resembles the one before. */
static int64_t worth(const int64_t *values, size_t n, int64_t mean, wide *spread)
{
    wide squares = 0, products = 0;

    for (size_t i = 0; i < n; i++) {
        wide d = (wide)values[i] * 1000 - mean;

        squares += d * d;
        if (i > 0)
            products += d * ((wide)values[i - 1] * 1000 - mean);
    }
    *spread = squares;
    if (products <= 0 || squares == 0)
        return (int64_t)n;
    return 1 + (int64_t)((wide)(n - 1) * (squares - products) / (squares + products));
}

struct mean mean_of(const int64_t *values, const int64_t *weights, size_t n)
{
    struct mean m = {0, 0};
    wide all = 0, sum = 0, spread;
    int64_t independent;

    for (size_t i = 0; i < n; i++) {
        all += weights[i];
        sum += (wide)values[i] * 1000 * weights[i];
    }
    m.milli = (int64_t)((sum + all / 2) / all);
    independent = worth(values, n, m.milli, &spread);
    if (n > 1)
        m.error = 2 * root(spread / ((wide)n * (independent > 0 ? independent : 1)));
    return m;
}
