/* Go execution traces of random legal runs: the whole run, and what the program's own tracer leaves of it.
 *
 *     test_tracewalk                    writes and looks at them
 *     test_tracewalk FROM TO FOLDER     writes those of seeds FROM … TO, for a reader to judge (tests/oracle) */
#include <inttypes.h>
#include <stdio.h>

#include "emit.h"
#include "file.h"
#include "proctrace.h"
#include "test.h"
#include "walk.h"
#include "wire.h"

enum { STEPS = 3000, FILES = 3 };

/* Everything that listens, and the core's part in the program's own traces. */
struct all {
    struct event_sink own, whole;
    struct sim_tracer *tracer;
    struct rng rng;
    int file; /* of the trace that is on, or NOBODY */
    int files;
    bool stopped_world;
};

static void all_events(void *self, const struct event *ev, size_t n)
{
    struct all *all = self;

    all->own.events(all->own.self, ev, n);
    all->whole.events(all->whole.self, ev, n);
    for (size_t i = 0; i < n; i++) {
        if (ev[i].kind == EV_STW_BEGIN)
            all->stopped_world = true;
        if (ev[i].kind == EV_STW_END)
            all->stopped_world = false;
    }
}

/* What a program may do to its traces now; all of their bytes reach the files. */
static void trace_something(struct all *all)
{
    struct sim_tracer *tr = all->tracer;

    if (all->file == NOBODY) {
        if (all->files < FILES && rng_below(&all->rng, 300) == 0) {
            all->file = all->files++;
            tr->start(tr->self, all->file);
        }
        return;
    }
    if (rng_below(&all->rng, 20) == 0)
        tr->wrote(tr->self, tr->ready(tr->self, false));
    if (all->stopped_world || rng_below(&all->rng, 300) > 0)
        return;
    tr->wrote(tr->self, tr->ready(tr->self, true));
    if (rng_below(&all->rng, 3) == 0) {
        tr->stop(tr->self);
        all->file = NOBODY;
    }
}

static void save(const char *folder, uint64_t seed, const char *what, const void *bytes, size_t len)
{
    char path[512];
    FILE *f;

    snprintf(path, sizeof path, "%s/%" PRIu64 "-%s.trace", folder, seed, what);
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

/* Runs a walk. Its traces are saved in `folder`, unless that is NULL. Returns the size of them all. */
static size_t walk_and_trace(uint64_t seed, const char *folder)
{
    struct program p = walk_program((enum model)(seed % MODELS));
    const struct emit_context ctx = {.program = &p};
    struct writer *out = writer_to_memory();
    struct proctrace *own = proctrace_new(&ctx);
    void *gotrace = calloc(1, emit_gotrace.state_size);
    struct all all = {.own = proctrace_sink(own), .tracer = proctrace_tracer(own), .file = NOBODY};
    struct walk w;
    size_t len, total = 0;
    const void *bytes;

    all.whole = (struct event_sink){emit_gotrace.events, gotrace};
    rng_seed(&all.rng, seed + 1000);
    emit_gotrace.begin(gotrace, &ctx, out);
    walk_init(&w, seed, p.model, (struct event_sink){all_events, &all});
    while (w.steps < STEPS) {
        walk_step(&w);
        trace_something(&all);
    }
    walk_end(&w);
    emit_gotrace.end(gotrace);
    bytes = writer_bytes(out, &len);
    if (folder)
        save(folder, seed, "whole", bytes, len);
    total += len;
    for (int i = 0; i < all.files; i++) {
        char name[16];
        const uint8_t *file;

        assert_true(proctrace_file(own, i, &file, &len));
        snprintf(name, sizeof name, "own%d", i);
        if (folder && len > WIRE_HEADER) /* the header alone is no trace: Go's own readers say so */
            save(folder, seed, name, file, len);
        total += len;
    }
    proctrace_free(own);
    writer_abandon(out);
    free(gotrace);
    return total;
}

static void walks_are_written(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++)
        assert_true(walk_and_trace(seed, NULL) > 2000);
}

static void same_walk_same_bytes(void **state)
{
    (void)state;
    assert_int_equal(walk_and_trace(7, NULL), walk_and_trace(7, NULL));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_are_written),
        cmocka_unit_test(same_walk_same_bytes),
    };

    if (argc == 4) {
        for (uint64_t seed = strtoull(argv[1], NULL, 10); seed <= strtoull(argv[2], NULL, 10);
             seed++)
            walk_and_trace(seed, argv[3]);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
