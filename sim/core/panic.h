/* panic.h: how a run ends: exit, panics, fatal errors, the goroutine list. */
#ifndef CORE_PANIC_H
#define CORE_PANIC_H

#include "internal.h"

/* A panic that unwinds: they are printed in the order in which they happened. */
struct panic_rec {
    struct panic_rec *next;
    enum panic what;
    int64_t figure;
    int32_t at;
    const char *text; /* of a PANIC_USER; "" otherwise */
};

/* gp's panic has run all that was deferred and nobody stopped it. go: fatalpanic */
enum did fatalpanic(struct sim *s, struct m *mp, struct g *gp);

/* gp calls Goexit while it panics. */
void panic_aborted(struct sim *s, struct g *gp);

/* main.main returns: the program ends, but not in the middle of another goroutine's panic. go: runtime.main */
enum did main_returns(struct sim *s, struct m *mp, struct g *gp);

/* The run is over. */
enum did run_ends(struct sim *s, struct m *mp, enum run_end how, int status);

op_fn op_exit;

#endif
