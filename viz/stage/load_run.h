/* load_run.h: a run for the window, from whatever the user named: a scenario, simulated bit by bit while it is looked at, or an
 * execution trace.
 *
 *     struct loaded *l = loaded_new(&args, "syscall-storm", &input, NULL);
 *     while (!loaded_step(l, 5 * MSEC))
 *         draw(&l->run);
 *     loaded_free(l); */
#ifndef STAGE_LOAD_RUN_H
#define STAGE_LOAD_RUN_H

#include "args.h"
#include "rig.h"
#include "run.h"
#include "session.h"

struct loaded {
    struct run run;
    struct session session; /* of a scenario */
    struct rig rig;
    struct choice *choices; /* taken otherwise than by the seed; its own */
    int32_t nchoices;
    struct imported imported; /* of a trace */
};

/* Standard input, which can be read once only, and is kept for the runs that come after. */
struct given {
    char *bytes; /* NULL: not read yet */
    size_t len;
};

/* Opens a run with the options --seed, --model and --set of `args`. A trace is read as a whole. NULL: it was told why, or, if `why` is not NULL,
 * the first reason was added to that. */
struct loaded *loaded_new(const struct args *args, const char *name, struct given *input,
                          struct sb *why);

/* The same of a scenario, with choices that are taken otherwise than by the seed; they are copied. */
struct loaded *loaded_new_chosen(const struct args *args, const char *name, struct given *input,
                                 const struct choice *list, int32_t n, struct sb *why);

/* Simulates for about so long of the wall clock. True: the run is complete, its figures are there. */
bool loaded_step(struct loaded *l, int64_t ns);

/* Simulates to the end. False: a signal came first. */
bool loaded_finish(struct loaded *l);
void loaded_free(struct loaded *l);

#endif
