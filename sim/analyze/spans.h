/* spans.h: tasks and regions, as a reader of the trace sees them.
 *
 * Regions nest within their goroutine. An end closes the innermost open region of the goroutine that says it, if that is the
 * one it names; on a goroutine without an open region it closes nothing, and the region stays open where it began. */
#ifndef ANALYZE_SPANS_H
#define ANALYZE_SPANS_H

#include "event.h"
#include "gtable.h"
#include "names.h"
#include "program.h"
#include "vec.h"
#include "wide.h"

struct numbers {
    int32_t *at;
    size_t len, cap;
};

struct task_tally {
    int64_t count, open, late; /* late: regions that ended after it */
    wide total;                /* time of those that ended */
    struct numbers regions;    /* names seen in it, by number in `region_names` */
    struct numbers subtasks;   /* the same, in `task_names` */
};

struct region_tally {
    int64_t count, unclosed; /* unclosed: not ended so far */
    wide total;
};

struct open_task {
    int32_t type; /* in `task_names`; NOBODY: none of that number */
    bool ended;
    vtime since;
};

struct spans {
    const struct program *program;
    struct names task_names, region_names;
    VEC(struct task_tally) tasks;     /* by name */
    VEC(struct region_tally) regions; /* by name */
    VEC(struct open_task) instances;  /* by number of the task */
    struct gtable stacks;             /* open regions, by goroutine */
};

void spans_init(struct spans *sp, const struct program *p);

/* `op`: the operation that the event happened at, or NULL. */
void spans_event(struct spans *sp, const struct event *ev, const struct op *op);
void spans_deinit(struct spans *sp);

#endif
