/* tracegen.h: one generation of a Go execution trace at a time, as bytes: batches, and the frame around them.
 *
 *     struct tracegen tg = {.version = 26, .tick_shift = 0};
 *     tracegen_header(&tg);
 *     tracegen_begin(&tg, 1);
 *     tg.now = ev->t;
 *     uint8_t *at = tracegen_event(&tg, &batch, WIRE_GO_START);
 *     at = wire_put(wire_put(at, goid), seq);
 *     tracegen_done(&batch, at);
 *     tracegen_flush(&tg, &batch);         of every thread
 *     tracegen_end(&tg);
 *
 * What is finished collects in `out`. As in Go a batch goes there when it is full, or when its generation ends; whoever
 * owns the threads ends their batches. Which events are right, and what they must be preceded by, is tracer.c's business. */
#ifndef EMIT_TRACEGEN_H
#define EMIT_TRACEGEN_H

#include "vec.h"
#include "vtime.h"
#include "wire.h"

/* A batch being filled: events of one thread, or a table. All zero: empty, of thread 0. */
struct batch {
    uint8_t *data;
    uint32_t len, cap;
    uint64_t m;    /* WIRE_NONE: of no thread */
    uint64_t base; /* its time, in ticks */
    uint64_t last; /* time of its last event */
};

struct tracegen {
    int version;          /* 23 or 26 */
    int tick_shift;       /* a tick is 2^tick_shift ns: 0, or 6 as Go has it on Linux */
    uint64_t number;      /* of the generation */
    vtime now;            /* time of the run */
    uint64_t last;        /* ticks of the last event, of whatever thread */
    uint64_t last_m;      /* that thread */
    struct batch strings; /* entries, as they are met */
    int64_t bytes;        /* of this generation's batches in `out` so far */
    VEC(uint8_t) out;
};

/* The simulated machine had been up for so long when the process began, and this is what its calendar said: a trace's
 * times must not be 0. */
#define TRACE_BOOT (1000 * SEC)
#define TRACE_CALENDAR (1700000000 * SEC + 333666761) /* ns since 1970 */

/* The time `t` of the run as the file has it. */
static inline uint64_t tracegen_ticks(const struct tracegen *tg, vtime t)
{
    return (uint64_t)(t + TRACE_BOOT) >> tg->tick_shift;
}

/* The time of an event of thread `m`, now. No two threads have one at the same time: beyond a dozen threads Go's reader may
 * lose its way among equal times (it sorts them anew, and takes the first for the one it has tried). It would move them
 * apart by itself, too, by the same nanosecond. */
static inline uint64_t tracegen_moment(struct tracegen *tg, uint64_t m)
{
    uint64_t ticks = tracegen_ticks(tg, tg->now), least = tg->last + (m != tg->last_m);

    tg->last_m = m;
    return tg->last = ticks > least ? ticks : least;
}

/* Begins a file. */
void tracegen_header(struct tracegen *tg);

/* Begins a generation now. */
void tracegen_begin(struct tracegen *tg, uint64_t number);

/* Makes room for one event more, in this batch or, when it is full, in the one after it. */
void tracegen_room(struct tracegen *tg, struct batch *b, uint64_t ticks);

/* Writes the event's number and time into `b`; its arguments go where the result points. */
static inline uint8_t *tracegen_event(struct tracegen *tg, struct batch *b, enum wire_event kind)
{
    uint64_t ticks = tracegen_moment(tg, b->m);
    uint8_t *at;

    if (b->len == 0 || b->len + WIRE_EVENT_MAX > b->cap)
        tracegen_room(tg, b, ticks);
    at = b->data + b->len;
    *at++ = (uint8_t)kind;
    at = wire_put(at, ticks - b->last);
    b->last = ticks;
    return at;
}

/* The event ends before `at`. */
static inline void tracegen_done(struct batch *b, const uint8_t *at)
{
    b->len = (uint32_t)(at - b->data);
}

/* Room for an entry of `size` bytes in a table, whose batches begin with `kind`. */
uint8_t *tracegen_entry(struct tracegen *tg, struct batch *b, enum wire_event kind, size_t size);

/* Puts the batch among the finished ones and empties it. */
void tracegen_flush(struct tracegen *tg, struct batch *b);

/* The frequency, which version 23 wants at some time in a generation; later ones have it in their sync batch. */
void tracegen_frequency(struct tracegen *tg);

/* Ends the generation. All other batches have been flushed. */
void tracegen_end(struct tracegen *tg);

void batch_deinit(struct batch *b);
void tracegen_deinit(struct tracegen *tg);

#endif
