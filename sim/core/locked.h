/* locked.h: LockOSThread. */
#ifndef CORE_LOCKED_H
#define CORE_LOCKED_H

#include "internal.h"

/* Ties gp and mp together; unties them. go: dolockOSThread, dounlockOSThread */
void lock_thread(struct sim *s, struct m *mp, struct g *gp);
void unlock_thread(struct sim *s, struct m *mp, struct g *gp);

/* mp was woken with a P, to run the goroutine it is locked to. go: the end of stoplockedm */
bool run_locked(struct sim *s, struct m *mp);

op_fn op_lockthread, op_unlockthread, op_setmaxthreads;

#endif
