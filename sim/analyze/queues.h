/* queues.h: the run queues of a run, told by its events alone.
 *
 * Who stands where: the runnext and the ring of each P, and the global queue, in order. The lengths are what schedtrace
 * prints: a ring's without its runnext. */
#ifndef ANALYZE_QUEUES_H
#define ANALYZE_QUEUES_H

#include "event.h"
#include "vec.h"

/* A queue of goroutines, as a ring that grows. */
struct queue {
    goid *at;
    size_t head, len, room; /* room is a power of two */
};

struct queues_p {
    goid runnext;
    struct queue ring;
};

struct queues {
    VEC(struct queues_p) ps;
    VEC(goid) locked; /* by M: the goroutine it parked for */
    struct queue global;
    size_t ring_max, global_max;
};

/* Starts zeroed. Other events are ignored. */
void queues_event(struct queues *q, const struct event *ev);

size_t queues_ring(const struct queues *q, int32_t p); /* length of P's ring */
void queues_deinit(struct queues *q);

#endif
