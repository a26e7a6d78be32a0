#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sb.h"
#include "test.h"

static void pieces_are_joined(void **state)
{
    struct sb b = {0};

    (void)state;
    assert_string_equal(sb_text(&b), "");
    sb_printf(&b, "G%d", 7);
    sb_putc(&b, ' ');
    sb_puts(&b, "waits");
    sb_add(&b, "!?", 1);
    assert_string_equal(b.text, "G7 waits!");
    assert_int_equal(b.len, strlen(b.text));
    sb_clear(&b);
    assert_string_equal(sb_text(&b), "");
    sb_free(&b);
    assert_null(b.text);
}

/* Law: sb_int writes what printf does, at the ends of the range too. */
static void numbers_as_printf(void **state)
{
    static const int64_t numbers[] = {0, 1, -1, 9, 10, -10, 1234567890123, INT64_MAX, INT64_MIN};
    struct sb b = {0};
    char text[32];

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        snprintf(text, sizeof text, "%" PRId64, numbers[i]);
        sb_clear(&b);
        sb_int(&b, numbers[i]);
        assert_string_equal(b.text, text);
    }
    sb_free(&b);
}

/* Law: a text longer than any buffer arrives whole. */
static void long_texts_fit(void **state)
{
    struct sb b = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        sb_printf(&b, "%0*d", i % 200 + 1, 0);
    assert_int_equal(b.len, strlen(b.text));
    assert_int_equal(b.len, 5 * (200 * 201 / 2));
    sb_free(&b);
}

/* Law: what somebody else chose moves no cursor, and is text. */
static void plain_is_safe_to_show(void **state)
{
    static const char *const cases[][2] = {
        {"a\tb", "a\tb"},
        {"a\x1b[2Jb\n\x7f", "a?[2Jb??"},
        {"\xc2\x9b[2J", "?[2J"},
        {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f"},
        {"\xff", "\xef\xbf\xbd"},
        {"\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xc0\x80", "\xef\xbf\xbd\xef\xbf\xbd"},
    };
    struct sb b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sb_clear(&b);
        sb_plain(&b, cases[i][0], strlen(cases[i][0]));
        assert_string_equal(b.text, cases[i][1]);
    }
    sb_clear(&b);
    sb_plain(&b, "a\0b", 3);
    assert_string_equal(b.text, "a?b");
    sb_free(&b);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(pieces_are_joined),
    cmocka_unit_test(numbers_as_printf),
    cmocka_unit_test(long_texts_fit),
    cmocka_unit_test(plain_is_safe_to_show),
};

RUN_TESTS(tests)
