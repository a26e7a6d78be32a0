/* walk.h: legal runs made of chance, for whoever consumes events: goroutines that start, block and die, threads that take, lose and
 * steal processors, system calls of all fates, collections and stopped worlds, annotations.
 *
 *     struct walk w;
 *     walk_init(&w, seed, model, sink);
 *     while (w.steps < 5000)
 *         walk_step(&w);
 *     walk_end(&w);
 *
 * It knows the rules of Go's scheduler that a trace shows, and none of its policy: any runnable goroutine may start anywhere. The
 * program (walk_program) is only there for places and names. Include it in one file of a test program. */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "program.h"
#include "rng.h"

enum { WALK_PS = 8, WALK_MS = 40, WALK_GS = 400, WALK_REGIONS = 4, WALK_PLACES = 12 };

/* Functions main (a closure in it), worker and helper, with an operation of most kinds; op number = place. */
static struct func walk_funcs[] = {
    {.name = "main", .body = 0, .outer = NOBODY, .site = NOBODY},
    {.name = "worker", .body = 8, .outer = NOBODY, .site = NOBODY},
    {.name = "helper", .body = 16, .outer = NOBODY, .site = NOBODY},
    {.name = "main.func1", .body = 20, .outer = 0, .site = 0},
};
static struct object walk_objects[] = {
    {.kind = OBJ_MUTEX, .name = "mu"},       {.kind = OBJ_RWMUTEX, .name = "rw"},
    {.kind = OBJ_CHAN, .name = "c", .n = 1}, {.kind = OBJ_COND, .name = "cond"},
    {.kind = OBJ_WAITGROUP, .name = "wg"},
};
#define WALK_OP(k, f, o, txt, txt2)                                                                \
    {                                                                                              \
        .kind = (k), .func = (f), .obj = (o), .next = NOBODY, .parent = NOBODY, .body = NOBODY,    \
        .els = NOBODY, .text = (txt), .text2 = (txt2), .line = 10                                  \
    }
static struct op walk_ops[] = {
    WALK_OP(OP_GO, 0, 3, "", ""),
    WALK_OP(OP_SEND, 0, 2, "", ""),
    WALK_OP(OP_RECV, 0, 2, "", ""),
    WALK_OP(OP_LOCK, 0, 0, "", ""),
    WALK_OP(OP_UNLOCK, 0, 0, "", ""),
    WALK_OP(OP_NEWTASK, 0, NOBODY, "request", ""),
    WALK_OP(OP_WITHREGION, 0, NOBODY, "parse", ""),
    WALK_OP(OP_LOG, 0, NOBODY, "note", "17 bytes"),
    WALK_OP(OP_CPU, 1, NOBODY, "", ""),
    WALK_OP(OP_SYSCALL, 1, NOBODY, "read", ""),
    WALK_OP(OP_SELECT, 1, NOBODY, "", ""),
    WALK_OP(OP_WAIT, 1, 3, "", ""),
    WALK_OP(OP_SLEEP, 1, NOBODY, "", ""),
    WALK_OP(OP_ALLOC, 1, NOBODY, "", ""),
    WALK_OP(OP_STARTREGION, 1, NOBODY, "query", ""),
    WALK_OP(OP_PRINT, 1, NOBODY, "%i", ""),
    WALK_OP(OP_GOSCHED, 2, NOBODY, "", ""),
    WALK_OP(OP_CALL, 2, 2, "", ""),
    WALK_OP(OP_DONE, 2, 4, "", ""),
    WALK_OP(OP_LOCK, 2, 1, "", ""),
    WALK_OP(OP_WAIT, 3, 4, "", ""),
    WALK_OP(OP_CLOSE, 3, 2, "", ""),
    WALK_OP(OP_GC, 3, NOBODY, "", ""),
    WALK_OP(OP_NEWTASK, 3, NOBODY, "", ""),
    WALK_OP(OP_GOMAXPROCS, 3, NOBODY, "", ""),
    WALK_OP(OP_LOG, 3, NOBODY, "", "\"quoted\"\\ \x01 \xc3\xa9"),
};
enum { WALK_OPS = sizeof walk_ops / sizeof walk_ops[0] };

static inline struct program walk_program(enum model model)
{
    return (struct program){
        .name = "walk",
        .file = "walk.json",
        .model = model,
        .cores = 4,
        .gomaxprocs = 4,
        .funcs = walk_funcs,
        .nfuncs = sizeof walk_funcs / sizeof walk_funcs[0],
        .ops = walk_ops,
        .nops = WALK_OPS,
        .objects = walk_objects,
        .nobjects = sizeof walk_objects / sizeof walk_objects[0],
    };
}

