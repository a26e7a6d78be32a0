/* tracefile.h: an execution trace as a verb gets it from the command line. */
#ifndef CLI_TRACEFILE_H
#define CLI_TRACEFILE_H

#include "diag.h"
#include "trace_summary.h"

/* Is there a file of that name, or is it standard input? A folder is none. */
bool tracefile_exists(const char *path);

/* Reads a file ("-": standard input), unpacked if it is gzip; *bytes goes to free(). False, and a diag. */
bool tracefile_read(const char *path, char **bytes, size_t *len, struct diags *ds);

/* Tells why a trace is refused, with the place; `hint` (or NULL) says what can be had of the part before it. */
void tracefile_refuse(const char *path, const struct trace_summary *s, const char *hint,
                      struct diags *ds);

#endif
