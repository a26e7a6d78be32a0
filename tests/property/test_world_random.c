/* Laws of the world and of histories, on random programs.
 *
 *     test_world_random       the first 60 seeds; SCHEDLAB_SEEDS=N: N of them */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"
#include "gosrc.h"
#include "history_internal.h"
#include "load_text.h"
#include "proctrace.h"
#include "rng.h"
#include "runq.h"
#include "sim.h"
#include "test.h"
#include "timer.h"
#include "wake.h"
#include "world.h"

enum { SEEDS = 60, EVENTS_MOST = 20000 };

static uint64_t seeds(void)
{
    const char *asked = getenv("SCHEDLAB_SEEDS");

    return asked ? strtoull(asked, NULL, 10) : SEEDS;
}

/* ---- a run whose inside is seen ---- */

struct watched {
    struct sb text;
    struct loaded l;
    struct emit_context ctx;
    struct proctrace *own;
    struct event_sink sinks[2];
    struct sim *s;
};

static void watch(struct watched *v, uint64_t seed, struct event_sink sink)
{
    *v = (struct watched){0};
    gen_scenario(&v->text, seed);
    v->l = must_load(load_text(v->text.text, NULL));
    v->ctx = (struct emit_context){.program = v->l.p, .source = gosrc_map(v->l.p, &v->l.arena)};
    v->own = proctrace_new(&v->ctx);
    v->sinks[0] = proctrace_sink(v->own);
    v->sinks[1] = sink;
    v->s = sim_new(v->l.p, &(struct sim_config){
                               .sinks = v->sinks, .nsinks = 2, .tracer = proctrace_tracer(v->own)});
}

static void unwatch(struct watched *v)
{
    sim_free(v->s);
    proctrace_free(v->own);
    loaded_free(&v->l);
    sb_free(&v->text);
}

/* ---- the world is what the simulator holds ---- */

/* Where and when a comparison fails. */
static struct {
    uint64_t seed;
    const struct sim *s;
} now;

static void same(int64_t told, int64_t held, const char *what, int64_t of)
{
    if (told != held)
        fail_msg("seed %" PRIu64 ", at %" PRId64 " ns, %s of %" PRId64 ": the events tell %" PRId64
                 ", the simulator holds %" PRId64,
                 now.seed, now.s->now, what, of, told, held);
}

static goid id_of(const struct g *gp)
{
    return gp ? gp->id : 0;
}

static void same_g(const struct world *w, const struct g *gp)
{
    const struct world_g *g = world_g(w, gp->id);
    const struct world_room *r;

    if (gp->status == G_DEAD)
        return;
    assert_non_null(g);
    same(g->status, gp->status, "status", gp->id);
    same(g->since, gp->since, "since", gp->id);
    same(g->m, gp->m, "thread", gp->id);
    same(g->locked, gp->lockedm != NOBODY, "lock to the thread", gp->id);
    same(g->creator, gp->creator, "creator", gp->id);
    if (gp->flags & GF_PREEMPT)
        same(g->asked, true, "request to yield", gp->id);
    if (gp->id != 1)
        same(g->func, gp->func, "function", gp->id);
    same(g->place == AT_ROOM, gp->status == G_WAITING, "waiting", gp->id);
    same(g->place == AT_RUNNING, gp->status == G_RUNNING, "running", gp->id);
    same(g->place == AT_SYSCALL, gp->status == G_SYSCALL, "system call", gp->id);
    if (gp->status != G_WAITING)
        return;
    same(g->reason, gp->reason, "reason", gp->id);
    r = &w->rooms.at[g->room];
    if (gp->sd.obj != NOBODY)
        same(r->object, gp->sd.obj, "room", gp->id);
    else if (r->kind == ROOM_OTHER)
        same(r->reason, gp->reason, "room's reason", gp->id);
}

static void same_ring(const struct world *w, const struct p *pp)
{
    goid told[RUNQ_CAP + 1];
    int32_t n = world_list_get(w, &w->ps.at[pp->id].ring, told, RUNQ_CAP + 1);

    same(n, runq_len(&pp->runq), "ring's length", pp->id);
    for (int32_t i = 0; i < n; i++)
        same(told[i], pp->runq.ring[(pp->runq.head + (uint32_t)i) % RUNQ_CAP]->id, "ring", pp->id);
}

