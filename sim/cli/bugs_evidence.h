/* bugs_evidence.h: running the evidence commands of an exercise, as its learner would type them. */
#ifndef CLI_BUGS_EVIDENCE_H
#define CLI_BUGS_EVIDENCE_H

#include "exercise.h"
#include "sb.h"

/* Runs a command in `folder` by the shell; `schedlab` in it is this very program. Its exit status; -1: it could not be run. */
int bugs_evidence_run(const char *folder, const char *command, bool quiet);

/* The same, with what it says on both streams added to `out`: the first EVIDENCE_MOST bytes of it. */
enum { EVIDENCE_MOST = 65536 };
int bugs_evidence_capture(const char *folder, const char *command, struct sb *out);

/* Runs all of an exercise, quietly and one after the other, in a folder of its own with bug.json and main.go: for
 * exercise_lint. */
void bugs_evidence_statuses(void *self, const struct exercise *ex, int *statuses);

#endif
