/* narrate_run.c: the run as a whole: its begin and end, choices, crashes, snapshots. */
#include "narrate_own.h"

static void tell_end(const struct teller *t)
{
    static const char *const ends[] = {
        [END_EXIT] = "main has returned, or os.Exit was called",
        [END_DEADLOCK] = "all goroutines are asleep",
        [END_PANIC] = "a panic that nobody recovered",
        [END_FATAL] = "a fatal error",
        [END_LIMIT] = "the scenario's limit",
        [END_UNTIL] = "it was to stop here",
        [END_INTERRUPT] = "it was interrupted",
    };

    tell(t, "The run ends with status %d: %s. Goroutines that still live are not waited for.",
         t->ev->a, ends[t->ev->b]);
}

static void tell_choice(const struct teller *t)
{
    const struct event *ev = t->ev;

    tell(t, "Choice %d, %s: ", ev->a, choice_kind_name((enum choice_kind)ev->flag));
    if (ev->p)
        tell(t, "%d of %d. Go leaves it open; the seed decides.", ev->b, (int64_t)ev->p);
    else
        tell(t, "%d was drawn.", ev->b);
}

static void tell_snapshot(const struct teller *t)
{
    static const char *const what[] = {
        [SNAP_SCHEDTRACE] = "schedtrace prints its line",
        [SNAP_DETAIL] = "scheddetail prints its block",
        [SNAP_MARK] = "The figures of a mark are noted",
        [SNAP_CRASH] = "The crash prints its block",
    };
    const struct event *ev = t->ev;

    tell(t, "%s", what[ev->kind == EV_SNAP || ev->kind == EV_SNAP_END ? ev->flag : SNAP_DETAIL]);
    tell(t, ev->kind == EV_SNAP_END ? ": what was so at this one instant." : " (a field of it).");
}

void tell_run(const struct teller *t)
{
    const struct event *ev = t->ev;

    switch (ev->kind) {
    case EV_BEGIN:
        tell(t, "The program begins with GOMAXPROCS=%d on %d cores.", ev->a, ev->b);
        break;
    case EV_PLACE:
        tell(t, "A place in the program gets its number.");
        break;
    case EV_END:
        tell_end(t);
        break;
    case EV_STAT:
        tell(t, "%s is %d.", stat_path((enum stat)ev->b), ev->a);
        break;
    case EV_CHOICE:
        tell_choice(t);
        break;
    case EV_CRASH_ROOM:
        tell(t, "What the crash says has %d bytes left on the disk.", ev->a);
        break;
    case EV_FATAL:
        tell(t, "Fatal error: %s. The program ends at once, with status 2; no deferred call runs.",
             fatal_text((enum fatal)ev->b));
        break;
    case EV_PANIC:
        tell(t,
             "%g panics (%s): its deferred calls run, and since none recovers the whole program "
             "ends with status 2.",
             (int64_t)ev->g,
             ev->b == PANIC_USER ? tell_text(t, tell_op(t)) : panic_text((enum panic)ev->b));
        break;
    case EV_DUMP_G:
        tell(t, "The crash lists %g.", (int64_t)ev->g);
        break;
    default:
        tell_snapshot(t);
        break;
    }
}
