/* tracer_internal.h: what the tracer knows. Shared by tracer.c (from events to events) and tracer_state.c (what must be told
 * before). */
#ifndef EMIT_TRACER_INTERNAL_H
#define EMIT_TRACER_INTERNAL_H

#include "gtable.h"
#include "places.h"
#include "tracer.h"
#include "tracestack.h"

/* Of a goroutine, a processor or a thread, `told` is the stamp of the generation in which its state was told, and `seq` the
 * number of its last event in that generation. */
struct traced_g {
    uint32_t told, seq;
    int32_t at;     /* where it stopped last, a place */
    int32_t start;  /* as EV_GO_CREATE has it */
    int32_t m;      /* whose thread it is on, running or in a system call; NOBODY */
    int32_t region; /* its innermost open one, number in `regions`, or NOBODY */
    uint8_t status; /* enum wire_g_status */
    uint8_t leaf;   /* what stood on top there */
    bool assists;
};

struct traced_p {
    uint32_t told, seq;
    int32_t m;
    uint8_t status; /* enum wire_p_status */
    bool sweeps;
};

struct traced_m {
    struct batch batch;
    goid g;
    int32_t p;
    uint32_t g_told; /* the stamp of the generation in which g was seen to be told */
};

/* An open region, kept only to leave out the end of one that readers would refuse. */
struct traced_region {
    int64_t task;
    int32_t op;
    int32_t outer; /* the next one out, or the next free one; NOBODY */
};

struct tracer {
    enum tracer_mode mode;
    const struct emit_context *ctx;
    struct tracegen gen;
    struct tracestack stacks;
    struct places places;
    struct gtable gs;
    VEC(struct traced_p) ps;
    VEC(struct traced_m) ms;
    VEC(struct traced_region) regions;
    int32_t free_region;
    int64_t live;        /* goroutines */
    struct batch nobody; /* events of no thread */
    bool on;
    uint32_t stamp;  /* of the generation; none has it again */
    uint32_t number; /* what the file says of it, or of the last one */
    uint32_t first;  /* of this file */
    vtime begun;
    bool prologue; /* what a generation begins with is still to be written */
    int32_t procs; /* GOMAXPROCS */
    int64_t goal;  /* of the heap; -1 unknown */
    uint64_t gc_seq;
    bool marking;
    goid stw_g; /* who has stopped the world, 0: nobody */
    int32_t stw_m;
    enum stw_reason stw;
    int32_t stw_at;
};

/* The records, made when they are new. Pointers to Ps and Ms are good until the next one is made. */
struct traced_g *tracer_g(struct tracer *tr, goid g);
struct traced_p *tracer_p(struct tracer *tr, int32_t p);
struct traced_m *tracer_m(struct tracer *tr, int32_t m);

/* Whose batch an event of `m` belongs to. */
static inline struct batch *tracer_batch(struct tracer *tr, int32_t m)
{
    return m == NOBODY ? &tr->nobody : &tr->ms.at[m].batch;
}

/* An event without arguments, or its beginning; see tracegen_event. */
static inline uint8_t *tracer_put(struct tracer *tr, int32_t m, enum wire_event kind)
{
    return tracegen_event(&tr->gen, tracer_batch(tr, m), kind);
}

static inline void tracer_done(struct tracer *tr, int32_t m, const uint8_t *at)
{
    tracegen_done(tracer_batch(tr, m), at);
}

/* The state of p or g is told in the batch of `m`, if this generation lacks it. */
void tracer_tell_p(struct tracer *tr, int32_t m, int32_t p);
void tracer_tell_g(struct tracer *tr, int32_t m, goid g);

/* What m has is told, and what a generation begins with is written as soon as a thread can: before an event of m. */
void tracer_tell(struct tracer *tr, int32_t m);

/* The same, for an event that thread m is about to have, tracing or not. Whether it is to be written at all. */
bool tracer_before(struct tracer *tr, int32_t m);

/* Whether m has a processor; whether it also has a goroutine: what most events need. */
bool tracer_has_p(const struct tracer *tr, int32_t m);
bool tracer_runs(const struct tracer *tr, int32_t m);

/* Adds a stack's id to the arguments of an event. */
uint8_t *tracer_put_stack(struct tracer *tr, uint8_t *at, int32_t stack);

/* The stack of `place` (or of g's start function), with what stands on it. */
int32_t tracer_stack(struct tracer *tr, int32_t place, goid g, enum leaf leaf);
enum leaf tracer_leaf(const struct tracer *tr, int32_t place, enum leaf_use use);

/* A stop of the world begins: of its reason follows its stack. */
void tracer_put_stw(struct tracer *tr, int32_t m, enum stw_reason reason, int32_t place, goid g);

/* Goroutines and their system calls; false: another kind of event. tracer_go.c */
bool tracer_go_event(struct tracer *tr, const struct event *ev);

/* User annotations. tracer_user.c */
void tracer_user_event(struct tracer *tr, const struct event *ev);
void tracer_forget_regions(struct tracer *tr, struct traced_g *g);

#endif
