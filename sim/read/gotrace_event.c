/* gotrace_event.c: from an event on the wire to the event that is told, and what is checked on the way. go: event.go */
#include <string.h>

#include "gotrace.h"

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

static inline void tell(struct reader *r, struct trace_event *e)
{
    if (e->time <= r->last) /* users of a trace never see time stand still */
        e->time = (int64_t)((uint64_t)r->last + 1);
    r->last = e->time;
    r->events++;
    if (r->sink.event)
        r->sink.event(r->sink.self, e);
}

static bool unknown_id(struct reader *r, const struct pending *ev, const char *what, uint64_t id)
{
    fail(r, ev->offset, ev->event.m, ev->event.wire, "found invalid %s ID %llu for event %s", what,
         (unsigned long long)id, wire_specs[ev->event.wire].name);
    return false;
}

bool deliver(struct reader *r, struct pending *ev)
{
    struct trace_event *e = &ev->event;

    if (ev->stacks[0] && !idtable_find(&r->gen.stacks, ev->stacks[0], &e->stack))
        return unknown_id(r, ev, "stack", ev->stacks[0]);
    if (ev->stacks[1] && !idtable_find(&r->gen.stacks, ev->stacks[1], &e->subject_stack))
        return unknown_id(r, ev, "stack", ev->stacks[1]);
    if (ev->own_stack)
        e->subject_stack = e->stack;
    if (ev->strings[0] && !idtable_find(&r->gen.strings, ev->strings[0], &e->text))
        return unknown_id(r, ev, "string", ev->strings[0]);
    if (ev->strings[1] && !idtable_find(&r->gen.strings, ev->strings[1], &e->message))
        return unknown_id(r, ev, "string", ev->strings[1]);
    tell(r, e);
    return true;
}

void deliver_sync(struct reader *r, int64_t time)
{
    struct trace_event e = {.time = time,
                            .m = TRACE_NONE,
                            .p = TRACE_NONE,
                            .g = TRACE_NONE,
                            .subject = TRACE_NONE,
                            .kind = TRACE_SYNC};

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
