/* diagnose_internal.h: how verdicts are made. Inside of diagnose. */
#ifndef ANALYZE_DIAGNOSE_INTERNAL_H
#define ANALYZE_DIAGNOSE_INTERNAL_H

#include "diagnose.h"
#include "share.h"

/* What a verdict needs: this part of the time (in thousandths), and at the lower end of its uncertainty that part. */
enum {
    THROUGHOUT = 900,
    THROUGHOUT_LOW = 550,
    MOSTLY = 600,
    MOSTLY_LOW = 400,
    HARDLY = 250, /* less than this speaks against it */
    SAMPLES_LEAST = 5,
    EVIDENCE_LINES = 4 /* quoted for one verdict */
};

/* The lines of the one process that is judged: those after the one at 0 ms, in order. */
struct log_view {
    const struct schedtrace *log;
    const struct sched_sample **s;
    int64_t *weight; /* ms that each stands for */
    size_t n;
    int64_t span;   /* from the first to the last, ms */
    bool *yes;      /* n places to use */
    int64_t *value; /* the same */
};

/* Sets verdict, strength and reason (printf-like). */
void diagnose_judge(struct diagnosis *d, enum finding_id id, enum verdict v, enum strength strength,
                    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Adds a line of evidence, or a note. */
void diagnose_evidence(struct diagnosis *d, enum finding_id id, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diagnose_note(struct diagnosis *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Quotes text[at, at + len) with its line; what no terminal should see becomes '?'. */
void diagnose_quote(struct diagnosis *d, enum finding_id id, const struct schedtrace *log,
                    size_t line, size_t at, size_t len);

/* Quotes up to EVIDENCE_LINES samples that are yes[i] == which: the first, the last, and some between. */
void diagnose_quote_some(struct diagnosis *d, enum finding_id id, const struct log_view *v,
                         bool which);

/* Goroutines in the queues that the line shows; SCHED_UNKNOWN if the lists are lost. */
int64_t log_queued(const struct schedtrace *log, const struct sched_sample *s);

/* "95.0 % of the time (76.4 to 99.1 %)", in a buffer of the diagnosis. */
const char *diagnose_share(struct diagnosis *d, struct share s);

/* "3.6 ± 0.2". */
const char *diagnose_mean(struct diagnosis *d, struct mean m);

void diagnose_threads(const struct log_view *v, struct diagnosis *d);
void diagnose_gc_lines(const struct schedtrace *log, struct diagnosis *d);

/* Regions and tasks, event by event. */
void diagnose_annotations(const void *bytes, size_t len, const struct trace_summary *s,
                          struct diagnosis *d);

#endif