struct walk_g {
    goid id;   /* 0: a free record */
    int state; /* enum g_status */
    int m;
    bool assists;
    int nregions;
    struct {
        int64_t task;
        int op;
    } regions[WALK_REGIONS];
};

struct walk_m {
    int p; /* NOBODY */
    int g; /* record, or NOBODY */
    bool sweeps;
};

struct walk {
    struct event_sink sink;
    struct rng rng;
    vtime t;
    int steps, procs, nms;
    int p_m[WALK_PS];
    bool p_call[WALK_PS];
    struct walk_m ms[WALK_MS];
    struct walk_g gs[WALK_GS];
    goid last_goid;
    int64_t last_task;
    int stw_m; /* NOBODY: the world turns */
    bool marking;
    int cycle;
    bool strict; /* regions end as they should */
};

static inline uint64_t walk_below(struct walk *w, uint64_t n)
{
    return rng_below(&w->rng, n);
}

static inline void walk_put(struct walk *w, enum event_kind kind, int m, goid g, int64_t a,
                            int64_t b, int flag, int at)
{
    struct event ev = {.t = w->t,
                       .a = a,
                       .b = b,
                       .g = g,
                       .m = m,
                       .at = at,
                       .p = -1,
                       .kind = (uint8_t)kind,
                       .flag = (uint8_t)flag};

    if (m >= 0 && m < WALK_MS)
        ev.p = (int16_t)w->ms[m].p;
    w->sink.events(w->sink.self, &ev, 1);
}

/* Somewhere in the program: half of the time in a function that was called. */
static inline int walk_at(struct walk *w)
{
    return (int)walk_below(w, WALK_OPS + WALK_PLACES);
}

static inline struct walk_g *walk_g_of(struct walk *w, int m)
{
    return w->ms[m].g == NOBODY ? NULL : &w->gs[w->ms[m].g];
}

/* A record chosen among those in `state`, or NOBODY. */
static inline int walk_pick_g(struct walk *w, int state)
{
    int from = (int)walk_below(w, WALK_GS);

    for (int i = 0; i < WALK_GS; i++) {
        int n = (from + i) % WALK_GS;

        if (w->gs[n].id != 0 && w->gs[n].state == state)
            return n;
    }
    return NOBODY;
}

static inline int walk_idle_p(struct walk *w)
{
    int from = (int)walk_below(w, (uint64_t)w->procs);

    for (int i = 0; i < w->procs; i++)
        if (w->p_m[(from + i) % w->procs] == NOBODY)
            return (from + i) % w->procs;
    return NOBODY;
}

static inline void walk_create(struct walk *w, int m, goid creator, int func, int at)
{
    for (int n = 0; n < WALK_GS; n++) {
        if (w->gs[n].id != 0)
            continue;
        w->gs[n] = (struct walk_g){.id = ++w->last_goid, .state = G_RUNNABLE, .m = NOBODY};
        walk_put(w, EV_GO_CREATE, m, creator, w->last_goid, func, 0, at);
        return;
    }
}

static inline void walk_p_start(struct walk *w, int m, int p)
{
    w->ms[m].p = p;
    w->p_m[p] = m;
    w->p_call[p] = false;
    walk_put(w, EV_P_START, m, 0, 0, 0, 0, PLACE_NONE);
}

static inline void walk_p_stop(struct walk *w, int m)
{
    int p = w->ms[m].p;

    walk_put(w, EV_P_STOP, m, 0, 0, 0, P_STOP_IDLE, PLACE_NONE);
    w->p_m[p] = NOBODY;
    w->p_call[p] = false;
    w->ms[m].p = NOBODY;
}

static inline void walk_start_g(struct walk *w, int m, int n)
{
    w->gs[n].state = G_RUNNING;
    w->gs[n].m = m;
    w->ms[m].g = n;
    walk_put(w, EV_GO_START, m, w->gs[n].id, 5, FROM_RING, 1, PLACE_NONE);
    if (walk_below(w, 20) == 0)
        walk_put(w, EV_GO_LABEL, m, w->gs[n].id, 0, (int64_t)walk_below(w, 3), 0, PLACE_NONE);
}

