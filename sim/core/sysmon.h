/* sysmon.h: the thread that looks after the others. It has no P and never runs Go code.
 *
 * It looks every 20 us while there is something to do, then less and less often, down to every 10 ms; and when all Ps are
 * idle it sleeps until the next timer. At each look it takes Ps from system calls, asks to stop what has run for 10 ms,
 * polls the network if nobody did, and prints the schedtrace line if it is time. Everything that happens "after 10 ms" in
 * a Go program happens at such a look. */
#ifndef CORE_SYSMON_H
#define CORE_SYSMON_H

#include "internal.h"

void sysmon_start(struct sim *s, struct m *mp); /* mp creates it */
void sysmon_look(struct sim *s, struct m *mp);  /* its moment has come */
void sysmon_wake(struct sim *s);                /* from its deep sleep, if it is in it */

#endif
