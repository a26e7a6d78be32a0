/* Spans of a lane, and what pixel columns show of them. */
#include "lod.h"
#include "rng.h"
#include "test.h"

enum { SPANS = 3000, MANY = 60000, WIDE = 200 };

/* A lane of chance: bursts of short spans, and long rests. */
static vtime random_lane(struct lod *l, struct rng *rng, int n)
{
    vtime t = (vtime)rng_below(rng, 1000);

    for (int i = 0; i < n; i++) {
        lod_put(l, (struct span){.t = t,
                                 .slice = (uint8_t)rng_below(rng, SLICES),
                                 .who = (int32_t)rng_below(rng, 5)});
        t += rng_below(rng, 50) == 0 ? (vtime)rng_below(rng, 1000000) : (vtime)rng_below(rng, 20);
    }
    return t + 5;
}

/* The same sums, span by span. */
static void slowly(const struct lod *l, vtime from, vtime to, struct lod_sums *out)
{
    *out = (struct lod_sums){{0}};
    for (uint32_t i = 0; i < l->len; i++) {
        vtime a = l->at[i].t > from ? l->at[i].t : from, b = lod_end(l, i, to);
        uint8_t part = slice_part((enum slice)l->at[i].slice);

        b = b < to ? b : to;
        if (b > a && part < LOD_PARTS)
            out->part[part] += b - a;
    }
}

/* Law: spans begin one after the other, and no two neighbours say the same. */
static void spans_are_in_order(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 30; seed++) {
        struct lod l = {0};
        struct rng rng;

        rng_seed(&rng, seed);
        random_lane(&l, &rng, SPANS);
        assert_true(l.len > SPANS / 2);
        for (uint32_t i = 1; i < l.len; i++) {
            assert_true(l.at[i - 1].t < l.at[i].t);
            assert_true(l.at[i - 1].slice != l.at[i].slice || l.at[i - 1].who != l.at[i].who);
        }
        lod_deinit(&l);
    }
}

/* Law: of several spans at one instant the last counts. */
static void last_of_an_instant_counts(void **state)
{
    struct lod l = {0};

    (void)state;
    for (int t = 0; t < 100; t++) {
        lod_put(&l, (struct span){.t = t, .slice = SLICE_IDLE});
        lod_put(&l, (struct span){.t = t, .slice = SLICE_RUNNING, .who = t / 10});
    }
    assert_int_equal(l.len, 10);
    for (int i = 0; i < 10; i++)
        assert_int_equal(l.at[i].t, 10 * i);
    lod_deinit(&l);
}

/* Law: the span that is found holds the instant, whatever one looks from. */
static void finds_from_anywhere(void **state)
{
    struct lod l = {0};
    struct rng rng;
    vtime end;

    (void)state;
    rng_seed(&rng, 7);
    end = random_lane(&l, &rng, SPANS);
    for (int k = 0; k < 20000; k++) {
        vtime t = (vtime)rng_below(&rng, (uint64_t)end + 10);
        int64_t i = lod_find(&l, t, (int64_t)rng_below(&rng, l.len + 2) - 1);

        if (t < l.at[0].t) {
            assert_int_equal(i, -1);
            continue;
        }
        assert_true(l.at[i].t <= t && t < lod_end(&l, i, VTIME_MAX));
    }
    lod_deinit(&l);
}

/* Law: the time in each part of a stretch is the sum over its spans. */
static void sums_are_exact(void **state)
{
    struct lod l = {0};
    struct rng rng;
    vtime end;

    (void)state;
    rng_seed(&rng, 11);
    end = random_lane(&l, &rng, SPANS);
    for (int k = 0; k < 3000; k++) {
        vtime a = (vtime)rng_below(&rng, (uint64_t)end), b = (vtime)rng_below(&rng, (uint64_t)end);
        struct lod_sums fast, slow;

        lod_between(&l, a < b ? a : b, a < b ? b : a, &fast);
        slowly(&l, a < b ? a : b, a < b ? b : a, &slow);
        assert_memory_equal(&fast, &slow, sizeof fast);
    }
    lod_deinit(&l);
}

/* One column against the sums of its stretch: right within what is rounded and what small ones got. */
static void check_column(const struct lod *l, vtime a, vtime b, int least,
                         const struct strip_column *c)
{
    struct lod_sums slow;
    int total = 0, small = 0;

    slowly(l, a, b, &slow);
    for (int k = 0; k < LOD_PARTS; k++) {
        total += c->part[k];
        assert_int_equal(c->part[k] > 0, slow.part[k] > 0);
        small += slow.part[k] > 0 && slow.part[k] * 255 < (least + 1) * (b - a);
    }
    assert_true(total <= 255);
    for (int k = 0; k < LOD_PARTS; k++) {
        vtime exact = slow.part[k] * 255 / (b - a);

        if (slow.part[k] == 0)
            continue;
        assert_true(c->part[k] >= (exact < least ? least : exact) - small * least - LOD_PARTS);
        assert_true(c->part[k] <= (exact < least ? least : exact) + 1);
    }
}

