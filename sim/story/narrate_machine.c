/* narrate_machine.c: what happens to threads, processors, queues, timers and the collector. */
#include "narrate_own.h"

/* A batch is told by the P alone: its thread is the one that has the P. */
static void tell_thief(const struct teller *t)
{
    int32_t p = t->ev->p, m = t->ev->m;

    if (m == NOBODY && p >= 0 && (size_t)p < t->w->ps.len)
        m = t->w->ps.at[p].m;
    if (m == NOBODY)
        tell(t, "its thread was spinning and took ");
    else
        tell(t, "%m was spinning and took ", (int64_t)m);
}

static void tell_queue(const struct teller *t)
{
    const struct event *ev = t->ev;

    switch (ev->kind) {
    case EV_RUNQ_OVERFLOW:
        tell(t, "%p's local queue is full (256): half of it and %g, ", ev->b, (int64_t)ev->g);
        tell_count(t, ev->a, "goroutine", "goroutines");
        tell(t, ", move to the end of the global queue.");
        break;
    case EV_GLOBQ_GET:
        tell(t, "%p takes ", ev->b);
        tell_count(t, ev->a, "goroutine", "goroutines");
        tell(t, " from the head of the global queue; the first is run, others go to its own.");
        break;
    case EV_GLOBQ_PUT:
        tell_count(t, ev->a, "goroutine moves", "goroutines move");
        tell(t, " from %p's queue to the %s of the global one.", ev->b, ev->flag ? "head" : "end");
        break;
    case EV_STEAL:
        tell(t, "%p steals from %p: ", (int64_t)ev->p, ev->b);
        tell_thief(t);
        if (ev->flag)
            tell(t, "its runnext, which had stood there untouched.");
        else
            tell_count(t, ev->a, "goroutine, half of its queue.",
                       "goroutines, the larger half of its queue.");
        break;
    }
}

static void tell_park(const struct teller *t)
{
    const struct event *ev = t->ev;
    int64_t m = ev->m;

    switch ((enum m_park)ev->flag) {
    case PARK_IDLE:
        tell(t,
             "%m found no work anywhere and parks on the idle stack. It stays a thread of the "
             "process: threads= still counts it.",
             m);
        break;
    case PARK_LOCKED:
        tell(t, "%m parks until %g, locked to it, may run. idlethreads= does not count it.", m,
             (int64_t)ev->g);
        break;
    case PARK_POLL:
        tell(t, "%m blocks in the network poller", m);
        tell(t, ev->a ? " until the next timer is due." : " until I/O is ready.");
        break;
    case PARK_FOREVER:
        tell(t, "%m, the main thread, parks for ever: its locked goroutine has ended.", m);
        break;
    }
}

static void tell_thread(const struct teller *t)
{
    static const char *const roles[] = {
        [M_PLAIN] = "a thread to run goroutines",
        [M_SYSMON] = "sysmon, which needs no P",
        [M_TEMPLATE] = "the template thread, from which clean threads are made",
        [M_EXTRA] = "a spare thread for callbacks from C",
    };
    const struct event *ev = t->ev;
    int64_t m = ev->m;

    switch (ev->kind) {
    case EV_M_CREATE:
        tell(t, "%m is made: %s. No idle thread was there to take the work.", ev->a,
             roles[ev->flag]);
        break;
    case EV_M_EXIT:
        tell(t, "%m ends: the goroutine that was locked to it did.", m);
        break;
    case EV_M_PARK:
        tell_park(t);
        break;
    case EV_M_WAKE:
        tell(t, "%m is woken", ev->a);
        if (ev->b >= 0)
            tell(t, " and given %p", ev->b);
        tell(t, ": there is work, and threads are cheaper to wake than to make.");
        break;
    case EV_M_SPIN:
        tell(t,
             ev->flag ? "%m begins to spin: it has a P and looks for work (%d spinning now)."
                      : "%m stops spinning (%d spinning now).",
             ev->b, ev->a);
        break;
    case EV_NEEDSPIN:
        tell(t, "needspinning becomes %d.", ev->b);
        break;
    case EV_CORE:
        if (ev->b >= 0)
            tell(t, "The operating system runs %m on core %d.", m, ev->b);
        else
            tell(t, "%m waits for a core: there are more busy threads than cores.", m);
        break;
    }
}

static void tell_p_stop(const struct teller *t)
{
    const struct event *ev = t->ev;
    int64_t p = ev->p, m = ev->m;

    switch ((enum p_stop)ev->b) {
    case P_STOP_IDLE:
        tell(t, "%m lets go of %p: there is nothing to run.", m, p);
        break;
    case P_STOP_HANDOFF:
        tell(t, "%m hands off %p, so that others can run while it is blocked.", m, p);
        break;
    case P_STOP_GC:
        tell(t, "%p stops, as the world is being stopped.", p);
        break;
    case P_STOP_SYSCALL:
        tell(t, "%p stops, in a system call of %m.", p, m);
        break;
    case P_STOP_DEAD:
        tell(t, "%p is no more: GOMAXPROCS was lowered.", p);
        break;
    }
}