static inline void walk_leave(struct walk *w, int m, int state)
{
    struct walk_g *g = walk_g_of(w, m);

    g->state = state;
    g->m = NOBODY;
    w->ms[m].g = NOBODY;
}

static inline void walk_unblock(struct walk *w, int m, goid waker, int at)
{
    int n = walk_pick_g(w, G_WAITING);

    if (n == NOBODY)
        return;
    w->gs[n].state = G_RUNNABLE;
    walk_put(w, EV_GO_READY, m, w->gs[n].id, waker, waker ? BY_CHAN : BY_TIMER, TO_RING,
             waker ? at : PLACE_NONE);
}

static inline void walk_steal(struct walk *w, int thief)
{
    int from = (int)walk_below(w, WALK_PS);

    for (int i = 0; i < WALK_PS; i++) {
        int p = (from + i) % WALK_PS;

        if (w->p_m[p] == NOBODY || !w->p_call[p])
            continue;
        if (w->p_m[p] == thief && walk_below(w, 4) != 0)
            continue;
        walk_put(w, EV_P_STEAL, thief, w->gs[w->ms[w->p_m[p]].g].id, w->p_m[p], p, P_STEAL_RETAKE,
                 PLACE_NONE);
        w->ms[w->p_m[p]].p = NOBODY;
        w->p_m[p] = NOBODY;
        w->p_call[p] = false;
        return;
    }
}

static inline void walk_syscall(struct walk *w, int m, struct walk_g *g, int at)
{
    bool blocks = walk_below(w, 4) == 0;

    walk_put(w, EV_SYSCALL, m, g->id, 0, 0, blocks ? 2 : 0, at);
    g->state = G_SYSCALL;
    w->p_call[w->ms[m].p] = true;
    if (blocks)
        walk_p_stop(w, m);
}

static inline void walk_region_end(struct walk *w, int m, struct walk_g *g, int at)
{
    if (g->nregions > 0 && (w->strict || walk_below(w, 3) > 0)) {
        g->nregions--;
        walk_put(w, EV_REGION_END, m, g->id, g->regions[g->nregions].task,
                 g->regions[g->nregions].op, 1, at);
    } else if (!w->strict) {
        walk_put(w, EV_REGION_END, m, g->id, (int64_t)walk_below(w, 3), 6, 1, at);
    }
}

static inline void walk_annotate(struct walk *w, int m, struct walk_g *g, int at)
{
    int64_t task = w->last_task ? (int64_t)walk_below(w, (uint64_t)w->last_task + 1) : 0;

    switch (walk_below(w, 5)) {
    case 0:
        walk_put(w, EV_TASK_BEGIN, m, g->id, ++w->last_task, task, 1, walk_below(w, 2) ? 5 : 23);
        break;
    case 1:
        if (task > 0)
            walk_put(w, EV_TASK_END, m, g->id, task, 5, 1, at);
        break;
    case 2:
        if (g->nregions < WALK_REGIONS) {
            int op = walk_below(w, 2) ? 6 : 14;

            g->regions[g->nregions].task = task;
            g->regions[g->nregions++].op = op;
            walk_put(w, EV_REGION_BEGIN, m, g->id, task, op, 1, at);
        }
        break;
    case 3:
        walk_region_end(w, m, g, at);
        break;
    default:
        walk_put(w, EV_LOG, m, g->id, task, walk_below(w, 2) ? 7 : 25, 1, at);
        break;
    }
}

/* The world is stopped at once here: all others leave their processors. */
static inline void walk_stop_world(struct walk *w, int m, struct walk_g *g, enum stw_reason why,
                                   int at)
{
    walk_put(w, EV_STW_BEGIN, m, g->id, 0, why, 0, at);
    w->stw_m = m;
    for (int o = 0; o < w->nms; o++) {
        if (o == m || w->ms[o].p == NOBODY)
            continue;
        if (w->p_call[w->ms[o].p]) {
            walk_put(w, EV_P_STEAL, m, w->gs[w->ms[o].g].id, o, w->ms[o].p, P_STEAL_STW,
                     PLACE_NONE);
            w->p_m[w->ms[o].p] = NOBODY;
            w->p_call[w->ms[o].p] = false;
            w->ms[o].p = NOBODY;
            continue;
        }
        if (w->ms[o].sweeps) {
            walk_put(w, EV_SWEEP, o, 0, 8192, 4096, 0, PLACE_NONE);
            w->ms[o].sweeps = false;
        }
        if (w->ms[o].g != NOBODY) {
            walk_put(w, EV_GO_STOP, o, walk_g_of(w, o)->id, 0, STOP_PREEMPTED, TO_GLOBAL,
                     walk_at(w));
            walk_leave(w, o, G_RUNNABLE);
        }
        walk_p_stop(w, o);
    }
}

