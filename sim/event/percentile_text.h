/* percentile_text.h: what a program prints of a percentile that it took from a histogram of runtime/metrics. */
#ifndef EVENT_PERCENTILE_TEXT_H
#define EVENT_PERCENTILE_TEXT_H

#include "sb.h"
#include "vtime.h"

/* Adds the line that Println prints of `ns` (as EV_PERCENTILE has it) in seconds: a float64, with an exponent below 1e-4;
 * VTIME_MAX is +Inf, a negative one -Inf. */
void percentile_text(struct sb *out, vtime ns);

#endif
