/* timer.h: time.Sleep, AfterFunc, tickers: a heap of timers on every P.
 *
 * There is no timer thread. A due timer runs when its P gets to schedule, when another P steals from it, or when the thread
 * that blocks in the poller wakes up for it; a goroutine that computes is never interrupted for one. */
#ifndef CORE_TIMER_H
#define CORE_TIMER_H

#include "internal.h"

/* What is due at a time: a timer, or a goroutine that sleeps. A Sleep cannot be stopped, so its time is all there is to know about
 * it: with a million sleepers a timer for each would be one more line to wait for, and 72 bytes. Which of the two it is stands in
 * the lowest bit of the pointer. */
struct timer_slot {
    vtime when;
    uintptr_t what; /* ask slot_timer, slot_sleeper */
};

/* NULL if a goroutine sleeps. */
static inline struct timer *slot_timer(struct timer_slot slot)
{
    return slot.what & 1 ? NULL : (struct timer *)slot.what;
}

/* Only if it is no timer. */
static inline struct g *slot_sleeper(struct timer_slot slot)
{
    return (struct g *)(slot.what & ~(uintptr_t)1);
}

/* When the next timer of pp is due; VTIME_MAX: none. */
static inline vtime timers_next(const struct p *pp)
{
    return pp->timers.len ? pp->timers.next : VTIME_MAX;
}

/* Takes the stopped timers out of pp's heap. */
void timers_clean(struct p *pp);

/* Runs what is due on pp's heap, on mp's P. True if anything ran. go: timers.check */
bool timers_run(struct sim *s, struct m *mp, struct p *pp);
static inline bool timers_check(struct sim *s, struct m *mp, struct p *pp)
{
    if (pp == mp->p && pp->timers.zombies > pp->timers.len / 4)
        timers_clean(pp);
    return timers_next(pp) <= s->now && timers_run(s, mp, pp);
}

/* The earliest of `least` and all Ps' timers. go: checkTimersNoP, timeSleepUntil */
vtime timers_next_of_all(const struct sim *s, vtime least);

/* Timers of a P that goes away: to another one. */
void timers_move(struct sim *s, struct p *from, struct p *to);

/* Lets go of what the timers that are still set hold. At the end of a run. */
void timers_free(struct sim *s);

void timer_free(struct sim *s, struct timer *t); /* one that is in no heap any more */

/* Parks mp's goroutine until `when`. go: timeSleep */
enum did sleep_until(struct sim *s, struct m *mp, vtime when);

op_fn op_sleep, op_afterfunc;

#endif
