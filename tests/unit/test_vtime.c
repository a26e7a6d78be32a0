#include "rng.h"
#include "test.h"
#include "vtime.h"

/* As Go's Duration.String prints them. */
static const struct {
    vtime t;
    const char *text;
} printed[] = {
    {0, "0s"},
    {1, "1ns"},
    {999, "999ns"},
    {1100, "1.1µs"},
    {2200000, "2.2ms"},
    {3300 * MSEC, "3.3s"},
    {245 * SEC, "4m5s"},
    {245 * SEC + MSEC, "4m5.001s"},
    {18367 * SEC + MSEC, "5h6m7.001s"},
    {480 * SEC + 1, "8m0.000000001s"},
    {108417 * USEC, "108.417ms"},
    {300 * SEC, "5m0s"},
    {-SEC, "-1s"},
    {-1500, "-1.5µs"},
    {INT64_MAX, "2562047h47m16.854775807s"},
    {INT64_MIN, "-2562047h47m16.854775808s"},
};

static void prints_as_go(void **state)
{
    char text[VTIME_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        vtime_format(text, printed[i].t);
        assert_string_equal(text, printed[i].text);
    }
}

/* Law: what is printed is read back as the same time. */
static void reads_what_it_prints(void **state)
{
    char text[VTIME_TEXT];
    struct rng r;
    vtime t;

    (void)state;
    rng_seed(&r, 1);
    for (int i = 0; i < 100000; i++) {
        vtime was = (vtime)(rng_next(&r) >> rng_below(&r, 64));

        vtime_format(text, was);
        assert_true(vtime_parse(text, &t));
        assert_true(t == was);
    }
    assert_true(vtime_parse("-2562047h47m16.854775808s", &t) && t == INT64_MIN);
}

static const struct {
    const char *text;
    vtime t;
} parsed[] = {
    {"0", 0},
    {"+5s", 5 * SEC},
    {"-5s", -5 * SEC},
    {"30m", 1800 * SEC},
    {"5.0s", 5 * SEC},
    {"5.s", 5 * SEC},
    {".5s", 500 * MSEC},
    {"100.00100s", 100001 * MSEC},
    {"10ns", 10},
    {"11us", 11 * USEC},
    {"12µs", 12 * USEC},
    {"12μs", 12 * USEC}, /* the Greek letter */
    {"1h15m30.918273645s", 4530918273645},
    {"39h9m14.425s", 140954425 * MSEC},
    {"0.9999999999us", 999},
    {"9223372036854775807ns", INT64_MAX},
    {"0.3333333333333333333h", 20 * 60 * SEC - 1},
    {"0.100000000000000000000h", 360 * SEC},
};

static void reads_as_go(void **state)
{
    vtime t;

    (void)state;
    for (size_t i = 0; i < sizeof parsed / sizeof parsed[0]; i++) {
        assert_true(vtime_parse(parsed[i].text, &t));
        assert_true(t == parsed[i].t);
    }
}

static void refuses_what_go_refuses(void **state)
{
    static const char *const bad[] = {
        "",
        "3",
        "-",
        "s",
        ".",
        "-.",
        ".s",
        "+.s",
        "1d",
        " 1s",
        "1s ",
        "1 s",
        "--1s",
        "+0x",
        "1.5",
        "1e3s",
        "1ss1",
        "inf",
        "1s-1s",
        "9223372036854775808ns",
        "9223372036854775.808us",
        "9223372036.854775808s",
        "3000000h",
        "-9223372036854775809ns",
        "1.1.1s",
    };
    vtime t;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (vtime_parse(bad[i], &t))
            fail_msg("\"%s\" was read as a duration", bad[i]);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(prints_as_go),
    cmocka_unit_test(reads_what_it_prints),
    cmocka_unit_test(reads_as_go),
    cmocka_unit_test(refuses_what_go_refuses),
};

RUN_TESTS(tests)
