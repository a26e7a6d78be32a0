/* narrate_program.c: what the program itself does: channels, locks, prints, annotations, files. */
#include "narrate_own.h"
#include "program.h"

static int64_t who(const struct teller *t)
{
    return t->ev->g;
}

static void tell_chan(const struct teller *t)
{
    const struct event *ev = t->ev;

    switch ((enum chan_op)ev->flag) {
    case CHAN_SEND:
        tell(t, "%g sends on %o; %d in its buffer now.", who(t), ev->a, ev->b);
        break;
    case CHAN_RECV:
        tell(t, "%g receives from %o; %d in its buffer now.", who(t), ev->a, ev->b);
        break;
    case CHAN_CLOSE:
        tell(t, "%g closes %o: all who wait there are woken.", who(t), ev->a);
        break;
    case CHAN_RECV_CLOSED:
        tell(t, "%g receives a zero value from %o, which is closed.", who(t), ev->a);
        break;
    }
}

static void tell_sync(const struct teller *t)
{
    static const char *const words[] = {
        [SYNC_LOCK] = "%g locks %o",
        [SYNC_UNLOCK] = "%g unlocks %o",
        [SYNC_RLOCK] = "%g locks %o for reading",
        [SYNC_RUNLOCK] = "%g unlocks %o for reading",
        [SYNC_ADD] = "%g changes the counter of %o",
        [SYNC_SIGNAL] = "%g signals %o",
        [SYNC_BROADCAST] = "%g signals all who wait on %o",
        [SYNC_ONCE] = "%g has done what %o does once",
        [SYNC_STARVING] = "%g has waited over 1 ms for %o: starvation mode, it is handed over in "
                          "order from now on",
        [SYNC_NORMAL] = "%g ends the starvation mode of %o",
    };
    const struct event *ev = t->ev;

    tell(t, words[ev->flag], who(t), ev->a);
    tell(t, ev->flag == SYNC_ADD ? ": it is %d." : " (%d wait).", ev->b);
}

static void tell_print(const struct teller *t)
{
    struct sb text = {0};

    program_expand(&text, tell_text(t, tell_op(t)), program_figures(t->ev));
    tell(t, "%g prints \"%s\"", who(t), sb_text(&text));
    tell(t, t->ev->flag ? " to standard error." : ".");
    sb_free(&text);
}

static void tell_span(const struct teller *t)
{
    const struct event *ev = t->ev;

    switch (ev->kind) {
    case EV_TASK_BEGIN:
        tell(t, "%g begins task %d, \"%s\"", who(t), ev->a, tell_text(t, tell_op(t)));
        if (ev->b)
            tell(t, ", a part of task %d", ev->b);
        break;
    case EV_TASK_END:
        tell(t, "%g ends task %d, \"%s\"", who(t), ev->a, tell_text(t, ev->b));
        break;
    case EV_REGION_BEGIN:
        tell(t, "%g begins region \"%s\"", who(t), tell_text(t, ev->b));
        break;
    case EV_REGION_END:
        tell(t, "%g ends region \"%s\"", who(t), tell_text(t, ev->b));
        break;
    case EV_LOG:
        tell(t, "%g logs \"%s\"", who(t), tell_text(t, ev->b));
        break;
    }
    if (ev->kind >= EV_REGION_BEGIN && ev->kind <= EV_LOG) {
        if (ev->a)
            tell(t, " in task %d", ev->a);
        else
            tell(t, " in no task: its context has none");
    }
    tell(t, ev->flag ? "." : "; the program's own tracer is off and does not hear it.");
}

static void tell_file(const struct teller *t)
{
    static const char *const writers[] = {"", " by the tracer", " by a redirected stream"};
    const struct event *ev = t->ev;
    struct sb name = {0};

    switch (ev->kind) {
    case EV_FILE_CREATE:
        program_expand(&name, tell_text(t, tell_op(t)), program_figures(ev));
        tell(t, "%g creates file %d, \"%s\": a descriptor is taken.", who(t),
             (int64_t)event_low(ev->a), sb_text(&name));
        break;
    case EV_FILE_WRITE:
        tell(t, "%d bytes are written to file %d%s.", ev->b, ev->a, writers[ev->flag]);
        break;
    case EV_FILE_CLOSE:
        tell(t, "File %d is closed%s; %d descriptors are open.", ev->a,
             ev->flag ? " by the collector: nothing referred to it" : "", ev->b);
        break;
    case EV_FILE_REMOVE:
        tell(t, "%g removes file %d: %d bytes are free again.", who(t), ev->a, ev->b);
        break;
    case EV_TRACE:
        tell(t, ev->flag ? "%g starts tracing into file %d." : "%g stops tracing into file %d.",
             who(t), ev->a);
        break;
    case EV_ERROR:
        tell(t, "An operation fails: %s.", sim_errno_text((enum sim_errno)ev->flag));
        break;
    }
    sb_free(&name);
}

void tell_program(const struct teller *t)
{
    const struct event *ev = t->ev;

    switch (ev->kind) {
    case EV_CHAN:
        tell_chan(t);
        break;
    case EV_SYNC:
        tell_sync(t);
        break;
    case EV_PRINT:
        tell_print(t);
        break;
    case EV_MARK:
        tell(t, "The observer marks this instant as \"%s\".", tell_text(t, tell_op(t)));
        break;
    case EV_MEASURE:
        tell(t, "The observer measured \"%s\": %t.", tell_text(t, tell_op(t)), ev->a);
        break;
    case EV_METRICS:
        tell(t, "%g reads \"%s\".", who(t), tell_text(t, tell_op(t)));
        break;
    case EV_PERCENTILE:
        if (ev->a == VTIME_MAX)
            tell(t, "%g takes a percentile from %d events: +Inf.", who(t), ev->b);
        else
            tell(t, "%g takes a percentile from %d events: %t.", who(t), ev->b, ev->a);
        break;
    case EV_TASK_BEGIN:
    case EV_TASK_END:
    case EV_REGION_BEGIN:
    case EV_REGION_END:
    case EV_LOG:
        tell_span(t);
        break;
    default:
        tell_file(t);
        break;
    }
}
