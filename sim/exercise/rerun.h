/* rerun.h: a program, run to its end, as figures. */
#ifndef EXERCISE_RERUN_H
#define EXERCISE_RERUN_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "program.h"

/* Asked now and then during a run whether to go on; what has been run of how much is for showing progress. */
struct rerun_watch {
    bool (*go_on)(void *self, const char *name, vtime done, vtime of);
    void *self;
};

enum rerun_end {
    RERUN_ENDED,
    RERUN_STOPPED, /* the watch said so; there are no figures */
    RERUN_ENDLESS  /* cut off after more moments than any exercise needs; figures up to there */
};

/* Runs it; `watch` may be NULL. The summary, to cJSON_Delete; NULL if RERUN_STOPPED. */
cJSON *rerun(const struct program *p, const struct rerun_watch *watch, enum rerun_end *end);

#endif
