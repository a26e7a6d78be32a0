/* made.h: the runs of one grading, each made once.
 *
 * Checks that set the same values ask other questions of the same runs: a run is a pure function of the program, the model and
 * the seed. */
#ifndef EXERCISE_MADE_H
#define EXERCISE_MADE_H

#include <cjson/cJSON.h>

#include "exercise.h"
#include "rerun.h"
#include "vec.h"

struct run_made {
    const struct exercise_check *check; /* whose sets it was made with */
    enum model model;
    uint64_t seed;
    cJSON *doc; /* its figures */
    enum rerun_end how;
};

struct made {
    VEC(struct run_made) list;
};

/* The run with the sets of `c`, whichever check made it; NULL: not made yet. */
const struct run_made *made_find(const struct made *rs, const struct exercise_check *c,
                                 enum model model, uint64_t seed);

/* Keeps one. `doc` becomes the list's. What is returned holds until the next call. */
const struct run_made *made_add(struct made *rs, const struct exercise_check *c, enum model model,
                                uint64_t seed, cJSON *doc, enum rerun_end how);

void made_free(struct made *rs);

#endif
