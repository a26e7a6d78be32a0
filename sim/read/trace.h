/* trace.h: reading a Go execution trace (format v2: Go 1.22 and later) as the real parser reads it.
 *
 *     struct trace_names names = {0};
 *     struct trace_error err;
 *     bool valid = trace_read(bytes, len, &names, (struct trace_sink){my_event, me}, &err);
 *     ...                         what was delivered before an error stays good
 *     trace_names_free(&names);
 *
 * Events are those of Go's Reader.ReadEvent, in its order, with its times: a switch of goroutines is three events, a status is
 * a transition, every generation begins with a Sync and one more ends the trace. The verdict, the first line of an error and
 * the number of events before it are the real parser's too. go: internal/trace
 *
 * Two things are ours: the old format (Go 1.21 and before) is refused with a sentence that says what to do, and a file that
 * was made to take for ever is given up after a bounded amount of work. Memory follows the size of the file. */
#ifndef READ_TRACE_H
#define READ_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "idmap.h"
#include "vec.h"

/* The kinds of events, in the order and with the names of Go's trace.EventKind. */
enum trace_kind {
    TRACE_SYNC = 1,
    TRACE_METRIC,
    TRACE_LABEL,
    TRACE_STACK_SAMPLE,
    TRACE_RANGE_BEGIN,
    TRACE_RANGE_ACTIVE,
    TRACE_RANGE_END,
    TRACE_TASK_BEGIN,
    TRACE_TASK_END,
    TRACE_REGION_BEGIN,
    TRACE_REGION_END,
    TRACE_LOG,
    TRACE_TRANSITION,
    TRACE_EXPERIMENTAL,
    TRACE_KINDS
};

enum trace_g_state {
    TRACE_G_UNDETERMINED,
    TRACE_G_NOT_EXIST,
    TRACE_G_RUNNABLE,
    TRACE_G_RUNNING,
    TRACE_G_WAITING,
    TRACE_G_SYSCALL,
    TRACE_G_STATES
};
enum trace_p_state {
    TRACE_P_UNDETERMINED,
    TRACE_P_NOT_EXIST,
    TRACE_P_RUNNING,
    TRACE_P_IDLE,
    TRACE_P_STATES
};

/* What an event is about. */
enum trace_scope { TRACE_OF_NONE, TRACE_OF_G, TRACE_OF_P };

/* Kinds of ranges, and of metrics; the name of an STW range is "stop-the-world (" its text ")". */
enum trace_range { TRACE_STW, TRACE_GC_MARK, TRACE_GC_SWEEP, TRACE_GC_ASSIST, TRACE_RANGES };
enum trace_metric { TRACE_GOMAXPROCS, TRACE_HEAP_OBJECTS, TRACE_HEAP_GOAL, TRACE_METRICS };

#define TRACE_NONE INT64_C(-1)   /* no thread, processor, goroutine */
#define TRACE_NO_TASK UINT64_MAX /* of a task without a parent */

struct trace_event {
    int64_t time;    /* ns; each event later than the one before */
    int64_t m, p, g; /* the context it happened in, before it; TRACE_NONE: none */
    int64_t
        subject; /* the goroutine or processor that changes, or has the range; TRACE_NONE: none */
    uint64_t
        value; /* METRIC: the value. SYNC: its number, from 1. RANGE_END of a sweep: bytes swept. EXPERIMENTAL: first argument */
    uint64_t
        more; /* TASK_*: the parent. RANGE_END of a sweep: bytes reclaimed. EXPERIMENTAL: second argument */
    uint64_t task; /* TASK_*, REGION_*, LOG: its id; 0 is the background */
    uint32_t
        text; /* a symbol. TRANSITION: reason. LABEL. TASK_*, REGION_*: type. LOG: category. RANGE_* of an STW: why */
    uint32_t message; /* LOG: a symbol */
    uint32_t stack;   /* of the goroutine in the context; 0: none */
    uint32_t
        subject_stack; /* TRANSITION: of the goroutine that changes; of a new one, where it starts */
    uint8_t kind;      /* enum trace_kind */
    uint8_t wire;      /* the event on the wire, enum wire_event; 0 of a Sync */
    uint8_t scope;     /* of the subject, enum trace_scope */
    uint8_t from, to;  /* TRANSITION: enum trace_g_state or trace_p_state, by scope */
    uint8_t what;      /* RANGE_*: enum trace_range. METRIC: enum trace_metric */
    uint8_t unused[2]; /* 0 */
};

