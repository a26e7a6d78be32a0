/* sysgo.h: the runtime's own goroutines. Each is a little state machine (gp->phase); sysgo is a step of it. */
#ifndef CORE_SYSGO_H
#define CORE_SYSGO_H

#include "internal.h"

enum did sysgo(struct sim *s, struct m *mp, struct g *gp);

/* The parked one is made ready by mp (without a P: through the global queue); nothing if it is not parked. */
void sysgo_wake(struct sim *s, struct m *mp, enum sysgo which);

/* Whether gp obeys a request to stop. A dedicated mark worker only empties its P's queue for others. */
bool sysgo_obeys(struct sim *s, struct m *mp, struct g *gp);

#endif
