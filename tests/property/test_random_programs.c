/* Laws that hold of every run, on random programs, with every invariant of the core checked after every step.
 *
 *     test_random_programs              the first 200 seeds; SCHEDLAB_SEEDS=N: N of them
 *     test_random_programs FROM TO      those seeds, each told on standard error before it runs
 *     test_random_programs show SEED    the scenario of a seed */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "gen.h"
#include "gosrc.h"
#include "load_text.h"
#include "proctrace.h"
#include "queues.h"
#include "sim.h"
#include "test.h"
#include "trace.h"
#include "vec.h"
#include "wire.h"

enum {
    SEEDS = 200,
    EVENTS_MOST = 60000, /* the run is interrupted there: some programs breed goroutines */
    FILES_MOST = 4096
};

/* One run and all that was heard of it. */
struct heard {
    VEC(struct event) events;
    VEC(struct choice) choices;
    struct queues queues;
    int64_t snapshots; /* queue lengths that were compared */
    int ends;
};

static void heard_choice(struct heard *h, const struct event *ev)
{
    *VEC_PUSH(&h->choices) = (struct choice){
        .number = ev->a, .kind = (enum choice_kind)ev->flag, .options = ev->p, .taken = ev->b};
}

/* What a snapshot says of queues is what the events before it tell. */
static void heard_snapshot(struct heard *h, const struct event *ev)
{
    if (ev->kind == EV_SNAP && ev->b == SNAP_RUNQUEUE) {
        assert_int_equal(ev->a, h->queues.global.len);
        h->snapshots++;
    }
    if (ev->kind == EV_SNAP_P && ev->b == SNAP_P_RUNQSIZE) {
        assert_int_equal(ev->a, queues_ring(&h->queues, ev->p));
        h->snapshots++;
    }
}

static void heard_events(void *self, const struct event *ev, size_t n)
{
    struct heard *h = self;

    for (size_t i = 0; i < n; i++) {
        *VEC_PUSH(&h->events) = ev[i];
        if (ev[i].kind == EV_CHOICE)
            heard_choice(h, &ev[i]);
        h->ends += ev[i].kind == EV_END;
        heard_snapshot(h, &ev[i]);
        queues_event(&h->queues, &ev[i]);
    }
}

static void heard_free(struct heard *h)
{
    free(h->events.at);
    free(h->choices.at);
    queues_deinit(&h->queues);
}

/* How a run is to be made. */
struct way {
    int64_t batch; /* moments a step; 0: SIM_BATCH */
    vtime until;
    const struct heard *replay; /* its choices are taken again */
    bool traces;                /* are written and read */
};

/* Misused regions make Go write what its own reader refuses. */
static bool is_region_misuse(const struct trace_error *err)
{
    return strstr(err->text, "region") != NULL;
}

static void trace_is_valid(const char *what, const void *bytes, size_t len, bool whole)
{
    struct trace_error err;
    uint64_t events;

    if (!trace_verdict(bytes, len, &events, &err) && (whole || !is_region_misuse(&err)))
        fail_msg("%s: %s (event %s, at byte %" PRIu64 " of %zu)", what, err.text,
                 err.event ? err.event : "-", err.offset, len);
}

/* The program's own traces. What a full disk, a closed file or the end of the program cut off is no valid trace in Go. */
/* Two traces in one file, or one behind what the program wrote there itself, are no trace, in Go neither. */
static bool holds_one_trace(const struct heard *h, int32_t file)
{
    int starts = 0, writes = 0;

    for (size_t i = 0; i < h->events.len; i++) {
        const struct event *e = &h->events.at[i];

        starts += e->kind == EV_TRACE && e->flag && e->a == file;
        writes += e->kind == EV_FILE_WRITE && e->flag == 0 && e->a == file;
    }
    return starts == 1 && writes == 0;
}

