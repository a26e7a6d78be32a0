/* once.c: sync.Once. Whoever comes while the first runs the function waits for its mutex. go: sync/once.go */
#include "sync.h"

/* go: Once.doSlow */
enum did op_once(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *o = &s->objects[op->obj];
    enum did did;

    if (gp->phase == SYNC_START && o->done)
        return DID_NEXT;
    did = mutex_lock(s, mp, gp, o);
    if (did != DID_NEXT)
        return did;
    if (o->done)
        return done_unlocking(mutex_unlock(s, mp, o));
    if (op->body == NOBODY) {
        once_done(s, mp, op);
        return DID_NEXT;
    }
    gp->pc = op->body;
    return DID_JUMP;
}

/* The mutex cannot be starving here, so nobody is handed it: it has not been unlocked before, and who comes for it from
 * now on finds the work done. */
void once_done(struct sim *s, struct m *mp, const struct op *op)
{
    struct object_state *o = &s->objects[op->obj];
    enum did did;

    o->done = true;
    sync_event(s, mp, o, SYNC_ONCE, o->mu.waiters);
    did = mutex_unlock(s, mp, o);
    assert(did == DID_NEXT);
    (void)did;
}
