/* gc.h: the garbage collector as the scheduler sees it: when a cycle begins, who marks, how long, and two short stops.
 *
 * A cycle: its starter stops the world (sweep termination), workers mark while the program runs, who finishes stops the
 * world again (mark termination). A quarter of the Ps' time goes to marking, by dedicated and fractional workers; idle Ps
 * help; who allocates faster than the workers mark assists. What there is to mark are the bytes that variables hold. */
#ifndef CORE_GC_H
#define CORE_GC_H

#include "internal.h"

void gc_init(struct sim *s);
void gc_free(struct sim *s);

int64_t gc_cycles(const struct sim *s);
vtime gc_pause_total(const struct sim *s);
bool gc_started_since(const struct sim *s, vtime t);

/* `bytes` that a variable held are garbage now. */
void gc_let_go(struct sim *s, int64_t bytes, bool noscan);

/* gp allocates `bytes`, held by a variable (`held`) or garbage at once. May begin a cycle, or assist one; resumable, with
 * gp->phase from 0. go: mallocgc */
enum did gc_allocate(struct sim *s, struct m *mp, struct g *gp, int64_t bytes, bool held,
                     bool noscan);

/* Begins a cycle; resumable like an operation, with its state in the collector. DID_NEXT: marking is on. go: gcStart */
enum did gc_start(struct sim *s, struct m *mp, struct g *gp);

/* A step of a mark worker; of the background sweeper. */
enum did gc_worker_step(struct sim *s, struct m *mp, struct g *gp);
enum did gc_sweep_step(struct sim *s, struct m *mp, struct g *gp);

/* Is it the background sweeper, in the middle of a span? */
bool gc_is_sweeping(const struct g *gp);

/* Is this worker one that is not to be preempted? */
bool gc_is_dedicated(const struct sim *s, const struct g *gp);

/* Places in find_runnable: a dedicated or fractional worker for mp's P; one for a P that would be idle. Runnable when
 * returned. go: findRunnableGCWorker */
struct g *gc_find_worker(struct sim *s, struct m *mp);
struct g *gc_find_idle_worker(struct sim *s, struct m *mp);
bool gc_idle_work(const struct sim *s);      /* would an idle P find one? */
int32_t gc_workers_due(const struct sim *s); /* dedicated workers that are to be started */
bool gc_work_waits(const struct sim *s, const struct p *pp); /* is there marking for pp to do? */

/* Two minutes since the last cycle: sysmon makes the helper run. */
void gc_force_if_old(struct sim *s, struct m *mp);

bool gc_is_off(const struct sim *s); /* no cycle is on */

/* P time of the collector so far. */
struct gc_cpu {
    vtime dedicated, assist, idle, pause;
};
void gc_cpu(const struct sim *s, struct gc_cpu *out);

op_fn op_alloc, op_gc;

#endif
