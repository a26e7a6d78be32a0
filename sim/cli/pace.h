/* pace.h: virtual time held back to the wall clock's (`--realtime`). */
#ifndef CLI_PACE_H
#define CLI_PACE_H

#include <stdbool.h>

#include "vtime.h"

struct pace {
    int64_t speed; /* virtual time passes so many millionths of the wall's; 0: as fast as can be */
    int64_t began; /* ns of the wall clock */
};

/* Reads "1", "0.25", "10": how many seconds of virtual time pass in a second. */
bool pace_parse(const char *text, struct pace *out);
void pace_begin(struct pace *p);

/* Sleeps until the wall clock has come to `now`. False: a signal came. */
bool pace_wait(const struct pace *p, vtime now);

#endif
