/* proc.h: the scheduler itself: finding a goroutine to run, and the ways in which one stops running.
 *
 * The functions that are steps of a thread return true when the thread computes on (mp->todo and mp->owed say what comes
 * next), false when it parked, sleeps or is gone. */
#ifndef CORE_PROC_H
#define CORE_PROC_H

#include "internal.h"

/* One round: finds a goroutine and begins to run it. go: schedule */
bool schedule(struct sim *s, struct m *mp);

/* What comes after finding a goroutine; true if mp runs it. go: the second half of schedule */
bool found(struct sim *s, struct m *mp, struct g *gp, enum from from, bool fresh);

/* Where schedule goes on after it had to wait. go: findRunnable and its parts */
bool find_runnable(struct sim *s, struct m *mp);
bool steal_work(struct sim *s, struct m *mp);
bool steal_nap_over(struct sim *s, struct m *mp);
bool release_and_park(struct sim *s, struct m *mp);
bool poll_over(struct sim *s, struct m *mp);

/* mp runs gp. `fresh`: a new time slice. go: execute */
void execute(struct sim *s, struct m *mp, struct g *gp, enum from from, bool fresh);

/* Takes mp's goroutine off it; mp goes on to schedule. go: dropg */
struct g *dropg(struct m *mp);

/* A new goroutine that runs function `func` (-1-SYSGO: one of the runtime's), put on the creator's P. `fp` is the frame of
 * its start function (NULL for the runtime's), whose reference it takes. go: newproc */
struct g *newproc(struct sim *s, struct m *mp, int32_t func, struct frame *fp);

/* The same, without a queue and without waking anybody. go: newproc1 */
struct g *newproc1(struct sim *s, struct m *mp, int32_t func, struct frame *fp);

/* Makes gp, which waits, runnable in mp's runnext, without the wakep that goready does. */
void ready_quietly(struct sim *s, struct m *mp, struct g *gp, enum cause cause);

/* mp's goroutine ends. go: goexit0 */
enum did goexit0(struct sim *s, struct m *mp);

/* runtime.Gosched. go: goschedImpl */
enum did gosched(struct sim *s, struct m *mp);

/* mp's goroutine was asked to stop, and does. go: gopreempt_m */
void gopreempt(struct sim *s, struct m *mp);

/* Asks what runs on pp to stop. go: preemptone */
bool preemptone(struct sim *s, struct p *pp);

/* Takes gp's status from waiting to running etc. and counts how long it was in the old one. */
void casgstatus(struct sim *s, struct g *gp, enum g_status status);

/* Steps with which stealing visits the Ps; made anew when GOMAXPROCS changes. go: randomOrder.reset */
void steal_order_reset(struct sim *s);

#endif
