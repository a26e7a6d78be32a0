/* gotrace_event.c: from an event on the wire to the event that is told, and what is checked on the way. go: event.go */
#include "gotrace.h"

#include <string.h>

/* Where the stacks and strings of an event stand, from its row of spec.def. Of two stacks the last is that of the goroutine
 * which does it. */
static void find_ids(struct wire_kind *kind, const char *args)
{
    for (uint8_t i = 1; args[i - 1]; i++) {
        if (args[i - 1] == 'k') {
            kind->stack2 = kind->stack;
            kind->stack = i;
        } else if (args[i - 1] == 's' || args[i - 1] == 'S') {
            if (kind->string)
                kind->string2 = i;
            else
                kind->string = i;
        }
    }
}

static enum trace_kind kind_of(int type)
{
    switch (type) {
    case WIRE_PROCS_CHANGE:
    case WIRE_HEAP_ALLOC:
    case WIRE_HEAP_GOAL:
        return TRACE_METRIC;
    case WIRE_GO_LABEL:
        return TRACE_LABEL;
    case WIRE_STW_BEGIN:
    case WIRE_GC_BEGIN:
    case WIRE_GC_SWEEP_BEGIN:
    case WIRE_GC_ASSIST_BEGIN:
        return TRACE_RANGE_BEGIN;
    case WIRE_GC_ACTIVE:
    case WIRE_GC_SWEEP_ACTIVE:
    case WIRE_GC_ASSIST_ACTIVE:
        return TRACE_RANGE_ACTIVE;
    case WIRE_STW_END:
    case WIRE_GC_END:
    case WIRE_GC_SWEEP_END:
    case WIRE_GC_ASSIST_END:
        return TRACE_RANGE_END;
    case WIRE_USER_TASK_BEGIN:
        return TRACE_TASK_BEGIN;
    case WIRE_USER_TASK_END:
        return TRACE_TASK_END;
    case WIRE_USER_REGION_BEGIN:
        return TRACE_REGION_BEGIN;
    case WIRE_USER_REGION_END:
        return TRACE_REGION_END;
    case WIRE_USER_LOG:
        return TRACE_LOG;
    default:
        return type >= WIRE_SPAN ? TRACE_EXPERIMENTAL : TRACE_TRANSITION;
    }
}

void wire_kinds_init(struct wire_kind kinds[256])
{
    memset(kinds, 0, 256 * sizeof *kinds);
    for (int type = 0; type < WIRE_EVENTS; type++) {
        const struct wire_spec *spec = &wire_specs[type];

        if (!spec->name || spec->needs[0] == '\0')
            continue;
        kinds[type].args = spec->nargs;
        kinds[type].timed = true;
        kinds[type].kind = (uint8_t)kind_of(type);
        find_ids(&kinds[type], spec->args);
    }
    /* On the wire it looks like a timed event, and is refused only when its turn comes. */
    kinds[WIRE_CLOCK_SNAPSHOT].timed = true;
    kinds[WIRE_CLOCK_SNAPSHOT].args = (uint8_t)(wire_specs[WIRE_CLOCK_SNAPSHOT].nargs - 1);
}

/* Finds what the ids of an event stand for; false, told, if one stands for nothing. */
static bool resolve(struct reader *r, const struct pending *ev, uint32_t stacks[2], uint32_t strings[2])
{
    const struct wire_kind *kind = &r->kinds[ev->type];
    const uint8_t stack_at[2] = {kind->stack, kind->stack2};
    const uint8_t string_at[2] = {kind->string, kind->string2};

    for (int i = 0; i < 2 && stack_at[i]; i++) {
        uint64_t id = ev->args[stack_at[i] - 1];

        if (!idtable_find(&r->gen.stacks, id, &stacks[i])) {
            fail(r, ev->offset, ev->ctx.m, ev->type, "found invalid stack ID %llu for event %s", (unsigned long long)id,
                 wire_specs[ev->type].name);
            return false;
        }
    }
    for (int i = 0; i < 2 && string_at[i]; i++) {
        uint64_t id = ev->args[string_at[i] - 1];

        if (!idtable_find(&r->gen.strings, id, &strings[i])) {
            fail(r, ev->offset, ev->ctx.m, ev->type, "found invalid string ID %llu for event %s",
                 (unsigned long long)id, wire_specs[ev->type].name);
            return false;
        }
    }
    return true;
}

