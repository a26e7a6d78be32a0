/* rig.h: one run and everyone who listens to it.
 *
 *     struct rig r = {.program = p, .source = map, .summarize = true};
 *     rig_open(&r);                        other sinks may be added by rig_listen before
 *     while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING)
 *         ;
 *     doc = rig_summary(&r);
 *     rig_close(&r); */
#ifndef RIG_RIG_H
#define RIG_RIG_H

#include "console.h"
#include "owntraces.h"
#include "sim.h"
#include "summary.h"

struct rig {
    /* set by the caller */
    const struct program *program;
    const struct source_map *source;
    struct writer *out, *err;     /* of the simulated program; NULL: nowhere */
    bool summarize;               /* rig_summary will be asked for */
    const struct choice *choices; /* taken otherwise than by the seed, in order of number */
    int32_t nchoices;
    vtime until; /* 0: to the end */
    bool check;  /* every invariant after every step */
    /* the rig's own */
    struct emit_context ctx;
    struct sim *sim;
    struct console *console;
    struct summary *summary;
    struct owntraces traces; /* in use if the program traces itself */
    VEC(struct event_sink) sinks;
};

/* Adds a listener, before rig_open. */
void rig_listen(struct rig *r, struct event_sink sink);
void rig_open(struct rig *r);

/* The summary, after the run has ended; to cJSON_Delete. */
cJSON *rig_summary(struct rig *r);

/* The traces that the program wrote, and what was redirected into files, into a real folder. False, and diags. */
bool rig_write_files(struct rig *r, const char *folder, struct diags *ds);

void rig_close(struct rig *r);

#endif
