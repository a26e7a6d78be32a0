#include <stdlib.h>

#include "hist.h"
#include "rng.h"
#include "test.h"

static void empty_sets_answer_zero(void **state)
{
    struct hist h = {0};

    (void)state;
    assert_int_equal(hist_percentile(&h, 99), 0);
    hist_deinit(&h);
}

static int by_value(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

/* Law: a percentile is the value at rank ceil(n * p / 100) of the sorted list, whatever came how often, and questions in
 * between change nothing. */
static void percentiles_are_by_nearest_rank(void **state)
{
    enum { N = 3000 };
    static int64_t all[N];
    struct hist h = {0};
    struct rng r;

    (void)state;
    rng_seed(&r, 7);
    for (int n = 1; n <= N; n++) {
        int64_t value = (int64_t)rng_below(&r, n % 3 ? 50 : UINT64_C(1) << 50);

        all[n - 1] = value;
        hist_add(&h, value);
        if (n > 20 && n % 97 != 0)
            continue;
        qsort(all, (size_t)n, sizeof *all, by_value);
        for (int p = 1; p <= 100; p++)
            assert_int_equal(hist_percentile(&h, p), all[(n * p + 99) / 100 - 1]);
    }
    assert_int_equal(h.count, N);
    hist_deinit(&h);
}

/* Law: beyond HIST_EXACT different values the error stays below 1/1024, and count, sum, least and most are exact. */
static void huge_sets_are_rounded(void **state)
{
    struct hist h = {0};
    int64_t n = HIST_EXACT + 1000;
    wide sum = 0;

    (void)state;
    for (int64_t i = 0; i < n; i++) {
        hist_add(&h, 1000 * i + 7);
        sum += 1000 * i + 7;
    }
    assert_true(h.rounded);
    assert_true(h.used < 100000);
    assert_int_equal(h.count, n);
    assert_true(h.sum == sum);
    assert_int_equal(h.least, 7);
    assert_int_equal(h.most, 1000 * (n - 1) + 7);
    for (int p = 1; p < 100; p++) {
        int64_t exact = 1000 * ((n * p + 99) / 100 - 1) + 7, told = hist_percentile(&h, p);

        assert_true(told <= exact && exact - told <= exact / 1024);
    }
    hist_deinit(&h);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(empty_sets_answer_zero),
    cmocka_unit_test(percentiles_are_by_nearest_rank),
    cmocka_unit_test(huge_sets_are_rounded),
};

RUN_TESTS(tests)
