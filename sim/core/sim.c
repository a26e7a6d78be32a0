/* sim.c: a run from its beginning to its end: the clock, and whose moment it is. */
#include "sim.h"

#include "check.h"
#include "disk.h"
#include "exec.h"
#include "frame.h"
#include "gc.h"
#include "internal.h"
#include "locked.h"
#include "metrics.h"
#include "os.h"
#include "panic.h"
#include "proc.h"
#include "runq.h"
#include "scope.h"
#include "stw.h"
#include "syscall.h"
#include "sysmon.h"
#include "timer.h"
#include "tracing.h"
#include "value.h"
#include "wake.h"

/* ---- the beginning ------------------------------------------------------------------------------------------------- */

/* M0 and the Ps, and G1 in P0's runnext: what the bootstrap leaves behind. go: rt0_go, schedinit */
static void boot(struct sim *s)
{
    struct event *e = event_add(s, EV_BEGIN, NULL);
    struct m *m0;

    e->a = s->prog->gomaxprocs;
    e->b = s->prog->cores;
    e->flag = (uint8_t)s->prog->model;
    m0 = newm(s, NULL, NULL, false, M_PLAIN);
    os_start(s, m0, 0, TODO_SCHEDULE);
    procs_init(s, m0, s->prog->gomaxprocs);
    newproc(s, m0, -1 - SYSGO_MAIN, NULL);
}

struct sim *sim_new(const struct program *p, const struct sim_config *cfg)
{
    struct sim *s = mem_zalloc(1, sizeof *s);

    s->prog = p;
    s->cfg = *cfg;
    s->model = p->model;
    s->limit = p->limit;
    s->maxmcount = MAX_THREADS;
    s->lasttrace = s->starttime = -1;
    s->poll_until = VTIME_MAX;
    rng_seed(&s->rng, p->seed);
    s->cores = ARENA_ARRAY(&s->arena, struct m *, (size_t)p->cores);
    s->cycles = ARENA_ARRAY(&s->arena, int64_t, (size_t)p->nops + COSTS);
    frames_init(s);
    gc_init(s);
    disk_init(s);
    metrics_init(s);
    tracing_init(s);
    objects_init(s);
    values_init(s);
    boot(s);
    return s;
}

/* ---- moments ------------------------------------------------------------------------------------------------------- */

/* The thread does what it had to do now; true if it computes on. */
static bool act(struct sim *s, struct m *mp)
{
    switch (mp->todo) {
    case TODO_EXEC:
        return exec(s, mp);
    case TODO_SCHEDULE:
        return schedule(s, mp);
    case TODO_STEAL:
        return steal_work(s, mp);
    case TODO_STEAL_NAP:
        return steal_nap_over(s, mp);
    case TODO_POLL:
        return poll_over(s, mp);
    case TODO_SYSCALL_EXIT:
        return exitsyscall(s, mp);
    case TODO_STOPPED:
        return stw_waited(s, mp);
    case TODO_LOCKED:
        return run_locked(s, mp);
    case TODO_STOPM:
        stopm(s, mp);
        return false;
    case TODO_SYSMON:
        sysmon_look(s, mp);
        return false;
    case TODO_EXIT:
        mexit(s, mp);
        return false;
    case TODO_NOTHING:
        break;
    }
    assert(!"a thread that has nothing to do has a moment");
    return false;
}

/* What the thread owes passes on its account. */
static void account(struct sim *s, struct m *mp)
{
    if (mp->todo == TODO_EXEC && mp->curg && mp->curg->func >= 0)
        s->cpu_user += mp->owed - mp->not_user;
    mp->not_user = 0;
}

/* mp acts until it has to wait, or until somebody else's moment comes first. Returns how many moments that were. */
static int64_t thread_moment(struct sim *s, struct m *mp, int64_t budget)
{
    int64_t n = 0;

    for (;;) {
        bool on = act(s, mp);

        n++;
        if (s->cfg.check)
            sim_check(s);
        if (s->tracing)
            tracing_charge(s, mp);
        if (s->ended || !on)
            return n;
        if (mp->owed <=
            LITTLE_NS) /* whatever the budget: how a run is cut into steps must not show */
            continue;
        account(s, mp);
        /* Nothing else happens before it goes on: then it goes on at once, without a detour through the queue. */
        if (n >= budget || evq_next(&s->evq) <= s->now + mp->owed ||
            s->now + mp->owed >= s->limit) {
            os_compute(s, mp, mp->todo);
            return n;
        }
        s->now += mp->owed;
        mp->owed = 0;
    }
}

