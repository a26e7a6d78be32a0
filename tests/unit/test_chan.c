#include "runs.h"

/* Law: a sender hands its value to the receiver that waits, and goes on itself until it must wait; a receiver readies the
 * sender whose value it takes. (ground truth 08: rAArrAArrAAr) */
static void handing_over_does_not_switch(void **state)
{
    (void)state;
    prints("r A A r r A A r r A A r", "'c': {'chan': 0}, 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 2}, {'go': 'receiver'}, {'go': 'sender'},"
           "  {'Wait': 'wg'}],"
           "'receiver': [{'range': 'c', 'do': [{'print': 'r'}]}, {'Done': 'wg'}],"
           "'sender': [{'for': 6, 'do': [{'send': 'c'}, {'print': 'A'}]}, {'close': 'c'},"
           "  {'Done': 'wg'}]");
}

/* Law: who waits longest is served first. (ground truth 15) */
static void receivers_are_served_in_order(void **state)
{
    (void)state;
    prints("1 1 1 1 1 1 1 2 0", "'c': {'chan': 0}, 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 3}, {'go': 'worker', 'n': 3}, {'time.Sleep': '1ms'},"
           "  {'for': 9, 'do': [{'send': 'c'}]}, {'close': 'c'}, {'Wait': 'wg'}],"
           "'worker': [{'range': 'c', 'do': [{'print': '%g'}]}, {'Done': 'wg'}]");
}

/* Law: close wakes the receivers in the reverse of their order, so that the first of them, readied last, runs first. They
 * wait here as 5 0 1 2 3 4. (ground truth 09) */
static void close_wakes_in_reverse(void **state)
{
    (void)state;
    prints("5 4 3 2 1 0", "'c': {'chan': 0}, 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 6}, {'go': 'waiter', 'n': 6}, {'time.Sleep': '5ms'},"
           "  {'close': 'c'}, {'Wait': 'wg'}],"
           "'waiter': [{'recv': 'c'}, {'print': '%g'}, {'Done': 'wg'}]");
}

/* Law: a closed channel is drained before it tells that it is closed; then it always does. */
static void closed_channels_are_drained(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'c': {'chan': 3}",
        "'main': [{'for': 3, 'do': [{'send': 'c'}]}, {'close': 'c'},"
        "  {'range': 'c', 'do': [{'print': '%i'}]}, {'range': 'c', 'do': [{'print': 'never'}]},"
        "  {'recv': 'c'}, {'print': 'end'}]");
    assert_string_equal(r.out, "0 1 2 end");
    assert_int_equal(r.chans[CHAN_SEND], 3);
    assert_int_equal(r.chans[CHAN_RECV], 3);
    assert_int_equal(r.chans[CHAN_RECV_CLOSED], 3);
    assert_int_equal(r.chans[CHAN_CLOSE], 1);
    assert_int_equal(r.blocks[WAIT_CHAN_RECV], 0);
    run_free(&r);
}

/* Law: a range with an empty block receives all the same; each range counts what it received itself. */
static void ranges_count(void **state)
{
    (void)state;
    prints("sent 0 0 1 1", "'c': {'chan': 0}, 'd': {'chan': 2}",
           "'main': [{'go': [{'for': 5, 'do': [{'send': 'c'}]}, {'print': 'sent'},"
           "  {'close': 'c'}]}, {'range': 'c', 'do': []}, {'go': 'ranger', 'n': 2},"
           "  {'for': 4, 'do': [{'send': 'd'}]}, {'close': 'd'}, {'time.Sleep': '1ms'}],"
           "'ranger': [{'range': 'd', 'do': [{'print': '%i'}, {'runtime.Gosched': true}]}]");
}

/* Law: the value of a sender that waits takes the place that a receiver makes in a full buffer. */
static void full_buffers_pass_on(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'c': {'chan': 2}, 'done': {'chan': 0}",
        "'main': [{'go': [{'for': 4, 'do': [{'send': 'c'}, {'print': 's%i'}]},"
        "  {'send': 'done'}]}, {'time.Sleep': '1ms'}, {'recv': 'c'}, {'print': 'r0'},"
        "  {'recv': 'c'}, {'print': 'r1'}, {'recv': 'done'}, {'recv': 'c'}, {'recv': 'c'},"
        "  {'print': 'all'}]");
    assert_string_equal(r.out, "s0 s1 r0 r1 s2 s3 all");
    assert_int_equal(r.blocks[WAIT_CHAN_SEND], 1);
    assert_int_equal(r.chans[CHAN_SEND], 5);
    assert_int_equal(r.chans[CHAN_RECV], 5);
    run_free(&r);
}

