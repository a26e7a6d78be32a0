/* handout.h: the copy of an exercise that a learner works on: bug.json, main.go, README.md; never the fix. */
#ifndef EXERCISE_HANDOUT_H
#define EXERCISE_HANDOUT_H

#include "exercise.h"
#include "sb.h"

/* Makes `folder` (desk_folder) and copies into it what is not there yet; what is there stays as it is. *told says what was
 * done. False, and diags: nothing half-made is left. */
bool handout_start(const struct exercise *ex, const char *folder, struct sb *told,
                   struct diags *ds);

/* Puts everything back as it was; what the learner changed is kept beside, as bug.json.1 and so on. */
bool handout_reset(const struct exercise *ex, const char *folder, struct sb *told,
                   struct diags *ds);

/* README.md: story, question, and the four steps. */
void handout_readme(const struct exercise *ex, struct sb *out);

#endif
