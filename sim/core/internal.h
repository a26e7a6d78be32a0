/* internal.h: the inside of a run, for the files of core only.
 *
 * Who is who, as in runtime2.go: `gp` a goroutine (struct g), `mp` a thread (struct m), `pp` a processor (struct p), and
 * `s`, the run they all belong to, which the runtime keeps in globals (sched, allp, allgs).
 *
 * How time passes. The simulator's clock `s->now` jumps from moment to moment (evq.h). A moment belongs to a thread: it
 * says when the thread next does something, and mp->todo what (enum todo). What a thread does takes no time while it
 * does it; it notes what it costs (m_owe) and its next moment comes so much later. */
#ifndef CORE_INTERNAL_H
#define CORE_INTERNAL_H

#include <assert.h>

#include "evq.h"
#include "rng.h"
#include "sim.h"
#include "vec.h"

struct sim;
struct m;
struct p;
struct g;

enum { RUNQ_CAP = 256 };             /* go: p.runq */
enum { GOID_BATCH = 16 };            /* go: _GoidCacheBatch */
enum { GLOBQ_TURN = 61 };            /* go: schedtick%61 */
enum { STEAL_ROUNDS = 4 };           /* go: stealTries */
#define FORCE_PREEMPT_NS (10 * MSEC) /* go: forcePreemptNS */
#define STARVATION_NS (1 * MSEC)     /* go: starvationThresholdNs */
enum { MAX_THREADS = 10000 };        /* go: sched.maxmcount */

/* ---- goroutines ---------------------------------------------------------------------------------------------- */

/* One goroutine waiting for one object: its own (g.sd), or one for each case of a select that waits (g.cases). In a
 * select's, the first partner wins the goroutine (GF_SELECT_DONE). go: sudog */
struct sudog {
    struct g *g;
    struct sudog *next;
    union {
        struct sudog *prev;
        struct timer *timer; /* of an `after` case, which is in no queue */
    };
    int32_t obj; /* in whose queue it is, or NOBODY: in none */
    uint32_t
        word; /* Cond: its ticket. Mutex: what lockSlow remembers (mutex.c). Sender: the number of its value (value.h) */
};

struct sudog_queue {
    struct sudog *first, *last;
};

enum var_kind { VAR_NONE, VAR_FILE, VAR_TASK, VAR_REGION, VAR_MEMORY, VAR_READING };
struct val {
    uint8_t kind; /* enum var_kind */
    int32_t id;   /* file; task, region: its op; memory: without pointers; reading: which */
    int64_t n;    /* memory: bytes; task: its number; region: 2 * its task, + 1 if it is traced */
    struct val_list *more; /* what `v[]` appended, the last included; NULL for a plain variable */
};

/* An activation of a function. A closure's frame holds on to the frame it stands in, as a Go closure to its variables. */
struct frame {
    struct frame *caller; /* whom `return` goes back to; NULL: the goroutine's start function */
    struct frame *up;     /* of a closure: the frame of the function it stands in */
    int32_t refs;         /* one for running, one for each closure made in it */
    int32_t func;
    int32_t call;  /* the OP_CALL it was called by, NOBODY for a start function */
    int32_t place; /* place of that call, PLACE_NONE for a start function */
    int32_t task;  /* its context: the task, 0 for the background */
    int32_t depth; /* callers below it */
    int64_t loops
        []; /* nloops counters, its %v if the program has one, the times that its measures began, then nvars struct val */
};

/* A deferred operation. It belongs to the function or to the Do, WithRegion or defer in whose block it stood (`scope`). */
struct defer {
    struct defer *next;
    struct frame *frame;
    int32_t op; /* the OP_DEFER */
    int32_t
        scope; /* the op whose closure it belongs to, NOBODY: the function's; DEFER_RUNS: it runs, while unwinding */
};
enum { DEFER_RUNS = -2 };

