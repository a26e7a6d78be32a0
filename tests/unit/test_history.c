/* Histories: what goes in comes out, wherever one looks for it. */
#include <inttypes.h>
#include <string.h>

#include "history_internal.h"
#include "rng.h"
#include "test.h"

enum { EVENTS = 3000, SMALL_CHUNK = 64 };

/* ---- any event ---- */

/* Numbers of every size, the extreme ones often. */
static int64_t any_number(struct rng *r)
{
    static const int64_t extreme[] = {0, 1, -1, INT64_MAX, INT64_MIN, INT32_MAX, INT32_MIN, 255};

    if (rng_below(r, 3) == 0)
        return extreme[rng_below(r, sizeof extreme / sizeof *extreme)];
    return (int64_t)(rng_next(r) >> rng_below(r, 64));
}

/* Any bits in any field of any kind. */
static struct event any_event(struct rng *r)
{
    return (struct event){.t = any_number(r),
                          .a = any_number(r),
                          .b = any_number(r),
                          .g = (goid)any_number(r),
                          .m = (int32_t)any_number(r),
                          .at = (int32_t)any_number(r),
                          .p = (int16_t)any_number(r),
                          .kind = (uint8_t)rng_below(r, EVENT_KINDS),
                          .flag = (uint8_t)any_number(r)};
}

static void is_event(const struct event *got, const struct event *want, int64_t i)
{
    if (got->t != want->t || got->a != want->a || got->b != want->b || got->g != want->g ||
        got->m != want->m || got->at != want->at || got->p != want->p || got->kind != want->kind ||
        got->flag != want->flag)
        fail_msg("event %" PRId64 " (%s) came back as another", i,
                 event_kind_name((enum event_kind)want->kind));
}

/* Law: whatever is packed comes back, and takes no more than was promised. */
static void any_event_comes_back(void **state)
{
    static struct event_packing packing, unpacking;
    static uint8_t bytes[EVENTS * EVENT_PACKED_MAX];
    static struct event in[EVENTS];

    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        uint8_t *to = bytes;
        const uint8_t *at = bytes;
        struct rng r;

        rng_seed(&r, seed);
        event_pack_begin(&packing);
        event_pack_begin(&unpacking);
        for (int i = 0; i < EVENTS; i++) {
            uint8_t *before = to;

            in[i] = i && rng_below(&r, 2) ? in[rng_below(&r, (uint64_t)i)] : any_event(&r);
            to = event_pack(&packing, to, &in[i]);
            assert_true(to - before <= EVENT_PACKED_MAX);
        }
        for (int i = 0; i < EVENTS; i++) {
            struct event out;

            at = event_unpack(&unpacking, at, &out);
            is_event(&out, &in[i], i);
        }
        assert_ptr_equal(at, to);
    }
}

/* ---- a history of small events ---- */

/* Goroutines that are made, wait and go on: time passes now and then. */
static struct event some_event(struct rng *r, int64_t i, vtime t)
{
    static const enum event_kind kinds[] = {EV_GO_START, EV_GO_BLOCK, EV_GO_READY, EV_GO_STOP};
    struct event e = {.t = t, .at = PLACE_NONE};

    if (i == 0)
        return (struct event){.kind = EV_BEGIN, .a = 4, .b = 4, .at = PLACE_NONE};
    if (i < 40) {
        e.kind = EV_GO_CREATE;
        e.a = i;
        return e;
    }
    e.kind = (uint8_t)kinds[rng_below(r, 4)];
    e.g = (goid)(1 + rng_below(r, 39));
    e.b = e.kind == EV_GO_BLOCK ? WAIT_SLEEP : 0;
    e.p = (int16_t)rng_below(r, 4);
    e.flag = e.kind == EV_GO_START ? 1 : TO_GLOBAL;
    return e;
}

static struct event all[EVENTS];

static void make_events(uint64_t seed)
{
    struct rng r;
    vtime t = 0;

    rng_seed(&r, seed);
    for (int64_t i = 0; i < EVENTS; i++) {
        t += rng_below(&r, 3) == 0 ? (vtime)rng_below(&r, 100) : 0;
        all[i] = some_event(&r, i, t);
    }
}

static struct history *history_of_all(void)
{
    struct history *h = history_new_sized(SMALL_CHUNK, SMALL_CHUNK);

    history_sink(h).events(h, all, EVENTS);
    return h;
}

