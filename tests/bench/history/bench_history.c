/* bench_history.c: what a history costs: bytes an event, ns to pack and to fold one, and the worst of 1,000 seeks.
 *
 *     bench_history            all cases; exit status 1 if one takes more than 12 bytes an event
 *     bench_history CASE       only those whose name begins so
 *     bench_history --quick    those of a million events
 *
 * Bytes do not depend on the machine, so they are judged; times are of this processor and reported. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "event_pack.h"
#include "gen.h"
#include "history.h"
#include "load.h"
#include "rng.h"
#include "sim.h"

#define BYTES_MOST 12.0

enum { SEEKS = 1000, SAMPLE = 1000000, RANDOM_PROGRAMS = 300, QUICK = 1000000 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* ---- runs ---- */

struct run_case {
    const char *name, *path; /* path NULL: random programs */
    const char *sets[2];
    int64_t events;
};

static const struct run_case cases[] = {
    {"ping-pong", "tests/bench/core/ping-pong/scenario.json", {"n=100000000"}, 10000000},
    {"mutex", "tests/bench/core/mutex/scenario.json", {"n=100000000"}, 1000000},
    {"storm", "tests/bench/history/storm.json", {0}, 1000000},
    {"yield-100000",
     "tests/bench/core/gosched/scenario.json",
     {"n=100000000", "goroutines=100000"},
     10000000},
    {"crowd-1000", "tests/bench/history/crowd.json", {"goroutines=1000"}, 1000000},
    {"crowd-100000", "tests/bench/history/crowd.json", {0}, 10000000},
    {"random", NULL, {0}, 10000000},
};

/* Runs a program until so many events have come. */
static void play(const struct program *p, int64_t seen, const struct run_case *rc,
                 struct history *h)
{
    struct event_sink sink = history_sink(h);
    struct sim *s = sim_new(p, &(struct sim_config){.sinks = &sink, .nsinks = 1});
    enum { MOMENTS = 1000 };

    while (sim_step(s, MOMENTS) == SIM_RUNNING)
        if (history_len(h) - seen >= rc->events)
            sim_interrupt(s);
    sim_free(s);
}

static struct history *history_of(const struct run_case *rc, const char *text)
{
    struct arena arena = {0};
    struct diags ds = {0};
    struct load_options opt = {.sets = rc->sets, .nsets = !!rc->sets[0] + !!rc->sets[1]};
    struct program *p = text ? program_load(rc->name, text, strlen(text), NULL, &arena, &ds)
                             : program_load_file(rc->path, &opt, &arena, &ds, NULL);
    struct history *h = history_new();

    if (!p) {
        diags_print(&ds, stderr, text);
        exit(2);
    }
    play(p, 0, rc, h);
    diags_free(&ds);
    arena_free(&arena);
    return h;
}

/* ---- figures ---- */

struct measured {
    int64_t events;
    size_t bytes;
    double pack, unpack, fold;      /* ns an event */
    double seek_worst, seek_middle; /* ns a seek */
    int64_t gs;                     /* alive at the end */
};

static void time_packing(const struct event *ev, size_t n, struct measured *f)
{
    enum { CHUNK = 8192 };
    struct event_packing *k = malloc(sizeof *k);
    uint8_t *bytes = malloc(n * EVENT_PACKED_MAX), *to = bytes;
    const uint8_t *at = bytes;
    struct event out;
    double start = now();

    if (!k || !bytes)
        exit(2);
    for (size_t i = 0; i < n; i++) {
        if (i % CHUNK == 0)
            event_pack_begin(k);
        to = event_pack(k, to, &ev[i]);
    }
    f->pack = (now() - start) / (double)n;
    start = now();
    for (size_t i = 0; i < n; i++) {
        if (i % CHUNK == 0)
            event_pack_begin(k);
        at = event_unpack(k, at, &out);
    }
    f->unpack = (now() - start) / (double)n;
    free(k);
    free(bytes);
}

/* Over the end of a run, where all its goroutines live. */
static void time_folding(const struct history *h, const struct event *ev, size_t n,
                         struct measured *f)
{
    struct cursor *c = cursor_new(h);
    struct world *w;
    double start;

