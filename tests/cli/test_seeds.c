#include "pace.h"
#include "seeds.h"
#include "test.h"

static void ranges_are_read(void **state)
{
    struct seeds s;

    (void)state;
    assert_true(seeds_parse("7", &s) && s.first == 7 && s.last == 7);
    assert_true(seeds_parse("1..20", &s) && s.first == 1 && s.last == 20);
    assert_true(seeds_parse("18446744073709551615", &s) && s.first == UINT64_MAX);
}

static void other_words_are_no_ranges(void **state)
{
    static const char *const wrong[] = {"",
                                        "x",
                                        "1..",
                                        "..2",
                                        "1.2",
                                        "3..1",
                                        "-1",
                                        "1..2x",
                                        " 1..2",
                                        "1...2",
                                        "18446744073709551616"};
    struct seeds s;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(seeds_parse(wrong[i], &s));
}

static void speeds_are_read(void **state)
{
    static const char *const wrong[] = {"", "0", "0.0", "-1", "x", "1x", ".", "1000001", "1e3"};
    struct pace p;

    (void)state;
    assert_true(pace_parse("1", &p) && p.speed == 1000000);
    assert_true(pace_parse("0.25", &p) && p.speed == 250000);
    assert_true(pace_parse("1000000", &p));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(pace_parse(wrong[i], &p));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(ranges_are_read),
    cmocka_unit_test(other_words_are_no_ranges),
    cmocka_unit_test(speeds_are_read),
};

RUN_TESTS(tests)
