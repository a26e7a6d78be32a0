/* trace_events.c: from each event of a trace to those of a history. */
#include <string.h>

#include "trace_events_internal.h"
#include "wire.h"

void history_tell(struct history *h, struct event ev)
{
    ev.t = h->now;
    h->sink.events(h->sink.self, &ev, 1);
}

/* An event in the context of one of the trace. */
static struct event event_of(struct history *h, enum event_kind kind, const struct trace_event *ev)
{
    return (struct event){.g = history_g(h, ev->g),
                          .m = history_m(h, ev->m),
                          .p = (int16_t)history_p(h, ev->p),
                          .at = PLACE_NONE,
                          .kind = (uint8_t)kind};
}

/* ---- processors ---- */

static void tell_idle(struct history *h, int32_t p, bool idle)
{
    int64_t n = h->procs > h->running ? h->procs - h->running : 0;

    if (h->procs)
        history_tell(h, (struct event){.m = NO_M,
                                       .p = NO_P,
                                       .at = PLACE_NONE,
                                       .a = n,
                                       .b = p,
                                       .kind = EV_P_IDLE,
                                       .flag = idle});
}

/* The thread of `p` has it no longer. */
static void part(struct history *h, int32_t p)
{
    int32_t m = h->ps.at[p].m;

    if (m == NO_M)
        return;
    h->ms.at[m].p = NO_P;
    h->ps.at[p].m = NO_M;
    h->running--;
}

static void start_processor(struct history *h, const struct trace_event *ev, int32_t p)
{
    struct event out = event_of(h, EV_P_START, ev);

    if (out.m == NO_M)
        return; /* a status that no thread tells */
    if (h->ms.at[out.m].p != NO_P)
        part(h, h->ms.at[out.m].p);
    part(h, p);
    out.p = (int16_t)p;
    out.g = 0;
    history_tell(h, out);
    h->ps.at[p].m = out.m;
    h->ms.at[out.m].p = p;
    h->running++;
    tell_idle(h, p, false);
}

static void stop_processor(struct history *h, const struct trace_event *ev, int32_t p)
{
    int32_t loser = h->ps.at[p].m;
    struct event out = event_of(h, EV_P_STOP, ev);

    if (loser == NO_M)
        return; /* nobody had it */
    if (ev->wire == WIRE_PROC_STEAL) {
        out.kind = EV_P_STEAL;
        out.g = h->ms.at[loser].g;
        out.a = loser;
        out.b = p;
        out.flag = P_STEAL_RETAKE;
    } else {
        out.m = loser;
        out.p = (int16_t)p;
        out.g = 0;
        out.flag = P_STOP_IDLE;
    }
    history_tell(h, out);
    part(h, p);
    tell_idle(h, p, true);
}

static void processor(struct history *h, const struct trace_event *ev)
{
    int32_t p = history_p(h, ev->subject);

    if (p == NO_P || ev->from == ev->to)
        return;
    if (ev->to == TRACE_P_RUNNING)
        start_processor(h, ev, p);
    else if (ev->from == TRACE_P_RUNNING)
        stop_processor(h, ev, p);
}

/* ---- the collector ---- */

static enum stw_reason stw_reason_of(const char *text)
{
    for (int i = 0; i < STW_OTHER; i++)
        if (strcmp(text, stw_reason_text((enum stw_reason)i)) == 0)
            return (enum stw_reason)i;
    return STW_OTHER;
}

static void stop_the_world(struct history *h, const struct trace_event *ev)
{
    bool begins = ev->kind != TRACE_RANGE_END;
    struct event out = event_of(h, begins ? EV_STW_BEGIN : EV_STW_END, ev);

    if (begins == (h->stw >= 0))
        return;
    if (begins) {
        h->stw = h->now;
        h->stw_reason = (uint8_t)stw_reason_of(history_text(h, ev->text));
        out.at = h->stw_reason == STW_OTHER ? history_said(h, ev->stack, ev->text, 0)
                                            : history_place(h, ev->stack);
    } else {
        out.a = h->now - h->stw;
        h->stw = -1;
    }
    out.b = h->stw_reason;
    history_tell(h, out);
}

/* Range after range is told again when a generation begins: `*on` keeps that apart. False: nothing changes. */
static bool turn(bool *on, const struct trace_event *ev)
{
    bool begins = ev->kind != TRACE_RANGE_END;

    if (*on == begins)
        return false;
    *on = begins;
    return true;
}

static void mark(struct history *h, const struct trace_event *ev)
{
    struct event out = event_of(h, ev->kind == TRACE_RANGE_END ? EV_GC_END : EV_GC_BEGIN, ev);

    if (!turn(&h->marks, ev))
        return;
    h->cycles += h->marks;
    out.a = h->cycles;
    out.at = history_place(h, ev->stack);
    history_tell(h, out);
}

static void assist(struct history *h, const struct trace_event *ev)
{
    struct event out = event_of(h, EV_ASSIST, ev);

    out.g = history_g(h, ev->subject);
    if (out.g == 0 || !turn(&history_past(h, out.g)->assists, ev))
        return;
    out.flag = history_past(h, out.g)->assists;
    out.at = history_place(h, ev->stack);
    history_tell(h, out);
}

static void sweep(struct history *h, const struct trace_event *ev)
{
    struct event out = event_of(h, EV_SWEEP, ev);
    int32_t p = history_p(h, ev->subject);

    if (p == NO_P || !turn(&h->ps.at[p].sweeps, ev))
        return;
    out.p = (int16_t)p;
    out.flag = h->ps.at[p].sweeps;
    out.a = (int64_t)ev->value;
    out.b = (int64_t)ev->more;
    history_tell(h, out);
}

