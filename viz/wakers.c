#include "wakers.h"

/* Whether an operation on an object of its kind can let someone who waits there go on. A channel's receiver is woken by who
 * sends or closes, its sender by who receives. */
static bool wakes(enum op_kind kind, enum object_kind object)
{
    switch (object) {
    case OBJ_MUTEX:
        return kind == OP_UNLOCK;
    case OBJ_RWMUTEX:
        return kind == OP_UNLOCK || kind == OP_RUNLOCK;
    case OBJ_WAITGROUP:
        return kind == OP_DONE || kind == OP_ADD;
    case OBJ_ONCE:
        return kind == OP_ONCE;
    case OBJ_COND:
        return kind == OP_SIGNAL || kind == OP_BROADCAST;
    case OBJ_SEMAPHORE:
        return kind == OP_RELEASE;
    case OBJ_CHAN:
        return kind == OP_SEND || kind == OP_RECV || kind == OP_RANGE || kind == OP_CLOSE ||
               kind == OP_CASE_SEND || kind == OP_CASE_RECV;
    case OBJ_NIL_CHAN: /* nobody ever */
    case OBJ_TICKER:   /* the timer does */
        return false;
    }
    return false;
}

int32_t wakers_find(const struct program *p, int32_t object, int32_t *out, int32_t n)
{
    int32_t found = 0;

    for (int32_t i = 0; i < p->nops; i++) {
        const struct op *op = &p->ops[i];

        if (op->obj != object || !wakes((enum op_kind)op->kind, p->objects[object].kind))
            continue;
        if (op->kind == OP_CALL || op->kind == OP_GO || op->kind == OP_AFTERFUNC)
            continue; /* there `obj` is a function */
        if (found < n)
            out[found] = i;
        found++;
    }
    return found;
}
