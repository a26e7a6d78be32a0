/* exec.c: the interpreter: what a goroutine does, operation by operation. */
#include "exec.h"

#include "annotate.h"
#include "disk.h"
#include "frame.h"
#include "gc.h"
#include "locked.h"
#include "metrics.h"
#include "netpoll.h"
#include "panic.h"
#include "proc.h"
#include "scope.h"
#include "snapshot.h"
#include "stw.h"
#include "syscall.h"
#include "sysgo.h"
#include "timer.h"
#include "tracing.h"
#include "value.h"

#define LOOP_NS LITTLE_NS /* a turn of a loop */
#define CALL_NS 2         /* a call or a return */

/* ---- control ------------------------------------------------------------------------------------------------------- */

static enum did op_cpu(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)gp;
    m_owe(mp, draw_op(s, op));
    return DID_NEXT;
}

/* Whether the loop of `op` has another turn. */
static bool loop_goes_on(const struct sim *s, const struct g *gp, const struct op *op)
{
    if (op->flags & OPF_FOREVER)
        return true;
    if (op->flags & OPF_UNTIL)
        return s->now < op->d.a;
    return gp->frame->loops[op->loop] < op->n;
}

static enum did loop_turn(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    if (!loop_goes_on(s, gp, op))
        return DID_NEXT;
    m_owe(mp, LOOP_NS);
    gp->pc = op->body;
    return DID_JUMP;
}

/* A loop without a body only takes time. */
static enum did empty_loop(struct sim *s, struct m *mp, const struct op *op)
{
    if (op->flags & OPF_FOREVER)
        m_owe(mp, VTIME_MAX / 4);
    else if (op->flags & OPF_UNTIL)
        m_owe(mp, op->d.a > s->now ? op->d.a - s->now : 0);
    else
        m_owe(mp, op->n > 0 ? op->n : 0);
    return DID_NEXT;
}

static enum did op_for(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    gp->frame->loops[op->loop] = 0;
    return op->body == NOBODY ? empty_loop(s, mp, op) : loop_turn(s, mp, gp, op);
}

/* Into one of two blocks. */
static enum did enter_block(struct g *gp, int32_t block)
{
    if (block == NOBODY)
        return DID_NEXT;
    gp->pc = block;
    return DID_JUMP;
}

static enum did op_every(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)mp;
    return enter_block(gp, loop_counter(s, gp, op) % op->n == 0 ? op->body : op->els);
}

static enum did op_if(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)s, (void)mp;
    return enter_block(gp, op->n ? op->body : op->els);
}

/* go: 1 GB of stack, at some 200 bytes a frame of a small function */
enum { MAX_DEPTH = 5000000 };

static enum did op_call(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct frame *fp;

    if (gp->frame->depth >= MAX_DEPTH)
        return throw_fatal(s, mp, FATAL_STACK, 0);
    m_owe(mp, CALL_NS);
    fp = frame_new(s, op->obj, NULL);
    fp->caller = gp->frame;
    fp->call = gp->pc;
    fp->place = place_of(s, gp);
    fp->depth = gp->frame->depth + 1;
    fp->task = op->flags & OPF_CTX ? frame_root(gp->frame)->task : 0;
    value_pass(s, gp->frame, fp);
    gp->frame = fp;
    gp->pc = s->prog->funcs[op->obj].body;
    return gp->pc == NOBODY ? scope_leave(s, mp, gp, NOBODY) : DID_JUMP;
}

/* One goroutine of a go statement; the phase counts them, so that each costs its time. */
static enum did op_go(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    bool closure = op->flags & OPF_CLOSURE;
    int64_t i = gp->started;
    struct frame *fp;
    struct g *child;

    if (i >= op->n)
        return DID_NEXT;
    fp = frame_new(s, op->obj, closure ? gp->frame : NULL);
    if (op->flags & OPF_CTX)
        fp->task = frame_root(gp->frame)->task;
    value_pass(s, gp->frame, fp);
    m_owe(mp, cost_of(s, COST_GO_CREATE));
    child = newproc(s, mp, op->obj, fp);
    child->index = (int32_t)i;
    child->loop_outer = loop_counter(s, gp, op);
    gp->started = (int32_t)i + 1;
    if (gp->started < op->n) {
        gp->phase = 1;
        return DID_AGAIN;
    }
    gp->started = 0;
    return DID_NEXT;
}

