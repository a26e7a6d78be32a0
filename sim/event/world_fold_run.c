/* world_fold_run.c: the run as a whole: its beginning and end, sysmon, timers, the collector, and what channels and locks hold. */
#include "world_internal.h"

/* An imported run says of no machine how many cores it had. */
void fold_begin(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->derived = ev->b == NOBODY;
    w->model = (enum model)ev->flag;
    w->gomaxprocs = (int32_t)ev->a;
    w->cores = (int32_t)ev->b;
    world_p_at(w, ev->a - 1);
    for (int32_t i = 0; i < w->gomaxprocs; i++)
        world_p_status(w, &w->ps.at[i], P_IDLE);
    if (!w->derived)
        world_m_born(w, 0, M_PLAIN);
}

/* The Ps that stood still go on. */
static void released(struct world *w)
{
    w->gcwaiting = false;
    for (size_t i = 0; i < w->ps.len; i++) {
        struct world_p *p = &w->ps.at[i];

        if (p->status == P_GCSTOP)
            world_p_status(w, p, p->m == NOBODY ? P_IDLE : P_RUNNING);
    }
}

void fold_procs(struct world *w, const struct event *ev, struct world_g *g)
{
    int32_t n = (int32_t)ev->a;

    (void)g;
    world_p_at(w, ev->a - 1);
    released(w);
    for (int32_t i = 0; i < (int32_t)w->ps.len; i++) {
        struct world_p *p = &w->ps.at[i];

        if (i >= n) {
            world_timers_leave(w, i); /* they have been set again on another P */
            world_p_status(w, p, P_DEAD);
        } else if (p->status == P_DEAD) {
            world_p_status(w, p, P_IDLE);
        }
    }
    w->gomaxprocs = n;
}

void fold_end(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->ended = true;
    w->exit = (int32_t)ev->a;
    w->end = (uint8_t)ev->b;
}

void fold_sysmon(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->sysmon_looked = ev->t;
    w->sysmon_sleeps = ev->a;
    w->sysmon_retook = ev->b;
    w->sysmon_deep = ev->flag;
}

/* ---- timers ---- */

static struct world_timer timer_of(const struct event *ev, vtime when)
{
    return (struct world_timer){.when = when, .g = ev->g, .p = (int16_t)ev->b, .kind = ev->flag};
}

static bool is_sleep(const struct event *ev, const struct world_g *g)
{
    return g && ev->flag == TIMER_SLEEP && ev->b >= 0 && ev->b <= INT16_MAX;
}

void fold_timer_set(struct world *w, const struct event *ev, struct world_g *g)
{
    if (is_sleep(ev, g))
        world_sleeps(w, g, ev->a, (int32_t)ev->b);
    else
        world_timer_add(w, timer_of(ev, ev->a));
}

void fold_timer_fire(struct world *w, const struct event *ev, struct world_g *g)
{
    if (is_sleep(ev, g))
        world_sleeps(w, g, 0, NOBODY);
    else
        world_timer_drop(w, timer_of(ev, ev->t - ev->a));
}

void fold_timer_stop(struct world *w, const struct event *ev, struct world_g *g)
{
    if (is_sleep(ev, g))
        world_sleeps(w, g, 0, NOBODY);
    else
        world_timer_drop(w, timer_of(ev, ev->a));
}

/* ---- the collector ---- */

void fold_stw_begin(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->p);

    (void)g;
    w->stopped = w->gcwaiting = true;
    w->stopper = ev->g;
    w->stopped_since = ev->t;
    w->stw = (uint8_t)ev->b;
    if (p)
        world_p_status(w, p, P_GCSTOP);
}

void fold_stw_end(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)ev;
    (void)g;
    w->stopped = false;
    w->stopper = 0;
    if (w->gcwaiting) /* a trace has no EV_PROCS */
        released(w);
}

void fold_gc_begin(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->gc_cycle = ev->a;
    w->gc_runs = true;
}

void fold_gc_end(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->gc_cycle = ev->a;
    w->gc_runs = false;
}

void fold_heap_alloc(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->heap = ev->a;
}

void fold_heap_goal(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    w->heap_goal = ev->a;
}

/* ---- channels and locks ---- */

static void told(struct world *w, const struct event *ev)
{
    int32_t room;

    if (ev->a < 0 || ev->a > INT32_MAX)
        return;
    room = world_room_at(w, ROOM_OBJECT, (int32_t)ev->a); /* may move the others */
    w->rooms.at[room].buffered = ev->b;
}

void fold_chan(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    told(w, ev);
}

void fold_sync(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    told(w, ev);
}
