/* chrome_internal.h: what the Chrome emitter keeps of a run. Shared by chrome.c (from event to event), chrome_run.c (goroutines,
 * threads, processors) and chrome_say.c (counters, the collector, what the program says). */
#ifndef EMIT_CHROME_INTERNAL_H
#define EMIT_CHROME_INTERNAL_H

#include <stdbool.h>
#include <stdio.h>

#include "chromejson.h"
#include "emit.h"
#include "gtable.h"
#include "places.h"

enum { GROUP_PROCESS = 1, GROUP_P, GROUP_M, GROUP_G };

/* Lines are unique over all groups; 0 has a meaning of its own in Perfetto. */
enum { LINE_GC = 11, LINE_STW, LINE_USER, LINE_P = 1000, LINE_M = 100000, LINE_G = 1000000 };

enum {
    NAME_MAX_LEN = 3200
}; /* the longest text of a trace, each byte replaced, and words around it */

struct chrome_g {
    int32_t start;    /* as EV_GO_CREATE has it */
    int32_t at;       /* the place where it stopped last */
    vtime since;      /* the begin of its state */
    vtime woken;      /* when and on which processor somebody made it runnable */
    int16_t woken_p;  /* NOBODY: a timer, the poller, … */
    uint32_t regions; /* open */
    uint8_t state;    /* enum g_status */
    uint8_t reason;   /* enum wait_reason, while it waits */
};

struct chrome_p {
    bool known;
    goid g; /* whose slice is open; 0: none */
    vtime since;
};

struct chrome_m {
    bool known, searches;
    goid g;
    int32_t p;
    vtime since;  /* the begin of its goroutine's slice */
    vtime call;   /* of a system call, or -1 */
    vtime search; /* of its search for work */
};

struct chrome {
    struct chromejson json;
    const struct emit_context *ctx;
    struct places places;
    struct gtable gs;
    VEC(struct chrome_p) ps;
    VEC(struct chrome_m) ms;
    vtime now;
    int64_t flows;
    int64_t count[G_WAITING + 1]; /* goroutines by state */
    int64_t threads, idle, heap, goal;
    bool counts_new, threads_new, idle_new, heap_new;
    vtime gc, stw;  /* begins, -1: none */
    int32_t stw_at; /* its place */
    uint8_t stw_reason;
};

static inline struct track chrome_track_p(int64_t p)
{
    return (struct track){GROUP_P, LINE_P + p};
}

static inline struct track chrome_track_m(int64_t m)
{
    return (struct track){GROUP_M, LINE_M + m};
}

static inline struct track chrome_track_g(int64_t g)
{
    return (struct track){GROUP_G, LINE_G + g};
}

/* The records, made (and their tracks named) when they are new. Pointers to Ps and Ms are good until the next one is made. */
struct chrome_g *chrome_g(struct chrome *c, goid g);
struct chrome_p *chrome_p(struct chrome *c, int32_t p);
struct chrome_m *chrome_m(struct chrome *c, int32_t m);

/* ---- chrome_names.c ---- */

/* "G7 main.worker"; `start` as EV_GO_CREATE has it. */
void chrome_g_name(const struct chrome *c, goid g, int32_t start, char name[NAME_MAX_LEN]);
const char *chrome_run_name(const struct chrome *c);

/* What a reader knows a goroutine or a thread by. */
int64_t chrome_g_id(const struct chrome *c, goid g);
int64_t chrome_m_id(const struct chrome *c, int32_t m);

/* Where in the program, as arguments of the event that is open. */
void chrome_put_place(struct chrome *c, int32_t at);

/* What the program says by an operation ("" by none): name or category, and message. */
const char *chrome_op_text(const struct chrome *c, int32_t op);
const char *chrome_op_text2(const struct chrome *c, int32_t op);

/* Reasons in the words of a trace. */
const char *chrome_wait_text(const struct chrome *c, enum wait_reason reason, int32_t at);
const char *chrome_stw_text(const struct chrome *c, enum stw_reason reason, int32_t at);

/* ---- chrome_run.c ---- */

/* Begins an instant on a track; the caller closes it. */
void chrome_put_instant(struct chrome *c, struct track at, const char *name);

/* The slices that are open there end now. */
void chrome_end_p(struct chrome *c, int32_t p, const char *why);
void chrome_end_m(struct chrome *c, int32_t m);
void chrome_end_call(struct chrome *c, int32_t m, const char *name);
void chrome_leave_state(struct chrome *c, goid g, struct chrome_g *r);

/* ---- chrome_say.c ---- */

/* The counters that changed in the instant that is over. */
void chrome_put_counters(struct chrome *c);

/* Events by their kinds. False: not theirs. */
bool chrome_run_event(struct chrome *c, const struct event *ev);
bool chrome_say_event(struct chrome *c, const struct event *ev);

/* Ends what is open of the collector. */
void chrome_end_spans(struct chrome *c);

#endif
