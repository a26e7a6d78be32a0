/* beside.h: nothing of a learner's is ever overwritten: before it is, it gets a second name with a number behind. */
#ifndef EXERCISE_BESIDE_H
#define EXERCISE_BESIDE_H

#include <stdbool.h>

#include "arena.h"
#include "diag.h"

bool beside_exists(const char *path);

/* Keeps what stands in the file under the first of PATH.1, PATH.2, … that is free, too, and returns that name, in `arena`.
 * PATH still stands, to be replaced by base/file. NULL, and a diag. */
const char *beside_keep(const char *path, struct arena *arena, struct diags *ds);

#endif
