/* evq.h: future moments of a run, taken in order of time; equal times in order of insertion.
 *
 * A 4-ary heap. What is pending is one moment for each thread that computes or sleeps, never one for each goroutine, so
 * the heap is a few cache lines. There is no removal: a moment that was overtaken is recognised by its `gen`. */
#ifndef CORE_EVQ_H
#define CORE_EVQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vtime.h"

struct moment {
    vtime at;
    uint64_t seq;
    int32_t who;  /* a thread, or -1-core for the end of a core's time slice */
    uint32_t gen; /* of the thread or core when it was set */
};

struct evq {
    struct moment *heap;
    size_t len, cap;
    uint64_t seq;
    bool
        hole; /* the first one has been taken: who acts nearly always has a next moment to put in its place */
    size_t next; /* while there is a hole: the first of its children, 0: not looked for yet */
};

void evq_push(struct evq *q, vtime at, int32_t who, uint32_t gen);

/* The earliest moment; the queue must not be empty. */
struct moment evq_pop(struct evq *q);

/* When that is, VTIME_MAX for an empty queue. */
vtime evq_next(struct evq *q);

void evq_free(struct evq *q);

#endif
