/* gc.c: the heap's size, and when a cycle begins and ends. */
#include "disk.h"
#include "frame.h"
#include "gc_state.h"
#include "metrics.h"
#include "proc.h"
#include "runq.h"
#include "stw.h"
#include "sysgo.h"
#include "wake.h"

#define HEAP_MINIMUM (4 * MIB)  /* go: defaultHeapMinimum, at GOGC=100 */
#define ROOTS (128 * 1024)      /* stacks and globals of a small program, marked in every cycle */
#define FORCE_AFTER (120 * SEC) /* go: forcegcperiod */
/* A cycle begins between so many per cent of the way from what was marked to the goal.
 * go: minTriggerRatioDistance, maxTriggerRatioDistance */
#define EARLIEST 70
#define LATEST 95
#define BACKGROUND 250000 /* the workers' share of the Ps, in ppm. go: gcBackgroundUtilization */
#define MOST_SHARE 950000 /* what marking takes at most: starting and ending it are no marking */

void gc_init(struct sim *s)
{
    struct gc *gc = mem_zalloc(1, sizeof *gc);

    s->gc = gc;
    gc->heap = 256 * 1024; /* what the runtime has allocated when main begins */
    gc->held = 200 * 1024;
    gc->goal = s->prog->gogc == GOGC_OFF ? INT64_MAX : HEAP_MINIMUM * s->prog->gogc / 100;
    gc->trigger = s->prog->gogc == GOGC_OFF ? INT64_MAX : gc->goal / 100 * LATEST;
}

void gc_free(struct sim *s)
{
    free(s->gc->idle.at);
    free(s->gc->waiters.at);
    free(s->gc);
}

int64_t gc_cycles(const struct sim *s)
{
    return s->gc->cycles;
}

vtime gc_pause_total(const struct sim *s)
{
    return s->gc->pause_total;
}

bool gc_started_since(const struct sim *s, vtime t)
{
    return s->gc->cycles > 0 && s->gc->last_start >= t;
}

/* ---- the heap ---- */

static void tell_heap(struct sim *s, struct m *mp, bool always)
{
    struct gc *gc = s->gc;

    /* The runtime tells it when a P's cache takes a new span; half a per cent is fine enough to draw. */
    if (!always && gc->heap - gc->told < 8192 + gc->goal / 256 && gc->heap >= gc->told)
        return;
    gc->told = gc->heap;
    event_add(s, EV_HEAP_ALLOC, mp)->a = gc->heap;
}

static void tell_goal(struct sim *s, struct m *mp)
{
    event_add(s, EV_HEAP_GOAL, mp)->a = s->gc->goal == INT64_MAX ? 0 : s->gc->goal;
}

void gc_let_go(struct sim *s, int64_t bytes, bool noscan)
{
    s->gc->held -= bytes;
    if (!noscan)
        s->gc->held_scan -= bytes;
}

void gc_heap_grows(struct sim *s, struct m *mp, int64_t bytes, bool held, bool noscan)
{
    struct gc *gc = s->gc;

    gc->heap += bytes;
    if (held)
        gc->held += bytes;
    if (held && !noscan)
        gc->held_scan += bytes;
    tell_heap(s, mp, false);
}

/* ---- the beginning of a cycle ---- */

/* How many Ps mark all the time, and what share of its time each other P gives. go: gcControllerState.startCycle */
static void share_out(struct sim *s)
{
    struct gc *gc = s->gc;
    int32_t n = s->gomaxprocs;
    int32_t dedicated = (n + 2) / 4; /* a quarter, rounded */

    /* Too far off (more than 30 %): one fewer, and the rest by fractional workers. |4*d - n| / n > 0.3 */
    gc->fraction_ppm = 0;
    if (10 * (dedicated * 4 > n ? dedicated * 4 - n : n - dedicated * 4) > 3 * n) {
        if (dedicated * 4 > n)
            dedicated--;
        gc->fraction_ppm = ((int64_t)n * 250000 - (int64_t)dedicated * 1000000) / n;
    }
    gc->dedicated = dedicated;
}

