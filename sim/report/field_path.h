/* field_path.h: paths of the summary against the patterns of the table of figures.
 *
 *     functions.NAME.latency.max      NAME: a name of the program, which may have dots itself
 *     marks.NAME[].FIELD              []: an element of a list; FIELD: a field of a SCHED line
 *     metrics.METRIC                  METRIC: a name of runtime/metrics */
#ifndef REPORT_FIELD_PATH_H
#define REPORT_FIELD_PATH_H

#include <stdbool.h>

#include "arena.h"

struct field;

/* Whether a summary can have that path, or figures that begin with it. [*], [?] and .length are allowed. */
bool field_path_known(const char *path);

/* The figure that the path leads to exactly, or NULL. */
const struct field *field_path_find(const char *path);

/* The path nearest to one that is not known, with the names that it has where the pattern has NAME; or NULL. */
const char *field_path_nearest(const char *path, struct arena *arena);

#endif
