#include "sysmon.h"

#include "gc.h"
#include "netpoll.h"
#include "os.h"
#include "proc.h"
#include "runq.h"
#include "snapshot.h"
#include "syscall.h"
#include "timer.h"
#include "wake.h"

#define SHORTEST (20 * USEC)
#define LONGEST (10 * MSEC)
#define PATIENCE 50           /* looks at the shortest distance */
#define DEEP_SLEEP (60 * SEC) /* go: forcegcperiod / 2 */
#define POLL_EVERY (10 * MSEC)

void sysmon_start(struct sim *s, struct m *mp)
{
    s->nmsys++;
    s->sysmon_delay = 0;
    newm(s, mp, NULL, false, M_SYSMON);
    checkdead(s, mp);
}

/* A P whose goroutine is in a system call: may it be taken away? go: retake */
static bool should_retake(struct sim *s, struct p *pp, bool old_slice)
{
    if (!old_slice && pp->seen_syscalltick != pp->syscalltick) {
        /* The first look at this call: it gets until the next one. */
        pp->seen_syscalltick = pp->syscalltick;
        pp->seen_syscallwhen = s->now;
        return false;
    }
    /* Nobody waits for it, and there are others who look for work: leave it for 10 ms. */
    if (runqempty(pp) && s->nmspinning + s->npidle > 0 &&
        pp->seen_syscallwhen + FORCE_PREEMPT_NS > s->now)
        return false;
    return true;
}

/* go: retake */
static int32_t retake(struct sim *s, struct m *mp)
{
    int32_t n = 0;

    for (int32_t i = 0; i < s->gomaxprocs && !s->ended; i++) {
        struct p *pp = s->allp[i];
        bool old_slice = false;

        if (pp->status != P_RUNNING && pp->status != P_SYSCALL)
            continue;
        if (pp->seen_schedtick != pp->schedtick) {
            pp->seen_schedtick = pp->schedtick;
            pp->seen_schedwhen = s->now;
        } else if (pp->seen_schedwhen + FORCE_PREEMPT_NS <= s->now) {
            preemptone(s, pp);
            old_slice = true;
        }
        if (!in_syscall(pp) || !should_retake(s, pp, old_slice))
            continue;
        steal_from_syscall(s, mp, pp, P_STEAL_RETAKE);
        n++;
        handoffp(s, mp, pp);
    }
    return n;
}

static void poll_network(struct sim *s, struct m *mp)
{
    struct g *list[NETPOLL_BATCH];
    size_t n;

    if (!s->netpoll_inited || s->lastpoll == 0 || s->lastpoll + POLL_EVERY >= s->now)
        return;
    s->lastpoll = s->now;
    n = netpoll_take(s, list);
    injectglist(s, mp, list, n, BY_SYSMON);
}

static void trace_if_due(struct sim *s, struct m *mp)
{
    int64_t every = s->prog->schedtrace_ms;

    if (every <= 0 || s->cfg.snapshots_off)
        return;
    if (s->lasttrace >= 0 && s->lasttrace + every * MSEC > s->now)
        return;
    s->lasttrace = s->now;
    snapshot(s, s->prog->scheddetail ? SNAP_DETAIL : SNAP_SCHEDTRACE, mp);
}

static bool may_sleep_deep(const struct sim *s)
{
    return s->prog->schedtrace_ms <= 0 && (s->gcwaiting || s->npidle == s->gomaxprocs);
}

static vtime next_delay(struct sim *s)
{
    if (s->sysmon_idle == 0)
        return SHORTEST;
    if (s->sysmon_idle <= PATIENCE)
        return s->sysmon_delay;
    return s->sysmon_delay * 2 > LONGEST ? LONGEST : s->sysmon_delay * 2;
}

static void tell_look(struct sim *s, struct m *mp, vtime sleeps, int32_t retaken, bool deep)
{
    struct event *e = event_add(s, EV_SYSMON, mp);

    e->a = sleeps;
    e->b = retaken;
    e->flag = deep;
}

/* The next nap, and after it perhaps the deep sleep. */
static void nap(struct sim *s, struct m *mp, int32_t retaken)
{
    s->sysmon_delay = next_delay(s);
    tell_look(s, mp, s->sysmon_delay, retaken, false);
    mp->blocked = false;
    os_sleep(s, mp, s->now + mp->owed + s->sysmon_delay + OS_TIMER_SLACK, TODO_SYSMON);
}

static bool sleep_deep(struct sim *s, struct m *mp)
{
    vtime next = timers_next_of_all(s, VTIME_MAX);
    vtime until = s->now + DEEP_SLEEP;

    if (!may_sleep_deep(s) || next <= s->now)
        return false;
    s->sysmonwait = true;
    s->sysmon_deep = true;
    tell_look(s, mp, (next < until ? next : until) - s->now, 0, true);
    mp->blocked = true;
    os_sleep(s, mp, (next < until ? next : until) + OS_TIMER_SLACK, TODO_SYSMON);
    return true;
}

void sysmon_look(struct sim *s, struct m *mp)
{
    int32_t n;

    if (!s->sysmon_started) {
        s->sysmon_started = true;
        nap(s, mp, 0);
        return;
    }
    /* A deep sleep that ran out by itself does not make it look more often; one that was ended does (sysmon_wake). */
    if (!s->sysmon_deep && sleep_deep(s, mp))
        return;
    s->sysmon_deep = false;
    s->sysmonwait = false;
    poll_network(s, mp);
    n = retake(s, mp);
    s->sysmon_idle = n ? 0 : s->sysmon_idle + 1;
    gc_force_if_old(s, mp);
    trace_if_due(s, mp);
    if (!s->ended)
        nap(s, mp, n);
}

void sysmon_wake(struct sim *s)
{
    struct m *mp;

    if (!s->sysmonwait)
        return;
    s->sysmonwait = false;
    s->sysmon_idle = 0;
    s->sysmon_delay = SHORTEST;
    mp = s->allm.at[1];
    assert(mp->role == M_SYSMON);
    os_wake(s, mp, s->now + cost_of(s, COST_THREAD_WAKE), TODO_SYSMON);
}
