/* traceleaf.c: which function of the runtime or the library a goroutine is in, by the operation that its program is at. */
#include "tracestack.h"

/* Of an operation that is not here, or has LEAF_NONE, the program's own function is the top. */
static const struct {
    uint8_t waits, wakes, calls;
} leaves[OPS] = {
    [OP_SEND] = {LEAF_CHAN_SEND, LEAF_CHAN_SEND, LEAF_NONE},
    [OP_RECV] = {LEAF_CHAN_RECV, LEAF_CHAN_RECV, LEAF_NONE},
    [OP_RANGE] = {LEAF_CHAN_RANGE, LEAF_CHAN_RANGE, LEAF_NONE},
    [OP_CLOSE] = {LEAF_NONE, LEAF_CHAN_CLOSE, LEAF_NONE},
    [OP_SELECT] = {LEAF_SELECT, LEAF_SELECT_WAKES, LEAF_NONE},
    [OP_LOCK] = {LEAF_LOCK, LEAF_LOCK, LEAF_NONE},
    [OP_UNLOCK] = {LEAF_NONE, LEAF_UNLOCK, LEAF_NONE},
    [OP_RLOCK] = {LEAF_RLOCK, LEAF_RLOCK, LEAF_NONE},
    [OP_RUNLOCK] = {LEAF_NONE, LEAF_RUNLOCK, LEAF_NONE},
    [OP_ADD] = {LEAF_NONE, LEAF_WG_ADD, LEAF_NONE},
    [OP_DONE] = {LEAF_NONE, LEAF_WG_DONE, LEAF_NONE},
    [OP_WAIT] = {LEAF_WG_WAIT, LEAF_WG_WAIT, LEAF_NONE},
    [OP_SIGNAL] = {LEAF_NONE, LEAF_COND_SIGNAL, LEAF_NONE},
    [OP_BROADCAST] = {LEAF_NONE, LEAF_COND_BROADCAST, LEAF_NONE},
    [OP_ACQUIRE] = {LEAF_CHAN_SEND, LEAF_CHAN_SEND, LEAF_NONE},
    [OP_RELEASE] = {LEAF_CHAN_RECV, LEAF_CHAN_RECV, LEAF_NONE},
    [OP_ONCE] = {LEAF_ONCE, LEAF_ONCE, LEAF_NONE},
    [OP_SLEEP] = {LEAF_SLEEP, LEAF_NONE, LEAF_NONE},
    [OP_SYSCALL] = {LEAF_NONE, LEAF_NONE, LEAF_SYSCALL},
    [OP_CGO] = {LEAF_NONE, LEAF_NONE, LEAF_CGO},
    [OP_NETPOLL] = {LEAF_NETPOLL, LEAF_NONE, LEAF_NETPOLL},
    [OP_GOSCHED] = {LEAF_GOSCHED, LEAF_NONE, LEAF_NONE},
    [OP_GC] = {LEAF_GC_WAIT, LEAF_GC, LEAF_NONE},
    [OP_GOMAXPROCS] = {LEAF_GOMAXPROCS, LEAF_GOMAXPROCS, LEAF_NONE},
    [OP_ALLOC] = {LEAF_ALLOC, LEAF_ALLOC, LEAF_NONE},
    [OP_PRINT] = {LEAF_PRINT, LEAF_PRINT, LEAF_PRINT},
    [OP_CREATE] = {LEAF_CREATE, LEAF_CREATE, LEAF_CREATE},
    [OP_WRITE] = {LEAF_WRITE, LEAF_WRITE, LEAF_WRITE},
    [OP_FCLOSE] = {LEAF_CLOSE, LEAF_CLOSE, LEAF_CLOSE},
    [OP_REMOVE] = {LEAF_REMOVE, LEAF_REMOVE, LEAF_REMOVE},
    [OP_TRACE_START] = {LEAF_TRACE_START, LEAF_TRACE_START, LEAF_TRACE_START},
    [OP_TRACE_STOP] = {LEAF_TRACE_STOP, LEAF_TRACE_STOP, LEAF_TRACE_STOP},
    [OP_METRICS] = {LEAF_METRICS, LEAF_METRICS, LEAF_NONE},
};

/* What one word does to several kinds of objects is told apart. */
static enum leaf by_object(const struct program *p, const struct op *op, enum leaf leaf)
{
    enum object_kind kind =
        op->obj >= 0 && op->obj < p->nobjects ? p->objects[op->obj].kind : OBJ_MUTEX;

    if (kind == OBJ_RWMUTEX && leaf == LEAF_LOCK)
        return LEAF_RW_LOCK;
    if (kind == OBJ_RWMUTEX && leaf == LEAF_UNLOCK)
        return LEAF_RW_UNLOCK;
    if (kind == OBJ_COND && leaf == LEAF_WG_WAIT)
        return LEAF_COND_WAIT;
    return leaf;
}

enum leaf tracestack_leaf(const struct program *p, int32_t op, enum leaf_use use)
{
    enum op_kind kind;

    if (op == NOBODY)
        return LEAF_NONE;
    kind = (enum op_kind)p->ops[op].kind;
    if (kind == OP_CASE_SEND || kind == OP_CASE_RECV || kind == OP_CASE_AFTER ||
        kind == OP_CASE_DEFAULT)
        kind = OP_SELECT;
    switch (use) {
    case LEAF_WAITS:
        return by_object(p, &p->ops[op], leaves[kind].waits);
    case LEAF_WAKES:
        return by_object(p, &p->ops[op], leaves[kind].wakes);
    case LEAF_CALLS:
        return leaves[kind].calls;
    case LEAF_GOSCHEDS:
        return kind == OP_GOMAXPROCS ? LEAF_GOMAXPROCS : LEAF_GOSCHED;
    case LEAF_GOYIELDS:
        return kind == OP_UNLOCK ? LEAF_GOYIELD_UNLOCK : LEAF_GOYIELD;
    case LEAF_PLAIN:
    case LEAF_USES:
        break;
    }
    return LEAF_NONE;
}