static void begin_mark(struct sim *s, struct m *mp)
{
    struct gc *gc = s->gc;
    struct event *e = event_add(s, EV_GC_BEGIN, mp);

    e->a = gc->cycles + 1;
    e->at = place_of(s, mp->curg);
    gc->phase = GC_MARK;
    s->marking = true;
    gc->left = gc->held_scan + ROOTS;
    gc->triggered = gc->heap;
    gc->found = gc->held;
    gc->found_scan = gc->held_scan;
    gc->assist_before = gc->cpu_assist;
    gc->idle_before = gc->cpu_idle;
    gc->credit = 0;
    gc->mark_from = s->now;
    gc->last_start = s->now;
    gc->running_dedicated = gc->running_idle = 0;
    gc->to_sweep = gc->heap;
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        s->allp[i]->gc_frac = 0;
    share_out(s);
}

/* One worker for each P, made by the starter of the first cycle, who waits for each to begin. go: gcBgMarkStartWorkers */
static enum did make_worker(struct sim *s, struct m *mp, struct g *gp)
{
    s->gc->nworkers++;
    s->gc->starter = gp;
    newproc(s, mp, -1 - SYSGO_GCWORKER, NULL);
    m_owe(mp, cost_of(s, COST_GO_CREATE));
    s->gc->start = START_WAIT;
    return gopark(s, mp, WAIT_CHAN_RECV, NOBODY);
}

enum did gc_start(struct sim *s, struct m *mp, struct g *gp)
{
    struct gc *gc = s->gc;
    uint8_t phase = gp->phase;
    enum did did;

    switch (gc->start) {
    case START_WORKERS:
    case START_WAIT:
        gc->phase = GC_STARTING;
        if (gc->nworkers < s->gomaxprocs)
            return make_worker(s, mp, gp);
        gc->start = START_STOP;
        return DID_AGAIN;
    case START_STOP:
        did = stop_the_world(s, mp, gp, STW_GC_SWEEP_TERM, phase);
        if (s->stopper == mp)
            gc->start = START_STOPPED;
        return did;
    case START_STOPPED:
        break;
    }
    gc->start = START_WORKERS;
    begin_mark(s, mp);
    gc->pause_total += s->now - s->stw_from;
    start_the_world(s, mp, s->gomaxprocs);
    return DID_NEXT;
}

/* ---- the end of a cycle ---- */

/* How much was allocated while so much was marked, had the program had all the rest of the Ps.
 * go: gcControllerState.endCycle */
static void note_cons_mark(struct sim *s)
{
    struct gc *gc = s->gc;
    vtime all = (s->now - gc->mark_from) * s->gomaxprocs;
    int64_t share = BACKGROUND, idle = 0;

    if (all > 0) {
        share += (gc->cpu_assist - gc->assist_before) * 1000000 / all;
        idle = (gc->cpu_idle - gc->idle_before) * 1000000 / all;
    }
    for (int32_t i = CONS_MARKS - 1; i > 0; i--)
        gc->cons_mark[i] = gc->cons_mark[i - 1];
    if (share > MOST_SHARE)
        share = MOST_SHARE;
    gc->cons_mark[0] = (gc->heap - gc->triggered) * 1000 / (gc->found_scan + ROOTS) *
                       (share + idle) / (1000000 - share);
}

/* Early enough that marking is done when the heap reaches the goal, if all goes as in the worst of the last cycles.
 * go: gcControllerState.trigger */
static int64_t next_trigger(const struct gc *gc)
{
    int64_t way = gc->goal - gc->marked, worst = 0, runway;
    int64_t least = gc->marked + way / 100 * EARLIEST, most = gc->marked + way / 100 * LATEST;

    for (int32_t i = 0; i < CONS_MARKS; i++)
        if (gc->cons_mark[i] > worst)
            worst = gc->cons_mark[i];
    if (gc->goal - HEAP_MINIMUM > most)
        most = gc->goal - HEAP_MINIMUM;
    runway = (gc->found_scan + ROOTS) / 1000 * worst;
    if (runway > gc->goal - least)
        return least;
    return gc->goal - runway < most ? gc->goal - runway : most;
}

