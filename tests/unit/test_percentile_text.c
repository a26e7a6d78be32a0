#include "percentile_text.h"
#include "test.h"

static void assert_prints(vtime ns, const char *text)
{
    struct sb out = {0};

    percentile_text(&out, ns);
    assert_string_equal(sb_text(&out), text);
    sb_free(&out);
}

/* Law: what Println prints of the same float64. */
static void seconds_as_println_has_them(void **state)
{
    (void)state;
    assert_prints(0, "0\n");
    assert_prints(VTIME_MAX, "+Inf\n");
    assert_prints(-1, "-Inf\n");
    assert_prints(1, "1e-09\n");
    assert_prints(1792, "1.792e-06\n");
    assert_prints(100000, "0.0001\n");
    assert_prints(98304, "9.8304e-05\n");
    assert_prints(1500000000, "1.5\n");
    assert_prints(2000000000, "2\n");
    assert_prints(12000000001, "12.000000001\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(seconds_as_println_has_them),
};

RUN_TESTS(tests)
