/* gotrace_proc.c: the rules of processors: status, start, stop, steal. go: order.go advanceProc… */
#include "gotrace.h"

static bool follows(struct seq seq, uint64_t gen, uint64_t n)
{
    return seq.gen == gen && n == seq.n + 1;
}

/* The status SyscallAbandoned tells that the processor is about to be stolen by this thread, which need not be the one that
 * has it: the event belongs to that one. */
static bool find_victim(struct reader *r, const struct act *a, int64_t p, struct context *ctx)
{
    struct order *o = &r->order;
    bool found = false;

    if (!spend(r, o->ms.len, a->c))
        return false;
    for (size_t i = 0; i < o->ms.len; i++) {
        if (o->ms.at[i].p == p) {
            *ctx = (struct context){o->ms.at[i].id, p, o->ms.at[i].g};
            found = true;
        }
    }
    if (!found)
        FAIL(r, a, "failed to find sched context for proc %lld that's about to be stolen",
             (long long)p);
    return found;
}

enum step rule_proc_status(struct reader *r, struct act *a)
{
    static const uint8_t states[] = {TRACE_P_UNDETERMINED, TRACE_P_RUNNING, TRACE_P_IDLE,
                                     TRACE_P_RUNNING, TRACE_P_IDLE};
    int64_t p = (int64_t)a->c->args[1];
    uint8_t status = (uint8_t)a->c->args[2]; /* the parser looks at the low 8 bits alone */
    uint8_t now = status;
    struct context ctx = a->cur;
    struct p_state *pp;
    uint8_t old;

    if (status > WIRE_P_SYSCALL_ABANDONED)
        return FAIL(r, a, "invalid status for proc %lld: %d", (long long)p, status);
    old = states[status];
    pp = order_p(&r->order, p);
    if (pp) {
        if (status == WIRE_P_SYSCALL_ABANDONED && pp->status == WIRE_P_SYSCALL) {
            old = TRACE_P_RUNNING; /* nothing is lost: it is the system call that we know of */
            now = WIRE_P_SYSCALL;
        } else if (pp->status != status) {
            return FAIL(r, a, "inconsistent status for proc %lld: old %s vs. new %s", (long long)p,
                        p_status_name(pp->status), p_status_name(status));
        }
        pp->seq = (struct seq){a->gen, 0};
    } else {
        order_new_p(&r->order, p, status, a->gen);
        old = a->gen == r->order.initial_gen ? TRACE_P_UNDETERMINED : TRACE_P_NOT_EXIST;
    }
    if (status == WIRE_P_RUNNING || status == WIRE_P_SYSCALL)
        thread_has_p(r, a, p);
    if (now != status && !find_victim(r, a, p, &ctx))
        return STEP_FAIL;
    tell_p(queue_event(r, a, ctx), p, old, states[now]);
    return STEP_DONE;
}

enum step rule_proc_start(struct reader *r, struct act *a)
{
    int64_t p = (int64_t)a->c->args[1];
    struct p_state *pp = order_p(&r->order, p);

    if (!pp || pp->status != WIRE_P_IDLE || !follows(pp->seq, a->gen, a->c->args[2]) ||
        a->cur.p != TRACE_NONE)
        return STEP_WAIT;
    if (need(r, a, "M-g") != STEP_DONE)
        return STEP_FAIL;
    pp->status = WIRE_P_RUNNING;
    pp->seq.n++;
    thread_has_p(r, a, p);
    tell_p(queue_event(r, a, a->cur), p, TRACE_P_IDLE, TRACE_P_RUNNING);
    return STEP_DONE;
}

enum step rule_proc_stop(struct reader *r, struct act *a)
{
    struct p_state *pp = order_p(&r->order, a->cur.p);

    if (!pp)
        return FAIL(r, a, "event ProcStop for proc (%lld) that doesn't exist", (long long)a->cur.p);
    if (pp->status != WIRE_P_RUNNING && pp->status != WIRE_P_SYSCALL)
        return FAIL(r, a, "ProcStop event for proc that's not Running or Syscall");
    if (need(r, a, "MPg") != STEP_DONE)
        return STEP_FAIL;
    pp->status = WIRE_P_IDLE;
    thread_has_p(r, a, TRACE_NONE);
    tell_p(queue_event(r, a, a->cur), a->cur.p, TRACE_P_RUNNING, TRACE_P_IDLE);
    return STEP_DONE;
}

enum step rule_proc_steal(struct reader *r, struct act *a)
{
    int64_t p = (int64_t)a->c->args[1];
    int64_t m = (int64_t)a->c->args[3];
    struct p_state *pp = order_p(&r->order, p);
    struct m_state *victim;
    bool abandoned;

    if (!pp || (pp->status != WIRE_P_SYSCALL && pp->status != WIRE_P_SYSCALL_ABANDONED) ||
        !follows(pp->seq, a->gen, a->c->args[2]))
        return STEP_WAIT;
    if (need(r, a, "Mpg") != STEP_DONE)
        return STEP_FAIL;
    abandoned = pp->status == WIRE_P_SYSCALL_ABANDONED;
    pp->status = WIRE_P_IDLE;
    pp->seq.n++;
    tell_p(queue_event(r, a, a->cur), p, abandoned ? TRACE_P_IDLE : TRACE_P_RUNNING, TRACE_P_IDLE);
    if (abandoned)
        return STEP_DONE; /* its thread may have moved on: leave it alone */
    if (m == a->cur.m) {
        if (a->cur.p != p)
            return FAIL(r, a,
                        "tried to self-steal proc %lld (thread %lld), but got proc %lld instead",
                        (long long)p, (long long)m, (long long)a->cur.p);
        thread_has_p(r, a, TRACE_NONE);
        return STEP_DONE;
    }
    victim = order_m(&r->order, m);
    if (!victim)
        return FAIL(r, a, "stole proc from non-existent thread %lld", (long long)m);
    if (victim->p != p)
        return FAIL(r, a, "tried to steal proc %lld from thread %lld, but got proc %lld instead",
                    (long long)p, (long long)m, (long long)victim->p);
    victim->p = TRACE_NONE;
    return STEP_DONE;
}
