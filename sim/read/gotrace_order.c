/* gotrace_order.c: may this event happen now? What is known of goroutines, processors and threads, and the way of an event
 * to its rule. go: order.go */
#include "gotrace.h"

struct g_state *order_find_g(struct order *o, int64_t id)
{
    uint32_t i = idmap_find(&o->g_of, (uint64_t)id);

    if (i == IDMAP_NONE)
        return NULL;
    o->g_cache[(uint64_t)id % G_CACHE] = i;
    return &o->gs.at[i];
}

struct p_state *order_p(struct order *o, int64_t id)
{
    uint32_t i = idmap_find(&o->p_of, (uint64_t)id);

    return i == IDMAP_NONE ? NULL : &o->ps.at[i];
}

struct m_state *order_m(struct order *o, int64_t id)
{
    uint32_t i = idmap_find(&o->m_of, (uint64_t)id);

    return i == IDMAP_NONE ? NULL : &o->ms.at[i];
}

/* The memory of a range list stays with its place. */
struct g_state *order_new_g(struct order *o, int64_t id, int status, uint64_t gen)
{
    struct range_list *ranges = NULL;
    struct g_state *gp;
    uint32_t i;

    if (o->free_gs.len) {
        i = o->free_gs.at[--o->free_gs.len];
        ranges = o->gs.at[i].ranges;
    } else {
        i = (uint32_t)o->gs.len;
        (void)VEC_PUSH(&o->gs);
    }
    gp = &o->gs.at[i];
    *gp = (struct g_state){
        .id = id, .seq = {gen, 0}, .ranges = ranges, .status = (uint8_t)status, .live = true};
    idmap_put(&o->g_of, (uint64_t)id, i);
    return gp;
}

struct p_state *order_new_p(struct order *o, int64_t id, int status, uint64_t gen)
{
    idmap_put(&o->p_of, (uint64_t)id, (uint32_t)o->ps.len);
    *VEC_PUSH(&o->ps) = (struct p_state){.id = id, .seq = {gen, 0}, .status = (uint8_t)status};
    return &o->ps.at[o->ps.len - 1];
}

struct m_state *order_new_m(struct order *o, int64_t id)
{
    idmap_put(&o->m_of, (uint64_t)id, (uint32_t)o->ms.len);
    *VEC_PUSH(&o->ms) = (struct m_state){id, TRACE_NONE, TRACE_NONE};
    return &o->ms.at[o->ms.len - 1];
}

void order_drop_g(struct order *o, struct g_state *gp)
{
    for (uint32_t i = gp->regions; i != 0;) {
        uint32_t outer = o->regions.at[i - 1].outer;

        *VEC_PUSH(&o->free_regions) = i - 1;
        i = outer;
    }
    idmap_remove(&o->g_of, (uint64_t)gp->id);
    range_list_clear(o, gp->ranges, (uint64_t)(gp - o->gs.at) * 2);
    gp->live = false;
    *VEC_PUSH(&o->free_gs) = (uint32_t)(gp - o->gs.at);
}

void order_free(struct order *o)
{
    for (size_t i = 0; i < o->gs.len; i++)
        range_list_free(o->gs.at[i].ranges);
    for (size_t i = 0; i < o->ps.len; i++)
        range_list_free(o->ps.at[i].ranges);
    free(o->gs.at);
    free(o->ps.at);
    free(o->ms.at);
    free(o->regions.at);
    free(o->tasks.at);
    free(o->free_gs.at);
    free(o->free_regions.at);
    free(o->free_tasks.at);
    idmap_free(&o->g_of);
    idmap_free(&o->p_of);
    idmap_free(&o->m_of);
    idmap_free(&o->task_of);
    idmap_free(&o->kinds);
    idmap_free(&o->many);
}

