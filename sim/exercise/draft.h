/* draft.h: the skeleton of a new exercise: all its files, with a small bug that works, and WRITE: where words are asked. */
#ifndef EXERCISE_DRAFT_H
#define EXERCISE_DRAFT_H

#include "diag.h"
#include "sb.h"

/* Makes NN-NAME in the folder where one stands, after the skeleton of the shelf. `number`: the exercise's. *folder becomes
 * its name. False, and diags. */
bool draft_new(const char *shelf, int number, const char *name, struct sb *folder,
               struct diags *ds);

/* The first number that no exercise of the shelf, nor of the folder where one stands, has. */
int draft_number(const char *shelf);

#endif
