/* world_internal.h: what the files of the world share.
 *
 * A goroutine is moved in two steps: world_leave takes it from wherever it is, world_put and its kin give it a new place.
 * Events of an imported run may come in any order that a damaged trace can make; so whoever is named may be missing, and what
 * a place is said to hold may be held by another. */
#ifndef EVENT_WORLD_INTERNAL_H
#define EVENT_WORLD_INTERNAL_H

#include "world.h"

/* ---- the fold: one function a kind, `g` is the record of ev->g, NULL if it does not live ---- */

typedef void world_fold(struct world *w, const struct event *ev, struct world_g *g);

/* world_fold_run.c */
world_fold fold_begin;
world_fold fold_procs;
world_fold fold_end;
/* world_fold_g.c */
world_fold fold_go_create;
world_fold fold_go_start;
world_fold fold_go_stop;
world_fold fold_go_block;
world_fold fold_go_ready;
world_fold fold_go_end;
world_fold fold_lock_thread;
world_fold fold_preempt;
world_fold fold_syscall;
world_fold fold_syscall_ret;
/* world_fold_queues.c */
world_fold fold_runq_overflow;
world_fold fold_globq_get;
world_fold fold_globq_put;
world_fold fold_steal;
/* world_fold_m.c */
world_fold fold_m_create;
world_fold fold_m_exit;
world_fold fold_m_park;
world_fold fold_m_wake;
world_fold fold_m_spin;
world_fold fold_needspin;
world_fold fold_core;
world_fold fold_p_start;
world_fold fold_p_stop;
world_fold fold_p_steal;
world_fold fold_p_idle;
/* world_fold_run.c */
world_fold fold_sysmon;
world_fold fold_timer_set;
world_fold fold_timer_fire;
world_fold fold_timer_stop;
world_fold fold_stw_begin;
world_fold fold_stw_end;
world_fold fold_gc_begin;
world_fold fold_gc_end;
world_fold fold_heap_alloc;
world_fold fold_heap_goal;
world_fold fold_chan;
world_fold fold_sync;

/* ---- who is where (world_list.c) ---- */

static inline struct world_g *world_at(const struct world *w, int64_t g)
{
    return g > 0 && g <= INT32_MAX ? gtable_find(&w->gs, (goid)g) : NULL;
}

/* The record of processor or thread `n`, made if there is none: good until another is made. NULL if n is below 0. */
struct world_p *world_p_new(struct world *w, int64_t n);
struct world_m *world_m_new(struct world *w, int64_t n);

static inline struct world_p *world_p_at(struct world *w, int64_t n)
{
    return n >= 0 && (uint64_t)n < w->ps.len ? &w->ps.at[n] : world_p_new(w, n);
}

static inline struct world_m *world_m_at(struct world *w, int64_t n)
{
    if (n >= 0 && (uint64_t)n < w->ms.len && w->ms.at[n].state != M_UNBORN)
        return &w->ms.at[n];
    return world_m_new(w, n);
}

/* Takes g from its place: it is AT_NOWHERE then, and no thread has it. */
void world_leave(struct world *w, goid id, struct world_g *g);

/* Gives g, which is AT_NOWHERE, a place in the queues: `p` may be NOBODY where no P has to do with it. */
void world_put(struct world *w, goid id, struct world_g *g, enum to to, int32_t p);
void world_put_ring(struct world *w, int32_t p, goid id, struct world_g *g);
void world_put_global(struct world *w, goid id, struct world_g *g, bool head);

/* The goroutine at the head (the tail, if `back`) of a list leaves it; 0 if there is none. */
goid world_take(struct world *w, const struct world_list *list, bool back);

/* Puts g at the tail of a room. */
void world_wait(struct world *w, goid id, struct world_g *g, int32_t room);

/* The number of a room, made if there is none. `id` as for world_room. */
int32_t world_room_at(struct world *w, enum room_kind kind, int32_t id);

/* The room in which one waits who blocks for this reason. */
int32_t world_room_for(struct world *w, int64_t reason, int64_t object);

void world_g_status(struct world *w, struct world_g *g, enum g_status status);
void world_p_status(const struct world *w, struct world_p *p, enum p_status status);

/* Looks at what thread m does now, and counts it. */
void world_m_look(struct world *w, struct world_m *m);

/* A thread that is there from now on. */
struct world_m *world_m_born(struct world *w, int64_t n, enum m_role role);

/* ---- timers (world_timers.c) ----
 *
 * A goroutine has one Sleep at a time, so its timer stands in its record; the others, of which any may be stopped, in an array
 * with a hash. */

struct world_timers;

void world_timer_add(struct world *w, struct world_timer t);
bool world_timer_drop(struct world *w, struct world_timer t); /* false: there was no such timer */
void world_timers_leave(struct world *w, int32_t p);          /* all of P's are dropped */

/* The Sleep of g ends at `when`; p NOBODY: it is over. */
void world_sleeps(struct world *w, struct world_g *g, vtime when, int32_t p);

/* Those that stand in no record. */
const struct world_timer *world_timers_all(const struct world *w, int32_t *n);
void world_timers_clear(struct world *w);
size_t world_timers_bytes(const struct world *w);
void world_timers_free(struct world *w);

/* The order in which timers fire; equal ones are the same. */
int world_timer_compare(const struct world_timer *a, const struct world_timer *b);

#endif
