/* desk.h: where a learner works: a folder with progress.json, and a folder NN-name for each exercise begun.
 *
 * The learner stands in it, or in one of those folders, and types the same commands in both. */
#ifndef EXERCISE_DESK_H
#define EXERCISE_DESK_H

#include "exercise.h"

struct desk {
    const char *home;   /* "." or ".." */
    const char *inside; /* "08-high-threads" if the learner stands in that folder, or NULL */
};

/* `shelf`: the folder of the exercises, or NULL. */
struct desk desk_find(const char *shelf, struct arena *arena);

/* The learner's folder of an exercise, as a path from where the learner stands: "08-high-threads", "." or "../08-high-threads". */
const char *desk_folder(const struct desk *d, const struct exercise *ex, struct arena *arena);

/* A file in it: "08-high-threads/bug.json", "bug.json", … */
const char *desk_file(const struct desk *d, const struct exercise *ex, const char *name,
                      struct arena *arena);

#endif
