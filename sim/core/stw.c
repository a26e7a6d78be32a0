#include "stw.h"

#include "gc.h"
#include "netpoll.h"
#include "os.h"
#include "proc.h"
#include "runq.h"
#include "syscall.h"
#include "sysmon.h"
#include "timer.h"
#include "wake.h"

#define ASK_AGAIN (100 * USEC) /* go: stopTheWorldWithSema's notetsleep */

/* ---- stopping ---- */

static void preemptall(struct sim *s, const struct p *own)
{
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        if (s->allp[i] != own && s->allp[i]->status == P_RUNNING)
            preemptone(s, s->allp[i]);
}

void stw_p_stopped(struct sim *s, struct p *pp)
{
    assert(s->gcwaiting && s->stopwait > 0);
    pp->status = P_GCSTOP;
    if (--s->stopwait == 0 && s->stopper->os.asleep)
        os_wake(s, s->stopper, s->now + cost_of(s, COST_THREAD_WAKE), TODO_STOPPED);
}

/* Ps in system calls and idle ones do not have to be asked. Returns how many are still running. */
static int32_t take_quiet_ps(struct sim *s, struct m *mp)
{
    int32_t running = 0;

    for (int32_t i = 0; i < s->gomaxprocs; i++) {
        struct p *pp = s->allp[i];

        if (pp == mp->p)
            continue;
        if (in_syscall(pp)) {
            steal_from_syscall(s, mp, pp, P_STEAL_STW);
            stw_p_stopped(s, pp);
        } else if (pp->status == P_RUNNING || !pp->idle) {
            running++;
        }
    }
    for (struct p *pp = pidleget(s); pp; pp = pidleget(s))
        stw_p_stopped(s, pp);
    return running;
}

enum did stop_the_world(struct sim *s, struct m *mp, struct g *gp, enum stw_reason reason,
                        uint8_t then)
{
    int32_t at = place_of(s, gp), running;
    struct event *e;

    if (s->stopper) {
        gqueue_push(&s->stw_waiters, gp);
        return gopark(s, mp, WAIT_SEMACQUIRE, NOBODY);
    }
    e = event_add(s, EV_STW_BEGIN, mp);
    e->at = at;
    e->b = (int64_t)reason;
    s->stw_reason = reason;
    s->stw_from = s->now;
    s->stopper = mp;
    s->gcwaiting = true;
    s->stopwait = s->gomaxprocs;
    gp->phase = then;
    gp->flags &= (uint8_t)~GF_PREEMPT;
    stw_p_stopped(s, mp->p);
    preemptall(s, mp->p);
    running = take_quiet_ps(s, mp);
    m_owe(mp, cost_of(s, COST_STW) + running * cost_of(s, COST_STW_PROC));
    if (s->stopwait == 0)
        return DID_AGAIN;
    os_sleep(s, mp, s->now + ASK_AGAIN, TODO_STOPPED);
    return DID_OFF;
}

bool stw_waited(struct sim *s, struct m *mp)
{
    if (s->stopwait > 0) {
        preemptall(s, mp->p);
        os_sleep(s, mp, s->now + ASK_AGAIN, TODO_STOPPED);
        return false;
    }
    mp->todo = TODO_EXEC;
    return true;
}

void gcstopm(struct sim *s, struct m *mp)
{
    struct p *pp;

    if (mp->spinning)
        m_spinning(s, mp, false);
    pp = releasep(s, mp, P_STOP_GC);
    stw_p_stopped(s, pp);
    stopm(s, mp);
}

/* ---- starting ---- */

/* The queues of a P that goes away come first in the global one, its timers go to pp. go: p.destroy */
static void p_destroy(struct sim *s, struct p *old, struct p *pp)
{
    struct runq *q = &old->runq;
    int64_t n = runq_len(q) + (q->runnext ? 1 : 0);

    if (n) {
        struct event *e = event_add(s, EV_GLOBQ_PUT, NULL);

        e->a = n;
        e->b = old->id;
        e->flag = 1;
    }
    while (runq_len(q))
        globrunqputhead(s, q->ring[--q->tail % RUNQ_CAP]);
    if (q->runnext)
        globrunqputhead(s, q->runnext);
    q->runnext = NULL;
    timers_move(s, old, pp);
    while (old->gfree) {
        struct g *gp = old->gfree;

        old->gfree = gp->link;
        gp->link = s->gfree;
        s->gfree = gp;
        s->gfreecnt++;
    }
    old->gfreecnt = 0;
    old->goidcache = old->goidcacheend = 0;
    old->status = P_DEAD;
}

