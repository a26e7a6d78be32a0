/* vtime.h: virtual time, and how Go writes a duration.
 *
 * Virtual time is nanoseconds since the simulated process began, in 64 bits:
 * 292 years. It never goes back, and no floating point touches it. */
#ifndef BASE_VTIME_H
#define BASE_VTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t vtime;

#define NSEC ((vtime)1)
#define USEC ((vtime)1000)
#define MSEC ((vtime)1000000)
#define SEC ((vtime)1000000000)
#define VTIME_MAX INT64_MAX

enum { VTIME_TEXT = 32 }; /* room for any duration as text, with its NUL */

/* Writes `t` as Go's time.Duration.String does ("1m30s", "108.417ms", "0s"). Returns the length. */
size_t vtime_format(char buf[VTIME_TEXT], vtime t);

/* Reads a Go duration ("300ns", "20us", "1.5ms", "1m30s", "-1s", "0"); the whole of `text`.
 * False if it is none or does not fit 64 bits. Fractions are cut at the nanosecond, as Go does. */
bool vtime_parse(const char *text, vtime *out);

#endif