enum g_flag {
    GF_SYSTEM = 1,       /* the runtime's own. go: isSystemGoroutine */
    GF_PREEMPT = 2,      /* asked to stop. go: g.preempt */
    GF_GOEXIT = 4,       /* unwinding by Goexit */
    GF_PANIC = 8,        /* unwinding by a panic */
    GF_TRACKING = 16,    /* one in eight transitions is measured. go: g.trackingSeq, g.tracking */
    GF_SELECT_DONE = 32, /* somebody won its select. go: g.selectDone */
    GF_OK =
        64, /* it was given what it waited for: a value, a place for one, the lock; not woken by close */
    GF_DEFERRED =
        128 /* unwinding, but in a deferred operation, where calls and returns are as ever */
};

/* What a switch needs comes first: with a million goroutines each line is one that no cache holds. */
struct g {
    goid id;
    int32_t m;      /* thread, or NOBODY. go: g.m */
    uint8_t status; /* enum g_status */
    uint8_t reason; /* enum wait_reason; stays when it runs again, as in Go */
    uint8_t
        phase; /* how far its operation has got: 0 at the start, PHASE_DONE when only the way on is left */
    uint8_t flags; /* enum g_flag */
    int32_t pc;    /* its operation (place in the function), NOBODY: at its end */
    struct frame *frame;
    vtime since;         /* when it came into its status */
    vtime debt;          /* CPU time that its operation has still to take */
    int32_t lockedm;     /* M it is locked to, or NOBODY */
    int32_t func;        /* its start function, or -1-SYSGO */
    int32_t index;       /* %g */
    int32_t started;     /* of an OP_GO: how many it has started so far */
    struct sudog sd;     /* for what waits for one object */
    struct sudog *cases; /* of a select that waits, or NULL */
    vtime wait_from;     /* Mutex: since when it has been waiting in this Lock */
    struct defer *defers;
    struct panic_rec *panics;
    struct g *link; /* in a list of dead or collected ones. go: g.schedlink */
    int16_t locked_ext,
        locked_int; /* how often it called LockOSThread; the runtime did. go: m.lockedExt */
    int32_t sys;    /* a runtime goroutine's own progress (sysgo.c) */
    goid creator;
    int32_t creator_place;
    int32_t woken_case; /* select: which of `cases` won */
    uint8_t track_seq;
    int64_t loop_outer; /* %i of a closure without a loop: that of the loop around its `go` */
};

enum {
    PHASE_DONE = 255,
    PHASE_UNWINDS = 254, /* it goes on leaving scopes */
    PHASE_TURN = 253     /* range: its block has been gone through */
};

/* ---- queues of goroutines ------------------------------------------------------------------------------------- */

/* A first-in first-out queue without bound: the global run queue and its kin. */
struct gqueue {
    struct g **at;
    size_t head, len, cap; /* cap is a power of two */
};

/* A P's queue. See runq.h. */
struct runq {
    struct g *runnext;
    struct g *ring[RUNQ_CAP];
    uint32_t head, tail; /* counters only grow; a slot is counter % RUNQ_CAP */
};

/* ---- threads and processors ----------------------------------------------------------------------------------- */

/* What a thread does at its next moment. */
enum todo {
    TODO_NOTHING,      /* parked: somebody must wake it */
    TODO_EXEC,         /* go on with curg's operations */
    TODO_SCHEDULE,     /* find something to run. go: schedule */
    TODO_STEAL,        /* one more round of stealing. go: stealWork */
    TODO_STEAL_NAP,    /* back from the 3 us courtesy before taking a runnext. go: runqgrab */
    TODO_POLL,         /* back from epoll_wait */
    TODO_SYSCALL_EXIT, /* back from the kernel. go: exitsyscall */
    TODO_STOPPED,      /* the world stands still: do what it was stopped for */
    TODO_SYSMON,       /* go: sysmon */
    TODO_STOPM, /* back from waking the thread that a goroutine is locked to: parks. go: startlockedm's stopm */
    TODO_LOCKED, /* woken to run the goroutine it is locked to. go: stoplockedm's return */
    TODO_EXIT    /* the thread's end */
};

