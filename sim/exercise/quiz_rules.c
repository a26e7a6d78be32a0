/* quiz_rules.c: questions about an event: by which rule did it happen? */
#include <inttypes.h>

#include "quiz_own.h"

/* What rules are told of here, each with what it looks like from outside. */
enum rule {
    RULE_STEAL,
    RULE_GLOBAL,
    RULE_RETAKE,
    RULE_PREEMPT,
    RULE_READY,
    RULE_RUNNEXT,
    RULE_RING,
    RULE_PARK,
    RULE_HANDOFF,
    RULE_GOSCHED,
    RULES
};

static const struct {
    const char *text, *when;
} rules[RULES] = {
    [RULE_STEAL] = {"A thread without work takes the larger half of another P's queue "
                    "(runqsteal).",
                    "Then goroutines change from one P's queue to another's."},
    [RULE_GLOBAL] = {"The global queue is looked at on every 61st turn, and when the local one is "
                     "empty (globrunqget).",
                     "Then a goroutine that stood in the global queue starts."},
    [RULE_RETAKE] = {"sysmon takes the P of a thread that stays in a system call (retake).",
                     "Then a thread in a call loses its P, and its goroutine goes on with the "
                     "call."},
    [RULE_PREEMPT] = {"Whoever has run for 10 ms is asked to make room (preemptone).",
                      "Then a goroutine that runs is asked to stop; nothing is moved yet."},
    [RULE_READY] = {"Who is woken goes to the runnext slot of the P that wakes it (goready).",
                    "Then a goroutine that waited can run, and stands first in line."},
    [RULE_RUNNEXT] = {"runnext goes before the queue, on the same time slice (runqget).",
                      "Then the one in the runnext slot starts, however long others have "
                      "queued."},
    [RULE_RING] = {"A local queue is first in, first out (runqget).",
                   "Then the oldest of the P's queue starts, with a time slice of its own."},
    [RULE_PARK] = {"A thread that finds no work anywhere parks and is kept (stopm).",
                   "Then a thread goes to the idle list, without a P."},
    [RULE_HANDOFF] = {"A P whose thread blocks for sure is handed on at once (handoffp).",
                      "Then a P leaves its thread when a call begins, without sysmon."},
    [RULE_GOSCHED] = {"Who calls Gosched goes to the end of the global queue (goschedImpl).",
                      "Then a goroutine that ran stops by itself and still can run."},
};

static enum rule rule_of_start(const struct event *ev)
{
    switch (ev->b) {
    case FROM_RUNNEXT:
        return RULE_RUNNEXT;
    case FROM_RING:
        return RULE_RING;
    case FROM_GLOBAL:
        return RULE_GLOBAL;
    default:
        return RULES;
    }
}

/* The rule of an event; RULES: none of these, or not plainly. */
static enum rule rule_of(const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
    case EV_STEAL:
        return ev->flag ? RULES : RULE_STEAL;
    case EV_P_STEAL:
        return ev->flag == P_STEAL_RETAKE ? RULE_RETAKE : RULES;
    case EV_PREEMPT:
        return ev->flag == 0 && ev->b != NOBODY ? RULE_PREEMPT : RULES;
    case EV_GO_READY:
        return ev->a > 0 && ev->flag == TO_RUNNEXT ? RULE_READY : RULES;
    case EV_GO_START:
        return rule_of_start(ev);
    case EV_M_PARK:
        return ev->flag == PARK_IDLE ? RULE_PARK : RULES;
    case EV_P_STOP:
        return ev->flag == P_STOP_HANDOFF ? RULE_HANDOFF : RULES;
    case EV_GO_STOP:
        return ev->b == STOP_GOSCHED ? RULE_GOSCHED : RULES;
    default:
        return RULES;
    }
}

/* What was seen, without the rule. */
static void tell_seen(const struct event *ev, enum rule rule, struct sb *out)
{
    switch (rule) {
    case RULE_STEAL:
        sb_printf(out, "%" PRId64 " of the goroutines that stood at P%" PRId64 " are now P%d's.",
                  ev->a, ev->b, ev->p);
        break;
    case RULE_GLOBAL:
    case RULE_RUNNEXT:
    case RULE_RING:
        sb_printf(out, "G%d, which had stood in %s for %" PRId64 " ns, starts on P%d%s.", ev->g,
                  rule == RULE_GLOBAL ? "no P's queue" : "a place of that P's own", ev->a, ev->p,
                  ev->flag ? ", with a new time slice" : ", on the time slice of the one before");
        break;
    case RULE_RETAKE:
        sb_printf(out, "M%" PRId64 " is in a call with G%d; P%" PRId64 " is no longer its own.",
                  ev->a, ev->g, ev->b);
        break;
    case RULE_PREEMPT:
        sb_printf(out, "G%d, which runs on P%" PRId64 ", is asked to stop.", ev->g, ev->b);
        break;
    case RULE_READY:
        sb_printf(out,
                  "G%d waited; G%" PRId64 ", which runs on P%d, lets it go on, and it is the "
                  "next one there.",
                  ev->g, ev->a, ev->p);
        break;
    case RULE_PARK:
        sb_printf(out, "M%d does nothing any more, and has no P.", ev->m);
        break;
    case RULE_HANDOFF:
        sb_printf(out, "M%d and P%d part while the thread goes into a call.", ev->m, ev->p);
        break;
    case RULE_GOSCHED:
        sb_printf(out, "G%d stops on P%d although it could go on.", ev->g, ev->p);
        break;
    case RULES:
        break;
    }
}

static bool has_rule(struct quiz *z, int64_t seq, const struct event *ev)
{
    (void)seq;
    return rule_of(ev) == (enum rule)z->q->subject;
}

bool quiz_make_rule(struct quiz *z)
{
    enum rule rule = (enum rule)quiz_below(z, RULES);
    struct sb asks = {0};
    char time[VTIME_TEXT];
    struct event ev;
    int64_t seq;

    z->q->subject = (int32_t)rule;
    seq = quiz_pick(z, has_rule);
    if (seq < 0)
        return false;
    ev = quiz_event(z, seq);
    vtime_format(time, ev.t);
    sb_printf(&asks, "At %s: ", time);
    tell_seen(&ev, rule, &asks);
    sb_puts(&asks, " Which rule was that?");
    z->q->asks = quiz_keep(z, &asks);
    z->q->shown = "";
    z->q->pos = seq;
    quiz_answer(z, rules[rule].text, rules[rule].when);
    for (int32_t i = 0, from = (int32_t)quiz_below(z, RULES); i < RULES; i++)
        quiz_answer(z, rules[(from + i) % RULES].text, rules[(from + i) % RULES].when);
    return true;
}