/* Slots of timers that were stopped stay in the heap for a while. */
static int32_t timers_set(const struct p *pp)
{
    int32_t n = 0;

    for (unsigned b = 0; b < TIMER_BUCKETS; b++)
        for (size_t i = b == 0 ? pp->timers.taken : 0; i < pp->timers.buckets[b].slots.len; i++) {
            struct timer_slot slot = pp->timers.buckets[b].slots.at[i];
            const struct timer *t = slot_timer(slot);

            n += !t || (t->armed && t->when == slot.when);
        }
    return n;
}

static void same_p(const struct world *w, const struct p *pp)
{
    const struct world_p *p = &w->ps.at[pp->id];
    struct g *running = pp->m ? pp->m->curg : NULL;

    same(p->status, pp->status, "P status", pp->id);
    same(p->m, pp->m ? pp->m->id : NOBODY, "thread of P", pp->id);
    same(p->running, id_of(running), "running on P", pp->id);
    same(p->runnext, id_of(pp->runq.runnext), "runnext", pp->id);
    same(p->schedtick, pp->schedtick, "schedtick", pp->id);
    same(p->syscalltick, pp->syscalltick, "syscalltick", pp->id);
    same(p->idle, pp->idle, "idle", pp->id);
    same(p->timers, timers_set(pp), "timers", pp->id);
    same_ring(w, pp);
}

static enum world_m_state state_of(const struct sim *s, const struct m *mp)
{
    if (mp->exited)
        return mp->id == 0 ? M_FOR_EVER : M_GONE;
    if (mp->role == M_SYSMON)
        return M_SYSMON_LOOKS;
    if (mp->role == M_TEMPLATE || mp->role == M_EXTRA)
        return M_FOR_EVER;
    if (mp->idle)
        return M_IDLE;
    if (mp->blocked)
        return M_WAITS;
    if (s->poller == mp && mp->todo == TODO_POLL)
        return M_POLLS;
    if (mp->curg && mp->curg->status == G_SYSCALL)
        return M_SYSCALL;
    return mp->spinning ? M_SPINS : M_RUNS;
}

static void same_m(const struct world *w, const struct m *mp)
{
    const struct world_m *m = &w->ms.at[mp->id];

    same(m->state, state_of(now.s, mp), "M state", mp->id);
    same(m->p, mp->p ? mp->p->id : NOBODY, "P of thread", mp->id);
    same(m->g, id_of(mp->curg), "goroutine of thread", mp->id);
    same(m->locked, id_of(mp->lockedg), "locked to thread", mp->id);
    same(m->spinning, mp->spinning, "spinning", mp->id);
    same(m->role, mp->role, "role", mp->id);
}

static void same_counts(const struct world *w, const struct sim *s)
{
    same(w->gomaxprocs, s->gomaxprocs, "GOMAXPROCS", 0);
    same(w->threads, mcount(s), "threads", 0);
    same(w->idle_ms, s->nmidle, "idle threads", 0);
    same(w->spinning_ms, s->nmspinning, "spinning threads", 0);
    same(w->idle_ps, s->npidle, "idle Ps", 0);
    same(w->needspinning, s->needspinning, "needspinning", 0);
    same(w->user_gs, s->ngoroutines, "goroutines", 0);
    same(w->ngs - w->user_gs, s->ngsys, "the runtime's goroutines", 0);
    same(w->created_ms, (int64_t)s->allm.len, "threads made", 0);
    same(w->gcwaiting, s->gcwaiting, "gcwaiting", 0);
    same(w->stopper, s->stopper ? id_of(s->stopper->curg) : 0, "who stops the world", 0);
}

static void same_global(const struct world *w, const struct sim *s)
{
    goid told[EVENTS_MOST];
    int32_t n = world_list_get(w, &w->global, told, EVENTS_MOST);

    same(n, (int64_t)s->runq.len, "global queue's length", 0);
    for (int32_t i = 0; i < n; i++)
        same(told[i], s->runq.at[(s->runq.head + (size_t)i) & (s->runq.cap - 1)]->id,
             "global queue", i);
}

