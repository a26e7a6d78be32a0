/* proc.c: the scheduler. Its job is to match ready-to-run goroutines with threads, and it is told here in the order in
 * which a thread lives it: schedule -> find_runnable -> execute -> … -> gopark -> schedule. */
#include "proc.h"

#include "exec.h"
#include "gc.h"
#include "metrics.h"
#include "netpoll.h"
#include "os.h"
#include "runq.h"
#include "stw.h"
#include "sysgo.h"
#include "timer.h"
#include "tracing.h"
#include "wake.h"

/* ---- schedule ---------------------------------------------------------------------------------------------------- */

bool found(struct sim *s, struct m *mp, struct g *gp, enum from from, bool fresh)
{
    /* Who found work stops spinning and wakes the next spinner: this is how a program ramps up. */
    if (mp->spinning) {
        m_spinning(s, mp, false);
        wakep(s, mp);
    }
    if (from == FROM_GC || from == FROM_TRACE)
        wakep(s, mp);
    if (gp->lockedm != NOBODY && gp->lockedm != mp->id) {
        startlockedm(s, mp, gp);
        return false;
    }
    execute(s, mp, gp, from, fresh);
    return true;
}

bool schedule(struct sim *s, struct m *mp)
{
    if (mp->nextp) {
        struct p *pp = mp->nextp;

        mp->nextp = NULL;
        acquirep(s, mp, pp);
    }
    if (mp->lockedg) {
        stoplockedm(s, mp);
        return false;
    }
    mp->p->preempt = false;
    return find_runnable(s, mp);
}

/* ---- find_runnable ----------------------------------------------------------------------------------------------- */

/* The places to look that cost nothing but a look, in their order. go: the top half of findRunnable */
static struct g *find_at_home(struct sim *s, struct m *mp, enum from *from, bool *fresh)
{
    struct p *pp = mp->p;
    struct g *gp;

    *fresh = true;
    if (s->tracing) {
        *from = FROM_TRACE;
        gp = trace_reader(s, mp);
        if (gp)
            return gp;
    }
    if (s->marking) {
        *from = FROM_GC;
        gp = gc_find_worker(s, mp);
        if (gp)
            return gp;
    }
    /* Once in 61 slices look at the global queue first, or two goroutines that keep readying each other on this P could
     * starve everyone in it. */
    *from = FROM_GLOBAL;
    if (pp->schedtick % GLOBQ_TURN == 0 && gqueue_len(&s->runq)) {
        struct event *e = event_add(s, EV_GLOBQ_GET, mp);

        e->a = 1;
        e->b = pp->id;
        return globrunqget(s);
    }
    gp = runqget(pp, fresh);
    if (gp) {
        *from = *fresh ? FROM_RING : FROM_RUNNEXT;
        return gp;
    }
    *fresh = true;
    gp = globrunqgetbatch(s, pp);
    if (gp)
        return gp;
    *from = FROM_NETPOLL;
    return netpoll_nonblocking(s, mp);
}

bool find_runnable(struct sim *s, struct m *mp)
{
    enum from from;
    bool fresh;
    struct g *gp;

    if (s->gcwaiting) {
        gcstopm(s, mp);
        return false;
    }
    timers_check(s, mp, mp->p);
    gp = find_at_home(s, mp, &from, &fresh);
    if (gp)
        return found(s, mp, gp, from, fresh);
    /* At most half as many threads look around as there are busy Ps: more would only get in each other's way. */
    if (mp->spinning || 2 * s->nmspinning < s->gomaxprocs - s->npidle) {
        if (!mp->spinning)
            m_spinning(s, mp, true);
        m_owe(mp, mp->switch_ns);
        mp->switch_ns = 0;
        mp->round = 0;
        mp->steal_left = 0;
        mp->todo = TODO_STEAL;
        m_owe(mp, cost_of(s, COST_STEAL_TRY) * (s->gomaxprocs - 1));
        return true;
    }
    return release_and_park(s, mp);
}

/* ---- letting go ----------------------------------------------------------------------------------------------------- */

/* mp, which has no P, has seen work after all: takes an idle P and looks again, spinning. */
static bool back_to_work(struct sim *s, struct m *mp, struct p *pp)
{
    acquirep(s, mp, pp);
    m_spinning(s, mp, true);
    return find_runnable(s, mp);
}

static bool any_runq(const struct sim *s)
{
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        if (!s->allp[i]->idle && !runqempty(s->allp[i]))
            return true;
    return false;
}

