/* world.h: the state of a run at an instant, folded from its events: who runs where, who waits for what, which thread does what.
 *
 *     struct world w;
 *     world_init(&w);
 *     world_event(&w, &ev);        one after the other, from the first
 *     w.ps.at[2].ring.len          how many stand in P2's queue
 *     world_deinit(&w);
 *
 * Every goroutine that lives is in at most one list: a ring, the global queue, or a room where one waits. A runnext slot and
 * the running one are held by the P itself. So what a picture shows is where each goroutine *is*, and a change of place is
 * all that it animates.
 *
 * The world is what the simulator holds: a property test compares both after every step. Of an imported run (imported.h)
 * queues are unknown: a runnable goroutine is then in the room ROOM_RUNNABLE, and `derived` says so. */
#ifndef EVENT_WORLD_H
#define EVENT_WORLD_H

#include <stdbool.h>

#include "event.h"
#include "gtable.h"
#include "vec.h"

/* Goroutines in a row, in order, linked through their records. */
struct world_list {
    goid first, last; /* 0: empty */
    int32_t len;
};

/* The place of a goroutine. */
enum world_place {
    AT_NOWHERE, /* being passed on within one moment, or dead */
    AT_RUNNING, /* on `p`, by `m` */
    AT_RUNNEXT, /* of `p` */
    AT_RING,    /* of `p` */
    AT_GLOBAL,
    AT_SYSCALL, /* on `m`; `p` is the one it came with */
    AT_ROOM     /* waits in rooms.at[room] */
};

struct world_g {
    vtime since; /* in this status */
    vtime wakes; /* from its Sleep, if timer_p is not NOBODY */
    goid next, prev;
    goid creator, waker; /* 0: nobody, or a timer, the poller, the scheduler */
    int32_t func;        /* start function, or -1-SYSGO: a goroutine of the runtime's own */
    int32_t at;          /* the place in the program that it was seen at last */
    int32_t m;
    int32_t room;
    int16_t p;
    int16_t timer_p; /* whose timer its Sleep waits for */
    uint8_t status;  /* enum g_status */
    uint8_t place;   /* enum world_place */
    uint8_t reason;  /* enum wait_reason, while it waits */
    uint8_t cause;   /* enum cause of its last wake-up */
    bool locked;     /* to its thread */
    bool asked;      /* to yield: a preemption is pending */
};

struct world_p {
    uint8_t status; /* enum p_status */
    int32_t m;      /* NOBODY: no thread has it */
    goid running, runnext;
    struct world_list ring;
    int64_t schedtick, syscalltick;
    vtime slice;    /* when the running goroutine's time slice began */
    vtime since;    /* in this status */
    int32_t timers; /* in its heap */
    bool idle;      /* on the idle stack */
};

enum world_m_state {
    M_UNBORN,
    M_RUNS,     /* has a P, and runs a goroutine or the scheduler */
    M_SPINS,    /* looks for work */
    M_IDLE,     /* parked, on the idle stack */
    M_SYSCALL,  /* in a system or C call with its goroutine */
    M_POLLS,    /* blocks in the network poller */
    M_WAITS,    /* parked until its locked goroutine may run */
    M_FOR_EVER, /* parked and never woken: M0 after its locked goroutine has ended, and threads that only wait to be asked */
    M_SYSMON_LOOKS,
    M_GONE
};

struct world_m {
    uint8_t state;   /* enum world_m_state */
    uint8_t role;    /* enum m_role */
    int32_t p, core; /* NOBODY: none */
    goid g;          /* that it runs, or that is in its system call */
    goid locked;     /* the goroutine locked to it, or 0 */
    vtime since;     /* in this state */
    uint8_t parked;  /* 1 + enum m_park, 0: it is not */
    bool spinning;
};

/* Where goroutines wait: an object of the program, or a reason that has none. */
enum room_kind { ROOM_OBJECT, ROOM_SLEEP, ROOM_NET, ROOM_RUNNABLE, ROOM_OTHER };
struct world_room {
    uint8_t kind;   /* enum room_kind */
    uint8_t reason; /* ROOM_OTHER: enum wait_reason */
    int32_t object; /* ROOM_OBJECT */
    struct world_list waiters;
    int64_t buffered; /* of a channel: values in it; of others what EV_SYNC told last */
};

struct world_timer {
    vtime when;
    goid g;
    int16_t p;
    uint8_t kind; /* enum timer_kind */
};

struct world {
    vtime now;   /* of the last event */
    int64_t seq; /* events folded so far */
    struct event last;
    enum model model;
    int32_t gomaxprocs, cores;
    VEC(struct world_p) ps;       /* by number; those beyond gomaxprocs are P_DEAD */
    VEC(struct world_m) ms;       /* by number */
    struct gtable gs;             /* struct world_g by goid, of those alive */
    VEC(struct world_room) rooms; /* in the order in which they were opened */
    VEC(int32_t) room_of;         /* for world_room: the room's number + 1, or 0 */
    struct world_list global;
    int64_t
        statuses[G_PREEMPTED + 1]; /* how many goroutines are in each, the runtime's own included */
    int32_t threads, idle_ms, spinning_ms, blocked_ms, idle_ps;
    int64_t ngs, user_gs;           /* alive; without the runtime's own */
    int64_t created_gs, created_ms; /* ever */
    bool needspinning;
    /* sysmon */
    vtime sysmon_looked, sysmon_sleeps;
    int64_t sysmon_retook;
    bool sysmon_deep;
    /* the collector */
    int64_t gc_cycle;
    bool gc_runs, stopped;
    bool gcwaiting; /* the Ps are to stop, or have */
    goid stopper;
    vtime stopped_since;
    uint8_t stw; /* enum stw_reason */
    int64_t heap, heap_goal;
    /* the end */
    bool ended;
    bool derived; /* from an imported run */
    int32_t exit;
    uint8_t end;      /* enum run_end */
    int32_t sleepers; /* timers of a Sleep, which stand with their goroutines */
    void *timers;     /* the others that are set: world_timers_next */
};

void world_init(struct world *w);
void world_event(struct world *w, const struct event *ev);

/* The same of `n` events in a row. Faster with many goroutines: what the next ones need is fetched ahead. */
void world_events(struct world *w, const struct event *ev, size_t n);
void world_deinit(struct world *w);

/* The goroutine, or NULL if it does not live. */
const struct world_g *world_g(const struct world *w, goid g);

/* A room: `id` is the object of a ROOM_OBJECT, the enum wait_reason of a ROOM_OTHER; the other kinds have one room. NULL while
 * nobody has waited there and nothing was told of it. */
const struct world_room *world_room(const struct world *w, enum room_kind kind, int32_t id);

/* The timers that fire next, at most `n` of them, in order; how many there are. */
int32_t world_timers_next(const struct world *w, struct world_timer *out, int32_t n);
int32_t world_timers(const struct world *w);

/* The first `n` of a list, from the head; how many were put. */
int32_t world_list_get(const struct world *w, const struct world_list *list, goid *out, int32_t n);

/* Whether both say the same, field by field, lists in their order. For tests. */
bool world_same(const struct world *a, const struct world *b);

#endif
