/* tracer_go.c: goroutines in a trace, and their system calls. */
#include <assert.h>

#include "tracer_internal.h"

/* The tracer's own goroutines are made in trace.Start, wherever that was called. */
static int32_t creator_stack(struct tracer *tr, const struct event *ev)
{
    int64_t start = ev->b;

    if (ev->at < 0 && (start == -1 - SYSGO_TRACE_CPU || start == -1 - SYSGO_TRACE_ADV ||
                       start == -1 - SYSGO_TRACE_READ))
        return tracer_stack(tr, tr->trace_at, ev->g, LEAF_WAKES);
    return tracer_stack(tr, ev->at, ev->g, LEAF_PLAIN);
}

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
        at = tracer_put_stack(tr, at, tracer_stack(tr, PLACE_NONE, child, LEAF_PLAIN));
        at = tracer_put_stack(tr, at, creator_stack(tr, ev));
        tracer_done(tr, ev->m, at);
    }
}

static void go_start(struct tracer *tr, const struct event *ev)
{
    bool write = tracer_before(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);
    struct traced_m *mp = tracer_m(tr, ev->m);

    if (write) {
        uint8_t *at;

        if (r->told != tr->stamp)
            tracer_tell_g(tr, ev->m, ev->g, r);
        at = wire_put(tracegen_event(&tr->gen, &mp->batch, WIRE_GO_START), (uint64_t)ev->g);
        tracegen_done(&mp->batch, wire_put(at, ++r->seq));
    }
    r->status = WIRE_G_RUNNING;
    r->m = ev->m;
    mp->g = ev->g;
    mp->running = r;
    if (tr->prologue)
        (void)tracer_before(tr, ev->m); /* now it can write what a generation begins with */
}

/* The goroutine of a thread leaves it. */
static void go_leave(struct tracer *tr, const struct event *ev, enum wire_event kind,
                     uint32_t reason)
{
    bool write = tracer_before(tr, ev->m);
    struct traced_m *mp = tracer_m(tr, ev->m);
    struct traced_g *r = mp->running;

    r->at = ev->at;
    r->why = (uint8_t)ev->b;
    r->how = kind == WIRE_GO_BLOCK ? HOW_BLOCK : HOW_STOP;
    if (write) {
        uint8_t *at = wire_put(tracegen_event(&tr->gen, &mp->batch, kind), reason);

        tracegen_done(&mp->batch, tracer_put_stack(tr, at, tracer_where(tr, r)));
    }
    r->status = kind == WIRE_GO_BLOCK ? WIRE_G_WAITING : WIRE_G_RUNNABLE;
    r->m = NOBODY;
    mp->g = 0;
    mp->running = NULL;
}

/* Of a goroutine that lost its processor in a system call the end of that has said it: it is runnable already. */
static void go_ready(struct tracer *tr, const struct event *ev)
{
    bool write = tracer_before(tr, ev->m);
    struct traced_g *r = tracer_g(tr, ev->g);

    if (r->status != WIRE_G_WAITING)
        return;
    if (write) {
        int32_t stack = ev->a ? tracer_stack(tr, ev->at, (goid)ev->a, LEAF_WAKES) : -1;
        uint8_t *at;

        tracer_tell_g(tr, ev->m, ev->g, r);
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
    tracer_m(tr, ev->m)->running = NULL;
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
    struct traced_g *r = mp->running;

    r->status = WIRE_G_SYSCALL;
    r->at = ev->at;
    r->how = HOW_CALL;
    if (write) {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_GO_SYSCALL_BEGIN), ++pp->seq);

        tracer_done(tr, ev->m, tracer_put_stack(tr, at, tracer_where(tr, r)));
    }
    pp->status = WIRE_P_SYSCALL;
}

static void syscall_end(struct tracer *tr, const struct event *ev)
{
    bool write = tracer_before(tr, ev->m), lost = ev->flag != 0;
    enum wire_event kind = lost ? WIRE_GO_SYSCALL_END_BLOCKED : WIRE_GO_SYSCALL_END;
    struct traced_m *mp = tracer_m(tr, ev->m);
    struct traced_g *r = mp->running;

    if (write)
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, kind));
    if (lost) {
        mp->g = 0;
        mp->running = NULL;
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
        go_leave(tr, ev, WIRE_GO_STOP, ev->b == STOP_GOSCHED ? TEXT_GOSCHED : TEXT_PREEMPTED);
        break;
    case EV_GO_BLOCK:
        go_leave(tr, ev, WIRE_GO_BLOCK, tr->stacks.reason[ev->b]);
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