/* A thread on the simulated machine (os.h). */
struct thread {
    int32_t core;     /* it runs on, or NOBODY */
    bool waiting;     /* for a core */
    bool asleep;      /* in the kernel: needs no core */
    uint32_t gen;     /* of its pending moment; others are stale */
    vtime at;         /* its pending moment, VTIME_MAX: none */
    vtime left;       /* CPU time to its moment, while it waits for a core */
    vtime on_since;   /* on its core since */
    vtime busy_until; /* asleep, but not before then */
};

struct m {
    int32_t id;
    struct p *p;     /* go: m.p */
    struct p *nextp; /* given to it by who woke it. go: m.nextp */
    struct p *oldp;  /* had it before its system call. go: m.oldp */
    struct g *curg;
    struct g *lockedg; /* go: m.lockedg */
    enum todo todo;
    enum m_role role;
    struct thread os;
    vtime owed;      /* what it has done costs so much; before its next moment */
    vtime switch_ns; /* what the switch costs that it is in */
    vtime not_user;  /* of what it owes, not its goroutine's: switches, the collector, the tracer */
    bool switching;  /* curg has not begun yet */
    bool spinning;
    bool blocked; /* parked on a note. go: m.blocked */
    bool idle;    /* on sched.midle */
    bool exited;
    bool in_cgo;
    bool poll_spin;                 /* it was spinning before it polled */
    uint8_t from;                   /* enum from of what it found */
    uint8_t round;                  /* of stealing */
    uint32_t steal_pos, steal_step; /* where in the victims' order it is. go: randomEnum */
    int32_t steal_left;
    int32_t nap_victim; /* P whose runnext it is polite to */
    struct g *nap_g;
    uint32_t syscalltick; /* of its P when the call began. go: m.syscalltick */
    vtime poll_until;     /* its blocking poll ends then */
    struct m *link;       /* sched.midle */
};

enum { TIMER_BUCKETS = 64 };

/* A P's timers: a radix heap. A bucket for each highest bit in which a time can differ from the last one taken, so that only the
 * first bucket with anything in it is ever sorted further, and equal times keep their order. Its cost hardly grows with the
 * number of timers, because it goes through memory in order. (timer.c) */
struct timer_heap {
    size_t len;
    size_t zombies; /* of these, slots of timers that were stopped */
    vtime next;     /* the earliest, if there is any */
    vtime last;     /* the last one taken; none is earlier */
    uint64_t used;  /* bit n: there is something in bucket n */
    size_t taken;   /* from the front of bucket 0, in which all are due at `last` */
    struct timer_bucket {
        vtime least;
        VEC(struct timer_slot) slots;
    } buckets[TIMER_BUCKETS];
};

struct p {
    int32_t id;
    uint8_t status; /* enum p_status */
    bool preempt;   /* go: p.preempt */
    bool idle;      /* on the idle stack */
    struct m *m;    /* go: p.m */
    struct runq runq;
    uint32_t schedtick, syscalltick;
    /* what sysmon remembers of it. go: p.sysmontick */
    uint32_t seen_schedtick, seen_syscalltick;
    vtime seen_schedwhen, seen_syscallwhen;
    goid goidcache, goidcacheend;
    struct timer_heap timers;
    struct g *gfree; /* dead goroutines, to be used again. go: p.gFree */
    int32_t gfreecnt;
    struct p *link; /* idle stack */
    struct m *oldm; /* go: p.oldm */
    vtime idle_since;
    /* the collector */
    vtime gc_frac; /* time its fractional worker has had in this cycle */
};

/* ---- outcome of an operation ---------------------------------------------------------------------------------- */

enum did {
    DID_NEXT,   /* done: on to the next one, when what it owes has been paid */
    DID_JUMP,   /* done, and gp->pc says where to go on */
    DID_RESUME, /* gp->pc and gp->phase say where to go on (unwinding) */
    DID_AGAIN,  /* call it again (gp->phase tells where it was) when what it owes has been paid */
    DID_OFF, /* gp does not run any more (parked, yielded, in a system call): call it again when it does */
    DID_OFF_NEXT, /* the same, but it is done */
    DID_END       /* gp or the whole run is over */
};