static inline void walk_start_world(struct walk *w)
{
    int m = w->stw_m;
    struct walk_g *g = walk_g_of(w, m);

    if (walk_below(w, 3) == 0) {
        int procs = 1 + (int)walk_below(w, WALK_PS);

        w->procs = procs > w->ms[m].p ? procs : w->ms[m].p + 1;
        walk_put(w, EV_PROCS, m, g->id, w->procs, 0, 0, PLACE_NONE);
    }
    walk_put(w, EV_STW_END, m, g->id, 100, STW_GOMAXPROCS, 0, PLACE_NONE);
    w->stw_m = NOBODY;
}

static inline void walk_collect(struct walk *w, int m, struct walk_g *g, int at)
{
    if (!w->marking)
        walk_put(w, EV_GC_BEGIN, m, g->id, ++w->cycle, 0, 0, at);
    walk_stop_world(w, m, g, w->marking ? STW_GC_MARK_TERM : STW_GC_SWEEP_TERM, at);
    if (w->marking) {
        walk_put(w, EV_GC_END, m, g->id, w->cycle, 0, 0, PLACE_NONE);
        walk_put(w, EV_HEAP_GOAL, m, g->id, 5 << 20, 0, 0, PLACE_NONE);
    }
    w->marking = !w->marking;
}

static inline void walk_running(struct walk *w, int m)
{
    struct walk_g *g = walk_g_of(w, m);
    int at = walk_at(w);

    if (w->ms[m].sweeps) { /* never preempted within */
        walk_put(w, EV_SWEEP, m, g->id, 8192, 4096, 0, at);
        w->ms[m].sweeps = false;
        return;
    }
    switch (walk_below(w, 16)) {
    case 0:
    case 1:
        walk_create(w, m, g->id, (int)walk_below(w, 4), at);
        break;
    case 2:
    case 3:
    case 4:
        walk_put(w, EV_GO_BLOCK, m, g->id, 2, (int64_t)walk_below(w, WAIT_REASONS), 0, at);
        walk_leave(w, m, G_WAITING);
        break;
    case 5:
        walk_put(w, EV_GO_STOP, m, g->id, 0, (int64_t)walk_below(w, 3), TO_GLOBAL, at);
        walk_leave(w, m, G_RUNNABLE);
        break;
    case 6:
    case 7:
        walk_unblock(w, m, g->id, at);
        break;
    case 8:
        if (g->id > 1 && !g->assists) {
            walk_put(w, EV_GO_END, m, g->id, 0, 0, 0, PLACE_NONE);
            walk_leave(w, m, G_DEAD);
            for (int n = 0; n < WALK_GS; n++)
                if (&w->gs[n] == g)
                    w->gs[n].id = 0;
        }
        break;
    case 9:
    case 10:
        walk_syscall(w, m, g, at);
        break;
    case 11:
    case 12:
        walk_annotate(w, m, g, at);
        break;
    case 13:
        walk_put(w, EV_ASSIST, m, g->id, 4096, 0, !g->assists, at);
        g->assists = !g->assists;
        break;
    case 14:
        if (walk_below(w, 8) == 0)
            walk_stop_world(w, m, g, walk_below(w, 2) ? STW_GOMAXPROCS : STW_READ_METRICS, at);
        else if (walk_below(w, 8) == 0)
            walk_collect(w, m, g, at);
        break;
    default:
        if (walk_below(w, 2)) {
            walk_put(w, EV_SWEEP, m, g->id, 0, 0, 1, at);
            w->ms[m].sweeps = true;
        } else {
            walk_put(w, EV_HEAP_ALLOC, m, g->id, (int64_t)walk_below(w, 1 << 24), 0, 0, PLACE_NONE);
        }
        break;
    }
}

