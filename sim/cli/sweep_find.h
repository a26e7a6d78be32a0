/* sweep_find.h: the run that a sweep was looking for: how to see it again. */
#ifndef CLI_SWEEP_FIND_H
#define CLI_SWEEP_FIND_H

#include "sweep_run.h"

/* Prints the run of that row, what was found, and the words that show the moment from which on it holds: the earliest
 * at which a run stopped there would meet the expectation, found by halves. Writes the choices of the run to `choices` (or
 * NULL). Returns the exit status. */
int sweep_tell_found(const struct sweep_task *t, uint64_t row, const char *scenario,
                     const char *choices);

#endif
