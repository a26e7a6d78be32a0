/* progress.h: how far a long run has come, on a terminal, and nowhere else.
 *
 * One line that overwrites itself, on standard error, from the second second on. Whoever prints something else there, or on
 * the same terminal, hides it first. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>

#include "vtime.h"

struct progress {
    bool on; /* standard error is a terminal */
    bool shown;
    int64_t began, drawn; /* ns of the wall clock */
};

struct progress progress_begin(void);

/* Is it time to draw it anew? At most ten times a second. */
bool progress_due(const struct progress *p);

/* Draws the line: `what`, and how much of `all` is `done`. */
void progress_show(struct progress *p, const char *what, vtime done, vtime all);

/* Draws a line of the caller's own, printf-like. */
void progress_say(struct progress *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void progress_hide(struct progress *p);

/* Nanoseconds of a clock that only goes on. */
int64_t wall_now(void);

#endif
