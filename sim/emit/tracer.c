/* tracer.c: from the events of a run to the events of a trace. go: traceruntime.go */
#include "tracer_internal.h"

#include <assert.h>

/* Tells what has to be told before an event of thread m. Whether the event is to be written at all. */
static bool before(struct tracer *tr, int32_t m)
{
    if (m != NOBODY)
        tracer_m(tr, m);
    if (tr->on)
        tracer_tell(tr, m);
    return tr->on;
}

static uint8_t *put_stack(struct tracer *tr, uint8_t *at, int32_t stack)
{
    return wire_put(at, tracestack_id(&tr->stacks, stack));
}

/* An event that is nothing but a stack. */
static void put_one(struct tracer *tr, int32_t m, enum wire_event kind, int32_t stack)
{
    uint8_t *at = tracer_put(tr, m, kind);

    tracer_done(tr, m, put_stack(tr, at, stack));
}

static bool has_p(const struct tracer *tr, int32_t m)
{
    return m != NOBODY && (size_t)m < tr->ms.len && tr->ms.at[m].p != NOBODY;
}

/* Whether m runs a goroutine on a processor: what most events need. */
static bool runs(const struct tracer *tr, int32_t m)
{
    return has_p(tr, m) && tr->ms.at[m].g != 0;
}

/* Goroutines. */

/* Those that the runtime makes before it has a processor to speak of are first told by their status. */
static void go_create(struct tracer *tr, const struct event *ev)
{
    goid child = (goid)ev->a;
    bool write = before(tr, ev->m) && has_p(tr, ev->m);
    struct traced_g *r;

    assert(write || !tr->on || tr->number == tr->first);
    r = tracer_g(tr, child);
    r->start = (int32_t)ev->b;
    r->status = ev->flag ? WIRE_G_WAITING : WIRE_G_RUNNABLE;
    if (write) {
        uint8_t *at = tracer_put(tr, ev->m, ev->flag ? WIRE_GO_CREATE_BLOCKED : WIRE_GO_CREATE);

        r->told = tr->stamp;
        r->seq = 0;
        at = wire_put(at, (uint64_t)child);
        at = put_stack(tr, at, tracer_stack(tr, PLACE_NONE, child, LEAF_NONE));
        at = put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, LEAF_NONE));
        tracer_done(tr, ev->m, at);
    }
}

static void go_start(struct tracer *tr, const struct event *ev)
{
    bool write = before(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);
    struct traced_m *mp = tracer_m(tr, ev->m);

    if (write) {
        tracer_tell_g(tr, ev->m, ev->g);
        tracer_done(tr, ev->m, wire_put(wire_put(tracer_put(tr, ev->m, WIRE_GO_START), (uint64_t)ev->g), ++r->seq));
        mp->g_told = tr->stamp;
    }
    r->status = WIRE_G_RUNNING;
    r->m = ev->m;
    mp->g = ev->g;
    if (tr->on && tr->prologue)
        tracer_tell(tr, ev->m);
}

/* The goroutine of m leaves its thread, for `status`. */
static void go_leave(struct tracer *tr, const struct event *ev, enum wire_g_status status, int32_t at, enum leaf leaf)
{
    struct traced_g *r = tracer_g(tr, ev->g);

    r->status = (uint8_t)status;
    r->m = NOBODY;
    r->at = at;
    r->leaf = (uint8_t)leaf;
    tracer_m(tr, ev->m)->g = 0;
}

static void put_leave(struct tracer *tr, const struct event *ev, enum wire_event kind, uint32_t reason, enum leaf leaf)
{
    uint8_t *at = wire_put(tracer_put(tr, ev->m, kind), reason);

    tracer_done(tr, ev->m, put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, leaf)));
}

/* Where a goroutine of the runtime waits; Go's own are in a gopark of theirs. */
static enum leaf system_leaf(const struct tracer *tr, goid g)
{
    const struct traced_g *r = gtable_find(&tr->gs, g);

    if (!r || r->start >= 0)
        return LEAF_NONE;
    switch ((enum sysgo)(-1 - r->start)) {
    case SYSGO_FORCEGC:
    case SYSGO_BGSWEEP:
    case SYSGO_UPDATER:
        return LEAF_PARK_UNLOCK;
    case SYSGO_BGSCAVENGE:
        return LEAF_PARK_SCAVENGE;
    case SYSGO_FINALIZER:
    case SYSGO_CLEANUP:
    case SYSGO_GCWORKER:
        return LEAF_PARK;
    case SYSGO_TRACE_CPU:
    case SYSGO_TRACE_ADV:
        return LEAF_PARK_TRACE;
    case SYSGO_MAIN:
    case SYSGO_TRACE_READ:
    case SYSGOS:
        break;
    }
    return LEAF_NONE;
}

