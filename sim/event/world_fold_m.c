/* world_fold_m.c: threads and processors. */
#include "world_internal.h"

/* ---- threads ---- */

static enum world_m_state state_of(const struct world *w, const struct world_m *m)
{
    const struct world_g *g = world_at(w, m->g);

    if (m->state == M_UNBORN || m->state == M_GONE)
        return (enum world_m_state)m->state;
    if (m->role == M_SYSMON)
        return M_SYSMON_LOOKS;
    if (m->role == M_TEMPLATE || m->role == M_EXTRA)
        return M_FOR_EVER;
    if (m->parked == 1 + PARK_IDLE)
        return M_IDLE;
    if (m->parked == 1 + PARK_LOCKED)
        return M_WAITS;
    if (m->parked == 1 + PARK_POLL)
        return M_POLLS;
    if (m->parked == 1 + PARK_FOREVER)
        return M_FOR_EVER;
    if (g && g->status == G_SYSCALL)
        return M_SYSCALL;
    return m->spinning ? M_SPINS : M_RUNS;
}

static void set_state(struct world *w, struct world_m *m, enum world_m_state state)
{
    if (m->state == state)
        return;
    w->idle_ms += (state == M_IDLE) - (m->state == M_IDLE);
    w->blocked_ms += (state == M_SYSCALL) - (m->state == M_SYSCALL);
    m->state = (uint8_t)state;
    m->since = w->now;
}

void world_m_look(struct world *w, struct world_m *m)
{
    set_state(w, m, state_of(w, m));
}

struct world_m *world_m_born(struct world *w, int64_t n, enum m_role role)
{
    struct world_m *m;

    while ((int64_t)w->ms.len <= n)
        *VEC_PUSH(&w->ms) = (struct world_m){.p = NOBODY, .core = NOBODY};
    m = &w->ms.at[n];
    m->role = (uint8_t)role;
    set_state(w, m, M_RUNS);
    world_m_look(w, m);
    w->threads++;
    w->created_ms++;
    return m;
}

/* A thread that has no P of its own borrows the new one's for making it: EV_P_START and EV_P_STOP come just before, and the P
 * goes with the new thread. */
static void given_away(struct world *w, const struct event *ev)
{
    const struct event *last = &w->last;
    struct world_p *p = world_p_at(w, last->p);

    if (p && last->kind == EV_P_STOP && last->flag == P_STOP_HANDOFF && last->m == ev->m)
        world_p_status(w, p, P_IDLE);
}

void fold_m_create(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    given_away(w, ev);
    if (ev->a >= 0 && ev->a <= INT32_MAX)
        world_m_born(w, ev->a, (enum m_role)ev->flag);
}

void fold_m_exit(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);

    (void)g;
    if (!m || m->state == M_GONE)
        return;
    set_state(w, m, M_GONE);
    m->core = NOBODY;
    m->locked = 0;
    w->threads--;
}

void fold_m_park(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);

    (void)g;
    if (!m)
        return;
    m->parked = (uint8_t)(1 + ev->flag);
    m->core = NOBODY;
    if (ev->flag ==
        PARK_FOREVER) { /* the first thread cannot end, but counts as if it had. go: mexit */
        m->locked = 0;
        w->threads--;
    }
    world_m_look(w, m);
}

/* Who takes a locked goroutine out of its queue wakes its thread, with the P; it starts only when that thread is awake. */
static void locked_goes(struct world *w, const struct world_m *m)
{
    struct world_g *g = world_at(w, m->locked);

    if (g && g->status == G_RUNNABLE)
        world_leave(w, m->locked, g);
}

void fold_m_wake(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->a);
    struct world_p *p = world_p_at(w, ev->b);

    (void)g;
    if (!m)
        return;
    if (p)
        world_p_status(w, p, P_IDLE); /* on its way to the thread */
    if (ev->flag == PARK_LOCKED)
        locked_goes(w, m);
    m->parked = 0;
    world_m_look(w, m);
}

void fold_m_spin(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->b);

    (void)g;
    w->spinning_ms = (int32_t)ev->a;
    if (!m)
        return;
    m->spinning = ev->flag;
    world_m_look(w, m);
}

void fold_needspin(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->needspinning = ev->flag;
}

void fold_core(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);

    (void)g;
    if (m)
        m->core = (int32_t)ev->b;
}

/* ---- processors ---- */

void world_p_status(const struct world *w, struct world_p *p, enum p_status status)
{
    if (p->status == status)
        return;
    p->status = (uint8_t)status;
    p->since = w->now;
}

/* P has no thread any more. While the world is being stopped that is what it was asked for, unless it is given to another
 * thread at once, which EV_M_WAKE or EV_M_CREATE says. */
static void part(struct world *w, struct world_p *p)
{
    struct world_m *m = world_m_at(w, p->m);
    struct world_g *g = world_at(w, p->running);

    if (m) {
        m->p = NOBODY;
        world_m_look(w, m);
    }
    if (g && g->place == AT_RUNNING) /* only a damaged trace stops a P under its goroutine */
        world_leave(w, p->running, g);
    p->m = NOBODY;
    p->running = 0;
    world_p_status(w, p, w->gcwaiting ? P_GCSTOP : P_IDLE);
}

void fold_p_start(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);
    struct world_p *p = world_p_at(w, ev->p);

    (void)g;
    if (!m || !p)
        return;
    if (p->m != NOBODY && p->m != ev->m)
        part(w, p);
    if (m->p != NOBODY && m->p != ev->p)
        part(w, &w->ps.at[m->p]);
    p->m = ev->m;
    m->p = ev->p;
    p->idle = p->idle && !w->derived;
    world_p_status(w, p, P_RUNNING);
    world_m_look(w, m);
}

void fold_p_stop(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->p);

    if (!p)
        return;
    if (ev->flag == P_STOP_GC && g && g->status == G_SYSCALL)
        p->syscalltick++; /* on its way into a call the world was stopped. go: entersyscallGCWait */
    part(w, p);
    if (ev->flag == P_STOP_DEAD)
        world_p_status(w, p, P_DEAD);
}

void fold_p_steal(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->b);

    (void)g;
    if (!p)
        return;
    part(w, p);
    p->syscalltick++;
}

void fold_p_idle(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->b);

    (void)g;
    w->idle_ps = (int32_t)ev->a;
    if (!p)
        return;
    p->idle = ev->flag;
    if (ev->flag)
        world_p_status(w, p, P_IDLE);
    else if (w->gcwaiting) /* a stop of the world takes the idle ones first */
        world_p_status(w, p, P_GCSTOP);
}
