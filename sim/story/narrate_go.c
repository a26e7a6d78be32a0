/* narrate_go.c: what happens to a goroutine. */
#include "narrate_own.h"

static int64_t who(const struct teller *t)
{
    return t->ev->g;
}

static void tell_create(const struct teller *t)
{
    const struct event *ev = t->ev;

    if (ev->g)
        tell(t, "%g starts %g", who(t), ev->a);
    else
        tell(t, "%g is there", ev->a);
    tell(t, " to run %f", ev->b);
    if (ev->flag)
        tell(t, "; it begins by waiting.");
    else if (t->w->derived)
        tell(t, ".");
    else
        tell(t, ": it goes to P%d's runnext, and runs next, on what is left of the time slice.",
             (int64_t)ev->p);
}

static const char *const froms[] = {
    [FROM_RUNNEXT] = "out of its runnext slot, so it inherits the time slice",
    [FROM_RING] = "the oldest of its local queue",
    [FROM_GLOBAL] = "from the global queue, which is looked at on every 61st turn and when the "
                    "local queue is empty",
    [FROM_STEAL] = "stolen from another P's queue",
    [FROM_NETPOLL] = "since the network poller says that its I/O is ready",
    [FROM_LOCKED] = "on the one thread it is locked to",
    [FROM_GC] = "as a worker of the collector",
    [FROM_SYSCALL] = "back from its system call, with a P that was free",
    [FROM_TRACE] = "as the reader of the trace",
    [FROM_UNKNOWN] = "",
};

static void tell_start(const struct teller *t)
{
    const struct event *ev = t->ev;

    tell(t, "%g runs on %p (%m)", who(t), (int64_t)ev->p, (int64_t)ev->m);
    if (ev->b != FROM_UNKNOWN)
        tell(t, ", %s", froms[ev->b]);
    if (ev->a > 0)
        tell(t, ", after %t of being runnable", ev->a);
    tell(t, ev->flag && ev->b != FROM_UNKNOWN ? ". A new time slice of 10 ms begins." : ".");
}

static const char *to_where(enum to to)
{
    switch (to) {
    case TO_RUNNEXT:
        return "to the runnext slot";
    case TO_RING:
        return "to the end of the local queue";
    case TO_GLOBAL:
        return "to the end of the global queue";
    case TO_NOWHERE:
        return "to nobody's queue: it goes on at once";
    case TO_UNKNOWN:
        return "to a queue that a trace does not name";
    }
    return "";
}

static void tell_stop(const struct teller *t)
{
    const struct event *ev = t->ev;

    switch ((enum stop_reason)ev->b) {
    case STOP_PREEMPTED:
        tell(t, "%g loses %p: it was asked to yield, and obeys", who(t), (int64_t)ev->p);
        break;
    case STOP_GOSCHED:
        tell(t, "%g called runtime.Gosched and lets others run", who(t));
        break;
    case STOP_GOYIELD:
        tell(t, "%g yields to the one it has just woken", who(t));
        break;
    }
    tell(t, "; it goes %s.", to_where((enum to)ev->flag));
}

static void tell_block(const struct teller *t)
{
    const struct event *ev = t->ev;

    tell(t, "%g waits", who(t));
    if (ev->a >= 0)
        tell(t, " for %o", ev->a);
    if (ev->b != WAIT_NONE)
        tell(t, " (%s)", wait_reason_text((enum wait_reason)ev->b, t->w->model));
    tell(t, ": it gives up its P, not its place in line; no thread waits with it.");
}

static void tell_ready(const struct teller *t)
{
    static const char *const causes[] = {
        [BY_CHAN] = "by its channel operation",
        [BY_CLOSE] = "by closing the channel",
        [BY_SYNC] = "by unlocking or signalling",
        [BY_TIMER] = "since its timer fired",
        [BY_NETPOLL] = "since its I/O is ready",
        [BY_GC] = "for the collector",
        [BY_SYSMON] = "by sysmon",
        [BY_SYSCALL] = "back from its system call",
        [BY_TRACE] = "for the tracer",
        [BY_RUNTIME] = "by the runtime",
        [BY_UNKNOWN] = "",
    };
    const struct event *ev = t->ev;

    if (ev->a)
        tell(t, "%g wakes %g", ev->a, who(t));
    else
        tell(t, "%g is woken", who(t));
    if (*causes[ev->b])
        tell(t, " %s", causes[ev->b]);
    tell(t, "; it goes %s.", to_where((enum to)ev->flag));
}

static void tell_syscall(const struct teller *t)
{
    const struct event *ev = t->ev;

    tell(t, "%g enters a %s on %m", who(t), ev->flag == 1 ? "call into C" : "system call",
         (int64_t)ev->m);
    if (ev->flag == 2)
        tell(t, " that is known to block, so %p is handed off at once.", (int64_t)ev->p);
    else
        tell(t, ". The thread is the kernel's now; %p stays with it until sysmon takes it away.",
             (int64_t)ev->p);
}

static void tell_syscall_ret(const struct teller *t)
{
    const struct event *ev = t->ev;

    if (ev->flag)
        tell(t, "%g is back from its call and has lost its P: it must wait for one.", who(t));
    else
        tell(t, "%g is back from its call and still has its P: it goes on.", who(t));
}

static void tell_preempt(const struct teller *t)
{
    const struct event *ev = t->ev;

    tell(t, "%g is asked to yield %p", who(t), ev->b);
    tell(t, ev->flag ? ", by a signal to its thread, so that even a loop without calls hears it."
                     : ", at its next function call.");
}

void tell_goroutine(const struct teller *t)
{
    static const char *const workers[] = {"dedicated", "fractional", "idle-time"};
    const struct event *ev = t->ev;

    switch (ev->kind) {
    case EV_GO_CREATE:
        tell_create(t);
        break;
    case EV_GO_START:
        tell_start(t);
        break;
    case EV_GO_STOP:
        tell_stop(t);
        break;
    case EV_GO_BLOCK:
        tell_block(t);
        break;
    case EV_GO_READY:
        tell_ready(t);
        break;
    case EV_GO_END:
        tell(t, ev->flag ? "%g ends by runtime.Goexit." : "%g returns from its function and ends.",
             who(t));
        break;
    case EV_GO_LABEL:
        tell(t, "%g works for the collector as a %s worker.", who(t), workers[ev->b]);
        break;
    case EV_LOCK_THREAD:
        tell(t,
             ev->flag ? "%g locks itself to %m: it runs on no other thread, and that thread runs "
                        "no other goroutine."
                      : "%g is no longer locked to %m.",
             who(t), (int64_t)ev->m);
        break;
    case EV_PREEMPT:
        tell_preempt(t);
        break;
    case EV_SYSCALL:
        tell_syscall(t);
        break;
    case EV_SYSCALL_RET:
        tell_syscall_ret(t);
        break;
    }
}
