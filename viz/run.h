/* run.h: one run as the window holds it: what it is about, its history, and what it printed. */
#ifndef VIZ_RUN_H
#define VIZ_RUN_H

#include "history.h"
#include "subject.h"
#include "transcript.h"
#include "vec.h"

/* A figure of the summary, as text. */
struct run_figure {
    const char *path, *value;
};

struct run {
    struct subject subject;
    struct history *history;
    struct transcript transcript; /* the lines it printed, and the truth between two SCHED lines */
    VEC(struct run_figure) figures; /* of the summary, when it is complete; texts are the run's */
    bool complete;                  /* no more events will come */
    const char *how; /* a line under its name: "go1.27 · GOMAXPROCS=4 · 8 cores · seed 1" */
    struct arena arena;
};

/* Starts zeroed but for `subject` and `how`. Listen to the events with run_sink. */
void run_init(struct run *r);
struct event_sink run_sink(struct run *r);
void run_deinit(struct run *r);

/* Its name without the folders of its file: a title has no room for them. */
const char *run_title(const struct run *r);

#endif
