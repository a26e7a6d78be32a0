/* world.c: the state of a run, one event after the other. What each kind does to it is in world_fold_*.c. */
#include "world.h"

#include <assert.h>

#include "world_internal.h"

/* Kinds without a row change nothing here: they only tell. That none is forgotten shows where the world is compared with what the
 * simulator holds. */
static world_fold *const folds[EVENT_KINDS] = {
    [EV_BEGIN] = fold_begin,
    [EV_END] = fold_end,
    [EV_GO_CREATE] = fold_go_create,
    [EV_GO_START] = fold_go_start,
    [EV_GO_STOP] = fold_go_stop,
    [EV_GO_BLOCK] = fold_go_block,
    [EV_GO_READY] = fold_go_ready,
    [EV_GO_END] = fold_go_end,
    [EV_LOCK_THREAD] = fold_lock_thread,
    [EV_PREEMPT] = fold_preempt,
    [EV_RUNQ_OVERFLOW] = fold_runq_overflow,
    [EV_GLOBQ_GET] = fold_globq_get,
    [EV_GLOBQ_PUT] = fold_globq_put,
    [EV_STEAL] = fold_steal,
    [EV_SYSCALL] = fold_syscall,
    [EV_SYSCALL_RET] = fold_syscall_ret,
    [EV_M_CREATE] = fold_m_create,
    [EV_M_EXIT] = fold_m_exit,
    [EV_M_PARK] = fold_m_park,
    [EV_M_WAKE] = fold_m_wake,
    [EV_M_SPIN] = fold_m_spin,
    [EV_NEEDSPIN] = fold_needspin,
    [EV_CORE] = fold_core,
    [EV_P_START] = fold_p_start,
    [EV_P_STOP] = fold_p_stop,
    [EV_P_STEAL] = fold_p_steal,
    [EV_P_IDLE] = fold_p_idle,
    [EV_PROCS] = fold_procs,
    [EV_SYSMON] = fold_sysmon,
    [EV_TIMER_SET] = fold_timer_set,
    [EV_TIMER_FIRE] = fold_timer_fire,
    [EV_TIMER_STOP] = fold_timer_stop,
    [EV_STW_BEGIN] = fold_stw_begin,
    [EV_STW_END] = fold_stw_end,
    [EV_GC_BEGIN] = fold_gc_begin,
    [EV_GC_END] = fold_gc_end,
    [EV_HEAP_ALLOC] = fold_heap_alloc,
    [EV_HEAP_GOAL] = fold_heap_goal,
    [EV_CHAN] = fold_chan,
    [EV_SYNC] = fold_sync,
};

void world_init(struct world *w)
{
    *w = (struct world){.model = GO1_19};
    gtable_init(&w->gs, sizeof(struct world_g));
}

/* Whoever is at the event's place was seen there. */
static void seen(struct world *w, const struct event *ev, struct world_g *g)
{
    if (ev->kind == EV_PLACE)
        return; /* it only gives the place a meaning */
    if (ev->kind == EV_GO_READY)
        g = world_at(w, ev->a); /* the waker's place */
    if (g)
        g->at = ev->at;
}

void world_event(struct world *w, const struct event *ev)
{
    struct world_g *g = world_at(w, ev->g);

    assert(ev->kind < EVENT_KINDS);
    w->now = ev->t;
    w->seq++;
    if (ev->at != PLACE_NONE)
        seen(w, ev, g);
    if (folds[ev->kind])
        folds[ev->kind](w, ev, g);
    w->last = *ev;
}

/* ---- ahead of time: among a hundred thousand goroutines each record is a line that no cache holds ---- */

static inline void fetch(const struct world *w, goid g)
{
    __builtin_prefetch(world_at(w, g));
}

/* Its neighbours in its list, whose links change when it leaves. */
static inline void fetch_neighbours(const struct world *w, goid id)
{
    const struct world_g *g = world_at(w, id);

    if (!g)
        return;
    fetch(w, g->next);
    fetch(w, g->prev);
}

void world_events(struct world *w, const struct event *ev, size_t n)
{
    enum { FAR = 12, NEAR = 6 };

    for (size_t i = 0; i < n; i++) {
        if (i + FAR < n)
            fetch(w, ev[i + FAR].g);
        if (i + NEAR < n)
            fetch_neighbours(w, ev[i + NEAR].g);
        world_event(w, &ev[i]);
    }
}

const struct world_g *world_g(const struct world *w, goid g)
{
    return world_at(w, g);
}

void world_deinit(struct world *w)
{
    world_timers_free(w);
    gtable_deinit(&w->gs);
    free(w->ps.at);
    free(w->ms.at);
    free(w->rooms.at);
    free(w->room_of.at);
    *w = (struct world){0};
}
