/* compare.h: the figures of two summaries side by side.
 *
 *     struct comparison *c = compare_new(&(struct compared){"a.out", true, doc_a}, &(struct compared){"s.json", false, doc_b});
 *     compare_text(c, &out);      or compare_json(c, &out)
 *     compare_free(c);
 *
 * A summary is that of a run (summary.h) or of a trace (stat.h). Compared are the numbers that both have under the same path,
 * in the order of the first. Lists are left out: their elements have no names. So are run.seed, which is no figure, what stands
 * under "trace", and run.events of a trace and a run, which count different things. */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "sb.h"

struct compared {
    const char *name; /* what a reader knows it by */
    bool trace;       /* its figures were read from a trace, not told by a run */
    const cJSON *doc;
};

struct comparison;

/* Borrows names and documents until compare_free. */
struct comparison *compare_new(const struct compared *a, const struct compared *b);

/* A table for people: times as durations, differences from the first to the second. */
void compare_text(const struct comparison *c, struct sb *out);

/* {"a":{"name","trace"},"b":…,"figures":[{"name","unit","a","b","difference","ratio"}],"only_a":[…],"only_b":[…]}: units are
 * "ns" and ""; ratio is b / a, missing where a is 0. */
void compare_json(const struct comparison *c, struct sb *out);

void compare_free(struct comparison *c);

#endif
