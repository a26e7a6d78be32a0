/* goroutines.h: how the program's goroutines spend their time, by the function they were started with.
 *
 * Only user goroutines count, as in runtime.NumGoroutine: main, what the program starts, and the reader that trace.Start
 * starts, but not the runtime's own. */
#ifndef ANALYZE_GOROUTINES_H
#define ANALYZE_GOROUTINES_H

#include "event.h"
#include "gtable.h"
#include "hist.h"
#include "program.h"
#include "vec.h"

enum g_state { STATE_RUNNING, STATE_RUNNABLE, STATE_WAITING, STATE_SYSCALL, STATES };

struct func_tally {
    int64_t goroutines;
    wide time[STATES]; /* of all of them together, in ns */
    vtime latency_max; /* runnable to running */
};

struct goroutines {
    const struct program *program;
    struct gtable alive;
    struct func_tally *funcs; /* by function; the last one: readers of traces */
    VEC(int32_t) order; /* functions, in the order in which their first goroutine was started */
    int64_t created, now, max;
    struct hist latency; /* runnable to running, of all of them */
};

void goroutines_init(struct goroutines *gs, const struct program *p);
void goroutines_event(struct goroutines *gs, const struct event *ev);

/* The run is over at `t`: what goes on is counted up to there. */
void goroutines_end(struct goroutines *gs, vtime t);

/* The state that a live user goroutine is in. False: g is none. */
bool goroutines_state(const struct goroutines *gs, goid g, enum g_state *state);
void goroutines_deinit(struct goroutines *gs);

#endif
