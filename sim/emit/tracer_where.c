/* tracer_where.c: the stack of a goroutine where it stopped. */
#include "tracer_internal.h"

/* Where a goroutine of the runtime waits; Go's own are in a gopark of theirs. */
static enum leaf system_leaf(const struct traced_g *r)
{
    if (r->start >= 0)
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

static int32_t where_blocked(struct tracer *tr, const struct traced_g *r)
{
    enum leaf leaf = LEAF_NONE;

    if (r->at < 0)
        return tracestack_at(&tr->stacks, PLACE_NONE, r->start, system_leaf(r));
    switch ((enum wait_reason)r->why) {
    case WAIT_GC_ASSIST:
        leaf = LEAF_ALLOC;
        break;
    case WAIT_SELECT_NONE:
        leaf = LEAF_SELECT_NONE;
        break;
    case WAIT_PREEMPTED:
        break;
    default:
        return tracestack_of(&tr->stacks, r->at, LEAF_WAITS);
    }
    return tracestack_at(&tr->stacks, r->at, 0, leaf);
}

static int32_t where_stopped(struct tracer *tr, const struct traced_g *r)
{
    switch ((enum stop_reason)r->why) {
    case STOP_PREEMPTED:
        break;
    case STOP_GOSCHED:
        return tracestack_of(&tr->stacks, r->at, LEAF_GOSCHEDS);
    case STOP_GOYIELD:
        return tracestack_of(&tr->stacks, r->at, LEAF_GOYIELDS);
    }
    return tracestack_of(&tr->stacks, r->at, LEAF_PLAIN);
}

int32_t tracer_where(struct tracer *tr, const struct traced_g *r)
{
    switch ((enum traced_how)r->how) {
    case HOW_BLOCK:
        return where_blocked(tr, r);
    case HOW_STOP:
        if (r->at >= 0)
            return where_stopped(tr, r);
        break;
    case HOW_CALL:
        if (r->at >= 0)
            return tracestack_of(&tr->stacks, r->at, LEAF_CALLS);
        break;
    case HOW_NEW:
        break;
    }
    return tracestack_at(&tr->stacks, PLACE_NONE, r->start, LEAF_NONE);
}
