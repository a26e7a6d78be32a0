#include "runs.h"

/* Law: what is ready is taken without waiting; a default is taken when nothing is. */
static void ready_or_default(void **state)
{
    (void)state;
    prints("none a none", "'a': {'chan': 1}, 'b': {'chan': 1}",
           "'main': [{'for': 3, 'do': [  {'select': [{'recv': 'a', 'do': [{'print': 'a'}]},"
           "  {'recv': 'b', 'do': [{'print': 'b'}]}, {'default': [{'print': 'none'},"
           "  {'every': 2, 'do': [{'send': 'a'}]}]}]}]}]");
}

/* Law: a case without a block goes on behind the select, as one with a block does after it. */
static void goes_on_behind(void **state)
{
    (void)state;
    prints("x y z", "'a': {'chan': 2}",
           "'main': [{'select': [{'send': 'a'}]}, {'print': 'x'}, {'select': [{'send': 'a'},"
           "  {'default': []}]}, {'select': [{'send': 'a'}, {'default': [{'print': 'y'}]}]},"
           "  {'print': 'z'}]");
}

static int64_t times(const char *out, char what)
{
    int64_t n = 0;

    for (; *out; out++)
        n += *out == what;
    return n;
}

/* Law: of several cases that are ready each one has the same chance, wherever it stands. (ground truth 12) */
static void chances_are_equal(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'a': {'chan': 1}, 'b': {'chan': 1}, 'c': {'chan': 1}",
        "'main': [{'send': 'a'}, {'send': 'b'}, {'send': 'c'},"
        "  {'for': 6000, 'do': [{'select': [  {'recv': 'a', 'do': [{'print': 'a'},"
        "  {'send': 'a'}]}, {'recv': 'b', 'do': [{'print': 'b'}, {'send': 'b'}]},"
        "  {'recv': 'c', 'do': [{'print': 'c'}, {'send': 'c'}]}]}]}]");
    for (char c = 'a'; c <= 'c'; c++)
        assert_in_range(times(r.out, c), 1850, 2150);
    assert_int_equal(r.choices[CHOICE_SELECT], 2 * 6000); /* of 2, then of 3 */
    run_free(&r);
}

/* Law: where there is nothing to choose, nothing is drawn: one case, one that is not nil, one and a default. */
static void nothing_is_drawn_for_one_case(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'a': {'chan': 9}, 'n': {'chan': 'nil'}",
        "'main': [{'select': [{'send': 'a'}]}, {'select': [{'send': 'a'}, {'recv': 'n'}]},"
        "  {'select': [{'send': 'a'}, {'default': []}]}, {'select': [{'recv': 'n'},"
        "  {'default': [{'print': 'd'}]}]}]");
    assert_string_equal(r.out, "d");
    assert_int_equal(r.chans[CHAN_SEND], 3);
    assert_int_equal(r.choices[CHOICE_SELECT], 0);
    run_free(&r);
}

static void deadlocks(enum wait_reason reason, const char *cases)
{
    struct ran r;
    struct sb funcs = {0};

    sb_printf(&funcs, "'main': [{'select': [%s]}]", cases);
    run(&r, "go1.27", 1, "'a': {'chan': 0}, 'n': {'chan': 'nil'}", sb_text(&funcs));
    assert_string_equal(r.out, "fatal error: all goroutines are asleep - deadlock!");
    assert_true(r.blocks[reason] >= 1);
    run_free(&r);
    sb_free(&funcs);
}

/* Law: a select waits for the reason of what the compiler makes of it. */
static void reasons(void **state)
{
    (void)state;
    deadlocks(WAIT_SELECT_NONE, "");
    deadlocks(WAIT_CHAN_RECV, "{'recv': 'a'}");
    deadlocks(WAIT_CHAN_SEND, "{'send': 'a'}");
    deadlocks(WAIT_CHAN_RECV_NIL, "{'recv': 'n'}");
    deadlocks(WAIT_CHAN_SEND_NIL, "{'send': 'n'}");
    deadlocks(WAIT_SELECT, "{'recv': 'a'}, {'send': 'n'}");
    deadlocks(WAIT_SELECT, "{'recv': 'n'}, {'send': 'n'}");
    deadlocks(WAIT_SELECT, "{'recv': 'a'}, {'send': 'a'}");
}

