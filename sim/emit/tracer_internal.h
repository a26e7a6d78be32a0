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
enum traced_how { HOW_NEW /* it never ran */, HOW_BLOCK, HOW_STOP, HOW_CALL };

struct traced_g {
    uint32_t told, seq;
    int32_t at;     /* the place where it stopped last */
    int32_t start;  /* as EV_GO_CREATE has it */
    int32_t m;      /* whose thread it is on, running or in a system call; NOBODY */
    int32_t region; /* its innermost open one, number in `regions`, or NOBODY */
    uint8_t status; /* enum wire_g_status */
    uint8_t how;    /* enum traced_how: it stopped there */
    uint8_t why;    /* enum wait_reason, enum stop_reason */
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
    struct traced_g *running; /* the record of g, NULL if it has none */
    goid g;                   /* which it runs, or is in a system call with; 0: none */
    int32_t p;                /* or NOBODY */
    uint32_t told;            /* that what it has has been told */
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
    int64_t goal;  /* of the heap */
    uint64_t gc_seq;
    bool marking;
    goid stw_g; /* who has stopped the world, 0: nobody */
    int32_t stw_m;
    enum stw_reason stw;
    int32_t stw_at;
    int32_t trace_at; /* of the program's last trace.Start */
};

/* The records, made when they are new. Those of Ps and Ms are good until the next one is made. */
struct traced_g *tracer_new_g(struct tracer *tr, goid g);
struct traced_p *tracer_p(struct tracer *tr, int32_t p);
struct traced_m *tracer_new_m(struct tracer *tr, int32_t m);

static inline struct traced_g *tracer_g(struct tracer *tr, goid g)
{
    struct traced_g *r = gtable_find(&tr->gs, g);

    return r ? r : tracer_new_g(tr, g);
}

static inline struct traced_m *tracer_m(struct tracer *tr, int32_t m)
{
    return (size_t)m < tr->ms.len ? &tr->ms.at[m] : tracer_new_m(tr, m);
}

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
void tracer_tell_g(struct tracer *tr, int32_t m, goid g, struct traced_g *r);

/* What m has is told, and what a generation begins with is written as soon as a thread can: before an event of m. */
void tracer_tell(struct tracer *tr, int32_t m);

/* The same, for an event that thread m is about to have, tracing or not. Whether it is to be written at all. */
static inline bool tracer_before(struct tracer *tr, int32_t m)
{
    if (m == NOBODY)
        return tr->on;
    if ((tracer_m(tr, m)->told != tr->stamp || tr->prologue) && tr->on)
        tracer_tell(tr, m);
    return tr->on;
}

/* Whether m has a processor; whether it also has a goroutine: what most events need. */
bool tracer_has_p(const struct tracer *tr, int32_t m);
bool tracer_runs(const struct tracer *tr, int32_t m);

/* Adds a stack's id to the arguments of an event. */
static inline uint8_t *tracer_put_stack(struct tracer *tr, uint8_t *at, int32_t stack)
{
    return wire_put(at, tracestack_id(&tr->stacks, stack));
}

/* The stack of `place`, by what is done there; without a place that of g's start function; without either -1. */
int32_t tracer_stack(struct tracer *tr, int32_t place, goid g, enum leaf_use use);
int32_t tracer_stack_with(struct tracer *tr, int32_t place, goid g, enum leaf leaf);

/* The stack of a goroutine where it stopped. tracer_where.c */
int32_t tracer_where(struct tracer *tr, const struct traced_g *r);

/* A stop of the world begins: of its reason follows its stack. */
void tracer_put_stw(struct tracer *tr, int32_t m, enum stw_reason reason, int32_t place, goid g);

/* Goroutines and their system calls; false: another kind of event. tracer_go.c */
bool tracer_go_event(struct tracer *tr, const struct event *ev);

/* User annotations. tracer_user.c */
void tracer_user_event(struct tracer *tr, const struct event *ev);
void tracer_forget_regions(struct tracer *tr, struct traced_g *g);

#endif