static void ends(int status, const char *out, const char *objects, const char *funcs)
{
    struct ran r;

    run(&r, "go1.27", 1, objects, funcs);
    assert_string_equal(r.out, out);
    assert_int_equal(r.status, status);
    run_free(&r);
}

/* Law: what must not be done to a channel panics in Go's words, and what was deferred runs. */
static void misuse_panics(void **state)
{
    (void)state;
    ends(2, "d panic: send on closed channel", "'c': {'chan': 1}",
         "'main': [{'defer': {'print': 'd'}}, {'close': 'c'}, {'send': 'c'}, {'print': 'never'}]");
    ends(2, "panic: close of closed channel", "'c': {'chan': 1}",
         "'main': [{'close': 'c'}, {'close': 'c'}]");
    ends(2, "panic: close of nil channel", "'c': {'chan': 'nil'}", "'main': [{'close': 'c'}]");
}

/* Law: a sender that waits when its channel is closed panics. */
static void waiting_senders_panic(void **state)
{
    (void)state;
    ends(2, "d panic: send on closed channel", "'c': {'chan': 0}",
         "'main': [{'go': [{'defer': {'print': 'd'}}, {'send': 'c'}]}, {'runtime.Gosched': true},"
         "  {'close': 'c'}, {'time.Sleep': '1ms'}]");
}

/* Law: a nil channel blocks for ever, and the runtime sees it. */
static void nil_channels_block(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'c': {'chan': 'nil'}",
        "'main': [{'go': [{'send': 'c'}]}, {'recv': 'c'}]");
    assert_string_equal(r.out, "fatal error: all goroutines are asleep - deadlock!");
    assert_int_equal(r.status, 2);
    assert_int_equal(r.blocks[WAIT_CHAN_RECV_NIL], 1);
    assert_int_equal(r.blocks[WAIT_CHAN_SEND_NIL], 1);
    run_free(&r);
}

/* Law: a semaphore lets N in, and the others in the order in which they came. */
static void semaphores_let_n_in(void **state)
{
    (void)state;
    prints("in3 in0 out3 in1 out0 in2 out1 out2", "'s': {'semaphore': 2}, 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 4}, {'go': 'w', 'n': 4}, {'Wait': 'wg'}],"
           "'w': [{'Acquire': 's'}, {'print': 'in%g'}, {'runtime.Gosched': true},"
           "  {'print': 'out%g'}, {'Release': 's'}, {'Done': 'wg'}]");
}

/* Law: a ticker keeps one tick for who comes late, then its phase. Up to go1.19 its timer ticks in any case, from go1.23
 * only while somebody waits. */
static void ticks(const char *model, int64_t fired)
{
    struct ran r;

    run(&r, model, 1, "'t': {'ticker': '10ms'}",
        "'main': [{'time.Sleep': '35ms'}, {'recv': 't'}, {'print': 'late'}, {'recv': 't'}]");
    assert_string_equal(r.out, "late");
    assert_int_equal(r.blocks[WAIT_CHAN_RECV], 1);
    assert_in_range(r.time, 40 * MSEC, 42 * MSEC);
    assert_int_equal(r.counts[EV_TIMER_FIRE], fired);
    run_free(&r);
}

static void tickers_keep_one_tick(void **state)
{
    (void)state;
    ticks("go1.27", 2); /* the sleep, and the tick that was waited for */
    ticks("go1.23", 2);
    ticks("go1.19", 5); /* at 10, 20, 30 and 40 ms, and the sleep */
}

/* Law: all who wait for a ticker get a tick in turn. */
static void tickers_serve_in_order(void **state)
{
    (void)state;
    prints("2 0 1", "'t': {'ticker': '10ms'}, 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 3}, {'go': 'w', 'n': 3}, {'Wait': 'wg'}],"
           "'w': [{'recv': 't'}, {'print': '%g'}, {'Done': 'wg'}]");
}

/* Law: %v is the number of the value that was received, whichever way it went: hand to hand, through a buffer, from a sender
 * that waited, out of a select. (ground truth 15) */
