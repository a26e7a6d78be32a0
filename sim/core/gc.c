#include "gc.h"

#include "disk.h"
#include "metrics.h"
#include "frame.h"
#include "proc.h"
#include "runq.h"
#include "stw.h"
#include "sysgo.h"
#include "wake.h"

#define MIB ((int64_t)1 << 20)
#define HEAP_MINIMUM (4 * MIB)       /* go: defaultHeapMinimum, at GOGC=100 */
#define ROOTS (128 * 1024)           /* stacks and globals of a small program, marked in every cycle */
#define FORCE_AFTER (120 * SEC)      /* go: forcegcperiod */
#define CHUNK (20 * USEC)            /* a worker looks around so often */
#define SWEEP_MIB (10 * USEC)        /* sweeping a MiB */
#define TRIGGER_PERCENT 80           /* of the way from what was marked to the goal; the pacer's is between 70 and 95 */

enum gc_phase { GC_OFF, GC_STARTING, GC_MARK, GC_TERMINATING };
enum start_state { START_WORKERS, START_WAIT, START_STOP, START_STOPPED };

struct gc {
    enum gc_phase phase;
    enum start_state start;
    int64_t cycles;
    int64_t heap;       /* bytes allocated and not yet swept. go: heapLive */
    int64_t held, held_scan; /* of these, what variables hold; and what of that has pointers */
    int64_t goal, trigger;
    int64_t told;       /* heap as last told by an event */
    int64_t left;       /* bytes still to be marked */
    int64_t credit;     /* bytes that workers have marked ahead of the assists. go: bgScanCredit */
    int64_t to_sweep;
    vtime mark_from, last_end, first_start, last_start;
    vtime stw_from, pause_total;
    int32_t nworkers, dedicated, running_dedicated, running_idle;
    int64_t fraction_ppm; /* share of each P's time for its fractional worker */
    struct gqueue idle;   /* workers that wait for work */
    struct gqueue waiters; /* in runtime.GC */
    struct g *starter;
    vtime cpu_dedicated, cpu_assist, cpu_idle;
};

