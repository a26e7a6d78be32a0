/* crew.h: work that is shared among processes, so that one which crashes or is killed takes nothing with it but what it was at.
 *
 *     struct crew_job job = {.next = …, .work = …, .done = …, .lost = …, .go_on = …, .self = …};
 *     crew_run(&job, 4, &ds);
 *
 * Workers are forked, and get numbers through a pipe and answer through another. All callbacks but `work` run in the process
 * that called. Answers come in any order: who cares for order sorts. */
#ifndef SWEEP_CREW_H
#define SWEEP_CREW_H

#include "diag.h"
#include "sb.h"

struct crew_job {
    /* The next number to work on; false: none for now, all there is has been handed out. */
    bool (*next)(void *self, uint64_t *number);
    /* In a worker: makes the answer. Asks crew_orphaned now and then, and may return anything if so. */
    void (*work)(void *self, uint64_t number, struct sb *answer);
    /* An answer. False: no more is wanted. */
    bool (*done)(void *self, uint64_t number, const char *bytes, size_t len);
    /* Three workers ended over this number; `how` says how the last one did. It is not tried again. */
    void (*lost)(void *self, uint64_t number, const char *how);
    /* Asked ten times a second and after each answer; false: an end at once. */
    bool (*go_on)(void *self);
    void *self;
};

enum { CREW_MOST = 1024, CREW_TRIES = 3 };

/* Returns when all is done, or no more is wanted. False, and a diag, if there can be no worker. */
bool crew_run(const struct crew_job *job, int workers, struct diags *ds);

/* In a worker: has the process that waits for it gone? */
bool crew_orphaned(void);

#endif
