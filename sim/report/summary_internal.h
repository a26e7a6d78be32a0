/* summary_internal.h: what a summary gathers while it listens; summary.c fills it, summary_doc.c tells it. */
#ifndef REPORT_SUMMARY_INTERNAL_H
#define REPORT_SUMMARY_INTERNAL_H

#include "files.h"
#include "goroutines.h"
#include "places.h"
#include "queues.h"
#include "snaps.h"
#include "spans.h"
#include "summary.h"
#include "threads.h"
#include "waits.h"

/* A failed operation on a file or trace. */
struct error_note {
    vtime t;
    goid g;
    int32_t op;   /* NOBODY: none */
    int32_t file; /* name, in summary.failed; NOBODY: none */
    enum sim_errno why;
};

/* What a {"percentile"} found. */
struct percentile_note {
    int32_t op;
    int64_t value, count;
    enum rank rank;
};

struct gc_tally {
    int64_t cycles;
    vtime pause_total, pause_max;
};

struct summary {
    const struct emit_context *ctx;
    struct places places;
    struct goroutines goroutines;
    struct threads threads;
    struct queues queues;
    struct waits waits;
    struct spans spans;
    struct snaps snaps;
    struct files files;
    struct gc_tally gc;
    struct names measure_names;
    VEC(struct hist) measures; /* by name */
    struct names failed;       /* files that operations failed on */
    VEC(struct error_note) errors;
    VEC(struct percentile_note) percentiles;
    VEC(int32_t) traced; /* files that trace.Start was given, in order */
    struct sb text;      /* a file name being put together */
    bool ended;
    vtime time;
    int64_t status;
    enum run_end end;
    bool told[STATS];
    int64_t stats[STATS];
};

#endif
