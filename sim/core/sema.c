/* sema.c: the semaphores under Mutex, RWMutex and WaitGroup. go: sema.go */
#include "sync.h"

bool cansemacquire(struct sema *sem)
{
    if (sem->permits == 0)
        return false;
    sem->permits--;
    return true;
}

enum did sempark(struct sim *s, struct m *mp, struct g *gp, struct sema *sem, int32_t obj,
                 bool lifo, enum wait_reason reason)
{
    gp->sd.g = gp;
    gp->flags &= (uint8_t)~GF_OK;
    if (lifo)
        sudog_push_front(&sem->queue, &gp->sd, obj);
    else
        sudog_push(&sem->queue, &gp->sd, obj);
    return gopark(s, mp, reason, obj);
}

bool semwoken(const struct g *gp, struct sema *sem)
{
    return gp->flags & GF_OK || cansemacquire(sem);
}

bool semrelease1(struct sim *s, struct m *mp, struct sema *sem, bool handoff)
{
    struct sudog *sg = sudog_pop(&sem->queue);
    bool ticket;

    sem->permits++;
    if (!sg)
        return false;
    ticket = handoff && cansemacquire(sem);
    if (ticket)
        sg->g->flags |= GF_OK;
    goready(s, mp, sg->g, BY_SYNC);
    return ticket;
}