const char *event_name(const struct reader *r, int type)
{
    static const char *const unknown[] = {"Invalid(45)", "Invalid(46)", "Invalid(47)",
                                          "Invalid(48)"};

    /* Only the events that came with 23 can meet a version that does not know them. */
    if (wire_specs[type].since > r->version && type >= WIRE_GO_SWITCH &&
        type <= WIRE_GO_STATUS_STACK)
        return unknown[type - WIRE_GO_SWITCH];
    return wire_specs[type].name;
}

const char *g_status_name(int status)
{
    static const char *const names[] = {"Bad", "Runnable", "Running", "Syscall", "Waiting"};

    return names[status];
}

const char *p_status_name(int status)
{
    static const char *const names[] = {"Bad", "Running", "Idle", "Syscall", "SyscallAbandoned"};

    return names[status];
}

static enum step need_one(struct reader *r, const struct act *a, char letter, bool has,
                          const char *what)
{
    if (letter == '-' && has)
        return FAIL(r, a, "expected no %s but had one", what);
    if (letter >= 'A' && letter <= 'Z' && !has)
        return FAIL(r, a, "expected a %s but didn't have one", what);
    return STEP_DONE;
}

enum step need_told(struct reader *r, const struct act *a, const char *needs)
{
    if (need_one(r, a, needs[0], a->cur.m != TRACE_NONE, "thread") != STEP_DONE ||
        need_one(r, a, needs[1], a->cur.p != TRACE_NONE, "proc") != STEP_DONE)
        return STEP_FAIL;
    return need_one(r, a, needs[2], a->cur.g != TRACE_NONE, "goroutine");
}

static enum step rule_metric(struct reader *r, struct act *a, enum trace_metric what)
{
    struct pending *ev;

    if (need(r, a, wire_specs[a->c->type].needs) != STEP_DONE)
        return STEP_FAIL;
    ev = queue_event(r, a, a->cur);
    ev->event.what = (uint8_t)what;
    ev->event.value = a->c->args[1];
    return STEP_DONE;
}

static enum step rule_label(struct reader *r, struct act *a)
{
    if (need(r, a, "MPG") != STEP_DONE)
        return STEP_FAIL;
    tell_g(queue_event(r, a, a->cur), a->cur.g, 0, 0);
    return STEP_DONE;
}

static enum step rule_log(struct reader *r, struct act *a)
{
    if (need(r, a, "MPG") != STEP_DONE)
        return STEP_FAIL;
    queue_event(r, a, a->cur)->event.task = a->c->args[1];
    return STEP_DONE;
}

static enum step rule_experimental(struct reader *r, struct act *a)
{
    struct pending *ev;

    if (need(r, a, "Mpg") != STEP_DONE)
        return STEP_FAIL;
    ev = queue_event(r, a, a->cur);
    ev->event.value = a->c->args[1];
    ev->event.more = r->kinds[a->c->type].args > 1 ? a->c->args[2] : 0;
    return STEP_DONE;
}

