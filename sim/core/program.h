/* program.h: what is to be run: a program, the machine it runs on, its environment.
 *
 * Built by the loader or by a test, then const: one program may feed many runs. Everything lives in the builder's arena.
 *
 * Operations stand in one array; an op's number is its *place*. A block is a list linked by `next`; `parent` is the op
 * whose block it is, so that the end of a block (next == NOBODY) goes back to it without a stack:
 *
 *     for 3 {          op 0  OP_FOR n=3 body=1 next=3
 *         cpu          op 1  parent=0 next=2
 *         send c       op 2  parent=0 next=NOBODY
 *     }
 *     print            op 3  parent=NOBODY next=NOBODY: the function returns
 */
#ifndef CORE_PROGRAM_H
#define CORE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "event.h"
#include "model.h"
#include "sb.h"
#include "vtime.h"

enum op_kind {
#define X(op, verb, arg, keys, blocks, go) op,
#include "op.def"
#undef X
    OPS
};

enum op_flag {
    OPF_TIGHT = 1,       /* cpu: only a signal can preempt it */
    OPF_UNTIL = 2,       /* `d` is the virtual time at which it ends, not a duration */
    OPF_FOREVER = 4,     /* for: without end */
    OPF_STDERR = 8,      /* print */
    OPF_CTX = 16,        /* go, call: pass the context on */
    OPF_BACKGROUND = 32, /* region, log, task: ignore the context */
    OPF_NOSCAN = 64,     /* alloc: memory without pointers */
    OPF_APPEND = 128,    /* "as": "v[]": append to a slice */
    OPF_LAST = 256,      /* the operand is "v[]": the last element */
    OPF_CLOSURE =
        512, /* go, time.AfterFunc: obj is a closure that stands here, not a named function */
};

/* How a number is drawn each time it is needed. Integers and tables only: the same on every machine. */
enum draw_kind { DRAW_CONST, DRAW_UNIFORM, DRAW_EXP, DRAW_NORMAL, DRAW_PARETO, DRAW_CYCLE };
struct draw {
    enum draw_kind kind;
    vtime a,
        b; /* const: a. uniform: least a, most b. exp: mean a. normal: mean a, deviation b. pareto: least a */
    int64_t alpha_ppm;  /* pareto: alpha, in millionths */
    const vtime *cycle; /* cycle: `len` of them, in turn */
    int32_t len;
};

/* A variable: `up` closures out from where it is used, slot there. up < 0: none. */
struct var {
    int16_t up;
    int16_t slot;
};
#define NO_VAR ((struct var){-1, -1})

struct op {
    uint16_t kind;     /* enum op_kind */
    uint16_t flags;    /* enum op_flag */
    int32_t next;      /* the op after it in its block, or NOBODY */
    int32_t parent;    /* whose block it stands in, or NOBODY: its function's */
    int32_t func;      /* which function it stands in */
    int32_t body, els; /* first op of its blocks, or NOBODY */
    int32_t obj;       /* object, or function (OP_CALL, OP_GO, OP_AFTERFUNC), or NOBODY */
    int32_t
        loop; /* OP_FOR, OP_RANGE, OP_EVERY, OP_PRINT …: slot of the innermost loop (its own for OP_FOR and OP_RANGE), or NOBODY */
    int64_t
        n; /* a count, a number of bytes, an exit status, `keep`; -1 where it was left out and 1 is not meant.
                         * OP_IF: 1 true, 0 false. OP_GO: goroutines. OP_PERCENTILE: the fraction in billionths */
    struct draw d; /* a duration */
    struct var
        as; /* the variable it sets, or that is its operand (OP_WRITE, OP_FCLOSE, OP_TRACE_START, OP_END, OP_PERCENTILE's `of`) */
    struct var since;   /* OP_PERCENTILE */
    const char *text;   /* print, names, region, task, category; "" where there is none */
    const char *text2;  /* OP_LOG: the message */
    uint8_t rank;       /* OP_PERCENTILE: enum rank */
    int32_t line;       /* in the scenario file, from 1; 0: unknown */
    const char *source; /* its "line": the Go source shown for it, or NULL */
    const char *note;   /* or NULL */
};

struct func {
    const char *
        name; /* "main", "reader"; of a closure "main.func1": as in a trace, without the first "main." */
    int32_t body;  /* first op, or NOBODY */
    int32_t outer; /* of a closure: the function it stands in; NOBODY otherwise */
    int32_t site; /* of a closure: the op where it stands (OP_GO, OP_AFTERFUNC); NOBODY otherwise */
    int32_t nvars;           /* variables of its own */
    int32_t nloops;          /* slots for loop counters */
    const char *const *vars; /* their names */
};