/* Whoever wants the events: called once for each, which is theirs to read until it returns. */
struct trace_sink {
    void (*event)(void *self, const struct trace_event *ev);
    void *self;
};

/* A text of the trace: points into the file's bytes, which must stay while it is used; no NUL ends it. Any bytes may be in it. */
struct trace_text {
    const char *at;
    size_t len;
};

/* A frame of a stack: function and file as symbols. */
struct trace_frame {
    uint32_t func, file;
    uint64_t line;
};

struct trace_symbol {
    const char *at;
    uint32_t len;
    uint32_t next; /* another one with the same hash; 0: none */
};

struct trace_stack {
    uint32_t first, count; /* in frames */
    uint32_t next;         /* as above */
};

/* The texts and stacks of a trace, each once, whatever ids the generations gave them. Symbol 0 is "", stack 0 is none; both
 * count up from 1 in the order of the file. */
struct trace_names {
    VEC(struct trace_symbol) symbols;
    VEC(struct trace_stack) stacks;
    VEC(struct trace_frame) frames;
    struct idmap symbol_of, stack_of; /* by the hash of their bytes */
};

struct trace_text trace_text(const struct trace_names *names, uint32_t symbol);

/* The frames of a stack, innermost first; *n of them, 0 for stack 0. */
const struct trace_frame *trace_frames(const struct trace_names *names, uint32_t stack, size_t *n);
void trace_names_free(struct trace_names *names);

enum {
    TRACE_ERROR_TEXT = 7000
}; /* room for any message: two strings of a trace, each byte perhaps replaced by three, and words around them */

/* Why a trace was refused, and where. */
struct trace_error {
    char text[TRACE_ERROR_TEXT]; /* one line, the real parser's words */
    uint64_t offset;             /* byte of the (unpacked) file where what is wrong begins */
    uint64_t events;             /* delivered before */
    uint64_t generation;         /* 0: before any */
    const char *event;           /* name of the event; NULL: not about one */
    int64_t thread;              /* whose event; TRACE_NONE */
    bool old_format;             /* a trace of Go 1.21 or before */
    bool
        dropped; /* not an error: the file was accepted, but ends inside a table; the rest is lost, silently for Go's own parser */
};

/* Reads a whole trace; false and *err if it is not valid. Events go to `sink` (whose function may be NULL) as far as they are
 * valid. `names` begins zeroed and may be looked at from within the sink. */
bool trace_read(const void *bytes, size_t len, struct trace_names *names, struct trace_sink sink,
                struct trace_error *err);

/* Reads a trace for its verdict alone: how many events, whether it is valid, and if not, why (err may be NULL). */
bool trace_verdict(const void *bytes, size_t len, uint64_t *events, struct trace_error *err);

/* The version of the format a header names ("go 1.26 trace": 26), or 0 if these bytes do not begin a trace. */
int trace_version(const void *bytes, size_t len);

/* "Sync", "Metric", …; "Runnable", …; "Idle", …; as Go prints them. */
const char *trace_kind_name(enum trace_kind kind);
const char *trace_g_state_name(enum trace_g_state state);
const char *trace_p_state_name(enum trace_p_state state);
const char *trace_metric_name(enum trace_metric metric);

/* If `bytes` are gzip, unpacks them into *out (to free()) with at most `most` bytes; if not, *out is NULL. False, with
 * *why set, if they are damaged or too many. */
bool trace_unpack(const void *bytes, size_t len, size_t most, char **out, size_t *out_len,
                  const char **why);

#endif
