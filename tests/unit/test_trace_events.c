/* From a trace to events: the history of a run, written as a trace and read back, is the history of the run. */
#include "emit.h"
#include "test.h"
#include "trace_events.h"
#include "walk.h"

enum { STEPS = 400, SEEDS = 40 };

/* What a history says of each kind, as far as both sides can tell it. */
struct tally {
    const struct imported *table; /* NULL: the run itself */
    int64_t kinds[EVENT_KINDS];
    int64_t goids; /* sum of Go's ids of those that end */
    vtime last;
};

static void count(void *self, const struct event *ev, size_t n)
{
    struct tally *t = self;

    for (size_t i = 0; i < n; i++) {
        t->kinds[ev[i].kind]++;
        if (ev[i].kind == EV_GO_END)
            t->goids += t->table ? imported_g(t->table, ev[i].g) : ev[i].g;
        assert_true(ev[i].t >= t->last);
        t->last = ev[i].t;
    }
}

struct both {
    struct event_sink a, b;
};

static void push_both(void *self, const struct event *ev, size_t n)
{
    struct both *both = self;

    both->a.events(both->a.self, ev, n);
    both->b.events(both->b.self, ev, n);
}

/* The trace of a random walk, and what the walk itself said. */
static struct writer *walk_trace(uint64_t seed, struct tally *t)
{
    struct program p = walk_program((enum model)(seed % MODELS));
    const struct emit_context ctx = {.program = &p};
    struct writer *out = writer_to_memory();
    struct emitter *e = emitter_new(&emit_gotrace, &ctx, out);
    struct both both = {emitter_sink(e), {count, t}};
    struct walk w;

    walk_init(&w, seed, p.model, (struct event_sink){push_both, &both});
    while (w.steps < STEPS)
        walk_step(&w);
    walk_end(&w);
    emitter_end(e);
    return out;
}

/* Law: as many of each kind, and the same goroutines end. */
static void history_comes_back(void **state)
{
    static const enum event_kind kinds[] = {
        EV_GO_CREATE, EV_GO_START, EV_GO_STOP,      EV_GO_BLOCK,   EV_GO_END,
        EV_SYSCALL,   EV_GC_BEGIN, EV_REGION_BEGIN, EV_TASK_BEGIN, EV_LOG};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct tally want = {0};
        struct writer *w = walk_trace(seed, &want);
        struct imported table = {.name = "walk"};
        struct tally got = {.table = &table};
        struct trace_summary s;
        const char *why;
        size_t len;
        const void *bytes = writer_bytes(w, &len);

        assert_true(trace_summarize(bytes, len, &s));
        assert_true(trace_events(bytes, len, &s, &table, (struct event_sink){count, &got}, &why));
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            assert_int_equal(got.kinds[kinds[i]], want.kinds[kinds[i]]);
        assert_int_equal(got.goids, want.goids);
        assert_int_equal(got.kinds[EV_BEGIN], 1);
        assert_int_equal(got.kinds[EV_END], 1);
        trace_summary_free(&s);
        imported_free(&table);
        writer_abandon(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(history_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
