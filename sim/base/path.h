/* path.h: names of files put together. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "arena.h"

/* "folder/name", as long as the arena lives. */
const char *path_join(struct arena *a, const char *folder, const char *name);

#endif
