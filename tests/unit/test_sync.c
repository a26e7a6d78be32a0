#include "runs.h"

static const char *const a_mutex = "'mu': 'mutex', 'wg': 'waitgroup'";

/* Law: waiters are served in the order in which they came; Unlock readies one and goes on. (ground truth 10) */
static void mutex_is_fair_when_idle(void **state)
{
    (void)state;
    prints("a5 a0 a1 a2 a3 a4 m u 5 0 1 2 3 4", a_mutex,
           "'main': [{'Lock': 'mu'}, {'Add': 'wg', 'n': 6}, {'go': 'w', 'n': 6},"
           "  {'time.Sleep': '5ms'}, {'print': 'm'}, {'Unlock': 'mu'}, {'print': 'u'},"
           "  {'Wait': 'wg'}],"
           "'w': [{'print': 'a%g'}, {'Lock': 'mu'}, {'print': '%g'}, {'Unlock': 'mu'},"
           "  {'Done': 'wg'}]");
}

/* Law: who runs gets the mutex before who was woken for it, who then queues in front. (ground truth 10, relock) */
static void mutex_lets_the_running_barge(void **state)
{
    (void)state;
    prints("a5 a0 a1 a2 a3 a4 m u M 5 0 1 2 3 4", a_mutex,
           "'main': [{'Lock': 'mu'}, {'Add': 'wg', 'n': 6}, {'go': 'w', 'n': 6},"
           "  {'runtime.Gosched': true}, {'print': 'm'}, {'Unlock': 'mu'}, {'print': 'u'},"
           "  {'Lock': 'mu'}, {'print': 'M'}, {'Unlock': 'mu'}, {'Wait': 'wg'}],"
           "'w': [{'print': 'a%g'}, {'Lock': 'mu'}, {'print': '%g'}, {'Unlock': 'mu'},"
           "  {'Done': 'wg'}]");
    prints("M 2 0 1", a_mutex,
           "'main': [{'Lock': 'mu'}, {'Add': 'wg', 'n': 3}, {'go': 'w', 'n': 3},"
           "  {'runtime.Gosched': true}, {'Unlock': 'mu'}, {'Lock': 'mu'},"
           "  {'runtime.Gosched': true}, {'print': 'M'}, {'Unlock': 'mu'}, {'Wait': 'wg'}],"
           "'w': [{'Lock': 'mu'}, {'print': '%g'}, {'Unlock': 'mu'}, {'Done': 'wg'}]");
}

/* Law: who has waited for over 1 ms and loses again is handed the mutex by the next Unlock, and runs at once; the last
 * waiter ends that mode. */
static void mutex_starves_nobody(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, a_mutex,
        "'main': [{'Lock': 'mu'}, {'Add': 'wg'}, {'go': [{'Lock': 'mu'}, {'print': 'w'},"
        "  {'Unlock': 'mu'}, {'Done': 'wg'}]}, {'runtime.Gosched': true}, {'cpu': '2ms'},"
        "  {'Unlock': 'mu'}, {'Lock': 'mu'}, {'print': 'barged'}, {'runtime.Gosched': true},"
        "  {'Unlock': 'mu'}, {'print': 'm'}, {'Wait': 'wg'}]");
    assert_string_equal(r.out, "barged w m");
    assert_int_equal(r.syncs[SYNC_STARVING], 1);
    assert_int_equal(r.syncs[SYNC_NORMAL], 1);
    assert_int_equal(r.stops[STOP_GOYIELD], 1);
    assert_int_equal(r.syncs[SYNC_LOCK], 3);
    assert_int_equal(r.syncs[SYNC_UNLOCK], 3);
    run_free(&r);
}

/* Law: a hog cannot keep a mutex from others for much longer than 1 ms. (ground truth 11: median 1.1 ms) */
static void mutex_hog(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 2, "'mu': 'mutex'",
        "'main': [{'go': [{'for': 'forever', 'do': [{'Lock': 'mu'}, {'cpu': '100us'},"
        "  {'Unlock': 'mu'}]}]}, {'time.Sleep': '20ms'}, {'Lock': 'mu'}]");
    assert_string_equal(r.out, "");
    assert_in_range(r.time, 21 * MSEC, 22 * MSEC + 500 * USEC);
    run_free(&r);
}

/* Law: with a processor to spare, who finds the mutex taken for an instant spins instead of going to sleep. */
static void mutex_spins(void **state)
{
    const char *funcs =
        "'main': [{'Add': 'wg'}, {'go': 'w'}, {'cpu': '200us'},"
        "  {'for': 100, 'do': [{'Lock': 'mu'}, {'cpu': '300ns'}, {'Unlock': 'mu'},"
        "  {'cpu': '400ns'}]}, {'Wait': 'wg'}],"
        "'w': [{'cpu': '100us'}, {'for': 1000, 'do': [{'Lock': 'mu'}, {'cpu': '300ns'},"
        "  {'Unlock': 'mu'}, {'cpu': '500ns'}]}, {'Done': 'wg'}]";
    struct ran r;

    (void)state;
    run(&r, "go1.27", 2, a_mutex, funcs);
    assert_int_equal(r.blocks[WAIT_MUTEX], 0);
    assert_true(r.time < 2 * MSEC);
    run_free(&r);
}

