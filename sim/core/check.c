#include "check.h"

#include <stdio.h>

#include "runq.h"

static void hold(bool fact, const char *what, const struct sim *s)
{
    if (fact)
        return;
    fprintf(stderr, "schedlab: at %lld ns: not true that %s\n", (long long)s->now, what);
    abort();
}

/* How many Ms are on the idle list; spin; and whether M and P and G know each other. */
static void check_threads(const struct sim *s)
{
    int32_t spinning = 0, idle = 0, on_core = 0;

    for (const struct m *mp = s->midle; mp; mp = mp->link)
        idle++;
    hold(idle == s->nmidle, "nmidle counts the idle threads", s);
    for (size_t i = 0; i < s->allm.len; i++) {
        const struct m *mp = s->allm.at[i];

        spinning += mp->spinning;
        on_core += mp->os.core != NOBODY;
        hold(!mp->p || mp->p->m == mp, "a thread's P is its own", s);
        hold(!mp->curg || mp->curg->m == mp->id, "a thread's goroutine knows its thread", s);
        hold(!mp->idle || (!mp->p && !mp->curg && !mp->spinning), "an idle thread has nothing", s);
        hold(!mp->lockedg || mp->lockedg->lockedm == mp->id, "a locked pair knows each other", s);
        hold(!mp->curg || !mp->lockedg || mp->curg == mp->lockedg,
             "a locked thread runs only its own goroutine", s);
    }
    hold(spinning == s->nmspinning, "nmspinning counts the spinning threads", s);
    hold(on_core == s->core_busy && on_core <= s->prog->cores, "no core runs two threads", s);
}

static void check_procs(const struct sim *s)
{
    int32_t idle = 0;

    for (const struct p *pp = s->pidle; pp; pp = pp->link)
        idle++;
    hold(idle == s->npidle, "npidle counts the idle Ps", s);
    for (int32_t i = 0; i < s->allp_len; i++) {
        const struct p *pp = s->allp[i];

        hold(!pp->m || pp->m->p == pp, "a P's thread has it", s);
        hold(!pp->idle || (!pp->m && runqempty(pp)), "an idle P has no thread and no work", s);
        hold(i < s->gomaxprocs || (runqempty(pp) && !pp->m && pp->timers.len == 0),
             "a dead P is empty", s);
        hold(runq_len(&pp->runq) <= RUNQ_CAP, "a ring holds at most 256", s);
    }
}

/* Each runnable goroutine is in exactly one queue; each running one has a thread. */
static void check_goroutines(const struct sim *s)
{
    size_t queued = gqueue_len(&s->runq), runnable = 0, alive = 0;

    for (int32_t i = 0; i < s->gomaxprocs; i++)
        queued += runq_len(&s->allp[i]->runq) + (s->allp[i]->runq.runnext ? 1 : 0);
    for (size_t i = 0; i < s->allm.len;
         i++) /* a locked one, whose thread is being woken to run it */
        queued += s->allm.at[i]->todo == TODO_LOCKED;
    for (size_t i = 0; i < s->allgs.len; i++) {
        const struct g *gp = s->allgs.at[i];

        runnable += gp->status == G_RUNNABLE;
        alive += gp->status != G_DEAD && !(gp->flags & GF_SYSTEM);
        hold(gp->status != G_RUNNING || gp->m != NOBODY, "what runs has a thread", s);
        hold(gp->status != G_SYSCALL || gp->m != NOBODY, "what is in a system call has a thread",
             s);
        hold(gp->status == G_RUNNING || gp->status == G_SYSCALL || gp->m == NOBODY,
             "what waits has no thread", s);
    }
    hold(queued == runnable, "every runnable goroutine is in one queue", s);
    hold((int32_t)alive == s->ngoroutines, "goroutines are counted", s);
}

void sim_check(const struct sim *s)
{
    if (s->ended)
        return;
    check_threads(s);
    check_procs(s);
    check_goroutines(s);
}