/* An operation. `gp` runs on `mp`; gp->phase is 0 at the first call. */
typedef enum did op_fn(struct sim *s, struct m *mp, struct g *gp, const struct op *op);

/* ---- the run -------------------------------------------------------------------------------------------------- */

struct object_state; /* objects.h */
struct chan_values;  /* value.h */
struct gc;           /* gc.h */
struct tracing;      /* tracing.h */
struct disk;         /* disk.h */
struct metrics;      /* metrics.h */

enum { EVENT_BUFFER = 1024 };

struct sim {
    const struct program *prog;
    struct sim_config cfg;
    enum model model;
    vtime now;
    vtime limit;
    struct evq evq;
    struct rng rng;
    struct arena arena;

    /* go: sched */
    VEC(struct m *) allm;  /* by id; exited ones too */
    VEC(struct g *) allgs; /* in order of creation of the structs */
    struct p **allp;       /* gomaxprocs of them in use; more may exist */
    int32_t allp_len, gomaxprocs;
    struct gqueue runq; /* the global one */
    struct m *midle;
    struct p *pidle;
    int32_t nmidle, npidle, nmspinning, nmidlelocked, nmsys, nmfreed;
    bool needspinning;
    int32_t maxmcount;
    struct g *gfree; /* the global free list */
    int32_t gfreecnt;
    goid goidgen;
    bool main_started, template_started;
    int32_t ngsys, ngoroutines; /* the runtime's own; the program's that are alive */
    uint32_t *coprimes;         /* steps for the order of stealing. go: randomOrder */
    int32_t ncoprimes;

    /* stopping the world (stw.h) */
    bool gcwaiting;
    int32_t stopwait;
    struct m *stopper;
    enum stw_reason stw_reason;
    vtime stw_from;
    struct gqueue stw_waiters; /* want to stop the world themselves. go: worldsema */

    /* sysmon */
    vtime sysmon_delay;
    int32_t sysmon_idle;
    bool sysmonwait;  /* in its deep sleep. go: sched.sysmonwait */
    bool sysmon_deep; /* it was, until now */
    bool sysmon_started;
    vtime lasttrace; /* when schedtrace last printed; -1: never */
    vtime starttime;

    /* the poller (netpoll.h) */
    bool netpoll_inited;
    vtime lastpoll;   /* 0 while a thread blocks in it. go: sched.lastpoll */
    vtime poll_until; /* go: sched.pollUntil */
    struct m *poller;
    VEC(struct net_wait) net; /* a heap by time */
    int32_t net_waiters;

    /* the machine (os.h) */
    struct m **cores; /* who runs there, or NULL */
    VEC(struct m *) core_queue;
    int32_t core_busy;

    struct object_state *objects;
    struct chan_values *values; /* by object; NULL: the program has no %v (value.h) */
    struct scase *scases;       /* room for the widest select (select.c) */
    int64_t *cycles;            /* position of each op's {"cycle"} and each cost's */
    struct gc *gc;
    struct disk *disk;
    struct metrics *metrics;
    uint64_t net_seq; /* waits for the poller so far */
    struct timer *timer_free;
    int32_t task_gen; /* the last task's number */
    bool tracing;     /* the program's own trace is on */
    bool marking;     /* the collector marks. go: gcBlackenEnabled */
    struct tracing *trace;
    int32_t main_tokens; /* what bgsweep and bgscavenge sent to main. go: gcenable */

    /* places: (caller's place, op) interned */
    struct place_table *places;

    /* frames that are free, by function; defers */
    struct frame **frame_free;
    int32_t *frame_slots;  /* by function: its loops and measures */
    int32_t *measure_slot; /* by op: the slot of an OP_MEASURE */
    struct defer *defer_free;

    /* accounts, in ns of P time */
    vtime cpu_user, cpu_tracer, cpu_gc, cpu_idle, cpu_total, cpu_total_from;

    /* the end */
    bool ended, interrupted, end_told;
    enum run_end end;
    int status;
    int32_t
        panic_defers; /* goroutines that run deferred operations of a panic. go: runningPanicDefers */
    int32_t main_yields;

