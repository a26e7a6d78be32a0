/* Go execution traces of small runs made by hand, taken apart again. */
#include <stdio.h>

#include "emit.h"
#include "file.h"
#include "proctrace.h"
#include "test.h"
#include "walk.h"
#include "wire.h"

/* What stands in a trace: the events of all threads in the order of the file, a line each; and the strings. */
struct listing {
    struct sb events, strings;
    int generations;
    int64_t first_number;
};

static uint64_t take(const uint8_t **at, const uint8_t *end)
{
    uint64_t n = 0;
    int used = wire_get(*at, (size_t)(end - *at), &n);

    assert_true(used > 0);
    *at += used;
    return n;
}

static void list_strings(struct listing *l, const uint8_t *at, const uint8_t *end)
{
    for (at++; at < end;) {
        uint64_t id, len;

        assert_int_equal(*at++, WIRE_STRING);
        id = take(&at, end);
        len = take(&at, end);
        sb_printf(&l->strings, "%d=%.*s\n", (int)id, (int)len, (const char *)at);
        at += len;
    }
}

static void list_events(struct listing *l, uint64_t m, const uint8_t *at, const uint8_t *end)
{
    while (at < end) {
        const struct wire_spec *s = &wire_specs[*at++];

        assert_non_null(s->name);
        sb_printf(&l->events, "M%d %s", (int)m, s->name);
        take(&at, end);
        for (int i = 0; i < s->nargs; i++) {
            uint64_t n = take(&at, end);

            if (s->args[i] != 'k' && s->args[i] != 's' && s->args[i] != 'S')
                sb_printf(&l->events, " %d", (int)n);
        }
        sb_putc(&l->events, '\n');
    }
}

static struct listing list(const uint8_t *bytes, size_t len)
{
    struct listing l = {.first_number = -1};
    const uint8_t *at = bytes + WIRE_HEADER, *end = bytes + len;
    uint64_t number = 0;

    while (at < end) {
        uint64_t gen, m, size;

        if (*at == WIRE_END_OF_GENERATION) {
            at++;
            continue;
        }
        assert_int_equal(*at++, WIRE_EVENT_BATCH);
        gen = take(&at, end);
        m = take(&at, end);
        take(&at, end);
        size = take(&at, end);
        if (gen != number)
            l.generations++;
        if (l.first_number < 0)
            l.first_number = (int64_t)gen;
        number = gen;
        if (*at == WIRE_STRINGS)
            list_strings(&l, at, at + size);
        else if (*at != WIRE_STACKS && *at != WIRE_SYNC && *at != WIRE_FREQUENCY)
            list_events(&l, m, at, at + size);
        at += size;
    }
    return l;
}

static void unlist(struct listing *l)
{
    sb_free(&l->events);
    sb_free(&l->strings);
}

static int count(const struct listing *l, const char *line)
{
    int n = 0;

    for (const char *at = sb_text(&l->events); (at = strstr(at, line)); at++)
        n++;
    return n;
}

/* A run that is pushed event by event, and its trace. */
struct run {
    struct program program;
    struct emit_context ctx;
    struct writer *out;
    void *emitter;
    struct walk w; /* for walk_put */
};

static void run_begin(struct run *r, enum model model)
{
    memset(r, 0, sizeof *r);
    r->program = walk_program(model);
    r->ctx.program = &r->program;
    r->out = writer_to_memory();
    r->emitter = calloc(1, emit_gotrace.state_size);
    emit_gotrace.begin(r->emitter, &r->ctx, r->out);
    walk_init(&r->w, 1, model, (struct event_sink){emit_gotrace.events, r->emitter});
}

static struct listing run_end(struct run *r, size_t *len)
{
    struct listing l;
    const void *bytes;

    emit_gotrace.end(r->emitter);
    bytes = writer_bytes(r->out, len);
    l = list(bytes, *len);
    writer_abandon(r->out);
    free(r->emitter);
    return l;
}

