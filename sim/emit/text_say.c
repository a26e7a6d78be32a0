/* text_say.c: what each kind of event means, in words. One function a kind, all of them in one table at the end. */
#include <assert.h>

#include "text.h"

/* Adds text and figures: %d a number, %t a time, %o an object, %f a function, %s a text. */
static void say(struct text *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    for (; *format; format++) {
        if (*format != '%') {
            sb_putc(&t->line, *format);
            continue;
        }
        switch (*++format) {
        case 'd':
            sb_int(&t->line, va_arg(args, int64_t));
            break;
        case 't':
            text_time(t, va_arg(args, int64_t));
            break;
        case 'o':
            text_object(t, va_arg(args, int64_t));
            break;
        case 'f':
            text_func(t, va_arg(args, int64_t));
            break;
        case 's':
            sb_puts(&t->line, va_arg(args, const char *));
            break;
        }
    }
    va_end(args);
}

static int64_t n(int64_t figure)
{
    return figure;
}

static void put_plural(struct text *t, int64_t count, const char *one, const char *many)
{
    say(t, "%d %s", count, count == 1 ? one : many);
}

/* The text of the operation, or of operation `op` of the program. */
static const char *op_text(const struct text *t, const struct event *ev)
{
    const struct op *op = text_op(t, ev);

    return op ? op->text : "";
}

static const char *text_of(const struct text *t, int64_t op)
{
    return op >= 0 && op < t->ctx->program->nops ? t->ctx->program->ops[op].text : "";
}

/* ---- words for enums --------------------------------------------------------------------------------------------------- */

static const char *const from_words[] = {
    [FROM_RUNNEXT] = "out of runnext",           [FROM_RING] = "from the queue of its P",
    [FROM_GLOBAL] = "from the global queue",     [FROM_STEAL] = "stolen",
    [FROM_NETPOLL] = "from the poller",          [FROM_LOCKED] = "on its own thread",
    [FROM_GC] = "as a worker of the collector",  [FROM_SYSCALL] = "back from its call",
    [FROM_TRACE] = "as the reader of the trace", [FROM_UNKNOWN] = "from a queue",
};

static const char *const to_words[] = {
    [TO_RUNNEXT] = "into runnext",       [TO_RING] = "to the tail of the queue of the P",
    [TO_GLOBAL] = "to the global queue", [TO_NOWHERE] = "to run at once",
    [TO_UNKNOWN] = "to a queue",
};

static const char *const cause_words[] = {
    [BY_CHAN] = "through a channel", [BY_CLOSE] = "by closing a channel",
    [BY_SYNC] = "through a lock",    [BY_TIMER] = "by a timer",
    [BY_NETPOLL] = "by the poller",  [BY_GC] = "by the collector",
    [BY_SYSMON] = "by sysmon",       [BY_SYSCALL] = "by its system call",
    [BY_TRACE] = "by the tracer",    [BY_RUNTIME] = "by the runtime",
    [BY_UNKNOWN] = "by somebody",
};

static const char *const park_words[] = {
    [PARK_IDLE] = "for want of work",
    [PARK_LOCKED] = "until its locked goroutine can run",
    [PARK_POLL] = "in the network poller",
    [PARK_FOREVER] = "for ever",
};

static const char *const timer_words[] = {
    [TIMER_SLEEP] = "sleep", [TIMER_FUNC] = "AfterFunc", [TIMER_CHAN] = "channel",
    [TIMER_TICK] = "tick",   [TIMER_NET] = "network",
};

static const char *const p_stop_words[] = {
    [P_STOP_IDLE] = "it becomes idle",          [P_STOP_HANDOFF] = "it is handed on",
    [P_STOP_GC] = "the world is being stopped", [P_STOP_SYSCALL] = "a system call",
    [P_STOP_DEAD] = "GOMAXPROCS was lowered",
};

