/* rwmutex.c: sync.RWMutex, and Lock and Unlock of either kind of mutex. go: sync/rwmutex.go
 *
 * A writer takes the inner mutex against other writers, then announces itself by taking 2^30 off the count of readers:
 * who comes to read now waits for it, and it waits for those who were reading before. */
#include "sync.h"

enum { RWMUTEX_MAX_READERS = 1 << 30 };

static int32_t readers(const struct object_state *o)
{
    return o->reader_count < 0 ? o->reader_count + RWMUTEX_MAX_READERS : o->reader_count;
}

enum did rwmutex_lock(struct sim *s, struct m *mp, struct g *gp, struct object_state *o)
{
    if (gp->phase == WRITER_WOKEN) {
        if (!semwoken(gp, &o->writer_sem))
            return sempark(s, mp, gp, &o->writer_sem, o->id, false, WAIT_RW_LOCK);
    } else {
        enum did did = mutex_lock(s, mp, gp, o);
        int32_t before;

        if (did != DID_NEXT)
            return did;
        before = o->reader_count;
        o->reader_count -= RWMUTEX_MAX_READERS;
        o->reader_wait += before;
        if (before != 0 && o->reader_wait != 0 && !cansemacquire(&o->writer_sem)) {
            gp->phase = WRITER_WOKEN;
            return sempark(s, mp, gp, &o->writer_sem, o->id, false, WAIT_RW_LOCK);
        }
    }
    sync_event(s, mp, o, SYNC_LOCK, o->mu.waiters);
    return DID_NEXT;
}

/* Readers first, then the inner mutex: on one processor the next writer is in runnext and runs before them all. */
enum did rwmutex_unlock(struct sim *s, struct m *mp, struct object_state *o)
{
    o->reader_count += RWMUTEX_MAX_READERS;
    if (o->reader_count >= RWMUTEX_MAX_READERS)
        return throw_fatal(s, mp, FATAL_RW_UNLOCK, 0);
    sync_event(s, mp, o, SYNC_UNLOCK, o->mu.waiters);
    for (int32_t i = o->reader_count; i > 0; i--)
        semrelease1(s, mp, &o->reader_sem, false);
    return mutex_unlock(s, mp, o);
}

enum did op_rlock(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *o = &s->objects[op->obj];
    bool wait;

    if (gp->phase == READER_WOKEN) {
        wait = !semwoken(gp, &o->reader_sem);
    } else {
        m_owe(mp, cost_of(s, COST_MUTEX_OP));
        wait = ++o->reader_count < 0 && !cansemacquire(&o->reader_sem);
    }
    if (wait) {
        gp->phase = READER_WOKEN;
        return sempark(s, mp, gp, &o->reader_sem, o->id, false, WAIT_RW_RLOCK);
    }
    sync_event(s, mp, o, SYNC_RLOCK, readers(o));
    return DID_NEXT;
}

enum did op_runlock(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *o = &s->objects[op->obj];
    int32_t r = --o->reader_count;

    (void)gp;
    m_owe(mp, cost_of(s, COST_MUTEX_OP));
    if (r == -1 || r == -RWMUTEX_MAX_READERS - 1)
        return throw_fatal(s, mp, FATAL_RW_RUNLOCK, 0);
    sync_event(s, mp, o, SYNC_RUNLOCK, readers(o));
    if (r < 0 && --o->reader_wait == 0) /* the last of those the writer waits for */
        semrelease1(s, mp, &o->writer_sem, false);
    return DID_NEXT;
}

enum did locker_lock(struct sim *s, struct m *mp, struct g *gp, struct object_state *o)
{
    return o->def->kind == OBJ_MUTEX ? mutex_lock(s, mp, gp, o) : rwmutex_lock(s, mp, gp, o);
}

enum did locker_unlock(struct sim *s, struct m *mp, struct object_state *o)
{
    return o->def->kind == OBJ_MUTEX ? mutex_unlock(s, mp, o) : rwmutex_unlock(s, mp, o);
}

enum did op_lock(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    return locker_lock(s, mp, gp, &s->objects[op->obj]);
}

enum did op_unlock(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)gp;
    return done_unlocking(locker_unlock(s, mp, &s->objects[op->obj]));
}
