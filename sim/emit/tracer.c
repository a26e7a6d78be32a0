/* tracer.c: from the events of a run to the events of a trace. go: traceruntime.go */
#include "tracer_internal.h"

/* An event that is nothing but a stack. */
static void put_one(struct tracer *tr, int32_t m, enum wire_event kind, int32_t stack)
{
    uint8_t *at = tracer_put(tr, m, kind);

    tracer_done(tr, m, tracer_put_stack(tr, at, stack));
}

/* Processors. */

static void p_start(struct tracer *tr, const struct event *ev)
{
    struct traced_p *pp;

    if (tracer_before(tr, ev->m)) {
        tracer_tell_p(tr, ev->m, ev->p);
        pp = tracer_p(tr, ev->p);
        tracer_done(
            tr, ev->m,
            wire_put(wire_put(tracer_put(tr, ev->m, WIRE_PROC_START), (uint64_t)ev->p), ++pp->seq));
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
    if (tracer_before(tr, ev->m))
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_PROC_STOP));
    p_idle(tr, tracer_m(tr, ev->m)->p);
}

/* The victim's own thread says that it had the processor, in a call of its goroutine. */
static void p_steal(struct tracer *tr, const struct event *ev)
{
    int32_t victim = (int32_t)ev->a, p = (int32_t)ev->b;

    tracer_m(tr, victim);
    if (tracer_before(tr, ev->m)) {
        uint8_t *at;

        tracer_tell(tr, victim);
        tracer_tell_p(tr, victim, p);
        at = wire_put(wire_put(tracer_put(tr, ev->m, WIRE_PROC_STEAL), (uint64_t)p),
                      ++tracer_p(tr, p)->seq);
        tracer_done(tr, ev->m, wire_put(at, (uint64_t)victim));
    }
    p_idle(tr, p);
}

/* The world starts again where it was stopped. */
static void procs(struct tracer *tr, const struct event *ev)
{
    int32_t place = tr->stw_g ? tr->stw_at : ev->at;

    tr->procs = (int32_t)ev->a;
    tracer_p(tr, tr->procs - 1);
    if (!tracer_before(tr, ev->m))
        return;
    if (tracer_runs(tr, ev->m)) {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_PROCS_CHANGE), (uint64_t)tr->procs);

        tracer_done(tr, ev->m,
                    tracer_put_stack(tr, at, tracer_stack(tr, place, ev->g, LEAF_WAKES)));
    } else {
        tr->prologue = true;
    }
}

/* The collector. */

static void stw_begin(struct tracer *tr, const struct event *ev)
{
    if (tracer_before(tr, ev->m) && tracer_runs(tr, ev->m))
        tracer_put_stw(tr, ev->m, (enum stw_reason)ev->b, ev->at, ev->g);
    if (!tracer_runs(tr, ev->m))
        return;
    tr->stw_g = tr->ms.at[ev->m].g;
    tr->stw_m = ev->m;
    tr->stw = (enum stw_reason)ev->b;
    tr->stw_at = ev->at;
}

static void stw_end(struct tracer *tr, const struct event *ev)
{
    if (tracer_before(tr, ev->m) && tr->stw_g != 0)
        tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_STW_END));
    tr->stw_g = 0;
}

static void gc_begin(struct tracer *tr, const struct event *ev)
{
    if (tracer_before(tr, ev->m)) {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_GC_BEGIN), tr->gc_seq++);

        tracer_done(tr, ev->m,
                    tracer_put_stack(tr, at, tracer_stack(tr, ev->at, ev->g, LEAF_WAKES)));
    }
    tr->marking = true;
}

static void gc_end(struct tracer *tr, const struct event *ev)
{
    if (tracer_before(tr, ev->m))
        tracer_done(tr, ev->m, wire_put(tracer_put(tr, ev->m, WIRE_GC_END), tr->gc_seq++));
    tr->marking = false;
}

static void assist(struct tracer *tr, const struct event *ev)
{
    if (tracer_before(tr, ev->m)) {
        if (ev->flag)
            put_one(tr, ev->m, WIRE_GC_ASSIST_BEGIN,
                    tracer_stack_with(tr, ev->at, ev->g, LEAF_ALLOC));
        else
            tracer_done(tr, ev->m, tracer_put(tr, ev->m, WIRE_GC_ASSIST_END));
    }
    tracer_g(tr, ev->g)->assists = ev->flag != 0;
}

/* Who sweeps for an allocation stands in it; who sweeps in the background, or with no goroutine, has no program to show. */
static void sweep(struct tracer *tr, const struct event *ev)
{
    if (!tracer_before(tr, ev->m) || !tracer_has_p(tr, ev->m)) {
        if (tracer_has_p(tr, ev->m))
            tracer_p(tr, tr->ms.at[ev->m].p)->sweeps = ev->flag != 0;
        return;
    }
    if (ev->flag) {
        put_one(tr, ev->m, WIRE_GC_SWEEP_BEGIN,
                tracer_stack_with(tr, ev->at, ev->g, ev->at < 0 ? LEAF_NONE : LEAF_ALLOC));
    } else {
        uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_GC_SWEEP_END), (uint64_t)ev->a);

        tracer_done(tr, ev->m, wire_put(at, (uint64_t)ev->b));
    }
    tracer_p(tr, tr->ms.at[ev->m].p)->sweeps = ev->flag != 0;
}

/* A figure that needs a processor: without one Go leaves it out. */
static void heap(struct tracer *tr, const struct event *ev, enum wire_event kind, int64_t bytes)
{
    if (tracer_before(tr, ev->m) && tracer_has_p(tr, ev->m))
        tracer_done(tr, ev->m, wire_put(tracer_put(tr, ev->m, kind), (uint64_t)bytes));
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
    if (tracer_go_event(tr, ev))
        return;
    switch ((enum event_kind)ev->kind) {
    case EV_BEGIN:
        tr->procs = (int32_t)ev->a;
        tracer_p(tr, tr->procs - 1);
        break;
    case EV_PLACE:
        places_note(&tr->places, ev);
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
    case EV_TRACE:
        if (ev->flag)
            tr->trace_at = ev->at;
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