    /* choices */
    int64_t nchoice;
    int32_t choice_pos;
    const struct choice *misfit;
    const char *misfit_why;

    struct event buf[EVENT_BUFFER];
    int32_t nbuf;
    int64_t nevents;
};

/* ---- events (events.c) ---------------------------------------------------------------------------------------- */

void events_flush(struct sim *s);

/* Adds an event of mp (NULL: of nobody) and the goroutine it runs; the caller sets what the kind has besides. It is
 * good until the next one. */
static inline struct event *event_add(struct sim *s, enum event_kind kind, const struct m *mp)
{
    struct event *e;

    if (s->nbuf == EVENT_BUFFER)
        events_flush(s);
    e = &s->buf[s->nbuf++];
    e->t = s->now;
    e->kind = (uint8_t)kind;
    e->flag = 0;
    e->a = e->b = 0;
    e->at = PLACE_NONE;
    e->m = mp ? mp->id : NOBODY;
    e->p = mp && mp->p ? (int16_t)mp->p->id : (int16_t)NOBODY;
    e->g = mp && mp->curg ? mp->curg->id : 0;
    return e;
}

int32_t place_intern(struct sim *s, int32_t caller, int32_t op);

/* The place where gp is. */
static inline int32_t place_of(struct sim *s, const struct g *gp)
{
    const struct frame *fp = gp->frame;

    if (!fp || gp->pc == NOBODY)
        return PLACE_NONE;
    return fp->place == PLACE_NONE ? gp->pc : place_intern(s, fp->place, gp->pc);
}
void places_free(struct sim *s);

/* ---- costs and choices (choice.c, draw.c) ------------------------------------------------------------------------ */

/* mp has done what costs so much: its next moment comes so much later. */
static inline void m_owe(struct m *mp, vtime ns)
{
    mp->owed += ns;
}

/* So little is paid together with what comes next: it is not worth a moment of its own. */
#define LITTLE_NS 2

/* One of 0..options-1: the seed's, or what the file of choices says. The only source of chance. */
int64_t choose(struct sim *s, enum choice_kind kind, int64_t options);

vtime draw(struct sim *s, const struct draw *d,
           int64_t *cycle); /* never negative unless d is a negative constant */
vtime draw_op(struct sim *s, const struct op *op);
vtime cost_drawn(struct sim *s, enum cost cost);
static inline vtime cost_of(struct sim *s, enum cost cost)
{
    const struct draw *d = &s->prog->costs[cost];

    return d->kind == DRAW_CONST ? d->a : cost_drawn(s, cost);
}

/* ---- parking and readying (proc.c) ------------------------------------------------------------------------------ */

/* Parks mp's goroutine; returns DID_OFF. `obj` is what it waits for, or NOBODY. go: gopark */
enum did gopark(struct sim *s, struct m *mp, enum wait_reason reason, int32_t obj);

/* gp, which waits, can run: into the runnext of mp's P, and a P is woken for what that displaces. go: goready */
void goready(struct sim *s, struct m *mp, struct g *gp, enum cause cause);

/* mp's goroutine to the tail of its P's ring: after handing a semaphore over. Returns DID_OFF. go: goyield */
enum did goyield(struct sim *s, struct m *mp);

/* ---- how it can go wrong (panic.c) ------------------------------------------------------------------------------- */

enum did throw_fatal(struct sim *s, struct m *mp, enum fatal what,
                     int64_t figure); /* go: fatal, throw: no deferred operations run */
enum did gopanic(struct sim *s, struct m *mp, enum panic what, int64_t figure); /* go: panic */

/* ---- sudog queues (sudog.c) --------------------------------------------------------------------------------------- */

static inline bool sudog_of_select(const struct sudog *sg)
{
    return sg != &sg->g->sd;
}

/* `obj` is the object whose queue it is. */
void sudog_push(struct sudog_queue *q, struct sudog *sg, int32_t obj);
void sudog_push_front(struct sudog_queue *q, struct sudog *sg, int32_t obj);
struct sudog *sudog_pop(struct sudog_queue *q);             /* NULL if it is empty */
void sudog_remove(struct sudog_queue *q, struct sudog *sg); /* nothing if it is in none any more */

