#include "antagonists.h"
#include "test.h"

static void push(struct history *h, vtime t, int kind, goid g, int16_t p, int64_t a, int64_t b)
{
    struct event ev = {.t = t, .a = a, .b = b, .g = g, .m = p, .at = PLACE_NONE, .p = p};
    struct event_sink sink = history_sink(h);

    ev.kind = (uint8_t)kind;
    sink.events(sink.self, &ev, 1);
}

/* Two Ps; G3 becomes runnable at 100 and runs at 400. G1 runs on P0 all the time, G2 on P1 from 200 to 350. */
static struct history *story(void)
{
    struct history *h = history_new();

    push(h, 0, EV_BEGIN, 0, -1, 2, 2);
    push(h, 0, EV_GO_CREATE, 0, 0, 1, 0);
    push(h, 0, EV_GO_START, 1, 0, 0, FROM_RING);
    push(h, 50, EV_GO_CREATE, 1, 0, 2, 0);
    push(h, 100, EV_GO_CREATE, 1, 0, 3, 0);
    push(h, 200, EV_GO_START, 2, 1, 150, FROM_STEAL);
    push(h, 350, EV_GO_BLOCK, 2, 1, -1, WAIT_SLEEP);
    push(h, 400, EV_GO_START, 3, 1, 300, FROM_STEAL);
    push(h, 500, EV_GO_END, 3, 1, 0, 0);
    return h;
}

/* Law: who ran while it was runnable is told with exactly the time in which both were so, longest first. */
static void rivals_have_their_overlap(void **state)
{
    struct history *h = story();
    struct antagonist out[4];
    vtime all;

    (void)state;
    assert_int_equal(antagonists_find(h, 0, history_len(h), 3, out, 4, &all), 2);
    assert_int_equal(all, 300);
    assert_int_equal(out[0].g, 1);
    assert_int_equal(out[0].time, 300);
    assert_int_equal(out[1].g, 2);
    assert_int_equal(out[1].time, 150);
    history_free(h);
}

/* Law: only the worst are told when there is no room for all; up to a position that is in the middle, only what was until then. */
static void only_the_worst_until_then(void **state)
{
    struct history *h = story();
    struct antagonist out[1];
    vtime all;

    (void)state;
    assert_int_equal(antagonists_find(h, 0, history_len(h), 3, out, 1, &all), 1);
    assert_int_equal(out[0].g, 1);
    assert_int_equal(antagonists_find(h, 0, 6, 3, out, 1, &all), 1);
    assert_int_equal(all, 100);
    assert_int_equal(out[0].time, 100);
    history_free(h);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(rivals_have_their_overlap),
    cmocka_unit_test(only_the_worst_until_then),
};

RUN_TESTS(tests)
