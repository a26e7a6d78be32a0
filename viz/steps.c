#include "steps.h"

#include <assert.h>
#include <stdlib.h>

/* ---- building ------------------------------------------------------------------------------------------------------------ */

static struct steps_node joined(struct steps_node a, struct steps_node b)
{
    return (struct steps_node){a.least < b.least ? a.least : b.least,
                               a.most > b.most ? a.most : b.most};
}

/* The changes before `n` are final: the nodes that end there are made. */
static void close_nodes(struct steps *st, size_t n)
{
    for (int level = 0; level < STEPS_LEVELS && n % STEPS_FAN == 0; level++) {
        struct steps_node node = {0};

        n /= STEPS_FAN;
        for (size_t i = 0; i < STEPS_FAN; i++) {
            size_t child = (n - 1) * STEPS_FAN + i;
            struct steps_node c =
                level ? st->levels[level - 1].at[child]
                      : (struct steps_node){st->values.at[child], st->values.at[child]};

            node = i ? joined(node, c) : c;
        }
        *VEC_PUSH(&st->levels[level]) = node;
    }
}

/* The sum up to change n, a multiple of STEPS_FAN, which begins at t. */
static steps_sum sum_until(const struct steps *st, size_t n, vtime t)
{
    size_t first = n - STEPS_FAN;
    steps_sum sum = st->sums.at[first / STEPS_FAN];

    for (size_t i = first; i < n; i++)
        sum += (steps_sum)st->values.at[i] * ((i + 1 < n ? st->at.at[i + 1] : t) - st->at.at[i]);
    return sum;
}

void steps_put(struct steps *st, vtime t, int64_t v)
{
    int32_t value = v > INT32_MAX ? INT32_MAX : (int32_t)v;
    size_t n = st->at.len;

    assert(n == 0 || st->at.at[n - 1] <= t);
    if (n > 0 && st->at.at[n - 1] == t) {
        st->values.at[n - 1] = value;
    } else if (n == 0 || st->values.at[n - 1] != value) {
        if (n % STEPS_FAN == 0) {
            *VEC_PUSH(&st->sums) = n ? sum_until(st, n, t) : 0;
            *VEC_PUSH(&st->begins) = t;
            if (n)
                close_nodes(st, n);
        }
        *VEC_PUSH(&st->at) = t;
        *VEC_PUSH(&st->values) = value;
    }
    if (value > st->most)
        st->most = value;
}

void steps_deinit(struct steps *st)
{
    free(st->at.at);
    free(st->values.at);
    free(st->sums.at);
    free(st->begins.at);
    for (int i = 0; i < STEPS_LEVELS; i++)
        free(st->levels[i].at);
    *st = (struct steps){0};
}

size_t steps_bytes(const struct steps *st)
{
    size_t bytes = st->at.cap * sizeof *st->at.at + st->values.cap * sizeof *st->values.at +
                   st->sums.cap * sizeof *st->sums.at + st->begins.cap * sizeof *st->begins.at;

    for (int i = 0; i < STEPS_LEVELS; i++)
        bytes += st->levels[i].cap * sizeof *st->levels[i].at;
    return bytes;
}

/* ---- looking up ---------------------------------------------------------------------------------------------------------- */

/* The last sixteenth that begins at or before t, which the first does: near `b`, most often. */
static int64_t block_of(const struct steps *st, vtime t, int64_t b)
{
    const vtime *begins = st->begins.at;
    int64_t n = (int64_t)st->begins.len, stride = 1;

    b = b < n ? b : n - 1;
    for (; b > 0 && begins[b] > t; stride *= 2)
        b = b > stride ? b - stride : 0;
    for (stride = 1; b + stride < n && begins[b + stride] <= t; stride *= 2)
        b += stride;
    for (; stride > 0; stride /= 2)
        if (b + stride < n && begins[b + stride] <= t)
            b += stride;
    return b;
}

