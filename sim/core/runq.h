/* runq.h: queues of goroutines that can run: a P's own, and the global one.
 *
 *     runnext        head            tail
 *     [ g9 ]    . . [ g3  g4  g5 ] . . .
 *       |             |
 *       |             ' oldest: runs when runnext is empty
 *       ' just readied by the running goroutine; runs first, on its time slice
 *
 * Order, capacity and the overflow rule are Go's (runtime/proc.go). The runtime's atomics become plain counters: the
 * simulator has one thread. */
#ifndef CORE_RUNQ_H
#define CORE_RUNQ_H

#include "internal.h"

static inline uint32_t runq_len(const struct runq *q) /* without runnext, as schedtrace counts it */
{
    return q->tail - q->head;
}

static inline bool runqempty(const struct p *pp)
{
    return runq_len(&pp->runq) == 0 && !pp->runq.runnext;
}

/* Puts gp on pp's queue: into runnext (`next`), where it kicks out who was there, or at the tail of the ring. A full ring
 * sends its older half to the global queue. */
void runqput(struct sim *s, struct p *pp, struct g *gp, bool next);

/* Takes gp's place: runnext, which goes on with the current time slice (*fresh = false), or the oldest of the ring. */
struct g *runqget(struct p *pp, bool *fresh);

/* Takes the larger half of the victim's ring: returns its youngest, to be run, and appends the others to pp's ring. NULL
 * if it was empty. */
struct g *runqsteal(struct sim *s, struct p *pp, struct p *victim);

/* gp to the tail of the global queue, or to its head. */
void globrunqput(struct sim *s, struct g *gp);
void globrunqputhead(struct sim *s, struct g *gp);

/* One from the head of the global queue. go: globrunqget */
struct g *globrunqget(struct sim *s);

/* This P's share of the global queue: the first is returned, the others go to pp's ring. go: globrunqgetbatch */
struct g *globrunqgetbatch(struct sim *s, struct p *pp);

/* All of pp's ring and runnext to the tail of the global queue. go: runqdrain */
void runqdrain(struct sim *s, struct p *pp);

static inline size_t gqueue_len(const struct gqueue *q)
{
    return q->len;
}
void gqueue_push(struct gqueue *q, struct g *gp);
void gqueue_push_front(struct gqueue *q, struct g *gp);
struct g *gqueue_pop(struct gqueue *q);

#endif
