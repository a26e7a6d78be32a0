#include "wake.h"

#include "gc.h"
#include "netpoll.h"
#include "os.h"
#include "panic.h"
#include "runq.h"
#include "stw.h"
#include "timer.h"

/* ---- idle processors ---- */

static void tell_idle(struct sim *s, const struct p *pp, bool on)
{
    struct event *e = event_add(s, EV_P_IDLE, NULL);

    e->p = (int16_t)pp->id;
    e->a = s->npidle;
    e->b = pp->id;
    e->flag = on;
}

void pidleput(struct sim *s, struct p *pp)
{
    assert(runqempty(pp) && !pp->idle);
    pp->status = P_IDLE;
    pp->idle = true;
    pp->idle_since = s->now;
    pp->link = s->pidle;
    s->pidle = pp;
    s->npidle++;
    tell_idle(s, pp, true);
}

struct p *pidleget(struct sim *s)
{
    struct p *pp = s->pidle;

    if (pp)
        pidle_remove(s, pp);
    return pp;
}

void pidle_remove(struct sim *s, struct p *pp)
{
    struct p **at = &s->pidle;

    while (*at != pp)
        at = &(*at)->link;
    *at = pp->link;
    pp->link = NULL;
    pp->idle = false;
    s->cpu_idle += s->now - pp->idle_since;
    s->npidle--;
    tell_idle(s, pp, false);
}

static void set_needspinning(struct sim *s, bool on)
{
    if (s->needspinning == on || s->model < GO1_23)
        return;
    s->needspinning = on;
    event_add(s, EV_NEEDSPIN, NULL)->flag = on;
}

struct p *pidlegetspinning(struct sim *s)
{
    struct p *pp = pidleget(s);

    if (!pp)
        set_needspinning(s, true);
    return pp;
}

void acquirep(struct sim *s, struct m *mp, struct p *pp)
{
    assert(!mp->p && !pp->m && !pp->idle);
    mp->p = pp;
    pp->m = mp;
    pp->status = P_RUNNING;
    event_add(s, EV_P_START, mp);
}

struct p *releasep(struct sim *s, struct m *mp, enum p_stop why)
{
    struct p *pp = mp->p;

    event_add(s, EV_P_STOP, mp)->flag = (uint8_t)why;
    mp->p = NULL;
    pp->m = NULL;
    pp->oldm = mp;
    pp->status = P_IDLE;
    return pp;
}

/* ---- spinning ---- */

static void tell_spin(struct sim *s, const struct m *mp, bool on)
{
    struct event *e = event_add(s, EV_M_SPIN, NULL);

    e->m = mp->id;
    e->a = s->nmspinning;
    e->b = mp->id;
    e->flag = on;
}

void m_spinning(struct sim *s, struct m *mp, bool on)
{
    assert(mp->spinning != on);
    mp->spinning = on;
    s->nmspinning += on ? 1 : -1;
    assert(s->nmspinning >= 0);
    if (on)
        set_needspinning(s, false);
    tell_spin(s, mp, on);
}

void wakep(struct sim *s, struct m *mp)
{
    struct p *pp;

    if (s->model < GO1_23 && s->npidle == 0)
        return;
    if (s->nmspinning != 0) /* who is looking will find it */
        return;
    pp = s->model < GO1_23 ? pidleget(s) : pidlegetspinning(s);
    if (pp)
        startm(s, mp, pp, true);
}

/* ---- threads ---- */

/* go: mput */
static void mput(struct sim *s, struct m *mp)
{
    struct event *e = event_add(s, EV_M_PARK, mp);

    e->flag = PARK_IDLE;
    mp->link = s->midle;
    mp->idle = true;
    mp->blocked = true;
    s->midle = mp;
    s->nmidle++;
    checkdead(s, mp);
}

static void m_unidle(struct sim *s, struct m *mp)
{
    struct m **at = &s->midle;

    while (*at != mp)
        at = &(*at)->link;
    *at = mp->link;
    mp->idle = false;
    s->nmidle--;
}

static void tell_wake(struct sim *s, const struct m *by, const struct m *mp, const struct p *pp,
                      enum m_park from)
{
    struct event *e = event_add(s, EV_M_WAKE, by);

    e->a = mp->id;
    e->b = pp ? pp->id : NOBODY;
    e->flag = (uint8_t)from;
}

/* The thread that parked last. go: mget */
static struct m *mget(struct sim *s)
{
    struct m *mp = s->midle;