static void is_fatal(const char *out, const char *objects, const char *funcs)
{
    struct ran r;

    run(&r, "go1.27", 1, objects, funcs);
    assert_string_equal(r.out, out);
    assert_int_equal(r.status, 2);
    run_free(&r);
}

/* Law: what must not be done ends the program in Go's words; fatal errors run nothing that was deferred. */
static void misuse(void **state)
{
    const char *rw = "'rw': 'rwmutex'", *wg = "'wg': 'waitgroup'";

    (void)state;
    is_fatal(
        "fatal error: sync: unlock of unlocked mutex", "'mu': 'mutex'",
        "'main': [{'defer': {'print': 'd'}}, {'Lock': 'mu'}, {'Unlock': 'mu'}, {'Unlock': 'mu'}]");
    is_fatal("fatal error: sync: Unlock of unlocked RWMutex", rw,
             "'main': [{'RLock': 'rw'}, {'Unlock': 'rw'}]");
    is_fatal("fatal error: sync: RUnlock of unlocked RWMutex", rw, "'main': [{'RUnlock': 'rw'}]");
    is_fatal("fatal error: sync: RUnlock of unlocked RWMutex", rw,
             "'main': [{'Lock': 'rw'}, {'RUnlock': 'rw'}]");
    is_fatal("fatal error: all goroutines are asleep - deadlock!", "'mu': 'mutex'",
             "'main': [{'Lock': 'mu'}, {'Lock': 'mu'}]");
    is_fatal("d panic: sync: negative WaitGroup counter", wg,
             "'main': [{'defer': {'print': 'd'}}, {'Done': 'wg'}]");
    is_fatal("panic: sync: negative WaitGroup counter", wg,
             "'main': [{'Add': 'wg', 'n': 2}, {'Add': 'wg', 'n': -3}]");
    is_fatal("panic: sync: WaitGroup is reused before previous Wait has returned", wg,
             "'main': [{'Add': 'wg'}, {'go': [{'Wait': 'wg'}]}, {'runtime.Gosched': true},"
             "  {'Done': 'wg'}, {'Add': 'wg'}, {'time.Sleep': '1ms'}]");
}

/* Law: a writer that waits keeps new readers out, and writers and readers take turns. Unlock wakes the readers first and
 * then the next writer, who with one P runs before them and waits for them. */
static void rwmutex_takes_turns(void **state)
{
    (void)state;
    prints("W1 R1 R0 W2", "'rw': 'rwmutex', 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 4}, {'RLock': 'rw'}, {'go': 'w1'}, {'time.Sleep': '1ms'},"
           "  {'go': 'r', 'n': 2}, {'time.Sleep': '1ms'}, {'go': 'w2'}, {'time.Sleep': '1ms'},"
           "  {'RUnlock': 'rw'}, {'Wait': 'wg'}],"
           "'w1': [{'Lock': 'rw'}, {'print': 'W1'}, {'Unlock': 'rw'}, {'Done': 'wg'}],"
           "'w2': [{'Lock': 'rw'}, {'print': 'W2'}, {'Unlock': 'rw'}, {'Done': 'wg'}],"
           "'r': [{'RLock': 'rw'}, {'print': 'R%g'}, {'RUnlock': 'rw'}, {'Done': 'wg'}]");
}

/* Law: readers share, and each wait has its own reason. */
static void rwmutex_reasons(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'rw': 'rwmutex'",
        "'main': [{'RLock': 'rw'}, {'go': [{'RLock': 'rw'}, {'print': 'shared'},"
        "  {'RUnlock': 'rw'}]}, {'time.Sleep': '1ms'}, {'go': [{'Lock': 'rw'}]},"
        "  {'time.Sleep': '1ms'}, {'go': [{'RLock': 'rw'}]}, {'go': [{'Lock': 'rw'}]},"
        "  {'time.Sleep': '1ms'}, {'print': 'end'}]");
    assert_string_equal(r.out, "shared end");
    assert_int_equal(r.blocks[WAIT_RW_LOCK], 1);
    assert_int_equal(r.blocks[WAIT_RW_RLOCK], 1);
    assert_int_equal(r.blocks[WAIT_MUTEX], 1);
    run_free(&r);
}

/* Law: the last Done readies all, in order, so the last of them runs first. They wait as 5 0 1 2 3 4. (ground truth 09) */
static void waitgroup_wakes_all(void **state)
{
    (void)state;
    prints("4 5 0 1 2 3", "'gate': 'waitgroup', 'wg': 'waitgroup'",
           "'main': [{'Add': 'gate'}, {'Add': 'wg', 'n': 6}, {'go': 'w', 'n': 6},"
           "  {'time.Sleep': '5ms'}, {'Done': 'gate'}, {'Wait': 'wg'}],"
           "'w': [{'Wait': 'gate'}, {'print': '%g'}, {'Done': 'wg'}]");
}

