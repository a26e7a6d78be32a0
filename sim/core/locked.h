/* locked.h: LockOSThread. */
#ifndef CORE_LOCKED_H
#define CORE_LOCKED_H

#include "internal.h"

/* Ties gp and mp together; unties them. go: dolockOSThread, dounlockOSThread */
void lock_thread(struct sim *s, struct m *mp, struct g *gp);
void unlock_thread(struct sim *s, struct m *mp, struct g *gp);

/* A program that calls C has two more threads from its start: the template of threads, and one for calls that come back,
 * which never runs if none does, yet counts as one that may: such a program is never found to be deadlocked.
 * go: newextram, and what main does if iscgo */
void start_cgo(struct sim *s, struct m *mp);

/* mp was woken with a P, to run the goroutine it is locked to. go: the end of stoplockedm */
bool run_locked(struct sim *s, struct m *mp);

op_fn op_lockthread, op_unlockthread, op_setmaxthreads;

#endif