static void values_are_told(void **state)
{
    (void)state;
    prints("1:2 1:3 1:4 1:5 1:6 1:7 1:8 2:0 0:1", "'c': {'chan': 0}, 'wg': 'waitgroup'",
           "'main': [{'Add': 'wg', 'n': 3}, {'go': 'worker', 'n': 3}, {'time.Sleep': '1ms'},"
           "  {'for': 9, 'do': [{'send': 'c'}]}, {'close': 'c'}, {'Wait': 'wg'}],"
           "'worker': [{'range': 'c', 'do': [{'print': '%g:%v'}]}, {'Done': 'wg'}]");
    prints("0 1 2 3 4 5 6 7", "'c': {'chan': 3}",
           "'main': [{'go': [{'for': 8, 'do': [{'send': 'c'}]}, {'close': 'c'}]},"
           "  {'time.Sleep': '1ms'}, {'range': 'c', 'do': [{'print': '%v'}]}]");
    prints("0 1 2", "'c': {'chan': 0}",
           "'main': [{'go': [{'for': 3, 'do': [{'select': [{'send': 'c'}]}]}]},"
           "  {'for': 3, 'do': [{'select': [{'recv': 'c'}]}, {'print': '%v'}]}]");
}

/* Law: each send case of a select takes a number when the select begins; those that are not chosen are not received. */
static void selects_number_all_they_might_send(void **state)
{
    (void)state;
    prints("0 2", "'c': {'chan': 1}",
           "'main': [{'send': 'c'}, {'select': [{'send': 'c'}, {'default': []}]}, {'recv': 'c'},"
           "  {'print': '%v'}, {'send': 'c'}, {'recv': 'c'}, {'print': '%v'}]");
}

/* Law: %v is 0 before a receive and after one from a closed channel; the end of a range, a ticker, Release and `after` leave it;
 * functions and closures begin with that of who called or started them, and keep theirs to themselves. */
static void values_belong_to_functions(void **state)
{
    (void)state;
    prints("0 2 2 0", "'c': {'chan': 3}",
           "'main': [{'print': '%v'}, {'for': 3, 'do': [{'send': 'c'}]}, {'close': 'c'},"
           "  {'range': 'c', 'do': []}, {'print': '%v'}, {'select': [{'after': '1us'}]},"
           "  {'print': '%v'}, {'recv': 'c'}, {'print': '%v'}]");
    prints("1 1", "'c': {'chan': 3}, 't': {'ticker': '1ms'}, 's': {'semaphore': 1}",
           "'main': [{'for': 2, 'do': [{'send': 'c'}, {'recv': 'c'}]}, {'recv': 't'},"
           "  {'print': '%v'}, {'Acquire': 's'}, {'Release': 's'}, {'print': '%v'}]");
    prints("called 1 then 2 started 1 timer 1 back 1", "'c': {'chan': 3}",
           "'main': [{'for': 3, 'do': [{'send': 'c'}]}, {'for': 2, 'do': [{'recv': 'c'}]},"
           "  {'call': 'f'}, {'go': 'g'}, {'time.Sleep': '1ms'},"
           "  {'time.AfterFunc': '1ms', 'do': [{'print': 'timer %v'}]}, {'time.Sleep': '2ms'},"
           "  {'print': 'back %v'}],"
           "'f': [{'go': [{'print': 'called %v'}]}, {'time.Sleep': '1ms'}, {'recv': 'c'},"
           "  {'go': [{'print': 'then %v'}]}, {'time.Sleep': '1ms'}],"
           "'g': [{'print': 'started %v'}]");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(handing_over_does_not_switch),
    cmocka_unit_test(receivers_are_served_in_order),
    cmocka_unit_test(close_wakes_in_reverse),
    cmocka_unit_test(closed_channels_are_drained),
    cmocka_unit_test(ranges_count),
    cmocka_unit_test(full_buffers_pass_on),
    cmocka_unit_test(misuse_panics),
    cmocka_unit_test(waiting_senders_panic),
    cmocka_unit_test(nil_channels_block),
    cmocka_unit_test(semaphores_let_n_in),
    cmocka_unit_test(tickers_keep_one_tick),
    cmocka_unit_test(tickers_serve_in_order),
    cmocka_unit_test(values_are_told),
    cmocka_unit_test(selects_number_all_they_might_send),
    cmocka_unit_test(values_belong_to_functions),
};
RUN_TESTS(tests)
