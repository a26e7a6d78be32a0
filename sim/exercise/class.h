/* class.h: the results of a class as a table (CSV): one row for each learner and exercise. */
#ifndef EXERCISE_CLASS_H
#define EXERCISE_CLASS_H

#include "learner.h"
#include "sb.h"

/* learner,number,exercise,step,answers,first_right,hints,checks,started,answered,observed,fixed,explained,minutes
 *
 * `step` is where the learner stands; `first_right` yes or no, empty before an answer; `minutes` go from started to fixed. */
void class_header(struct sb *out);

/* The rows of one learner, called `who`: each of the `n` exercises, begun or not. */
void class_rows(struct sb *out, const struct learner *l, const char *who,
                const struct exercise *const *exercises, int n);

#endif
