#include "threads.h"

#include <stdlib.h>

void threads_init(struct threads *ts)
{
    *ts = (struct threads){.created = 1, .now = 1, .max = 1, .idle_ps_min = -1, .idle_ps_max = -1};
}

static struct m_tally *m_of(struct threads *ts, int64_t m)
{
    while ((int64_t)ts->ms.len <= m)
        *VEC_PUSH(&ts->ms) = (struct m_tally){.park = NOBODY};
    return &ts->ms.at[m];
}

static void park(struct threads *ts, const struct event *ev)
{
    if (ev->m < 0)
        return;
    *m_of(ts, ev->m) = (struct m_tally){ev->flag, ev->g};
    if (ev->flag == PARK_IDLE)
        ts->idle++;
    if (ev->flag ==
        PARK_FOREVER) /* the first thread cannot end, but counts as if it had. go: mexit */
        ts->now--;
}

static void unpark(struct threads *ts, const struct event *ev)
{
    struct m_tally *m = m_of(ts, ev->a);

    if (m->park == PARK_IDLE)
        ts->idle--;
    m->park = NOBODY;
}

/* ---- processors ------------------------------------------------------------------------------------------------------- */

/* The number of idle Ps so far was so until now. What changes within an instant was never to be seen. */
static void idle_so_far(struct threads *ts, vtime t)
{
    if (t == ts->idle_ps_since)
        return;
    ts->idle_ps_time += (wide)ts->idle_ps * (t - ts->idle_ps_since);
    ts->idle_ps_since = t;
    if (ts->idle_ps_min < 0 || ts->idle_ps < ts->idle_ps_min)
        ts->idle_ps_min = ts->idle_ps;
    if (ts->idle_ps > ts->idle_ps_max)
        ts->idle_ps_max = ts->idle_ps;
}

/* A P going to another goroutine than the one it ran before. */
static void switch_to(struct threads *ts, const struct event *ev)
{
    if (ev->p < 0)
        return;
    while (ts->ran.len <= (size_t)ev->p)
        *VEC_PUSH(&ts->ran) = 0;
    if (ts->ran.at[ev->p] != ev->g)
        ts->switches++;
    ts->ran.at[ev->p] = ev->g;
}

/* A thread without a P that makes another one borrows the new thread's P for it: it starts and stops in one breath. */
static bool borrowed(const struct threads *ts, const struct event *ev)
{
    return ts->last.kind == EV_P_START && ts->last.m == ev->m && ts->last.p == ev->p &&
           ts->last.t == ev->t;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------- */

static void on_thread(struct threads *ts, const struct event *ev)
{
    switch (ev->kind) {
    case EV_M_CREATE:
        ts->created++;
        if (++ts->now > ts->max)
            ts->max = ts->now;
        break;
    case EV_M_EXIT:
        ts->now--;
        break;
    case EV_M_PARK:
        park(ts, ev);
        break;
    case EV_M_WAKE:
        unpark(ts, ev);
        break;
    case EV_SYSCALL:
        if (++ts->blocked > ts->blocked_max)
            ts->blocked_max = ts->blocked;
        break;
    case EV_SYSCALL_RET:
        ts->blocked--;
        break;
    }
}

static void on_processor(struct threads *ts, const struct event *ev)
{
    switch (ev->kind) {
    case EV_BEGIN:
    case EV_PROCS:
        ts->gomaxprocs = ev->a;
        break;
    case EV_P_IDLE:
        idle_so_far(ts, ev->t);
        ts->idle_ps = ev->a;
        break;
    case EV_P_STOP:
        ts->handoffs += ev->flag == P_STOP_HANDOFF && !borrowed(ts, ev);
        break;
    case EV_P_STEAL:
        ts->retakes += ev->flag != P_STEAL_STW;
        ts->handoffs += ev->flag == P_STEAL_RETAKE;
        break;
    }
}

static void on_goroutine(struct threads *ts, const struct event *ev)
{
    switch (ev->kind) {
    case EV_GO_START:
        switch_to(ts, ev);
        break;
    case EV_GO_STOP:
        ts->preemptions += ev->b == STOP_PREEMPTED;
        break;
    case EV_GO_READY:
        ts->wakeups += ev->b != BY_SYSCALL;
        break;
    case EV_STEAL:
        ts->steals++;
        break;
    }
}

void threads_event(struct threads *ts, const struct event *ev)
{
    on_thread(ts, ev);
    on_processor(ts, ev);
    on_goroutine(ts, ev);
    ts->last = *ev;
}

void threads_end(struct threads *ts, vtime t)
{
    idle_so_far(ts, t);
}

int64_t threads_locked(const struct threads *ts, bool (*waits)(const void *arg, goid g),
                       const void *arg)
{
    int64_t n = 0;

    for (size_t i = 0; i < ts->ms.len; i++)
        n += ts->ms.at[i].park == PARK_LOCKED && waits(arg, ts->ms.at[i].locked);
    return n;
}

void threads_deinit(struct threads *ts)
{
    free(ts->ms.at);
    free(ts->ran.at);
    *ts = (struct threads){0};
}
