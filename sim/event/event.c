/* The names of the vocabulary, expanded from its tables. */
#include "event.h"

#include <assert.h>

const char *const model_names[] = {"go1.19", "go1.23", "go1.24", "go1.26", "go1.27", NULL};

static_assert(sizeof model_names / sizeof model_names[0] == MODELS + 1, "a name for each model");

const char *event_kind_name(enum event_kind kind)
{
    static const char *const names[] = {
#define X(kind, name, g, a, b, flag) name,
#include "event.def"
#undef X
    };

    assert(kind < EVENT_KINDS);
    return names[kind];
}

static const struct reason_row {
    const char *text, *trace;
    enum model since;
    const char *before; /* the text of older models */
} reasons[] = {
#define X(reason, text, trace, since, before) {text, trace, since, before},
#include "reason.def"
#undef X
};

const char *wait_reason_text(enum wait_reason reason, enum model model)
{
    assert(reason < WAIT_REASONS);
    return model >= reasons[reason].since ? reasons[reason].text : reasons[reason].before;
}

const char *wait_reason_trace(enum wait_reason reason)
{
    assert(reason < WAIT_REASONS);
    return reasons[reason].trace;
}

const char *sysgo_name(enum sysgo id, enum model model)
{
    static const char *const names[] = {
#define X(id, name) name,
#include "sysgo.def"
#undef X
    };

    assert(id < SYSGOS);
    if (model < GO1_26 && id == SYSGO_FINALIZER)
        return "runtime.runfinq";
    if (model < GO1_26 && id == SYSGO_TRACE_READ)
        return "runtime/trace.Start.func1";
    return names[id];
}

/* go: stwReasonStrings */
const char *stw_reason_text(enum stw_reason reason)
{
    switch (reason) {
    case STW_GC_SWEEP_TERM:
        return "GC sweep termination";
    case STW_GC_MARK_TERM:
        return "GC mark termination";
    case STW_GOMAXPROCS:
        return "GOMAXPROCS";
    case STW_START_TRACE:
        return "start trace";
    case STW_READ_METRICS:
        return "read mem stats";
    case STW_OTHER:
        break;
    }
    return "unknown";
}

const char *fatal_text(enum fatal id)
{
    static const char *const texts[] = {
#define X(id, text) text,
#include "fatal.def"
#undef X
    };

    assert(id < FATALS);
    return texts[id];
}

const char *panic_text(enum panic id)
{
    static const char *const texts[] = {
#define X(id, text) text,
#include "panic.def"
#undef X
    };

    assert(id < PANICS);
    return texts[id];
}

/* go: syscall.Errno.Error, os.ErrClosed, os.ErrInvalid, trace.Start */
const char *sim_errno_text(enum sim_errno id)
{
    switch (id) {
    case ERR_NONE:
        return "";
    case ERR_EMFILE:
        return "too many open files";
    case ERR_ENOSPC:
        return "no space left on device";
    case ERR_CLOSED:
        return "file already closed";
    case ERR_NIL:
        return "invalid argument";
    case ERR_TRACING:
        return "tracing is already enabled";
    case ERR_ENOENT:
        return "no such file or directory";
    }
    return "unknown error";
}

const char *choice_kind_name(enum choice_kind kind)
{
    switch (kind) {
    case CHOICE_STEAL_START:
        return "steal-start";
    case CHOICE_SELECT:
        return "select";
    case CHOICE_CORE:
        return "core";
    case CHOICE_DRAW:
        return "draw";
    case CHOICE_TRACKING:
        return "tracking";
    case CHOICE_LATENCY:
        return "latency";
    }
    return "unknown";
}

const char *snap_field_name(enum snap_field f)
{
    static const char *const names[] = {
        [SNAP_MS] = "ms",
        [SNAP_GOMAXPROCS] = "gomaxprocs",
        [SNAP_IDLEPROCS] = "idleprocs",
        [SNAP_THREADS] = "threads",
        [SNAP_SPINNING] = "spinningthreads",
        [SNAP_NEEDSPINNING] = "needspinning",
        [SNAP_IDLETHREADS] = "idlethreads",
        [SNAP_RUNQUEUE] = "runqueue",
        [SNAP_GCWAITING] = "gcwaiting",
        [SNAP_NMIDLELOCKED] = "nmidlelocked",
        [SNAP_STOPWAIT] = "stopwait",
        [SNAP_SYSMONWAIT] = "sysmonwait",
    };

    static_assert(sizeof names / sizeof *names == SNAP_FIELDS, "a name for each field");
    assert(f < SNAP_FIELDS);
    return names[f];
}

const char *snap_p_field_name(enum snap_p_field f)
{
    static const char *const names[] = {
        [SNAP_P_STATUS] = "status",           [SNAP_P_SCHEDTICK] = "schedtick",
        [SNAP_P_SYSCALLTICK] = "syscalltick", [SNAP_P_M] = "m",
        [SNAP_P_RUNQSIZE] = "runqsize",       [SNAP_P_GFREECNT] = "gfreecnt",
        [SNAP_P_TIMERSLEN] = "timerslen",
    };

    static_assert(sizeof names / sizeof *names == SNAP_P_FIELDS, "a name for each field");
    assert(f < SNAP_P_FIELDS);
    return names[f];
}

const char *snap_m_field_name(enum snap_m_field f)
{
    static const char *const names[] = {
        [SNAP_M_P] = "p",
        [SNAP_M_CURG] = "curg",
        [SNAP_M_MALLOCING] = "mallocing",
        [SNAP_M_LOCKS] = "locks",
        [SNAP_M_SPINNING] = "spinning",
        [SNAP_M_BLOCKED] = "blocked",
        [SNAP_M_LOCKEDG] = "lockedg",
    };

    static_assert(sizeof names / sizeof *names == SNAP_M_FIELDS, "a name for each field");
    assert(f < SNAP_M_FIELDS);
    return names[f];
}

const char *stat_path(enum stat id)
{
    static const char *const paths[] = {
#define X(id, path, unit) path,
#include "stat.def"
#undef X
    };

    assert(id < STATS);
    return paths[id];
}