    cursor_seek(c, history_len(h) - (int64_t)n);
    w = (struct world *)(uintptr_t)cursor_world(c); /* ours: the cursor is not used after this */
    start = now();
    world_events(w, ev, n);
    f->fold = (now() - start) / (double)n;
    f->gs = w->ngs;
    cursor_free(c);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void time_seeks(const struct history *h, struct measured *f)
{
    static double took[SEEKS];
    struct cursor *c = cursor_new(h);
    struct rng rng;

    rng_seed(&rng, 1);
    for (int i = 0; i < SEEKS; i++) {
        int64_t pos = (int64_t)rng_below(&rng, (uint64_t)history_len(h) + 1);
        double start = now();

        cursor_seek(c, pos);
        took[i] = now() - start;
    }
    qsort(took, SEEKS, sizeof *took, by_size);
    f->seek_worst = took[SEEKS - 1];
    f->seek_middle = took[SEEKS / 2];
    cursor_free(c);
}

static struct measured measure(const struct history *h)
{
    struct measured f = {.events = history_len(h), .bytes = history_bytes(h)};
    size_t n = f.events < SAMPLE ? (size_t)f.events : SAMPLE;
    struct event *ev = malloc(n * sizeof *ev);

    if (!ev)
        exit(2);
    n = history_read(h, f.events - (int64_t)n, n, ev);
    time_packing(ev, n, &f);
    time_folding(h, ev, n, &f);
    free(ev);
    time_seeks(h, &f);
    return f;
}

static bool tell(const char *name, const struct measured *f)
{
    double bytes = (double)f->bytes / (double)f->events;

    printf("%-13s %9lld %7lld %6.2f %6.1f %7.1f %6.1f %8.2f %8.2f\n", name, (long long)f->events,
           (long long)f->gs, bytes, f->pack, f->unpack, f->fold, f->seek_middle / 1e6,
           f->seek_worst / 1e6);
    return bytes <= BYTES_MOST;
}

/* Most random programs are short, and say nothing of bytes an event. */
static bool random_programs(const struct run_case *rc)
{
    struct measured all = {0};
    int64_t runs = 0;

    for (uint64_t seed = 0; seed < RANDOM_PROGRAMS; seed++) {
        struct sb text = {0};
        struct history *h;
        struct measured f;

        gen_scenario(&text, seed);
        if (strstr(text.text, "trace.Start")) { /* needs a tracer */
            sb_free(&text);
            continue;
        }
        h = history_of(rc, text.text);
        if (history_len(h) >= 100000) {
            f = measure(h);
            all.events += f.events;
            all.bytes += f.bytes;
            all.pack += f.pack;
            all.unpack += f.unpack;
            all.fold += f.fold;
            all.gs += f.gs;
            all.seek_middle += f.seek_middle;
            all.seek_worst = f.seek_worst > all.seek_worst ? f.seek_worst : all.seek_worst;
            runs++;
        }
        history_free(h);
        sb_free(&text);
    }
    if (!runs)
        return true;
    all.pack /= (double)runs;
    all.unpack /= (double)runs;
    all.fold /= (double)runs;
    all.seek_middle /= (double)runs;
    return tell(rc->name, &all);
}

int main(int argc, char **argv)
{
    bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0, small = true;
    const char *only = argc > 1 && !quick ? argv[1] : "";

    printf("%-13s %9s %7s %6s %6s %7s %6s %8s %8s\n", "case", "events", "Gs", "B/ev", "pack",
           "unpack", "fold", "seek ms", "worst ms");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct run_case *rc = &cases[i];
        struct history *h;
        struct measured f;

        if (strncmp(rc->name, only, strlen(only)) != 0 || (quick && rc->events > QUICK))
            continue;
        if (!rc->path) {
            small = random_programs(rc) && small;
            continue;
        }
        h = history_of(rc, NULL);
        f = measure(h);
        small = tell(rc->name, &f) && small;
        history_free(h);
    }
    return small ? 0 : 1;
}
