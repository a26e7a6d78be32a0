#include "lod.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LOD_STEP = 16 };

/* ---- the table ---------------------------------------------------------------------------------------------------------- */

static const uint8_t parts[] = {
#define X(id, part, color, letter, name) part,
#include "slices.def"
#undef X
};

uint8_t slice_part(enum slice s)
{
    return parts[s];
}

enum color slice_color(enum slice s)
{
    static const uint8_t colors[] = {
#define X(id, part, color, letter, name) color,
#include "slices.def"
#undef X
    };

    return (enum color)colors[s];
}

char slice_letter(enum slice s)
{
    static const char letters[] = {
#define X(id, part, color, letter, name) letter,
#include "slices.def"
#undef X
    };

    return letters[s];
}

const char *slice_name(enum slice s)
{
    static const char *const names[] = {
#define X(id, part, color, letter, name) name,
#include "slices.def"
#undef X
    };

    return names[s];
}

const uint8_t lod_colors[STRIP_COLORS] = {COLOR_RUNNING, COLOR_SYSCALL,  COLOR_SPINNING,
                                          COLOR_GC,      COLOR_RUNNABLE, COLOR_WAITING};

/* ---- building ------------------------------------------------------------------------------------------------------------ */

static void grow(struct lod *l)
{
    if (l->len < l->cap)
        return;
    l->cap = l->cap == 0 ? 4 : l->cap < 64 ? l->cap * 2 : l->cap + l->cap / 4;
    l->at = mem_grow(l->at, l->cap, sizeof *l->at);
    if (l->cap > LOD_STEP) {
        l->sums = mem_grow(l->sums, (l->cap - 1) / LOD_STEP, sizeof *l->sums);
        l->begins = mem_grow(l->begins, (l->cap - 1) / LOD_STEP, sizeof *l->begins);
    }
}

static bool says_the_same(const struct span *a, const struct span *b)
{
    return a->slice == b->slice && a->who == b->who && a->on == b->on && a->why == b->why;
}

void lod_put(struct lod *l, struct span s)
{
    assert(l->len == 0 || l->at[l->len - 1].t <= s.t);
    if (l->len > 0 && l->at[l->len - 1].t == s.t)
        l->len--;
    if (l->len > 0 && says_the_same(&l->at[l->len - 1], &s))
        return;
    grow(l);
    l->at[l->len] = s;
    if (l->len > 0 && l->len % LOD_STEP == 0) {
        l->begins[l->len / LOD_STEP - 1] = s.t;
        lod_sums(l, s.t, (int64_t)l->len - 1, &l->sums[l->len / LOD_STEP - 1]);
    }
    l->len++;
}

void lod_deinit(struct lod *l)
{
    free(l->at);
    free(l->sums);
    free(l->begins);
    *l = (struct lod){0};
}

size_t lod_bytes(const struct lod *l)
{
    return l->cap * sizeof *l->at +
           (l->cap > LOD_STEP ? (l->cap - 1) / LOD_STEP * (sizeof *l->sums + sizeof *l->begins)
                              : 0);
}

/* ---- looking up ---------------------------------------------------------------------------------------------------------- */

/* The last block (of LOD_STEP spans) that begins at or before t, from block `b`, which does: strides double, then halve. */
static int64_t block_of(const struct lod *l, vtime t, int64_t b)
{
    int64_t last = ((int64_t)l->len - 1) / LOD_STEP, stride = 1;

    while (b + stride <= last && l->begins[b + stride - 1] <= t) {
        b += stride;
        stride *= 2;
    }
    for (; stride > 0; stride /= 2)
        if (b + stride <= last && l->begins[b + stride - 1] <= t)
            b += stride;
    return b;
}

/* The span that holds t, from one that begins at or before it, in block b. */
static int64_t span_of(const struct lod *l, vtime t, int64_t b, int64_t near)
{
    int64_t i = near > b * LOD_STEP ? near : b * LOD_STEP, end = (b + 1) * LOD_STEP;

    end = end < (int64_t)l->len ? end : (int64_t)l->len;
    while (i + 1 < end && l->at[i + 1].t <= t)
        i++;
    return i;
}

