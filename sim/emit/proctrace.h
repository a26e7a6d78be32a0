/* proctrace.h: the traces that the simulated program starts itself (trace.Start), as files of the simulated disk.
 *
 *     struct proctrace *pt = proctrace_new(&ctx);
 *     cfg.sinks[n++] = proctrace_sink(pt);           it follows the run from its begin
 *     cfg.tracer = proctrace_tracer(pt);             the core says when bytes can be written, and how many fitted
 *     …
 *     if (proctrace_file(pt, file, &bytes, &len))    what stands in a file
 *     proctrace_free(pt);
 *
 * What it encodes waits until the simulated trace reader writes it: a header and a first batch at once, whole batches as they
 * fill, the rest at the end of a generation. Bytes that do not reach the file (it was closed, the disk is full) are
 * lost for ever, and what comes after them is written where they should have stood. A file that was removed is forgotten. */
#ifndef EMIT_PROCTRACE_H
#define EMIT_PROCTRACE_H

#include <stdbool.h>

#include "emit.h"
#include "sim.h"

struct proctrace;

/* Borrows the context. Never NULL. */
struct proctrace *proctrace_new(const struct emit_context *ctx);
void proctrace_free(struct proctrace *pt);

struct event_sink proctrace_sink(struct proctrace *pt);
struct sim_tracer *proctrace_tracer(struct proctrace *pt);

/* The bytes of a file (its number in the events) that a trace was written to; possibly none. They are good until more is
 * written. False: no trace was started into it, or it was removed. */
bool proctrace_file(const struct proctrace *pt, int32_t file, const uint8_t **bytes, size_t *len);

#endif
