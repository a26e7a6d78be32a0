/* transcript.h: what a run printed, line by line, with the instant of each; and beside each SCHED line what was true on the
 * average of time since the one before. */
#ifndef VIZ_TRANSCRIPT_H
#define VIZ_TRANSCRIPT_H

#include "arena.h"
#include "sched_text.h"
#include "vec.h"
#include "world.h"

struct subject;

/* Means over the time since the line before, in thousandths; -1: no time has passed. */
struct transcript_truth {
    vtime from, to;
    int64_t idleprocs, threads, idlethreads, spinningthreads, runqueue, local, running;
};

struct transcript_line {
    vtime t;
    int64_t pos; /* in the history, after the event that printed it */
    const char *text;
    bool to_stderr;
    int32_t truth; /* of a SCHED head: in truths; NOBODY otherwise */
};

struct transcript {
    VEC(struct transcript_line) lines;
    VEC(struct transcript_truth) truths;
    struct arena arena;
    void *fold; /* its own */
};

void transcript_init(struct transcript *tr, const struct subject *su);
void transcript_events(struct transcript *tr, const struct event *ev, size_t n);

/* The last line printed at or before position `pos`, or -1. */
int64_t transcript_at(const struct transcript *tr, int64_t pos);
void transcript_deinit(struct transcript *tr);

#endif
