/* The world, event by event: what each row of event.def does to it. */
#include <string.h>

#include "test.h"
#include "world.h"
#include "world_pack.h"

/* An event of M0 on P0. */
static struct event ev(enum event_kind kind, goid g, int64_t a, int64_t b, int flag)
{
    return (struct event){
        .kind = (uint8_t)kind, .g = g, .a = a, .b = b, .flag = (uint8_t)flag, .at = PLACE_NONE};
}

static void happens(struct world *w, enum event_kind kind, goid g, int64_t a, int64_t b, int flag)
{
    struct event e = ev(kind, g, a, b, flag);

    e.t = w->now + 10;
    world_event(w, &e);
}

/* One P and one M with it, and G1 to Gn in its queues: Gn in the runnext, the others in the ring in order. */
static void begin(struct world *w, goid n)
{
    world_init(w);
    happens(w, EV_BEGIN, 0, 2, 2, GO1_27);
    happens(w, EV_P_START, 0, 0, 0, 0);
    for (goid g = 1; g <= n; g++)
        happens(w, EV_GO_CREATE, 0, g, 0, 0);
}

/* `list` is a text of numbers below 10. */
static void is_list(const struct world *w, const struct world_list *list, const char *text)
{
    goid got[16];
    int32_t n = world_list_get(w, list, got, 16);

    assert_int_equal(n, strlen(text));
    assert_int_equal(list->len, n);
    for (int32_t i = 0; i < n; i++)
        assert_int_equal(got[i], text[i] - '0');
}

/* Law: the last one made is in the runnext, and kicks out the one before to the tail of the ring. */
static void runnext_kicks_out(void **state)
{
    struct world w;

    (void)state;
    begin(&w, 4);
    assert_int_equal(w.ps.at[0].runnext, 4);
    is_list(&w, &w.ps.at[0].ring, "123");
    assert_int_equal(world_g(&w, 4)->place, AT_RUNNEXT);
    assert_int_equal(world_g(&w, 2)->place, AT_RING);
    assert_int_equal(w.statuses[G_RUNNABLE], 4);
    world_deinit(&w);
}

/* Law: who runs is in no queue, its P and its M have it; the ticks of a P count fresh slices only. */
static void start_takes_out_of_the_queue(void **state)
{
    struct world w;

    (void)state;
    begin(&w, 3);
    happens(&w, EV_GO_START, 3, 0, FROM_RUNNEXT, 0);
    assert_int_equal(w.ps.at[0].running, 3);
    assert_int_equal(w.ps.at[0].runnext, 0);
    assert_int_equal(w.ms.at[0].g, 3);
    assert_int_equal(w.ps.at[0].schedtick, 0);
    happens(&w, EV_GO_STOP, 3, 0, STOP_GOSCHED, TO_GLOBAL);
    happens(&w, EV_GO_START, 1, 0, FROM_RING, 1);
    assert_int_equal(w.ps.at[0].schedtick, 1);
    is_list(&w, &w.ps.at[0].ring, "2");
    is_list(&w, &w.global, "3");
    world_deinit(&w);
}

/* Law: who waits for an object stands in its room, in the order of coming, until it is readied. */
static void rooms_are_queues(void **state)
{
    struct world w;
    const struct world_room *r;

    (void)state;
    begin(&w, 3);
    for (goid g = 3; g >= 1; g--) {
        happens(&w, EV_GO_START, g, 0, FROM_RING, 1);
        happens(&w, EV_GO_BLOCK, g, 7, WAIT_CHAN_RECV, 0);
    }
    r = world_room(&w, ROOM_OBJECT, 7);
    assert_non_null(r);
    is_list(&w, &r->waiters, "321");
    assert_int_equal(world_g(&w, 2)->reason, WAIT_CHAN_RECV);
    happens(&w, EV_GO_READY, 2, 0, BY_CHAN, TO_RING);
    r = world_room(&w, ROOM_OBJECT, 7);
    is_list(&w, &r->waiters, "31");
    is_list(&w, &w.ps.at[0].ring, "2");
    assert_null(world_room(&w, ROOM_OBJECT, 8));
    assert_null(world_room(&w, ROOM_SLEEP, 0));
    world_deinit(&w);
}

/* Law: a thief has all but the last of what it took; the last one it runs. */
static void thief_runs_the_last(void **state)
{
    struct world w;
    struct event steal = ev(EV_STEAL, 0, 3, 0, 0);

    (void)state;
    begin(&w, 6);
    steal.m = steal.p = 1;
    world_event(&w, &steal);
    is_list(&w, &w.ps.at[0].ring, "45");
    is_list(&w, &w.ps.at[1].ring, "12");
    assert_int_equal(world_g(&w, 3)->place, AT_NOWHERE);
    world_deinit(&w);
}

/* Law: a call keeps thread and P until somebody takes the P away. */
static void calls_keep_their_thread(void **state)
{
    struct world w;
    struct event retake = ev(EV_P_STEAL, 1, 0, 0, P_STEAL_RETAKE);

    (void)state;
    begin(&w, 1);
    happens(&w, EV_GO_START, 1, 0, FROM_RUNNEXT, 1);
    happens(&w, EV_SYSCALL, 1, 0, 0, 0);
    assert_int_equal(w.ps.at[0].running, 1);
    assert_int_equal(w.ms.at[0].state, M_SYSCALL);
    assert_int_equal(w.blocked_ms, 1);
    retake.m = retake.p = NOBODY;
    world_event(&w, &retake);
    assert_int_equal(w.ps.at[0].running, 0);
    assert_int_equal(w.ps.at[0].m, NOBODY);
    assert_int_equal(w.ms.at[0].g, 1);
    assert_int_equal(world_g(&w, 1)->place, AT_SYSCALL);
    happens(&w, EV_SYSCALL_RET, 1, 0, TO_GLOBAL, 1);
    assert_int_equal(w.ms.at[0].g, 0);
    assert_int_equal(w.blocked_ms, 0);
    is_list(&w, &w.global, "1");
    world_deinit(&w);
}