/* Law: reading any part gives that part. */
static void any_part_is_read(void **state)
{
    struct history *h;
    struct event got[200];
    struct rng r;

    (void)state;
    make_events(1);
    h = history_of_all();
    assert_int_equal(history_len(h), EVENTS);
    assert_int_equal(history_time(h), all[EVENTS - 1].t);
    rng_seed(&r, 1);
    for (int k = 0; k < 500; k++) {
        int64_t from = (int64_t)rng_below(&r, EVENTS + 10);
        size_t n = (size_t)rng_below(&r, 200);
        int64_t left = EVENTS - from > 0 ? EVENTS - from : 0;
        size_t done = history_read(h, from, n, got);

        assert_int_equal(done, (int64_t)n < left ? (int64_t)n : left);
        for (size_t i = 0; i < done; i++)
            is_event(&got[i], &all[from + (int64_t)i], from + (int64_t)i);
    }
    history_free(h);
}

/* Law: the position of a time is behind all events up to it, and before all later ones. */
static void times_have_positions(void **state)
{
    struct history *h;

    (void)state;
    make_events(2);
    h = history_of_all();
    for (vtime t = -1; t <= history_time(h) + 1; t++) {
        int64_t pos = history_at(h, t);

        assert_true(pos == 0 || all[pos - 1].t <= t);
        assert_true(pos == EVENTS || all[pos].t > t);
    }
    history_free(h);
}

struct wanted {
    struct kinds kinds;
    goid g;
};

static bool is_of(const void *arg, const struct event *ev)
{
    return ev->g == ((const struct wanted *)arg)->g;
}

static int64_t find_plainly(int64_t from, bool back, const struct wanted *w)
{
    int64_t i = back ? from - 1 : from;

    for (; i >= 0 && i < EVENTS; i += back ? -1 : 1)
        if ((w->kinds.bits[all[i].kind / 64] >> all[i].kind % 64 & 1) && is_of(w, &all[i]))
            return i;
    return -1;
}

/* Law: the next and the last one that are found are those that looking at each finds. */
static void search_finds_the_nearest(void **state)
{
    struct history *h;
    struct rng r;

    (void)state;
    make_events(3);
    h = history_of_all();
    rng_seed(&r, 3);
    for (int k = 0; k < 1000; k++) {
        struct wanted w = {.g = (goid)rng_below(&r, 60)};
        int kind = rng_below(&r, 4) == 0 ? EV_PRINT : EV_GO_READY;
        int64_t from = (int64_t)rng_below(&r, EVENTS + 1);
        bool back = rng_below(&r, 2);

        w.kinds.bits[kind / 64] |= (uint64_t)1 << kind % 64;
        assert_int_equal(history_find(h, from, back, &w.kinds, is_of, &w),
                         find_plainly(from, back, &w));
    }
    history_free(h);
}

/* Law: a history may grow under its cursors: what they see is the state at their place, at once and later. */
static void cursors_see_it_grow(void **state)
{
    struct history *h = history_new_sized(SMALL_CHUNK, SMALL_CHUNK);
    struct cursor *c = cursor_new(h);
    struct world played;
    struct rng r;
    int64_t folded = 0;

    (void)state;
    make_events(4);
    world_init(&played);
    rng_seed(&r, 4);
    for (int64_t len = 0; len < EVENTS;) {
        int64_t more = 1 + (int64_t)rng_below(&r, 40);

        more = more < EVENTS - len ? more : EVENTS - len;
        history_sink(h).events(h, all + len, (size_t)more);
        len += more;
        cursor_seek(c, (int64_t)rng_below(&r, (uint64_t)len + 1));
        cursor_seek(c, len + 5); /* beyond the end: to the end */
        for (; folded < len; folded++)
            world_event(&played, &all[folded]);
        assert_int_equal(cursor_pos(c), len);
        assert_true(world_same(&played, cursor_world(c)));
    }
    cursor_seek(c, -1);
    assert_int_equal(cursor_pos(c), 0);
    world_deinit(&played);
    cursor_free(c);
    history_free(h);
}

/* Law: an empty history has a beginning. */
static void nothing_has_a_beginning(void **state)
{
    struct history *h = history_new();
    struct cursor *c = cursor_new(h);
    struct event ev;

    (void)state;
    cursor_seek(c, 10);
    assert_int_equal(cursor_pos(c), 0);
    assert_int_equal(history_at(h, 100), 0);
    assert_int_equal(history_read(h, 0, 1, &ev), 0);
    assert_int_equal(history_find(h, 0, false, NULL, NULL, NULL), -1);
    assert_int_equal(history_find(h, 0, true, NULL, NULL, NULL), -1);
    cursor_free(c);
    history_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_event_comes_back), cmocka_unit_test(any_part_is_read),
        cmocka_unit_test(times_have_positions), cmocka_unit_test(search_finds_the_nearest),
        cmocka_unit_test(cursors_see_it_grow),  cmocka_unit_test(nothing_has_a_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
