/* Laws of the reader's tables: maps from ids, and the sort that must be Go's. */
#include <stdlib.h>

#include "idmap.h"
#include "rng.h"
#include "test.h"
#include "trace_sort.h"

enum { KEYS = 512, STEPS = 200000 };

/* Keys that an honest file has, and some that crowd: consecutive, aligned addresses, extremes. */
static uint64_t key_of(uint64_t n)
{
    if (n % 3 == 0)
        return n;
    return n % 3 == 1 ? n << 40 : UINT64_MAX - n;
}

/* Law: after any puts and removes a map knows what an array would know. */
static void map_is_an_array(void **state)
{
    struct idmap m = {0};
    uint32_t want[KEYS];
    size_t len = 0;
    struct rng rng;

    (void)state;
    rng_seed(&rng, 1);
    for (int i = 0; i < KEYS; i++)
        want[i] = IDMAP_NONE;
    for (uint32_t step = 0; step < STEPS; step++) {
        size_t i = (size_t)rng_below(&rng, KEYS);

        if (rng_below(&rng, 5) < 3) {
            len += want[i] == IDMAP_NONE;
            want[i] = step;
            idmap_put(&m, key_of(i), step);
        } else {
            len -= want[i] != IDMAP_NONE;
            want[i] = IDMAP_NONE;
            idmap_remove(&m, key_of(i));
        }
        assert_int_equal(m.len, len);
        i = (size_t)rng_below(&rng, KEYS);
        assert_int_equal(idmap_find(&m, key_of(i)), want[i]);
    }
    idmap_clear(&m);
    for (size_t i = 0; i < KEYS; i++)
        assert_int_equal(idmap_find(&m, key_of(i)), IDMAP_NONE);
    idmap_free(&m);
}

/* Law: keys that all want the same slot of the first table do not make the map slow: its multiplier changes. */
static void crowds_scatter(void **state)
{
    struct idmap m = {0};
    uint64_t inverse = 1; /* of the first multiplier: key * multiplier is a small number for each */

    (void)state;
    idmap_put(&m, 0, 0);
    for (int i = 0; i < 6; i++)
        inverse *= 2 - m.multiplier * inverse;
    for (uint32_t i = 1; i < 100000; i++)
        idmap_put(&m, inverse * i, i);
    assert_true(m.moves > 0);
    for (uint32_t i = 1; i < 100000; i++)
        assert_int_equal(idmap_find(&m, inverse * i), i);
    idmap_free(&m);
}

static void check_sorted(struct timed *items, size_t n, uint64_t sum)
{
    for (size_t i = 0; i < n; i++) {
        assert_true(i == 0 || items[i - 1].time <= items[i].time);
        sum -= items[i].index;
    }
    assert_int_equal(sum, 0);
}

/* Law: any array comes out sorted, with all its items: random, sorted, reversed, of few values, with a pattern. */
static void sort_sorts(void **state)
{
    struct timed items[1000];
    struct rng rng;

    (void)state;
    rng_seed(&rng, 2);
    for (int round = 0; round < 3000; round++) {
        size_t n = (size_t)rng_below(&rng, round % 2 ? 1000 : 40);
        uint64_t sum = 0;

        for (size_t i = 0; i < n; i++) {
            int64_t times[] = {(int64_t)rng_below(&rng, 1000000),
                               (int64_t)i,
                               -(int64_t)i,
                               (int64_t)rng_below(&rng, 3),
                               (int64_t)(i * 7919 % 64),
                               (int64_t)(i < n / 2 ? i : n - i)};

            items[i] = (struct timed){times[round % 6], (uint32_t)i};
            sum += i;
        }
        timed_sort(items, n);
        check_sorted(items, n, sum);
    }
}

/* Law: equal times come out in the order that Go 1.27's slices.SortFunc was seen to give them: 60 items, by time. */
static void ties_are_gos(void **state)
{
    static const uint32_t mod4[60] = {0,  20, 28, 56, 4,  36, 24, 52, 8,  16, 44, 48, 12, 40, 32,
                                      37, 25, 17, 49, 41, 1,  13, 21, 45, 53, 9,  5,  33, 57, 29,
                                      14, 46, 30, 58, 34, 2,  26, 54, 38, 6,  22, 50, 42, 10, 18,
                                      15, 7,  47, 11, 43, 19, 51, 31, 39, 23, 55, 3,  35, 27, 59};
    static const uint32_t scattered[60] = {
        18, 52, 0,  31, 26, 5,  39, 13, 44, 15, 23, 49, 36, 2,  10, 57, 41, 33, 54, 46,
        20, 7,  28, 59, 30, 12, 4,  51, 43, 25, 38, 17, 9,  27, 1,  35, 56, 48, 22, 14,
        40, 58, 32, 45, 19, 11, 53, 6,  55, 37, 50, 16, 24, 42, 3,  29, 8,  47, 21, 34};
    struct timed x[60];
    struct timed y[60];

    (void)state;
    for (uint32_t i = 0; i < 60; i++) {
        x[i] = (struct timed){i % 4, i};
        y[i] = (struct timed){i * 37 % 60 / 8, i};
    }
    timed_sort(x, 60);
    timed_sort(y, 60);
    for (size_t i = 0; i < 60; i++) {
        assert_int_equal(x[i].index, mod4[i]);
        assert_int_equal(y[i].index, scattered[i]);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(map_is_an_array),
    cmocka_unit_test(crowds_scatter),
    cmocka_unit_test(sort_sorts),
    cmocka_unit_test(ties_are_gos),
};

RUN_TESTS(tests)
