/* metrics.h: runtime/metrics: the histogram of scheduling latencies, with the runtime's buckets and its sampling. */
#ifndef CORE_METRICS_H
#define CORE_METRICS_H

#include "internal.h"

void metrics_init(struct sim *s);
void metrics_free(struct sim *s);

/* One goroutine in eight transitions out of running is watched: how long its next wait for a P lasts. go: casgstatus */
void metrics_born(struct sim *s, struct g *gp);
void metrics_leaves_running(struct sim *s, struct g *gp);
void metrics_latency(struct sim *s, struct g *gp, vtime waited);

/* The /cpu/classes figures are brought up to date when a cycle ends, and only then. */
void metrics_gc_ends(struct sim *s);

/* A reading that no variable holds any more. */
void metrics_forget(struct sim *s, int32_t reading);

/* Tells the figures that only the end knows (EV_STAT). */
void metrics_tell_end(struct sim *s);

op_fn op_metrics, op_percentile;

#endif