static const char *const p_steal_words[] = {
    [P_STEAL_RETAKE] = "sysmon retakes it",
    [P_STEAL_EXITSYSCALL] = "a call that returns takes it",
    [P_STEAL_STW] = "the world is being stopped",
};

/* ---- the run -------------------------------------------------------------------------------------------------------------- */

static void say_begin(struct text *t, const struct event *ev)
{
    say(t, "the process begins: GOMAXPROCS %d, %d cores, %s", ev->a, ev->b, model_names[ev->flag]);
}

static void say_place(struct text *t, const struct event *ev)
{
    say(t, "from now on place %d is %s", n(ev->at),
        op_verb((enum op_kind)t->ctx->program->ops[ev->b].kind));
    if (places_get(&t->places, (int32_t)ev->a).op != NOBODY)
        say(t, ", called from %f:%d",
            n(t->ctx->program->ops[places_get(&t->places, (int32_t)ev->a).op].func),
            n(t->ctx->source->op_line[places_get(&t->places, (int32_t)ev->a).op]));
}

static void say_end(struct text *t, const struct event *ev)
{
    static const char *const how[] = {
        [END_EXIT] = "by itself",
        [END_DEADLOCK] = "by a deadlock",
        [END_PANIC] = "by a panic",
        [END_FATAL] = "by a fatal error",
        [END_LIMIT] = "cut off at the limit",
        [END_UNTIL] = "stopped at --until",
        [END_INTERRUPT] = "interrupted",
    };

    say(t, "the process ends %s, with status %d", how[ev->b], ev->a);
}

static void say_stat(struct text *t, const struct event *ev)
{
    say(t, "%s = %d", stat_path((enum stat)ev->b), ev->a);
}

static void say_choice(struct text *t, const struct event *ev)
{
    say(t, "choice %d (%s): takes %d", ev->a, choice_kind_name((enum choice_kind)ev->flag), ev->b);
    if (ev->p > 0)
        say(t, " of %d", n(ev->p));
}

/* ---- goroutines -------------------------------------------------------------------------------------------------------------- */

static void say_go_create(struct text *t, const struct event *ev)
{
    say(t, "starts G%d, %f", ev->a, ev->b);
    say(t, ev->flag ? ", which waits" : ev->p >= 0 ? ", which is next on P%d" : "", n(ev->p));
}

static void say_go_start(struct text *t, const struct event *ev)
{
    const struct text_wait *w = gtable_find(&t->waits, ev->g);

    say(t, "runs, %s, after %t in the queue", from_words[ev->b], ev->a);
    if (w && w->woken && w->waker > 0)
        say(t, "; G%d had readied it %s", n(w->waker), cause_words[w->cause]);
    else if (w && w->woken)
        say(t, "; it had been readied %s", cause_words[w->cause]);
    if (ev->flag)
        say(t, "; a new time slice");
}

static void say_go_stop(struct text *t, const struct event *ev)
{
    static const char *const why[] = {
        [STOP_PREEMPTED] = "is preempted",
        [STOP_GOSCHED] = "yields (runtime.Gosched)",
        [STOP_GOYIELD] = "yields to who it woke",
    };
    const struct text_wait *w = gtable_find(&t->waits, ev->g);

    say(t, "%s and goes %s", why[ev->b], to_words[ev->flag]);
    if (w)
        say(t, ", having run for %t", ev->t - w->since);
}

static void say_go_block(struct text *t, const struct event *ev)
{
    const char *reason = wait_reason_text((enum wait_reason)ev->b, t->ctx->program->model);

    if (ev->a >= 0)
        say(t, "waits for %o (%s)", ev->a, reason);
    else
        say(t, "waits (%s)", reason[0] ? reason : "no reason given");
}

static void say_go_ready(struct text *t, const struct event *ev)
{
    const struct text_wait *w = gtable_find(&t->waits, ev->g);

    say(t, "can run again, readied ");
    if (ev->a > 0)
        say(t, "by G%d ", ev->a);
    say(t, "%s, and goes %s", cause_words[ev->b], to_words[ev->flag]);
    if (w)
        say(t, "; it waited %t", ev->t - w->since);
}

