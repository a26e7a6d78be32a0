/* tracer.h: follows a run and writes it down as Go's own tracer would: a Go execution trace.
 *
 *     struct tracer *tr = tracer_new(&ctx, TRACER_WATCHES);
 *     tracer_start(tr);
 *     tracer_event(tr, ev);         each event of the run
 *     tracer_turn(tr);              now and then: the next generation
 *     tracer_stop(tr);
 *     tracer_free(tr);
 *
 * It follows the states of goroutines, threads and processors from the begin of the run on, tracing or not; it writes from
 * tracer_start to tracer_stop, as often as one likes. Two rules make a trace readable, and most of this: whatever has
 * a state is told it once in each generation before anything happens to it, and what two threads may do to one goroutine
 * or processor is numbered. A reader goes by those numbers, not by the clock. */
#ifndef EMIT_TRACER_H
#define EMIT_TRACER_H

#include <stdbool.h>

#include "emit.h"
#include "tracegen.h"

enum tracer_mode {
    TRACER_WATCHES, /* from outside: in ns, every annotation, and never a trace that readers refuse */
    TRACER_IS_GOS /* the program's own: ticks of 64 ns, annotations as far as Go writes them, with all that may be wrong */
};

struct tracer;

/* Borrows the context. */
struct tracer *tracer_new(const struct emit_context *ctx, enum tracer_mode mode);
void tracer_free(struct tracer *tr);

void tracer_event(struct tracer *tr, const struct event *ev);

/* A file begins, and in it a generation; generations count on through all files of a run. */
void tracer_start(struct tracer *tr);

/* Ends the generation and begins the next; returns how many of the finished bytes come before that. A reader would not
 * understand it in a stopped world (tracer_stopped_world). */
size_t tracer_turn(struct tracer *tr);

/* Ends the generation for good. */
void tracer_stop(struct tracer *tr);

/* Ends the trace as it stands: the generation is lost, as when a process dies. */
void tracer_drop(struct tracer *tr);

bool tracer_on(const struct tracer *tr);
bool tracer_stopped_world(const struct tracer *tr);

/* When the generation began; how many bytes its events have so far, and how many it costs to begin another. */
vtime tracer_begun(const struct tracer *tr);
int64_t tracer_bytes(const struct tracer *tr);
int64_t tracer_fixed_bytes(const struct tracer *tr);

/* The bytes that are finished. tracer_take forgets the first `n` of them. */
const uint8_t *tracer_out(const struct tracer *tr, size_t *len);
void tracer_take(struct tracer *tr, size_t n);

#endif
