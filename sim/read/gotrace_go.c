/* gotrace_go.c: the rules of goroutines: status, creation, start, stop, switch, system calls. go: order.go advanceGo… */
#include "gotrace.h"

static bool follows(const struct g_state *gp, uint64_t gen, uint64_t n)
{
    return gp->seq.gen == gen && n == gp->seq.n + 1;
}

/* A change of a goroutine whose own stack the event has. */
static void tell_own(struct pending *ev, int64_t g, int from, int to)
{
    tell_g(ev, g, from, to);
    ev->own_stack = true;
}

/* The goroutine of the context, which must be there and in a status; NULL: told. */
static struct g_state *current(struct reader *r, const struct act *a, int status,
                               const char *status_name)
{
    struct g_state *gp = order_g(&r->order, a->cur.g);

    if (!gp)
        FAIL(r, a, "event %s for goroutine (%lld) that doesn't exist", event_name(r, a->c->type),
             (long long)a->cur.g);
    else if (gp->status != status)
        FAIL(r, a, "%s event for goroutine that's not %s", event_name(r, a->c->type), status_name);
    else
        return gp;
    return NULL;
}

/* The same, with a thread and a processor. */
static struct g_state *running(struct reader *r, const struct act *a)
{
    return need(r, a, "MPG") == STEP_DONE ? current(r, a, WIRE_G_RUNNING, "Running") : NULL;
}

static struct p_state *current_p(struct reader *r, const struct act *a)
{
    struct p_state *pp = order_p(&r->order, a->cur.p);

    if (!pp)
        FAIL(r, a, "uninitialized proc %lld found during %s", (long long)a->cur.p,
             event_name(r, a->c->type));
    return pp;
}

/* A goroutine in a system call is bound to a thread, which the status names; it need not be the one that tells it. */
static enum step bind_syscall(struct reader *r, struct act *a, int64_t g, int64_t m,
                              struct context *ctx)
{
    struct m_state *mp;

    if (m == TRACE_NONE)
        return FAIL(r, a, "found goroutine %lld in syscall without a thread", (long long)g);
    if (m == a->cur.m) {
        if (a->gen != r->order.initial_gen && a->cur.g != g)
            return FAIL(
                r, a,
                "inconsistent thread for syscalling goroutine %lld: thread has goroutine %lld",
                (long long)g, (long long)a->cur.g);
        thread_has_g(r, a, g);
        return STEP_DONE;
    }
    mp = order_m(&r->order, m);
    if (mp && mp->g != g)
        return FAIL(r, a,
                    "inconsistent thread for syscalling goroutine %lld: thread has goroutine %lld",
                    (long long)g, (long long)mp->g);
    if (mp)
        ctx->g = g;
    else
        order_new_m(&r->order, m)->g = g;
    ctx->m = m;
    return STEP_DONE;
}

enum step rule_go_status(struct reader *r, struct act *a)
{
    static const uint8_t states[] = {TRACE_G_UNDETERMINED, TRACE_G_RUNNABLE, TRACE_G_RUNNING,
                                     TRACE_G_SYSCALL, TRACE_G_WAITING};
    int64_t g = (int64_t)a->c->args[1];
    int64_t m = (int64_t)a->c->args[2];
    uint8_t status = (uint8_t)a->c->args[3]; /* the parser looks at the low 8 bits alone */
    struct context ctx = a->cur;
    struct g_state *gp;
    uint8_t old;

    if (status > WIRE_G_WAITING)
        return FAIL(r, a, "invalid status for goroutine %lld: %d", (long long)g, status);
    old = states[status];
    gp = order_g(&r->order, g);
    if (gp) {
        if (gp->status != status)
            return FAIL(r, a, "inconsistent status for goroutine %lld: old %s vs. new %s",
                        (long long)g, g_status_name(gp->status), g_status_name(status));
        gp->seq = (struct seq){a->gen, 0};
    } else if (a->gen == r->order.initial_gen) {
        order_new_g(&r->order, g, status, a->gen);
        old = TRACE_G_UNDETERMINED;
    } else {
        return FAIL(r, a,
                    "found goroutine status for new goroutine after the first generation: id=%lld "
                    "status=%s",
                    (long long)g, g_status_name(status));
    }
    if (status == WIRE_G_RUNNING)
        thread_has_g(r, a, g);
    if (status == WIRE_G_SYSCALL && bind_syscall(r, a, g, m, &ctx) != STEP_DONE)
        return STEP_FAIL;
    tell_own(queue_event(r, a, ctx), g, old, states[status]);
    return STEP_DONE;
}

enum step rule_go_create(struct reader *r, struct act *a)
{
    int64_t g = (int64_t)a->c->args[1];
    bool blocked = a->c->type == WIRE_GO_CREATE_BLOCKED;
    const struct g_state *creator;