static enum did op_gosched(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)gp, (void)op;
    return gosched(s, mp);
}

/* ---- the observer's ------------------------------------------------------------------------------------------------ */

static enum did op_print(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct event *e;
    int32_t at = place_of(s, gp);

    e = event_add(s, EV_PRINT, mp);
    e->at = at;
    e->a = loop_counter(s, gp, op);
    e->b = event_pair((int32_t)value_last(s, gp), gp->index);
    e->flag = op->flags & OPF_STDERR ? 1 : 0;
    disk_console(s, op, program_figures(e));
    return DID_NEXT;
}

static enum did op_mark(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct event *e;
    int32_t at = place_of(s, gp);

    (void)op;
    e = event_add(s, EV_MARK, mp);
    e->at = at;
    e->a = gc_cycles(s);
    snapshot(s, SNAP_MARK, mp);
    return DID_NEXT;
}

static enum did op_measure(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    *measure_from(s, gp, gp->pc) = s->now;
    (void)op;
    if (op->body == NOBODY)
        measure_end(s, mp, gp, gp->pc);
    return enter_block(gp, op->body);
}

/* ---- the table ------------------------------------------------------------------------------------------------------ */

/* A case of a select is never executed itself. */
static enum did op_case(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)s, (void)mp, (void)gp, (void)op;
    assert(!"a case is not an operation");
    return DID_NEXT;
}

static op_fn *const operations[OPS] = {
    [OP_CPU] = op_cpu,
    [OP_FOR] = op_for,
    [OP_EVERY] = op_every,
    [OP_IF] = op_if,
    [OP_CALL] = op_call,
    [OP_RETURN] = op_return,
    [OP_DEFER] = op_defer,
    [OP_GO] = op_go,
    [OP_SEND] = op_send,
    [OP_RECV] = op_recv,
    [OP_CLOSE] = op_close,
    [OP_RANGE] = op_range,
    [OP_SELECT] = op_select,
    [OP_LOCK] = op_lock,
    [OP_UNLOCK] = op_unlock,
    [OP_RLOCK] = op_rlock,
    [OP_RUNLOCK] = op_runlock,
    [OP_ADD] = op_wg_add,
    [OP_DONE] = op_wg_done,
    [OP_WAIT] = op_wait,
    [OP_SIGNAL] = op_signal,
    [OP_BROADCAST] = op_broadcast,
    [OP_ACQUIRE] = op_acquire,
    [OP_RELEASE] = op_release,
    [OP_ONCE] = op_once,
    [OP_SLEEP] = op_sleep,
    [OP_AFTERFUNC] = op_afterfunc,
    [OP_SYSCALL] = op_syscall,
    [OP_CGO] = op_syscall,
    [OP_NETPOLL] = op_netpoll,
    [OP_GOSCHED] = op_gosched,
    [OP_GOEXIT] = op_goexit,
    [OP_GC] = op_gc,
    [OP_GOMAXPROCS] = op_gomaxprocs,
    [OP_LOCKTHREAD] = op_lockthread,
    [OP_UNLOCKTHREAD] = op_unlockthread,
    [OP_SETMAXTHREADS] = op_setmaxthreads,
    [OP_ALLOC] = op_alloc,
    [OP_PRINT] = op_print,
    [OP_MARK] = op_mark,
    [OP_MEASURE] = op_measure,
    [OP_EXIT] = op_exit,
    [OP_PANIC] = op_panic,
    [OP_CREATE] = op_create,
    [OP_WRITE] = op_write,
    [OP_FCLOSE] = op_fclose,
    [OP_REMOVE] = op_remove,
    [OP_TRACE_START] = op_trace_start,
    [OP_TRACE_STOP] = op_trace_stop,
    [OP_NEWTASK] = op_newtask,
    [OP_END] = op_end,
    [OP_WITHREGION] = op_withregion,
    [OP_STARTREGION] = op_startregion,
    [OP_LOG] = op_log,
    [OP_METRICS] = op_metrics,
    [OP_PERCENTILE] = op_percentile,
    [OP_CASE_SEND] = op_case,
    [OP_CASE_RECV] = op_case,
    [OP_CASE_AFTER] = op_case,
    [OP_CASE_DEFAULT] = op_case,
};

