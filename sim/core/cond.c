/* cond.c: sync.Cond. go: sync/cond.go, notifyList in sema.go
 *
 * Wait takes a ticket before it unlocks L, so that a Signal that comes between the unlocking and the parking is not lost. */
#include "sync.h"

/* Tickets wrap. go: less */
static bool ticket_before(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0;
}

/* go: Cond.Wait */
enum did cond_wait(struct sim *s, struct m *mp, struct g *gp, struct object_state *c)
{
    struct object_state *l = &s->objects[c->def->mutex];

    switch (gp->phase) {
    case SYNC_START: {
        enum did did;

        gp->sd.word = c->notify_wait++;
        did = locker_unlock(s, mp, l);
        if (did == DID_END)
            return did;
        gp->phase = COND_UNLOCKED;
        if (did == DID_OFF)
            return did;
    }
        /* fallthrough */
    case COND_UNLOCKED:
        gp->phase = COND_NOTIFIED;
        if (!ticket_before(gp->sd.word, c->notify_next)) {
            gp->sd.g = gp;
            sudog_push(&c->notify, &gp->sd, c->id);
            return gopark(s, mp, WAIT_COND, c->id);
        }
        /* fallthrough */
    default:
        return locker_lock(s, mp, gp, l);
    }
}

/* go: notifyListNotifyOne */
enum did op_signal(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *c = &s->objects[op->obj];
    struct sudog *sg = c->notify.first;
    uint32_t ticket = c->notify_next;

    (void)gp;
    m_owe(mp, cost_of(s, COST_MUTEX_OP));
    if (ticket != c->notify_wait)
        c->notify_next++;
    sync_event(s, mp, c, SYNC_SIGNAL, (int64_t)(c->notify_wait - c->notify_next));
    if (ticket == c->notify_wait)
        return DID_NEXT;
    /* Who has that ticket is first in the list, unless it yielded after taking it; or is about to park, and will not. */
    while (sg && sg->word != ticket)
        sg = sg->next;
    if (sg) {
        sudog_remove(&c->notify, sg);
        goready(s, mp, sg->g, BY_SYNC);
    }
    return DID_NEXT;
}

/* go: notifyListNotifyAll */
enum did op_broadcast(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *c = &s->objects[op->obj];
    struct sudog *sg;

    (void)gp;
    m_owe(mp, cost_of(s, COST_MUTEX_OP));
    c->notify_next = c->notify_wait;
    sync_event(s, mp, c, SYNC_BROADCAST, 0);
    while ((sg = sudog_pop(&c->notify)))
        goready(s, mp, sg->g, BY_SYNC);
    return DID_NEXT;
}
