#include "snapshot.h"

#include "disk.h"
#include "runq.h"
#include "syscall.h"
#include "wake.h"

static void tell(struct sim *s, enum snap_what what, enum snap_field field, int64_t value)
{
    struct event *e = event_add(s, EV_SNAP, NULL);

    e->a = value;
    e->b = (int64_t)field;
    e->flag = (uint8_t)what;
    disk_snapshot(s, e);
}

static void tell_p(struct sim *s, const struct p *pp, enum snap_p_field field, int64_t value)
{
    struct event *e = event_add(s, EV_SNAP_P, NULL);

    e->p = (int16_t)pp->id;
    e->a = value;
    e->b = (int64_t)field;
    disk_snapshot(s, e);
}

static void tell_m(struct sim *s, const struct m *mp, enum snap_m_field field, int64_t value)
{
    struct event *e = event_add(s, EV_SNAP_M, NULL);

    e->m = mp->id;
    e->a = value;
    e->b = (int64_t)field;
    disk_snapshot(s, e);
}

/* Up to go1.24 a P in a system call has no M, and its M no P. */
static bool linked(const struct sim *s, const struct p *pp)
{
    return pp->m && !(s->model < GO1_26 && in_syscall(pp));
}

static void detail_p(struct sim *s, const struct p *pp)
{
    bool waking =
        !pp->m && pp->status == P_IDLE; /* on its way to a thread: idle, and not on the stack */

    tell_p(s, pp, SNAP_P_STATUS, waking ? P_IDLE : pp->status);
    tell_p(s, pp, SNAP_P_SCHEDTICK, pp->schedtick);
    tell_p(s, pp, SNAP_P_SYSCALLTICK, pp->syscalltick);
    tell_p(s, pp, SNAP_P_M, linked(s, pp) ? pp->m->id : NOBODY);
    tell_p(s, pp, SNAP_P_RUNQSIZE, runq_len(&pp->runq));
    tell_p(s, pp, SNAP_P_GFREECNT, pp->gfreecnt);
    tell_p(s, pp, SNAP_P_TIMERSLEN, (int64_t)pp->timers.len);
}

/* Who prints, why, and how many locks of the runtime it holds meanwhile. */
struct printer {
    const struct m *m;
    enum snap_what what;
    int locks;
};

/* Each lock that the printing thread holds counts 1, in go1.27 16. */
static int64_t locks_of(const struct sim *s, const struct m *mp, const struct printer *by)
{
    if (mp != by->m)
        return 0;
    return s->model >= GO1_27 ? 16 * by->locks : by->locks;
}

/* A thread that crashes must not allocate any more, and is not asleep, even if it was about to park. */
static void detail_m(struct sim *s, const struct m *mp, const struct printer *by)
{
    bool crashes = mp == by->m && by->what == SNAP_CRASH;

    tell_m(s, mp, SNAP_M_P, mp->p && linked(s, mp->p) ? mp->p->id : NOBODY);
    tell_m(s, mp, SNAP_M_CURG, mp->curg ? mp->curg->id : NOBODY);
    tell_m(s, mp, SNAP_M_MALLOCING, crashes);
    tell_m(s, mp, SNAP_M_LOCKS, locks_of(s, mp, by));
    tell_m(s, mp, SNAP_M_SPINNING, mp->spinning);
    tell_m(s, mp, SNAP_M_BLOCKED, mp->blocked && !crashes);
    tell_m(s, mp, SNAP_M_LOCKEDG, mp->lockedg ? mp->lockedg->id : NOBODY);
}

static void detail_g(struct sim *s, const struct g *gp)
{
    struct event *e = event_add(s, EV_SNAP_G, NULL);

    e->g = gp->id;
    e->a = gp->m;
    e->b = gp->reason;
    e->flag = gp->status;
    e->m = gp->lockedm;
    disk_snapshot(s, e);
}

static void detail(struct sim *s, const struct printer *by)
{
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        detail_p(s, s->allp[i]);
    for (size_t i = s->allm.len; i-- > 0;)
        if (!s->allm.at[i]->exited || i == 0)
            detail_m(s, s->allm.at[i], by);
    for (size_t i = 0; i < s->allgs.len; i++)
        detail_g(s, s->allgs.at[i]);
}

static void plain(struct sim *s)
{
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        tell_p(s, s->allp[i], SNAP_P_RUNQSIZE, runq_len(&s->allp[i]->runq));
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        tell_p(s, s->allp[i], SNAP_P_SCHEDTICK, s->allp[i]->schedtick);
}

static void take(struct sim *s, const struct printer *by)
{
    enum snap_what what = by->what;
    bool with_detail = what == SNAP_DETAIL || what == SNAP_CRASH;
    struct event *e;

    /* The first one printed defines time 0. */
    if (what != SNAP_MARK && s->starttime < 0)
        s->starttime = s->now;
    e = event_add(s, EV_SNAP, what == SNAP_CRASH ? by->m : NULL);
    e->a = s->starttime < 0 ? 0 : (s->now - s->starttime) / MSEC;
    e->b = SNAP_MS;
    e->flag = (uint8_t)what;
    disk_snapshot(s, e);
    tell(s, what, SNAP_GOMAXPROCS, s->gomaxprocs);
    tell(s, what, SNAP_IDLEPROCS, s->npidle);
    tell(s, what, SNAP_THREADS, mcount(s));
    tell(s, what, SNAP_SPINNING, s->nmspinning);
    tell(s, what, SNAP_NEEDSPINNING, s->needspinning);
    tell(s, what, SNAP_IDLETHREADS, s->nmidle);
    tell(s, what, SNAP_RUNQUEUE, (int64_t)gqueue_len(&s->runq));
    if (with_detail) {
        tell(s, what, SNAP_GCWAITING, s->gcwaiting);
        tell(s, what, SNAP_NMIDLELOCKED, s->nmidlelocked);
        tell(s, what, SNAP_STOPWAIT, s->stopwait);
        tell(s, what, SNAP_SYSMONWAIT, s->sysmonwait);
        detail(s, by);
    } else {
        plain(s);
    }
    e = event_add(s, EV_SNAP_END, NULL);
    e->flag = (uint8_t)what;
    disk_snapshot(s, e);
}

void snapshot(struct sim *s, enum snap_what what, const struct m *mp)
{
    take(s, &(struct printer){mp, what, 2});
}

void snapshot_crash(struct sim *s, const struct m *mp, bool thrown)
{
    if (s->prog->schedtrace_ms > 0 || s->prog->scheddetail)
        take(s, &(struct printer){mp, SNAP_CRASH, thrown && s->model >= GO1_24 ? 3 : 2});
}
