/* shelf.h: the exercises that there are: folders NN-name with an exercise.json in them. */
#ifndef EXERCISE_SHELF_H
#define EXERCISE_SHELF_H

#include "arena.h"
#include "diag.h"

/* The folders in `folder` (…/scenarios/bugs; it may be missing, or NULL), by number; NULL ends the list. */
const char *const *shelf_list(const char *folder, struct arena *arena);

/* The folder of what a person calls an exercise: its number, its name, the name of its folder, or a path to a folder that
 * holds one. NULL, and a diag. */
const char *shelf_find(const char *folder, const char *word, struct arena *arena, struct diags *ds);

/* "08-high-threads" of a path to it, with or without a slash behind. */
const char *shelf_base(const char *path, struct arena *arena);

#endif
