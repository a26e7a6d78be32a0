/* utc.h: the time of day, for what a learner's folder notes. No run depends on it. */
#ifndef CLI_UTC_H
#define CLI_UTC_H

#include "arena.h"

/* "2026-11-24T02:10:00Z", as long as the arena lives; "" if the system does not know. */
const char *utc_now(struct arena *arena);

#endif