static struct p *p_new(struct sim *s, int32_t id)
{
    struct p *pp = mem_zalloc(1, sizeof *pp);

    (void)s;
    pp->id = id;
    pp->status = P_GCSTOP;
    return pp;
}

static void allp_grow(struct sim *s, int32_t n)
{
    if (n <= s->allp_len)
        return;
    s->allp = mem_grow(s->allp, (size_t)n, sizeof(struct p *));
    for (int32_t i = s->allp_len; i < n; i++)
        s->allp[i] = p_new(s, i);
    s->allp_len = n;
}

/* The P that mp runs on is one of those that go: mp goes on on P0. */
static void move_to_p0(struct sim *s, struct m *mp)
{
    struct g *gp = mp->curg;
    struct event *e = event_add(s, EV_GO_STOP, mp);

    e->b = STOP_GOSCHED;
    e->flag = TO_NOWHERE;
    mp->curg = NULL;
    releasep(s, mp, P_STOP_DEAD);
    acquirep(s, mp, s->allp[0]);
    mp->curg = gp;
    e = event_add(s, EV_GO_START, mp);
    e->b = FROM_SYSCALL;
}

/* Idle Ps onto their stack. The releases differ in who is on top of it. */
static void put_idle(struct sim *s, const struct p *own)
{
    bool highest_on_top = s->model >= GO1_26;

    for (int32_t k = 0; k < s->gomaxprocs; k++) {
        struct p *pp = s->allp[highest_on_top ? k : s->gomaxprocs - 1 - k];

        if (pp != own && !pp->m && runqempty(pp))
            pidleput(s, pp);
    }
}

/* go: procresize */
static void procresize(struct sim *s, struct m *mp, int32_t n)
{
    int32_t old = s->gomaxprocs;

    s->cpu_total += (s->now - s->cpu_total_from) * old;
    s->cpu_total_from = s->now;
    allp_grow(s, n);
    s->gomaxprocs = n;
    if (mp->p && mp->p->id >= n)
        move_to_p0(s, mp);
    for (int32_t i = n; i < old; i++)
        p_destroy(s, s->allp[i], mp->p ? mp->p : s->allp[0]);
    for (int32_t i = 0; i < n; i++)
        if (s->allp[i]->status == P_GCSTOP || s->allp[i]->status == P_DEAD)
            s->allp[i]->status = P_IDLE;
    if (n != old)
        steal_order_reset(s);
}

void procs_init(struct sim *s, struct m *mp, int32_t n)
{
    procresize(s, mp, n);
    acquirep(s, mp, s->allp[0]);
    put_idle(s, mp->p);
}

/* From go1.26 on idle Ps are given the mark workers that are due, and need not find them. */
static void start_workers(struct sim *s, struct m *mp)
{
    if (s->model < GO1_26)
        return;
    for (int32_t n = gc_workers_due(s); n > 0 && s->pidle; n--)
        startm(s, mp, pidleget(s), false);
}

void start_the_world(struct sim *s, struct m *mp, int32_t n)
{
    struct g *list[NETPOLL_BATCH];
    int32_t at = place_of(s, mp->curg);
    struct event *e;

    if (s->netpoll_inited && s->lastpoll != 0)
        injectglist(s, mp, list, netpoll_take(s, list), BY_NETPOLL);
    procresize(s, mp, n);
    mp->p->status = P_RUNNING;
    s->gcwaiting = false;
    put_idle(s, mp->p);
    event_add(s, EV_PROCS, mp)->a = n;
    sysmon_wake(s);
    for (int32_t i = 0; i < n; i++)
        if (s->allp[i] != mp->p && !s->allp[i]->m && !s->allp[i]->idle)
            restartm(s, mp, s->allp[i]);
    start_workers(s, mp);
    e = event_add(s, EV_STW_END, mp);
    e->at = at;
    e->a = s->now - s->stw_from;
    e->b = (int64_t)s->stw_reason;
    s->stopper = NULL;
    if (gqueue_len(&s->stw_waiters))
        goready(s, mp, gqueue_pop(&s->stw_waiters), BY_SYNC);
    wakep(s, mp);
}

enum did op_gomaxprocs(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    if (gp->phase == 0) {
        if (op->n <= 0 || op->n == s->gomaxprocs)
            return DID_NEXT;
        return stop_the_world(s, mp, gp, STW_GOMAXPROCS, 1);
    }
    start_the_world(s, mp, (int32_t)op->n);
    return DID_NEXT;
}
