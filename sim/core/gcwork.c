/* gcwork.c: who marks: dedicated, fractional and idle workers; and the sweeper. */
#include "gc_state.h"
#include "proc.h"
#include "runq.h"

#define CHUNK (20 * USEC)     /* a worker looks around so often */
#define SWEEP_MIB (10 * USEC) /* sweeping a MiB */

vtime gc_mark_ns(struct sim *s, int64_t bytes)
{
    return cost_of(s, COST_GC_MARK) * bytes / MIB;
}

int64_t gc_mark_bytes(struct sim *s, vtime ns)
{
    vtime mib = cost_of(s, COST_GC_MARK);

    return mib > 0 ? ns * MIB / mib : INT64_MAX / 4;
}

/* ---- marking ---- */

bool gc_work_available(const struct sim *s)
{
    return s->gc->phase == GC_MARK && s->gc->left > 0;
}

static struct g *take_worker(struct sim *s, struct m *mp, enum gc_worker mode)
{
    struct g *w = gqueue_pop(&s->gc->idle);
    struct event *e = event_add(s, EV_GO_READY, mp);

    e->g = w->id;
    e->b = BY_GC;
    e->flag = TO_NOWHERE;
    w->sys = (int32_t)mode;
    casgstatus(s, w, G_RUNNABLE);
    return w;
}

/* Has this P's fractional worker had its share? */
static bool share_is_due(const struct sim *s, const struct p *pp)
{
    vtime since = s->now - s->gc->mark_from;

    return s->gc->fraction_ppm > 0 &&
           pp->gc_frac < since / 1000000 * s->gc->fraction_ppm +
                             since % 1000000 * s->gc->fraction_ppm / 1000000;
}

struct g *gc_find_worker(struct sim *s, struct m *mp)
{
    struct gc *gc = s->gc;

    if (!gc_work_available(s) || gqueue_len(&gc->idle) == 0)
        return NULL;
    if (gc->running_dedicated < gc->dedicated) {
        gc->running_dedicated++;
        return take_worker(s, mp, GC_DEDICATED);
    }
    return share_is_due(s, mp->p) ? take_worker(s, mp, GC_FRACTIONAL) : NULL;
}

bool gc_idle_work(const struct sim *s)
{
    return gc_work_available(s) && gqueue_len(&s->gc->idle) > 0 &&
           s->gc->running_idle < s->gomaxprocs - s->gc->dedicated;
}

struct g *gc_find_idle_worker(struct sim *s, struct m *mp)
{
    if (!gc_idle_work(s))
        return NULL;
    s->gc->running_idle++;
    return take_worker(s, mp, GC_IDLE);
}

int32_t gc_workers_due(const struct sim *s)
{
    return gc_work_available(s) ? s->gc->dedicated - s->gc->running_dedicated : 0;
}

bool gc_work_waits(const struct sim *s, const struct p *pp)
{
    if (!gc_work_available(s) || gqueue_len(&s->gc->idle) == 0)
        return false;
    return s->gc->running_dedicated < s->gc->dedicated || share_is_due(s, pp);
}

bool gc_is_dedicated(const struct sim *s, const struct g *gp)
{
    return gp->func == -1 - SYSGO_GCWORKER && gp->sys == GC_DEDICATED && s->gc->phase == GC_MARK;
}

/* `bytes` have been marked. */
void gc_marked(struct sim *s, int64_t bytes)
{
    s->gc->left = bytes >= s->gc->left ? 0 : s->gc->left - bytes;
}

/* ---- workers ---- */

enum worker_phase { WORKER_NEW, WORKER_PARKED, WORKER_ON, WORKER_STOPPED };

static enum did worker_parks(struct sim *s, struct m *mp, struct g *gp)
{
    if (gp->phase == WORKER_ON && gp->sys == GC_DEDICATED)
        s->gc->running_dedicated--;
    if (gp->phase == WORKER_ON && gp->sys == GC_IDLE)
        s->gc->running_idle--;
    gp->phase = WORKER_PARKED;
    gqueue_push(&s->gc->idle, gp);
    return gopark(s, mp, WAIT_GC_WORKER, NOBODY);
}

static bool worker_gives_way(struct sim *s, struct m *mp, const struct g *gp)
{
    if (gp->sys == GC_FRACTIONAL)
        return !share_is_due(s, mp->p);
    return gp->sys == GC_IDLE && (gqueue_len(&s->runq) || !runqempty(mp->p));
}

static enum did worker_marks(struct sim *s, struct m *mp, struct g *gp)
{
    struct gc *gc = s->gc;
    vtime ns = gc_mark_ns(s, gc->left);
    int64_t bytes;

    if (ns > CHUNK)
        ns = CHUNK;
    bytes = ns == CHUNK ? gc_mark_bytes(s, ns) : gc->left;
    gc_marked(s, bytes);
    gc->credit += bytes;
    m_owe(mp, ns);
    s->cpu_gc += ns;
    if (gp->sys == GC_FRACTIONAL)
        mp->p->gc_frac += ns;
    if (gp->sys == GC_IDLE)
        gc->cpu_idle += ns;
    else
        gc->cpu_dedicated += ns;
    return DID_AGAIN;
}

enum did gc_worker_step(struct sim *s, struct m *mp, struct g *gp)
{
    switch (gp->phase) {
    case WORKER_NEW: /* the starter of the first cycle waits for it */
        worker_parks(s, mp, gp);
        goready(s, mp, s->gc->starter, BY_CHAN);
        return DID_OFF;
    case WORKER_PARKED:
        gp->phase = WORKER_ON;
        event_add(s, EV_GO_LABEL, mp)->b = gp->sys;
        break;
    case WORKER_STOPPED:
        gc_mark_done(s, mp, gp, WORKER_STOPPED);
        gp->phase = WORKER_ON;
        return worker_parks(s, mp, gp);
    default:
        break;
    }
    if (s->gc->phase != GC_MARK)
        return worker_parks(s, mp, gp);
    if (s->gc->left == 0)
        return s->stopper ? worker_parks(s, mp, gp) : gc_mark_done(s, mp, gp, WORKER_STOPPED);
    if (worker_gives_way(s, mp, gp))
        return worker_parks(s, mp, gp);
    return worker_marks(s, mp, gp);
}

/* ---- sweeping ---- */

enum { SWEEP_PARKED = 0, SWEEP_ON = 1 };

bool gc_is_sweeping(const struct g *gp)
{
    return gp->func == -1 - SYSGO_BGSWEEP && gp->sys == SWEEP_ON;
}

enum did gc_sweep_step(struct sim *s, struct m *mp, struct g *gp)
{
    struct gc *gc = s->gc;
    struct event *e;

    if (gp->sys == SWEEP_ON) {
        e = event_add(s, EV_SWEEP, mp);
        e->a = gc->to_sweep + gc->marked;
        e->b = gc->to_sweep;
        gc->to_sweep = 0;
    } else if (gc->to_sweep > 0) {
        gp->sys = SWEEP_ON;
        event_add(s, EV_SWEEP, mp)->flag = 1;
        m_owe(mp, SWEEP_MIB * (gc->to_sweep / MIB + 1));
        return DID_AGAIN;
    }
    gp->sys = SWEEP_PARKED;
    return gopark(s, mp, WAIT_GC_SWEEP, NOBODY);
}
