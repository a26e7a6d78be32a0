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

/* Does what comes after finding a goroutine; true if mp runs it. go: the second half of schedule */
static bool found(struct sim *s, struct m *mp, struct g *gp, enum from from, bool fresh)
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
        mp->round = 0;
        mp->steal_left = 0;
        mp->todo = TODO_STEAL;
        m_owe(mp, cost_of(s, COST_STEAL_TRY) * (s->gomaxprocs - 1));
        return true;
    }
    return release_and_park(s, mp);
}

/* ---- stealing ---------------------------------------------------------------------------------------------------- */

static uint32_t gcd(uint32_t a, uint32_t b)
{
    while (b) {
        uint32_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

void steal_order_reset(struct sim *s)
{
    uint32_t n = (uint32_t)s->gomaxprocs;

    s->coprimes = mem_grow(s->coprimes, n, sizeof *s->coprimes);
    s->ncoprimes = 0;
    for (uint32_t i = 1; i <= n; i++)
        if (gcd(i, n) == 1)
            s->coprimes[s->ncoprimes++] = i;
}

/* A new order of victims: a start, and a step that has no factor in common with the number of Ps. go: stealOrder.start */
static void steal_order_start(struct sim *s, struct m *mp)
{
    uint32_t n = (uint32_t)s->gomaxprocs;
    uint32_t r = (uint32_t)choose(s, CHOICE_STEAL_START, (int64_t)n * s->ncoprimes);

    mp->steal_pos = r % n;
    mp->steal_step = s->coprimes[r / n];
    mp->steal_left = s->gomaxprocs;
}

/* Whether the one in the victim's runnext is likely to be run by the victim in a moment. */
static bool be_polite(const struct sim *s, const struct p *victim)
{
    if (victim->status != P_RUNNING)
        return false;
    if (s->model < GO1_26)
        return true;
    return victim->m && victim->m->curg && victim->m->curg->status != G_SYSCALL;
}

static struct g *take_runnext(struct sim *s, struct m *mp, struct p *victim)
{
    struct g *gp = victim->runq.runnext;
    struct event *e = event_add(s, EV_STEAL, mp);

    e->a = 1;
    e->b = victim->id;
    e->flag = 1;
    victim->runq.runnext = NULL;
    return gp;
}

enum stole { STOLE_NOTHING, STOLE_G, STOLE_NAPPING, STOLE_TIMERS };

/* Tries one victim. go: the inner loop of stealWork, and runqgrab */
static enum stole steal_from(struct sim *s, struct m *mp, struct p *victim, struct g **gp, bool *fresh)
{
    bool last = mp->round == STEAL_ROUNDS - 1;

    *fresh = true;
    if (last && timers_check(s, mp, victim)) {
        /* Its timers made goroutines runnable here. */
        *gp = runqget(mp->p, fresh);
        return *gp ? STOLE_G : STOLE_TIMERS;
    }
    if (victim->idle)
        return STOLE_NOTHING;
    *gp = runqsteal(s, mp->p, victim);
    if (*gp)
        return STOLE_G;
    if (!last || !victim->runq.runnext)
        return STOLE_NOTHING;
    if (be_polite(s, victim)) {
        mp->nap_victim = victim->id;
        mp->nap_g = victim->runq.runnext;
        os_sleep(s, mp, s->now + 3 * USEC + OS_TIMER_SLACK, TODO_STEAL_NAP);
        return STOLE_NAPPING;
    }
    *gp = take_runnext(s, mp, victim);
    return STOLE_G;
}

/* Goes on with the round until it steals, naps or is through. False: asleep. */
static bool steal_round(struct sim *s, struct m *mp, struct g **gp, bool *fresh, bool *ran_timers)
{
    while (mp->steal_left > 0) {
        struct p *victim = s->allp[mp->steal_pos];

        mp->steal_left--;
        mp->steal_pos = (mp->steal_pos + mp->steal_step) % (uint32_t)s->gomaxprocs;
        if (victim == mp->p)
            continue;
        switch (steal_from(s, mp, victim, gp, fresh)) {
        case STOLE_NOTHING:
            break;
        case STOLE_TIMERS:
            *ran_timers = true;
            break;
        case STOLE_G:
            return true;
        case STOLE_NAPPING:
            return false;
        }
    }
    return true;
}

bool steal_work(struct sim *s, struct m *mp)
{
    struct g *gp = NULL;
    bool fresh = true, ran_timers = false;

    if (s->gcwaiting)
        return find_runnable(s, mp);
    if (mp->steal_left == 0 && s->gomaxprocs > 1)
        steal_order_start(s, mp);
    if (!steal_round(s, mp, &gp, &fresh, &ran_timers))
        return false;
    if (gp)
        return found(s, mp, gp, fresh ? FROM_STEAL : FROM_RUNNEXT, fresh);
    mp->round++;
    if (mp->round < STEAL_ROUNDS && s->gomaxprocs > 1) {
        m_owe(mp, cost_of(s, COST_STEAL_TRY) * (s->gomaxprocs - 1));
        mp->todo = TODO_STEAL;
        return true;
    }
    return ran_timers ? find_runnable(s, mp) : release_and_park(s, mp);
}

/* Back from the courtesy: if the same one is still in the runnext, take it. */
bool steal_nap_over(struct sim *s, struct m *mp)
{
    struct p *victim = s->allp[mp->nap_victim];
    struct g *gp = NULL;
    bool fresh = true;

    if (s->gcwaiting)
        return find_runnable(s, mp);
    if (victim->runq.runnext && victim->runq.runnext == mp->nap_g)
        return found(s, mp, take_runnext(s, mp, victim), FROM_STEAL, true);
    switch (steal_from(s, mp, victim, &gp, &fresh)) {
    case STOLE_G:
        return found(s, mp, gp, fresh ? FROM_STEAL : FROM_RUNNEXT, fresh);
    case STOLE_NAPPING:
        return false;
    case STOLE_NOTHING:
    case STOLE_TIMERS:
        break;
    }
    if (mp->steal_left == 0)
        return release_and_park(s, mp);
    return steal_work(s, mp);
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
    s->cpu_user -= mp->switch_ns;
    mp->switch_ns = 0;
    mp->switching = true;
    mp->todo = TODO_EXEC;
}

/* Takes the goroutine off its thread, which goes on to schedule. */
static struct g *dropg(struct m *mp)
{
    struct g *gp = mp->curg;

    gp->m = NOBODY;
    mp->curg = NULL;
    mp->todo = TODO_SCHEDULE;
    return gp;
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
    mp->switch_ns = cost_of(s, COST_SWITCH);
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
    mp->switch_ns = cost_of(s, COST_GOSCHED);
    return DID_OFF_NEXT;
}

enum did goyield(struct sim *s, struct m *mp)
{
    stop_running(s, mp, STOP_GOYIELD, TO_RING);
    mp->switch_ns = cost_of(s, COST_SWITCH);
    return DID_OFF;
}

void gopreempt(struct sim *s, struct m *mp)
{
    /* Stopped for the collector it stays with its P. */
    bool stay = s->gcwaiting && s->model >= GO1_26;

    stop_running(s, mp, STOP_PREEMPTED, stay ? TO_RUNNEXT : TO_GLOBAL);
    if (s->model >= GO1_23 && !stay)
        wakep(s, mp);
    mp->switch_ns = cost_of(s, COST_GOSCHED);
}

bool preemptone(struct sim *s, struct p *pp)
{
    struct m *mp = pp->m;
    struct g *gp = mp ? mp->curg : NULL;
    struct event *e;

    if (!gp || gp->status != G_RUNNING || mp->todo != TODO_EXEC)
        return false;
    /* A request that met a thread in the middle of a switch used to be lost. */
    if (mp->switching && s->model < GO1_23)
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

/* ---- birth and death ----------------------------------------------------------------------------------------------- */

/* Numbers are handed to Ps sixteen at a time. */
static goid next_goid(struct sim *s, struct p *pp)
{
    if (pp->goidcache == pp->goidcacheend) {
        pp->goidcache = s->goidgen + 1;
        pp->goidcacheend = pp->goidcache + GOID_BATCH;
        s->goidgen += GOID_BATCH;
    }
    return pp->goidcache++;
}

/* Dead goroutines are used again: the P's own first, then 32 from the global list. go: gfget */
static struct g *gfget(struct sim *s, struct p *pp)
{
    struct g *gp;

    if (!pp->gfree)
        while (pp->gfreecnt < 32 && s->gfree) {
            gp = s->gfree;
            s->gfree = gp->link;
            s->gfreecnt--;
            gp->link = pp->gfree;
            pp->gfree = gp;
            pp->gfreecnt++;
        }
    gp = pp->gfree;
    if (gp) {
        pp->gfree = gp->link;
        pp->gfreecnt--;
    }
    return gp;
}

/* go: gfput */
static void gfput(struct sim *s, struct p *pp, struct g *gp)
{
    gp->link = pp->gfree;
    pp->gfree = gp;
    if (++pp->gfreecnt < 64)
        return;
    while (pp->gfreecnt >= 32) {
        gp = pp->gfree;
        pp->gfree = gp->link;
        pp->gfreecnt--;
        gp->link = s->gfree;
        s->gfree = gp;
        s->gfreecnt++;
    }
}

static struct g *g_alloc(struct sim *s)
{
    enum { CHUNK = 8 };
    size_t n = s->allgs.len % CHUNK;
    struct g *gp = n ? s->allgs.at[s->allgs.len - 1] + 1 : ARENA_ARRAY(&s->arena, struct g, CHUNK);

    *VEC_PUSH(&s->allgs) = gp;
    return gp;
}

struct g *newproc1(struct sim *s, struct m *mp, int32_t func, struct frame *fp)
{
    struct g *parent = mp->curg;
    struct g *gp = gfget(s, mp->p);
    int32_t at = parent ? place_of(s, parent) : PLACE_NONE;
    uint8_t tracking = gp ? gp->flags & GF_TRACKING : 0;
    struct event *e;

    if (!gp)
        gp = g_alloc(s);
    *gp = (struct g){.id = next_goid(s, mp->p),
                     .m = NOBODY,
                     .lockedm = NOBODY,
                     .flags = tracking,
                     .status = G_RUNNABLE,
                     .since = s->now,
                     .func = func,
                     .frame = fp,
                     .creator = parent ? parent->id : 0,
                     .creator_place = at};
    gp->sd.g = gp;
    gp->sd.obj = NOBODY;
    if (func < 0) {
        gp->flags |= GF_SYSTEM;
        gp->pc = NOBODY;
        s->ngsys++;
    } else {
        gp->pc = s->prog->funcs[func].body;
        s->ngoroutines++;
        metrics_born(s, gp);
    }
    e = event_add(s, EV_GO_CREATE, mp);
    e->a = gp->id;
    e->b = func;
    e->at = at;
    return gp;
}

struct g *newproc(struct sim *s, struct m *mp, int32_t func, struct frame *fp)
{
    struct g *gp = newproc1(s, mp, func, fp);

    runqput(s, mp->p, gp, true);
    if (s->main_started)
        wakep(s, mp);
    return gp;
}

enum did goexit0(struct sim *s, struct m *mp)
{
    struct g *gp = mp->curg;
    bool locked = mp->lockedg == gp;

    event_add(s, EV_GO_END, mp)->flag = gp->flags & GF_GOEXIT ? 1 : 0;
    if (gp->flags & GF_SYSTEM)
        s->ngsys--;
    else
        s->ngoroutines--;
    metrics_leaves_running(s, gp);
    gp->status = G_DEAD;
    gp->reason = WAIT_NONE;
    dropg(mp);
    gp->lockedm = NOBODY;
    mp->lockedg = NULL;
    m_owe(mp, cost_of(s, COST_GO_EXIT));
    gfput(s, mp->p, gp);
    /* A goroutine that ends while it is locked takes its thread with it. */
    if (locked && gp->locked_ext)
        mp->todo = TODO_EXIT;
    return DID_END;
}