/* The change that holds t; -1: before all. `near`: a change that is likely to be near, any. */
static int64_t find(const struct steps *st, vtime t, int64_t near)
{
    int64_t n = (int64_t)st->at.len, i, end;
    const vtime *at = st->at.at;

    if (n == 0 || at[0] > t)
        return -1;
    i = block_of(st, t, near > 0 ? near / STEPS_FAN : 0) * STEPS_FAN;
    end = i + STEPS_FAN < n ? i + STEPS_FAN : n;
    while (i + 1 < end && at[i + 1] <= t)
        i++;
    return i;
}

bool steps_value(const struct steps *st, vtime t, int32_t *out)
{
    int64_t i = find(st, t, 0);

    if (i >= 0)
        *out = st->values.at[i];
    return i >= 0;
}

/* The sum from the beginning to t, which change i holds. */
static steps_sum sum_at(const struct steps *st, vtime t, int64_t i)
{
    int64_t first = i / STEPS_FAN * STEPS_FAN;
    steps_sum sum = st->sums.at[first / STEPS_FAN];

    for (int64_t k = first; k < i; k++)
        sum += (steps_sum)st->values.at[k] * (st->at.at[k + 1] - st->at.at[k]);
    return sum + (steps_sum)st->values.at[i] * (t - st->at.at[i]);
}

/* The largest node that begins at i and ends at or before j: its level, -1 for the change itself. */
static int level_at(const struct steps *st, int64_t i, int64_t j)
{
    int level = -1;

    for (int64_t size = STEPS_FAN; i % size == 0 && i + size - 1 <= j; size *= STEPS_FAN) {
        if (level + 1 == STEPS_LEVELS || i / size >= (int64_t)st->levels[level + 1].len)
            break;
        level++;
    }
    return level;
}

/* Least and most of the changes i … j, by the largest nodes that fit. */
static struct steps_node extremes(const struct steps *st, int64_t i, int64_t j)
{
    struct steps_node node = {st->values.at[i], st->values.at[i]};

    while (i <= j) {
        int level = i % STEPS_FAN ? -1 : level_at(st, i, j);

        if (level < 0) {
            int32_t v = st->values.at[i++];

            node = joined(node, (struct steps_node){v, v});
        } else {
            int64_t size = (int64_t)1 << 4 * (level + 1);

            node = joined(node, st->levels[level].at[i / size]);
            i += size;
        }
    }
    return node;
}

/* A column from `begin` to `end`; changes i and j hold its first and its last instant, i -1: the line begins in it. */
static struct steps_column column(const struct steps *st, vtime begin, vtime end, int64_t i,
                                  int64_t j, bool means)
{
    struct steps_column out = {st->values.at[j], st->values.at[j], st->values.at[j], true};
    struct steps_node node;

    if (i == j)
        return out;
    if (i < 0) {
        i = 0;
        begin = st->at.at[0];
    }
    node = extremes(st, i, j);
    out.least = node.least;
    out.most = node.most;
    if (means && end > begin)
        out.mean = (int32_t)((sum_at(st, end, j) - sum_at(st, begin, i)) / (end - begin));
    return out;
}

void steps_columns(const struct steps *st, const struct axis *ax, vtime to, bool means,
                   struct steps_column *out)
{
    struct axis_walk pixels = axis_walk(ax, ax->x);
    vtime begin = pixels.t;
    int64_t i = find(st, begin, -1), stride = 0; /* changes in the column before */

    for (int32_t c = 0; c < ax->w; c++) {
        vtime end = axis_next(&pixels), stop = end < to ? end : to;
        int64_t j = find(st, stop > begin ? stop - 1 : begin, i + stride);

        out[c] = (struct steps_column){.any = false};
        if (j >= 0 && begin < to)
            out[c] = column(st, begin, stop > begin ? stop : begin + 1, i, j, means);
        stride = j - i;
        i = j;
        if (i + 1 < (int64_t)st->at.len &&
            st->at.at[i + 1] <= end) /* begins with the next column */
            i++;
        begin = end;
    }
}
