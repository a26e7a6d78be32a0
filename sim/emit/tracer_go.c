/* tracer_go.c: goroutines in a trace, and their system calls. */
#include <assert.h>

#include "tracer_internal.h"

/* Those that the runtime makes before it has a processor to speak of are first told by their status. */
static void go_create(struct tracer *tr, const struct event *ev)
{
    goid child = (goid)ev->a;
    bool write = tracer_before(tr, ev->m) && tracer_has_p(tr, ev->m);
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
        at = tracer_put_stack(tr, at, tracer_stack(tr, PLACE_NONE, child, LEAF_NONE));
        at = tracer_put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, LEAF_NONE));
        tracer_done(tr, ev->m, at);
    }
}

static void go_start(struct tracer *tr, const struct event *ev)
{
    bool write = tracer_before(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);
    struct traced_m *mp = tracer_m(tr, ev->m);

    if (write) {
        tracer_tell_g(tr, ev->m, ev->g);
        tracer_done(
            tr, ev->m,
            wire_put(wire_put(tracer_put(tr, ev->m, WIRE_GO_START), (uint64_t)ev->g), ++r->seq));
        mp->g_told = tr->stamp;
    }
    r->status = WIRE_G_RUNNING;
    r->m = ev->m;
    mp->g = ev->g;
    if (tr->on && tr->prologue)
        tracer_tell(tr, ev->m);
}

/* The goroutine of m leaves its thread, for `status`. */
static void go_leave(struct tracer *tr, const struct event *ev, enum wire_g_status status,
                     int32_t at, enum leaf leaf)
{
    struct traced_g *r = tracer_g(tr, ev->g);

    r->status = (uint8_t)status;
    r->m = NOBODY;
    r->at = at;
    r->leaf = (uint8_t)leaf;
    tracer_m(tr, ev->m)->g = 0;
}

static void put_leave(struct tracer *tr, const struct event *ev, enum wire_event kind,
                      uint32_t reason, enum leaf leaf)
{
    uint8_t *at = wire_put(tracer_put(tr, ev->m, kind), reason);

    tracer_done(tr, ev->m, tracer_put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, leaf)));
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

    if (tracer_before(tr, ev->m))
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

    if (tracer_before(tr, ev->m))
        put_leave(tr, ev, WIRE_GO_STOP, ev->b == STOP_GOSCHED ? TEXT_GOSCHED : TEXT_PREEMPTED,
                  leaf);
    go_leave(tr, ev, WIRE_G_RUNNABLE, ev->at, leaf);
}

/* Of a goroutine that lost its processor in a system call the end of that has said it: it is runnable already. */
static void go_ready(struct tracer *tr, const struct event *ev)
{
    bool write = tracer_before(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);

    if (r->status != WIRE_G_WAITING)
        return;
    if (write) {
        int32_t stack =
            ev->a ? tracer_stack(tr, ev->at, (goid)ev->a, tracer_leaf(tr, ev->at, LEAF_WAKES)) : -1;
        uint8_t *at;

        tracer_tell_g(tr, ev->m, ev->g);
        at = wire_put(wire_put(tracer_put(tr, ev->m, WIRE_GO_UNBLOCK), (uint64_t)ev->g), ++r->seq);
        tracer_done(tr, ev->m, tracer_put_stack(tr, at, stack));
    }
    r->status = WIRE_G_RUNNABLE;
}

static void go_end(struct tracer *tr, const struct event *ev)
{
    if (tracer_before(tr, ev->m))
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_GO_DESTROY));
    tracer_m(tr, ev->m)->g = 0;
    tracer_forget_regions(tr, tracer_g(tr, ev->g));
    gtable_drop(&tr->gs, ev->g);
    tr->live--;
}

/* System calls. */

static void syscall_begin(struct tracer *tr, const struct event *ev)
{
    bool write = tracer_before(tr, ev->m);
    struct traced_m *mp = tracer_m(tr, ev->m);
    struct traced_p *pp = tracer_p(tr, mp->p);
    struct traced_g *r = tracer_g(tr, ev->g);

    r->status = WIRE_G_SYSCALL;
    r->at = ev->at;
    r->leaf = (uint8_t)tracer_leaf(tr, ev->at, LEAF_CALLS);
    if (write) {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_GO_SYSCALL_BEGIN), ++pp->seq);

        tracer_done(tr, ev->m, tracer_put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, r->leaf)));
    }
    pp->status = WIRE_P_SYSCALL;
}

static void syscall_end(struct tracer *tr, const struct event *ev)
{
    bool write = tracer_before(tr, ev->m), lost = ev->flag != 0;
    struct traced_m *mp = tracer_m(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);

    if (write)
        tracer_done(
            tr, ev->m,
            tracer_put(tr, ev->m, lost ? WIRE_GO_SYSCALL_END_BLOCKED : WIRE_GO_SYSCALL_END));
    if (lost) {
        mp->g = 0;
        r->m = NOBODY;
        r->status = WIRE_G_RUNNABLE;
    } else {
        r->status = WIRE_G_RUNNING;
        tracer_p(tr, mp->p)->status = WIRE_P_RUNNING;
    }
}

static void label(struct tracer *tr, const struct event *ev)
{
    if (tracer_before(tr, ev->m) && tracer_runs(tr, ev->m))
        tracer_done(tr, ev->m,
                    wire_put(tracer_put(tr, ev->m, WIRE_GO_LABEL), TEXT_WORKER + (uint64_t)ev->b));
}

bool tracer_go_event(struct tracer *tr, const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
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
    default:
        return false;
    }
    return true;
}
