/* narrate_state.c: what a goroutine, a thread, a processor is doing at an instant. */
#include "narrate_own.h"

static void tell_waiting(const struct teller *t, const struct world_g *gp)
{
    const struct world_room *room =
        gp->room >= 0 && (size_t)gp->room < t->w->rooms.len ? &t->w->rooms.at[gp->room] : NULL;

    tell(t, "waits");
    if (room && room->kind == ROOM_OBJECT)
        tell(t, " for %o", (int64_t)room->object);
    if (gp->reason != WAIT_NONE)
        tell(t, " (%s)", wait_reason_text((enum wait_reason)gp->reason, t->w->model));
}

static void tell_runnable(const struct teller *t, const struct world_g *gp)
{
    tell(t, "can run, and waits for a P");
    switch ((enum world_place)gp->place) {
    case AT_RUNNEXT:
        tell(t, " in %p's runnext slot: it is next there", (int64_t)gp->p);
        break;
    case AT_RING:
        tell(t, " in %p's local queue", (int64_t)gp->p);
        break;
    case AT_GLOBAL:
        tell(t, " in the global queue");
        break;
    case AT_NOWHERE:
    case AT_RUNNING:
    case AT_SYSCALL:
    case AT_ROOM:
        break;
    }
}

void narrate_g(const struct subject *su, const struct world *now, goid g, struct sb *out)
{
    const struct teller t = {su, now, NULL, out};
    const struct world_g *gp = world_g(now, g);

    if (!gp) {
        tell(&t, "%g does not live at this instant.", (int64_t)g);
        return;
    }
    tell(&t, "%g ", (int64_t)g);
    switch ((enum g_status)gp->status) {
    case G_RUNNING:
        tell(&t, "runs on %p", (int64_t)gp->p);
        break;
    case G_SYSCALL:
        tell(&t, "is in a system call on %m", (int64_t)gp->m);
        break;
    case G_WAITING:
        tell_waiting(&t, gp);
        break;
    case G_RUNNABLE:
    case G_PREEMPTED:
        tell_runnable(&t, gp);
        break;
    case G_IDLE:
    case G_DEAD:
        tell(&t, "is not alive yet, or no more");
        break;
    }
    tell(&t, ", for %t so far.", now->now - gp->since);
}

void narrate_m(const struct subject *su, const struct world *now, int32_t m, struct sb *out)
{
    const struct teller t = {su, now, NULL, out};
    const struct world_m *mp = m >= 0 && (size_t)m < now->ms.len ? &now->ms.at[m] : NULL;

    tell(&t, "%m ", (int64_t)m);
    if (!mp || mp->state == M_UNBORN) {
        tell(&t, "has not been made yet.");
        return;
    }
    switch ((enum world_m_state)mp->state) {
    case M_RUNS:
        tell(&t, mp->g ? "runs %g on %p" : "has %p and runs the scheduler",
             mp->g ? (int64_t)mp->g : (int64_t)mp->p, (int64_t)mp->p);
        break;
    case M_SPINS:
        tell(&t, "spins: it has %p and looks for work", (int64_t)mp->p);
        break;
    case M_IDLE:
        tell(&t, "is parked on the idle stack; it costs memory and no time");
        break;
    case M_SYSCALL:
        tell(&t, "is in a system call or in C, with %g", (int64_t)mp->g);
        break;
    case M_POLLS:
        tell(&t, "blocks in the network poller");
        break;
    case M_WAITS:
        tell(&t, "is parked until %g, which is locked to it, may run", (int64_t)mp->locked);
        break;
    case M_FOR_EVER:
        tell(&t, "is parked for ever");
        break;
    case M_SYSMON_LOOKS:
        tell(&t, "is sysmon: it looks after the others, and needs no P");
        break;
    case M_GONE:
        tell(&t, "has ended");
        break;
    case M_UNBORN:
        break;
    }
    tell(&t, ", for %t so far.", now->now - mp->since);
}

void narrate_p(const struct subject *su, const struct world *now, int32_t p, struct sb *out)
{
    const struct teller t = {su, now, NULL, out};
    const struct world_p *pp = p >= 0 && (size_t)p < now->ps.len ? &now->ps.at[p] : NULL;

    tell(&t, "%p ", (int64_t)p);
    if (!pp) {
        tell(&t, "does not exist in this run.");
        return;
    }
    if (pp->running)
        tell(&t, "runs %g on %m", (int64_t)pp->running, (int64_t)pp->m);
    else if (pp->idle)
        tell(&t, "is idle: no thread holds it");
    else if (pp->m != NOBODY)
        tell(&t, "is with %m, which looks for something to run", (int64_t)pp->m);
    else
        tell(&t, "has no thread");
    tell(&t, "; %d in its queue, runnext ", (int64_t)pp->ring.len);
    if (pp->runnext)
        tell(&t, "%g", (int64_t)pp->runnext);
    else
        tell(&t, "empty");
    tell(&t, ", %d turns of the scheduler so far.", pp->schedtick);
}
