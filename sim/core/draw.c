/* draw.c: numbers from distributions, by integers alone, so that they are the same on every machine.
 *
 * Logarithms and powers of two are computed bit by bit in fixed point (Q32): 32 squarings give 32 bits. */
#include "internal.h"

/* log2(x) in Q32, for 1 <= x <= 2^32. */
static uint64_t log2_q32(uint64_t x)
{
    uint64_t whole = 0, frac = 0, y = x;

    while (y >= 2) {
        y >>= 1;
        whole++;
    }
    y = whole <= 31 ? x << (31 - whole) : x >> (whole - 31); /* Q31, 1 <= y < 2 */
    for (int i = 0; i < 32; i++) {
        y = y * y >> 31;
        frac <<= 1;
        if (y >> 32) {
            frac |= 1;
            y >>= 1;
        }
    }
    return whole << 32 | frac;
}

__extension__ typedef unsigned __int128 wide;

/* a * b / 2^32, at most INT64_MAX. */
static uint64_t mul_q32(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b >> 32;

    return product > (wide)INT64_MAX ? (uint64_t)INT64_MAX : (uint64_t)product;
}

/* 2^x for x in Q32, in Q32; at most INT64_MAX. Made of 2^(1/2), 2^(1/4), … each the root of the one before. */
static uint64_t exp2_q32(uint64_t x)
{
    static const uint64_t roots[32] = {
        6074001000, 5107605667, 4683695048, 4485121744, 4389014833, 4341736423, 4318288544,
        4306612134, 4300785774, 4297875550, 4296421177, 4295694175, 4295330720, 4295149004,
        4295058149, 4295012722, 4294990009, 4294978653, 4294972974, 4294970135, 4294968716,
        4294968006, 4294967651, 4294967473, 4294967385, 4294967340, 4294967318, 4294967307,
        4294967302, 4294967299, 4294967297, 4294967297};
    uint64_t y = (uint64_t)1 << 32, whole = x >> 32;

    for (int i = 0; i < 32; i++)
        if (x >> (31 - i) & 1)
            y = mul_q32(y, roots[i]);
    if (whole >= 30)
        return INT64_MAX;
    return y << whole;
}

/* -ln(u / 2^32) in Q32, for a draw u: exponentially distributed with mean 1. */
static uint64_t exp_q32(uint64_t u)
{
    const uint64_t ln2 = 2977044472; /* Q32 */

    return mul_q32(((uint64_t)32 << 32) - log2_q32(u + 1), ln2);
}

/* About normal with mean 0 and deviation 1, in Q16: the sum of twelve uniform numbers made from one draw. */
static int64_t normal_q16(uint64_t u)
{
    uint64_t x = u * 0x9E3779B97F4A7C15u + 0xD1B54A32D192ED03u;
    int64_t sum = 0;

    for (int i = 0; i < 12; i++) {
        x ^= x >> 30;
        x *= 0xBF58476D1CE4E5B9u;
        x ^= x >> 27;
        sum += (int64_t)(x >> 48);
    }
    return sum - 6 * 65536;
}

static vtime draw_random(const struct draw *d, uint64_t u)
{
    vtime v = 0;

    switch (d->kind) {
    case DRAW_UNIFORM:
        return d->a + (vtime)mul_q32((uint64_t)(d->b - d->a + 1), u);
    case DRAW_EXP:
        return (vtime)mul_q32((uint64_t)d->a, exp_q32(u));
    case DRAW_NORMAL: {
        int64_t z = normal_q16(u);
        vtime off = (vtime)mul_q32((uint64_t)d->b, (uint64_t)(z < 0 ? -z : z) << 16);

        v = z < 0 ? d->a - off : d->a + off;
        return v < 0 ? 0 : v;
    }
    case DRAW_PARETO: {
        uint64_t e = (((uint64_t)32 << 32) - log2_q32(u + 1)) / 1000;

        return (vtime)mul_q32((uint64_t)d->a,
                              exp2_q32(e * 1000000 / (uint64_t)d->alpha_ppm * 1000));
    }
    case DRAW_CONST:
    case DRAW_CYCLE:
        break;
    }
    return v;
}

vtime draw(struct sim *s, const struct draw *d, int64_t *cycle)
{
    if (d->kind == DRAW_CONST)
        return d->a;
    if (d->kind == DRAW_CYCLE)
        return d->cycle[(*cycle)++ % d->len];
    return draw_random(d, (uint64_t)choose(s, CHOICE_DRAW, 0));
}

vtime draw_op(struct sim *s, const struct op *op)
{
    return draw(s, &op->d, &s->cycles[op - s->prog->ops]);
}

vtime cost_drawn(struct sim *s, enum cost cost)
{
    return draw(s, &s->prog->costs[cost], &s->cycles[s->prog->nops + (int32_t)cost]);
}