/* G1 sleeps for `t`, the processor idles. */
static void nap(struct run *r, vtime t)
{
    walk_put(&r->w, EV_GO_BLOCK, 0, 1, -1, WAIT_SLEEP, 0, 12);
    walk_put(&r->w, EV_P_STOP, 0, 0, 0, 0, P_STOP_IDLE, PLACE_NONE);
    r->w.t += t;
    walk_put(&r->w, EV_P_START, 0, 0, 0, 0, 0, PLACE_NONE);
    walk_put(&r->w, EV_GO_READY, 0, 1, 0, BY_TIMER, TO_RING, PLACE_NONE);
    walk_put(&r->w, EV_GO_START, 0, 1, 0, FROM_RING, 1, PLACE_NONE);
}

static void says_what_happened(void **state)
{
    struct run r;
    struct listing l;
    size_t len;

    (void)state;
    run_begin(&r, GO1_27);
    nap(&r, 5 * MSEC);
    l = run_end(&r, &len);
    assert_non_null(strstr(sb_text(&l.events), "M0 ProcStatus 0 2\n"
                                               "M0 ProcStart 0 1\n"
                                               "M0 HeapGoal 4194304\n"
                                               "M0 GoStatusStack 1 -1 1\n"
                                               "M0 GoStart 1 1\n"
                                               "M0 ProcsChange 4\n"
                                               "M0 HeapGoal 4194304\n"
                                               "M0 GoBlock\n"
                                               "M0 ProcStop\n"
                                               "M0 ProcStart 0 2\n"
                                               "M0 GoUnblock 1 2\n"
                                               "M0 GoStart 1 3\n"));
    assert_non_null(strstr(sb_text(&l.strings), "=sleep\n"));
    assert_non_null(strstr(sb_text(&l.strings), "=time.Sleep\n"));
    assert_non_null(strstr(sb_text(&l.strings), "=main.main\n"));
    assert_int_equal(l.generations, 1);
    unlist(&l);
}

/* Everything has its state told once in each generation. */
static void a_generation_a_second(void **state)
{
    struct run r;
    struct listing l;
    size_t len;

    (void)state;
    run_begin(&r, GO1_24);
    for (int i = 0; i < 40; i++)
        nap(&r, 100 * MSEC);
    l = run_end(&r, &len);
    assert_int_equal(l.generations, 5); /* the last one with the last wake-up */
    assert_int_equal(count(&l, "ProcStatus 0 "), 5);
    assert_int_equal(count(&l, "GoStatusStack 2 "), 5);
    assert_int_equal(count(&l, "ProcsChange"), 5);
    unlist(&l);
}

/* A month with something every five minutes is not all beginnings of generations. */
static void idle_time_costs_little(void **state)
{
    struct run r;
    struct listing l;
    size_t len;

    (void)state;
    run_begin(&r, GO1_27);
    for (int i = 0; i < 30 * 24 * 12; i++)
        nap(&r, 300 * SEC);
    l = run_end(&r, &len);
    assert_in_range(l.generations, 2, 700);
    assert_true(len < 2000000);
    unlist(&l);
}

/* ground-truth 36: 31 bytes a round trip. */
static void a_round_trip_is_as_large_as_in_go(void **state)
{
    enum { TRIPS = 3000 };
    struct run r;
    struct listing l;
    size_t before, after;

    (void)state;
    run_begin(&r, GO1_27);
    walk_put(&r.w, EV_GO_CREATE, 0, 1, 20, 3, 0, 0);
    walk_put(&r.w, EV_GO_BLOCK, 0, 1, 2, WAIT_CHAN_SEND, 0, 1);
    walk_put(&r.w, EV_GO_START, 0, 20, 0, FROM_RUNNEXT, 0, PLACE_NONE);
    l = run_end(&r, &before);
    unlist(&l);
    run_begin(&r, GO1_27);
    walk_put(&r.w, EV_GO_CREATE, 0, 1, 20, 3, 0, 0);
    walk_put(&r.w, EV_GO_BLOCK, 0, 1, 2, WAIT_CHAN_SEND, 0, 1);
    walk_put(&r.w, EV_GO_START, 0, 20, 0, FROM_RUNNEXT, 0, PLACE_NONE);
    for (int i = 0; i < TRIPS; i++) {
        for (int side = 0; side < 2; side++) {
            goid me = side ? 1 : 20, you = side ? 20 : 1;

            r.w.t += 150;
            walk_put(&r.w, EV_GO_READY, 0, you, me, BY_CHAN, TO_RUNNEXT, side ? 1 : 20);
            r.w.t += 100;
            walk_put(&r.w, EV_GO_BLOCK, 0, me, 2, WAIT_CHAN_RECV, 0, side ? 2 : 20);
            r.w.t += 100;
            walk_put(&r.w, EV_GO_START, 0, you, 0, FROM_RUNNEXT, 0, PLACE_NONE);
        }
    }
    l = run_end(&r, &after);
    assert_in_range((after - before) / TRIPS, 24, 38);
    unlist(&l);
}

