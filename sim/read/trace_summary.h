/* trace_summary.h: the figures of a Go execution trace, computed from the parser's events in the parser's order.
 *
 *     struct trace_summary s;
 *     if (!trace_summarize(bytes, len, &s))
 *         puts(s.error.text);         the figures of what was readable are there all the same
 *     trace_summary_free(&s);
 *
 * Times are integer nanoseconds. The time in a state runs from the event that enters it to the event that leaves it, or to the
 * last event of the trace. Lists are sorted by name (as bytes) or id. Texts point into the file's bytes or the summary's arena:
 * keep both while you use them. What `schedlab stat --json` prints under "trace" is this, field by field. */
#ifndef READ_TRACE_SUMMARY_H
#define READ_TRACE_SUMMARY_H

#include "arena.h"
#include "trace.h"

/* Where a goroutine's time went. */
struct trace_times {
    int64_t running, runnable, waiting, syscall;
};

struct trace_goroutine {
    int64_t id;
    struct trace_text start; /* function it began in; "" where the trace does not say */
    struct trace_times times;
    int64_t latency_max; /* longest from runnable to running */
    bool system;         /* the runtime's own, as the trace viewer tells them apart */
    bool created;        /* its creation is in the trace */
};

struct trace_function {
    struct trace_text name;
    uint64_t goroutines;
    struct trace_times times;
    int64_t latency_max;
    bool system;
};

struct trace_proc {
    int64_t id;
    int64_t running, idle;
};

struct trace_latency {
    uint64_t count;
    int64_t mean, p50, p90, p99, max; /* mean rounded down; percentiles by nearest rank */
};

/* One name of something that begins and ends. */
struct trace_span {
    struct trace_text name;
    uint64_t count; /* begun */
    int64_t total;  /* of those that both began and ended in the trace */
    int64_t max;
    uint64_t open; /* not ended */
};

struct trace_count {
    struct trace_text name;
    uint64_t count;
};

/* The regions seen in tasks of a name. "" : in none, or in one that began before the trace. */
struct trace_task_regions {
    struct trace_text task;
    struct trace_count *regions;
    size_t nregions;
    uint64_t late; /* regions that ended after their task */
};

/* Tasks of the name `subtask` were begun within tasks of the name `task`. */
struct trace_subtask {
    struct trace_text task, subtask;
};

struct trace_metric_range {
    uint64_t count, first, last, min, max;
};

struct trace_gc {
    uint64_t cycles;
    int64_t mark, assist, sweep;
    uint64_t stw_count; /* all stop-the-world ranges, whatever the reason */
    int64_t stw_total, stw_max;
    uint64_t pauses; /* those of the collector */
    int64_t pause_total, pause_max;
};

/* A place where goroutines waited. */
struct trace_site {
    struct trace_text reason;
    uint32_t stack; /* of names */
    uint64_t count; /* waits begun */
    int64_t total, max;
};

struct trace_summary {
    struct arena arena;
    struct trace_names names;
    bool valid;
    struct trace_error error; /* why not, or what was dropped */
    char go[24];              /* "go1.26", from the header */
    uint64_t bytes, generations, events;
    uint64_t kinds[TRACE_KINDS];
    int64_t duration; /* first event to last */
    uint64_t threads; /* different ones that any event happened on */
    uint64_t transitions[TRACE_G_STATES][TRACE_G_STATES]; /* of goroutines, [from][to] */
    struct trace_proc *procs;
    struct trace_goroutine *goroutines;
    struct trace_function *functions;
    struct trace_span *waits, *ranges, *tasks, *regions;
    struct trace_task_regions *task_regions;
    struct trace_subtask *subtasks;
    struct trace_count *logs;
    struct trace_site *sites; /* the longest total first */
    size_t nprocs, ngoroutines, nfunctions, nwaits, nranges, ntasks, nregions, ntask_regions,
        nsubtasks, nlogs, nsites;
    struct trace_latency latency;      /* of all goroutines */
    struct trace_latency user_latency; /* without the runtime's own */
    struct trace_gc gc;
    struct trace_metric_range metrics[TRACE_METRICS]; /* count 0: never told */
    /* User goroutines: created in the trace; alive at the same time; alive at its end. */
    uint64_t created, most, at_end;
    int64_t
        idle_time; /* of processors, over the trace, those never mentioned included; -1: GOMAXPROCS was never told */
};

/* Reads a trace and computes its figures. False if it is not valid; then the figures are those of what came before. */
bool trace_summarize(const void *bytes, size_t len, struct trace_summary *s);
void trace_summary_free(struct trace_summary *s);

#endif
