/* likeness.h: how well a simulation reproduces the figures of the trace it was learnt from.
 *
 * Both sides are summary documents. A row is a figure that both have: how long it took, goroutines and their time in each state by
 * start function, scheduling latency, collections. */
#ifndef LEARN_LIKENESS_H
#define LEARN_LIKENESS_H

#include <cjson/cJSON.h>

#include "figure.h"
#include "plan.h"

struct likeness_row {
    char *name;             /* as in the summary of the scenario */
    bool time;              /* of ns */
    wide trace, simulation; /* millionths */
};

struct likeness {
    VEC(struct likeness_row) rows;
    const char
        *verdict; /* what does not agree, or NULL: duration and computing are within a quarter */
};

void likeness_make(struct likeness *l, const struct plan *p, const cJSON *trace, const cJSON *run);

void likeness_text(const struct likeness *l, struct sb *out);

/* {"figures": [{"name", "unit", "trace", "simulation", "deviation"}], "reproduced": true, "why": …}; deviation is
 * (simulation - trace) / trace, missing where the trace has 0. */
void likeness_json(const struct likeness *l, struct sb *out);

void likeness_free(struct likeness *l);

#endif