/* On a disk that fills up what did not find room is missing from the middle, as in Go, which does not look. */
static void own_traces_are_valid(const struct proctrace *own, const struct heard *h,
                                 const struct program *p)
{
    const uint8_t *bytes;
    size_t len;

    if (p->disk >= 0)
        return;
    for (size_t i = 0; i < h->events.len; i++)
        if (h->events.at[i].kind == EV_ERROR)
            return;
    for (int32_t file = 0; file < FILES_MOST; file++)
        if (proctrace_file(own, file, &bytes, &len) && len > WIRE_HEADER &&
            holds_one_trace(h, file))
            trace_is_valid("own trace", bytes, len, false);
}

static void hear(struct heard *h, const struct program *p, const struct source_map *map,
                 struct way way)
{
    const struct emit_context ctx = {.program = p, .source = map};
    struct proctrace *own = proctrace_new(&ctx);
    struct writer *out = writer_to_memory();
    struct emitter *whole = emitter_new(&emit_gotrace, &ctx, out);
    struct event_sink sinks[] = {proctrace_sink(own), {heard_events, h}, emitter_sink(whole)};
    struct sim_config cfg = {.sinks = sinks,
                             .nsinks = way.traces ? 3 : 2,
                             .until = way.until,
                             .check = true,
                             .tracer = proctrace_tracer(own)};
    const void *bytes;
    const char *why;
    size_t len;
    struct sim *s;

    *h = (struct heard){0};
    if (way.replay) {
        cfg.choices = way.replay->choices.at;
        cfg.nchoices = (int32_t)way.replay->choices.len;
    }
    s = sim_new(p, &cfg);
    while (sim_step(s, way.batch ? way.batch : 1000) == SIM_RUNNING)
        if (!way.batch && h->events.len > EVENTS_MOST)
            sim_interrupt(s);
    assert_null(sim_misfit(s, &why));
    emitter_end(whole);
    if (way.traces) {
        bytes = writer_bytes(out, &len);
        trace_is_valid("whole trace", bytes, len, true);
        own_traces_are_valid(own, h, p);
    }
    sim_free(s);
    writer_abandon(out);
    proctrace_free(own);
}

static void same_event(const struct event *a, const struct event *b, size_t i)
{
    if (a->t != b->t || a->a != b->a || a->b != b->b || a->g != b->g || a->m != b->m ||
        a->at != b->at || a->p != b->p || a->kind != b->kind || a->flag != b->flag)
        fail_msg("event %zu: %s at %" PRId64 " (%" PRId64 ", %" PRId64 "), %s at %" PRId64
                 " (%" PRId64 ", %" PRId64 ")",
                 i, event_kind_name(a->kind), a->t, a->a, a->b, event_kind_name(b->kind), b->t,
                 b->a, b->b);
}

/* The first `n` events are the same. */
static void same_events(const struct heard *a, const struct heard *b, size_t n)
{
    assert_true(a->events.len >= n && b->events.len >= n);
    for (size_t i = 0; i < n; i++)
        same_event(&a->events.at[i], &b->events.at[i], i);
}

static void same_run(const struct heard *a, const struct heard *b)
{
    assert_int_equal(a->events.len, b->events.len);
    same_events(a, b, a->events.len);
}

/* However it is cut into steps. */
static void steps_do_not_matter(const struct heard *h, const struct program *p,
                                const struct source_map *map)
{
    static const int64_t batches[] = {1, 7, SIM_BATCH};

    for (size_t i = 0; i < sizeof batches / sizeof *batches; i++) {
        struct heard again;

        hear(&again, p, map, (struct way){.batch = batches[i]});
        same_run(h, &again);
        heard_free(&again);
    }
}

/* Up to any moment it is the same run, cut off. */
static void until_is_a_prefix(const struct heard *h, const struct program *p,
                              const struct source_map *map)
{
    vtime until = h->events.at[h->events.len - 1].t / 2;
    struct heard cut;
    size_t n = 0;

    if (until == 0)
        return;
    hear(&cut, p, map, (struct way){.batch = SIM_BATCH, .until = until});
    while (n < h->events.len && h->events.at[n].t < until)
        n++;
    same_events(h, &cut, n);
    heard_free(&cut);
}