int64_t lod_find(const struct lod *l, vtime t, int64_t near)
{
    if (l->len == 0 || t < l->at[0].t)
        return -1;
    if (near < 0 || near >= (int64_t)l->len || l->at[near].t > t)
        near = 0;
    return span_of(l, t, block_of(l, t, near / LOD_STEP), near);
}

/* Sums with a place for what has no part, so that adding needs no question. */
struct tally {
    vtime part[LOD_PARTS + 1];
};

static void add_spans(const struct lod *l, int64_t from, int64_t to, struct tally *sum)
{
    for (int64_t i = from; i < to; i++)
        sum->part[parts[l->at[i].slice]] += l->at[i + 1].t - l->at[i].t;
}

static void tally_until(const struct lod *l, vtime t, int64_t i, struct tally *sum)
{
    int64_t first = i / LOD_STEP * LOD_STEP;

    if (first > 0)
        memcpy(sum->part, l->sums[i / LOD_STEP - 1].part, sizeof l->sums->part);
    else
        memset(sum->part, 0, sizeof sum->part);
    add_spans(l, first, i, sum);
    sum->part[parts[l->at[i].slice]] += t - l->at[i].t;
}

void lod_sums(const struct lod *l, vtime t, int64_t i, struct lod_sums *out)
{
    struct tally sum = {{0}};

    if (i >= 0)
        tally_until(l, t, i, &sum);
    memcpy(out->part, sum.part, sizeof out->part);
}

void lod_between(const struct lod *l, vtime from, vtime to, struct lod_sums *out)
{
    int64_t i = lod_find(l, from, 0), j = lod_find(l, to, i);
    struct lod_sums before;

    lod_sums(l, from, i, &before);
    lod_sums(l, to, j, out);
    for (int k = 0; k < LOD_PARTS; k++)
        out->part[k] -= before.part[k];
}

/* ---- columns ------------------------------------------------------------------------------------------------------------- */

/* Divides by the length of a column: 255ths in 32 bits of fraction. Lengths above 24 bits lose what no picture shows. */
struct scale {
    vtime length;
    uint64_t inverse;
    int shift;
};

static void scale_to(struct scale *sc, vtime length)
{
    if (length == sc->length)
        return;
    sc->length = length;
    sc->shift = 0;
    while (length >> sc->shift >= 1 << 24)
        sc->shift++;
    sc->inverse = ((uint64_t)255 << 32) / (uint64_t)(length >> sc->shift);
}

/* 255 at the most in all: what the small ones got for being there, the largest gives. */
static void fit(struct strip_column *c, int32_t total)
{
    while (total > 255) {
        int most = 0;

        for (int k = 1; k < LOD_PARTS; k++)
            if (c->part[k] > c->part[most])
                most = k;
        c->part[most]--;
        total--;
    }
}

static void fill_column(const struct scale *sc, const struct tally *sum, int32_t least,
                        struct strip_column *out)
{
    int32_t total = 0;

    for (int k = 0; k < LOD_PARTS; k++) {
        uint64_t v = (uint64_t)sum->part[k];
        uint32_t share = (uint32_t)(((v >> sc->shift) * sc->inverse + (1U << 31)) >> 32);

        if (v > 0 && share < (uint32_t)least)
            share = (uint32_t)least;
        out->part[k] = (uint8_t)(share > 255 ? 255 : share);
        total += out->part[k];
    }
    fit(out, total);
}

/* A walk along a lane, from the end of one column to the end of the next; it ends where a wide span begins. */
struct walk {
    const struct lod *l;
    vtime t, end, wide;
    int64_t i;      /* the span that holds t; -1: before the first */
    int64_t stride; /* blocks that the last column was long; 0: it had few spans */
};

/* So many spans are added one by one; beyond, a difference of sums is cheaper. */
enum { FEW = 24 };

static vtime next_of(const struct walk *w, int64_t i)
{
    return i + 1 < (int64_t)w->l->len ? w->l->at[i + 1].t : w->end;
}

