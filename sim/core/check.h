/* check.h: everything that must hold of a run between two moments. For tests, fuzzing and --invariants. */
#ifndef CORE_CHECK_H
#define CORE_CHECK_H

#include "internal.h"

/* Aborts, saying what, if something does not hold. */
void sim_check(const struct sim *s);

#endif