static void only_legal_regions_from_outside(void **state)
{
    struct run r;
    struct listing l;
    size_t len;

    (void)state;
    run_begin(&r, GO1_27);
    walk_put(&r.w, EV_REGION_BEGIN, 0, 1, 0, 6, 1, 6);
    walk_put(&r.w, EV_REGION_BEGIN, 0, 1, 0, 14, 1, 6);
    walk_put(&r.w, EV_REGION_END, 0, 1, 0, 6, 1, 6); /* the outer one first */
    walk_put(&r.w, EV_REGION_END, 0, 1, 0, 14, 1, 6);
    l = run_end(&r, &len);
    assert_int_equal(count(&l, "UserRegionBegin"), 2);
    assert_int_equal(count(&l, "UserRegionEnd"), 1);
    assert_int_equal(count(&l, "UserLog"), 1);
    assert_non_null(strstr(sb_text(&l.strings), "misuse of region"));
    unlist(&l);
}

/* The program's own traces. */

static void push(void *self, const struct event *ev, size_t n)
{
    struct event_sink *s = self;

    s->events(s->self, ev, n);
}

static void own_traces(enum model model, size_t at_once)
{
    struct program p = walk_program(model);
    const struct emit_context ctx = {.program = &p};
    struct proctrace *pt = proctrace_new(&ctx);
    struct event_sink sink = proctrace_sink(pt);
    struct sim_tracer *tr = proctrace_tracer(pt);
    struct walk w;
    const uint8_t *bytes;
    size_t len, whole;
    struct listing l;

    walk_init(&w, 1, model, (struct event_sink){push, &sink});
    assert_false(proctrace_file(pt, 5, &bytes, &len));
    tr->start(tr->self, 5);
    assert_int_equal(tr->ready(tr->self, false), at_once);
    tr->wrote(tr->self, (int64_t)at_once);
    walk_put(&w, EV_REGION_BEGIN, 0, 1, 0, 6, 0, 6); /* begun before the trace was: not written */
    w.t += MSEC;
    whole = (size_t)tr->ready(tr->self, true);
    tr->wrote(tr->self, 10); /* the file was closed: the rest is lost */
    assert_true(whole > 500);
    assert_true(proctrace_file(pt, 5, &bytes, &len));
    assert_int_equal(len, at_once + 10);
    tr->stop(tr->self);

    tr->start(tr->self, 7); /* generations go on counting */
    tr->wrote(tr->self, tr->ready(tr->self, true));
    tr->stop(tr->self);
    assert_true(proctrace_file(pt, 7, &bytes, &len));
    l = list(bytes, len);
    assert_int_equal(l.generations, 1);
    assert_int_equal(l.first_number, 2);
    assert_int_equal(count(&l, "UserRegion"), 0);
    assert_int_equal(count(&l, "GoStatusStack 1 0 2"), 1); /* running, and silent all along */
    unlist(&l);

    walk_put(&w, EV_FILE_REMOVE, 0, 1, 5, 10, 0, PLACE_NONE);
    assert_false(proctrace_file(pt, 5, &bytes, &len));
    assert_true(proctrace_file(pt, 7, &bytes, &len));
    proctrace_free(pt);
}

static void own_traces_are_written_as_the_file_takes_them(void **state)
{
    (void)state;
    own_traces(GO1_27, 67);
    own_traces(GO1_24, WIRE_HEADER);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(says_what_happened),
    cmocka_unit_test(a_generation_a_second),
    cmocka_unit_test(idle_time_costs_little),
    cmocka_unit_test(a_round_trip_is_as_large_as_in_go),
    cmocka_unit_test(only_legal_regions_from_outside),
    cmocka_unit_test(own_traces_are_written_as_the_file_takes_them),
};
RUN_TESTS(tests)