/* ---- objects (objects.c; chan.c, select.c, mutex.c, …) ------------------------------------------------------------ */

/* A counting semaphore. go: sema.go */
struct sema {
    struct sudog_queue queue;
    uint32_t permits;
};

/* go: internal/sync.Mutex, its state taken apart */
struct sync_mutex {
    bool locked, woken, starving;
    int32_t waiters;
    struct sema sema;
};

/* The state of an object of the program; which part is used, its kind says. */
struct object_state {
    const struct object *def;
    int32_t id;
    union {
        struct { /* channel, semaphore, ticker. go: hchan */
            struct sudog_queue recvq, sendq;
            int64_t len, cap; /* values buffered; room for them */
            struct timer
                *ticker; /* or NULL; its `when` is the next tick, whether it is in a heap or not */
            int32_t blocked; /* goroutines that wait for it. go: timer.blocked */
            bool closed;
        };
        struct { /* Mutex; RWMutex and Once have one inside. go: sync.RWMutex, sync.Once */
            struct sync_mutex mu;
            struct sema writer_sem, reader_sem;
            int32_t reader_count, reader_wait;
            bool done;
        };
        struct { /* go: sync.WaitGroup, its state taken apart */
            struct sema sema;
            int32_t counter;
            uint32_t waiters;
        };
        struct { /* Cond. go: notifyList */
            struct sudog_queue notify;
            uint32_t notify_wait, notify_next; /* tickets given out; the next one to be notified */
        };
    };
};

/* The channel side of a timer: a tick arrives. Non-blocking send into a buffer of one. go: sendTime */
void chan_timer_send(struct sim *s, struct m *mp, struct object_state *c);

/* A TIMER_CHAN fires: time has come for the `after` case t->which of the select in which t->g waits (NULL: that select is
 * over). Frees t. */
void select_timer_fire(struct sim *s, struct m *mp, struct timer *t);

/* The program's main begins: its tickers start to tick. */
void tickers_start(struct sim *s, struct m *mp);

/* Operations, one function each. */
op_fn op_send, op_recv, op_close, op_range, op_select;
op_fn op_lock, op_unlock, op_rlock, op_runlock, op_wg_add, op_wg_done, op_wait, op_signal,
    op_broadcast, op_acquire, op_release, op_once;

/* The end of a Do's block, however it ended (normally, by Goexit, by a panic): marks it done, unlocks its mutex. */
void once_done(struct sim *s, struct m *mp, const struct op *op);

/* Sets up the objects at the start of a run. They live in its arena. */
void objects_init(struct sim *s);

/* Frees what selects that still wait hold. */
void objects_free(struct sim *s);

/* ---- time (timer.c) ------------------------------------------------------------------------------------------------ */

/* A timer on a P's heap. Lazily deleted: a stopped one leaves its slot there until it is its turn. */
struct timer {
    vtime when, period;
    struct timer *link; /* in the free list */
    int32_t pp;         /* whose heap, NOBODY: in none */
    int32_t
        zombie; /* the P in whose heap its slot still is, after it was stopped, or NOBODY. go: timerZombie */
    uint8_t kind;        /* enum timer_kind */
    bool armed;          /* it will fire */
    struct g *g;         /* TIMER_CHAN: the goroutine whose select waits for After */
    int32_t obj;         /* TIMER_TICK: the ticker */
    int32_t op;          /* TIMER_FUNC: the OP_AFTERFUNC */
    struct frame *frame; /* TIMER_FUNC: the frame it was started in */
    int32_t which;       /* TIMER_CHAN: which of g->cases */
    int64_t loop;        /* TIMER_FUNC: %i of its closure */
};

/* Puts a timer on the heap of mp's P. go: timer.maybeAdd */
void timer_add(struct sim *s, struct m *mp, struct timer *t, vtime when);
void timer_stop(struct sim *s, struct timer *t);
struct timer *timer_new(struct sim *s, enum timer_kind kind);

#endif
