#include "syscall.h"

#include "metrics.h"
#include "os.h"
#include "proc.h"
#include "runq.h"
#include "stw.h"
#include "sysmon.h"
#include "wake.h"

enum { PHASE_RETURNED = 1 };

/* go: reentersyscall */
static void entersyscall(struct sim *s, struct m *mp, struct g *gp, bool cgo)
{
    struct p *pp = mp->p;
    int32_t at = place_of(s, gp);
    struct event *e = event_add(s, EV_SYSCALL, mp);

    e->at = at;
    e->flag = cgo;
    mp->oldp = pp;
    mp->in_cgo = cgo;
    mp->syscalltick = pp->syscalltick;
    if (s->model < GO1_26)
        pp->status = P_SYSCALL;
    casgstatus(s, gp, G_SYSCALL);
    sysmon_wake(s);
    if (s->gcwaiting) { /* go: entersyscallGCWait */
        releasep(s, mp, P_STOP_GC);
        pp->syscalltick++;
        stw_p_stopped(s, pp);
    }
}

enum did op_syscall(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    vtime back;

    if (gp->phase == PHASE_RETURNED)
        return DID_NEXT;
    back = op->flags & OPF_UNTIL ? op->d.a : s->now + draw_op(s, op);
    back += cost_of(s, COST_SYSCALL_ENTER);
    if (back < s->now)
        back = s->now;
    entersyscall(s, mp, gp, op->kind == OP_CGO);
    gp->phase = PHASE_RETURNED;
    os_sleep(s, mp, back, TODO_SYSCALL_EXIT);
    return DID_OFF;
}

/* The P that a call has kept was its goroutine's for that time. */
static void account_call(struct sim *s, const struct g *gp)
{
    if (gp->func >= 0)
        s->cpu_user += s->now - gp->since;
}

void steal_from_syscall(struct sim *s, struct m *by, struct p *pp, enum p_steal why)
{
    struct m *victim = pp->m;
    struct event *e = event_add(s, EV_P_STEAL, by);

    e->g = victim->curg->id;
    e->a = victim->id;
    e->b = pp->id;
    e->flag = (uint8_t)why;
    account_call(s, victim->curg);
    victim->p = NULL;
    pp->m = NULL;
    pp->oldm = victim;
    pp->status = P_IDLE;
    pp->syscalltick++;
}

static void tell_return(struct sim *s, struct m *mp, struct g *gp, bool lost, enum to to)
{
    struct event *e = event_add(s, EV_SYSCALL_RET, mp);

    e->g = gp->id;
    e->flag = lost;
    e->b = lost ? (int64_t)to : 0;
}

/* A P for a thread that lost its own: the old one, if it is in somebody else's call, or any idle one.
 * go: exitsyscallTryGetP */
static struct p *exitsyscall_get_p(struct sim *s, struct m *mp)
{
    struct p *old = mp->oldp, *pp;

    if (s->gcwaiting)
        return NULL;
    if (old && old->id < s->gomaxprocs && old->m && in_syscall(old)) {
        steal_from_syscall(s, mp, old, P_STEAL_EXITSYSCALL);
        return old;
    }
    pp = pidleget(s);
    if (pp)
        sysmon_wake(s);
    return pp;
}

/* No P: the goroutine queues up behind everybody, the thread parks. go: exitsyscallNoP */
static bool exitsyscall_no_p(struct sim *s, struct m *mp)
{
    struct g *gp = mp->curg;

    tell_return(s, mp, gp, true, TO_GLOBAL);
    casgstatus(s, gp, G_RUNNABLE);
    gp->m = NOBODY;
    mp->curg = NULL;
    globrunqput(s, gp);
    if (mp->lockedg)
        stoplockedm(s, mp);
    else
        stopm(s, mp);
    return false;
}

bool exitsyscall(struct sim *s, struct m *mp)
{
    struct g *gp = mp->curg;
    struct p *pp;

    mp->in_cgo = false;
    m_owe(mp, cost_of(s, COST_SYSCALL_EXIT));
    mp->todo = TODO_EXEC;
    if (mp->p) { /* nobody took it: as if nothing had been */
        mp->p->syscalltick++;
        mp->p->status = P_RUNNING;
        account_call(s, gp);
        tell_return(s, mp, gp, false, TO_NOWHERE);
        casgstatus(s, gp, G_RUNNING);
        return true;
    }
    pp = exitsyscall_get_p(s, mp);
    if (!pp)
        return exitsyscall_no_p(s, mp);
    /* It goes on at once, on the slice that this P was in. */
    acquirep(s, mp, pp);
    pp->syscalltick++;
    tell_return(s, mp, gp, true, TO_NOWHERE);
    casgstatus(s, gp, G_RUNNABLE);
    gp->m = NOBODY;
    mp->curg = NULL;
    execute(s, mp, gp, FROM_SYSCALL, false);
    return true;
}