void gc_init(struct sim *s)
{
    struct gc *gc = mem_zalloc(1, sizeof *gc);

    s->gc = gc;
    gc->heap = 256 * 1024; /* what the runtime has allocated when main begins */
    gc->held = 200 * 1024;
    gc->goal = s->prog->gogc == GOGC_OFF ? INT64_MAX : HEAP_MINIMUM * s->prog->gogc / 100;
    gc->trigger = s->prog->gogc == GOGC_OFF ? INT64_MAX : gc->goal / 100 * TRIGGER_PERCENT;
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

static vtime mark_ns(struct sim *s, int64_t bytes)
{
    return cost_of(s, COST_GC_MARK) * bytes / MIB;
}

static int64_t mark_bytes(struct sim *s, vtime ns)
{
    vtime mib = cost_of(s, COST_GC_MARK);

    return mib > 0 ? ns * MIB / mib : INT64_MAX / 4;
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

static void heap_grows(struct sim *s, struct m *mp, int64_t bytes, bool held, bool noscan)
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

/* ---- marking ---- */

static bool work_available(const struct sim *s)
{
    return s->gc->phase == GC_MARK && s->gc->left > 0;
}

static struct g *take_worker(struct sim *s, struct m *mp, enum gc_worker mode)
{
    struct g *w = gqueue_pop(&s->gc->idle);
    struct event *e = event_add(s, EV_GO_READY, mp);

    e->g = w->id;
    e->b = BY_GC;
    e->flag = TO_NOWHERE;
    w->sys = (int32_t)mode;
    casgstatus(s, w, G_RUNNABLE);
    return w;
}

/* Has this P's fractional worker had its share? */
static bool share_is_due(const struct sim *s, const struct p *pp)
{
    vtime since = s->now - s->gc->mark_from;

    return s->gc->fraction_ppm > 0 && pp->gc_frac < since / 1000000 * s->gc->fraction_ppm +
                                                        since % 1000000 * s->gc->fraction_ppm / 1000000;
}

struct g *gc_find_worker(struct sim *s, struct m *mp)
{
    struct gc *gc = s->gc;

    if (!work_available(s) || gqueue_len(&gc->idle) == 0)
        return NULL;
    if (gc->running_dedicated < gc->dedicated) {
        gc->running_dedicated++;
        return take_worker(s, mp, GC_DEDICATED);
    }
    return share_is_due(s, mp->p) ? take_worker(s, mp, GC_FRACTIONAL) : NULL;
}

bool gc_idle_work(const struct sim *s)
{
    return work_available(s) && gqueue_len(&s->gc->idle) > 0 &&
           s->gc->running_idle < s->gomaxprocs - s->gc->dedicated;
}

struct g *gc_find_idle_worker(struct sim *s, struct m *mp)
{
    if (!gc_idle_work(s))
        return NULL;
    s->gc->running_idle++;
    return take_worker(s, mp, GC_IDLE);
}

int32_t gc_workers_due(const struct sim *s)
{
    return work_available(s) ? s->gc->dedicated - s->gc->running_dedicated : 0;
}

bool gc_work_waits(const struct sim *s, const struct p *pp)
{
    if (!work_available(s) || gqueue_len(&s->gc->idle) == 0)
        return false;
    return s->gc->running_dedicated < s->gc->dedicated || share_is_due(s, pp);
}

bool gc_is_dedicated(const struct sim *s, const struct g *gp)
{
    return gp->func == -1 - SYSGO_GCWORKER && gp->sys == GC_DEDICATED && s->gc->phase == GC_MARK;
}

/* `bytes` have been marked. */
static void marked(struct sim *s, int64_t bytes)
{
    s->gc->left = bytes >= s->gc->left ? 0 : s->gc->left - bytes;
}

/* ---- the end of a cycle ---- */

static void set_goal(struct sim *s)
{
    struct gc *gc = s->gc;
    int64_t least;

    if (s->prog->gogc == GOGC_OFF)
        return;
    least = HEAP_MINIMUM * s->prog->gogc / 100;
    gc->goal = gc->held + gc->held * s->prog->gogc / 100;
    if (gc->goal < least)
        gc->goal = least;
    gc->trigger = gc->held + (gc->goal - gc->held) / 100 * TRIGGER_PERCENT;
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
    gc->to_sweep -= gc->held;
    gc->heap = gc->held;
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

/* There is nothing left to mark: whoever finds that ends the phase. Resumable: gp->phase `then` is when the world has
 * stopped. go: gcMarkDone, gcMarkTermination */
static enum did mark_done(struct sim *s, struct m *mp, struct g *gp, uint8_t then)
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

/* ---- workers ---- */

enum worker_phase { WORKER_NEW, WORKER_PARKED, WORKER_ON, WORKER_STOPPED };

static enum did worker_parks(struct sim *s, struct m *mp, struct g *gp)
{
    if (gp->phase == WORKER_ON && gp->sys == GC_DEDICATED)
        s->gc->running_dedicated--;
    if (gp->phase == WORKER_ON && gp->sys == GC_IDLE)
        s->gc->running_idle--;
    gp->phase = WORKER_PARKED;
    gqueue_push(&s->gc->idle, gp);
    return gopark(s, mp, WAIT_GC_WORKER, NOBODY);
}

static bool worker_gives_way(struct sim *s, struct m *mp, const struct g *gp)
{
    if (gp->sys == GC_FRACTIONAL)
        return !share_is_due(s, mp->p);
    return gp->sys == GC_IDLE && (gqueue_len(&s->runq) || !runqempty(mp->p));
}

static enum did worker_marks(struct sim *s, struct m *mp, struct g *gp)
{
    struct gc *gc = s->gc;
    vtime ns = mark_ns(s, gc->left);
    int64_t bytes;

    if (ns > CHUNK)
        ns = CHUNK;
    bytes = ns == CHUNK ? mark_bytes(s, ns) : gc->left;
    marked(s, bytes);
    gc->credit += bytes;
    m_owe(mp, ns);
    s->cpu_gc += ns;
    if (gp->sys == GC_FRACTIONAL)
        mp->p->gc_frac += ns;
    if (gp->sys == GC_IDLE)
        gc->cpu_idle += ns;
    else
        gc->cpu_dedicated += ns;
    return DID_AGAIN;
}

enum did gc_worker_step(struct sim *s, struct m *mp, struct g *gp)
{
    switch (gp->phase) {
    case WORKER_NEW: /* the starter of the first cycle waits for it */
        worker_parks(s, mp, gp);
        goready(s, mp, s->gc->starter, BY_CHAN);
        return DID_OFF;
    case WORKER_PARKED:
        gp->phase = WORKER_ON;
        event_add(s, EV_GO_LABEL, mp)->b = gp->sys;
        break;
    case WORKER_STOPPED:
        mark_done(s, mp, gp, WORKER_STOPPED);
        gp->phase = WORKER_ON;
        return worker_parks(s, mp, gp);
    default:
        break;
    }
    if (s->gc->phase != GC_MARK)
        return worker_parks(s, mp, gp);
    if (s->gc->left == 0)
        return s->stopper ? worker_parks(s, mp, gp) : mark_done(s, mp, gp, WORKER_STOPPED);
    if (worker_gives_way(s, mp, gp))
        return worker_parks(s, mp, gp);
    return worker_marks(s, mp, gp);
}

/* ---- assists ---- */

/* Bytes to be marked for `bytes` of allocation, so that marking is done when the goal is reached. */
static int64_t assist_share(const struct sim *s, int64_t bytes)
{
    const struct gc *gc = s->gc;
    int64_t room = gc->goal - gc->heap;

    if (gc->goal == INT64_MAX)
        return 0;
    if (room < bytes)
        return gc->left;
    return bytes ? gc->left / (room / bytes + 1) : 0;
}

/* What workers have marked ahead pays first. */
static int64_t use_credit(struct gc *gc, int64_t debt)
{
    int64_t paid = debt < gc->credit ? debt : gc->credit;

    gc->credit -= paid;
    return debt - paid;
}

static void tell_assist(struct sim *s, struct m *mp, int64_t debt, bool on)
{
    struct event *e = event_add(s, EV_ASSIST, mp);

    e->a = debt;
    e->flag = on;
}

enum alloc_phase { ALLOC_NEW, ALLOC_STARTS, ALLOC_ASSISTS, ALLOC_STOPPED };

static enum did assist_begins(struct sim *s, struct m *mp, struct g *gp, int64_t bytes)
{
    int64_t debt = use_credit(s->gc, assist_share(s, bytes));
    vtime ns;

    if (debt <= 0)
        return DID_NEXT;
    ns = mark_ns(s, debt);
    tell_assist(s, mp, debt, true);
    marked(s, debt);
    m_owe(mp, ns);
    s->cpu_gc += ns;
    s->gc->cpu_assist += ns;
    gp->phase = ALLOC_ASSISTS;
    return DID_AGAIN;
}

static enum did assist_ends(struct sim *s, struct m *mp, struct g *gp)
{
    tell_assist(s, mp, 0, false);
    if (s->gc->phase != GC_MARK || s->gc->left > 0 || s->stopper)
        return DID_NEXT;
    return mark_done(s, mp, gp, ALLOC_STOPPED);
}

enum did gc_allocate(struct sim *s, struct m *mp, struct g *gp, int64_t bytes, bool held, bool noscan)
{
    switch (gp->phase) {
    case ALLOC_STARTS:
        return gc_start(s, mp, gp);
    case ALLOC_ASSISTS:
        return assist_ends(s, mp, gp);
    case ALLOC_STOPPED:
        return mark_done(s, mp, gp, ALLOC_STOPPED);
    default:
        break;
    }
    heap_grows(s, mp, bytes, held, noscan);
    if (s->gc->phase == GC_MARK)
        return assist_begins(s, mp, gp, bytes);
    if (s->gc->phase != GC_OFF || s->gc->heap < s->gc->trigger)
        return DID_NEXT;
    gp->phase = ALLOC_STARTS;
    return gc_start(s, mp, gp);
}

enum did op_alloc(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    bool held = op->as.up >= 0, noscan = op->flags & OPF_NOSCAN;

    if (gp->phase == ALLOC_NEW) {
        struct val v = {.kind = VAR_MEMORY, .n = op->n, .id = noscan};

        m_owe(mp, cost_of(s, COST_ALLOC) * (op->n / 1024) + 20);
        if (held)
            val_set(s, frame_var(s, gp->frame, op->as), v, op->flags & OPF_APPEND);
    }
    return gc_allocate(s, mp, gp, op->n, held, noscan);
}

/* ---- sweeping ---- */

enum { SWEEP_PARKED = 0, SWEEP_ON = 1 };

enum did gc_sweep_step(struct sim *s, struct m *mp, struct g *gp)
{
    struct gc *gc = s->gc;
    struct event *e;

    if (gp->sys == SWEEP_ON) {
        e = event_add(s, EV_SWEEP, mp);
        e->a = gc->to_sweep + gc->held;
        e->b = gc->to_sweep;
        gc->to_sweep = 0;
    } else if (gc->to_sweep > 0) {
        gp->sys = SWEEP_ON;
        event_add(s, EV_SWEEP, mp)->flag = 1;
        m_owe(mp, SWEEP_MIB * (gc->to_sweep / MIB + 1));
        return DID_AGAIN;
    }
    gp->sys = SWEEP_PARKED;
    return gopark(s, mp, WAIT_GC_SWEEP, NOBODY);
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
