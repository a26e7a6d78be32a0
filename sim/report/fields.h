/* fields.h: what every figure counts, what it does not count, and what to look at instead.
 *
 * One table (fields.def) for schedtrace, scheddetail, the summary and runtime/metrics; consoles, --help, docs and
 * `diagnose` draw on it, and a test holds that no figure is missing. */
#ifndef REPORT_FIELDS_H
#define REPORT_FIELDS_H

#include <stddef.h>

#include "sb.h"

enum field_set { FIELD_SCHEDTRACE, FIELD_SCHEDDETAIL, FIELD_SUMMARY, FIELD_METRICS, FIELD_SETS };

struct field {
    enum field_set set;
    const char *
        name; /* "idleprocs", "threads.max"; NAME stands for a name of the program: "locks.NAME.wait.max" */
    const char *counts;   /* what it is */
    const char *not_this; /* what it does not count, how it misleads */
    const char *instead;  /* what to look at for that */
};

/* All of them, set by set. */
extern const struct field fields[];
extern const size_t nfields;

/* Heading of a set: "schedtrace". */
const char *field_set_name(enum field_set set);

/* The field of that name, whatever its set (the first: schedtrace before the summary), or NULL. A path with real names
 * ("locks.mu.wait.max", "marks.storm[0].time") finds its pattern. */
const struct field *field_find(const char *name);

/* The same, within one set. */
const struct field *field_find_in(enum field_set set, const char *name);

/* The name nearest to what was asked for, or NULL: for "did you mean". */
const char *field_nearest(const char *name);

/* The field as a paragraph for a terminal. */
void field_describe(const struct field *f, struct sb *out);

/* docs/fields.md, whole. */
void fields_markdown(struct sb *out);

#endif