static const char *const a_cond = "'mu': 'mutex', 'c': {'cond': 'mu'}, 'wg': 'waitgroup'";

/* Law: Broadcast wakes all as WaitGroup does; Signal wakes the one that has waited longest. (ground truth 09) */
static void cond_wakes(void **state)
{
    (void)state;
    prints(
        "4 5 0 1 2 3", a_cond,
        "'main': [{'Add': 'wg', 'n': 6}, {'go': 'w', 'n': 6}, {'time.Sleep': '5ms'},"
        "  {'Broadcast': 'c'}, {'Wait': 'wg'}],"
        "'w': [{'Lock': 'mu'}, {'Wait': 'c'}, {'print': '%g'}, {'Unlock': 'mu'}, {'Done': 'wg'}]");
    prints(
        "s 3 s 0 s 1 s 2 s", a_cond,
        "'main': [{'Add': 'wg', 'n': 4}, {'go': 'w', 'n': 4}, {'time.Sleep': '5ms'},"
        "  {'for': 5, 'do': [  {'print': 's'}, {'Signal': 'c'}, {'time.Sleep': '1ms'}]},"
        "  {'Wait': 'wg'}],"
        "'w': [{'Lock': 'mu'}, {'Wait': 'c'}, {'print': '%g'}, {'Unlock': 'mu'}, {'Done': 'wg'}]");
}

/* Law: Wait takes its ticket before it unlocks. Here the unlocking hands the mutex to a starving waiter, who signals before
 * the first has parked: it does not park then. */
static void cond_loses_no_signal(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, a_cond,
        "'main': [{'Lock': 'mu'}, {'go': [{'Lock': 'mu'}, {'Signal': 'c'},"
        "  {'print': 'signalled'}, {'Unlock': 'mu'}]}, {'runtime.Gosched': true}, {'cpu': '2ms'},"
        "  {'Unlock': 'mu'}, {'Lock': 'mu'}, {'runtime.Gosched': true}, {'Wait': 'c'},"
        "  {'print': 'woken'}]");
    assert_string_equal(r.out, "signalled woken");
    assert_int_equal(r.stops[STOP_GOYIELD], 1);
    assert_int_equal(r.blocks[WAIT_COND], 0);
    run_free(&r);
}

/* Law: a Cond may lock an RWMutex, and needs L locked. */
static void cond_lockers(void **state)
{
    const char *objects = "'rw': 'rwmutex', 'c': {'cond': 'rw'}";

    (void)state;
    prints("woken", objects,
           "'main': [{'go': [{'time.Sleep': '1ms'}, {'Lock': 'rw'}, {'Broadcast': 'c'},"
           "  {'Unlock': 'rw'}]}, {'Lock': 'rw'}, {'Wait': 'c'}, {'print': 'woken'},"
           "  {'Unlock': 'rw'}]");
    is_fatal("fatal error: sync: Unlock of unlocked RWMutex", objects, "'main': [{'Wait': 'c'}]");
    is_fatal("fatal error: sync: unlock of unlocked mutex", a_cond, "'main': [{'Wait': 'c'}]");
}

/* Law: one runs the block, the others wait for its end, in order; it is done even if it ends by Goexit or a panic. */
static void once_is_done(void **state)
{
    struct ran r;

    (void)state;
    prints("do 3 0 1 2", "'o': 'once', 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 4}, {'go': 'w', 'n': 4}, {'Wait': 'wg'}],"
           "'w': [{'Do': 'o', 'do': [{'print': 'do'}, {'time.Sleep': '500us'}]}, {'print': '%g'},"
           "  {'Done': 'wg'}]");
    prints("do out after", "'o': 'once'",
           "'main': [{'go': [{'defer': {'print': 'out'}}, {'Do': 'o', 'do': [{'print': 'do'},"
           "  {'runtime.Goexit': true}]}, {'print': 'never'}]}, {'runtime.Gosched': true},"
           "  {'Do': 'o', 'do': [{'print': 'again'}]}, {'print': 'after'}]");
    run(&r, "go1.27", 1, "'o': 'once'",
        "'main': [{'Do': 'o', 'do': []}, {'Do': 'o', 'do': [{'print': 'again'}]}]");
    assert_string_equal(r.out, "");
    assert_int_equal(r.syncs[SYNC_ONCE], 1);
    run_free(&r);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(mutex_is_fair_when_idle),
    cmocka_unit_test(mutex_lets_the_running_barge),
    cmocka_unit_test(mutex_starves_nobody),
    cmocka_unit_test(mutex_hog),
    cmocka_unit_test(mutex_spins),
    cmocka_unit_test(misuse),
    cmocka_unit_test(rwmutex_takes_turns),
    cmocka_unit_test(rwmutex_reasons),
    cmocka_unit_test(waitgroup_wakes_all),
    cmocka_unit_test(cond_wakes),
    cmocka_unit_test(cond_loses_no_signal),
    cmocka_unit_test(cond_lockers),
    cmocka_unit_test(once_is_done),
};
RUN_TESTS(tests)
