#include "tracing.h"

#include "disk.h"
#include "frame.h"
#include "gc.h"
#include "proc.h"
#include "stw.h"
#include "timer.h"

#define GENERATION (1 * SEC)
#define CPU_READ (100 * MSEC)
#define WRITE_NS (2 * USEC)
#define START_NS (150 * USEC) /* trace.Start: its buffers are made and cleared */
#define STOP_NS (450 * USEC)  /* trace.Stop: what is pending is flushed */
enum { LOOK_EVERY = 1024 };   /* events after which a full buffer is looked for */

struct tracing {
    int32_t file;
    struct g *reader;  /* parked, or NULL */
    struct g *stopper; /* in trace.Stop */
    bool end_due, stopping;
    int64_t looked; /* events when a full buffer was looked for last */
    int32_t seen;   /* of the events in the buffer, those that have been counted */
    int64_t unpaid; /* events whose cost nobody has paid yet */
    int64_t holds;  /* bytes of the heap that the tracer's buffers take */
};

void tracing_init(struct sim *s)
{
    s->trace = mem_zalloc(1, sizeof *s->trace);
}

void tracing_free(struct sim *s)
{
    free(s->trace);
}

static int64_t events_so_far(const struct sim *s)
{
    return s->nevents + s->nbuf;
}

/* Kinds that the runtime's tracer writes, and that are not paid for as an annotation. */
static bool is_traced(const struct event *e)
{
    switch ((enum event_kind)e->kind) {
    case EV_GO_CREATE:
    case EV_GO_START:
    case EV_GO_STOP:
    case EV_GO_BLOCK:
    case EV_GO_READY:
    case EV_GO_END:
    case EV_SYSCALL:
    case EV_SYSCALL_RET:
    case EV_P_START:
    case EV_P_STOP:
    case EV_P_STEAL:
    case EV_HEAP_ALLOC:
    case EV_SWEEP:
    case EV_ASSIST:
        return true;
    default:
        return false;
    }
}

void tracing_see(struct sim *s)
{
    struct tracing *t = s->trace;

    for (; t->seen < s->nbuf; t->seen++)
        if (is_traced(&s->buf[t->seen]))
            t->unpaid++;
}

void tracing_flushed(struct sim *s)
{
    s->trace->seen = 0;
}

void tracing_charge(struct sim *s, struct m *mp)
{
    tracing_see(s);
    for (; s->trace->unpaid > 0; s->trace->unpaid--) {
        vtime ns = cost_of(s, COST_TRACE_EVENT);

        m_owe(mp, ns);
        mp->not_user += ns;
        s->cpu_tracer += ns;
    }
}

/* ---- writing to the file ---- */

static void write_ready(struct sim *s, struct m *mp, bool end_generation)
{
    struct sim_tracer *tr = s->cfg.tracer;
    int64_t n, kept = 0;

    events_flush(s);
    n = tr->ready(tr->self, end_generation);
    if (n == 0)
        return;
    m_owe(mp, WRITE_NS);
    /* A write that fails is not told to anybody: the bytes are gone. */
    if (file_is_open(s, s->trace->file))
        kept = file_append(s, s->trace->file, n, mp->curg ? mp->curg->id : 0, WRITE_TRACER);
    tr->wrote(tr->self, kept);
}

enum { READER_FLUSHED = 1 };

static enum did reader_step(struct sim *s, struct m *mp, struct g *gp)
{
    struct tracing *t = s->trace;

    if (t->end_due || t->stopping) {
        write_ready(s, mp, true);
        t->end_due = false;
    } else {
        write_ready(s, mp, false);
    }
    if (t->stopping) {
        if (gp->phase != READER_FLUSHED) {
            gp->phase = READER_FLUSHED;
            m_owe(mp, STOP_NS);
            return DID_AGAIN;
        }
        s->cfg.tracer->stop(s->cfg.tracer->self);
        s->tracing = false;
        gc_let_go(s, t->holds, false);
        goready(s, mp, t->stopper, BY_TRACE);
        return goexit0(s, mp);
    }
    t->reader = gp;
    return gopark(s, mp, WAIT_TRACE_READER, NOBODY);
}

static bool buffer_full(struct sim *s)
{
    struct tracing *t = s->trace;

    if (events_so_far(s) - t->looked < LOOK_EVERY)
        return false;
    t->looked = events_so_far(s);
    events_flush(s);
    return s->cfg.tracer->ready(s->cfg.tracer->self, false) > 0;
}

struct g *trace_reader(struct sim *s, struct m *mp)
{
    struct tracing *t = s->trace;
    struct g *gp = t->reader;
    struct event *e;

