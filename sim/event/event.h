/* event.h: what happens in a run, as plain values.
 *
 * A producer (the simulator, a trace reader) pushes events to a sink in the order in which they happen; consumers (text,
 * traces, figures, the window) read nothing else. event.def says what each kind means, docs/events.md is made from it. */
#ifndef EVENT_EVENT_H
#define EVENT_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model.h"
#include "vtime.h"

typedef int32_t goid; /* from 1, never used again; 0: nobody */

enum { NOBODY = -1, PLACE_NONE = -1 };

enum event_kind {
#define X(kind, name, g, a, b, flag) kind,
#include "event.def"
#undef X
    EVENT_KINDS
};

struct event {
    vtime t;
    int64_t a, b; /* by kind */
    goid g;
    int32_t m;
    int32_t at; /* place in the program */
    int16_t p;
    uint8_t kind; /* enum event_kind */
    uint8_t flag; /* by kind */
};

/* Two numbers in one, as in EV_FILE_CREATE's "%i * 2^32 + %g". */
static inline int64_t event_pair(int32_t high, int32_t low)
{
    return (int64_t)((uint64_t)(uint32_t)high << 32 | (uint32_t)low);
}

static inline int32_t event_high(int64_t pair)
{
    return (int32_t)(uint32_t)((uint64_t)pair >> 32);
}

static inline int32_t event_low(int64_t pair)
{
    return (int32_t)(uint32_t)((uint64_t)pair & UINT32_MAX);
}

/* Whoever wants to hear about events: `events` is called with `n` of them at a time, in order, one after the other in
 * memory, theirs to read until it returns. */
struct event_sink {
    void (*events)(void *self, const struct event *ev, size_t n);
    void *self;
};

/* Who writes to a file (EV_FILE_WRITE). */
enum file_write { WRITE_PROGRAM, WRITE_TRACER, WRITE_STREAM };

/* Where a goroutine came from when it starts. */
enum from {
    FROM_RUNNEXT,
    FROM_RING,
    FROM_GLOBAL,
    FROM_STEAL,
    FROM_NETPOLL,
    FROM_LOCKED,
    FROM_GC,
    FROM_SYSCALL,
    FROM_TRACE,
    FROM_UNKNOWN /* of an imported run */
};

/* Where a goroutine that can run is put. */
enum to {
    TO_RUNNEXT,
    TO_RING,
    TO_GLOBAL,
    TO_NOWHERE /* run at once, or kept in a list that goes on with EV_GO_START */,
    TO_UNKNOWN /* of an imported run */
};

enum stop_reason { STOP_PREEMPTED, STOP_GOSCHED, STOP_GOYIELD };
enum cause {
    BY_CHAN,
    BY_CLOSE,
    BY_SYNC,
    BY_TIMER,
    BY_NETPOLL,
    BY_GC,
    BY_SYSMON,
    BY_SYSCALL,
    BY_TRACE,
    BY_RUNTIME,
    BY_UNKNOWN /* of an imported run */
};
enum m_role { M_PLAIN, M_SYSMON, M_TEMPLATE, M_EXTRA };
enum m_park {
    PARK_IDLE,
    PARK_LOCKED,
    PARK_POLL,
    PARK_FOREVER /* M0 after its locked goroutine ended */
};
enum p_stop {
    P_STOP_IDLE /* to the idle stack */,
    P_STOP_HANDOFF,
    P_STOP_GC,
    P_STOP_SYSCALL,
    P_STOP_DEAD
};
enum p_steal { P_STEAL_RETAKE, P_STEAL_EXITSYSCALL, P_STEAL_STW };
enum timer_kind { TIMER_SLEEP, TIMER_FUNC, TIMER_CHAN, TIMER_TICK, TIMER_NET };
enum gc_worker { GC_DEDICATED, GC_FRACTIONAL, GC_IDLE };
enum chan_op { CHAN_SEND, CHAN_RECV, CHAN_CLOSE, CHAN_RECV_CLOSED /* a zero value */ };
enum sync_op {
    SYNC_LOCK,
    SYNC_UNLOCK,
    SYNC_RLOCK,
    SYNC_RUNLOCK,
    SYNC_ADD,
    SYNC_SIGNAL,
    SYNC_BROADCAST,
    SYNC_ONCE,
    SYNC_STARVING,
    SYNC_NORMAL
};
enum rank { RANK_EVENTS, RANK_BUCKETS, RANK_INDEX };
enum run_end { END_EXIT, END_DEADLOCK, END_PANIC, END_FATAL, END_LIMIT, END_UNTIL, END_INTERRUPT };
enum sim_errno { ERR_NONE, ERR_EMFILE, ERR_ENOSPC, ERR_CLOSED, ERR_NIL, ERR_TRACING, ERR_ENOENT };
enum stw_reason {
    STW_GC_SWEEP_TERM,
    STW_GC_MARK_TERM,
    STW_GOMAXPROCS,
    STW_START_TRACE,
    STW_READ_METRICS,
    STW_OTHER /* of an imported run: the op at its place has the words */
};
enum choice_kind {
    CHOICE_STEAL_START,
    CHOICE_SELECT,
    CHOICE_CORE,
    CHOICE_DRAW,
    CHOICE_TRACKING,
    CHOICE_LATENCY
};
enum snap_what {
    SNAP_SCHEDTRACE,
    SNAP_DETAIL,
    SNAP_MARK,
    SNAP_CRASH /* the block that a crash prints with schedtrace on */
};

