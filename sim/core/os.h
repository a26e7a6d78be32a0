/* os.h: the simulated operating system: threads share the machine's cores.
 *
 * As long as there are no more threads that want to compute than cores, each has one and this file adds nothing. Beyond
 * that a thread waits for a core; one that wakes takes the core of whoever has computed longest, if that was for a
 * millisecond or more; who computes gives way after 3 ms. That is the shape of Linux's fair scheduler, not its arithmetic. */
#ifndef CORE_OS_H
#define CORE_OS_H

#include "internal.h"

#define OS_SLICE (3 * MSEC)        /* a thread's turn while others wait */
#define OS_WAKE_PREEMPT (1 * MSEC) /* a thread that has had so much gives way to one that wakes */
#define OS_TIMER_SLACK                                                                             \
    (91 *                                                                                          \
     USEC) /* what a timed sleep takes longer than asked: Linux's timer slack of 50 us, and the wake-up.
                                    * usleep(20) was measured to take 111 us */
#define SIGNAL_NS (1 * USEC) /* from tgkill to the handler */

/* mp computes on; its next moment is when it has worked off what it owes. */
void os_compute(struct sim *s, struct m *mp, enum todo todo);

/* mp sleeps in the kernel until `at` (VTIME_MAX: until it is woken), then does `todo`. Its core is free. */
void os_sleep(struct sim *s, struct m *mp, vtime at, enum todo todo);

/* Wakes mp, which sleeps, or brings its waking forward: it does `todo` from `at` on. */
void os_wake(struct sim *s, struct m *mp, vtime at, enum todo todo);

/* mp's moment has come. True: it has a core and is to act. False: it waits for one. */
bool os_arrive(struct sim *s, struct m *mp);

/* A signal stops what mp computes: its next moment is at `at` at the latest. Returns the CPU time that this leaves undone. */
vtime os_cut(struct sim *s, struct m *mp, vtime at);

/* The time slice of a core is over. */
void os_slice_end(struct sim *s, int32_t core, uint32_t gen);

/* A new thread begins at `at`, with `todo`. */
void os_start(struct sim *s, struct m *mp, vtime at, enum todo todo);

/* mp is gone for good. */
void os_exit(struct sim *s, struct m *mp);

#endif