static void of_g(struct trace_event *e, int64_t g, uint8_t from, uint8_t to)
{
    e->scope = TRACE_OF_G;
    e->subject = g;
    e->from = from;
    e->to = to;
}

static void of_p(struct trace_event *e, int64_t p, uint8_t from, uint8_t to)
{
    e->scope = TRACE_OF_P;
    e->subject = p;
    e->from = from;
    e->to = to;
}

/* Who changes, and how. `start` is the stack that a new goroutine begins with. */
static void transition(struct trace_event *e, const struct pending *ev, uint32_t start)
{
    int64_t other = (int64_t)ev->args[0];

    switch ((enum wire_event)ev->type) {
    case WIRE_PROC_START:
        of_p(e, other, TRACE_P_IDLE, TRACE_P_RUNNING);
        break;
    case WIRE_PROC_STOP:
        of_p(e, ev->ctx.p, TRACE_P_RUNNING, TRACE_P_IDLE);
        break;
    case WIRE_PROC_STEAL:
        of_p(e, other, (uint8_t)ev->args[3], TRACE_P_IDLE);
        break;
    case WIRE_PROC_STATUS:
        of_p(e, other, (uint8_t)ev->args[2], (uint8_t)ev->args[1]);
        break;
    case WIRE_GO_CREATE:
        of_g(e, other, TRACE_G_NOT_EXIST, TRACE_G_RUNNABLE);
        e->subject_stack = start;
        break;
    case WIRE_GO_CREATE_BLOCKED:
        of_g(e, other, TRACE_G_NOT_EXIST, TRACE_G_WAITING);
        e->subject_stack = start;
        break;
    case WIRE_GO_CREATE_SYSCALL:
        of_g(e, other, TRACE_G_NOT_EXIST, TRACE_G_SYSCALL);
        break;
    case WIRE_GO_START:
        of_g(e, other, TRACE_G_RUNNABLE, TRACE_G_RUNNING);
        break;
    case WIRE_GO_DESTROY:
        of_g(e, ev->ctx.g, TRACE_G_RUNNING, TRACE_G_NOT_EXIST);
        break;
    case WIRE_GO_DESTROY_SYSCALL:
        of_g(e, ev->ctx.g, TRACE_G_SYSCALL, TRACE_G_NOT_EXIST);
        break;
    case WIRE_GO_STOP:
        of_g(e, ev->ctx.g, TRACE_G_RUNNING, TRACE_G_RUNNABLE);
        e->subject_stack = e->stack;
        break;
    case WIRE_GO_BLOCK:
        of_g(e, ev->ctx.g, TRACE_G_RUNNING, TRACE_G_WAITING);
        e->subject_stack = e->stack;
        break;
    case WIRE_GO_UNBLOCK:
    case WIRE_GO_SWITCH:
    case WIRE_GO_SWITCH_DESTROY:
        of_g(e, other, TRACE_G_WAITING, TRACE_G_RUNNABLE);
        break;
    case WIRE_GO_SYSCALL_BEGIN:
        of_g(e, ev->ctx.g, TRACE_G_RUNNING, TRACE_G_SYSCALL);
        e->subject_stack = e->stack;
        break;
    case WIRE_GO_SYSCALL_END:
        of_g(e, ev->ctx.g, TRACE_G_SYSCALL, TRACE_G_RUNNING);
        break;
    case WIRE_GO_SYSCALL_END_BLOCKED:
        of_g(e, ev->ctx.g, TRACE_G_SYSCALL, TRACE_G_RUNNABLE);
        break;
    default: /* GoStatus, GoStatusStack */
        of_g(e, other, (uint8_t)ev->args[1], (uint8_t)ev->args[2]);
        e->subject_stack = e->stack;
        break;
    }
}

