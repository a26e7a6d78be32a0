#include <string.h>

#include "fit.h"
#include "test.h"

enum { SAMPLES = 1000 };

static void expect_fit(vtime *samples, size_t n, const char *want)
{
    struct sb out = {0};

    fit_write(samples, n, &out);
    assert_string_equal(sb_text(&out), want);
    sb_free(&out);
}

/* Law: what does not spread is a plain duration, rounded to three digits. */
static void same_is_a_duration(void **state)
{
    vtime same[] = {1234567, 1234567, 1234567};

    (void)state;
    expect_fit(same, 3, "\"1.23ms\"");
    expect_fit(same, 0, "\"0s\"");
}

/* Law: few samples are told one by one, the shortest and the longest in turn. */
static void few_are_a_cycle(void **state)
{
    vtime few[] = {9000, 1000, 5000};

    (void)state;
    expect_fit(few, 3, "{ \"cycle\": [\"1µs\", \"9µs\", \"5µs\"] }");
}

/* Law: evenly spread samples are uniform, with their own ends. */
static void even_is_uniform(void **state)
{
    vtime even[SAMPLES];

    (void)state;
    for (int i = 0; i < SAMPLES; i++)
        even[i] = 1000000 + i * 1000;
    expect_fit(even, SAMPLES, "{ \"uniform\": [\"1ms\", \"2ms\"] }");
}

/* Law: two lengths far from each other are none of the forms. */
static void two_heaps_are_a_cycle(void **state)
{
    vtime two[SAMPLES];
    struct sb out = {0};

    (void)state;
    for (int i = 0; i < SAMPLES; i++)
        two[i] = i % 2 ? 1000 : 9000000;
    fit_write(two, SAMPLES, &out);
    assert_non_null(strstr(out.text, "cycle"));
    sb_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_is_a_duration),
        cmocka_unit_test(few_are_a_cycle),
        cmocka_unit_test(even_is_uniform),
        cmocka_unit_test(two_heaps_are_a_cycle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
