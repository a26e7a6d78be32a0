/* sim.h: run a program on a simulated Go scheduler.
 *
 *     struct sim *s = sim_new(&prog, &cfg);
 *     while (sim_step(s, SIM_BATCH) == SIM_RUNNING)
 *         ;
 *     status = sim_exit_status(s);
 *     sim_free(s);
 *
 * A run is a pure function of (program, seed, choices): same input, same events, on every machine. The simulator reads
 * no clock, no file, no environment and keeps no global state, so many sims may live side by side. */
#ifndef CORE_SIM_H
#define CORE_SIM_H

#include <stdbool.h>

#include "event.h"
#include "program.h"

/* A choice taken otherwise than by the seed. */
struct choice {
    int64_t number; /* of the choice in the run, from 0 */
    enum choice_kind kind;
    int64_t options; /* how many there were; 0: a draw of 32 bits */
    int64_t taken;
    int32_t line; /* in the file of choices, for messages */
};

/* What the core asks of whoever encodes the traces that the program itself starts (trace.Start): how many bytes there
 * are to write, since they fill the simulated disk. All events up to now have reached the sinks when it is called. */
struct sim_tracer {
    void (*start)(
        void *self,
        int32_t file); /* a new trace begins here; its header and sync batch can be written */
    int64_t (*ready)(
        void *self,
        bool
            end_generation); /* bytes to write now; with end_generation all of this generation, and a new one begins */
    void (*wrote)(
        void *self,
        int64_t n); /* so many of them, the first ones, reached the file; the others are lost */
    void (*stop)(void *self); /* the last generation has been written; tracing is off */
    void *self;
};

struct sim_config {
    const struct event_sink *sinks;
    int32_t nsinks;
    const struct choice *choices; /* in order of number; the others stay the seed's */
    int32_t nchoices;
    vtime until;               /* stop there with END_UNTIL; 0: only at the program's limit */
    bool check;                /* hold every invariant after every step (slow) */
    struct sim_tracer *tracer; /* needed if the program has OP_TRACE_START; may be NULL otherwise */
    bool
        snapshots_off; /* never used by the program itself: no SCHED output whatever GODEBUG says */
};

enum sim_state { SIM_RUNNING, SIM_ENDED };

struct sim;

/* Prepares a run at time 0. Borrows `p` and what `cfg` points at until sim_free. Never NULL. */
struct sim *sim_new(const struct program *p, const struct sim_config *cfg);

/* Goes on for `moments` moments at the most, and delivers their events. */
enum sim_state sim_step(struct sim *s, int64_t moments);
enum { SIM_BATCH = 100000 };

/* Ends the run at this moment, as if cut off (END_INTERRUPT); the next sim_step delivers the end. */
void sim_interrupt(struct sim *s);

vtime sim_now(const struct sim *s);
int sim_exit_status(const struct sim *s); /* Go's; 124 at the limit; after SIM_ENDED */
enum run_end sim_run_end(const struct sim *s);

/* A choice of cfg.choices that did not fit the run (another kind, an option that does not exist, or never asked for), or NULL. */
const struct choice *sim_misfit(const struct sim *s, const char **why);

void sim_free(struct sim *s);

#endif
