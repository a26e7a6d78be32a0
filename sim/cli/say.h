/* say.h: what the program itself says to the person in front of it, on standard error.
 *
 * One line each, "schedlab: " first, so that it is told apart from what the simulated program prints. */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include <stdbool.h>
#include <stdio.h>

#include "diag.h"

/* Exit statuses of schedlab itself; `run` has those of the simulated program too. */
enum { STATUS_DONE = 0, STATUS_MISSED = 1, STATUS_BAD = 2 };

/* Prints a line, printf-like, without a newline at its end. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints what is wrong with a file (`source`: its text for excerpts, or NULL), empties the list, and is STATUS_BAD. */
int say_diags(struct diags *ds, const char *source);

/* May colours be used on `to`? Only on a terminal, and not if NO_COLOR is set. */
bool say_colors(FILE *to);

#endif