/* A thread in a system call: it has its processor, has lost it, or takes another on its way back. */
static inline void walk_in_call(struct walk *w, int m)
{
    struct walk_g *g = walk_g_of(w, m);
    int n = w->ms[m].g, p;

    if (w->ms[m].p != NOBODY) {
        w->p_call[w->ms[m].p] = false;
        g->state = G_RUNNING;
        walk_put(w, EV_SYSCALL_RET, m, g->id, 0, 0, 0, PLACE_NONE);
        return;
    }
    p = w->stw_m == NOBODY && walk_below(w, 2) ? walk_idle_p(w) : NOBODY;
    if (p != NOBODY)
        walk_p_start(w, m, p);
    walk_put(w, EV_SYSCALL_RET, m, g->id, 0, 0, 1, PLACE_NONE);
    walk_leave(w, m, G_RUNNABLE);
    if (p != NOBODY)
        walk_start_g(w, m, n);
}

static inline void walk_looking(struct walk *w, int m)
{
    int n;

    switch (walk_below(w, 6)) {
    case 0:
        walk_p_stop(w, m);
        break;
    case 1:
        walk_unblock(w, m, 0, PLACE_NONE);
        break;
    case 2:
        walk_put(w, EV_HEAP_ALLOC, m, 0, 1 << 20, 0, 0, PLACE_NONE);
        break;
    default:
        n = walk_pick_g(w, G_RUNNABLE);
        if (n != NOBODY)
            walk_start_g(w, m, n);
        break;
    }
}

static inline void walk_parked(struct walk *w, int m)
{
    int p;

    switch (walk_below(w, 6)) {
    case 0: /* sysmon, or the poller */
        walk_steal(w, m);
        break;
    case 1:
        walk_unblock(w, m, 0, PLACE_NONE);
        break;
    case 2:
        walk_unblock(w, walk_below(w, 2) ? m : NOBODY, 0, PLACE_NONE);
        break;
    default:
        p = walk_idle_p(w);
        if (p != NOBODY)
            walk_p_start(w, m, p);
        break;
    }
}

static inline void walk_step(struct walk *w)
{
    int m = (int)walk_below(w, (uint64_t)w->nms);
    struct walk_g *g = walk_g_of(w, m);

    w->steps++;
    if (walk_below(w, 4) > 0) /* else at the same time as the last one */
        w->t += (vtime)walk_below(w, walk_below(w, 50) ? 3000 : 400 * MSEC);
    if (w->stw_m != NOBODY && walk_below(w, 4) == 0) {
        walk_start_world(w);
    } else if (w->stw_m != NOBODY && (m == w->stw_m || (g == NULL && w->ms[m].p == NOBODY))) {
        return;
    } else if (g && g->state == G_SYSCALL) {
        walk_in_call(w, m);
    } else if (g) {
        walk_running(w, m);
    } else if (w->ms[m].p != NOBODY) {
        walk_looking(w, m);
    } else {
        walk_parked(w, m);
        if (w->nms < WALK_MS && walk_below(w, 20) == 0)
            w->nms++;
    }
}

/* The process begins: M0 has P0 and makes the first goroutines before anything runs. */
static inline void walk_init(struct walk *w, uint64_t seed, enum model model,
                             struct event_sink sink)
{
    *w = (struct walk){.sink = sink, .procs = 4, .nms = 3, .stw_m = NOBODY, .strict = true};
    rng_seed(&w->rng, seed);
    for (int i = 0; i < WALK_PS; i++)
        w->p_m[i] = NOBODY;
    for (int i = 0; i < WALK_MS; i++)
        w->ms[i] = (struct walk_m){.p = NOBODY, .g = NOBODY};
    walk_put(w, EV_BEGIN, NOBODY, 0, w->procs, 4, model, PLACE_NONE);
    for (int i = 0; i < WALK_PLACES; i++)
        walk_put(w, EV_PLACE, NOBODY, 0, i == 0 ? 17 : (int)walk_below(w, (uint64_t)(WALK_OPS + i)),
                 (int)walk_below(w, WALK_OPS), 0, WALK_OPS + i);
    walk_create(w, 0, 0, -1 - SYSGO_MAIN, PLACE_NONE);
    for (int i = SYSGO_FORCEGC; i <= SYSGO_FINALIZER; i++)
        walk_create(w, 0, 0, -1 - i, PLACE_NONE);
    walk_p_start(w, 0, 0);
    walk_put(w, EV_HEAP_GOAL, 0, 0, 4 << 20, 0, 0, PLACE_NONE);
    walk_start_g(w, 0, 0);
}

static inline void walk_end(struct walk *w)
{
    if (w->stw_m != NOBODY)
        walk_start_world(w);
    w->t += 1000;
    walk_put(w, EV_END, NOBODY, 0, 0, END_EXIT, 0, PLACE_NONE);
}

#endif
