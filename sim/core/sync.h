/* sync.h: what the operations of package sync have in common.
 *
 * Go's atomics become plain fields: an operation of the simulator happens at one instant. What stays of them is that who
 * is woken does not own anything yet, and may find that somebody was faster. */
#ifndef CORE_SYNC_H
#define CORE_SYNC_H

#include "internal.h"

/* g.phase: where an operation goes on. */
enum sync_phase {
    SYNC_START,    /* 0 */
    LOCK_SPUN,     /* Mutex: back from a spin */
    LOCK_WOKEN,    /* Mutex: woken in its semaphore */
    WRITER_WOKEN,  /* RWMutex: the readers before it have left */
    READER_WOKEN,  /* RWMutex: the writer before it has left */
    WG_WOKEN,      /* WaitGroup */
    COND_UNLOCKED, /* Cond: has its ticket, and unlocked L */
    COND_NOTIFIED, /* Cond: woken; has to lock L */
};

/* ---- semaphores (sema.c) --------------------------------------------------------------------------------------- */

/* Takes a permit, if there is one. */
bool cansemacquire(struct sema *sem);

/* Parks gp in the semaphore's queue, which belongs to object `obj`: at its end, or with `lifo` in front. The caller has
 * set gp->phase, and asks semwoken when gp runs again. Returns DID_OFF. go: semacquire1 */
enum did sempark(struct sim *s, struct m *mp, struct g *gp, struct sema *sem, int32_t obj,
                 bool lifo, enum wait_reason reason);

/* gp, woken, has the semaphore: it was handed over, or a permit is left for it. Otherwise it must park again. */
bool semwoken(const struct g *gp, struct sema *sem);

/* Gives a permit back and wakes who waits first. With `handoff` the permit goes straight to that one, and the caller must
 * then goyield: true. go: semrelease1 */
bool semrelease1(struct sim *s, struct m *mp, struct sema *sem, bool handoff);

/* ---- locks (mutex.c, rwmutex.c, locker.c) ------------------------------------------------------------------------ */

/* Locks the Mutex in `o`; call it again while it returns DID_AGAIN or DID_OFF, until it returns DID_NEXT. */
enum did mutex_lock(struct sim *s, struct m *mp, struct g *gp, struct object_state *o);

/* Unlocks it: DID_NEXT; DID_OFF when gp has yielded to who it handed it to, but is done; or DID_END: it was not locked. */
enum did mutex_unlock(struct sim *s, struct m *mp, struct object_state *o);

/* The same for an RWMutex. */
enum did rwmutex_lock(struct sim *s, struct m *mp, struct g *gp, struct object_state *o);
enum did rwmutex_unlock(struct sim *s, struct m *mp, struct object_state *o);

/* The same for either. go: sync.Locker */
enum did locker_lock(struct sim *s, struct m *mp, struct g *gp, struct object_state *o);
enum did locker_unlock(struct sim *s, struct m *mp, struct object_state *o);

/* An operation that ends with an unlock: what it returns. */
static inline enum did done_unlocking(enum did did)
{
    return did == DID_OFF ? DID_OFF_NEXT : did;
}

enum did cond_wait(struct sim *s, struct m *mp, struct g *gp, struct object_state *c);

void sync_event(struct sim *s, struct m *mp, const struct object_state *o, enum sync_op what,
                int64_t n);

#endif