/* Law: timers are told in the order in which they fire, whoever they are for; stopped ones are gone. */
static void timers_in_order(void **state)
{
    struct world w;
    struct world_timer next[4];

    (void)state;
    begin(&w, 2);
    happens(&w, EV_TIMER_SET, 0, 5000, 0, TIMER_TICK);
    happens(&w, EV_TIMER_SET, 1, 3000, 0, TIMER_SLEEP);
    happens(&w, EV_TIMER_SET, 2, 4000, 1, TIMER_CHAN);
    happens(&w, EV_TIMER_SET, 2, 9000, 1, TIMER_CHAN);
    assert_int_equal(world_timers(&w), 4);
    assert_int_equal(w.ps.at[0].timers, 2);
    assert_int_equal(world_timers_next(&w, next, 2), 2);
    assert_int_equal(next[0].when, 3000);
    assert_int_equal(next[0].g, 1);
    assert_int_equal(next[1].when, 4000);
    happens(&w, EV_TIMER_STOP, 2, 4000, 1, TIMER_CHAN);
    w.now = 3000 + 7;
    happens(&w, EV_TIMER_FIRE, 1, 17, 0, TIMER_SLEEP);
    assert_int_equal(world_timers_next(&w, next, 4), 2);
    assert_int_equal(next[0].when, 5000);
    assert_int_equal(next[1].when, 9000);
    assert_int_equal(w.ps.at[0].timers, 1);
    world_deinit(&w);
}

/* Law: of an imported run nobody knows the queues: what can run is in one room. */
static void imported_runs_have_no_queues(void **state)
{
    struct world w;

    (void)state;
    world_init(&w);
    happens(&w, EV_BEGIN, 0, 4, NOBODY, GO1_27);
    assert_true(w.derived);
    happens(&w, EV_GO_CREATE, 0, 1, 0, 0);
    happens(&w, EV_GO_CREATE, 0, 2, 0, 1);
    is_list(&w, &world_room(&w, ROOM_RUNNABLE, 0)->waiters, "1");
    is_list(&w, &world_room(&w, ROOM_OTHER, WAIT_NONE)->waiters, "2");
    happens(&w, EV_GO_START, 1, 0, FROM_UNKNOWN, 0);
    is_list(&w, &world_room(&w, ROOM_RUNNABLE, 0)->waiters, "");
    assert_int_equal(w.threads, 1);
    world_deinit(&w);
}

/* Law: an event may come at any state, with anything that is named missing: a damaged trace can make it so. */
static void nothing_needs_to_be_known(void **state)
{
    (void)state;
    for (int kind = 0; kind < EVENT_KINDS; kind++) {
        for (int p = NOBODY; p <= 1; p++) {
            struct world w;
            struct event e = ev((enum event_kind)kind, 9, 1, 1, 1);

            world_init(&w);
            e.p = (int16_t)p;
            e.m = p;
            world_event(&w, &e);
            assert_int_equal(w.seq, 1);
            world_deinit(&w);
        }
    }
}

/* Law: what was packed is what comes back, also over another state; and it tells worlds apart. */
static void packing_keeps_all(void **state)
{
    struct world w, other;
    struct packed frame = {0};

    (void)state;
    begin(&w, 6);
    happens(&w, EV_GO_START, 6, 0, FROM_RUNNEXT, 1);
    happens(&w, EV_LOCK_THREAD, 6, 0, 0, 1);
    happens(&w, EV_TIMER_SET, 0, VTIME_MAX, 0, TIMER_TICK);
    happens(&w, EV_CHAN, 6, 3, INT64_MIN, CHAN_SEND);
    happens(&w, EV_TIMER_SET, 6, VTIME_MAX, 1, TIMER_SLEEP);
    happens(&w, EV_GO_BLOCK, 6, NOBODY, WAIT_SLEEP, 0);
    begin(&other, 3);
    assert_false(world_same(&w, &other));
    world_pack(&w, &frame);
    world_unpack(&other, frame.at);
    assert_true(world_same(&w, &other));
    happens(&w, EV_GO_START, 1, 0, FROM_RING, 1);
    assert_false(world_same(&w, &other));
    happens(&other, EV_GO_START, 1, 0, FROM_RING, 1);
    assert_true(world_same(&w, &other));
    free(frame.at);
    world_deinit(&w);
    world_deinit(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runnext_kicks_out),
        cmocka_unit_test(start_takes_out_of_the_queue),
        cmocka_unit_test(rooms_are_queues),
        cmocka_unit_test(thief_runs_the_last),
        cmocka_unit_test(calls_keep_their_thread),
        cmocka_unit_test(timers_in_order),
        cmocka_unit_test(imported_runs_have_no_queues),
        cmocka_unit_test(nothing_needs_to_be_known),
        cmocka_unit_test(packing_keeps_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