static int64_t next_moment(struct sim *s, int64_t budget)
{
    struct moment mo = evq_pop(&s->evq);
    struct m *mp;

    if (mo.who < 0) {
        s->now = mo.at;
        os_slice_end(s, -1 - mo.who, mo.gen);
        return 1;
    }
    mp = s->allm.at[mo.who];
    if (mp->os.gen != mo.gen)
        return 1; /* overtaken */
    s->now = mo.at;
    return os_arrive(s, mp) ? thread_moment(s, mp, budget) : 1;
}

/* ---- the end --------------------------------------------------------------------------------------------------------- */

static void finish(struct sim *s)
{
    struct event *e = event_add(s, EV_END, NULL);

    e->a = s->status;
    e->b = (int64_t)s->end;
    metrics_tell_end(s);
    events_flush(s);
}

enum { LIMIT_STATUS = 124, INTERRUPT_STATUS = 130 };

/* The run is cut off at `at`. */
static void cut_off(struct sim *s, vtime at, enum run_end how, int status)
{
    s->now = at > s->now ? at : s->now;
    run_ends(s, NULL, how, status);
}

enum sim_state sim_step(struct sim *s, int64_t moments)
{
    vtime until = s->cfg.until > 0 && s->cfg.until < s->prog->limit ? s->cfg.until : s->prog->limit;

    if (s->end_told)
        return SIM_ENDED;
    s->limit = until;
    while (moments > 0 && !s->ended) {
        if (s->interrupted)
            cut_off(s, s->now, END_INTERRUPT, INTERRUPT_STATUS);
        else if (evq_next(&s->evq) >= until)
            cut_off(s, until, until == s->cfg.until ? END_UNTIL : END_LIMIT,
                    until == s->cfg.until ? 0 : LIMIT_STATUS);
        else
            moments -= next_moment(s, moments);
    }
    if (!s->ended) {
        events_flush(s);
        return SIM_RUNNING;
    }
    finish(s);
    s->end_told = true;
    return SIM_ENDED;
}

void sim_interrupt(struct sim *s)
{
    s->interrupted = true;
}

vtime sim_now(const struct sim *s)
{
    return s->now;
}

int sim_exit_status(const struct sim *s)
{
    return s->status;
}

enum run_end sim_run_end(const struct sim *s)
{
    return s->end;
}

const struct choice *sim_misfit(const struct sim *s, const char **why)
{
    if (s->misfit) {
        *why = s->misfit_why;
        return s->misfit;
    }
    if (s->ended && s->choice_pos < s->cfg.nchoices) {
        *why = "the run does not make so many choices";
        return &s->cfg.choices[s->choice_pos];
    }
    return NULL;
}

/* ---- memory ---------------------------------------------------------------------------------------------------------- */

static void procs_free(struct sim *s)
{
    for (int32_t i = 0; i < s->allp_len; i++)
        free(s->allp[i]);
    free(s->allp);
}

static bool any_variable(const struct program *p)
{
    for (int32_t i = 0; i < p->nfuncs; i++)
        if (p->funcs[i].nvars > 0)
            return true;
    return false;
}

/* Frames of goroutines that were still alive, with what their variables hold. */
static void live_frames_free(struct sim *s)
{
    if (!any_variable(s->prog))
        return; /* frames themselves go with the arena */
    for (size_t i = 0; i < s->allgs.len; i++)
        for (struct frame *fp = s->allgs.at[i]->frame; fp;) {
            struct frame *caller = fp->caller;

            frame_release(s, fp);
            fp = caller;
        }
}

void sim_free(struct sim *s)
{
    s->ended = true;
    s->cfg.nsinks = 0;
    live_frames_free(s);
    objects_free(s);
    values_free(s);
    timers_free(s);
    gc_free(s);
    disk_free(s);
    metrics_free(s);
    tracing_free(s);
    places_free(s);
    procs_free(s);
    for (size_t i = 0; i < s->allm.len; i++)
        free(s->allm.at[i]);
    free(s->allm.at);
    free(s->allgs.at);
    free(s->runq.at);
    free(s->stw_waiters.at);
    free(s->coprimes);
    free(s->net.at);
    free(s->core_queue.at);
    evq_free(&s->evq);
    arena_free(&s->arena);
    free(s);
}
