/* Lanes of random programs: they tile time, and tell the same times as the summary. */
#include <stdlib.h>

#include "gen.h"
#include "goroutines.h"
#include "gosrc.h"
#include "lanes.h"
#include "load_text.h"
#include "rig.h"
#include "test.h"
#include "threads.h"

enum { SEEDS = 60, EVENTS_MOST = 40000 };

struct both {
    struct lanes lanes;
    struct goroutines gs;
    struct threads ts;
    int64_t n, regions;
    vtime last;
};

static void both_hear(void *self, const struct event *ev, size_t n)
{
    struct both *b = self;

    lanes_events(&b->lanes, ev, n);
    for (size_t i = 0; i < n; i++) {
        goroutines_event(&b->gs, &ev[i]);
        threads_event(&b->ts, &ev[i]);
        b->regions += ev[i].kind == EV_REGION_BEGIN;
        b->last = ev[i].t;
    }
    b->n += (int64_t)n;
}

static void tiles(const struct lod *l, vtime end)
{
    struct lod_sums sums = {{0}};
    vtime all = 0;

    for (uint32_t i = 0; i < l->len; i++) {
        assert_true(i == 0 || l->at[i - 1].t < l->at[i].t);
        if (slice_part((enum slice)l->at[i].slice) != LOD_NO_PART)
            all += lod_end(l, i, end) - l->at[i].t;
    }
    assert_true(l->len == 0 || l->at[l->len - 1].t <= end);
    lod_between(l, 0, end, &sums);
    for (int k = 0; k < LOD_PARTS; k++)
        all -= sums.part[k];
    assert_int_equal(all, 0);
}

/* Time of a kind of slice in a lane. */
static vtime time_of(const struct lod *l, enum slice s, vtime end)
{
    vtime sum = 0;

    for (uint32_t i = 0; i < l->len; i++)
        if (l->at[i].slice == s)
            sum += lod_end(l, i, end) - l->at[i].t;
    return sum;
}

/* Law: time by state, over all goroutines of the program, is the summary's. */
static void same_as_summary(const struct both *b)
{
    static const enum slice slices[STATES] = {[STATE_RUNNING] = SLICE_RUNNING,
                                              [STATE_RUNNABLE] = SLICE_RUNNABLE,
                                              [STATE_WAITING] = SLICE_WAITING,
                                              [STATE_SYSCALL] = SLICE_SYSCALL};
    vtime mine[STATES] = {0}, theirs[STATES] = {0};

    for (size_t i = 0; i < b->lanes.gs.len; i++)
        for (int s = 0; s < STATES; s++)
            if (subject_is_user(b->lanes.subject, b->lanes.gs.at[i].func))
                mine[s] += time_of(&b->lanes.gs.at[i].lod, slices[s], b->last);
    for (int32_t f = 0; f <= b->gs.program->nfuncs; f++) /* the last one: readers of traces */
        for (int s = 0; s < STATES; s++)
            theirs[s] += (vtime)b->gs.funcs[f].time[s];
    for (int s = 0; s < STATES; s++)
        assert_int_equal(mine[s], theirs[s]);
}

/* Law: whatever runs, runs on a processor: both kinds of lanes tell the same time, and so do the threads'. */
static void same_on_all_lanes(const struct both *b)
{
    const struct lanes *l = &b->lanes;
    vtime gs = 0, ps = 0, ms = 0;

    for (size_t i = 0; i < l->gs.len; i++)
        gs += time_of(&l->gs.at[i].lod, SLICE_RUNNING, b->last);
    for (size_t i = 0; i < l->ps.len; i++)
        ps += time_of(&l->ps.at[i].lod, SLICE_RUNNING, b->last) +
              time_of(&l->ps.at[i].lod, SLICE_GC, b->last);
    for (size_t i = 0; i < l->ms.len; i++)
        ms += time_of(&l->ms.at[i].lod, SLICE_RUNNING, b->last) +
              time_of(&l->ms.at[i].lod, SLICE_GC, b->last);
    assert_int_equal(gs, ps);
    assert_int_equal(gs, ms);
}

static void check(const struct both *b)
{
    const struct lanes *l = &b->lanes;

    for (size_t i = 0; i < l->gs.len; i++)
        tiles(&l->gs.at[i].lod, b->last);
    for (size_t i = 0; i < l->ps.len; i++)
        tiles(&l->ps.at[i].lod, b->last);
    for (size_t i = 0; i < l->ms.len; i++)
        tiles(&l->ms.at[i].lod, b->last);
    same_as_summary(b);
    same_on_all_lanes(b);
    assert_int_equal(l->seen, b->n);
    assert_int_equal(l->counts[COUNT_THREADS], b->ts.now);
    assert_int_equal(l->counters[COUNT_THREADS].most, b->ts.max);
    assert_int_equal(l->counts[COUNT_GOROUTINES], b->gs.now);
    assert_int_equal(b->regions > 0, l->notes.len > 0);
}

static void run_seed(uint64_t seed)
{
    struct sb text = {0};
    struct both b = {.n = 0};
    struct loaded l;
    struct subject su;
    struct rig r;

    gen_scenario(&text, seed);
    l = must_load(load_text(text.text, NULL));
    su = (struct subject){.program = l.p};
    lanes_init(&b.lanes, &su);
    goroutines_init(&b.gs, l.p);
    threads_init(&b.ts);
    r = (struct rig){.program = l.p, .source = gosrc_map(l.p, &l.arena)};
    rig_listen(&r, (struct event_sink){both_hear, &b});
    rig_open(&r);
    while (sim_step(r.sim, 1000) == SIM_RUNNING)
        if (b.n > EVENTS_MOST)
            sim_interrupt(r.sim);
    goroutines_end(&b.gs, b.last);
    check(&b);
    rig_close(&r);
    goroutines_deinit(&b.gs);
    threads_deinit(&b.ts);
    lanes_deinit(&b.lanes);
    loaded_free(&l);
    sb_free(&text);
}

static void lanes_tile_time(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        run_seed(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lanes_tile_time)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
