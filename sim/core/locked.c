#include "locked.h"

#include "proc.h"
#include "wake.h"

static void tell_lock(struct sim *s, struct m *mp, bool on)
{
    event_add(s, EV_LOCK_THREAD, mp)->flag = on;
}

void lock_thread(struct sim *s, struct m *mp, struct g *gp)
{
    if (gp->lockedm != NOBODY)
        return;
    gp->lockedm = mp->id;
    mp->lockedg = gp;
    tell_lock(s, mp, true);
}

void unlock_thread(struct sim *s, struct m *mp, struct g *gp)
{
    if (gp->locked_int || gp->locked_ext)
        return;
    gp->lockedm = NOBODY;
    mp->lockedg = NULL;
    tell_lock(s, mp, false);
}

bool run_locked(struct sim *s, struct m *mp)
{
    struct p *pp = mp->nextp;

    mp->nextp = NULL;
    acquirep(s, mp, pp);
    execute(s, mp, mp->lockedg, FROM_LOCKED, true);
    return true;
}

/* New threads must not be cloned from one whose state the program may have changed: from now on there is a thread for
 * that. go: startTemplateThread */
static void start_template(struct sim *s, struct m *mp)
{
    if (s->template_started)
        return;
    s->template_started = true;
    s->nmsys++;
    newm(s, mp, NULL, false, M_TEMPLATE);
}

void start_cgo(struct sim *s, struct m *mp)
{
    bool cgo = false;

    for (int32_t i = 0; i < s->prog->nops; i++)
        cgo = cgo || s->prog->ops[i].kind == OP_CGO;
    if (!cgo)
        return;
    newm(s, NULL, NULL, false, M_EXTRA);
    start_template(s, mp);
}

enum did op_lockthread(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)op;
    start_template(s, mp);
    if (s->ended)
        return DID_END;
    gp->locked_ext++;
    lock_thread(s, mp, gp);
    return DID_NEXT;
}

enum did op_unlockthread(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)op;
    if (gp->locked_ext > 0) {
        gp->locked_ext--;
        unlock_thread(s, mp, gp);
    }
    return DID_NEXT;
}

enum did op_setmaxthreads(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)gp;
    s->maxmcount = (int32_t)(op->n > INT32_MAX ? INT32_MAX : op->n);
    if (mcount(s) > s->maxmcount)
        return throw_fatal(s, mp, FATAL_THREADS, s->maxmcount);
    return DID_NEXT;
}
