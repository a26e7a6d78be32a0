/* sched_text.h: the lines of GODEBUG=schedtrace and scheddetail, byte for byte as the model's Go writes them.
 *
 *     go1.19: SCHED 10ms: gomaxprocs=4 … runqueue=1 [10 4 1 1]
 *     go1.24: SCHED 21ms: gomaxprocs=4 … needspinning=1 … runqueue=3 [4 4 3 3]
 *     go1.27: SCHED 22ms: gomaxprocs=4 … needspinning=1 … runqueue=2 [ 11 3 0 0 ] schedticks=[ 2 2 2 5 ]
 *
 * The console writes them; the simulator knows by them how much a redirected standard error takes of its disk.
 *
 * A snapshot arrives as a burst of EV_SNAP… events, a field each, in the order of print. go: schedtrace in proc.go */
#ifndef EVENT_SCHED_TEXT_H
#define EVENT_SCHED_TEXT_H

#include <stdbool.h>

#include "event.h"
#include "sb.h"

struct sched_text {
    enum model model;
    int throwing; /* a fatal error has been told: what its thread's throwing= says. go: throwType */
    bool silent;  /* the burst is a mark's: nothing is printed */
    bool plain;   /* one line; else the block of scheddetail or of a crash */
    bool head_open;     /* the head still lacks its newline */
    bool list_open;     /* a list of Ps still lacks its bracket */
    int32_t crashing_m; /* the thread that prints a crash's block, NOBODY otherwise */
};

/* Adds to `out` what `ev` (one of EV_SNAP, EV_SNAP_P, EV_SNAP_M, EV_SNAP_G, EV_SNAP_END) prints. */
void sched_text_event(struct sched_text *st, const struct event *ev, struct sb *out);

#endif
