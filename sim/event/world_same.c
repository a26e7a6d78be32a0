/* world_same.c: whether two worlds say the same. */
#include <stdlib.h>
#include <string.h>

#include "world_internal.h"

static bool same_event(const struct event *a, const struct event *b)
{
    return a->t == b->t && a->a == b->a && a->b == b->b && a->g == b->g && a->m == b->m &&
           a->at == b->at && a->p == b->p && a->kind == b->kind && a->flag == b->flag;
}

static bool same_list(const struct world_list *a, const struct world_list *b)
{
    return a->first == b->first && a->last == b->last && a->len == b->len;
}

/* The links are part of the record, so equal records and equal heads are equal lists. */
static bool same_g(const struct world_g *a, const struct world_g *b)
{
    return a->since == b->since && a->next == b->next && a->prev == b->prev &&
           a->creator == b->creator && a->waker == b->waker && a->func == b->func &&
           a->at == b->at && a->m == b->m && a->room == b->room && a->p == b->p &&
           a->wakes == b->wakes && a->timer_p == b->timer_p && a->status == b->status &&
           a->place == b->place && a->reason == b->reason && a->cause == b->cause &&
           a->locked == b->locked && a->asked == b->asked;
}

struct pair {
    const struct world *other;
    bool same;
};

static void look_up(void *arg, goid g, void *record)
{
    struct pair *pair = arg;
    const struct world_g *other = world_at(pair->other, g);

    pair->same = pair->same && other && same_g(record, other);
}

static bool same_gs(const struct world *a, const struct world *b)
{
    struct pair ab = {b, true}, ba = {a, true};

    gtable_each(&a->gs, look_up, &ab);
    gtable_each(&b->gs, look_up, &ba);
    return ab.same && ba.same;
}

static bool same_p(const struct world_p *a, const struct world_p *b)
{
    return a->status == b->status && a->m == b->m && a->running == b->running &&
           a->runnext == b->runnext && same_list(&a->ring, &b->ring) &&
           a->schedtick == b->schedtick && a->syscalltick == b->syscalltick &&
           a->slice == b->slice && a->since == b->since && a->timers == b->timers &&
           a->idle == b->idle;
}

static bool same_m(const struct world_m *a, const struct world_m *b)
{
    return a->state == b->state && a->role == b->role && a->p == b->p && a->core == b->core &&
           a->g == b->g && a->locked == b->locked && a->since == b->since &&
           a->parked == b->parked && a->spinning == b->spinning;
}

static bool same_room(const struct world_room *a, const struct world_room *b)
{
    return a->kind == b->kind && a->reason == b->reason && a->object == b->object &&
           same_list(&a->waiters, &b->waiters) && a->buffered == b->buffered;
}

static bool same_rows(const struct world *a, const struct world *b)
{
    bool same = a->ps.len == b->ps.len && a->ms.len == b->ms.len && a->rooms.len == b->rooms.len;

    for (size_t i = 0; same && i < a->ps.len; i++)
        same = same_p(&a->ps.at[i], &b->ps.at[i]);
    for (size_t i = 0; same && i < a->ms.len; i++)
        same = same_m(&a->ms.at[i], &b->ms.at[i]);
    for (size_t i = 0; same && i < a->rooms.len; i++)
        same = same_room(&a->rooms.at[i], &b->rooms.at[i]);
    return same;
}

static int in_order(const void *a, const void *b)
{
    return world_timer_compare(a, b);
}

static struct world_timer *sorted(const struct world *w, int32_t *n)
{
    const struct world_timer *all = world_timers_all(w, n);
    struct world_timer *copy = mem_alloc((size_t)*n * sizeof *copy);

    if (*n) {
        memcpy(copy, all, (size_t)*n * sizeof *copy);
        qsort(copy, (size_t)*n, sizeof *copy, in_order);
    }
    return copy;
}

static bool same_timers(const struct world *a, const struct world *b)
{
    int32_t na, nb;
    struct world_timer *x = sorted(a, &na), *y = sorted(b, &nb);
    bool same = na == nb;

    for (int32_t i = 0; same && i < na; i++)
        same = world_timer_compare(&x[i], &y[i]) == 0;
    free(x);
    free(y);
    return same;
}

static bool same_figures(const struct world *a, const struct world *b)
{
    return a->now == b->now && a->seq == b->seq && same_event(&a->last, &b->last) &&
           a->model == b->model && a->gomaxprocs == b->gomaxprocs && a->cores == b->cores &&
           same_list(&a->global, &b->global) &&
           memcmp(a->statuses, b->statuses, sizeof a->statuses) == 0 && a->threads == b->threads &&
           a->idle_ms == b->idle_ms && a->spinning_ms == b->spinning_ms &&
           a->blocked_ms == b->blocked_ms && a->idle_ps == b->idle_ps && a->ngs == b->ngs &&
           a->user_gs == b->user_gs && a->created_gs == b->created_gs &&
           a->created_ms == b->created_ms && a->needspinning == b->needspinning;
}

static bool same_state(const struct world *a, const struct world *b)
{
    return a->sysmon_looked == b->sysmon_looked && a->sysmon_sleeps == b->sysmon_sleeps &&
           a->sysmon_retook == b->sysmon_retook && a->sysmon_deep == b->sysmon_deep &&
           a->gc_cycle == b->gc_cycle && a->gc_runs == b->gc_runs && a->stopped == b->stopped &&
           a->gcwaiting == b->gcwaiting && a->stopper == b->stopper &&
           a->stopped_since == b->stopped_since && a->stw == b->stw && a->heap == b->heap &&
           a->heap_goal == b->heap_goal && a->ended == b->ended && a->derived == b->derived &&
           a->sleepers == b->sleepers && a->exit == b->exit && a->end == b->end;
}

bool world_same(const struct world *a, const struct world *b)
{
    return same_figures(a, b) && same_state(a, b) && same_rows(a, b) && same_gs(a, b) &&
           same_timers(a, b);
}
