/* verb.h: the operations of op.def as a table to look words up in. */
#ifndef LOAD_VERB_H
#define LOAD_VERB_H

#include <stdbool.h>
#include <stddef.h>

#include "program.h"

/* What stands behind a verb. */
enum arg {
    ARG_TIME,  /* a duration or distribution, not negative */
    ARG_UNTIL, /* the same, or {"until": T} */
    ARG_SLEEP, /* the same, and it may be negative */
    ARG_COUNT, /* a count, "forever", or {"until": T} */
    ARG_INT,   /* a whole number; its range goes by the verb */
    ARG_SIZE,  /* bytes */
    ARG_BOOL,  /* true, false or a boolean parameter */
    ARG_TRUE,  /* true: the verb alone says everything */
    ARG_FUNC,  /* the name of a function */
    ARG_GO,    /* the same, or the operations of a closure */
    ARG_OP,    /* one operation */
    ARG_OPS,   /* a list of them */
    ARG_CASES, /* the cases of a select */
    ARG_CHAN,  /* names of objects */
    ARG_LOCK,
    ARG_RWMUTEX,
    ARG_WG,
    ARG_WG_COND,
    ARG_COND,
    ARG_SEM,
    ARG_ONCE,
    ARG_FORMAT,   /* a text with %i, %g, %v, %t and %% */
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
    const char *keys; /* that may stand beside it, besides "line" and "note"; spaces between */
    const char *go;   /* what it is in Go */
    enum arg arg;
    int blocks; /* enum block */
};

/* By enum op_kind; the cases of a select are the last of them, from FIRST_CASE. */
extern const struct verb verbs[OPS];
enum { FIRST_CASE = OP_CASE_SEND };

/* The operation, or the case of a select, with that verb; OPS if there is none. */
enum op_kind verb_find(const char *name, bool is_case);

/* The verb of operations that somebody who wrote `word` probably means, or NULL: "slep" and "sleep" for time.Sleep,
 * "fmt.Println" for print. */
const char *verb_meant(const char *word);

/* May `key` stand beside the verb? */
bool verb_takes(enum op_kind kind, const char *key);

/* The key that the operation cannot do without, and what it says; NULL: none. An `if` and an `every` may have "else"
 * instead of "do". */
const char *verb_needs(enum op_kind kind, const char **what);

/* The range of the whole number behind a verb that takes one. */
void verb_range(enum op_kind kind, int64_t *least, int64_t *most);

/* The keys that may stand beside some verb; NULL ends the list. */
extern const char *const verb_keys[];

#endif
