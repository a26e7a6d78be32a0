/* trace_events.h: a Go execution trace as a history in the events of event.def, for everything that listens to a run.
 *
 *     struct imported table = {.name = "trace.out"};
 *     trace_summarize(bytes, len, &s);
 *     if (!trace_events(bytes, len, &s, &table, sink, &why))
 *         puts(why);
 *     imported_free(&table);
 *
 * Time 0 is the first event. The history holds what a trace holds: goroutines, processors and threads with their states, system
 * calls, the collector, tasks, regions, logs, heap metrics. Run queues, steals and spinning are in no trace, so
 *     EV_GO_START comes from FROM_UNKNOWN, what becomes runnable goes TO_UNKNOWN,
 * and a processor is lost by P_STEAL_RETAKE whoever takes it. What was there before the trace begins with an EV_GO_CREATE of
 * nobody's, and a goroutine whose state is Waiting then waits for WAIT_NONE. A reason that event.def does not know is
 * WAIT_NONE or STW_OTHER, and the operation at the event's place has it as text. CPU samples and experiments have no event. */
#ifndef READ_TRACE_EVENTS_H
#define READ_TRACE_EVENTS_H

#include "imported.h"
#include "trace_summary.h"

/* Tells `sink` the events of a trace that trace_summarize has read into `s`, as far as it is valid, and fills `table`. Texts
 * are the table's own. False, and *why, if an event cannot hold it; then the history ends early. */
bool trace_events(const void *bytes, size_t len, const struct trace_summary *s,
                  struct imported *table, struct event_sink sink, const char **why);

#endif
