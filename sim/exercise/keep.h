/* keep.h: what a check takes from bug.json, whatever the learner's copy says.
 *
 * That is what the exercise names in "keep", and always what no fix may turn: the machine, its limits, its costs, and what is
 * expected of the run. */
#ifndef EXERCISE_KEEP_H
#define EXERCISE_KEEP_H

#include <cjson/cJSON.h>

#include "exercise.h"

/* Makes `copy` agree with `original` in all of these places. The pointers of those that had been changed, in `arena`; NULL
 * ends them. */
const char *const *keep_apply(const struct exercise *ex, cJSON *copy, cJSON *original,
                              struct arena *arena);

/* Whether a check takes what `pointer` leads to from bug.json: it, or something that it lies in, is kept. */
bool keep_covers(const struct exercise *ex, const char *pointer);

#endif
