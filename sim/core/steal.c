/* steal.c: a thread without work looks at the other Ps, and takes half of what it finds. */
#include "metrics.h"
#include "os.h"
#include "proc.h"
#include "runq.h"
#include "timer.h"
#include "wake.h"

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
static enum stole steal_from(struct sim *s, struct m *mp, struct p *victim, struct g **gp,
                             bool *fresh)
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
