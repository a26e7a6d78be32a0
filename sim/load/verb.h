/* verb.h: the operations of op.def as a table to look words up in. */
#ifndef LOAD_VERB_H
#define LOAD_VERB_H

#include "program.h"

#include <stdbool.h>
#include <stddef.h>

/* What stands behind a verb. */
enum arg {
    ARG_TIME,     /* a duration or distribution, not negative */
    ARG_UNTIL,    /* the same, or {"until": T} */
    ARG_SLEEP,    /* the same, and it may be negative */
    ARG_COUNT,    /* a count, "forever", or {"until": T} */
    ARG_INT,      /* a whole number; its range goes by the verb */
    ARG_SIZE,     /* bytes */
    ARG_BOOL,     /* true, false or a boolean parameter */
    ARG_TRUE,     /* true: the verb alone says everything */
    ARG_FUNC,     /* the name of a function */
    ARG_GO,       /* the same, or the operations of a closure */
    ARG_OP,       /* one operation */
    ARG_OPS,      /* a list of them */
    ARG_CASES,    /* the cases of a select */
    ARG_CHAN,     /* names of objects */
    ARG_LOCK,
    ARG_RWMUTEX,
    ARG_WG,
    ARG_WG_COND,
    ARG_COND,
    ARG_SEM,
    ARG_ONCE,
    ARG_FORMAT,   /* a text with %i, %g, %t and %% */
    ARG_NAME,     /* a text that is not empty */
    ARG_TEXT,     /* any text */
    ARG_LOG,      /* category and text */
    ARG_FRACTION, /* above 0, up to 1 */
    ARG_FILE,     /* variables */
    ARG_SPAN,
    ARGS
};

enum block { B_DO = 1, B_ELSE = 2 };

struct verb {
    const char *name;
    enum arg arg;
    const char *keys; /* others that may stand beside it, with a space between; besides "line" and "note" */
    int blocks;       /* enum block */
    const char *go;
};

/* By enum op_kind; the cases of a select are the last of them, from FIRST_CASE. */
extern const struct verb verbs[OPS];
enum { FIRST_CASE = OP_CASE_SEND };

/* The operation, or the case of a select, with that verb; OPS if there is none. */
enum op_kind verb_find(const char *name, bool is_case);

/* May `key` stand beside the verb? */
bool verb_takes(enum op_kind kind, const char *key);

/* The keys that may stand beside some verb; NULL ends the list. */
extern const char *const verb_keys[];

#endif
