#include "rng.h"
#include "test.h"

/* Law: the published algorithms: SplitMix64's first numbers from 0 are the state, xoshiro256** goes on from it. */
static void numbers_are_the_published_ones(void **state)
{
    struct rng r;
    struct rng known = {{1, 2, 3, 4}};

    (void)state;
    rng_seed(&r, 0);
    assert_true(r.s[0] == 0xe220a8397b1dcdaf);
    assert_true(r.s[1] == 0x6e789e6aa1b965f4);
    assert_true(r.s[2] == 0x06c45d188009454f);
    assert_true(rng_next(&known) == 11520);
    assert_true(rng_next(&known) == 0);
    assert_true(rng_next(&known) == 1509978240);
    assert_true(rng_next(&known) == 1215971899390074240);
}

/* Law: every value below n comes, none beyond, about as often as the others. */
static void below_is_even(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 42);
    for (uint64_t n = 1; n <= 20; n++) {
        int seen[20] = {0};

        for (int i = 0; i < 2000 * (int)n; i++) {
            uint64_t x = rng_below(&r, n);

            assert_true(x < n);
            seen[x]++;
        }
        for (uint64_t x = 0; x < n; x++)
            assert_in_range(seen[x], 1800, 2200);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_are_the_published_ones),
    cmocka_unit_test(below_is_even),
};

RUN_TESTS(tests)