/* A thread that was spinning looks once more, now that it does not count as one: whoever made work while it spun
 * relied on it. go: the "delicate dance" of findRunnable */
static bool look_again(struct sim *s, struct m *mp, bool *runs)
{
    struct p *pp = NULL;

    if (s->model >= GO1_23 && gqueue_len(&s->runq)) {
        pp = pidlegetspinning(s);
        if (pp) {
            struct g *gp;

            acquirep(s, mp, pp);
            gp = globrunqgetbatch(s, pp);
            m_spinning(s, mp, true);
            *runs = found(s, mp, gp, FROM_GLOBAL, true);
            return true;
        }
    }
    if (any_runq(s)) {
        pp = pidlegetspinning(s);
        if (pp) {
            *runs = back_to_work(s, mp, pp);
            return true;
        }
    }
    if (gc_idle_work(s)) {
        pp = pidlegetspinning(s);
        if (pp) {
            *runs = back_to_work(s, mp, pp);
            return true;
        }
    }
    return false;
}

bool release_and_park(struct sim *s, struct m *mp)
{
    struct g *gp = gc_find_idle_worker(s, mp);
    vtime poll_until = timers_next(mp->p);
    bool was_spinning = mp->spinning, runs;
    struct p *pp = mp->p;

    if (gp)
        return found(s, mp, gp, FROM_GC, true);
    if (s->gcwaiting)
        return find_runnable(s, mp);
    if (gqueue_len(&s->runq))
        return found(s, mp, globrunqgetbatch(s, pp), FROM_GLOBAL, true);
    if (!mp->spinning && s->needspinning) {
        m_spinning(s, mp, true);
        return find_runnable(s, mp);
    }
    pidleput(s, releasep(s, mp, P_STOP_IDLE));
    if (mp->spinning) {
        m_spinning(s, mp, false);
        if (look_again(s, mp, &runs))
            return runs;
        poll_until = timers_next_of_all(s, poll_until);
    }
    if (netpoll_block(s, mp, poll_until, was_spinning))
        return false;
    stopm(s, mp);
    return false;
}

/* Back from epoll_wait. */
bool poll_over(struct sim *s, struct m *mp)
{
    struct g *list[NETPOLL_BATCH];
    size_t n = netpoll_end(s, mp, list);
    struct p *pp = pidleget(s);

    if (!pp) {
        injectglist(s, mp, list, n, BY_NETPOLL);
        stopm(s, mp);
        return false;
    }
    acquirep(s, mp, pp);
    if (n) {
        casgstatus(s, list[0], G_RUNNABLE);
        netpoll_tell_ready(s, mp, list[0]);
        injectglist(s, mp, list + 1, n - 1, BY_NETPOLL);
        return found(s, mp, list[0], FROM_NETPOLL, true);
    }
    if (mp->poll_spin)
        m_spinning(s, mp, true);
    return find_runnable(s, mp);
}

/* ---- running a goroutine ------------------------------------------------------------------------------------------ */

void casgstatus(struct sim *s, struct g *gp, enum g_status status)
{
    if (gp->status == G_RUNNABLE && status == G_RUNNING && !(gp->flags & GF_SYSTEM))
        metrics_latency(s, gp, s->now - gp->since);
    gp->status = (uint8_t)status;
    gp->since = s->now;
}

void execute(struct sim *s, struct m *mp, struct g *gp, enum from from, bool fresh)
{
    struct event *e;

    assert(gp->status == G_RUNNABLE && gp->m == NOBODY && mp->p && !mp->curg);
    mp->curg = gp;
    gp->m = mp->id;
    gp->flags &= (uint8_t)~GF_PREEMPT;
    if (fresh)
        mp->p->schedtick++;
    e = event_add(s, EV_GO_START, mp);
    e->a = s->now - gp->since;
    e->b = (int64_t)from;
    e->flag = fresh;
    casgstatus(s, gp, G_RUNNING);
    /* What it takes to get here from the goroutine before is paid now, before its first operation. */
    m_owe(mp, mp->switch_ns);
    mp->not_user += mp->switch_ns;
    mp->switch_ns = 0;
    mp->switching = true;
    mp->todo = TODO_EXEC;
}

struct g *dropg(struct m *mp)
{
    struct g *gp = mp->curg;

