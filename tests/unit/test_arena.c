#include <string.h>

#include "arena.h"
#include "test.h"
#include "vec.h"

/* Law: every allocation is zeroed, aligned for any type, and touches no other one. */
static void allocations_are_apart(void **state)
{
    struct arena a = {0};
    unsigned char *at[300];

    (void)state;
    for (size_t i = 0; i < 300; i++) {
        size_t size = i * 137 % 30000; /* small ones and some with a block of their own */

        at[i] = arena_alloc(&a, size, 1);
        assert_int_equal((uintptr_t)at[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(at[i][k], 0);
        memset(at[i], (int)(i % 255) + 1, size);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t k = 0; k < i * 137 % 30000; k++)
            assert_int_equal(at[i][k], i % 255 + 1);
    arena_free(&a);
    assert_null(a.blocks);
}

static void text_ends_with_nul(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_string_equal(arena_text(&a, "goroutine", 2), "go");
    assert_string_equal(arena_text(&a, "", 0), "");
    arena_free(&a);
}

/* Law: a vec keeps what was pushed, in order, however it grows. */
static void vec_keeps_order(void **state)
{
    VEC(int) v = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        *VEC_PUSH(&v) = i;
    assert_int_equal(v.len, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v.at[i], i);
    free(v.at);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(allocations_are_apart),
    cmocka_unit_test(text_ends_with_nul),
    cmocka_unit_test(vec_keeps_order),
};

RUN_TESTS(tests)
