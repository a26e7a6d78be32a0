#include "internal.h"
#include "test.h"

enum { N = 6, OBJ = 3 };

/* N goroutines' own sudogs in line. */
struct line {
    struct g gs[N];
    struct sudog_queue q;
};

static void line_init(struct line *l, int n)
{
    *l = (struct line){0};
    for (int i = 0; i < N; i++) {
        l->gs[i].id = i + 1;
        l->gs[i].sd.g = &l->gs[i];
        l->gs[i].sd.obj = NOBODY;
    }
    for (int i = 0; i < n; i++)
        sudog_push(&l->q, &l->gs[i].sd, OBJ);
}

static goid pop(struct line *l)
{
    struct sudog *sg = sudog_pop(&l->q);

    if (!sg)
        return 0;
    assert_int_equal(sg->obj, NOBODY);
    return sg->g->id;
}

/* Law: first in, first out; an empty queue gives nobody, and is as good as new. */
static void first_in_first_out(void **state)
{
    struct line l;

    (void)state;
    line_init(&l, 0);
    assert_int_equal(pop(&l), 0);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < N; i++)
            sudog_push(&l.q, &l.gs[i].sd, OBJ);
        assert_int_equal(l.gs[2].sd.obj, OBJ);
        for (int i = 0; i < N; i++)
            assert_int_equal(pop(&l), i + 1);
        assert_int_equal(pop(&l), 0);
    }
}

/* Law: who is put in front comes out first, of an empty queue and of a full one. */
static void front_comes_first(void **state)
{
    struct line l;

    (void)state;
    line_init(&l, 0);
    sudog_push_front(&l.q, &l.gs[0].sd, OBJ);
    sudog_push_front(&l.q, &l.gs[1].sd, OBJ);
    sudog_push(&l.q, &l.gs[2].sd, OBJ);
    assert_int_equal(pop(&l), 2);
    assert_int_equal(pop(&l), 1);
    assert_int_equal(pop(&l), 3);
    assert_int_equal(pop(&l), 0);
}

/* Law: taking any one out leaves the others in their order, and both ends right. */
static void anyone_can_leave(void **state)
{
    (void)state;
    for (int out = 0; out < 4; out++) {
        struct line l;

        line_init(&l, 4);
        sudog_remove(&l.q, &l.gs[out].sd);
        assert_int_equal(l.gs[out].sd.obj, NOBODY);
        sudog_push(&l.q, &l.gs[4].sd, OBJ);
        for (int i = 0; i < 5; i++)
            if (i != out)
                assert_int_equal(pop(&l), i + 1);
        assert_int_equal(pop(&l), 0);
    }
}

/* Law: the only one can leave too, and who has left or been popped can be removed again to no effect. */
static void removing_twice_is_nothing(void **state)
{
    struct line l;

    (void)state;
    line_init(&l, 1);
    sudog_remove(&l.q, &l.gs[0].sd);
    assert_int_equal(pop(&l), 0);
    sudog_push(&l.q, &l.gs[1].sd, OBJ);
    sudog_push(&l.q, &l.gs[2].sd, OBJ);
    sudog_remove(&l.q, &l.gs[0].sd);
    assert_int_equal(pop(&l), 2);
    sudog_remove(&l.q, &l.gs[1].sd);
    assert_int_equal(pop(&l), 3);
    assert_int_equal(pop(&l), 0);
}

/* Law: a sudog is a select's unless it is its goroutine's own. */
static void selects_are_known(void **state)
{
    struct line l;
    struct sudog of_case = {.g = &l.gs[0]};

    (void)state;
    line_init(&l, 0);
    assert_false(sudog_of_select(&l.gs[0].sd));
    assert_true(sudog_of_select(&of_case));
}

/* Law: a goroutine that waits stays small: a million of them are to fit into 256 MB, frame included. */
static void a_waiter_is_small(void **state)
{
    (void)state;
    assert_true(sizeof(struct sudog) <= 32);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(first_in_first_out), cmocka_unit_test(front_comes_first),
    cmocka_unit_test(anyone_can_leave),   cmocka_unit_test(removing_twice_is_nothing),
    cmocka_unit_test(selects_are_known),  cmocka_unit_test(a_waiter_is_small),
};
RUN_TESTS(tests)
