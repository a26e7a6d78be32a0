#include "runq.h"
#include "test.h"

/* A run that has nothing but Ps and their queues. */
static struct sim *bare(int32_t procs, struct p *ps)
{
    struct sim *s = mem_zalloc(1, sizeof *s);

    s->gomaxprocs = s->allp_len = procs;
    s->allp = mem_zalloc((size_t)procs, sizeof *s->allp);
    for (int32_t i = 0; i < procs; i++) {
        ps[i] = (struct p){.id = i};
        s->allp[i] = &ps[i];
    }
    return s;
}

static void bare_free(struct sim *s)
{
    free(s->allp);
    free(s->runq.at);
    free(s);
}

static struct g many[1200];

static struct g *number(int i)
{
    many[i].id = i;
    return &many[i];
}

/* Law: the one put last with `next` comes first, the others in the order in which they were put. go: runqput */
static void runnext_first(void **state)
{
    struct p ps[1];
    struct sim *s = bare(1, ps);
    bool fresh;

    (void)state;
    for (int i = 0; i < 12; i++)
        runqput(s, &ps[0], number(i), true);
    assert_int_equal(runqget(&ps[0], &fresh)->id, 11);
    assert_false(fresh); /* it goes on with the slice */
    for (int i = 0; i < 11; i++) {
        assert_int_equal(runqget(&ps[0], &fresh)->id, i);
        assert_true(fresh);
    }
    assert_null(runqget(&ps[0], &fresh));
    bare_free(s);
}

/* Law: a full ring sends its oldest 128 and the one too many to the global tail, in that order. go: runqputslow */
static void overflow_takes_older_half(void **state)
{
    struct p ps[1];
    struct sim *s = bare(1, ps);

    (void)state;
    for (int i = 0; i <= RUNQ_CAP; i++)
        runqput(s, &ps[0], number(i), false);
    assert_int_equal(runq_len(&ps[0].runq), RUNQ_CAP / 2);
    assert_int_equal(gqueue_len(&s->runq), RUNQ_CAP / 2 + 1);
    for (int i = 0; i < RUNQ_CAP / 2; i++)
        assert_int_equal(globrunqget(s)->id, i);
    assert_int_equal(globrunqget(s)->id, RUNQ_CAP);
    bare_free(s);
}

/* Law: a theft loses nobody, copies nobody, takes the larger half and runs the youngest of it. go: runqsteal */
static void steal_takes_larger_half(void **state)
{
    (void)state;
    for (int n = 0; n <= RUNQ_CAP; n++) {
        struct p ps[2];
        struct sim *s = bare(2, ps);
        struct g *first;
        uint32_t taken = (uint32_t)(n - n / 2);

        for (int i = 0; i < n; i++)
            runqput(s, &ps[0], number(i), false);
        first = runqsteal(s, &ps[1], &ps[0]);
        assert_int_equal(runq_len(&ps[0].runq), n / 2);
        assert_int_equal(runq_len(&ps[1].runq), n ? taken - 1 : 0);
        assert_int_equal(first ? first->id : -1, (int)taken - 1);
        bare_free(s);
    }
}

/* Law: a P's share of the global queue is n/P + 1, at most 128. go: globrunqgetbatch */
static void share_of_the_global_queue(void **state)
{
    static const size_t lengths[] = {0, 1, 3, 4, 100, 511, 512, 1000};

    (void)state;
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        struct p ps[4];
        struct sim *s = bare(4, ps);
        size_t n = lengths[k], share = n / 4 + 1;

        for (size_t i = 0; i < n; i++)
            globrunqput(s, number((int)i));
        share = share > 128 ? 128 : share;
        share = share > n ? n : share;
        assert_int_equal(globrunqgetbatch(s, &ps[2]) ? 1 : 0, n > 0);
        assert_int_equal(runq_len(&ps[2].runq), share ? share - 1 : 0);
        assert_int_equal(gqueue_len(&s->runq), n - share);
        bare_free(s);
    }
}

/* Law: the global queue is first in, first out through any number of growths; its head can be pushed to. */
static void global_queue_is_fifo(void **state)
{
    struct gqueue q = {0};
    int in = 0, out = 0;

    (void)state;
    for (int round = 0; round < 40; round++) {
        for (int i = 0; i < 29; i++)
            gqueue_push(&q, number(in++));
        for (int i = 0; i < 11; i++)
            assert_int_equal(gqueue_pop(&q)->id, out++);
    }
    gqueue_push_front(&q, number(0));
    assert_int_equal(gqueue_pop(&q)->id, 0);
    while (gqueue_len(&q))
        assert_int_equal(gqueue_pop(&q)->id, out++);
    assert_int_equal(out, in);
    free(q.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runnext_first),           cmocka_unit_test(overflow_takes_older_half),
        cmocka_unit_test(steal_takes_larger_half), cmocka_unit_test(share_of_the_global_queue),
        cmocka_unit_test(global_queue_is_fifo),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
