/* wake.h: threads and processors that are idle, and how they are put to work. */
#ifndef CORE_WAKE_H
#define CORE_WAKE_H

#include "internal.h"

/* Idle Ps: a stack, last in, first out. Both keep the accounts of idle time. go: pidleput, pidleget */
void pidleput(struct sim *s, struct p *pp);
struct p *pidleget(struct sim *s);

/* The same for who is about to spin; finding none is remembered in needspinning. go: pidlegetSpinning */
struct p *pidlegetspinning(struct sim *s);

/* Takes this P off the idle stack, wherever it is in it. */
void pidle_remove(struct sim *s, struct p *pp);

/* mp takes pp; lets go of it (`why` it stops: enum p_stop). go: acquirep, releasep */
void acquirep(struct sim *s, struct m *mp, struct p *pp);
struct p *releasep(struct sim *s, struct m *mp, enum p_stop why);

/* More work than before: wakes one more thread with an idle P to look for it, if nobody is looking already. `mp` is who
 * does the waking. go: wakep */
void wakep(struct sim *s, struct m *mp);

/* Puts a thread to work on pp, an idle one or a new one. pp is off the idle stack. go: startm */
void startm(struct sim *s, struct m *mp, struct p *pp, bool spinning);

/* The same after a stop of the world; from go1.26 on the thread that pp had before comes first. go: mgetSpecific */
void restartm(struct sim *s, struct m *mp, struct p *pp);

/* mp gives pp away: to a thread if there is work for it, or onto the idle stack. go: handoffp */
void handoffp(struct sim *s, struct m *mp, struct p *pp);

/* mp, which has no P, parks until it is given one; it does TODO_SCHEDULE then. go: stopm */
void stopm(struct sim *s, struct m *mp);

/* mp is locked to a goroutine that cannot run: gives its P away and parks until it can. go: stoplockedm */
void stoplockedm(struct sim *s, struct m *mp);

/* mp found gp, which is locked to another thread: gives that one its own P, and parks. go: startlockedm */
void startlockedm(struct sim *s, struct m *mp, struct g *gp);

/* The number of parked threads with a locked goroutine changes. go: incidlelocked */
void incidlelocked(struct sim *s, struct m *mp, int32_t n);

/* A new thread; its id. With pp it starts to schedule on it. `mp`: who creates it (NULL at the very start). go: newm */
struct m *newm(struct sim *s, struct m *mp, struct p *pp, bool spinning, enum m_role role);

/* The thread's end: its P is handed off. go: mexit */
void mexit(struct sim *s, struct m *mp);

/* Makes all goroutines of the list runnable. mp with a P keeps some; without one all go to the global queue and threads
 * are started. go: injectglist */
void injectglist(struct sim *s, struct m *mp, struct g **list, size_t n, enum cause cause);

/* Is there anybody who can still do something? Ends the run if not, on the thread mp, the last to give up.
 * go: checkdead */
void checkdead(struct sim *s, struct m *mp);

static inline int32_t mcount(const struct sim *s)
{
    return (int32_t)s->allm.len - s->nmfreed;
}

void m_spinning(struct sim *s, struct m *mp, bool on); /* with nmspinning */

#endif
