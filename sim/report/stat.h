/* stat.h: what `schedlab stat` says of a Go execution trace: a page for people, a document for programs.
 *
 *     struct trace_summary s;
 *     struct sb out = {0};
 *     trace_summarize(bytes, len, &s);
 *     stat_text(&s, "trace.out", &out);     or stat_json(&s, &out)
 *
 * The document is the summary of docs/scenario.md as far as a trace can tell it; what cannot be known is missing. Beside it,
 * under "trace", stand the figures of the real parser's events, field by field those of the oracle's summary. */
#ifndef REPORT_STAT_H
#define REPORT_STAT_H

#include "sb.h"
#include "trace_summary.h"

/* The whole document, with a final line feed. */
void stat_json(const struct trace_summary *s, struct sb *out);

/* The value of its key "trace" alone. */
void stat_trace_json(const struct trace_summary *s, struct sb *out);

/* Why a trace is refused ("refused after 61 events: misuse of region ..."), and where: the byte, the event, the thread. */
void stat_refusal(const struct trace_error *err, struct sb *message, struct sb *place);

/* The page; `file` is the name it is headed with. */
void stat_text(const struct trace_summary *s, const char *file, struct sb *out);

#endif
