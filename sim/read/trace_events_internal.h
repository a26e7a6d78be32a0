/* trace_events_internal.h: what turning a trace into events keeps. Shared by trace_events.c (from event to event),
 * trace_events_g.c (goroutines) and trace_events_names.c (numbers, texts and places). */
#ifndef READ_TRACE_EVENTS_INTERNAL_H
#define READ_TRACE_EVENTS_INTERNAL_H

#include "trace_events.h"

enum { NO_P = -1, NO_M = -1 };

struct past_g {
    vtime ready;  /* since when it is runnable, -1: it is not */
    int32_t func; /* of the table */
    bool assists;
};

struct past_m {
    int32_t p;
    goid g; /* 0: none */
};

struct past_p {
    int32_t m;
    bool sweeps;
};

struct history {
    const struct trace_summary *summary;
    struct imported *table;
    struct trace_names names;
    struct event_sink sink;
    const char *why; /* it cannot go on */
    int64_t first;   /* time of the trace's first event */
    vtime now;
    bool begun;
    VEC(struct past_g) gs; /* by goid - 1 */
    VEC(struct past_m) ms;
    VEC(struct past_p) ps;
    struct idmap g_of, m_of;   /* from Go's ids */
    struct idmap func_of;      /* by where the name's bytes stand */
    struct idmap text_place;   /* by stack and text */
    VEC(uint32_t) stack_place; /* by stack: its place plus 1 */
    VEC(const char *) texts;   /* by symbol, NULL: not asked for yet */
    VEC(uint8_t) reasons;      /* by symbol: enum wait_reason plus 1 */
    int64_t procs, running;    /* GOMAXPROCS, and Ps that a thread has */
    int64_t cycles;            /* of the collector, begun */
    bool marks;                /* one is on */
    vtime stw;                 /* begin of a stop-the-world, -1: none */
    uint8_t stw_reason;
};

/* ---- trace_events_names.c ---- */

void history_init(struct history *h);
void history_deinit(struct history *h);

/* Our numbers of a goroutine and a thread (TRACE_NONE: 0, NO_M), made when they are new. */
goid history_g(struct history *h, int64_t id);
int32_t history_m(struct history *h, int64_t id);

/* A processor's number, NO_P: none. What is not held by an event sets h->why. */
int32_t history_p(struct history *h, int64_t id);

static inline struct past_g *history_past(struct history *h, goid g)
{
    return &h->gs.at[g - 1];
}

/* The place of a stack, announced when it is new; PLACE_NONE: of none. */
int32_t history_place(struct history *h, uint32_t stack);

/* The place of what is said at a stack; its operation has the same number. */
int32_t history_said(struct history *h, uint32_t stack, uint32_t text, uint32_t message);

/* The text of a symbol, in UTF-8. */
const char *history_text(struct history *h, uint32_t symbol);

/* The reason that a text of the trace stands for; WAIT_NONE if there is none, or more than one, that it could be. */
enum wait_reason history_reason(struct history *h, uint32_t symbol);

/* ---- trace_events.c ---- */

/* Tells an event, now. */
void history_tell(struct history *h, struct event ev);

/* ---- trace_events_g.c ---- */

/* The change of a goroutine. */
void history_goroutine(struct history *h, const struct trace_event *ev);

#endif
