/* imported.h: what stands behind the numbers of a history that no program of ours made: a real Go trace, read as events.
 *
 * Such a history has no program, so no operations and no functions. Its table has what a listener asks a program for: names
 * of start functions, and for each operation the place in the source that a stack of the trace told. Goroutines and threads
 * are numbered from 1 and 0, whatever Go called them, so that a large id of Go costs no memory; gs and ms have Go's ids.
 * The table grows while events come: what an event needs of it is there before the event. */
#ifndef EVENT_IMPORTED_H
#define EVENT_IMPORTED_H

#include <stdint.h>

#include "arena.h"
#include "event.h"
#include "vec.h"

/* What an operation is of a program: a place in the source, and what is said there. No text is NULL. */
struct imported_op {
    const char *func, *file; /* "" where the trace has no stack */
    int64_t line;
    const char
        *text; /* name of a task or region; category of a log; a reason in the trace's own words */
    const char *text2; /* message of a log */
};

struct imported {
    struct arena arena;      /* of the texts, which are UTF-8 */
    const char *name;        /* of the whole */
    VEC(const char *) funcs; /* start functions, by the number EV_GO_CREATE has; "" is unknown */
    VEC(struct imported_op)
    ops;             /* by the number EV_PLACE has. There are no places but those announced */
    VEC(int64_t) gs; /* Go's id of goroutine g at g - 1 */
    VEC(int64_t) ms; /* of thread m */
};

static inline int64_t imported_g(const struct imported *im, goid g)
{
    return g >= 1 && (size_t)g <= im->gs.len ? im->gs.at[g - 1] : g;
}

static inline int64_t imported_m(const struct imported *im, int32_t m)
{
    return m >= 0 && (size_t)m < im->ms.len ? im->ms.at[m] : m;
}

void imported_free(struct imported *im);

#endif