static void say_go_end(struct text *t, const struct event *ev)
{
    say(t, ev->flag ? "ends, by runtime.Goexit" : "ends");
}

static void say_go_label(struct text *t, const struct event *ev)
{
    static const char *const labels[] = {[GC_DEDICATED] = "a dedicated",
                                         [GC_FRACTIONAL] = "a fractional",
                                         [GC_IDLE] = "an idle-time"};

    say(t, "is %s worker of the collector now", labels[ev->flag]);
}

static void say_lock_thread(struct text *t, const struct event *ev)
{
    say(t, ev->flag ? "locks itself to its thread" : "unlocks itself from its thread");
}

static void say_preempt(struct text *t, const struct event *ev)
{
    say(t, "is asked to leave P%d%s", ev->b, ev->flag ? ", by a signal" : ", at its next call");
}

/* ---- queues -------------------------------------------------------------------------------------------------------------------- */

static void say_runq_overflow(struct text *t, const struct event *ev)
{
    say(t, "does not fit into the queue of P%d: %d go to the tail of the global queue", ev->b,
        ev->a);
}

static void say_globq_get(struct text *t, const struct event *ev)
{
    say(t, "P%d takes ", ev->b);
    put_plural(t, ev->a, "goroutine", "goroutines");
    say(t, " from the head of the global queue");
}

static void say_globq_put(struct text *t, const struct event *ev)
{
    put_plural(t, ev->a, "goroutine moves", "goroutines move");
    say(t, " from the queue of P%d to the %s of the global queue", ev->b,
        ev->flag ? "head" : "tail");
}

static void say_steal(struct text *t, const struct event *ev)
{
    say(t, "P%d steals ", n(ev->p));
    put_plural(t, ev->a, "goroutine", "goroutines");
    say(t, ev->flag ? " from the runnext of P%d" : " from the queue of P%d", ev->b);
}

/* ---- system calls ---------------------------------------------------------------------------------------------------------------- */

static void say_syscall(struct text *t, const struct event *ev)
{
    const char *name = op_text(t, ev);

    say(t, ev->flag == 1 ? "calls into C" : "enters a system call");
    if (name[0])
        say(t, " (%s)", name);
    if (ev->flag == 2)
        say(t, "; its P is handed on at once");
}

static void say_syscall_ret(struct text *t, const struct event *ev)
{
    const struct text_wait *w = gtable_find(&t->waits, ev->g);

    say(t, ev->flag ? "is back from its call, but its P is gone"
                    : "is back from its call, on the same P");
    if (w)
        say(t, "; it took %t", ev->t - w->since);
}

/* ---- threads ---------------------------------------------------------------------------------------------------------------------- */

static void say_m_create(struct text *t, const struct event *ev)
{
    static const char *const roles[] = {[M_PLAIN] = "",
                                        [M_SYSMON] = ", sysmon",
                                        [M_TEMPLATE] = ", the template of threads",
                                        [M_EXTRA] = ", for calls back from C"};

    say(t, "a thread is made: M%d%s", ev->a, roles[ev->flag]);
}

static void say_m_exit(struct text *t, const struct event *ev)
{
    (void)ev;
    say(t, "the thread ends");
}

static void say_m_park(struct text *t, const struct event *ev)
{
    say(t, "the thread parks %s", park_words[ev->flag]);
    if (ev->flag == PARK_POLL && ev->a > 0)
        say(t, " until %t", ev->a);
}

static void say_m_wake(struct text *t, const struct event *ev)
{
    say(t, "wakes M%d, which was parked %s", ev->a, park_words[ev->flag]);
    if (ev->b >= 0)
        say(t, ", and gives it P%d", ev->b);
}

