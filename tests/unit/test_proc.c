/* The scheduler's golden rules, as whole small runs. (reference: go-scheduler.md, section 16) */
#include "runs.h"

/* Law: one P runs the goroutine created last first, the others in order of creation, in every release. */
static void spawn_order(void **state)
{
    (void)state;
    for (int i = 0; model_names[i]; i++) {
        struct ran r;

        run(&r, model_names[i], 1, "'wg': 'waitgroup'",
            "'main': [{'Add': 'wg', 'n': 12}, {'go': 'w', 'n': 12}, {'Wait': 'wg'}],"
            "'w': [{'print': '%g'}, {'Done': 'wg'}]");
        assert_string_equal(r.out, "11 0 1 2 3 4 5 6 7 8 9 10");
        run_free(&r);
    }
}

/* Law: with one P between two goroutines of the global queue come exactly 60 of the local one, and the caller. */
static void global_queue_every_61st(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'wg': 'waitgroup'",
        "'main': [{'Add': 'wg', 'n': 250}, {'go': 'w', 'n': 250},"
        "  {'for': 3, 'do': [{'runtime.Gosched': true}, {'print': 'm'}]}, {'Wait': 'wg'}],"
        "'w': [{'print': '.'}, {'Done': 'wg'}]");
    const char *first = strchr(r.out, 'm'), *second = strchr(first + 1, 'm');

    assert_int_equal(second - first, 2 * 61); /* 60 dots and a blank behind each */
    run_free(&r);
}

/* Law: a goroutine that computes beside others is stopped at sysmon's second look, some 20 ms after it began. */
static void slices_are_two_looks(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'wg': 'waitgroup'",
        "'main': [{'Add': 'wg', 'n': 3}, {'go': 'w', 'n': 3}, {'Wait': 'wg'}],"
        "'w': [{'cpu': '200ms'}, {'Done': 'wg'}]");
    assert_in_range(r.stops[STOP_PREEMPTED], 27, 33); /* 600 ms in slices of 20.2 */
    run_free(&r);
}

/* Law: without asynchronous preemption a tight loop keeps its P to its end, with it nobody waits longer than two looks. */
static void tight_loops(void **state)
{
    static const char funcs[] =
        "'main': [{'go': [{'print': '%t'}]}, {'cpu': '100ms', 'tight': true},"
        "  {'runtime.Gosched': true}]";
    struct ran r;

    (void)state;
    run_on(&r, "go1.27", 1, 1, "asyncpreemptoff=1", "", funcs);
    assert_int_equal(strncmp(r.out, "100.", 4), 0);
    run_free(&r);
    run(&r, "go1.27", 1, "", funcs);
    assert_int_not_equal(strncmp(r.out, "100.", 4), 0);
    run_free(&r);
}

/* Law: ten goroutines of one P, all of which another has to steal: half, half of the rest, …, runnext last. */
static void stealing_order(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 2, "'wg': 'waitgroup'",
        "'main': [{'time.Sleep': '5ms'}, {'Add': 'wg', 'n': 10}, {'go': 'w', 'n': 10}, {'cpu': "
        "'9ms'},"
        "  {'Wait': 'wg'}],"
        "'w': [{'print': '%g'}, {'Done': 'wg'}]");
    assert_string_equal(r.out, "4 0 1 2 3 6 5 7 8 9");
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spawn_order),          cmocka_unit_test(global_queue_every_61st),
        cmocka_unit_test(slices_are_two_looks), cmocka_unit_test(tight_loops),
        cmocka_unit_test(stealing_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