/* Law: one partner wins it, before it runs and after: for the others it is not there any more. */
static void one_partner_wins(void **state)
{
    (void)state;
    prints("gone got-a gone", "'a': {'chan': 0}, 'b': {'chan': 0}",
           "'main': [{'go': [{'select': [{'recv': 'a', 'do': [{'print': 'got-a'}]},"
           "  {'recv': 'b', 'do': [{'print': 'got-b'}]}]}]}, {'runtime.Gosched': true},"
           "  {'send': 'a'}, {'select': [{'send': 'b', 'do': [{'print': 'lost'}]},"
           "  {'default': [{'print': 'gone'}]}]}, {'time.Sleep': '1ms'},"
           "  {'select': [{'send': 'b', 'do': [{'print': 'lost'}]},"
           "  {'default': [{'print': 'gone'}]}]}]");
}

/* Law: two selects can meet: one sends, one receives, and both leave the queues of their other cases. */
static void selects_meet(void **state)
{
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "'a': {'chan': 0}, 'b': {'chan': 0}, 'c': {'chan': 0}, 'wg': 'waitgroup'",
        "'main': [{'Add': 'wg', 'n': 2}, {'go': 's'}, {'go': 'r'}, {'Wait': 'wg'},"
        "  {'print': 'end'}],"
        "'s': [{'for': 50, 'do': [{'select': [{'send': 'a'}, {'send': 'b'}, {'recv': 'c'}]}]},"
        "  {'Done': 'wg'}],"
        "'r': [{'for': 50, 'do': [{'select': [{'recv': 'a'}, {'recv': 'b'}, {'recv': 'c'}]}]},"
        "  {'Done': 'wg'}]");
    assert_string_equal(r.out, "end");
    assert_int_equal(r.chans[CHAN_SEND], 50);
    assert_int_equal(r.chans[CHAN_RECV], 50);
    run_free(&r);
}

/* Law: a select may wait for the same channel twice, even for both its ends; it never meets itself. */
static void never_meets_itself(void **state)
{
    (void)state;
    prints("s r", "'a': {'chan': 0}",
           "'main': [{'go': 'both'}, {'runtime.Gosched': true}, {'recv': 'a'},"
           "  {'time.Sleep': '1ms'}, {'go': 'both'}, {'runtime.Gosched': true}, {'send': 'a'},"
           "  {'time.Sleep': '1ms'}],"
           "'both': [{'select': [{'send': 'a', 'do': [{'print': 's'}]},"
           "  {'recv': 'a', 'do': [{'print': 'r'}]}, {'send': 'a', 'do': [{'print': 's'}]},"
           "  {'recv': 'a', 'do': [{'print': 'r'}]}]}]");
}

/* Law: closing wakes a select that receives; one that sends panics. */
static void closing_wakes(void **state)
{
    struct ran r;
    const char *two = "'a': {'chan': 0}, 'b': {'chan': 0}";

    (void)state;
    prints("a", two,
           "'main': [{'go': [{'time.Sleep': '1ms'}, {'close': 'a'}]},"
           "  {'select': [{'recv': 'a', 'do': [{'print': 'a'}]}, {'send': 'b'}]}]");
    run(&r, "go1.27", 1, two,
        "'main': [{'go': [{'time.Sleep': '1ms'}, {'close': 'b'}]},"
        "  {'select': [{'recv': 'a', 'do': [{'print': 'a'}]}, {'send': 'b'}]}]");
    assert_string_equal(r.out, "panic: send on closed channel");
    assert_int_equal(r.status, 2);
    run_free(&r);
    run(&r, "go1.27", 1, two,
        "'main': [{'close': 'b'}, {'select': [{'recv': 'a'}, {'send': 'b'}, {'default': []}]}]");
    assert_string_equal(r.out, "panic: send on closed channel");
    run_free(&r);
}