    if (mp)
        m_unidle(s, mp);
    return mp;
}

/* Making or waking a thread keeps who does it in the kernel for a while; the other one runs a little before that is over. */
static void notewakeup(struct sim *s, struct m *by, struct m *mp, enum todo todo)
{
    vtime ns = cost_of(s, COST_THREAD_WAKE);

    if (by)
        m_owe(by, ns);
    os_wake(s, mp, s->now + ns - ns / 4, todo);
}

/* nmp, which has just been taken off the idle list, is to schedule on pp. */
static void put_to_work(struct sim *s, struct m *mp, struct m *nmp, struct p *pp, bool spinning)
{
    nmp->nextp = pp;
    nmp->blocked = false;
    tell_wake(s, mp, nmp, pp, PARK_IDLE);
    if (spinning)
        m_spinning(s, nmp, true);
    notewakeup(s, mp, nmp, TODO_SCHEDULE);
}

void startm(struct sim *s, struct m *mp, struct p *pp, bool spinning)
{
    struct m *nmp = mget(s);

    if (nmp)
        put_to_work(s, mp, nmp, pp, spinning);
    else
        newm(s, mp, pp, spinning, M_PLAIN);
}

void restartm(struct sim *s, struct m *mp, struct p *pp)
{
    struct m *oldm = pp->oldm;

    if (s->model < GO1_26 || !oldm || !oldm->idle) {
        startm(s, mp, pp, false);
        return;
    }
    m_unidle(s, oldm);
    put_to_work(s, mp, oldm, pp, false);
}

/* A thread without a P borrows the new one's, to allocate the M. */
static void tell_borrowed(struct sim *s, struct m *mp, struct p *pp)
{
    if (!mp || mp->p || !pp)
        return;
    mp->p = pp;
    event_add(s, EV_P_START, mp);
    event_add(s, EV_P_STOP, mp)->flag = P_STOP_HANDOFF;
    mp->p = NULL;
}

/* When a new thread runs for the first time. While the process starts, everything that it touches is cold. */
static vtime first_run(const struct sim *s, vtime ns)
{
    bool cold = s->allgs.at[0]->func < 0;

    return cold ? 2 * ns : ns - ns / 4;
}

struct m *newm(struct sim *s, struct m *mp, struct p *pp, bool spinning, enum m_role role)
{
    struct m *nmp = mem_zalloc(1, sizeof *nmp);
    vtime ns = cost_of(s, COST_THREAD_CREATE);
    struct event *e;

    tell_borrowed(s, mp, pp);
    nmp->id = (int32_t)s->allm.len;
    nmp->nextp = pp;
    nmp->role = role;
    *VEC_PUSH(&s->allm) = nmp;
    if (nmp->id == 0)
        return nmp; /* the first thread is not made, it is there */
    e = event_add(s, EV_M_CREATE, mp);
    e->a = nmp->id;
    e->flag = (uint8_t)role;
    if (spinning)
        m_spinning(s, nmp, true);
    if (mcount(s) > s->maxmcount) {
        throw_fatal(s, mp, FATAL_THREADS, s->maxmcount);
        return nmp;
    }
    /* A thread that is the program's own (locked, or in C) does not clone itself: the template thread does. go: newm */
    if (mp && ((mp->lockedg && mp->lockedg->locked_ext) || mp->in_cgo) && s->template_started)
        ns += cost_of(s, COST_THREAD_WAKE);
    else if (mp)
        m_owe(mp, ns);
    if (role == M_TEMPLATE || role == M_EXTRA)
        os_start(s, nmp, VTIME_MAX, TODO_NOTHING); /* it only waits to be asked */
    else
        os_start(s, nmp, s->now + first_run(s, ns), role == M_SYSMON ? TODO_SYSMON : TODO_SCHEDULE);
    return nmp;
}

void mexit(struct sim *s, struct m *mp)
{
    s->nmfreed++;
    event_add(s, mp->id == 0 ? EV_M_PARK : EV_M_EXIT, mp)->flag = mp->id == 0 ? PARK_FOREVER : 0;
    mp->exited = true;
    handoffp(s, mp, releasep(s, mp, P_STOP_HANDOFF));
    checkdead(s, mp);
    os_exit(s, mp);
}

void stopm(struct sim *s, struct m *mp)
{
    assert(!mp->p && !mp->spinning);
    mput(s, mp);
    os_sleep(s, mp, VTIME_MAX, TODO_NOTHING);
}