    if (need(r, a, "MPg") != STEP_DONE)
        return STEP_FAIL;
    creator = order_g(&r->order, a->cur.g);
    if (creator && creator->status != WIRE_G_RUNNING)
        return FAIL(r, a, "%s event for goroutine that's not Running", event_name(r, a->c->type));
    if (order_g(&r->order, g))
        return FAIL(r, a, "tried to create goroutine (%lld) that already exists", (long long)g);
    order_new_g(&r->order, g, blocked ? WIRE_G_WAITING : WIRE_G_RUNNABLE, a->gen);
    tell_g(queue_event(r, a, a->cur), g, TRACE_G_NOT_EXIST,
           blocked ? TRACE_G_WAITING : TRACE_G_RUNNABLE);
    return STEP_DONE;
}

enum step rule_go_create_syscall(struct reader *r, struct act *a)
{
    int64_t g = (int64_t)a->c->args[1];

    if (need(r, a, "Mp-") != STEP_DONE)
        return STEP_FAIL;
    if (order_g(&r->order, g))
        return FAIL(r, a, "tried to create goroutine (%lld) in syscall that already exists",
                    (long long)g);
    order_new_g(&r->order, g, WIRE_G_SYSCALL, a->gen);
    thread_has_g(r, a, g);
    tell_g(queue_event(r, a, a->cur), g, TRACE_G_NOT_EXIST, TRACE_G_SYSCALL);
    return STEP_DONE;
}

enum step rule_go_start(struct reader *r, struct act *a)
{
    int64_t g = (int64_t)a->c->args[1];
    struct g_state *gp = order_g(&r->order, g);

    if (!gp || gp->status != WIRE_G_RUNNABLE || !follows(gp, a->gen, a->c->args[2]))
        return STEP_WAIT;
    if (need(r, a, "MP-") != STEP_DONE)
        return STEP_FAIL;
    gp->status = WIRE_G_RUNNING;
    gp->seq.n++;
    thread_has_g(r, a, g);
    tell_g(queue_event(r, a, a->cur), g, TRACE_G_RUNNABLE, TRACE_G_RUNNING);
    return STEP_DONE;
}

/* GoStop, GoBlock and GoDestroy: the running goroutine leaves its thread. */
enum step rule_go_stop(struct reader *r, struct act *a)
{
    struct g_state *gp = running(r, a);
    struct pending *ev;

    if (!gp)
        return STEP_FAIL;
    thread_has_g(r, a, TRACE_NONE);
    ev = queue_event(r, a, a->cur);
    if (a->c->type == WIRE_GO_DESTROY) {
        order_drop_g(&r->order, gp);
        tell_g(ev, a->cur.g, TRACE_G_RUNNING, TRACE_G_NOT_EXIST);
    } else if (a->c->type == WIRE_GO_STOP) {
        gp->status = WIRE_G_RUNNABLE;
        tell_own(ev, a->cur.g, TRACE_G_RUNNING, TRACE_G_RUNNABLE);
    } else {
        gp->status = WIRE_G_WAITING;
        tell_own(ev, a->cur.g, TRACE_G_RUNNING, TRACE_G_WAITING);
    }
    return STEP_DONE;
}

enum step rule_go_unblock(struct reader *r, struct act *a)
{
    struct g_state *gp = order_g(&r->order, (int64_t)a->c->args[1]);

    if (!gp || gp->status != WIRE_G_WAITING || !follows(gp, a->gen, a->c->args[2]))
        return STEP_WAIT;
    gp->status = WIRE_G_RUNNABLE;
    gp->seq.n++;
    tell_g(queue_event(r, a, a->cur), gp->id, TRACE_G_WAITING, TRACE_G_RUNNABLE);
    return STEP_DONE;
}

/* A switch of coroutines is three events: the next goroutine becomes runnable, the running one blocks or ends, the next one
 * starts in its place. */
enum step rule_go_switch(struct reader *r, struct act *a)
{
    struct g_state *gp = running(r, a);
    int64_t g = (int64_t)a->c->args[1];
    struct context start = {a->cur.m, a->cur.p, TRACE_NONE};
    struct g_state *next;

    if (!gp)
        return STEP_FAIL;
    next = order_g(&r->order, g);
    if (!next || next->status != WIRE_G_WAITING || !follows(next, a->gen, a->c->args[2]))
        return STEP_WAIT;
    next->status = WIRE_G_RUNNING;
    next->seq.n++;
    thread_has_g(r, a, g);
    tell_g(queue_event(r, a, a->cur), g, TRACE_G_WAITING, TRACE_G_RUNNABLE);
    if (a->c->type == WIRE_GO_SWITCH) {
        gp->status = WIRE_G_WAITING;
        tell_g(queue_bare(r, a, a->cur, WIRE_GO_BLOCK), a->cur.g, TRACE_G_RUNNING, TRACE_G_WAITING);
    } else {
        order_drop_g(&r->order, gp);
        tell_g(queue_bare(r, a, a->cur, WIRE_GO_DESTROY), a->cur.g, TRACE_G_RUNNING,
               TRACE_G_NOT_EXIST);
    }
    tell_g(queue_bare(r, a, start, WIRE_GO_START), g, TRACE_G_RUNNABLE, TRACE_G_RUNNING);
    return STEP_DONE;
}