static enum leaf block_leaf(const struct tracer *tr, const struct event *ev)
{
    if (ev->at < 0)
        return system_leaf(tr, ev->g);
    switch ((enum wait_reason)ev->b) {
    case WAIT_GC_ASSIST:
        return LEAF_ALLOC;
    case WAIT_PREEMPTED:
        return LEAF_NONE;
    case WAIT_SELECT_NONE:
        return LEAF_SELECT_NONE;
    default:
        return tracer_leaf(tr, ev->at, LEAF_WAITS);
    }
}

static void go_block(struct tracer *tr, const struct event *ev)
{
    enum leaf leaf = block_leaf(tr, ev);

    if (before(tr, ev->m))
        put_leave(tr, ev, WIRE_GO_BLOCK, tr->stacks.reason[ev->b], leaf);
    go_leave(tr, ev, WIRE_G_WAITING, ev->at, leaf);
}

static enum leaf stop_leaf(const struct tracer *tr, const struct event *ev)
{
    int32_t op = places_get(&tr->places, ev->at).op;

    if (op == NOBODY)
        return LEAF_NONE;
    switch ((enum stop_reason)ev->b) {
    case STOP_PREEMPTED:
        break;
    case STOP_GOSCHED:
        return tr->ctx->program->ops[op].kind == OP_GOMAXPROCS ? LEAF_GOMAXPROCS : LEAF_GOSCHED;
    case STOP_GOYIELD:
        return tr->ctx->program->ops[op].kind == OP_UNLOCK ? LEAF_GOYIELD_UNLOCK : LEAF_GOYIELD;
    }
    return LEAF_NONE;
}

static void go_stop(struct tracer *tr, const struct event *ev)
{
    enum leaf leaf = stop_leaf(tr, ev);

    if (before(tr, ev->m))
        put_leave(tr, ev, WIRE_GO_STOP, ev->b == STOP_GOSCHED ? TEXT_GOSCHED : TEXT_PREEMPTED, leaf);
    go_leave(tr, ev, WIRE_G_RUNNABLE, ev->at, leaf);
}

/* Of a goroutine that lost its processor in a system call the end of that has said it: it is runnable already. */
static void go_ready(struct tracer *tr, const struct event *ev)
{
    bool write = before(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);

    if (r->status != WIRE_G_WAITING)
        return;
    if (write) {
        int32_t stack = ev->a ? tracer_stack(tr, ev->at, (goid)ev->a, tracer_leaf(tr, ev->at, LEAF_WAKES)) : -1;
        uint8_t *at;

        tracer_tell_g(tr, ev->m, ev->g);
        at = wire_put(wire_put(tracer_put(tr, ev->m, WIRE_GO_UNBLOCK), (uint64_t)ev->g), ++r->seq);
        tracer_done(tr, ev->m, put_stack(tr, at, stack));
    }
    r->status = WIRE_G_RUNNABLE;
}

static void go_end(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m))
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_GO_DESTROY));
    tracer_m(tr, ev->m)->g = 0;
    tracer_forget_regions(tr, tracer_g(tr, ev->g));
    gtable_drop(&tr->gs, ev->g);
    tr->live--;
}

/* System calls. */

static void syscall_begin(struct tracer *tr, const struct event *ev)
{
    bool write = before(tr, ev->m);
    struct traced_m *mp = tracer_m(tr, ev->m);
    struct traced_p *pp = tracer_p(tr, mp->p);
    struct traced_g *r = tracer_g(tr, ev->g);

    r->status = WIRE_G_SYSCALL;
    r->at = ev->at;
    r->leaf = (uint8_t)tracer_leaf(tr, ev->at, LEAF_CALLS);
    if (write) {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_GO_SYSCALL_BEGIN), ++pp->seq);

        tracer_done(tr, ev->m, put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, r->leaf)));
    }
    pp->status = WIRE_P_SYSCALL;
}

