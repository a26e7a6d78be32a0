#include "annotate.h"

#include "frame.h"
#include "scope.h"

/* What an annotation costs depends on whether somebody listens: the program's own tracer. */
static void pay(struct sim *s, struct m *mp, enum cost cost, int share)
{
    vtime ns = s->tracing ? cost_of(s, cost) / share : 1;

    m_owe(mp, ns);
    if (s->tracing) {
        mp->not_user += ns;
        s->cpu_tracer += ns;
    }
}

static void tell(struct sim *s, struct m *mp, struct g *gp, enum event_kind kind, int64_t a,
                 int64_t b)
{
    int32_t at = place_of(s, gp);
    struct event *e = event_add(s, kind, mp);

    e->at = at;
    e->a = a;
    e->b = b;
    e->flag = s->tracing;
}

int64_t region_task(struct sim *s, struct g *gp, const struct op *op)
{
    (void)s;
    return op->flags & OPF_BACKGROUND ? 0 : frame_root(gp->frame)->task;
}

/* Numbers count up in the process, whether it is traced or not. The function's context carries the new task from here. */
enum did op_newtask(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct frame *root = frame_root(gp->frame);
    int64_t parent = region_task(s, gp, op);

    pay(s, mp, COST_TRACE_TASK, 2);
    s->task_gen++;
    tell(s, mp, gp, EV_TASK_BEGIN, s->task_gen, parent);
    root->task = s->task_gen;
    if (op->as.up >= 0)
        val_set(s, frame_var(s, gp->frame, op->as),
                (struct val){.kind = VAR_TASK, .id = gp->pc, .n = s->task_gen},
                op->flags & OPF_APPEND);
    return DID_NEXT;
}

/* A region that began while nobody listened says nothing at its end either. go: trace.StartRegion's noopRegion */
static void region_end_as(struct sim *s, struct m *mp, struct g *gp, int32_t named, int64_t task,
                          bool traced)
{
    int32_t at = place_of(s, gp);
    struct event *e;

    pay(s, mp, COST_TRACE_REGION, 2);
    e = event_add(s, EV_REGION_END, mp);
    e->at = at;
    e->a = task;
    e->b = named;
    e->flag = traced;
}

enum did op_end(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const struct val *v = val_get(frame_var(s, gp->frame, op->as), op->flags & OPF_LAST);

    if (!v)
        return gopanic(s, mp, PANIC_NIL, 0);
    if (v->kind == VAR_REGION) {
        region_end_as(s, mp, gp, v->id, v->n / 2, v->n % 2 && s->tracing);
    } else if (v->kind == VAR_TASK) {
        pay(s, mp, COST_TRACE_TASK, 2);
        tell(s, mp, gp, EV_TASK_END, v->n, v->id);
    }
    return DID_NEXT;
}

static void region_begin(struct sim *s, struct m *mp, struct g *gp, int64_t task)
{
    pay(s, mp, COST_TRACE_REGION, 2);
    tell(s, mp, gp, EV_REGION_BEGIN, task, gp->pc);
}

void region_end(struct sim *s, struct m *mp, struct g *gp, int32_t named, int64_t task)
{
    region_end_as(s, mp, gp, named, task, s->tracing);
}

enum did op_withregion(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    if (gp->phase == 0) {
        region_begin(s, mp, gp, region_task(s, gp, op));
        gp->phase = 1;
        return DID_AGAIN; /* what beginning it costs comes before what it does */
    }
    if (op->body == NOBODY)
        return scope_leave(s, mp, gp, gp->pc);
    gp->pc = op->body;
    return DID_JUMP;
}

enum did op_startregion(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    int64_t task = region_task(s, gp, op);

    region_begin(s, mp, gp, task);
    if (op->as.up >= 0)
        val_set(s, frame_var(s, gp->frame, op->as),
                (struct val){.kind = VAR_REGION, .id = gp->pc, .n = 2 * task + s->tracing},
                op->flags & OPF_APPEND);
    return DID_NEXT;
}

enum did op_log(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    pay(s, mp, COST_TRACE_LOG, 1);
    tell(s, mp, gp, EV_LOG, region_task(s, gp, op), gp->pc);
    return DID_NEXT;
}

void measure_end(struct sim *s, struct m *mp, struct g *gp, int32_t op)
{
    struct event *e = event_add(s, EV_MEASURE, mp);

    e->a = s->now - *measure_from(s, gp, op);
    e->at = op;
}
