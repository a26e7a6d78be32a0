/* trace_events_g.c: the states of goroutines, from transitions of the trace to events. */
#include <string.h>

#include "trace_events_internal.h"

/* A transition with its ids as our numbers. */
struct change {
    goid g;
    int32_t m, p;
    goid by; /* the goroutine of the context; 0: none */
    const struct trace_event *ev;
};

static void tell(struct history *h, const struct change *c, enum event_kind kind, int64_t a,
                 int64_t b, int flag, int32_t at)
{
    history_tell(h, (struct event){.g = c->g,
                                   .m = c->m,
                                   .p = (int16_t)c->p,
                                   .a = a,
                                   .b = b,
                                   .at = at,
                                   .kind = (uint8_t)kind,
                                   .flag = (uint8_t)flag});
}

static bool is_text(struct history *h, uint32_t symbol, const char *text)
{
    return strcmp(history_text(h, symbol), text) == 0;
}

static void becomes_runnable(struct history *h, const struct change *c)
{
    history_past(h, c->g)->ready = h->now;
}

/* Its first event: `creator` is 0 if it was there before the trace. */
static void create(struct history *h, const struct change *c, goid creator, bool waits)
{
    struct event ev = {.g = creator,
                       .m = creator ? c->m : NO_M,
                       .p = (int16_t)(creator ? c->p : NO_P),
                       .a = c->g,
                       .b = history_past(h, c->g)->func,
                       .kind = EV_GO_CREATE,
                       .flag = waits};

    ev.at = creator ? history_place(h, c->ev->stack) : PLACE_NONE;
    history_tell(h, ev);
    if (!waits)
        becomes_runnable(h, c);
}

/* A status may tell of a goroutine that runs where no thread or processor is known: then it stays runnable. */
static void start(struct history *h, const struct change *c)
{
    struct past_g *past = history_past(h, c->g);

    if (c->m == NO_M || c->p == NO_P)
        return;
    tell(h, c, EV_GO_START, past->ready >= 0 ? h->now - past->ready : 0, FROM_UNKNOWN, 0,
         PLACE_NONE);
    past->ready = -1;
    h->ms.at[c->m].g = c->g;
}

static void leave_thread(struct history *h, const struct change *c)
{
    if (c->m != NO_M)
        h->ms.at[c->m].g = 0;
}

static void stop(struct history *h, const struct change *c)
{
    enum stop_reason why = is_text(h, c->ev->text, "preempted") ? STOP_PREEMPTED : STOP_GOSCHED;

    tell(h, c, EV_GO_STOP, 0, why, TO_UNKNOWN, history_place(h, c->ev->subject_stack));
    leave_thread(h, c);
    becomes_runnable(h, c);
}

static void block(struct history *h, const struct change *c)
{
    enum wait_reason why = history_reason(h, c->ev->text);
    int32_t at = why == WAIT_NONE ? history_said(h, c->ev->subject_stack, c->ev->text, 0)
                                  : history_place(h, c->ev->subject_stack);

    tell(h, c, EV_GO_BLOCK, NOBODY, why, 0, at);
    leave_thread(h, c);
}

static void ready(struct history *h, const struct change *c)
{
    tell(h, c, EV_GO_READY, c->by, BY_UNKNOWN, TO_UNKNOWN, history_place(h, c->ev->stack));
    becomes_runnable(h, c);
}

static void call(struct history *h, const struct change *c)
{
    tell(h, c, EV_SYSCALL, 0, 0, 0, history_place(h, c->ev->subject_stack));
}

/* Its call was there before the trace, or it comes from C code: it starts only if its thread has a processor. */
static void start_in_call(struct history *h, struct change *c)
{
    if (c->m != NO_M)
        c->p = h->ms.at[c->m].p;
    start(h, c);
    call(h, c);
}

static void lose_processor(struct history *h, const struct change *c)
{
    tell(h, c, EV_SYSCALL_RET, 0, 0, 1, PLACE_NONE);
    leave_thread(h, c);
    becomes_runnable(h, c);
}

static void return_from_call(struct history *h, const struct change *c)
{
    if (c->m != NO_M && h->ms.at[c->m].g == c->g) {
        tell(h, c, EV_SYSCALL_RET, 0, 0, 0, PLACE_NONE);
        return;
    }
    lose_processor(h, c); /* it was never seen to start on this one */
    start(h, c);
}

static void end(struct history *h, const struct change *c)
{
    if (c->ev->from == TRACE_G_SYSCALL)
        lose_processor(h, c);
    tell(h, c, EV_GO_END, 0, 0, 0, PLACE_NONE);
    leave_thread(h, c);
}

/* From nothing: created, or there before the trace. */
static void appear(struct history *h, struct change *c)
{
    bool new = c->ev->from == TRACE_G_NOT_EXIST;

    create(h, c, new ? c->by : 0, c->ev->to == TRACE_G_WAITING);
    if (c->ev->to == TRACE_G_RUNNING)
        start(h, c);
    else if (c->ev->to == TRACE_G_SYSCALL)
        start_in_call(h, c);
}

static void leave_running(struct history *h, const struct change *c)
{
    if (c->ev->to == TRACE_G_RUNNABLE)
        stop(h, c);
    else if (c->ev->to == TRACE_G_WAITING)
        block(h, c);
    else if (c->ev->to == TRACE_G_SYSCALL)
        call(h, c);
}

void history_goroutine(struct history *h, const struct trace_event *ev)
{
    struct change c = {.g = history_g(h, ev->subject),
                       .m = history_m(h, ev->m),
                       .p = history_p(h, ev->p),
                       .by = history_g(h, ev->g),
                       .ev = ev};

    if (c.g == 0 || ev->from == ev->to || h->why)
        return; /* a status that a new generation repeats */
    if (ev->from == TRACE_G_UNDETERMINED || ev->from == TRACE_G_NOT_EXIST)
        appear(h, &c);
    else if (ev->to == TRACE_G_NOT_EXIST)
        end(h, &c);
    else if (ev->from == TRACE_G_RUNNING)
        leave_running(h, &c);
    else if (ev->from == TRACE_G_SYSCALL && ev->to == TRACE_G_RUNNING)
        return_from_call(h, &c);
    else if (ev->from == TRACE_G_SYSCALL)
        lose_processor(h, &c);
    else if (ev->from == TRACE_G_WAITING)
        ready(h, &c);
    else
        start(h, &c);
}
