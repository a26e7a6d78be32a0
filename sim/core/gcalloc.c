/* gcalloc.c: allocating, and helping to mark for what one allocates. */
#include "frame.h"
#include "gc_state.h"
#include "proc.h"

/* ---- assists ---- */

/* Bytes to be marked for `bytes` of allocation, so that marking is done when the goal is reached. */
static int64_t assist_share(const struct sim *s, int64_t bytes)
{
    const struct gc *gc = s->gc;
    int64_t room = gc->goal - gc->heap;

    if (gc->goal == INT64_MAX)
        return 0;
    if (room < bytes)
        return gc->left;
    return bytes ? gc->left / (room / bytes + 1) : 0;
}

/* What workers have marked ahead pays first. */
static int64_t use_credit(struct gc *gc, int64_t debt)
{
    int64_t paid = debt < gc->credit ? debt : gc->credit;

    gc->credit -= paid;
    return debt - paid;
}

static void tell_assist(struct sim *s, struct m *mp, int64_t debt, bool on)
{
    struct event *e = event_add(s, EV_ASSIST, mp);

    e->a = debt;
    e->flag = on;
}

#define OVER_ASSIST                                                                                \
    (64 * 1024) /* who helps does at least that, which makes helping rare. go: gcOverAssistWork */

enum alloc_phase { ALLOC_NEW, ALLOC_STARTS, ALLOC_ASSISTS, ALLOC_STOPPED, ALLOC_PAID };

static enum did assist_begins(struct sim *s, struct m *mp, struct g *gp, int64_t bytes)
{
    int64_t debt = use_credit(s->gc, assist_share(s, bytes));
    int64_t work = debt < OVER_ASSIST ? OVER_ASSIST : debt;
    vtime ns;

    if (debt <= 0)
        return DID_NEXT;
    if (work > s->gc->left)
        work = s->gc->left;
    if (work > debt)
        s->gc->credit += work - debt;
    debt = work;
    ns = gc_mark_ns(s, debt);
    tell_assist(s, mp, debt, true);
    gc_marked(s, debt);
    m_owe(mp, ns);
    mp->not_user += ns;
    s->cpu_gc += ns;
    s->gc->cpu_assist += ns;
    gp->phase = ALLOC_ASSISTS;
    return DID_AGAIN;
}

static enum did assist_ends(struct sim *s, struct m *mp, struct g *gp)
{
    tell_assist(s, mp, 0, false);
    if (s->gc->phase != GC_MARK || s->gc->left > 0 || s->stopper)
        return DID_NEXT;
    return gc_mark_done(s, mp, gp, ALLOC_STOPPED);
}

enum did gc_allocate(struct sim *s, struct m *mp, struct g *gp, int64_t bytes, bool held,
                     bool noscan)
{
    switch (gp->phase) {
    case ALLOC_PAID:
        if (s->gc->phase != GC_OFF || s->gc->heap < s->gc->trigger)
            return DID_NEXT; /* somebody else has begun it */
        gp->phase = ALLOC_STARTS;
        return gc_start(s, mp, gp);
    case ALLOC_STARTS:
        return gc_start(s, mp, gp);
    case ALLOC_ASSISTS:
        return assist_ends(s, mp, gp);
    case ALLOC_STOPPED:
        return gc_mark_done(s, mp, gp, ALLOC_STOPPED);
    default:
        break;
    }
    gc_heap_grows(s, mp, bytes, held, noscan);
    if (s->gc->phase == GC_MARK)
        return assist_begins(s, mp, gp, bytes);
    if (s->gc->phase != GC_OFF || s->gc->heap < s->gc->trigger)
        return DID_NEXT;
    /* What is allocated is made first: nobody is stopped meanwhile. */
    gp->phase = ALLOC_PAID;
    return DID_AGAIN;
}

enum did op_alloc(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    bool held = op->as.up >= 0, noscan = op->flags & OPF_NOSCAN;

    if (gp->phase == ALLOC_NEW) {
        struct val v = {.kind = VAR_MEMORY, .n = op->n, .id = noscan};

        m_owe(mp, cost_of(s, COST_ALLOC) * (op->n / 1024) + 20);
        if (held)
            val_set(s, frame_var(s, gp->frame, op->as), v, op->flags & OPF_APPEND);
    }
    return gc_allocate(s, mp, gp, op->n, held, noscan);
}