static void say_m_spin(struct text *t, const struct event *ev)
{
    say(t, ev->flag ? "M%d begins to look for work" : "M%d looks for work no more", ev->b);
    say(t, "; %d do", ev->a);
}

static void say_needspin(struct text *t, const struct event *ev)
{
    say(t,
        ev->flag ? "needspinning: the next free P is to look for work" : "needspinning is served");
}

static void say_core(struct text *t, const struct event *ev)
{
    if (ev->b >= 0)
        say(t, "the operating system runs it on core %d", ev->b);
    else
        say(t, "the thread waits for a core");
}

/* ---- processors --------------------------------------------------------------------------------------------------------------------- */

static void say_p_start(struct text *t, const struct event *ev)
{
    (void)ev;
    say(t, "the thread has the P now");
}

static void say_p_stop(struct text *t, const struct event *ev)
{
    say(t, "the thread lets go of the P: %s", p_stop_words[ev->flag]);
}

static void say_p_steal(struct text *t, const struct event *ev)
{
    say(t, "M%d, in a system call, loses P%d: %s", ev->a, ev->b, p_steal_words[ev->flag]);
}

static void say_p_idle(struct text *t, const struct event *ev)
{
    say(t, ev->flag ? "P%d is idle" : "P%d is idle no more", ev->b);
    say(t, "; %d are", ev->a);
}

static void say_procs(struct text *t, const struct event *ev)
{
    say(t, "GOMAXPROCS is %d", ev->a);
}

/* ---- sysmon, timers, poller ----------------------------------------------------------------------------------------------------------- */

static void say_sysmon(struct text *t, const struct event *ev)
{
    say(t, "sysmon has looked, ");
    if (ev->b > 0)
        say(t, "retaken %d, ", ev->b);
    if (ev->flag)
        say(t, "and sleeps until there is something to watch");
    else
        say(t, "and sleeps for %t", ev->a);
}

static void say_timer_set(struct text *t, const struct event *ev)
{
    say(t, "a timer (%s) is set for %t, in the heap of P%d", timer_words[ev->flag], ev->a, ev->b);
}

static void say_timer_fire(struct text *t, const struct event *ev)
{
    say(t, "a timer (%s) of P%d fires, %t late", timer_words[ev->flag], ev->b, ev->a);
}

static void say_timer_stop(struct text *t, const struct event *ev)
{
    say(t, "a timer (%s) of P%d is stopped", timer_words[ev->flag], ev->b);
}

static void say_netpoll(struct text *t, const struct event *ev)
{
    say(t, "the poller has ");
    put_plural(t, ev->a, "goroutine", "goroutines");
    say(t, ev->flag ? " ready, after waiting in it" : " ready");
}

/* ---- the collector ------------------------------------------------------------------------------------------------------------------------ */

static void say_stw_begin(struct text *t, const struct event *ev)
{
    say(t, "stops the world (%s)", stw_reason_text((enum stw_reason)ev->b));
}

static void say_stw_end(struct text *t, const struct event *ev)
{
    say(t, "starts the world, which was stopped for %t (%s)", ev->a,
        stw_reason_text((enum stw_reason)ev->b));
}

static void say_gc_begin(struct text *t, const struct event *ev)
{
    say(t, "collection %d begins", ev->a);
}

static void say_gc_end(struct text *t, const struct event *ev)
{
    say(t, "collection %d ends", ev->a);
}

static void say_assist(struct text *t, const struct event *ev)
{
    say(t, ev->flag ? "must help marking: %d bytes" : "has helped marking: %d bytes", ev->a);
}

static void say_sweep(struct text *t, const struct event *ev)
{
    if (ev->flag)
        say(t, "sweeping begins");
    else
        say(t, "sweeping ends: %d bytes swept, %d freed", ev->a, ev->b);
}

static void say_heap_alloc(struct text *t, const struct event *ev)
{
    say(t, "the heap holds %d bytes", ev->a);
}

static void say_heap_goal(struct text *t, const struct event *ev)
{
    say(t, "the next collection is due at %d bytes", ev->a);
}

