/* summary.h: the summary of a run, one JSON document with every figure that expectations, exercises and scripts read.
 *
 *     struct summary *s = summary_new(&ctx);
 *     sink = summary_sink(s);
 *     ... the run ...
 *     cJSON *doc = summary_finish(s, &(struct summary_sources){.console = c, .proctrace = pt});
 *     summary_write(doc, writer);
 *     cJSON_Delete(doc);
 *     summary_free(s);
 *
 * Its paths are those of docs/scenario.md, in a fixed order; names of the program (functions, marks, files …) stand in the
 * order of their first appearance. Times are integers of nanoseconds; means and fractions are decimals of six digits.
 *
 * Numbers that a double does not hold (decimals, and integers from 2^53 up) are cJSON_Raw items: read them with figure.h.
 * Percentiles are exact, by nearest rank (hist.h says from how many different values on they are rounded). */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "console.h"
#include "emit.h"
#include "proctrace.h"

struct summary;

/* What the summary takes from other listeners of the same run. */
struct summary_sources {
    struct console *console;           /* made with CONSOLE_KEEP; NULL: no stdout, stderr */
    const struct proctrace *proctrace; /* for `traces`; NULL: none */
};

/* Listens to a run. Borrows the context. */
struct summary *summary_new(const struct emit_context *ctx);
struct event_sink summary_sink(struct summary *s);

/* The document, after the last event; the caller's, to cJSON_Delete. */
cJSON *summary_finish(struct summary *s, const struct summary_sources *from);
void summary_free(struct summary *s);

/* Writes the document, indented, with a final newline: the same bytes for the same document everywhere. */
void summary_write(const cJSON *doc, struct writer *to);

#endif
