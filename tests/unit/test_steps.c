/* Counts over time, and what pixel columns show of them. */
#include "rng.h"
#include "steps.h"
#include "test.h"

enum { CHANGES = 5000, WIDE = 100 };

static int32_t value_at(const struct steps *st, vtime t)
{
    size_t i = 0;

    while (i + 1 < st->at.len && st->at.at[i + 1] <= t)
        i++;
    return st->values.at[i];
}

static void check(const struct steps *st, vtime a, vtime b, const struct steps_column *c)
{
    int32_t least = INT32_MAX, most = INT32_MIN;
    int64_t sum = 0;

    for (vtime t = a; t < b; t++) {
        int32_t v = value_at(st, t);

        least = v < least ? v : least;
        most = v > most ? v : most;
        sum += v;
    }
    assert_int_equal(c->least, least);
    assert_int_equal(c->most, most);
    assert_int_equal(c->mean, sum / (b - a));
}

/* Law: least, greatest and mean of a column are those of all its nanoseconds. */
static void columns_are_exact(void **state)
{
    struct steps st = {0};
    struct rng rng;
    vtime t = 0;

    (void)state;
    rng_seed(&rng, 3);
    for (int i = 0; i < CHANGES; i++, t += (vtime)rng_below(&rng, 3))
        steps_put(&st, t, (int64_t)rng_below(&rng, 1000));
    for (int k = 0; k < 60; k++) {
        struct axis ax = {.x = 0, .w = WIDE};
        struct steps_column columns[WIDE];
        int c = (int)rng_below(&rng, WIDE);

        ax.from = (vtime)rng_below(&rng, (uint64_t)t);
        ax.to = ax.from + WIDE + (vtime)rng_below(&rng, k < 30 ? 1000 : 4 * CHANGES);
        steps_columns(&st, &ax, t, true, columns);
        if (axis_time(&ax, c + 1) <= t)
            check(&st, axis_time(&ax, c), axis_time(&ax, c + 1), &columns[c]);
        assert_int_equal(columns[WIDE - 1].any, axis_time(&ax, WIDE - 1) < t);
    }
    steps_deinit(&st);
}

/* Law: of several values at one instant the last counts; the line begins with its first change. */
static void last_of_an_instant_counts(void **state)
{
    struct steps st = {0};
    int32_t v = 0;

    (void)state;
    steps_put(&st, 10, 1);
    steps_put(&st, 20, 9);
    steps_put(&st, 20, 2);
    assert_false(steps_value(&st, 9, &v));
    assert_true(steps_value(&st, 19, &v));
    assert_int_equal(v, 1);
    assert_true(steps_value(&st, 1000, &v));
    assert_int_equal(v, 2);
    steps_deinit(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_exact),
        cmocka_unit_test(last_of_an_instant_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