/* ---- channels and locks ---------------------------------------------------------------------------------------------------------------------- */

static void say_chan(struct text *t, const struct event *ev)
{
    static const char *const what[] = {
        [CHAN_SEND] = "has sent to %o, which holds %d",
        [CHAN_RECV] = "has received from %o, which holds %d",
        [CHAN_CLOSE] = "closes %o, which holds %d",
        [CHAN_RECV_CLOSED] = "has received a zero value from %o, which is closed",
    };

    say(t, what[ev->flag], ev->a, ev->b);
}

static void say_sync(struct text *t, const struct event *ev)
{
    static const char *const what[] = {
        [SYNC_LOCK] = "has locked %o; %d wait for it",
        [SYNC_UNLOCK] = "unlocks %o; %d wait for it",
        [SYNC_RLOCK] = "has locked %o for reading; %d wait for it",
        [SYNC_RUNLOCK] = "unlocks %o, read; %d wait for it",
        [SYNC_ADD] = "brings the counter of %o to %d",
        [SYNC_SIGNAL] = "signals %o; %d wait for it",
        [SYNC_BROADCAST] = "wakes all who wait for %o; %d do",
        [SYNC_ONCE] = "has done %o",
        [SYNC_STARVING] = "has waited too long: %o hands itself over from now on; %d wait for it",
        [SYNC_NORMAL] = "ends the starvation mode of %o; %d wait for it",
    };

    say(t, what[ev->flag], ev->a, ev->b);
}

/* ---- what the program says -------------------------------------------------------------------------------------------------------------------- */

static void say_print(struct text *t, const struct event *ev)
{
    say(t, ev->flag & 1 ? "prints to standard error: " : "prints: ");
    program_expand(&t->line, op_text(t, ev), program_figures(ev));
}

static void say_mark(struct text *t, const struct event *ev)
{
    say(t, "marks this instant as \"%s\"", op_text(t, ev));
}

static void say_measure(struct text *t, const struct event *ev)
{
    say(t, "has measured \"%s\": %t", op_text(t, ev), ev->a);
}

static void say_task_begin(struct text *t, const struct event *ev)
{
    say(t, "begins task %d, \"%s\"", ev->a, op_text(t, ev));
    if (ev->b > 0)
        say(t, ", part of task %d", ev->b);
}

static void say_task_end(struct text *t, const struct event *ev)
{
    say(t, "ends task %d, \"%s\"", ev->a, text_of(t, ev->b));
}

static void in_task(struct text *t, int64_t task)
{
    if (task > 0)
        say(t, " of task %d", task);
    else
        say(t, " of no task");
}

static void say_region_begin(struct text *t, const struct event *ev)
{
    say(t, "begins the region \"%s\"", text_of(t, ev->b));
    in_task(t, ev->a);
}

static void say_region_end(struct text *t, const struct event *ev)
{
    say(t, "ends the region \"%s\"", text_of(t, ev->b));
    in_task(t, ev->a);
}

static void say_log(struct text *t, const struct event *ev)
{
    say(t, "logs %s: %s", text_of(t, ev->b), ev->b >= 0 ? t->ctx->program->ops[ev->b].text2 : "");
    in_task(t, ev->a);
}

static void say_metrics(struct text *t, const struct event *ev)
{
    say(t, "reads %s", op_text(t, ev));
}

static void say_percentile(struct text *t, const struct event *ev)
{
    say(t, "finds a percentile, from ");
    put_plural(t, ev->b, "event: ", "events: ");
    if (ev->a == VTIME_MAX)
        say(t, "+Inf");
    else
        say(t, "%t", ev->a);
}

/* ---- files ----------------------------------------------------------------------------------------------------------------------------------------- */

static void say_file_create(struct text *t, const struct event *ev)
{
    say(t, "creates file %d, ", (int64_t)event_low(ev->a));
    program_expand(&t->line, op_text(t, ev), program_figures(ev));
}