/* A lane of so many spans, at `zooms` zooms. */
static void check_shares(int spans, int zooms)
{
    struct lod l = {0};
    struct rng rng;
    vtime end;

    rng_seed(&rng, 13);
    end = random_lane(&l, &rng, spans);
    for (int k = 0; k < zooms; k++) {
        struct axis ax = {.x = 40, .w = WIDE};
        struct strip_column columns[WIDE];
        int least = 1 + (int)rng_below(&rng, 20);

        ax.from = (vtime)rng_below(&rng, (uint64_t)end);
        ax.to = ax.from + WIDE + (vtime)rng_below(&rng, (uint64_t)end);
        lod_columns(&l, &ax, 0, end, least, columns);
        for (int c = 0; c < WIDE; c++) {
            vtime a = axis_time(&ax, 40 + c), b = axis_time(&ax, 41 + c);

            if (b <= end)
                check_column(&l, a, b, least, &columns[c]);
        }
    }
    lod_deinit(&l);
}

/* Law: a column shows the true shares of its time, at every zoom, with few spans in it and with hundreds; what is there at all
 * shows. */
static void columns_show_true_shares(void **state)
{
    (void)state;
    check_shares(SPANS, 300);
    check_shares(MANY, 10);
}

/* Law: stopping at wide spans and going on behind them shows the same columns, but for those where a wide one begins or ends. */
static void narrow_ones_stop_at_wide(void **state)
{
    struct lod l = {0};
    struct rng rng;
    vtime end;

    (void)state;
    rng_seed(&rng, 19);
    end = random_lane(&l, &rng, SPANS);
    for (int k = 0; k < 300; k++) {
        struct axis ax = {.x = 40, .w = WIDE};
        struct strip_column all[WIDE], some[WIDE] = {{{0}}};
        vtime wide, from;
        int64_t i = 0;

        ax.from = l.at[0].t + (vtime)rng_below(&rng, (uint64_t)(end - l.at[0].t));
        ax.to = ax.from + WIDE + (vtime)rng_below(&rng, (uint64_t)end / 4);
        wide = 5 * (ax.to - ax.from) / WIDE;
        lod_columns(&l, &ax, 0, end, 1, all);
        for (from = ax.from; from < ax.to && i < (int64_t)l.len; from = lod_end(&l, i, end)) {
            i = lod_narrow(&l, &ax, from, end < ax.to ? end : ax.to, wide, 1, some);
            assert_true(i == (int64_t)l.len || l.at[i].t >= ax.to ||
                        lod_end(&l, i, end < ax.to ? end : ax.to) - l.at[i].t >= wide);
        }
        for (int c = 0; c < WIDE; c++) {
            vtime a = axis_time(&ax, 40 + c), b = axis_time(&ax, 41 + c);
            int64_t first = lod_find(&l, a, 0), last = lod_find(&l, b - 1, first);

            if (lod_end(&l, first, end) - l.at[first].t < wide &&
                lod_end(&l, last, end) - l.at[last].t < wide)
                assert_memory_equal(&all[c], &some[c], sizeof all[c]);
        }
    }
    lod_deinit(&l);
}

/* Law: pixels follow each other without gap, and an instant lies in the pixel whose time it is, from 10 ns to centuries. */
static void axis_goes_both_ways(void **state)
{
    struct rng rng;

    (void)state;
    rng_seed(&rng, 17);
    for (int k = 0; k < 3000; k++) {
        vtime span = 10 + (vtime)rng_below(&rng, (uint64_t)1 << (4 + rng_below(&rng, 58)));
        struct axis ax = {.from = (vtime)rng_below(&rng, 1000000), .x = 7, .w = 1920};
        vtime t;
        int32_t x;

        ax.to = ax.from + span;
        assert_int_equal(axis_time(&ax, 7), ax.from);
        assert_int_equal(axis_time(&ax, 7 + 1920), ax.to);
        t = ax.from + (vtime)rng_below(&rng, (uint64_t)span);
        x = axis_x(&ax, t);
        assert_in_range(x, 7, 7 + 1919);
        assert_true(axis_time(&ax, x) <= t);
        assert_true(x == 7 + 1919 || t < axis_time(&ax, x + 1));
        assert_true(axis_time(&ax, 7 + 100) - ax.from <= axis_step(&ax, 100));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_in_order),       cmocka_unit_test(last_of_an_instant_counts),
        cmocka_unit_test(finds_from_anywhere),      cmocka_unit_test(sums_are_exact),
        cmocka_unit_test(columns_show_true_shares), cmocka_unit_test(narrow_ones_stop_at_wide),
        cmocka_unit_test(axis_goes_both_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
