/* trace_count.h: a summary in the making; trace_summary.c counts events, trace_figures.c makes figures of what was counted. */
#ifndef READ_TRACE_COUNT_H
#define READ_TRACE_COUNT_H

#include "trace_summary.h"

#define NO_SPAN UINT32_MAX

struct span_count {
    uint32_t name; /* symbol */
    uint64_t count, open;
    int64_t total, max;
};

/* Totals by name. */
struct spans {
    struct idmap of; /* by symbol */
    VEC(struct span_count) list;
};

/* What is open, by a key. */
struct opened {
    uint32_t span;
    int64_t at;
};

struct opens {
    struct idmap of;
    VEC(struct opened) list;
    VEC(uint32_t) free;
};

struct count_g {
    int64_t id;
    struct trace_times times;
    int64_t since; /* in this state */
    int64_t ready; /* when it became runnable; 0 if that was not seen */
    int64_t latency_max;
    int64_t wait_at;
    uint32_t start;        /* symbol */
    uint32_t site;         /* it waits at, plus 1 */
    uint32_t region;       /* innermost open, plus 1 */
    uint8_t state;         /* enum trace_g_state */
    bool created, existed; /* its creation is in the trace; or it was there before */
};

struct count_p {
    int64_t id;
    int64_t running, idle, since;
    uint8_t state; /* enum trace_p_state */
};

struct count_region {
    uint32_t span;
    uint32_t outer; /* plus 1 */
    int64_t at;
    uint64_t task;
};

struct count_task {
    uint32_t name; /* symbol */
    uint32_t span;
    int64_t at;
    bool open;
};

/* Reason and stack of a wait. */
struct count_site {
    uint32_t reason, stack, span;
    uint64_t count;
    int64_t total, max;
};

/* A region's name within tasks of a name. */
struct count_pair {
    uint32_t task, region;
    uint64_t count;
};

/* Tasks of a name under tasks of a name. */
struct count_child {
    uint32_t parent, task;
};

/* A goroutine became one that counts, or stopped doing so. */
struct count_life {
    uint32_t g;
    bool lives;
};

struct count_late {
    uint32_t task;
    uint64_t count;
};

enum { COUNT_CACHE = 256 };

struct counter {
    struct trace_summary *out;
    int64_t first, now;
    VEC(struct count_g) gs;
    VEC(struct count_p) ps;
    VEC(struct count_region) regions;
    VEC(uint32_t) free_regions;
    VEC(struct count_task) tasks;
    VEC(struct count_site) sites;
    VEC(struct count_pair) pairs;
    VEC(struct count_child) children;
    VEC(struct count_late) late;
    VEC(struct count_life) lives;
    VEC(int64_t) latencies;
    VEC(uint32_t) latency_of; /* the goroutine of each */
    struct idmap g_of, p_of, threads, task_of, site_of, pair_of, late_of, child_of;
    struct spans waits, stw, task_spans, region_spans, log_spans;
    struct span_count marks, sweeps, assists;
    struct opens open_stw, open_sweep, open_assist, open_mark;
    int64_t p_before;   /* time that processors ran before they were first mentioned */
    int64_t procs_at;   /* since when GOMAXPROCS is known */
    uint64_t procs;     /* its value */
    int64_t procs_time; /* its integral over time */
    uint32_t g_cache[COUNT_CACHE];
    int64_t m_cache[COUNT_CACHE]; /* a thread that was counted, plus 1 */
};

/* Makes the figures, in counter->out, of what was counted. */
void counter_finish(struct counter *c);

#endif