static void tell_proc(const struct teller *t)
{
    static const char *const why[] = {
        [P_STEAL_RETAKE] = "sysmon found it in a system call for a whole look and takes it back",
        [P_STEAL_EXITSYSCALL] = "another thread, back from its own call, took it",
        [P_STEAL_STW] = "the world is being stopped, and who is in a system call need not be asked",
    };
    const struct event *ev = t->ev;

    switch (ev->kind) {
    case EV_P_START:
        tell(t, "%m gets %p.", (int64_t)ev->m, (int64_t)ev->p);
        break;
    case EV_P_STOP:
        tell_p_stop(t);
        break;
    case EV_P_STEAL:
        tell(t, "%m loses %p", ev->a, ev->b);
        if (!t->w->derived)
            tell(t, ": %s", why[ev->flag]);
        if (ev->g)
            tell(t, " (%g is in the call).", (int64_t)ev->g);
        else
            tell(t, ".");
        break;
    case EV_P_IDLE:
        tell(t,
             ev->flag ? "%p goes onto the idle stack (idleprocs is %d now)."
                      : "%p comes off the idle stack (idleprocs is %d now).",
             ev->b, ev->a);
        break;
    case EV_PROCS:
        tell(t, "The world starts again with GOMAXPROCS=%d.", ev->a);
        break;
    }
}

static void tell_sysmon(const struct teller *t)
{
    const struct event *ev = t->ev;

    tell(t, "sysmon has looked");
    if (ev->b) {
        tell(t, " and retaken ");
        tell_count(t, ev->b, "P from a system call", "Ps from system calls");
    }
    if (ev->flag)
        tell(t, "; all is idle, so it sleeps deeply until it is woken.");
    else
        tell(t, "; it sleeps for %t.", ev->a);
}

static void tell_timer(const struct teller *t)
{
    static const char *const kinds[] = {
        [TIMER_SLEEP] = "time.Sleep",
        [TIMER_FUNC] = "time.AfterFunc",
        [TIMER_CHAN] = "a timer's channel",
        [TIMER_TICK] = "a ticker",
        [TIMER_NET] = "I/O",
    };
    const struct event *ev = t->ev;

    if (ev->kind == EV_TIMER_SET)
        tell(t, "A timer for %s is set to {t:%d} in %p's heap", kinds[ev->flag], ev->a, ev->b);
    else if (ev->kind == EV_TIMER_FIRE)
        tell(t, "The timer for %s fires from %p's heap, %t late", kinds[ev->flag], ev->b, ev->a);
    else
        tell(t, "The timer for %s in %p's heap is stopped", kinds[ev->flag], ev->b);
    if (ev->g)
        tell(t, " (%g)", (int64_t)ev->g);
    tell(t, ".");
}

static void tell_gc(const struct teller *t)
{
    const struct event *ev = t->ev;

    switch (ev->kind) {
    case EV_STW_BEGIN:
        tell(t, "The world stops (%s): every P is asked to.",
             stw_reason_text((enum stw_reason)ev->b));
        break;
    case EV_STW_END:
        tell(t, "The world goes on after %t (%s).", ev->a, stw_reason_text((enum stw_reason)ev->b));
        break;
    case EV_GC_BEGIN:
        tell(t, "Collection %d begins: a quarter of the Ps mark, the program goes on.", ev->a);
        break;
    case EV_GC_END:
        tell(t, "Collection %d has marked all that is reachable.", ev->a);
        break;
    case EV_ASSIST:
        tell(t,
             ev->flag ? "%g allocates faster than the collector marks and must help: an assist."
                      : "%g has done its share of marking.",
             (int64_t)ev->g);
        break;
    case EV_SWEEP:
        tell(t, ev->flag ? "Sweeping begins on %p." : "%p has swept %b.", (int64_t)ev->p, ev->a);
        break;
    case EV_HEAP_ALLOC:
        tell(t, "%b of heap are in use.", ev->a);
        break;
    case EV_HEAP_GOAL:
        tell(t, "The next collection begins near %b of heap.", ev->a);
        break;
    }
}

void tell_machine(const struct teller *t)
{
    switch (t->ev->kind) {
    case EV_RUNQ_OVERFLOW:
    case EV_GLOBQ_GET:
    case EV_GLOBQ_PUT:
    case EV_STEAL:
        tell_queue(t);
        break;
    case EV_M_CREATE:
    case EV_M_EXIT:
    case EV_M_PARK:
    case EV_M_WAKE:
    case EV_M_SPIN:
    case EV_NEEDSPIN:
    case EV_CORE:
        tell_thread(t);
        break;
    case EV_P_START:
    case EV_P_STOP:
    case EV_P_STEAL:
    case EV_P_IDLE:
    case EV_PROCS:
        tell_proc(t);
        break;
    case EV_SYSMON:
        tell_sysmon(t);
        break;
    case EV_TIMER_SET:
    case EV_TIMER_FIRE:
    case EV_TIMER_STOP:
        tell_timer(t);
        break;
    case EV_NETPOLL:
        tell(t, "%m asks the network poller", (int64_t)t->ev->m);
        tell(t, t->ev->a ? ": " : ": nobody's I/O is ready.");
        if (t->ev->a) {
            tell_count(t, t->ev->a, "goroutine", "goroutines");
            tell(t, " can go on.");
        }
        break;
    default:
        tell_gc(t);
        break;
    }
}