static void range(struct history *h, const struct trace_event *ev)
{
    switch ((enum trace_range)ev->what) {
    case TRACE_STW:
        stop_the_world(h, ev);
        break;
    case TRACE_GC_MARK:
        mark(h, ev);
        break;
    case TRACE_GC_SWEEP:
        sweep(h, ev);
        break;
    case TRACE_GC_ASSIST:
        assist(h, ev);
        break;
    case TRACE_RANGES:
        break;
    }
}

static void metric(struct history *h, const struct trace_event *ev)
{
    bool heap = ev->what == TRACE_HEAP_OBJECTS;
    struct event out = event_of(h, heap ? EV_HEAP_ALLOC : EV_HEAP_GOAL, ev);

    out.a = (int64_t)(ev->value > INT64_MAX ? INT64_MAX : ev->value);
    if (ev->what == TRACE_GOMAXPROCS)
        h->procs = out.a;
    else
        history_tell(h, out);
}

static void label(struct history *h, const struct trace_event *ev)
{
    static const char *const names[] = {[GC_DEDICATED] = "GC (dedicated)",
                                        [GC_FRACTIONAL] = "GC (fractional)",
                                        [GC_IDLE] = "GC (idle)"};
    struct event out = event_of(h, EV_GO_LABEL, ev);

    for (int i = GC_DEDICATED; i <= GC_IDLE; i++)
        if (strcmp(history_text(h, ev->text), names[i]) == 0) {
            out.b = i;
            history_tell(h, out);
        }
}

/* ---- what the program says ---- */

static void say(struct history *h, const struct trace_event *ev, enum event_kind kind)
{
    struct event out = event_of(h, kind, ev);
    int32_t at = history_said(h, ev->stack, ev->text, kind == EV_LOG ? ev->message : 0);

    out.a = (int64_t)ev->task;
    out.b = at;
    if (kind == EV_TASK_BEGIN)
        out.b = ev->more == TRACE_NO_TASK ? 0 : (int64_t)ev->more;
    out.at = at;
    out.flag = 1;
    history_tell(h, out);
}

/* ---- the whole ---- */

/* The model that is nearest to the format's version. */
static enum model model_of(const char *go)
{
    enum model found = GO1_23;

    for (int m = GO1_23; m < MODELS; m++)
        if (strcmp(model_names[m], go) <= 0) /* two digits each */
            found = (enum model)m;
    return found;
}

static void begin(struct history *h, const struct trace_event *ev)
{
    const struct trace_metric_range *procs = &h->summary->metrics[TRACE_GOMAXPROCS];

    h->begun = true;
    h->first = ev->time;
    if (procs->count)
        h->procs = (int64_t)(procs->first < INT16_MAX ? procs->first : INT16_MAX - 1);
    history_tell(h, (struct event){.m = NO_M,
                                   .p = NO_P,
                                   .at = PLACE_NONE,
                                   .a = h->procs,
                                   .b = NOBODY,
                                   .kind = EV_BEGIN,
                                   .flag = (uint8_t)model_of(h->summary->go)});
}

static void hear(void *self, const struct trace_event *ev)
{
    struct history *h = self;
    uint64_t since;

    if (h->why)
        return;
    if (!h->begun)
        begin(h, ev);
    since = (uint64_t)ev->time - (uint64_t)h->first;
    h->now = (vtime)(since > INT64_MAX ? INT64_MAX : since);
    switch ((enum trace_kind)ev->kind) {
    case TRACE_TRANSITION:
        if (ev->scope == TRACE_OF_G)
            history_goroutine(h, ev);
        else
            processor(h, ev);
        break;
    case TRACE_METRIC:
        metric(h, ev);
        break;
    case TRACE_LABEL:
        label(h, ev);
        break;
    case TRACE_RANGE_BEGIN:
    case TRACE_RANGE_ACTIVE:
    case TRACE_RANGE_END:
        range(h, ev);
        break;
    case TRACE_TASK_BEGIN:
        say(h, ev, EV_TASK_BEGIN);
        break;
    case TRACE_TASK_END:
        say(h, ev, EV_TASK_END);
        break;
    case TRACE_REGION_BEGIN:
        say(h, ev, EV_REGION_BEGIN);
        break;
    case TRACE_REGION_END:
        say(h, ev, EV_REGION_END);
        break;
    case TRACE_LOG:
        say(h, ev, EV_LOG);
        break;
    case TRACE_SYNC:
    case TRACE_STACK_SAMPLE:
    case TRACE_EXPERIMENTAL:
    case TRACE_KINDS:
        break;
    }
}

bool trace_events(const void *bytes, size_t len, const struct trace_summary *s,
                  struct imported *table, struct event_sink sink, const char **why)
{
    struct history h = {.summary = s, .table = table, .sink = sink};
    struct trace_error err;

    history_init(&h);
    /* A damaged trace ends where the summary does; whether it is one has been told there. */
    (void)trace_read(bytes, len, &h.names, (struct trace_sink){hear, &h}, &err);
    history_tell(
        &h, (struct event){.m = NO_M, .p = NO_P, .at = PLACE_NONE, .b = END_UNTIL, .kind = EV_END});
    history_deinit(&h);
    *why = h.why;
    return !h.why;
}