static enum step apply(struct reader *r, struct act *a)
{
    switch ((enum wire_event)a->c->type) {
    case WIRE_PROC_STATUS:
        return rule_proc_status(r, a);
    case WIRE_PROC_START:
        return rule_proc_start(r, a);
    case WIRE_PROC_STOP:
        return rule_proc_stop(r, a);
    case WIRE_PROC_STEAL:
        return rule_proc_steal(r, a);
    case WIRE_GO_STATUS:
    case WIRE_GO_STATUS_STACK:
        return rule_go_status(r, a);
    case WIRE_GO_CREATE:
    case WIRE_GO_CREATE_BLOCKED:
        return rule_go_create(r, a);
    case WIRE_GO_CREATE_SYSCALL:
        return rule_go_create_syscall(r, a);
    case WIRE_GO_START:
        return rule_go_start(r, a);
    case WIRE_GO_STOP:
    case WIRE_GO_BLOCK:
    case WIRE_GO_DESTROY:
        return rule_go_stop(r, a);
    case WIRE_GO_DESTROY_SYSCALL:
        return rule_go_destroy_syscall(r, a);
    case WIRE_GO_UNBLOCK:
        return rule_go_unblock(r, a);
    case WIRE_GO_SWITCH:
    case WIRE_GO_SWITCH_DESTROY:
        return rule_go_switch(r, a);
    case WIRE_GO_SYSCALL_BEGIN:
        return rule_syscall_begin(r, a);
    case WIRE_GO_SYSCALL_END:
        return rule_syscall_end(r, a);
    case WIRE_GO_SYSCALL_END_BLOCKED:
        return rule_syscall_end_blocked(r, a);
    case WIRE_GC_ACTIVE:
        return rule_gc_active(r, a);
    case WIRE_GC_BEGIN:
        return rule_gc_begin(r, a);
    case WIRE_GC_END:
        return rule_gc_end(r, a);
    case WIRE_GC_SWEEP_BEGIN:
        return rule_sweep_begin(r, a);
    case WIRE_GC_SWEEP_ACTIVE:
        return rule_sweep_active(r, a);
    case WIRE_GC_SWEEP_END:
        return rule_sweep_end(r, a);
    case WIRE_STW_BEGIN:
    case WIRE_GC_ASSIST_BEGIN:
        return rule_range_begin(r, a);
    case WIRE_GC_ASSIST_ACTIVE:
        return rule_range_active(r, a);
    case WIRE_STW_END:
    case WIRE_GC_ASSIST_END:
        return rule_range_end(r, a);
    case WIRE_USER_TASK_BEGIN:
        return rule_task_begin(r, a);
    case WIRE_USER_TASK_END:
        return rule_task_end(r, a);
    case WIRE_USER_REGION_BEGIN:
        return rule_region_begin(r, a);
    case WIRE_USER_REGION_END:
        return rule_region_end(r, a);
    case WIRE_PROCS_CHANGE:
        return rule_metric(r, a, TRACE_GOMAXPROCS);
    case WIRE_HEAP_ALLOC:
        return rule_metric(r, a, TRACE_HEAP_OBJECTS);
    case WIRE_HEAP_GOAL:
        return rule_metric(r, a, TRACE_HEAP_GOAL);
    case WIRE_GO_LABEL:
        return rule_label(r, a);
    case WIRE_USER_LOG:
        return rule_log(r, a);
    case WIRE_SPAN:
    case WIRE_SPAN_ALLOC:
    case WIRE_SPAN_FREE:
    case WIRE_HEAP_OBJECT:
    case WIRE_HEAP_OBJECT_ALLOC:
    case WIRE_HEAP_OBJECT_FREE:
    case WIRE_GO_STACK:
    case WIRE_GO_STACK_ALLOC:
    case WIRE_GO_STACK_FREE:
        return rule_experimental(r, a);
    case WIRE_EVENT_BATCH:
    case WIRE_STACKS:
    case WIRE_STACK:
    case WIRE_STRINGS:
    case WIRE_STRING:
    case WIRE_CPU_SAMPLES:
    case WIRE_CPU_SAMPLE:
    case WIRE_FREQUENCY:
    case WIRE_EXPERIMENTAL_BATCH:
    case WIRE_SYNC:
    case WIRE_CLOCK_SNAPSHOT:
    case WIRE_END_OF_GENERATION:
    case WIRE_EVENTS:
        break;
    }
    return FAIL(r, a, "bad event type found while ordering: %d", a->c->type);
}

enum step order_advance(struct reader *r, struct cursor *c)
{
    struct order *o = &r->order;
    struct act a;

    a.c = c;
    a.gen = r->gen.number;
    a.cur.m = c->m;
    a.cur.p = a.cur.g = TRACE_NONE;
    if (o->initial_gen == 0)
        o->initial_gen = a.gen;
    if (c->m != TRACE_NONE) {
        if (c->state == 0) {
            struct m_state *mp = order_m(o, c->m);

            c->state = (uint32_t)((mp ? mp : order_new_m(o, c->m)) - o->ms.at) + 1;
        }
        a.cur.p = o->ms.at[c->state - 1].p;
        a.cur.g = o->ms.at[c->state - 1].g;
    }
    return apply(r, &a);
}