static void say_file_write(struct text *t, const struct event *ev)
{
    static const char *const who[] = {"", ", by the tracer", ", of a redirected stream"};

    put_plural(t, ev->b, "byte is", "bytes are");
    say(t, " written to file %d%s", ev->a, ev->flag < 3 ? who[ev->flag] : "");
}

static void say_file_close(struct text *t, const struct event *ev)
{
    say(t, "file %d is closed%s; ", ev->a,
        ev->flag ? " by the collector, since nothing refers to it" : "");
    put_plural(t, ev->b, "descriptor is", "descriptors are");
    say(t, " open");
}

static void say_file_remove(struct text *t, const struct event *ev)
{
    say(t, "removes file %d, %d bytes", ev->a, ev->b);
}

static void say_trace(struct text *t, const struct event *ev)
{
    say(t, ev->flag ? "starts tracing into file %d" : "stops tracing into file %d", ev->a);
}

static void say_error(struct text *t, const struct event *ev)
{
    say(t, "fails: %s", sim_errno_text((enum sim_errno)ev->flag));
    if (event_low(ev->a) >= 0)
        say(t, " (file %d)", (int64_t)event_low(ev->a));
}

/* ---- how it ends -------------------------------------------------------------------------------------------------------------------------------------- */

static void say_crash_room(struct text *t, const struct event *ev)
{
    say(t, "a crash is written to a disk with room for %d B", ev->a);
}

static void say_fatal(struct text *t, const struct event *ev)
{
    say(t, "fatal error: %s", fatal_text((enum fatal)ev->b));
}

static void say_panic(struct text *t, const struct event *ev)
{
    say(t, "panic: %s", ev->b == PANIC_USER ? op_text(t, ev) : panic_text((enum panic)ev->b));
}

static void say_dump_born(struct text *t, const struct event *ev)
{
    if (ev->a)
        say(t, "was started by G%d", ev->a);
    else
        say(t, "was started by the runtime");
}

static void say_dump_g(struct text *t, const struct event *ev)
{
    const char *reason = wait_reason_text((enum wait_reason)ev->b, t->ctx->program->model);

    say(t, "is listed among the goroutines of the crash");
    if (reason[0])
        say(t, " (%s)", reason);
}

/* ---- snapshots ------------------------------------------------------------------------------------------------------------------------------------------ */

static void say_snap(struct text *t, const struct event *ev)
{
    say(t, "snapshot: %s=%d", snap_field_name((enum snap_field)ev->b), ev->a);
}

static void say_snap_p(struct text *t, const struct event *ev)
{
    say(t, "snapshot: %s=%d", snap_p_field_name((enum snap_p_field)ev->b), ev->a);
}

static void say_snap_m(struct text *t, const struct event *ev)
{
    say(t, "snapshot: %s=%d", snap_m_field_name((enum snap_m_field)ev->b), ev->a);
}

static void say_snap_g(struct text *t, const struct event *ev)
{
    say(t, "snapshot: status=%d(%s)", n(ev->flag),
        wait_reason_text((enum wait_reason)ev->b, t->ctx->program->model));
    if (ev->a >= 0)
        say(t, " on M%d", ev->a);
}

static void say_snap_end(struct text *t, const struct event *ev)
{
    static const char *const what[] = {[SNAP_SCHEDTRACE] = "the line is",
                                       [SNAP_DETAIL] = "the block is",
                                       [SNAP_MARK] = "the mark is",
                                       [SNAP_CRASH] = "the block of the crash is"};

    say(t, "snapshot: %s done", what[ev->flag]);
    if (ev->a > 0)
        say(t, "; printing took %t", ev->a);
}

/* ---- the table --------------------------------------------------------------------------------------------------------------------------------------- */

typedef void say_fn(struct text *t, const struct event *ev);

