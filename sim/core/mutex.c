/* mutex.c: sync.Mutex. go: internal/sync/mutex.go
 *
 *     normal mode      Unlock wakes the first waiter, who must compete for the lock with all who run; it mostly loses
 *                      against who is on a processor already, and queues again, in front.
 *     starvation mode  begun by a waiter that has waited for over 1 ms and lost again. Unlock hands the lock to the first
 *                      waiter; who comes anew queues at the end.
 */
#include "runq.h"
#include "sync.h"

enum { ACTIVE_SPIN = 4 };    /* go: active_spin */
#define SPIN_NS (120 * NSEC) /* 30 PAUSE instructions. go: active_spin_cnt */

/* What lockSlow remembers from one turn to the next, in g.sd.word. */
enum {
    LOCK_ITER = 7, /* how often it has spun */
    LOCK_AWOKE = 8,
    LOCK_STARVING = 16,
    LOCK_WAITED = 32, /* g.wait_from says since when */
    LOCK_LIFO = 64    /* it is in front of the queue, having been in it before */
};

void sync_event(struct sim *s, struct m *mp, const struct object_state *o, enum sync_op what,
                int64_t n)
{
    int32_t at = place_of(s, mp->curg);
    struct event *e = event_add(s, EV_SYNC, mp);

    e->at = at;
    e->a = o->id;
    e->b = n;
    e->flag = (uint8_t)what;
}

/* Spinning may pay: others run, and gp keeps nobody from running. go: sync_runtime_canSpin */
static bool can_spin(const struct sim *s, const struct m *mp, uint32_t iter)
{
    return iter < ACTIVE_SPIN && s->prog->cores > 1 &&
           s->gomaxprocs > s->npidle + s->nmspinning + 1 && runqempty(mp->p);
}

static enum did spin(struct m *mp, struct g *gp, struct sync_mutex *mu)
{
    uint32_t *word = &gp->sd.word;

    if (!(*word & LOCK_AWOKE) && !mu->woken && mu->waiters != 0) {
        mu->woken = true; /* Unlock need not wake anybody */
        *word |= LOCK_AWOKE;
    }
    ++*word; /* LOCK_ITER */
    m_owe(mp, SPIN_NS);
    gp->phase = LOCK_SPUN;
    return DID_AGAIN;
}

/* gp has come out of the semaphore. True if the mutex was handed to it. */
static bool awoken(struct sim *s, struct m *mp, struct g *gp, struct object_state *o)
{
    struct sync_mutex *mu = &o->mu;
    uint32_t *word = &gp->sd.word;

    if (s->now - gp->wait_from > STARVATION_NS)
        *word |= LOCK_STARVING;
    if (!mu->starving) {
        *word = (*word & ~(uint32_t)LOCK_ITER) | LOCK_AWOKE;
        return false;
    }
    assert(!mu->locked && !mu->woken && mu->waiters > 0);
    mu->locked = true;
    mu->waiters--;
    if (!(*word & LOCK_STARVING) || mu->waiters == 0) {
        mu->starving = false;
        sync_event(s, mp, o, SYNC_NORMAL, mu->waiters);
    }
    return true;
}

/* One attempt to change the mutex's state: true if gp has locked it; otherwise it counts as a waiter now. */
static bool attempt(struct sim *s, struct m *mp, struct g *gp, struct object_state *o)
{
    struct sync_mutex *mu = &o->mu;
    uint32_t word = gp->sd.word;
    bool taken = mu->locked || mu->starving;

    if (word & LOCK_AWOKE)
        mu->woken = false;
    if (!taken) {
        mu->locked = true;
        return true;
    }
    mu->waiters++;
    if (word & LOCK_STARVING && mu->locked && !mu->starving) {
        mu->starving = true;
        sync_event(s, mp, o, SYNC_STARVING, mu->waiters);
    }
    return false;
}

static enum did lock_park(struct sim *s, struct m *mp, struct g *gp, struct object_state *o)
{
    gp->phase = LOCK_WOKEN;
    return sempark(s, mp, gp, &o->mu.sema, o->id, gp->sd.word & LOCK_LIFO, WAIT_MUTEX);
}

/* go: Mutex.lockSlow */
static enum did lock_slow(struct sim *s, struct m *mp, struct g *gp, struct object_state *o)
{
    struct sync_mutex *mu = &o->mu;
    uint32_t *word = &gp->sd.word;

    if (gp->phase == LOCK_WOKEN) {
        if (!semwoken(gp, &mu->sema))
            return lock_park(s, mp, gp, o);
        if (awoken(s, mp, gp, o))
            return DID_NEXT;
    }
    for (;;) {
        if (mu->locked && !mu->starving && can_spin(s, mp, *word & LOCK_ITER))
            return spin(mp, gp, mu);
        if (attempt(s, mp, gp, o))
            return DID_NEXT;
        if (*word & LOCK_WAITED)
            *word |= LOCK_LIFO;
        else
            gp->wait_from = s->now;
        *word |= LOCK_WAITED;
        if (!cansemacquire(&mu->sema))
            return lock_park(s, mp, gp, o);
        if (awoken(s, mp, gp, o)) /* a permit lay there for one who was woken and has not run yet */
            return DID_NEXT;
    }
}

enum did mutex_lock(struct sim *s, struct m *mp, struct g *gp, struct object_state *o)
{
    struct sync_mutex *mu = &o->mu;
    enum did did = DID_NEXT;

    if (gp->phase == LOCK_SPUN || gp->phase == LOCK_WOKEN) {
        did = lock_slow(s, mp, gp, o);
    } else {
        m_owe(mp, cost_of(s, COST_MUTEX_OP));
        gp->sd.word = 0;
        if (!mu->locked && !mu->starving)
            mu->locked = true;
        else
            did = lock_slow(s, mp, gp, o);
    }
    if (did == DID_NEXT && o->def->kind == OBJ_MUTEX)
        sync_event(s, mp, o, SYNC_LOCK, mu->waiters);
    return did;
}

/* go: Mutex.unlockSlow */
enum did mutex_unlock(struct sim *s, struct m *mp, struct object_state *o)
{
    struct sync_mutex *mu = &o->mu;
    bool wake = !mu->starving && mu->waiters != 0 && !mu->woken;

    m_owe(mp, cost_of(s, COST_MUTEX_OP));
    if (!mu->locked)
        return throw_fatal(s, mp, FATAL_UNLOCK, 0);
    mu->locked = false;
    if (wake) {
        mu->waiters--;
        mu->woken = true;
    }
    if (o->def->kind == OBJ_MUTEX)
        sync_event(s, mp, o, SYNC_UNLOCK, mu->waiters);
    if (mu->starving)
        return semrelease1(s, mp, &mu->sema, true) ? goyield(s, mp) : DID_NEXT;
    if (wake)
        semrelease1(s, mp, &mu->sema, false);
    return DID_NEXT;
}