static void syscall_end(struct tracer *tr, const struct event *ev)
{
    bool write = before(tr, ev->m), lost = ev->flag != 0;
    struct traced_m *mp = tracer_m(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);

    if (write)
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, lost ? WIRE_GO_SYSCALL_END_BLOCKED : WIRE_GO_SYSCALL_END));
    if (lost) {
        mp->g = 0;
        r->m = NOBODY;
        r->status = WIRE_G_RUNNABLE;
    } else {
        r->status = WIRE_G_RUNNING;
        tracer_p(tr, mp->p)->status = WIRE_P_RUNNING;
    }
}

/* Processors. */

static void p_start(struct tracer *tr, const struct event *ev)
{
    struct traced_p *pp;

    if (before(tr, ev->m)) {
        tracer_tell_p(tr, ev->m, ev->p);
        pp = tracer_p(tr, ev->p);
        tracer_done(tr, ev->m, wire_put(wire_put(tracer_put(tr, ev->m, WIRE_PROC_START), (uint64_t)ev->p), ++pp->seq));
    }
    pp = tracer_p(tr, ev->p);
    pp->status = WIRE_P_RUNNING;
    pp->m = ev->m;
    tracer_m(tr, ev->m)->p = ev->p;
}

static void p_idle(struct tracer *tr, int32_t p)
{
    struct traced_p *pp = tracer_p(tr, p);

    if (pp->m != NOBODY)
        tr->ms.at[pp->m].p = NOBODY;
    pp->m = NOBODY;
    pp->status = WIRE_P_IDLE;
}

static void p_stop(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m))
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_PROC_STOP));
    p_idle(tr, tracer_m(tr, ev->m)->p);
}

/* The victim's own thread says that it had the processor, in a call of its goroutine. */
static void p_steal(struct tracer *tr, const struct event *ev)
{
    int32_t victim = (int32_t)ev->a, p = (int32_t)ev->b;

    tracer_m(tr, victim);
    if (before(tr, ev->m)) {
        uint8_t *at;

        tracer_tell(tr, victim);
        tracer_tell_p(tr, victim, p);
        at = wire_put(wire_put(tracer_put(tr, ev->m, WIRE_PROC_STEAL), (uint64_t)p), ++tracer_p(tr, p)->seq);
        tracer_done(tr, ev->m, wire_put(at, (uint64_t)victim));
    }
    p_idle(tr, p);
}

static void procs(struct tracer *tr, const struct event *ev)
{
    tr->procs = (int32_t)ev->a;
    tracer_p(tr, tr->procs - 1);
    if (!before(tr, ev->m))
        return;
    if (runs(tr, ev->m)) {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_PROCS_CHANGE), (uint64_t)tr->procs);

        tracer_done(tr, ev->m, put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, tracer_leaf(tr, ev->at, LEAF_WAKES))));
    } else {
        tr->prologue = true;
    }
}

/* The collector. */

static void stw_begin(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m) && runs(tr, ev->m))
        tracer_put_stw(tr, ev->m, (enum stw_reason)ev->b, ev->at, ev->g);
    if (!runs(tr, ev->m))
        return;
    tr->stw_g = tr->ms.at[ev->m].g;
    tr->stw_m = ev->m;
    tr->stw = (enum stw_reason)ev->b;
    tr->stw_at = ev->at;
}

static void stw_end(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m) && tr->stw_g != 0)
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_STW_END));
    tr->stw_g = 0;
}

static void gc_begin(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m)) {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_GC_BEGIN), tr->gc_seq++);

        tracer_done(tr, ev->m, put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, tracer_leaf(tr, ev->at, LEAF_WAKES))));
    }
    tr->marking = true;
}

static void gc_end(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m))
        tracer_done(tr, ev->m, wire_put(tracer_put(tr, ev->m, WIRE_GC_END), tr->gc_seq++));
    tr->marking = false;
}

static void assist(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m)) {
        if (ev->flag)
            put_one(tr, ev->m, WIRE_GC_ASSIST_BEGIN, tracer_stack(tr, ev->at, ev->g, LEAF_ALLOC));
        else
            tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_GC_ASSIST_END));
    }
    tracer_g(tr, ev->g)->assists = ev->flag != 0;
}