static say_fn *const sayings[] = {
    [EV_BEGIN] = say_begin,
    [EV_PLACE] = say_place,
    [EV_END] = say_end,
    [EV_STAT] = say_stat,
    [EV_CHOICE] = say_choice,
    [EV_GO_CREATE] = say_go_create,
    [EV_GO_START] = say_go_start,
    [EV_GO_STOP] = say_go_stop,
    [EV_GO_BLOCK] = say_go_block,
    [EV_GO_READY] = say_go_ready,
    [EV_GO_END] = say_go_end,
    [EV_GO_LABEL] = say_go_label,
    [EV_LOCK_THREAD] = say_lock_thread,
    [EV_PREEMPT] = say_preempt,
    [EV_RUNQ_OVERFLOW] = say_runq_overflow,
    [EV_GLOBQ_GET] = say_globq_get,
    [EV_GLOBQ_PUT] = say_globq_put,
    [EV_STEAL] = say_steal,
    [EV_SYSCALL] = say_syscall,
    [EV_SYSCALL_RET] = say_syscall_ret,
    [EV_M_CREATE] = say_m_create,
    [EV_M_EXIT] = say_m_exit,
    [EV_M_PARK] = say_m_park,
    [EV_M_WAKE] = say_m_wake,
    [EV_M_SPIN] = say_m_spin,
    [EV_NEEDSPIN] = say_needspin,
    [EV_CORE] = say_core,
    [EV_P_START] = say_p_start,
    [EV_P_STOP] = say_p_stop,
    [EV_P_STEAL] = say_p_steal,
    [EV_P_IDLE] = say_p_idle,
    [EV_PROCS] = say_procs,
    [EV_SYSMON] = say_sysmon,
    [EV_TIMER_SET] = say_timer_set,
    [EV_TIMER_FIRE] = say_timer_fire,
    [EV_TIMER_STOP] = say_timer_stop,
    [EV_NETPOLL] = say_netpoll,
    [EV_STW_BEGIN] = say_stw_begin,
    [EV_STW_END] = say_stw_end,
    [EV_GC_BEGIN] = say_gc_begin,
    [EV_GC_END] = say_gc_end,
    [EV_ASSIST] = say_assist,
    [EV_SWEEP] = say_sweep,
    [EV_HEAP_ALLOC] = say_heap_alloc,
    [EV_HEAP_GOAL] = say_heap_goal,
    [EV_CHAN] = say_chan,
    [EV_SYNC] = say_sync,
    [EV_PRINT] = say_print,
    [EV_MARK] = say_mark,
    [EV_MEASURE] = say_measure,
    [EV_TASK_BEGIN] = say_task_begin,
    [EV_TASK_END] = say_task_end,
    [EV_REGION_BEGIN] = say_region_begin,
    [EV_REGION_END] = say_region_end,
    [EV_LOG] = say_log,
    [EV_METRICS] = say_metrics,
    [EV_PERCENTILE] = say_percentile,
    [EV_FILE_CREATE] = say_file_create,
    [EV_FILE_WRITE] = say_file_write,
    [EV_FILE_CLOSE] = say_file_close,
    [EV_FILE_REMOVE] = say_file_remove,
    [EV_TRACE] = say_trace,
    [EV_ERROR] = say_error,
    [EV_CRASH_ROOM] = say_crash_room,
    [EV_FATAL] = say_fatal,
    [EV_PANIC] = say_panic,
    [EV_DUMP_BORN] = say_dump_born,
    [EV_DUMP_G] = say_dump_g,
    [EV_SNAP] = say_snap,
    [EV_SNAP_P] = say_snap_p,
    [EV_SNAP_M] = say_snap_m,
    [EV_SNAP_G] = say_snap_g,
    [EV_SNAP_END] = say_snap_end,
};

static_assert(sizeof sayings / sizeof *sayings == EVENT_KINDS, "a sentence for each kind");

void text_say(struct text *t, const struct event *ev)
{
    sayings[ev->kind](t, ev);
}
