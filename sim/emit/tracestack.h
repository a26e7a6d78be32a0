/* tracestack.h: the stacks and strings of a Go execution trace.
 *
 *     int32_t st = tracestack_at(&ts, ev->at, start, LEAF_CHAN_SEND);
 *     at = wire_put(at, tracestack_id(&ts, st));
 *
 * A stack has a number for the whole run, and an id in each generation that uses it: ids mean nothing outside of theirs, and a
 * generation's tables hold what it uses. So it is with strings. A stack is not stored: its frames follow from the place
 * and are put together when the generation ends. */
#ifndef EMIT_TRACESTACK_H
#define EMIT_TRACESTACK_H

#include "arena.h"
#include "emit.h"
#include "places.h"
#include "tracegen.h"

/* What of the runtime or the library stands on top of the program's own function. */
enum leaf {
    LEAF_NONE, /* nothing: the function itself */
#define X(leaf, func, file, line) leaf,
#define Y(func, file, line)
#include "frames.def"
#undef Y
#undef X
    LEAVES
};

/* What an operation is doing when an event says that it waits, wakes somebody, is in a system call. */
enum leaf_use {
    LEAF_WAITS,
    LEAF_WAKES,
    LEAF_CALLS,
    LEAF_GOSCHEDS, /* yields, to the global queue */
    LEAF_GOYIELDS, /* yields, to the ring */
    LEAF_PLAIN,    /* nothing of the kind: the program's own function is the top */
    LEAF_USES
};

struct trace_text {
    const char *text;
    uint32_t len;
    uint32_t stamp; /* the generation in which `id` holds */
    uint32_t id;
};

struct trace_stack {
    int32_t place; /* or PLACE_NONE */
    int32_t start; /* then: the start function alone, as EV_GO_CREATE has it */
    uint32_t stamp, id;
    uint8_t leaf;
};

/* The numbers + 1 of a place's stacks, as they are met. */
struct place_stacks {
    int32_t by_use[LEAF_USES];
};

struct tracestack {
    const struct emit_context *ctx;
    struct tracegen *tg;
    struct places *places; /* the tracer's */
    struct arena arena;
    VEC(struct trace_text)
    texts; /* by number; the first ones are those that Go registers in each generation */
    VEC(struct trace_stack) stacks;
    VEC(struct place_stacks) by_place;
    VEC(int32_t) used;                 /* stacks of this generation, in order of their ids */
    int32_t *text_slots, *stack_slots; /* hash tables of numbers + 1 */
    uint32_t text_room, stack_room;    /* powers of two */
    uint32_t next_text;                /* id in this generation */
    uint32_t stamp;
    int32_t *op_text, *func_text, *op_func; /* numbers + 1 of the program's own words, as met */
    int32_t file_text;
    int32_t *frame_func, *frame_file; /* numbers, by row of frames.def */
    uint32_t reason[WAIT_REASONS];    /* ids of the words for them, the same in each generation */
};

/* Borrows all three. */
void tracestack_init(struct tracestack *ts, const struct emit_context *ctx, struct tracegen *tg,
                     struct places *places);
void tracestack_deinit(struct tracestack *ts);

/* A new generation begins: nothing has an id, but what Go registers. */
void tracestack_begin(struct tracestack *ts);

/* The number that a text has for the whole run, and its id in this generation. The text must outlive the run. */
int32_t tracestack_number(struct tracestack *ts, const char *text);
uint32_t tracestack_number_id(struct tracestack *ts, int32_t number);

/* Frames: what they are made of is prepared once; a stack's are written into the table. traceframes.c */
void traceframes_init(struct tracestack *ts);
void traceframes_put(struct tracestack *ts, struct batch *table, const struct trace_stack *st);

/* Writes the table of stacks, and with it the last strings. */
void tracestack_end(struct tracestack *ts);

/* The number of the stack at `place`; without one, that of the goroutine's start function. */
int32_t tracestack_at(struct tracestack *ts, int32_t place, int32_t start, enum leaf leaf);

/* The same of a place, by what is being done there; remembered. */
int32_t tracestack_find(struct tracestack *ts, int32_t place, enum leaf_use use);

static inline int32_t tracestack_of(struct tracestack *ts, int32_t place, enum leaf_use use)
{
    int32_t known = (size_t)place < ts->by_place.len ? ts->by_place.at[place].by_use[use] : 0;

    return known ? known - 1 : tracestack_find(ts, place, use);
}

/* What stands on top at operation `op` (NOBODY: nothing does). */
enum leaf tracestack_leaf(const struct program *p, int32_t op, enum leaf_use use);

/* Gives a stack an id in this generation. */
uint32_t tracestack_use(struct tracestack *ts, int32_t stack);

/* The id of a stack in this generation; 0 of stack -1. */
static inline uint32_t tracestack_id(struct tracestack *ts, int32_t stack)
{
    if (stack < 0)
        return 0;
    if (ts->stacks.at[stack].stamp == ts->stamp)
        return ts->stacks.at[stack].id;
    return tracestack_use(ts, stack);
}

/* The id of a text in this generation. */
uint32_t tracestack_text(struct tracestack *ts, const char *text);

/* The same of an operation's texts, remembered. */
uint32_t tracestack_op_text(struct tracestack *ts, int32_t op);

/* An id of its own, as the message of each log has one. */
uint32_t tracestack_message(struct tracestack *ts, const char *text);

/* Ids that are the same in each generation. TEXT_WORKER: of GC_DEDICATED; the other workers' follow. */
enum { TEXT_WORKER = 2, TEXT_PREEMPTED = 16, TEXT_GOSCHED = 22 };

#endif