    if (!gp || (!t->end_due && !t->stopping && !buffer_full(s)))
        return NULL;
    t->reader = NULL;
    e = event_add(s, EV_GO_READY, mp);
    e->g = gp->id;
    e->b = BY_TRACE;
    e->flag = TO_NOWHERE;
    casgstatus(s, gp, G_RUNNABLE);
    return gp;
}

/* ---- the other two ---- */

/* Sleeps, acts, sleeps again, until tracing is off. */
static enum did every(struct sim *s, struct m *mp, struct g *gp, vtime period)
{
    gp->phase = 1;
    return sleep_until(s, mp, s->now + period);
}

enum did tracing_step(struct sim *s, struct m *mp, struct g *gp, enum sysgo which)
{
    if (which == SYSGO_TRACE_READ)
        return reader_step(s, mp, gp);
    if (!s->tracing || s->trace->stopping || gp->sys != s->trace->file)
        return goexit0(s, mp);
    if (gp->phase == 1 && which == SYSGO_TRACE_ADV)
        s->trace->end_due = true;
    return every(s, mp, gp, which == SYSGO_TRACE_ADV ? GENERATION : CPU_READ);
}

/* ---- trace.Start, trace.Stop ---- */

/* What the tracer's buffers and tables take from the heap. */
static int64_t start_allocates(const struct sim *s)
{
    return s->model < GO1_23 ? 1100 * 1024 : 2300 * 1024;
}

static void start_helpers(struct sim *s, struct m *mp)
{
    static const enum sysgo helpers[] = {SYSGO_TRACE_CPU, SYSGO_TRACE_ADV, SYSGO_TRACE_READ};

    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++) {
        struct g *gp = newproc(s, mp, -1 - (int32_t)helpers[i], NULL);

        gp->sys = s->trace->file;
        m_owe(mp, cost_of(s, COST_GO_CREATE));
    }
}

static void begin(struct sim *s, struct m *mp, int32_t file, int32_t at)
{
    struct event *e;

    *s->trace = (struct tracing){.file = file, .holds = start_allocates(s)};
    s->trace->looked = events_so_far(s);
    e = event_add(s, EV_TRACE, mp);
    e->at = at;
    e->a = file;
    e->flag = 1;
    events_flush(s);
    s->tracing = true;
    s->cfg.tracer->start(s->cfg.tracer->self, file);
}

enum start_phase { START_NEW, START_GC = 10, START_ALLOCATED = 15, START_STOPPED = 20 };

/* The allocation has phases of its own, counted from START_GC. */
static enum did allocate(struct sim *s, struct m *mp, struct g *gp)
{
    enum did did;

    gp->phase = (uint8_t)(gp->phase - START_GC);
    did = gc_allocate(s, mp, gp, start_allocates(s), true, false);
    gp->phase = (uint8_t)(gp->phase + START_GC);
    return did;
}

enum did op_trace_start(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const struct val *v = file_operand(s, gp, op);

    if (gp->phase == START_NEW && !v)
        return op_failed(s, mp, gp, op, ERR_NIL, NOBODY);
    if (gp->phase == START_NEW && s->tracing)
        return op_failed(s, mp, gp, op, ERR_TRACING, v->id);
    if (gp->phase == START_NEW) {
        gp->phase = START_GC;
        m_owe(mp, START_NS);
        mp->not_user += START_NS;
        s->cpu_tracer += START_NS;
        return DID_AGAIN;
    }
    if (gp->phase < START_ALLOCATED) {
        enum did did = allocate(s, mp, gp);

        if (did != DID_NEXT)
            return did;
        gp->phase = START_ALLOCATED;
    }
    if (gp->phase == START_ALLOCATED)
        return s->tracing ? op_failed(s, mp, gp, op, ERR_TRACING, v->id)
                          : stop_the_world(s, mp, gp, STW_START_TRACE, START_STOPPED);
    begin(s, mp, v->id, place_of(s, gp));
    start_the_world(s, mp, s->gomaxprocs);
    start_helpers(s, mp);
    return DID_NEXT;
}

enum did op_trace_stop(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct tracing *t = s->trace;
    struct event *e;

    (void)op;
    if (gp->phase == 1) {
        e = event_add(s, EV_TRACE, mp);
        e->a = t->file;
        return DID_NEXT;
    }
    if (!s->tracing || t->stopping)
        return DID_NEXT;
    t->stopping = true;
    t->stopper = gp;
    gp->phase = 1;
    return gopark(s, mp, WAIT_SEMACQUIRE, NOBODY);
}
