/* Threads: system calls, the poller, LockOSThread, and who wakes whom. */
#include "runs.h"

/* Law: each goroutine in a blocking call holds a thread, which stays; besides sysmon and the poller there is one to spare
 * with several Ps. (ground truth 18) */
static void a_call_holds_a_thread(void **state)
{
    static const char funcs[] =
        "'main': [{'go': [{'syscall': '400ms'}], 'n': 30}, {'time.Sleep': '300ms'}]";

    (void)state;
    for (int procs = 1; procs <= 2; procs++) {
        struct ran r;

        run(&r, "go1.27", procs, "", funcs);
        assert_int_equal(r.counts[EV_M_CREATE] + 1, 30 + 2 + (procs > 1));
        assert_int_equal(r.counts[EV_M_EXIT], 0);
        assert_int_equal(r.counts[EV_SYSCALL], 30);
        run_free(&r);
    }
}

/* Law: who waits for the network holds none. (ground truth 20) */
static void the_network_holds_none(void **state)
{
    struct ran few, many;

    (void)state;
    run(&few, "go1.27", 2, "",
        "'main': [{'go': [{'netpoll': '50ms'}], 'n': 2}, {'time.Sleep': '100ms'}]");
    run(&many, "go1.27", 2, "",
        "'main': [{'go': [{'netpoll': '50ms'}], 'n': 200}, {'time.Sleep': '100ms'}]");
    assert_in_range(many.counts[EV_M_CREATE], 0, few.counts[EV_M_CREATE] + 2);
    run_free(&few);
    run_free(&many);
}

/* Law: a goroutine that ends locked takes its thread with it; one that unlocks first leaves it. (ground truth 21) */
static void locked_threads_end(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 2, "'c': {'chan': 0}",
        "'main': [{'go': 'w', 'n': 20}, {'time.Sleep': '20ms'}, {'close': 'c'}, {'time.Sleep': "
        "'20ms'}],"
        "'w': [{'runtime.LockOSThread': true}, {'recv': 'c'}]");
    assert_in_range(r.counts[EV_M_EXIT], 19, 20); /* M0 does not end, it parks for ever */
    run_free(&r);
    run(&r, "go1.27", 2, "'c': {'chan': 0}",
        "'main': [{'go': 'w', 'n': 20}, {'time.Sleep': '20ms'}, {'close': 'c'}, {'time.Sleep': "
        "'20ms'}],"
        "'w': [{'runtime.LockOSThread': true}, {'recv': 'c'}, {'runtime.UnlockOSThread': true}]");
    assert_int_equal(r.counts[EV_M_EXIT], 0);
    run_free(&r);
}

/* Law: who wakes the thread of a locked goroutine is not idle at once: a goroutine that ends before has a thread made. So when
 * all of them have ended, M0 and those of sysmon, the template and the scheduler have one or two beside them (real Go: 3 to 6
 * threads with one P, mostly 4 or 5; 4 to 6 with two, mostly 5). */
static void wakers_are_not_idle_at_once(void **state)
{
    static const char funcs[] =
        "'main': [{'Add': 'up', 'n': 20}, {'go': 'w', 'n': 20}, {'Wait': 'up'}, {'close': 'c'},"
        "{'time.Sleep': '20ms'}], 'w': [{'runtime.LockOSThread': true}, {'Done': 'up'}, {'recv': "
        "'c'}]";

    (void)state;
    for (int procs = 1; procs <= 2; procs++) {
        struct ran r;
        int64_t threads;

        run(&r, "go1.27", procs, "'c': {'chan': 0}, 'up': 'waitgroup'", funcs);
        threads = 1 + r.counts[EV_M_CREATE] - r.counts[EV_M_EXIT];
        assert_in_range(threads, 3 + procs, 4 + procs);
        run_free(&r);
    }
}

/* Law: calls that return at once keep their P, but for one that sysmon meets with nobody else to run. */
static void short_calls_keep_their_p(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "", "'main': [{'for': 1000, 'do': [{'syscall': '200ns'}]}]");
    assert_in_range(r.counts[EV_P_STEAL], 0, 2);
    assert_int_equal(r.counts[EV_SYSCALL_RET], 1000);
    run_free(&r);
}

/* Law: more threads that compute than cores take turns: all the work is done, in the time that it takes. */
static void cores_are_shared(void **state)
{
    struct ran r;

    (void)state;
    run_on(&r, "go1.27", 2, 8, "", "'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 8}, {'go': [{'cpu': '50ms'}, {'Done': 'wg'}], 'n': 8}, "
           "{'Wait': 'wg'}]");
    assert_in_range(r.time, 200 * MSEC, 215 * MSEC);
    run_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_holds_a_thread),    cmocka_unit_test(the_network_holds_none),
        cmocka_unit_test(locked_threads_end),       cmocka_unit_test(wakers_are_not_idle_at_once),
        cmocka_unit_test(short_calls_keep_their_p), cmocka_unit_test(cores_are_shared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
