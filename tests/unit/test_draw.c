/* Law: each distribution has its range and its mean, whatever the seed; a cycle goes round. */
#include "internal.h"
#include "test.h"

enum { DRAWS = 20000 };

struct drawn {
    vtime least, most, mean;
};

static struct drawn many(struct draw d, uint64_t seed)
{
    struct sim *s = mem_zalloc(1, sizeof *s);
    struct drawn out = {.least = VTIME_MAX};
    int64_t cycle = 0, sum = 0;

    rng_seed(&s->rng, seed);
    for (int i = 0; i < DRAWS; i++) {
        vtime v = draw(s, &d, &cycle);

        out.least = v < out.least ? v : out.least;
        out.most = v > out.most ? v : out.most;
        sum += v;
    }
    out.mean = sum / DRAWS;
    free(s);
    return out;
}

static void uniform(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct drawn r = many((struct draw){.kind = DRAW_UNIFORM, .a = 1000, .b = 3000}, seed);

        assert_in_range(r.least, 1000, 1002);
        assert_in_range(r.most, 2998, 3000);
        assert_in_range(r.mean, 1980, 2020);
    }
}

static void exponential(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct drawn r = many((struct draw){.kind = DRAW_EXP, .a = 1000000}, seed);

        assert_true(r.least >= 0 && r.least < 1000);
        assert_in_range(r.most, 7000000, 23000000);
        assert_in_range(r.mean, 970000, 1030000);
    }
}

static void normal(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct drawn r = many((struct draw){.kind = DRAW_NORMAL, .a = 1000000, .b = 100000}, seed);

        assert_in_range(r.mean, 995000, 1005000);
        assert_in_range(r.least, 500000, 750000);
        assert_in_range(r.most, 1250000, 1500000);
    }
    assert_int_equal(many((struct draw){.kind = DRAW_NORMAL, .a = 0, .b = 1000}, 1).least, 0);
}

static void pareto(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct draw d = {.kind = DRAW_PARETO, .a = 1000, .alpha_ppm = 3000000};
        struct drawn r = many(d, seed);

        assert_in_range(r.least, 1000, 1001);
        assert_in_range(r.mean, 1450, 1550); /* alpha / (alpha - 1) */
    }
}

static void cycle(void **state)
{
    static const vtime times[] = {1, 5, 6};
    struct draw d = {.kind = DRAW_CYCLE, .cycle = times, .len = 3};

    (void)state;
    assert_int_equal(many(d, 1).least, 1);
    assert_int_equal(many(d, 1).most, 6);
    assert_int_equal(many(d, 1).mean, 3); /* 12 / 3, and two short of a round */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniform), cmocka_unit_test(exponential), cmocka_unit_test(normal),
        cmocka_unit_test(pareto),  cmocka_unit_test(cycle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