void incidlelocked(struct sim *s, struct m *mp, int32_t n)
{
    s->nmidlelocked += n;
    if (n > 0)
        checkdead(s, mp);
}

void stoplockedm(struct sim *s, struct m *mp)
{
    struct event *e;

    if (mp->p)
        handoffp(s, mp, releasep(s, mp, P_STOP_HANDOFF));
    e = event_add(s, EV_M_PARK, mp);
    e->g = mp->lockedg->id;
    e->flag = PARK_LOCKED;
    mp->blocked = true;
    incidlelocked(s, mp, 1);
    os_sleep(s, mp, VTIME_MAX, TODO_NOTHING);
}

void startlockedm(struct sim *s, struct m *mp, struct g *gp)
{
    struct m *locked = s->allm.at[gp->lockedm];
    struct p *pp;

    incidlelocked(s, mp, -1);
    pp = releasep(s, mp, P_STOP_HANDOFF);
    locked->nextp = pp;
    locked->blocked = false;
    tell_wake(s, mp, locked, pp, PARK_LOCKED);
    notewakeup(s, mp, locked, TODO_LOCKED);
    /* The other one may have run its goroutine, and look for an idle thread, before this one is one. */
    os_compute(s, mp, TODO_STOPM);
}

void handoffp(struct sim *s, struct m *mp, struct p *pp)
{
    if (!runqempty(pp) || gqueue_len(&s->runq) != 0 || gc_work_waits(s, pp)) {
        startm(s, mp, pp, false);
        return;
    }
    /* Nobody looks for work and nobody is idle: somebody should look. */
    if (s->nmspinning + s->npidle == 0) {
        set_needspinning(s, false);
        startm(s, mp, pp, true);
        return;
    }
    if (s->gcwaiting) {
        stw_p_stopped(s, pp);
        return;
    }
    /* The last P that runs: somebody has to poll the network. */
    if (s->npidle == s->gomaxprocs - 1 && s->lastpoll != 0) {
        startm(s, mp, pp, false);
        return;
    }
    pidleput(s, pp);
    if (timers_next(pp) != VTIME_MAX)
        wakenetpoller(s, mp, timers_next(pp));
}

/* ---- many at once ---- */

static void inject_one(struct sim *s, struct m *mp, struct g *gp, enum to to, enum cause cause)
{
    struct event *e = event_add(s, EV_GO_READY, mp);

    e->g = gp->id;
    e->flag = (uint8_t)to;
    e->b = (int64_t)cause;
    gp->status = G_RUNNABLE;
    gp->since = s->now;
    if (to == TO_GLOBAL)
        globrunqput(s, gp);
    else
        runqput(s, mp->p, gp, false);
}

/* Starts up to n threads, each with an idle P. */
static void start_idle(struct sim *s, struct m *mp, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct p *pp = pidlegetspinning(s);

        if (!pp)
            return;
        startm(s, mp, pp, false);
    }
}

void injectglist(struct sim *s, struct m *mp, struct g **list, size_t n, enum cause cause)
{
    size_t global = n;

    if (n == 0)
        return;
    if (mp->p && (size_t)s->npidle < n)
        global = (size_t)s->npidle;
    for (size_t i = 0; i < global; i++)
        inject_one(s, mp, list[i], TO_GLOBAL, cause);
    start_idle(s, mp, global);
    if (!mp->p)
        return;
    for (size_t i = global; i < n; i++)
        inject_one(s, mp, list[i], TO_RING, cause);
    if (s->model >= GO1_23)
        wakep(s, mp);
}

/* ---- deadlock ---- */

static bool any_timer(const struct sim *s)
{
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        if (s->allp[i]->timers.len)
            return true;
    return false;
}

void checkdead(struct sim *s, struct m *mp)
{
    int32_t waiting = 0;

    if (s->ended || !s->main_started)
        return;
    if (mcount(s) - s->nmidle - s->nmidlelocked - s->nmsys > 0)
        return;
    for (size_t i = 0; i < s->allgs.len; i++) {
        const struct g *gp = s->allgs.at[i];

        if (gp->flags & GF_SYSTEM)
            continue;
        if (gp->status == G_WAITING || gp->status == G_PREEMPTED)
            waiting++;
        else if (gp->status != G_DEAD)
            assert(!"checkdead: a runnable goroutine and nobody to run it");
    }
    if (waiting && any_timer(s))
        return;
    throw_fatal(s, mp, waiting ? FATAL_DEADLOCK : FATAL_NO_GOROUTINES, 0);
}