/* The choices that it made make it again. */
static void choices_replay(const struct heard *h, const struct program *p,
                           const struct source_map *map)
{
    struct heard again;

    hear(&again, p, map, (struct way){.batch = SIM_BATCH, .replay = h});
    same_run(h, &again);
    heard_free(&again);
}

/* Another choice is another legal run, the same up to it. */
static void another_choice_is_legal(const struct heard *h, const struct program *p,
                                    const struct source_map *map)
{
    struct heard one = {0}, other;
    const struct choice *chosen = NULL;
    size_t n = 0;

    for (size_t i = h->choices.len / 2; i < h->choices.len && !chosen; i++)
        if (h->choices.at[i].options > 1)
            chosen = &h->choices.at[i];
    if (!chosen)
        return;
    *VEC_PUSH(&one.choices) = *chosen;
    one.choices.at[0].taken = (chosen->taken + 1) % chosen->options;
    hear(&other, p, map, (struct way){.replay = &one, .traces = true});
    while (h->events.at[n].kind != EV_CHOICE || h->events.at[n].a != chosen->number)
        n++;
    same_events(h, &other, n);
    heard_free(&other);
    heard_free(&one);
}

static int64_t laws_hold(uint64_t seed)
{
    struct sb text = {0};
    struct loaded l;
    const struct source_map *map;
    struct heard h;
    int64_t snapshots;

    gen_scenario(&text, seed);
    l = must_load(load_text(text.text, NULL));
    map = gosrc_map(l.p, &l.arena); /* the lines of stacks, too, take room in a trace */
    hear(&h, l.p, map, (struct way){.traces = true});
    assert_int_equal(h.ends, 1);
    if (h.events.len <= EVENTS_MOST) {
        steps_do_not_matter(&h, l.p, map);
        until_is_a_prefix(&h, l.p, map);
        choices_replay(&h, l.p, map);
        another_choice_is_legal(&h, l.p, map);
    }
    snapshots = h.snapshots;
    heard_free(&h);
    loaded_free(&l);
    sb_free(&text);
    return snapshots;
}

static void random_programs(void **state)
{
    const char *asked = getenv("SCHEDLAB_SEEDS");
    uint64_t seeds = asked ? strtoull(asked, NULL, 10) : SEEDS;
    int64_t snapshots = 0;

    (void)state;
    for (uint64_t seed = 0; seed < seeds; seed++) {
        print_message("seed %" PRIu64 "\n", seed);
        snapshots += laws_hold(seed);
    }
    assert_true(snapshots > 0);
}

/* Every operation that a main or a block can hold stands in some program. */
static void every_operation_is_written(void **state)
{
    bool seen[OPS] = {false};

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct sb text = {0};
        struct loaded l;

        gen_scenario(&text, seed);
        l = must_load(load_text(text.text, NULL));
        for (int32_t i = 0; i < l.p->nops; i++)
            seen[l.p->ops[i].kind] = true;
        loaded_free(&l);
        sb_free(&text);
    }
    for (int op = 0; op < OPS; op++)
        if (!seen[op])
            fail_msg("no \"%s\"", op_verb((enum op_kind)op));
}

static uint64_t from, to;

static void asked_seeds(void **state)
{
    (void)state;
    for (uint64_t seed = from; seed <= to; seed++) {
        fprintf(stderr, "seed %" PRIu64 "\n", seed);
        laws_hold(seed);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation_is_written),
        cmocka_unit_test(random_programs),
    };
    const struct CMUnitTest asked[] = {cmocka_unit_test(asked_seeds)};

    if (argc == 3 && strcmp(argv[1], "show") == 0) {
        struct sb text = {0};

        gen_scenario(&text, strtoull(argv[2], NULL, 10));
        puts(text.text);
        sb_free(&text);
        return 0;
    }
    if (argc == 3) {
        from = strtoull(argv[1], NULL, 10);
        to = strtoull(argv[2], NULL, 10);
        return cmocka_run_group_tests(asked, NULL, NULL);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
