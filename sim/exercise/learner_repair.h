/* learner_repair.h: what can be used of a progress file that is damaged, missing or of another version; learner.c only. */
#ifndef EXERCISE_LEARNER_REPAIR_H
#define EXERCISE_LEARNER_REPAIR_H

#include "learner.h"

/* Takes out of a tree what cannot be meant (a count below 0, a time that is a number), and tells it. */
void learner_repair(struct learner *l);

/* Exercises whose folders stand on the desk count as begun. `missing`: what is wrong with the file, told only if there are
 * such folders; NULL: it has been told. */
void learner_recover(struct learner *l, const struct desk *d, const char *shelf, const char *now,
                     const char *missing);

#endif