static void same_machine(const struct world *w, const struct sim *s)
{
    int64_t by_status[G_PREEMPTED + 1] = {0};

    same_counts(w, s);
    same_global(w, s);
    for (size_t i = 0; i < s->allgs.len; i++) {
        same_g(w, s->allgs.at[i]);
        by_status[s->allgs.at[i]->status]++;
    }
    for (int i = G_RUNNABLE; i < G_DEAD; i++)
        same(w->statuses[i], by_status[i], "how many have status", i);
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        same_p(w, s->allp[i]);
    for (int32_t i = s->gomaxprocs; i < s->allp_len; i++)
        same(w->ps.at[i].status, P_DEAD, "P status", i);
    for (size_t i = 0; i < s->allm.len; i++)
        same_m(w, s->allm.at[i]);
}

static void fold(void *self, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        world_event(self, &ev[i]);
}

/* Law: the stream tells everything. Folding the events so far rebuilds, after every single moment, what the simulator holds. */
static void stream_is_complete(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < seeds(); seed++) {
        struct world w;
        struct watched v;

        world_init(&w);
        watch(&v, seed, (struct event_sink){fold, &w});
        now.seed = seed;
        now.s = v.s;
        while (sim_step(v.s, 1) == SIM_RUNNING && w.seq < EVENTS_MOST)
            same_machine(&w, v.s);
        unwatch(&v);
        world_deinit(&w);
    }
}

/* ---- seeking is playing ---- */

/* With chunks and keyframes as small as can be, so that all that happens in a long run happens in a short one. */
static struct history *history_of(uint64_t seed)
{
    static const int64_t sizes[][2] = {{16, 16}, {64, 256}, {512, 1024}, {8192, 32768}};
    const int64_t *size = sizes[seed % (sizeof sizes / sizeof *sizes)];
    struct history *h = history_new_sized(size[0], size[1]);
    struct watched v;

    watch(&v, seed, history_sink(h));
    while (sim_step(v.s, 1000) == SIM_RUNNING)
        if (history_len(h) > EVENTS_MOST)
            sim_interrupt(v.s);
    unwatch(&v);
    return h;
}

/* Plays the history, and at each event asks a cursor that goes there from somewhere else. */
struct played {
    struct world w;
    struct cursor *c;
    struct rng rng;
    const struct history *h;
    uint64_t seed;
};

static bool at_each(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    struct played *pl = arg;

    for (size_t i = 0; i < n; i++) {
        int64_t pos = seq + (int64_t)i + 1;

        world_event(&pl->w, &ev[i]);
        switch (rng_below(&pl->rng, 64)) {
        case 0:
            cursor_seek(pl->c, (int64_t)rng_below(&pl->rng, (uint64_t)history_len(pl->h) + 1));
            break;
        case 1:
        case 2:
            cursor_seek(pl->c, pos + (int64_t)rng_below(&pl->rng, 5));
            break;
        case 3:
            cursor_seek(pl->c, pos - 3);
            break;
        default:
            break;
        }
        cursor_seek(pl->c, pos);
        assert_int_equal(cursor_pos(pl->c), pos);
        if (!world_same(&pl->w, cursor_world(pl->c)))
            fail_msg("seed %" PRIu64 ": not the same at event %" PRId64, pl->seed, pos);
    }
    return true;
}

/* Law: the state reached by seeking is the state reached by playing, at every event, whatever was sought before. */
static void seeking_is_playing(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < seeds(); seed++) {
        struct history *h = history_of(seed);
        struct played pl = {.c = cursor_new(h), .h = h, .seed = seed};

        world_init(&pl.w);
        rng_seed(&pl.rng, seed);
        history_each(h, 0, history_len(h), at_each, &pl);
        assert_int_equal(pl.w.seq, history_len(h));
        world_deinit(&pl.w);
        cursor_free(pl.c);
        history_free(h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stream_is_complete),
        cmocka_unit_test(seeking_is_playing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