/* ---- from one operation to the next -------------------------------------------------------------------------------- */

/* gp is to do operation `pc` next, coming from outside its block. */
static void enter(struct g *gp, int32_t pc)
{
    gp->pc = pc;
    gp->phase = 0;
}

static bool is_case(const struct op *op)
{
    return op->kind >= OP_CASE_SEND;
}

/* gp's operation is done: goes on behind it, or out of its block, or out of its function. */
static enum did advance(struct sim *s, struct m *mp, struct g *gp)
{
    const struct op *ops = s->prog->ops;
    int32_t at = gp->pc;

    while (at != NOBODY) {
        const struct op *op = &ops[at];
        int32_t parent = op->parent;

        if (op->next != NOBODY && !is_case(op)) {
            enter(gp, op->next);
            return DID_RESUME;
        }
        if (parent == NOBODY)
            break;
        op = &ops[parent];
        gp->pc = parent;
        if (op->kind == OP_FOR) {
            gp->frame->loops[op->loop]++;
            if (loop_turn(s, mp, gp, op) == DID_JUMP) {
                enter(gp, gp->pc);
                return DID_RESUME;
            }
        } else if (op->kind == OP_RANGE) {
            gp->phase = PHASE_TURN;
            return DID_RESUME;
        } else if (op->kind == OP_ONCE || op->kind == OP_WITHREGION || op->kind == OP_DEFER) {
            return scope_leave(s, mp, gp, parent);
        } else if (op->kind == OP_MEASURE) {
            measure_end(s, mp, gp, parent);
        }
        at = parent;
    }
    return scope_leave(s, mp, gp, NOBODY);
}

/* Without signals a goroutine looks whether it is asked to stop where it calls a function: not in a loop without calls
 * (a tight `cpu`), nor in what is no call in Go. */
static bool no_safe_point(const struct sim *s, const struct g *gp)
{
    const struct op *op;

    if (!s->prog->asyncpreemptoff || gp->pc == NOBODY || gp->func < 0)
        return false;
    op = &s->prog->ops[gp->pc];
    switch (op->kind) {
    case OP_CPU:
        return op->flags & OPF_TIGHT;
    case OP_FOR:
    case OP_EVERY:
    case OP_IF:
    case OP_MARK:
    case OP_MEASURE:
        return true;
    default:
        return false;
    }
}

bool exec_can_be_cut(const struct sim *s, const struct g *gp)
{
    return gp->func >= 0 && gp->pc != NOBODY && !no_safe_point(s, gp);
}

/* Carries out what `did` says; true if gp goes on on mp. */
static bool follow(struct m *mp, struct g *gp, enum did did)
{
    switch (did) {
    case DID_NEXT:
        gp->phase = PHASE_DONE;
        break;
    case DID_JUMP:
        enter(gp, gp->pc);
        break;
    case DID_AGAIN:
    case DID_RESUME:
        break;
    case DID_OFF_NEXT:
        gp->phase = PHASE_DONE;
        return false;
    case DID_OFF:
    case DID_END:
        return false;
    }
    mp->todo = TODO_EXEC;
    return true;
}

static enum did operate(struct sim *s, struct m *mp, struct g *gp)
{
    if (gp->func < 0)
        return sysgo(s, mp, gp);
    if (gp->pc == NOBODY)
        return scope_leave(s, mp, gp, NOBODY);
    if (gp->phase == PHASE_DONE)
        return advance(s, mp, gp);
    if (gp->phase == PHASE_UNWINDS)
        return scope_leave(s, mp, gp, scope_of(s, gp->pc));
    return operations[s->prog->ops[gp->pc].kind](s, mp, gp, &s->prog->ops[gp->pc]);
}

bool exec(struct sim *s, struct m *mp)
{
    struct g *gp = mp->curg;

    mp->switching = false;
    if (gp->flags & GF_PREEMPT && !no_safe_point(s, gp) && sysgo_obeys(s, mp, gp)) {
        gopreempt(s, mp);
        return true;
    }
    if (gp->debt) {
        m_owe(mp, gp->debt);
        gp->debt = 0;
        return true;
    }
    do {
        if (!follow(mp, gp, operate(s, mp, gp)))
            return !mp->os.asleep;
    } while (mp->owed <= LITTLE_NS && !(gp->flags & GF_PREEMPT));
    return true;
}