/* Goes to span i, which begins at or before t, over spans that are all narrower than a column. */
static void jump(struct walk *w, int64_t i, vtime t, struct tally *sum)
{
    struct tally before, after;

    tally_until(w->l, w->t, w->i, &before);
    tally_until(w->l, t, i, &after);
    for (int k = 0; k < LOD_PARTS; k++)
        sum->part[k] += after.part[k] - before.part[k];
    w->t = t;
    w->i = i;
}

/* What the next column will want, if it is as long as this one, is fetched while this one is summed up. */
static void fetch(const struct lod *l, int64_t b)
{
    if ((b + 1) * LOD_STEP > (int64_t)l->len || b < 1)
        return;
    __builtin_prefetch(&l->sums[b - 1]);
    for (int64_t i = b * LOD_STEP; i < (b + 1) * LOD_STEP; i += 4)
        __builtin_prefetch(&l->at[i]);
}

/* As lod_find, from where the last column's length leads to. */
static int64_t find_by_stride(const struct walk *w, vtime t)
{
    const struct lod *l = w->l;
    int64_t last = ((int64_t)l->len - 1) / LOD_STEP, b = w->i / LOD_STEP + w->stride;

    b = b < last ? b : last;
    while (b > 0 && l->begins[b - 1] > t)
        b--;
    for (int k = 0; k < 8 && b < last && l->begins[b] <= t; k++)
        b++;
    return span_of(l, t, block_of(l, t, b), w->i);
}

/* Goes to t where there are many spans on the way. True: a wide one begins before. */
static bool walk_far(struct walk *w, vtime t, struct tally *sum)
{
    int64_t from = w->i, i = find_by_stride(w, t);
    bool wide = i > from && next_of(w, i) - w->l->at[i].t >= w->wide;

    w->stride = i / LOD_STEP - from / LOD_STEP;
    fetch(w->l, i / LOD_STEP + w->stride);
    jump(w, i, wide ? w->l->at[i].t : t, sum);
    return wide;
}

/* Adds the time in each part on the way to `t`. True: a wide span begins before, and w->t is there. */
static bool walk_to(struct walk *w, vtime t, struct tally *sum)
{
    int64_t i = w->i;
    vtime at = w->t, next = next_of(w, i);

    if (w->stride > 1)
        return walk_far(w, t, sum);
    for (int k = 0; k < FEW; k++) {
        uint8_t part = i < 0 ? LOD_NO_PART : parts[w->l->at[i].slice];

        if (next >= t) {
            sum->part[part] += t - at;
            w->t = t;
            w->i = next == t && i + 1 < (int64_t)w->l->len ? i + 1 : i;
            return w->i != i && next_of(w, w->i) - t >= w->wide;
        }
        sum->part[part] += next - at;
        at = w->t = next;
        w->i = ++i;
        next = next_of(w, i);
        if (next - at >= w->wide)
            return true;
    }
    return walk_far(w, t, sum);
}

int64_t lod_narrow(const struct lod *l, const struct axis *ax, vtime from, vtime to, vtime wide,
                   int32_t least, struct strip_column *out)
{
    struct scale sc = {0};
    int32_t x = axis_x(ax, from), c = (x < ax->x ? ax->x : x) - ax->x;
    struct axis_walk pixels = axis_walk(ax, c + ax->x);
    vtime begin = pixels.t;
    struct walk w = {.l = l, .t = begin > from ? begin : from, .end = to, .wide = wide};
    bool stopped = false;

    w.i = lod_find(l, w.t, 0);
    for (; !stopped && c < ax->w && w.t < to; c++) {
        vtime end = axis_next(&pixels), stop = end < to ? end : to;
        struct tally sum = {{0}};

        if (stop > w.t) {
            stopped = walk_to(&w, stop, &sum);
            scale_to(&sc, end - begin);
            fill_column(&sc, &sum, least, &out[c]);
        }
        begin = end;
    }
    return stopped ? w.i : (int64_t)l->len;
}

void lod_columns(const struct lod *l, const struct axis *ax, vtime from, vtime to, int32_t least,
                 struct strip_column *out)
{
    memset(out, 0, (size_t)ax->w * sizeof *out);
    if (l->len)
        lod_narrow(l, ax, from, to, VTIME_MAX, least, out);
}
