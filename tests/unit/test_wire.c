/* Numbers, headers and the table of events of Go execution traces. */
#include <string.h>

#include "test.h"
#include "wire.h"

static void numbers_go_there_and_back(void **state)
{
    const uint64_t numbers[] = {
        0, 1, 127, 128, 300, 16383, 16384, UINT32_MAX, (uint64_t)1 << 63, UINT64_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        uint8_t bytes[WIRE_VARINT_MAX + 1];
        size_t size = (size_t)(wire_put(bytes, numbers[i]) - bytes);
        uint64_t got = 1234;

        assert_int_equal(size, wire_size(numbers[i]));
        assert_int_equal(wire_get(bytes, size, &got), size);
        assert_true(got == numbers[i]);
        for (size_t cut = 0; cut < size; cut++)
            assert_int_equal(wire_get(bytes, cut, &got), 0);
        assert_ptr_equal(wire_put_padded(bytes, numbers[i], WIRE_VARINT_MAX),
                         bytes + WIRE_VARINT_MAX);
        assert_int_equal(wire_get(bytes, sizeof bytes, &got), WIRE_VARINT_MAX);
        assert_true(got == numbers[i]);
    }
}

static void known_bytes(void **state)
{
    uint8_t bytes[WIRE_VARINT_MAX];

    (void)state;
    assert_int_equal(wire_put(bytes, 15625000) - bytes, 4);
    assert_memory_equal(bytes, "\xa8\xd6\xb9\x07", 4);
    assert_int_equal(wire_put(bytes, WIRE_NONE) - bytes, 10);
    assert_memory_equal(bytes, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10);
}

static void too_many_bits_are_no_number(void **state)
{
    const uint8_t eleven[] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
    const uint8_t large[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02};
    uint64_t n;

    (void)state;
    assert_int_equal(wire_get(eleven, sizeof eleven, &n), -1);
    assert_int_equal(wire_get(large, sizeof large, &n), -1);
}

static void headers(void **state)
{
    uint8_t bytes[WIRE_HEADER];

    (void)state;
    wire_put_header(bytes, 26);
    assert_memory_equal(bytes, "go 1.26 trace\0\0\0", WIRE_HEADER);
    assert_int_equal(wire_get_header(bytes, sizeof bytes), 26);
    assert_int_equal(wire_get_header(bytes, sizeof bytes - 1), 0);
    assert_int_equal(wire_get_header((const uint8_t *)"go 1.5 trace\0\0\0\0", WIRE_HEADER), 5);
    assert_int_equal(wire_get_header((const uint8_t *)"go 1.26 trace\0\0x", WIRE_HEADER), 0);
    assert_int_equal(wire_get_header((const uint8_t *)"{\"traceEvents\":[", WIRE_HEADER), 0);
}

static void the_table_is_sound(void **state)
{
    int timed = 0;

    (void)state;
    assert_string_equal(wire_specs[16].name, "GoStart");
    assert_string_equal(wire_specs[48].name, "GoStatusStack");
    assert_null(wire_specs[0].name);
    assert_null(wire_specs[53].name);
    for (int i = 0; i < WIRE_EVENTS; i++) {
        const struct wire_spec *s = &wire_specs[i];

        if (!s->name)
            continue;
        assert_int_equal(s->nargs, strlen(s->args));
        assert_int_equal(strspn(s->args, "gmpqksSrtn"), s->nargs);
        if (!s->needs[0])
            continue;
        timed++;
        assert_true(s->nargs < WIRE_ARGS_MAX);
        assert_int_equal(strlen(s->needs), 3);
    }
    assert_int_equal(timed, 40 + 9); /* 9 … 48, and the experiment's */
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_go_there_and_back),   cmocka_unit_test(known_bytes),
    cmocka_unit_test(too_many_bits_are_no_number), cmocka_unit_test(headers),
    cmocka_unit_test(the_table_is_sound),
};
RUN_TESTS(tests)
