/* snaps.h: the snapshots of a run, as figures: what SCHED lines say, and marks, which take the same figures. */
#ifndef ANALYZE_SNAPS_H
#define ANALYZE_SNAPS_H

#include <stdbool.h>

#include "event.h"
#include "names.h"
#include "vec.h"

/* One snapshot. Lists of Ps stand in snaps.pool. */
struct sample {
    vtime t;
    int64_t head[SNAP_FIELDS];
    uint32_t fields;      /* bit f: head[f] was told */
    size_t local, nlocal; /* lengths of the Ps' rings: from where in the pool, how many */
    size_t ticks, nticks; /* their schedticks */
};

struct mark {
    int32_t name; /* in snaps.names */
    goid g;
    int32_t m, p; /* the thread that said it, and its processor */
    int64_t gc;   /* cycles so far */
    struct sample sample;
};

struct snaps {
    struct names names;
    VEC(struct mark) marks;
    VEC(struct sample) lines; /* a SCHED head each */
    VEC(int64_t) pool;
    bool open, of_mark; /* a snapshot is being told; to the latest mark */
};

/* Starts zeroed. `mark_name` is the name of an EV_MARK's operation. */
void snaps_event(struct snaps *sn, const struct event *ev, const char *mark_name);
void snaps_deinit(struct snaps *sn);

#endif
