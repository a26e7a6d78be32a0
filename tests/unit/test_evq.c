#include "evq.h"
#include "rng.h"
#include "test.h"

/* Law: moments come out in order of time, equal times in order of insertion, whatever is put in between. */
static void order_is_total(void **state)
{
    struct evq q = {0};
    struct rng r;
    vtime now = 0;
    uint64_t last_seq = 0;

    (void)state;
    rng_seed(&r, 7);
    for (int i = 0; i < 20000; i++) {
        if (q.len == 0 || rng_below(&r, 3)) {
            evq_push(&q, now + (vtime)rng_below(&r, 8), i, 0);
            continue;
        }
        vtime next = evq_next(&q);
        struct moment mo = evq_pop(&q);

        assert_int_equal(mo.at, next);
        assert_true(mo.at >= now);
        assert_true(mo.at > now || mo.seq > last_seq || mo.at != now);
        now = mo.at;
        last_seq = mo.seq;
    }
    evq_free(&q);
}

/* Law: what is put in the place of the one just taken comes at its own time. */
static void replaced_in_place(void **state)
{
    struct evq q = {0};

    (void)state;
    for (int i = 0; i < 9; i++)
        evq_push(&q, 10 * i, i, 0);
    for (int i = 0; i < 9; i++) {
        struct moment mo = evq_pop(&q);

        assert_int_equal(mo.who, i);
        evq_push(&q, 1000 - i, 100 + i, 0);
    }
    for (int i = 8; i >= 0; i--)
        assert_int_equal(evq_pop(&q).who, 100 + i);
    assert_int_equal(evq_next(&q), VTIME_MAX);
    evq_free(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_total),
        cmocka_unit_test(replaced_in_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
