/* waitgroup.c: sync.WaitGroup. go: sync/waitgroup.go
 *
 * The last Done readies all who wait, one after the other, each into runnext: the last of them runs first. */
#include "sync.h"

/* go: WaitGroup.Add */
static enum did wg_add(struct sim *s, struct m *mp, struct object_state *wg, int64_t delta)
{
    /* The counter is the upper half of 64 bits: it wraps as in Go. */
    int32_t v = wg->counter = (int32_t)((uint32_t)wg->counter + (uint32_t)delta);
    uint32_t w = wg->waiters;

    m_owe(mp, cost_of(s, COST_MUTEX_OP));
    sync_event(s, mp, wg, SYNC_ADD, v);
    if (v < 0)
        return gopanic(s, mp, PANIC_WG_NEGATIVE, 0);
    if (w != 0 && delta > 0 && v == (int32_t)(uint32_t)delta)
        return gopanic(s, mp, PANIC_WG_MISUSE, 0);
    if (v > 0 || w == 0)
        return DID_NEXT;
    wg->waiters = 0;
    for (; w != 0; w--)
        semrelease1(s, mp, &wg->sema, false);
    return DID_NEXT;
}

/* go: WaitGroup.Wait */
static enum did wg_wait(struct sim *s, struct m *mp, struct g *gp, struct object_state *wg)
{
    if (gp->phase == SYNC_START) {
        m_owe(mp, cost_of(s, COST_MUTEX_OP));
        if (wg->counter == 0)
            return DID_NEXT;
        wg->waiters++;
    }
    if (gp->phase == SYNC_START ? !cansemacquire(&wg->sema) : !semwoken(gp, &wg->sema)) {
        gp->phase = WG_WOKEN;
        return sempark(s, mp, gp, &wg->sema, wg->id, false, WAIT_WG);
    }
    if (wg->counter != 0 || wg->waiters != 0)
        return gopanic(s, mp, PANIC_WG_REUSED, 0);
    return DID_NEXT;
}

enum did op_wg_add(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)gp;
    return wg_add(s, mp, &s->objects[op->obj], op->n);
}

enum did op_wg_done(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)gp;
    return wg_add(s, mp, &s->objects[op->obj], -1);
}

enum did op_wait(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *o = &s->objects[op->obj];

    return o->def->kind == OBJ_COND ? cond_wait(s, mp, gp, o) : wg_wait(s, mp, gp, o);
}