/* Law: time passes into the case that is due first; the timers of the others leave their heap (from go1.23), or stay. */
static void after_comes_first(const char *model, int64_t stopped, int64_t fired)
{
    struct ran r;

    run(&r, model, 1, "'a': {'chan': 0}",
        "'main': [{'select': [{'after': '20ms', 'do': [{'print': 'late'}]},"
        "  {'after': '5ms', 'do': [{'print': 'five'}]}, {'recv': 'a'}]}, {'time.Sleep': '25ms'}]");
    assert_string_equal(r.out, "five");
    assert_in_range(r.time, 30 * MSEC, 33 * MSEC);
    assert_int_equal(r.counts[EV_TIMER_STOP], stopped);
    assert_int_equal(r.counts[EV_TIMER_FIRE], fired);
    run_free(&r);
}

static void timeouts(void **state)
{
    (void)state;
    after_comes_first("go1.27", 1, 2);
    after_comes_first("go1.23", 1, 2);
    after_comes_first("go1.19", 0, 3);
}

/* Law: who is in time takes the timer's case away. */
static void in_time(void **state)
{
    (void)state;
    prints("got timeout", "'a': {'chan': 0}",
           "'main': [{'go': [{'time.Sleep': '5ms'}, {'send': 'a'}]},"
           "  {'for': 2, 'do': [  {'select': [{'recv': 'a', 'do': [{'print': 'got'}]},"
           "  {'after': '10ms', 'do': [{'print': 'timeout'}]}]}]}]");
}

/* Law: time.After(0) is due at once from go1.23; before, somebody had to run its timer. */
static void after_zero(void **state)
{
    const char *funcs = "'main': [{'select': [{'after': '0s', 'do': [{'print': 'due'}]}, "
                        "{'default': [{'print': 'not'}]}]},"
                        "  {'select': [{'after': '0s', 'do': [{'print': 'due'}]}]}]";
    struct ran r;

    (void)state;
    run(&r, "go1.27", 1, "", funcs);
    assert_string_equal(r.out, "due due");
    assert_int_equal(r.counts[EV_TIMER_SET], 0);
    run_free(&r);
    run(&r, "go1.19", 1, "", funcs);
    assert_string_equal(r.out, "not due");
    assert_int_equal(r.blocks[WAIT_CHAN_RECV], 1);
    run_free(&r);
}

/* Law: a ticker in a select is a channel that ticks. */
static void tickers_are_channels(void **state)
{
    (void)state;
    prints("tick tick stop", "'t': {'ticker': '10ms'}, 'stop': {'chan': 0}",
           "'main': [{'go': [{'time.Sleep': '25ms'}, {'close': 'stop'}]},"
           "  {'for': 3, 'do': [  {'select': [{'recv': 't', 'do': [{'print': 'tick'}]},"
           "  {'recv': 'stop', 'do': [{'print': 'stop'}]}]}]}]");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(ready_or_default),
    cmocka_unit_test(goes_on_behind),
    cmocka_unit_test(chances_are_equal),
    cmocka_unit_test(nothing_is_drawn_for_one_case),
    cmocka_unit_test(reasons),
    cmocka_unit_test(one_partner_wins),
    cmocka_unit_test(selects_meet),
    cmocka_unit_test(never_meets_itself),
    cmocka_unit_test(closing_wakes),
    cmocka_unit_test(timeouts),
    cmocka_unit_test(in_time),
    cmocka_unit_test(after_zero),
    cmocka_unit_test(tickers_are_channels),
};
RUN_TESTS(tests)
