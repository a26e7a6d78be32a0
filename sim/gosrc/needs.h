/* needs.h: what the functions, loops and variables of a program need in Go, found before a word of it is written.
 *
 * A scenario has its counters %i and %g, the %v of what it received, its context and its variables for nothing; in Go a parameter or a declaration
 * is written for each, and must not be written where nobody uses it: Go does not compile what is not used. */
#ifndef GOSRC_NEEDS_H
#define GOSRC_NEEDS_H

#include <stdbool.h>

#include "arena.h"
#include "program.h"

enum var_kind { VAR_MEMORY, VAR_FILE, VAR_TASK, VAR_REGION, VAR_READING, VAR_KINDS };

struct need_var {
    uint8_t set, read; /* bits 1 << enum var_kind: assigned, used as an operand */
    bool slice;        /* "v[]": a slice of the whole program */
};

struct need_func {
    bool g; /* uses %g, or calls who does: has a parameter for it, unless it is main or a timer's */
    bool v; /* uses %v, or calls or starts who is given it: has a variable for it */
    bool
        v_given; /* and may use it before it has received anything itself: it begins with that of who calls or starts it */
    bool i;      /* a closure that uses %i outside of its loops: the counter around its `go` */
    bool ctx;    /* uses its context (of a closure: its own part of the common one) */
    bool ctx_read;         /* and not only to set it */
    bool ctx_param;        /* is given one by somebody */
    bool called;           /* by `call` */
    bool err;              /* an os.Create whose error is looked at */
    struct need_var *vars; /* by slot */
};

struct need_loop {
    bool counter; /* somebody looks at it */
    int32_t
        late; /* a deferred operation does: it needs a variable of the function; which one, from 1; 0: none. Those of `range` always do */
};

struct needs {
    struct need_func *funcs; /* by function */
    struct need_loop *loops; /* by op */
    bool *received; /* by op: something has been received in its function, when it comes to it */
    int32_t nlate;
};

/* Looks through the whole program. All in `a`. */
void needs_find(const struct program *p, struct arena *a, struct needs *out);

/* The function whose variable `v` is, when used in function `func`. */
int32_t needs_owner(const struct program *p, int32_t func, struct var v);

/* The outermost function around a closure. */
int32_t needs_root(const struct program *p, int32_t func);

/* Which kind of variable an operation sets or uses by its `as`. */
enum var_kind needs_kind(const struct program *p, const struct needs *needs, const struct op *op);

/* Whether what `op` receives has a number, and its function looks at it: `v = <-c`. */
bool needs_value(const struct program *p, const struct needs *needs, const struct op *op);

/* Whether a format has %verb. */
bool needs_verb(const char *format, char verb);

#endif
