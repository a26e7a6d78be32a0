/* lanes.h: a run as lanes of spans: what every processor, thread and goroutine did when; tasks and regions; counts over time.
 *
 *     struct lanes l;
 *     lanes_init(&l, &run->subject);
 *     lanes_follow(&l, run->history);        all that has come since the last call
 *     l.gs.at[17].lod                        the spans of G18
 *     lanes_deinit(&l);
 *
 * One pass over the events, some ten nanoseconds each; it needs no world. Each lane's spans tile the time from the first one to
 * `now`: none overlap, none are left out but those that took no time. */
#ifndef VIZ_LANES_H
#define VIZ_LANES_H

#include "history.h"
#include "lod.h"
#include "steps.h"
#include "subject.h"

/* `why` of a runnable span: an enum cause if it was woken, or one of these. */
enum lane_why {
    WHY_STARTED = 32, /* by a go statement */
    WHY_PREEMPTED,    /* in the order of enum stop_reason */
    WHY_GOSCHED,
    WHY_GOYIELD,
    WHY_RETURNED /* from a system call, without a P */
};

struct lane_g {
    struct lod lod; /* ends with SLICE_NOTHING if the goroutine has ended */
    int32_t func;
    goid creator;
    int32_t notes; /* the outermost of its lanes of regions, in `notes`; NOBODY: none */
};

struct lane_p {
    struct lod lod;
    int32_t m; /* what it has now */
    goid g;
    bool there, idle, stopped;
};

struct lane_m {
    struct lod lod;
    int32_t p;
    goid g;
    int8_t park; /* enum m_park, NOBODY: it is not parked */
    uint8_t role;
    bool there, gone, spins, calls;
};

/* The regions of a goroutine at one depth of nesting. `who` is the op with the name, `why` says whether an end was seen. */
struct lane_note {
    struct lod lod;
    goid g;
    int32_t inner; /* the next deeper one, or NOBODY */
    int32_t op;    /* of what is open; NOBODY: nothing is */
    int64_t task;
};

struct lane_task {
    int32_t row; /* in task_rows */
    int32_t at;  /* the place of its NewTask */
    goid g;
    bool ended;
};

/* Tasks that do not overlap share a row. `who` is the task. */
struct lane_row {
    struct lod lod;
};

enum lane_counter {
    COUNT_THREADS,
    COUNT_RUNNING,
    COUNT_RUNNABLE,
    COUNT_SYSCALLS,
    COUNT_GOROUTINES,
    COUNT_HEAP, /* KiB */
    COUNTERS
};
const char *lane_counter_name(enum lane_counter c);

struct lanes {
    const struct subject *subject;
    int64_t seen; /* events folded */
    vtime now;    /* of the last one */
    bool ended;
    VEC(struct lane_g) gs; /* by goid - 1 */
    VEC(struct lane_p) ps;
    VEC(struct lane_m) ms;
    VEC(struct lane_note) notes;
    VEC(struct lane_task) tasks; /* by number - 1; row NOBODY: none of that number */
    VEC(struct lane_row) task_rows;
    VEC(uint64_t) busy; /* a bit for each row */
    size_t full;        /* words of `busy` before it are full */
    struct lod gc;      /* SLICE_GC: a cycle; SLICE_STOPPED: the world */
    bool gc_runs;
    int64_t counts[COUNTERS]; /* now */
    struct steps counters[COUNTERS];
};

/* The subject is borrowed. */
void lanes_init(struct lanes *l, const struct subject *su);
void lanes_deinit(struct lanes *l);

void lanes_events(struct lanes *l, const struct event *ev, size_t n);
void lanes_follow(struct lanes *l, const struct history *h);

/* All it holds, for a bound on it. */
size_t lanes_bytes(const struct lanes *l);

/* Whether the goroutine is the collector's worker. */
bool lanes_is_collector(const struct lanes *l, goid g);

/* lanes_notes.c: tasks and regions */
void lanes_note(struct lanes *l, const struct event *ev);
void lanes_end_notes(struct lanes *l, struct lane_g *g, vtime t);
const char *lanes_op_text(const struct lanes *l, int32_t op);

#endif
