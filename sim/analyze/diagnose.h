/* diagnose.h: what a schedtrace log or an execution trace supports, and what it does not.
 *
 *     struct diagnosis d;
 *     diagnose_log(&log, &d);           or diagnose_trace(bytes, len, &summary, &d)
 *     ...  d.findings[FINDING_THREAD_LEAK].verdict
 *     diagnosis_free(&d);
 *
 * Every conclusion of findings.def gets a verdict with its reason and the lines or events it rests on. `supported` wants the
 * figure and the lower end of its uncertainty on one side of the limit; what lies in between, and what the data cannot show at
 * all, is undecided. A wrong alarm is worse than a missed one. */
#ifndef ANALYZE_DIAGNOSE_H
#define ANALYZE_DIAGNOSE_H

#include "arena.h"
#include "schedtrace.h"
#include "trace_summary.h"
#include "vec.h"

enum { IN_LOG = 1, IN_TRACE = 2 };

enum finding_id {
#define X(id, name, seen, title, means, next) id,
#include "findings.def"
#undef X
    FINDINGS
};

struct finding_kind {
    const char *id;
    unsigned seen; /* IN_LOG, IN_TRACE */
    const char *title, *means, *next;
};

extern const struct finding_kind finding_kinds[FINDINGS];

enum verdict { UNDECIDED, NOT_SUPPORTED, SUPPORTED };
enum strength { STRENGTH_NONE, STRENGTH_WEAK, STRENGTH_FAIR, STRENGTH_STRONG };

const char *verdict_name(enum verdict v);
const char *strength_name(enum strength s);

struct finding {
    enum verdict verdict;
    enum strength strength; /* of the evidence; none if undecided */
    const char *why;        /* with its figures */
    VEC(const char *) evidence;
};

/* A mean over time, in thousandths, and how far it may be off. */
struct diagnosis_figure {
    const char *name;
    int64_t mean, error;
};

struct diagnosis {
    struct arena arena;
    struct finding findings[FINDINGS];
    const char *about;       /* what was read: one sentence */
    VEC(const char *) notes; /* what limits the verdicts */
    VEC(struct diagnosis_figure) figures;
    unsigned seen; /* what was read: IN_LOG, IN_TRACE, both for an empty file */
};

void diagnose_log(const struct schedtrace *log, struct diagnosis *d);

/* `s` may be of a trace that was refused: what was readable is judged. The bytes are read again, for single events. */
void diagnose_trace(const void *bytes, size_t len, const struct trace_summary *s,
                    struct diagnosis *d);

/* An empty file: an empty trace, and no lines. */
void diagnose_nothing(struct diagnosis *d);

void diagnosis_free(struct diagnosis *d);

#endif