enum step rule_syscall_begin(struct reader *r, struct act *a)
{
    struct g_state *gp = running(r, a);
    struct p_state *pp;

    if (!gp)
        return STEP_FAIL;
    gp->status = WIRE_G_SYSCALL;
    pp = current_p(r, a);
    if (!pp)
        return STEP_FAIL;
    pp->status = WIRE_P_SYSCALL;
    /* The number tells steals of different system calls apart. It cannot be early: this thread has the processor. */
    if (pp->seq.gen != a->gen || a->c->args[1] != pp->seq.n + 1)
        return FAIL(r, a,
                    "failed to advance GoSyscallBegin: can't make sequence: %llu (gen=%llu) -> "
                    "%llu (gen=%llu)",
                    (unsigned long long)pp->seq.n, (unsigned long long)pp->seq.gen,
                    (unsigned long long)a->c->args[1], (unsigned long long)a->gen);
    pp->seq.n++;
    tell_own(queue_event(r, a, a->cur), a->cur.g, TRACE_G_RUNNING, TRACE_G_SYSCALL);
    return STEP_DONE;
}

enum step rule_syscall_end(struct reader *r, struct act *a)
{
    struct g_state *gp;
    struct p_state *pp;

    if (need(r, a, "MPG") != STEP_DONE)
        return STEP_FAIL;
    gp = current(r, a, WIRE_G_SYSCALL, "Running"); /* the parser's words, though Syscall is meant */
    if (!gp)
        return STEP_FAIL;
    gp->status = WIRE_G_RUNNING;
    pp = current_p(r, a);
    if (!pp)
        return STEP_FAIL;
    if (pp->status != WIRE_P_SYSCALL)
        return FAIL(r, a, "expected proc %lld in state Syscall, but got %s instead",
                    (long long)a->cur.p, p_status_name(pp->status));
    pp->status = WIRE_P_RUNNING;
    tell_g(queue_event(r, a, a->cur), a->cur.g, TRACE_G_SYSCALL, TRACE_G_RUNNING);
    return STEP_DONE;
}

/* The call ended without its processor: so that one must have been stolen or given up first. */
enum step rule_syscall_end_blocked(struct reader *r, struct act *a)
{
    struct g_state *gp;

    if (a->cur.p != TRACE_NONE) {
        const struct p_state *pp = current_p(r, a);

        if (!pp)
            return STEP_FAIL;
        if (pp->status == WIRE_P_SYSCALL)
            return STEP_WAIT;
    }
    if (need(r, a, "MpG") != STEP_DONE)
        return STEP_FAIL;
    gp = current(r, a, WIRE_G_SYSCALL, "Running");
    if (!gp)
        return STEP_FAIL;
    gp->status = WIRE_G_RUNNABLE;
    thread_has_g(r, a, TRACE_NONE);
    tell_g(queue_event(r, a, a->cur), a->cur.g, TRACE_G_SYSCALL, TRACE_G_RUNNABLE);
    return STEP_DONE;
}

/* The goroutine of a C thread ends in its system call. What became of its processor cannot be told any more: an extra event
 * takes it off the thread. */
enum step rule_go_destroy_syscall(struct reader *r, struct act *a)
{
    struct g_state *gp;
    struct p_state *pp;

    if (need(r, a, "MpG") != STEP_DONE)
        return STEP_FAIL;
    gp = current(r, a, WIRE_G_SYSCALL, "Syscall");
    if (!gp)
        return STEP_FAIL;
    order_drop_g(&r->order, gp);
    thread_has_g(r, a, TRACE_NONE);
    if (a->cur.p != TRACE_NONE) {
        pp = order_p(&r->order, a->cur.p);
        if (!pp)
            return FAIL(r, a, "found invalid proc %lld during GoDestroySyscall",
                        (long long)a->cur.p);
        if (pp->status != WIRE_P_SYSCALL)
            return FAIL(r, a, "proc %lld in unexpected state %s during GoDestroySyscall",
                        (long long)a->cur.p, p_status_name(pp->status));
        pp->status = WIRE_P_SYSCALL_ABANDONED;
        thread_has_p(r, a, TRACE_NONE);
        tell_p(queue_bare(r, a, a->cur, WIRE_PROC_STEAL), a->cur.p, TRACE_P_RUNNING, TRACE_P_IDLE);
    }
    tell_g(queue_event(r, a, a->cur), a->cur.g, TRACE_G_SYSCALL, TRACE_G_NOT_EXIST);
    return STEP_DONE;
}