static void range(struct reader *r, struct trace_event *e, const struct pending *ev)
{
    switch ((enum wire_event)ev->type) {
    case WIRE_STW_BEGIN:
    case WIRE_STW_END:
        e->what = TRACE_STW;
        e->scope = TRACE_OF_G;
        e->subject = ev->ctx.g;
        /* The end tells the string id that the begin had, perhaps of an earlier generation: then it may name anything. */
        if (ev->type == WIRE_STW_END && !idtable_find(&r->gen.strings, ev->args[0], &e->text))
            e->text = 0;
        break;
    case WIRE_GC_SWEEP_BEGIN:
    case WIRE_GC_SWEEP_ACTIVE:
    case WIRE_GC_SWEEP_END:
        e->what = TRACE_GC_SWEEP;
        e->scope = TRACE_OF_P;
        e->subject = ev->type == WIRE_GC_SWEEP_ACTIVE ? (int64_t)ev->args[0] : ev->ctx.p;
        if (ev->type == WIRE_GC_SWEEP_END) {
            e->value = ev->args[0];
            e->more = ev->args[1];
        }
        break;
    case WIRE_GC_ASSIST_BEGIN:
    case WIRE_GC_ASSIST_ACTIVE:
    case WIRE_GC_ASSIST_END:
        e->what = TRACE_GC_ASSIST;
        e->scope = TRACE_OF_G;
        e->subject = ev->type == WIRE_GC_ASSIST_ACTIVE ? (int64_t)ev->args[0] : ev->ctx.g;
        break;
    default:
        e->what = TRACE_GC_MARK;
        break;
    }
}

static void tell(struct reader *r, struct trace_event *e)
{
    if (e->time <= r->last) /* users of a trace never see time stand still */
        e->time = (int64_t)((uint64_t)r->last + 1);
    r->last = e->time;
    r->events++;
    if (r->sink.event)
        r->sink.event(r->sink.self, e);
}

bool deliver(struct reader *r, const struct pending *ev)
{
    uint32_t stacks[2] = {0};
    uint32_t strings[2] = {0};
    struct trace_event e = {.time = ev->time,
                            .m = ev->ctx.m,
                            .p = ev->ctx.p,
                            .g = ev->ctx.g,
                            .subject = TRACE_NONE,
                            .kind = r->kinds[ev->type].kind,
                            .wire = ev->type};

    if (!resolve(r, ev, stacks, strings))
        return false;
    e.stack = stacks[0];
    e.text = strings[0];
    switch ((enum trace_kind)e.kind) {
    case TRACE_TRANSITION:
        transition(&e, ev, stacks[1]);
        break;
    case TRACE_METRIC:
        e.what = ev->type == WIRE_PROCS_CHANGE ? TRACE_GOMAXPROCS
                 : ev->type == WIRE_HEAP_ALLOC ? TRACE_HEAP_OBJECTS
                                               : TRACE_HEAP_GOAL;
        e.value = ev->args[0];
        break;
    case TRACE_LABEL:
        e.scope = TRACE_OF_G;
        e.subject = ev->ctx.g;
        break;
    case TRACE_RANGE_BEGIN:
    case TRACE_RANGE_ACTIVE:
    case TRACE_RANGE_END:
        range(r, &e, ev);
        break;
    case TRACE_TASK_BEGIN:
        e.task = ev->args[0];
        e.more = ev->args[1];
        break;
    case TRACE_TASK_END:
        e.task = ev->args[0];
        e.more = ev->args[2];
        e.text = ev->name;
        break;
    case TRACE_REGION_BEGIN:
    case TRACE_REGION_END:
        e.task = ev->args[0];
        break;
    case TRACE_LOG:
        e.task = ev->args[0];
        e.message = strings[1];
        break;
    default: /* experimental: Sync and samples are told below */
        e.value = ev->args[0];
        e.more = ev->args[1];
        break;
    }
    tell(r, &e);
    return true;
}

void deliver_sync(struct reader *r, int64_t time)
{
    struct trace_event e = {
        .time = time, .m = TRACE_NONE, .p = TRACE_NONE, .g = TRACE_NONE, .subject = TRACE_NONE, .kind = TRACE_SYNC};

    e.value = ++r->syncs;
    tell(r, &e);
}

void deliver_sample(struct reader *r, const struct sample *s, int64_t time)
{
    struct trace_event e = {.time = time,
                            .m = s->m,
                            .p = s->p,
                            .g = s->g,
                            .subject = TRACE_NONE,
                            .kind = TRACE_STACK_SAMPLE,
                            .wire = WIRE_CPU_SAMPLE};

    if (!idtable_find(&r->gen.stacks, s->stack, &e.stack))
        e.stack = 0; /* nobody checks this one */
    tell(r, &e);
}
