/* tracing.h: the execution trace that the program itself starts (runtime/trace).
 *
 * Three goroutines of the runtime come with it: one that would read CPU profiles, one that begins a new generation every
 * second, and the reader, which writes to the file what is ready. The bytes are made by whoever the run was given as
 * sim_tracer; here is when they are written, what that costs, and whether they find room. */
#ifndef CORE_TRACING_H
#define CORE_TRACING_H

#include "internal.h"

void tracing_init(struct sim *s);
void tracing_free(struct sim *s);

/* A step of one of the three. */
enum did tracing_step(struct sim *s, struct m *mp, struct g *gp, enum sysgo which);

/* The reader, if there is something for it to read. go: traceReader */
struct g *trace_reader(struct sim *s, struct m *mp);

/* Counts the events in the buffer that have to be paid for, before they leave it; they have left it. */
void tracing_see(struct sim *s);
void tracing_flushed(struct sim *s);

/* What the events since the last call cost mp. */
void tracing_charge(struct sim *s, struct m *mp);

op_fn op_trace_start, op_trace_stop;

#endif