/* G status: the runtime's numbers, as scheddetail prints them. go: runtime2.go */
enum g_status {
    G_IDLE = 0,
    G_RUNNABLE = 1,
    G_RUNNING = 2,
    G_SYSCALL = 3,
    G_WAITING = 4,
    G_DEAD = 6,
    G_PREEMPTED = 9
};
/* P status. P_SYSCALL is only used up to go1.24. */
enum p_status { P_IDLE = 0, P_RUNNING = 1, P_SYSCALL = 2, P_GCSTOP = 3, P_DEAD = 4 };

/* The fields of a snapshot, in the order in which they are printed. */
enum snap_field {
    SNAP_MS,
    SNAP_GOMAXPROCS,
    SNAP_IDLEPROCS,
    SNAP_THREADS,
    SNAP_SPINNING,
    SNAP_NEEDSPINNING,
    SNAP_IDLETHREADS,
    SNAP_RUNQUEUE,
    SNAP_GCWAITING,
    SNAP_NMIDLELOCKED,
    SNAP_STOPWAIT,
    SNAP_SYSMONWAIT,
    SNAP_FIELDS
};
enum snap_p_field {
    SNAP_P_STATUS,
    SNAP_P_SCHEDTICK,
    SNAP_P_SYSCALLTICK,
    SNAP_P_M,
    SNAP_P_RUNQSIZE,
    SNAP_P_GFREECNT,
    SNAP_P_TIMERSLEN,
    SNAP_P_FIELDS
};
enum snap_m_field {
    SNAP_M_P,
    SNAP_M_CURG,
    SNAP_M_MALLOCING,
    SNAP_M_LOCKS,
    SNAP_M_SPINNING,
    SNAP_M_BLOCKED,
    SNAP_M_LOCKEDG,
    SNAP_M_FIELDS
};

enum wait_reason {
#define X(reason, text, trace, since, before) reason,
#include "reason.def"
#undef X
    WAIT_REASONS
};

enum sysgo {
#define X(id, name) id,
#include "sysgo.def"
#undef X
    SYSGOS
};

/* The end of a run in Go's own words; %d stands for the event's figure a, %s for the op's text. */
enum fatal {
#define X(id, text) id,
#include "fatal.def"
#undef X
    FATALS
};
enum panic {
#define X(id, text) id,
#include "panic.def"
#undef X
    PANICS
};

/* Figures that the end of a run tells (EV_STAT). */
enum stat {
#define X(id, path, text) id,
#include "stat.def"
#undef X
    STATS
};

const char *event_kind_name(enum event_kind kind);
const char *wait_reason_text(enum wait_reason reason,
                             enum model model);         /* what scheddetail prints */
const char *wait_reason_trace(enum wait_reason reason); /* what a trace says */
const char *sysgo_name(enum sysgo id, enum model model);

/* Whether a goroutine counts as the program's, by its start function as EV_GO_CREATE has it. What trace.Start starts to read the
 * trace does: it is in runtime/trace, not in runtime. go: isSystemGoroutine */
static inline bool start_is_user(int64_t start)
{
    return start >= 0 || start == -1 - SYSGO_MAIN || start == -1 - SYSGO_TRACE_READ;
}

const char *stw_reason_text(enum stw_reason reason); /* "GC sweep termination" … */
const char *fatal_text(enum fatal id);
const char *panic_text(enum panic id);
const char *sim_errno_text(enum sim_errno id); /* "too many open files" … */
const char *choice_kind_name(enum choice_kind kind);
/* The fields of a snapshot as SCHED lines and scheddetail call them: "gomaxprocs", "schedtick", "curg" … */
const char *snap_field_name(enum snap_field f);
const char *snap_p_field_name(enum snap_p_field f);
const char *snap_m_field_name(enum snap_m_field f);
const char *stat_path(enum stat id);

#endif
