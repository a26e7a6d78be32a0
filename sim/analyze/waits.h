/* waits.h: how long goroutines waited for each lock, and how often for each channel.
 *
 * The wait for a mutex lasts from the Lock that could not have it to the moment when that Lock has it, however often its
 * goroutine was woken in vain; for a WaitGroup, Cond or semaphore until the goroutine is readied. A wait that goes on at the
 * end counts up to there. */
#ifndef ANALYZE_WAITS_H
#define ANALYZE_WAITS_H

#include "event.h"
#include "gtable.h"
#include "program.h"
#include "wide.h"

struct wait_tally {
    wide total;
    vtime max;
    int64_t sent, blocked; /* channels: sends done; sends and receives that had to wait */
};

struct waits {
    const struct program *program;
    struct wait_tally *objects; /* by object */
    struct gtable waiting;      /* goroutines that wait */
};

void waits_init(struct waits *ws, const struct program *p);
void waits_event(struct waits *ws, const struct event *ev);
void waits_end(struct waits *ws, vtime t);
void waits_deinit(struct waits *ws);

#endif