/* Who sweeps for an allocation stands in it; who sweeps in the background, or with no goroutine, has no program to show. */
static void sweep(struct tracer *tr, const struct event *ev)
{
    if (!before(tr, ev->m) || !has_p(tr, ev->m)) {
        if (has_p(tr, ev->m))
            tracer_p(tr, tr->ms.at[ev->m].p)->sweeps = ev->flag != 0;
        return;
    }
    if (ev->flag) {
        put_one(tr, ev->m, WIRE_GC_SWEEP_BEGIN, tracer_stack(tr, ev->at, ev->g, ev->at < 0 ? LEAF_NONE : LEAF_ALLOC));
    } else {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_GC_SWEEP_END), (uint64_t)ev->a);

        tracer_done(tr, ev->m, wire_put(at, (uint64_t)ev->b));
    }
    tracer_p(tr, tr->ms.at[ev->m].p)->sweeps = ev->flag != 0;
}

/* A figure that needs a processor: without one Go leaves it out. */
static void heap(struct tracer *tr, const struct event *ev, enum wire_event kind, int64_t bytes)
{
    if (before(tr, ev->m) && has_p(tr, ev->m))
        tracer_done(tr, ev->m, wire_put(tracer_put(tr, ev->m, kind), (uint64_t)bytes));
}

static void label(struct tracer *tr, const struct event *ev)
{
    if (before(tr, ev->m) && runs(tr, ev->m))
        tracer_done(tr, ev->m, wire_put(tracer_put(tr, ev->m, WIRE_GO_LABEL), TEXT_WORKER + (uint64_t)ev->b));
}

/* The bytes of a dead thread need no buffer of their own any more. */
static void m_exit(struct tracer *tr, const struct event *ev)
{
    struct traced_m *mp = tracer_m(tr, ev->m);

    if (tr->on)
        tracegen_flush(&tr->gen, &mp->batch);
    batch_deinit(&mp->batch);
    mp->batch.m = (uint64_t)ev->m;
}

void tracer_event(struct tracer *tr, const struct event *ev)
{
    tr->gen.now = ev->t;
    switch ((enum event_kind)ev->kind) {
    case EV_BEGIN:
        tr->procs = (int32_t)ev->a;
        tracer_p(tr, tr->procs - 1);
        break;
    case EV_PLACE:
        places_note(&tr->places, ev);
        break;
    case EV_GO_CREATE:
        go_create(tr, ev);
        break;
    case EV_GO_START:
        go_start(tr, ev);
        break;
    case EV_GO_STOP:
        go_stop(tr, ev);
        break;
    case EV_GO_BLOCK:
        go_block(tr, ev);
        break;
    case EV_GO_READY:
        go_ready(tr, ev);
        break;
    case EV_GO_END:
        go_end(tr, ev);
        break;
    case EV_GO_LABEL:
        label(tr, ev);
        break;
    case EV_SYSCALL:
        syscall_begin(tr, ev);
        break;
    case EV_SYSCALL_RET:
        syscall_end(tr, ev);
        break;
    case EV_P_START:
        p_start(tr, ev);
        break;
    case EV_P_STOP:
        p_stop(tr, ev);
        break;
    case EV_P_STEAL:
        p_steal(tr, ev);
        break;
    case EV_PROCS:
        procs(tr, ev);
        break;
    case EV_STW_BEGIN:
        stw_begin(tr, ev);
        break;
    case EV_STW_END:
        stw_end(tr, ev);
        break;
    case EV_GC_BEGIN:
        gc_begin(tr, ev);
        break;
    case EV_GC_END:
        gc_end(tr, ev);
        break;
    case EV_ASSIST:
        assist(tr, ev);
        break;
    case EV_SWEEP:
        sweep(tr, ev);
        break;
    case EV_HEAP_ALLOC:
        heap(tr, ev, WIRE_HEAP_ALLOC, ev->a);
        break;
    case EV_HEAP_GOAL:
        tr->goal = ev->a < 0 || ev->a == INT64_MAX ? 0 : ev->a; /* 0: the collector is off */
        heap(tr, ev, WIRE_HEAP_GOAL, tr->goal);
        break;
    case EV_M_EXIT:
        m_exit(tr, ev);
        break;
    case EV_TASK_BEGIN:
    case EV_TASK_END:
    case EV_REGION_BEGIN:
    case EV_REGION_END:
    case EV_LOG:
        if (tr->mode == TRACER_WATCHES || ev->flag)
            tracer_user_event(tr, ev);
        break;
    default: /* what Go's tracer does not tell */
        break;
    }
}