    gp->m = NOBODY;
    mp->curg = NULL;
    mp->todo = TODO_SCHEDULE;
    return gp;
}

/* What it still owes for its last operation is paid together with the switch: the thread is never caught between the two. */
static void switch_costs(struct sim *s, struct m *mp, enum cost cost)
{
    mp->switch_ns = cost_of(s, cost) + mp->owed;
    mp->owed = mp->not_user = 0;
}

enum did gopark(struct sim *s, struct m *mp, enum wait_reason reason, int32_t obj)
{
    struct g *gp = mp->curg;
    struct event *e;
    int32_t at = place_of(s, gp);

    e = event_add(s, EV_GO_BLOCK, mp);
    e->a = obj;
    e->b = (int64_t)reason;
    e->at = at;
    gp->reason = (uint8_t)reason;
    metrics_leaves_running(s, gp);
    casgstatus(s, gp, G_WAITING);
    dropg(mp);
    switch_costs(s, mp, COST_SWITCH);
    return DID_OFF;
}

void ready_quietly(struct sim *s, struct m *mp, struct g *gp, enum cause cause)
{
    int32_t at = mp->curg ? place_of(s, mp->curg) : PLACE_NONE;
    struct event *e = event_add(s, EV_GO_READY, mp);

    assert(gp->status == G_WAITING);
    e->a = mp->curg ? mp->curg->id : 0;
    e->g = gp->id;
    e->b = (int64_t)cause;
    e->flag = TO_RUNNEXT;
    e->at = at;
    casgstatus(s, gp, G_RUNNABLE);
    runqput(s, mp->p, gp, true);
}

void goready(struct sim *s, struct m *mp, struct g *gp, enum cause cause)
{
    ready_quietly(s, mp, gp, cause);
    wakep(s, mp);
}

/* mp's goroutine stops, still runnable. */
static struct g *stop_running(struct sim *s, struct m *mp, enum stop_reason why, enum to to)
{
    struct g *gp = mp->curg;
    int32_t at = place_of(s, gp);
    struct event *e = event_add(s, EV_GO_STOP, mp);

    e->at = at;
    e->b = (int64_t)why;
    e->flag = (uint8_t)to;
    metrics_leaves_running(s, gp);
    casgstatus(s, gp, G_RUNNABLE);
    dropg(mp);
    if (to == TO_GLOBAL)
        globrunqput(s, gp);
    else
        runqput(s, mp->p, gp, to == TO_RUNNEXT);
    return gp;
}

enum did gosched(struct sim *s, struct m *mp)
{
    stop_running(s, mp, STOP_GOSCHED, TO_GLOBAL);
    if (s->model >= GO1_23)
        wakep(s, mp);
    switch_costs(s, mp, COST_GOSCHED);
    return DID_OFF_NEXT;
}

enum did goyield(struct sim *s, struct m *mp)
{
    stop_running(s, mp, STOP_GOYIELD, TO_RING);
    switch_costs(s, mp, COST_SWITCH);
    return DID_OFF;
}

void gopreempt(struct sim *s, struct m *mp)
{
    /* Stopped for the collector it stays with its P. */
    bool stay = s->gcwaiting && s->model >= GO1_26;

    stop_running(s, mp, STOP_PREEMPTED, stay ? TO_RUNNEXT : TO_GLOBAL);
    if (s->model >= GO1_23 && !stay)
        wakep(s, mp);
    switch_costs(s, mp, COST_GOSCHED);
}

bool preemptone(struct sim *s, struct p *pp)
{
    struct m *mp = pp->m;
    struct g *gp = mp ? mp->curg : NULL;
    struct event *e;

    if (!gp || gp->status != G_RUNNING || mp->todo != TODO_EXEC)
        return false;
    /* A request that met a thread in the middle of a switch used to be lost: in its first half nobody runs yet. */
    if (mp->switching && s->model < GO1_23 &&
        mp->os.at - s->now > s->prog->costs[COST_SWITCH].a / 2)
        return false;
    gp->flags |= GF_PREEMPT;
    pp->preempt = true;
    e = event_add(s, EV_PREEMPT, NULL);
    e->g = gp->id;
    e->b = pp->id;
    e->flag = !s->prog->asyncpreemptoff;
    if (exec_can_be_cut(s, gp)) {
        vtime undone = os_cut(s, mp, s->now + SIGNAL_NS);

        gp->debt += undone;
        s->cpu_user -= undone;
    }
    return true;
}