enum object_kind {
    OBJ_MUTEX,
    OBJ_RWMUTEX,
    OBJ_WAITGROUP,
    OBJ_ONCE,
    OBJ_CHAN,
    OBJ_NIL_CHAN,
    OBJ_COND,
    OBJ_SEMAPHORE,
    OBJ_TICKER
};
struct object {
    enum object_kind kind;
    const char *name;
    int64_t n;     /* chan: capacity; semaphore: how many; ticker: period in ns */
    int32_t mutex; /* cond: its L, an OBJ_MUTEX or OBJ_RWMUTEX */
};

enum stream_to {
    TO_TERMINAL,
    TO_NULL,
    TO_FILE,
    TO_OTHER, /* 2>&1, 1>&2: wherever the other one goes, in one stream with it */
    TO_CROSS, /* 2>&1 >file, 1>&2 2>file: the other's terminal stream, while the other itself goes elsewhere */
};
struct redirect {
    enum stream_to to;
    const char *file;
    bool append; /* >> */
};

enum param_kind {
    PARAM_NUMBER,
    PARAM_TIME,
    PARAM_SIZE,
    PARAM_BOOL,
    PARAM_DECIMAL /* a number that is not whole */
};
struct param {
    const char *name;
    enum param_kind kind;
    int64_t value; /* ns, bytes, 0 or 1; of a decimal: billionths */
};

enum cost {
#define X(id, name, ns, what) id,
#include "cost.def"
#undef X
    COSTS
};

enum { GOGC_DEFAULT = 100, GOGC_OFF = -1 };

struct program {
    const char *file; /* where it was read from, or NULL */
    const char *name, *title, *about;
    enum model model;
    int32_t cores;
    int64_t disk; /* bytes, -1: unlimited */
    int32_t fds;
    /* the environment, after overrides */
    int32_t gomaxprocs;
    int32_t gogc;          /* percent, or GOGC_OFF */
    int64_t schedtrace_ms; /* 0: off */
    bool scheddetail, asyncpreemptoff;
    uint64_t seed;
    vtime limit;
    struct redirect out, err;
    struct param *params;
    int32_t nparams;
    struct object *objects;
    int32_t nobjects;
    struct func
        *funcs; /* [main] is the entry; closures are among them, in the order of Go's numbering */
    int32_t nfuncs, main;
    struct op *ops;
    int32_t nops;
    bool values;                   /* some text has %v: the values in channels are numbered */
    struct draw costs[COSTS];      /* the model's, or the scenario's own */
    const char *const *expect;     /* the texts; judged by analyze/expect */
    const char *const *expect_why; /* or NULL each */
    const int32_t *expect_line;
    int32_t nexpect;
    const char *const *goals;
    const char *const *goals_why; /* or NULL each */
    const int32_t *goals_line;
    int32_t ngoals;
};

/* Sets the cost table of `p` to what its model has. */
void program_default_costs(struct program *p);

/* What %i, %g, %v and %t stand for. */
struct figures {
    int64_t i, g, v;
    vtime t;
};

/* Those that an EV_PRINT, EV_FILE_CREATE or EV_ERROR tells. */
struct figures program_figures(const struct event *ev);

/* Appends the text of a print or a file name with %i, %g, %v, %t and %% replaced. */
void program_expand(struct sb *out, const char *format, struct figures of);

/* Whether an operation stands as a function literal in the Go program that gosrc makes: `go` and time.AfterFunc with
 * operations, Do, trace.WithRegion, and a `defer` of more than one call with constant arguments. */
bool op_is_literal(const struct program *p, int32_t op);

/* The names that Go gives function literals, by op (NULL: it is none), without the first "main.": those of function f are
 * f.func1, f.func2 … in the order in which they stand, those within the first of them f.func1.1, f.func1.2 … All in `a`. */
const char **program_name_literals(const struct program *p, struct arena *a);

/* Sets func.name of the closures to that. */
void program_name_closures(struct program *p, struct arena *a);

const char *op_verb(enum op_kind kind);
const char *cost_name(enum cost cost);

/* Where the operations stand in the Go program that gosrc makes of it: what stacks, dumps and traces show. */
struct source_map {
    const char *file;         /* "/home/you/syscall-storm/main.go" */
    const int32_t *op_line;   /* by op: line of its call in the Go source, from 1 */
    const int32_t *func_line; /* by function: its first line */
    /* by op: the Go function that its line stands in, without "main.": that of the literal around it, or its function's */
    const char *const *op_func;
    /* by op: the Do, WithRegion or defer whose literal that is, from where it is called; NOBODY: it is the function itself */
    const int32_t *op_outer;
};

#endif
