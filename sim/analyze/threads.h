/* threads.h: threads and processors, counted.
 *
 * Threads as Go's schedtrace counts them: every M that was made and has not ended, M0 and sysmon included. */
#ifndef ANALYZE_THREADS_H
#define ANALYZE_THREADS_H

#include <stdbool.h>

#include "event.h"
#include "vec.h"
#include "wide.h"

/* Where an M stands, as far as it counts here. */
struct m_tally {
    int16_t park; /* enum m_park, or NOBODY: not parked */
    goid locked;  /* PARK_LOCKED: its goroutine */
};

struct threads {
    VEC(struct m_tally) ms; /* by id */
    int64_t created, now, max;
    int64_t idle;                 /* parked on the idle list */
    int64_t blocked, blocked_max; /* in a system or C call */
    /* processors */
    int64_t gomaxprocs;
    int64_t idle_ps, idle_ps_min, idle_ps_max; /* min and max of what lasted; -1: nothing has yet */
    vtime idle_ps_since;
    wide idle_ps_time; /* P-nanoseconds */
    /* what happened */
    int64_t switches, handoffs, retakes, preemptions, wakeups, steals;
    VEC(goid) ran;     /* by P: the goroutine that it ran last */
    struct event last; /* the event before */
};

/* Starts zeroed, but for: */
void threads_init(struct threads *ts);
void threads_event(struct threads *ts, const struct event *ev);

/* The run is over at `t`. */
void threads_end(struct threads *ts, vtime t);

/* How many Ms are parked for a locked goroutine of which `waits` says true. */
int64_t threads_locked(const struct threads *ts, bool (*waits)(const void *arg, goid g),
                       const void *arg);
void threads_deinit(struct threads *ts);

#endif
