/* world_fold_g.c: goroutines, from their beginning to their end. */
#include <string.h>

#include "world_internal.h"

void world_g_status(struct world *w, struct world_g *g, enum g_status status)
{
    w->statuses[g->status]--;
    w->statuses[status]++;
    g->status = (uint8_t)status;
    g->since = w->now;
}

static bool is_user(const struct world_g *g)
{
    return start_is_user(g->func);
}

void fold_go_create(struct world *w, const struct event *ev, struct world_g *creator)
{
    goid id = (goid)ev->a;
    struct world_g *g;

    (void)creator;
    if (ev->a < 1 || ev->a > INT32_MAX || world_at(w, ev->a))
        return;
    g = gtable_at(&w->gs, id);
    *g = (struct world_g){.since = w->now,
                          .creator = ev->g,
                          .func = (int32_t)ev->b,
                          .at = PLACE_NONE,
                          .m = NOBODY,
                          .room = NOBODY,
                          .p = NOBODY,
                          .timer_p = NOBODY,
                          .status = ev->flag ? G_WAITING : G_RUNNABLE};
    w->statuses[g->status]++;
    w->ngs++;
    w->user_gs += is_user(g);
    w->created_gs++;
    if (ev->flag)
        world_wait(w, id, g, world_room_for(w, WAIT_NONE, NOBODY));
    else
        world_put(w, id, g, TO_RUNNEXT, ev->p);
}

/* Whom P or M is said to run is there no more: only a damaged trace says so. */
static void displace(struct world *w, goid old, goid id)
{
    struct world_g *g = old != id ? world_at(w, old) : NULL;

    if (g)
        world_leave(w, old, g);
}

void fold_go_start(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->p);
    struct world_m *m = world_m_at(w, ev->m);

    if (!g)
        return;
    if (p)
        displace(w, p->running, ev->g);
    if (m)
        displace(w, m->g, ev->g);
    world_leave(w, ev->g, g);
    world_g_status(w, g, G_RUNNING);
    g->place = AT_RUNNING;
    g->p = ev->p;
    g->m = ev->m;
    g->asked = false;
    if (p) {
        p->running = ev->g;
        if (ev->flag) {
            p->schedtick++;
            p->slice = ev->t;
        }
    }
    if (m) {
        m->g = ev->g;
        world_m_look(w, m);
    }
}

void fold_go_stop(struct world *w, const struct event *ev, struct world_g *g)
{
    if (!g)
        return;
    world_leave(w, ev->g, g);
    world_g_status(w, g, G_RUNNABLE);
    world_put(w, ev->g, g, (enum to)ev->flag, ev->p);
}

void fold_go_block(struct world *w, const struct event *ev, struct world_g *g)
{
    if (!g)
        return;
    world_leave(w, ev->g, g);
    world_g_status(w, g, G_WAITING);
    g->reason = (uint8_t)ev->b;
    world_wait(w, ev->g, g, world_room_for(w, ev->b, ev->a));
}

void fold_go_ready(struct world *w, const struct event *ev, struct world_g *g)
{
    if (!g)
        return;
    world_leave(w, ev->g, g);
    world_g_status(w, g, G_RUNNABLE);
    g->reason = WAIT_NONE;
    g->waker = (goid)ev->a;
    g->cause = (uint8_t)ev->b;
    world_put(w, ev->g, g, (enum to)ev->flag, ev->p);
}

void fold_go_end(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);

    if (!g)
        return;
    world_leave(w, ev->g, g);
    if (m && m->locked == ev->g)
        m->locked = 0;
    if (g->timer_p != NOBODY)
        world_sleeps(w, g, 0, NOBODY);
    w->statuses[g->status]--;
    w->ngs--;
    w->user_gs -= is_user(g);
    gtable_drop(&w->gs, ev->g);
}

void fold_lock_thread(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);

    if (g)
        g->locked = ev->flag;
    if (m)
        m->locked = ev->flag ? ev->g : 0;
}

void fold_preempt(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)w;
    (void)ev;
    if (g)
        g->asked = true;
}

/* ---- system calls ---- */

/* Up to go1.24 a P has a status of its own while its goroutine is in a call. */
static bool has_status_of_its_own(const struct world *w)
{
    return w->model < GO1_26 && !w->derived;
}

void fold_syscall(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);
    struct world_p *p = world_p_at(w, ev->p);

    if (!g)
        return;
    if (g->place != AT_RUNNING) { /* an imported run may know no processor */
        world_leave(w, ev->g, g);
        g->m = ev->m;
        g->p = ev->p;
    }
    g->place = AT_SYSCALL;
    world_g_status(w, g, G_SYSCALL);
    if (p && has_status_of_its_own(w))
        world_p_status(w, p, P_SYSCALL);
    if (m) {
        displace(w, m->g, ev->g);
        m->g = ev->g;
        m->core = NOBODY;
        world_m_look(w, m);
    }
}

/* Nobody took the P meanwhile: it goes on as if nothing had been. */
static void goes_on(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_m *m = world_m_at(w, ev->m);
    struct world_p *p = world_p_at(w, ev->p);

    g->place = AT_RUNNING;
    world_g_status(w, g, G_RUNNING);
    if (p) {
        p->syscalltick++;
        p->running = ev->g;
        g->p = ev->p;
        world_p_status(w, p, P_RUNNING);
    }
    if (m)
        world_m_look(w, m);
}

void fold_syscall_ret(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->p);

    if (!g)
        return;
    if (ev->flag == 0 && g->place == AT_SYSCALL) {
        goes_on(w, ev, g);
        return;
    }
    world_leave(w, ev->g, g);
    world_g_status(w, g, G_RUNNABLE);
    if (p)
        p->syscalltick++;
    world_put(w, ev->g, g, (enum to)ev->b, ev->p);
}