static void set_goal(struct sim *s)
{
    struct gc *gc = s->gc;
    int64_t least;

    if (s->prog->gogc == GOGC_OFF)
        return;
    least = HEAP_MINIMUM * s->prog->gogc / 100;
    gc->goal = gc->marked + gc->marked * s->prog->gogc / 100;
    if (gc->goal < least)
        gc->goal = least;
    gc->trigger = next_trigger(gc);
}

/* What nobody holds is garbage; files that nobody refers to are closed. */
static void end_mark(struct sim *s, struct m *mp)
{
    struct gc *gc = s->gc;
    struct event *e;

    gc->cycles++;
    e = event_add(s, EV_GC_END, mp);
    e->a = gc->cycles;
    gc->phase = GC_OFF;
    s->marking = false;
    /* What is allocated during the mark phase survives it, used or not. */
    gc->marked = gc->found + gc->heap - gc->triggered;
    gc->to_sweep -= gc->found;
    note_cons_mark(s);
    gc->heap = gc->marked;
    gc->last_end = s->now;
    set_goal(s);
    tell_heap(s, mp, true);
    tell_goal(s, mp);
    metrics_gc_ends(s);
}

static void release_waiters(struct sim *s, struct m *mp)
{
    while (gqueue_len(&s->gc->waiters))
        goready(s, mp, gqueue_pop(&s->gc->waiters), BY_GC);
}

enum did gc_mark_done(struct sim *s, struct m *mp, struct g *gp, uint8_t then)
{
    struct gc *gc = s->gc;

    if (gc->phase == GC_MARK) {
        enum did did = stop_the_world(s, mp, gp, STW_GC_MARK_TERM, then);

        if (s->stopper == mp)
            gc->phase = GC_TERMINATING;
        return did;
    }
    end_mark(s, mp);
    gc->pause_total += s->now - s->stw_from;
    start_the_world(s, mp, s->gomaxprocs);
    disk_collect(s);
    sysgo_wake(s, mp, SYSGO_BGSWEEP);
    release_waiters(s, mp);
    return DID_NEXT;
}

/* ---- by time, and by the program ---- */

void gc_force_if_old(struct sim *s, struct m *mp)
{
    struct gc *gc = s->gc;

    if (gc->last_end == 0 || s->now - gc->last_end <= FORCE_AFTER || gc->phase != GC_OFF ||
        s->prog->gogc == GOGC_OFF)
        return;
    sysgo_wake(s, mp, SYSGO_FORCEGC);
}

enum { GC_ASKED = 0, GC_STARTS = 1, GC_WAITED = 2 };

static enum did wait_for_cycle(struct sim *s, struct m *mp, struct g *gp, uint8_t then)
{
    gqueue_push(&s->gc->waiters, gp);
    gp->phase = then;
    return gopark(s, mp, WAIT_GC_CYCLE, NOBODY);
}

/* One whole cycle of its own, after the one that is on. */
enum did op_gc(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    enum did did;

    (void)op;
    if (gp->phase == GC_WAITED)
        return DID_NEXT;
    if (gp->phase == GC_ASKED && s->gc->phase != GC_OFF)
        return wait_for_cycle(s, mp, gp, GC_ASKED);
    gp->phase = GC_STARTS;
    did = gc_start(s, mp, gp);
    return did == DID_NEXT ? wait_for_cycle(s, mp, gp, GC_WAITED) : did;
}

bool gc_is_off(const struct sim *s)
{
    return s->gc->phase == GC_OFF;
}

void gc_cpu(const struct sim *s, struct gc_cpu *out)
{
    out->dedicated = s->gc->cpu_dedicated;
    out->assist = s->gc->cpu_assist;
    out->idle = s->gc->cpu_idle;
    out->pause = s->gc->pause_total;
}
